"""What a round still needs and how fast its team is, read for the forecast without walking through claims.

What is left comes from the articles' progress and from the few open claims that have a verdict already; the
pace from an index of reviews by time. A project of a million claims costs what one of a thousand does.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.models import ArticleProgress, Claim, ClaimProgress, Membership, Project, Role, Round
from annotations.workflow.forecasting import Forecast, Workload, forecast_round

DAYS_BACK = 21
"""Whole days of the calendar looked at: three weeks hold fourteen working days of a team that rests."""

MOST_A_DAY = 50_000
"""So many verdicts of one day are counted at most: no team gives more, and a bulk of them costs no more."""


# Counted range by range: to work out the day of each review would cost as much as reading them all.
_GIVEN_BY_DAY = f"""
    SELECT round.id, (
        SELECT COUNT(*) FROM (
            SELECT 1 FROM annotations_review review
            WHERE review.round_id = round.id AND review.is_current
              AND review.created_at >= day.column2 AND review.created_at < day.column3
              AND review.verdict > '' AND review.purpose <> 'retest'
            LIMIT {MOST_A_DAY}
        ) given
    )
    FROM annotations_round round CROSS JOIN (VALUES %s) day
    WHERE round.id IN (%s)
    ORDER BY round.id, day.column1
"""  # noqa: S608 - the number is ours, and what is put in are places for parameters


def forecast_rounds(*, projects: Collection[Project], at: datetime) -> dict[int, Forecast]:
    """Return the forecast of each project's open round by the project's key, from three queries; a project
    that is archived, between rounds or without claims is left out."""
    going_on = [project.pk for project in projects if project.archived_at is None]
    counted = ArticleProgress.objects.filter(round=OuterRef("pk"))
    asked_anew = _open_claims().filter(round=OuterRef("pk"), ratings=0, extra_verdicts__gt=0)
    reviewers = Membership.objects.filter(project=OuterRef("project"), role=Role.REVIEWER)
    rows: Any = Round.objects.filter(project__in=going_on, closed_at=None).annotate(
        overlap=F("project__overlap"),
        claims=_sum(counted, Sum("claims")),
        left=_sum(counted, Sum("left")),
        asked_anew=_sum(asked_anew, Sum("extra_verdicts")),
        reviewers=_sum(reviewers, Count("pk"), by="project"),
    )
    rounds = [row for row in rows if row.claims]
    if not rounds:
        return {}
    begun: dict[int, Any] = {
        row["round"]: row
        for row in _open_claims()
        .filter(round__in=[row.pk for row in rounds], ratings__gt=0)
        .order_by()
        .values("round")
        .annotate(
            number=Count("pk"),
            given=Sum(F("ratings") - F("extra_verdicts")),
            most=Max(F("extra_verdicts") - F("ratings")),
        )
    }
    daily = _count_by_day([row.pk for row in rounds], at)
    return {
        row.project_id: forecast_round(_workload(row, begun.get(row.pk, _NOTHING_BEGUN), daily[row.pk]))
        for row in rounds
    }


_NOTHING_BEGUN = {"number": 0, "given": 0, "most": 0}


def _workload(row: Any, begun: Any, daily: list[int]) -> Workload:
    is_untouched = row.left > begun["number"]
    return Workload(
        # Verdicts may be given between these queries: less than nothing is never left.
        verdicts_left=max(row.left * row.overlap - begun["given"] + row.asked_anew, 0),
        most_for_a_claim=row.overlap + (0 if is_untouched else begun["most"]),
        reviewers=row.reviewers,
        daily=daily,
    )


def _open_claims() -> QuerySet[ClaimProgress]:
    """Return the progress of open claims.

    Few of a round's are looked at, which PostgreSQL cannot foresee: for a join it would read all claims, so
    each is looked up by its key.
    """
    retired_at = Claim.objects.filter(pk=OuterRef("claim")).order_by().values("retired_at")
    return ClaimProgress.objects.annotate(claim_retired_at=Subquery(retired_at)).filter(
        revealed_at__isnull=True, claim_retired_at=None
    )


def _sum(rows: QuerySet[Any], total: Any, *, by: str = "round") -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(total=total).values("total")), 0)


def _count_by_day(rounds: list[int], at: datetime) -> dict[int, list[int]]:
    """Return the verdicts given on each whole day before that of `at`, the latest first; a claim judged again
    is no step forward."""
    begins = [_begin_of_day(at, days_ago) for days_ago in range(DAYS_BACK + 1)]
    days: list[Any] = []
    for number in range(DAYS_BACK):
        days += [number, *map(connection.ops.adapt_datetimefield_value, (begins[number + 1], begins[number]))]
    places = ", ".join(["(%s, %s, %s)"] * DAYS_BACK), ", ".join(["%s"] * len(rounds))
    daily: dict[int, list[int]] = {round: [] for round in rounds}
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN_BY_DAY % places, [*days, *rounds])
        for round, number in cursor.fetchall():
            daily[round].append(number)
    return daily


def _begin_of_day(at: datetime, days_ago: int) -> datetime:
    """Return the local midnight so many days before that of `at`, whatever the clock did in between."""
    day = timezone.localtime(at).date() - timedelta(days=days_ago)
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
