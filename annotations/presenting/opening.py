"""The report as one reader may read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from annotations.models import Round, SkipReason, User
from annotations.presenting.asking import query_of
from annotations.presenting.claims import describe_claims, describe_ways
from annotations.presenting.course import describe_course
from annotations.presenting.derived import derive
from annotations.presenting.headline import describe_headline, describe_labels
from annotations.presenting.meeting import describe_matrix, describe_pairs
from annotations.presenting.method import describe_method
from annotations.presenting.missing import describe_ground
from annotations.presenting.more import describe_more
from annotations.presenting.people import describe_people
from annotations.presenting.words import show_count
from annotations.workflow.agreement.more import MoreFigures, report_more
from annotations.workflow.agreement.report import AgreementReport, ReviewerFigures
from annotations.workflow.agreement.scope import Mind, Reach, Scope
from annotations.workflow.queueing import due_retests
from annotations.workflow.reporting import reach_for, report_agreement


@dataclass(frozen=True)
class Reading:
    """A report and the rows of it that its reader may see."""

    report: AgreementReport
    rows: tuple[ReviewerFigures, ...]
    more: MoreFigures
    """Of the whole round, whatever the report is narrowed to."""

    user: User | None
    """Who reads it; None for the operator."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the figures as JSON takes them: all that the page and the file show."""
        figures = self.report.to_json_dict(reviewers=self.rows)
        more = self.more.to_json_dict(user=self.user)
        return {**figures, **more, "derived": derive(self.report, self.rows)}

    def describe(self) -> dict[str, Any]:
        """Return what the templates of the sections show; a few queries, however much there is."""
        report = self.report
        labels = report.matrix.labels
        return {
            "report": report,
            "round": report.round,
            "project": report.round.project,
            "ground": describe_ground(report),
            "counts_open_claims": report.reach is Reach.ALL,
            "details_are_narrower": report.reach is not report.detail_reach,
            "simulated_names": [row.name for row in report.reviewers if row.is_simulated],
            "headline": describe_headline(report),
            "labels": describe_labels(report),
            "matrix": describe_matrix(report.matrix),
            "matrix_query": query_of(report.scope, round=report.round.number).urlencode(),
            "pairs": describe_pairs(report),
            "people": describe_people(self.rows),
            "skips": [
                (SkipReason(reason).label, show_count(count)) for reason, count in report.skip_reasons.items()
            ],
            "course": describe_course(report.drift),
            "hard": describe_claims(report.details, labels),
            "ways": describe_ways(report.aggregations, labels),
            **describe_more(self.more, user=self.user),
            "method": describe_method(has_first=report.scope.mind is Mind.FIRST),
        }


def open_report(*, round: Round, scope: Scope, user: User, at: datetime) -> Reading:
    """Return the round's report as the user may read it.

    A claim that they are to judge again at that moment is in no list: to them it looks as if it never was.
    """
    report = report_agreement(round=round, reach=reach_for(user=user, round=round), scope=scope)
    due = set(due_retests(project=round.project, reviewer=user, at=at).values_list("claim", flat=True))
    more = report_more(round=round, reach=report.detail_reach, is_bounded=True)
    return Reading(_without(report, due) if due else report, report.rows_for(user), more, user)


def open_whole(*, round: Round, scope: Scope) -> Reading:
    """Return the round's report as the operator reads it, who has the tables anyway."""
    report = report_agreement(round=round, reach=Reach.ALL, scope=scope)
    more = report_more(round=round, reach=report.detail_reach, is_bounded=False)
    return Reading(report, report.reviewers, more, None)


def _without(report: AgreementReport, claims: set[int]) -> AgreementReport:
    hardest = tuple(claim for claim in report.details.hardest if claim.claim not in claims)
    differing = tuple(claim for claim in report.aggregations.differing if claim.claim not in claims)
    return replace(
        report,
        details=replace(report.details, hardest=hardest),
        aggregations=replace(report.aggregations, differing=differing),
    )
