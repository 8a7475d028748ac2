from datetime import timedelta

import pytest

from annotations.models import Assignment, Claim, Project, User
from annotations.workflow.assigning import (
    ArticleFull,
    LeaseInvalid,
    NoRoundToAssign,
    NotHeld,
    assign_article,
    take_back,
    take_next,
)
from annotations.workflow.managing import change_project, close_round
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.reviewing import ClaimHeld
from tests.factories import NOON, TEXT, make_article, make_project, make_review, make_user

LATER = NOON + timedelta(minutes=121)


def test_an_article_is_assigned_once(claims: list[Claim], alice: User, bob: User) -> None:
    article = claims[0].article
    first = assign_article(article=article, reviewer=bob, by=alice, at=NOON)
    assert assign_article(article=article, reviewer=bob, by=alice, at=NOON) == first


def test_a_lease_ends_after_it_begins(claims: list[Claim], alice: User, bob: User) -> None:
    with pytest.raises(LeaseInvalid):
        assign_article(article=claims[0].article, reviewer=bob, by=alice, at=NOON, lease_ends_at=NOON)


def test_it_is_finished_with_the_last_claim(claims: list[Claim], alice: User, bob: User) -> None:
    assignment = assign_article(article=claims[0].article, reviewer=bob, by=alice, at=NOON)
    for claim in claims[:-1]:
        make_review(claim, bob)
    assert Assignment.objects.get(finished_at=None) == assignment
    make_review(claims[-1], bob, skip_reason="opinion")
    assert Assignment.objects.get(finished_at=NOON) == assignment


def test_only_leads_assign_and_only_to_reviewers(
    claims: list[Claim], alice: User, bob: User, dave: User
) -> None:
    for by, reviewer in ((bob, bob), (alice, dave)):
        with pytest.raises(NotAllowed):
            assign_article(article=claims[0].article, reviewer=reviewer, by=by, at=NOON)


def test_between_rounds_nothing_is_assigned(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert take_next(project=project, reviewer=bob, at=NOON) is None
    with pytest.raises(NoRoundToAssign):
        assign_article(article=claims[0].article, reviewer=bob, by=alice, at=NOON)


def test_no_article_is_given_to_more_than_its_claims_need(claims: list[Claim], alice: User) -> None:
    reviewers = [make_user(name) for name in ("erin", "frank", "grace")]
    project = make_project(lead=alice, reviewers=reviewers, name="Airport", overlap=2)
    article = make_article(project)
    for reviewer in reviewers[:2]:
        assign_article(article=article, reviewer=reviewer, by=alice, at=NOON)
    with pytest.raises(ArticleFull):
        assign_article(article=article, reviewer=reviewers[2], by=alice, at=NOON)
    assert take_next(project=project, reviewer=reviewers[2], at=NOON) is None


def test_what_a_lead_assigned_comes_first(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    other = make_article(project, TEXT.replace("400", "500"))
    assert take_next(project=project, reviewer=bob, at=NOON) == claims[0]
    assign_article(article=other, reviewer=bob, by=alice, at=NOON)
    found = take_next(project=project, reviewer=bob, at=NOON)
    assert found is not None
    assert found.article == other


def test_asking_twice_holds_one_article(project: Project, claims: list[Claim], bob: User) -> None:
    make_article(project, TEXT.replace("400", "500"))
    assert take_next(project=project, reviewer=bob, at=NOON) == claims[0]
    assert take_next(project=project, reviewer=bob, at=NOON) == claims[0]
    assert Assignment.objects.get().lease_ends_at == NOON + timedelta(minutes=120)


def test_a_lease_runs_out_and_its_place_is_free(project: Project, claims: list[Claim], bob: User) -> None:
    carol, dave = make_user("dan"), make_user("dora")
    other = make_project(reviewers=[carol, dave], name="Airport", overlap=1)
    article = make_article(other)
    assert take_next(project=other, reviewer=carol, at=NOON) is not None
    assert take_next(project=other, reviewer=dave, at=NOON) is None
    found = take_next(project=other, reviewer=dave, at=LATER)
    assert found is not None
    assert found.article == article


def test_a_verdict_renews_the_lease(project: Project, claims: list[Claim], bob: User) -> None:
    take_next(project=project, reviewer=bob, at=NOON)
    make_review(claims[0], bob, minutes=60)
    assert Assignment.objects.get().lease_ends_at == NOON + timedelta(minutes=180)


def test_a_skip_lets_another_in(alice: User, bob: User, carol: User) -> None:
    project = make_project(lead=alice, reviewers=[bob, carol], name="Airport", overlap=1)
    make_article(project)
    first = take_next(project=project, reviewer=bob, at=NOON)
    assert first is not None
    assert take_next(project=project, reviewer=carol, at=NOON) is None
    make_review(first, bob, skip_reason="opinion")
    assert take_next(project=project, reviewer=carol, at=NOON) == first


def test_without_the_article_a_claim_with_kept_places_is_refused(alice: User, bob: User, carol: User) -> None:
    project = make_project(lead=alice, reviewers=[bob, carol], name="Airport", overlap=1)
    make_article(project)
    held = take_next(project=project, reviewer=bob, at=NOON)
    assert held is not None
    with pytest.raises(ClaimHeld):
        make_review(held, carol)
    assert make_review(held, carol, minutes=121).claim == held


def test_a_lead_or_the_reviewer_gives_it_back(
    project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    take_next(project=project, reviewer=bob, at=NOON)
    held = Assignment.objects.get()
    with pytest.raises(NotAllowed):
        take_back(assignment=held, by=carol, at=NOON)
    take_back(assignment=held, by=alice, at=NOON)
    with pytest.raises(NotHeld):
        take_back(assignment=held, by=bob, at=NOON)


def test_when_no_article_is_free_claims_come_again(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    for claim in claims:
        make_review(claim, bob)
    change_project(project=project, by=alice, at=NOON, retest_after_days=1, retest_percent=100)
    project.refresh_from_db()
    tomorrow = NOON + timedelta(days=1)
    assert take_next(project=project, reviewer=bob, at=tomorrow) == claims[0]
