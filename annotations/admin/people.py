"""People who sign in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.admin.base import ProjectTable, user_of
from annotations.models import Membership, User

admin.site.unregister(Group)


@admin.register(Group)
class PlainGroupAdmin(GroupAdmin):
    """Permissions in one plain list: Django's two lists with arrows cannot be read by ear."""

    filter_horizontal = ()


@admin.register(User)
class PersonAdmin(UserAdmin, ProjectTable):
    """Superusers write; other staff see who works in their projects.

    Nobody deletes: a person's reviews stay, and the page that asks would list them. An account that is no
    longer needed is made inactive.
    """

    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "is_demo"]
    list_filter = ["is_active", "is_staff", "is_superuser", "is_demo"]
    search_fields = ["username", "first_name", "last_name"]
    filter_horizontal = ()  # as for groups
    readonly_fields = ["is_demo", "last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people = admin.ModelAdmin.get_queryset(self, request)
        if request.user.is_superuser:
            return people
        mine = Membership.objects.filter(user=user_of(request)).values("project")
        colleagues = Membership.objects.filter(project__in=mine).values("user")
        return people.filter(Q(pk__in=colleagues) | Q(pk=request.user.pk))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if not request.user.is_superuser:
            return [(None, {"fields": ["username", "first_name", "last_name", "is_active", "is_demo"]})]
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, (_("Demo"), {"fields": ["is_demo"]})] if obj else fieldsets

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return ProjectTable.has_view_permission(self, request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
