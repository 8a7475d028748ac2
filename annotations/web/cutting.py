"""Editing claims inside the article: what an edit would make is shown on the card first; one request does
it and brings the article as it is then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from annotations.models import Article, Claim, ClaimEdit, Role
from annotations.splitting import Span, find_new_words, list_words
from annotations.web.access import SignedInRequest, get_article, get_claim, get_edit, read_key, role_in
from annotations.web.cards import Workspace, workspace_address
from annotations.web.finding import ManyPlaces, Place, find_words
from annotations.web.links import LinkForms, link_forms
from annotations.web.reviewing import first_to_show, page_context, sit_down
from annotations.workflow.cutting import ClaimDraft, words_of
from annotations.workflow.editing import (
    add_claim,
    join_with_next,
    parts_of,
    require_editable,
    segment_at,
    undo_edit,
)
from annotations.workflow.refusals import Refused

REACH = 1500
"""Characters to each side of a claim that its edges can be moved over at once."""
WHOLE_NUMBER = 2**31


@login_required
@require_GET
def show_panel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show on the claim's card what the change asked for would make of it; without htmx, the claim's page."""
    claim = get_claim(request.user, pk)
    act = request.GET.get("act", "")
    if not request.htmx or act not in _PREVIEWS:
        return redirect("edit_claim", pk=pk)
    try:
        require_editable(claim, by=request.user)
        shown = _PREVIEWS[act](claim)
    except Refused as refusal:
        return _show_panel(request, claim, "refused", {"refusal": str(refusal)})
    return _show_panel(request, claim, act, shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_to_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a claim of a stretch of the article: from `start` to `end` in code points, or of exact words."""
    article = get_article(request.user, pk)
    posted, near = request.POST, _near(request, article)
    places: Sequence[Place] = ()
    if request.method == "POST":
        try:
            if "words" in posted:
                at = read_number(posted.get("at")) if posted.get("at") else None
                start, end = find_words(article, posted["words"], at=at, near=near.start if near else 0)
            else:
                start, end = read_number(posted.get("start")), read_number(posted.get("end"))
            edit = add_claim(
                article=article, start=start, end=end, by=request.user, at=timezone.now(), note=""
            )
        except Refused as refusal:
            if request.htmx:
                return answer_refusal(request, near, refusal)
            places = refusal.places if isinstance(refusal, ManyPlaces) else ()
            messages.error(request, str(refusal))
        else:
            if request.htmx:
                return answer_edit(request, edit, shown=near)
            made = edit.after.first()
            messages.success(request, _told(edit))
            return redirect(
                workspace_address(pk, made.pk) if made else reverse("workspace", args=[article.pk])
            )
    context = {
        "article": article,
        "project": article.project,
        "section": "review",
        "words": posted.get("words", ""),
        "places": places,
        "claim": near,
        "is_direct": role_in(request.user, article.project) == Role.LEAD
        or article.project.edit_policy == "direct",
    }
    return render(request, "annotations/add_claim.html", context)


@login_required
@require_POST
def undo_in_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo an edit that is in effect, and show the article with the former claims."""
    edit = get_edit(request.user, pk)
    try:
        undone = undo_edit(edit=edit, by=request.user, at=timezone.now())
    except Refused as refusal:
        if request.htmx:
            return answer_refusal(request, None, refusal)
        messages.error(request, str(refusal))
        return redirect("workspace", pk=edit.article_id)
    if request.htmx:
        return answer_edit(request, undone, shown=_near(request, edit.article))
    messages.success(request, _told(undone))
    return redirect("workspace", pk=edit.article_id)


@login_required
@require_POST
def show_new_words(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell which words of a wording, as it is being typed, the article lacks."""
    claim = get_claim(request.user, pk)
    new_words = new_words_in(request.POST.get("wording", ""), claim)
    return render(request, "annotations/_new_words.html", {"new_words": new_words})


def answer_edit(request: SignedInRequest, edit: ClaimEdit, *, shown: Claim | None) -> HttpResponse:
    """Return the card, the article and the strip as they are after the edit, with `shown` or what replaced it
    as the current claim."""
    article = edit.article
    workspace = sit_down(request.user, article)
    if workspace is None:
        return HttpResponseClientRedirect(reverse("workspace", args=[article.pk]))
    place = None
    for claim in _candidates(edit, shown):
        place = place or workspace.read(claim)
    told = _told(edit, workspace)
    is_applied = edit.state == ClaimEdit.State.APPLIED
    context = page_context(
        workspace,
        article,
        place or first_to_show(workspace, article),
        saved=told,
        undoable=edit.pk if is_applied else None,
    )
    answer = render(request, "annotations/_desk_update.html", {**context, "announcement": told})
    card = context["card"]
    if card:
        answer["HX-Push-Url"] = workspace_address(article.pk, card.state.claim.pk)
    return answer


def answer_refusal(
    request: SignedInRequest, claim: Claim | None, refusal: Refused, links: LinkForms | None = None
) -> HttpResponse:
    """Return why the edit was refused; a chain to be mended comes back with its places to choose from."""
    if claim and links is not None:
        return _show_panel(request, claim, "chain", {"links": links, "refusal": str(refusal)}, status=422)
    context = {"refusal": str(refusal), "code": refusal.code, "claim": claim}
    return render(request, "annotations/_refusal.html", context, status=422)


def read_number(given: str | None) -> int:
    """Return the offset that a form gives, 0 for what is none."""
    return min(read_key(given), WHOLE_NUMBER)


def _near(request: SignedInRequest, article: Article) -> Claim | None:
    """Return the claim that was on the card."""
    asked = request.POST.get("claim") or request.GET.get("claim")
    return Claim.objects.filter(article=article, pk=read_key(asked)).select_related("article").first()


def _candidates(edit: ClaimEdit, shown: Claim | None) -> list[Claim]:
    """Return the claims that may be current after the edit, the likeliest first."""
    claims = edit.before if edit.state == ClaimEdit.State.UNDONE else edit.after
    found = list(claims.order_by("start", "end", "pk"))
    if shown is not None:
        behind = Claim.objects.live().filter(article=edit.article_id, start__gte=shown.start)
        before = Claim.objects.live().filter(article=edit.article_id, start__lt=shown.start).reverse()
        found += [shown, *behind[:1], *before[:1]]
    return found


def _told(edit: ClaimEdit, workspace: Workspace | None = None) -> str:
    """Return in words what became of the edit."""
    act = {"act": edit.get_kind_display()}
    if edit.state == ClaimEdit.State.PROPOSED:
        return _("Proposed: %(act)s. A lead decides.") % act
    if edit.state == ClaimEdit.State.UNDONE:
        return _("Undone: %(act)s. The former claims count again.") % act
    if workspace and workspace.round.closed_at:
        return _("In effect: %(act)s. New claims wait for the next round.") % act
    return _("In effect: %(act)s.") % act


def _show_panel(
    request: SignedInRequest, claim: Claim, act: str, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    project = claim.article.project
    is_lead = role_in(request.user, project) == Role.LEAD
    context = {
        "act": act,
        "claim": claim,
        "article": claim.article,
        "is_direct": is_lead or project.edit_policy == "direct",
        **shown,
    }
    return render(request, "annotations/_panel.html", context, status=status)


def _preview_split(claim: Claim) -> dict[str, Any]:
    return {"parts": [words_of(claim.article, ClaimDraft(fragments=part)) for part in parts_of(claim)]}


def _preview_merge(claim: Claim) -> dict[str, Any]:
    following, joined = join_with_next(claim)
    return {"parts": [words_of(claim.article, ClaimDraft(fragments=joined))], "following": following}


def _preview_edges(claim: Claim) -> dict[str, Any]:
    """Return the words that the edges can be moved by, so that each step is drawn without asking."""
    within = segment_at(claim.article, claim.start)
    hull = Span(claim.start, claim.end)
    return _edges(
        claim, hull, Span(min(within.start, hull.start), max(within.end, hull.end)), claim.fragments
    )


def _preview_new(claim: Claim) -> dict[str, Any]:
    """Return the first word behind the claim as what a new one begins with, at the end the last word."""
    text = claim.article.text
    words = list_words(text, around=Span(claim.start, claim.end), within=Span(0, len(text)), reach=REACH)
    behind = [word for word in words if word.start >= claim.end]
    first = behind[0] if behind else words[-1]
    return _edges(claim, first, Span(0, len(text)), [list(first)])


def _edges(claim: Claim, chosen: Span, within: Span, fragments: list[list[int]]) -> dict[str, Any]:
    words = list_words(claim.article.text, around=chosen, within=within, reach=REACH)
    gaps = [[one[1], other[0]] for one, other in pairwise(fragments)]
    return {
        "start": chosen.start,
        "end": chosen.end,
        "edges": json.dumps([edge for word in words for edge in word]),
        "gaps": json.dumps(gaps),
    }


def _preview_wording(claim: Claim) -> dict[str, Any]:
    return {"new_words": new_words_in(claim.normalized_text, claim)}


def new_words_in(wording: str, claim: Claim) -> str:
    """Return the wording's words that the article lacks, as a list in words."""
    return pgettext("between the items of a list", ", ").join(find_new_words(wording, claim.article.text))


_PREVIEWS = {
    "split": _preview_split,
    "merge": _preview_merge,
    "retire": lambda claim: {},
    "edges": _preview_edges,
    "add": _preview_new,
    "wording": _preview_wording,
    "chain": lambda claim: {"links": link_forms(claim)},
}
"""What the card's panel shows for each change."""
