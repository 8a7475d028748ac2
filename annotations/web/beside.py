"""What stands beside a claim's card: its comments, and the guidelines to judge by.

With htmx each comes into the page it belongs to; without it the same addresses lead to a page that shows it.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from annotations.web.access import SignedInRequest, get_claim, get_project
from annotations.web.cards import Workspace, comments_address, read_remarks, workspace_address
from annotations.web.markdown import render_markdown
from annotations.web.reviewing import show_page
from annotations.workflow.commenting import add_comment
from annotations.workflow.refusals import Refused
from annotations.workflow.workspace import find_seat


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_comments(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the comments on a claim, after the one that was posted; without htmx, the page with them open."""
    claim = get_claim(request.user, pk)
    text, error = request.POST.get("text", ""), ""
    if request.method == "POST":
        try:
            add_comment(claim=claim, author=request.user, text=text, at=timezone.now())
            text = ""
        except Refused as refusal:
            error = str(refusal)
    if not request.htmx and not error:
        return redirect(comments_address(claim.article_id, pk))
    seat = find_seat(claim=pk, viewer=request.user)
    workspace = place = None
    if seat is not None:
        workspace = Workspace(viewer=request.user, role=seat.role, round=seat.round, at=timezone.now())
        place = workspace.read(claim)
    if workspace is None or place is None:
        # An edit replaced the claim meanwhile; the page says so.
        if error:
            messages.error(request, error)
        address = workspace_address(claim.article_id, pk)
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    remarks = read_remarks(workspace, place.state, text=text, error=error)
    if not request.htmx:
        return show_page(request, workspace, claim.article, place, remarks=remarks)
    context = {
        "remarks": remarks,
        "claim": claim,
        "article": claim.article,
        "workspace": workspace,
        "announcement": error or (_("Your comment is saved.") if request.method == "POST" else ""),
    }
    return render(request, "annotations/_comments_update.html", context, status=422 if error else 200)


@login_required
@require_GET
def show_guidelines_beside(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the guidelines in force without a page around them; without htmx, their page."""
    project = get_project(request.user, slug)
    if not request.htmx:
        return redirect("guidelines", slug=slug)
    newest = project.guidelines.order_by("-number").first()
    context = {"newest": newest, "html": render_markdown(newest.text) if newest else ""}
    return render(request, "annotations/_guidelines.html", context)
