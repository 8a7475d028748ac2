"""What units add to the coefficients: sums over units, so that leaving units out is a subtraction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotations.agreement.patterns import Cells, Codes, Floats, Patterns, add_by

CHUNK = 2**22
"""Numbers that are held at a time while groups are left out one after the other."""


MOST_LABELS = 1_000
"""With more labels nothing is computed that takes a place for each pair or each group and label."""


@dataclass(frozen=True)
class Scale:
    """How labels lie to each other."""

    numbers: Floats | None = None
    """The labels as numbers; None where one is none."""

    ratios: Floats | None = None
    """(labels, labels): ((a-b)/(a+b)) squared of each pair; None where the labels are no numbers from 0
    upwards."""

    is_ordered: bool = False
    """Whether the order of the labels means something."""

    categories: int = 0
    """Among how many labels raters choose."""

    @classmethod
    def of(cls, labels: Sequence[str], *, is_ordered: bool, categories: int) -> "Scale":
        """Return the scale of labels as far as their names tell; of too many none is taken for an order or a
        ratio."""
        numbers = _numbers(labels)
        is_wide = len(labels) > MOST_LABELS
        return cls(
            numbers=numbers,
            ratios=None if numbers is None or is_wide or (numbers < 0).any() else _ratios(numbers),
            is_ordered=is_ordered and not is_wide,
            categories=categories,
        )


def _numbers(labels: Sequence[str]) -> Floats | None:
    try:
        # Python reads "1_000" as a number, which nobody means by it.
        numbers = np.array([float(label) if "_" not in label else np.nan for label in labels])
    except ValueError:
        return None
    return numbers if len(numbers) and np.isfinite(numbers).all() else None


def _ratios(numbers: Floats) -> Floats:
    """Return ((a-b)/(a+b)) squared of each pair of numbers, 0 for two zeros; shape (numbers, numbers)."""
    sums = numbers[:, None] + numbers[None, :]
    return ((numbers[:, None] - numbers[None, :]) / np.where(sums == 0, 1.0, sums)) ** 2


@dataclass(frozen=True)
class Moments:
    """The sums over some units. Every array has the same leading shape, which may be none."""

    labels: int
    rows: Floats
    """(..., columns): the columns are named by the properties below, each a sum over units."""

    scale: Scale

    @property
    def units(self) -> Floats:
        """Rated units."""
        return self.rows[..., 0]

    @property
    def pairable(self) -> Floats:
        """Units with two ratings or more."""
        return self.rows[..., 1]

    @property
    def agreement(self) -> Floats:
        """The share of agreeing pairs, sum_k n_k(n_k-1) / (n(n-1))."""
        return self.rows[..., 2]

    @property
    def interval_spread(self) -> Floats:
        """The squared distances of all ordered pairs of ratings, over n - 1; likewise the next."""
        return self.rows[..., 3]

    @property
    def ratio_spread(self) -> Floats:
        """With the ratio metric ((a-b)/(a+b)) squared."""
        return self.rows[..., 4]

    @property
    def ratings(self) -> Floats:
        """n_k, by label."""
        return self._by_label(0)

    @property
    def values(self) -> Floats:
        """n_k in pairable units, by label."""
        return self._by_label(1)

    @property
    def agreeing(self) -> Floats:
        """n_k(n_k-1)/(n-1), by label."""
        return self._by_label(2)

    @property
    def shares(self) -> Floats:
        """n_k/n in all rated units, by label."""
        return self._by_label(3)

    @property
    def label_agreement(self) -> Floats:
        """The share of pairs that agree on having the label or not, by label."""
        return self._by_label(4)

    @property
    def label_units(self) -> Floats:
        """Pairable units in which the label occurs, by label."""
        return self._by_label(5)

    @property
    def coincidences(self) -> Floats:
        """(..., labels, labels): n_a n_b / (n-1), with a label itself n_a(n_a-1)/(n-1)."""
        start = FIXED + PER_LABEL * self.labels
        square = self.rows[..., start : start + self.labels**2]
        return square.reshape(*square.shape[:-1], self.labels, self.labels)

    def _by_label(self, place: int) -> Floats:
        start = FIXED + place * self.labels
        return self.rows[..., start : start + self.labels]

    def without(self, part: "Moments") -> "Moments":
        """Return the sums over the units that are not in the part."""
        return Moments(self.labels, self.rows - part.rows, self.scale)


FIXED = 5
PER_LABEL = 6


def moments_of_patterns(patterns: Patterns, scale: Scale, rows: slice = slice(None)) -> Moments:
    """Return what one unit of each pattern adds, shape (patterns,)."""
    counts = patterns.counts[rows].astype(np.float64)
    size = counts.sum(axis=1)[:, None]
    pairable = size >= 2
    # Without a pair both are 0 over something; the divisor only has to be no 0.
    others = np.where(pairable, size - 1, 1.0)
    pairs = np.maximum(size, 1.0) * others
    agreeing = counts * (counts - 1)
    rest = size - counts
    columns = [
        (size > 0).astype(np.float64),
        pairable.astype(np.float64),
        agreeing.sum(axis=1, keepdims=True) / pairs,
        _interval_spread(counts, size, scale) / others,
        _ratio_spread(counts, scale) / others,
        counts,
        np.where(pairable, counts, 0.0),
        agreeing / others,
        counts / np.maximum(size, 1.0),
        np.where(pairable, (agreeing + rest * (rest - 1)) / pairs, 0.0),
        (pairable & (counts > 0)).astype(np.float64),
    ]
    if scale.is_ordered:
        together = counts[:, :, None] * counts[:, None, :]
        place = np.arange(counts.shape[1])
        together[:, place, place] = agreeing
        columns.append((together / others[:, :, None]).reshape(len(counts), counts.shape[1] ** 2))
    return Moments(counts.shape[1], np.hstack(columns), scale)


def add_up_ratings(unit_codes: Codes, label_codes: Codes, labels: int, scale: Scale) -> Moments:
    """Return the sums over all units from their ratings, for more labels than patterns have room for."""
    keys, number = np.unique(unit_codes * labels + label_codes, return_counts=True)
    unit, label = np.divmod(keys, labels)
    counts = number.astype(np.float64)
    sizes = np.bincount(unit_codes).astype(np.float64)
    size, others = sizes[unit], np.maximum(sizes[unit] - 1, 1)
    agreeing, rest, is_pairable = counts * (counts - 1), size - counts, size >= 2
    # A unit without the label agrees on that too.
    apart = np.where(is_pairable, 1 - (agreeing + rest * (rest - 1)) / (size * others), 0.0)
    pairable = np.count_nonzero(sizes >= 2)

    def by_label(values: Floats) -> Floats:
        return add_by(label, values, labels)

    spread = 0.0
    if scale.numbers is not None:
        centred = (scale.numbers - scale.numbers.mean())[label]
        squares, sums = (
            np.bincount(unit, weights=counts * centred**2),
            np.bincount(unit, weights=counts * centred),
        )
        spread = float((2 * (sizes * squares - sums**2) / np.maximum(sizes - 1, 1)).sum())
    fixed = [np.count_nonzero(sizes), pairable, (agreeing / (size * others)).sum(), spread, 0.0]
    columns = [
        by_label(counts),
        by_label(np.where(is_pairable, counts, 0.0)),
        by_label(agreeing / others),
        by_label(counts / size),
        pairable - by_label(apart),
        by_label(is_pairable.astype(np.float64)),
    ]
    return Moments(labels, np.concatenate([np.array(fixed, dtype=np.float64), *columns]), scale)


def add_up(patterns: Patterns, scale: Scale) -> Moments:
    """Return the sums over all units."""
    step = _chunk(patterns, scale)
    total = np.zeros(_columns(patterns, scale))
    for start in range(0, len(patterns.units), step):
        part = slice(start, start + step)
        weights = patterns.units[part].astype(np.float64)
        total += weights @ moments_of_patterns(patterns, scale, part).rows
    return Moments(len(patterns.labels), total, scale)


def groups(patterns: Patterns, scale: Scale) -> Iterator[tuple[Moments, Floats]]:
    """Yield, in chunks, what each group adds that a replicate leaves out, and how many such groups there are.

    A group is a cluster with a pairable unit, or, where the patterns have no clusters, a pairable unit;
    units of one pattern are alike and stand together.
    """
    step = _chunk(patterns, scale)
    if patterns.cells is None:
        pairable = np.flatnonzero(patterns.counts.sum(axis=1) >= 2)
        kept = Patterns(patterns.labels, patterns.counts[pairable], patterns.units[pairable], None)
        for start in range(0, len(pairable), step):
            part = slice(start, start + step)
            yield moments_of_patterns(kept, scale, part), kept.units[part].astype(np.float64)
        return
    cells = patterns.cells
    for start in range(0, cells.clusters, step):
        first, last = np.searchsorted(cells.cluster, [start, start + step])
        here = Cells(
            cells.cluster[first:last], cells.pattern[first:last], cells.units[first:last], cells.clusters
        )
        moments = _clusters(patterns, scale, here, start, min(step, cells.clusters - start))
        kept_rows = moments.pairable > 0
        yield Moments(moments.labels, moments.rows[kept_rows], scale), np.ones(int(kept_rows.sum()))


def _clusters(patterns: Patterns, scale: Scale, cells: Cells, first: int, number: int) -> Moments:
    """Return the sums over each of `number` clusters from `first` on."""
    cluster, units = cells.cluster - first, cells.units.astype(np.float64)
    occurring, pattern = np.unique(cells.pattern, return_inverse=True)
    here = Patterns(patterns.labels, patterns.counts[occurring], patterns.units[occurring], None)
    if number * len(occurring) <= CHUNK:
        dense = np.zeros((number, len(occurring)))
        dense[cluster, pattern] = units
        return Moments(len(patterns.labels), dense @ moments_of_patterns(here, scale).rows, scale)
    rows = np.zeros((number, _columns(patterns, scale)))
    step = _chunk(patterns, scale)
    for start in range(0, len(cluster), step):
        part = slice(start, start + step)
        of_cells = Patterns(patterns.labels, here.counts[pattern[part]], here.units[pattern[part]], None)
        added = units[part, None] * moments_of_patterns(of_cells, scale).rows
        begins = np.flatnonzero(np.diff(cluster[part], prepend=-1))
        rows[cluster[part][begins]] += np.add.reduceat(added, begins, axis=0)
    return Moments(len(patterns.labels), rows, scale)


def _columns(patterns: Patterns, scale: Scale) -> int:
    labels = len(patterns.labels)
    return FIXED + PER_LABEL * labels + (labels**2 if scale.is_ordered else 0)


def _chunk(patterns: Patterns, scale: Scale) -> int:
    return max(CHUNK // _columns(patterns, scale), 1)


def _interval_spread(counts: Floats, size: Floats, scale: Scale) -> Floats:
    if scale.numbers is None:
        return np.zeros_like(size)
    # Around their mean, because the squares of far-off numbers would swallow their differences.
    numbers = scale.numbers - scale.numbers.mean() if len(scale.numbers) else scale.numbers
    return 2 * (size * (counts @ numbers**2)[:, None] - ((counts @ numbers) ** 2)[:, None])


def _ratio_spread(counts: Floats, scale: Scale) -> Floats:
    if scale.ratios is None:
        return np.zeros((len(counts), 1))
    return ((counts @ scale.ratios) * counts).sum(axis=1, keepdims=True)
