"""What all management screens share: whose rows are shown, who may write, and what an address may ask."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Claim, Membership, Project, Role, User
from annotations.workflow.refusals import Refused, role_of


def managed_projects(user: User) -> QuerySet[Project]:
    """Return the projects whose settings and members the user may change: those they lead; for superusers
    all except those they review, since changing one could show them others' verdicts early."""
    if user.is_superuser:
        reviewed = user.memberships.filter(role=Role.REVIEWER)
        return Project.objects.exclude(pk__in=reviewed.values("project")).order_by("name", "pk")
    led = user.memberships.filter(role=Role.LEAD)
    return Project.objects.filter(pk__in=led.values("project")).order_by("name", "pk")


def may_manage(user: User, project: Project) -> bool:
    """Return whether the project is among `managed_projects`."""
    role = role_of(user=user, project=project)
    return role == Role.LEAD or (user.is_superuser and role != Role.REVIEWER)


def user_of(request: HttpRequest) -> User:
    """Return who is signed in: management lets nobody else reach a screen."""
    return cast(User, request.user)


class ProjectTable(admin.ModelAdmin):
    """Rows of the user's projects, or of all projects for a superuser; nothing can be written."""

    project_path = ""
    """The lookup from a row to its project."""

    list_per_page = 50
    # Counting every choice of every filter is slow on large tables.
    show_facets = admin.ShowFacets.NEVER
    # Nor is every row counted beside those that are listed.
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        mine = Membership.objects.filter(user=user_of(request)).values("project")
        return rows.filter(Q(**{f"{self.project_path}__in": mine}))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields of the page of one row: those chosen, or every one."""
        every = (*self.opts.fields, *self.opts.many_to_many)
        return self.fields or [field.name for field in every if field.editable and not field.primary_key]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow the filters that the screen offers and no other: Django's own list would let an address
        search any column by any means, by a costly pattern too. No filter's value holds a NUL, which
        PostgreSQL refuses."""
        return "\0" not in value and lookup in self._offered_lookups()

    def _offered_lookups(self) -> set[str]:
        offered: set[str] = set()
        for entry in self.list_filter:
            if isinstance(entry, type) and issubclass(entry, admin.SimpleListFilter):
                offered.add(str(entry.parameter_name))
            else:
                path = entry[0] if isinstance(entry, (tuple, list)) else entry
                offered |= {f"{path}__{end}" for end in ("exact", "id__exact", "isnull", "isempty")}
        return offered

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_lead_permission(self, request: HttpRequest) -> bool:
        """Return whether to offer the actions of leads; the workflow looks at the project's own again."""
        return user_of(request).memberships.filter(role=Role.LEAD).exists()


class WorkflowTable(ProjectTable):
    """A table that is written through the workflow, whose refusal becomes a message."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            return self._show_refusal(request, refusal)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().delete_view(request, *args, **kwargs)
        except Refused as refusal:
            return self._show_refusal(request, refusal)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out Django's deleting of many rows at once: the workflow takes them one by one."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "project":
            kwargs["queryset"] = managed_projects(user_of(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _show_refusal(self, request: HttpRequest, refusal: Refused) -> HttpResponse:
        self.message_user(request, str(refusal), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


class LanguageFilter(admin.SimpleListFilter):
    """The languages of the articles that the user may see."""

    title = _("language")
    parameter_name = "language"
    path = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        # Of the articles themselves: each has many claims.
        articles = Article.objects.all()
        if not request.user.is_superuser:
            mine = Membership.objects.filter(user=user_of(request))
            articles = articles.filter(project__in=mine.values("project"))
        codes = articles.order_by("language").values_list("language", flat=True).distinct()
        return [(code, code) for code in codes]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.path: self.value()}) if self.value() else queryset


def words_of(claim: Claim) -> str:
    """Return the claim's words, short enough for a row."""
    return Truncator(claim.words).chars(90)


def address_of_article(article: Article) -> str:
    """Return where the workspace shows the article."""
    return reverse("workspace", args=[article.pk])


def address_of_claim(claim: Claim) -> str:
    """Return where the workspace shows the claim at its place."""
    return f"{reverse('workspace', args=[claim.article_id])}?claim={claim.pk}"


def open_link(address: str) -> str:
    """Return a link for a cell of a row."""
    return format_html('<a href="{}">{}</a>', address, _("Open"))
