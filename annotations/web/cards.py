"""What the card, the strip of claims and the page of an article show to one person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from annotations.models import (
    Adjudication,
    Article,
    Attribution,
    Review,
    Role,
    Round,
    SkipReason,
    Stance,
    User,
)
from annotations.splitting import QuoteKind, WorthinessReason
from annotations.workflow.reviewing import EvidenceDraft
from annotations.workflow.workspace import ClaimState, others_reviews, own_review

STRETCH = 100_000
"""Code points of a very long article that are shown at once."""

WHOLE = 2 * STRETCH
"""An article up to this length is shown whole."""

QUOTED = {
    QuoteKind.DIRECT.value: gettext_lazy("quoted word for word"),
    QuoteKind.MIXED.value: gettext_lazy("quoted in part"),
    QuoteKind.INDIRECT.value: gettext_lazy("said, indirectly"),
}

REASONS = {
    WorthinessReason.NUMBER.value: pgettext_lazy("what a claim holds", "number"),
    WorthinessReason.MONEY.value: gettext_lazy("money"),
    WorthinessReason.DATE.value: gettext_lazy("date"),
    WorthinessReason.NAME.value: gettext_lazy("names"),
    WorthinessReason.COMPARISON.value: gettext_lazy("comparison"),
    WorthinessReason.PAST_EVENT.value: gettext_lazy("past event"),
    WorthinessReason.QUOTATION.value: gettext_lazy("quotation"),
    WorthinessReason.OPINION.value: gettext_lazy("opinion"),
    WorthinessReason.FORECAST.value: gettext_lazy("forecast"),
    WorthinessReason.QUESTION.value: gettext_lazy("question"),
    WorthinessReason.VAGUE.value: gettext_lazy("vague"),
}


@dataclass(frozen=True)
class Workspace:
    """One person at one article in one round."""

    article: Article
    viewer: User
    role: Role | None
    round: Round
    states: Sequence[ClaimState]

    @property
    def is_reviewing(self) -> bool:
        """Return whether the person can give verdicts here at all."""
        return self.role == Role.REVIEWER and self.round.closed_at is None

    @cached_property
    def done(self) -> int:
        """Return how many claims the person has reviewed; for readers, how many are complete."""
        if self.role == Role.REVIEWER:
            return sum(state.is_mine for state in self.states)
        return sum(state.is_complete for state in self.states)

    def find(self, pk: int) -> ClaimState | None:
        """Return the claim's state, None where it is not among the round's live claims."""
        return next((state for state in self.states if state.claim.pk == pk), None)

    def mark_of(self, state: ClaimState) -> str:
        """Return what the style sheet draws: the person's verdict, or "skipped", "complete", "todo"."""
        if state.verdict:
            return state.verdict
        if state.skip_reason:
            return "skipped"
        return "complete" if state.is_complete else "todo"

    def stretch_of(self, state: ClaimState) -> int:
        """Return the number of the stretch shown with the claim; 0 where the article is shown whole."""
        return state.claim.start // STRETCH if self.article.length > WHOLE else 0

    def shown_with(self, state: ClaimState) -> list[ClaimState]:
        """Return the claims that the page shows together with this one."""
        stretch = self.stretch_of(state)
        return [other for other in self.states if self.stretch_of(other) == stretch]

    def address_of(self, state: ClaimState) -> str:
        """Return the address of the page at the claim."""
        return workspace_address(self.article.pk, state.claim.pk)


def workspace_address(article: int, claim: int) -> str:
    """Return the address of the article's page at the claim."""
    return f"{reverse('workspace', args=[article])}?claim={claim}#c{claim}"


class ReviewForm(forms.Form):
    """What comes with a press of a button; which words are allowed is the workflow's to say."""

    key = forms.UUIDField()
    verdict = forms.CharField(required=False, max_length=40)
    skip_reason = forms.CharField(required=False, max_length=40)
    justification = forms.CharField(required=False, max_length=20_000, label=gettext_lazy("Why"))


class EvidenceForm(forms.Form):
    """One row of evidence."""

    url = forms.CharField(required=False, max_length=2000, label=gettext_lazy("Address"))
    quoted_passage = forms.CharField(required=False, max_length=20_000, label=gettext_lazy("Quoted passage"))
    stance = forms.CharField(required=False, max_length=20, label=gettext_lazy("Stance"))


@dataclass(frozen=True)
class Answer:
    """A press of a button on a card, read."""

    key: UUID | None
    verdict: str
    reason: str
    skip_reason: str
    note: Note
    problems: tuple[str, ...]
    """What cannot be stored, in words for the person; empty where all is well."""

    @classmethod
    def read(cls, posted: QueryDict) -> Answer:
        """Return the answer; rows of evidence with neither address nor passage are left out."""
        form = ReviewForm(posted)
        columns = [posted.getlist(f"evidence_{name}") for name in ("url", "passage", "stance")]
        given = [
            {"url": url, "quoted_passage": passage, "stance": stance}
            for url, passage, stance in zip(*columns, strict=False)
            if url.strip() or passage.strip()
        ]
        rows = [EvidenceForm(row) for row in given]
        problems = [
            f"{one[name].label}: {' '.join(map(str, errors))}"
            for one in (form, *rows)
            for name, errors in one.errors.items()
        ]
        verdict, _colon, reason = form.cleaned_data.get("verdict", "").partition(":")
        # What cannot be stored is still given back to be mended.
        why = posted.get("justification", "") if problems else form.cleaned_data["justification"]
        evidence = given if problems else [EvidenceDraft(**row.cleaned_data) for row in rows]
        return cls(
            key=form.cleaned_data.get("key"),
            verdict=verdict,
            reason=reason,
            skip_reason=form.cleaned_data.get("skip_reason", ""),
            note=Note(justification=why, evidence=evidence),
            problems=tuple(problems),
        )


