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
    # letter; or a Chinese full stop within its line.
    rf"(?P<sure>(?<=[ {_SMALL}][{_SMALL}][{_SMALL}][.!?])(?:(?<=\.)[”\"’»)\]]|)"
    rf"(?= {{1,3}}[“\"‘«„(\[]?[{_CAPITAL}])"
    r"|(?<=。)(?=[\u3400-\u9fff])) *+"
    # Stops in a row, also full stops set apart (". . ."), but for what can be no end: "3.5", "a.b", "Inc.,",
    # "U.S"; and what closes the stretch, which ends there anyway.
    rf"|(?<![{_STOPS}][{_STOPS}])[{_STOPS}]*+(?:(?<=\.)(?: \.(?!\S))*)?"
    r"(?:(?<=[。！？｡])|(?![a-z0-9,;]|(?<=\b\w\.)[A-Z]))(?![\"”’»)\]]?\Z)"
    r")"
)
_BARE_END = (
    r"https?://\S{1,500}+(?=\s{1,9}https?://)"
    r"|(?:={8,}+|_{8,}+|\*{8,}+|~{8,}+|-{8,}+)(?=\s)"
    r"|(?<=\s)[:;]-?\)(?=\s+[A-Z])"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\s\d{1,2}:\d\d(?::\d\d)? [AP]M(?=\s+[^\W\d_])"
)
"""What ends without a stop on pages and in letters: an address before another, a rule of signs, the date and
hour of a forwarded letter, a face before a capital.
"""
_BARE = re.compile(_BARE_END)
_RULES = ("========", "________", "********", "~~~~~~~~", "--------")
_BARE_SIGNS = (
    ("/", re.compile(r"/(?:/|\d\d(?:\d\d)? \d)").search),
    (")", re.compile(r"\)(?:(?<=[:;]\))|(?<=[:;]-\)))").search),
)
"""A text without any of them, and without a rule, has no such end; one character is found in no time."""
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
REFERENCE = re.compile(r"(?:\s?\[(?:\d{1,3}|…|\.\.\.)\])+(?=\s|$|[\u3400-\u9fff])")
"""A footnote's number, or what marks words left out, belongs to the sentence that it closes."""
EMOTICON = re.compile(r"\s{0,3}[:;=][-'’]?[()DPp|/\\*\[\]]+(?=\s|$)")
"""A face after a stop belongs to the sentence that it colours."""
_CLAUSE_END = re.compile(r"[，。！？：；\n]")
_SAYS = re.compile(r"[^没沒不再未]{1,10}[道说說问問答喊叫嚷吼]")
"""A clause behind a quotation that tells in which voice it was spoken: 母亲低声问."""
_EMBEDDING = (
    *("这个", "这句", "这种", "这样", "这一", "那个", "那句", "那种", "那样", "之类", "一类", "一词", "一语"),
    *("這個", "這句", "這種", "這樣", "這一", "那個", "那種", "那樣", "之類", "一類", "一詞", "一語"),
)
"""What takes a question or exclamation into its sentence: “你是谁？”这个问题."""
_CONTINUING = frozenset("([«“„‘\"'")
"""What an abbreviation that ends nothing may stand before, beside words and numbers."""
MAX_TITLE = 40
"""How far apart the marks of a title in which a stop stands may be."""
_FOOTNOTE = re.compile(r"(\s\d{1,3})\s+([A-Z]\w*)")
_INITIAL = re.compile(r"[^\W\d_]\.")
_NUMBERED = frozenset({"art", "fig", "sec"})
"""Abbreviations before a number that are words elsewhere, like "no"."""
MAX_WORD = 60
"""The longest stretch before a stop that is looked at: no abbreviation is longer."""


def is_han(character: str) -> bool:
    """Tell whether the character is Han."""
    return bool(HAN.match(character))


@cache
def _list_saying_verbs() -> tuple[str, ...]:
    """Return the Chinese verbs that may report the quotation before them: not those of a wish or a stance."""
    verbs = load_lexicon("zh").verbs
    return tuple(verb for verb, classes in verbs.items() if classes & {"any", "that", "relay"})


class _Words(NamedTuple):
    """What a language's data says of stops."""

    never_final: frozenset[str]
    abbreviations: frozenset[str]
    closing: frozenset[str]
    suffixes: tuple[str, ...]
    """What abbreviated words may end in."""
    starters: frozenset[str]
    dates: frozenset[str]
    months: frozenset[str]
    known: frozenset[str]
    """All abbreviations of at least two letters."""
    tails: frozenset[str]
    """The last three characters of every abbreviation, a blank before one of two letters."""


