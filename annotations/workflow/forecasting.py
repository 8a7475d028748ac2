"""When a round will be done, from what is left and the pace of late. Pure: no database is asked, no clock.

What is left is counted in verdicts, the pace in verdicts a working day; a working day is one on which the
team gave at least one. The days forecast are therefore working days too, as this team works, and not days of
the calendar.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WINDOW = 14
"""How many working days count, the latest: an older pace says little of the next days."""

ENOUGH_DAYS = 3
"""Fewer working days have no slow and fast half to tell a range from."""


class NoForecast(StrEnum):
    """Why there is no forecast."""

    NOTHING_LEFT = "nothing_left"
    TOO_FEW_REVIEWERS = "too_few_reviewers"
    NO_PACE = "no_pace"
    TOO_LITTLE_DATA = "too_little_data"


@dataclass(frozen=True)
class Workload:
    """What a round still needs, and how fast its team has been."""

    verdicts_left: int
    """Verdicts that the open claims still need."""

    most_for_a_claim: int
    """How many more verdicts, each from another reviewer, one of those claims needs at most."""

    reviewers: int
    """Who may give verdicts now."""

    daily: Sequence[int]
    """Verdicts of each whole day of late, the latest first; days without any may be among them."""


@dataclass(frozen=True)
class Forecast:
    """How many more working days a round takes, or why nobody can tell; either `pace` or `reason` is None."""

    verdicts_left: int
    pace: float | None = None
    """Verdicts a working day, the mean of those counted."""

    days: tuple[int, int] | None = None
    """Working days left at least and at most: at the pace of the faster half of the days, of the slower."""

    counted_days: int = 0
    reason: NoForecast | None = None


def forecast_round(work: Workload) -> Forecast:
    """Return the forecast, its range from the means of the faster and of the slower half of the days counted.

    With an odd number of days the middle one is in both halves. More work never takes fewer days.

    >>> forecast_round(Workload(400, 2, 5, [100, 150, 80, 120])).days
    (3, 5)
    """
    working_days = [verdicts for verdicts in work.daily if verdicts][:WINDOW]
    reason = _find_reason(work, working_days)
    if reason is not None:
        return Forecast(verdicts_left=work.verdicts_left, counted_days=len(working_days), reason=reason)
    slow_first = sorted(working_days)
    half = (len(slow_first) + 1) // 2
    slow, fast = _mean(slow_first[:half]), _mean(slow_first[-half:])
    return Forecast(
        verdicts_left=work.verdicts_left,
        pace=_mean(working_days),
        days=(math.ceil(work.verdicts_left / fast), math.ceil(work.verdicts_left / slow)),
        counted_days=len(working_days),
    )


def _find_reason(work: Workload, working_days: Sequence[int]) -> NoForecast | None:
    if not work.verdicts_left:
        return NoForecast.NOTHING_LEFT
    if work.reviewers < work.most_for_a_claim:
        return NoForecast.TOO_FEW_REVIEWERS
    if not working_days:
        return NoForecast.NO_PACE
    if len(working_days) < ENOUGH_DAYS:
        return NoForecast.TOO_LITTLE_DATA
    return None


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)
