"""Text for a terminal: tables in which wide characters keep their columns."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence

GAP = "  "
WIDTH_WITHOUT_TERMINAL = 120
ELLIPSIS = "…"


def terminal_width() -> int:
    """Return how many columns the terminal has; a pipe or a file counts as 120."""
    return shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns


def display_width(text: str) -> int:
    """Return how many columns the text takes: wide characters two, combining and invisible ones none.

    >>> display_width("知情人士"), display_width("cafe\u0301")
    (8, 4)
    """
    return sum(map(_columns, text))


def cut(text: str, width: int) -> str:
    """Return the text on one line in at most `width` columns, with … where something is missing.

    >>> cut("知情人士 said", 6)
    '知情…'
    """
    text = " ".join(text.split())
    if display_width(text) <= width:
        return text
    used, kept = display_width(ELLIPSIS), []
    for character in text:
        used += _columns(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ELLIPSIS


def format_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int, most: Sequence[int] = ()
) -> list[str]:
    """Return the lines of a table that is at most `width` columns wide, a line of dashes below its heads.

    A column is as wide as its widest cell, but no wider than its entry in `most`; the last column gets
    what is left, and never less than ten.
    """
    widest = [max(display_width(row[index]) for row in (heads, *rows)) for index in range(len(heads))]
    limits = [min(wide, limit) for wide, limit in zip(widest, (*most, *widest[len(most) :]), strict=True)]
    before_last = sum(limits[:-1]) + len(GAP) * (len(limits) - 1)
    limits[-1] = min(limits[-1], max(width - before_last, 10))
    lines = [heads, ["-" * limit for limit in limits], *rows]
    return [
        GAP.join(_pad(cell, limit) for cell, limit in zip(line, limits, strict=True)).rstrip()
        for line in lines
    ]


def _pad(text: str, width: int) -> str:
    shown = cut(text, width)
    return shown + " " * (width - display_width(shown))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
