"""Pairs of raters: how their labels fall together, and the kappas of each pair.

Every kappa of two raters is 1 - Do/De, with Do the mean distance of the labels given to a shared unit and De
what it would be if the labels were drawn apart. The distance is 1 for any two labels, or |a-b| (linear), or
(a-b) squared (quadratic) with the labels' places in their order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotations.agreement.figures import Figure, Interval, Reason, undefined
from annotations.agreement.intervals import ends
from annotations.agreement.patterns import DENSE, Codes, Floats, add_by
from annotations.agreement.table import RatingTable

CHUNK = 2**21
"""Numbers that are held at a time while groups are left out."""


class Kappa(StrEnum):
    """A coefficient of two raters, by the name it has in a report."""

    COHEN = "cohen_kappa"
    """Cohen, J. (1960), Educational and Psychological Measurement 20, 37-46."""

    LINEAR = "cohen_kappa_linear"
    QUADRATIC = "cohen_kappa_quadratic"
    """Cohen, J. (1968), Psychological Bulletin 70, 213-220."""

    SCOTT = "scott_pi"
    """With the shares of both raters together. Scott, W. A. (1955), Public Opinion Quarterly 19, 321-325."""


@dataclass(frozen=True, eq=False)
class Joint:
    """How labels fall together: to `number[j]` units of `group[j]` the first rater of `pair[j]` gave `own[j]`
    and the second `others[j]`. By pair, then group.

    Pairs are numbered in the order (0, 1), (0, 2), ..., (1, 2), ...; a group is a cluster, else a unit.
    """

    pairs: int
    labels: int
    pair: Codes
    group: Codes
    own: Codes
    others: Codes
    number: Codes


@dataclass(frozen=True, eq=False)
class PairValues:
    """The figures of every pair; NaN where one is undefined."""

    n: Codes
    """Shared units."""

    agreement: Floats
    kappas: dict[Kappa, Floats]


@dataclass(frozen=True)
class PairFigures:
    """Two raters on the units that both rated."""

    first: str
    second: str
    n: int
    observed_agreement: Figure
    kappas: dict[Kappa, Figure]

    @property
    def cohen_kappa(self) -> Figure:
        """Cohen's kappa without weights, which every comparison has."""
        return self.kappas[Kappa.COHEN]


def join_pairs(table: RatingTable, *, grouped: bool = True) -> Joint:
    """Return how the labels of every pair fall together, with `grouped` off all in one group 0."""
    raters, labels = len(table.raters), len(table.labels)
    pairs = raters * (raters - 1) // 2
    place = np.zeros((raters, raters), dtype=np.int64)
    place[np.triu_indices(raters, 1)] = np.arange(pairs)
    width = raters * labels
    given = table.rater_codes * labels + table.label_codes
    groups = 1
    group_of_unit = None
    if grouped:
        group_of_unit = np.arange(len(table.units)) if table.clusters is None else table.clusters
        groups = int(group_of_unit.max(initial=0)) + 1
    is_small = group_of_unit is None and width * width <= DENSE
    counted = np.zeros(width * width if is_small else 0, dtype=np.int64)
    keys: list[Codes] = []
    for first, second in _shared(table):
        if is_small:
            counted += np.bincount(given[first] * width + given[second], minlength=width * width)
            continue
        key = place[table.rater_codes[first], table.rater_codes[second]]
        if group_of_unit is not None:
            key = key * groups + group_of_unit[table.unit_codes[first]]
        keys.append((key * labels + table.label_codes[first]) * labels + table.label_codes[second])
    if is_small:
        one, own, two, others = np.nonzero(counted.reshape(raters, labels, raters, labels))
        order = np.argsort(place[one, two], kind="stable")
        one, own, two, others = one[order], own[order], two[order], others[order]
        number = counted.reshape(raters, labels, raters, labels)[one, own, two, others]
        return Joint(pairs, labels, place[one, two], np.zeros_like(one), own, others, number)
    found, number = np.unique(np.concatenate(keys) if keys else np.zeros(0, np.int64), return_counts=True)
    found, others = np.divmod(found, max(labels, 1))
    found, own = np.divmod(found, max(labels, 1))
    pair, group = np.divmod(found, groups)
    return Joint(pairs, labels, pair, group, own, others, number)


def _shared(table: RatingTable) -> Iterator[tuple[Codes, Codes]]:
    """Yield the places of two ratings of one unit, the lower rater's first, every two once."""
    for apart in range(1, int(table.sizes.max(initial=0))):
        first = np.flatnonzero(table.unit_codes[apart:] == table.unit_codes[:-apart])
        yield first, first + apart


