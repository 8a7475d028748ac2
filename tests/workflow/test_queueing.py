from datetime import timedelta

from annotations.models import Claim, GoldAnswer, Project, Review, User
from annotations.workflow.managing import change_project, close_round
from annotations.workflow.queueing import (
    due_retests,
    find_free_article,
    next_in_article,
    waiting_by_project,
    waiting_claims,
)
from tests.factories import NOON, TEXT, make_article, make_claims, make_project, make_review


def next_of(claims: list[Claim], reviewer: User, after: Claim | None = None) -> Claim | None:
    return next_in_article(article_pk=claims[0].article_id, reviewer=reviewer, after=after)


def test_claims_come_in_reading_order(project: Project, claims: list[Claim], bob: User) -> None:
    assert list(waiting_claims(project=project, reviewer=bob)) == claims
    assert next_of(claims, bob) == claims[0]


def test_what_i_have_done_does_not_wait(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    make_review(claims[0], bob)
    make_review(claims[1], bob, skip_reason="opinion")
    assert list(waiting_claims(project=project, reviewer=bob)) == claims[2:]
    assert list(waiting_claims(project=project, reviewer=carol)) == claims


def test_complete_claims_do_not_wait(project: Project, claims: list[Claim], alice: User, bob: User) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert next_of(claims, bob) is None


def test_after_a_claim_comes_the_next_then_what_was_passed_over(claims: list[Claim], bob: User) -> None:
    make_review(claims[1], bob)
    assert next_of(claims, bob, after=claims[0]) == claims[2]
    assert next_of(claims, bob, after=claims[-1]) == claims[0]


def test_a_gold_claim_waits_like_any_other(
    claims: list[Claim], alice: User, bob: User, carol: User, dave: User
) -> None:
    GoldAnswer.objects.create(claim=claims[0], verdict="verified", created_at=NOON, created_by=alice)
    make_review(claims[0], bob)
    assert (next_of(claims, bob), next_of(claims, carol)) == (claims[1], claims[0])
    make_review(claims[0], carol)
    assert {review.purpose for review in Review.objects.all()} == {"gold"}
    assert next_of(claims, dave) == claims[1]


def test_how_much_waits_in_each_project(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    other = make_project(lead=alice, reviewers=[bob], name="Airport")
    make_claims(other)
    make_review(claims[0], bob)
    assert waiting_by_project(reviewer=bob) == {project.pk: len(claims) - 1, other.pk: len(claims)}
    assert waiting_by_project(reviewer=alice) == {}


def test_what_is_counted_as_waiting_is_what_waits(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    for claim, reviewer in zip(claims, [bob, carol, bob, carol], strict=False):
        make_review(claim, reviewer)
    make_review(claims[1], bob)
    waiting = waiting_claims(project=project, reviewer=bob).count()
    assert waiting_by_project(reviewer=bob) == {project.pk: waiting}


def test_the_article_with_the_fewest_claims_left_is_free_first(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    other = make_article(project, TEXT.replace("400", "500"))
    first = other.claims.order_by("start").first()
    for reviewer in (bob, carol):
        make_review(first, reviewer)
    found = find_free_article(round=project.rounds.get(), reviewer=bob, at=NOON)
    assert found is not None
    assert (found.article, found.left) == (other, len(claims) - 1)


def test_a_change_of_strategy_ranks_the_articles_anew(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    newest = make_article(project, TEXT.replace("400", "500"), published_on=NOON.date())
    project = change_project(project=project, by=alice, at=NOON, queue_strategy="article_date")
    found = find_free_article(round=project.rounds.get(), reviewer=bob, at=NOON)
    assert found is not None
    assert found.article == newest


def test_claims_come_again_after_the_days_set(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    for claim in claims:
        make_review(claim, bob)
    project = change_project(project=project, by=alice, at=NOON, retest_after_days=7, retest_percent=100)
    early, late = NOON + timedelta(days=6), NOON + timedelta(days=7)
    assert not due_retests(project=project, reviewer=bob, at=early).exists()
    assert due_retests(project=project, reviewer=bob, at=late).count() == len(claims)
    make_review(claims[0], bob, "disputed", minutes=7 * 24 * 60)
    assert due_retests(project=project, reviewer=bob, at=late).count() == len(claims) - 1
    assert Review.objects.current().get(claim=claims[0], purpose="normal").verdict == "verified"
