"""What one rater does to the agreement of all."""

import numpy as np
import pytest
from hypothesis import given

from annotations.agreement import Figure, IntervalMethod, Reason, summarise
from annotations.agreement.raters import confuse
from tests.agreement.published import table_of_rows
from tests.agreement.tables import RATINGS, figures_of, table_of


def test_leave_one_out_is_the_mean_share_of_the_others_that_agree():
    figures = summarise(table_of_rows(("a a b .", "a b b .", "a b . a")), method=IntervalMethod.NONE).by_rater
    assert [found.leave_one_out for found in figures] == [
        Figure(2 / 3, n=3),
        Figure((1 + 0.5 + 1) / 3, n=3),
        Figure((1 + 0.5) / 2, n=2),
    ]
    assert figures[0].counts == {"a": 2, "b": 1}


@given(RATINGS)
def test_change_in_alpha_is_all_less_without_the_rater(ratings):
    table = table_of(ratings, labels="123")
    everyone = figures_of(table)["alpha_nominal"].value
    for found in summarise(table).by_rater:
        rest = {place: label for place, label in ratings.items() if place[1] != found.rater}
        without = figures_of(table_of(rest, labels="123"))["alpha_nominal"].value
        if everyone is None or without is None:
            assert found.alpha_change.value is None
        else:
            assert found.alpha_change.value == pytest.approx(everyone - without, abs=1e-9)


@given(RATINGS)
def test_leave_one_out_is_that_of_counting(ratings):
    for found in summarise(table_of(ratings)).by_rater:
        shares = []
        for (unit, rater), label in ratings.items():
            others = [given for (where, who), given in ratings.items() if where == unit and who != rater]
            if rater == found.rater and others:
                shares.append(others.count(label) / len(others))
        assert found.leave_one_out.value == (pytest.approx(np.mean(shares)) if shares else None)


def test_interval_of_a_rater_leaves_out_clusters_of_theirs():
    rows = ("a a b b a b", "a b b a a b")
    clusters = {f"unit {at}": f"article {at // 2}" for at in range(6)}
    table = table_of_rows(rows)
    clustered = table_of({(unit, rater): label for unit, rater, label in _triples(table)}, clusters=clusters)
    plain, found = summarise(table).by_rater[0].leave_one_out, summarise(clustered).by_rater[0].leave_one_out
    assert plain.value == found.value == pytest.approx(4 / 6)
    # Leaving out an article leaves 3/4, 2/4 and 3/4 of four units.
    assert found.low == pytest.approx(
        4 / 6 - 4.302652729749 * np.sqrt(2 / 3 * (2 * (1 / 12) ** 2 + (1 / 6) ** 2))
    )
    assert plain.low is not None


def test_a_rater_alone_says_why_there_is_no_figure():
    (found,) = summarise(table_of_rows(("a b",))).by_rater
    assert found.leave_one_out.reason is Reason.NO_UNIT_RATED_TWICE
    assert found.alpha_change.reason is Reason.NO_UNIT_RATED_TWICE


def test_confusion_counts_truth_by_what_was_said():
    table = table_of_rows(("a b b", "b . b"))
    one, two = confuse(table, {"unit 0": "a", "unit 1": "a"})
    assert one.counts.tolist() == [[1, 1], [0, 0]]
    assert (one.accuracy, two.accuracy) == (Figure(0.5, n=2), Figure(0.0, n=1))


def test_a_truth_that_is_no_label_is_an_error():
    with pytest.raises(ValueError, match="'x' is no label"):
        confuse(table_of_rows(("a",)), {"unit 0": "x"})


def _triples(table):
    rows = zip(table.unit_codes, table.rater_codes, table.label_codes, strict=True)
    return [(table.units[unit], table.raters[rater], table.labels[label]) for unit, rater, label in rows]
