"""Who is to review which article."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Article, Assignment, Project, Role, Round, User
from annotations.workflow.queueing import find_open_round, waiting_claims
from annotations.workflow.refusals import Refused, require_role


class NoRoundToAssign(Refused):
    """The project has no open round."""

    code = "no_open_round"


@transaction.atomic
def assign_article(
    *, article: Article, reviewer: User, by: User, at: datetime, lease_ends_at: datetime | None = None
) -> Assignment:
    """Return the open assignment of the article to the reviewer, made where there was none.

    `by` is a lead. Raises `NotAllowed` where `by` is no lead or the reviewer no reviewer of the project,
    and `NoRoundToAssign`.
    """
    require_role(user=by, project=article.project, role=Role.LEAD)
    require_role(user=reviewer, project=article.project, role=Role.REVIEWER)
    open_round = _open_round(article.project)
    assignment, _created = Assignment.objects.get_or_create(
        article=article,
        round=open_round,
        reviewer=reviewer,
        finished_at=None,
        returned_at=None,
        defaults={"assigned_by": by, "assigned_at": at, "lease_ends_at": lease_ends_at},
    )
    return assignment


def finish_assignment(
    *,
    article: Article,
    round: Round,
    reviewer: User,
    at: datetime,
) -> None:
    """Mark the reviewer's assignment in the open round finished once none of its claims waits for them."""
    mine = Assignment.objects.filter(
        article=article, round=round, reviewer=reviewer, finished_at=None, returned_at=None
    )
    if not mine.exists():
        return
    if not waiting_claims(project=round.project, reviewer=reviewer).filter(article=article).exists():
        mine.update(finished_at=at)


def _open_round(project: Project) -> Round:
    open_round = find_open_round(project)
    if open_round is None:
        raise NoRoundToAssign(_("This project has no open round. Open one before you assign articles."))
    return open_round
