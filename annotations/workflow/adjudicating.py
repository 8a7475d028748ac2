"""The final verdict where reviewers differ, and asking for more before there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.models import (
    Adjudication,
    Claim,
    ClaimProgress,
    Membership,
    Purpose,
    Review,
    Role,
    Round,
    User,
    Verdict,
)
from annotations.workflow.assigning import reopen_assignments
from annotations.workflow.counting import count_complete
from annotations.workflow.disagreeing import measure_disagreement
from annotations.workflow.managing import reopen_round
from annotations.workflow.refusals import Refused, require_role
from annotations.workflow.reviewing import find_verdict_fault


class NotComplete(Refused):
    """Reviewers are still at work on the claim."""

    code = "not_complete"


class NotInRound(Refused):
    """The claim was retired before the round was opened, or made after it was closed."""

    code = "not_in_round"


class RequestInvalid(Refused):
    """No word on what the next reviewer is to look for."""

    code = "request_invalid"


class RoundIsClosed(Refused):
    """No verdict can be given in a closed round."""

    code = "round_closed"


class NobodyLeft(Refused):
    """Every reviewer of the project has had their turn."""

    code = "nobody_left"


class ReviewerCannotAdjudicate(Refused):
    """The person has reviewed this claim, also where they took it back."""

    code = "reviewer_cannot_adjudicate"


class AdjudicationInvalid(Refused):
    """A verdict that is none of the labels, or no justification."""

    code = "adjudication_invalid"


class ClaimReplaced(Refused):
    """An edit put others in the claim's stead."""

    code = "claim_replaced"


class DecidedMeanwhile(Refused):
    """Another lead decided the claim while this one did."""

    code = "decided_meanwhile"


class ReviewedMeanwhile(Refused):
    """A reviewer gave or changed a verdict while the lead decided."""

    code = "reviewed_meanwhile"


@dataclass(frozen=True)
class Sight:
    """What whoever decides had before them, so that they decide on nothing else."""

    decision: int | None = None
    """The key of the final verdict that stood."""

    review: int | None = None
    """The key of the newest review; None where it does not matter."""


@transaction.atomic
def send_to_adjudication(*, claim: Claim, round: Round, by: User, at: datetime) -> ClaimProgress:
    """Return the claim's progress: it waits for a final verdict, and reviewing it has ended.

    Sending it makes the claim complete, since whoever decides has to read the verdicts. Doing it twice
    changes nothing. Raises `NotInRound`.
    """
    require_role(user=by, project=round.project, role=Role.LEAD)
    progress = _lock(claim, round)
    if progress.sent_to_adjudication_at is None:
        progress.sent_to_adjudication_at = at
        was_open = progress.revealed_at is None
        progress.revealed_at = progress.revealed_at or at
        progress.is_touched = True
        progress.save()
        if was_open:
            count_complete(progress)
            measure_disagreement([progress])
    return progress


@transaction.atomic
def reopen_claim(
    *, claim: Claim, round: Round, by: User, request: str, at: datetime, reopens_round: bool = False
) -> ClaimProgress:
    """Return the claim's progress, open again: one more reviewer is asked, with the request in view.

    The verdicts given stay and count; they are hidden again, and who gave one and changes it now is marked as
    having seen the others. Only a lead asks. A closed round is opened again with it where `reopens_round`,
    or neither is. Raises `NotComplete`, `NotInRound`, `RequestInvalid`, `RoundIsClosed` and `NobodyLeft`,
    and what `reopen_round` raises.
    """
    require_role(user=by, project=round.project, role=Role.LEAD)
    if reopens_round and Round.objects.filter(pk=round.pk).exclude(closed_at=None).exists():
        round = reopen_round(round=round, by=by)
    if not request.strip():
        raise RequestInvalid(_("Write down what the next reviewer is to look for."))
    progress = _lock(claim, round)
    if progress.revealed_at is None:
        raise NotComplete(_("Reviewers are still at work on this claim. Wait until it is complete."))
    if Round.objects.filter(pk=round.pk).exclude(closed_at=None).exists():
        raise RoundIsClosed(_("This round is closed. Reopen it first."))
    asked = Review.objects.current().filter(claim=claim, round=round, purpose=Purpose.NORMAL)
    reviewers = Membership.objects.filter(project=round.project, role=Role.REVIEWER)
    if not reviewers.exclude(user__in=asked.values("reviewer")).exists():
        raise NobodyLeft(_("Every reviewer has had their turn on this claim. Invite another one first."))
    # Who changed their mind while the verdicts were visible was not counted anew; from now on they would be.
    standing = Review.objects.current().filter(claim=claim, round=round).exclude(purpose=Purpose.RETEST)
    counted = standing.aggregate(
        ratings=Count("pk", filter=~Q(verdict="")), skips=Count("pk", filter=Q(verdict=""))
    )
    progress.ratings, progress.skips = counted["ratings"], counted["skips"]
    progress.extra_verdicts = max(progress.ratings - round.project.overlap, 0) + 1
    progress.request, progress.reopened_at = request.strip(), at
    progress.revealed_at = progress.sent_to_adjudication_at = progress.decided_at = None
    progress.is_touched = True
    progress.save()
    # Whoever asks for more does not stand by what was decided before; it stays readable.
    Adjudication.objects.filter(claim=claim, round=round, is_current=True).update(is_current=False)
    count_complete(progress, step=-1)
    reopen_assignments(article=progress.claim.article, round=round, at=at)
    return progress


