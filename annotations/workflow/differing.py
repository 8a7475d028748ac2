"""Where people differ, in the order in which it is to be decided. Reads only.

Three kinds of difference are told apart:

- *verdict*: a claim that is complete in a round and whose independent verdicts there are not all the same,
  or that was sent to adjudication (by a lead, or because reviewers kept skipping it). Decided once a final
  verdict stands. One claim may differ in several rounds, and is then one difference in each.
- *segmentation*: a claim that members want cut differently. Looked at are the edits that would change it, or
  did (split, merge, move an edge, retire), and it differs where one of them was rejected or undone by
  somebody else than who made it, where two people made different ones, or where the claim itself was cut or
  added by one person and another wants it otherwise. Decided once none of them waits.
- *attribution*: the same of edits that give the claim another chain.

What somebody took back themselves is no difference, neither is the same edit proposed twice, and an addition
that was rejected has no claim to stand at. Edits belong
to the text and not to a round, so the last two kinds are the same whichever round is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotations.models import (
    Article,
    Claim,
    ClaimEdit,
    ClaimProgress,
    Project,
    Purpose,
    Review,
    Round,
    Standing,
    User,
)
from annotations.models.reviews import ReviewQuerySet

COUNTED = 1000
"""Differences are counted up to here: a lead who has more does not need to know how many."""


class Kind(models.TextChoices):
    """What people differ about."""

    VERDICT = "verdict", _("verdict")
    SEGMENTATION = "segmentation", _("segmentation")
    ATTRIBUTION = "attribution", _("attribution")


EDIT_KINDS = {
    Kind.SEGMENTATION: (
        ClaimEdit.Kind.SPLIT,
        ClaimEdit.Kind.MERGE,
        ClaimEdit.Kind.MOVE,
        ClaimEdit.Kind.ADD,
        ClaimEdit.Kind.RETIRE,
    ),
    Kind.ATTRIBUTION: (ClaimEdit.Kind.ATTRIBUTION,),
}


@dataclass(frozen=True)
class Queue:
    """The differences of one kind, decided or not, of these rounds; hardest first.

    Verdicts: those of the newest round first, since rounds are not pooled; in a round those that differ most
    (by entropy), then those with the most verdicts, then in the order in which the claims were made. Edits:
    those that the most people differ about, then likewise.
    """

    project: Project
    rounds: Sequence[Round]
    kind: Kind = Kind.VERDICT
    standing: Standing = Standing.UNDECIDED
    article: Article | None = None
    """Where only the differences of one article are wanted."""


@dataclass(frozen=True)
class Difference:
    """One difference: a claim, and the round in which its verdicts differ."""

    key: int
    """By which its place in its queue is found again."""

    claim_pk: int
    round_pk: int | None
    """None for edits."""


@dataclass(frozen=True)
class DifferencePage:
    """A stretch of a queue."""

    differences: Sequence[Difference]
    has_previous: bool
    has_next: bool


def count_differences(queue: Queue) -> int:
    """Return how many differences the queue holds, or `COUNTED` where they are as many or more."""
    if queue.kind == Kind.VERDICT and queue.article is not None:
        return sum(is_wanted for _one, is_wanted in _list_in_article(queue, queue.article))
    rows = _progress(queue, queue.rounds) if queue.kind == Kind.VERDICT else _edited_claims(queue)
    return rows.order_by()[:COUNTED].count()


def page_differences(
    queue: Queue, *, size: int, after: int | None = None, before: int | None = None
) -> DifferencePage:
    """Return the differences behind that key, or before it, or the first ones; each costs the same anywhere
    in the queue."""
    if before is not None:
        found = list(_walk(queue, before, size + 1, backwards=True))
        return DifferencePage(found[:size][::-1], has_previous=len(found) > size, has_next=True)
    found = list(_walk(queue, after, size + 1))
    return DifferencePage(found[:size], has_previous=after is not None, has_next=len(found) > size)


def find_neighbours(queue: Queue, key: int) -> tuple[Difference | None, Difference | None]:
    """Return the difference before that one and the one behind it, None at an end of the queue."""
    previous = next(_walk(queue, key, 1, backwards=True), None)
    return previous, next(_walk(queue, key, 1), None)


def find_following(queue: Queue, key: int) -> Difference | None:
    """Return the difference to go on with behind that one, else the first that was passed over."""
    behind = next(_walk(queue, key, 1), None)
    if behind is not None:
        return behind
    return next((one for one in _walk(queue, None, 2) if one.key != key), None)


def find_difference(*, claim: Claim, round: Round | None, kind: Kind) -> Difference | None:
    """Return the place of the claim in the queues of that kind, None where the round does not know it."""
    if kind != Kind.VERDICT:
        return Difference(key=claim.pk, claim_pk=claim.pk, round_pk=None)
    row = ClaimProgress.objects.filter(claim=claim, round=round).values_list("pk", "round").first()
    return Difference(key=row[0], claim_pk=claim.pk, round_pk=row[1]) if row else None


def find_kinds(claim: Claim) -> list[Kind]:
    """Return in which ways members differ about the claim's cut and chain."""
    here = Claim.objects.filter(pk=claim.pk)
    asked: Any = here.annotate(
        **{kind: Exists(_contested(kind, OuterRef("pk"))) for kind in EDIT_KINDS}
    ).first()
    return [kind for kind in EDIT_KINDS if asked is not None and getattr(asked, kind)]


