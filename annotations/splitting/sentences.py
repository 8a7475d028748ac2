"""Where sentences end, on the raw text: every stop is a candidate, judged by what stands on both sides
of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.quotes import DOUBLED, QuoteMap
from annotations.splitting.types import Span

_STOPS = ".!?…。！？｡؟۔।॥‼⁇⁈⁉"
_SMALL = "a-zß-öø-ÿа-яё"
_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_END = (
    rf"[{_STOPS}](?:"
    # The commonest ends: a word of small letters, a stop, perhaps a mark that closes, a blank, a capital
    # letter; or a Chinese stop within its line.
    rf"(?P<sure>(?<=[ {_SMALL}][{_SMALL}][{_SMALL}][.!?])(?:(?<=\.)[”\"’»)\]]|)(?= {{1,3}}[“\"‘«„(\[]?[{_CAPITAL}])"
    r"|(?<=[。！？])(?=[\u3400-\u9fff])) *+"
    # Stops in a row, also full stops set apart (". . ."), but for what can be no end: "3.5", "a.b", "Inc.,",
    # "U.S"; and what closes the stretch, which ends there anyway.
    rf"|(?<![{_STOPS}][{_STOPS}])[{_STOPS}]*+(?:(?<=\.)(?: \.(?!\S))*+)?"
    r"(?:(?<=[。！？｡])|(?![a-z0-9,;]|(?<=\b\w\.)[A-Z]))(?![\"”’»)\]]?\Z)"
    r")"
)
_BARE_END = (
    r"https?://\S{1,500}+(?=\s{1,9}https?://)"
    r"|(?:={8,}+|_{8,}+|\*{8,}+|~{8,}+|-{8,}+)(?=\s)"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\s\d{1,2}:\d\d(?::\d\d)? [AP]M(?=\s+[^\W\d_])"
)
"""What ends without a stop on pages and in letters: an address before another, a rule of signs, the date and
hour of a forwarded letter.
"""
_BARE = re.compile(_BARE_END)
_BARE_SIGNS = ("://", "=" * 8, "_" * 8, "*" * 8, "~" * 8, " AM", " PM")
"""A text without any of them, and without a rule of dashes, has no such end."""
_ENDS = re.compile(_END)
_ENDS_AND_BARE_ENDS = re.compile(f"{_END}|(?P<bare>{_BARE_END})")
_SURE = _ENDS.groupindex["sure"]
CJK_STOPS = frozenset("。！？｡")
CLOSING = frozenset("”’»›」』)）]】〉》")
OPENING = frozenset("“‘„«‹「『([（【\"'»")
REPORTING_WINDOW = 90
"""How far after a closed quotation its own reporting clause is looked for."""
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}")
REFERENCE = re.compile(r"(?:\s?\[(?:\d{1,3}|…|\.\.\.)\])+(?=\s|$)")
"""A footnote's number, or what marks words left out, belongs to the sentence that it closes."""
EMOTICON = re.compile(r"\s{0,3}[:;=][-'’]?[()DPp|/\\*\[\]]+(?=\s|$)")
"""A face after a stop belongs to the sentence that it colours."""
_CLAUSE_END = re.compile(r"[，。！？：；\n]")
MAX_WORD = 60
"""The longest stretch before a stop that is looked at: no abbreviation is longer."""


def is_han(character: str) -> bool:
    """Tell whether the character is Han."""
    return bool(HAN.match(character))


class _Words(NamedTuple):
    """What a language's data says of stops."""

    never_final: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]
    tails: frozenset[str]
    """The last three characters of every abbreviation, a blank before one of two letters."""


@cache
def _load_words(code: str) -> _Words:
    lexicon = load_lexicon(code)
    never_final, abbreviations = lexicon["never_final_abbreviations"].words, lexicon["abbreviations"].words
    tails = frozenset(f" {word}"[-3:] for word in never_final | abbreviations)
    return _Words(
        never_final, abbreviations, lexicon["sentence_starters"].words, lexicon["months"].words, tails
    )


_make = tuple.__new__
"""Makes a named tuple without its class's own constructor, which costs three times as much."""


def _has_bare_ends(text: str) -> bool:
    # One character is looked for many times as fast as several.
    return (
        ("/" in text or "=" in text or "_" in text or "*" in text or "~" in text or "-" * 8 in text)
        and ("-" * 8 in text or any(sign in text for sign in _BARE_SIGNS))
        and bool(_BARE.search(text))
    )