@transaction.atomic
def adjudicate_claim(
    *,
    claim: Claim,
    round: Round,
    adjudicator: User,
    verdict: str,
    justification: str,
    at: datetime,
    reason: str = "",
    seen: Sight | None = None,
) -> Adjudication:
    """Return the final verdict on the claim in that round; a later one replaces it, and both are kept.

    Only a lead who has not reviewed the claim decides, and only once it is complete; the reviews stay as
    they are. The same decision again is the one that stands. Raises what `find_obstacle` returns, and
    `AdjudicationInvalid`, `DecidedMeanwhile` and `ReviewedMeanwhile`.
    """
    require_role(user=adjudicator, project=round.project, role=Role.LEAD)
    if not verdict:
        raise AdjudicationInvalid(_("Choose a verdict: a claim is decided with one of the three."))
    if fault := find_verdict_fault(verdict=verdict, reason=reason):
        raise AdjudicationInvalid(fault)
    if not justification.strip():
        raise AdjudicationInvalid(_("Write down why: a final verdict needs its justification."))
    progress = _lock(claim, round)
    _require_decidable(progress, adjudicator)
    standing = _standing_decision(claim, round)
    words = {"adjudicator_id": adjudicator.pk, "verdict": verdict, "reason": reason}
    words["justification"] = justification
    if standing is not None and all(getattr(standing, name) == word for name, word in words.items()):
        return standing
    if seen is not None:
        _require_seen(seen, claim, round, standing)
    if standing is not None:
        Adjudication.objects.filter(pk=standing.pk).update(is_current=False)
    progress.decided_at, progress.is_touched = at, True
    progress.save()
    return Adjudication.objects.create(
        claim=claim,
        round=round,
        adjudicator=adjudicator,
        verdict=verdict,
        reason=reason,
        justification=justification,
        decided_at=at,
    )


def find_obstacle(*, claim: Claim, round: Round, user: User) -> Refused | None:
    """Return why the user cannot decide the claim, in words for them; None where they can.

    It is `NotAllowed`, `ProjectArchived`, `NotInRound`, `ClaimReplaced`, `NotComplete` or
    `ReviewerCannotAdjudicate`.
    """
    try:
        require_role(user=user, project=round.project, role=Role.LEAD)
        rows = ClaimProgress.objects.filter(claim=claim, round=round)
        _require_decidable(_found(rows.select_related("claim").defer("claim__text")), user)
    except Refused as refusal:
        return refusal
    return None


def _require_decidable(progress: ClaimProgress, adjudicator: User) -> None:
    if progress.claim.retired_at is not None:
        raise ClaimReplaced(_("This claim was replaced by an edit. Decide what stands in its stead."))
    if progress.revealed_at is None:
        raise NotComplete(_("Reviewers are still at work on this claim. Wait until it is complete."))
    if Review.objects.filter(claim=progress.claim_id, reviewer=adjudicator).exists():
        raise ReviewerCannotAdjudicate(_("You reviewed this claim, so somebody else has to decide it."))


def _require_seen(seen: Sight, claim: Claim, round: Round, standing: Adjudication | None) -> None:
    if standing is not None and standing.pk != seen.decision:
        raise DecidedMeanwhile(
            _("%(name)s decided this claim meanwhile: %(verdict)s. Read why; sent again, yours replaces it.")
            % {"name": standing.adjudicator.shown_name, "verdict": Verdict(standing.verdict).label}
        )
    newest = _newest_review(claim, round)
    if seen.review is not None and newest is not None and newest.pk != seen.review:
        raise ReviewedMeanwhile(
            _("%(name)s gave or changed a verdict on this claim meanwhile. Read it, then send yours again.")
            % {"name": newest.reviewer.shown_name}
        )


def _standing_decision(claim: Claim, round: Round) -> Adjudication | None:
    decisions = Adjudication.objects.filter(claim=claim, round=round, is_current=True)
    return decisions.select_related("adjudicator").first()


def _newest_review(claim: Claim, round: Round) -> Review | None:
    reviews = Review.objects.filter(claim=claim, round=round, purpose=Purpose.NORMAL, withdrawn_at=None)
    return reviews.select_related("reviewer").order_by("-pk").first()


def _lock(claim: Claim, round: Round) -> ClaimProgress:
    rows = ClaimProgress.objects.select_for_update(of=("self", "claim")).select_related("claim__article")
    return _found(rows.defer("claim__article__text").filter(claim=claim, round=round))


def _found(rows: QuerySet[ClaimProgress]) -> ClaimProgress:
    progress = rows.first()
    if progress is None:
        raise NotInRound(_("This claim is not part of that round. Go to the round in which it was reviewed."))
    return progress
