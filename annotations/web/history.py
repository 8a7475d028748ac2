"""The history of a claim: how its words came to be, what was said of them, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotations.models import Claim, Role, User
from annotations.web.access import get_claim, role_in
from annotations.web.cards import workspace_address
from annotations.web.proposals import describe_edit
from annotations.workflow.history import Entry, EventKind, list_events, read_events

PER_PAGE = 30

TITLES = {
    EventKind.IMPORTED: gettext_lazy("The article came in and was split into claims"),
    EventKind.PROPOSED: gettext_lazy("A change was proposed"),
    EventKind.EDITED: gettext_lazy("Changed"),
    EventKind.ACCEPTED: gettext_lazy("The change was accepted"),
    EventKind.REJECTED: gettext_lazy("The change was rejected"),
    EventKind.UNDONE: gettext_lazy("The change was undone"),
    EventKind.GOLD_SET: gettext_lazy("Known answer set"),
    EventKind.GOLD_ENDED: gettext_lazy("Known answer ended"),
    EventKind.REVIEWED: gettext_lazy("Judged"),
    EventKind.COMPLETED: gettext_lazy("Complete: its verdicts became visible"),
    EventKind.COMMENTED: gettext_lazy("Remark"),
    EventKind.DECIDED: gettext_lazy("Final verdict"),
    EventKind.REOPENED: gettext_lazy("Opened again: one more reviewer was asked"),
}

# Who did it, by the field of the row; nobody in particular completes a claim or opens it again.
DOERS = {
    EventKind.IMPORTED: "imported_by",
    EventKind.PROPOSED: "proposed_by",
    EventKind.EDITED: "proposed_by",
    EventKind.ACCEPTED: "decided_by",
    EventKind.REJECTED: "decided_by",
    EventKind.UNDONE: "undone_by",
    EventKind.GOLD_SET: "created_by",
    EventKind.GOLD_ENDED: "ended_by",
    EventKind.REVIEWED: "reviewer",
    EventKind.COMMENTED: "author",
    EventKind.DECIDED: "adjudicator",
}


@dataclass(frozen=True)
class Line:
    """One event as the page tells it."""

    entry: Entry
    title: str
    doer: User | None
    edit: dict[str, Any] | None
    """What the edit changed, where one was proposed or took effect at once."""

    other_words: str
    """The words that it was about, where they are not those of the claim shown."""

    @property
    def kind(self) -> str:
        """Return what happened, for the template."""
        return self.entry.event.kind.value

    @property
    def is_stale(self) -> bool:
        """Return whether it judged words that an edit has replaced since."""
        return self.kind in (EventKind.REVIEWED, EventKind.DECIDED) and bool(self.entry.row.claim.retired_at)


@require_safe
@login_required
@never_cache
def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened to the claim, the oldest first, as far as the person may know."""
    user = cast(User, request.user)
    claim = get_claim(user, pk)
    events = list_events(claim=claim, viewer=user, at=timezone.now())
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    is_lead = role_in(user, claim.article.project) == Role.LEAD
    context = {
        "project": claim.article.project,
        "section": "review",
        "article": claim.article,
        "claim": claim,
        "chain": list(claim.chain.order_by("depth")),
        "page": page,
        "lines": [
            _draw(entry, claim, user, is_lead=is_lead) for entry in read_events(list(page.object_list))
        ],
        "back": workspace_address(claim.article_id, claim.pk),
    }
    return render(request, "annotations/history.html", context)


def _draw(entry: Entry, claim: Claim, user: User, *, is_lead: bool) -> Line:
    kind, row = entry.event.kind, entry.row
    is_change = kind in (EventKind.PROPOSED, EventKind.EDITED)
    about = row.claim.words if hasattr(row, "claim") else claim.words
    return Line(
        entry=entry,
        title=str(TITLES[kind]),
        doer=getattr(row, DOERS[kind]) if kind in DOERS else None,
        edit=describe_edit(row, user, is_lead=is_lead) if is_change else None,
        other_words="" if about == claim.words else about,
    )
