"""Lines and paragraphs of a text as it is: a paragraph is a line, or several that only a margin broke."""

from __future__ import annotations

import re
from typing import NamedTuple

TERMINAL = frozenset('.!?。！？…:;：；"”’»」』)）,，、؟')
MIN_WRAPPED = 40
"""No margin is narrower: a shorter line ends where its writer ended it."""
_GAP = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*+")
"""A line break, any that `str.splitlines` knows, and all blanks up to the next ink."""


class Paragraph(NamedTuple):
    """A stretch of lines that is not blank, and whether a blank line or the text's edge stands before and
    after.
    """

    start: int
    end: int
    is_blank_before: bool
    is_blank_after: bool


def list_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs in order; a text of blanks has none."""
    paragraphs: list[Paragraph] = []
    size = len(text)
    line = size - len(text.lstrip())
    if line == size:
        return paragraphs
    line -= _measure(text[:line])[1]
    start, is_blank_before = line, True
    for gap in _GAP.finditer(text, line):
        end, following = gap.span()
        if following == size:
            size = end
            break
        blanks = gap.group()
        if blanks == "\n\n":
            is_blank, indent = True, 0
        elif blanks == "\n":
            is_blank, indent = False, 0
        else:
            breaks, indent = _measure(blanks)
            is_blank = breaks > 1
        if is_blank or indent or not text[following].islower() or not _is_open(text, line, end):
            paragraphs.append(_make(Paragraph, (start, end, is_blank_before, is_blank)))
            start, is_blank_before = following - indent, is_blank
        line = following - indent
    paragraphs.append(_make(Paragraph, (start, size, is_blank_before, True)))
    return paragraphs


_make = tuple.__new__
"""Makes a named tuple without its class's own constructor, which costs three times as much."""


def _measure(blanks: str) -> tuple[int, int]:
    """Return how many line breaks are among the blanks, and how many blanks stand behind the last of them."""
    lines = f"{blanks}.".splitlines()
    return len(lines) - 1, len(lines[-1]) - 1


def _is_open(text: str, start: int, end: int) -> bool:
    """Tell a line that only its margin ended: long, and without a stop."""
    tail = text[start:end].rstrip()
    return len(tail) >= MIN_WRAPPED and tail[-1] not in TERMINAL
