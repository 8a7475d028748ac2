"""One difference: both sides beside each other, and the desk at which a lead who is on neither decides it.

With htmx one request records the decision and brings the next difference; without it the same addresses
redirect. What was refused comes back with everything that was written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from annotations.models import (
    Adjudication,
    Attribution,
    Claim,
    ClaimEdit,
    ClaimProgress,
    Role,
    Round,
    Standing,
    User,
)
from annotations.web.access import get_claim, read_key, role_in
from annotations.web.differences import gather_sides, say_count
from annotations.web.proposals import describe_edit
from annotations.web.queues import QueueView, read_view
from annotations.web.surroundings import read_surroundings
from annotations.workflow.adjudicating import (
    Sight,
    adjudicate_claim,
    find_obstacle,
    reopen_claim,
    send_to_adjudication,
)
from annotations.workflow.commenting import visible_comments
from annotations.workflow.differing import (
    EDIT_KINDS,
    count_differences,
    edits_about,
    find_difference,
    find_following,
    find_kinds,
    find_neighbours,
    readable_reviews,
)
from annotations.workflow.editing import EditInvalid, edits_of
from annotations.workflow.keys import keys_of
from annotations.workflow.queueing import due_retests
from annotations.workflow.refusals import Refused
from annotations.workflow.settling import settle_edits

LONGEST = 20_000
"""Characters of a justification or a request."""


class SignedInRequest(HttpRequest):
    """A request as `login_required` and the middleware of htmx leave it."""

    user: User
    htmx: HtmxDetails


@dataclass(frozen=True)
class Draft:
    """What a lead wrote at the desk."""

    verdict: str = ""
    """With its finer reason behind a colon, as the form sends it."""

    justification: str = ""
    request: str = ""
    reopens_round: bool = False
    chosen: int | None = None
    """The key of an edit; 0 for none of them."""

    error: str = ""
    is_request: bool = False
    """Whether it was more evidence that was asked for."""

    @classmethod
    def read(cls, posted: QueryDict) -> Draft:
        """Return what was sent."""
        chosen = posted.get("chosen", "")
        return cls(
            verdict=posted.get("verdict", ""),
            justification=posted.get("justification", "")[:LONGEST],
            request=posted.get("request", "")[:LONGEST],
            reopens_round=bool(posted.get("reopens_round")),
            chosen=read_key(chosen) if chosen else None,
            is_request="request" in posted,
        )


@login_required
@require_GET
def show_difference(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the difference on the claim; also what members said of one that nobody differs about."""
    claim = get_claim(request.user, pk)
    view = read_view(request.GET, claim.article.project)
    return render(request, "annotations/difference.html", _describe(request.user, view, claim, Draft()))


@login_required
@require_POST
def adjudicate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the final verdict and go on to the next difference that nobody decided."""

    def decide(claim: Claim, view: QueueView, draft: Draft) -> str:
        verdict, _colon, reason = draft.verdict.partition(":")
        decided = adjudicate_claim(
            claim=claim,
            round=_round_of(view),
            adjudicator=request.user,
            verdict=verdict,
            reason=reason,
            justification=draft.justification,
            at=timezone.now(),
            seen=Sight(
                decision=read_key(request.POST.get("seen_decision")) or None,
                review=read_key(request.POST.get("seen_review")) or None,
            ),
        )
        return _("Decided: %(word)s.") % {"word": _word(decided)}

    return _act(request, pk, decide)


@login_required
@require_POST
def ask_for_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the claim for one more reviewer, its round too where the lead ticked that, and go on."""

    def ask(claim: Claim, view: QueueView, draft: Draft) -> str:
        reopen_claim(
            claim=claim,
            round=_round_of(view),
            by=request.user,
            request=draft.request,
            at=timezone.now(),
            reopens_round=draft.reopens_round,
        )
        return _("One more reviewer is asked. The claim comes back here if the verdicts still differ.")

    return _act(request, pk, ask)


