"""Intervals, a line over time, a histogram and a bar of shares, as templates draw them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotations.presenting.scales import MARGIN, Scale, make_scale, percent

Ends = tuple[float | None, float | None, float | None]
"""A figure's value and the two ends of its interval; each None where there is none."""

LABEL_ROWS = 3
LABEL_HEIGHT = 15
LABEL_REACH = 13.0
"""Percent of the width that a mark's label takes; nearer ones stand in rows beneath each other."""

NAME_REACH = 17.0
"""Percent of the width that the name of a time takes."""

LINE_HEIGHT = 150
HISTOGRAM_HEIGHT = 120


@dataclass(frozen=True)
class IntervalRow:
    """A figure on the scale."""

    dot: str
    low: str | None
    high: str | None
    is_cut: bool
    """Whether the interval goes on below the scale."""


@dataclass(frozen=True)
class IntervalChart:
    """Figures with their intervals on one scale."""

    scale: Scale
    rows: tuple[IntervalRow | None, ...]
    """One for each figure given, None for an undefined one."""

    target: str | None

    @property
    def is_empty(self) -> bool:
        """Tell whether no figure is defined."""
        return not any(self.rows)


@dataclass(frozen=True)
class Moment:
    """A figure of a stretch of time."""

    at: float
    name: str
    ends: Ends


@dataclass(frozen=True)
class Dot:
    """A figure in time: its place, and the ends of its interval where no band shows them."""

    x: str
    y: float
    top: float | None
    bottom: float | None
    name: str
    value: float


@dataclass(frozen=True)
class TimeMark:
    """Something that changed; its label stands at `y`, before the line where there is no room behind it."""

    x: str
    y: int
    from_y: int
    """Where its line begins, beside the label."""

    label: str
    is_before: bool


@dataclass(frozen=True)
class TimeLabel:
    """A name beneath the line."""

    x: str
    name: str
    anchor: str


@dataclass(frozen=True)
class LineChart:
    """A line over time with its band. `lines` and `bands` are corners for a drawing 100 wide that is
    stretched over the whole width; everything else is placed by percent."""

    full: int
    top: int
    bottom: int
    """Of the plot: labels of marks stand above it, names of times beneath; `full` holds all."""

    levels: tuple[tuple[float, float], ...]
    """Values of the scale with their height."""

    lines: tuple[str, ...]
    bands: tuple[str, ...]
    dots: tuple[Dot, ...]
    marks: tuple[TimeMark, ...]
    names: tuple[TimeLabel, ...]


@dataclass(frozen=True)
class Bar:
    """A bar of a histogram."""

    x: str
    middle: str
    width: str
    y: float
    height: float
    count: int
    low: float
    high: float


@dataclass(frozen=True)
class Share:
    """A part of a bar of shares."""

    label: str
    x: str
    width: str
    count: int


def draw_intervals(figures: Sequence[Ends], *, target: float | None = None) -> IntervalChart:
    """Return the figures on the scale that holds them all, their intervals and the target."""
    lowest = [end for value, low, _high in figures for end in (value, low)]
    scale = make_scale([*lowest, target])
    rows: list[IntervalRow | None] = []
    for value, low, high in figures:
        if value is None:
            rows.append(None)
        else:
            ends = [None if end is None else scale.place(end) for end in (low, high)]
            is_cut = low is not None and low < scale.low
            rows.append(IntervalRow(scale.place(value), ends[0], ends[1], is_cut))
    return IntervalChart(scale, tuple(rows), None if target is None else scale.place(target))


