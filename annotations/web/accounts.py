"""Coming in and going out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.models import Membership, User
from annotations.workflow.demonstrating import read_entry


class SignInForm(AuthenticationForm):
    """Django's form with the length of a name checked, not only told to the browser: a failed attempt is
    noted with its name, and PostgreSQL refuses one that is too long."""

    username = UsernameField(
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


class SignIn(LoginView):
    """The sign-in page; the demo's, and no other, has a button for each demo account."""

    template_name = "annotations/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = _demo_accounts() if settings.DEMO else []
        return super().get_context_data(demo_accounts=accounts, **kwargs)


class SignOut(LogoutView):
    """Signing out is a POST, so that no link on another site can do it."""


@require_http_methods(["GET", "POST"])
@never_cache
def sign_in_to_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo account without a password, while the demo runs; else there is no such page.

    The sign-in page posts a username. The link that the demo prints carries a signed token instead; once that
    is too old, the sign-in page with its buttons comes first.
    """
    if not settings.DEMO:
        raise Http404
    goal = request.POST.get("next", request.GET.get("next", ""))
    user: User | None
    if request.method == "POST":
        username = request.POST.get("username", "")
        users = User.objects.filter(is_demo=True, is_active=True)
        # Compared here: a name that no database takes, with a NUL in it, is a name like any other.
        user = next((user for user in users if user.get_username() == username), None)
        if user is None:
            raise Http404
    else:
        user = read_entry(request.GET.get("token", ""))
        if user is None:
            return redirect_to_login(goal or resolve_url(settings.LOGIN_REDIRECT_URL), settings.LOGIN_URL)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    is_safe = url_has_allowed_host_and_scheme(
        goal, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(goal if is_safe else settings.LOGIN_REDIRECT_URL)


def _demo_accounts() -> list[Membership]:
    """Return one membership of each demo account that can be entered: reviewers first, by name."""
    memberships = (
        Membership.objects.filter(user__is_demo=True, user__is_active=True)
        .select_related("user", "project")
        .order_by("user", "pk")
    )
    firsts = {membership.user_id: membership for membership in reversed(memberships)}
    return sorted(firsts.values(), key=lambda one: (one.role != "reviewer", one.user.shown_name))
