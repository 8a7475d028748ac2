"""What one rater does to the agreement of all: agreement with the rest, alpha without them, their mix."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotations.agreement.coefficients import alpha_nominal
from annotations.agreement.figures import Figure, Reason, undefined
from annotations.agreement.intervals import ends
from annotations.agreement.moments import Moments, Scale, add_up, moments_of_patterns
from annotations.agreement.patterns import DENSE, Codes, Patterns, add_by
from annotations.agreement.table import RatingTable


@dataclass(frozen=True)
class RaterFigures:
    """One rater among the others."""

    rater: str
    counts: dict[str, int]
    """Ratings of each label."""

    leave_one_out: Figure
    """The mean share of the others' ratings that equal the rater's; `n` counts units with others' ratings."""

    alpha_change: Figure
    """Nominal alpha of all less that without the rater: above 0, the rater raises it. It has no interval."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the figures as JSON holds them."""
        return {
            "rater": self.rater,
            "counts": self.counts,
            "leave_one_out": self.leave_one_out.to_json_dict(),
            "alpha_change": self.alpha_change.to_json_dict(),
        }


@dataclass(frozen=True, eq=False)
class RaterCells:
    """How ratings fall together with the others' of their units: `number[j]` ratings of `rater[j]` with
    `label[j]`, in units of `pattern[j]` in `group[j]`, which is a cluster, else a unit."""

    rater: Codes
    group: Codes
    pattern: Codes
    label: Codes
    number: Codes


@dataclass(frozen=True, eq=False)
class Confusion:
    """A rater against the truth, over the units that have both."""

    labels: tuple[str, ...]
    counts: Codes
    """(labels, labels): units whose truth is the first label and that the rater gave the second."""

    accuracy: Figure
    """The share with the true label."""


def cells_of_raters(table: RatingTable) -> RaterCells:
    """Return the cells of a table, one a rating."""
    group = table.unit_codes if table.clusters is None else table.clusters[table.unit_codes]
    pattern = table.pattern_of_unit[table.unit_codes]
    return RaterCells(table.rater_codes, group, pattern, table.label_codes, np.ones_like(table.unit_codes))


def rater_figures(
    raters: Sequence[str], patterns: Patterns, cells: RaterCells, *, intervals: bool = True
) -> list[RaterFigures]:
    """Return the figures of every rater, in their order."""
    alone = leave_one_out(len(raters), patterns, cells, intervals=intervals)
    return name_raters(raters, patterns, cells, alone)


def name_raters(
    raters: Sequence[str], patterns: Patterns, cells: RaterCells, alone: Sequence[Figure]
) -> list[RaterFigures]:
    """Return the figures of every rater, whose agreement with the others is known."""
    whole = _without_groups(len(raters), patterns, cells)
    given = np.zeros((len(raters), len(patterns.labels)), dtype=np.int64)
    np.add.at(given, (whole.rater, whole.label), whole.number)
    changes = _alpha_changes(len(raters), patterns, whole)
    return [
        RaterFigures(
            rater=rater,
            counts={label: int(count) for label, count in zip(patterns.labels, given[at], strict=True)},
            leave_one_out=alone[at],
            alpha_change=changes[at],
        )
        for at, rater in enumerate(raters)
    ]


def confuse(table: RatingTable, truth: Mapping[Any, str]) -> list[Confusion]:
    """Return each rater's confusion against the true labels of units, in the table's order of raters.

    Units without a truth are left out; a truth that is no label of the table has no column, so it is an error
    to ask for it: ValueError.
    """
    places = {label: place for place, label in enumerate(table.labels)}
    for label in truth.values():
        if label not in places:
            raise ValueError(f"{label!r} is no label of the table.")
    true = np.array([places[truth[unit]] if unit in truth else -1 for unit in table.units], dtype=np.int64)
    known = true[table.unit_codes] if len(table.unit_codes) else np.zeros(0, dtype=np.int64)
    labels = len(table.labels)
    found = []
    for rater in range(len(table.raters)):
        rows = (table.rater_codes == rater) & (known >= 0)
        counts = np.bincount(known[rows] * labels + table.label_codes[rows], minlength=labels * labels)
        n = int(rows.sum())
        right = int(np.trace(counts.reshape(labels, labels)))
        accuracy = Figure(right / n, n) if n else undefined(Reason.NO_SHARED_UNIT)
        found.append(Confusion(table.labels, counts.reshape(labels, labels), accuracy))
    return found


