"""Makers of test data: each goes through the workflow, with a default for everything a test does not mean."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from annotations.models import Article, Claim, Project, Review, Role, User
from annotations.reading import read_text
from annotations.workflow.importing import ArticleDetails, import_article
from annotations.workflow.managing import create_project, set_role
from annotations.workflow.reviewing import record_review

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

TEXT = (
    "Harbour council weighs a new ferry\n\n"
    "Mayor Ada Quill said that the ferry will carry 400 cars a day. "
    "A person familiar with the talks said that the contract was signed on Monday. "
    "The old ferry was built in 1971. "
    "It was also reported that two crews have resigned.\n"
)

_numbers = count(1)


def make_user(name: str = "", **kwargs: Any) -> User:
    """Return a user called `name` who can sign in with "password"."""
    name = name or f"user{next(_numbers)}"
    return User.objects.create_user(
        username=name.lower(), password="password", first_name=name.title(), **kwargs
    )


def make_project(
    *, lead: User | None = None, reviewers: list[User] | None = None, name: str = "Harbour", **kwargs: Any
) -> Project:
    """Return a project with an open round, a lead and these reviewers."""
    lead = lead or make_user()
    project = create_project(name=name, lead=lead, at=NOON, **kwargs)
    for reviewer in reviewers or []:
        set_role(project=project, user=reviewer, role=Role.REVIEWER, by=None, at=NOON)
    return project


def make_article(project: Project, text: str = TEXT, **details: Any) -> Article:
    """Return an article of the project, split into claims."""
    imported = import_article(
        project=project,
        draft=read_text(text),
        at=NOON,
        details=ArticleDetails(**{"language": "en", **details}),
    )
    return imported.article


def make_claims(project: Project, text: str = TEXT) -> list[Claim]:
    """Return the claims of a new article, in reading order."""
    return list(Claim.objects.live().filter(article=make_article(project, text)))


def make_review(claim: Claim, reviewer: User, verdict: str = "verified", **kwargs: Any) -> Review:
    """Return the reviewer's review; `minutes` moves it away from noon."""
    at = NOON + timedelta(minutes=kwargs.pop("minutes", 0))
    if kwargs.get("skip_reason"):
        verdict = ""
    return record_review(claim=claim, reviewer=reviewer, verdict=verdict, at=at, **kwargs)
