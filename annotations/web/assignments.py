"""Who holds which article: given by the queue or by a lead, given back by its reviewer or taken by a lead."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from annotations.models import Article, Assignment, Project, Review, Role, Round, User
from annotations.web.access import get_project, read_key, role_in
from annotations.workflow.assigning import assign_article, take_back
from annotations.workflow.queueing import find_open_round, held_assignments
from annotations.workflow.refusals import Refused

PER_PAGE = 50
CHOICES = 300
"""Articles that the form offers: more are found by the queue, or assigned in management."""


class AssignmentForm(forms.Form):
    """An article and a reviewer."""

    article = forms.ModelChoiceField(label=gettext_lazy("Article"), queryset=Article.objects.none())
    reviewer = forms.ModelChoiceField(label=gettext_lazy("Reviewer"), queryset=User.objects.none())

    def __init__(self, *args: Any, project: Project, round: Round | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = Article.objects.filter(progress__round=round, progress__left__gt=0).order_by("title", "pk")
        reviewers = User.objects.filter(memberships__project=project, memberships__role=Role.REVIEWER)
        article = cast(forms.ModelChoiceField[Article], self.fields["article"])
        article.queryset = left
        article.choices = [("", "–"), *left.values_list("pk", "title")[:CHOICES]]
        reviewer = cast(forms.ModelChoiceField[User], self.fields["reviewer"])
        reviewer.queryset = reviewers.order_by("username")
        reviewer.label_from_instance = lambda user: user.shown_name  # type: ignore[assignment, method-assign]  # as Django's own pages do


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_assignments(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles held in the open round: all of them for a lead, for a reviewer their own."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    round = find_open_round(project)
    role = role_in(user, project)
    is_lead = role == Role.LEAD
    held = _held(round, None if is_lead or user.is_superuser else user)
    posted = request.POST if request.POST.get("assign") else None
    # Its choices are asked for when it is made, and only a lead sees it.
    form = AssignmentForm(posted, project=project, round=round) if is_lead or posted else None
    if request.method == "POST":
        try:
            _act(request, user, held, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("assignments", slug=slug)
    page = Paginator(held, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "section": "project",
        "round": round,
        "is_lead": is_lead,
        "is_reviewer": role == Role.REVIEWER,
        "page": page,
        "form": form,
    }
    return render(request, "annotations/assignments.html", context)


def _act(request: HttpRequest, user: User, held: QuerySet[Assignment], form: AssignmentForm | None) -> None:
    if form is not None and form.is_bound:
        if form.is_valid():
            assign_article(**form.cleaned_data, by=user, at=timezone.now())
            messages.success(request, _("The article is assigned."))
        else:
            messages.error(request, _("Choose an article and a reviewer."))
        return
    assignment = held.filter(pk=read_key(request.POST.get("take_back"))).first()
    if assignment is None:
        messages.info(request, _("This article was finished or given back before."))
        return
    take_back(assignment=assignment, by=user, at=timezone.now())
    messages.success(request, _("The article is free again."))


def _held(round: Round | None, reviewer: User | None) -> QuerySet[Assignment]:
    """Return the held assignments with how many claims of the article their reviewer has judged."""
    if round is None:
        return Assignment.objects.none()
    turns = (
        Review.objects.current()
        .filter(round=round, reviewer=OuterRef("reviewer"), claim__article=OuterRef("article"))
        .filter(claim__retired_at=None)
        .order_by()
        .values("reviewer")
        .annotate(number=Count("claim", distinct=True))
        .values("number")
    )
    held = held_assignments(round=round, at=timezone.now())
    if reviewer is not None:
        held = held.filter(reviewer=reviewer)
    return (
        held.select_related("article__project", "reviewer", "assigned_by")
        .defer("article__text")
        .annotate(turns=Coalesce(Subquery(turns), 0))
        .order_by("assigned_at", "pk")
    )
