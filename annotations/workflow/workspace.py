"""What the reviewing workspace shows: an article's claims as one person may see them. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from annotations.agreement import Figure, RatingTable, observed_agreement
from annotations.models import Article, Claim, Project, Purpose, Review, Round, User
from annotations.workflow.queueing import waiting_claims


@dataclass(frozen=True)
class ClaimState:
    """A claim with its progress in a round and the viewer's own word on it."""

    claim: Claim
    number: int
    """Its place among the article's claims, from 1."""

    ratings: int
    skips: int
    revealed_at: datetime | None
    verdict: str
    """The viewer's; empty where there is none, as are the next two."""

    skip_reason: str
    lacks_support: bool
    has_simulated: bool
    """Whether any of the reviews counted is simulated, anybody's."""

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


@dataclass(frozen=True)
class OwnWork:
    """What a reviewer did on one article in one round."""

    claims: int
    """Live claims of the article in the round."""

    verdicts: Counter[str]
    """How often each verdict was given."""

    skips: int
    unsupported: tuple[ClaimState, ...]
    """Claims whose verdict carries neither evidence nor justification, in reading order."""

    complete: int
    """Claims that are complete."""

    agreement: Figure
    """The share of the others' verdicts that are the reviewer's own, over complete claims; `n` counts those
    verdicts. It rests on what each said before the claim was complete."""

    compared_claims: int
    simulated: int
    """Verdicts among those compared that are simulated."""


def shown_round(project: Project) -> Round | None:
    """Return the open round, between rounds the latest one, None before the first."""
    return project.rounds.order_by("-number").first()


def list_claims(*, article: Article, round: Round, viewer: User) -> list[ClaimState]:
    """Return the article's live claims of the round in reading order, in one query."""
    mine = FilteredRelation(
        "reviews",
        condition=Q(
            reviews__round=round,
            reviews__reviewer=viewer,
            reviews__purpose=Purpose.NORMAL,
            reviews__is_current=True,
        ),
    )
    rows: Any = Claim.objects.live().filter(article=article).with_progress(round).annotate(mine=mine)
    simulated = Review.objects.current().filter(claim=OuterRef("pk"), round=round, is_simulated=True)
    rows = rows.annotate(
        has_simulated=Exists(simulated),
        my_verdict=F("mine__verdict"),
        my_skip_reason=F("mine__skip_reason"),
        my_verdict_lacks_support=F("mine__lacks_support"),
    )
    return [
        ClaimState(
            claim=row,
            number=number,
            ratings=row.ratings,
            skips=row.skips,
            revealed_at=row.revealed_at,
            verdict=row.my_verdict or "",
            skip_reason=row.my_skip_reason or "",
            lacks_support=bool(row.my_verdict_lacks_support),
            has_simulated=row.has_simulated,
        )
        for number, row in enumerate(rows, start=1)
    ]


def next_waiting(states: Sequence[ClaimState], *, after: ClaimState | None = None) -> ClaimState | None:
    """Return the waiting claim behind `after`, else the first that was passed over, None when none waits.

    Within an article this is the order of `queueing.next_claim`.
    """
    number = after.number if after else 0
    waiting = [state for state in states if state.is_waiting and state.number != number]
    behind = [state for state in waiting if state.number > number]
    return next(iter(behind or waiting), None)


def own_review(*, claim: Claim, round: Round, reviewer: User) -> Review | None:
    """Return the reviewer's standing word on the claim, its evidence at hand."""
    reviews = Review.objects.current().filter(
        claim=claim, round=round, reviewer=reviewer, purpose=Purpose.NORMAL
    )
    return reviews.prefetch_related("evidence").first()


def others_reviews(*, claim: Claim, round: Round, viewer: User) -> list[Review]:
    """Return what others say of the claim as far as the viewer may read it, the earliest first."""
    reviews = (
        Review.objects.visible_to(viewer).current().filter(claim=claim, round=round, purpose=Purpose.NORMAL)
    )
    return list(
        reviews.exclude(reviewer=viewer)
        .select_related("reviewer")
        .prefetch_related("evidence")
        .order_by("created_at", "pk")
    )


def count_waiting_articles(*, project: Project, reviewer: User, besides: Article) -> int:
    """Return how many other articles of the project hold claims that wait for the reviewer."""
    waiting = waiting_claims(project=project, reviewer=reviewer).exclude(article=besides)
    return waiting.order_by().values("article").distinct().count()


def own_work(*, article: Article, round: Round, reviewer: User) -> OwnWork:
    """Return what the reviewer did on the article, with their agreement where claims are complete."""
    states = list_claims(article=article, round=round, viewer=reviewer)
    rows = (
        Review.objects.independent()
        .on_complete_claims()
        .filter(claim__article=article, claim__retired_at=None, round=round, purpose=Purpose.NORMAL)
        .exclude(verdict="")
        .order_by("claim", "reviewer")
        .values_list("claim", "reviewer", "verdict", "is_simulated")
    )
    own = {claim: verdict for claim, author, verdict, _simulated in rows if author == reviewer.pk}
    compared = [row for row in rows if row[1] != reviewer.pk and row[0] in own]
    # Each verdict of another is a unit that two rated, its author and the reviewer.
    pairs = [((claim, other), "own", own[claim]) for claim, other, _verdict, _simulated in compared]
    pairs += [((claim, other), "other", verdict) for claim, other, verdict, _simulated in compared]
    return OwnWork(
        claims=len(states),
        verdicts=Counter(state.verdict for state in states if state.verdict),
        skips=sum(bool(state.skip_reason) for state in states),
        unsupported=tuple(state for state in states if state.lacks_support),
        complete=sum(state.is_complete for state in states),
        agreement=observed_agreement(RatingTable.from_triples(pairs)),
        compared_claims=len({row[0] for row in compared}),
        simulated=sum(row[3] for row in compared),
    )
