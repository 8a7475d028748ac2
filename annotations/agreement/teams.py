"""Kappas of a whole team of raters that rest on who gave which rating: Light's and Conger's."""

from math import fsum

import numpy as np

from annotations.agreement.figures import Figure, Reason, undefined
from annotations.agreement.intervals import Deletions
from annotations.agreement.pairs import Joint, Kappa, PairValues, replicates
from annotations.agreement.patterns import Codes, Floats, add_by
from annotations.agreement.table import RatingTable

CHUNK = 2**21
"""Numbers that are held at a time while groups are left out."""


def light_kappa(table: RatingTable, joint: Joint, values: PairValues, *, intervals: bool = True) -> Figure:
    """Return the mean of Cohen's kappa over all pairs of raters; undefined when that of one pair is.

    Light, R. J. (1971), Psychological Bulletin 76, 365-377. `n` counts pairable units.
    """
    kappas = values.kappas[Kappa.COHEN]
    n = table.pairable_units
    if not len(kappas) or not values.n.all():
        return undefined(Reason.NO_SHARED_UNIT if len(kappas) else Reason.NO_UNIT_RATED_TWICE, n=n)
    if np.isnan(kappas).any():
        return undefined(Reason.PAIR_UNDEFINED, n=n)
    value = fsum(kappas) / len(kappas)
    figure = Figure(value, n)
    if not intervals:
        return figure
    groups = _groups(table)
    change = np.zeros(int(groups.max()) + 1)
    for part in replicates(joint, [Kappa.COHEN]):
        apart = part.kappas[Kappa.COHEN] - kappas[part.pair]
        change += add_by(part.group, apart, len(change))
    left_out = Deletions(np.array([value]))
    kept = value + change[groups] / len(kappas)
    left_out.see(kept[:, None], np.ones(len(kept)))
    return figure.within(left_out.intervals()[0])


def conger_kappa(table: RatingTable, *, intervals: bool = True) -> Figure:
    """Return Conger's exact kappa, with each rater's own shares of labels in the agreement by chance.

    Undefined with missing ratings. Conger, A. J. (1980), Psychological Bulletin 88, 322-328.
    """
    raters, units = len(table.raters), len(table.units)
    if raters < 2 or not units:
        return undefined(Reason.NO_UNIT_RATED_TWICE if units else Reason.NO_RATINGS)
    if len(table.unit_codes) != raters * units:
        return undefined(Reason.RATINGS_MISSING, n=table.pairable_units)
    group_of_unit = np.arange(units) if table.clusters is None else table.clusters
    agreeing = _agreeing_pairs(table)
    cells = table.rater_codes * len(table.labels) + table.label_codes
    width = raters * len(table.labels)
    total = _Team(
        np.array([float(units)]),
        np.array([float(agreeing.sum())]),
        np.bincount(cells, minlength=width).astype(np.float64).reshape(1, raters, -1),
    )
    value = total.kappa()
    if np.isnan(value[0]):
        return undefined(Reason.ONE_LABEL_ONLY, n=units)
    figure = Figure(float(value[0]), units)
    if not intervals:
        return figure
    left_out = Deletions(value)
    groups = int(group_of_unit.max()) + 1
    group_of_rating = group_of_unit[table.unit_codes]
    order = np.argsort(group_of_rating, kind="stable")
    step = max(CHUNK // width, 1)
    for start in range(0, groups, step):
        number = min(step, groups - start)
        first, last = np.searchsorted(group_of_rating[order], [start, start + number])
        rows = order[first:last]
        places = (group_of_rating[rows] - start) * width + cells[rows]
        here = (group_of_unit >= start) & (group_of_unit < start + number)
        group = group_of_unit[here] - start
        part = _Team(
            np.bincount(group, minlength=number).astype(np.float64),
            add_by(group, agreeing[here], number),
            np.bincount(places, minlength=number * width).astype(np.float64).reshape(number, raters, -1),
        )
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

    def without(self, part: "_Team") -> "_Team":
        return _Team(self.units - part.units, self.agreeing - part.agreeing, self.given - part.given)

    def kappa(self) -> Floats:
        pairs = self.given.shape[1] * (self.given.shape[1] - 1)
        together = (self.given.sum(axis=1) ** 2).sum(axis=1) - (self.given**2).sum(axis=(1, 2))
        below = pairs * self.units**2 - together
        above = self.units * self.agreeing - together
        return np.where(below > 0.5, above / np.where(below > 0.5, below, 1.0), np.nan)


def _agreeing_pairs(table: RatingTable) -> Floats:
    keys, number = np.unique(table.unit_codes * len(table.labels) + table.label_codes, return_counts=True)
    pairs = (number * (number - 1)).astype(np.float64)
    return add_by(keys // len(table.labels), pairs, len(table.units))


def _groups(table: RatingTable) -> Codes:
    """Return the groups with a pairable unit: clusters, else units."""
    pairable = table.sizes >= 2
    if table.clusters is None:
        return np.flatnonzero(pairable)
    return np.unique(table.clusters[pairable])
