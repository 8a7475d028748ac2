"""What the reviewing workspace shows: an article's claims as one person may see them. Reads only.

A claim that is to be judged again looks like one that never was: the person's earlier word, the others'
and that it is complete are left out of its state here, so that no page can show them by mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models import (
    Article,
    Attribution,
    Claim,
    ClaimEdit,
    Comment,
    GuidelineVersion,
    Membership,
    Project,
    Purpose,
    Review,
    Role,
    Round,
    User,
)
from annotations.workflow.queueing import claims_to_do, due_retests, waiting_claims

OWN_WORDS = [Purpose.NORMAL, Purpose.GOLD]
"""What a person's word on a claim is; what they said when asked again is compared, never shown."""

_LINK = (
    "depth",
    "source_start",
    "source_end",
    "source_text",
    "cue_start",
    "cue_end",
    "cue_text",
    "source_kind",
    "polarity",
    "flags",
)


@dataclass(frozen=True)
class ClaimState:
    """A claim with its progress in a round and the viewer's own word on it."""

    claim: Claim
    number: int
    """Its place among the article's claims, from 1."""

    given: int
    """How many verdicts are in, as far as the viewer may know."""

    wanted: int
    """How many the claim needs."""

    revealed_at: datetime | None
    request: str
    """What reviewers are asked to look for since the claim was reopened; mostly empty."""

    verdict: str
    """The viewer's; empty where there is none, as are the next two."""

    skip_reason: str
    lacks_support: bool
    has_simulated: bool
    """Whether any of the reviews counted is simulated, anybody's."""

    is_due: bool
    """Whether the viewer is to judge it again, which they are not told."""

    is_proposed: bool
    """Whether a change of it waits for a lead."""

    @property
    def is_complete(self) -> bool:
        """Return whether others' verdicts are visible."""
        return self.revealed_at is not None

    @property
    def is_mine(self) -> bool:
        """Return whether the viewer has had their turn."""
        return bool(self.verdict or self.skip_reason)

    @property
    def is_waiting(self) -> bool:
        """Return whether the claim still needs the viewer's turn."""
        return not self.is_mine and not self.is_complete

    @property
    def mark(self) -> str:
        """Return what a page draws: the viewer's verdict, or "skipped", "complete", "todo"."""
        if self.is_mine:
            return self.verdict or "skipped"
        return "complete" if self.is_complete else "todo"


@dataclass(frozen=True)
class OpenClaim:
    """A claim as its card needs it: its state, its place in the article and its chain."""

    state: ClaimState
    total: int
    """Live claims of the article in the round."""

    previous: int | None
    """The key of the claim before it in the article; likewise the next."""

    next: int | None
    chain: Sequence[Attribution]
    former: int | None
    """The viewer's review of a claim that an edit replaced by this one."""

    own_edit: int | None
    """The edit that made the claim, where it took effect by the viewer's word."""

    comments: int
    """How many remarks the viewer may read."""

    guidelines: int | None
    """The number of the version in force."""


@dataclass(frozen=True)
class Seat:
    """Where somebody sits down: a claim, the round shown and the person's role there."""

    claim: Claim
    round: Round
    role: Role | None


def shown_round(project: Project) -> Round | None:
    """Return the open round, between rounds the latest one, None before the first."""
    return project.rounds.order_by("-number").first()


def find_seat(claims: QuerySet[Claim], *, viewer: User) -> Seat | None:
    """Return the seat at the first of the claims, in one query; None where there is none, or no round yet."""
    rounds = Round.objects.filter(project=OuterRef("article__project")).order_by("-number")
    roles = Membership.objects.filter(project=OuterRef("article__project"), user=viewer)
    found: Any = (
        claims.select_related("article__project")
        .defer("article__text")
        .annotate(
            round_pk=Subquery(rounds.values("pk")[:1]),
            round_number=Subquery(rounds.values("number")[:1]),
            round_closed_at=Subquery(rounds.values("closed_at")[:1]),
            role=Subquery(roles.values("role")[:1]),
        )
        .first()
    )
    if found is None or found.round_pk is None:
        return None
    round = Round(
        pk=found.round_pk,
        project=found.article.project,
        number=found.round_number,
        closed_at=found.round_closed_at,
    )
    return Seat(claim=found, round=round, role=Role(found.role) if found.role else None)


