"""How far reviewers agree: the report as a page and as files, and the claims behind a cell of its matrix."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from annotations.models import User
from annotations.presenting.asking import ScopeForm, query_of
from annotations.presenting.files import write_csv, write_html, write_json
from annotations.presenting.opening import open_report
from annotations.web.access import get_project, role_in
from annotations.web.rounds import get_round

FILES = {
    "html": (write_html, "text/html; charset=utf-8"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "json": (write_json, "application/json"),
}


@login_required
@require_GET
def show_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report of one round, narrowed as the address says, or send it (`format`)."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    round = get_round(project, request.GET.get("round"))
    context: dict[str, Any] = {"project": project, "section": "agreement", "round": round}
    if round is None:
        return render(request, "annotations/agreement.html", context)
    form = ScopeForm(request.GET, project=project)
    context |= {"form": form, "rounds": list(project.rounds.order_by("number"))}
    if not form.is_valid():
        return render(request, "annotations/agreement.html", context, status=400)
    scope = form.scope()
    reading = open_report(round=round, scope=scope, user=user, at=timezone.now())
    wanted = request.GET.get("format")
    if wanted:
        if wanted not in FILES:
            raise Http404
        write, kind = FILES[wanted]
        name = f"{project.slug}-agreement-round-{round.number}.{wanted}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(write(reading), content_type=kind, headers=headers)
    report = reading.report
    form.offer("without", [*((row.reviewer.pk, row.name) for row in report.reviewers), *report.left_out])
    context |= {
        **reading.describe(),
        "role": role_in(user, project),
        "chips": form.chips(scope, round=round.number),
        "query": query_of(scope, round=round.number).urlencode(),
        "links": True,
    }
    return render(request, "annotations/agreement.html", context)
