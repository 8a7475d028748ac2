"""Ratings as integer arrays, and the tallies that every figure is computed from.

A *unit* is what is rated, a *rater* gives it a *label*, and a *rating* is one such label. A rating that was
not given is simply absent. A unit is *pairable* when two raters or more rated it.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]


class UnlistedLabel(ValueError):
    """A rating's label is none of the labels given."""

    def __init__(self, label: str, labels: Sequence[str]) -> None:
        self.label = label
        super().__init__(f"{label!r} is none of the labels given: {', '.join(map(repr, labels))}.")


@dataclass(frozen=True, eq=False)
class Tally:
    """Pairable units by size and label: row j counts label `label[j]` in units of `size[j]` ratings.

    Everything is a whole number, so that no figure depends on the order of the ratings.
    """

    size: Codes
    label: Codes
    ratings: Codes
    """Ratings with the label in units of the size."""

    units: Codes
    """Units of the size in which the label occurs."""

    agreeing: Codes
    """Ordered pairs of ratings of one unit that both have the label."""

    pairable_units: int


@dataclass(frozen=True, eq=False)
class RatingTable:
    """Ratings, one a position in three arrays of equal length; no (unit, rater) twice."""

    units: tuple[Hashable, ...]
    """In the order of their first rating; each has one at least. Raters likewise."""

    raters: tuple[str, ...]
    labels: tuple[str, ...]
    """Those given, in that order, used or not; else those in use, in the order of their first rating."""

    unit_codes: Codes
    rater_codes: Codes
    label_codes: Codes

    @classmethod
    def from_triples(
        cls, triples: Iterable[tuple[Hashable, str, str]], *, labels: Sequence[str] | None = None
    ) -> "RatingTable":
        """Return the table of (unit, rater, label) triples; the last of a repeated (unit, rater) counts.

        Raises UnlistedLabel when `labels` are given and a rating has another.
        """
        units: dict[Hashable, int] = {}
        raters: dict[str, int] = {}
        codes = {label: code for code, label in enumerate(dict.fromkeys(labels or ()))}
        given: dict[tuple[int, int], int] = {}
        for unit, rater, label in triples:
            if labels is not None and label not in codes:
                raise UnlistedLabel(label, labels)
            place = (units.setdefault(unit, len(units)), raters.setdefault(rater, len(raters)))
            given[place] = codes.setdefault(label, len(codes))
        if labels is None:  # a label that a later rating replaced is not in use
            in_use = set(given.values())
            names = [label for label, code in codes.items() if code in in_use]
            renumbered = {codes[label]: number for number, label in enumerate(names)}
            given = {place: renumbered[code] for place, code in given.items()}
            codes = {label: number for number, label in enumerate(names)}
        places = np.array(list(given), dtype=np.int64).reshape(-1, 2)
        return cls(
            units=tuple(units),
            raters=tuple(raters),
            labels=tuple(codes),
            unit_codes=places[:, 0],
            rater_codes=places[:, 1],
            label_codes=np.array(list(given.values()), dtype=np.int64),
        )

    @cached_property
    def label_counts(self) -> Codes:
        """Ratings of each label, in the order of `labels`."""
        return np.bincount(self.label_codes, minlength=len(self.labels))

    @cached_property
    def tally(self) -> Tally:
        """The pairable units, counted."""
        unit_sizes = np.bincount(self.unit_codes, minlength=len(self.units))
        # Cells of (unit, label) that occur: a matrix of all would not fit where labels are many.
        width = max(len(self.labels), 1)
        cells, counts = np.unique(self.unit_codes * width + self.label_codes, return_counts=True)
        sizes = unit_sizes[cells // width]
        pairable = sizes >= 2
        rows, row_of_cell = np.unique((sizes * width + cells % width)[pairable], return_inverse=True)
        counts = counts[pairable]

        def total(values: Codes) -> Codes:
            totals = np.zeros(len(rows), dtype=np.int64)
            np.add.at(totals, row_of_cell, values)
            return totals

        return Tally(
            size=rows // width,
            label=rows % width,
            ratings=total(counts),
            units=total(np.ones_like(counts)),
            agreeing=total(counts * (counts - 1)),
            pairable_units=int(np.count_nonzero(unit_sizes >= 2)),
        )
