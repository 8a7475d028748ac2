"""Reviews made up for trying the workbench out; each is stored as simulated and says so in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from annotations.models import (
    Article,
    Claim,
    EvidencePolicy,
    Reason,
    Review,
    SkipReason,
    Stance,
    User,
    Verdict,
)
from annotations.splitting import SourceKind
from annotations.workflow.reviewing import ClaimComplete, EvidenceDraft, record_review

# How often evidence would verify, dispute or leave a claim unsourced, by its origin. Invented.
_NAMED = (0.62, 0.16, 0.22)
_UNNAMED = (0.12, 0.10, 0.78)
LIKELY_VERDICTS: dict[SourceKind, tuple[float, float, float]] = {
    SourceKind.NAMED_PERSON: _NAMED,
    SourceKind.NAMED_ORGANISATION: _NAMED,
    SourceKind.DOCUMENT: (0.75, 0.15, 0.10),
    SourceKind.ANONYMOUS: _UNNAMED,
    SourceKind.UNSPECIFIED: _UNNAMED,
    SourceKind.NONE: (0.45, 0.12, 0.43),
}
VERDICTS = (Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNSOURCED)
SLIP_RATE = 0.17
SKIP_RATE = 0.05
UNSUPPORTED_RATE = 0.1
LINK_RATE = 0.55

# Stored as data in the reviewer's voice, so they are not translated.
JUSTIFICATIONS = {
    Verdict.VERIFIED: (
        "Simulated: a record that anybody can open says the same.",
        "Simulated: two independent accounts with names agree on it.",
    ),
    Verdict.DISPUTED: (
        "Simulated: an official record says otherwise.",
        "Simulated: the published figures do not fit together.",
    ),
    Verdict.UNSOURCED: (
        "Simulated: nobody stands behind it with a name, and nothing was found.",
        "Simulated: every account found goes back to the same unnamed origin.",
    ),
}


@dataclass(frozen=True)
class _Word:
    verdict: str = ""
    skip_reason: str = ""
    reason: str = ""
    justification: str = ""
    evidence: tuple[EvidenceDraft, ...] = ()


@transaction.atomic
def simulate_reviews(
    *, article: Article, reviewers: Sequence[User], rng: Random, at: datetime
) -> list[Review]:
    """Return new simulated reviews of the article's open claims, one for each of the reviewers.

    A claim that the reviewer has touched before, and be it undone, is left alone, so a second run adds
    nothing. The reviewers follow one opinion per claim, drawn by its source kind, with slips; a few skip.
    Each worked on a day of their own before `at`, in reading order. Raises what `record_review` raises,
    except for claims that are complete before the last of the reviewers comes to them.
    """
    unsupported = 0.0 if article.project.evidence_policy == EvidencePolicy.REQUIRE else UNSUPPORTED_RATE
    claims = list(
        Claim.objects.live().filter(
            article=article, progress__round__closed_at=None, progress__revealed_at=None
        )
    )
    touched = set(Review.objects.filter(claim__in=claims).values_list("claim", "reviewer"))
    opinions = [_draw_opinion(claim, rng) for claim in claims]
    made = []
    for days_ago, reviewer in zip(range(len(reviewers), 0, -1), reviewers, strict=True):
        now = at - timedelta(days=days_ago) + timedelta(minutes=rng.uniform(0, 600))
        for claim, opinion in zip(claims, opinions, strict=True):
            now += timedelta(seconds=rng.uniform(15, 90))
            word = _draw_word(claim, opinion, unsupported, rng, now.date())
            if (claim.pk, reviewer.pk) in touched:
                continue
            with suppress(ClaimComplete):
                review = record_review(
                    claim=claim, reviewer=reviewer, at=now, is_simulated=True, **vars(word)
                )
                made.append(review)
    return made


def _draw_opinion(claim: Claim, rng: Random) -> Verdict:
    return rng.choices(VERDICTS, LIKELY_VERDICTS[SourceKind(claim.source_kind)])[0]


def _draw_word(claim: Claim, opinion: Verdict, unsupported: float, rng: Random, today: date) -> _Word:
    if rng.random() < SKIP_RATE:
        has_name = claim.source_kind in (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION)
        reasons = [SkipReason.OPINION, SkipReason.FORECAST, SkipReason.TOO_VAGUE]
        return _Word(skip_reason=rng.choice([*reasons, SkipReason.NO_EVIDENCE] if has_name else reasons))
    verdict = rng.choice(VERDICTS) if rng.random() < SLIP_RATE else opinion
    reason = rng.choice(Reason.values) if verdict == Verdict.DISPUTED else ""
    if rng.random() < unsupported:
        return _Word(verdict=verdict, reason=reason)
    evidence: tuple[EvidenceDraft, ...] = ()
    if verdict != Verdict.UNSOURCED and rng.random() < LINK_RATE:
        evidence = (
            EvidenceDraft(
                # example.org is reserved for examples and leads nowhere.
                url=f"https://example.org/simulated/records/{rng.randrange(1000, 10000)}",
                accessed_on=today,
                stance=Stance.SUPPORTS if verdict == Verdict.VERIFIED else Stance.REFUTES,
            ),
        )
    return _Word(
        verdict=verdict, reason=reason, justification=rng.choice(JUSTIFICATIONS[verdict]), evidence=evidence
    )