def list_claims(
    *,
    article: Article,
    round: Round,
    viewer: User,
    at: datetime,
    within: tuple[int, int] | None = None,
) -> list[ClaimState]:
    """Return the article's live claims of the round in reading order, in one query.

    `within` leaves out those that begin outside of that stretch of the text.
    """
    rows = _seen_by(_in_round(round).filter(article=article), round=round, viewer=viewer, at=at)
    if within is None:
        return [_state(row, number, round) for number, row in enumerate(rows, start=1)]
    before = _in_round(round).filter(article=article, start__lt=within[0])
    rows = rows.filter(start__gte=within[0], start__lt=within[1]).annotate(before=_number_of(before))
    return [_state(row, row.before + place, round) for place, row in enumerate(rows, start=1)]


def read_claim(*, claim: Claim, round: Round, viewer: User, at: datetime) -> OpenClaim | None:
    """Return the claim as its card needs it, in one query; None where it is none of the round's live
    claims."""
    claims = _in_round(round).filter(pk=claim.pk, article=claim.article)
    return _open(claims, claim.article, round=round, viewer=viewer, at=at)


def next_to_do(
    *, article: Article, round: Round, viewer: User, at: datetime, after: Claim | None = None
) -> OpenClaim | None:
    """Return the claim of the article that the viewer is to judge next, in one query: the one behind `after`,
    else the first that was passed over; None when none is left.

    Within an article this is the order of the queue, but for the claims to judge again: those stand in the
    text as if they waited, so passing over them would tell them apart.
    """
    to_do = claims_to_do(round=round, reviewer=viewer, at=at).filter(article=article)
    to_do = to_do.order_by("start", "end", "pk")
    chosen: Any = Subquery(to_do.values("pk")[:1])
    if after is not None:
        to_do = to_do.exclude(pk=after.pk)
        behind = to_do.filter(Q(start__gt=after.start) | Q(start=after.start, end__gt=after.end))
        chosen = Coalesce(Subquery(behind.values("pk")[:1]), Subquery(to_do.values("pk")[:1]))
    return _open(_in_round(round).filter(pk=chosen), article, round=round, viewer=viewer, at=at)


def own_review(*, claim: Claim, round: Round, reviewer: User) -> Review | None:
    """Return the reviewer's standing word on the claim, its evidence at hand."""
    reviews = Review.objects.current().filter(
        claim=claim, round=round, reviewer=reviewer, purpose__in=OWN_WORDS
    )
    return reviews.prefetch_related("evidence").first()


def others_reviews(*, claim: Claim, round: Round, viewer: User) -> list[Review]:
    """Return what others say of the claim as far as the viewer may read it, the earliest first."""
    reviews = (
        Review.objects.visible_to(viewer).current().filter(claim=claim, round=round, purpose__in=OWN_WORDS)
    )
    return list(
        reviews.exclude(reviewer=viewer)
        .select_related("reviewer")
        .prefetch_related("evidence")
        .order_by("created_at", "pk")
    )


def count_done(*, article: Article, round: Round, viewer: User, at: datetime) -> int:
    """Return how many of the article's live claims the viewer has had their turn on, as far as they know."""
    rows = _seen_by(_in_round(round).filter(article=article), round=round, viewer=viewer, at=at)
    return rows.order_by().filter(mine__isnull=False, is_due=False).count()


def count_complete_claims(*, article: Article, round: Round) -> int:
    """Return how many of the article's live claims are complete in the round."""
    return _in_round(round).order_by().filter(article=article, progress__revealed_at__isnull=False).count()


def last_guidelines(*, project: Project, reviewer: User) -> int | None:
    """Return the number of the version that the person's latest review in the project was made under."""
    reviews = Review.objects.filter(reviewer=reviewer, round__project=project).order_by("-pk")
    return reviews.values_list("guideline_version__number", flat=True).first()


def count_waiting_articles(*, project: Project, reviewer: User, besides: Article) -> int:
    """Return how many other articles of the project hold claims that wait for the reviewer."""
    waiting = waiting_claims(project=project, reviewer=reviewer).exclude(article=besides)
    return waiting.order_by().values("article").distinct().count()


def _in_round(round: Round) -> QuerySet[Claim]:
    return Claim.objects.live().filter(progress__round=round)


