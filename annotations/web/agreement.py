"""How far reviewers agree: the report as a page and as files, and the claims behind a cell of its matrix."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from annotations.models import Adjudication, Attribution, Claim, Round, User, Verdict
from annotations.presenting.asking import ScopeForm, query_of
from annotations.presenting.files import write_csv, write_html, write_json
from annotations.presenting.opening import open_report
from annotations.web.access import get_project, read_key, role_in
from annotations.web.differences import Row, gather_sides
from annotations.web.rounds import get_round
from annotations.workflow.agreement.singling import list_cell_claims
from annotations.workflow.differing import readable_reviews
from annotations.workflow.queueing import due_retests

CLAIMS_A_PAGE = 20

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


@login_required
@require_GET
def list_claims_of_cell(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the complete claims that were called both verdicts, or one verdict by all, as the report counts
    them; a page of them behind a key."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    round = get_round(project, request.GET.get("round"))
    form = ScopeForm(request.GET, project=project)
    first, second = (request.GET.get(name, "") for name in ("first", "second"))
    if round is None or not form.is_valid() or not {first, second} <= set(Verdict.values):
        raise Http404
    scope = form.scope()
    claims = list_cell_claims(round=round, scope=scope, first=first, second=second)
    # What somebody is to judge again looks to them as if it never was.
    due = due_retests(project=project, reviewer=user, at=timezone.now()).values("claim")
    claims = claims.exclude(pk__in=due).filter(pk__gt=read_key(request.GET.get("after")))
    found = list(
        claims.select_related("article")
        .defer("article__text")
        .prefetch_related(Prefetch("chain", Attribution.objects.order_by("depth")))[: CLAIMS_A_PAGE + 1]
    )
    shown = found[:CLAIMS_A_PAGE]
    asked = {"round": round.number, "first": first, "second": second}
    context = {
        "project": project,
        "section": "agreement",
        "round": round,
        "first": Verdict(first),
        "second": Verdict(second),
        "chips": form.chips(scope, round=round.number),
        "rows": _describe_claims(shown, round, user),
        "report": query_of(scope, round=round.number).urlencode(),
        "start": query_of(scope, **asked).urlencode() if request.GET.get("after") else "",
        "next": query_of(scope, **asked, after=shown[-1].pk).urlencode() if shown != found else "",
    }
    return render(request, "annotations/agreement_claims.html", context)


def _describe_claims(claims: list[Claim], round: Round, user: User) -> list[Row]:
    given = readable_reviews(rounds=[round], user=user).filter(claim__in=claims)
    reviews = list(given.select_related("reviewer").order_by("reviewer__username", "created_at", "pk"))
    finals = Adjudication.objects.filter(claim__in=claims, round=round, is_current=True)
    final = {one.claim_id: one for one in finals.select_related("adjudicator")}
    return [
        Row(
            claim=claim,
            address=f"{reverse('difference', args=[claim.pk])}?round={round.number}",
            alone="",
            round_number=None,
            sides=gather_sides([review for review in reviews if review.claim_id == claim.pk]),
            final=final.get(claim.pk),
            progress=None,
            edits=(),
        )
        for claim in claims
    ]
