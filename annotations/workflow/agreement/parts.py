"""The parts of a report of agreement that look at claims: how verdicts meet, drift, hard claims, one verdict
out of several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from annotations.agreement import Figure
from annotations.agreement.disagreement import Bin

HARDEST = 10
DIFFERING_SHOWN = 20
MOST_RATINGS_MODELLED = 100_000


@dataclass(frozen=True)
class DisagreementMatrix:
    """How verdicts meet; rows and columns in the order of `labels`. `list_cell_claims` lists a cell's."""

    labels: tuple[str, ...]
    pairs: tuple[tuple[int, ...], ...]
    """Pairs of verdicts on one claim with these labels, symmetric; on the diagonal those that agree."""

    claims: tuple[tuple[int, ...], ...]
    """Claims given both labels, symmetric; on the diagonal those rated twice or more with the label alone."""


class Span(StrEnum):
    """How long each point of a drift lasts."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True)
class DriftPoint:
    """The figures of one stretch of time, one round or one version."""

    claims: int
    """Claims with a verdict that counts."""

    ratings: int
    observed: Figure
    alpha: Figure

    def figures_to_json(self) -> dict[str, Any]:
        """Return the figures as JSON holds them."""
        return {
            "claims": self.claims,
            "ratings": self.ratings,
            "observed_agreement": self.observed.to_json_dict(),
            "alpha_nominal": self.alpha.to_json_dict(),
        }


@dataclass(frozen=True)
class TimePoint(DriftPoint):
    """Claims by the day on which their newest verdict that counts was given."""

    begins_on: date
    """The day, or the Monday of the ISO week."""


@dataclass(frozen=True)
class RoundPoint(DriftPoint):
    """One round by itself, with the same filters."""

    number: int
    opened_at: datetime
    is_this: bool
    """It is the report's own."""


@dataclass(frozen=True)
class VersionPoint(DriftPoint):
    """The verdicts of the round that were made under one version of the guidelines."""

    version: int | None
    """Its number; None for verdicts made under none."""


@dataclass(frozen=True)
class GuidelineMark:
    """A version of the guidelines that was published while the round lasted."""

    number: int
    published_at: datetime


@dataclass(frozen=True)
class Drift:
    """How agreement moved, over the claims of `AgreementReport.detail_reach`."""

    span: Span
    """Days where the round has verdicts of no more than six weeks, else weeks."""

    by_time: tuple[TimePoint, ...]
    """In order; days or weeks without a claim are left out."""

    by_round: tuple[RoundPoint, ...]
    """In order, over complete claims; never pooled."""

    by_version: tuple[VersionPoint, ...]
    """In order of the versions."""

    marks: tuple[GuidelineMark, ...]
    """In order: where to mark a change."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the drift as JSON holds it."""
        return {
            "span": self.span.value,
            "by_time": [
                {"begins_on": point.begins_on.isoformat(), **point.figures_to_json()}
                for point in self.by_time
            ],
            "by_round": [{"round": point.number, **point.figures_to_json()} for point in self.by_round],
            "by_version": [
                {"version": point.version, **point.figures_to_json()} for point in self.by_version
            ],
            "marks": [
                {"version": mark.number, "published_at": mark.published_at.isoformat()} for mark in self.marks
            ],
        }


@dataclass(frozen=True)
class HardClaim:
    """A complete claim on which verdicts differ much."""

    claim: int
    """Its key."""

    article: int
    article_title: str
    words: str
    entropy: float
    """In bits."""

    counts: tuple[int, ...]
    """Verdicts by label, in the order of the labels."""

    final: str
    """The final verdict; empty without one."""


@dataclass(frozen=True)
class ClaimDetails:
    """Which claims are hard, over the claims of `AgreementReport.detail_reach`."""

    histogram: tuple[Bin, ...]
    """Claims with two verdicts or more by the entropy of their verdicts, in bits."""

    hardest: tuple[HardClaim, ...]
    """At most `HARDEST` complete claims, the highest entropy first; none with entropy 0."""

    ties: int
    """Claims on which two labels or more share the most verdicts."""

    undecided: int
    """Complete claims that wait for a final verdict: they differ, or were sent to adjudication."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the details as JSON holds them."""
        return {
            "histogram": [vars(bar) for bar in self.histogram],
            "hardest": [vars(claim) for claim in self.hardest],
            "ties": self.ties,
            "undecided": self.undecided,
        }


@dataclass(frozen=True)
class DawidSkeneResult:
    """Dawid and Skene's model over the claims of `AgreementReport.detail_reach`."""

    version: str
    """Of the method as it is built here."""

    iterations: int
    stop: str
    """`converged` or `iterations`: why it ended."""

    log_likelihood: float
    marginals: dict[str, float]
    """How frequent the model holds each label to be."""

    labels: dict[str, int]
    """Claims by their most probable label."""

    differs_from_majority: int
    """Claims whose most probable label is not the majority's; ties are none."""

    differs_from_final: int
    """Claims whose most probable label is not the final verdict."""


@dataclass(frozen=True)
class AggregatedClaim:
    """A claim on which ways of aggregating differ, or a tie."""

    claim: int
    article: int
    article_title: str
    words: str
    counts: tuple[int, ...]
    """Verdicts by label."""

    majority: str
    """Empty for a tie."""

    final: str
    """Empty without a final verdict."""

    dawid_skene: str
    """The most probable label; empty where the model was not computed."""

    probability: float | None
    """Of that label."""


@dataclass(frozen=True)
class Aggregations:
    """One verdict a claim out of several, by each way, over the claims of `AgreementReport.detail_reach`."""

    rated: int
    """Claims with a verdict that counts."""

    majority: dict[str, int]
    """Claims by the verdict that most gave; ties are in none."""

    ties: int
    final: dict[str, int]
    """Claims by final verdict, also claims that nobody but the adjudicator gave a verdict."""

    majority_and_final: int
    """Claims that have both."""

    majority_differs_from_final: int
    dawid_skene: DawidSkeneResult | None
    """None where there are more verdicts than a report computes it for (`MOST_RATINGS_MODELLED`), or none."""

    differing: tuple[AggregatedClaim, ...]
    """At most `DIFFERING_SHOWN` claims on which two of the ways differ, by their keys."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the aggregations as JSON holds them."""
        model = self.dawid_skene
        return {
            "rated": self.rated,
            "majority": self.majority,
            "ties": self.ties,
            "final": self.final,
            "majority_and_final": self.majority_and_final,
            "majority_differs_from_final": self.majority_differs_from_final,
            "dawid_skene": None if model is None else vars(model),
            "differing": [vars(claim) for claim in self.differing],
        }