@cache
def _load_words(code: str) -> _Words:
    lexicon = load_lexicon(code)
    never_final, abbreviations = lexicon["never_final_abbreviations"].words, lexicon["abbreviations"].words
    closing = lexicon["closing_abbreviations"].words
    known = never_final | abbreviations | closing
    return _Words(
        never_final=never_final,
        abbreviations=abbreviations,
        closing=closing,
        suffixes=tuple(word[1:] for word in abbreviations if word.startswith("-")),
        starters=lexicon["sentence_starters"].words,
        dates=lexicon["date_words"] | lexicon["timestamp_words"] | lexicon["months"],
        months=lexicon["months"].words,
        tails=frozenset(f" {word}"[-3:] for word in known),
        known=frozenset(word for word in known if len(word) > 1),
    )


_make = tuple.__new__
"""Makes a named tuple without its class's own constructor, which costs three times as much."""


def _has_bare_ends(text: str) -> bool:
    return (
        any(mark in text and find(text) for mark, find in _BARE_SIGNS)
        or any(rule[0] in text and rule in text for rule in _RULES)
    ) and bool(_BARE.search(text))


class SentenceSplitter:
    """Splits stretches of one text; holds what the decisions need."""

    def __init__(self, text: str, quotes: QuoteMap, lexicon: Lexicon) -> None:
        """Take the text, its quotations and the language's abbreviations."""
        self.text = text
        self.quotes = quotes
        self.words = _load_words(lexicon.code)
        self.lexicon = lexicon
        self.has_ordinal_stops = lexicon.code == "de"
        self.chinese_verbs = _list_saying_verbs()
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
        if self.text[after : after + 1] == " " and self.text[after + 1 : after + 2].isdigit():
            after = self._skip_footnote(after, end, begin)
        return after if after < end and self._is_boundary(stop, stop_end, after, end, begin) else 0

    def _skip_footnote(self, at: int, end: int, begin: int) -> int:
        """Return the position after a footnote's number, which stands before a sentence's first word."""
        note = _FOOTNOTE.match(self.text, at, end)
        is_note = note and note.group(2).lower() in self.words.starters and not self.text[begin].isdigit()
        return note.end(1) if note and is_note else at

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
            or (text[at] in "\"'“＂«‹" and at in self.quotes.closers)
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
        if mark in "!?" and text[after - 1] == "》":
            return False
        if mark in CJK_STOPS or (closed and mark in "…!?" and is_han(head)):
            if mark != "。" and self._is_in_title(stop, after, begin, end):
                return False
            return not (closed and self._continues_cjk(following, end, mark))
        is_glued = following == after
        if is_glued and not self._is_glued_boundary(stop, stop_end, after, end, closed=closed):
            return False
        if head.islower() and not is_glued:
            return (
                not closed
                and self._is_informal_boundary(stop, stop_end, begin)
                and not (mark in "!?" and self._is_said(following, end))
            )
        if head in "—–" and text[following + 1 : min(end, following + 4)].lstrip()[:1].islower():
            return False
        if closed and self._is_reporting_clause(following, end, stop_end):
            return False
        if mark in "!?؟":
            return True
        if head in ",;:)]}，、；：»”’" and not (
            head == "»" and text[following + 1 : following + 2].isalnum()
        ):
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
        return len(word) > 2 and word.isalpha() and word[1:].islower() and lowered not in self.words.known

    def _is_said(self, following: int, end: int) -> bool:
        """Tell "demanda Anne" behind what was asked without quotation marks, as French prints it."""
        if self.lexicon.code == "en":
            return False
        word = _WORD.match(self.text, following, min(end, following + MAX_WORD))
        form = word.group().lower() if word else ""
        return form in self.lexicon.verbs or form in self.lexicon["asking_verbs"]

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
            name.lower() in self.words.starters
            or (
                (before[0].islower() or stop_end - stop > 1)
                and len(name) > 2
                and name[1:].islower()
                and "." not in name
            )
        )

    def _is_in_title(self, stop: int, after: int, begin: int, end: int) -> bool:
        """Tell a mark within the name of a book or film, 《…》, that no stop follows."""
        text = self.text
        opening = text.rfind("《", max(begin, stop - MAX_TITLE), stop)
        is_open = opening >= 0 and text.find("》", opening, after) < 0
        return text[after - 1] == "》" or (
            is_open and text.find("》", after, min(end, after + MAX_TITLE)) >= 0
        )

    def _continues_cjk(self, following: int, end: int, mark: str) -> bool:
        """Tell whether the sentence goes on after a quotation that ends in its own stop."""
        text = self.text
        if text[following] in "，、；：的等和与與，,":
            return True
        if mark != "。" and text.startswith(_EMBEDDING, following):
            return True
        sign = _CLAUSE_END.search(text, following, min(end, following + 24))
        clause = text[following : sign.start() if sign else min(end, following + 24)]
        if not HAN.match(clause) or not (
            any(verb in clause for verb in self.chinese_verbs) or _SAYS.fullmatch(clause)
        ):
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
        is_asked = self.text[stop_end - 1] in "!?"
        window = self.text[following : min(end, following + REPORTING_WINDOW)]
        clause = re.split(r"[.!?:;,“\"«„]", window, maxsplit=1)[0]
        words = [match.group().lower() for match in _WORD.finditer(clause)][:6]
        for index, word in enumerate(words):
            classes = self.lexicon.verbs.get(word)
            if (classes and ("any" in classes or "addressee" in classes)) or (
                is_asked and index < 3 and (classes or word in self.lexicon["asking_verbs"])
            ):
                tail = words[index + 1 : index + 2]
                return not (tail and tail[0] in self.lexicon["complementisers"].words)
        return False

    def _is_final_full_stop(self, stop: int, following: int, end: int, begin: int, *, closed: bool) -> bool:
        text, words = self.text, self.words
        word = self._word_before(stop, begin)
        if not word or closed:
            return True
        lowered = word.lower()
        next_match = _WORD.match(text, following, min(end, following + MAX_WORD))
        next_word = next_match.group().lower() if next_match else ""
        is_start = next_word in words.starters and not _INITIAL.match(text, following)
        if lowered in words.never_final:
            return not (next_match or text[following] in _CONTINUING) or (
                (lowered == "no" or (lowered in _NUMBERED and word.islower()))
                and not text[following].isdigit()
            )
        if is_han(text[following]) and (lowered in words.abbreviations or _INITIALS.fullmatch(word + ".")):
            # Chinese goes on behind an English sentence, not within it.
            return not HAN.search(text, begin, stop)
        if len(word) == 1 and word.isalpha():
            return self._is_final_letter(word, stop, is_start=is_start)
        if lowered in words.closing:
            return is_start or self._opens_behind_closing(next_match, following)
        if lowered in words.abbreviations or (words.suffixes and lowered.endswith(words.suffixes)):
            is_word = self.lexicon.code == "en" and word.islower() and text[following].isupper()
            return is_start or is_word or not (next_match or text[following] in "([")
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
                return is_start and next_word not in words.months
        return True

    def _opens_behind_closing(self, following: re.Match[str] | None, at: int) -> bool:
        """Tell whether what follows "etc." or "a.m." opens a sentence: no "Friday", "EST" or bracket."""
        if not following:
            return self.text[at] not in "(["
        word = following.group()
        is_opener = word[0].isalpha() and not word[0].islower() and not (len(word) > 1 and word.isupper())
        return is_opener and word.lower() not in self.words.dates

    def _is_final_letter(self, word: str, stop: int, *, is_start: bool) -> bool:
        """Judge "J. Smith" against "plan B. The"."""
        before = self.text[max(stop - 1 - MAX_WORD, 0) : stop - 1].split()
        if word == "I" and before and before[-1][:1].islower():
            return True
        return is_start and bool(before) and not before[-1][:1].isupper()

    def _word_before(self, stop: int, begin: int) -> str:
        """Return the run of letters, digits and inner stops that ends at the stop.

        Chinese has no such runs; of an elided word only what stands behind the apostrophe counts, and an
        abbreviation set apart ("a. m.", "т. д.") is put together.
        """
        text = self.text
        at = stop
        floor = max(begin, stop - MAX_WORD)
        while at > floor and (
            (text[at - 1].isalnum() and not "\u2e80" <= text[at - 1] <= "\uffef")
            or unicodedata.combining(text[at - 1])
            or (text[at - 1] in ".-’'" and text[at - 2 : at - 1].isalnum())
        ):
            at -= 1
        word = text[at:stop]
        if len(word) <= 2 and at - 2 > floor and text[at - 2] == "." and text[at - 1].isspace():
            joined = f"{self._word_before(at - 2, max(begin, at - 6))}.{word}"
            is_known = joined.lower() in self.words.known
            return joined if is_known else word
        tail = word.replace("’", "'").rpartition("'")[2]
        return tail if tail.lower() in self.words.known else word


MAX_OPENER = 6
ORDINAL_OPENERS = frozenset(
    {"der", "die", "das", "den", "dem", "des", "im", "am", "zum", "zur", "beim", "vom"}
)
"""What stands before a German ordinal: "in der 117. Minute"."""
BRACKETED = (")", "]", '"', "”")
"""What may stand before a stop that a small letter follows: no abbreviation ends so."""
STOP_MARKS = frozenset(".!?…。！？")