@dataclass(frozen=True)
class Note:
    """What the fields of a card hold."""

    justification: str = ""
    evidence: Sequence[Any] = ()
    """Rows with `url`, `quoted_passage` and `stance`."""

    @classmethod
    def of(cls, review: Review) -> Note:
        """Return what the review rests on."""
        return cls(justification=review.justification, evidence=list(review.evidence.all()))


@dataclass(frozen=True)
class Card:
    """Everything the card of one claim says."""

    state: ClaimState
    mark: str
    total: int
    chain: Sequence[Attribution]
    own: Review | None
    others: Sequence[Review]
    adjudication: Adjudication | None
    can_review: bool
    previous: ClaimState | None
    next: ClaimState | None
    is_previous_elsewhere: bool
    """Whether it lies outside of the stretch of a very long article that is shown; the next likewise."""

    is_next_elsewhere: bool
    note: Note
    wanted: int
    """How many verdicts the claim needs."""

    error: str = ""
    saved: str = ""
    key: UUID = field(default_factory=uuid4)
    """One for each card rendered, so that a press sent twice is one review."""

    skip_reasons = SkipReason.choices
    stances = Stance.choices

    @property
    def quoted(self) -> str:
        """Return in words how the article gives the claim; empty where nobody is said to have said it."""
        return str(QUOTED.get(self.state.claim.quote_kind, ""))

    @property
    def worth(self) -> str:
        """Return how worth checking the claim is and why; empty where no splitter scored it."""
        claim = self.state.claim
        if claim.check_worthiness is None:
            return ""
        score = _("worth checking %(score)s") % {"score": number_format(claim.check_worthiness, 2)}
        reasons = [str(REASONS[reason]) for reason in claim.check_reasons if reason in REASONS]
        separator = pgettext("between the items of a list", ", ")
        return f"{score} · {separator.join(reasons)}" if reasons else score

    @property
    def standing_alone(self) -> str:
        """Return the claim's wording that stands alone; empty where it only makes a sentence of its words."""
        claim = self.state.claim
        is_same = _bare(claim.normalized_text) == _bare(claim.words)
        return "" if is_same else claim.normalized_text

    @property
    def progress(self) -> str:
        """Return how many verdicts are in, which betrays none of them."""
        return ngettext(
            "%(given)d of %(wanted)d verdict given", "%(given)d of %(wanted)d verdicts given", self.wanted
        ) % {
            "given": self.state.ratings,
            "wanted": self.wanted,
        }

    @property
    def sources(self) -> str:
        """Return the chain's sources as JSON stretches, for the script that marks them in the text."""
        return json.dumps(
            [[link.source_start, link.source_end, link.source_kind] for link in self.chain if link.source_end]
        )

    @property
    def cues(self) -> str:
        """Return the chain's cues likewise."""
        return json.dumps([[link.cue_start, link.cue_end] for link in self.chain if link.cue_end])


def _bare(words: str) -> str:
    return words.rstrip(".。!?！？… ").casefold()


def make_card(
    workspace: Workspace,
    state: ClaimState,
    *,
    chain: Sequence[Attribution] | None = None,
    note: Note | None = None,
    error: str = "",
    saved: str = "",
) -> Card:
    """Return the card of the claim.

    Others' verdicts are asked for only where they may be seen, and one's own review only where there is one:
    the next card after a verdict costs one query, the chain.
    """
    claim, round = state.claim, workspace.round
    own = own_review(claim=claim, round=round, reviewer=workspace.viewer) if state.is_mine else None
    is_open_to_all = state.is_complete or not round.project.is_blind
    place = state.number - 1
    previous = workspace.states[place - 1] if place else None
    following = workspace.states[place + 1] if place + 1 < len(workspace.states) else None
    stretch = workspace.stretch_of(state)
    return Card(
        state=state,
        mark=workspace.mark_of(state),
        total=len(workspace.states),
        chain=list(claim.chain.all()) if chain is None else chain,
        own=own,
        others=others_reviews(claim=claim, round=round, viewer=workspace.viewer) if is_open_to_all else (),
        adjudication=_adjudication(state, round) if state.is_complete else None,
        can_review=workspace.is_reviewing and (state.is_mine or not state.is_complete),
        previous=previous,
        next=following,
        is_previous_elsewhere=previous is not None and workspace.stretch_of(previous) != stretch,
        is_next_elsewhere=following is not None and workspace.stretch_of(following) != stretch,
        note=note or (Note.of(own) if own else Note()),
        wanted=round.project.overlap,
        error=error,
        saved=saved,
    )


def _adjudication(state: ClaimState, round: Round) -> Adjudication | None:
    decided = Adjudication.objects.filter(claim=state.claim, round=round, is_current=True)
    return decided.select_related("adjudicator").first()


def describe_word(review: Review) -> str:
    """Return a review's verdict or skip in one translated phrase."""
    if review.skip_reason:
        return _("skipped (%(reason)s)") % {"reason": review.get_skip_reason_display()}
    if review.reason:
        return _("%(verdict)s (%(reason)s)") % {
            "verdict": review.get_verdict_display(),
            "reason": review.get_reason_display(),
        }
    return review.get_verdict_display()
