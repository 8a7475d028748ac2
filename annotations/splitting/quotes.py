"""Where quotations stand: outermost stretches between quotation marks, marks included.

An opening mark that no closing one answers within its paragraph opens nothing, unless the next
paragraph begins with the
same opening mark: that is how a quotation over several paragraphs is printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from annotations.splitting.types import QuoteKind, Span

_WORD = re.compile(r"[^\W_]+")

_MARK = re.compile(r"[\"“”„«»‹›「」『』‘＂\n'’](?:(?<!['’])|(?<=')'|(?<![^\W_]['’])|(?![^\W_]))")
"""Every mark that can open or close, and line breaks; an apostrophe within a word can do neither."""
_OPENING = re.compile(
    r"[\"“”„«»‹›「『‘＂'](?:(?P<whole>"
    r"(?<=“)[^“”\"\n]*+”|(?<=\")[^\"\n]*+\"|(?<=„)[^„“”\"\n]*+[“”\"]|(?<=«)[^«»\n]*+»|(?<=‹)[^‹›\n]*+›"
    r"|(?<=「)[^「」\n]*+」|(?<=『)[^『』\n]*+』|(?<=＂)[^＂\n]*+＂"
    r")|(?<!')|(?<=')'|(?<![^\s(\[“]')(?=[^\W\d_]))"
)
"""What can open a quotation; the whole of one that holds none of its own marks and ends in its paragraph."""
DOUBLED = "''"
"""Two apostrophes, as news wires print a double mark."""
CLOSER_OF = {"“": "”", "„": "“", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』", "‘": "’"}
STRAIGHT = frozenset('"＂')


def _opens_single(text: str, at: int) -> bool:
    """Tell a single opening mark from an apostrophe: a letter follows, no letter or digit stands before."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (
        not before.isalnum() and after.isalpha() and (text[at] != "'" or before.isspace() or before in "(“[")
    )


