"""Every coefficient against what was published, against other libraries, and by its laws."""

from itertools import combinations

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from annotations.agreement import (
    Figure,
    IntervalMethod,
    Patterns,
    RatingTable,
    Reason,
    Scale,
    explain,
    figures_of_patterns,
    summarise,
)
from tests.agreement.published import (
    FOURTEEN_RATERS,
    PUBLISHED,
    UTTERANCES,
    table_of_counts,
    table_of_rows,
)
from tests.agreement.tables import (
    COMPLETE,
    RATERS,
    RATINGS,
    figures_of,
    rows_of_units,
    table_of,
    table_of_units,
)


@pytest.mark.parametrize("name", PUBLISHED)
def test_figures_are_those_published(name):
    case = PUBLISHED[name]
    figures = figures_of(table_of_rows(case.rows), is_ordered=case.is_ordered)
    assert {key: round(figures[key].value, 3) for key in case.figures} == case.figures


def test_figures_of_two_coders_are_those_published():
    figures = figures_of(table_of_counts(UTTERANCES))
    assert figures["observed_agreement"] == Figure(0.7, n=100)
    assert round(figures["cohen_kappa"].value, 3) == 0.348
    assert round(figures["scott_pi"].value, 3) == 0.341
    assert figures["brennan_prediger"].value == pytest.approx(0.4)


def test_counts_without_raters_give_the_published_kappa():
    patterns = Patterns.from_counts(FOURTEEN_RATERS, labels="12345")
    scale = Scale.of("12345", is_ordered=False, categories=5)
    found = figures_of_patterns(patterns, scale, method=IntervalMethod.NONE)
    assert round(found.figures["fleiss_kappa"].value, 3) == 0.210


def test_fleiss_kappa_has_two_variants_where_ratings_are_missing():
    figures = figures_of(table_of_rows(PUBLISHED["Krippendorff 2011, C"].rows))
    assert round(figures["fleiss_kappa"].value, 4) == 0.7612
    assert round(figures["fleiss_kappa_pooled"].value, 4) == 0.7608


def test_perfect_agreement_is_exactly_one_and_swapped_labels_minus_a_half():
    assert figures_of(table_of_rows(("a b c", "a b c", "a b c")))["alpha_nominal"].value == 1.0
    assert figures_of(table_of_rows(("a b", "b a")))["alpha_nominal"].value == -0.5


def test_a_label_that_was_offered_counts_although_nobody_used_it():
    table = table_of_rows(("a a b", "a a a"))
    two, three = figures_of(table), figures_of(table, categories=3)
    assert two["brennan_prediger"].value == pytest.approx(1 / 3)
    assert three["brennan_prediger"].value == pytest.approx(0.5)
    assert three["gwet_ac1"].value > two["gwet_ac1"].value
    assert three["alpha_nominal"] == two["alpha_nominal"]


def test_specific_agreement_is_the_share_of_matching_second_ratings():
    per_label = summarise(
        table_of_rows(("a a a b", "a a b b", "a b . .")), method=IntervalMethod.NONE
    ).per_label
    # a: pairs 6/2 + 2/2 + 0 over 3 + 2 + 1 ratings; b: 0 + 0 + 2/1 over 1 + 1 + 2
    assert per_label["a"].specific_agreement == Figure(4 / 6, n=3)
    assert per_label["b"].specific_agreement == Figure(2 / 4, n=3)


def test_shares_count_every_rating():
    per_label = summarise(table_of_rows(("a a b", "a . .")), method=IntervalMethod.NONE).per_label
    assert {label: figures.share for label, figures in per_label.items()} == {
        "a": Figure(0.75, n=4),
        "b": Figure(0.25, n=4),
    }


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
    figure = figures_of(table_of_rows(rows))["alpha_nominal"]
    assert (figure.value, figure.reason) == (None, reason)
    assert explain(reason).endswith(".")


