"""Gold claims: their verdict is known, every reviewer is asked, and no figure of agreement counts them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Claim, GoldAnswer, Project, Purpose, Review, Role, User
from annotations.workflow.counting import count_articles
from annotations.workflow.queueing import find_open_round
from annotations.workflow.refusals import Refused, require_role
from annotations.workflow.reviewing import find_verdict_fault


class GoldInvalid(Refused):
    """A verdict that is none, or a claim that reviewers have judged already."""

    code = "gold_invalid"


@transaction.atomic
def set_gold(*, claim: Claim, verdict: str, by: User, at: datetime, explanation: str = "") -> GoldAnswer:
    """Return the claim's known answer, made or changed. Only a lead sets it.

    Raises `GoldInvalid` for a claim that has ordinary reviews: those count in agreement, and would vanish.
    """
    project = claim.article.project
    require_role(user=by, project=project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if not verdict or find_verdict_fault(verdict=verdict, reason=""):
        raise GoldInvalid(_("Choose the verdict that is right."))
    if Review.objects.filter(claim=claim, purpose=Purpose.NORMAL, withdrawn_at=None).exists():
        raise GoldInvalid(_("Reviewers have judged this claim already. Choose one that nobody has judged."))
    answer, _is_new = GoldAnswer.objects.update_or_create(
        claim=claim,
        defaults={"verdict": verdict, "explanation": explanation.strip()},
        create_defaults={
            "verdict": verdict,
            "explanation": explanation.strip(),
            "created_at": at,
            "created_by": by,
        },
    )
    _recount(claim)
    return answer


@transaction.atomic
def remove_gold(*, claim: Claim, by: User) -> None:
    """Make the claim an ordinary one again. Raises `GoldInvalid` once reviewers have answered it."""
    require_role(user=by, project=claim.article.project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=claim.article.project_id)
    if Review.objects.filter(claim=claim, purpose=Purpose.GOLD).exists():
        raise GoldInvalid(_("Reviewers have answered this gold claim, so it stays one."))
    GoldAnswer.objects.filter(claim=claim).delete()
    _recount(claim)


def feedback_on(*, claim: Claim, reviewer: User) -> GoldAnswer | None:
    """Return the known answer to show the reviewer: where the project trains, and after their own verdict."""
    if not claim.article.project.gives_feedback:
        return None
    answered = Review.objects.current().filter(claim=claim, reviewer=reviewer, purpose=Purpose.GOLD)
    return GoldAnswer.objects.filter(claim=claim).first() if answered.exists() else None


def _recount(claim: Claim) -> None:
    open_round = find_open_round(claim.article.project)
    if open_round is not None:
        count_articles(round=open_round, articles=[claim.article_id])
