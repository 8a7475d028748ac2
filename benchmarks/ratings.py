"""Ratings made with a fixed seed: articles of claims, each claim rated by some of a fixed team of raters."""

from dataclasses import dataclass

import numpy as np

from annotations.agreement.patterns import Codes, Floats

LABELS = ("verified", "disputed", "unsourced")
SHARES = (0.6, 0.25, 0.15)
"""How frequent the labels are over all articles."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """Ratings as codes, by claim."""

    unit: Codes
    rater: Codes
    label: Codes
    article: Codes
    """The article of each claim."""

    raters: int

    @property
    def units(self) -> int:
        """How many claims there are."""
        return len(self.article)


def make_ratings(
    random: np.random.Generator,
    *,
    articles: int,
    claims: float,
    raters: int,
    overlaps: dict[int, float],
    skill: Floats,
    spread: float = 4.0,
) -> Ratings:
    """Return ratings of `articles` articles with about `claims` claims each, at least one.

    Claims of an article are alike: its labels are drawn from a Dirichlet distribution around SHARES with
    `spread` as its precision. A claim has as many raters as `overlaps` says, with which chance. A rater gives
    the true label with chance `skill[rater]`, else any label.
    """
    sizes = np.maximum(random.poisson(claims, articles), 1)
    article = np.repeat(np.arange(articles), sizes)
    shares = random.dirichlet(np.array(SHARES) * spread, articles)
    truth = (random.random(len(article))[:, None] > shares.cumsum(axis=1)[article]).sum(axis=1)
    truth = np.minimum(truth, len(LABELS) - 1)
    number = random.choice(list(overlaps), len(article), p=list(overlaps.values()))
    unit = np.repeat(np.arange(len(article)), number)
    place = np.arange(len(unit)) - np.repeat(np.cumsum(number) - number, number)
    # Raters follow each other in steps that share no divisor with the team's size, so none comes twice.
    steps = np.array([step for step in range(1, raters + 1) if np.gcd(step, raters) == 1])
    first, step = random.integers(0, raters, len(article)), random.choice(steps, len(article))
    rater = (first[unit] + place * step[unit]) % raters
    knows = random.random(len(unit)) < skill[rater]
    label = np.where(knows, truth[unit], random.integers(0, len(LABELS), len(unit)))
    return Ratings(unit, rater, label, article, raters)
