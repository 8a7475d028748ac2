"""An article's text with its claims marked in place: flat runs that any template can draw.

Claims may nest and overlap, which elements of a page cannot. So the text is cut wherever a claim's fragment,
a source, a cue, a segment or a line begins or ends, and each run says what covers it. Nothing is left out
and nothing added: the runs of all paragraphs, joined, are the text again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from annotations.splitting import SegmentKind

_LINE = re.compile(r"[^\r\n]*[\r\n]+|[^\r\n]+")


class Stretch(Protocol):
    """A segment, of the tables or of the splitter."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True)
class Mark:
    """A claim to mark: its key and the stretches `[start, end)` of the text that are its words."""

    key: Hashable
    fragments: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Run:
    """A stretch of text over which nothing changes."""

    text: str
    start: int
    """Code points from the start of the article."""

    keys: tuple[Hashable, ...] = ()
    """The claims it belongs to, the widest first, so the last is the innermost."""

    begins: tuple[Hashable, ...] = ()
    """Those of the claims whose first words these are: the place to jump to."""

    role: str = ""
    """"source" or "cue" in the chain that is shown, else empty."""


@dataclass(frozen=True)
class Paragraph:
    """A line of one segment with the line ends behind it."""

    kind: str
    """The segment's kind."""

    runs: tuple[Run, ...]

    @property
    def is_set_apart(self) -> bool:
        """Return whether it is byline or boilerplate, which hold no claims."""
        return self.kind in (SegmentKind.BYLINE, SegmentKind.BOILERPLATE)

    @property
    def is_blank(self) -> bool:
        """Return whether nothing in it can be seen."""
        return not any(run.text.strip() for run in self.runs)


def mark_text(
    text: str,
    segments: Iterable[Stretch],
    marks: Sequence[Mark],
    *,
    sources: Iterable[tuple[int, int]] = (),
    cues: Iterable[tuple[int, int]] = (),
) -> list[Paragraph]:
    """Return the paragraphs of the text, in order, each cut into runs.

    `sources` and `cues` are stretches of the chain that is shown. A stretch outside the text raises
    ValueError. Where source and cue overlap, the source wins.
    """
    roles = [*((span, "source") for span in sources), *((span, "cue") for span in cues)]
    spans = [span for mark in marks for span in mark.fragments] + [span for span, _role in roles]
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}) is no stretch of a text of {len(text)} code points")
    lines = _lines(text, segments)
    cuts = sorted({line.start for line in lines} | {len(text)} | {edge for span in spans for edge in span})
    cover = _cover(cuts, marks)
    role_at = _roles(cuts, roles)
    first_start = {mark.key: min(start for start, _end in mark.fragments) for mark in marks}
    paragraphs = []
    for line in lines:
        first, last = bisect_right(cuts, line.start) - 1, bisect_right(cuts, line.end - 1)
        runs = tuple(
            Run(
                text=text[start:end],
                start=start,
                keys=cover[at],
                begins=tuple(key for key in cover[at] if first_start[key] == start),
                role=role_at[at],
            )
            for at, (start, end) in enumerate(pairwise(cuts[first : last + 1]), start=first)
        )
        paragraphs.append(Paragraph(kind=line.kind, runs=runs))
    return paragraphs


def find_lower(paragraphs: Iterable[Paragraph]) -> set[Hashable]:
    """Return the claims whose line is drawn below another's: of those that share words, the wider ones.

    A claim keeps its line from end to end, so that the eye can follow it past the claims inside it. More than
    two over the same words share the lower line, where the narrower is drawn.
    """
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.keys]
    widths: Counter[Hashable] = Counter()
    beside: dict[Hashable, set[Hashable]] = {}
    for run in runs:
        for key in run.keys:
            widths[key] += len(run.text)
            beside.setdefault(key, set()).update(run.keys)
    upper: set[Hashable] = set()
    for key in sorted(beside, key=widths.__getitem__):
        if upper.isdisjoint(beside[key]):
            upper.add(key)
    return beside.keys() - upper


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    kind: str


def _lines(text: str, segments: Iterable[Stretch]) -> list[_Line]:
    """Return the lines of each segment; what no segment covers counts as body."""
    lines: list[_Line] = []
    at = 0
    for segment in sorted(segments, key=lambda segment: segment.start):
        lines += _cut(text, at, segment.start, SegmentKind.BODY)
        start = max(at, segment.start)
        lines += _cut(text, start, segment.end, segment.kind)
        at = max(at, segment.end)
    return lines + _cut(text, at, len(text), SegmentKind.BODY)


def _cut(text: str, start: int, end: int, kind: str) -> list[_Line]:
    return [_Line(start + line.start(), start + line.end(), kind) for line in _LINE.finditer(text[start:end])]


def _cover(cuts: list[int], marks: Sequence[Mark]) -> list[tuple[Hashable, ...]]:
    """Return the keys of the claims over each piece between two cuts."""
    width = {mark.key: sum(end - start for start, end in mark.fragments) for mark in marks}
    place = {cut: at for at, cut in enumerate(cuts)}
    found: list[dict[Hashable, None]] = [{} for _cut in cuts]
    for mark in marks:
        for start, end in mark.fragments:
            for at in range(place[start], place[end]):
                found[at][mark.key] = None
    return [tuple(sorted(keys, key=lambda key: -width[key])) for keys in found]


def _roles(cuts: list[int], roles: Iterable[tuple[tuple[int, int], str]]) -> list[str]:
    place = {cut: at for at, cut in enumerate(cuts)}
    found = [""] * len(cuts)
    for (start, end), role in roles:
        for at in range(place[start], place[end]):
            found[at] = found[at] or role
    return found
