"""The claims that a report names: the hardest, those on which ways of aggregating differ, those of a cell of
the matrix; and the model of Dawid and Skene, which asks who said what of which claim."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Ln, NullIf

from annotations.agreement.aggregation import VERSION, DawidSkene, dawid_skene, majority
from annotations.agreement.patterns import Codes
from annotations.models import Adjudication, Claim, ClaimProgress, Round, Standing
from annotations.workflow.agreement.counting import claim_filter, independent_words, word_filter
from annotations.workflow.agreement.parts import (
    DIFFERING_SHOWN,
    HARDEST,
    AggregatedClaim,
    DawidSkeneResult,
    HardClaim,
)
from annotations.workflow.agreement.scope import Scope
from annotations.workflow.agreement.statement import LABELS
from annotations.workflow.disagreeing import measure_entropy


def list_cell_claims(*, round: Round, scope: Scope, first: str, second: str) -> QuerySet[Claim]:
    """Return the complete claims that were given both verdicts, by their keys; where both are the same, those
    given it alone, twice or more."""
    here = independent_words(round.pk, scope.mind).filter(word_filter(scope), claim=OuterRef("pk"))
    claims = Claim.objects.filter(claim_filter(None, scope, prefix=""), retired_at=None)
    claims = claims.filter(progress__round=round, progress__revealed_at__isnull=False)
    for label in {first, second}:
        claims = claims.filter(Exists(here.filter(verdict=label)))
    if first == second:
        counted = here.filter(verdict=first).order_by().values("claim").annotate(n=Count("pk")).values("n")
        claims = claims.annotate(given=Subquery(counted)).filter(given__gte=2)
        claims = claims.filter(~Exists(here.exclude(verdict__in=["", first])))
    if scope.labels:
        claims = claims.filter(Exists(here.filter(verdict__in=scope.labels)))
    return claims.order_by("pk")


def find_hardest(*, round: Round, scope: Scope) -> tuple[HardClaim, ...]:
    """Return the complete claims on which verdicts differ most."""
    rated = _rated(round, scope, complete_only=True)
    if scope.is_whole:
        rated = rated.filter(claim__in=_most_disagreed(round))
    given = [Cast(F(label), FloatField()) for label in LABELS]
    total = given[0] + given[1] + given[2]
    # Entropy is ln n - (sum of k ln k)/n; where k is 0 its term is 0.
    terms = [Coalesce(count * Ln(NullIf(count, Value(0.0))), Value(0.0)) for count in given]
    mixed = Ln(total) - (terms[0] + terms[1] + terms[2]) / total
    rows = list(
        rated.annotate(mixed=mixed, given=total)
        .filter(mixed__gt=1e-9)
        .order_by("-mixed", "-given", "claim")[:HARDEST]
    )
    claims, finals = _describe(round, [row["claim"] for row in rows])
    found = []
    for row in rows:
        claim, counts = claims[row["claim"]], tuple(row[label] for label in LABELS)
        found.append(
            HardClaim(
                claim=claim.pk,
                article=claim.article_id,
                article_title=claim.article.title,
                words=claim.words,
                entropy=measure_entropy(counts),
                counts=counts,
                final=finals.get(claim.pk, ""),
            )
        )
    return tuple(found)


def _most_disagreed(round: Round) -> list[int]:
    """Return the claims with the highest entropies as they were measured when the claims became complete."""
    rows: list[tuple[float, int, int]] = []
    for standing in Standing.values:
        here = ClaimProgress.objects.filter(round=round, standing=standing, disagreement__gt=0.0)
        here = here.filter(claim__retired_at=None).order_by("-disagreement", "-ratings", "claim")
        rows += here.values_list("disagreement", "ratings", "claim")[:HARDEST]
    rows.sort(key=lambda row: (-row[0], -row[1], row[2]))
    return [claim for _entropy, _ratings, claim in rows[:HARDEST]]


@dataclass(frozen=True, eq=False)
class Model:
    """The model of Dawid and Skene, and what it was made of."""

    result: DawidSkene
    claims: Codes
    """Keys of the claims, in the order of the model's units."""

    labels: Codes
    """The most probable label of each."""

    majority: Codes
    """The majority's label of each, -1 for a tie."""


def fit_model(*, round: Round, scope: Scope, complete_only: bool) -> Model | None:
    """Return the model over the verdicts that count; None without any."""
    words = _words(round, scope, complete_only=complete_only)
    if scope.labels:
        words = words.filter(claim__in=_rated(round, scope, complete_only=complete_only).values("claim"))
    rows = list(words.order_by("claim", "reviewer").values_list("claim", "reviewer", "verdict"))
    if not rows:
        return None
    places = {label: place for place, label in enumerate(LABELS)}
    claims, unit = np.unique(np.array([row[0] for row in rows]), return_inverse=True)
    reviewers, rater = np.unique(np.array([row[1] for row in rows]), return_inverse=True)
    label = np.array([places[row[2]] for row in rows], dtype=np.int64)
    result = dawid_skene(unit, rater, label, units=len(claims), raters=len(reviewers), labels=len(LABELS))
    most = majority(unit, label, units=len(claims), labels=len(LABELS))
    return Model(result, claims, result.posteriors.argmax(axis=1), most.winner)


