"""A person's own keys in the workspace."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.models import User
from annotations.workflow.keys import ACTS, keys_of, set_keys
from annotations.workflow.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_keys(request: HttpRequest) -> HttpResponse:
    """Show each act with its key; save one's own, or with `reset` take the usual ones again."""
    user = cast(User, request.user)
    keys, error = keys_of(user), ""
    if request.method == "POST":
        asked = {} if request.POST.get("reset") else {act: request.POST.get(act, "") for act in ACTS}
        try:
            set_keys(user=user, keys=asked)
        except Refused as refusal:
            keys, error = asked, str(refusal)
        else:
            messages.success(request, _("Your keys are saved."))
            return redirect("keys")
    rows = [(act, name, keys[act], usual) for act, (usual, name) in ACTS.items()]
    context = {"rows": rows, "error": error, "section": "keys"}
    return render(request, "annotations/keys.html", context, status=422 if error else 200)
