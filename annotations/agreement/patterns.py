"""Units by pattern: how often each label was given to a unit, and how many units share that.

Every coefficient that does not ask who gave a rating is computed from these alone. Most units share few
patterns (three labels and up to five ratings make 55), so a million units cost no more than a thousand.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]

Floats = NDArray[np.float64]

EXACT = 2**53
"""Whole numbers below this are exact as floats, which `numpy.bincount` adds."""

DENSE = 2**22
"""Up to this many different keys are counted by place instead of being sorted."""


class BadCounts(ValueError):
    """Counts that are no table of units and labels; the message says what to do."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Which patterns occur in which clusters: `units[j]` units of pattern `pattern[j]` in `cluster[j]`.

    By cluster, then pattern; no pair twice.
    """

    cluster: Codes
    pattern: Codes
    units: Codes
    clusters: int
    """How many clusters there are, also those without a cell."""


@dataclass(frozen=True, eq=False)
class Patterns:
    """The patterns of a table, in ascending order, and how often each occurs."""

    labels: tuple[str, ...]
    counts: Codes
    """(patterns, labels): ratings of each label in a unit of the pattern."""

    units: Codes
    """Units of each pattern."""

    cells: Cells | None
    """Where clusters are given."""

    @classmethod
    def from_counts(
        cls,
        counts: Sequence[Sequence[int]] | Codes,
        labels: Sequence[str],
        *,
        clusters: Sequence[Hashable] = (),
    ) -> "Patterns":
        """Return the patterns of a table with a row a unit and a column a label.

        `clusters` names each row's; without any there are none. Raises BadCounts where the shape does not fit
        or a count is negative or no whole number.
        """
        table = np.asarray(counts)
        if table.size == 0:
            table = table.reshape(-1, len(labels)).astype(np.int64)
        if table.ndim != 2 or table.shape[1] != len(labels):
            raise BadCounts(f"Each row of counts needs one number for each of the {len(labels)} labels.")
        if len(clusters) not in (0, len(table)):
            raise BadCounts(f"{len(clusters)} clusters were named for {len(table)} rows. Name one a row.")
        if (table < 0).any() or (table != np.floor(table)).any():
            raise BadCounts("Counts are whole numbers from 0 upwards.")
        names = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
        codes = np.array([names[name] for name in clusters], dtype=np.int64) if clusters else None
        whole = table.astype(np.int64)
        unit, label = np.nonzero(whole)
        repeats = whole[unit, label]
        return count_patterns(
            np.repeat(unit, repeats), np.repeat(label, repeats), len(table), labels, clusters=codes
        )


def count_patterns(
    unit_codes: Codes, label_codes: Codes, units: int, labels: Sequence[str], *, clusters: Codes | None = None
) -> Patterns:
    """Return the patterns of ratings given as codes; `clusters` holds the cluster of each unit.

    Units without any rating are no units here.
    """
    pattern, counts = patterns_of_units(unit_codes, label_codes, units, len(labels))
    rated = counts.sum(axis=1) > 0
    if not rated.all():  # at most one pattern, the first, is empty
        counts = counts[1:]
    first = len(rated) - len(counts)
    number = np.bincount(pattern, minlength=len(rated))[first:]
    cells = None
    if clusters is not None:
        places = int(clusters.max(initial=-1)) + 1
        here = pattern >= first
        cells = _count_cells(clusters[here], pattern[here] - first, places, len(counts))
    return Patterns(labels=tuple(labels), counts=counts, units=number, cells=cells)


def _count_cells(cluster: Codes, pattern: Codes, clusters: int, patterns: int) -> Cells:
    keys = cluster * patterns + pattern
    if clusters * patterns <= DENSE:
        number = np.bincount(keys, minlength=clusters * patterns)
        occurring = np.flatnonzero(number)
        number = number[occurring]
    else:
        occurring, number = np.unique(keys, return_counts=True)
    return Cells(
        cluster=occurring // max(patterns, 1),
        pattern=occurring % max(patterns, 1),
        units=number,
        clusters=clusters,
    )


def patterns_of_units(unit_codes: Codes, label_codes: Codes, units: int, labels: int) -> tuple[Codes, Codes]:
    """Return each unit's pattern and the counts of each pattern, the patterns in ascending order; a unit
    without a rating has a pattern of zeros.

    A unit's counts, or as many of them as fit, are the digits of one number.
    """
    base = int(np.bincount(unit_codes, minlength=1).max(initial=0)) + 1
    width = 1
    while base ** (width + 1) < EXACT and width < labels:
        width += 1
    pattern = np.zeros(units, dtype=np.int64)
    counts = np.zeros((1 if units else 0, 0), dtype=np.int64)
    for start in range(0, labels, width):
        digits = min(width, labels - start)
        powers = base ** np.arange(digits - 1, -1, -1, dtype=np.int64)
        inside = (label_codes >= start) & (label_codes < start + digits) if digits < labels else slice(None)
        weights = powers.astype(np.float64)[label_codes[inside] - start]
        keys = np.bincount(unit_codes[inside], weights=weights, minlength=units).astype(np.int64)
        numbers, keys = _renumber(keys, base**digits)
        joint, pattern = _renumber(pattern * max(len(numbers), 1) + keys, len(counts) * len(numbers))
        former, latter = np.divmod(joint, max(len(numbers), 1))
        counts = np.hstack([counts[former], numbers[latter][:, None] // powers % base])
    return pattern, counts


def _renumber(keys: Codes, limit: int) -> tuple[Codes, Codes]:
    """Return the different keys, all below `limit`, in ascending order, and each key's place among them."""
    if limit > DENSE:
        different, places = np.unique(keys, return_inverse=True)
        return different, places
    occurs = np.zeros(limit, dtype=bool)
    occurs[keys] = True
    different = np.flatnonzero(occurs)
    places = np.zeros(limit, dtype=np.int64)
    places[different] = np.arange(len(different))
    return different, places[keys]


def add_by(place: Codes, values: Floats, places: int) -> Floats:
    """Return the sum of the values at each of the places."""
    return np.bincount(place, weights=values, minlength=places).astype(np.float64, copy=False)
