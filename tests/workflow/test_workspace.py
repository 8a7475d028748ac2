"""What the workspace reads of an article's claims and of one's own work on them."""

from datetime import timedelta

import pytest

from annotations.agreement import Reason
from annotations.models import Claim, User
from annotations.workflow.own_work import own_work
from annotations.workflow.queueing import next_in_article
from annotations.workflow.training import set_gold
from annotations.workflow.workspace import (
    count_waiting_articles,
    list_claims,
    next_to_do,
    others_reviews,
    own_review,
    read_claim,
    shown_round,
)
from tests.factories import NOON, TEXT, make_claims, make_review

pytestmark = pytest.mark.django_db


def states_of(claims: list[Claim], viewer: User):
    article = claims[0].article
    return list_claims(article=article, round=shown_round(article.project), viewer=viewer, at=NOON)


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


def next_of(claims: list[Claim], viewer: User, at=NOON, after: Claim | None = None):
    article = claims[0].article
    where = {"round": shown_round(article.project), "viewer": viewer, "at": at}
    return next_to_do(article=article, after=after, **where)


def test_next_in_the_article_is_the_queues_next(bob, claims):
    for reviewed in (claims[1], claims[3], claims[-1], claims[0]):
        make_review(reviewed, bob)
        expected = next_in_article(article_pk=reviewed.article_id, reviewer=bob, after=reviewed)
        assert next_of(claims, bob, after=reviewed).state.claim == expected


def test_nothing_is_next_once_all_had_their_turn(bob, claims):
    for claim in claims:
        make_review(claim, bob)
    assert next_of(claims, bob) is None


def test_a_claim_comes_with_its_place_and_its_chain(bob, claims):
    place = next_of(claims, bob, after=claims[0])
    assert (place.state.number, place.total) == (2, len(claims))
    assert (place.previous, place.next) == (claims[0].pk, claims[2].pk)
    assert [link.source_text for link in place.chain] == ["Mayor Ada Quill"]


def test_a_claim_to_judge_again_looks_as_if_nobody_had(bob, carol, claims):
    project = claims[0].article.project
    project.retest_after_days, project.retest_percent = 1, 100
    project.save()
    make_review(claims[0], bob, "disputed")
    make_review(claims[0], carol)
    later = NOON + timedelta(days=2)
    state = next_of(claims, bob, at=later).state
    assert (state.claim, state.mark, state.given, state.is_complete) == (claims[0], "todo", 1, False)
    make_review(claims[0], bob, minutes=2 * 24 * 60)
    round = shown_round(project)
    place = read_claim(claim=claims[0], round=round, viewer=bob, at=later)
    assert (place.state.mark, place.state.given) == ("disputed", 2)


def test_a_gold_claim_counts_ones_own_verdict_like_any_other(alice, bob, claims):
    set_gold(claim=claims[0], verdict="verified", by=alice, at=NOON)
    assert states_of(claims, bob)[0].given == 0
    make_review(claims[0], bob, "disputed")
    state = states_of(claims, bob)[0]
    assert (state.mark, state.given, state.wanted) == ("disputed", 1, 2)


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
    work = own_work(
        article=claims[0].article, round=shown_round(claims[0].article.project), reviewer=bob, at=NOON
    )
    assert (work.agreement.value, work.agreement.n, work.compared_claims) == (0.5, 2, 2)


def test_own_agreement_is_undefined_while_nothing_is_complete(bob, carol, claims):
    make_review(claims[0], bob)
    make_review(claims[1], carol)
    work = own_work(
        article=claims[0].article, round=shown_round(claims[0].article.project), reviewer=bob, at=NOON
    )
    assert (work.agreement.value, work.agreement.reason) == (None, Reason.NO_RATINGS)
    assert [state.claim for state in work.unsupported] == [claims[0]]
