"""The machine's suggestions beside what reviewers and leads said. Reads only.

The machine suggests `unsourced` or nothing, and nothing is missing, never a label: where it suggests nothing
it said nothing that anybody could share. Compared are therefore claims with a suggestion; how many verdicts
`unsourced` had one is told beside them and is no figure of agreement. The machine is in no other figure.

Counted are complete claims as the splitter made them: on others, what is suggested rests on people's edits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from annotations.agreement import Figure
from annotations.models import Adjudication, Purpose, Review, Role, Round, User, Verdict
from annotations.splitting import SourceKind, suggest_verdict
from annotations.workflow.comparing import share_by_article
from annotations.workflow.refusals import role_of

SUGGESTED = [kind.value for kind in SourceKind if suggest_verdict(kind) is not None]
"""The kinds of origin with a suggestion."""

CHUNK = 10_000


@dataclass(frozen=True)
class BesideMachine:
    """Verdicts beside the machine's suggestions; each figure with its interval by article."""

    suggested: int
    """Verdicts on claims with a suggestion."""

    same: int
    """Those of them that are `unsourced`."""

    unsourced: int
    """Verdicts `unsourced` in all."""

    agreement: Figure
    """The share of `same` in `suggested`."""

    specific: Figure
    """Specific agreement on `unsourced`: twice `same` by the ratings `unsourced` of both, on claims with a
    suggestion, which `n` counts."""

    covered: Figure
    """The share of `same` in `unsourced`: how often a verdict had been suggested."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the figures as JSON holds them."""
        return {
            "suggested": self.suggested,
            "same": self.same,
            "unsourced": self.unsourced,
            "observed_agreement": self.agreement.to_json_dict(),
            "specific_agreement": self.specific.to_json_dict(),
            "covered": self.covered.to_json_dict(),
        }


@dataclass(frozen=True)
class MachineReport:
    """The machine as one more rater, in a table of its own."""

    round: Round
    reviewers: tuple[tuple[User, BesideMachine], ...]
    """By username; who gave no verdict on a complete claim is left out."""

    everybody: BesideMachine
    final: BesideMachine
    """The final verdicts of leads."""

    def seen_by(self, user: User) -> tuple[tuple[User, BesideMachine], ...]:
        """Return the reviewers' rows that the user may read: all for a lead or a superuser, else theirs."""
        if user.is_superuser or role_of(user=user, project=self.round.project) == Role.LEAD:
            return self.reviewers
        return tuple(row for row in self.reviewers if row[0] == user)

    def to_json_dict(self, *, user: User | None = None) -> dict[str, Any]:
        """Return the report as JSON holds it, with the rows that the user may read where one is given."""
        rows = self.reviewers if user is None else self.seen_by(user)
        return {
            "reviewers": [
                {"username": one.get_username(), **figures.to_json_dict()} for one, figures in rows
            ],
            "everybody": self.everybody.to_json_dict(),
            "final": self.final.to_json_dict(),
        }


Counts = tuple[int, int, int]
"""Of one article: `suggested`, `same` and `unsourced`, see `BesideMachine`."""


def report_machine(*, round: Round) -> MachineReport:
    """Return the machine's suggestions beside the round's verdicts, from three queries; the database counts,
    and a row comes out a reviewer and article."""
    words = Review.objects.independent().on_complete_claims()
    words = words.filter(round=round, purpose=Purpose.NORMAL).exclude(verdict="")
    finals = Adjudication.objects.filter(round=round, is_current=True)
    by_reviewer: dict[int, list[Counts]] = defaultdict(list)
    by_article: dict[int, Counts] = defaultdict(lambda: (0, 0, 0))
    for reviewer, article, *counts in _count(words, "reviewer"):
        suggested, same, unsourced = counts
        by_reviewer[reviewer].append((suggested, same, unsourced))
        former = by_article[article]
        by_article[article] = (former[0] + suggested, former[1] + same, former[2] + unsourced)
    people = User.objects.filter(pk__in=list(by_reviewer)).order_by("username")
    of_finals = [
        (suggested, same, unsourced)
        for _round, _article, suggested, same, unsourced in _count(finals, "round")
    ]
    return MachineReport(
        round=round,
        reviewers=tuple((user, _compare(by_reviewer[user.pk])) for user in people),
        everybody=_compare(by_article.values()),
        final=_compare(of_finals),
    )


def _count(
    rows: QuerySet[Review] | QuerySet[Adjudication], by: str
) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield the counts of each article by that column."""
    has_suggestion = Q(claim__source_kind__in=SUGGESTED)
    is_unsourced = Q(verdict=Verdict.UNSOURCED)
    counted = (
        rows.filter(claim__retired_at=None, claim__created_by=None)
        .order_by()
        .values(by, article=F("claim__article"))
        .annotate(
            suggested=Count("pk", filter=has_suggestion),
            same=Count("pk", filter=has_suggestion & is_unsourced),
            unsourced=Count("pk", filter=is_unsourced),
        )
    )
    yield from counted.values_list(by, "article", "suggested", "same", "unsourced").iterator(chunk_size=CHUNK)


def _compare(articles: Iterable[Counts]) -> BesideMachine:
    rows = list(articles)
    suggested, same, unsourced = (sum(row[place] for row in rows) for place in range(3))
    specific = share_by_article((2 * row[1], row[0] + row[1]) for row in rows)
    return BesideMachine(
        suggested=suggested,
        same=same,
        unsourced=unsourced,
        agreement=share_by_article((row[1], row[0]) for row in rows),
        specific=replace(specific, n=suggested),
        covered=share_by_article((row[1], row[2]) for row in rows),
    )
