"""What one rater does to the agreement of all: agreement with the rest, alpha without them, their mix."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotations.agreement.coefficients import alpha_nominal
from annotations.agreement.figures import Figure, Reason, undefined
from annotations.agreement.intervals import ends
from annotations.agreement.moments import Moments, Scale, add_up, moments_of_patterns
from annotations.agreement.patterns import Codes, Patterns, add_by
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
    labels = len(patterns.labels)
    given = np.zeros((len(raters), labels), dtype=np.int64)
    np.add.at(given, (cells.rater, cells.label), cells.number)
    alone = _leave_one_out(len(raters), patterns, cells, intervals=intervals)
    changes = _alpha_changes(len(raters), patterns, cells)
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


def _leave_one_out(raters: int, patterns: Patterns, cells: RaterCells, *, intervals: bool) -> list[Figure]:
    sizes = patterns.counts.sum(axis=1)
    rows = sizes[cells.pattern] >= 2
    rater, group, number = cells.rater[rows], cells.group[rows], cells.number[rows].astype(np.float64)
    same = patterns.counts[cells.pattern[rows], cells.label[rows]] - 1
    shares = number * same / (sizes[cells.pattern[rows]] - 1)
    groups = int(group.max(initial=0)) + 1
    met, place = np.unique(rater * groups + group, return_inverse=True)
    owner = met // groups
    sums, numbers = add_by(place, shares, len(met)), add_by(place, number, len(met))
    figures = []
    for at in range(raters):
        mine = owner == at
        count, total = float(numbers[mine].sum()), float(sums[mine].sum())
        if not count:
            figures.append(undefined(Reason.NO_SHARED_UNIT if raters > 1 else Reason.NO_UNIT_RATED_TWICE))
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


def _alpha_changes(raters: int, patterns: Patterns, cells: RaterCells) -> list[Figure]:
    """Return nominal alpha less alpha without each rater."""
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
    labels, kinds = len(patterns.labels), len(patterns.counts)
    keys, place = np.unique((cells.rater * kinds + cells.pattern) * labels + cells.label, return_inverse=True)
    number = add_by(place, cells.number.astype(np.float64), len(keys))
    rest, label = np.divmod(keys, max(labels, 1))
    rater, row = np.divmod(rest, max(kinds, 1))
    for at in range(raters):
        mine = slice(*np.searchsorted(rater, [at, at + 1]))
        before = patterns.counts[row[mine]]
        after = before.copy()
        after[np.arange(len(after)), label[mine]] -= 1
        units = number[mine]
        whole = units.astype(np.int64)
        full = moments_of_patterns(Patterns(patterns.labels, before, whole, None), scale)
        less = moments_of_patterns(Patterns(patterns.labels, after, whole, None), scale)
        n = int(whole[before.sum(axis=1) >= 2].sum())
        yield Moments(labels, units @ (full.rows - less.rows), scale), n
