"""A claim cut otherwise by hand: parted, joined, an edge moved word by word, a selection made whole.

A claim's words are its fragments: stretches `[start, end)` of the text in order, which do not overlap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from annotations.splitting.atoms import split_atoms
from annotations.splitting.quotes import QuoteMap, find_quotes, judge_quotes
from annotations.splitting.types import QuoteKind, Span

Fragments = tuple[Span, ...]
Edge = Literal["start", "end"]

MAX_STEP = 400
"""No word is longer: further off no edge is looked for."""
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff"
_STEP = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])\w)+(?:['’.\-‑](?:(?![{_HAN}])\w)+)*|[^\w\s]+")
_STEP_OF_HAN = re.compile(f"[{_HAN}]")
_WORD = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])[^\W_])+")
JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")


def part_fragments(text: str, fragments: Sequence[Span], parts: Iterable[Span]) -> list[Fragments]:
    """Return the fragments of each part, trimmed of blanks; parts that hold none of them are left out."""
    found = []
    for part in parts:
        inside = (Span(max(start, part.start), min(end, part.end)) for start, end in fragments)
        kept = tuple(trimmed for span in inside if (trimmed := _trim(text, *span)))
        if kept:
            found.append(kept)
    return found


def join_fragments(text: str, *claims: Sequence[Span]) -> Fragments:
    """Return the fragments of all the claims as one claim's: what lies only a blank apart is one stretch."""
    joined: list[Span] = []
    for start, end in sorted(span for fragments in claims for span in fragments):
        last = joined[-1] if joined else None
        if last and (start <= last.end or not text[last.end : start].strip()):
            joined[-1] = Span(last.start, max(last.end, end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def move_edge(text: str, fragments: Sequence[Span], *, edge: Edge, steps: int, within: Span) -> Fragments:
    """Return the fragments with the edge moved so many words to the right, or to the left where `steps` is
    negative; a Han character and a run of signs count as a word.

    The edge stops at the borders of `within`, and before the claim's last word: something is always left.
    A fragment that the edge passes whole is gone, and what lies between fragments is passed at one step.
    """
    start, end = fragments[0].start, fragments[-1].end
    for _step in range(abs(steps)):
        if edge == "end":
            moved = _next_end(text, end, within.end) if steps > 0 else _previous_end(text, end, start)
            if steps < 0:
                moved = max((min(last, moved) for first, last in fragments if first < moved), default=moved)
            end = moved if moved > start else end
        else:
            moved = _next_start(text, start, end) if steps > 0 else _previous_start(text, start, within.start)
            if steps > 0:
                moved = min((max(first, moved) for first, last in fragments if last > moved), default=moved)
            start = moved if moved < end else start
    return _within(text, fragments, start, end)


def cut_between(text: str, fragments: Sequence[Span], chosen: Span) -> Fragments:
    """Return the fragments with both edges set to those of the stretch; what was left out inside stays so."""
    return _within(text, fragments, chosen.start, chosen.end)


def list_words(text: str, *, around: Span, within: Span, reach: int) -> list[Span]:
    """Return the words that an edge can be moved by: those of the stretch and of so many characters to each
    side, as far as `within` goes."""
    begin, end = max(within.start, around.start - reach), min(within.end, around.end + reach)
    first, last = _word_at(text, begin), _word_at(text, end)
    return list(_words(text, first.end if first else begin, last.start if last else end))


def _within(text: str, fragments: Sequence[Span], start: int, end: int) -> Fragments:
    """Return the fragments between the two edges, the outer ones drawn out to them."""
    kept = [
        Span(max(first, start), min(last, end)) for first, last in fragments if first < end and last > start
    ]
    if not kept:
        return (Span(start, end),)
    kept[0] = Span(start, kept[0].end)
    kept[-1] = Span(kept[-1].start, end)
    return tuple(trimmed for span in kept if (trimmed := _trim(text, *span))) or (Span(start, end),)


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    """Return the words of a stretch in order: marks and joiners hold together what they stand between."""
    open_word: Span | None = None
    for step in _STEP.finditer(text, start, end):
        begin, finish = step.span()
        if open_word and begin == open_word.end and _is_one_word(text, open_word.start, begin):
            open_word = Span(open_word.start, finish)
            continue
        if open_word:
            yield open_word
        open_word = Span(begin, finish)
    if open_word:
        yield open_word


def _is_one_word(text: str, start: int, at: int) -> bool:
    """Tell whether the word goes on here: with a mark, or behind one with another letter."""
    goes_on = _is_mark(text[at - 1]) and _is_letter(text, start) and _is_letter(text, at)
    return _is_attached(text, at) or (goes_on and not _is_han(text[at]))


def _word_at(text: str, at: int) -> Span | None:
    """Return the word that the place is inside of, None between two."""
    begin, end = max(0, at - MAX_STEP), min(len(text), at + MAX_STEP)
    inside = (word for word in _words(text, begin, end) if word.start < at < word.end)
    word = next(inside, None)
    return word if word and _is_letter(text, word.start) else None


def _next_end(text: str, at: int, limit: int) -> int:
    word = next(_words(text, at, min(limit, at + MAX_STEP)), None)
    return word.end if word else at


def _previous_end(text: str, at: int, limit: int) -> int:
    begin = _previous_start(text, at, limit)
    while begin > limit and text[begin - 1].isspace():
        begin -= 1
    return begin


def _next_start(text: str, at: int, limit: int) -> int:
    word = next(_words(text, _next_end(text, at, limit), min(limit, at + 2 * MAX_STEP)), None)
    return word.start if word else at


def _previous_start(text: str, at: int, limit: int) -> int:
    begin = _start_of_letter(text, max(limit, at - MAX_STEP), limit)
    return max((word.start for word in _words(text, begin, at)), default=at)


def select_words(text: str, start: int, end: int) -> Span | None:
    """Return the selection without blanks at its edges and with the words whole that it begins and ends in,
    None for a blank one."""
    trimmed = _trim(text, max(start, 0), min(end, len(text)))
    if trimmed is None:
        return None
    first, last = _word_at(text, trimmed.start), _word_at(text, trimmed.end)
    return Span(
        first.start if first else _start_of_letter(text, trimmed.start, 0),
        last.end if last else _end_of_letter(text, trimmed.end),
    )


def describe_fragments(text: str, fragments: Fragments, language: str) -> tuple[QuoteKind, Fragments]:
    """Return how much of an attributed claim's words stands between quotation marks, and their atoms."""
    quotes = QuoteMap(find_quotes(text))
    return judge_quotes(text, fragments, quotes), split_atoms(text, fragments, quotes, language)


def find_new_words(wording: str, text: str) -> list[str]:
    """Return the wording's words that the text does not hold, each once, in order; capitals do not count."""
    known = {word.casefold() for word in _WORD.findall(text)}
    return list(dict.fromkeys(word for word in _WORD.findall(wording) if word.casefold() not in known))


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_mark(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign).startswith("M")


def _is_han(sign: str) -> bool:
    return _STEP_OF_HAN.match(sign) is not None


def _is_letter(text: str, at: int) -> bool:
    return text[at].isalnum() or text[at] == "_"


def _is_attached(text: str, at: int) -> bool:
    """Tell whether the character belongs to the letter before it: a mark on it, or what a joiner joins."""
    return at < len(text) and (_is_mark(text[at]) or (at > 0 and text[at - 1] == "\u200d"))


def _end_of_letter(text: str, at: int) -> int:
    while 0 < at < len(text) and _is_attached(text, at):
        at += 1
    return at


def _start_of_letter(text: str, at: int, limit: int) -> int:
    while at > limit and _is_attached(text, at):
        at -= 1
    return at
