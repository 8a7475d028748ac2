"""95% intervals: a group of units is left out, or drawn anew, and the figure computed again.

A group is a cluster, since claims of one article are not independent; without clusters it is the unit. The
raters are taken as they are: an interval says what other articles would do to the figure, not other raters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from annotations.agreement.figures import Interval, Reason
from annotations.agreement.moments import CHUNK, Moments
from annotations.agreement.patterns import Floats
from annotations.agreement.student import t_quantile

SAME = 1e-13
"""Replicates that differ by less differ by rounding alone: one of G groups moves a figure by about 1/G."""

BOOTSTRAPS = 2_000
"""Draws of a bootstrap."""

Evaluate = Callable[[Moments], Floats]


@dataclass
class Deletions:
    """The replicates of some figures, seen one chunk after the other."""

    estimate: Floats
    """(figures,); NaN where one is undefined."""

    groups: int = 0
    squares: Floats = field(init=False)
    largest: Floats = field(init=False)
    is_undefined: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.squares = np.zeros_like(self.estimate)
        self.largest = np.zeros_like(self.estimate)
        self.is_undefined = np.zeros(self.estimate.shape, dtype=bool)

    def see(self, replicates: Floats, times: Floats) -> None:
        """Take in replicates, shape (groups, figures), each standing for `times` groups."""
        apart = replicates - self.estimate
        missing = np.isnan(apart)
        self.is_undefined |= missing.any(axis=0)
        apart[missing] = 0
        self.groups += int(times.sum())
        self.squares += times @ apart**2
        if len(apart):
            self.largest = np.maximum(self.largest, np.abs(apart).max(axis=0))

    def intervals(self) -> list[Interval]:
        """Return each figure's interval, see `ends`."""
        return [
            ends(
                float(value),
                self.groups,
                self.squares[at],
                self.largest[at],
                is_undefined=self.is_undefined[at],
            )
            for at, value in enumerate(self.estimate)
        ]


def ends(value: float, groups: int, squares: float, largest: float, *, is_undefined: bool) -> Interval:
    """Return theta +- t(.975, G-1) se with se^2 = (G-1)/G sum (theta_(g) - theta)^2, the upper end cut at 1.

    `squares` is that sum, `largest` the largest of its terms before squaring; None of the replicates may be
    undefined. Efron, B. and Tibshirani, R. J. (1993), An introduction to the bootstrap, chapter 11, around
    the estimate and without a correction for bias.
    """
    if groups < 2:
        return Reason.TOO_FEW_CLUSTERS
    if is_undefined:
        return Reason.REPLICATE_UNDEFINED
    if largest <= SAME:
        return Reason.NO_VARIATION
    reach = t_quantile(0.975, groups - 1) * sqrt((groups - 1) / groups * squares)
    return float(value - reach), min(float(value + reach), 1.0)


def jackknife(
    total: Moments, parts: Iterable[tuple[Moments, Floats]], evaluate: Evaluate
) -> tuple[Floats, list[Interval]]:
    """Return the figures, shape (figures,), and their intervals by leaving out one group at a time."""
    deletions = Deletions(evaluate(total))
    for part, times in parts:
        deletions.see(evaluate(total.without(part)), times)
    return deletions.estimate, deletions.intervals()


def bootstrap(
    total: Moments, parts: Iterable[tuple[Moments, Floats]], evaluate: Evaluate, *, seed: int
) -> tuple[Floats, list[Interval]]:
    """Return the figures and the 2.5% and 97.5% percentiles of 2,000 draws of as many groups, with
    replacement; the same for the same seed.

    Groups without a pairable unit are in every draw. Efron and Tibshirani (1993), chapter 13.
    """
    estimate = evaluate(total)
    chosen = list(parts)
    times = np.concatenate([number for _part, number in chosen]) if chosen else np.zeros(0)
    count = int(times.sum())
    if count < 2:
        return estimate, [Reason.TOO_FEW_CLUSTERS] * len(estimate)
    rows = np.concatenate([part.rows for part, _number in chosen])
    fixed = total.rows - times @ rows
    random = np.random.default_rng(seed)
    draws = np.empty((BOOTSTRAPS, len(estimate)))
    step = max(CHUNK // max(rows.shape), 1)
    for start in range(0, BOOTSTRAPS, step):
        here = slice(start, min(start + step, BOOTSTRAPS))
        weights = random.multinomial(count, times / count, size=here.stop - start).astype(np.float64)
        draws[here] = evaluate(Moments(total.labels, fixed + weights @ rows, total.scale))
    return estimate, [_percentiles(draws[:, at]) for at in range(len(estimate))]


def _percentiles(values: Floats) -> Interval:
    if np.isnan(values).any():
        return Reason.REPLICATE_UNDEFINED
    if np.ptp(values) <= SAME:
        return Reason.NO_VARIATION
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
