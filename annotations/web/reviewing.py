"""The reviewing workspace: an article with its claims, a card for one of them, and the verdicts given there.

With htmx one request saves a verdict and brings the next card; without it the same addresses redirect.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseLocation

from annotations.models import Article, Claim, Purpose, Review, Role, User, Verdict
from annotations.web.access import SignedInRequest, get_article, get_claim, get_project, read_key, role_in
from annotations.web.answers import Answer, Note
from annotations.web.article_text import draw_text, read_window
from annotations.web.cards import (
    Card,
    Remarks,
    Workspace,
    describe_word,
    make_card,
    read_remarks,
    workspace_address,
)
from annotations.workflow.assigning import take_next
from annotations.workflow.editing import find_replacement
from annotations.workflow.own_work import own_work
from annotations.workflow.queueing import waiting_by_project
from annotations.workflow.refusals import Refused
from annotations.workflow.reviewing import NothingToUndo, record_review, undo_last_review
from annotations.workflow.training import feedback_on
from annotations.workflow.workspace import (
    OpenClaim,
    count_waiting_articles,
    find_seat,
    last_guidelines,
    next_to_do,
    shown_round,
)


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
    workspace = sit_down(request.user, article)
    if workspace is None:
        messages.info(request, _("This project has no round yet. A lead has to open one first."))
        return redirect("project", slug=article.project.slug)
    asked = request.GET.get("claim", "")
    place = _place_asked_for(workspace, article, asked)
    if asked and place is None:
        standing = find_replacement(Claim(pk=read_key(asked), article=article))
        if standing is not None:
            messages.info(request, _("That claim was replaced. This one stands in its place."))
            return redirect(workspace_address(pk, standing.pk).replace("#", f"&replaces={read_key(asked)}#"))
        messages.warning(request, _("That claim is not open here: it was replaced, or belongs elsewhere."))
    place = place or first_to_show(workspace, article)
    remarks = read_remarks(workspace, place.state) if place and "comments" in request.GET else None
    return show_page(request, workspace, article, place, remarks=remarks)


@login_required
@require_GET
def show_card(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the card of a claim alone, or with `?next` that of the claim to do behind it; without htmx, the
    page at that claim."""
    seat = find_seat(claim=pk, viewer=request.user)
    if not request.htmx or seat is None or not (seat.role or request.user.is_superuser):
        return redirect(workspace_address(get_claim(request.user, pk).article_id, pk))
    workspace = Workspace(viewer=request.user, role=seat.role, round=seat.round, at=timezone.now())
    if "next" in request.GET:
        place = workspace.find_next(seat.claim.article, after=seat.claim)
        if place is None:
            return HttpResponse(status=204)
    else:
        place = workspace.read(seat.claim)
    if place is None:
        return HttpResponseClientRedirect(workspace_address(seat.claim.article_id, pk))
    announcement = _("Claim %(number)d of %(total)d.") % {
        "number": place.state.number,
        "total": place.total,
    }
    return _show_card(request, workspace, make_card(workspace, place), announcement)


@login_required
@require_POST
def review_claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save a verdict or a skip and bring the next claim, or say on the same card why it was refused."""
    answer = Answer.read(request.POST)
    if answer.key is None:
        get_claim(request.user, pk)
        raise BadRequest("The form came without its key.")
    if answer.problems:
        return _refuse(request, get_claim(request.user, pk), answer.note, " ".join(answer.problems))
    at = timezone.now()
    try:
        review = record_review(
            # Its key is all that is needed; who may not open it is refused, and gets 404 below.
            claim=Claim(pk=pk),
            reviewer=request.user,
            at=at,
            verdict=answer.verdict,
            reason=answer.reason,
            skip_reason=answer.skip_reason,
            justification=answer.note.justification,
            evidence=answer.note.evidence,
            confidence=answer.note.confidence,
            seconds_on_task=answer.seconds,
            idempotency_key=answer.key,
        )
    except Refused as refusal:
        return _refuse(request, get_claim(request.user, pk), answer.note, str(refusal))
    return _go_on(request, review)


@login_required
@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back the person's latest word on the article and show its claim again, the note kept.

    With `unsent` only the word that came with the key is meant: one that the browser sent and that may never
    have arrived.
    """
    article = get_article(request.user, pk)
    answer = Answer.read(request.POST)
    unsent = answer.key if "unsent" in request.POST else None
    at = timezone.now()
    try:
        review = undo_last_review(article=article, reviewer=request.user, at=at, idempotency_key=unsent)
    except NothingToUndo as refusal:
        if unsent is None:
            return _refuse_undo(request, article, str(refusal))
        return _show_again(request, article, answer.note)
    except Refused as refusal:
        return _refuse_undo(request, article, str(refusal))
    message = _("Undone: %(word)s.") % {"word": describe_word(review)}
    if not request.htmx:
        messages.success(request, message)
        return redirect(workspace_address(pk, review.claim_id))
    # Undoing is the reviewer's; the act asked for the role.
    workspace = Workspace(viewer=request.user, role=Role.REVIEWER, round=review.round, at=timezone.now())
    place = workspace.read(review.claim)
    if place is None:
        return HttpResponseClientRedirect(reverse("workspace", args=[pk]))
    judged = _judged(place.state.claim.pk, place.state.mark)
    card = make_card(workspace, place, note=Note.of(review), saved=message, judged=judged)
    return _show_card(request, workspace, card, message)


