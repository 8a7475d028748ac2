"""Projects, their members, guidelines and rounds.

Locks of projects and rounds leave their keys free (`no_key`): a review that is being written refers to them,
and would otherwise wait for a lock whose holder waits for the review.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotations.models import (
    Claim,
    ClaimProgress,
    EvidencePolicy,
    GuidelineVersion,
    Membership,
    Project,
    Role,
    Round,
    User,
)
from annotations.workflow.refusals import Refused, require_role
from annotations.workflow.reviewing import SPARE_TURNS


class RoundStillOpen(Refused):
    """A project has one open round at a time."""

    code = "round_still_open"


class RoundClosed(Refused):
    """The round was closed before."""

    code = "round_closed"


class OverlapInvalid(Refused):
    """A claim needs at least one verdict."""

    code = "overlap_invalid"


class LastLead(Refused):
    """A project keeps at least one lead."""

    code = "last_lead"


@transaction.atomic
def create_project(
    *,
    name: str,
    lead: User,
    at: datetime,
    overlap: int = 2,
    is_blind: bool = True,
    evidence_policy: EvidencePolicy = EvidencePolicy.WARN,
    description: str = "",
    slug: str = "",
) -> Project:
    """Return a new project with its first round open and `lead` as its lead.

    Without a slug one is made from the name, numbered where it is taken. Raises `OverlapInvalid`.
    """
    _require_overlap(overlap)
    project = Project.objects.create(
        name=name,
        slug=slug or _free_slug(name),
        description=description,
        overlap=overlap,
        is_blind=is_blind,
        evidence_policy=evidence_policy,
        created_at=at,
    )
    Membership.objects.create(project=project, user=lead, role=Role.LEAD, joined_at=at)
    Round.objects.create(project=project, number=1, opened_at=at)
    return project


@transaction.atomic
def change_project(
    *,
    project: Project,
    by: User,
    name: str,
    description: str,
    overlap: int,
    is_blind: bool,
    evidence_policy: EvidencePolicy,
    at: datetime,
) -> Project:
    """Return the project with these settings; only a lead, or a superuser, may change them.

    A smaller overlap completes the claims that have reached it, in verdicts or in turns (see
    `reviewing.SPARE_TURNS`); a larger one asks for more verdicts only on claims that are not complete: what
    was revealed stays revealed. Raises `OverlapInvalid`.
    """
    if not by.is_superuser:
        require_role(user=by, project=project, role=Role.LEAD)
    _require_overlap(overlap)
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    project.name, project.description = name, description
    project.overlap, project.is_blind, project.evidence_policy = overlap, is_blind, evidence_policy
    project.save()
    waiting = ClaimProgress.objects.filter(
        round__project=project, round__closed_at__isnull=True, revealed_at__isnull=True
    )
    # A review that is being written counts by the overlap it read: those wait here until they are counted.
    list(waiting.select_for_update(of=("self",)).values_list("pk"))
    waiting.filter(ratings__gte=overlap).update(revealed_at=at)
    waiting.annotate(turns=F("ratings") + F("skips")).filter(turns__gte=overlap + SPARE_TURNS).update(
        revealed_at=at, sent_to_adjudication_at=at
    )
    return project


@transaction.atomic
def set_role(*, project: Project, user: User, role: Role, by: User | None, at: datetime) -> Membership:
    """Return the user's membership with that role, made or changed.

    `by` is a lead of the project, a superuser, or None for the operator's own commands. Raises `LastLead`.
    """
    if by is not None and not by.is_superuser:
        require_role(user=by, project=project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if role != Role.LEAD:
        _require_other_lead(project, user)
    membership, _created = Membership.objects.update_or_create(
        project=project, user=user, defaults={"role": role}, create_defaults={"role": role, "joined_at": at}
    )
    return membership


@transaction.atomic
def remove_member(*, project: Project, user: User, by: User) -> None:
    """Take the user out of the project; what they reviewed stays. Raises `LastLead`."""
    if not by.is_superuser:
        require_role(user=by, project=project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    _require_other_lead(project, user)
    Membership.objects.filter(project=project, user=user).delete()


@transaction.atomic
def publish_guidelines(*, project: Project, text: str, by: User, at: datetime) -> GuidelineVersion:
    """Return the newest version of the guidelines; the same text again is the same version.

    A form sends CRLF for every newline, so newlines are kept as LF.
    """
    text = text.replace("\r\n", "\n")
    if not by.is_superuser:
        require_role(user=by, project=project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    newest = project.guidelines.order_by("-number").first()
    if newest is not None and newest.text == text:
        return newest
    number = newest.number + 1 if newest is not None else 1
    return GuidelineVersion.objects.create(
        project=project, number=number, text=text, created_by=by, created_at=at
    )


@transaction.atomic
def open_round(*, project: Project, by: User, at: datetime) -> Round:
    """Return a new round in which every claim of the project is to be reviewed anew.

    Raises `RoundStillOpen`: rounds follow one another, so that each figure belongs to one of them.
    """
    require_role(user=by, project=project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if project.rounds.filter(closed_at__isnull=True).exists():
        raise RoundStillOpen(_("A round is still open. Close it before you open the next one."))
    last = project.rounds.aggregate(last=Max("number"))["last"] or 0
    opened = Round.objects.create(project=project, number=last + 1, opened_at=at)
    claims = Claim.objects.live().filter(article__project=project)
    ClaimProgress.objects.bulk_create(
        (ClaimProgress(claim=claim, round=opened) for claim in claims.iterator()), batch_size=1000
    )
    return opened


@transaction.atomic
def close_round(*, round: Round, by: User, at: datetime) -> Round:
    """Return the round, closed: every claim in it is complete from now on. Raises `RoundClosed`."""
    require_role(user=by, project=round.project, role=Role.LEAD)
    # Progress is changed in bulk under the project's lock only, so that two of these cannot block each other.
    Project.objects.select_for_update(no_key=True).get(pk=round.project_id)
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    if round.closed_at is not None:
        raise RoundClosed(_("This round is closed already."))
    round.closed_at = at
    round.save()
    round.progress.filter(revealed_at__isnull=True).update(revealed_at=at)
    return round


def _require_overlap(overlap: int) -> None:
    if overlap < 1:
        raise OverlapInvalid(_("The overlap has to be at least 1: each claim needs one verdict or more."))


def _require_other_lead(project: Project, user: User) -> None:
    leads = set(project.memberships.filter(role=Role.LEAD).values_list("user", flat=True))
    if leads == {user.pk}:
        raise LastLead(_("This is the project's only lead. Make somebody else a lead first."))


def _free_slug(name: str) -> str:
    base = slugify(name, allow_unicode=False)[:70] or "project"
    taken = set(Project.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)