def readable_reviews(*, rounds: Collection[Round], user: User) -> ReviewQuerySet:
    """Return the rounds' reviews that the user may read: each reviewer's independent word and, where it was
    changed once the claim was complete, the present one too."""
    normal = Review.objects.visible_to(user).filter(
        round__in=rounds, purpose=Purpose.NORMAL, withdrawn_at=None
    )
    return normal.filter(Q(pk__in=normal.independent().values("pk")) | Q(is_current=True))


def edits_about(claims: Collection[Claim], kind: Kind) -> dict[int, list[ClaimEdit]]:
    """Return the edits of that kind that somebody meant for each claim, by its key, the oldest first."""
    edits = meant_edits(kind).filter(before__in=claims).distinct().order_by("proposed_at", "pk")
    edits = edits.select_related("article", "proposed_by", "decided_by", "undone_by").defer("article__text")
    about: dict[int, list[ClaimEdit]] = {claim.pk: [] for claim in claims}
    for edit in edits.prefetch_related("before", "after"):
        for claim in edit.before.all():
            if claim.pk in about:
                about[claim.pk].append(edit)
    return about


def meant_edits(kind: Kind) -> QuerySet[ClaimEdit]:
    """Return the edits of that kind that whoever made them did not take back."""
    edits = ClaimEdit.objects.filter(kind__in=EDIT_KINDS[kind])
    return edits.exclude(state=ClaimEdit.State.REJECTED, decided_by=F("proposed_by")).exclude(
        state=ClaimEdit.State.UNDONE, undone_by=F("proposed_by")
    )


def _walk(queue: Queue, key: int | None, size: int, *, backwards: bool = False) -> Iterator[Difference]:
    if queue.kind != Kind.VERDICT:
        yield from _cut_out(_list_edits(queue), key, size, backwards=backwards)
    elif queue.article is not None:
        yield from _cut_out(_list_in_article(queue, queue.article), key, size, backwards=backwards)
    else:
        yield from _walk_rounds(queue, key, size, backwards=backwards)


def _cut_out(
    listed: Sequence[tuple[Difference, bool]], key: int | None, size: int, *, backwards: bool
) -> list[Difference]:
    """Return the wanted ones behind the key; where it is not listed any more, those from the start."""
    ordered = listed[::-1] if backwards else listed
    keys = [one.key for one, _is_wanted in ordered]
    first = keys.index(key) + 1 if key in keys else 0
    return [one for one, is_wanted in ordered[first:] if is_wanted][:size]


# ---- verdicts: rows of progress, in the order of the index `progress_by_disagreement`

_ORDER = {"disagreement": "-", "ratings": "-", "claim_id": ""}


def _progress(queue: Queue, rounds: Sequence[Round]) -> QuerySet[ClaimProgress]:
    rows = ClaimProgress.objects.filter(standing=queue.standing, claim__retired_at=None)
    # One round is asked for as such: rows of several are not in the index's order.
    return rows.filter(round=rounds[0]) if len(rounds) == 1 else rows.filter(round__in=rounds)


