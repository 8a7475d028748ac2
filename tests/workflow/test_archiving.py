"""An archived project is read, and nothing in it is changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from annotations.models import Article, Claim, Project, Review, Role, User
from annotations.reading import read_text
from annotations.workflow.assigning import assign_article, take_back, take_next
from annotations.workflow.commenting import add_comment
from annotations.workflow.editing import retire_claim
from annotations.workflow.importing import import_article
from annotations.workflow.inviting import invite, join
from annotations.workflow.managing import (
    archive_project,
    change_project,
    close_round,
    publish_guidelines,
    unarchive_project,
)
from annotations.workflow.queueing import waiting_by_project
from annotations.workflow.refusals import NotAllowed, ProjectArchived
from annotations.workflow.reviewing import undo_review
from annotations.workflow.training import set_gold
from tests.factories import NOON, TEXT, make_review

LATER = NOON + timedelta(hours=1)

ACTS: dict[str, Callable[[Claim, User, User], object]] = {
    "review": lambda claim, lead, bob: make_review(claim, bob),
    "take": lambda claim, lead, bob: take_next(project=claim.article.project, reviewer=bob, at=LATER),
    "edit": lambda claim, lead, bob: retire_claim(claim=claim, by=lead, at=LATER),
    "comment": lambda claim, lead, bob: add_comment(claim=claim, author=bob, text="Why?", at=LATER),
    "gold": lambda claim, lead, bob: set_gold(claim=claim, verdict="verified", by=lead, at=LATER),
    "assign": lambda claim, lead, bob: assign_article(article=claim.article, reviewer=bob, by=lead, at=LATER),
    "change": lambda claim, lead, bob: change_project(
        project=claim.article.project, by=lead, at=LATER, overlap=3
    ),
    "guidelines": lambda claim, lead, bob: publish_guidelines(
        project=claim.article.project, text="New", by=lead, at=LATER
    ),
    "round": lambda claim, lead, bob: close_round(
        round=claim.article.project.rounds.get(), by=lead, at=LATER
    ),
    "import": lambda claim, lead, bob: import_article(
        project=claim.article.project, draft=read_text(f"Another\n\n{TEXT}"), by=lead, at=LATER
    ),
    "invite": lambda claim, lead, bob: invite(
        project=claim.article.project, role=Role.REVIEWER, by=lead, at=NOON, expires_at=LATER
    ),
}


@pytest.fixture
def archived(claim: Claim, alice: User) -> Claim:
    archive_project(project=claim.article.project, by=alice, at=NOON)
    return Claim.objects.select_related("article__project").get(pk=claim.pk)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_refused(act: str, archived: Claim, alice: User, bob: User) -> None:
    with pytest.raises(ProjectArchived):
        ACTS[act](archived, alice, bob)


def test_nothing_is_undone_or_given_back(claim: Claim, alice: User, bob: User) -> None:
    review = make_review(claim, bob)
    assignment = assign_article(article=claim.article, reviewer=bob, by=alice, at=NOON)
    project = archive_project(project=claim.article.project, by=alice, at=NOON)
    with pytest.raises(ProjectArchived):
        undo_review(review=review, by=bob, at=LATER)
    assignment.article = Article.objects.get(pk=claim.article_id)
    with pytest.raises(ProjectArchived):
        take_back(assignment=assignment, by=bob, at=LATER)
    assert unarchive_project(project=project, by=alice).archived_at is None
    assert undo_review(review=Review.objects.get(), by=bob, at=LATER) is None


def test_an_invitation_into_it_waits(project: Project, alice: User, dave: User) -> None:
    made = invite(project=project, role=Role.OBSERVER, by=alice, at=NOON, expires_at=LATER)
    archive_project(project=project, by=alice, at=NOON)
    with pytest.raises(ProjectArchived):
        join(token=made.token, user=dave, at=NOON)
    unarchive_project(project=project, by=alice)
    assert join(token=made.token, user=dave, at=NOON).role == Role.OBSERVER


def test_nothing_waits_in_it(archived: Claim, bob: User) -> None:
    assert waiting_by_project(reviewer=bob) == {}


def test_only_leads_archive_and_twice_is_once(project: Project, alice: User, bob: User) -> None:
    with pytest.raises(NotAllowed):
        archive_project(project=project, by=bob, at=NOON)
    archive_project(project=project, by=alice, at=NOON)
    assert archive_project(project=project, by=alice, at=LATER).archived_at == NOON