@login_required
@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let one of the edits take effect, or none, and go on to the next difference of that kind."""

    def choose(claim: Claim, view: QueueView, draft: Draft) -> str:
        if view.kind not in EDIT_KINDS or draft.chosen is None:
            raise EditInvalid(_("Choose one of the proposals, or to leave the claim as it is."))
        chosen = ClaimEdit.objects.filter(pk=draft.chosen).first() if draft.chosen else None
        settle_edits(
            claim=claim,
            kind=view.kind,
            chosen=chosen,
            by=request.user,
            at=timezone.now(),
            justification=draft.justification,
        )
        if chosen is None:
            return _("The claim stays as it is.")
        return _("Accepted, as %(name)s proposed it.") % {"name": chosen.proposed_by.shown_name}

    return _act(request, pk, choose)


@login_required
@require_POST
def send_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the reviewing of the claim, which reveals its verdicts, and show it to be decided."""
    claim = get_claim(request.user, pk)
    view = read_view(request.POST, claim.article.project)
    try:
        send_to_adjudication(claim=claim, round=_round_of(view), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Reviewing of this claim has ended. It waits for your decision."))
    return redirect(view.address_of(claim.pk))


def _act(request: SignedInRequest, pk: int, act: Callable[[Claim, QueueView, Draft], str]) -> HttpResponse:
    """Do it and bring the next difference, or the same one again with why it was refused."""
    claim = get_claim(request.user, pk)
    view = read_view(request.POST, claim.article.project).of(standing=Standing.UNDECIDED)
    draft = Draft.read(request.POST)
    try:
        said = act(claim, view, draft)
    except Refused as refusal:
        draft = Draft(**{**vars(draft), "error": str(refusal)})
        context = _describe(request.user, view, claim, draft)
        return _show(request, context, announcement=str(refusal), status=422)
    here = find_difference(claim=claim, round=view.round, kind=view.kind)
    following = find_following(view.queue, here.key) if here else None
    if following is None:
        messages.success(request, said)
        address = view.list_address()
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    address = view.address(following)
    if not request.htmx:
        messages.success(request, said)
        return redirect(address)
    claim = get_claim(request.user, following.claim_pk)
    if following.round_pk is not None:
        view = view.of(round=next(one for one in view.rounds if one.pk == following.round_pk))
    response = _show(
        request, {**_describe(request.user, view, claim, Draft()), "said": said}, announcement=said
    )
    response["HX-Push-Url"] = address
    return response


def _show(
    request: SignedInRequest, context: dict[str, Any], *, announcement: str, status: int = 200
) -> HttpResponse:
    template = "annotations/_difference_update.html" if request.htmx else "annotations/difference.html"
    return render(request, template, {**context, "announcement": announcement}, status=status)


def _describe(user: User, view: QueueView, claim: Claim, draft: Draft) -> dict[str, Any]:
    """Return what the page of the difference shows to the user."""
    round = view.round
    project = claim.article.project
    chain = list(Attribution.objects.filter(claim=claim).order_by("depth"))
    progress = ClaimProgress.objects.filter(claim=claim, round=round).first()
    # To who is to judge it again it looks as if it never was.
    due = due_retests(project=project, reviewer=user, at=timezone.now()).filter(claim=claim)
    is_complete = progress is not None and progress.revealed_at is not None and not due.exists()
    # Between which others an open claim would stand tells how far its verdicts differ.
    ranked = progress.pk if progress is not None and is_complete else None
    place = claim.pk if view.kind in EDIT_KINDS else ranked
    previous, following = find_neighbours(view.queue, place) if place else (None, None)
    edits = edits_about([claim], view.kind)[claim.pk] if view.kind in EDIT_KINDS else []
    for edit in edits:
        edit.article = claim.article
    role = role_in(user, project)
    context: dict[str, Any] = {
        "project": project,
        "section": "differences",
        "view": view,
        "claim": claim,
        "article": claim.article,
        "chain": chain,
        "surroundings": read_surroundings(claim, chain),
        "suggestion": claim.suggestion if project.suggests_first else None,
        "progress": progress,
        "is_complete": is_complete,
        "sides": [],
        "history": [describe_edit(edit, user, is_lead=False) for edit in edits_of(claim)],
        "proposals": [describe_edit(edit, user, is_lead=False) for edit in edits],
        "is_waiting": any(edit.state == ClaimEdit.State.PROPOSED for edit in edits),
        "others": [
            {"label": kind.label, "address": view.of(kind=kind).address_of(claim.pk)}
            for kind in find_kinds(claim)
            if kind != view.kind
        ],
        "undecided": say_count(count_differences(view.of(standing=Standing.UNDECIDED).queue)),
        "previous": view.address(previous) if previous else "",
        "next": view.address(following) if following else "",
        "hidden": view.query_here(),
        "draft": draft,
        "is_lead": role == Role.LEAD,
        "wanted": project.overlap + (progress.extra_verdicts if progress else 0),
        "keys": keys_of(user),
        "key_map": json.dumps(keys_of(user)),
        "longest": LONGEST,
    }
    if round is None or progress is None:
        return context
    decisions = Adjudication.objects.filter(claim=claim).select_related("adjudicator", "round")
    context |= {
        "decisions": list(decisions.order_by("-decided_at", "-pk")),
        "comments": list(visible_comments(claim=claim, round=round, viewer=user, at=timezone.now())),
    }
    if is_complete:
        given = readable_reviews(rounds=[round], user=user).filter(claim=claim).order_by("created_at", "pk")
        reviews = list(given.select_related("reviewer").prefetch_related("evidence"))
        standing = (one.pk for one in context["decisions"] if one.is_current and one.round_id == round.pk)
        context |= {
            "sides": gather_sides(reviews),
            "obstacle": find_obstacle(claim=claim, round=round, user=user),
            # Of what is shown here, and not asked for again: it may have changed in between.
            "sight": Sight(
                decision=next(standing, None), review=max((one.pk for one in reviews), default=None)
            ),
        }
    return context


def _round_of(view: QueueView) -> Round:
    if view.round is None:
        raise Http404
    return view.round


def _word(decision: Adjudication) -> str:
    if not decision.reason:
        return decision.get_verdict_display()
    words = {"verdict": decision.get_verdict_display(), "reason": decision.get_reason_display()}
    return _("%(verdict)s (%(reason)s)") % words