@pytest.mark.parametrize(
    ("labels", "name", "reason"),
    [
        ("ab", "alpha_ordinal", Reason.NO_ORDER),
        ("ab", "cohen_kappa_linear", Reason.NO_ORDER),
        ("ab", "alpha_interval", Reason.LABELS_NOT_NUMERIC),
        (("1_0", "2"), "alpha_interval", Reason.LABELS_NOT_NUMERIC),
        (("nan", "2"), "alpha_interval", Reason.LABELS_NOT_NUMERIC),
        (("-1", "2"), "alpha_ratio", Reason.LABELS_NOT_RATIO),
    ],
)
def test_a_figure_that_the_labels_do_not_allow_says_why(labels, name, reason):
    one, two = labels
    figure = figures_of(table_of({(1, "Alice"): one, (1, "Bob"): two, (2, "Alice"): two, (2, "Bob"): two}))[
        name
    ]
    assert (figure.value, figure.reason) == (None, reason)


def test_a_label_without_a_pair_has_no_specific_agreement():
    table = RatingTable.from_triples([("u", "Alice", "a"), ("u", "Bob", "a")], labels=["a", "b"])
    per_label = summarise(table, method=IntervalMethod.NONE).per_label
    assert per_label["a"].specific_agreement == Figure(1.0, n=1)
    assert per_label["b"].specific_agreement == Figure(None, n=0, reason=Reason.LABEL_NOT_USED)
    assert per_label["b"].kappa.reason is Reason.LABEL_NOT_USED


def test_the_metric_of_ratio_takes_two_zeros_as_equal():
    figures = figures_of(table_of_rows(("0 0 4", "0 1 4")))
    assert figures["alpha_ratio"].value is not None


@given(RATINGS, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_is_that_of_the_krippendorff_package(ratings, level):
    figure = figures_of(table_of(ratings, labels="123"), is_ordered=True)[f"alpha_{level}"]
    rows = [row for row in rows_of_units(ratings) if len(row) >= 2]
    counts = np.array([[row.count(label) for label in "123"] for row in rows]).reshape(-1, 3)
    if np.count_nonzero(counts.sum(axis=0)) < 2:  # undefined, where the package raises
        assert figure.value is None
    else:
        expected = krippendorff.alpha(
            value_counts=counts, level_of_measurement=level, value_domain=np.array([1, 2, 3])
        )
        assert figure.value == pytest.approx(expected, abs=1e-9)


@given(RATINGS)
def test_alpha_is_that_of_nltk(ratings):
    rows = [row for row in rows_of_units(ratings) if len(row) >= 2]
    assume(len({label for row in rows for label in row}) >= 2)
    task = AnnotationTask(
        [(str(at), str(unit), row) for unit, labels in enumerate(rows) for at, row in enumerate(labels)]
    )
    assert figures_of(table_of(ratings))["alpha_nominal"].value == pytest.approx(task.alpha(), abs=1e-9)


@given(COMPLETE)
def test_fleiss_kappa_is_that_of_statsmodels(units):
    counts = np.array([[row.count(label) for label in "123"] for row in units])
    assume(np.count_nonzero(counts.sum(axis=0)) >= 2)
    figures = figures_of(table_of_units(units))
    assert figures["fleiss_kappa"].value == pytest.approx(fleiss_kappa(counts), abs=1e-9)
    assert figures["fleiss_kappa_pooled"].value == pytest.approx(fleiss_kappa(counts), abs=1e-9)
    randolph = fleiss_kappa(counts, method="randolph")
    assert figures_of(table_of_units(units), categories=3)["brennan_prediger"].value == pytest.approx(
        randolph
    )


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("123")), min_size=2, max_size=12))
def test_cohen_kappa_is_that_of_scikit_learn(pairs):
    own, others = zip(*pairs, strict=True)
    triples = [
        (at, rater, label) for at, pair in enumerate(pairs) for rater, label in zip("AB", pair, strict=True)
    ]
    figures = figures_of(RatingTable.from_triples(triples, labels="123"), is_ordered=True)
    assume(len({*own, *others}) > 1)
    for name, weights in (("", None), ("_linear", "linear"), ("_quadratic", "quadratic")):
        expected = cohen_kappa_score(own, others, labels=list("123"), weights=weights)
        assert figures[f"cohen_kappa{name}"].value == pytest.approx(expected, abs=1e-9)


