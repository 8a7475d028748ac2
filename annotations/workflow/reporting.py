"""How far reviewers agree in a round: ratings read from the tables, figures by the agreement core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from annotations.agreement import AgreementSummary, RatingTable, summarise
from annotations.models import ClaimProgress, Purpose, Review, Role, Round, User, Verdict
from annotations.workflow.overview import Progress
from annotations.workflow.refusals import role_of


class Reach(StrEnum):
    """Which claims' verdicts a report counts."""

    ALL = "all"
    """Open claims too: for the operator, and for leads, who never review in the project."""

    COMPLETE = "complete"
    """Complete claims only: a live total would betray the last verdict given."""


@dataclass(frozen=True)
class ReviewerCounts:
    """What one reviewer gave."""

    reviewer: User
    verdicts: int
    skips: int
    is_simulated: bool


@dataclass(frozen=True)
class AgreementReport:
    """The figures of one round; raters are keys of users as text, units keys of claims."""

    round: Round
    reach: Reach
    data_at: datetime | None
    """When the newest review counted was made; None without any."""

    claims: int
    """Live claims of the round."""

    complete_claims: int
    reviewers: tuple[ReviewerCounts, ...]
    """By username."""

    skip_reasons: dict[str, int]
    unsupported: int
    """Verdicts `verified` or `disputed` with neither evidence nor justification."""

    simulated: int
    """Ratings that are simulated."""

    summary: AgreementSummary

    def names(self) -> dict[str, str]:
        """Return each rater's shown name by the key the summary uses."""
        return {str(counts.reviewer.pk): counts.reviewer.shown_name for counts in self.reviewers}

    def rows_for(self, user: User) -> tuple[ReviewerCounts, ...]:
        """Return what the user may read of each reviewer: all for a lead or a superuser, else their own."""
        if user.is_superuser or role_of(user=user, project=self.round.project) == Role.LEAD:
            return self.reviewers
        return tuple(counts for counts in self.reviewers if counts.reviewer == user)

    def to_json_dict(self, *, reviewers: tuple[ReviewerCounts, ...] | None = None) -> dict[str, Any]:
        """Return the report as JSON takes it, raters by username; with the rows of these reviewers only,
        where they are given (see `rows_for`)."""
        usernames = {str(counts.reviewer.pk): counts.reviewer.get_username() for counts in self.reviewers}
        summary = self.summary.to_json_dict()
        for pair in summary["pairs"]:
            pair["first"], pair["second"] = usernames[pair["first"]], usernames[pair["second"]]
        return {
            "project": self.round.project.slug,
            "round": self.round.number,
            "reach": self.reach.value,
            "data_at": self.data_at.isoformat() if self.data_at else None,
            "claims": self.claims,
            "complete_claims": self.complete_claims,
            "simulated_ratings": self.simulated,
            "unsupported_verdicts": self.unsupported,
            "skip_reasons": self.skip_reasons,
            "reviewers": [
                {
                    "username": counts.reviewer.get_username(),
                    "verdicts": counts.verdicts,
                    "skips": counts.skips,
                    "is_simulated": counts.is_simulated,
                }
                for counts in (self.reviewers if reviewers is None else reviewers)
            ],
            **summary,
        }


def reach_for(*, user: User, round: Round) -> Reach:
    """Return what the user's report may count: everything for a lead or where nothing is blind."""
    if not round.project.is_blind or role_of(user=user, project=round.project) == Role.LEAD:
        return Reach.ALL
    return Reach.COMPLETE


def report_agreement(*, round: Round, reach: Reach) -> AgreementReport:
    """Return the round's report over the independent reviews of live claims: each reviewer's latest word
    before the claim was complete. Skips are counted apart and are no rating."""
    reviews = _reviews(round)
    if reach is Reach.COMPLETE:
        reviews = reviews.on_complete_claims()
    rows = list(
        reviews.order_by("claim", "reviewer").values_list(
            "claim", "reviewer", "verdict", "skip_reason", "is_simulated", "lacks_support", "created_at"
        )
    )
    ratings = [(str(claim), str(reviewer), verdict) for claim, reviewer, verdict, *_rest in rows if verdict]
    progress = count_progress(round=round)
    return AgreementReport(
        round=round,
        reach=reach,
        data_at=max((row[6] for row in rows), default=None),
        claims=progress.claims,
        complete_claims=progress.complete,
        reviewers=_count_by_reviewer((row[1], row[2], row[4]) for row in rows),
        skip_reasons=dict(sorted(Counter(row[3] for row in rows if row[3]).items())),
        unsupported=sum(row[5] for row in rows),
        simulated=sum(bool(row[2]) and row[4] for row in rows),
        summary=summarise(RatingTable.from_triples(ratings, labels=Verdict.values)),
    )


def count_progress(*, round: Round) -> Progress:
    """Return how many live claims the round has and how many are complete; `waiting` is left at 0."""
    counted = ClaimProgress.objects.filter(round=round, claim__retired_at=None).aggregate(
        claims=Count("pk"), complete=Count("pk", filter=Q(revealed_at__isnull=False))
    )
    return Progress(**counted)


def _reviews(round: Round) -> Any:
    return Review.objects.independent().filter(round=round, purpose=Purpose.NORMAL, claim__retired_at=None)


def _count_by_reviewer(rows: Iterable[tuple[int, str, bool]]) -> tuple[ReviewerCounts, ...]:
    verdicts: Counter[int] = Counter()
    skips: Counter[int] = Counter()
    simulated: set[int] = set()
    for reviewer, verdict, is_simulated in rows:
        (verdicts if verdict else skips)[reviewer] += 1
        if is_simulated:
            simulated.add(reviewer)
    users = User.objects.filter(pk__in={*verdicts, *skips}).order_by("username")
    return tuple(
        ReviewerCounts(
            reviewer=user,
            verdicts=verdicts[user.pk],
            skips=skips[user.pk],
            is_simulated=user.pk in simulated,
        )
        for user in users
    )
