"""Lines and paragraphs of a text as it is: a paragraph is a line, or several that only a margin broke."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TERMINAL = frozenset('.!?。！？…:;：；"”’»」』)）,，、؟')
MIN_WRAPPED = 40
"""No margin is narrower: a shorter line ends where its writer ended it."""
_BREAK = re.compile(r"\r\n?|\n|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Line(NamedTuple):
    """A line without its break."""

    start: int
    end: int


class Paragraph(NamedTuple):
    """A stretch of lines that is not blank, and whether a blank line or the text's edge stands before and
    after.
    """

    start: int
    end: int
    is_blank_before: bool
    is_blank_after: bool


def iterate_lines(text: str) -> Iterator[Line]:
    """Yield every line in order, blank ones too."""
    start = 0
    for match in _BREAK.finditer(text):
        yield Line(start, match.start())
        start = match.end()
    if start < len(text):
        yield Line(start, len(text))


def _is_wrapped(text: str, line: Line, following: Line) -> bool:
    """Tell whether a line break only wraps a paragraph: a long line without a stop, a small letter next."""
    tail = text[line.start : line.end].rstrip()
    head = text[following.start : following.start + 1]
    return len(tail) >= MIN_WRAPPED and tail[-1] not in TERMINAL and head.islower()


def iterate_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs in order; a text of blanks has none."""
    start = -1
    last: Line | None = None
    is_blank_before = True
    for line in iterate_lines(text):
        if not text[line.start : line.end].strip():
            if last:
                yield Paragraph(start, last.end, is_blank_before, is_blank_after=True)
            last, is_blank_before = None, True
            continue
        if last is None:
            start = line.start
        elif not _is_wrapped(text, last, line):
            yield Paragraph(start, last.end, is_blank_before, is_blank_after=False)
            start, is_blank_before = line.start, False
        last = line
    if last:
        yield Paragraph(start, last.end, is_blank_before, is_blank_after=True)
