"""What each stretch of an article is for: body, heading, byline or boilerplate; together they cover it
whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.splitting.lexicon import Lexicon
from annotations.splitting.types import Segment, SegmentKind

TERMINAL = frozenset('.!?。！？…:;：；"”’»」』)）,，、؟')
BRACKETS = {"[": "]", "【": "】", "(": ")", "（": "）"}
HEAD_CHARACTERS = 300
"""How much of a line is looked at: clutter announces itself at the line's beginning."""
DATELINE = re.compile(r"[^\W\d_][^—–\n]{1,70}?(?:\([^()\n]{2,30}\)\s*[—–-]+|\s[—–]|\.\s[—–]|\s--)\s")
CJK_DATELINE = re.compile(
    r"(?:本报|新华社|中新社|本報)?[^，。；\s]{1,14}\d{1,2}月\d{1,2}日(?:电|電|讯|訊)(?:\s*[（(][^）)\n]{2,30}[）)])?"
)
BRACKET_NOTE = re.compile(r"[\[【(（]([^\]】)）\n]{2,120})[\]】)）]\s*")
MARKUP = re.compile(r"[\s>*•·|\-–—#»›►▶→]*")


@dataclass(frozen=True)
class Line:
    """A line without its break; `next_start` is where the following line begins."""

    start: int
    end: int
    next_start: int


_BREAK = re.compile(r"\r\n?|\n|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def iterate_lines(text: str) -> Iterator[Line]:
    """Yield every line; together with their breaks they cover the text."""
    start = 0
    for match in _BREAK.finditer(text):
        yield Line(start, match.start(), match.end())
        start = match.end()
    if start < len(text):
        yield Line(start, len(text), len(text))


def _is_wrapped(text: str, line: Line, following: Line) -> bool:
    """Tell whether a line break only wraps a paragraph: a long line without a stop, a small letter next."""
    tail = text[line.start : line.end].rstrip()
    head = text[following.start : following.start + 1]
    return len(tail) >= 40 and tail[-1] not in TERMINAL and head.islower()


def _find_subkind(line: str, entries: list[tuple[str, str]]) -> str:
    """Return the subkind of the first entry the line begins with, as whole words; empty when none does."""
    for phrase, subkind in entries:
        if line.startswith(phrase):
            rest = line[len(phrase) : len(phrase) + 1]
            if not (phrase[-1].isalnum() and rest.isalnum() and rest.isascii()):
                return subkind
    return ""


class Classifier:
    """Sorts paragraphs by the phrases of the lexicons given: the article's language first."""

    def __init__(self, lexicons: list[Lexicon]) -> None:
        """Merge the phrases by their first letter, so that a line meets few of them."""
        self.starts: dict[str, list[tuple[str, str]]] = {}
        self.contains = [entry for lexicon in lexicons for entry in lexicon.boilerplate_contains]
        self.byline_starts = tuple(start for lexicon in lexicons for start in lexicon.byline_starts)
        self.byline_words = [
            " ".join(parts)
            for lexicon in lexicons
            for phrases in lexicon["byline_words"].by_first.values()
            for parts in phrases
        ]
        for lexicon in lexicons:
            for phrase, subkind in lexicon.boilerplate_starts:
                self.starts.setdefault(phrase[0], []).append((phrase, subkind))

    def classify(self, text: str, start: int, end: int) -> tuple[SegmentKind, str]:
        """Return kind and subkind of the paragraph at `[start, end)`, which is not blank."""
        head = text[start : min(end, start + HEAD_CHARACTERS)].strip()
        is_whole = end - start <= HEAD_CHARACTERS
        bare = head[_end_of_markup(head) :].lower()
        if not any(character.isalnum() for character in head):
            # A line of signs only sets things apart; a long one is text we do not know.
            return (SegmentKind.BOILERPLATE, "separator") if is_whole else (SegmentKind.BODY, "")
        is_short = is_whole and len(bare) <= 240
        subkind = _find_subkind(bare, self.starts.get(bare[:1], []))
        if subkind and is_short:
            return SegmentKind.BOILERPLATE, subkind
        if is_short:
            for phrase, contained in self.contains:
                if phrase in bare:
                    return SegmentKind.BOILERPLATE, contained
        if is_whole and _is_dateline_alone(head):
            return SegmentKind.BOILERPLATE, "date"
        if is_whole and _is_navigation(head):
            return SegmentKind.BOILERPLATE, "navigation"
        if (
            is_whole
            and bare.startswith(self.byline_starts)
            and len(bare) <= 90
            and bare[-1] not in ".!?。！？"
        ):
            return SegmentKind.BYLINE, "byline"
        if is_whole and self._is_bracketed_byline(head):
            return SegmentKind.BYLINE, "byline"
        return SegmentKind.BODY, ""

    def _is_bracketed_byline(self, head: str) -> bool:
        match = BRACKET_NOTE.fullmatch(head)
        return bool(match) and self.has_byline_word(head)

    def has_byline_word(self, head: str) -> bool:
        """Tell whether the text names a reporter's function."""
        lowered = head.lower()
        return any(word in lowered for word in self.byline_words)

    def find_lead(self, text: str, start: int, end: int) -> tuple[int, str]:
        """Return where a byline or dateline that opens the paragraph ends, and its subkind; `start`
        when none does.
        """
        head = text[start : min(end, start + 200)]
        bracket = BRACKET_NOTE.match(head)
        if bracket and bracket.end() < end - start and self.has_byline_word(bracket.group()):
            return start + bracket.end(), "byline"
        chinese = CJK_DATELINE.match(head)
        if chinese and chinese.end() < end - start:
            return start + chinese.end() + _blank_after(head, chinese.end()), "dateline"
        dateline = DATELINE.match(head)
        if dateline and dateline.end() < end - start and _is_place(dateline.group()):
            return start + dateline.end(), "dateline"
        return start, ""


_DATE_DIGITS = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}[:.h]\d\d)(?!\d)")
_NAVIGATION = re.compile(r"\s[›»>|]\s")
_ARROW = re.compile(r"[➡→►▶👉🔗📧💬]")


