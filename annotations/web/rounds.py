"""The rounds of a project, and the one that a page is about."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.models import Project, Role, Round, User
from annotations.web.access import get_project, role_in
from annotations.workflow.managing import close_round, open_round
from annotations.workflow.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The project's rounds; a lead closes the open one and opens the next."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    rounds = list(project.rounds.order_by("-number"))
    running = next((round for round in rounds if round.closed_at is None), None)
    if request.method == "POST":
        try:
            # What the button said decides: another lead may have been faster.
            if request.POST.get("close") and not request.POST.get("is_sure"):
                messages.error(request, _("Tick the box to close the round: it cannot be taken back."))
            elif request.POST.get("close") and running and str(running.number) == request.POST["close"]:
                close_round(round=running, by=user, at=timezone.now())
                messages.success(request, _("Round %(number)d is closed.") % {"number": running.number})
            elif request.POST.get("open"):
                opened = open_round(project=project, by=user, at=timezone.now())
                messages.success(request, _("Round %(number)d is open.") % {"number": opened.number})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("rounds", slug=project.slug)
    role = role_in(user, project)
    context = {
        "project": project,
        "section": "project",
        "rounds": rounds,
        "running": running,
        "is_lead": role == Role.LEAD,
        "is_reviewer": role == Role.REVIEWER,
    }
    return render(request, "annotations/rounds.html", context)


def get_round(project: Project, asked: str | None) -> Round | None:
    """Return the round of that number, the latest where none was asked for, None where there is none yet.

    Raises Http404 for a number that is none of the project's.
    """
    rounds = project.rounds.select_related("project").order_by("-number")
    if not asked:
        return rounds.first()
    found = (
        rounds.filter(number=asked).first()
        if asked.isascii() and asked.isdigit() and len(asked) < 9
        else None
    )
    if found is None:
        raise Http404
    return found
