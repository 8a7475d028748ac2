"""What every refused act has in common, and who may do what."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from annotations.models import Membership, Project, Role, User


class Refused(Exception):
    """An act that the rules do not allow; its text tells a person what to do instead."""

    code: ClassVar[str] = "refused"


class NotAllowed(Refused):
    """The person's role in the project does not cover the act."""

    code = "not_allowed"


class ProjectArchived(Refused):
    """The project can be read and no longer changed."""

    code = "project_archived"


ROLE_NEEDED = {
    Role.LEAD: _("Only a lead of this project may do this. Ask one to do it or to make you a lead."),
    Role.REVIEWER: _("Only a reviewer of this project may do this. Ask a lead to make you one."),
}


def require_role(*, user: User, project: Project, role: Role) -> Membership:
    """Return the user's membership in that role, the project in it as it is now.

    Raises `NotAllowed`, and `ProjectArchived`.
    """
    memberships = Membership.objects.filter(user=user, project=project, role=role)
    membership = memberships.select_related("project").first()
    if membership is None:
        raise NotAllowed(ROLE_NEEDED[role])
    require_open(membership.project)
    return membership


def require_lead(*, user: User, project: Project) -> None:
    """Raise `NotAllowed` or `ProjectArchived` unless the user is a lead of the project or a superuser."""
    if not user.is_superuser:
        require_role(user=user, project=project, role=Role.LEAD)


def require_leading(*, user: User, project: Project) -> None:
    """Raise `NotAllowed` unless the user is a lead of the project, which may be archived: to read what only
    leads read. A superuser who reviews is no lead."""
    if role_of(user=user, project=project) != Role.LEAD:
        raise NotAllowed(ROLE_NEEDED[Role.LEAD])


def may_add_project(user: User) -> bool:
    """Tell whether the user may make a project: a superuser, or staff who were given the permission."""
    return user.is_superuser or (user.is_staff and user.has_perm("annotations.add_project"))


def require_open(project: Project) -> None:
    """Raise `ProjectArchived` where the project was put aside."""
    if project.archived_at is not None:
        raise ProjectArchived(_("This project is archived. A lead has to open it again first."))


def role_of(*, user: User, project: Project) -> Role | None:
    """Return the user's role in the project, None for a stranger."""
    role = Membership.objects.filter(user=user, project=project).values_list("role", flat=True).first()
    return Role(role) if role else None
