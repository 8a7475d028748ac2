"""What a reviewer is to do next. Reads only: opening a claim reserves nothing."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from annotations.models import Assignment, Claim, Project, Review, Role, Round, User


def find_open_round(project: Project) -> Round | None:
    """Return the project's open round, None between rounds."""
    return project.rounds.filter(closed_at__isnull=True).first()


def waiting_claims(*, project: Project, reviewer: User) -> QuerySet[Claim]:
    """Return the live claims of the open round that still need this reviewer's turn.

    Articles assigned to the reviewer come first, then the others in the order they were imported; within
    an article, reading order.
    """
    assigned = Assignment.objects.filter(
        article=OuterRef("article"),
        round__closed_at__isnull=True,
        reviewer=reviewer,
        finished_at=None,
        returned_at=None,
    )
    return (
        _waiting(reviewer)
        .filter(article__project=project)
        .annotate(is_assigned=Exists(assigned))
        .order_by("-is_assigned", "article", "start", "end", "pk")
    )


def next_claim(*, project: Project, reviewer: User, after: Claim | None = None) -> Claim | None:
    """Return the claim to look at next, None when nothing waits.

    After a claim comes the next waiting one of the same article, then the earlier ones of that article
    that were passed over, then the next article.
    """
    waiting = waiting_claims(project=project, reviewer=reviewer)
    if after is not None:
        waiting = waiting.exclude(pk=after.pk)
        here = waiting.filter(article=after.article_id)
        behind = here.filter(Q(start__gt=after.start) | Q(start=after.start, end__gt=after.end))
        found = behind.first() or here.first()
        if found is not None:
            return found
    return waiting.first()


def waiting_by_project(*, reviewer: User) -> dict[int, int]:
    """Return how many claims wait for the reviewer, by the key of each project they review for."""
    rows = (
        _waiting(reviewer)
        .filter(
            article__project__memberships__user=reviewer,
            article__project__memberships__role=Role.REVIEWER,
        )
        .order_by()
        .values("article__project")
        .annotate(waiting=Count("pk"))
    )
    return {row["article__project"]: row["waiting"] for row in rows}


def _waiting(reviewer: User) -> QuerySet[Claim]:
    mine = Review.objects.current().filter(
        claim=OuterRef("pk"), round__closed_at__isnull=True, reviewer=reviewer
    )
    return Claim.objects.filter(
        ~Exists(mine),
        retired_at__isnull=True,
        progress__round__closed_at__isnull=True,
        progress__revealed_at__isnull=True,
    )
