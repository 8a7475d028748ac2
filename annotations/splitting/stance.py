"""What a link's own words tell besides who and what: held, denied or asked; group, collective, anonymity."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotations.splitting.elements import SIGN, Row, read_row
from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import LinkFlag, Polarity, SourceKind, Span

_WORDS = re.compile(r"[^\W_]+")
BETWEEN = 300
"""So far behind its first half the second half of a verb is looked for."""
QUOTATION_MARKS = "\"'“”„‘’«»‹›「」『』 \u00a0\u202f"
SINGULAR = frozenset(
    {"a", "an", "one", "another", "ein", "eine", "einer", "einem", "einen", "un", "una", "uno", "une"}
    | {"один", "одна", "أحد", "إحدى"}
)
"""What makes one person of a noun whose form could be a plural."""
CHINESE_SAYING = ("称", "稱", "说", "說", "道")
CHINESE_SINGULAR = ("一名", "一位", "某", "有人", "该", "這位", "这位", "这名", "那位")
JOINED = ("و", "ف")
"""Arabic conjunctions, printed as one word with the next."""
NO_QUOTES = QuoteMap([])
NAME_LINKS = frozenset({"de", "del", "la", "der", "von", "van", "al", "bin", "ben", "da", "di", "du", "zu"})


def find_polarity(text: str, cue: Span | None, content: Span, lexicon: Lexicon) -> Polarity:
    """Return whether the cue denies its content, asks it, or holds it; without a cue it is held.

    An asking verb asks only a question: "asked the council to pay" is a demand somebody made.
    """
    if cue is None:
        return Polarity.ASSERTS
    polarity = _judge_cue(text[cue.start : cue.end], lexicon.code)
    if lexicon.denying_splits and cue.end < content.start:
        # "wies den Vorwurf zurück, ...": the second half of the verb denies.
        particle = lexicon.denying_splits.get(text[cue.start : cue.end].lower().split()[0])
        between = text[cue.end : min(content.start, cue.end + BETWEEN)].lower()
        if particle and particle in _WORDS.findall(between):
            return Polarity.DENIES
    if polarity is Polarity.ASKS and not _is_question(text, content, lexicon):
        return Polarity.ASSERTS
    return polarity


@lru_cache(maxsize=4096)
def _judge_cue(printed: str, code: str) -> Polarity:
    lexicon = load_lexicon(code)
    denying, asking = lexicon["denying_verbs"], lexicon["asking_verbs"]
    words = set(_read(printed, code).words)
    if code == "zh":
        words = {entry for entry in denying | asking if entry in printed}
        # "否认称": what follows is the speaker's own word.
        words = words - denying if printed.endswith(CHINESE_SAYING) else words
    elif code == "ar":
        words |= {word[1:] for word in words if word.startswith(JOINED)}
    if not denying.isdisjoint(words):
        return Polarity.DENIES
    return Polarity.ASSERTS if asking.isdisjoint(words) else Polarity.ASKS


def _is_question(text: str, content: Span, lexicon: Lexicon) -> bool:
    opening = text[content.start : min(content.end, content.start + 80)].strip(QUOTATION_MARKS)
    ending = text[max(content.end - 8, content.start) : content.end + 2].strip(QUOTATION_MARKS + ".。\n")
    if ending.endswith(("?", "？", "؟")) or "?" in ending or "？" in ending or "؟" in ending:
        return True
    if lexicon.code == "zh":
        printed = text[content.start : min(content.end, content.start + 400)]
        return any(word in printed for word in lexicon["asking_openers"])
    words = _read(opening, lexicon.code).words
    # Russian asks with a particle behind the first word: "спросил, протекает ли дамба".
    return any(word in lexicon["asking_openers"] for word in words[: 3 if lexicon.code == "ru" else 1])


def find_flags(printed: str, kind: SourceKind, code: str, *, is_withheld: bool) -> frozenset[LinkFlag]:
    """Return what the words tell of a source; `is_withheld` where anonymity is disclosed beside it."""
    flags = _judge_source(printed, kind, code)
    return flags | {LinkFlag.DISCLOSED_ANONYMITY} if is_withheld else flags


def discloses_anonymity(printed: str, code: str) -> bool:
    """Tell whether a speaker is said to stay unnamed; one word, such as "anonymous", may tell of anything."""
    phrases = load_lexicon(code)["disclosed_anonymity"]
    if code == "zh":
        return any(phrase in printed for phrase in phrases)
    lowered = printed.lower()
    if not any(word in lowered for word in _list_telling_words(code)):
        return False
    words = _read(printed, code).words
    return any(phrases.match(words, at, len(words)) > 1 for at in range(len(words)))


@cache
def _list_telling_words(code: str) -> frozenset[str]:
    """Return the longest word of each phrase: without one of them no phrase stands there."""
    phrases = load_lexicon(code)["disclosed_anonymity"].phrases
    return frozenset(max(phrase.split(), key=len) for phrase in phrases)


@lru_cache(maxsize=4096)
def speaks_for_body(printed: str, kind: SourceKind, code: str) -> bool:
    """Tell whether the source is an unnamed spokesperson who counts as the body he speaks for."""
    nouns = load_lexicon(code)["spokesperson_nouns"]
    if kind is not SourceKind.NAMED_ORGANISATION:
        return False
    return printed.endswith(tuple(nouns)) if code == "zh" else nouns.find(_read(printed, code).words)


@lru_cache(maxsize=4096)
def _judge_source(printed: str, kind: SourceKind, code: str) -> frozenset[LinkFlag]:
    lexicon = load_lexicon(code)
    if code == "zh":
        return _judge_chinese(printed.strip(), kind, lexicon)
    row = _read(printed, code)
    flags = set()
    if kind is SourceKind.ANONYMOUS and lexicon["disclosed_anonymity"].find(row.words):
        flags.add(LinkFlag.DISCLOSED_ANONYMITY)
    if kind in (SourceKind.DOCUMENT, SourceKind.NONE):
        return frozenset(flags)
    head = _cut_head(row, lexicon)
    is_group = _is_group(row, head, kind, lexicon)
    if is_group:
        flags.add(LinkFlag.GROUP)
    if kind in (SourceKind.ANONYMOUS, SourceKind.UNSPECIFIED) and _is_collective(row, head, lexicon):
        flags |= {LinkFlag.COLLECTIVE, LinkFlag.GROUP}
    return frozenset(flags)


def _judge_chinese(printed: str, kind: SourceKind, lexicon: Lexicon) -> frozenset[LinkFlag]:
    flags = set()
    if kind is SourceKind.ANONYMOUS and any(phrase in printed for phrase in lexicon["disclosed_anonymity"]):
        flags.add(LinkFlag.DISCLOSED_ANONYMITY)
    is_one = any(mark in printed for mark in CHINESE_SINGULAR)
    is_many = printed.endswith(tuple(lexicon["plural_endings"])) or any(
        word in printed for word in lexicon["group_words"]
    )
    if is_many and kind is not SourceKind.DOCUMENT:
        flags.add(LinkFlag.GROUP)
    is_counted = any("一" < mark[0] <= "龥" and mark in printed for mark in lexicon["number_words"])
    if printed.endswith(tuple(lexicon["collective_words"])) and not is_one and not is_counted:
        flags |= {LinkFlag.COLLECTIVE, LinkFlag.GROUP}
    return frozenset(flags)


def _cut_head(row: Row, lexicon: Lexicon) -> int:
    """Return where the head of the noun phrase ends: at a preposition, a relative clause, a sign."""
    for at in range(1, len(row)):
        word = row.words[at]
        if row.kinds[at] == SIGN or word in lexicon["prepositions"] or word in lexicon["relative_pronouns"]:
            return at
    return len(row)


def _is_group(row: Row, head: int, kind: SourceKind, lexicon: Lexicon) -> bool:
    words = [_bare(word, lexicon) for word in row.words[:head]]
    if lexicon["group_words"].find(row.words[: head + 1]) or not lexicon["group_words"].isdisjoint(words):
        return not (words[0] in SINGULAR and len(words) > 1 and not _has_measure(row.words, lexicon))
    if kind is SourceKind.ANONYMOUS and words[0] not in SINGULAR:
        endings = tuple(lexicon["plural_endings"])
        nouns = lexicon["anonymous_nouns"]
        if any(word.endswith(endings) and word in nouns for word in (*words, *row.words[:head])):
            return True
    # "Alice Reed and Bob Marsh": two names, not "the actor and singer Alice Reed".
    return kind is SourceKind.NAMED_PERSON and any(
        row.words[at] in lexicon["coordinators"] and row.is_capital(at - 1) and row.is_capital(at + 1)
        for at in range(1, head - 1)
    )


def _has_measure(words: list[str], lexicon: Lexicon) -> bool:
    """Tell "a group of officials": the phrase of several words is what makes them many."""
    return any(lexicon["group_words"].match(words, at, len(words)) > 1 for at in range(min(3, len(words))))


def _is_collective(row: Row, head: int, lexicon: Lexicon) -> bool:
    words = [_bare(word, lexicon) for word in row.words[:head]]
    articles, counts = lexicon["articles"], lexicon["number_words"]
    while len(words) > 1 and words[0] in articles and words[0] not in SINGULAR and words[0] not in counts:
        words.pop(0)
    is_counted = any(word in counts or word in SINGULAR or word[0].isdigit() for word in words)
    return not is_counted and not lexicon["collective_words"].isdisjoint(words)


def _bare(word: str, lexicon: Lexicon) -> str:
    """Return the Arabic word without the article, any other as it is."""
    return word[2:] if lexicon.code == "ar" and word.startswith("ال") and len(word) > 4 else word


def find_name(text: str, source: Span, lexicon: Lexicon) -> Span | None:
    """Return the name inside a source that is one person's, None where none is sure; in Chinese and Arabic,
    which have no capitals, the whole source.
    """
    if lexicon.code in ("ar", "zh"):
        return source
    row = read_row(text, source, NO_QUOTES, lexicon.code)
    best: tuple[int, int] | None = None
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and (row.is_capital(end) or (end > at and _goes_on(row, end))):
            end += 1
        # "New Jersey Gov. Carol Reed", "Prime Minister Bob Stone": the name stands behind the last title.
        titled = [k for k in range(at, end - 1) if row.words[k] in lexicon["titles"]]
        start = titled[-1] + 1 if titled else at
        while start < end and (row.words[start] in lexicon["articles"] or row.words[start] == "."):
            start += 1
        is_body = lexicon["organisation_nouns"].find(row.words[start:end]) or lexicon[
            "known_organisations"
        ].find(row.words[start:end])
        # "the Democratic nominee": one word before a noun is no name.
        is_adjective = end - start == 1 and end < len(row) and row.kinds[end] != SIGN
        if (
            end > start
            and not is_body
            and not is_adjective
            and (best is None or (best[1] - best[0] < 2 <= end - start))
        ):
            best = (start, end)
        at = max(end, at + 1)
    if not best:
        return None
    found = row.span(*best)
    is_owner = text[found.start : found.end].endswith(("'s", "’s")) and lexicon.code == "en"
    return Span(found.start, found.end - 2) if is_owner else found


def _goes_on(row: Row, at: int) -> bool:
    """Tell whether a small word or an abbreviation's stop stands within a name."""
    return row.words[at] in NAME_LINKS or (row.words[at] == "." and row.is_capital(at + 1))


def _read(printed: str, code: str) -> Row:
    """Return the words of a short stretch, quotation marks as plain signs."""
    return read_row(printed, Span(0, len(printed)), NO_QUOTES, code)