def draw_line(moments: Sequence[Moment], marks: Iterable[tuple[float, str]] = ()) -> LineChart | None:
    """Return the moments in time, in their order, and the marks from the first moment on; None without any
    value.

    The line is broken where a moment has no value, and the band where one has no interval.
    """
    known = [moment for moment in moments if moment.ends[0] is not None]
    if not known:
        return None
    kept = [(at, label) for at, label in marks if at >= moments[0].at]
    timeline = _Timeline(moments[0].at, max([moments[-1].at, *(at for at, _label in kept)]))
    placed = _mark_times(timeline, kept)
    top = max((mark.y for mark in placed), default=3) + 5
    scale = make_scale([end for moment in known for end in moment.ends[:2]])

    def corners(run: Sequence[Moment], end: int) -> list[tuple[float, float]]:
        """Return the places of the moments' values, or of the low or high ends of their intervals."""
        return [(timeline.place(one.at), height(one.ends[end])) for one in run]

    def height(value: float | None) -> float:
        return round(top + LINE_HEIGHT * (1 - scale.share(value or 0.0)), 1)

    bands = [run for run in _split_runs(moments, 1) if len(run) > 1]
    banded = {moment.at for run in bands for moment in run}
    return LineChart(
        full=top + LINE_HEIGHT + 22,
        top=top,
        bottom=top + LINE_HEIGHT,
        levels=tuple((value, height(value)) for value in scale.steps),
        lines=tuple(_join(corners(run, 0)) for run in _split_runs(moments, 0) if len(run) > 1),
        bands=tuple(_join([*corners(run, 1), *corners(run, 2)[::-1]]) for run in bands),
        dots=tuple(
            Dot(
                x=percent(timeline.place(one.at)),
                y=height(one.ends[0]),
                top=None if one.at in banded or one.ends[2] is None else height(one.ends[2]),
                bottom=None if one.at in banded or one.ends[1] is None else height(one.ends[1]),
                name=one.name,
                value=one.ends[0] or 0.0,
            )
            for one in known
        ),
        marks=tuple(placed),
        names=tuple(_name_times(timeline, moments)),
    )


def draw_histogram(bins: Sequence[tuple[float, float, int]]) -> tuple[Bar, ...]:
    """Return a bar for each bin (from, to, count); the highest takes the whole height."""
    most = max((count for _low, _high, count in bins), default=0)
    step = 100 / max(len(bins), 1)
    bars = []
    for at, (low, high, count) in enumerate(bins):
        height = round(HISTOGRAM_HEIGHT * count / most, 1) if most else 0.0
        # A single claim among a million is still seen.
        height = max(height, 1.5) if count else 0.0
        bars.append(
            Bar(
                x=percent(at * step + step * 0.06),
                middle=percent(at * step + step / 2),
                width=percent(step * 0.88),
                y=round(18 + HISTOGRAM_HEIGHT - height, 1),
                height=height,
                count=count,
                low=low,
                high=high,
            )
        )
    return tuple(bars)


def draw_shares(counts: Iterable[tuple[str, int]]) -> tuple[Share, ...]:
    """Return the parts of a bar, in their order; those of 0 are left out."""
    listed = list(counts)
    total = sum(count for _label, count in listed)
    shares, at = [], 0
    for label, count in listed:
        if count:
            x, width = percent(100 * at / total), percent(100 * count / total)
            shares.append(Share(label, x, width, count))
        at += count
    return tuple(shares)


@dataclass(frozen=True)
class _Timeline:
    """Where a time stands, in percent; a single one in the middle."""

    first: float
    last: float

    def place(self, at: float) -> float:
        if self.last == self.first:
            return 50.0
        # The numbers of the levels stand at the left end.
        left, right = 9.0, 100 - MARGIN
        return round(left + (right - left) * (at - self.first) / (self.last - self.first), 2)


def _mark_times(timeline: _Timeline, marks: Iterable[tuple[float, str]]) -> list[TimeMark]:
    """Return the marks with their labels in as few rows as keep them apart."""
    ends = [-LABEL_REACH] * LABEL_ROWS
    placed = []
    for at, label in sorted(marks):
        x = timeline.place(at)
        is_before = x > 100 - LABEL_REACH
        start = x - LABEL_REACH if is_before else x
        row = next((row for row, end in enumerate(ends) if end <= start), LABEL_ROWS - 1)
        ends[row] = start + LABEL_REACH
        y = LABEL_HEIGHT * (row + 1) - 3
        placed.append(TimeMark(percent(x), y, y - 9, label, is_before))
    return placed


def _name_times(timeline: _Timeline, moments: Sequence[Moment]) -> list[TimeLabel]:
    """Return names of moments that do not run into each other, the last one among them."""
    names: list[TimeLabel] = []
    end = 100 + NAME_REACH
    for moment in reversed(moments):
        x = timeline.place(moment.at)
        if end - x >= NAME_REACH:
            names.append(TimeLabel(percent(x), moment.name, "end" if x > 100 - NAME_REACH / 2 else "middle"))
            end = x - NAME_REACH / 2 if x > 100 - NAME_REACH / 2 else x
    return names[::-1]


def _split_runs(moments: Sequence[Moment], end: int) -> Iterator[list[Moment]]:
    """Yield the longest stretches of moments that have that end, or a value, without a gap."""
    for is_there, run in groupby(moments, key=lambda moment: moment.ends[end] is not None):
        if is_there:
            yield list(run)


def _join(corners: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in corners)
