"""Each reviewer: how much they gave, what, how fast, and how it compares with the others' verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.presenting.charts import IntervalChart, IntervalRow, Share, draw_intervals, draw_shares
from annotations.presenting.derived import skip_share
from annotations.presenting.words import (
    Shown,
    list_counts,
    name_label,
    show,
    show_count,
    show_number,
    show_percent,
)
from annotations.workflow.agreement.report import ReviewerFigures


@dataclass(frozen=True)
class Person:
    """One reviewer's row."""

    name: str
    is_simulated: bool
    is_former: bool
    verdicts: str
    mix: tuple[Share, ...]
    mix_words: str
    """Empty without a verdict."""

    counts: tuple[tuple[str, str], ...]
    """Each verdict and how often they gave it."""

    skips: str
    skip_share: str
    seconds: str
    timed: str
    changed_before: str
    changed_after: str
    alone: Shown
    row: IntervalRow | None
    alpha_change: Shown
    final: Shown
    confusion: tuple[tuple[str, tuple[str, ...]], ...]
    """By final verdict, how often they gave each; empty where no claim of theirs has one."""

    again: Shown | None
    """None where no claim came again."""


@dataclass(frozen=True)
class People:
    """The rows that a reader may see, by name, on one scale."""

    rows: tuple[Person, ...]
    chart: IntervalChart
    has_retests: bool
    has_finals: bool


def describe_people(reviewers: Sequence[ReviewerFigures]) -> People:
    """Return the reviewers by name, never by what they did."""
    listed = sorted(reviewers, key=lambda row: (row.is_former, row.name, row.username))
    alone = [row.leave_one_out for row in listed]
    chart = draw_intervals([(figure.value, figure.low, figure.high) for figure in alone])
    return People(
        rows=tuple(_describe(one, row) for one, row in zip(listed, chart.rows, strict=True)),
        chart=chart,
        has_retests=any(one.consistency for one in listed),
        has_finals=any(one.against_final.accuracy.n for one in listed),
    )


def say_seconds(seconds: float | None) -> str:
    """Return a time on task in seconds, or in minutes and seconds; a dash for none."""
    if seconds is None:
        return "–"
    if seconds < 60:
        return _("%(seconds)s s") % {"seconds": show_number(seconds, 0)}
    minutes, rest = divmod(round(seconds), 60)
    return _("%(minutes)s min %(seconds)s s") % {"minutes": show_count(minutes), "seconds": rest}


def _describe(one: ReviewerFigures, row: IntervalRow | None) -> Person:
    final = one.against_final
    return Person(
        name=one.name,
        is_simulated=one.is_simulated,
        is_former=one.is_former,
        verdicts=show_count(one.verdicts),
        mix=draw_shares(one.labels.items()),
        mix_words=list_counts(list(one.labels.items())),
        counts=tuple((label, show_count(count)) for label, count in one.labels.items()),
        skips=show_count(one.skips),
        skip_share=show_percent(skip_share(one)),
        seconds=say_seconds(one.median_seconds),
        timed=show_count(one.timed),
        changed_before=show_count(one.changed_before),
        changed_after=show_count(one.changed_after),
        alone=show(one.leave_one_out),
        row=row,
        alpha_change=show(one.alpha_change),
        final=show(final.accuracy),
        confusion=tuple(
            (name_label(label), tuple(show_count(count) for count in counts))
            for label, counts in zip(one.labels, final.counts, strict=True)
        )
        if final.accuracy.n
        else (),
        again=show(one.consistency.share) if one.consistency else None,
    )