def pair_values(joint: Joint, kappas: Sequence[Kappa] = (Kappa.COHEN,)) -> PairValues:
    """Return the figures of every pair."""
    n = np.zeros(joint.pairs)
    agreement = np.full(joint.pairs, np.nan)
    values = {kappa: np.full(joint.pairs, np.nan) for kappa in kappas}
    for pairs, rows in _blocks(joint):
        sums = _Sums.of(joint, rows, joint.pair[rows] - pairs.start, pairs.stop - pairs.start)
        n[pairs] = sums.n
        agreement[pairs] = sums.agreement()
        for kappa in kappas:
            values[kappa][pairs] = sums.kappa(kappa)
    return PairValues(n.astype(np.int64), agreement, values)


@dataclass(frozen=True, eq=False)
class Replicate:
    """What becomes of the figures of pairs when a group is left out, one row a pair and group that meet."""

    pair: Codes
    group: Codes
    agreement: Floats
    kappas: dict[Kappa, Floats]


def replicates(joint: Joint, kappas: Sequence[Kappa]) -> Iterator[Replicate]:
    """Yield the replicates of every pair, whole pairs at a time."""
    for pairs, rows in _blocks(joint):
        pair, group = joint.pair[rows], joint.group[rows]
        begins = np.flatnonzero((np.diff(pair, prepend=-1) != 0) | (np.diff(group, prepend=-1) != 0))
        run = np.zeros(len(pair), dtype=np.int64)
        run[begins[1:]] = 1
        total = _Sums.of(joint, rows, pair - pairs.start, pairs.stop - pairs.start)
        parts = _Sums.of(joint, rows, np.cumsum(run), len(begins))
        rest = total.without(parts, pair[begins] - pairs.start)
        found = {kappa: rest.kappa(kappa) for kappa in kappas}
        yield Replicate(pair[begins], group[begins], rest.agreement(), found)


def compare_pairs(
    raters: Sequence[str], joint: Joint, kappas: Sequence[Kappa] = (Kappa.COHEN,), *, intervals: bool = True
) -> list[PairFigures]:
    """Return every pair of raters once, in their order, also a pair without a shared unit.

    The figures rest on the shared units, with each rater's shares of labels among them. `intervals` need the
    groups of `joint`.
    """
    return figures_of_pairs(name_pairs(raters), joint, kappas, intervals=intervals)


def name_pairs(raters: Sequence[str]) -> list[tuple[str, str]]:
    """Return every pair of raters in the order in which pairs are numbered."""
    return [(one, two) for at, one in enumerate(raters) for two in raters[at + 1 :]]


def figures_of_pairs(
    names: Sequence[tuple[str, str]],
    joint: Joint,
    kappas: Sequence[Kappa] = (Kappa.COHEN,),
    *,
    intervals: bool = True,
) -> list[PairFigures]:
    """Return the figures of the pairs of `joint`, which has them in the order of their names."""
    values = pair_values(joint, kappas)
    reach = _intervals(joint, values, kappas) if intervals else {}
    figures = []
    for at, (first, second) in enumerate(names):
        n = int(values.n[at])
        agreement = undefined(Reason.NO_SHARED_UNIT)
        by_kappa = dict.fromkeys(kappas, agreement)
        if n:
            agreement = _figure(values.agreement[at], n, reach.get("agreement", ()), at)
            by_kappa = {
                kappa: _figure(values.kappas[kappa][at], n, reach.get(kappa, ()), at) for kappa in kappas
            }
        figures.append(PairFigures(first, second, n, agreement, by_kappa))
    return figures


def _figure(value: float, n: int, intervals: Sequence[Interval], at: int) -> Figure:
    if np.isnan(value):
        return undefined(Reason.ONE_LABEL_ONLY, n=n)
    figure = Figure(float(value), n)
    return figure.within(intervals[at]) if intervals else figure


