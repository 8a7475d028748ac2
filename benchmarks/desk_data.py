"""What the benchmark of reviewing needs of the database itself: commands, each of which prints JSON.

All goes through the workflow, but for the copies that make a large project of a small one.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.models import (
    Article,
    ArticleProgress,
    Assignment,
    Attribution,
    Claim,
    ClaimEdit,
    ClaimProgress,
    Evidence,
    Project,
    Purpose,
    Review,
    Role,
    Segment,
    User,
)
from annotations.reading import read_text
from annotations.workflow.assigning import assign_article
from annotations.workflow.editing import change_wording
from annotations.workflow.importing import import_article
from annotations.workflow.managing import create_project, publish_guidelines, set_role
from benchmarks.texts import make_articles, read_seeds

SLUG = "speed"
BACKEND = "django.contrib.auth.backends.ModelBackend"
ENOUGH = 4_000_000
"""Bytes of news that hold more claims than any project here."""
PROPOSALS = 20
COPIED: tuple[type[models.Model], ...] = (
    Article,
    Segment,
    Claim,
    Attribution,
    ClaimProgress,
    ArticleProgress,
    Review,
    Evidence,
    Assignment,
    ClaimEdit,
    ClaimEdit.before.through,
    ClaimEdit.after.through,
)


def make(claims: str, reviewers: str) -> dict[str, Any]:
    """Make a project of so many claims, in articles of about 4 kB; return who leads and reviews it."""
    at = timezone.now()
    lead = User.objects.create_superuser("alice")
    project = create_project(name=SLUG, lead=lead, at=at, overlap=2)
    publish_guidelines(project=project, text="Judge the content.", by=lead, at=at)
    people = [User.objects.create_user(f"reviewer{number}") for number in range(1, int(reviewers) + 1)]
    for person in people:
        set_role(project=project, user=person, role=Role.REVIEWER, by=None, at=at)
    for text in make_articles(read_seeds()["en"], ENOUGH):
        import_article(project=project, draft=read_text(text), at=at)
        if Claim.objects.count() >= int(claims):
            break
    for claim in Claim.objects.live().order_by("-pk")[:PROPOSALS]:
        change_wording(claim=claim, wording=f"It is said that {claim.words}", by=people[0], at=at)
    _analyse()
    return {
        "slug": project.slug,
        "claims": Claim.objects.count(),
        "articles": Article.objects.count(),
        "lead": sign_in(lead),
        "seats": [sign_in(person) for person in people],
    }


def sign_in(user: User) -> dict[str, Any]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"user": user.pk, "session": session.session_key}


def count_queries() -> dict[str, int]:
    """Return how many queries a verdict takes, session and user included, statements of transactions not."""
    project = Project.objects.get(slug=SLUG)
    lead = User.objects.get(username="alice")
    article = Article.objects.filter(project=project).order_by("-pk")[PROPOSALS]
    bob, carol = User.objects.filter(memberships__role=Role.REVIEWER).order_by("-pk")[:2]
    lease = timezone.now() + timedelta(minutes=project.lease_minutes)
    for person in (bob, carol):
        assign_article(article=article, reviewer=person, by=lead, at=timezone.now(), lease_ends_at=lease)
    first, second, third = Claim.objects.live().filter(article=article)[:3]
    counts = {"a verdict": _count(bob, first)}
    _count(bob, second)
    _count(bob, third)
    counts["one that completes its claim"] = _count(carol, first)
    proof = {"evidence_url": "https://example.org/minutes", "evidence_stance": "supports"}
    counts["the same with evidence"] = _count(carol, second, **proof)
    Assignment.objects.filter(article=article).update(lease_ends_at=timezone.now() + timedelta(minutes=1))
    counts["the same when the lease is renewed"] = _count(carol, third, **proof)
    return counts


def _count(reviewer: User, claim: Claim, **evidence: str) -> int:
    client = Client(SERVER_NAME="localhost", headers={"HX-Request": "true"})
    client.force_login(reviewer, backend=BACKEND)
    fields = {"key": str(uuid4()), "verdict": "verified", "justification": "Seen.", **evidence}
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(reverse("review_claim", args=[claim.pk]), fields)
    if answer.status_code != 200:
        raise RuntimeError(f"The verdict was refused: {answer.status_code}")
    return sum(
        not re.match(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE)", query["sql"]) for query in captured.captured_queries
    )


def check(path: str) -> dict[str, int]:
    """Return how much of what was answered is stored, and how many claims hold too many verdicts."""
    answered = json.loads(Path(path).read_text())
    stored = {
        str(key): (reviewer, claim, f"{verdict}:{reason}".rstrip(":"))
        for key, reviewer, claim, verdict, reason in Review.objects.exclude(idempotency_key=None).values_list(
            "idempotency_key", "reviewer", "claim", "verdict", "reason"
        )
    }
    lost = [row for row in answered if stored.get(row[3]) != (row[0], row[1], row[2])]
    given = (
        Review.objects.current()
        .filter(purpose=Purpose.NORMAL)
        .exclude(verdict="")
        .values("claim", "round")
        .annotate(number=Count("pk"))
        .order_by()
    )
    overlap = Project.objects.get(slug=SLUG).overlap
    progress = {(row.claim_id, row.round_id): row.ratings for row in ClaimProgress.objects.all()}
    return {
        "answered": len(answered),
        "not stored": len(lost),
        "beyond the overlap": sum(row["number"] > overlap for row in given),
        "miscounted": sum(row["number"] != progress[row["claim"], row["round"]] for row in given),
        "articles miscounted": _count_miscounted(),
    }


def _count_miscounted() -> int:
    left = dict(
        ClaimProgress.objects.filter(revealed_at=None, claim__retired_at=None)
        .order_by()
        .values_list("claim__article")
        .annotate(number=Count("pk"))
    )
    rows = ArticleProgress.objects.values_list("article", "left")
    return sum(left.get(article, 0) != number for article, number in rows)


def grow(times: str) -> dict[str, int]:
    """Copy the project's articles with all that hangs on them until there are so many times as many."""
    with transaction.atomic(), connection.cursor() as cursor:
        # A copy that refers to a copied row refers to that row's copy: keys move by one stride.
        stride = {model: model._default_manager.aggregate(top=models.Max("pk"))["top"] for model in COPIED}
        for model in COPIED:
            if stride[model] is not None:
                cursor.execute(_copy(model, stride), [int(times)])
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
                cursor.execute(statement)
    _analyse()
    return {"claims": Claim.objects.count(), "reviews": Review.objects.count()}


