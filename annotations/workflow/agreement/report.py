"""What a report of agreement holds. Raters are keys of users as text, units are claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.agreement import AgreementSummary, Figure
from annotations.models import Role, Round, User
from annotations.workflow.agreement.parts import Aggregations, ClaimDetails, DisagreementMatrix, Drift
from annotations.workflow.agreement.scope import Reach, Scope
from annotations.workflow.refusals import role_of
from annotations.workflow.retesting import Consistency


@dataclass(frozen=True)
class ClaimCounts:
    """Live claims of the round, as far as the scope names articles, languages and source kinds; the other
    filters choose among verdicts."""

    claims: int
    complete: int
    unrated: int
    """Claims within reach without a verdict that counts. "Within reach": complete, or any, by the reach."""

    rated_once: int
    """Claims within reach with one verdict that counts: they enter no figure."""

    rated_more: int
    """Claims within reach with two verdicts or more: what the figures rest on."""

    @property
    def open(self) -> int:
        """Claims whose reviewing has not ended."""
        return self.claims - self.complete


@dataclass(frozen=True)
class Confused:
    """A reviewer against final verdicts, on claims that have one."""

    counts: tuple[tuple[int, ...], ...]
    """Rows are the final verdict, columns what the reviewer said, both in the order of the labels."""

    accuracy: Figure
    """The share of the reviewer's verdicts that equal the final one; `n` counts them."""


@dataclass(frozen=True)
class ReviewerFigures:
    """One reviewer."""

    reviewer: User
    name: str
    """What to show: the person's name, or a pseudonym once the account is closed."""

    username: str
    """For files, likewise."""

    is_former: bool
    """The account is closed, so the name is a pseudonym."""

    is_simulated: bool
    """Any of what counts is simulated."""

    verdicts: int
    skips: int
    labels: dict[str, int]
    """Verdicts by label, in the order of the labels, zeros too."""

    skip_reasons: dict[str, int]
    """Skips by reason, by name."""

    median_seconds: float | None
    """Median time on task of the verdicts that have one; None without any."""

    timed: int
    """Verdicts with a time."""

    changed_before: int
    """Reviews that changed an earlier one of the same claim while the others' were hidden."""

    changed_after: int
    """Those made after the others' were visible; none of them counts in a figure."""

    leave_one_out: Figure
    """The mean share of the others' verdicts that equal the reviewer's."""

    alpha_change: Figure
    """Alpha of all less alpha without the reviewer: above 0, the reviewer raises it. It has no interval."""

    against_final: Confused
    consistency: Consistency | None
    """On claims that came again; None where none did. It does not depend on the scope."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the row as JSON holds it."""
        again = self.consistency
        return {
            "username": self.username,
            "is_former": self.is_former,
            "is_simulated": self.is_simulated,
            "verdicts": self.verdicts,
            "skips": self.skips,
            "labels": self.labels,
            "skip_reasons": self.skip_reasons,
            "median_seconds": self.median_seconds,
            "timed": self.timed,
            "changed_before": self.changed_before,
            "changed_after": self.changed_after,
            "leave_one_out": self.leave_one_out.to_json_dict(),
            "alpha_change": self.alpha_change.to_json_dict(),
            "against_final": {
                "counts": [list(row) for row in self.against_final.counts],
                "accuracy": self.against_final.accuracy.to_json_dict(),
            },
            "consistency": None if again is None else again.share.to_json_dict(),
        }


@dataclass(frozen=True)
class AgreementReport:
    """The figures of one round."""

    round: Round
    scope: Scope
    reach: Reach
    """Which claims `summary`, `reviewers`, `counts` and the totals beside them rest on. Where a project is
    blind, only a report of its whole round counts open claims: narrowed, its totals would tell verdicts."""

    detail_reach: Reach
    """Which claims the rest rests on: complete ones alone where the project is blind."""

    data_at: datetime | None
    """When the newest review counted was made; None without any."""

    guideline_versions: tuple[int, ...]
    """Numbers of the versions that verdicts counted were made under."""

    counts: ClaimCounts
    reviewers: tuple[ReviewerFigures, ...]
    """By username, those whose account is closed last."""

    left_out: tuple[tuple[int, str], ...]
    """Reviewers left out by the scope who reviewed in the round: key and name."""

    skip_reasons: dict[str, int]
    unsupported: int
    """Verdicts `verified` or `disputed` with neither evidence nor justification."""

    simulated: int
    """Ratings that are simulated."""

    summary: AgreementSummary
    """Clusters are articles; categories are the project's verdicts."""

    matrix: DisagreementMatrix
    drift: Drift
    details: ClaimDetails
    aggregations: Aggregations

    @property
    def claims(self) -> int:
        """Return how many live claims the round has."""
        return self.counts.claims

    @property
    def complete_claims(self) -> int:
        """Return how many of them are complete."""
        return self.counts.complete

    def names(self) -> dict[str, str]:
        """Return each rater's shown name by the key the summary uses."""
        return {str(row.reviewer.pk): row.name for row in self.reviewers}

    def rows_for(self, user: User) -> tuple[ReviewerFigures, ...]:
        """Return what the user may read of each reviewer: all for a lead or a superuser, else their own."""
        if user.is_superuser or role_of(user=user, project=self.round.project) == Role.LEAD:
            return self.reviewers
        return tuple(row for row in self.reviewers if row.reviewer == user)

    def to_json_dict(self, *, reviewers: tuple[ReviewerFigures, ...] | None = None) -> dict[str, Any]:
        """Return the report as JSON takes it, raters by username; with the rows of these reviewers only,
        where they are given (see `rows_for`)."""
        shown = self.reviewers if reviewers is None else reviewers
        usernames = {str(row.reviewer.pk): row.username for row in self.reviewers}
        summary = self.summary.to_json_dict()
        for pair in summary["pairs"]:
            pair["first"], pair["second"] = usernames[pair["first"]], usernames[pair["second"]]
        visible = {str(row.reviewer.pk) for row in shown}
        summary["by_rater"] = [
            figures | {"rater": usernames[figures["rater"]]}
            for figures in summary["by_rater"]
            if figures["rater"] in visible
        ]
        return {
            "project": self.round.project.slug,
            "round": self.round.number,
            "scope": self.scope.to_json_dict(),
            "reach": self.reach.value,
            "detail_reach": self.detail_reach.value,
            "data_at": self.data_at.isoformat() if self.data_at else None,
            "guideline_versions": list(self.guideline_versions),
            "claims": self.counts.claims,
            "complete_claims": self.counts.complete,
            "unrated_claims": self.counts.unrated,
            "claims_rated_once": self.counts.rated_once,
            "claims_rated_more": self.counts.rated_more,
            "simulated_ratings": self.simulated,
            "unsupported_verdicts": self.unsupported,
            "skip_reasons": self.skip_reasons,
            "reviewers": [row.to_json_dict() for row in shown],
            **summary,
            "matrix": {
                "labels": list(self.matrix.labels),
                "pairs": [list(row) for row in self.matrix.pairs],
                "claims": [list(row) for row in self.matrix.claims],
            },
            "drift": self.drift.to_json_dict(),
            "details": self.details.to_json_dict(),
            "aggregations": self.aggregations.to_json_dict(),
        }
