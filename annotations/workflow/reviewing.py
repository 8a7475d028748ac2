"""A reviewer's verdict on a claim, a skip, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import (
    Article,
    Claim,
    ClaimProgress,
    Confidence,
    Evidence,
    EvidencePolicy,
    Project,
    Purpose,
    Reason,
    Review,
    Role,
    SkipReason,
    Stance,
    User,
    Verdict,
)
from annotations.workflow.assigning import finish_assignment, renew_lease
from annotations.workflow.counting import count_complete
from annotations.workflow.desk import Desk, read_desk
from annotations.workflow.disagreeing import measure_disagreement, measure_entropy
from annotations.workflow.prepared import Prepared, Slot
from annotations.workflow.queueing import due_retests, has_room
from annotations.workflow.refusals import ROLE_NEEDED, NotAllowed, Refused, require_open, require_role

# With so many turns beyond the overlap spent on skips, reviewers cannot settle the claim.
SPARE_TURNS = 2

KEY_REUSED = gettext_lazy("This key belongs to a review of another claim. Send a new key with this one.")


class ClaimRetired(Refused):
    """The claim was replaced by an edit."""

    code = "claim_retired"


class NoOpenRound(Refused):
    """The project has no open round."""

    code = "no_open_round"


class ClaimComplete(Refused):
    """The claim has all the verdicts it needs, and they are visible."""

    code = "claim_complete"


class ClaimHeld(Refused):
    """Other reviewers hold the article, and as many of them as the claim needs."""

    code = "claim_held"


class AdjudicatorCannotReview(Refused):
    """The person has given the final verdict on this claim."""

    code = "adjudicator_cannot_review"


class EvidenceRequired(Refused):
    """The project takes no `verified` or `disputed` without evidence or justification."""

    code = "evidence_required"


class VerdictInvalid(Refused):
    """Neither or both of verdict and skip reason, or a word that is none of the labels."""

    code = "verdict_invalid"


class EvidenceInvalid(Refused):
    """A piece of evidence without an address and a passage, or with an address that is none."""

    code = "evidence_invalid"


class KeyReused(Refused):
    """The idempotency key came with a review of another claim before."""

    code = "key_reused"


class NothingToUndo(Refused):
    """There is no review of one's own to take back."""

    code = "nothing_to_undo"


class UndoTooLate(Refused):
    """The claim is complete, so others' verdicts are visible."""

    code = "undo_too_late"


@dataclass(frozen=True)
class EvidenceDraft:
    """What a reviewer says a verdict rests on."""

    url: str = ""
    quoted_passage: str = ""
    archived_url: str = ""
    published_on: date | None = None
    accessed_on: date | None = None
    stance: str = ""


def record_review(
    *,
    claim: Claim,
    reviewer: User,
    at: datetime,
    verdict: str = "",
    skip_reason: str = "",
    reason: str = "",
    justification: str = "",
    evidence: Sequence[EvidenceDraft] = (),
    confidence: int | None = None,
    seconds_on_task: int | None = None,
    idempotency_key: UUID | None = None,
    is_simulated: bool = False,
) -> Review:
    """Return the reviewer's current review of the claim in the project's open round.

    Exactly one of `verdict` and `skip_reason` is given. A changed mind is a new row that becomes current;
    the same word again, and a repeated `idempotency_key`, return the row that stands. With this review the
    claim may become complete. One of a gold claim is counted like any other, so that nobody can tell, and
    enters no figure of agreement; one that was asked for again counts for nobody else.
    Raises `VerdictInvalid`, `EvidenceInvalid`, `EvidenceRequired`, `NoOpenRound`, `ClaimRetired`,
    `ClaimComplete`, `ClaimHeld`, `KeyReused`, `AdjudicatorCannotReview` and `NotAllowed`.
    """
    _require_words(verdict=verdict, skip_reason=skip_reason, reason=reason)
    _require_confidence(confidence)
    _require_evidence(evidence)
    review = Review(
        reviewer=reviewer,
        verdict=verdict,
        skip_reason=skip_reason,
        reason=reason,
        justification=justification,
        confidence=confidence,
        seconds_on_task=seconds_on_task,
        is_simulated=is_simulated,
        idempotency_key=idempotency_key,
        created_at=at,
    )
    try:
        return _store(review, claim, evidence)
    except IntegrityError as error:
        # The lock of one claim does not see the same key come with another claim at the same moment.
        same_key = Review.objects.filter(reviewer=reviewer, idempotency_key=idempotency_key)
        if idempotency_key is None or not same_key.exclude(claim=claim).exists():
            raise
        raise KeyReused(KEY_REUSED) from error


