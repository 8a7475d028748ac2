from itertools import combinations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement import (
    Figure,
    RatingTable,
    Reason,
    alpha_nominal,
    compare_pairs,
    explain,
    label_shares,
    observed_agreement,
    specific_agreements,
)
from tests.agreement.published import (
    FOUR_OBSERVERS,
    TEN_NEWS_STORIES,
    TWO_OBSERVERS,
    UTTERANCES,
    table_of_counts,
    table_of_rows,
)

RATINGS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.sampled_from(["Alice", "Bob", "Carol", "Dave"])), st.sampled_from("abc")
)


def table_of(ratings):
    return RatingTable.from_triples((unit, rater, label) for (unit, rater), label in ratings.items())


@pytest.mark.parametrize(
    ("rows", "alpha"), [(FOUR_OBSERVERS, 0.743), (TWO_OBSERVERS, 0.734), (TEN_NEWS_STORIES, 0.095)]
)
def test_alpha_as_published(rows, alpha):
    assert round(alpha_nominal(table_of_rows(rows)).value, 3) == alpha


def test_observed_agreement_as_published():
    assert round(observed_agreement(table_of_rows(TWO_OBSERVERS)).value, 3) == 0.833


def test_cohen_kappa_as_published():
    (pair,) = compare_pairs(table_of_counts(UTTERANCES))
    assert pair.observed_agreement == Figure(0.7, n=100)
    assert round(pair.cohen_kappa.value, 3) == 0.348


def test_units_with_one_rating_do_not_count():
    table = table_of_rows(FOUR_OBSERVERS)
    assert len(table.units) == 12
    assert alpha_nominal(table).n == observed_agreement(table).n == 11


def test_perfect_agreement_is_exactly_one_and_swapped_labels_minus_a_half():
    assert alpha_nominal(table_of_rows(("a b c", "a b c", "a b c"))).value == 1.0
    assert alpha_nominal(table_of_rows(("a b", "b a"))).value == -0.5


def test_specific_agreement_is_the_share_of_matching_second_ratings():
    figures = specific_agreements(table_of_rows(("a a a b", "a a b b", "a b . .")))
    # a: pairs 6/2 + 2/2 + 0 over 3 + 2 + 1 ratings; b: 0 + 0 + 2/1 over 1 + 1 + 2
    assert figures == {"a": Figure(4 / 6, n=3), "b": Figure(2 / 4, n=3)}


def test_shares_count_every_rating():
    assert label_shares(table_of_rows(("a a b", "a . ."))) == {"a": Figure(0.75, n=4), "b": Figure(0.25, n=4)}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), Reason.NO_RATINGS),
        (("a b a",), Reason.NO_UNIT_RATED_TWICE),
        (("a . ", ". b"), Reason.NO_UNIT_RATED_TWICE),
        (("a a", "a a"), Reason.ONE_LABEL_ONLY),
        (("a a b", "a a ."), Reason.ONE_LABEL_ONLY),
    ],
)
def test_an_undefined_alpha_says_why(rows, reason):
    figure = alpha_nominal(table_of_rows(rows))
    assert (figure.value, figure.reason) == (None, reason)
    assert explain(reason).endswith(".")


def test_observed_agreement_on_one_label_is_defined():
    assert observed_agreement(table_of_rows(("a a", "a a"))) == Figure(1.0, n=2)


def test_a_label_without_a_pair_has_no_specific_agreement():
    figures = specific_agreements(
        RatingTable.from_triples([("u", "Alice", "a"), ("u", "Bob", "a")], labels=["a", "b"])
    )
    assert figures["a"] == Figure(1.0, n=1)
    assert figures["b"] == Figure(None, n=0, reason=Reason.LABEL_NOT_USED)


def test_pairs_without_a_shared_unit_are_listed_and_say_so():
    pairs = list(compare_pairs(table_of_rows(("a b .", "a . .", ". . b"))))
    assert [(pair.first, pair.second, pair.n) for pair in pairs] == [
        ("rater 0", "rater 1", 1),
        ("rater 0", "rater 2", 0),
        ("rater 1", "rater 2", 0),
    ]
    assert pairs[0].cohen_kappa == Figure(None, n=1, reason=Reason.ONE_LABEL_ONLY)
    assert pairs[1].cohen_kappa == Figure(None, n=0, reason=Reason.NO_SHARED_UNIT)


def test_kappa_is_zero_where_one_rater_always_says_the_same():
    (pair,) = compare_pairs(table_of_rows(("a a a", "a a b")))
    assert pair.cohen_kappa == Figure(0.0, n=3)


@given(RATINGS)
def test_alpha_is_that_of_the_krippendorff_package(ratings):
    figure = alpha_nominal(table_of(ratings))
    counts = np.array([[[*row].count(label) for label in "abc"] for row in rows_of_units(ratings)]).reshape(
        -1, 3
    )
    counts = counts[counts.sum(axis=1) >= 2]
    if np.count_nonzero(counts.sum(axis=0)) < 2:  # undefined, where the package raises
        assert figure.value is None
    else:
        expected = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
        assert figure.value == pytest.approx(expected, abs=1e-9)


@given(RATINGS)
def test_observed_and_specific_agreement_are_those_of_counting_pairs(ratings):
    table, units = table_of(ratings), [row for row in rows_of_units(ratings) if len(row) >= 2]
    shares = [np.mean([one == two for one, two in combinations(row, 2)]) for row in units]
    assert observed_agreement(table).value == (pytest.approx(np.mean(shares)) if units else None)
    for label, figure in specific_agreements(table).items():
        given_label = sum(row.count(label) for row in units)
        matching = sum(row.count(label) * (row.count(label) - 1) / (len(row) - 1) for row in units)
        assert figure.value == (pytest.approx(matching / given_label) if given_label else None)


@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_ratings_changes_no_digit(ratings, random):
    shuffled = list(ratings.items())
    random.shuffle(shuffled)
    table, other = table_of(ratings), table_of(dict(shuffled))
    assert alpha_nominal(table) == alpha_nominal(other)
    assert observed_agreement(table) == observed_agreement(other)
    assert specific_agreements(table) == specific_agreements(other)


@given(RATINGS)
def test_figures_have_a_value_or_a_reason(ratings):
    table = table_of(ratings)
    kappas = [pair.cohen_kappa for pair in compare_pairs(table)]
    for figure in [alpha_nominal(table), observed_agreement(table), *kappas]:
        assert (figure.value is None) != (figure.reason is None)
        assert figure.value is None or -1 <= figure.value <= 1


def rows_of_units(ratings):
    units = {unit for unit, _ in ratings}
    return [[label for (rated, _), label in ratings.items() if rated == unit] for unit in sorted(units)]
