"""What the card of a claim shows to one person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from annotations.models import (
    Adjudication,
    Article,
    Claim,
    Comment,
    Confidence,
    GoldAnswer,
    Review,
    Role,
    Round,
    SkipReason,
    Stance,
    User,
)
from annotations.splitting import QuoteKind, WorthinessReason
from annotations.web.answers import Note
from annotations.workflow.commenting import visible_comments
from annotations.workflow.keys import keys_of
from annotations.workflow.training import feedback_on
from annotations.workflow.workspace import (
    ClaimState,
    OpenClaim,
    next_to_do,
    others_reviews,
    own_review,
    read_claim,
)

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
    """One person in one round of a project."""

    viewer: User
    role: Role | None
    round: Round
    at: datetime

    @property
    def is_archived(self) -> bool:
        """Return whether nothing can be changed here any more."""
        return self.round.project.archived_at is not None

    @property
    def is_reviewing(self) -> bool:
        """Return whether the person can give verdicts here at all."""
        return self.role == Role.REVIEWER and self.round.closed_at is None and not self.is_archived

    @property
    def may_edit(self) -> bool:
        """Return whether the person can propose changes of claims here, and comment on them."""
        return self.role in (Role.LEAD, Role.REVIEWER) and not self.is_archived

    @property
    def keys(self) -> Mapping[str, str]:
        """Return the person's key for each act."""
        return keys_of(self.viewer)

    def read(self, claim: Claim) -> OpenClaim | None:
        """Return the claim as the person may see it, None where it is not open in the round."""
        return read_claim(claim=claim, round=self.round, viewer=self.viewer, at=self.at)

    def find_next(self, article: Article, *, after: Claim | None = None) -> OpenClaim | None:
        """Return the claim of the article that the person is to judge next."""
        return next_to_do(article=article, round=self.round, viewer=self.viewer, at=self.at, after=after)


def workspace_address(article: int, claim: int) -> str:
    """Return the address of the article's page at the claim."""
    return f"{reverse('workspace', args=[article])}?claim={claim}#c{claim}"


def comments_address(article: int, claim: int) -> str:
    """Return the address of the same page with the claim's comments open."""
    return f"{reverse('workspace', args=[article])}?claim={claim}&comments#comments"


@dataclass(frozen=True)
class Row:
    """A row of evidence on the card."""

    given: Any
    is_younger: bool
    """Whether it was published after the article."""


@dataclass(frozen=True)
class Remarks:
    """The comments on a claim, opened."""

    shown: Sequence[Comment]
    are_others_hidden: bool
    """Whether what others wrote, if anything, waits for the person's own verdict."""

    text: str = ""
    """What the person was about to write, where it was refused."""

    error: str = ""


@dataclass(frozen=True)
class Card:
    """Everything the card of one claim says."""

    place: OpenClaim
    own: Review | None
    former: Review | None
    """The person's word on the former wording of the claim."""

    others: Sequence[Review]
    adjudication: Adjudication | None
    known: GoldAnswer | None
    """The known answer, where the project trains and the person has given theirs."""

    can_review: bool
    closed_because: str
    """Why no verdict can be given, where a reviewer might wonder; else empty."""

    suggestion: str | None
    skip_reasons: Sequence[tuple[str, str]]
    note: Note
    error: str = ""
    saved: str = ""
    judged: str = ""
    """The claim judged a moment ago and its mark, as JSON for the script."""

    lesson: str = ""
    """The known answer to the claim judged a moment ago, in words."""

    can_edit: bool = False
    undoable: int | None = None
    """The edit that one press undoes: the one a moment ago, else the viewer's own that made the claim."""

    remarks: Remarks | None = None
    """The comments, where the page was asked for with them open."""

    key: UUID = field(default_factory=uuid4)
    """One for each card rendered, so that a press sent twice is one review."""

    stances = Stance.choices
    sureness = Confidence.choices

    @property
    def state(self) -> ClaimState:
        """Return the claim as the person may see it."""
        return self.place.state

    @property
    def total(self) -> int:
        """Return how many claims the article has."""
        return self.place.total

    @property
    def rows(self) -> list[Row]:
        """Return the rows of evidence given."""
        published = self.state.claim.article.published_on
        return [Row(row, _is_younger(_field(row, "published_on"), published)) for row in self.note.evidence]

    @property
    def quoted(self) -> str:
        """Return in words how the article gives the claim; empty where nobody is said to have said it."""
        return str(QUOTED.get(self.state.claim.quote_kind, ""))

    @property
    def worth(self) -> str:
        """Return how worth checking the claim is; empty where no splitter scored it."""
        worth = self.state.claim.check_worthiness
        return "" if worth is None else _("worth checking %(score)s") % {"score": number_format(worth, 2)}

    @property
    def worth_level(self) -> int:
        """Return the same from 0 to 10, for the bar."""
        return round(10 * (self.state.claim.check_worthiness or 0.0))

    @property
    def worth_reasons(self) -> str:
        """Return why."""
        reasons = [str(REASONS[reason]) for reason in self.state.claim.check_reasons if reason in REASONS]
        return pgettext("between the items of a list", ", ").join(reasons)

    @property
    def standing_alone(self) -> str:
        """Return the claim's wording that stands alone; empty where it only makes a sentence of its words."""
        claim = self.state.claim
        is_same = _bare(claim.normalized_text) == _bare(claim.words)
        return "" if is_same else claim.normalized_text

    @property
    def progress(self) -> str:
        """Return how many verdicts are in, which betrays none of them."""
        wanted = self.state.wanted
        return ngettext(
            "%(given)d of %(wanted)d verdict given", "%(given)d of %(wanted)d verdicts given", wanted
        ) % {"given": self.state.given, "wanted": wanted}

    @property
    def sources(self) -> str:
        """Return the chain's sources as JSON stretches, for the script that marks them in the text."""
        chain = self.place.chain
        return json.dumps(
            [[link.source_start, link.source_end, link.source_kind] for link in chain if link.source_end]
        )

    @property
    def cues(self) -> str:
        """Return the chain's cues likewise."""
        return json.dumps([[link.cue_start, link.cue_end] for link in self.place.chain if link.cue_end])