@transaction.atomic
def _store(review: Review, claim: Claim, evidence: Sequence[EvidenceDraft]) -> Review:
    """Return the review that stands: this one, stored and counted, or the one that it repeats."""
    reviewer, at = review.reviewer, review.created_at
    progress = _lock_progress(claim)
    # Asked under the lock: what came with it may date from before the wait for it.
    desk = read_desk(progress, reviewer=reviewer, key=review.idempotency_key, at=at)
    project = progress.round.project = desk.project
    if desk.replayed is not None:
        replayed = Review.objects.get(pk=desk.replayed)
        if replayed.claim_id != claim.pk:
            # To hand back a review of another claim would call saved what never was.
            raise KeyReused(KEY_REUSED)
        return replayed
    if not desk.is_reviewer:
        raise NotAllowed(ROLE_NEEDED[Role.REVIEWER])
    require_open(project)
    if desk.has_adjudicated:
        raise AdjudicatorCannotReview(_("You gave the final verdict on this claim, so you cannot review it."))
    review.purpose = _find_purpose(progress, desk, reviewer, at)
    former = _current_review(progress, reviewer, purpose=review.purpose) if desk.has_reviewed else None
    if review.purpose != Purpose.RETEST:
        _require_turn(progress, desk, reviewer, former, at)

    is_grounded = bool(review.justification.strip() or evidence)
    needs_support = project.evidence_policy != EvidencePolicy.NONE and review.verdict in (
        Verdict.VERIFIED,
        Verdict.DISPUTED,
    )
    review.lacks_support = needs_support and not is_grounded
    if review.lacks_support and project.evidence_policy == EvidencePolicy.REQUIRE:
        raise EvidenceRequired(
            _("This project asks for evidence: add a link or write down why before you choose this verdict.")
        )
    review.claim, review.round = progress.claim, progress.round
    review.guideline_version_id = desk.guideline_version
    review.made_after_reveal = progress.revealed_at is not None or (
        former is not None and (progress.reopened_at is not None or _was_told(former, project))
    )
    review.supersedes = former
    if former is not None and _says_the_same(former, review, evidence):
        return former
    if former is not None:
        Review.objects.filter(pk=former.pk).update(is_current=False)
    review.save()
    if evidence:
        Evidence.objects.bulk_create(Evidence(review=review, **vars(draft)) for draft in evidence)
    if progress.revealed_at is None and review.purpose != Purpose.RETEST:
        if review.purpose == Purpose.NORMAL:
            progress.disagreement = measure_entropy(
                getattr(desk, verdict) + (verdict == review.verdict) for verdict in Verdict.values
            )
        _count(progress, added=review, removed=former, overlap=project.overlap, at=at)
    elif review.purpose == Purpose.NORMAL:
        ClaimProgress.objects.filter(pk=progress.pk).update(is_touched=True)
    if desk.assignment is not None and not desk.has_more:
        finish_assignment(pk=desk.assignment, at=at)
    return review


