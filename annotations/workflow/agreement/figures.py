"""From the counts of a round to the figures of its report."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from annotations.agreement import (
    Counted,
    Figure,
    Joint,
    Patterns,
    RaterCells,
    Reason,
    Scale,
    chosen_figures,
)
from annotations.agreement.disagreement import differing_units, disagreement_matrix
from annotations.agreement.figures import undefined
from annotations.agreement.patterns import DENSE
from annotations.agreement.patterns import Cells as ClusterCells
from annotations.workflow.agreement.cells import Cells, Longs, Rows
from annotations.workflow.agreement.parts import DisagreementMatrix, DriftPoint, Span, TimePoint
from annotations.workflow.agreement.statement import LABELS, SKIP_REASONS, Section

EPOCH = date(1970, 1, 1)
LONGEST_BY_DAY = 42
"""Days of verdicts that are drawn one by one; beyond, weeks are."""


@dataclass(frozen=True, eq=False)
class ReviewerCounts:
    """What was counted of one reviewer."""

    key: int
    labels: dict[str, int]
    skip_reasons: dict[str, int]
    is_simulated: bool
    changed_before: int
    changed_after: int
    median_seconds: float | None
    timed: int
    confusion: tuple[tuple[int, ...], ...]


def count_ratings(cells: Cells, *, complete_only: bool) -> Counted:
    """Return the ratings as the core takes them; raters are keys of users as text, clusters articles."""
    claims = cells.rows[Section.CLAIMS].within(complete_only=complete_only)
    ratings = cells.rows[Section.RATINGS].within(complete_only=complete_only)
    pairs = cells.rows[Section.PAIRS].within(complete_only=complete_only)
    patterns, places = make_patterns(cells, claims)
    reviewer = ratings.column("reviewer")
    present = np.flatnonzero(np.bincount(reviewer, minlength=len(cells.reviewers)))
    rater = np.zeros(len(cells.reviewers), dtype=np.int64)
    rater[present] = np.arange(len(present))
    raters = len(present)
    pair = np.zeros((raters, raters), dtype=np.int64)
    pair[np.triu_indices(raters, 1)] = np.arange(raters * (raters - 1) // 2)
    joint = Joint(
        pairs=raters * (raters - 1) // 2,
        labels=len(LABELS),
        pair=pair[rater[pairs.column("first")], rater[pairs.column("second")]],
        group=pairs.column("article"),
        own=pairs.column("own"),
        others=pairs.column("others"),
        number=pairs.number,
    )
    of_raters = RaterCells(
        rater=rater[reviewer],
        group=ratings.column("article"),
        pattern=places[ratings.column("pattern")],
        label=ratings.column("label"),
        number=ratings.number,
    )
    return Counted(tuple(map(str, cells.reviewers[present].tolist())), patterns, joint, of_raters)


def make_patterns(cells: Cells, rows: Rows) -> tuple[Patterns, Longs]:
    """Return the patterns of rows that have one, claims without a verdict left out, and the place among them
    of each pattern known."""
    pattern, group = rows.column("pattern"), rows.column("article")
    units = np.bincount(pattern, weights=rows.number, minlength=len(cells.patterns)).astype(np.int64)
    present = np.flatnonzero((units > 0) & (cells.patterns.sum(axis=1) > 0))
    counts = cells.patterns[present]
    order = np.lexsort(counts.T[::-1])
    present, counts = present[order], counts[order]
    places = np.full(len(cells.patterns), -1, dtype=np.int64)
    places[present] = np.arange(len(present))
    place = places[pattern]
    kept = place >= 0
    group, place = group[kept], place[kept]
    if (np.diff(group) >= 0).all():  # articles without such a claim need no room
        group = np.cumsum(np.diff(group, prepend=-1) > 0) - 1
    clusters, kinds = int(group.max(initial=-1)) + 1, max(len(present), 1)
    keys = group * kinds + place
    if clusters * kinds <= DENSE:
        numbers = np.bincount(keys, weights=rows.number[kept], minlength=clusters * kinds)
        found = np.flatnonzero(numbers)
        numbers = numbers[found]
    else:
        found, at = np.unique(keys, return_inverse=True)
        numbers = np.bincount(at, weights=rows.number[kept], minlength=len(found))
    in_clusters = ClusterCells(found // kinds, found % kinds, numbers.astype(np.int64), clusters)
    return Patterns(LABELS, counts, units[present], in_clusters), places


def count_reviewers(cells: Cells, *, complete_only: bool) -> list[ReviewerCounts]:
    """Return what was counted of each reviewer, by key."""
    ratings, skips, changes, times = (
        cells.rows[section].within(complete_only=complete_only)
        for section in (Section.RATINGS, Section.SKIPS, Section.CHANGES, Section.TIMES)
    )
    people = len(cells.reviewers)
    labels = _tabulate(ratings, people, ("label", len(LABELS)))
    final = ratings.column("final")
    decided = ratings.where(final >= 0)
    confusion = _tabulate(decided, people, ("final", len(LABELS)), ("label", len(LABELS)))
    reasons = _tabulate(skips, people, ("reason", len(SKIP_REASONS)))
    changed = _tabulate(changes, people, ("is_after", 2))
    simulated = _tabulate(ratings, people, ("simulated", 2))[:, 1]
    simulated = simulated + _tabulate(skips, people, ("simulated", 2))[:, 1]
    found = []
    for at, key in enumerate(cells.reviewers.tolist()):
        if not labels[at].any() and not reasons[at].any() and not changed[at].any():
            continue
        median, timed = _median(times, at)
        found.append(
            ReviewerCounts(
                key=key,
                labels=dict(zip(LABELS, labels[at].tolist(), strict=True)),
                skip_reasons={
                    reason: number
                    for reason, number in sorted(zip(SKIP_REASONS, reasons[at].tolist(), strict=True))
                    if number
                },
                is_simulated=bool(simulated[at]),
                changed_before=int(changed[at, 0]),
                changed_after=int(changed[at, 1]),
                median_seconds=median,
                timed=timed,
                confusion=tuple(map(tuple, confusion[at].tolist())),
            )
        )
    return found


def _tabulate(rows: Rows, people: int, *columns: tuple[str, int]) -> Longs:
    """Return how often each reviewer's rows have each value of the columns: (people, values, ...)."""
    place = rows.column("reviewer")
    size = people
    for name, values in columns:
        place = place * values + rows.column(name)
        size *= values
    counted = np.bincount(place, weights=rows.number, minlength=size).astype(np.int64)
    return counted.reshape(people, *(values for _name, values in columns))


