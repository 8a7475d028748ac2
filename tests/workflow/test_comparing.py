import pytest

from annotations.agreement.student import t_quantile
from annotations.workflow.comparing import compare_couples, share_of_same


def test_the_share_of_same_words_rests_on_couples() -> None:
    share = share_of_same([(1, "a", "a"), (1, "a", "b"), (1, "b", "b"), (1, "c", "c")])
    assert (share.value, share.n, share.low) == (0.75, 4, None)


def test_the_interval_leaves_out_one_article_at_a_time() -> None:
    couples = [(article, "a", "a") for article in range(20)] + [(article, "a", "b") for article in range(10)]
    share = share_of_same(couples)
    # All: 20 of 30. Without an article that differs once: 19 of 28; without another: 19 of 29.
    squares = 10 * (19 / 28 - 20 / 30) ** 2 + 10 * (19 / 29 - 20 / 30) ** 2
    reach = t_quantile(0.975, 19) * (19 / 20 * squares) ** 0.5
    assert (share.low, share.high) == pytest.approx((20 / 30 - reach, 20 / 30 + reach))


def test_an_interval_of_a_share_ends_at_none_and_all() -> None:
    share = share_of_same([(1, "a", "a"), (2, "a", "b")])
    assert (share.value, share.low, share.high) == (0.5, 0.0, 1.0)


def test_labels_that_were_not_said_have_their_figures() -> None:
    compared = compare_couples([(1, "a", "a")], labels=("a", "b"))
    assert compared.per_label["b"].count == 0
