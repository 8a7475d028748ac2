"""Refusals to comment, which claim nothing: told by phrases, unless set aside in a relative clause."""

from __future__ import annotations

import re
from functools import cache

from annotations.splitting.lexicon import Lexicon, find_lexicon, load_lexicon

_WORDS = re.compile(r"[^\W_]+")


def list_refusals(printed: str, lexicon: Lexicon) -> list[str]:
    """Return the phrases of refusals that stand in the lowered text."""
    told = [phrases for word, phrases in _group_phrases(lexicon.code) if word in printed]
    return [phrase for phrases in told for phrase in phrases if phrase in printed]


@cache
def _group_phrases(code: str) -> list[tuple[str, list[str]]]:
    """Return the phrases by their longest word, which few articles print."""
    phrases = sorted(load_lexicon(code)["refusal_phrases"].phrases)
    words = sorted({max(phrase.split(), key=len) for phrase in phrases})
    return [(word, [p for p in phrases if max(p.split(), key=len) == word]) for word in words]


def find_refusal(printed: str, phrases: list[str], lexicon: Lexicon) -> bool:
    """Tell whether the lowered sentence says, in one of the phrases, that somebody said nothing."""
    return any(
        phrase in printed and not _is_set_aside(printed, printed.index(phrase), len(phrase), lexicon)
        for phrase in phrases
    )


def refuses(printed: str, start: int, code: str) -> bool:
    """Tell "rechazó hacer declaraciones", whose verb at `start` would report had it another object."""
    phrases = find_lexicon(code)["refusal_phrases"].phrases
    return any(
        phrase in printed and printed.index(phrase) <= start < printed.index(phrase) + len(phrase)
        for phrase in phrases
    )


@cache
def list_refusing_verbs(code: str) -> frozenset[str]:
    """Return the reporting verbs that stand in a refusal's phrase."""
    lexicon = find_lexicon(code)
    words = {word for phrase in lexicon["refusal_phrases"].phrases for word in phrase.split()}
    return frozenset(words & lexicon.verbs.keys())


def _is_set_aside(printed: str, at: int, size: int, lexicon: Lexicon) -> bool:
    """Tell a refusal in a relative clause: "the maker, who declined to comment, has sold ..."."""
    comma = printed.rfind(",", 0, at)
    if comma < 0 or "," not in printed[at + size :]:
        return False
    opening = _WORDS.search(printed, comma)
    word = opening.group() if opening else ""
    return word == "que" or word in lexicon["relative_pronouns"]
