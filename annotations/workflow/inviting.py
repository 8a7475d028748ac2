"""Newcomers join a project by a link that expires."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from annotations.models import Invitation, Membership, Project, Role, User
from annotations.workflow.refusals import Refused, require_lead, require_open


class InvitationInvalid(Refused):
    """The link is none, has expired or was taken back."""

    code = "invitation_invalid"


class AccountInvalid(Refused):
    """A username that is taken or none, or a password that is too easy."""

    code = "account_invalid"


@dataclass(frozen=True)
class Invited:
    """A new invitation and its token, which is told once and kept nowhere."""

    invitation: Invitation
    token: str


def invite(*, project: Project, role: Role, by: User, at: datetime, expires_at: datetime) -> Invited:
    """Return a new invitation to the project; a lead or a superuser invites. Raises `InvitationInvalid`."""
    require_lead(user=by, project=project)
    require_open(project)
    if expires_at <= at:
        raise InvitationInvalid(_("Choose an end that lies ahead."))
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        project=project,
        role=role,
        token_hash=_hash(token),
        created_by=by,
        created_at=at,
        expires_at=expires_at,
    )
    return Invited(invitation=invitation, token=token)


def find_invitation(*, token: str, at: datetime) -> Invitation:
    """Return the invitation behind a link, its project in it.

    Raises `InvitationInvalid` and `ProjectArchived`.
    """
    invitation = Invitation.objects.filter(token_hash=_hash(token)).select_related("project").first()
    if invitation is None or invitation.revoked_at is not None or invitation.expires_at <= at:
        raise InvitationInvalid(_("This link is no longer valid. Ask a lead of the project for a new one."))
    require_open(invitation.project)
    return invitation


@transaction.atomic
def join(*, token: str, user: User, at: datetime) -> Membership:
    """Return the user's membership in the project of the link; who is a member already keeps their role.

    Raises `InvitationInvalid`.
    """
    invitation = find_invitation(token=token, at=at)
    membership, is_new = Membership.objects.get_or_create(
        project=invitation.project, user=user, defaults={"role": invitation.role, "joined_at": at}
    )
    if is_new:
        Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") + 1)
    return membership


@transaction.atomic
def join_as_newcomer(
    *, token: str, username: str, password: str, at: datetime, first_name: str = "", last_name: str = ""
) -> User:
    """Return a new user who is a member of the project of the link.

    Raises `InvitationInvalid` and `AccountInvalid`; then there is no new user.
    """
    find_invitation(token=token, at=at)
    user = User(username=username.strip(), first_name=first_name.strip(), last_name=last_name.strip())
    try:
        user.full_clean(exclude=["password"])
        validate_password(password, user)
    except ValidationError as error:
        raise AccountInvalid(" ".join(error.messages)) from error
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise AccountInvalid(_("This username is taken. Choose another one.")) from error
    join(token=token, user=user, at=at)
    return user


def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take the link back; who joined by it stays a member. Doing it twice changes nothing."""
    require_lead(user=by, project=invitation.project)
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=at)


def _hash(token: str) -> str:
    # A token is 144 random bits: a plain hash cannot be turned back, and needs no salt.
    return hashlib.sha256(token.encode()).hexdigest()
