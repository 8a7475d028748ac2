"""How often reviewers say the same again: a lead sees everybody's figures, a reviewer their own, an
observer none."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotations.models import Role, User
from annotations.presenting.heat import FEW_UNITS
from annotations.web.access import get_project, role_in
from annotations.web.rounds import get_round
from annotations.workflow.retesting import report_retests


@require_safe
@login_required
@never_cache
def show_retests(request: HttpRequest, slug: str) -> HttpResponse:
    """The consistency of a round, the newest one or that asked for; nothing tells which claim comes again."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    role = role_in(user, project)
    sees_all = role == Role.LEAD or (user.is_superuser and role is None)
    round = get_round(project, request.GET.get("round"))
    may_see = sees_all or role == Role.REVIEWER
    report = report_retests(round=round, reviewer=None if sees_all else user) if round and may_see else None
    context = {
        "project": project,
        "section": "project",
        "is_lead": role == Role.LEAD,
        "is_reviewer": role == Role.REVIEWER,
        "round": round,
        "rows": report.reviewers if report else (),
        "everybody": report.everybody if report and len(report.reviewers) > 1 else None,
        "may_see": may_see,
        "sees_all": sees_all,
        "few": FEW_UNITS,
    }
    return render(request, "annotations/retests.html", context)
