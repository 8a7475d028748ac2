"""How far each article has come in a round: counts that queues and pages read, so that no claim is counted.

Locks are taken in one order, a claim's progress before its article's: two acts cannot block each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, F, Max, Q

from annotations.models import ArticleProgress, ClaimProgress, Round
from annotations.workflow.strategies import ArticleFacts, rank_article

BATCH = 500


def count_articles(*, round: Round, articles: Collection[int] | None = None) -> None:
    """Count the claims of these articles, or of all, in the round anew, and rank them by its project's
    strategy.

    An article without a claim in the round is not in it. Runs inside a transaction: an
    article's counts stay locked until its end, so that no claim becomes complete unseen.
    """
    rows = ClaimProgress.objects.filter(round=round, claim__retired_at=None)
    counted = ArticleProgress.objects.filter(round=round)
    if articles is not None:
        rows = rows.filter(claim__article__in=articles)
        counted = counted.filter(article__in=articles)
    list(counted.select_for_update().order_by("pk").values_list("pk"))
    found: list[Any] = list(
        rows.order_by()
        .values(key=F("claim__article"), published_on=F("claim__article__published_on"))
        .annotate(
            claims=Count("pk"),
            left=Count("pk", filter=Q(revealed_at=None)),
            worthiness=Max("claim__check_worthiness"),
        )
    )
    counted.exclude(article__in=[row["key"] for row in found]).delete()
    ArticleProgress.objects.bulk_create(
        _progress(round, found),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["article", "round"],
        update_fields=["claims", "left", "rank"],
    )


def count_complete(progress: ClaimProgress, *, step: int = 1) -> None:
    """Count the claim as complete in its article, or with step -1 as open again."""
    ArticleProgress.objects.filter(article=progress.claim.article_id, round=progress.round_id).update(
        left=F("left") - step
    )


def _progress(round: Round, rows: Collection[Any]) -> Iterator[ArticleProgress]:
    project = round.project
    for row in rows:
        facts = ArticleFacts(row["key"], row["published_on"], row["worthiness"])
        yield ArticleProgress(
            article_id=row["key"],
            round=round,
            claims=row["claims"],
            left=row["left"],
            rank=rank_article(facts, strategy=project.queue_strategy, seed=project.queue_seed),
        )
