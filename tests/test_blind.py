"""No address tells anybody what another said of a claim under review.

Every address of the pages and of the API is read by everybody before
and after all that others said of open claims is changed: the answers have to be the same, byte for byte, with
their status, length, headers and messages. An address that this walk does not know how to ask fails it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from annotations.models import (
    ClaimProgress,
    Comment,
    Evidence,
    GoldAnswer,
    ImportRun,
    Project,
    Review,
    Role,
    User,
    Verdict,
)
from annotations.workflow.assigning import assign_article
from annotations.workflow.commenting import add_comment
from annotations.workflow.editing import change_wording
from annotations.workflow.inviting import invite
from annotations.workflow.managing import publish_guidelines, set_role
from annotations.workflow.reviewing import EvidenceDraft
from annotations.workflow.training import set_gold
from tests.factories import NOON, make_claims, make_project, make_review, make_user

# Who asks: Alice leads, Bob reviews and has said nothing, Erin observes, Frank is a stranger, Grace reviews
# and has said her own word on each claim. The words of Carol and Dave are changed. Others are superusers.
ASKING = ("bob", "grace", "erin", "frank", "nobody", "root", "root reviews")
LEADING = ("alice", "root leads")

# What may differ for a lead: totals over the round, which docs/decisions/001-what-blind-means.md grants them.
TOTALS_OF_LEADS = {"/projects/harbour/agreement/", "/api/v1/projects/harbour/agreement/"}


@pytest.fixture
def project(db: None) -> Project:
    reviewers = [make_user(name) for name in ("bob", "carol", "dave", "grace")]
    reviewers.append(make_user("root reviews", is_superuser=True, is_staff=True))
    project = make_project(lead=make_user("alice"), reviewers=reviewers, overlap=5, gives_feedback=True)
    for name, role in (("erin", Role.OBSERVER), ("root leads", Role.LEAD)):
        user = make_user(name, is_superuser=role == Role.LEAD, is_staff=role == Role.LEAD)
        set_role(project=project, user=user, role=role, by=None, at=NOON)
    make_user("frank")
    make_user("root", is_superuser=True, is_staff=True)
    return project


@pytest.fixture
def keys(project: Project) -> dict[str, list[str]]:
    """What stands for a key in an address, by the word before it: claims that Carol and Dave have judged."""
    people = {user.username: user for user in User.objects.all()}
    alice, carol = people["alice"], people["carol"]
    publish_guidelines(project=project, text="Judge the content.", by=alice, at=NOON)
    claims = make_claims(project)
    agreed, split, skipped, gold, complete = claims
    set_gold(claim=gold, verdict="disputed", by=alice, at=NOON, explanation="Known")
    proof = EvidenceDraft(url="https://example.org/a", quoted_passage="so it says", stance="supports")
    for claim in claims:
        if claim != skipped:
            say = {"justification": "written by carol", "confidence": 2, "evidence": [proof]}
            review = make_review(claim, carol, "disputed", reason="refuted", **say)
        make_review(claim, people["dave"], "verified" if claim == split else "disputed")
        make_review(claim, people["grace"])
        add_comment(claim=claim, author=carol, text="found by carol", at=NOON)
    make_review(skipped, carol, skip_reason="opinion")
    for name in ("bob", "root reviews"):
        make_review(complete, people[name])
    edit = change_wording(claim=agreed, wording="The ferry is old.", by=carol, at=NOON)
    assignment = assign_article(article=agreed.article, reviewer=people["bob"], by=alice, at=NOON)
    invited = invite(
        project=project, role=Role.REVIEWER, by=alice, at=NOON, expires_at=timezone.now() + timedelta(days=1)
    )
    run = ImportRun.objects.create(project=project, started_by=alice, started_at=NOON, files=["a.csv"])
    keep = [str(claim.pk) for claim in claims]
    return {
        "articles": [str(agreed.article_id)],
        "claims": keep,
        "edits": [str(edit.pk)],
        "reviews": [str(review.pk)],
        "assignments": [str(assignment.pk)],
        "invitations": [str(invited.invitation.pk)],
        "import": [str(run.pk)],
        "join": [invited.token],
        "members": ["carol", "bob"],
        "rounds": ["1"],
        "releases": ["1"],
        "projects": [project.slug],
        "name": ["manifest.json"],
    }


def list_routes() -> list[str]:
    """Return the route of every address of the pages and of the API."""
    faces = [part for part in get_resolver().url_patterns if str(part.pattern) in ("", "api/")]
    return list(_walk(faces, ""))


def _walk(parts: list[Any], before: str) -> Iterator[str]:
    for part in parts:
        route = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from _walk(part.url_patterns, route)
        elif isinstance(part, URLPattern):
            yield route


def fill(route: str, keys: dict[str, list[str]]) -> list[str]:
    """Return the addresses of the route, one for each key that stands in its last place."""
    addresses = [""]
    for part in re.split(r"(?<=/)", route):
        former = addresses[0].rstrip("/").rpartition("/")[2]
        word = re.search(r"<\w+:(\w+)>", part)
        choices = keys["name" if word and word[1] == "name" else former] if word else [""]
        addresses = [
            address + (part.replace(word[0], choice) if word else part)
            for address in addresses
            for choice in choices
        ]
    return [f"/{address}" for address in addresses]


def change_what_others_said(*, also_gold: bool, also_comments: bool) -> None:
    """Turn every word of Carol and Dave on open claims into another, as if they had said that at first."""
    others = Review.objects.filter(reviewer__username__in=["carol", "dave"])
    others = others.filter(claim__progress__revealed_at=None)
    for review in others:
        if review.verdict:
            verdicts = [word for word in Verdict.values if word != review.verdict]
            review.verdict, review.reason = verdicts[0], ""
        else:
            review.skip_reason = "forecast"
        review.justification, review.confidence = "another justification", 3
        review.seconds_on_task, review.lacks_support = 99, not review.lacks_support
        review.save()
    Evidence.objects.filter(review__in=others).update(url="https://example.org/other", stance="refutes")
    if also_comments:
        Comment.objects.filter(claim__progress__revealed_at=None).update(text="another")
    waiting = ClaimProgress.objects.filter(revealed_at=None)
    for progress in waiting:
        progress.disagreement = 1.0 if progress.disagreement < 0.5 else 0.0
        progress.save()
    if also_gold:
        GoldAnswer.objects.update(verdict="verified", explanation="Otherwise")


CHANGING = re.compile(
    rb"[A-Za-z0-9_-]{32,64}"  # tokens of forms, keys of cards, new links
    rb"|\d{4}-\d\d-\d\dT[0-9:.+Z-]+"
)


def ask(session: str, address: str) -> tuple[Any, ...]:
    """Return all that an address answers, apart from tokens and times; whatever reading wrote is undone."""
    client = Client(raise_request_exception=False)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        answer = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    headers = {name: CHANGING.sub(b"", value.encode()) for name, value in answer.headers.items()}
    headers.pop("Expires", None)
    return answer.status_code, len(content), CHANGING.sub(b"", content), headers


def walk(user: User | None, keys: dict[str, list[str]]) -> dict[str, tuple[Any, ...]]:
    """Return what every address answers the user."""
    client = Client()
    if user is not None:
        client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value if user else ""
    addresses = [address for route in list_routes() for address in fill(route, keys)]
    return {address: ask(session, address) for address in addresses}


@pytest.mark.parametrize("name", [*ASKING, *LEADING])
def test_no_answer_depends_on_what_others_said_of_an_open_claim(
    name: str, keys: dict[str, list[str]]
) -> None:
    user = User.objects.filter(username=name).first()
    before = walk(user, keys)
    # Who has said their own word reads the comments and, where the project trains, the known answer; who sets
    # known answers reads them.
    has_spoken = name == "grace"
    sets_answers = name in LEADING or name == "root"
    change_what_others_said(also_gold=not (sets_answers or has_spoken), also_comments=not has_spoken)
    after = walk(user, keys)
    assert [address for address in before if before[address][0] >= 500] == []
    differing = {address for address in before if before[address] != after[address]}
    assert differing == (TOTALS_OF_LEADS if name in LEADING else set())
