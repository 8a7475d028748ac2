from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.workflow.forecasting import WINDOW, Forecast, NoForecast, Workload, forecast_round

WORK = Workload(verdicts_left=400, most_for_a_claim=2, reviewers=5, daily=[100, 150, 80, 120])
workloads = st.builds(
    Workload,
    verdicts_left=st.integers(0, 10**7),
    most_for_a_claim=st.integers(1, 5),
    reviewers=st.integers(0, 40),
    daily=st.lists(st.integers(0, 50_000), max_size=30),
)


def days_of(forecast: Forecast) -> tuple[int, int]:
    assert forecast.days is not None
    return forecast.days


def test_the_range_is_that_of_the_faster_and_the_slower_half() -> None:
    forecast = forecast_round(WORK)
    assert (forecast.days, forecast.pace, forecast.counted_days) == ((3, 5), 112.5, 4)


def test_of_an_odd_number_the_middle_day_is_in_both_halves() -> None:
    assert forecast_round(replace(WORK, verdicts_left=100, daily=[10, 20, 30])).days == (4, 7)


def test_only_the_latest_working_days_count() -> None:
    lately = [0, 50] * WINDOW
    assert forecast_round(replace(WORK, daily=[*lately, 10**6])).pace == 50


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"verdicts_left": 0}, NoForecast.NOTHING_LEFT),
        ({"reviewers": 1}, NoForecast.TOO_FEW_REVIEWERS),
        ({"daily": [0, 0, 0]}, NoForecast.NO_PACE),
        ({"daily": [90, 0, 100]}, NoForecast.TOO_LITTLE_DATA),
    ],
)
def test_where_nobody_can_tell_it_says_why(change: dict[str, object], reason: NoForecast) -> None:
    forecast = forecast_round(replace(WORK, **change))  # type: ignore[arg-type]  # each is one of its fields
    assert (forecast.reason, forecast.days, forecast.pace) == (reason, None, None)


@given(workloads)
def test_there_is_either_a_range_or_a_reason(work: Workload) -> None:
    forecast = forecast_round(work)
    assert (forecast.days is None) == (forecast.pace is None) == (forecast.reason is not None)


@given(workloads)
def test_a_range_is_never_negative_nor_the_wrong_way_round(work: Workload) -> None:
    forecast = forecast_round(work)
    if forecast.days is not None and forecast.pace is not None:
        least, most = forecast.days
        assert 1 <= least <= most
        assert least <= work.verdicts_left / forecast.pace + 1
        assert most >= work.verdicts_left / forecast.pace


@given(workloads, st.integers(0, 10**6))
def test_more_work_never_takes_fewer_days(work: Workload, more: int) -> None:
    now, then = forecast_round(work), forecast_round(replace(work, verdicts_left=work.verdicts_left + more))
    if now.days is not None:
        assert all(before <= after for before, after in zip(now.days, days_of(then), strict=True))


@given(workloads, st.randoms())
def test_the_order_of_the_days_counted_changes_nothing(work: Workload, random: Random) -> None:
    counted = [verdicts for verdicts in work.daily if verdicts][:WINDOW]
    shuffled = random.sample(counted, len(counted))
    assert (
        forecast_round(replace(work, daily=counted)).days
        == forecast_round(replace(work, daily=shuffled)).days
    )
