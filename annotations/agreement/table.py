"""Ratings as integer arrays.

A *unit* is what is rated, a *rater* gives it a *label*, and a *rating* is one such label. A rating that was
not given is simply absent. A unit is *pairable* when two raters or more rated it. A *cluster* holds units
that are not independent of each other, as claims of one article are not.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotations.agreement.patterns import Codes, Patterns, count_patterns, patterns_of_units


class UnlistedLabel(ValueError):
    """A rating's label is none of the labels given."""

    def __init__(self, label: str, labels: Sequence[str]) -> None:
        self.label = label
        super().__init__(f"{label!r} is none of the labels given: {', '.join(map(repr, labels))}.")


class BadCodes(ValueError):
    """Arrays of codes that are no ratings; the message says why."""


@dataclass(frozen=True, eq=False)
class RatingTable:
    """Ratings, one a position in three equally long arrays, by unit, then rater; no (unit, rater) twice."""

    units: Sequence[Hashable]
    """In the order of their first rating; each has one at least. Raters likewise."""

    raters: tuple[str, ...]
    labels: tuple[str, ...]
    """Those given, in that order, used or not; else those in use, by name."""

    unit_codes: Codes
    rater_codes: Codes
    label_codes: Codes
    clusters: Codes | None = None
    """The cluster of each unit, numbered from 0."""

    @classmethod
    def from_triples(
        cls,
        triples: Iterable[tuple[Hashable, str, str]],
        *,
        labels: Sequence[str] | None = None,
        clusters: Mapping[Hashable, Hashable] | None = None,
    ) -> "RatingTable":
        """Return the table of (unit, rater, label) triples; the last of a repeated (unit, rater) counts.

        `clusters` names the cluster of every unit. Raises UnlistedLabel when `labels` are given and a rating
        has another.
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
            # By name, so that no digit of a figure depends on which rating comes first; clusters likewise.
            names = sorted(label for label, code in codes.items() if code in in_use)
            renumbered = {codes[label]: number for number, label in enumerate(names)}
            given = {place: renumbered[code] for place, code in given.items()}
            codes = {label: number for number, label in enumerate(names)}
        places = np.array(list(given), dtype=np.int64).reshape(-1, 2)
        names_of_clusters = (
            sorted({clusters[unit] for unit in units}, key=str) if clusters is not None else []
        )
        numbers = {cluster: number for number, cluster in enumerate(names_of_clusters)}
        return cls.from_codes(
            places[:, 0],
            places[:, 1],
            np.array(list(given.values()), dtype=np.int64),
            units=tuple(units),
            raters=tuple(raters),
            labels=tuple(codes),
            clusters=None
            if clusters is None
            else np.array([numbers[clusters[unit]] for unit in units], dtype=np.int64),
        )

    @classmethod
    def from_codes(
        cls,
        unit_codes: Codes,
        rater_codes: Codes,
        label_codes: Codes,
        *,
        units: Sequence[Hashable],
        raters: Sequence[str],
        labels: Sequence[str],
        clusters: Codes | None = None,
    ) -> "RatingTable":
        """Return the table of ratings given as places in `units`, `raters` and `labels`, in any order.

        Raises BadCodes where the arrays differ in length, a place is outside, a (unit, rater) comes twice, or
        `clusters` does not name each unit's.
        """
        arrays = [np.asarray(codes, dtype=np.int64) for codes in (unit_codes, rater_codes, label_codes)]
        if len({array.shape for array in arrays}) != 1 or arrays[0].ndim != 1:
            raise BadCodes("Units, raters and labels need one code a rating each.")
        for array, names, word in zip(
            arrays, (units, raters, labels), ("unit", "rater", "label"), strict=True
        ):
            if len(array) and not 0 <= int(array.min()) <= int(array.max()) < len(names):
                raise BadCodes(f"A code is no place among the {len(names)} {word}s.")
        if clusters is not None and clusters.shape != (len(units),):
            raise BadCodes(f"The clusters of {len(units)} units were wanted, one a unit.")
        unit, rater, label = _in_order(*arrays, raters=len(raters), labels=len(labels))
        if ((np.diff(unit) == 0) & (np.diff(rater) == 0)).any():
            raise BadCodes("A rater rated a unit twice. Give one rating of each.")
        return cls(units, tuple(raters), tuple(labels), unit, rater, label, clusters)

    @cached_property
    def label_counts(self) -> Codes:
        """Ratings of each label, in the order of `labels`."""
        return np.bincount(self.label_codes, minlength=len(self.labels))

    @cached_property
    def sizes(self) -> Codes:
        """Ratings of each unit."""
        return np.bincount(self.unit_codes, minlength=len(self.units))

    @cached_property
    def patterns(self) -> Patterns:
        """The units by how often each label was given to them."""
        return count_patterns(
            self.unit_codes, self.label_codes, len(self.units), self.labels, clusters=self.clusters
        )

    @cached_property
    def pattern_of_unit(self) -> Codes:
        """The place among `patterns` of each unit; -1 of a unit without a rating."""
        pattern, _counts = patterns_of_units(
            self.unit_codes, self.label_codes, len(self.units), len(self.labels)
        )
        return pattern - int((self.sizes == 0).any())

    @property
    def pairable_units(self) -> int:
        """Units that two raters or more rated."""
        return int(np.count_nonzero(self.sizes >= 2))


def _in_order(
    unit: Codes, rater: Codes, label: Codes, *, raters: int, labels: int
) -> tuple[Codes, Codes, Codes]:
    """Return the ratings by unit, then rater. Sorting one number a rating is many times as fast as three."""
    if len(unit) < 2:
        return unit, rater, label
    rater_bits, label_bits = raters.bit_length(), labels.bit_length()
    if int(unit.max()).bit_length() + rater_bits + label_bits > 62:
        order = np.lexsort((rater, unit))
        return unit[order], rater[order], label[order]
    keys = (unit << (rater_bits + label_bits)) | (rater << label_bits) | label
    if (keys[1:] > keys[:-1]).all():
        return unit, rater, label
    keys.sort()
    return (
        keys >> (rater_bits + label_bits),
        (keys >> label_bits) & ((1 << rater_bits) - 1),
        keys & ((1 << label_bits) - 1),
    )