def _closes_single(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and not after.isalnum()


class _Scanner:
    """Walks the marks of one text; `open_at` is the outermost open mark, or -1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotes: list[Span] = []
        self.open_at = -1
        self.closers: tuple[str, ...] = ()
        self.depth = 0

    def scan(self, at: int, mark: str) -> int:
        """Take the mark outside any quotation; return where to go on once nothing is open."""
        if mark == DOUBLED:
            self.take_doubled(at)
        else:
            self.take_outside(at, mark)
        end = at + len(mark)
        if self.open_at < 0:
            return end
        text = self.text
        for match in _MARK.finditer(text, end):
            end = match.end()
            mark = match.group()
            if mark == "\n":
                self.end_paragraph(match.start())
            elif mark == DOUBLED:
                self.take_doubled(match.start())
            else:
                self.take(match.start())
            if self.open_at < 0:
                return end
        return len(text)

    def open(self, at: int, *closers: str) -> None:
        self.open_at, self.closers, self.depth = at, closers, 1

    def take_doubled(self, at: int) -> None:
        if self.open_at < 0:
            self.open(at, DOUBLED)
        elif DOUBLED in self.closers:
            self.close(at + 1)

    def close(self, at: int) -> None:
        if at - self.open_at > 1:
            self.quotes.append(Span(self.open_at, at + 1))
        self.open_at = -1

    def take(self, at: int) -> None:
        mark = self.text[at]
        if self.open_at < 0:
            self.take_outside(at, mark)
            return
        opener = self.text[self.open_at]
        if mark in self.closers:
            if mark not in "’'" or _closes_single(self.text, at):
                self.depth -= 1
                if not self.depth:
                    self.close(at)
        elif opener == "“" and mark == '"' and self._ends_clause(at):
            # Hand-typed pages open with a curly mark and close with a straight one.
            self.close(at)
        elif mark == opener and mark not in STRAIGHT and mark not in "'‘":
            self.depth += 1
        elif opener in "'‘" and DOUBLED not in self.closers and mark in '“"„«':
            # A double mark inside single ones that turn out never to close would be lost: it takes over.
            self.take_outside(at, mark)

    def _ends_clause(self, at: int) -> bool:
        return self.text[at - 1] in ",.?!" and not self.text[at + 1 : at + 2].isalnum()

    def take_outside(self, at: int, mark: str) -> None:
        if mark in STRAIGHT:
            self.open(at, mark)
        elif mark == "„":
            self.open(at, "“", "”", '"')
        elif mark == "“":
            self.open(at, "”")
        elif mark in "'‘":
            if _opens_single(self.text, at):
                self.open(at, "’" if mark == "‘" else "'")
        elif mark in "»›":
            after = self.text[at + 1 : at + 2]
            if (at == 0 or not self.text[at - 1].isalnum()) and after.isalnum():
                self.open(at, CLOSER_OF[mark])
        elif mark in CLOSER_OF:
            self.open(at, CLOSER_OF[mark])
        elif mark == "”" and self._opens_alike(at):
            self.open(at, mark)

    def _opens_alike(self, at: int) -> bool:
        """Tell whether a closing mark opens, as in Swedish and on hand-typed pages: it begins a line or a
        word.
        """
        return (at == 0 or self.text[at - 1].isspace()) and self.text[at + 1 : at + 2].isalnum()

    def end_paragraph(self, at: int) -> None:
        """Keep an unclosed quotation only where the next paragraph begins with its opening mark."""
        if self.open_at < 0:
            return
        opener = self.text[self.open_at]
        following = _NEXT_INK.match(self.text, at)
        head = self.text[following.end() : following.end() + 1] if following else ""
        if head == opener and opener not in "'‘":
            self.close(at - 1)
        else:
            self.open_at = -1


_NEXT_INK = re.compile(r"\s*")


def find_quotes(text: str) -> list[Span]:
    """Return the outermost quotations in order, never overlapping, none across a line break; one pass.

    Each paragraph of a quotation over several paragraphs is a span of its own.
    """
    scanner = _Scanner(text)
    found = scanner.quotes
    opening = _OPENING.search(text)
    while opening:
        start, end = opening.span()
        if opening.lastgroup:
            if end - start > 2:
                found.append(_make(Span, (start, end)))
        else:
            end = scanner.scan(start, opening.group())
        opening = _OPENING.search(text, end)
    return found


_make = tuple.__new__
"""Makes a named tuple without its class's own constructor, which costs three times as much."""


class QuoteMap:
    """Answers which quotation holds a character."""

    def __init__(self, quotes: list[Span]) -> None:
        """Hold quotations in order."""
        self.quotes = quotes
        self.starts = [quote.start for quote in quotes]
        self.closers = frozenset(quote.end - 1 for quote in quotes)

    def find(self, at: int) -> Span | None:
        """Return the quotation around the character, its marks included, or None."""
        index = bisect_right(self.starts, at) - 1
        return self.quotes[index] if index >= 0 and at < self.quotes[index].end else None

    def has_any(self, start: int, end: int) -> bool:
        """Tell whether a quotation touches the stretch."""
        index = bisect_right(self.starts, start) - 1
        return (index >= 0 and self.quotes[index].end > start) or (
            index + 1 < len(self.starts) and self.starts[index + 1] < end
        )

    def between(self, start: int, end: int) -> list[Span]:
        """Return the quotations that touch the stretch, in order."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        found = []
        while index < len(self.quotes) and self.quotes[index].start < end:
            if self.quotes[index].end > start:
                found.append(self.quotes[index])
            index += 1
        return found


def has_letter(text: str, start: int, end: int) -> bool:
    """Tell whether a letter or digit stands in the stretch."""
    return start < end and _WORD.search(text, start, end) is not None


def judge_quotes(text: str, fragments: tuple[Span, ...], quotes: QuoteMap) -> QuoteKind:
    """Return how much of the fragments stands between quotation marks, blanks and signs left aside."""
    if not quotes.has_any(fragments[0].start, fragments[-1].end):
        return QuoteKind.INDIRECT
    inside = outside = False
    for fragment in fragments:
        at = fragment.start
        for quote in quotes.between(*fragment):
            outside |= has_letter(text, at, min(max(quote.start, at), fragment.end))
            inside |= has_letter(text, max(quote.start, fragment.start), min(quote.end, fragment.end))
            at = max(at, min(quote.end, fragment.end))
        outside |= has_letter(text, at, fragment.end)
    if not inside:
        return QuoteKind.INDIRECT
    return QuoteKind.MIXED if outside else QuoteKind.DIRECT
