"""What a reviewer is to do next. Reads only: opening a claim reserves nothing, `assigning` does that.

Where a parameter is `Any`, it is a row, or a slot of a prepared query.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Mod

from annotations.models import (
    ArticleProgress,
    Assignment,
    Claim,
    ClaimProgress,
    Project,
    Purpose,
    QueueStrategy,
    Review,
    Role,
    Round,
    User,
)


def find_open_round(project: Project) -> Round | None:
    """Return the project's open round, None between rounds."""
    return project.rounds.filter(closed_at__isnull=True).first()


def held_assignments(*, round: Any, at: Any) -> QuerySet[Assignment]:
    """Return the round's assignments that are neither finished nor given back nor run out."""
    held = Assignment.objects.filter(round=round, finished_at=None, returned_at=None)
    return held.filter(Q(lease_ends_at=None) | Q(lease_ends_at__gt=at))


def waiting_claims(*, project: Any, reviewer: Any) -> QuerySet[Claim]:
    """Return the live claims of the open round that still need this reviewer's turn, in reading order, the
    articles in the order they were imported.
    """
    return _waiting(reviewer).filter(article__project=project).order_by("article", "start", "end", "pk")


def claims_to_do(*, round: Any, reviewer: Any, due: QuerySet[Review] | None) -> QuerySet[Claim]:
    """Return the live claims of the round that wait for the reviewer or are to be judged again, for `due`."""
    waiting = _waiting(reviewer, progress__round=round)
    if due is None:
        return waiting
    claims = Claim.objects.filter(retired_at__isnull=True, progress__round=round)
    return claims.filter(Q(pk__in=waiting.values("pk")) | Q(Exists(due.filter(claim=OuterRef("pk")))))


def next_in_article(*, article_pk: int, reviewer: User, after: Claim | None = None) -> Claim | None:
    """Return the article's next claim that waits for the reviewer: the one behind `after`, else the first
    that was passed over, None when none waits.
    """
    here = _waiting(reviewer).filter(article=article_pk).order_by("start", "end", "pk")
    here = here.select_related("article__project")
    if after is None or after.article_id != article_pk:
        return here.first()
    here = here.exclude(pk=after.pk)
    behind = here.filter(Q(start__gt=after.start) | Q(start=after.start, end__gt=after.end))
    return behind.first() or here.first()


def find_free_article(*, round: Round, reviewer: User, at: datetime) -> ArticleProgress | None:
    """Return the article to hand to the reviewer next by the project's strategy, None where none is free.

    Free is an article with a claim on which there is room for one more: the verdicts it has and the reviewers
    who hold the article and have not had their turn are fewer than it needs. One that the reviewer holds or
    has finished is none.
    """
    mine = Assignment.objects.filter(
        article=OuterRef("article"), round=round, reviewer=reviewer, returned_at=None
    )
    order = ["left"] if round.project.queue_strategy == QueueStrategy.FEWEST_LEFT else []
    free = ArticleProgress.objects.filter(round=round, left__gt=0).filter(
        ~Exists(mine.exclude(finished_at=None, lease_ends_at__lte=at)),
        Exists(_claims_with_room(round=round, reviewer=reviewer, at=at).filter(article=OuterRef("article"))),
    )
    return free.order_by(*order, "rank", "article").first()


def has_room(*, claim: Claim, round: Round, reviewer: User, at: datetime) -> bool:
    """Tell whether who does not hold the article may judge the claim: not all its places are kept."""
    return _claims_with_room(round=round, reviewer=reviewer, at=at).filter(pk=claim.pk).exists()


def _claims_with_room(*, round: Round, reviewer: User, at: datetime) -> QuerySet[Claim]:
    turns = Review.objects.current().filter(
        round=round, claim=OuterRef(OuterRef("pk")), reviewer=OuterRef("reviewer")
    )
    pending = (
        held_assignments(round=round, at=at)
        .filter(~Exists(turns), article=OuterRef("article"))
        .exclude(reviewer=reviewer)
        .order_by()
        .values("article")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        _waiting(reviewer)
        .filter(progress__round=round)
        .annotate(pending=Coalesce(Subquery(pending), 0))
        .filter(
            progress__ratings__lt=round.project.overlap + F("progress__extra_verdicts") - F("pending"),
        )
    )


def due_retests(*, project: Project, reviewer: User, at: datetime) -> QuerySet[Review]:
    """Return the reviewer's reviews in the open round whose claim is to come again, the oldest first.

    Which of them do depends on their keys alone, so that nobody can tell, and the same ones stay chosen.
    """
    if project.retest_after_days is None:
        return Review.objects.none()
    return choose_retests(project=project, reviewer=reviewer, **retest_values(project, at))


def retest_values(project: Project, at: datetime) -> dict[str, Any]:
    """Return what else `choose_retests` asks for."""
    days = timedelta(days=project.retest_after_days or 0)
    return {"reviewed_before": at - days, "percent": project.retest_percent}


def choose_retests(*, project: Any, reviewer: Any, reviewed_before: Any, percent: Any) -> QuerySet[Review]:
    """Return the reviews as `due_retests` does; each value may be a slot."""
    again = Review.objects.filter(
        claim=OuterRef("claim"),
        round=OuterRef("round"),
        reviewer=reviewer,
        purpose=Purpose.RETEST,
        withdrawn_at=None,
    )
    return (
        Review.objects.current()
        .annotate(draw=Mod(F("pk") * 37 + F("claim") * 61, 100))
        .filter(
            ~Exists(again),
            round__project=project,
            round__closed_at=None,
            claim__retired_at=None,
            reviewer=reviewer,
            purpose=Purpose.NORMAL,
            created_at__lte=reviewed_before,
            draw__lt=percent,
        )
        .order_by("created_at", "pk")
    )


def waiting_by_project(*, reviewer: User) -> dict[int, int]:
    """Return how many claims wait for the reviewer by the key of each project they review for.

    Counted from the articles' progress and the reviewer's own turns, so that a project of a million claims
    costs no more than one of a thousand.
    """
    of_mine = Q(
        round__project__memberships__user=reviewer,
        round__project__memberships__role=Role.REVIEWER,
        round__project__archived_at=None,
        round__closed_at=None,
    )
    left = ArticleProgress.objects.filter(of_mine).order_by().values_list("round__project")
    mine = (
        Review.objects.current()
        .filter(claim=OuterRef("claim"), round=OuterRef("round"), reviewer=reviewer)
        .exclude(purpose=Purpose.RETEST)
    )
    turns = (
        ClaimProgress.objects.filter(of_mine, Exists(mine), revealed_at=None, claim__retired_at=None)
        .order_by()
        .values_list("round__project")
        .annotate(number=Count("pk"))
    )
    given = dict(turns)
    waiting = {project: number - given.get(project, 0) for project, number in left.annotate(n=Sum("left"))}
    return {project: number for project, number in waiting.items() if number}


def _waiting(reviewer: Any, **further: Any) -> QuerySet[Claim]:
    mine = (
        Review.objects.current()
        .filter(claim=OuterRef("pk"), round__closed_at__isnull=True, reviewer=reviewer)
        .exclude(purpose=Purpose.RETEST)
    )
    return Claim.objects.filter(
        ~Exists(mine),
        retired_at__isnull=True,
        progress__round__closed_at__isnull=True,
        progress__revealed_at__isnull=True,
        # In the same call, so that it is said of the same row of progress.
        **further,
    )
