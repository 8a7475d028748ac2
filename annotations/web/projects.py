"""My projects, one project, and its guidelines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from annotations.models import SOURCE_KINDS, Article, EvidencePolicy, Membership, Project, Role, Round, User
from annotations.presenting.languages import language_name
from annotations.web.access import get_project, may_lead, role_in
from annotations.web.forecasts import describe_forecast
from annotations.web.markdown import render_markdown
from annotations.workflow.editing import count_proposals
from annotations.workflow.forecasting import Forecast
from annotations.workflow.managing import publish_guidelines
from annotations.workflow.overview import (
    Progress,
    article_progress,
    project_progress,
    simulated_projects,
    sourcing_strips,
    strip_words,
)
from annotations.workflow.pace import forecast_rounds
from annotations.workflow.queueing import waiting_by_project
from annotations.workflow.refusals import NotAllowed, Refused, may_add_project
from annotations.workflow.workspace import shown_round

PROJECTS_A_PAGE = 24
ARTICLES_A_PAGE = 25


@dataclass(frozen=True)
class ProjectCard:
    """A project on the start page."""

    project: Project
    role: Role | None
    progress: Progress
    waiting: int
    is_simulated: bool
    """Whether simulated reviews count in the progress."""

    forecast: str
    """When its round will be done, in words; empty where none is open."""


@dataclass(frozen=True)
class Stripe:
    """A part of the sourcing strip's bar, in hundredths of its width."""

    kind: str
    start: float
    width: float


@dataclass(frozen=True)
class ArticleRow:
    """An article on its project's page."""

    article: Article
    language: str
    progress: Progress
    words: str
    stripes: list[Stripe]


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """My projects, each with what waits for me; a superuser sees all projects."""
    user = cast(User, request.user)
    projects = Project.objects.order_by("name", "pk") if user.is_superuser else Project.objects.for_user(user)
    page = Paginator(projects, PROJECTS_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    roles = dict(Membership.objects.filter(user=user, project__in=shown).values_list("project", "role"))
    progress = project_progress(shown)
    waiting = waiting_by_project(reviewer=user)
    simulated = simulated_projects(shown)
    forecasts = forecast_rounds(projects=shown, at=timezone.now())
    cards = [
        ProjectCard(
            project=project,
            role=Role(roles[project.pk]) if project.pk in roles else None,
            progress=progress.get(project.pk, Progress()),
            waiting=waiting.get(project.pk, 0),
            is_simulated=project.pk in simulated,
            forecast=_describe(forecasts.get(project.pk)),
        )
        for project in shown
    ]
    return render(
        request,
        "annotations/home.html",
        {
            "cards": cards,
            "page": page,
            "section": "projects",
            "may_add": may_add_project(user),
        },
    )


@require_safe
@login_required
def show_project(request: HttpRequest, slug: str) -> HttpResponse:
    """A project's settings in words, its progress and its articles."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    role = role_in(user, project)
    round = shown_round(project)
    articles = Article.objects.filter(project=project).defer("text").order_by("pk")
    page = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "section": "project",
        "role": role,
        "is_lead": role == Role.LEAD,
        "is_reviewer": role == Role.REVIEWER,
        "proposals": count_proposals(project) if role == Role.LEAD else 0,
        "round": round,
        "rules": _rules(project, round),
        "progress": project_progress([project]).get(project.pk, Progress()),
        "is_simulated": bool(simulated_projects([project])),
        "forecast": _describe(forecast_rounds(projects=[project], at=timezone.now()).get(project.pk)),
        "waiting": waiting_by_project(reviewer=user).get(project.pk, 0),
        "page": page,
        "rows": _rows(page, round, user),
    }
    return render(request, "annotations/project.html", context)


class GuidelinesForm(forms.Form):
    """The text of a new version."""

    text = forms.CharField(
        label=gettext_lazy("Guidelines"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy(
            "Markdown. A changed text becomes a new version; reviews keep the one they had."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_guidelines(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest guidelines; a lead may publish the next version."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    may_publish = may_lead(user, project)
    newest = project.guidelines.order_by("-number").first()
    form = GuidelinesForm(request.POST or None, initial={"text": newest.text if newest else ""})
    if request.method == "POST" and form.is_valid():
        try:
            published = publish_guidelines(
                project=project, text=form.cleaned_data["text"], by=user, at=timezone.now()
            )
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("guidelines", slug=project.slug)
        messages.success(request, _("Version %(number)d is in force.") % {"number": published.number})
        return redirect("guidelines", slug=project.slug)
    context = {
        "project": project,
        "section": "guidelines",
        "newest": newest,
        "html": render_markdown(newest.text) if newest else "",
        "form": form if may_publish else None,
    }
    return render(request, "annotations/guidelines.html", context)


def _describe(forecast: Forecast | None) -> str:
    return describe_forecast(forecast) if forecast else ""


def _rules(project: Project, round: Round | None) -> list[str]:
    """Return the project's settings as sentences."""
    overlap = ngettext(
        "Each claim needs the verdict of %(number)d reviewer.",
        "Each claim needs the verdicts of %(number)d reviewers.",
        project.overlap,
    )
    blind = (
        _("Blind: nobody sees another's verdict on a claim before it is complete.")
        if project.is_blind
        else _("Open: everybody sees all verdicts at once.")
    )
    evidence = {
        EvidencePolicy.NONE: _("“Verified” and “disputed” need no evidence."),
        EvidencePolicy.WARN: _("“Verified” or “disputed” without evidence is accepted and flagged."),
        EvidencePolicy.REQUIRE: _("“Verified” and “disputed” need evidence or a justification."),
    }[EvidencePolicy(project.evidence_policy)]
    if round is None:
        reviewing = _("No round has been opened yet.")
    elif round.closed_at is None:
        reviewing = _("Round %(number)d is open.") % {"number": round.number}
    else:
        reviewing = _("Round %(number)d is closed.") % {"number": round.number}
    return [reviewing, overlap % {"number": project.overlap}, blind, evidence]


def _rows(page: Page[Article], round: Round | None, user: User) -> list[ArticleRow]:
    articles = list(page.object_list)
    strips = sourcing_strips(articles)
    progress = article_progress(round=round, articles=articles, reviewer=user) if round else {}
    return [
        ArticleRow(
            article=article,
            language=language_name(article.language),
            progress=progress.get(article.pk, Progress()),
            words=strip_words(strips[article.pk]),
            stripes=_stripes(strips[article.pk]),
        )
        for article in articles
    ]


def _stripes(counts: Mapping[str, int]) -> list[Stripe]:
    total = sum(counts.values())
    stripes = []
    start = 0.0
    for kind, _label in SOURCE_KINDS:
        if counts[kind]:
            width = 100 * counts[kind] / total
            stripes.append(Stripe(kind=kind, start=start, width=width))
            start += width
    return stripes
