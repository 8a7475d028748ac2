"""The history of a claim: everything that happened to its words, as far as one person may know. Reads only.

A claim's history is that of all claims that edits tie to it: those it came from and those that replaced it.
First the bare events are listed, so that a long history can be paged; then those of one page are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from annotations.models import (
    Adjudication,
    Article,
    Claim,
    ClaimEdit,
    ClaimProgress,
    Comment,
    GoldAnswer,
    Purpose,
    Review,
    Role,
    User,
)
from annotations.workflow.queueing import due_retests
from annotations.workflow.refusals import role_of


class EventKind(StrEnum):
    """What happened; those of one moment follow one another in this order."""

    IMPORTED = "imported"
    PROPOSED = "proposed"
    EDITED = "edited"
    """Took effect at once, without anybody's decision."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNDONE = "undone"
    GOLD_SET = "gold_set"
    GOLD_ENDED = "gold_ended"
    REVIEWED = "reviewed"
    COMPLETED = "completed"
    COMMENTED = "commented"
    DECIDED = "decided"
    REOPENED = "reopened"


_ORDER = {kind: place for place, kind in enumerate(EventKind)}

_TABLES: dict[EventKind, type[Any]] = {
    EventKind.IMPORTED: Article,
    EventKind.PROPOSED: ClaimEdit,
    EventKind.EDITED: ClaimEdit,
    EventKind.ACCEPTED: ClaimEdit,
    EventKind.REJECTED: ClaimEdit,
    EventKind.UNDONE: ClaimEdit,
    EventKind.GOLD_SET: GoldAnswer,
    EventKind.GOLD_ENDED: GoldAnswer,
    EventKind.REVIEWED: Review,
    EventKind.COMPLETED: ClaimProgress,
    EventKind.COMMENTED: Comment,
    EventKind.DECIDED: Adjudication,
    EventKind.REOPENED: ClaimProgress,
}


@dataclass(frozen=True)
class Event:
    """That something happened, and the key of the row that tells what."""

    at: datetime
    kind: EventKind
    row: int


@dataclass(frozen=True)
class Entry:
    """An event with its row, what the row names at hand."""

    event: Event
    row: Any


def list_events(*, claim: Claim, viewer: User, at: datetime) -> list[Event]:
    """Return what happened to the claim, the oldest first, as far as the viewer may know.

    Whose own word is still asked for, or asked for again, sees nothing that others said of these words or of
    those before them, and where it is asked for again not their own either: it is not to steer them.
    """
    claims = _find_lineage(claim)
    role = role_of(user=viewer, project=claim.article.project)
    events = [*_edits(claim, claims), *_progress_and_words(claim, claims, viewer, role, at)]
    if role == Role.LEAD:
        events += _gold(claims)
    return sorted(events, key=lambda event: (event.at, _ORDER[event.kind], event.row))


def read_events(events: Collection[Event]) -> list[Entry]:
    """Return the events with their rows, in a number of queries that does not grow with them."""
    keys: dict[type[Any], set[int]] = defaultdict(set)
    for event in events:
        keys[_TABLES[event.kind]].add(event.row)
    rows = {table: _rows_of(table).in_bulk(wanted) for table, wanted in keys.items()}
    return [Entry(event=event, row=rows[_TABLES[event.kind]][event.row]) for event in events]


def _rows_of(table: type[Any]) -> QuerySet[Any]:
    """Return the table's rows with all that a page says of one."""
    if table is Article:
        return Article.objects.select_related("imported_by").defer("text")
    if table is ClaimEdit:
        edits = ClaimEdit.objects.select_related("article", "proposed_by", "decided_by", "undone_by")
        return edits.prefetch_related("before__chain", "after")
    if table is Review:
        return Review.objects.select_related("claim", "reviewer", "round").prefetch_related("evidence")
    if table is Comment:
        return Comment.objects.select_related("claim", "author")
    if table is Adjudication:
        return Adjudication.objects.select_related("claim", "adjudicator", "round")
    if table is GoldAnswer:
        return GoldAnswer.objects.select_related("claim", "created_by", "ended_by")
    return ClaimProgress.objects.select_related("claim", "round")


def _find_lineage(claim: Claim) -> set[int]:
    """Return the keys of the claim and of all that edits tie to it, in two queries: the article's edits are
    few, and following them one by one would ask anew for each."""
    sides: dict[int, set[int]] = defaultdict(set)
    for side in (ClaimEdit.before.through, ClaimEdit.after.through):
        of_article = side.objects.filter(claimedit__article=claim.article_id)
        for edit, one in of_article.values_list("claimedit", "claim"):
            sides[edit].add(one)
    edits_of: dict[int, set[int]] = defaultdict(set)
    for edit, claims in sides.items():
        for one in claims:
            edits_of[one].add(edit)
    seen, ahead = {claim.pk}, {claim.pk}
    while ahead:
        met = {one for claim_key in ahead for edit in edits_of[claim_key] for one in sides[edit]}
        ahead, seen = met - seen, seen | met
    return seen


