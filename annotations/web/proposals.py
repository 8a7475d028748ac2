"""The proposals that wait for a lead, and those decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.models import SOURCE_KINDS, ClaimEdit, Project, Role, User
from annotations.web.access import SignedInRequest, get_project, read_key, role_in
from annotations.workflow.cutting import ClaimDraft, words_of
from annotations.workflow.editing import accept_edit, reject_edit, undo_edit
from annotations.workflow.keys import keys_of
from annotations.workflow.refusals import Refused

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def list_proposals(request: SignedInRequest, slug: str, *, is_decided: bool = False) -> HttpResponse:
    """The proposals that wait, or those decided, the latest first; a lead decides, whoever made one may take
    it back, and whoever let it take effect may undo it."""
    user = request.user
    project = get_project(user, slug)
    if request.method == "POST":
        return _decide(request, project)
    edits = ClaimEdit.objects.filter(article__project=project).select_related("proposed_by", "article")
    waiting = edits.filter(state=ClaimEdit.State.PROPOSED).order_by("proposed_at", "pk")
    decided = edits.exclude(state=ClaimEdit.State.PROPOSED).order_by("-decided_at", "-pk")
    shown = (decided if is_decided else waiting).prefetch_related("before", "after")
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    role = role_in(user, project)
    is_lead = role == Role.LEAD
    context = {
        "project": project,
        "section": "project",
        "page": page,
        "rows": [describe_edit(edit, user, is_lead=is_lead) for edit in page.object_list],
        "is_lead": is_lead,
        "is_reviewer": role == Role.REVIEWER,
        "is_decided": is_decided,
        "keys": keys_of(user),
    }
    return render(request, "annotations/proposals.html", context)


def describe_edit(edit: ClaimEdit, viewer: User, *, is_lead: bool) -> dict[str, Any]:
    """Return an edit with the words before and after, the latter from its drafts while it only waits."""
    before = sorted(edit.before.all(), key=lambda claim: (claim.start, claim.end))
    made = sorted(edit.after.all(), key=lambda claim: (claim.start, claim.end))
    drafts = [ClaimDraft.from_json(draft) for draft in edit.drafts]
    return {
        "edit": edit,
        "before": before,
        "words": [claim.words for claim in made] or [words_of(edit.article, draft) for draft in drafts],
        "told": [_told(edit, draft) for draft in drafts],
        "may_undo": is_lead or edit.decided_by_id == viewer.pk,
        "may_decide": is_lead or edit.proposed_by_id == viewer.pk,
    }


def _decide(request: SignedInRequest, project: Project) -> HttpResponse:
    """Do what the pressed button asks for; with htmx the answer is the proposal as it is then."""
    act, _colon, key = request.POST.get("act", "").partition(":")
    edit = ClaimEdit.objects.filter(article__project=project, pk=read_key(key)).first()
    acts = {
        "accept": (accept_edit, _("Accepted: it is in effect.")),
        "reject": (reject_edit, _("Rejected: nothing changed.")),
        "undo": (undo_edit, _("Undone: the former claims count again.")),
    }
    if edit is None or act not in acts:
        return redirect("proposals", slug=project.slug)
    do, outcome = acts[act]
    is_refused = False
    try:
        do(edit=edit, by=request.user, at=timezone.now())
    except Refused as refusal:
        outcome, is_refused = str(refusal), True
    if not request.htmx:
        tell = messages.error if is_refused else messages.success
        tell(request, outcome)
        return redirect("proposals", slug=project.slug)
    is_lead = role_in(request.user, project) == Role.LEAD
    edits = ClaimEdit.objects.select_related("proposed_by", "article")
    context = {
        "project": project,
        "row": describe_edit(edits.get(pk=edit.pk), request.user, is_lead=is_lead),
        "is_lead": is_lead,
        "keys": keys_of(request.user),
        "outcome": outcome,
        "is_refused": is_refused,
    }
    return render(request, "annotations/_proposal.html", context, status=422 if is_refused else 200)


def _told(edit: ClaimEdit, draft: ClaimDraft) -> Sequence[str]:
    """Return what a draft says besides its words: another wording, another chain."""
    told = [draft.normalized_text] if draft.normalized_text else []
    if draft.chain is not None and edit.kind == ClaimEdit.Kind.ATTRIBUTION:
        labels = dict(SOURCE_KINDS)
        told.append(" → ".join(str(labels[link.kind]) for link in draft.chain) or str(labels["none"]))
    return told
