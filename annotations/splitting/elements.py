"""A sentence as a row of elements: words, signs, and every quotation as one opaque element."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Span

WORD = "word"
SIGN = "sign"
QUOTE = "quote"

_PLAIN = re.compile(r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+(?:['’.\-‑&][^\W_]+)*|\S")
_ELIDED = re.compile(r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+['’](?=\w)|[^\W_]+(?:[.\-‑&][^\W_]+)*|\S")
_ENCLITIC = re.compile(
    r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+['’](?=\w)|(?<=-)t(?=-(?:il|elle|on)\b)|(?<=-)(?:il|elle|on|ils|elles|je)\b"
    r"|[^\W_]+(?:[.\-‑&](?!(?:t-)?(?:il|elle|on|ils|elles|je)\b)[^\W_]+)*|\S"
)
_ARABIC = re.compile(r"\d+(?:[.,:]\d+)*|(?:[^\W\d_]|[\u0640\u064b-\u065f\u0670])+|\S")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
PATTERNS = {"fr": _ENCLITIC, "it": _ELIDED, "ca": _ELIDED, "ar": _ARABIC}
NAME_QUOTE_LENGTH = 60
"""A quotation longer than this is no printed name."""


@dataclass(slots=True)
class Row:
    """Elements of one sentence by index: lowered words, kinds, offsets."""

    text: str
    words: list[str]
    kinds: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        """Return how many elements there are."""
        return len(self.words)

    def span(self, lo: int, hi: int) -> Span:
        """Return the stretch of text from element `lo` up to, not including, element `hi`."""
        return Span(self.starts[lo], self.ends[hi - 1])

    def is_capital(self, at: int) -> bool:
        """Tell whether the element is printed with a capital first letter; no element behind the end is."""
        return at < len(self.kinds) and self.kinds[at] == WORD and self.text[self.starts[at]].isupper()

    def is_all_capitals(self, at: int) -> bool:
        """Tell whether the element is printed in capital letters only, two at least."""
        printed = self.text[self.starts[at] : self.ends[at]]
        return len(printed) > 1 and printed.isupper()

    def is_number(self, at: int) -> bool:
        """Tell whether the element begins with a digit."""
        return at < len(self.kinds) and self.kinds[at] == WORD and self.text[self.starts[at]].isdigit()

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
    row = Row(text, [], [], [], [])
    pattern = PATTERNS.get(language, _PLAIN)
    at = sentence.start
    for quote in quotes.between(*sentence):
        start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
        _read_words(row, pattern, at, start)
        row.words.append("\x00")
        row.kinds.append(QUOTE)
        row.starts.append(start)
        row.ends.append(end)
        at = end
    _read_words(row, pattern, at, sentence.end)
    if language == "ar":
        row.words = [strip_marks(word) for word in row.words]
    return row


def strip_marks(word: str) -> str:
    """Return the Arabic word without vowel marks and lengthening strokes, which print as they please."""
    return _ARABIC_MARKS.sub("", word) or word


def _read_words(row: Row, pattern: re.Pattern[str], start: int, end: int) -> None:
    matches = list(pattern.finditer(row.text, start, end))
    words = [match[0].lower() for match in matches]
    row.words += words
    row.kinds += [WORD if word[0].isalnum() else SIGN for word in words]
    for match in matches:
        first, last = match.span()
        row.starts.append(first)
        row.ends.append(last)
