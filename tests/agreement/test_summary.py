import json

from annotations.agreement import RatingTable, Reason, summarise
from tests.agreement.published import FOUR_OBSERVERS, UTTERANCES, table_of_counts, table_of_rows


def test_summary_counts_what_it_rests_on():
    summary = summarise(table_of_rows(FOUR_OBSERVERS))
    assert (summary.units, summary.raters, summary.ratings, summary.pairable_units) == (12, 4, 41, 11)
    assert set(summary.figures) == {"observed_agreement", "alpha_nominal"}
    assert len(summary.pairs) == 6
    assert sum(figures.count for figures in summary.per_label.values()) == 41


def test_kappa_stands_among_the_figures_with_exactly_two_raters():
    summary = summarise(table_of_counts(UTTERANCES))
    assert summary.figures["cohen_kappa"] == summary.pairs[0].cohen_kappa


def test_an_empty_table_is_summed_up_without_values():
    summary = summarise(RatingTable.from_triples([], labels=["verified"]))
    assert {figure.reason for figure in summary.figures.values()} == {Reason.NO_RATINGS}
    assert summary.per_label["verified"].count == 0
    assert summary.per_label["verified"].share.reason is Reason.NO_RATINGS


def test_json_is_strict_and_gives_the_reason():
    data = summarise(table_of_rows(("a a", "a a"))).to_json_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["figures"]["alpha_nominal"] == {"value": None, "n": 2, "reason": "one_label_only"}
    assert data["pairs"][0]["first"] == "rater 0"