def _median(times: Rows, reviewer: int) -> tuple[float | None, int]:
    """Return the median of a reviewer's seconds, and how many there are; the rows are sorted by both."""
    start = np.searchsorted(times.key, reviewer << 42)
    stop = np.searchsorted(times.key, (reviewer + 1) << 42)
    below = np.cumsum(times.number[start:stop])
    if not len(below):
        return None, 0
    timed = int(below[-1])
    middle = np.searchsorted(below, [(timed - 1) // 2, timed // 2], side="right")
    seconds = (times.key[start + middle] >> 25) & ((1 << 17) - 1)
    return float(seconds.mean()), timed


def confused_accuracy(confusion: Sequence[Sequence[int]]) -> Figure:
    """Return the share on the diagonal."""
    n = sum(map(sum, confusion))
    if not n:
        return undefined(Reason.NO_SHARED_UNIT)
    return Figure(sum(row[place] for place, row in enumerate(confusion)) / n, n)


def find_newest(cells: Cells, *, complete_only: bool) -> datetime | None:
    """Return when the newest review that counts was made."""
    moments = cells.newest[:, 1] if complete_only else cells.newest
    newest = int(moments.max(initial=0))
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=newest) if newest else None


def make_matrix(patterns: Patterns) -> DisagreementMatrix:
    """Return how verdicts meet."""
    return DisagreementMatrix(
        labels=LABELS,
        pairs=tuple(map(tuple, disagreement_matrix(patterns).tolist())),
        claims=tuple(map(tuple, differing_units(patterns).tolist())),
    )


def make_point(cells: Cells, rows: Rows) -> DriftPoint:
    """Return the figures of these rows alone."""
    patterns, _places = make_patterns(cells, rows)
    scale = Scale.of(LABELS, is_ordered=False, categories=len(LABELS))
    found = chosen_figures(patterns, scale, ("observed_agreement", "alpha_nominal"))
    return DriftPoint(
        claims=int(patterns.units.sum()),
        ratings=int((patterns.counts.sum(axis=1) * patterns.units).sum()),
        observed=found["observed_agreement"],
        alpha=found["alpha_nominal"],
    )


PointsKept = dict[Hashable, tuple[Rows, Longs, DriftPoint]]
"""Points by name, with the rows and the patterns that they were made of."""


class Points:
    """Makes the points of a drift; those whose rows are still the same are taken from the last time."""

    def __init__(self, cells: Cells, former: PointsKept) -> None:
        self.cells = cells
        self.former = former
        self.now: PointsKept = {}
        """What to keep."""

    def make(self, name: Hashable, rows: Rows) -> DriftPoint:
        """Return the figures of these rows alone."""
        known = self.former.get(name)
        if known is not None:
            before, patterns, point = known
            is_same = np.array_equal(before.key, rows.key) and np.array_equal(before.number, rows.number)
            if is_same and np.array_equal(patterns, self.cells.patterns[: len(patterns)]):
                self.now[name] = known
                return point
        point = make_point(self.cells, rows)
        self.now[name] = (rows, self.cells.patterns, point)
        return point


def follow_time(points: Points, claims: Rows) -> tuple[Span, tuple[TimePoint, ...]]:
    """Return the figures by the day or week of each claim's newest verdict."""
    rated = claims.where(points.cells.patterns.sum(axis=1)[claims.column("pattern")] > 0)
    day = rated.column("day")
    span = Span.DAY if len(np.unique(day)) <= LONGEST_BY_DAY else Span.WEEK
    # 1 January 1970 was a Thursday.
    begins = day if span is Span.DAY else day - (day + 3) % 7
    found = []
    for begin in np.unique(begins).tolist():
        point = points.make((span, begin), rated.where(begins == begin))
        found.append(TimePoint(**vars(point), begins_on=EPOCH + timedelta(days=begin)))
    return span, tuple(found)


def is_tied(patterns: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether two labels or more share the most verdicts, for each pattern."""
    most = patterns.max(axis=1, initial=0)
    return ((patterns == most[:, None]).sum(axis=1) > 1) & (most > 0)
