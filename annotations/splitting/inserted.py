"""Reporting clauses printed inside the quotation marks, as Russian and French papers do, and dialogue that
opens with a dash: «Пора, — сказала она. — Идём», « C’est tard, dit-elle, il faut partir ».
"""

from __future__ import annotations

import re

from annotations.splitting.lexicon import Lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Span

LANGUAGES = frozenset({"ru", "fr"})
MAX_CLAUSE = 160
"""How long a clause set into a quotation is at the most."""
_WORDS = re.compile(r"[^\W_]+")
_INSERTED = re.compile(r"[,?!…]\s[—–-]\s(?=[а-яё])")
_RESUMED = re.compile(r"[.,]\s[—–-]\s")
_DIALOGUE = re.compile(r"[—–-]\s+(?=\S)")
_FRENCH = re.compile(
    r"[,?!…]\s(?:(?:(?:s|l)['’]|se\s|lui\s|leur\s)?"
    r"(?P<verb>[^\W\d_]+)(?:(?P<pronoun>-(?:t-)?(?:il|elle|on|ils|elles|je)\b)|\s(?=[^\W\d_]))"
    r"|(?P<helper>a|ont|avait|avaient)-(?:t-)?(?:il|elle|on|ils|elles)\s(?P<participle>[^\W\d_]+))"
)
_FRENCH_SEGMENT = re.compile(r",\s(?P<head>[^\W\d_]+['’]?|\d)")
_CLITICS = frozenset({"c’", "c'", "j’", "j'", "n’", "n'", "ça", "cela", "ce", "y", "ne"})
_NO_CONTENT = frozenset({"de", "du", "des", "d’", "d'", "à", "au", "chez", "dont", "qui"})


def part_quotation(text: str, sentence: Span, quotes: QuoteMap, lexicon: Lexicon) -> QuoteMap:
    """Return the quotations with the one that opens the sentence cut around a clause set into it; in
    Russian what follows a dash that opens the sentence counts as quoted.
    """
    if lexicon.code not in LANGUAGES:
        return quotes
    quote = quotes.find(sentence.start)
    dialogue = _DIALOGUE.match(text, *sentence) if lexicon.code == "ru" and not quote else None
    if dialogue:
        quote = Span(dialogue.end(), sentence.end)
    if not quote:
        return quotes
    start, end = max(sentence.start, quote.start), min(quote.end, sentence.end)
    parts = _part_russian(text, start, end, lexicon) if lexicon.code == "ru" else []
    parts = parts or (_part_french(text, start, end, lexicon) if lexicon.code == "fr" else [])
    if not parts:
        return quotes
    return QuoteMap(
        [*parts, *(q for q in quotes.between(*sentence) if q.start >= parts[0].end and q != quote)]
    )


def _part_russian(text: str, start: int, end: int, lexicon: Lexicon) -> list[Span]:
    inserted = _INSERTED.search(text, start, end)
    verb = _WORDS.match(text, inserted.end()) if inserted else None
    if not inserted or not verb or verb.group().lower() not in lexicon.verbs:
        return []
    again = _RESUMED.search(text, verb.end(), end)
    parts = [Span(start, inserted.start() + (text[inserted.start()] != ","))]
    return parts + ([Span(again.end(), end)] if again else [])


def _part_french(text: str, start: int, end: int, lexicon: Lexicon) -> list[Span]:
    for match in _FRENCH.finditer(text, start, end):
        verb = (match["verb"] or match["participle"]).lower()
        if verb not in lexicon.verbs or verb in lexicon.gerunds or not _opens_subject(text, match, lexicon):
            continue
        again = _find_resumed(text, match, end, lexicon)
        parts = [Span(start, match.start() + (text[match.start()] != ","))]
        return parts + ([Span(again, end)] if again else [])
    return []


def _opens_subject(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell "raconte la gérante" and "dit-elle" from a verb whose object follows."""
    if match["pronoun"] or match["helper"]:
        return True
    following = _WORDS.match(text, match.end())
    word = following.group() if following else ""
    is_elided = text[match.end() : match.end() + 2] in ("l’", "l'")
    return is_elided or word[:1].isupper() or word in lexicon["articles"] or word in lexicon["titles"]


def _find_resumed(text: str, match: re.Match[str], end: int, lexicon: Lexicon) -> int:
    """Return where the quotation goes on behind the clause, 0 where the clause closes the sentence."""
    for segment in _FRENCH_SEGMENT.finditer(text, match.end(), min(end, match.end() + MAX_CLAUSE)):
        head = segment["head"]
        opens = (
            head in _CLITICS
            or head in lexicon["pronouns"]
            or head in lexicon["coordinators"]
            or head in lexicon["conjunctions"]
            or head in lexicon["prepositions"]
        )
        is_free = bool(match["pronoun"] or match["helper"])
        if (opens and head not in _NO_CONTENT) or (is_free and not head[0].isdigit()):
            return segment.start("head")
    return 0
