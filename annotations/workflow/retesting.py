"""How often a reviewer who is asked again says the same: their own consistency, against nobody else's word.

Reads only. Which claim comes again, and when, is `queueing.due_retests`'s to say and nobody's to know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from annotations.agreement import Figure
from annotations.models import Membership, Purpose, Review, Role, Round, User
from annotations.workflow.comparing import share_of_same

Row = tuple[int, int, str, str]
"""A claim that came again: its reviewer, its article, the verdict before and that again, "" for a skip."""


@dataclass(frozen=True)
class Consistency:
    """How somebody's words on the claims that came again compare with those before."""

    again: int
    """Claims that came again and were answered."""

    same: int
    """Those with the same verdict both times."""

    skipped: int
    """Those skipped before or again, which are not compared."""

    share: Figure
    """The share with the same verdict of those with a verdict both times, which `n` counts, with its interval
    by article."""


@dataclass(frozen=True)
class RetestReport:
    """The consistency of reviewers in one round."""

    reviewers: tuple[tuple[User, Consistency], ...]
    """Who reviews in the project now and was asked again, by username."""

    everybody: Consistency


def report_retests(*, round: Round, reviewer: User | None = None) -> RetestReport:
    """Return how often reviewers gave the same verdict again, or that reviewer alone, from two queries.

    Compared is the word that stood when the claim came again, so that a later change of mind counts nowhere.
    """
    users = User.objects.filter(
        pk__in=Membership.objects.filter(project=round.project_id, role=Role.REVIEWER).values("user")
    )
    if reviewer is not None:
        users = users.filter(pk=reviewer.pk)
    before = (
        Review.objects.filter(
            claim=OuterRef("claim"),
            round=OuterRef("round"),
            reviewer=OuterRef("reviewer"),
            purpose=Purpose.NORMAL,
            withdrawn_at=None,
            created_at__lte=OuterRef("created_at"),
        )
        .order_by("-created_at", "-pk")
        .values("verdict")
    )
    rows: list[Row] = list(
        Review.objects.current()
        .filter(round=round, reviewer__in=users.values("pk"), purpose=Purpose.RETEST)
        .annotate(before=Subquery(before[:1]))
        .order_by("reviewer", "claim")
        .values_list("reviewer", "claim__article", "before", "verdict")
    )
    by_reviewer: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_reviewer[row[0]].append(row)
    found = users.filter(pk__in=list(by_reviewer)).order_by("username")
    return RetestReport(
        reviewers=tuple((user, _compare(by_reviewer[user.pk])) for user in found),
        everybody=_compare(rows),
    )


def _compare(rows: Sequence[Row]) -> Consistency:
    compared = [(article, before, again) for _reviewer, article, before, again in rows if before and again]
    return Consistency(
        again=len(rows),
        same=sum(before == again for _article, before, again in compared),
        skipped=len(rows) - len(compared),
        share=share_of_same(compared),
    )
