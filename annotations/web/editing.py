"""Claims cut, worded and attributed otherwise, the proposals that wait for a lead, and a claim's history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from annotations.models import (
    POLARITIES,
    SOURCE_KINDS,
    Article,
    Claim,
    ClaimEdit,
    Project,
    Purpose,
    Review,
    Role,
    User,
)
from annotations.splitting import find_new_words
from annotations.web.access import get_claim, get_project, read_key, role_in
from annotations.workflow.cutting import ClaimDraft, LinkDraft
from annotations.workflow.editing import (
    EditInvalid,
    accept_edit,
    add_claim,
    change_attribution,
    change_wording,
    edits_of,
    following_claim,
    merge_with_next,
    move_claim_edge,
    reject_edit,
    retire_claim,
    split_claim,
    undo_edit,
)
from annotations.workflow.refusals import Refused

PER_PAGE = 20
SPARE_LINKS = 2
AROUND = 200
"""Characters before and behind its sentence that show a claim in its place."""
KINDS = [(kind, label) for kind, label in SOURCE_KINDS if kind != "none"]


class LinkForm(forms.Form):
    """One link of a chain; the words are looked for in the article, nearest to the claim."""

    source = forms.CharField(label=gettext_lazy("Source, as printed"), max_length=2000, required=False)
    cue = forms.CharField(label=gettext_lazy("Cue, as printed"), max_length=500, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("no link")), *KINDS], required=False
    )
    polarity = forms.ChoiceField(label=gettext_lazy("Polarity"), choices=POLARITIES, required=False)


LinkForms = forms.formset_factory(LinkForm, extra=SPARE_LINKS, max_num=6)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what can be changed in a claim and how it came to be; propose a change."""
    user = cast(User, request.user)
    claim = get_claim(user, pk)
    links = LinkForms(
        request.POST if request.POST.get("act") == "attribution" else None, initial=_chain(claim)
    )
    if request.method == "POST":
        try:
            edit = _propose(request.POST, claim, user, links)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _tell(request, edit, claim)
            after = edit.after.order_by("start", "end").first()
            shown = after if edit.state == ClaimEdit.State.APPLIED and after else claim
            return redirect("edit_claim", pk=shown.pk)
    return render(request, "annotations/edit_claim.html", _context(claim, user, links))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def list_proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """The proposals that wait; a lead decides them, and whoever made one may take it back."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    if request.method == "POST":
        _decide(request, project, user)
        return redirect("proposals", slug=slug)
    waiting = (
        ClaimEdit.objects.filter(article__project=project, state=ClaimEdit.State.PROPOSED)
        .select_related("proposed_by", "article")
        .prefetch_related("before", "after")
        .order_by("proposed_at", "pk")
    )
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "section": "project",
        "page": page,
        "rows": [_row(edit) for edit in page.object_list],
        "is_lead": role_in(user, project) == Role.LEAD,
    }
    return render(request, "annotations/proposals.html", context)


def _propose(posted: QueryDict, claim: Claim, user: User, links: Any) -> ClaimEdit:
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
    if act == "wording":
        return change_wording(claim=claim, wording=posted.get("wording", ""), by=user, at=now, note=note)
    if act == "add":
        start, end = _find(claim.article, posted.get("words", ""), near=claim.start)
        return add_claim(article=claim.article, start=start, end=end, by=user, at=now, note=note)
    if act == "attribution" and links.is_valid():
        chain = [_link(claim, row) for row in links.cleaned_data if row.get("kind")]
        return change_attribution(claim=claim, chain=chain, by=user, at=now, note=note)
    raise EditInvalid(_("Choose what to change."))


def _link(claim: Claim, row: dict[str, str]) -> LinkDraft:
    source = _find(claim.article, row["source"], near=claim.start) if row["source"].strip() else None
    cue = _find(claim.article, row["cue"], near=source[0] if source else claim.start) if row["cue"] else None
    return LinkDraft(source=source, cue=cue, kind=row["kind"], polarity=row["polarity"] or "asserts")


def _find(article: Article, words: str, *, near: int) -> tuple[int, int]:
    """Return where the article prints the words, nearest to the place; `EditInvalid` where it does not."""
    words = words.strip()
    before = article.text.rfind(words, 0, near + len(words)) if words else -1
    behind = article.text.find(words, near) if words else -1
    found = [at for at in (before, behind) if at >= 0]
    if not found:
        raise EditInvalid(
            _("The article does not print “%(words)s”. Copy the words exactly.") % {"words": words[:200]}
        )
    start = min(found, key=lambda at: abs(at - near))
    return start, start + len(words)


def _tell(request: HttpRequest, edit: ClaimEdit, claim: Claim) -> None:
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


def _decide(request: HttpRequest, project: Project, user: User) -> None:
    act, _colon, key = request.POST.get("act", "").partition(":")
    edits = ClaimEdit.objects.filter(article__project=project)
    edit = edits.filter(pk=read_key(key)).first()
    acts = {
        "accept": (accept_edit, _("Accepted: it is in effect.")),
        "reject": (reject_edit, _("Rejected: nothing changed.")),
        "undo": (undo_edit, _("Undone: the former claims count again.")),
    }
    if edit is None or act not in acts:
        return
    do, done = acts[act]
    try:
        do(edit=edit, by=user, at=timezone.now())
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))


def _context(claim: Claim, user: User, links: Any) -> dict[str, Any]:
    article, project = claim.article, claim.article.project
    role = role_in(user, project)
    # Gold answers and words given again are nobody's to compare.
    reviews = Review.objects.visible_to(user).filter(claim=claim, withdrawn_at=None, purpose=Purpose.NORMAL)
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
        "may_edit": role in (Role.LEAD, Role.REVIEWER) and claim.retired_at is None,
        "is_lead": role == Role.LEAD,
        "is_direct": role == Role.LEAD or project.edit_policy == "direct",
        "rows": [
            {**_row(edit), "may_undo": role == Role.LEAD or edit.decided_by_id == user.pk}
            for edit in edits_of(claim)
        ],
        "replaced_by": list(claim.replaced_by.filter(retired_at=None).order_by("start", "end")),
        "reviews": list(reviews.select_related("reviewer").order_by("created_at", "pk")),
        "back": f"{reverse('workspace', args=[article.pk])}?claim={claim.pk}#c{claim.pk}",
    }


def _chain(claim: Claim) -> list[dict[str, str]]:
    return [
        {
            "source": link.source_text,
            "cue": link.cue_text,
            "kind": link.source_kind,
            "polarity": link.polarity,
        }
        for link in claim.chain.order_by("depth")
    ]


def _row(edit: ClaimEdit) -> dict[str, Any]:
    """Return an edit with the words before and after, the latter from its drafts while it only waits."""
    before = sorted(edit.before.all(), key=lambda claim: (claim.start, claim.end))
    made = sorted(edit.after.all(), key=lambda claim: (claim.start, claim.end))
    drafts = [ClaimDraft.from_json(draft) for draft in edit.drafts]
    words = [claim.words for claim in made] or [_words(edit.article, draft) for draft in drafts]
    return {"edit": edit, "before": before, "words": words, "told": [_told(draft) for draft in drafts]}


def _words(article: Article, draft: ClaimDraft) -> str:
    return " … ".join(article.text[start:end] for start, end in draft.fragments)


def _told(draft: ClaimDraft) -> Sequence[str]:
    """Return what a draft says besides its words: another wording, another chain."""
    told = [draft.normalized_text] if draft.normalized_text else []
    if draft.chain is not None:
        labels = dict(SOURCE_KINDS)
        told.append(" → ".join(str(labels[link.kind]) for link in draft.chain) or str(labels["none"]))
    return told