@given(COMPLETE)
def test_scott_light_and_conger_are_those_of_their_definitions(units):
    assume(len({label for row in units for label in row}) > 1)
    figures, raters = figures_of(table_of_units(units)), list(zip(*units, strict=True))
    pairs = list(combinations(raters, 2))
    observed = np.mean([np.mean(np.equal(one, two)) for one, two in pairs])
    share = {label: [rater.count(label) / len(units) for rater in raters] for label in "123"}
    if len(raters) == 2:
        chance = sum(np.mean(shares) ** 2 for shares in share.values())
        assert figures["scott_pi"].value == pytest.approx((observed - chance) / (1 - chance))
        return
    chance = np.mean([sum(one * two for one, two in combinations(shares, 2)) for shares in share.values()])
    chance *= 3 / len(pairs)
    if figures["conger_kappa"].value is not None:
        assert figures["conger_kappa"].value == pytest.approx((observed - chance) / (1 - chance))
    kappas = [pair.cohen_kappa.value for pair in summarise(table_of_units(units)).pairs]
    mean = None if None in kappas else pytest.approx(np.mean(kappas))
    assert figures["light_kappa"].value == mean


@given(RATINGS)
def test_observed_and_specific_agreement_are_those_of_counting_pairs(ratings):
    summary, units = summarise(table_of(ratings)), [row for row in rows_of_units(ratings) if len(row) >= 2]
    shares = [np.mean([one == two for one, two in combinations(row, 2)]) for row in units]
    assert summary.figures["observed_agreement"].value == (pytest.approx(np.mean(shares)) if units else None)
    for label, figures in summary.per_label.items():
        given_label = sum(row.count(label) for row in units)
        matching = sum(row.count(label) * (row.count(label) - 1) / (len(row) - 1) for row in units)
        value = figures.specific_agreement.value
        assert value == (pytest.approx(matching / given_label) if given_label else None)


@given(RATINGS)
def test_kappa_of_a_label_is_that_of_two_labels(ratings):
    per_label = summarise(table_of(ratings)).per_label
    for label, found in per_label.items():
        rest = {place: "yes" if given == label else "no" for place, given in ratings.items()}
        expected = figures_of(table_of(rest))["fleiss_kappa"].value
        assert found.kappa.value == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_ratings_changes_no_digit(ratings, random):
    shuffled = list(ratings.items())
    random.shuffle(shuffled)
    summary, other = summarise(table_of(ratings)), summarise(table_of(dict(shuffled)))
    for name in ("observed_agreement", "alpha_nominal", "fleiss_kappa", "gwet_ac1", "alpha_interval"):
        assert summary.figures[name] == other.figures[name]
    assert summary.per_label == other.per_label


@given(RATINGS, st.sampled_from(list(IntervalMethod)))
def test_figures_have_a_value_or_a_reason_and_an_interval_or_a_reason(ratings, method):
    summary = summarise(table_of(ratings, labels="123"), is_ordered=True, method=method)
    figures = [*summary.figures.values(), *(pair.cohen_kappa for pair in summary.pairs)]
    for figure in figures:
        assert figure.value is None or not np.isnan(figure.value)
        assert figure.value is not None or figure.reason
        assert (figure.low is None) == (figure.high is None)
        assert figure.low is None or figure.low <= figure.value + 1e-9 or method is IntervalMethod.BOOTSTRAP
        assert method is IntervalMethod.NONE or figure.low is not None or figure.reason


def test_more_labels_than_have_room_still_give_alpha_and_no_interval():
    triples = [
        (unit, rater, f"{unit % 1500 + (unit % 7 == 0) * at}")
        for unit in range(3000)
        for at, rater in enumerate(RATERS)
    ]
    summary = summarise(RatingTable.from_triples(triples), is_ordered=True)
    few = [
        (unit, rater, f"{unit % 900 + (unit % 7 == 0) * at}")
        for unit in range(3000)
        for at, rater in enumerate(RATERS)
    ]
    assert len(summary.per_label) > 1000
    assert summary.figures["alpha_nominal"].reason is Reason.TOO_MANY_LABELS
    assert 0.8 < summary.figures["alpha_nominal"].value < 1
    assert summary.figures["alpha_interval"].value > summary.figures["alpha_nominal"].value
    assert summary.figures["alpha_ordinal"] == Figure(None, 3000, Reason.TOO_MANY_LABELS)
    assert summarise(RatingTable.from_triples(few)).figures["alpha_nominal"].low is not None