def _edits(claim: Claim, claims: set[int]) -> Iterator[Event]:
    """Yield how the claims were made and changed."""
    article = claim.article
    if Claim.objects.filter(pk__in=claims).exclude(splitter_version="").exists():
        yield Event(article.imported_at, EventKind.IMPORTED, article.pk)
    touching = ClaimEdit.objects.filter(Q(before__in=claims) | Q(after__in=claims)).distinct()
    for pk, state, proposed_by, proposed_at, decided_by, decided_at, undone_at in touching.values_list(
        "pk", "state", "proposed_by", "proposed_at", "decided_by", "decided_at", "undone_at"
    ):
        is_direct = decided_at == proposed_at and decided_by == proposed_by
        yield Event(proposed_at, EventKind.EDITED if is_direct else EventKind.PROPOSED, pk)
        if decided_at and not is_direct:
            is_rejected = state == ClaimEdit.State.REJECTED
            yield Event(decided_at, EventKind.REJECTED if is_rejected else EventKind.ACCEPTED, pk)
        if undone_at:
            yield Event(undone_at, EventKind.UNDONE, pk)


def _progress_and_words(
    claim: Claim, claims: set[int], viewer: User, role: Role | None, at: datetime
) -> Iterator[Event]:
    """Yield what people said of the claims, and when each was complete or opened again."""
    project = claim.article.project
    progress = list(
        ClaimProgress.objects.filter(claim__in=claims).values_list(
            "pk", "revealed_at", "reopened_at", "round__closed_at", "claim__retired_at"
        )
    )
    due = due_retests(project=project, reviewer=viewer, at=at).filter(claim__in=claims)
    is_due = role == Role.REVIEWER and due.exists()
    is_open = any(
        revealed_at is None and closed_at is None and retired_at is None
        for _pk, revealed_at, _reopened_at, closed_at, retired_at in progress
    )
    for pk, revealed_at, reopened_at, _closed_at, _retired_at in progress:
        if revealed_at and not is_due:
            yield Event(revealed_at, EventKind.COMPLETED, pk)
        if reopened_at and not is_due:
            yield Event(reopened_at, EventKind.REOPENED, pk)
    if is_due:
        own = Comment.objects.filter(claim__in=claims, author=viewer)
        yield from _events(EventKind.COMMENTED, own, "created_at")
        return
    hides_others = role == Role.REVIEWER and is_open and project.is_blind
    reviews = Review.objects.visible_to(viewer).filter(claim__in=claims, withdrawn_at=None)
    reviews = reviews.exclude(purpose=Purpose.RETEST)
    decided = Adjudication.objects.filter(claim__in=claims)
    if hides_others:
        reviews, decided = reviews.filter(reviewer=viewer), decided.none()
    yield from _events(EventKind.REVIEWED, reviews, "created_at")
    yield from _events(EventKind.DECIDED, decided.filter(_is_complete_there()), "decided_at")
    comments = _comments(claims, viewer, only_where_said=hides_others)
    yield from _events(EventKind.COMMENTED, comments, "created_at")


def _comments(claims: set[int], viewer: User, *, only_where_said: bool) -> QuerySet[Comment]:
    """Return the remarks that the viewer may read, by the rule of `commenting.visible_comments`, each by the
    newest round of its claim; with `only_where_said` only those on claims that the viewer judged there."""
    newer = ClaimProgress.objects.filter(claim=OuterRef("claim"), round__number__gt=OuterRef("round__number"))
    newest = ClaimProgress.objects.filter(~Exists(newer), claim=OuterRef("claim"))
    said = Review.objects.current().filter(claim=OuterRef("claim"), round=OuterRef("round"), reviewer=viewer)
    may_read = Q(author=viewer) | Q(Exists(newest.filter(Exists(said))))
    if not only_where_said:
        may_read |= Q(claim__article__project__is_blind=False) | Q(Exists(newest.exclude(revealed_at=None)))
    return Comment.objects.filter(may_read, claim__in=claims)


def _is_complete_there() -> Exists:
    return Exists(
        ClaimProgress.objects.filter(
            claim=OuterRef("claim"), round=OuterRef("round"), revealed_at__isnull=False
        )
    )


def _gold(claims: set[int]) -> Iterator[Event]:
    answers = GoldAnswer.objects.filter(claim__in=claims)
    for pk, created_at, ended_at in answers.values_list("pk", "created_at", "ended_at"):
        yield Event(created_at, EventKind.GOLD_SET, pk)
        if ended_at:
            yield Event(ended_at, EventKind.GOLD_ENDED, pk)


def _events(kind: EventKind, rows: QuerySet[Any], moment: str) -> Iterable[Event]:
    for pk, at in rows.order_by().values_list("pk", F(moment)):
        yield Event(at, kind, pk)
