"""What the reviewing workspace shows: an article's claims as one person may see them. Reads only.

A claim that is to be judged again looks like one that never was: the person's earlier word, the others'
and that it is complete are left out of its state here, so that no page can show them by mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.models import (
    Article,
    Attribution,
    Claim,
    Project,
    Review,
    Role,
    Round,
    User,
)
from annotations.workflow.queueing import due_retests, retest_values, waiting_claims
from annotations.workflow.workspace_queries import LINK, LIST, OWN_WORDS, PLACE, SEAT


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


def find_seat(*, claim: int, viewer: User) -> Seat | None:
    """Return the seat at the claim of that key, in one query; None where there is none, or no round yet."""
    rows: list[Any] = SEAT.ask(claim=claim, viewer=viewer.pk)
    found = rows[0] if rows else None
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
    start, end = within or (0, 0)
    rows: list[Any] = LIST.ask(
        within is not None,
        round.project.retest_after_days is not None,
        **_slots(article, round, viewer, at),
        from_start=start,
        to_end=end,
    )
    before = rows[0].before if rows and within else 0
    return [_state(row, number, round) for number, row in enumerate(rows, start=before + 1)]


def read_claim(*, claim: Claim, round: Round, viewer: User, at: datetime) -> OpenClaim | None:
    """Return the claim as its card needs it, in one query; None where it is none of the round's live
    claims."""
    return _open("itself", claim.article, round=round, viewer=viewer, at=at, claim=claim.pk)


def next_to_do(
    *, article: Article, round: Round, viewer: User, at: datetime, after: Claim | None = None
) -> OpenClaim | None:
    """Return the claim of the article that the viewer is to judge next, in one query: the one behind `after`,
    else the first that was passed over; None when none is left.

    Within an article this is the order of the queue, but for the claims to judge again: those stand in the
    text as if they waited, so passing over them would tell them apart.
    """
    if after is None:
        return _open("first", article, round=round, viewer=viewer, at=at)
    place = {"claim": after.pk, "start": after.start, "end": after.end}
    return _open("behind", article, round=round, viewer=viewer, at=at, **place)


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
    due = due_retests(project=round.project, reviewer=viewer, at=at)
    said = Review.objects.current().filter(
        claim__article=article, claim__retired_at=None, round=round, reviewer=viewer, purpose__in=OWN_WORDS
    )
    return said.exclude(claim__in=due.values("claim")).order_by().values("claim").distinct().count()


def count_complete_claims(*, article: Article, round: Round) -> int:
    """Return how many of the article's live claims are complete in the round."""
    claims = Claim.objects.filter(article=article, retired_at=None)
    return claims.filter(progress__round=round, progress__revealed_at__isnull=False).count()


def last_guidelines(*, project: Project, reviewer: User) -> int | None:
    """Return the number of the version that the person's latest review in the project was made under."""
    reviews = Review.objects.filter(reviewer=reviewer, round__project=project).order_by("-pk")
    return reviews.values_list("guideline_version__number", flat=True).first()


def count_waiting_articles(*, project: Project, reviewer: User, besides: Article) -> int:
    """Return how many other articles of the project hold claims that wait for the reviewer."""
    waiting = waiting_claims(project=project, reviewer=reviewer).exclude(article=besides)
    return waiting.order_by().values("article").distinct().count()


def _slots(article: Article, round: Round, viewer: User, at: datetime) -> dict[str, Any]:
    """Return the values that every prepared query here has slots for."""
    return {
        "article": article.pk,
        "round": round.pk,
        "project": round.project_id,
        "viewer": viewer.pk,
        **retest_values(round.project, at),
    }


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
    which: str, article: Article, *, round: Round, viewer: User, at: datetime, **place: int
) -> OpenClaim | None:
    """Return the one claim, with its chain joined and its place counted beside it."""
    rows: list[Any] = PLACE.ask(
        which, round.project.retest_after_days is not None, **_slots(article, round, viewer, at), **place
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
            Attribution(claim=first, **{name: getattr(row, f"link_{name}") for name in LINK})
            for row in rows
            if row.link_depth is not None
        ],
        former=first.former,
        own_edit=first.own_edit,
        comments=first.all_comments if is_open else first.own_comments,
        guidelines=first.guidelines,
    )
