from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from annotations.models import QueueStrategy
from annotations.workflow.strategies import ArticleFacts, rank_article

PLAIN = ArticleFacts(pk=1, published_on=None, worthiness=None)


def order(facts: list[ArticleFacts], strategy: str, seed: int = 0) -> list[int]:
    return [
        one.pk
        for one in sorted(facts, key=lambda one: (rank_article(one, strategy=strategy, seed=seed), one.pk))
    ]


def test_the_newest_comes_first_and_the_undated_last() -> None:
    dated = [ArticleFacts(pk, date(2026, 3, pk), None) for pk in (1, 2, 3)]
    assert order([*dated, ArticleFacts(4, None, None)], QueueStrategy.ARTICLE_DATE) == [3, 2, 1, 4]


def test_the_most_worth_checking_comes_first_and_the_unscored_last() -> None:
    scored = [ArticleFacts(pk, None, worth) for pk, worth in ((1, 0.2), (2, None), (3, 0.9))]
    assert order(scored, QueueStrategy.CHECK_WORTHINESS) == [3, 1, 2]


def test_a_seed_gives_one_order_and_another_seed_another() -> None:
    many = [ArticleFacts(pk, None, None) for pk in range(50)]
    assert order(many, QueueStrategy.RANDOM, 7) == order(many, QueueStrategy.RANDOM, 7)
    assert order(many, QueueStrategy.RANDOM, 7) != order(many, QueueStrategy.RANDOM, 8)


def test_fewest_left_leaves_the_order_to_the_queue() -> None:
    assert rank_article(PLAIN, strategy=QueueStrategy.FEWEST_LEFT, seed=0) == 0


@given(st.sampled_from(QueueStrategy.values), st.integers(0, 2**31), st.integers(1, 2**40))
def test_a_rank_is_a_finite_number_and_the_same_each_time(strategy: str, seed: int, pk: int) -> None:
    facts = ArticleFacts(pk, date(2026, 3, 2), 0.5)
    rank = rank_article(facts, strategy=strategy, seed=seed)
    assert -1e9 < rank <= 1
    assert rank == rank_article(facts, strategy=strategy, seed=seed)
