import json

from annotations.agreement import RatingTable, Reason, summarise
from tests.agreement.published import FOUR_OBSERVERS, UTTERANCES, table_of_counts, table_of_rows


def test_summary_counts_what_it_rests_on():
    summary = summarise(table_of_rows(FOUR_OBSERVERS))
    assert (summary.units, summary.raters, summary.ratings, summary.pairable_units) == (12, 4, 41, 11)
    assert {"observed_agreement", "alpha_nominal", "light_kappa", "conger_kappa"} <= set(summary.figures)
    assert len(summary.pairs) == 6
    assert sum(figures.count for figures in summary.per_label.values()) == 41


def test_kappas_stand_among_the_figures_with_exactly_two_raters():
    summary = summarise(table_of_counts(UTTERANCES))
    assert summary.figures["cohen_kappa"] == summary.pairs[0].cohen_kappa
    assert "light_kappa" not in summary.figures
    assert not {"cohen_kappa", "scott_pi"} & set(summarise(table_of_rows(FOUR_OBSERVERS)).figures)


def test_conger_needs_every_rating_and_light_every_pair():
    figures = summarise(table_of_rows(("a b . .", "a . b b", ". b b a"))).figures
    assert figures["conger_kappa"].reason is Reason.RATINGS_MISSING
    assert figures["light_kappa"].reason is Reason.PAIR_UNDEFINED
    apart = summarise(table_of_rows(("a b . .", "a b a .", ". . a b"))).figures
    assert apart["light_kappa"].reason is Reason.NO_SHARED_UNIT


def test_pairs_without_a_shared_unit_are_listed_and_say_so():
    pairs = summarise(table_of_rows(("a b .", "a . .", ". . b"))).pairs
    assert [(pair.first, pair.second, pair.n) for pair in pairs] == [
        ("rater 0", "rater 1", 1),
        ("rater 0", "rater 2", 0),
        ("rater 1", "rater 2", 0),
    ]
    assert pairs[0].cohen_kappa.reason is Reason.ONE_LABEL_ONLY
    assert pairs[1].cohen_kappa.reason is Reason.NO_SHARED_UNIT


def test_kappa_is_zero_where_one_rater_always_says_the_same():
    (pair,) = summarise(table_of_rows(("a a a", "a a b"))).pairs
    assert (pair.cohen_kappa.value, pair.cohen_kappa.n) == (0.0, 3)


def test_clusters_with_a_pairable_unit_are_counted():
    triples = [("u", "Alice", "a"), ("u", "Bob", "a"), ("v", "Alice", "b")]
    table = RatingTable.from_triples(triples, clusters={"u": "x", "v": "y"})
    assert (summarise(table).clusters, summarise(RatingTable.from_triples(triples)).clusters) == (1, None)


def test_an_empty_table_is_summed_up_without_values():
    summary = summarise(RatingTable.from_triples([], labels=["verified"]))
    assert {figure.reason for figure in summary.figures.values()} == {Reason.NO_RATINGS}
    assert summary.per_label["verified"].count == 0
    assert summary.per_label["verified"].share.reason is Reason.NO_RATINGS


def test_json_is_strict_and_gives_the_reason():
    data = summarise(table_of_rows(("a a", "a a"))).to_json_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    alpha = {"value": None, "low": None, "high": None, "n": 2, "reason": "one_label_only"}
    assert data["figures"]["alpha_nominal"] == alpha
    assert data["pairs"][0]["first"] == "rater 0"