def _copy(model: type[models.Model], stride: dict[type[models.Model], int]) -> str:
    """Return the statement that copies the table's rows, `%s` - 1 times."""
    quote = connection.ops.quote_name
    fields = [one for one in model._meta.concrete_fields if not one.generated]
    values = []
    for one in fields:
        column = quote(one.column)
        target = model if one.primary_key else one.related_model
        if target in stride and isinstance(target, type):
            column = f"{column} + numbers.n * {stride[target]}"
        elif one.name == "content_hash":
            column = _pad_number(column)
        elif one.name == "idempotency_key":
            column = "NULL"
        values.append(column)
    return (
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s - 1) "
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(one.column) for one in fields)}) "
        f"SELECT {', '.join(values)} FROM {quote(model._meta.db_table)} CROSS JOIN numbers "
        "ORDER BY numbers.n, id"
    )


def _pad_number(column: str) -> str:
    """Return another hash: its first digits are the number of the copy."""
    return f"substr('00000000' || numbers.n, length('' || numbers.n) + 1, 8) || substr({column}, 9)"


def _analyse() -> None:
    """Let the database know its tables, as its own upkeep does in time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def find_lists() -> dict[str, str]:
    """Return the address of each page that lists something, by its name."""
    project = [SLUG]
    pages = {
        name: reverse(name, args=project)
        for name in (
            "project",
            "members",
            "assignments",
            "differences",
            "proposals",
            "datasets",
            "rounds",
            "agreement",
        )
    }
    manage = {
        f"management: {model}": reverse(f"admin:annotations_{model}_changelist")
        for model in ("article", "claim", "claimprogress", "review", "assignment", "segment")
    }
    claim = Claim.objects.filter(article__progress__left__gt=0).live().first()
    if claim is None:
        raise RuntimeError("No claim is left to look at.")
    return {
        "home": reverse("home"),
        **pages,
        "workspace": f"{reverse('workspace', args=[claim.article_id])}?claim={claim.pk}",
        **manage,
    }


COMMANDS: dict[str, Callable[..., Any]] = {
    "make": make,
    "count_queries": count_queries,
    "check": check,
    "grow": grow,
    "find_lists": find_lists,
}


def main() -> None:
    """Do what the command line names."""
    json.dump(COMMANDS[sys.argv[1]](*sys.argv[2:]), sys.stdout)