@transaction.atomic
def undo_review(*, review: Review, by: User, at: datetime) -> Review | None:
    """Return the former review, current again, or None where there was none.

    Only one's own current review can be taken back, only until its claim is complete, and only by who still
    reviews in the project: of those who left, what they said stays. Raises `NotAllowed`, `NothingToUndo` and
    `UndoTooLate`.
    """
    progress = _lock_progress(review.claim, round_pk=review.round_id)
    project = require_role(user=by, project=progress.round.project, role=Role.REVIEWER).project
    standing = _current_review(progress, by, purpose=Purpose(review.purpose))
    if standing is None or standing.pk != review.pk:
        raise NothingToUndo(_("There is nothing of yours to undo here."))
    if _was_told(review, project):
        raise UndoTooLate(
            _(
                "You have been told the known answer, so undo has ended. "
                "You can still change your verdict; the change is marked as made after."
            )
        )
    if progress.revealed_at is not None and review.purpose != Purpose.RETEST:
        raise UndoTooLate(
            _(
                "This claim is complete and its verdicts are visible, so undo has ended. "
                "You can still change your verdict; the change is marked as made after."
            )
        )
    Review.objects.filter(pk=standing.pk).update(is_current=False, withdrawn_at=at)
    former = standing.supersedes
    if former is not None:
        Review.objects.filter(pk=former.pk).update(is_current=True)
        former.is_current = True
    if review.purpose != Purpose.RETEST:
        _count(progress, added=former, removed=standing, overlap=project.overlap, at=at)
        measure_disagreement([progress] if progress.revealed_at else [])
    return former


def undo_last_review(
    *, article: Article, reviewer: User, at: datetime, idempotency_key: UUID | None = None
) -> Review:
    """Return the review of this article that was taken back: the reviewer's latest in the open round, with a
    key only the one that came with it.

    Raises `NotAllowed`, `NothingToUndo` and `UndoTooLate`.
    """
    reviews = Review.objects.current().filter(
        claim__article=article, reviewer=reviewer, round__closed_at__isnull=True
    )
    if idempotency_key is not None:
        reviews = reviews.filter(idempotency_key=idempotency_key)
    review = reviews.select_related("claim__article").order_by("-created_at", "-pk").first()
    if review is None:
        raise NothingToUndo(_("There is nothing of yours to undo here."))
    undo_review(review=review, by=reviewer, at=at)
    return review


def find_verdict_fault(*, verdict: str, reason: str) -> str:
    """Return what is wrong with a verdict and its finer reason, either of which may be empty; else ""."""
    if verdict and verdict not in Verdict.values:
        return _("The verdict is one of: %(words)s.") % {"words": ", ".join(Verdict.values)}
    if reason and (verdict != Verdict.DISPUTED or reason not in Reason.values):
        words = ", ".join(Reason.values)
        return _("A finer reason goes with “disputed” only, and is one of: %(words)s.") % {"words": words}
    return ""


def _require_words(*, verdict: str, skip_reason: str, reason: str) -> None:
    if bool(verdict) == bool(skip_reason):
        raise VerdictInvalid(_("Give either a verdict or a reason to skip, not both and not neither."))
    if skip_reason and skip_reason not in SkipReason.values:
        raise VerdictInvalid(
            _("The reason to skip is one of: %(words)s.") % {"words": ", ".join(SkipReason.values)}
        )
    if fault := find_verdict_fault(verdict=verdict, reason=reason):
        raise VerdictInvalid(fault)


def _require_confidence(confidence: int | None) -> None:
    if confidence is not None and confidence not in Confidence.values:
        raise VerdictInvalid(
            _("The confidence is one of: %(words)s.") % {"words": ", ".join(map(str, Confidence.values))}
        )


_is_web_address = URLValidator(schemes=["http", "https"])


def _require_evidence(evidence: Sequence[EvidenceDraft]) -> None:
    for draft in evidence:
        if not draft.url and not draft.quoted_passage.strip():
            raise EvidenceInvalid(_("Evidence needs a web address or a quoted passage."))
        if draft.stance and draft.stance not in Stance.values:
            raise EvidenceInvalid(_("The stance is one of: %(words)s.") % {"words": ", ".join(Stance.values)})
        for address in filter(None, (draft.url, draft.archived_url)):
            try:
                _is_web_address(address)
            except ValidationError as error:
                raise EvidenceInvalid(
                    _("“%(address)s” is no web address. It has to begin with http:// or https://.")
                    % {"address": address[:200]}
                ) from error


def _lock_progress(claim: Claim, *, round_pk: int | None = None) -> ClaimProgress:
    """Return the claim's progress in the open round (or the given one), both rows locked."""
    rows = _PROGRESS.ask(round_pk is None, claim=claim.pk, round=round_pk)
    if rows and rows[0].claim.retired_at is None:
        return rows[0]
    if Claim.objects.filter(pk=claim.pk, retired_at__isnull=True).exists():
        raise NoOpenRound(_("This project has no open round. A lead has to open one first."))
    raise ClaimRetired(_("This claim was replaced by an edit. Go on to the next one."))