def leave_one_out(
    raters: int,
    patterns: Patterns,
    cells: RaterCells,
    *,
    intervals: bool = True,
    has_others: bool | None = None,
) -> list[Figure]:
    """Return the mean share of the others' ratings that equal the rater's, of each rater; `has_others` tells
    whether there is anybody else, by default whether there is more than one rater here."""
    if has_others is None:
        has_others = raters > 1
    sizes = patterns.counts.sum(axis=1)
    rows = sizes[cells.pattern] >= 2
    rater, group, number = cells.rater[rows], cells.group[rows], cells.number[rows]
    pattern = cells.pattern[rows]
    agreeing = (number * (patterns.counts[pattern, cells.label[rows]] - 1)).astype(np.float64)
    keys = rater * (int(group.max(initial=0)) + 1) + group
    if (np.diff(keys) >= 0).all():
        begins = np.diff(keys, prepend=-1) > 0
        met, place = keys[begins], np.cumsum(begins) - 1
    else:
        met, place = np.unique(keys, return_inverse=True)
    owner = met // (int(group.max(initial=0)) + 1)
    numbers = add_by(place, number.astype(np.float64), len(met))
    # Whole numbers up to the division, so that no digit depends on how ratings were counted together.
    others = sizes[pattern] - 1
    sums = np.zeros(len(met))
    for size in np.unique(others).tolist():
        alike = others == size
        sums += add_by(place[alike], agreeing[alike], len(met)) / size
    figures = []
    for at in range(raters):
        mine = slice(*np.searchsorted(owner, [at, at + 1]))
        count, total = float(numbers[mine].sum()), float(sums[mine].sum())
        if not count:
            figures.append(undefined(Reason.NO_SHARED_UNIT if has_others else Reason.NO_UNIT_RATED_TWICE))
            continue
        figure = Figure(total / count, int(count))
        if intervals:
            left = count - numbers[mine]
            is_empty = left == 0
            change = (total - sums[mine]) / np.where(is_empty, 1, left) - total / count
            change[is_empty] = 0
            square, largest = float((change**2).sum()), float(np.abs(change).max())
            reach = ends(total / count, len(change), square, largest, is_undefined=bool(is_empty.any()))
            figure = figure.within(reach)
        figures.append(figure)
    return figures


def _without_groups(raters: int, patterns: Patterns, cells: RaterCells) -> RaterCells:
    """Return the cells as if all were in one group, by rater, then pattern and label."""
    labels, kinds = max(len(patterns.labels), 1), max(len(patterns.counts), 1)
    keys = (cells.rater * kinds + cells.pattern) * labels + cells.label
    size = raters * kinds * labels
    if size <= DENSE:
        number = add_by(keys, cells.number.astype(np.float64), size)
        found = np.flatnonzero(number)
        number = number[found]
    else:
        found, place = np.unique(keys, return_inverse=True)
        number = add_by(place, cells.number.astype(np.float64), len(found))
    rest, label = np.divmod(found, labels)
    rater, pattern = np.divmod(rest, kinds)
    return RaterCells(rater, np.zeros_like(found), pattern, label, number.astype(np.int64))


def _alpha_changes(raters: int, patterns: Patterns, cells: RaterCells) -> list[Figure]:
    """Return nominal alpha less alpha without each rater; the cells come by rater."""
    scale = Scale(categories=len(patterns.labels))
    total = add_up(patterns, scale)
    everyone = float(alpha_nominal(total))
    if np.isnan(everyone):
        reason = Reason.ONE_LABEL_ONLY if total.pairable > 0 else Reason.NO_UNIT_RATED_TWICE
        return [undefined(reason)] * raters
    figures = []
    for removed, n in _removals(raters, patterns, cells, scale):
        without = float(alpha_nominal(total.without(removed)))
        if np.isnan(without):
            figures.append(undefined(Reason.REPLICATE_UNDEFINED, n=n))
        else:
            figures.append(Figure(everyone - without, n))
    return figures


def _removals(
    raters: int, patterns: Patterns, cells: RaterCells, scale: Scale
) -> Iterator[tuple[Moments, int]]:
    """Yield for each rater what taking their ratings away takes from the sums, and how many pairable units
    they rated."""
    first_rows = np.searchsorted(cells.rater, np.arange(raters + 1))
    for at in range(raters):
        mine = slice(first_rows[at], first_rows[at + 1])
        before = patterns.counts[cells.pattern[mine]]
        after = before.copy()
        after[np.arange(len(after)), cells.label[mine]] -= 1
        whole = cells.number[mine]
        full = moments_of_patterns(Patterns(patterns.labels, before, whole, None), scale)
        less = moments_of_patterns(Patterns(patterns.labels, after, whole, None), scale)
        n = int(whole[before.sum(axis=1) >= 2].sum())
        yield Moments(len(patterns.labels), whole.astype(np.float64) @ (full.rows - less.rows), scale), n
