"""A newcomer opens an invitation's link: joins with their account, or with a new one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.models import User
from annotations.workflow.inviting import find_invitation, join, join_as_newcomer
from annotations.workflow.refusals import Refused


class NewcomerForm(forms.Form):
    """A new account; what its words have to be is the workflow's to say."""

    username = UsernameField(
        label=gettext_lazy("Username"),
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150, required=False)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the link leads to, and join."""
    try:
        invitation = find_invitation(token=token, at=timezone.now())
    except Refused as refusal:
        return render(request, "annotations/invitation_invalid.html", {"reason": str(refusal)}, status=410)
    form = NewcomerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if request.user.is_authenticated:
                join(token=token, user=request.user, at=timezone.now())
                return _welcome(request, invitation.project.slug)
            if form.is_valid():
                user = join_as_newcomer(token=token, at=timezone.now(), **form.cleaned_data)
                login(request, user, backend="django.contrib.auth.backends.ModelBackend")
                return _welcome(request, invitation.project.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "invitation": invitation,
        "form": form,
        "rules": password_validators_help_texts(),
    }
    return render(request, "annotations/join.html", context, status=422 if form.errors else 200)


def _welcome(request: HttpRequest, slug: str) -> HttpResponse:
    messages.success(request, _("Welcome. Read the guidelines first; then start reviewing."))
    return redirect("project", slug=slug)
