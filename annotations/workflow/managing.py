"""Projects, their members, guidelines and rounds.

Locks of projects and rounds leave their keys free (`no_key`): a review that is being written refers to them,
and would otherwise wait for a lock whose holder waits for the review.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotations.models import (
    Claim,
    ClaimProgress,
    GoldAnswer,
    GuidelineVersion,
    Membership,
    Project,
    Role,
    Round,
    SkipReason,
    User,
)
from annotations.workflow.counting import count_articles
from annotations.workflow.disagreeing import measure_disagreement
from annotations.workflow.queueing import find_open_round
from annotations.workflow.refusals import (
    ROLE_NEEDED,
    NotAllowed,
    Refused,
    require_lead,
    require_open,
    require_role,
    role_of,
)
from annotations.workflow.reviewing import SPARE_TURNS

SMALL, LARGE = 2**15 - 1, 2**31 - 1
LARGEST = {
    "overlap": SMALL,
    "queue_seed": LARGE,
    "lease_minutes": LARGE,
    "retest_after_days": SMALL,
    "retest_percent": SMALL,
}
"""What a column of PostgreSQL holds. SQLite's would hold more, and a date so far away is none."""


class RoundStillOpen(Refused):
    """A project has one open round at a time."""

    code = "round_still_open"


class RoundClosed(Refused):
    """The round was closed before."""

    code = "round_closed"


class OverlapInvalid(Refused):
    """A claim needs at least one verdict."""

    code = "overlap_invalid"


class SettingsInvalid(Refused):
    """A setting outside of what it may be."""

    code = "settings_invalid"


class LastLead(Refused):
    """A project keeps at least one lead."""

    code = "last_lead"


class ProjectSettings(TypedDict, total=False):
    """What a lead may set; what is left out keeps its value, in a new project the model's default."""

    name: str
    description: str
    overlap: int
    is_blind: bool
    evidence_policy: str
    edit_policy: str
    skip_reasons: list[str]
    queue_strategy: str
    queue_seed: int
    lease_minutes: int
    target_agreement: float | None
    suggests_first: bool
    retest_after_days: int | None
    retest_percent: int
    gives_feedback: bool


@transaction.atomic
def create_project(
    *, lead: User, at: datetime, slug: str = "", **settings: Unpack[ProjectSettings]
) -> Project:
    """Return a new project with its first round open and `lead` as its lead.

    Without a slug one is made from the name, numbered where it is taken. Raises `OverlapInvalid` and
    `SettingsInvalid`.
    """
    project = Project(slug=slug or _free_slug(settings.get("name", "")), created_at=at, **settings)
    _require_settings(project)
    project.save()
    Membership.objects.create(project=project, user=lead, role=Role.LEAD, joined_at=at)
    Round.objects.create(project=project, number=1, opened_at=at)
    return project


@transaction.atomic
def change_project(
    *, project: Project, by: User, at: datetime, **settings: Unpack[ProjectSettings]
) -> Project:
    """Return the project with these settings; only a lead, or a superuser, may change them.

    A smaller overlap completes the claims that have reached it, in verdicts or in turns (see
    `reviewing.SPARE_TURNS`); a larger one asks for more verdicts only on claims that are not complete: what
    was revealed stays revealed. Another strategy ranks the articles anew. Raises `OverlapInvalid` and
    `SettingsInvalid`.
    """
    require_lead(user=by, project=project)
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    require_open(project)
    former = (project.overlap, project.queue_strategy, project.queue_seed)
    for field, value in settings.items():
        setattr(project, field, value)
    _require_settings(project)
    project.save()
    if former != (project.overlap, project.queue_strategy, project.queue_seed):
        _complete_reached(project, at)
    return project


@transaction.atomic
def archive_project(*, project: Project, by: User, at: datetime) -> Project:
    """Return the project, archived: it can be read and exported, and nothing in it changes until it is opened
    again. Only a lead, or a superuser, archives it. Doing it twice changes nothing. Raises `NotAllowed`."""
    project = _lock_for_archive(project, by)
    project.archived_at = project.archived_at or at
    project.save()
    return project


@transaction.atomic
def unarchive_project(*, project: Project, by: User) -> Project:
    """Return the project, open again. Raises `NotAllowed`."""
    project = _lock_for_archive(project, by)
    project.archived_at = None
    project.save()
    return project