class SentenceSplitter:
    """Splits stretches of one text; holds what the decisions need."""

    def __init__(self, text: str, quotes: QuoteMap, lexicon: Lexicon) -> None:
        """Take the text, its quotations and the language's abbreviations."""
        self.text = text
        self.quotes = quotes
        self.words = _load_words(lexicon.code)
        self.lexicon = lexicon
        self.has_ordinal_stops = lexicon.code == "de"
        self.candidates = (_ENDS_AND_BARE_ENDS if _has_bare_ends(text) else _ENDS).finditer

    def split_all(self, stretches: Iterable[tuple[int, int]]) -> list[Span]:
        """Return the sentences of the stretches, trimmed; every other character of them is in one."""
        text, candidates, tails = self.text, self.candidates, self.words.tails
        sentences: list[Span] = []
        append = sentences.append
        for start, end in stretches:
            while start < end and text[start].isspace():
                start += 1
            while start < end and text[end - 1].isspace():
                end -= 1
            if start == end:
                continue
            begin = start
            for match in candidates(text, start, end):
                stop, after = match.span()
                if stop < begin:
                    continue
                if match.lastindex == _SURE:
                    if text[stop - 3 : stop] not in tails:
                        append(_make(Span, (begin, match.end(1))))
                        begin = after
                        continue
                    after = stop + 1
                bound = self._find_end(match, stop, after, end, begin)
                if bound:
                    append(_make(Span, (begin, bound)))
                    begin = self._next_ink(bound, end)
            if begin < end:
                append(_make(Span, (begin, end)))
        return sentences

    def _find_end(self, match: re.Match[str], stop: int, stop_end: int, end: int, begin: int) -> int:
        """Return where the sentence ends that the stop or bare end closes; 0 when it closes none."""
        if match.lastgroup == "bare":
            return stop_end
        after = self._skip_closing(stop_end, end)
        return after if after < end and self._is_boundary(stop, stop_end, after, end, begin) else 0

    def _skip_closing(self, at: int, end: int) -> int:
        """Return the position after the closing marks and brackets that belong to the sentence closed
        here.
        """
        text = self.text
        if at + 1 < end and text[at].isspace() and text[at + 1] == "»" and at + 1 in self.quotes.closers:
            # French sets a blank before its closing mark.
            at += 1
        while at < end and (
            text[at] in CLOSING
            or (text[at] in "\"'“＂" and at in self.quotes.closers)
            or (text.startswith(DOUBLED, at) and at + 1 in self.quotes.closers)
            or text[at] in STOP_MARKS
        ):
            if text[at] == "’" and at not in self.quotes.closers and text[at + 1 : at + 2].isalpha():
                break
            at += 1
        tail = REFERENCE.match(text, at, end) or EMOTICON.match(text, at, end)
        return tail.end() if tail else at

    def _is_boundary(self, stop: int, stop_end: int, after: int, end: int, begin: int) -> bool:
        text = self.text
        mark = text[stop_end - 1]
        following = self._next_ink(after, end)
        if following == end:
            return False
        closed = after > stop_end
        head = text[following]
        if mark in CJK_STOPS:
            return not (closed and self._continues_cjk(following, end))
        is_glued = following == after
        if is_glued and not self._is_glued_boundary(stop, stop_end, after, end, closed=closed):
            return False
        if head.islower() and not is_glued:
            return not closed and self._is_informal_boundary(stop, stop_end, begin)
        if closed and self._is_reporting_clause(following, end, stop_end):
            return False
        if mark in "!?؟":
            return True
        if head in ",;:)]}，、；：—–-»”’" and head not in "—–-":
            return False
        if mark == "." and stop_end - stop == 1:
            return self._is_final_full_stop(stop, following, end, begin, closed=closed)
        return True

    def _next_ink(self, at: int, end: int) -> int:
        text = self.text
        while at < end and text[at].isspace():
            at += 1
        return at

    def _is_informal_boundary(self, stop: int, stop_end: int, begin: int) -> bool:
        """Judge a stop before a small letter: people who write so end a plain word with it, no
        abbreviation.
        """
        mark = self.text[stop_end - 1]
        if mark in "!?":
            return True
        if mark != "." or stop_end - stop > 1:
            return False
        word = self._word_before(stop, begin)
        if not word:
            return self.text[stop - 1 : stop] in BRACKETED
        if word.replace("-", "").isdigit():
            return len(word) > 3
        lowered = word.lower()
        return (
            len(word) > 2
            and word.isalpha()
            and word[1:].islower()
            and lowered not in self.words.never_final
            and lowered not in self.words.abbreviations
        )

    def _is_glued_boundary(self, stop: int, stop_end: int, after: int, end: int, *, closed: bool) -> bool:
        """Judge a stop with no blank behind it: "day.知情人士", "left.The"."""
        text = self.text
        head = text[after]
        if is_han(head):
            return True
        if head in "“«„「『" or (head in '"(' and after not in self.quotes.closers and closed is False):
            return text[stop - 1 : stop].isalpha() and head not in "("
        word = text[max(stop - MAX_WORD, 0) : stop].rsplit(None, 1)[-1:] or [""]
        before = word[0].lstrip("“\"‘'([«")
        if "/" in before or "@" in before or before.startswith("www") or "." in before:
            return False
        if text[stop_end - 1] in "!?؟":
            return head.isupper() or (head.isalpha() and not head.islower() and head != "_")
        if not head.isupper():
            return closed and head.isalpha() and not head.islower()
        next_word = _WORD.match(text, after, min(end, after + MAX_WORD))
        name = next_word.group() if next_word else ""
        is_plain = len(before) > 1 and before.isalpha() and before[1:].islower()
        return is_plain and (
            name.lower() in self.words.starters or (len(name) > 2 and name[1:].islower() and "." not in name)
        )

    def _continues_cjk(self, following: int, end: int) -> bool:
        """Tell whether the sentence goes on after a quotation that ends in its own stop."""
        text = self.text
        if text[following] in "，、；：的等和与與，,":
            return True
        sign = _CLAUSE_END.search(text, following, min(end, following + 24))
        clause = text[following : sign.start() if sign else min(end, following + 24)]
        if not HAN.match(clause) or not any(verb in clause for verb in load_lexicon("zh").verbs):
            return False
        if self._is_announced(following):
            return False
        after = self._next_ink(sign.end(), end) if sign else end
        is_new_content = (
            sign is not None and sign.group() in "，：" and after < end and text[after] not in OPENING
        )
        return not is_new_content

    def _is_announced(self, following: int) -> bool:
        """Tell whether the quotation that ends here was opened behind a reporting verb and its colon."""
        at = following - 1
        while at > 0 and self.text[at].isspace():
            at -= 1
        quote = self.quotes.find(at)
        return quote is not None and self.text[max(quote.start - 1, 0) : quote.start] in ("：", ":")

    def _is_reporting_clause(self, following: int, end: int, stop_end: int) -> bool:
        """Tell whether what follows a closed quotation is "Carol said" or "said Carol"."""
        closers = self.quotes.closers
        is_closed = stop_end in closers or (
            stop_end + 1 in closers and self.text.startswith(DOUBLED, stop_end)
        )
        head = self.text[following]
        if not is_closed or head in OPENING or (self.text[stop_end - 1] == "." and head.isupper()):
            # A quotation that its reporting clause follows is closed with a comma, not with a full stop.
            return False
        if self.lexicon.code == "de" and self.text[following].isupper():
            # “....” Alice sagte: in German the verb comes first behind a quotation.
            return False
        window = self.text[following : min(end, following + REPORTING_WINDOW)]
        clause = re.split(r"[.!?:;,“\"«„]", window, maxsplit=1)[0]
        words = [match.group().lower() for match in _WORD.finditer(clause)][:6]
        for index, word in enumerate(words):
            classes = self.lexicon.verbs.get(word)
            if classes and ("any" in classes or "addressee" in classes):
                tail = words[index + 1 : index + 2]
                return not (tail and tail[0] in self.lexicon["complementisers"].words)
        return False

    def _is_final_full_stop(self, stop: int, following: int, end: int, begin: int, *, closed: bool) -> bool:
        text = self.text
        word = self._word_before(stop, begin)
        if not word:
            return True
        lowered = word.lower()
        next_match = _WORD.match(text, following, min(end, following + MAX_WORD))
        next_word = next_match.group().lower() if next_match else ""
        is_start = next_word in self.words.starters
        if closed:
            return True
        if lowered in self.words.never_final:
            return not (next_match or text[following].isdigit()) or (
                lowered == "no" and not text[following].isdigit()
            )
        if len(word) == 1 and word.isalpha():
            return self._is_final_letter(word, stop, is_start=is_start)
        if lowered in self.words.abbreviations:
            return is_start or not (next_match or text[following] in "([")
        if _INITIALS.fullmatch(word + "."):
            return is_start
        if word.isdigit() and len(word) <= 3:
            if stop - len(word) == begin or not text[begin : stop - len(word)].strip():
                return False
            if self.has_ordinal_stops:
                before = text[max(stop - len(word) - MAX_OPENER, 0) : stop - len(word)].split()
                if before and before[-1] in ORDINAL_OPENERS and not is_start:
                    return False
            if self.has_ordinal_stops and len(word) <= 2:
                return is_start and next_word not in self.words.months
        return True

    def _is_final_letter(self, word: str, stop: int, *, is_start: bool) -> bool:
        """Judge "J. Smith" against "plan B. The"."""
        if is_han(word):
            return True
        before = self.text[max(stop - 1 - MAX_WORD, 0) : stop - 1].split()
        if word == "I" and before and before[-1][:1].islower():
            return True
        return is_start and bool(before) and not before[-1][:1].isupper()

    def _word_before(self, stop: int, begin: int) -> str:
        """Return the run of letters, digits and inner stops that ends at the stop."""
        text = self.text
        at = stop
        floor = max(begin, stop - MAX_WORD)
        while at > floor and (
            text[at - 1].isalnum()
            or unicodedata.combining(text[at - 1])
            or (text[at - 1] in ".-’'" and text[at - 2 : at - 1].isalnum())
        ):
            at -= 1
        return text[at:stop]


MAX_OPENER = 6
ORDINAL_OPENERS = frozenset(
    {"der", "die", "das", "den", "dem", "des", "im", "am", "zum", "zur", "beim", "vom"}
)
"""What stands before a German ordinal: "in der 117. Minute"."""
BRACKETED = (")", "]", '"', "”")
"""What may stand before a stop that a small letter follows: no abbreviation ends so."""
STOP_MARKS = frozenset(".!?…。！？")
