"""A sentence as a row of elements: words, signs, and every quotation as one opaque element."""

from __future__ import annotations

import re

from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Span

WORD = "word"
SIGN = "sign"
QUOTE = "quote"
OPAQUE = "\x00"
"""What stands for a quotation among the words."""

_PLAIN = re.compile(r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+(?:['’.\-‑&][^\W_]+)*|\S")
_ASCII = re.compile(r"[a-zA-Z][a-zA-Z0-9]*+(?:['.\-&][a-zA-Z0-9]++)*+|[0-9]+(?:[.,:][0-9]+)*[a-zA-Z0-9]*|\S")
"""The same for a text without other letters and marks, at two thirds of the cost."""
_ELIDED = re.compile(r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+['’](?=\w)|[^\W_]+(?:[.\-‑&][^\W_]+)*|\S")
_ENCLITIC = re.compile(
    r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+['’](?=\w|\Z)|(?<=-)t(?=-(?:il|elle|on)\b)|(?<=-)(?:il|elle|on|ils|elles|je)\b"
    r"|[^\W_]+(?:[.\-‑&](?!(?:t-)?(?:il|elle|on|ils|elles|je)\b)[^\W_]+)*|\S"
)
_ARABIC = re.compile(r"\d+(?:[.,:]\d+)*|(?:[^\W\d_]|[\u0640\u064b-\u065f\u0670])+|\S")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
PATTERNS = {"fr": _ENCLITIC, "it": _ELIDED, "ca": _ELIDED, "ar": _ARABIC}
_make = tuple.__new__
"""Makes a span at half the cost of calling it."""
NAME_QUOTE_LENGTH = 60
"""A quotation longer than this is no printed name."""


class Row:
    """Elements of one sentence by index: as printed, lowered, their kinds; a quotation is one element."""

    __slots__ = ("_ends", "_kinds", "_quoted", "_starts", "begin", "printed", "text", "words")

    def __init__(
        self, text: str, begin: int, printed: list[str], words: list[str], quoted: dict[int, Span]
    ) -> None:
        """Take what was read from `begin` on; `quoted` holds the quotations by their index."""
        self.text = text
        self.begin = begin
        self.printed = printed
        self.words = words
        self._quoted = quoted
        self._kinds: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def __len__(self) -> int:
        """Return how many elements there are."""
        return len(self.words)

    @property
    def kinds(self) -> list[str]:
        """Return what each element is."""
        if not self._kinds:
            self._kinds = [WORD if word[0].isalnum() else SIGN for word in self.words]
            for at in self._quoted:
                self._kinds[at] = QUOTE
        return self._kinds

    @property
    def starts(self) -> list[int]:
        """Return where each element starts."""
        if not self._starts:
            self._locate()
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Return where each element ends."""
        if not self._starts:
            self._locate()
        return self._ends

    def _locate(self) -> None:
        """Find the elements' places, which few sentences need: only blanks stand between two of them."""
        find, at, quoted = self.text.find, self.begin, self._quoted
        starts, ends = self._starts, self._ends
        for index, printed in enumerate(self.printed):
            if quoted and index in quoted:
                start, at = quoted[index]
            else:
                start = find(printed, at)
                at = start + len(printed)
            starts.append(start)
            ends.append(at)

    def span(self, lo: int, hi: int) -> Span:
        """Return the stretch of text from element `lo` up to, not including, element `hi`."""
        if not self._starts:
            self._locate()
        return _make(Span, (self._starts[lo], self._ends[hi - 1]))

    def is_capital(self, at: int) -> bool:
        """Tell whether the element is printed with a capital first letter; no element behind the end is."""
        return at < len(self.printed) and self.printed[at][0].isupper() and self.kinds[at] == WORD

    def is_all_capitals(self, at: int) -> bool:
        """Tell whether the word is printed in capital letters only, two at least."""
        printed = self.printed[at]
        return len(printed) > 1 and printed.isupper()

    def is_number(self, at: int) -> bool:
        """Tell whether the element begins with a digit."""
        return at < len(self.printed) and self.printed[at][0].isdigit()

    def is_name_quote(self, at: int) -> bool:
        """Tell a name in quotation marks from something said: short, no stop inside, capital first."""
        start, end = self.starts[at], self.ends[at]
        if end - start > NAME_QUOTE_LENGTH or end - start < 3:
            return False
        inner = self.text[start + 1 : end - 1].strip("' \u00a0\u202f")
        return bool(inner) and not inner[0].islower() and inner[-1] not in ".,!?。，！？"

    def is_spoken(self, at: int) -> bool:
        """Tell whether the quotation ends in a sign that hands over to its reporting clause."""
        inner = self.text[self.starts[at] : self.ends[at]].rstrip("\"”’»“」』'›« \u00a0\u202f")
        return bool(inner) and inner[-1] in ",.!?…，。！？—-–"


def read_row(text: str, sentence: Span, quotes: QuoteMap, language: str) -> Row:
    """Return the sentence's elements; a quotation that crosses its edges is cut to it."""
    first, last = sentence
    at = first
    pattern = PATTERNS.get(language, _PLAIN)
    find_words = (_ASCII if pattern is _PLAIN and text[first:last].isascii() else pattern).findall
    printed: list[str] = []
    quoted: dict[int, Span] = {}
    for quote in quotes.between(first, last):
        start, end = max(quote.start, first), min(quote.end, last)
        printed += find_words(text, at, start)
        quoted[len(printed)] = Span(start, end)
        printed.append(OPAQUE)
        at = end
    printed += find_words(text, at, last)
    words = [word.lower() for word in printed]
    if language == "ar":
        words = [strip_marks(word) for word in words]
    return Row(text, first, printed, words, quoted)


def strip_marks(word: str) -> str:
    """Return the Arabic word without vowel marks and lengthening strokes, which print as they please."""
    if word.isascii():
        return word
    return _ARABIC_MARKS.sub("", word) or word
