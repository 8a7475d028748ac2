"""Gold claims, for leads alone: known answers set, changed and withdrawn, and how reviewers did on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annotations.models import Claim, GoldAnswer, Project, Role, Round, User, Verdict
from annotations.presenting.heat import FEW_UNITS
from annotations.web.access import get_claim, get_project, read_key, role_in
from annotations.web.cards import workspace_address
from annotations.web.rounds import get_round
from annotations.workflow.refusals import Refused
from annotations.workflow.training import (
    CLAIMS_OFFERED,
    SKIPPED,
    GoldReport,
    GoldResult,
    claims_without_reviews,
    gold_claims,
    report_gold,
    set_gold,
    withdraw_gold,
)

PER_PAGE = 25


class GoldForm(forms.Form):
    """The verdict that is right, and why."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("The verdict that is right"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label=gettext_lazy("Why it is right"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Shown with the known answer where the project tells reviewers."),
    )


@dataclass(frozen=True)
class ConfusionRow:
    """What was said where one verdict is right."""

    verdict: str
    label: str
    cells: list[tuple[str, int]]
    """What was said, and how often."""


@dataclass(frozen=True)
class ReviewerRow:
    """How one reviewer did."""

    reviewer: User
    result: GoldResult
    confusion: list[ConfusionRow]

    @property
    def is_few(self) -> bool:
        """Return whether the share rests on too little to be relied on."""
        return self.result.share.n < FEW_UNITS


@require_safe
@login_required
@never_cache
def list_gold(request: HttpRequest, slug: str) -> HttpResponse:
    """The gold claims of a round, the newest one or that asked for, how reviewers did, and claims to add."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    _require_lead(user, project)
    round = get_round(project, request.GET.get("round"))
    report = report_gold(round=round) if round else GoldReport(0, 0, (), {})
    known = gold_claims(round=round) if round else GoldAnswer.objects.none()
    page = Paginator(
        known.select_related("claim__article", "created_by").defer("claim__article__text"), PER_PAGE
    ).get_page(request.GET.get("page"))
    offered = _offer(round, read_key(request.GET.get("after")))
    context = {
        "project": project,
        "section": "project",
        "is_lead": True,
        "round": round,
        "report": report,
        "rows": [
            (
                answer,
                report.by_claim.get(answer.claim_id),
                workspace_address(answer.claim.article_id, answer.claim_id),
            )
            for answer in page.object_list
        ],
        "page": page,
        "reviewers": [
            ReviewerRow(reviewer=reviewer, result=result, confusion=_draw_confusion(result))
            for reviewer, result in report.reviewers
        ],
        "said": _said(),
        "few": FEW_UNITS,
        "offered": offered,
        "after": offered[-1].pk if len(offered) == CLAIMS_OFFERED else 0,
    }
    return render(request, "annotations/gold.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def show_gold(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim's known answer: set, changed or withdrawn, and every answer it had."""
    user = cast(User, request.user)
    claim = get_claim(user, pk)
    project = claim.article.project
    _require_lead(user, project)
    answers = list(
        GoldAnswer.objects.filter(claim=claim)
        .select_related("created_by", "ended_by")
        .order_by("-created_at", "-pk")
    )
    standing = next((answer for answer in answers if answer.ended_at is None), None)
    initial = {"verdict": standing.verdict, "explanation": standing.explanation} if standing else None
    form = GoldForm(request.POST if request.POST.get("act") == "set" else None, initial=initial)
    if request.method == "POST" and _act(request, claim, user, form):
        return redirect("gold", slug=project.slug)
    context = {
        "project": project,
        "section": "project",
        "is_lead": True,
        "article": claim.article,
        "claim": claim,
        "chain": list(claim.chain.order_by("depth")),
        "answers": answers,
        "standing": standing,
        "form": form,
        "back": workspace_address(claim.article_id, claim.pk),
    }
    return render(request, "annotations/gold_claim.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, claim: Claim, user: User, form: GoldForm) -> bool:
    """Do what the button said; return whether it was done. A refusal is put on the form or in a message."""
    now = timezone.now()
    try:
        if request.POST.get("act") == "withdraw":
            withdraw_gold(claim=claim, by=user, at=now)
            messages.success(request, _("Withdrawn: the claim is an ordinary one. Its answers stay."))
            return True
        if form.is_valid():
            set_gold(claim=claim, by=user, at=now, **form.cleaned_data)
            messages.success(request, _("The known answer is set."))
            return True
    except Refused as refusal:
        if form.is_bound:
            form.add_error(None, str(refusal))
        else:
            messages.error(request, str(refusal))
    return False


def _require_lead(user: User, project: Project) -> None:
    """Raise PermissionDenied for all but leads, and superusers who do not review here: reviewers must not
    learn which claims are gold."""
    role = role_in(user, project)
    if role != Role.LEAD and not (user.is_superuser and role is None):
        raise PermissionDenied


def _offer(round: Round | None, after: int) -> list[Claim]:
    if round is None or round.closed_at is not None:
        return []
    return list(claims_without_reviews(round=round, after=after))


def _said() -> list[tuple[str, str]]:
    return [(word, str(label)) for word, label in Verdict.choices] + [(SKIPPED, _("skipped"))]


def _draw_confusion(result: GoldResult) -> list[ConfusionRow]:
    """Return a row for each verdict that is right somewhere."""
    rows: Iterable[ConfusionRow] = (
        ConfusionRow(
            verdict=right,
            label=str(label),
            cells=[(said, result.confusion[right, said]) for said, _label in _said()],
        )
        for right, label in Verdict.choices
    )
    return [row for row in rows if any(number for _said, number in row.cells)]
