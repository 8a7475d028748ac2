"""Management screens for every table, in Django's admin; what the workflow writes can only be looked at."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

from annotations.admin import articles, claims, people, projects, reviews

__all__ = ["articles", "claims", "people", "projects", "reviews"]


def sign_in(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
    """Send people to the one sign-in page; those who are signed in and no staff are refused."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next", resolve_url("admin:index")), "sign_in")
    if not admin.site.has_permission(request):
        raise PermissionDenied
    return redirect("admin:index")


admin.site.site_header = admin.site.site_title = _("Workbench management")
admin.site.index_title = _("Tables")
admin.site.login = sign_in  # type: ignore[method-assign]  # a site of our own would need an app config for it