def _number_of(rows: QuerySet[Any], group: str = "article") -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _seen_by(claims: QuerySet[Claim], *, round: Round, viewer: User, at: datetime) -> Any:
    """Return the claims of the round with their progress and the viewer's word."""
    mine = FilteredRelation(
        "reviews",
        condition=Q(
            reviews__round=round,
            reviews__reviewer=viewer,
            reviews__purpose__in=OWN_WORDS,
            reviews__is_current=True,
        ),
    )
    simulated = Review.objects.current().filter(claim=OuterRef("pk"), round=round, is_simulated=True)
    due = due_retests(project=round.project, reviewer=viewer, at=at)
    proposed = ClaimEdit.objects.filter(before=OuterRef("pk"), state=ClaimEdit.State.PROPOSED)
    return claims.annotate(
        mine=mine,
        ratings=F("progress__ratings"),
        extra=F("progress__extra_verdicts"),
        revealed_at=F("progress__revealed_at"),
        request=F("progress__request"),
        has_simulated=Exists(simulated),
        is_due=Exists(due.filter(claim=OuterRef("pk"))),
        is_proposed=Exists(proposed),
        my_verdict=F("mine__verdict"),
        my_skip_reason=F("mine__skip_reason"),
        my_verdict_lacks_support=F("mine__lacks_support"),
    )


def _state(row: Any, number: int, round: Round) -> ClaimState:
    is_hidden = row.is_due
    # A claim to judge again looks as it did before the viewer's first word.
    given = row.ratings - 1 if row.my_verdict and is_hidden else row.ratings
    return ClaimState(
        claim=row,
        number=number,
        given=given,
        wanted=round.project.overlap + row.extra,
        revealed_at=None if is_hidden else row.revealed_at,
        request="" if is_hidden else row.request,
        verdict="" if is_hidden else row.my_verdict or "",
        skip_reason="" if is_hidden else row.my_skip_reason or "",
        lacks_support=not is_hidden and bool(row.my_verdict_lacks_support),
        has_simulated=row.has_simulated and not is_hidden,
        is_due=row.is_due,
        is_proposed=row.is_proposed,
    )


def _open(
    claims: QuerySet[Claim], article: Article, *, round: Round, viewer: User, at: datetime
) -> OpenClaim | None:
    """Return the one claim, with its chain joined and its place counted beside it."""
    here = _in_round(round).filter(article=article)
    before = Q(start__lt=OuterRef("start")) | Q(start=OuterRef("start"), end__lt=OuterRef("end"))
    behind = Q(start__gt=OuterRef("start")) | Q(start=OuterRef("start"), end__gt=OuterRef("end"))
    stale = Review.objects.current().filter(
        claim__replaced_by=OuterRef("pk"), round=round, reviewer=viewer, purpose__in=OWN_WORDS
    )
    edits = ClaimEdit.objects.filter(
        after=OuterRef("pk"), state=ClaimEdit.State.APPLIED, decided_by=viewer
    ).order_by("-pk")
    comments = Comment.objects.filter(claim=OuterRef("pk"))
    guidelines = GuidelineVersion.objects.filter(project=round.project).order_by("-number")
    rows = list(
        _seen_by(claims, round=round, viewer=viewer, at=at)
        .annotate(
            before=_number_of(here.filter(before)),
            total=_number_of(here),
            previous=Subquery(here.filter(before).order_by("-start", "-end").values("pk")[:1]),
            next=Subquery(here.filter(behind).order_by("start", "end").values("pk")[:1]),
            former=Subquery(stale.order_by("-created_at", "-pk").values("pk")[:1]),
            own_edit=Subquery(edits.values("pk")[:1]),
            all_comments=_number_of(comments, "claim"),
            own_comments=_number_of(comments.filter(author=viewer), "claim"),
            guidelines=Subquery(guidelines.values("number")[:1]),
            **{f"link_{name}": F(f"chain__{name}") for name in _LINK},
        )
        .order_by("chain__depth")
    )
    if not rows:
        return None
    first = rows[0]
    first.article = article
    state = _state(first, first.before + 1, round)
    is_open = not state.is_due and (state.is_mine or state.is_complete or not round.project.is_blind)
    return OpenClaim(
        state=state,
        total=first.total,
        previous=first.previous,
        next=first.next,
        chain=[
            Attribution(claim=first, **{name: getattr(row, f"link_{name}") for name in _LINK})
            for row in rows
            if row.link_depth is not None
        ],
        former=first.former,
        own_edit=first.own_edit,
        comments=first.all_comments if is_open else first.own_comments,
        guidelines=first.guidelines,
    )
