"""Student's t, whose quantile every jackknife interval needs."""

from functools import lru_cache
from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist

LARGE = 2_000
"""Degrees of freedom from which the expansion is exact to 12 digits and the series long."""


@lru_cache(maxsize=1024)
def t_quantile(probability: float, freedom: int) -> float:
    """Return t with P(T <= t) = `probability`, for `freedom` >= 1 degrees of freedom.

    Bisection on the distribution function of Abramowitz and Stegun (1964), 26.7.3 and 26.7.4, a finite sum
    for whole degrees of freedom; from 2,000 on their expansion 26.7.5. ValueError for a probability outside
    of (0.5, 1) or a freedom under 1.
    """
    if not 0.5 < probability < 1 or freedom < 1:
        raise ValueError("Wanted: a probability between 0.5 and 1 and at least one degree of freedom.")
    if freedom >= LARGE:
        return _expansion(NormalDist().inv_cdf(probability), freedom)
    low, high = 0.0, 1.0
    while _central(high, freedom) < 2 * probability - 1:
        high *= 2
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _central(middle, freedom) < 2 * probability - 1:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _central(t: float, freedom: int) -> float:
    """Return P(-t <= T <= t)."""
    angle = atan(t / sqrt(freedom))
    square = cos(angle) ** 2
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = 0.0 if freedom == 1 else term
    # The terms are cos^1, cos^3 2/3, ... for odd degrees and 1, cos^2 1/2, cos^4 3/8, ... for even ones.
    for step in range(3 if odd else 2, freedom - 1, 2):
        term *= square * (step - 1) / step
        total += term
    if odd:
        return 2 / pi * (angle + sin(angle) * total)
    return sin(angle) * total


def _expansion(z: float, freedom: int) -> float:
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
