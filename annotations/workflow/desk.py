"""Everything that a verdict depends on besides the claim's own row, read at once: verdicts are given by the
thousand, and each question asked apart would be asked as often.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models import (
    Adjudication,
    ClaimProgress,
    GoldAnswer,
    GuidelineVersion,
    Membership,
    Project,
    Purpose,
    Review,
    Role,
    User,
    Verdict,
)
from annotations.workflow.prepared import Prepared, Slot, time_slot, uuid_slot
from annotations.workflow.queueing import held_assignments, waiting_claims


@dataclass(frozen=True)
class Desk:
    """One reviewer at one claim in one round; rows are named by their keys."""

    project: Project
    is_reviewer: bool
    is_gold: bool
    has_adjudicated: bool
    """Whether the person gave a final verdict on the claim."""

    has_reviewed: bool
    """Whether a word of theirs on it stands."""

    replayed: int | None
    """The review that came with the same idempotency key before."""

    guideline_version: int | None
    """The newest."""

    assignment: int | None
    """By which they hold the article."""

    lease_ends_at: datetime | None
    is_held: bool
    """Whether others hold it."""

    has_more: bool
    """Whether other claims of the article wait for them."""

    verified: int
    """How many others gave that verdict; likewise the next two."""

    disputed: int
    unsourced: int


def read_desk(progress: ClaimProgress, *, reviewer: User, key: UUID | None, at: datetime) -> Desk:
    """Return the desk, in one query."""
    (project,) = _DESK.ask(
        key is not None,
        claim=progress.claim_id,
        article=progress.claim.article_id,
        round=progress.round_id,
        project=progress.round.project_id,
        reviewer=reviewer.pk,
        key=key,
        at=at,
    )
    return Desk(project=project, **{name: getattr(project, name) for name in _ANSWERS})


def _build_desk(has_key: bool) -> QuerySet[Project]:  # noqa: FBT001 - a shape is given by position
    claim, article, round = Slot("claim"), Slot("article"), Slot("round")
    project, reviewer = Slot("project"), Slot("reviewer")
    held = held_assignments(round=round, at=time_slot("at")).filter(article=article).order_by("pk")
    mine = held.filter(reviewer=reviewer)
    here = Review.objects.filter(claim=claim, round=round, reviewer=reviewer)
    # Reviews without a key are many, and none of them is a replay.
    sent = Review.objects.none()
    if has_key:
        sent = Review.objects.filter(reviewer=reviewer, idempotency_key=uuid_slot("key"))
    guidelines = GuidelineVersion.objects.filter(project=OuterRef("pk")).order_by("-number")
    more = waiting_claims(project=project, reviewer=reviewer).filter(article=article)
    others = (
        Review.objects.current()
        .filter(claim=claim, round=round, purpose=Purpose.NORMAL)
        .exclude(reviewer=reviewer)
        .order_by()
        .values("verdict")
        .annotate(number=Count("pk"))
        .values("number")
    )
    counts: dict[str, Any] = {
        verdict: Coalesce(Subquery(others.filter(verdict=verdict)), 0) for verdict in Verdict.values
    }
    return Project.objects.filter(pk=project).annotate(
        is_reviewer=Exists(
            Membership.objects.filter(project=OuterRef("pk"), user=reviewer, role=Role.REVIEWER)
        ),
        # Who answered it as a gold claim has given their word on it, also once it is none any more.
        is_gold=Exists(GoldAnswer.objects.in_force().filter(claim=claim))
        | Exists(here.current().filter(purpose=Purpose.GOLD)),
        has_adjudicated=Exists(Adjudication.objects.filter(claim=claim, adjudicator=reviewer)),
        has_reviewed=Exists(here.current()),
        replayed=Subquery(sent.order_by("pk").values("pk")[:1]),
        guideline_version=Subquery(guidelines.values("pk")[:1]),
        assignment=Subquery(mine.values("pk")[:1]),
        lease_ends_at=Subquery(mine.values("lease_ends_at")[:1]),
        is_held=Exists(held.exclude(reviewer=reviewer)),
        has_more=Exists(more.exclude(pk=claim)),
        **counts,
    )


_DESK = Prepared(_build_desk)
_ANSWERS = [name for name in Desk.__dataclass_fields__ if name != "project"]
