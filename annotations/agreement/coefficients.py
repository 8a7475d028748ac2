"""The coefficients. Each returns a `Figure`; what is undefined says why.

References: Krippendorff, K. (2011), *Computing Krippendorff's alpha-reliability*; Cohen, J. (1960), *A
coefficient of agreement for nominal scales*; for specific agreement Fleiss, J. L. (1981), *Statistical
methods for rates and proportions*, chapter 13, here for any number of ratings a unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

import numpy as np

from annotations.agreement.figures import Figure, Reason, undefined
from annotations.agreement.table import Codes, RatingTable


@dataclass(frozen=True)
class PairFigures:
    """Two raters on the units that both rated."""

    first: str
    second: str
    n: int
    observed_agreement: Figure
    cohen_kappa: Figure


def observed_agreement(table: RatingTable) -> Figure:
    """Return the mean over pairable units of the share of agreeing pairs, sum_k n_k(n_k-1) / (n(n-1)).

    >>> observed_agreement(RatingTable.from_triples([("u", "Alice", "a"), ("u", "Bob", "a")])).value
    1.0
    """
    tally = table.tally
    if not tally.pairable_units:
        return _nothing_to_pair(table)
    shares = tally.agreeing / (tally.size * (tally.size - 1))
    return Figure(value=fsum(shares) / tally.pairable_units, n=tally.pairable_units)


def alpha_nominal(table: RatingTable) -> Figure:
    """Return Krippendorff's alpha for unordered labels, 1 - Do/De, over the pairable units.

    Units with one rating cannot be paired and are left out, their labels too (Krippendorff 2011, section C,
    whose four observers give 0.743). None when the pairable units hold one label only: De is 0.
    """
    tally = table.tally
    if not tally.pairable_units:
        return _nothing_to_pair(table)
    label_totals = _by_label(table, tally.ratings)
    values = sum(label_totals)
    chance_pairs = values * (values - 1) - sum(total * (total - 1) for total in label_totals)
    if chance_pairs == 0:
        return undefined(Reason.ONE_LABEL_ONLY, n=tally.pairable_units)
    # Do = 1 - agreements / values and De = chance_pairs / (values (values - 1)): one division fewer to round.
    agreements = fsum(tally.agreeing / (tally.size - 1))
    return Figure(
        value=1 - (values - 1) * (values - agreements) / chance_pairs,
        n=tally.pairable_units,
    )


def label_shares(table: RatingTable) -> dict[str, Figure]:
    """Return each label's share of all ratings; `n` counts ratings. 0.0 for a label that was never given."""
    ratings = len(table.label_codes)
    if not ratings:
        return dict.fromkeys(table.labels, undefined(Reason.NO_RATINGS))
    return {
        label: Figure(value=int(count) / ratings, n=ratings)
        for label, count in zip(table.labels, table.label_counts, strict=True)
    }


def specific_agreements(table: RatingTable) -> dict[str, Figure]:
    """Return for each label how often a second rating has it where a first one does, over pairable units.

    The sum over units of n_k(n_k-1)/(n-1), divided by the sum of n_k; `n` counts the units in which the label
    occurs. None where it occurs in no pairable unit.
    """
    tally = table.tally
    if not tally.pairable_units:
        return dict.fromkeys(table.labels, _nothing_to_pair(table))
    order = np.argsort(tally.label, kind="stable")
    ends = np.searchsorted(tally.label[order], np.arange(1, len(table.labels)))
    figures = {}
    for label, rows in zip(table.labels, np.split(order, ends), strict=True):
        if len(rows):
            agreeing = fsum(tally.agreeing[rows] / (tally.size[rows] - 1))
            figures[label] = Figure(
                value=agreeing / int(tally.ratings[rows].sum()), n=int(tally.units[rows].sum())
            )
        else:
            figures[label] = undefined(Reason.LABEL_NOT_USED)
    return figures


def compare_pairs(table: RatingTable) -> Iterator[PairFigures]:
    """Yield every pair of raters once, in the table's order, also a pair without a shared unit.

    Cohen's kappa is computed over the shared units, with each rater's shares of labels among them.
    """
    labels = len(table.labels)
    by_rater = _ratings_by_rater(table)
    for one, (units, codes) in enumerate(by_rater):
        label_of_unit = np.full(len(table.units), -1, dtype=np.int64)
        label_of_unit[units] = codes
        for other in range(one + 1, len(by_rater)):
            other_units, other_codes = by_rater[other]
            own = label_of_unit[other_units]
            shared = own >= 0
            yield _pair(table.raters[one], table.raters[other], own[shared], other_codes[shared], labels)


def _pair(first: str, second: str, own: Codes, others: Codes, labels: int) -> PairFigures:
    n = len(own)
    if n == 0:
        missing = undefined(Reason.NO_SHARED_UNIT)
        return PairFigures(first, second, 0, observed_agreement=missing, cohen_kappa=missing)
    agreeing = int(np.count_nonzero(own == others))
    chance = int(np.bincount(own, minlength=labels) @ np.bincount(others, minlength=labels))
    if chance == n * n:
        kappa = undefined(Reason.ONE_LABEL_ONLY, n=n)
    else:  # (Po - Pe) / (1 - Pe) with both multiplied by n squared, so that it stays whole until the division
        kappa = Figure(value=(n * agreeing - chance) / (n * n - chance), n=n)
    return PairFigures(
        first, second, n, observed_agreement=Figure(value=agreeing / n, n=n), cohen_kappa=kappa
    )


def _ratings_by_rater(table: RatingTable) -> list[tuple[Codes, Codes]]:
    order = np.argsort(table.rater_codes, kind="stable")
    ends = np.cumsum(np.bincount(table.rater_codes, minlength=len(table.raters)))[:-1]
    return list(
        zip(np.split(table.unit_codes[order], ends), np.split(table.label_codes[order], ends), strict=True)
    )


def _by_label(table: RatingTable, values: Codes) -> list[int]:
    totals = np.zeros(len(table.labels), dtype=np.int64)
    np.add.at(totals, table.tally.label, values)
    return [int(total) for total in totals]


def _nothing_to_pair(table: RatingTable) -> Figure:
    return undefined(Reason.NO_UNIT_RATED_TWICE if table.units else Reason.NO_RATINGS)
