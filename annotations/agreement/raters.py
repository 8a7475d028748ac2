"""What one rater does to the agreement of all: agreement with the rest, alpha without them, their mix."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotations.agreement.coefficients import alpha_nominal
from annotations.agreement.figures import Figure, Reason, undefined
from annotations.agreement.intervals import ends
from annotations.agreement.moments import MOST_LABELS, Moments, Scale, add_up, moments_of_patterns
from annotations.agreement.patterns import Codes, Floats, Patterns, add_by, patterns_of_units
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
class Confusion:
    """A rater against the truth, over the units that have both."""

    labels: tuple[str, ...]
    counts: Codes
    """(labels, labels): units whose truth is the first label and that the rater gave the second."""

    accuracy: Figure
    """The share with the true label."""


def rater_figures(table: RatingTable, *, intervals: bool = True) -> list[RaterFigures]:
    """Return the figures of every rater, in the table's order."""
    apart = _agreement_with_others(table)
    counts = np.bincount(
        table.rater_codes * len(table.labels) + table.label_codes,
        minlength=len(table.raters) * len(table.labels),
    ).reshape(len(table.raters), len(table.labels))
    reach = _Groups(table, apart) if intervals else None
    changes = _alpha_changes(table)
    return [
        RaterFigures(
            rater=rater,
            counts={label: int(count) for label, count in zip(table.labels, counts[at], strict=True)},
            leave_one_out=_leave_one_out(table, at, apart, reach),
            alpha_change=changes[at],
        )
        for at, rater in enumerate(table.raters)
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


@dataclass(frozen=True, eq=False)
class _Apart:
    """The ratings of units that others rated too."""

    rater: Codes
    unit: Codes
    share: Floats
    """Of the others' ratings that equal this one."""


def _agreement_with_others(table: RatingTable) -> _Apart:
    rows = np.flatnonzero(table.sizes[table.unit_codes] >= 2)
    labels = max(len(table.labels), 1)
    # A cell for each unit and label: where there are many labels, only those that occur.
    keys = table.unit_codes * labels + table.label_codes
    _cells, place, number = np.unique(keys, return_inverse=True, return_counts=True)
    unit = table.unit_codes[rows]
    return _Apart(table.rater_codes[rows], unit, (number[place[rows]] - 1) / (table.sizes[unit] - 1))


class _Groups:
    """What each cluster, else unit, adds to the raters' agreement with the others; by rater."""

    def __init__(self, table: RatingTable, apart: _Apart) -> None:
        group = apart.unit if table.clusters is None else table.clusters[apart.unit]
        groups = int(group.max(initial=0)) + 1
        cells, place = np.unique(apart.rater * groups + group, return_inverse=True)
        self.rater = cells // groups
        self.sums = add_by(place, apart.share, len(cells))
        self.numbers = np.bincount(place, minlength=len(cells)).astype(np.float64)


def _leave_one_out(table: RatingTable, rater: int, apart: _Apart, groups: _Groups | None) -> Figure:
    shares = apart.share[apart.rater == rater]
    if not len(shares):
        return undefined(Reason.NO_SHARED_UNIT if len(table.raters) > 1 else Reason.NO_UNIT_RATED_TWICE)
    figure = Figure(float(shares.sum() / len(shares)), len(shares))
    if groups is None:
        return figure
    rows = groups.rater == rater
    left = groups.numbers[rows].sum() - groups.numbers[rows]
    is_empty = left == 0
    replicates = (groups.sums[rows].sum() - groups.sums[rows]) / np.where(is_empty, 1, left)
    change = np.where(is_empty, 0, replicates - figure.value)
    return figure.within(
        ends(
            figure.value or 0.0,
            len(change),
            float((change**2).sum()),
            float(np.abs(change).max()),
            is_undefined=bool(is_empty.any()),
        )
    )


def _alpha_changes(table: RatingTable) -> list[Figure]:
    """Return nominal alpha less alpha without each rater."""
    if len(table.labels) > MOST_LABELS:
        return [undefined(Reason.TOO_MANY_LABELS)] * len(table.raters)
    scale = Scale(categories=len(table.labels))
    total = add_up(table.patterns, scale)
    everyone = float(alpha_nominal(total))
    if np.isnan(everyone):
        reason = Reason.ONE_LABEL_ONLY if total.pairable > 0 else Reason.NO_UNIT_RATED_TWICE
        return [undefined(reason)] * len(table.raters)
    figures = []
    for removed, n in _removals(table, scale):
        without = float(alpha_nominal(total.without(removed)))
        if np.isnan(without):
            figures.append(undefined(Reason.REPLICATE_UNDEFINED, n=n))
        else:
            figures.append(Figure(everyone - without, n))
    return figures


def _removals(table: RatingTable, scale: Scale) -> Iterator[tuple[Moments, int]]:
    """Yield for each rater what taking their ratings away takes from the sums, and how many pairable units
    they rated."""
    labels = len(table.labels)
    pattern, counts = patterns_of_units(table.unit_codes, table.label_codes, len(table.units), labels)
    keys = (table.rater_codes * len(counts) + pattern[table.unit_codes]) * max(labels, 1) + table.label_codes
    cells, number = np.unique(keys, return_counts=True)
    rest, label = np.divmod(cells, max(labels, 1))
    rater, row = np.divmod(rest, len(counts))
    for at in range(len(table.raters)):
        mine = slice(*np.searchsorted(rater, [at, at + 1]))
        before = counts[row[mine]]
        after = before.copy()
        after[np.arange(len(after)), label[mine]] -= 1
        units = number[mine]
        full = moments_of_patterns(Patterns(table.labels, before, units, None), scale)
        less = moments_of_patterns(Patterns(table.labels, after, units, None), scale)
        n = int(units[before.sum(axis=1) >= 2].sum())
        yield Moments(labels, units.astype(np.float64) @ (full.rows - less.rows), scale), n