def sum_up_model(*, round: Round, model: Model) -> DawidSkeneResult:
    """Return what a report says of the model."""
    finals = _finals(round, model.claims.tolist())
    named = [LABELS[label] for label in model.labels.tolist()]
    result = model.result
    return DawidSkeneResult(
        version=VERSION,
        iterations=result.iterations,
        stop=str(result.stop),
        log_likelihood=result.log_likelihood,
        marginals=dict(zip(LABELS, result.marginals.tolist(), strict=True)),
        labels={label: named.count(label) for label in LABELS},
        differs_from_majority=int(((model.majority >= 0) & (model.majority != model.labels)).sum()),
        differs_from_final=sum(
            finals.get(claim, label) != label
            for claim, label in zip(model.claims.tolist(), named, strict=True)
        ),
    )


def find_differing(
    *, round: Round, scope: Scope, complete_only: bool, model: Model | None
) -> tuple[AggregatedClaim, ...]:
    """Return claims on which two of majority, final verdict and model differ, by their keys."""
    rated = _rated(round, scope, complete_only=complete_only)
    final = Adjudication.objects.filter(claim=OuterRef("claim"), round=round, is_current=True)
    decided = Adjudication.objects.filter(round=round, is_current=True).values("claim")
    said = Case(*(When(final=label, then=F(label)) for label in LABELS), output_field=IntegerField())
    others = [
        Case(When(final=label, then=Value(-1)), default=F(label), output_field=IntegerField())
        for label in LABELS
    ]
    beaten = rated.filter(claim__in=decided).annotate(final=Subquery(final.values("verdict")[:1]))
    beaten = beaten.annotate(said=said, most=Greatest(*others)).filter(said__lt=F("most"))
    beaten = beaten.filter(_is_majority())
    keys = set(beaten.order_by("claim").values_list("claim", flat=True)[:DIFFERING_SHOWN])
    modelled: dict[int, tuple[str, float]] = {}
    if model is not None:
        finals = _finals(round, model.claims.tolist())
        probability = model.result.posteriors.max(axis=1)
        for at, claim in enumerate(model.claims.tolist()):
            modelled[claim] = (LABELS[model.labels[at]], float(probability[at]))
        apart = [
            claim
            for claim, most in zip(model.claims.tolist(), model.majority.tolist(), strict=True)
            if (most >= 0 and LABELS[most] != modelled[claim][0])
            or finals.get(claim, modelled[claim][0]) != modelled[claim][0]
        ]
        keys |= set(apart[:DIFFERING_SHOWN])
    shown = sorted(keys)[:DIFFERING_SHOWN]
    claims, finals = _describe(round, shown)
    found = []
    for row in rated.filter(claim__in=shown).order_by("claim"):
        claim, counts = claims[row["claim"]], tuple(row[label] for label in LABELS)
        label, probable = modelled.get(claim.pk, ("", None))
        winners = [name for name, count in zip(LABELS, counts, strict=True) if count == max(counts)]
        found.append(
            AggregatedClaim(
                claim=claim.pk,
                article=claim.article_id,
                article_title=claim.article.title,
                words=claim.words,
                counts=counts,
                majority=winners[0] if len(winners) == 1 else "",
                final=finals.get(claim.pk, ""),
                dawid_skene=label,
                probability=probable,
            )
        )
    return tuple(found)


def _words(round: Round, scope: Scope, *, complete_only: bool) -> Any:
    words = independent_words(round.pk, scope.mind).filter(claim_filter(None, scope), word_filter(scope))
    words = words.exclude(verdict="")
    return words.on_complete_claims() if complete_only else words


def _rated(round: Round, scope: Scope, *, complete_only: bool) -> Any:
    """Return a row for each claim with a verdict that counts: its key and how often each label was given."""
    counts = {label: Count("pk", filter=Q(verdict=label)) for label in LABELS}
    rated = _words(round, scope, complete_only=complete_only).order_by().values("claim").annotate(**counts)
    if scope.labels:
        given = Q()
        for label in scope.labels:
            given |= Q(**{f"{label}__gt": 0})
        rated = rated.filter(given)
    return rated


def _is_majority() -> Q:
    """Return the condition that one label has the most verdicts, alone."""
    condition = Q()
    for label in LABELS:
        others = (F(other) for other in LABELS if other != label)
        condition |= Q(**{f"{label}__gt": Greatest(*others)})
    return condition


def _finals(round: Round, claims: Collection[int]) -> dict[int, str]:
    rows = Adjudication.objects.filter(round=round, is_current=True)
    wanted = set(claims)
    return {claim: verdict for claim, verdict in rows.values_list("claim", "verdict") if claim in wanted}


def _describe(round: Round, keys: Collection[int]) -> tuple[dict[int, Claim], dict[int, str]]:
    """Return the claims with their articles, and their final verdicts, by key."""
    claims = Claim.objects.filter(pk__in=keys).select_related("article").defer("article__text")
    finals = Adjudication.objects.filter(round=round, is_current=True, claim__in=keys)
    return {claim.pk: claim for claim in claims}, dict(finals.values_list("claim", "verdict"))
