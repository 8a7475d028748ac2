"""The ratings that agreement is measured on are what they are said to be."""

import numpy as np
import pytest

from benchmarks.ratings import LABELS, Ratings, make_ratings


def make(**kwargs: object) -> Ratings:
    options = {
        "articles": 40,
        "claims": 5,
        "raters": 6,
        "overlaps": {2: 0.5, 3: 0.5},
        "skill": np.full(6, 0.8),
    }
    return make_ratings(np.random.default_rng(1), **{**options, **kwargs})


def test_the_same_seed_makes_the_same_ratings() -> None:
    first, second = make(), make()
    assert (first.label == second.label).all()
    assert (first.rater == second.rater).all()


def test_nobody_rates_a_claim_twice_and_each_has_as_many_raters_as_asked() -> None:
    ratings = make()
    assert len(set(zip(ratings.unit.tolist(), ratings.rater.tolist(), strict=True))) == len(ratings.unit)
    assert set(np.bincount(ratings.unit).tolist()) == {2, 3}
    assert ratings.rater.max() < ratings.raters == 6


def test_every_article_has_a_claim_and_claims_stand_together() -> None:
    ratings = make(claims=0.1)
    assert set(ratings.article.tolist()) == set(range(40))
    assert (np.diff(ratings.article) >= 0).all()
    assert ratings.units == len(ratings.article)


@pytest.mark.parametrize(("skill", "agree"), [(1.0, 1.0), (0.0, 1 / len(LABELS))])
def test_skill_decides_how_often_raters_agree(skill: float, agree: float) -> None:
    ratings = make(articles=400, overlaps={2: 1.0}, skill=np.full(6, skill))
    first, second = ratings.label.reshape(-1, 2).T
    assert (first == second).mean() == pytest.approx(agree, abs=0.05)


def test_claims_of_an_article_are_alike_with_little_spread() -> None:
    ratings = make(skill=np.ones(6), spread=0.01)
    given = {
        (article, label) for article, label in zip(ratings.article[ratings.unit], ratings.label, strict=True)
    }
    assert len(given) < 50  # forty articles, hardly one with two labels
