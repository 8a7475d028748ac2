"""How far reviewers agree in a round: counted by the database, kept, and put into figures by the core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

import numpy as np
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from annotations.agreement import (
    AgreementSummary,
    Kept,
    RaterFigures,
    Reason,
    summarise_again,
)
from annotations.agreement.disagreement import entropy_histogram
from annotations.agreement.figures import undefined
from annotations.models import ClaimProgress, GuidelineVersion, Role, Round, User
from annotations.workflow.agreement.cells import Cells, Rows
from annotations.workflow.agreement.counting import count_cells
from annotations.workflow.agreement.figures import (
    Points,
    PointsKept,
    ReviewerCounts,
    confused_accuracy,
    count_ratings,
    count_reviewers,
    find_newest,
    follow_time,
    is_tied,
    make_matrix,
    make_patterns,
    make_point,
)
from annotations.workflow.agreement.parts import (
    MOST_RATINGS_MODELLED,
    Aggregations,
    ClaimDetails,
    DisagreementMatrix,
    Drift,
    DriftPoint,
    GuidelineMark,
    RoundPoint,
    Span,
    TimePoint,
    VersionPoint,
)
from annotations.workflow.agreement.report import (
    AgreementReport,
    ClaimCounts,
    Confused,
    ReviewerFigures,
)
from annotations.workflow.agreement.scope import Mind, Reach, Scope
from annotations.workflow.agreement.singling import (
    find_differing,
    find_hardest,
    fit_model,
    list_cell_claims,
    sum_up_model,
)
from annotations.workflow.agreement.statement import LABELS, SKIP_REASONS, Section
from annotations.workflow.agreement.tallying import Tally, tally_round
from annotations.workflow.exporting import rater_name
from annotations.workflow.overview import Progress
from annotations.workflow.refusals import role_of
from annotations.workflow.retesting import report_retests

__all__ = [
    "AgreementReport",
    "Mind",
    "Reach",
    "Scope",
    "count_progress",
    "list_cell_claims",
    "reach_for",
    "report_agreement",
]


def reach_for(*, user: User, round: Round) -> Reach:
    """Return what the user's report may count: everything for a lead or where nothing is blind."""
    if not round.project.is_blind or role_of(user=user, project=round.project) == Role.LEAD:
        return Reach.ALL
    return Reach.COMPLETE


def report_agreement(*, round: Round, reach: Reach, scope: Scope | None = None) -> AgreementReport:
    """Return the round's report over the independent reviews of live claims: each reviewer's word from before
    the claim was complete. Skips are counted apart and are no rating.

    Where the project is blind, open claims count in a report of the whole round alone. A narrowed report is
    counted from all the reviews it may need, which takes seconds in a round of a million claims.
    """
    scope = scope or Scope()
    is_blind = round.project.is_blind
    if is_blind and not scope.is_whole:
        reach = Reach.COMPLETE
    complete_only, details_only = reach is Reach.COMPLETE, is_blind or reach is Reach.COMPLETE
    counts = _count(round, scope)
    totals = counts.keep(
        ("totals", complete_only), lambda _cells: _total(counts, complete_only=complete_only)
    )
    details = counts.keep(
        ("details", details_only), lambda _cells: _detail(counts, round, scope, complete_only=details_only)
    )
    people = {user.pk: user for user in User.objects.filter(pk__in=[row.key for row in totals.reviewers])}
    versions = dict(GuidelineVersion.objects.filter(project=round.project_id).values_list("pk", "number"))
    return AgreementReport(
        round=round,
        scope=scope,
        reach=reach,
        detail_reach=Reach.COMPLETE if details_only else Reach.ALL,
        data_at=totals.data_at,
        guideline_versions=tuple(sorted(versions[key] for key in totals.versions if key)),
        counts=totals.claims,
        reviewers=_name_reviewers(round, totals, people),
        left_out=_name_left_out(round, scope),
        skip_reasons=totals.skip_reasons,
        unsupported=totals.unsupported,
        simulated=totals.simulated,
        summary=totals.summary,
        matrix=details.matrix,
        drift=_follow(round, scope, details, versions),
        details=details.claims,
        aggregations=details.aggregations,
    )


def count_progress(*, round: Round) -> Progress:
    """Return how many live claims the round has and how many are complete; `waiting` is left at 0."""
    counted = ClaimProgress.objects.filter(round=round, claim__retired_at=None).aggregate(
        claims=Count("pk"), complete=Count("pk", filter=Q(revealed_at__isnull=False))
    )
    return Progress(**counted)


