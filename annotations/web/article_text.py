"""The text of an article with its claims marked, ready to be drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from annotations.models import Article, Attribution, Role, Segment
from annotations.presenting.languages import language_name
from annotations.web.cards import Workspace
from annotations.web.marking import Mark, Paragraph, Run, find_lower, mark_text
from annotations.workflow.workspace import (
    ClaimState,
    OpenClaim,
    count_complete_claims,
    count_done,
    list_claims,
)

STRETCH = 40_000
"""Code points of a very long article that are shown at once."""

WHOLE = 2 * STRETCH
"""An article up to this length is shown whole."""


@dataclass(frozen=True)
class Window:
    """The part of an article that is shown, with the claims that begin in it."""

    article: Article
    start: int
    end: int
    states: Sequence[ClaimState]
    total: int
    """Claims of the whole article."""

    done: int
    """How many of them the person has reviewed; for readers, how many are complete."""


def read_window(workspace: Workspace, article: Article, place: OpenClaim | None) -> Window:
    """Return the window around the claim; one query, two where the article is not shown whole."""
    within = None
    if article.length > WHOLE:
        first = (place.state.claim.start if place else 0) // STRETCH * STRETCH
        within = (first, first + STRETCH)
    states = list_claims(
        article=article, round=workspace.round, viewer=workspace.viewer, at=workspace.at, within=within
    )
    start, end = within or (0, article.length)
    reach = max((state.claim.end for state in states), default=0)
    return Window(
        article=article,
        start=start,
        end=min(max(end, reach), start + WHOLE, article.length),
        states=states,
        total=place.total if place else 0,
        done=_count_done(workspace, article, states, is_whole=within is None),
    )


def _count_done(
    workspace: Workspace, article: Article, states: Sequence[ClaimState], *, is_whole: bool
) -> int:
    is_reviewer, round = workspace.role == Role.REVIEWER, workspace.round
    if is_whole:
        return sum(state.is_mine if is_reviewer else state.is_complete for state in states)
    if is_reviewer:
        return count_done(article=article, round=round, viewer=workspace.viewer, at=workspace.at)
    return count_complete_claims(article=article, round=round)


@dataclass(frozen=True)
class Piece:
    """A run of text as it is drawn."""

    run: Run
    start: int
    """Code points from the start of the article."""

    state: ClaimState | None
    """The innermost claim over it."""

    upper: ClaimState | None
    """The claim whose line is drawn right below the words."""

    lower: ClaimState | None
    """The claim whose line is drawn below that, where claims share words."""

    covered: Sequence[ClaimState]
    """Claims that begin here and have no words of their own: others share them all."""

    is_first: bool
    """Whether the claim is reached here by the keyboard: once for each."""

    is_blank: bool
    """Whether there is nothing in it to point at."""

    is_current: bool
    role: str
    """"source" or "cue" in the current claim's chain, else empty."""

    is_unnamed: bool
    """Whether that source is anonymous or unspecified."""


@dataclass(frozen=True)
class DrawnParagraph:
    """A line of the article."""

    kind: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class DrawnText:
    """What is shown of the article: all of it, or the stretch around the current claim."""

    paragraphs: Sequence[DrawnParagraph]
    set_apart: Sequence[str]
    """The lines of bylines and boilerplate."""

    is_part: bool
    language_name: str


def draw_text(window: Window, current: OpenClaim | None) -> DrawnText:
    """Return the text of the window with every claim marked and the current one's chain; two queries.

    The chains of all claims shown are cut into the runs, so that the page can mark another chain without
    asking again.
    """
    article, start, end = window.article, window.start, window.end
    claims = [state.claim for state in window.states]
    prefetch_related_objects(claims, Prefetch("chain", queryset=Attribution.objects.order_by("depth")))
    links = [link for claim in claims for link in claim.chain.all()]
    segments = Segment.objects.filter(article=article, start__lt=end, end__gt=start)
    paragraphs = mark_text(
        article.text[start:end],
        [
            Segment(start=max(part.start, start) - start, end=min(part.end, end) - start, kind=part.kind)
            for part in segments.order_by("start")
        ],
        [Mark(claim.pk, _moved(claim.fragments, start, end)) for claim in claims],
        sources=_moved([span for link in links for span in _source(link)], start, end),
        cues=_moved([span for link in links for span in _cue(link)], start, end),
    )
    drawing = _Drawing(window, current, paragraphs)
    lines = [line for line in paragraphs if not line.is_blank]
    return DrawnText(
        paragraphs=[drawing.draw(line.kind, line.runs) for line in lines if not line.is_set_apart],
        set_apart=["".join(run.text for run in line.runs).strip() for line in lines if line.is_set_apart],
        is_part=end - start < article.length,
        language_name=language_name(article.language),
    )


def _moved(spans: Sequence[Sequence[int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the stretches as seen from `start`, without what lies outside of `[start, end)`."""
    inside = ((max(first, start) - start, min(last, end) - start) for first, last in spans)
    return tuple(span for span in inside if span[0] < span[1])


def _source(link: Attribution) -> Sequence[tuple[int, int]]:
    """Return the stretch of the link's source, nothing where the text prints none."""
    if link.source_start is None or link.source_end is None:
        return ()
    return ((link.source_start, link.source_end),)


def _cue(link: Attribution) -> Sequence[tuple[int, int]]:
    if link.cue_start is None or link.cue_end is None:
        return ()
    return ((link.cue_start, link.cue_end),)


class _Drawing:
    """Draws the lines one after another, and knows which claims it has met."""

    def __init__(self, window: Window, current: OpenClaim | None, paragraphs: Sequence[Paragraph]) -> None:
        self.current = current.state.claim.pk if current else None
        self.offset = window.start
        self.by_key: dict[Hashable, ClaimState] = {state.claim.pk: state for state in window.states}
        self.lower = find_lower(paragraphs)
        runs = [run for paragraph in paragraphs for run in paragraph.runs if run.keys]
        self.covered = self.by_key.keys() - {run.keys[-1] for run in runs if run.text.strip()}
        self.met: set[Hashable] = set()
        self.chain: Sequence[Attribution] = current.chain if current else []

    def draw(self, kind: str, runs: Sequence[Run]) -> DrawnParagraph:
        return DrawnParagraph(kind=kind, pieces=[self._piece(run) for run in runs])

    def _piece(self, run: Run) -> Piece:
        start = run.start + self.offset
        innermost = run.keys[-1] if run.keys else None
        is_blank = not run.text.strip()
        is_first = innermost is not None and innermost not in self.met and not is_blank
        if is_first:
            self.met.add(innermost)
        role, is_unnamed = self._role(start)
        return Piece(
            run=run,
            start=start,
            state=self.by_key.get(innermost),
            upper=self._last([key for key in run.keys if key not in self.lower]),
            lower=self._last([key for key in run.keys if key in self.lower]),
            covered=[self.by_key[key] for key in run.begins if key in self.covered],
            is_first=is_first,
            is_blank=is_blank,
            is_current=self.current in run.keys,
            role=role,
            is_unnamed=is_unnamed,
        )

    def _last(self, keys: Sequence[Hashable]) -> ClaimState | None:
        return self.by_key[keys[-1]] if keys else None

    def _role(self, at: int) -> tuple[str, bool]:
        for link in self.chain:
            if any(start <= at < end for start, end in _source(link)):
                return "source", link.source_kind in ("anonymous", "unspecified")
        is_cue = any(start <= at < end for link in self.chain for start, end in _cue(link))
        return ("cue" if is_cue else ""), False