def _intervals(joint: Joint, values: PairValues, kappas: Sequence[Kappa]) -> dict[str, list[Interval]]:
    """Return the intervals of every pair, by figure."""
    groups = np.zeros(joint.pairs, dtype=np.int64)
    names: list[str] = ["agreement", *kappas]
    squares = {name: np.zeros(joint.pairs) for name in names}
    largest = {name: np.zeros(joint.pairs) for name in names}
    missing = {name: np.zeros(joint.pairs, dtype=bool) for name in names}
    for part in replicates(joint, kappas):
        groups += np.bincount(part.pair, minlength=joint.pairs)
        for name in names:
            found = part.agreement if name == "agreement" else part.kappas[Kappa(name)]
            estimate = values.agreement if name == "agreement" else values.kappas[Kappa(name)]
            apart = found - estimate[part.pair]
            is_missing = np.isnan(apart)
            missing[name][part.pair[is_missing]] = True
            apart[is_missing] = 0
            squares[name] += add_by(part.pair, apart**2, joint.pairs)
            np.maximum.at(largest[name], part.pair, np.abs(apart))
    estimates = {
        name: values.agreement if name == "agreement" else values.kappas[Kappa(name)] for name in names
    }
    return {
        name: [
            ends(
                float(value),
                int(groups[at]),
                squares[name][at],
                largest[name][at],
                is_undefined=missing[name][at],
            )
            for at, value in enumerate(estimates[name])
        ]
        for name in names
    }


def _blocks(joint: Joint) -> Iterator[tuple[slice, slice]]:
    """Yield some pairs and the rows that hold them, as many as fit."""
    first_rows = np.searchsorted(joint.pair, np.arange(joint.pairs + 1))
    room = max(CHUNK // max(joint.labels, 1), 1)
    start = 0
    while start < joint.pairs:
        fitting = int(np.searchsorted(first_rows, first_rows[start] + room, side="right")) - 1
        stop = min(max(fitting, start + 1), start + room, joint.pairs)
        yield slice(start, stop), slice(int(first_rows[start]), int(first_rows[stop]))
        start = stop


@dataclass(frozen=True, eq=False)
class _Sums:
    """What units add to the kappas of two raters; one row a pair, or a pair and group."""

    n: Floats
    apart: dict[str, Floats]
    """The distances of the two labels, by metric."""

    own: Floats
    """(rows, labels): how often the first rater gave each label; likewise the second."""

    others: Floats

    @classmethod
    def of(cls, joint: Joint, rows: slice, row: Codes, count: int) -> "_Sums":
        """Return the sums over the rows of `joint`, each added to the row given."""
        own, others = joint.own[rows], joint.others[rows]
        number = joint.number[rows].astype(np.float64)
        labels = joint.labels
        between = np.abs(own - others)
        distances = {"plain": between > 0, "linear": between, "quadratic": between**2}

        def marginal(label: Codes) -> Floats:
            flat = add_by(row * labels + label, number, count * labels)
            return flat.reshape(count, labels)

        return cls(
            n=add_by(row, number, count),
            apart={metric: add_by(row, number * distance, count) for metric, distance in distances.items()},
            own=marginal(own),
            others=marginal(others),
        )

    def without(self, parts: "_Sums", row: Codes) -> "_Sums":
        """Return for each part the sums of its row less the part."""
        return _Sums(
            n=self.n[row] - parts.n,
            apart={metric: apart[row] - parts.apart[metric] for metric, apart in self.apart.items()},
            own=self.own[row] - parts.own,
            others=self.others[row] - parts.others,
        )

    def agreement(self) -> Floats:
        """Return the share of units with the same label."""
        return _quotient(self.n - self.apart["plain"], self.n)

    def kappa(self, kappa: Kappa) -> Floats:
        """Return 1 - Do/De; whole numbers up to the division."""
        n, own, others = self.n, self.own, self.others
        if kappa is Kappa.SCOTT:
            return 1 - _quotient(4 * n * self.apart["plain"], 4 * n**2 - ((own + others) ** 2).sum(axis=1))
        if kappa is Kappa.COHEN:
            return 1 - _quotient(n * self.apart["plain"], n**2 - (own * others).sum(axis=1))
        place = np.arange(own.shape[1], dtype=np.float64)
        if kappa is Kappa.QUADRATIC:
            chance = n * ((own + others) @ place**2) - 2 * (own @ place) * (others @ place)
            return 1 - _quotient(n * self.apart["quadratic"], chance)
        # |a-b| counts the borders between a and b: one of the labels lies below each, the other above.
        below, others_below = np.cumsum(own, axis=1), np.cumsum(others, axis=1)
        rows = n[:, None]
        chance = (below * (rows - others_below) + others_below * (rows - below)).sum(axis=1)
        return 1 - _quotient(n * self.apart["linear"], chance)


def _quotient(above: Floats, below: Floats) -> Floats:
    """Return the quotient, NaN where the divisor, a whole number, is 0."""
    return np.where(below > 0.5, above / np.where(below > 0.5, below, 1.0), np.nan)