@dataclass(frozen=True)
class _Totals:
    """What rests on the claims within reach."""

    claims: ClaimCounts
    reviewers: list[ReviewerCounts]
    figures: dict[int, RaterFigures]
    """Of who gave a verdict, by key."""

    versions: list[int]
    skip_reasons: dict[str, int]
    unsupported: int
    simulated: int
    data_at: datetime | None
    summary: AgreementSummary


@dataclass(frozen=True)
class _Details:
    """What rests on complete claims, where the project is blind."""

    matrix: DisagreementMatrix
    span: Span
    by_time: tuple[TimePoint, ...]
    by_version: tuple[tuple[int, DriftPoint], ...]
    """Keys of versions, 0 for none."""

    whole: DriftPoint
    claims: ClaimDetails
    aggregations: Aggregations


def _count(round: Round, scope: Scope) -> Tally:
    """Return the counts that the scope asks for: the kept ones, or some of their own."""
    if scope.is_whole:
        return tally_round(round)
    return Tally.of(Cells.empty().updated(count_cells(round=round.pk, scope=scope)))


def _total(counts: Tally, *, complete_only: bool) -> _Totals:
    cells = counts.cells
    claims = cells.rows[Section.CLAIMS]
    within = claims.within(complete_only=complete_only)
    given = cells.patterns.sum(axis=1)[within.column("pattern")]
    ratings = cells.rows[Section.RATINGS].within(complete_only=complete_only)
    skips = cells.rows[Section.SKIPS].within(complete_only=complete_only)
    versions = cells.rows[Section.VERSIONS].within(complete_only=complete_only)
    former = cast(Kept, counts.kept.get(("summary", complete_only), Kept()))
    given_ratings = count_ratings(cells, complete_only=complete_only)
    summary, now = summarise_again(given_ratings, former, categories=len(LABELS))
    counts.kept["summary", complete_only] = now
    reasons = np.bincount(skips.column("reason"), weights=skips.number, minlength=len(SKIP_REASONS))
    return _Totals(
        claims=ClaimCounts(
            claims=int(claims.number.sum()),
            complete=int(claims.within(complete_only=True).number.sum()),
            unrated=int(within.number[given == 0].sum()),
            rated_once=int(within.number[given == 1].sum()),
            rated_more=int(within.number[given > 1].sum()),
        ),
        reviewers=count_reviewers(cells, complete_only=complete_only),
        figures={int(figures.rater): figures for figures in summary.by_rater},
        versions=cells.versions[np.unique(versions.column("version"))].tolist(),
        skip_reasons={
            reason: int(number)
            for reason, number in sorted(zip(SKIP_REASONS, reasons, strict=True))
            if number
        },
        unsupported=int(ratings.number[ratings.column("unsupported") == 1].sum()),
        simulated=int(ratings.number[ratings.column("simulated") == 1].sum()),
        data_at=find_newest(cells, complete_only=complete_only),
        summary=summary,
    )


def _detail(counts: Tally, round: Round, scope: Scope, *, complete_only: bool) -> _Details:
    cells = counts.cells
    claims = cells.rows[Section.CLAIMS].within(complete_only=complete_only)
    patterns, _places = make_patterns(cells, claims)
    points = Points(cells, cast(PointsKept, counts.kept.get(("points", complete_only), {})))
    span, by_time = follow_time(points, claims)
    versions = cells.rows[Section.VERSIONS].within(complete_only=complete_only)
    column = versions.column("version")
    by_version = tuple(
        (int(cells.versions[place]), points.make(("version", place), versions.where(column == place)))
        for place in np.unique(column).tolist()
    )
    whole = points.make("whole", cells.rows[Section.CLAIMS].within(complete_only=True))
    counts.kept["points", complete_only] = points.now
    return _Details(
        matrix=make_matrix(patterns),
        span=span,
        by_time=by_time,
        by_version=by_version,
        whole=whole,
        claims=ClaimDetails(
            histogram=tuple(entropy_histogram(patterns)),
            hardest=find_hardest(round=round, scope=scope),
            ties=int(patterns.units[is_tied(patterns.counts)].sum()),
            undecided=int(claims.number[claims.column("waits") == 1].sum()),
        ),
        aggregations=_aggregate(cells, claims, round, scope, complete_only=complete_only),
    )


