"""How agreement moved: over days or weeks, from round to round, under each version of the guidelines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotations.presenting.charts import LineChart, Moment, draw_line
from annotations.presenting.words import Shown, show, show_count
from annotations.workflow.agreement.parts import Drift, DriftPoint, Span


@dataclass(frozen=True)
class CourseRow:
    """The figures of a stretch of time, a round or a version."""

    name: str
    is_this: bool
    claims: str
    ratings: str
    raw: Shown
    alpha: Shown


@dataclass(frozen=True)
class Course:
    """How agreement moved."""

    line: LineChart | None
    is_by_day: bool
    times: tuple[CourseRow, ...]
    rounds: tuple[CourseRow, ...]
    versions: tuple[CourseRow, ...]
    marks: tuple[tuple[str, str], ...]
    """When the guidelines changed: the version and its day."""


def describe_course(drift: Drift) -> Course:
    """Return the line of alpha with its band, and the figures behind it."""
    moments = [
        Moment(
            at=point.begins_on.toordinal(),
            name=_say_day(point.begins_on),
            ends=(point.alpha.value, point.alpha.low, point.alpha.high),
        )
        for point in drift.by_time
    ]
    marks = [(_local_day(mark.published_at), f"v{mark.number}") for mark in drift.marks]
    return Course(
        line=draw_line(moments, [(day.toordinal(), label) for day, label in marks]),
        is_by_day=drift.span is Span.DAY,
        times=_list_rows((_say_day(point.begins_on), False, point) for point in drift.by_time),
        rounds=_list_rows(
            (_("Round %(number)d") % {"number": point.number}, point.is_this, point)
            for point in drift.by_round
        ),
        versions=_list_rows((_say_version(point.version), False, point) for point in drift.by_version),
        marks=tuple((label, date_format(day)) for day, label in marks),
    )


def _list_rows(named: Iterable[tuple[str, bool, DriftPoint]]) -> tuple[CourseRow, ...]:
    return tuple(
        CourseRow(
            name=name,
            is_this=is_this,
            claims=show_count(point.claims),
            ratings=show_count(point.ratings),
            raw=show(point.observed),
            alpha=show(point.alpha),
        )
        for name, is_this, point in named
    )


def _say_version(number: int | None) -> str:
    return _("no guidelines") if number is None else _("Version %(number)d") % {"number": number}


def _say_day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def _local_day(at: datetime) -> date:
    return timezone.localtime(at).date()
