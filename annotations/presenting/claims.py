"""Claims by how much verdicts on them differ, and one verdict a claim out of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Claim
from annotations.presenting.charts import Bar, draw_histogram
from annotations.presenting.words import list_counts, name_label, show_count, show_number, show_percent
from annotations.workflow.agreement.parts import (
    MOST_RATINGS_MODELLED,
    AggregatedClaim,
    Aggregations,
    ClaimDetails,
    HardClaim,
)


@dataclass(frozen=True)
class ClaimRow:
    """A claim in a list."""

    claim: int
    words: str
    language: str
    article: str
    kind: str
    """Of its origin, in words."""

    verdicts: str
    entropy: str
    majority: str
    final: str
    model: str
    """Dawid and Skene's, with its probability; empty where it was not computed."""


@dataclass(frozen=True)
class HardClaims:
    """Which claims are hard."""

    bars: tuple[tuple[Bar, str], ...]
    """With the number over it."""

    has_bars: bool
    steps: tuple[tuple[str, str, str], ...]
    """From, to, and how many claims: the histogram as a table."""

    rows: tuple[ClaimRow, ...]
    ties: str
    undecided: int
    undecided_words: str


@dataclass(frozen=True)
class Way:
    """One way to make one verdict out of several."""

    name: str
    counts: tuple[str, ...]
    """Claims by verdict, in the order of the verdicts."""

    none: str
    """Claims it gives no verdict: ties; empty where that cannot be."""


@dataclass(frozen=True)
class Ways:
    """The ways side by side, and where they differ."""

    labels: tuple[tuple[str, str], ...]
    rows: tuple[Way, ...]
    sentences: tuple[str, ...]
    differing: tuple[ClaimRow, ...]
    has_model: bool


def describe_claims(details: ClaimDetails, labels: Sequence[str]) -> HardClaims:
    """Return the histogram and the hardest claims; one query."""
    bars = draw_histogram([(bar.low, bar.high, bar.units) for bar in details.histogram])
    told = _tell_claims(details.hardest)
    return HardClaims(
        bars=tuple((bar, show_count(bar.count)) for bar in bars),
        has_bars=any(bar.count for bar in bars),
        steps=tuple((show_number(bar.low), show_number(bar.high), show_count(bar.count)) for bar in bars),
        rows=tuple(
            _row(claim, labels, told, entropy=show_number(claim.entropy)) for claim in details.hardest
        ),
        ties=show_count(details.ties),
        undecided=details.undecided,
        undecided_words=show_count(details.undecided),
    )


def describe_ways(aggregations: Aggregations, labels: Sequence[str]) -> Ways:
    """Return the ways of making one verdict out of several; one query."""
    model = aggregations.dawid_skene
    listed = [(_("Majority"), aggregations.majority, show_count(aggregations.ties))]
    listed += [(_("Final verdict of a lead"), aggregations.final, "")]
    listed += [(_("Dawid and Skene’s model"), model.labels, "")] if model else []
    told = _tell_claims(aggregations.differing)
    return Ways(
        labels=tuple((label, name_label(label)) for label in labels),
        rows=tuple(
            Way(name, tuple(show_count(counts.get(label, 0)) for label in labels), none)
            for name, counts, none in listed
        ),
        sentences=tuple(_compare(aggregations)),
        differing=tuple(
            _row(
                claim,
                labels,
                told,
                majority=name_label(claim.majority) if claim.majority else _("tie"),
                model=f"{name_label(claim.dawid_skene)} {show_number(claim.probability)}"
                if claim.dawid_skene
                else "",
            )
            for claim in aggregations.differing
        ),
        has_model=model is not None,
    )


def _compare(aggregations: Aggregations) -> Iterable[str]:
    """Yield how often the ways differ, and how the model ended."""
    both, differ = aggregations.majority_and_final, aggregations.majority_differs_from_final
    if both:
        yield _("Majority and final verdict differ on %(count)s of the %(all)s claims that have both.") % {
            "count": show_count(differ),
            "all": show_count(both),
        }
    model = aggregations.dawid_skene
    if model is None:
        if aggregations.rated:
            yield _("Dawid and Skene’s model is not computed for more than %(most)s verdicts.") % {
                "most": show_count(MOST_RATINGS_MODELLED)
            }
        return
    yield _(
        "The model’s most probable verdict is not that of the majority on %(majority)s claims, and not the "
        "final one on %(final)s."
    ) % {
        "majority": show_count(model.differs_from_majority),
        "final": show_count(model.differs_from_final),
    }
    shares = [f"{name_label(label)} {show_percent(share)}" for label, share in model.marginals.items()]
    told = {
        "version": model.version,
        "steps": show_count(model.iterations),
        "likelihood": show_number(model.log_likelihood),
        "shares": " · ".join(shares),
    }
    if model.stop == "converged":
        yield (
            _(
                "Version %(version)s of the model stopped after %(steps)s steps, when the log-likelihood "
                "hardly rose any more: %(likelihood)s. It holds these shares to be true: %(shares)s."
            )
            % told
        )
    else:
        yield (
            _(
                "Version %(version)s of the model was stopped after %(steps)s steps, while the log-"
                "likelihood still rose: %(likelihood)s. It holds these shares to be true: %(shares)s."
            )
            % told
        )


def _tell_claims(listed: Iterable[HardClaim | AggregatedClaim]) -> dict[int, tuple[str, str]]:
    """Return the language and the source kind of each claim."""
    claims = Claim.objects.filter(pk__in=[claim.claim for claim in listed])
    kinds = dict(Claim._meta.get_field("source_kind").flatchoices)
    rows = claims.values_list("pk", "article__language", "source_kind")
    return {pk: (language, str(kinds[kind])) for pk, language, kind in rows}


def _row(
    claim: HardClaim | AggregatedClaim,
    labels: Sequence[str],
    told: dict[int, tuple[str, str]],
    *,
    entropy: str = "",
    majority: str = "",
    model: str = "",
) -> ClaimRow:
    language, kind = told.get(claim.claim, ("", ""))
    return ClaimRow(
        claim=claim.claim,
        words=claim.words,
        language=language,
        article=claim.article_title,
        kind=kind,
        verdicts=list_counts(list(zip(labels, claim.counts, strict=True))),
        entropy=entropy,
        majority=majority,
        final=name_label(claim.final) if claim.final else "",
        model=model,
    )