def _lock_for_archive(project: Project, by: User) -> Project:
    # `require_role` would refuse every act in a project that is archived, these two as well.
    if not by.is_superuser and role_of(user=by, project=project) != Role.LEAD:
        raise NotAllowed(ROLE_NEEDED[Role.LEAD])
    return Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def _complete_reached(project: Project, at: datetime) -> None:
    """Complete the claims that the project's overlap no longer keeps open, and count its articles anew."""
    open_round = find_open_round(project)
    if open_round is None:
        return
    open_round.project = project
    waiting = ClaimProgress.objects.filter(round=open_round, revealed_at__isnull=True)
    # A review that is being written counts by the overlap it read: those wait here until they are counted.
    list(waiting.select_for_update(of=("self",)).values_list("pk"))
    wanted = project.overlap + F("extra_verdicts")
    waiting.filter(ratings__gte=wanted).update(revealed_at=at, is_touched=True)
    used_up = waiting.annotate(turns=F("ratings") + F("skips")).filter(turns__gte=wanted + SPARE_TURNS)
    gold = GoldAnswer.objects.in_force().filter(claim=OuterRef("claim"))
    used_up.filter(~Exists(gold)).update(revealed_at=at, sent_to_adjudication_at=at, is_touched=True)
    used_up.update(revealed_at=at, is_touched=True)
    measure_disagreement(open_round.progress.filter(revealed_at=at, ratings__gt=1))
    count_articles(round=open_round)


@transaction.atomic
def set_role(*, project: Project, user: User, role: Role, by: User | None, at: datetime) -> Membership:
    """Return the user's membership with that role, made or changed.

    `by` is a lead of the project, a superuser, or None for the operator's own commands. Raises `LastLead`.
    """
    if by is not None:
        require_lead(user=by, project=project)
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
    require_lead(user=by, project=project)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    _require_other_lead(project, user)
    Membership.objects.filter(project=project, user=user).delete()


@transaction.atomic
def publish_guidelines(*, project: Project, text: str, by: User, at: datetime) -> GuidelineVersion:
    """Return the newest version of the guidelines; the same text again is the same version.

    A form sends CRLF for every newline, so newlines are kept as LF.
    """
    text = text.replace("\r\n", "\n")
    require_lead(user=by, project=project)
    require_open(Project.objects.select_for_update(no_key=True).get(pk=project.pk))
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
    count_articles(round=opened)
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
    round.progress.filter(revealed_at__isnull=True).update(revealed_at=at, is_touched=True)
    measure_disagreement(round.progress.filter(revealed_at=at, ratings__gt=1))
    round.article_progress.update(left=0)
    return round


@transaction.atomic
def reopen_round(*, round: Round, by: User) -> Round:
    """Return the latest round, open again: claims that are complete stay so, until one of them is reopened.

    Raises `RoundStillOpen` where it is open, or where a later one followed it.
    """
    require_role(user=by, project=round.project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=round.project_id)
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    if round.closed_at is None or round.project.rounds.filter(number__gt=round.number).exists():
        raise RoundStillOpen(_("Only the latest round can be reopened, and only once it is closed."))
    round.closed_at = None
    round.save()
    # Claims that came in since then were in no round.
    claims = Claim.objects.live().filter(article__project=round.project_id)
    missing = claims.exclude(progress__round=round)
    ClaimProgress.objects.bulk_create(
        (ClaimProgress(claim=claim, round=round, is_touched=True) for claim in missing.iterator()),
        batch_size=1000,
    )
    count_articles(round=round)
    return round


def _require_settings(project: Project) -> None:
    if project.overlap < 1:
        raise OverlapInvalid(_("The overlap has to be at least 1: each claim needs one verdict or more."))
    if not project.skip_reasons or not set(project.skip_reasons) <= set(SkipReason.values):
        raise SettingsInvalid(
            _("Offer at least one reason to skip, out of: %(words)s.")
            % {"words": ", ".join(SkipReason.values)}
        )
    for field, largest in LARGEST.items():
        if (getattr(project, field) or 0) > largest:
            raise SettingsInvalid(_("Give a number of at most %(number)d.") % {"number": largest})
    try:
        project.full_clean(exclude=["slug"], validate_unique=False)
    except ValidationError as error:
        raise SettingsInvalid(" ".join(error.messages)) from error


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
