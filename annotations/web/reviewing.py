"""The reviewing workspace: an article with its claims, a card for one of them, and the verdicts given there.

With htmx one request saves a verdict and brings the next card; without it the same addresses redirect.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseLocation
from django_htmx.middleware import HtmxDetails

from annotations.models import Article, Claim, Review, Role, Round, User, Verdict
from annotations.web.access import get_article, get_claim, get_project, role_in
from annotations.web.article_text import draw_text
from annotations.web.cards import Answer, Card, Note, Workspace, describe_word, make_card, workspace_address
from annotations.workflow.assigning import take_next
from annotations.workflow.queueing import next_in_article, waiting_by_project
from annotations.workflow.refusals import Refused
from annotations.workflow.reviewing import record_review, undo_last_review
from annotations.workflow.workspace import (
    ClaimState,
    count_waiting_articles,
    list_claims,
    next_waiting,
    own_work,
    shown_round,
)


class SignedInRequest(HttpRequest):
    """A request as `login_required` and the middleware of htmx leave it."""

    user: User
    htmx: HtmxDetails


@login_required
@require_GET
def go_to_next(request: SignedInRequest, slug: str) -> HttpResponse:
    """Go to the claim that waits for the person, or to the project's page where none does."""
    project = get_project(request.user, slug)
    if role_in(request.user, project) != Role.REVIEWER:
        messages.info(request, _("You do not review in this project. Open an article to read it."))
        return redirect("project", slug=slug)
    try:
        claim = take_next(project=project, reviewer=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("project", slug=slug)
    if claim is None:
        messages.info(request, _("Nothing waits for you here: you have had your turn on every open claim."))
        return redirect("project", slug=slug)
    return redirect(workspace_address(claim.article_id, claim.pk))


@login_required
@require_GET
def show_workspace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the article, at the claim asked for, else at the one that waits, else at the first."""
    article = get_article(request.user, pk)
    round = shown_round(article.project)
    if round is None:
        messages.info(request, _("This project has no round yet. A lead has to open one first."))
        return redirect("project", slug=article.project.slug)
    workspace = _open(article, round, request.user)
    asked = request.GET.get("claim", "")
    state = workspace.find(int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    if asked and state is None:
        messages.warning(request, _("That claim is not open here: it was replaced, or belongs elsewhere."))
    return _show_page(request, workspace, state or _first_to_show(workspace))


@login_required
@require_GET
def show_card(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the card of a claim alone; without htmx, the page at that claim."""
    claim = get_claim(request.user, pk)
    round = shown_round(claim.article.project)
    if not request.htmx or round is None:
        return redirect(workspace_address(claim.article_id, claim.pk))
    workspace = _open(claim.article, round, request.user)
    state = workspace.find(pk)
    if state is None:
        return HttpResponseClientRedirect(workspace_address(claim.article_id, claim.pk))
    announcement = _("Claim %(number)d of %(total)d.") % {
        "number": state.number,
        "total": len(workspace.states),
    }
    return _show_card(request, workspace, make_card(workspace, state), announcement)


@login_required
@require_POST
def review_claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save a verdict or a skip and bring the next claim, or say on the same card why it was refused."""
    claim = get_claim(request.user, pk)
    answer = Answer.read(request.POST)
    if answer.key is None:
        raise BadRequest("The form came without its key.")
    if answer.problems:
        return _refuse(request, claim, answer.note, " ".join(answer.problems))
    try:
        review = record_review(
            claim=claim,
            reviewer=request.user,
            at=timezone.now(),
            verdict=answer.verdict,
            reason=answer.reason,
            skip_reason=answer.skip_reason,
            justification=answer.note.justification,
            evidence=answer.note.evidence,
            idempotency_key=answer.key,
        )
    except Refused as refusal:
        return _refuse(request, claim, answer.note, str(refusal))
    return _go_on(request, claim, review)


@login_required
@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back the person's latest word on the article and show its claim again, the note kept."""
    article = get_article(request.user, pk)
    try:
        review = undo_last_review(article=article, reviewer=request.user, at=timezone.now())
    except Refused as refusal:
        return _refuse_undo(request, article, str(refusal))
    message = _("Undone: %(word)s.") % {"word": describe_word(review)}
    if not request.htmx:
        messages.success(request, message)
        return redirect(workspace_address(pk, review.claim_id))
    workspace = _open(article, review.round, request.user)
    state = workspace.find(review.claim_id)
    if state is None:
        return HttpResponseClientRedirect(reverse("workspace", args=[pk]))
    card = make_card(workspace, state, note=Note.of(review), saved=message)
    return _show_card(request, workspace, card, message)


@login_required
@require_GET
def show_finished(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the person finished on the article, and their agreement where claims are complete."""
    article = get_article(request.user, pk)
    round = shown_round(article.project)
    if round is None or role_in(request.user, article.project) != Role.REVIEWER:
        return redirect("workspace", pk=pk)
    work = own_work(article=article, round=round, reviewer=request.user)
    words = Verdict.choices
    context = {
        "article": article,
        "project": article.project,
        "section": "review",
        "work": work,
        "verdicts": [(word, label, work.verdicts[word]) for word, label in words],
        "here": next_in_article(article_pk=article.pk, reviewer=request.user),
        "has_more": bool(waiting_by_project(reviewer=request.user).get(article.project_id)),
    }
    return render(request, "annotations/finished.html", context)


def _open(article: Article, round: Round, viewer: User, role: Role | None = None) -> Workspace:
    return Workspace(
        article=article,
        viewer=viewer,
        role=role or role_in(viewer, article.project),
        round=round,
        states=list_claims(article=article, round=round, viewer=viewer),
    )


def _first_to_show(workspace: Workspace) -> ClaimState | None:
    waiting = next_waiting(workspace.states) if workspace.is_reviewing else None
    return waiting or next(iter(workspace.states), None)


def _show_page(
    request: SignedInRequest,
    workspace: Workspace,
    state: ClaimState | None,
    *,
    note: Note | None = None,
    error: str = "",
) -> HttpResponse:
    drawn = draw_text(workspace, state)
    card = None
    if state is not None:
        card = make_card(workspace, state, chain=list(state.claim.chain.all()), note=note, error=error)
    others = None
    if workspace.is_reviewing:
        others = count_waiting_articles(
            project=workspace.article.project, reviewer=workspace.viewer, besides=workspace.article
        )
    context = {**_context(workspace, card), "drawn": drawn, "waiting_articles": others}
    return render(request, "annotations/workspace.html", context, status=422 if error else 200)


def _show_card(
    request: SignedInRequest, workspace: Workspace, card: Card, announcement: str, status: int = 200
) -> HttpResponse:
    context = {**_context(workspace, card), "announcement": announcement}
    response = render(request, "annotations/_card_update.html", context, status=status)
    if status == 200:
        response["HX-Push-Url"] = workspace.address_of(card.state)
    return response


def _context(workspace: Workspace, card: Card | None) -> dict[str, Any]:
    shown = workspace.shown_with(card.state) if card else []
    return {
        "workspace": workspace,
        "article": workspace.article,
        "project": workspace.article.project,
        "section": "review",
        "card": card,
        "steps": [(state, workspace.mark_of(state)) for state in shown],
    }


def _go_on(request: SignedInRequest, claim: Claim, review: Review) -> HttpResponse:
    # The role was asked for a moment ago, when the review was recorded.
    workspace = _open(claim.article, review.round, request.user, Role.REVIEWER)
    here = workspace.find(claim.pk)
    following = next_waiting(workspace.states, after=here)
    word = describe_word(review)
    if following is None:
        finished = reverse("finished", args=[claim.article_id])
        if request.htmx:
            return HttpResponseLocation(finished, target="#desk", select="#desk", swap="outerHTML")
        return redirect(finished)
    if not request.htmx:
        messages.success(request, _("Saved: %(word)s.") % {"word": word})
        return redirect(workspace.address_of(following))
    if here is None or workspace.stretch_of(here) != workspace.stretch_of(following):
        return HttpResponseClientRedirect(workspace.address_of(following))
    saved = _("Claim %(number)d saved: %(word)s.") % {"number": here.number, "word": word}
    announcement = _("Saved: %(word)s. Next: claim %(number)d of %(total)d.") % {
        "word": word,
        "number": following.number,
        "total": len(workspace.states),
    }
    return _show_card(request, workspace, make_card(workspace, following, saved=saved), announcement)


def _refuse(request: SignedInRequest, claim: Claim, note: Note, error: str) -> HttpResponse:
    """Show the same card with the reason and everything the person wrote."""
    round = shown_round(claim.article.project)
    workspace = _open(claim.article, round, request.user) if round else None
    state = workspace.find(claim.pk) if workspace else None
    if workspace is None or state is None:
        # The claim was replaced meanwhile, so it has no card; the page says so and shows what there is.
        messages.error(request, error)
        address = reverse("workspace", args=[claim.article_id])
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    if not request.htmx:
        return _show_page(request, workspace, state, note=note, error=error)
    return _show_card(request, workspace, make_card(workspace, state, note=note, error=error), error, 422)


def _refuse_undo(request: SignedInRequest, article: Article, error: str) -> HttpResponse:
    at = request.POST.get("claim", "")
    claim = (
        Claim.objects.filter(article=article, pk=int(at)).first() if at.isdecimal() and len(at) < 19 else None
    )
    if not request.htmx or claim is None:
        messages.error(request, error)
        address = (
            workspace_address(article.pk, claim.pk) if claim else reverse("workspace", args=[article.pk])
        )
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    return _refuse(request, claim, Answer.read(request.POST).note, error)
