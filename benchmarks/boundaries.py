"""How well sentence boundaries are found, and the texts with hand-made ones that it is measured on."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

GOLD = Path(__file__).parent / "gold"
MARK = "‖"
"""Stands before each sentence that begins within a paragraph."""
BEFORE_LINE_END = re.compile(r"\S(?=[^\S\n]*(?:\n|\Z))")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the offsets of the last character of each of its sentences."""

    name: str
    language: str
    text: str
    ends: frozenset[int]


@dataclass(slots=True)
class Score:
    """Counts over documents; every share is 1.0 where there was nothing to count."""

    hits: int = 0
    found: int = 0
    expected: int = 0
    kept_lines: int = 0
    lines: int = 0
    valid: int = 0
    spans: int = 0
    covered: int = 0
    ink: int = 0

    @property
    def f1(self) -> float:
        """Return the F1 of boundaries within lines: the hard ones, since a line's end is seen by anyone."""
        return _share(2 * self.hits, self.found + self.expected)

    @property
    def line_share(self) -> float:
        """Return the share of line ends that are boundaries, too."""
        return _share(self.kept_lines, self.lines)

    @property
    def valid_share(self) -> float:
        """Return the share of spans that lie in the text, hold ink and follow the one before."""
        return _share(self.valid, self.spans)

    @property
    def cover(self) -> float:
        """Return the share of characters, blanks aside, that are in a sentence."""
        return _share(self.covered, self.ink)

    def __add__(self, other: Score) -> Score:
        """Return the counts of both."""
        return Score(*(ours + theirs for ours, theirs in zip(astuple(self), astuple(other), strict=True)))

    def add(self, document: Document, spans: Sequence[tuple[int, int]]) -> None:
        """Count one document's sentences against its boundaries."""
        text, last, ends = document.text, 0, set()
        self.spans += len(spans)
        for start, end in spans:
            words = text[start:end]
            if not (last <= start < end <= len(text) and words.strip()):
                continue
            last = end
            self.valid += 1
            self.covered += count_ink(words)
            ends.add(start + len(words.rstrip()) - 1)
        self.ink += count_ink(text)
        line_ends = {match.start() for match in BEFORE_LINE_END.finditer(text)}
        inner_lines = line_ends - {len(text.rstrip()) - 1}
        self.lines += len(inner_lines)
        self.kept_lines += len(inner_lines & ends)
        expected, found = document.ends - line_ends, ends - line_ends
        self.hits += len(expected & found)
        self.found += len(found)
        self.expected += len(expected)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def count_ink(text: str) -> int:
    """Return how many characters are no blanks."""
    return sum(map(len, text.split()))


def read_own_gold() -> dict[str, list[Document]]:
    """Return our documents by language; `mixed` holds English and Chinese in one text."""
    return {path.stem: read_marked(path) for path in sorted(GOLD.glob("*.txt"))}


def read_marked(path: Path) -> list[Document]:
    """Return the documents of a file: a line `=== name` before each, MARK between sentences."""
    parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    language = "en" if path.stem == "mixed" else path.stem
    documents = []
    for name, marked in zip(parts[::2], parts[1::2], strict=True):
        text, ends = "", []
        for sentence in marked.strip().split(MARK):
            text += sentence
            ends.append(len(text.rstrip()) - 1)
        documents.append(Document(name, language, text, frozenset(ends)))
    return documents


def read_jsonl(paths: list[Path]) -> dict[str, list[Document]]:
    """Return by set the documents of files whose lines hold `set`, `lang`, `text` and `sents`, the sentences'
    half-open spans.
    """
    sets: dict[str, list[Document]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            ends = frozenset(end - 1 for _, end in row["sents"])
            document = Document(row["doc_id"], row["lang"], row["text"], ends)
            sets.setdefault(row["set"], []).append(document)
    return sets