def make_card(
    workspace: Workspace,
    place: OpenClaim,
    *,
    note: Note | None = None,
    error: str = "",
    saved: str = "",
    judged: str = "",
    lesson: str = "",
    undoable: int | None = None,
    remarks: Remarks | None = None,
) -> Card:
    """Return the card of the claim.

    Others' verdicts are asked for only where they may be seen, and one's own review only where there is one:
    the next card after a verdict costs nothing more than its claim.
    """
    state, round = place.state, workspace.round
    claim, project = state.claim, round.project
    own = own_review(claim=claim, round=round, reviewer=workspace.viewer) if state.is_mine else None
    is_open_to_all = not state.is_due and (state.is_complete or not project.is_blind)
    former = Review.objects.filter(pk=place.former).first() if place.former and not state.is_mine else None
    known = feedback_on(claim=claim, reviewer=workspace.viewer) if own and project.gives_feedback else None
    can_review = workspace.is_reviewing and (state.is_mine or not state.is_complete)
    labels = dict(SkipReason.choices)
    return Card(
        place=place,
        own=own,
        former=former,
        others=others_reviews(claim=claim, round=round, viewer=workspace.viewer) if is_open_to_all else (),
        adjudication=_adjudication(state, round) if state.is_complete else None,
        known=known,
        can_review=can_review,
        closed_because="" if can_review else _why_closed(workspace, state),
        suggestion=claim.suggestion if own or project.suggests_first else None,
        skip_reasons=[(word, str(labels[word])) for word in project.skip_reasons if word in labels],
        note=note or (Note.of(own) if own else Note()),
        error=error,
        saved=saved,
        judged=judged,
        lesson=lesson,
        can_edit=workspace.may_edit,
        undoable=undoable or place.own_edit,
        remarks=remarks,
    )


def read_remarks(workspace: Workspace, state: ClaimState, *, text: str = "", error: str = "") -> Remarks:
    """Return the comments on the claim that the person may read; one query."""
    is_open = state.is_mine or state.is_complete or not workspace.round.project.is_blind
    comments = visible_comments(
        claim=state.claim, round=workspace.round, viewer=workspace.viewer, at=workspace.at
    )
    return Remarks(shown=list(comments), are_others_hidden=not is_open, text=text, error=error)


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


def _why_closed(workspace: Workspace, state: ClaimState) -> str:
    if workspace.is_archived:
        return _("This project is archived: it can be read and no longer changed.")
    if workspace.round.closed_at is not None:
        return _("This round is closed, so no verdict can be given.")
    if workspace.role == Role.REVIEWER:
        return _("This claim has all the verdicts it needs.")
    if not state.is_complete:
        return _("You read along here. Verdicts become visible when the claim is complete.")
    return ""


def _adjudication(state: ClaimState, round: Round) -> Adjudication | None:
    decided = Adjudication.objects.filter(claim=state.claim, round=round, is_current=True)
    return decided.select_related("adjudicator").first()


def _bare(words: str) -> str:
    return words.rstrip(".。!?！？… ").casefold()


def _field(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name)


def _is_younger(published: Any, article: date | None) -> bool:
    if isinstance(published, str):
        try:
            published = parse_date(published)
        except ValueError:
            return False
    return bool(published and article and published > article)
