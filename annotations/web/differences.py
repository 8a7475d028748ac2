"""Claims whose verdicts differ, and the form with which a lead who did not review one decides it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from annotations.models import (
    Article,
    Attribution,
    Claim,
    ClaimProgress,
    Project,
    Reason,
    Review,
    Role,
    Round,
    User,
    Verdict,
)
from annotations.web.access import get_claim, get_project, read_key, role_in
from annotations.web.rounds import get_round
from annotations.workflow.adjudicating import adjudicate_claim, reopen_claim
from annotations.workflow.refusals import Refused
from annotations.workflow.reporting import (
    count_progress,
    current_adjudications,
    differing_claims,
    readable_reviews,
)

PER_PAGE = 20


class AdjudicationForm(forms.Form):
    """A final verdict; what it has to be is the workflow's to say."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Final verdict"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Finer reason, with “disputed” only"),
        choices=[("", gettext_lazy("none")), *Reason.choices],
        required=False,
    )
    justification = forms.CharField(
        label=gettext_lazy("Justification"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def fields_after_verdict(self) -> list[forms.BoundField]:
        """Return the fields that a label and a widget are enough for."""
        return [self["reason"], self["justification"]]


@login_required
def list_differences(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the complete claims that need or had a decision, of one article with `?article=`."""
    project = get_project(cast(User, request.user), slug)
    return _show(request, project, get_round(project, request.GET.get("round")), request.GET)


@login_required
@require_POST
def adjudicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the final verdict and go back to the claim in the list; a refusal stands beside its form."""
    user = cast(User, request.user)
    claim, round = _get_posted(request, pk)
    project = claim.article.project
    form = AdjudicationForm(request.POST, auto_id=f"claim-{pk}-%s")
    if form.is_valid():
        try:
            adjudicate_claim(
                claim=claim, round=round, adjudicator=user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The final verdict is recorded."))
            return redirect(f"{_get_list(request, round)}#claim-{pk}")
    return _show(request, project, round, request.POST, failed=(claim, form), status=422)


@login_required
@require_POST
def ask_for_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the claim for one more reviewer, its round too where the lead ticked that; go back to the list."""
    user = cast(User, request.user)
    claim, round = _get_posted(request, pk)
    project = claim.article.project
    words = request.POST.get("request", "")
    try:
        reopen_claim(
            claim=claim,
            round=round,
            by=user,
            request=words,
            at=timezone.now(),
            reopens_round=bool(request.POST.get("reopens_round")),
        )
    except Refused as refusal:
        asked = {"claim": claim, "words": words, "why": str(refusal)}
        return _show(request, project, round, request.POST, asked=asked, status=422)
    messages.success(
        request, _("One more reviewer is asked. The claim comes back here if the verdicts still differ.")
    )
    return redirect(_get_list(request, round))


def _get_posted(request: HttpRequest, pk: int) -> tuple[Claim, Round]:
    """Return the claim and the round that a form of the list names."""
    claim = get_claim(cast(User, request.user), pk)
    round = get_round(claim.article.project, request.POST.get("round"))
    if round is None:
        raise Http404
    return claim, round


def _get_list(request: HttpRequest, round: Round) -> str:
    """Return the address of the list that the form stood in."""
    place: dict[str, int | str] = {"round": round.number}
    place |= {name: request.POST[name] for name in ("article", "page") if request.POST.get(name)}
    return f"{reverse('differences', kwargs={'slug': round.project.slug})}?{urlencode(place)}"


def _show(
    request: HttpRequest,
    project: Project,
    round: Round | None,
    query: Any,
    *,
    failed: tuple[Claim, AdjudicationForm] | None = None,
    asked: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = cast(User, request.user)
    context: dict[str, Any] = {"project": project, "section": "differences", "round": round}
    if round is not None:
        articles = Article.objects.filter(project=project).order_by("title", "pk")
        article = _get_article(articles, query.get("article"))
        claims = differing_claims(round=round).select_related("article")
        if article is not None:
            claims = claims.filter(article=article)
        finals = current_adjudications(round=round)
        claims = claims.annotate(is_decided=Exists(finals.filter(claim=OuterRef("pk"))))
        pages = Paginator(_hardest_first(_with_words(claims, round, user), round), PER_PAGE)
        page = pages.get_page(query.get("page"))
        is_lead = role_in(user, project) == Role.LEAD
        rows = [_describe(claim, is_lead=is_lead, failed=failed, asked=asked) for claim in page.object_list]
        context |= {
            "rounds": list(project.rounds.order_by("number")),
            "articles": list(articles.only("title")),
            "article": article,
            "page": page,
            "progress": count_progress(round=round),
            "settled": claims.filter(is_decided=True).count(),
            "rows": rows,
            # Without a form in the list the refusal would be lost: a claim that is not there, or no lead.
            "stray": failed[1] if failed and all(row["form"] is not failed[1] for row in rows) else None,
            "stray_request": asked["why"] if asked and not any(row["asked"] for row in rows) else "",
        }
    return render(request, "annotations/differences.html", context, status=status)


def _get_article(articles: QuerySet[Article], asked: str | None) -> Article | None:
    if not asked:
        return None
    article = articles.filter(pk=read_key(asked)).first()
    if article is None:
        raise Http404
    return article


def _with_words(claims: QuerySet[Claim], round: Round, user: User) -> QuerySet[Claim]:
    """Return the claims with what each card shows, and whether the user ever reviewed it."""
    return claims.annotate(
        is_mine=Exists(Review.objects.filter(claim=OuterRef("pk"), reviewer=user))
    ).prefetch_related(
        Prefetch("chain", Attribution.objects.order_by("depth")),
        Prefetch(
            "reviews",
            readable_reviews(round=round, user=user)
            .select_related("reviewer")
            .prefetch_related("evidence")
            .order_by("reviewer__username", "created_at", "pk"),
            to_attr="reviews_here",
        ),
        Prefetch("adjudications", current_adjudications(round=round), to_attr="adjudications_here"),
    )


def _hardest_first(claims: QuerySet[Any], round: Round) -> QuerySet[Any]:
    """Return the undecided before the decided; in each, those whose verdicts differ most, then those with the
    most verdicts, then the oldest."""
    progress = ClaimProgress.objects.filter(claim=OuterRef("pk"), round=round)
    return claims.annotate(
        difference=Subquery(progress.values("disagreement")), verdicts=Subquery(progress.values("ratings"))
    ).order_by("is_decided", "-difference", "-verdicts", "pk")


def _describe(
    claim: Any,
    *,
    is_lead: bool,
    failed: tuple[Claim, AdjudicationForm] | None,
    asked: dict[str, Any] | None,
) -> dict[str, Any]:
    links = list(claim.chain.all())
    form = None
    if is_lead and not claim.is_mine:
        is_failed = failed is not None and failed[0] == claim
        form = failed[1] if failed and is_failed else AdjudicationForm(auto_id=f"claim-{claim.pk}-%s")
    return {
        "claim": claim,
        "article": claim.article,
        "origin": links[-1] if links else None,
        "reviews": claim.reviews_here,
        "final": claim.adjudications_here[0] if claim.adjudications_here else None,
        "form": form,
        "can_ask": is_lead,
        "asked": asked if is_lead and asked and asked["claim"] == claim else None,
        "reviewed_by_lead": is_lead and claim.is_mine,
    }
