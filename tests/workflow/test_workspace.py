"""What the workspace reads of an article's claims and of one's own work on them."""

import pytest

from annotations.agreement import Reason
from annotations.models import Claim, User
from annotations.workflow.queueing import next_in_article
from annotations.workflow.workspace import (
    count_waiting_articles,
    list_claims,
    next_waiting,
    others_reviews,
    own_review,
    own_work,
    shown_round,
)
from tests.factories import TEXT, make_claims, make_review

pytestmark = pytest.mark.django_db


def states_of(claims: list[Claim], viewer: User):
    article = claims[0].article
    return list_claims(article=article, round=shown_round(article.project), viewer=viewer)


def test_claims_carry_ones_own_word_and_nobody_elses(bob, carol, claims):
    make_review(claims[0], bob, "disputed")
    make_review(claims[0], carol, "verified")
    make_review(claims[1], carol, skip_reason="opinion")
    states = states_of(claims, bob)
    assert [state.verdict for state in states[:2]] == ["disputed", ""]
    assert [state.is_complete for state in states[:2]] == [True, False]
    assert [state.is_waiting for state in states[:2]] == [False, True]


def test_undone_and_replaced_words_do_not_count(bob, claims):
    make_review(claims[0], bob, "disputed")
    make_review(claims[0], bob, "verified", minutes=1)
    assert [state.verdict for state in states_of(claims, bob)][:2] == ["verified", ""]


def test_next_in_the_article_is_the_queues_next(bob, claims):
    for reviewed in (claims[1], claims[3], claims[-1], claims[0]):
        make_review(reviewed, bob)
        states = states_of(claims, bob)
        here = next(state for state in states if state.claim == reviewed)
        following = next_waiting(states, after=here)
        expected = next_in_article(article_pk=reviewed.article_id, reviewer=bob, after=reviewed)
        assert following.claim == expected


def test_nothing_is_next_once_all_had_their_turn(bob, claims):
    for claim in claims:
        make_review(claim, bob)
    states = states_of(claims, bob)
    assert next_waiting(states) is None
    assert next_waiting(states, after=states[0]) is None


def test_own_review_is_the_standing_one(bob, claims):
    round = shown_round(claims[0].article.project)
    assert own_review(claim=claims[0], round=round, reviewer=bob) is None
    review = make_review(claims[0], bob)
    assert own_review(claim=claims[0], round=round, reviewer=bob) == review


def test_others_reviews_wait_for_the_claim_to_be_complete(bob, carol, claims):
    round = shown_round(claims[0].article.project)
    theirs = make_review(claims[0], carol)
    assert others_reviews(claim=claims[0], round=round, viewer=bob) == []
    make_review(claims[0], bob)
    assert others_reviews(claim=claims[0], round=round, viewer=bob) == [theirs]


def test_other_articles_that_wait_are_counted(bob, claims):
    project = claims[0].article.project
    make_claims(project, TEXT + "The new ferry was built in 2020.\n")
    assert count_waiting_articles(project=project, reviewer=bob, besides=claims[0].article) == 1


def test_own_agreement_is_the_share_of_equal_verdicts_before_the_reveal(bob, carol, claims):
    for claim, theirs in zip(claims[:2], ["verified", "disputed"], strict=True):
        make_review(claim, bob)
        make_review(claim, carol, theirs)
    make_review(claims[1], bob, "disputed", minutes=5)
    work = own_work(article=claims[0].article, round=shown_round(claims[0].article.project), reviewer=bob)
    assert (work.agreement.value, work.agreement.n, work.compared_claims) == (0.5, 2, 2)


def test_own_agreement_is_undefined_while_nothing_is_complete(bob, carol, claims):
    make_review(claims[0], bob)
    make_review(claims[1], carol)
    work = own_work(article=claims[0].article, round=shown_round(claims[0].article.project), reviewer=bob)
    assert (work.agreement.value, work.agreement.reason) == (None, Reason.NO_RATINGS)
    assert [state.claim for state in work.unsupported] == [claims[0]]
