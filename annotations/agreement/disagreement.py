"""Where ratings part: which labels meet on one unit, and how mixed each unit is."""

from dataclasses import dataclass
from math import log2

import numpy as np

from annotations.agreement.patterns import Codes, Floats, Patterns, add_by


def disagreement_matrix(patterns: Patterns) -> Codes:
    """Return how many pairs of ratings of one unit have the two labels, shape (labels, labels), symmetric.

    The diagonal counts agreeing pairs. A unit with more ratings has more pairs.
    """
    counts, units = patterns.counts, patterns.units
    together = counts.T @ (counts * units[:, None])
    place = np.arange(len(patterns.labels))
    together[place, place] = ((counts * (counts - 1) // 2) * units[:, None]).sum(axis=0)
    return together


def differing_units(patterns: Patterns) -> Codes:
    """Return how many units were given both labels, shape (labels, labels), symmetric; on the diagonal how
    many that two raters or more rated were given the label alone."""
    occurs = patterns.counts > 0
    both = occurs.T.astype(np.int64) @ (occurs * patterns.units[:, None])
    alone = occurs & (occurs.sum(axis=1, keepdims=True) == 1) & (patterns.counts >= 2)
    place = np.arange(len(patterns.labels))
    both[place, place] = (alone * patterns.units[:, None]).sum(axis=0)
    return both


def entropies(patterns: Patterns) -> Floats:
    """Return the entropy of the labels of a unit of each pattern, in bits: 0 where all agree, at most the
    binary logarithm of the number of labels. Shannon, C. E. (1948), Bell System Technical Journal 27."""
    size = patterns.counts.sum(axis=1, keepdims=True)
    shares = patterns.counts / np.maximum(size, 1)
    return -(shares * np.log2(np.where(shares > 0, shares, 1.0))).sum(axis=1) + 0.0


@dataclass(frozen=True)
class Bin:
    """A bar of a histogram."""

    low: float
    high: float
    units: int


def entropy_histogram(patterns: Patterns, *, bins: int = 10) -> list[Bin]:
    """Return the pairable units by entropy, in equal steps up to the largest possible value; the last bar
    holds that value too. No bars with fewer than two labels."""
    if len(patterns.labels) < 2:
        return []
    top = log2(len(patterns.labels))
    pairable = patterns.counts.sum(axis=1) >= 2
    values, units = entropies(patterns)[pairable], patterns.units[pairable]
    # Rounded, so that 1.0 computed as 0.9999999999999999 lies in the bar that begins there.
    places = np.minimum((np.round(values / top * bins, 9)).astype(np.int64), bins - 1)
    heights = add_by(places, units, bins)
    return [Bin(top * at / bins, top * (at + 1) / bins, int(height)) for at, height in enumerate(heights)]
