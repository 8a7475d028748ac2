import pytest

from annotations.models import Assignment, Claim, Project, User
from annotations.workflow.assigning import NoRoundToAssign, assign_article
from annotations.workflow.managing import close_round
from annotations.workflow.refusals import NotAllowed
from tests.factories import NOON, make_review


def test_an_article_is_assigned_once(claims: list[Claim], alice: User, bob: User) -> None:
    article = claims[0].article
    first = assign_article(article=article, reviewer=bob, by=alice, at=NOON)
    assert assign_article(article=article, reviewer=bob, by=alice, at=NOON) == first


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
    with pytest.raises(NoRoundToAssign):
        assign_article(article=claims[0].article, reviewer=bob, by=alice, at=NOON)
