"""Who reviews which article: handed out by the queue or by a lead, for as long as the lease lasts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from annotations.models import (
    Article,
    ArticleProgress,
    Assignment,
    Claim,
    Project,
    Role,
    Round,
    User,
)
from annotations.workflow.queueing import (
    due_retests,
    find_free_article,
    find_open_round,
    held_assignments,
    next_in_article,
)
from annotations.workflow.refusals import Refused, require_open, require_role


class NoRoundToAssign(Refused):
    """The project has no open round."""

    code = "no_open_round"


class ArticleFull(Refused):
    """As many reviewers as the claims need hold the article already."""

    code = "article_full"


class LeaseInvalid(Refused):
    """A lease that would end before it begins."""

    code = "lease_invalid"


class NotHeld(Refused):
    """The assignment was finished or given back before."""

    code = "not_held"


def take_next(*, project: Project, reviewer: User, at: datetime, after: Claim | None = None) -> Claim | None:
    """Return the claim to look at next, its article held by the reviewer from now on, None when nothing is
    free.

    Articles that the reviewer holds come first, that of `after` before the others and those a lead gave
    before those of the queue; then claims to judge again; then an article that is free, by the project's
    strategy.
    Raises `NotAllowed` where the person reviews nothing here.
    """
    require_role(user=reviewer, project=project, role=Role.REVIEWER)
    open_round = find_open_round(project)
    if open_round is None:
        return None
    open_round.project = project
    return (
        _next_held(open_round, reviewer, at, after)
        or _next_retest(project, reviewer, at)
        or _next_free(open_round, reviewer, at, after)
    )


@transaction.atomic
def assign_article(
    *, article: Article, reviewer: User, by: User, at: datetime, lease_ends_at: datetime | None = None
) -> Assignment:
    """Return the open assignment of the article to the reviewer, made where there was none.

    `by` is a lead. Without an end the lease lasts until the article is finished or given back. Raises
    `NotAllowed` where `by` is no lead or the reviewer no reviewer of the project, `NoRoundToAssign`,
    `LeaseInvalid`, and `ArticleFull`.
    """
    require_role(user=by, project=article.project, role=Role.LEAD)
    require_role(user=reviewer, project=article.project, role=Role.REVIEWER)
    if lease_ends_at is not None and lease_ends_at <= at:
        raise LeaseInvalid(_("Choose an end that lies ahead."))
    project = Project.objects.select_for_update(no_key=True).get(pk=article.project_id)
    open_round = _open_round(project)
    mine = Assignment.objects.filter(
        article=article, round=open_round, reviewer=reviewer, finished_at=None, returned_at=None
    )
    standing = mine.first()
    if standing is not None:
        mine.update(assigned_by=by, lease_ends_at=lease_ends_at)
        standing.assigned_by, standing.lease_ends_at = by, lease_ends_at
        return standing
    _require_room(article, open_round, at)
    return Assignment.objects.create(
        article=article,
        round=open_round,
        reviewer=reviewer,
        assigned_by=by,
        assigned_at=at,
        lease_ends_at=lease_ends_at,
    )


@transaction.atomic
def take_back(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment, given back: by its reviewer, or by a lead. What was reviewed stays.

    Raises `NotAllowed` and `NotHeld`.
    """
    project = assignment.article.project
    require_open(project)
    if by.pk != assignment.reviewer_id:
        require_role(user=by, project=project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    held = Assignment.objects.filter(pk=assignment.pk, finished_at=None, returned_at=None)
    if not held.update(returned_at=at):
        raise NotHeld(_("This article was finished or given back before."))
    assignment.returned_at = at
    return assignment


def finish_assignment(*, pk: int, at: datetime) -> None:
    """Mark the assignment finished, unless it was given back meanwhile."""
    Assignment.objects.filter(pk=pk, finished_at=None, returned_at=None).update(finished_at=at)


def reopen_assignments(*, article: Article, round: Round, at: datetime) -> None:
    """Give finished assignments of the article back, since it holds claims again that nobody has judged."""
    Assignment.objects.filter(article=article, round=round).exclude(finished_at=None).update(
        finished_at=None, returned_at=at
    )


def _next_held(round: Round, reviewer: User, at: datetime, after: Claim | None) -> Claim | None:
    held = held_assignments(round=round, at=at).filter(reviewer=reviewer)
    held = held.order_by(F("assigned_by").asc(nulls_last=True), "assigned_at", "pk")
    assignments = sorted(held, key=lambda one: after is None or one.article_id != after.article_id)
    for assignment in assignments:
        claim = next_in_article(article_pk=assignment.article_id, reviewer=reviewer, after=after)
        if claim is not None:
            minutes = round.project.lease_minutes
            renew_lease(pk=assignment.pk, ends_at=assignment.lease_ends_at, minutes=minutes, at=at)
            return claim
        finish_assignment(pk=assignment.pk, at=at)
    return None


def renew_lease(*, pk: int, ends_at: datetime | None, minutes: int, at: datetime) -> None:
    """Let the lease last its full time again once a tenth of it is over; one without an end stays so."""
    lease = timedelta(minutes=minutes)
    if ends_at is not None and ends_at < at + lease * 0.9:
        held = Assignment.objects.filter(pk=pk, finished_at=None, returned_at=None)
        held.update(lease_ends_at=at + lease)


def _next_retest(project: Project, reviewer: User, at: datetime) -> Claim | None:
    due = due_retests(project=project, reviewer=reviewer, at=at)
    review = due.select_related("claim__article__project").first()
    return review.claim if review else None


@transaction.atomic
def _next_free(round: Round, reviewer: User, at: datetime, after: Claim | None) -> Claim | None:
    # Whoever asks at the same moment waits here, so that no article is handed out beyond its claims' overlap.
    Project.objects.select_for_update(no_key=True).get(pk=round.project_id)
    _end_run_out(round, reviewer, at)
    found = find_free_article(round=round, reviewer=reviewer, at=at)
    if found is None:
        return None
    Assignment.objects.create(
        article_id=found.article_id,
        round=round,
        reviewer=reviewer,
        assigned_by=None,
        assigned_at=at,
        lease_ends_at=at + timedelta(minutes=round.project.lease_minutes),
    )
    return next_in_article(article_pk=found.article_id, reviewer=reviewer, after=after)


def _end_run_out(round: Round, reviewer: User, at: datetime) -> None:
    """Give back what the reviewer held too long: an article is held once by each."""
    Assignment.objects.filter(
        round=round, reviewer=reviewer, finished_at=None, returned_at=None, lease_ends_at__lte=at
    ).update(returned_at=at)


def _require_room(article: Article, round: Round, at: datetime) -> None:
    progress = ArticleProgress.objects.filter(article=article, round=round).first()
    holders = held_assignments(round=round, at=at).filter(article=article).count()
    if progress is not None and progress.left and holders < round.project.overlap:
        return
    raise ArticleFull(
        _(
            "As many reviewers as its claims need hold this article, or it is done. "
            "Take it back from one of them first."
        )
    )


def _open_round(project: Project) -> Round:
    open_round = find_open_round(project)
    if open_round is None:
        raise NoRoundToAssign(_("This project has no open round. Open one before you assign articles."))
    open_round.project = project
    return open_round
