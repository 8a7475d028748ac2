"""What a reviewer did on one article, for the page after its last claim. Reads only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from annotations.agreement import Figure, IntervalMethod, RatingTable, summarise
from annotations.models import Article, Purpose, Review, Round, User
from annotations.workflow.workspace import ClaimState, list_claims


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


def own_work(*, article: Article, round: Round, reviewer: User, at: datetime) -> OwnWork:
    """Return what the reviewer did on the article, with their agreement where claims are complete."""
    states = list_claims(article=article, round=round, viewer=reviewer, at=at)
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
        agreement=summarise(RatingTable.from_triples(pairs), method=IntervalMethod.NONE).figures[
            "observed_agreement"
        ],
        compared_claims=len({row[0] for row in compared}),
        simulated=sum(row[3] for row in compared),
    )
