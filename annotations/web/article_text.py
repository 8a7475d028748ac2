"""The text of an article with its claims marked, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from annotations.models import Attribution, Segment
from annotations.web.cards import STRETCH, WHOLE, Workspace
from annotations.web.languages import language_name
from annotations.web.marking import Mark, Run, mark_text
from annotations.workflow.workspace import ClaimState


@dataclass(frozen=True)
class Piece:
    """A run of text as it is drawn."""

    run: Run
    start: int
    """Code points from the start of the article."""

    state: ClaimState | None
    """The innermost claim over it."""

    mark: str
    is_first: bool
    """Whether the claim is reached here by the keyboard: once for each."""

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


def draw_text(workspace: Workspace, current: ClaimState | None) -> DrawnText:
    """Return the article's text with every claim marked and the current one's chain; three queries.

    The chains of all claims shown are cut into the runs, so that the page can mark another chain without
    asking again.
    """
    text = workspace.article.text
    shown = workspace.shown_with(current) if current else []
    start, end = _stretch(len(text), shown, workspace.stretch_of(current) if current else 0)
    claims = [state.claim for state in shown]
    prefetch_related_objects(claims, Prefetch("chain", queryset=Attribution.objects.order_by("depth")))
    links = [link for claim in claims for link in claim.chain.all()]
    segments = Segment.objects.filter(article=workspace.article, start__lt=end, end__gt=start)
    paragraphs = mark_text(
        text[start:end],
        [
            Segment(start=max(part.start, start) - start, end=min(part.end, end) - start, kind=part.kind)
            for part in segments.order_by("start")
        ],
        [Mark(state.claim.pk, _moved(state.claim.fragments, start, end)) for state in shown],
        sources=_moved([span for link in links for span in _source(link)], start, end),
        cues=_moved([span for link in links for span in _cue(link)], start, end),
    )
    drawing = _Drawing(workspace, current, shown, start)
    lines = [line for line in paragraphs if not line.is_blank]
    return DrawnText(
        paragraphs=[drawing.draw(line.kind, line.runs) for line in lines if not line.is_set_apart],
        set_apart=["".join(run.text for run in line.runs).strip() for line in lines if line.is_set_apart],
        is_part=end - start < len(text),
        language_name=language_name(workspace.article.language),
    )


def _stretch(length: int, shown: Sequence[ClaimState], number: int) -> tuple[int, int]:
    if length <= WHOLE:
        return 0, length
    start = number * STRETCH
    reach = max((state.claim.end for state in shown), default=0)
    return start, min(max(start + STRETCH, reach), start + WHOLE, length)


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

    def __init__(
        self, workspace: Workspace, current: ClaimState | None, shown: Sequence[ClaimState], offset: int
    ) -> None:
        self.workspace = workspace
        self.current = current
        self.offset = offset
        self.by_key = {state.claim.pk: state for state in shown}
        self.met: set[int] = set()
        self.chain: list[Attribution] = list(current.claim.chain.all()) if current else []

    def draw(self, kind: str, runs: Sequence[Run]) -> DrawnParagraph:
        return DrawnParagraph(kind=kind, pieces=[self._piece(run) for run in runs])

    def _piece(self, run: Run) -> Piece:
        start = run.start + self.offset
        state = self.by_key[run.keys[-1]] if run.keys else None  # type: ignore[index]  # keys of claims are ours
        is_first = state is not None and state.claim.pk not in self.met
        if state is not None:
            self.met.add(state.claim.pk)
        role, is_unnamed = self._role(start)
        return Piece(
            run=run,
            start=start,
            state=state,
            mark=self.workspace.mark_of(state) if state else "",
            is_first=is_first,
            is_current=self.current is not None and self.current.claim.pk in run.keys,
            role=role,
            is_unnamed=is_unnamed,
        )

    def _role(self, at: int) -> tuple[str, bool]:
        for link in self.chain:
            if any(start <= at < end for start, end in _source(link)):
                return "source", link.source_kind in ("anonymous", "unspecified")
        is_cue = any(start <= at < end for link in self.chain for start, end in _cue(link))
        return ("cue" if is_cue else ""), False
