"""Projects, their members, guidelines and rounds."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.admin.base import (
    ProjectTable,
    WorkflowTable,
    managed_projects,
    may_manage,
    open_link,
    user_of,
)
from annotations.models import GuidelineVersion, Membership, Project, Role, Round
from annotations.workflow.managing import (
    ProjectSettings,
    change_project,
    create_project,
    publish_guidelines,
    remove_member,
    set_role,
)


@admin.register(Project)
class ProjectAdmin(WorkflowTable):
    """Whoever adds a project is its first lead. None is deleted: what was reviewed stays."""

    project_path = "pk"
    list_display = ["name", "slug", "overlap", "is_blind", "evidence_policy", "created_at", "open_project"]
    search_fields = ["name", "slug", "description"]
    list_filter = ["is_blind", "evidence_policy"]
    fields = ["slug", *ProjectSettings.__annotations__]

    @admin.display(description=_("project page"))
    def open_project(self, project: Project) -> str:
        return open_link(reverse("project", args=[project.slug]))

    def get_readonly_fields(self, request: HttpRequest, obj: Project | None = None) -> list[str]:
        return ["slug", "created_at", "archived_at"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Project | None = None) -> Any:
        return [*self.fields, "created_at", "archived_at"] if obj else self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.add_project")

    def has_change_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        return may_manage(user_of(request), obj) if obj else self.has_view_permission(request)

    def save_model(self, request: HttpRequest, obj: Project, form: ModelForm, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        settings: Any = {field: getattr(obj, field) for field in ProjectSettings.__annotations__}
        if change:
            change_project(project=obj, by=user_of(request), at=timezone.now(), **settings)
        else:
            made = create_project(lead=user_of(request), slug=obj.slug, at=timezone.now(), **settings)
            obj.pk = made.pk


@admin.register(Membership)
class MembershipAdmin(WorkflowTable):
    """A person has one role in a project."""

    project_path = "project"
    list_display = ["user", "project", "role", "joined_at"]
    list_filter = [("project", admin.RelatedOnlyFieldListFilter), "role"]
    search_fields = ["user__username", "user__first_name", "user__last_name"]
    list_select_related = ["user", "project"]
    fields = ["project", "user", "role"]
    autocomplete_fields = ["user"]

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> list[str]:
        return ["project", "user"] if obj else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return managed_projects(user_of(request)).exists()

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return may_manage(user_of(request), obj.project) if obj else self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return obj is not None and may_manage(user_of(request), obj.project)

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        saved = set_role(
            project=obj.project, user=obj.user, role=Role(obj.role), by=user_of(request), at=timezone.now()
        )
        obj.pk = saved.pk

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        remove_member(project=obj.project, user=obj.user, by=user_of(request))


@admin.register(GuidelineVersion)
class GuidelineVersionAdmin(WorkflowTable):
    """A version is never changed: reviews were made under it. A new text is a new version."""

    project_path = "project"
    list_display = ["project", "number", "created_at", "created_by"]
    list_filter = [("project", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["text", "project__name"]
    list_select_related = ["project", "created_by"]

    def get_fields(self, request: HttpRequest, obj: GuidelineVersion | None = None) -> Any:
        return ["project", "number", "text", "created_at", "created_by"] if obj else ["project", "text"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return managed_projects(user_of(request)).exists()

    def save_model(self, request: HttpRequest, obj: GuidelineVersion, form: ModelForm, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        saved = publish_guidelines(project=obj.project, text=obj.text, by=user_of(request), at=timezone.now())
        obj.pk, obj.number = saved.pk, saved.number


@admin.register(Round)
class RoundAdmin(ProjectTable):
    """Rounds are opened and closed on the project's page."""

    project_path = "project"
    list_display = ["project", "number", "opened_at", "closed_at"]
    list_filter = [("project", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["project__name"]
    list_select_related = ["project"]
