"""Links in the making, in element indices, and their edges."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.splitting.elements import Row
from annotations.splitting.types import SourceKind

MAX_SOURCE_ELEMENTS = 45
MAX_ADJUNCT_ELEMENTS = 22
EDGE_SIGNS = frozenset(",;:–—-…،؛，；：")
STOPS = frozenset(".。")
EDGES = EDGE_SIGNS | STOPS


@dataclass
class Draft:
    """A link in the making, in element indices; `kind` only where the rule itself decides it,
    `rule` the name of that rule."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: list[tuple[int, int]]
    kind: SourceKind | None = None
    rule: str = ""


@dataclass
class Found:
    """One claim's links, outermost first."""

    links: list[Draft] = field(default_factory=list)


def trim(row: Row, lo: int, hi: int) -> tuple[int, int]:
    """Return the range without signs at its edges that belong to no claim."""
    words = row.words
    while lo < hi and words[lo] in EDGES:
        lo += 1
    while hi > lo and words[hi - 1] in EDGES:
        hi -= 1
    return lo, hi
