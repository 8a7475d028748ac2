"""One verdict a claim out of several: by majority, by the lead who decided, by Dawid and Skene's model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from annotations.agreement.aggregation import VERSION, DawidSkene, Majority, dawid_skene, majority
from annotations.models import Claim, Review, Verdict
from annotations.workflow.agreement.parts import (
    DIFFERING_SHOWN,
    MOST_RATINGS_MODELLED,
    AggregatedClaim,
    Aggregations,
    DawidSkeneResult,
)

LABELS = tuple(Verdict.values)
CHUNK = 10_000

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Votes:
    """Verdicts as places, one a position: of the claim in `claims`, the reviewer and the label."""

    claims: Longs
    """Keys of the claims that have a verdict, ascending."""

    claim: Longs
    reviewer: Longs
    label: Longs
    reviewers: int


def read_votes(words: QuerySet[Review]) -> Votes:
    """Return the verdicts among the reviews; rows are fetched a few thousand at a time."""
    rows = words.exclude(verdict="").order_by().values_list("claim", "reviewer", "verdict")
    places = {label: place for place, label in enumerate(LABELS)}
    numbers = (
        (claim, reviewer, places[verdict]) for claim, reviewer, verdict in rows.iterator(chunk_size=CHUNK)
    )
    table: Longs = np.fromiter(numbers, dtype=np.dtype((np.int64, 3)))
    claims, claim = np.unique(table[:, 0], return_inverse=True)
    reviewers, reviewer = np.unique(table[:, 1], return_inverse=True)
    return Votes(claims, claim, reviewer, table[:, 2], len(reviewers))


def aggregate(
    votes: Votes, finals: Mapping[int, str], *, most_ratings: int | None = MOST_RATINGS_MODELLED
) -> Aggregations:
    """Return the ways of making one verdict out of the votes beside one another, `finals` by the claim's key.

    The model is left out for more than `most_ratings` verdicts; None sets no bound. A tie is said and never
    broken: it agrees with no other way and differs from none. One query.
    """
    units = len(votes.claims)
    most = majority(votes.claim, votes.label, units=units, labels=len(LABELS))
    final = np.array([_place(finals.get(key)) for key in votes.claims.tolist()], dtype=np.int64)
    is_modelled = units > 0 and (most_ratings is None or len(votes.claim) <= most_ratings)
    model = _model(votes) if is_modelled else None
    likely = None if model is None else model.posteriors.argmax(axis=1)
    has_both = (final >= 0) & (most.winner >= 0)
    return Aggregations(
        rated=units,
        majority=_count(most.winner),
        ties=int(most.is_tied.sum()),
        final={label: sum(one == label for one in finals.values()) for label in LABELS},
        majority_and_final=int(has_both.sum()),
        majority_differs_from_final=int((has_both & (most.winner != final)).sum()),
        dawid_skene=None if model is None or likely is None else _describe(model, likely, most, final),
        differing=tuple(_list_differing(votes, most, final, model)),
    )


def _model(votes: Votes) -> DawidSkene:
    return dawid_skene(
        votes.claim,
        votes.reviewer,
        votes.label,
        units=len(votes.claims),
        raters=votes.reviewers,
        labels=len(LABELS),
    )


def _describe(model: DawidSkene, likely: Longs, most: Majority, final: Longs) -> DawidSkeneResult:
    return DawidSkeneResult(
        version=VERSION,
        iterations=model.iterations,
        stop=model.stop.value,
        log_likelihood=model.log_likelihood,
        marginals=dict(zip(LABELS, model.marginals.tolist(), strict=True)),
        labels=_count(likely),
        differs_from_majority=int(((most.winner >= 0) & (most.winner != likely)).sum()),
        differs_from_final=int(((final >= 0) & (final != likely)).sum()),
    )


def _list_differing(
    votes: Votes, most: Majority, final: Longs, model: DawidSkene | None
) -> Iterable[AggregatedClaim]:
    """Yield claims on which two ways differ, by their keys, and behind them those with a tie."""
    likely = np.full(len(final), -1) if model is None else model.posteriors.argmax(axis=1)
    ways = (most.winner, final, likely)
    differs = np.zeros(len(final), dtype=bool)
    for place, one in enumerate(ways):
        for other in ways[place + 1 :]:
            differs |= (one >= 0) & (other >= 0) & (one != other)
    places = [*np.flatnonzero(differs), *np.flatnonzero(most.is_tied & ~differs)][:DIFFERING_SHOWN]
    keys = votes.claims[places].tolist()
    rows = Claim.objects.filter(pk__in=keys).select_related("article").defer("article__text")
    claims = {claim.pk: claim for claim in rows}
    for at, key in zip(places, keys, strict=True):
        counts = np.bincount(votes.label[votes.claim == at], minlength=len(LABELS))
        yield AggregatedClaim(
            claim=key,
            article=claims[key].article_id,
            article_title=claims[key].article.title,
            words=claims[key].words,
            counts=tuple(counts.tolist()),
            majority=_name(most.winner[at]),
            final=_name(final[at]),
            dawid_skene=_name(likely[at]),
            probability=None if model is None else float(model.posteriors[at, likely[at]]),
        )


def _count(labels: Longs) -> dict[str, int]:
    counts = np.bincount(labels[labels >= 0], minlength=len(LABELS))
    return dict(zip(LABELS, counts.tolist(), strict=True))


def _place(label: str | None) -> int:
    return -1 if label is None else LABELS.index(label)


def _name(place: int) -> str:
    return LABELS[place] if place >= 0 else ""