def _is_dateline_alone(head: str) -> bool:
    """Tell a line that prints only when the article appeared: a year or an hour, and few words around it."""
    letters = sum(map(str.isalpha, head))
    is_open = head[-1] not in ".!?。！？"
    return (
        len(head) <= 60
        and is_open
        and bool(_DATE_DIGITS.search(head))
        and letters <= 22
        and head[:12].count(" ") < 4
        and (head[0].isdigit() or len(_DATE_DIGITS.findall(head)) > 1)
    )


def _is_navigation(head: str) -> bool:
    """Tell a trail of links or a row of buttons: short pieces between separators, or an arrow in front."""
    if head[-1] in ".!?。！？":
        return False
    pieces = _NAVIGATION.split(head)
    is_trail = len(pieces) > 1 and all(len(piece) <= 40 for piece in pieces)
    return len(head) <= 160 and (is_trail or bool(_ARROW.match(head)))


def _blank_after(head: str, at: int) -> int:
    return len(head[at:]) - len(head[at:].lstrip())


def _end_of_markup(head: str) -> int:
    match = MARKUP.match(head)
    return match.end() if match else 0


def _is_place(lead: str) -> bool:
    """Tell a dateline's place from a clause: printed in capitals, or followed by an agency in brackets
    or a date.
    """
    place = lead.split("(")[0].split("—")[0].split("–")[0].strip(" .-")
    first = place.split(",")[0].split()
    return bool(first) and (
        all(word.isupper() for word in first)
        or ("(" in lead and all(word[:1].isupper() for word in first[:2]))
    )


def _is_heading(text: str, start: int, end: int, *, is_first: bool, is_alone: bool) -> bool:
    line = text[start:end].strip() if end - start <= 200 else ""
    if (
        not line
        or len(line) > 130
        or line[-1] in TERMINAL - frozenset('"”’»」』)）؟')
        or not line[0].isprintable()
    ):
        return False
    if line[-1] in '"”’»」』)）' and len(line) > 1 and line[-2] in ".!?。！？…,":
        return False
    return (is_first or is_alone) and not line[0].islower()


def find_segments(text: str, lexicons: list[Lexicon]) -> list[Segment]:
    """Return segments in order that cover the whole text; an empty text has none.

    A paragraph is one segment, with the blank lines after it; an inline byline or dateline is one of its own.
    """
    classifier = Classifier(lexicons)
    segments: list[Segment] = []
    covered = 0
    paragraphs = list(_iterate_paragraphs(text))
    for index, (start, end, is_alone) in enumerate(paragraphs):
        upto = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else len(text)
        kind, subkind = classifier.classify(text, start, end)
        if kind is SegmentKind.BODY:
            lead_end, lead = classifier.find_lead(text, start, end)
            if lead_end > start:
                segments.append(Segment(covered, lead_end, SegmentKind.BYLINE, lead))
                covered = lead_end
            elif _is_heading(text, start, end, is_first=index == 0, is_alone=is_alone):
                kind = SegmentKind.HEADING
        segments.append(Segment(covered, upto, kind, subkind))
        covered = upto
    if text and not segments:
        segments.append(Segment(0, len(text), SegmentKind.BODY))
    return segments


def _iterate_paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether blank lines or the text's edges stand on both sides."""
    pending: tuple[int, int, bool] | None = None
    last: Line | None = None
    is_blank_before = True
    for line in iterate_lines(text):
        if not text[line.start : line.end].strip():
            if pending:
                yield pending
                pending = None
            is_blank_before = True
            continue
        if pending and last and _is_wrapped(text, last, line):
            pending = (pending[0], line.end, pending[2])
        else:
            if pending:
                yield (pending[0], pending[1], False)
            pending = (line.start, line.end, is_blank_before)
        is_blank_before = False
        last = line
    if pending:
        yield pending
