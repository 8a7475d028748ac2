"""One label a unit: by majority, and by Dawid and Skene's model against the same model written plainly."""

from collections import Counter
from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.aggregation import Stop, dawid_skene, majority

ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=40)
"""(unit, rater, label), a rater several times on a unit too."""


def model_of(rows, **options):
    unit, rater, label = np.array(rows).T
    return dawid_skene(unit, rater, label, units=6, raters=4, labels=3, **options)


def plain_model(rows, steps):
    """Return marginals, posteriors and log-likelihood after as many steps, by the formulas alone."""
    units, labels = sorted({row[0] for row in rows}), range(3)
    votes = {unit: Counter(label for where, _rater, label in rows if where == unit) for unit in units}
    truth = {unit: [votes[unit][label] / votes[unit].total() for label in labels] for unit in units}
    for _step in range(steps):
        marginals = [sum(truth[unit][true] for unit in units) / len(units) for true in labels]
        said = {(rater, true, label): 0.0 for rater in range(4) for true in labels for label in labels}
        for unit, rater, label in rows:
            for true in labels:
                said[rater, true, label] += truth[unit][true]
        met = {
            (rater, true): sum(said[rater, true, label] for label in labels)
            for rater in range(4)
            for true in labels
        }
        likelihood = 0.0
        for unit in units:
            joint = list(marginals)
            for where, rater, label in rows:
                for true in labels:
                    if where == unit:
                        joint[true] *= said[rater, true, label] / met[rater, true] if met[rater, true] else 0
            likelihood += log(sum(joint))
            truth[unit] = [share / sum(joint) for share in joint]
    return marginals, truth, likelihood


@given(ROWS, st.integers(1, 6))
def test_model_is_the_plain_one_step_by_step(rows, steps):
    found = model_of(rows, most_iterations=steps)
    marginals, truth, likelihood = plain_model(rows, found.iterations)
    assert found.marginals == pytest.approx(marginals, abs=1e-9)
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-8)
    for unit, shares in truth.items():
        assert found.posteriors[unit] == pytest.approx(shares, abs=1e-9)


@given(ROWS)
def test_likelihood_never_falls(rows):
    values = [model_of(rows, most_iterations=steps).log_likelihood for steps in range(1, 12)]
    assert all(later >= former - 1e-9 for former, later in pairwise(values))


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_ratings_is_no_matter(rows, random):
    shuffled = [*rows]
    random.shuffle(shuffled)
    assert model_of(shuffled).posteriors == pytest.approx(model_of(rows).posteriors, abs=1e-6)


def test_raters_who_never_err_give_their_labels():
    rows = [(unit, rater, unit % 3) for unit in range(6) for rater in range(4)]
    found = model_of(rows)
    assert found.posteriors.argmax(axis=1).tolist() == [0, 1, 2, 0, 1, 2]
    assert (found.posteriors.max(axis=1), found.stop) == (pytest.approx(1.0), Stop.CONVERGED)
    assert found.errors[0] == pytest.approx(np.eye(3))


def test_errors_that_made_the_ratings_are_found_again():
    random = np.random.default_rng(4)
    truth = random.choice(3, 20_000, p=[0.6, 0.3, 0.1])
    errors = np.array([[0.8, 0.15, 0.05], [0.1, 0.8, 0.1], [0.2, 0.1, 0.7]])
    said = (random.random((20_000, 5))[:, :, None] > errors.cumsum(axis=1)[truth][:, None, :]).sum(axis=2)
    unit, rater = np.indices(said.shape)
    found = dawid_skene(unit.ravel(), rater.ravel(), said.ravel(), units=20_000, raters=5, labels=3)
    assert found.marginals == pytest.approx([0.6, 0.3, 0.1], abs=0.02)
    assert found.errors == pytest.approx(np.broadcast_to(errors, (5, 3, 3)), abs=0.04)
    assert (found.posteriors.argmax(axis=1) == truth).mean() > 0.95


def test_an_iteration_that_is_cut_off_says_so():
    rows = [(0, 0, 0), (0, 1, 1), (1, 0, 0), (1, 1, 0), (2, 1, 2)]
    found = model_of(rows, most_iterations=1)
    assert (found.iterations, found.stop) == (1, Stop.ITERATIONS)


def test_no_rating_gives_no_model():
    nothing = np.zeros(0, dtype=np.int64)
    found = dawid_skene(nothing, nothing, nothing, units=2, raters=0, labels=2)
    assert (found.iterations, found.posteriors.tolist()) == (0, [[0, 0], [0, 0]])


def test_majority_says_ties_and_never_breaks_them():
    found = majority(np.array([0, 0, 0, 1, 1, 3]), np.array([0, 0, 1, 0, 1, 2]), units=4, labels=3)
    assert found.winner.tolist() == [0, -1, -1, 2]
    assert found.is_tied.tolist() == [False, True, False, False]
    assert found.shares[0].tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    assert found.shares[2].tolist() == [0, 0, 0]
