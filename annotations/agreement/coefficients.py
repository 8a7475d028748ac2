"""The coefficients that do not ask who gave which rating, as formulas on sums over units.

Each takes `Moments` of any leading shape and returns values of that shape (per label: one dimension more),
NaN where the figure is undefined; `overall` turns NaN into None with a reason. pi_k is the mean over all
rated units of the label's share in the unit, which for complete data is its share of all ratings.
"""

from collections.abc import Callable

import numpy as np

from annotations.agreement.moments import Moments
from annotations.agreement.patterns import Floats


def observed_agreement(moments: Moments) -> Floats:
    """Return the mean over pairable units of the share of agreeing pairs, sum_k n_k(n_k-1) / (n(n-1)).

    Fleiss, J. L. (1971), Psychological Bulletin 76, p. 379, there for equally many ratings a unit.
    """
    return _divide(moments.agreement, moments.pairable)


def alpha_nominal(moments: Moments) -> Floats:
    """Return Krippendorff's alpha for unordered labels, 1 - Do/De, over the pairable units.

    Units with one rating cannot be paired and are left out, their labels too. Krippendorff, K. (2011),
    Computing Krippendorff's alpha-reliability, section C.
    """
    values = moments.values.sum(axis=-1)
    agreements = moments.agreeing.sum(axis=-1)
    chance = values * (values - 1) - (moments.values * (moments.values - 1)).sum(axis=-1)
    return 1 - _divide((values - 1) * (values - agreements), chance)


def alpha_interval(moments: Moments) -> Floats:
    """Return Krippendorff's alpha with the metric (a-b) squared, as `alpha_nominal`; labels are numbers."""
    numbers = moments.scale.numbers
    if numbers is None:
        return np.full(moments.units.shape, np.nan)
    centred = numbers - numbers.mean() if len(numbers) else numbers
    count = moments.values.sum(axis=-1)
    chance = 2 * (count * (moments.values @ centred**2) - (moments.values @ centred) ** 2)
    return 1 - _divide((count - 1) * moments.interval_spread, chance)


def alpha_ratio(moments: Moments) -> Floats:
    """Return Krippendorff's alpha with the metric ((a-b)/(a+b)) squared; the labels are numbers from 0
    upwards. As `alpha_nominal`."""
    ratios = moments.scale.ratios
    if ratios is None:
        return np.full(moments.units.shape, np.nan)
    chance = ((moments.values @ ratios) * moments.values).sum(axis=-1)
    return 1 - _divide((moments.values.sum(axis=-1) - 1) * moments.ratio_spread, chance)


def alpha_ordinal(moments: Moments) -> Floats:
    """Return Krippendorff's alpha for ordered labels, as `alpha_nominal`.

    The metric, (sum of n_g for g from a to b, less half of n_a + n_b) squared, is the squared distance of the
    labels' mean ranks.
    """
    if not moments.scale.is_ordered:
        return np.full(moments.units.shape, np.nan)
    values = moments.values
    ranks = np.cumsum(values, axis=-1) - values / 2
    count = values.sum(axis=-1)
    chance = count * (values * ranks**2).sum(axis=-1) - (values * ranks).sum(axis=-1) ** 2
    # Each rating occurs once among the coincidences of its row, so their row sums are the values again.
    together = np.einsum("...a,...ab,...b->...", ranks, moments.coincidences, ranks)
    apart = (values * ranks**2).sum(axis=-1) - together
    return 1 - _divide((count - 1) * apart, chance)


def fleiss_kappa(moments: Moments) -> Floats:
    """Return Fleiss' kappa with chance sum_k pi_k squared.

    Fleiss (1971); with missing ratings as generalised by Gwet, K. L. (2014), Handbook of inter-rater
    reliability, 4th edition, chapter 2.
    """
    return _beyond_chance(observed_agreement(moments), (_mean_shares(moments) ** 2).sum(axis=-1))


