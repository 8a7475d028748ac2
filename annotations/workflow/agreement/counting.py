"""How often what was said of the claims of an article, counted by the database: in one statement, so that all
counts are of one moment.

Which reviews count is said by QuerySets here, and nowhere else; the SQL around them only counts.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.timezone import make_aware

from annotations.models import Adjudication, ClaimProgress, Purpose, Review, Standing
from annotations.workflow.agreement.scope import Mind, Scope
from annotations.workflow.agreement.statement import COLUMNS, ArticleCells, Section, counting_statement


def count_cells(
    *, round: int, articles: Collection[int] | None = None, scope: Scope | None = None
) -> dict[int, ArticleCells]:
    """Return the counts of these articles, or of all, in the round, by the article's key; articles without a
    live claim there are left out."""
    scope = scope or Scope()
    claims = _claims(round, articles, scope)
    words = _words(round, articles, scope)
    changes = _changes(round, articles, scope)
    parts: list[str] = []
    params: list[Any] = []
    for queryset in (claims, words, changes):
        sql, given = queryset.query.sql_with_params()
        parts.append(sql)
        params += given
    found: dict[int, ArticleCells] = {}
    with connection.cursor() as cursor:
        cursor.execute(counting_statement(*parts, labels=scope.labels), params)
        for section, article, text in cursor.fetchall():
            kind = Section(section)
            rows = np.array(text.split(), dtype=np.int32).reshape(-1, len(COLUMNS[kind]) + 1)
            found.setdefault(article, {})[kind] = rows
    return found


def independent_words(round: int, mind: Mind = Mind.LATEST) -> Any:
    """Return the reviews that count in the round: each reviewer's word on each live claim from before the
    others' were visible. Skips are among them and are no ratings."""
    live = Q(round=round, purpose=Purpose.NORMAL, claim__retired_at=None)
    if mind is Mind.LATEST:
        return Review.objects.independent().filter(live)
    mine = Review.objects.filter(live, made_after_reveal=False, withdrawn_at=None)
    before = Q(created_at__lt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), pk__lt=OuterRef("pk")
    )
    same = Review.objects.filter(
        claim=OuterRef("claim"),
        round=OuterRef("round"),
        reviewer=OuterRef("reviewer"),
        purpose=Purpose.NORMAL,
        made_after_reveal=False,
        withdrawn_at=None,
    )
    verdicts = same.exclude(verdict="")
    # A skip is no vote: it counts where no verdict came before or after it.
    is_first_verdict = ~Q(verdict="") & ~Exists(verdicts.filter(before))
    is_only_skip = Q(verdict="") & ~Exists(verdicts) & ~Exists(same.filter(before))
    return mine.filter(is_first_verdict | is_only_skip)


def _claims(round: int, articles: Collection[int] | None, scope: Scope) -> QuerySet[Any, Any]:
    rows = ClaimProgress.objects.filter(round=round, claim__retired_at=None)
    final = Adjudication.objects.filter(claim=OuterRef("claim"), round=round, is_current=True)
    return (
        rows.filter(claim_filter(articles, scope))
        .order_by()
        .values_list(
            "claim",
            "claim__article",
            _as_bit(revealed_at__isnull=False),
            _as_bit(standing=Standing.UNDECIDED.value),
            Subquery(final.values("verdict")[:1]),
        )
    )


def _words(round: int, articles: Collection[int] | None, scope: Scope) -> QuerySet[Any, Any]:
    rows = independent_words(round, scope.mind).filter(claim_filter(articles, scope), word_filter(scope))
    return rows.order_by().values_list(
        "claim",
        "reviewer",
        "verdict",
        "skip_reason",
        "seconds_on_task",
        _as_bit(is_simulated=True),
        _as_bit(lacks_support=True),
        "guideline_version",
        "created_at",
    )


def _changes(round: int, articles: Collection[int] | None, scope: Scope) -> QuerySet[Any, Any]:
    """Return the reviews that say something else than the one they changed."""
    changed = Review.objects.filter(round=round, purpose=Purpose.NORMAL, claim__retired_at=None)
    changed = changed.filter(supersedes__isnull=False, withdrawn_at=None)
    changed = changed.filter(claim_filter(articles, scope), word_filter(scope))
    is_same = Q(verdict=F("supersedes__verdict"), skip_reason=F("supersedes__skip_reason"))
    return (
        changed.exclude(is_same).order_by().values_list("claim", "reviewer", _as_bit(made_after_reveal=True))
    )


def claim_filter(articles: Collection[int] | None, scope: Scope, *, prefix: str = "claim__") -> Q:
    """Return the condition on claims; `prefix` leads from the model asked to its claim."""
    wanted: dict[str, Collection[Any]] = {
        "article__in": scope.articles,
        "article__language__in": scope.languages,
        "source_kind__in": scope.source_kinds,
    }
    condition = Q(**{prefix + path: values for path, values in wanted.items() if values})
    return condition if articles is None else condition & Q(**{f"{prefix}article__in": articles})


def word_filter(scope: Scope) -> Q:
    """Return the condition on reviews."""
    condition = Q()
    if scope.since:
        condition &= Q(created_at__gte=_midnight(scope.since))
    if scope.until:
        condition &= Q(created_at__lt=_midnight(scope.until + timedelta(days=1)))
    if scope.guideline_versions:
        condition &= Q(guideline_version__number__in=scope.guideline_versions)
    if scope.left_out:
        condition &= ~Q(reviewer__in=scope.left_out)
    if not scope.with_simulated:
        condition &= Q(is_simulated=False)
    return condition


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _as_bit(**condition: object) -> Case:
    return Case(When(then=Value(1), **condition), default=Value(0), output_field=IntegerField())