def _walk_rounds(queue: Queue, key: int | None, size: int, *, backwards: bool) -> Iterator[Difference]:
    place = None
    if key is not None:
        place = ClaimProgress.objects.filter(pk=key).select_related("round").first()
    for part in _split_behind(queue, place, backwards=backwards):
        for pk, claim, round in part.values_list("pk", "claim_id", "round_id")[:size]:
            yield Difference(key=pk, claim_pk=claim, round_pk=round)
            size -= 1
        if not size:
            return


def _split_behind(
    queue: Queue, place: ClaimProgress | None, *, backwards: bool
) -> Iterator[QuerySet[ClaimProgress]]:
    """Yield the rows behind the place in stretches that follow one another, each a single range of the index:
    the same rank, then lower ranks, then older rounds. One condition that says all this at once is no range,
    and every row before the place would be read."""
    signs = {name: "-" if bool(sign) != backwards else "" for name, sign in _ORDER.items()}
    rounds = sorted(queue.rounds, key=lambda round: round.number, reverse=not backwards)
    if place is not None:
        numbers = [round.number for round in rounds]
        rounds = rounds[numbers.index(place.round.number) :] if place.round.number in numbers else []
    for round in rounds:
        rows = _progress(queue, [round]).order_by(*(f"{sign}{name}" for name, sign in signs.items()))
        if place is None or round.pk != place.round_id:
            yield rows
            continue
        names = list(signs)
        for number in range(len(names) - 1, -1, -1):
            same = {name: getattr(place, name) for name in names[:number]}
            beyond = "lt" if signs[names[number]] else "gt"
            yield rows.filter(**same, **{f"{names[number]}__{beyond}": getattr(place, names[number])})


def _list_in_article(queue: Queue, article: Article) -> list[tuple[Difference, bool]]:
    """Return every difference of the article in order, and whether it is one of the queue's.

    An article's claims are few. They are put in order here, and the round is told apart here too: asked for
    it, SQLite goes through the whole round.
    """
    rows = ClaimProgress.objects.filter(claim__article=article, claim__retired_at=None)
    found = rows.order_by("-round__number", "-disagreement", "-ratings", "claim_id")
    listed = found.values_list("pk", "claim_id", "round_id", "standing")
    rounds = [round.pk for round in queue.rounds]
    return [
        (Difference(key=pk, claim_pk=claim, round_pk=round), standing == queue.standing)
        for pk, claim, round, standing in listed
        if standing is not None and round in rounds
    ]


# ---- edits: claims, found from the edits, which are few


def _list_edits(queue: Queue) -> list[tuple[Difference, bool]]:
    people = (
        ClaimEdit.objects.filter(before=OuterRef("pk"), kind__in=EDIT_KINDS[queue.kind])
        .order_by()
        .values("before")
        .annotate(number=Count("proposed_by", distinct=True))
        .values("number")
    )
    claims = _edited_claims(queue).annotate(people=Coalesce(Subquery(people), 0)).order_by("-people", "pk")
    keys = claims.values_list("pk", flat=True)[:COUNTED]
    return [(Difference(key=pk, claim_pk=pk, round_pk=None), True) for pk in keys]


def _edited_claims(queue: Queue) -> QuerySet[Claim]:
    kinds = EDIT_KINDS[queue.kind]
    meant = ClaimEdit.before.through.objects.filter(
        claimedit__article__project=queue.project, claimedit__kind__in=kinds
    )
    waiting = meant.filter(claimedit__state=ClaimEdit.State.PROPOSED)
    is_open = queue.standing == Standing.UNDECIDED
    claims = Claim.objects.filter(pk__in=(waiting if is_open else meant).values("claim"))
    if not is_open:
        claims = claims.exclude(pk__in=waiting.values("claim"))
    if queue.article is not None:
        claims = claims.filter(article=queue.article)
    return claims.filter(Exists(_contested(queue.kind, OuterRef("pk"))))


def _contested(kind: Kind, claim: OuterRef) -> QuerySet[ClaimEdit]:
    """Return the edits meant for the claim with which somebody else does not agree."""
    another = meant_edits(kind).exclude(proposed_by=OuterRef("proposed_by"))
    outer = OuterRef(claim)
    is_opposed = Q(state__in=[ClaimEdit.State.REJECTED, ClaimEdit.State.UNDONE])
    competing = another.filter(before=outer).exclude(drafts=OuterRef("drafts"))
    makers = another.filter(after=outer)
    return (
        meant_edits(kind).filter(before=claim).filter(is_opposed | Q(Exists(competing)) | Q(Exists(makers)))
    )