def _build_progress(in_open_round: bool) -> QuerySet[ClaimProgress]:  # noqa: FBT001 - a shape is given by position
    # The article's text may be long, and nothing here depends on it.
    rows = (
        ClaimProgress.objects.select_for_update(of=("self", "claim"))
        .select_related("claim__article", "round__project")
        .defer("claim__article__text")
        .filter(claim=Slot("claim"))
    )
    return rows.filter(round__closed_at__isnull=True) if in_open_round else rows.filter(round=Slot("round"))


_PROGRESS = Prepared(_build_progress)


def _find_purpose(progress: ClaimProgress, desk: Desk, reviewer: User, at: datetime) -> Purpose:
    """Return what the review is for: a gold claim's, one asked for again, or an ordinary one."""
    if desk.is_gold:
        return Purpose.GOLD
    if not desk.has_reviewed:
        return Purpose.NORMAL
    retests = due_retests(project=desk.project, reviewer=reviewer, at=at)
    return Purpose.RETEST if retests.filter(claim=progress.claim).exists() else Purpose.NORMAL


def _was_told(review: Review, project: Project) -> bool:
    """Tell whether who gave the review was shown the known answer then."""
    return review.purpose == Purpose.GOLD and project.gives_feedback


def _require_turn(
    progress: ClaimProgress, desk: Desk, reviewer: User, former: Review | None, at: datetime
) -> None:
    """Renew the reviewer's lease; without one there has to be room on the claim."""
    if progress.revealed_at is not None and former is None:
        raise ClaimComplete(_("This claim has all the verdicts it needs. Go on to the next one."))
    if desk.assignment is not None:
        renew_lease(pk=desk.assignment, ends_at=desk.lease_ends_at, minutes=desk.project.lease_minutes, at=at)
    elif former is None and desk.is_held:
        _require_room(progress, reviewer, at)


def _require_room(progress: ClaimProgress, reviewer: User, at: datetime) -> None:
    if not has_room(claim=progress.claim, round=progress.round, reviewer=reviewer, at=at):
        raise ClaimHeld(
            _(
                "Others hold this article, as many as the claim needs. "
                "Go to the next claim: the queue has another article."
            )
        )


def _current_review(
    progress: ClaimProgress, reviewer: User, purpose: Purpose = Purpose.NORMAL
) -> Review | None:
    return (
        Review.objects.current()
        .filter(claim=progress.claim, round=progress.round, reviewer=reviewer, purpose=purpose)
        .select_related("supersedes")
        .first()
    )


def _says_the_same(former: Review, review: Review, evidence: Sequence[EvidenceDraft]) -> bool:
    fields = (
        "verdict",
        "skip_reason",
        "reason",
        "justification",
        "confidence",
        "guideline_version_id",
        "is_simulated",
    )
    if any(getattr(former, field) != getattr(review, field) for field in fields):
        return False
    given = [vars(draft) for draft in evidence]
    return given == list(former.evidence.order_by("pk").values(*EvidenceDraft.__dataclass_fields__))


def _count(
    progress: ClaimProgress,
    *,
    added: Review | None,
    removed: Review | None,
    overlap: int,
    at: datetime,
) -> None:
    for review, step in ((added, 1), (removed, -1)):
        if review is not None and review.verdict:
            progress.ratings += step
        elif review is not None:
            progress.skips += step
    wanted = overlap + progress.extra_verdicts
    if progress.ratings >= wanted:
        progress.revealed_at = at
    elif progress.ratings + progress.skips >= wanted + SPARE_TURNS:
        progress.revealed_at = at
        if all(review is None or review.purpose != Purpose.GOLD for review in (added, removed)):
            # What is right on a gold claim is known, so there is nothing to decide.
            progress.sent_to_adjudication_at = at
    progress.is_touched = True
    progress.save()
    if progress.revealed_at is not None:
        count_complete(progress)
