"""Intervals by leaving out clusters, against doing it by hand, and what has none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from annotations.agreement import IntervalMethod, Reason, summarise
from annotations.agreement.student import t_quantile
from tests.agreement.published import PUBLISHED, table_of_rows
from tests.agreement.tables import RATINGS, figures_of, table_of

CLUSTERS = st.fixed_dictionaries({unit: st.sampled_from(["x", "y", "z"]) for unit in range(8)})
NAMES = ["observed_agreement", "alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio"]
NAMES += ["fleiss_kappa", "gwet_ac1", "brennan_prediger", "fleiss_category:2"]


def leave_out_by_hand(ratings, groups, name, **options):
    """Return the ends of the interval as the formula says, or the reason why there are none."""
    figure = figures_of(table_of(ratings, labels="123"), **options)[name].value
    sizes = {unit: sum(rated == unit for rated, _rater in ratings) for unit, _rater in ratings}
    pairable = {groups[unit] for unit, size in sizes.items() if size >= 2}
    if len(pairable) < 2:
        return Reason.TOO_FEW_CLUSTERS
    kept = [{key: label for key, label in ratings.items() if groups[key[0]] != left} for left in pairable]
    values = [figures_of(table_of(rest, labels="123"), **options)[name].value for rest in kept]
    if None in values:
        return Reason.REPLICATE_UNDEFINED
    apart = np.array(values) - figure
    if np.abs(apart).max() < 1e-12:
        return Reason.NO_VARIATION
    reach = t.ppf(0.975, len(values) - 1) * np.sqrt((len(values) - 1) / len(values) * (apart**2).sum())
    return pytest.approx((figure - reach, min(figure + reach, 1)), abs=1e-8)


@given(RATINGS, CLUSTERS, st.sampled_from(NAMES))
def test_interval_is_that_of_leaving_out_each_cluster(ratings, clusters, name):
    options = {"is_ordered": True, "categories": 3}
    figure = summarise(table_of(ratings, labels="123", clusters=clusters), **options).figures[name]
    if figure.value is not None:
        expected = leave_out_by_hand(ratings, clusters, name, **options)
        assert (figure.reason or (figure.low, figure.high)) == expected


@given(RATINGS, st.sampled_from(NAMES))
def test_without_clusters_each_unit_is_left_out(ratings, name):
    options = {"is_ordered": True, "categories": 3}
    figure = summarise(table_of(ratings, labels="123"), **options).figures[name]
    if figure.value is not None:
        expected = leave_out_by_hand(ratings, {unit: unit for unit in range(8)}, name, **options)
        assert (figure.reason or (figure.low, figure.high)) == expected


@given(RATINGS, CLUSTERS)
def test_intervals_of_pairs_and_teams_leave_out_each_cluster(ratings, clusters):
    summary = summarise(table_of(ratings, labels="123", clusters=clusters))
    for pair in summary.pairs:
        both = {unit for unit, rater in ratings if rater == pair.first and (unit, pair.second) in ratings}
        shared = {
            key: label
            for key, label in ratings.items()
            if key[0] in both and key[1] in (pair.first, pair.second)
        }
        for name, figure in (
            ("observed_agreement", pair.observed_agreement),
            ("cohen_kappa", pair.cohen_kappa),
        ):
            if figure.value is not None:
                expected = leave_out_by_hand(shared, clusters, name)
                assert (figure.reason or (figure.low, figure.high)) == expected
    for name in ("light_kappa", "conger_kappa"):
        figure = summary.figures.get(name)
        if figure and figure.value is not None and figure.reason is not Reason.REPLICATE_UNDEFINED:
            assert (figure.reason or (figure.low, figure.high)) == leave_out_by_hand(ratings, clusters, name)


def test_the_published_standard_error_of_alpha_is_near():
    # Gwet's analytic standard error of alpha on these ratings is 0.1456 (irrCAC 1.4).
    figure = summarise(table_of_rows(PUBLISHED["Krippendorff 2011, C"].rows)).figures["alpha_nominal"]
    error = (figure.value - figure.low) / t_quantile(0.975, 10)
    assert error == pytest.approx(0.1456, abs=0.02)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (("a .", "b ."), Reason.TOO_FEW_CLUSTERS),
        (("a b", "a b"), Reason.REPLICATE_UNDEFINED),
        (("a b a b", "a b a b"), Reason.NO_VARIATION),
    ],
)
def test_an_interval_that_is_missing_says_why(rows, reason):
    figure = summarise(table_of_rows(rows)).figures["alpha_nominal"]
    assert figure.value is not None
    assert (figure.low, figure.high, figure.reason) == (None, None, reason)


def test_upper_end_is_cut_at_one():
    figure = summarise(table_of_rows(("a a b b a", "a a b b b"))).figures["observed_agreement"]
    assert figure.high == 1.0


def test_bootstrap_is_the_same_for_the_same_seed_and_brackets_the_value():
    table = table_of_rows(PUBLISHED["Krippendorff 2004, p. 227"].rows)
    one, same, other = (
        summarise(table, method=IntervalMethod.BOOTSTRAP, seed=seed).figures["observed_agreement"]
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one.low < one.value < one.high
    assert one.low == pytest.approx(other.low, abs=0.1)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 9, 29, 100, 1999, 2000, 39999, 10**6])
def test_quantiles_of_t_are_those_of_scipy(freedom):
    assert t_quantile(0.975, freedom) == pytest.approx(t.ppf(0.975, freedom), abs=1e-9)


@pytest.mark.parametrize(("probability", "freedom"), [(0.5, 3), (1.0, 3), (0.975, 0)])
def test_a_quantile_out_of_range_is_an_error(probability, freedom):
    with pytest.raises(ValueError, match="Wanted"):
        t_quantile(probability, freedom)
