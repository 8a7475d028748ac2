"""The page of a claim: every change that can be made in it, and its history. Forms that need no script;
in the workspace the same addresses answer with what changed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.models import Claim, ClaimEdit, Role, User
from annotations.splitting import find_new_words
from annotations.web.access import SignedInRequest, get_claim, role_in
from annotations.web.cards import workspace_address
from annotations.web.cutting import answer_edit, answer_refusal, read_number
from annotations.web.links import LinkForms, link_forms, read_chain
from annotations.web.proposals import describe_edit
from annotations.workflow.editing import (
    EditInvalid,
    change_attribution,
    change_wording,
    edits_of,
    following_claim,
    merge_with_next,
    move_claim_edge,
    retire_claim,
    set_claim_span,
    split_claim,
)
from annotations.workflow.refusals import Refused

AROUND = 200
"""Characters before and behind its sentence that show a claim in its place."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what can be changed in a claim and how it came to be; propose a change."""
    claim = get_claim(request.user, pk)
    links = link_forms(claim, request.POST) if request.POST.get("act") == "attribution" else None
    if request.method == "POST":
        try:
            edit = _propose(request.POST, claim, request.user, links)
        except Refused as refusal:
            if request.htmx:
                return answer_refusal(request, claim, refusal, links)
            messages.error(request, str(refusal))
        else:
            if request.htmx:
                return answer_edit(request, edit, shown=claim)
            _tell(request, edit, claim)
            after = edit.after.order_by("start", "end").first()
            shown = after if edit.state == ClaimEdit.State.APPLIED and after else claim
            return redirect("edit_claim", pk=shown.pk)
    context = _context(claim, request.user, links or link_forms(claim))
    return render(request, "annotations/edit_claim.html", context)


def _propose(posted: QueryDict, claim: Claim, user: User, links: LinkForms | None) -> ClaimEdit:
    """Return the edit that the pressed button asks for."""
    now = timezone.now()
    note = posted.get("note", "")
    plain: dict[str, Callable[..., ClaimEdit]] = {
        "split": split_claim,
        "merge": merge_with_next,
        "retire": retire_claim,
    }
    act, _colon, how = posted.get("act", "").partition(":")
    if act in plain:
        return plain[act](claim=claim, by=user, at=now, note=note)
    if act in ("start", "end") and how in ("1", "-1"):
        edge: Any = act
        return move_claim_edge(claim=claim, edge=edge, steps=int(how), by=user, at=now, note=note)
    if act == "span":
        start, end = read_number(posted.get("start")), read_number(posted.get("end"))
        return set_claim_span(claim=claim, start=start, end=end, by=user, at=now, note=note)
    if act == "wording":
        return change_wording(claim=claim, wording=posted.get("wording", ""), by=user, at=now, note=note)
    if links is not None:
        return change_attribution(claim=claim, chain=read_chain(links), by=user, at=now, note=note)
    raise EditInvalid(_("Choose what to change."))


def _tell(request: SignedInRequest, edit: ClaimEdit, claim: Claim) -> None:
    if edit.state == ClaimEdit.State.APPLIED:
        messages.success(request, _("Done. It can be undone below, under “History”."))
    else:
        messages.success(request, _("Proposed: a lead decides."))
    drafted = [draft["normalized_text"] for draft in edit.drafts if draft["normalized_text"]]
    new = find_new_words(drafted[0], claim.article.text) if drafted else []
    if new:
        messages.warning(
            request,
            _("The article does not hold these words: %(words)s. A wording should add none.")
            % {"words": ", ".join(new[:20])},
        )


def _context(claim: Claim, user: User, links: LinkForms) -> dict[str, Any]:
    article, project = claim.article, claim.article.project
    role = role_in(user, project)
    around = article.text[max(claim.sentence_start - AROUND, 0) : claim.sentence_end + AROUND]
    return {
        "claim": claim,
        "article": article,
        "project": project,
        "section": "review",
        "context": " ".join(around.split()),
        "chain": list(claim.chain.order_by("depth")),
        "atoms": [article.text[start:end] for start, end in claim.atoms],
        "following": following_claim(claim),
        "links": links,
        "may_edit": role in (Role.LEAD, Role.REVIEWER) and not (claim.retired_at or project.archived_at),
        "is_lead": role == Role.LEAD,
        "is_direct": role == Role.LEAD or project.edit_policy == "direct",
        "rows": [describe_edit(edit, user, is_lead=role == Role.LEAD) for edit in edits_of(claim)],
        "replaced_by": list(claim.replaced_by.filter(retired_at=None).order_by("start", "end")),
        "back": workspace_address(article.pk, claim.pk),
    }
