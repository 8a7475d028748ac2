"""Weeks of a team's work in a second: whatever members may do, at random, and what the raw rows then say."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from annotations.agreement import AgreementSummary, RatingTable, summarise
from annotations.models import (
    Article,
    Claim,
    Purpose,
    Review,
    Round,
    SkipReason,
    Verdict,
)
from annotations.workflow.adjudicating import adjudicate_claim, reopen_claim, send_to_adjudication
from annotations.workflow.agreement.scope import Mind
from annotations.workflow.editing import change_wording, retire_claim, split_claim, undo_edit
from annotations.workflow.managing import change_project, close_round, publish_guidelines, reopen_round
from annotations.workflow.refusals import Refused
from annotations.workflow.reviewing import record_review, undo_review
from tests.factories import NOON, TEXT, make_article, make_project, make_user

NAMES = ("bob", "carol", "dave", "erin", "frank")


class Storm:
    """A project, its people, and acts on it, each as likely as it says."""

    def __init__(self, seed: int, *, articles: int = 3, overlap: int = 3) -> None:
        self.rng = Random(seed)
        self.lead = make_user("alice")
        self.people = [make_user(name) for name in NAMES]
        self.project = make_project(
            lead=self.lead, reviewers=self.people, overlap=overlap, edit_policy="direct"
        )
        for number in range(articles):
            make_article(self.project, f"Notes, part {number}\n\n" + TEXT)
        self.at = NOON
        self.done: dict[str, int] = {}

    @property
    def round(self) -> Round:
        """Return the round as it is now."""
        return self.project.rounds.select_related("project").get()

    def blow(self, acts: int) -> None:
        """Do so many things, those that the rules refuse left undone."""
        kinds: list[tuple[Callable[[], object], int]] = [
            (self.review, 60),
            (self.skip, 8),
            (self.undo, 6),
            (self.adjudicate, 6),
            (self.send, 2),
            (self.reopen, 3),
            (self.reword, 2),
            (self.split, 1),
            (self.retire, 1),
            (self.revive, 1),
            (self.publish, 1),
            (self.change_overlap, 1),
            (self.close_and_reopen, 1),
        ]
        for _act in range(acts):
            self.at += timedelta(hours=self.rng.randrange(1, 9), microseconds=self.rng.randrange(10**6))
            (act,) = self.rng.choices([kind for kind, _often in kinds], [often for _kind, often in kinds])
            try:
                act()
            except Refused:
                continue
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def review(self) -> object:
        verdict = self.rng.choices(Verdict.values, [6, 3, 1])[0]
        return record_review(
            claim=self._claim(),
            reviewer=self.rng.choice(self.people),
            verdict=verdict,
            at=self.at,
            seconds_on_task=self.rng.choice([None, self.rng.randrange(300)]),
            justification=self.rng.choice(["", "Seen."]),
            is_simulated=self.rng.random() < 0.2,
        )

    def skip(self) -> object:
        reason = self.rng.choice(SkipReason.values)
        return record_review(
            claim=self._claim(), reviewer=self.rng.choice(self.people), skip_reason=reason, at=self.at
        )

    def undo(self) -> object:
        review = self.rng.choice(
            Review.objects.current().select_related("claim__article", "reviewer").order_by("pk")
        )
        return undo_review(review=review, by=review.reviewer, at=self.at)

    def adjudicate(self) -> object:
        return adjudicate_claim(
            claim=self._claim(complete=True),
            round=self.round,
            adjudicator=self.lead,
            verdict=self.rng.choice(Verdict.values),
            justification="The record says so.",
            at=self.at,
        )

    def send(self) -> object:
        return send_to_adjudication(claim=self._claim(), round=self.round, by=self.lead, at=self.at)

    def reopen(self) -> object:
        claim = self._claim(complete=True)
        return reopen_claim(claim=claim, round=self.round, by=self.lead, request="Look again.", at=self.at)

    def reword(self) -> object:
        return change_wording(
            claim=self._claim(),
            wording=f"Worded {self.at:%H%M%S%f}.",
            by=self.rng.choice(self.people),
            at=self.at,
        )

    def split(self) -> object:
        return split_claim(claim=self._claim(), by=self.rng.choice(self.people), at=self.at)

    def retire(self) -> object:
        return retire_claim(claim=self._claim(), by=self.rng.choice(self.people), at=self.at)

    def revive(self) -> object:
        edits = Article.objects.get(pk=self._claim().article_id).edits.filter(state="applied").order_by("pk")
        return undo_edit(edit=edits[0], by=self.lead, at=self.at) if edits else None

    def publish(self) -> object:
        return publish_guidelines(project=self.project, text=f"As of {self.at}.", by=self.lead, at=self.at)

    def change_overlap(self) -> object:
        return change_project(project=self.project, by=self.lead, at=self.at, overlap=self.rng.choice([2, 3]))

    def close_and_reopen(self) -> object:
        close_round(round=self.round, by=self.lead, at=self.at)
        return reopen_round(round=self.round, by=self.lead)

    def _claim(self, *, complete: bool = False) -> Claim:
        claims = Claim.objects.live().select_related("article__project")
        if complete:
            claims = claims.filter(progress__revealed_at__isnull=False)
        return self.rng.choice(claims or Claim.objects.live().select_related("article__project"))


def count_by_hand(round: Round, *, complete_only: bool, mind: Mind = Mind.LATEST) -> AgreementSummary:
    """Return the figures from the rows themselves, each read and judged here, one by one."""
    rows = Review.objects.filter(round=round, purpose=Purpose.NORMAL, claim__retired_at=None)
    rows = rows.filter(withdrawn_at=None, made_after_reveal=False)
    if complete_only:
        rows = rows.filter(claim__progress__round=round, claim__progress__revealed_at__isnull=False)
    word: dict[tuple[int, int], Review] = {}
    for review in rows.order_by("created_at", "pk").select_related("claim"):
        place = (review.claim_id, review.reviewer_id)
        if mind is Mind.LATEST or place not in word or (not word[place].verdict and review.verdict):
            word[place] = review
    given = sorted(
        (reviewer, claim, review.verdict, review.claim.article_id)
        for (claim, reviewer), review in word.items()
        if review.verdict
    )
    return summarise(
        RatingTable.from_triples(
            [(claim, str(reviewer), verdict) for reviewer, claim, verdict, _article in given],
            labels=Verdict.values,
            # Clusters come in the order of their names, and articles in that of their keys.
            clusters={claim: f"{article:09}" for _reviewer, claim, _verdict, article in given},
        ),
        categories=len(Verdict.values),
    )
