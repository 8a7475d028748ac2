"""Kappas of a whole team of raters that rest on who gave which rating: Light's and Conger's."""

from collections.abc import Iterable
from math import fsum

import numpy as np

from annotations.agreement.figures import Figure, Interval, Reason, undefined
from annotations.agreement.intervals import Deletions
from annotations.agreement.pairs import Joint, Kappa, PairValues, replicates
from annotations.agreement.patterns import Codes, Floats, Patterns, add_by
from annotations.agreement.raters import RaterCells

CHUNK = 2**21
"""Numbers that are held at a time while groups are left out."""


def light_kappa(joint: Joint, values: PairValues, *, pairable: int, intervals: bool = True) -> Figure:
    """Return the mean of Cohen's kappa over all pairs of raters; undefined when that of one pair is.

    `n` is `pairable`, the units rated twice or more. Light, R. J. (1971), Psychological Bulletin 76, 365-377.
    """
    kappas = values.kappas[Kappa.COHEN]
    if not len(kappas) or not values.n.all():
        return undefined(Reason.NO_SHARED_UNIT if len(kappas) else Reason.NO_UNIT_RATED_TWICE, n=pairable)
    if np.isnan(kappas).any():
        return undefined(Reason.PAIR_UNDEFINED, n=pairable)
    value = fsum(kappas) / len(kappas)
    figure = Figure(value, pairable)
    if not intervals:
        return figure
    parts = (
        (part.group, part.kappas[Kappa.COHEN] - kappas[part.pair])
        for part in replicates(joint, [Kappa.COHEN])
    )
    return figure.within(light_interval(value, len(kappas), joint, parts))


def light_interval(value: float, pairs: int, joint: Joint, parts: Iterable[tuple[Codes, Floats]]) -> Interval:
    """Return the interval of Light's kappa; `parts` say, in the order of the pairs, by how much the kappa of
    a pair changes when a group is left out."""
    change = np.zeros(int(joint.group.max()) + 1)
    for group, apart in parts:
        np.add.at(change, group, apart)  # one after the other, so that no digit depends on the parts' sizes
    # Whatever unit was rated twice belongs to a pair, so no group is missed.
    left_out = Deletions(np.array([value]))
    kept = value + change[np.bincount(joint.group) > 0] / pairs
    left_out.see(kept[:, None], np.ones(len(kept)))
    return left_out.intervals()[0]


def conger_kappa(
    raters: int, patterns: Patterns, cells: RaterCells, *, units: int, intervals: bool = True
) -> Figure:
    """Return Conger's exact kappa, with each rater's own shares of labels in the agreement by chance.

    Undefined with missing ratings. Conger, A. J. (1980), Psychological Bulletin 88, 322-328.
    """
    pairable = int(patterns.units[patterns.counts.sum(axis=1) >= 2].sum())
    if raters < 2 or not units:
        return undefined(Reason.NO_UNIT_RATED_TWICE if units else Reason.NO_RATINGS)
    if int(cells.number.sum()) != raters * units:
        return undefined(Reason.RATINGS_MISSING, n=pairable)
    labels = len(patterns.labels)
    total = _Team.of(patterns, cells, np.zeros_like(cells.group), raters, 1)
    value = total.kappa()
    if np.isnan(value[0]):
        return undefined(Reason.ONE_LABEL_ONLY, n=units)
    figure = Figure(float(value[0]), units)
    if not intervals:
        return figure
    left_out = Deletions(value)
    order = np.argsort(cells.group, kind="stable")
    group = cells.group[order]
    step = max(CHUNK // (raters * labels), 1)
    for start in range(0, int(group[-1]) + 1, step):
        rows = order[slice(*np.searchsorted(group, [start, start + step]))]
        here = RaterCells(
            cells.rater[rows], cells.group[rows], cells.pattern[rows], cells.label[rows], cells.number[rows]
        )
        part = _Team.of(patterns, here, here.group - start, raters, step)
        occurs = part.units > 0
        left_out.see(total.without(part).kappa()[occurs, None], np.ones(int(occurs.sum())))
    return figure.within(left_out.intervals()[0])


class _Team:
    """Sums over units that every rater rated, one row a group."""

    def __init__(self, units: Floats, agreeing: Floats, given: Floats) -> None:
        self.units = units
        self.agreeing = agreeing
        """Ordered pairs of raters with the same label."""

        self.given = given
        """(rows, raters, labels): how often each rater gave each label."""

    @classmethod
    def of(cls, patterns: Patterns, cells: RaterCells, row: np.ndarray, raters: int, rows: int) -> "_Team":
        labels = len(patterns.labels)
        number = cells.number.astype(np.float64)
        # Each rating agrees with as many others of its unit as have its label.
        same = patterns.counts[cells.pattern, cells.label] - 1
        places = (row * raters + cells.rater) * labels + cells.label
        return cls(
            units=add_by(row, number, rows) / raters,
            agreeing=add_by(row, number * same, rows),
            given=add_by(places, number, rows * raters * labels).reshape(rows, raters, labels),
        )

    def without(self, part: "_Team") -> "_Team":
        return _Team(self.units - part.units, self.agreeing - part.agreeing, self.given - part.given)

    def kappa(self) -> Floats:
        pairs = self.given.shape[1] * (self.given.shape[1] - 1)
        together = (self.given.sum(axis=1) ** 2).sum(axis=1) - (self.given**2).sum(axis=(1, 2))
        below = pairs * self.units**2 - together
        above = self.units * self.agreeing - together
        return np.where(below > 0.5, above / np.where(below > 0.5, below, 1.0), np.nan)