def fleiss_kappa_pooled(moments: Moments) -> Floats:
    """Return Fleiss' kappa with the chance taken from the shares of the labels among all ratings of pairable
    units, so that a unit weighs as much as it has ratings."""
    shares = _divide(moments.values, moments.values.sum(axis=-1)[..., None])
    return _beyond_chance(observed_agreement(moments), (shares**2).sum(axis=-1))


def gwet_ac1(moments: Moments) -> Floats:
    """Return Gwet's AC1, with chance sum_k pi_k(1 - pi_k) / (q - 1) for q labels; NaN for fewer than two.

    Gwet, K. L. (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.
    """
    if moments.scale.categories < 2:
        return np.full(moments.units.shape, np.nan)
    shares = _mean_shares(moments)
    return _beyond_chance(
        observed_agreement(moments), (shares * (1 - shares)).sum(axis=-1) / (moments.scale.categories - 1)
    )


def brennan_prediger(moments: Moments) -> Floats:
    """Return the kappa of Brennan and Prediger, with chance 1/q for q labels; NaN for fewer than two.

    Brennan, R. L. and Prediger, D. J. (1981), Educational and Psychological Measurement 41, 687-699.
    """
    if moments.scale.categories < 2:
        return np.full(moments.units.shape, np.nan)
    chance = np.full(moments.units.shape, 1 / moments.scale.categories)
    return _beyond_chance(observed_agreement(moments), chance)


def label_shares(moments: Moments) -> Floats:
    """Return each label's share of all ratings."""
    return _divide(moments.ratings, moments.ratings.sum(axis=-1)[..., None])


def specific_agreement(moments: Moments) -> Floats:
    """Return for each label how often a second rating has it where a first one does, over pairable units:
    the sum of n_k(n_k-1)/(n-1), divided by the sum of n_k.

    Cicchetti, D. V. and Feinstein, A. R. (1990), Journal of Clinical Epidemiology 43, 551-558, for two
    ratings; here for any number of them.
    """
    return _divide(moments.agreeing, moments.values)


def label_kappa(moments: Moments) -> Floats:
    """Return Fleiss' kappa of each label against all others together.

    Fleiss (1971), p. 381, formula 23; with missing ratings as `fleiss_kappa`.
    """
    observed = _divide(moments.label_agreement, moments.pairable[..., None])
    shares = _mean_shares(moments)
    return _beyond_chance(observed, shares**2 + (1 - shares) ** 2)


OVERALL: dict[str, Callable[[Moments], Floats]] = {
    "observed_agreement": observed_agreement,
    "alpha_nominal": alpha_nominal,
    "alpha_ordinal": alpha_ordinal,
    "alpha_interval": alpha_interval,
    "alpha_ratio": alpha_ratio,
    "fleiss_kappa": fleiss_kappa,
    "fleiss_kappa_pooled": fleiss_kappa_pooled,
    "gwet_ac1": gwet_ac1,
    "brennan_prediger": brennan_prediger,
}
"""By the name each has in a report."""

BY_LABEL: dict[str, Callable[[Moments], Floats]] = {
    "share": label_shares,
    "specific_agreement": specific_agreement,
    "kappa": label_kappa,
}


def evaluate(moments: Moments) -> Floats:
    """Return all of `OVERALL`, then all of `BY_LABEL` label by label, in the last dimension."""
    overall = np.stack([formula(moments) for formula in OVERALL.values()], axis=-1)
    return np.concatenate([overall, *(formula(moments) for formula in BY_LABEL.values())], axis=-1)


def _mean_shares(moments: Moments) -> Floats:
    return _divide(moments.shares, moments.units[..., None])


def _beyond_chance(observed: Floats, chance: Floats) -> Floats:
    return _divide(observed - chance, 1 - chance)


CERTAIN = 1e-12
"""A divisor below this is a rounded 0: chance comes nearer to certainty only with 10^12 ratings."""


def _divide(above: Floats, below: Floats) -> Floats:
    """Return the quotient, NaN where the divisor is 0."""
    is_defined = below > CERTAIN
    return np.where(is_defined, above / np.where(is_defined, below, 1.0), np.nan)
