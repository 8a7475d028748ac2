"""Gold claims: their verdict is known, and reviewers are tested on them without being told which they are.

A gold claim is handed out, counted, completed and shown like any other. Only the answers to it are kept
apart: they are set against the known verdict, and no figure of agreement counts them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from annotations.agreement import Figure
from annotations.models import Claim, ClaimProgress, GoldAnswer, Project, Purpose, Review, Role, Round, User
from annotations.workflow.comparing import share_of_same
from annotations.workflow.refusals import Refused, require_role
from annotations.workflow.reviewing import find_verdict_fault

SKIPPED = "skipped"
"""What stands for a skip among the verdicts that were said."""

CLAIMS_OFFERED = 20

Row = tuple[int, int, int, str, bool]
"""An answer: its reviewer, its claim and that one's article, the verdict or "" for a skip, whether it is
simulated."""


class GoldInvalid(Refused):
    """A verdict that is none, or a claim that cannot be gold."""

    code = "gold_invalid"


@dataclass(frozen=True)
class GoldResult:
    """How answers to gold claims compare with what is known."""

    confusion: Counter[tuple[str, str]]
    """How often each verdict was said where each is right, as (right, said); a skip is `SKIPPED`."""

    share: Figure
    """The share of verdicts that are right, with its interval by article; skips are none, and `n` counts the
    verdicts."""

    simulated: int

    @property
    def right(self) -> int:
        """Return how many verdicts are the known one."""
        return sum(number for (known, said), number in self.confusion.items() if known == said)

    @property
    def skipped(self) -> int:
        """Return how many skips there are."""
        return sum(number for (_known, said), number in self.confusion.items() if said == SKIPPED)

    @property
    def wrong(self) -> int:
        """Return how many verdicts are another than the known one."""
        return self.confusion.total() - self.right - self.skipped


@dataclass(frozen=True)
class GoldReport:
    """How reviewers did on the gold claims of a round, as far as their verdicts are visible."""

    claims: int
    """Live gold claims of the round."""

    counted: int
    """Those of them that the figures rest on: the complete ones where the project is blind."""

    reviewers: tuple[tuple[User, GoldResult], ...]
    """By username; who answered none that counts is left out."""

    by_claim: dict[int, GoldResult]
    """By the key of the claim."""


@transaction.atomic
def set_gold(*, claim: Claim, verdict: str, by: User, at: datetime, explanation: str = "") -> GoldAnswer:
    """Return the claim's known answer. Only a lead sets it.

    Another answer takes the place of the one in force, which is ended and kept; the same again is the one
    that stands. Raises `GoldInvalid` for a claim that was replaced, and for one that has ordinary reviews:
    those count in agreement, and a verdict on one claim counts there or here.
    """
    _lock(claim, by)
    explanation = explanation.strip()
    if not verdict or find_verdict_fault(verdict=verdict, reason=""):
        raise GoldInvalid(_("Choose the verdict that is right."))
    if Claim.objects.filter(pk=claim.pk).exclude(retired_at=None).exists():
        raise GoldInvalid(_("This claim was replaced by an edit. Choose one that stands."))
    if Review.objects.filter(claim=claim, purpose=Purpose.NORMAL, withdrawn_at=None).exists():
        raise GoldInvalid(_("Reviewers have judged this claim already. Choose one that nobody has judged."))
    standing = GoldAnswer.objects.in_force().filter(claim=claim).first()
    if standing is not None and (standing.verdict, standing.explanation) == (verdict, explanation):
        return standing
    GoldAnswer.objects.in_force().filter(claim=claim).update(ended_at=at, ended_by=by)
    return GoldAnswer.objects.create(
        claim=claim, verdict=verdict, explanation=explanation, created_at=at, created_by=by
    )


@transaction.atomic
def withdraw_gold(*, claim: Claim, by: User, at: datetime) -> GoldAnswer:
    """Return the answer that was in force, withdrawn: the claim is an ordinary one for who has not judged it.

    Who answered it as a gold claim has had their turn, and their answers stay what they were. Raises
    `GoldInvalid` where no answer is in force.
    """
    _lock(claim, by)
    standing = GoldAnswer.objects.in_force().filter(claim=claim).first()
    if standing is None:
        raise GoldInvalid(_("This claim has no known answer."))
    standing.ended_at, standing.ended_by = at, by
    standing.save()
    return standing


def feedback_on(*, claim: Claim, reviewer: User) -> GoldAnswer | None:
    """Return the known answer to show the reviewer: where the project trains, and after their own verdict."""
    if not claim.article.project.gives_feedback:
        return None
    answered = Review.objects.current().filter(claim=claim, reviewer=reviewer, purpose=Purpose.GOLD)
    return GoldAnswer.objects.in_force().filter(claim=claim).first() if answered.exists() else None


def gold_claims(*, round: Round) -> QuerySet[GoldAnswer]:
    """Return the known answers in force on live claims of the round, the newest first, each with
    `revealed_at`, `ratings` and `skips` of its claim there."""
    progress = ClaimProgress.objects.filter(claim=OuterRef("claim"), round=round)
    return (
        GoldAnswer.objects.in_force()
        .filter(
            claim__article__project=round.project_id, claim__retired_at=None, claim__progress__round=round
        )
        .annotate(
            revealed_at=Subquery(progress.values("revealed_at")),
            ratings=Subquery(progress.values("ratings")),
            skips=Subquery(progress.values("skips")),
        )
        .order_by("-created_at", "-pk")
    )


def claims_without_reviews(*, round: Round, after: int = 0) -> QuerySet[Claim]:
    """Return the live claims of the round that nobody has judged and that are not gold, by their keys, those
    behind the key `after`: what a lead may give a known answer."""
    untouched = ClaimProgress.objects.filter(
        round=round, claim__gt=after, ratings=0, skips=0, revealed_at=None, claim__retired_at=None
    )
    gold = GoldAnswer.objects.in_force().filter(claim=OuterRef("claim"))
    keys = untouched.filter(~Exists(gold)).order_by("claim").values("claim")
    return (
        Claim.objects.filter(pk__in=keys[:CLAIMS_OFFERED])
        .select_related("article")
        .defer("article__text")
        .order_by("pk")
    )


def report_gold(*, round: Round) -> GoldReport:
    """Return how reviewers did on the round's gold claims, from three queries.

    Counted is what each said last before they could know better. In a blind project a claim counts from the
    moment it is complete: right or wrong, on a claim whose answer is known, tells the verdict.
    """
    answers: list[Any] = list(gold_claims(round=round))
    known = {
        answer.claim_id: answer.verdict
        for answer in answers
        if answer.revealed_at is not None or not round.project.is_blind
    }
    rows: list[Row] = list(
        Review.objects.independent()
        .filter(round=round, purpose=Purpose.GOLD, claim__in=list(known))
        .order_by("claim", "reviewer")
        .values_list("reviewer", "claim", "claim__article", "verdict", "is_simulated")
    )
    by_reviewer: dict[int, list[Row]] = defaultdict(list)
    by_claim: dict[int, list[Row]] = {claim: [] for claim in known}
    for row in rows:
        by_reviewer[row[0]].append(row)
        by_claim[row[1]].append(row)
    users = User.objects.filter(pk__in=list(by_reviewer)).order_by("username")
    return GoldReport(
        claims=len(answers),
        counted=len(known),
        reviewers=tuple((user, _compare(by_reviewer[user.pk], known)) for user in users),
        by_claim={claim: _compare(given, known) for claim, given in by_claim.items()},
    )


def _compare(given: Sequence[Row], known: dict[int, str]) -> GoldResult:
    return GoldResult(
        confusion=Counter(
            (known[claim], said or SKIPPED) for _reviewer, claim, _article, said, _simulated in given
        ),
        share=share_of_same(
            (article, known[claim], said) for _reviewer, claim, article, said, _simulated in given if said
        ),
        simulated=sum(row[4] for row in given),
    )


def _lock(claim: Claim, by: User) -> None:
    """Let leads follow one another, and wait for reviews of the claim that are being written."""
    project = require_role(user=by, project=claim.article.project, role=Role.LEAD).project
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    progress = ClaimProgress.objects.filter(claim=claim).select_related("claim").order_by("pk")
    list(progress.select_for_update(of=("self", "claim")))