@login_required
@require_GET
def show_finished(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the person finished on the article, and their agreement where claims are complete."""
    article = get_article(request.user, pk)
    round = shown_round(article.project)
    if round is None or role_in(request.user, article.project) != Role.REVIEWER:
        return redirect("workspace", pk=pk)
    round.project, at = article.project, timezone.now()
    workspace = Workspace(viewer=request.user, role=Role.REVIEWER, round=round, at=at)
    work = own_work(article=article, round=round, reviewer=request.user, at=at)
    words = Verdict.choices
    here = next_to_do(article=article, round=round, viewer=request.user, at=at)
    context = {
        "article": article,
        "project": article.project,
        "section": "review",
        "keys": workspace.keys,
        "can_undo": workspace.is_reviewing and (work.verdicts or work.skips),
        "work": work,
        "verdicts": [(word, label, work.verdicts[word]) for word, label in words],
        "here": here.state.claim if here else None,
        "has_more": bool(waiting_by_project(reviewer=request.user).get(article.project_id)),
    }
    return render(request, "annotations/finished.html", context)


def sit_down(viewer: User, article: Article) -> Workspace | None:
    """Return the workspace in the round shown, None before the first."""
    round = shown_round(article.project)
    if round is None:
        return None
    round.project = article.project
    return Workspace(viewer=viewer, role=role_in(viewer, article.project), round=round, at=timezone.now())


def _place_asked_for(workspace: Workspace, article: Article, asked: str) -> OpenClaim | None:
    key = read_key(asked)
    return workspace.read(Claim(pk=key, article=article)) if key else None


def first_to_show(workspace: Workspace, article: Article) -> OpenClaim | None:
    """Return the claim that waits for the person, else the article's first."""
    waiting = workspace.find_next(article) if workspace.is_reviewing else None
    if waiting is not None:
        return waiting
    first = Claim.objects.live().filter(article=article, progress__round=workspace.round).first()
    return workspace.read(first) if first else None


def show_page(
    request: SignedInRequest,
    workspace: Workspace,
    article: Article,
    place: OpenClaim | None,
    *,
    note: Note | None = None,
    error: str = "",
    remarks: Remarks | None = None,
) -> HttpResponse:
    """Return the page at that claim, with what the person wrote and why it was refused, if it was."""
    context = page_context(workspace, article, place, note=note, error=error, remarks=remarks)
    is_refused = error or (remarks and remarks.error)
    return render(request, "annotations/workspace.html", context, status=422 if is_refused else 200)


def page_context(
    workspace: Workspace,
    article: Article,
    place: OpenClaim | None,
    *,
    note: Note | None = None,
    error: str = "",
    saved: str = "",
    undoable: int | None = None,
    remarks: Remarks | None = None,
) -> dict[str, Any]:
    """Return what the whole page shows: the article with its claims, the strip and the card."""
    window = read_window(workspace, article, place)
    card = None
    if place:
        card = make_card(
            workspace, place, note=note, error=error, saved=saved, undoable=undoable, remarks=remarks
        )
    others = judged_under = None
    if workspace.is_reviewing:
        judged_under = last_guidelines(project=article.project, reviewer=workspace.viewer)
        others = count_waiting_articles(project=article.project, reviewer=workspace.viewer, besides=article)
    return {
        **_context(workspace, article, card),
        "drawn": draw_text(window, place),
        "states": window.states,
        "total": window.total,
        "done": window.done,
        "waiting_articles": others,
        "judged_under": judged_under,
        "key_map": json.dumps(workspace.keys),
    }


def _show_card(
    request: SignedInRequest, workspace: Workspace, card: Card, announcement: str, status: int = 200
) -> HttpResponse:
    claim = card.state.claim
    context = {**_context(workspace, claim.article, card), "announcement": announcement}
    response = render(request, "annotations/_card_update.html", context, status=status)
    if status == 200:
        response["HX-Push-Url"] = workspace_address(claim.article_id, claim.pk)
    return response


def _context(workspace: Workspace, article: Article, card: Card | None) -> dict[str, Any]:
    return {
        "workspace": workspace,
        "keys": workspace.keys,
        "article": article,
        "project": workspace.round.project,
        "section": "review",
        "card": card,
    }


def _judged(claim: int, mark: str) -> str:
    return json.dumps([claim, mark])


def _go_on(request: SignedInRequest, review: Review) -> HttpResponse:
    claim, round, at = review.claim, review.round, timezone.now()
    following = next_to_do(article=claim.article, round=round, viewer=request.user, at=at, after=claim)
    saved, lesson = _describe_saved(review, request.POST.get("standing", "")), _lesson(review)
    if following is None:
        finished = reverse("finished", args=[claim.article_id])
        if lesson:
            messages.info(request, lesson)
        if request.htmx and not lesson:
            return HttpResponseLocation(finished, target="#desk", select="#desk", swap="outerHTML")
        return HttpResponseClientRedirect(finished) if request.htmx else redirect(finished)
    if not request.htmx:
        messages.success(request, saved)
        if lesson:
            messages.info(request, lesson)
        return redirect(workspace_address(claim.article_id, following.state.claim.pk))
    # The role was asked for a moment ago, when the review was recorded.
    workspace = Workspace(viewer=request.user, role=Role.REVIEWER, round=round, at=at)
    announcement = _("%(saved)s Next: claim %(number)d of %(total)d.") % {
        "saved": saved,
        "number": following.state.number,
        "total": following.total,
    }
    card = make_card(
        workspace,
        following,
        saved=saved,
        judged=_judged(claim.pk, review.verdict or "skipped"),
        lesson=lesson,
    )
    return _show_card(request, workspace, card, announcement)


def _describe_saved(review: Review, shown: str) -> str:
    """Return what was saved; also what it replaced, where the card had not shown that."""
    word = describe_word(review)
    if review.supersedes is None or str(review.supersedes_id) == shown:
        return _("Saved: %(word)s.") % {"word": word}
    said = _("Saved: %(word)s, in place of %(former)s, which you had said in another window.") % {
        "word": word,
        "former": describe_word(review.supersedes),
    }
    if not review.made_after_reveal:
        return said
    marked = _("The verdicts are visible by now, so it is marked as made after.")
    return f"{said} {marked}"


def _lesson(review: Review) -> str:
    if review.purpose != Purpose.GOLD:
        return ""
    known = feedback_on(claim=review.claim, reviewer=review.reviewer)
    if known is None:
        return ""
    return _("You said: %(word)s. The known answer is: %(known)s. %(explanation)s") % {
        "word": describe_word(review),
        "known": known.get_verdict_display(),
        "explanation": known.explanation,
    }


def _refuse(request: SignedInRequest, claim: Claim, note: Note, error: str) -> HttpResponse:
    """Show the same card with the reason and everything the person wrote."""
    workspace = sit_down(request.user, claim.article)
    place = None
    if workspace is not None:
        place = workspace.read(claim)
    if workspace is None or place is None:
        # The claim was replaced meanwhile, so it has no card; the page says so and shows what there is.
        messages.error(request, error)
        address = workspace_address(claim.article_id, claim.pk)
        if not request.htmx:
            return redirect(address)
        gone = HttpResponseClientRedirect(address)
        # Not as saved: what was written stays in the browser, for the claim that stands now.
        gone.status_code = 409
        return gone
    if not request.htmx:
        return show_page(request, workspace, claim.article, place, note=note, error=error)
    return _show_card(request, workspace, make_card(workspace, place, note=note, error=error), error, 422)


def _show_again(request: SignedInRequest, article: Article, note: Note) -> HttpResponse:
    """Show the card of a claim whose verdict never arrived, as it was."""
    workspace = sit_down(request.user, article)
    place = _place_asked_for(workspace, article, request.POST.get("claim", "")) if workspace else None
    if workspace is None or place is None:
        return HttpResponseClientRedirect(reverse("workspace", args=[article.pk]))
    message = _("Taken back before it was saved.")
    judged = _judged(place.state.claim.pk, place.state.mark)
    card = make_card(workspace, place, note=note, saved=message, judged=judged)
    return _show_card(request, workspace, card, message)


def _refuse_undo(request: SignedInRequest, article: Article, error: str) -> HttpResponse:
    at = read_key(request.POST.get("claim"))
    claim = Claim.objects.filter(article=article, pk=at).first()
    if not request.htmx or claim is None:
        messages.error(request, error)
        address = (
            workspace_address(article.pk, claim.pk) if claim else reverse("workspace", args=[article.pk])
        )
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    return _refuse(request, claim, Answer.read(request.POST).note, error)
