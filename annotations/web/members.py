"""Who is in a project, and the links by which newcomers join."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.models import Invitation, Membership, Project, Review, Role, Round, User
from annotations.web.access import get_project, may_lead, read_key
from annotations.workflow.inviting import invite, revoke_invitation
from annotations.workflow.managing import remove_member, set_role
from annotations.workflow.refusals import Refused
from annotations.workflow.workspace import shown_round

DAYS = (1, 7, 30)


def list_days() -> list[tuple[int, str]]:
    """Return how long a link may work, in the reader's language."""
    return [(days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in DAYS]


class InvitationForm(forms.Form):
    """A new link."""

    role = forms.ChoiceField(label=gettext_lazy("They join as"), choices=Role.choices, initial=Role.REVIEWER)
    days = forms.TypedChoiceField(
        label=gettext_lazy("The link works for"), choices=list_days, coerce=int, initial=7
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def show_members(request: HttpRequest, slug: str) -> HttpResponse:
    """The members with how much each did; a lead changes roles, takes members out and invites."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    is_lead = may_lead(user, project)
    form = InvitationForm(request.POST if request.POST.get("invite") else None)
    link = ""
    if request.method == "POST":
        if not is_lead:
            raise PermissionDenied
        try:
            if request.POST.get("invite"):
                link = _invite(request, project, user, form)
            else:
                _act(request, project, user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        if not link:
            return redirect("members", slug=slug)
    round = shown_round(project)
    rows = _rows(project, round)
    roles = {row["membership"].user_id: row["membership"].role for row in rows}
    context = {
        "project": project,
        "section": "project",
        "rows": rows,
        "round": round,
        "is_lead": is_lead,
        "is_reviewer": roles.get(user.pk) == Role.REVIEWER,
        "roles": Role.choices,
        "form": form,
        "link": link,
        "invitations": _open_invitations(project) if is_lead else (),
    }
    return render(request, "annotations/members.html", context)


def _invite(request: HttpRequest, project: Project, user: User, form: InvitationForm) -> str:
    """Return the new link, whole; empty where the form is not."""
    if not form.is_valid():
        return ""
    now = timezone.now()
    invited = invite(
        project=project,
        role=Role(form.cleaned_data["role"]),
        by=user,
        at=now,
        expires_at=now + timedelta(days=form.cleaned_data["days"]),
    )
    return request.build_absolute_uri(reverse("join", args=[invited.token]))


def _act(request: HttpRequest, project: Project, user: User) -> None:
    """Change a role, take a member out or take a link back, as the button said."""
    if request.POST.get("revoke"):
        invitation = project.invitations.filter(pk=read_key(request.POST["revoke"])).first()
        if invitation is not None:
            revoke_invitation(invitation=invitation, by=user, at=timezone.now())
            messages.success(request, _("The link no longer works."))
        return
    members = project.memberships.select_related("user")
    membership = members.filter(pk=read_key(request.POST.get("member"))).first()
    if membership is None:
        return
    name = {"name": membership.user.shown_name}
    if request.POST.get("remove"):
        remove_member(project=project, user=membership.user, by=user)
        messages.success(request, _("%(name)s is no longer a member. What they reviewed stays.") % name)
    elif request.POST.get("role") in Role.values:
        role = Role(request.POST["role"])
        set_role(project=project, user=membership.user, role=role, by=user, at=timezone.now())
        messages.success(request, _("%(name)s is %(role)s now.") % {**name, "role": role.label})


def _rows(project: Project, round: Round | None) -> list[dict[str, Any]]:
    """Return each member with the number of their verdicts and skips in the round, which betrays none of
    them; an index holds all that is counted."""
    counted = {
        row["reviewer"]: row
        for row in Review.objects.current()
        .filter(round=round)
        .order_by()
        .values("reviewer")
        .annotate(
            verdicts=Count("pk", filter=~Q(verdict="")),
            skips=Count("pk", filter=Q(verdict="")),
            last=Max("created_at"),
        )
    }
    members = Membership.objects.filter(project=project).select_related("user")
    return [
        {
            "membership": membership,
            **counted.get(membership.user_id, {"verdicts": 0, "skips": 0, "last": None}),
        }
        for membership in members.order_by("role", "user__username")
    ]


def _open_invitations(project: Project) -> list[Invitation]:
    links = project.invitations.filter(revoked_at=None, expires_at__gt=timezone.now())
    return list(links.select_related("created_by").order_by("expires_at", "pk"))