def _aggregate(
    cells: Cells, claims: Rows, round: Round, scope: Scope, *, complete_only: bool
) -> Aggregations:
    counts = cells.patterns[claims.column("pattern")]
    most = np.where(is_tied(cells.patterns), -1, cells.patterns.argmax(axis=1))
    size, final = counts.sum(axis=1), claims.column("final")
    majority = np.where(size > 0, most[claims.column("pattern")], -1)
    both = (majority >= 0) & (final >= 0)
    ratings = int((size * claims.number).sum())
    model = None
    if ratings <= MOST_RATINGS_MODELLED:
        model = fit_model(round=round, scope=scope, complete_only=complete_only)
    return Aggregations(
        rated=int(claims.number[size > 0].sum()),
        majority={label: int(claims.number[majority == at].sum()) for at, label in enumerate(LABELS)},
        ties=int(claims.number[(size > 0) & (majority < 0)].sum()),
        final={label: int(claims.number[final == at].sum()) for at, label in enumerate(LABELS)},
        majority_and_final=int(claims.number[both].sum()),
        majority_differs_from_final=int(claims.number[both & (majority != final)].sum()),
        dawid_skene=None if model is None else sum_up_model(round=round, model=model),
        differing=find_differing(round=round, scope=scope, complete_only=complete_only, model=model),
    )


def _follow(round: Round, scope: Scope, details: _Details, versions: dict[int, int]) -> Drift:
    """Return the drift; every other round is counted by itself."""
    points = []
    for other in Round.objects.filter(project=round.project_id).select_related("project").order_by("number"):
        point = details.whole
        if other.pk != round.pk:
            point = _count(other, scope).keep(
                ("whole",),
                lambda cells: make_point(cells, cells.rows[Section.CLAIMS].within(complete_only=True)),
            )
        points.append(
            RoundPoint(
                **vars(point), number=other.number, opened_at=other.opened_at, is_this=other.pk == round.pk
            )
        )
    published = GuidelineVersion.objects.filter(project=round.project_id, created_at__gte=round.opened_at)
    if round.closed_at is not None:
        published = published.filter(created_at__lte=round.closed_at)
    return Drift(
        span=details.span,
        by_time=details.by_time,
        by_round=tuple(points),
        by_version=tuple(
            sorted(
                (VersionPoint(**vars(point), version=versions.get(key)) for key, point in details.by_version),
                key=lambda point: point.version or 0,
            )
        ),
        marks=tuple(
            GuidelineMark(number, published_at)
            for number, published_at in published.order_by("number").values_list("number", "created_at")
        ),
    )


def _name_reviewers(round: Round, totals: _Totals, people: dict[int, User]) -> tuple[ReviewerFigures, ...]:
    again = {user.pk: consistency for user, consistency in report_retests(round=round).reviewers}
    nothing = undefined(Reason.NO_RATINGS)
    rows = []
    for counts in totals.reviewers:
        user, figures = people[counts.key], totals.figures.get(counts.key)
        name, username = name_reviewer(user, round)
        rows.append(
            ReviewerFigures(
                reviewer=user,
                name=name,
                username=username,
                is_former=not user.is_active,
                is_simulated=counts.is_simulated,
                verdicts=sum(counts.labels.values()),
                skips=sum(counts.skip_reasons.values()),
                labels=counts.labels,
                skip_reasons=counts.skip_reasons,
                median_seconds=counts.median_seconds,
                timed=counts.timed,
                changed_before=counts.changed_before,
                changed_after=counts.changed_after,
                leave_one_out=figures.leave_one_out if figures else nothing,
                alpha_change=figures.alpha_change if figures else nothing,
                against_final=Confused(counts.confusion, confused_accuracy(counts.confusion)),
                consistency=again.get(user.pk),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.is_former, row.username)))


def name_reviewer(user: User, round: Round) -> tuple[str, str]:
    """Return the name to show and the username for files: once the account is closed, a pseudonym, the same
    as in the project's datasets."""
    if user.is_active:
        return user.shown_name, user.get_username()
    pseudonym = rater_name(reviewer=user, round=round)
    return _("Former reviewer %(name)s") % {"name": pseudonym}, pseudonym


def _name_left_out(round: Round, scope: Scope) -> tuple[tuple[int, str], ...]:
    users = User.objects.filter(pk__in=scope.left_out, reviews__round=round).distinct().order_by("username")
    return tuple((user.pk, name_reviewer(user, round)[0]) for user in users) if scope.left_out else ()
