"""A project's settings: made, changed, archived and brought back."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from annotations.models import Project, SkipReason, User
from annotations.web.access import get_project, may_lead
from annotations.workflow.managing import (
    ProjectSettings,
    archive_project,
    change_project,
    create_project,
    unarchive_project,
)
from annotations.workflow.refusals import Refused, may_add_project


class SettingsForm(forms.ModelForm[Project]):
    """The settings in the order in which somebody thinks of them."""

    skip_reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Reasons to skip"),
        choices=SkipReason.choices,
        initial=SkipReason.values,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those that reviewers may choose from when no verdict fits."),
    )

    class Meta:
        model = Project
        fields = list(ProjectSettings.__annotations__)
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "evidence_policy": forms.RadioSelect,
            "edit_policy": forms.RadioSelect,
            "queue_strategy": forms.RadioSelect,
        }

    SECTIONS = (
        (gettext_lazy("The project"), ("name", "description")),
        (
            gettext_lazy("Reviewing"),
            ("overlap", "is_blind", "evidence_policy", "skip_reasons", "suggests_first"),
        ),
        (gettext_lazy("Handing out articles"), ("queue_strategy", "queue_seed", "lease_minutes")),
        (gettext_lazy("Editing claims"), ("edit_policy",)),
        (
            gettext_lazy("Quality"),
            ("target_agreement", "retest_after_days", "retest_percent", "gives_feedback"),
        ),
    )

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return each section's title with its fields."""
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_project(request: HttpRequest) -> HttpResponse:
    """Make a project; whoever makes it leads it."""
    user = cast(User, request.user)
    if not may_add_project(user):
        raise PermissionDenied
    form = SettingsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            project = create_project(lead=user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The project is there. Bring in articles and invite reviewers."))
            return redirect("project", slug=project.slug)
    context = {"form": form, "section": "projects"}
    return render(request, "annotations/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the settings; a lead's, or a superuser's."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    if not may_lead(user, project):
        raise PermissionDenied
    # The form writes into the row it is given, also what is refused: it gets one of its own.
    form = SettingsForm(request.POST or None, instance=Project.objects.get(pk=project.pk))
    if request.method == "POST" and form.is_valid():
        try:
            change_project(project=project, by=user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The settings are saved."))
            return redirect("settings", slug=slug)
    context = {"project": project, "form": form, "section": "project", "is_lead": True}
    return render(request, "annotations/settings.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the project aside, or with `back` bring it back."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    try:
        if request.POST.get("back"):
            unarchive_project(project=project, by=user)
            messages.success(request, _("The project is open again."))
        else:
            archive_project(project=project, by=user, at=timezone.now())
            messages.success(request, _("The project is archived: everything can be read, nothing changed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("project", slug=slug)
