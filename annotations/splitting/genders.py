"""Whether a source is printed as a man's or a woman's, so that "she" does not stand for Mr Hill.

The evidence is in the words: titles, kin and other gendered nouns, articles, the ending of a Russian or
Arabic verb. First names are no evidence: too many are borne by both.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.types import Span

_WORDS = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*[’']?")
MAX_LOOKED_AT = 80
"""The words of a source that tell a gender stand at its beginning."""
FEMALE_ARTICLES = {"fr": ("la", "une"), "es": ("la", "una"), "ar": ()}
MALE_ARTICLES = {"fr": ("le", "un"), "es": ("el", "un"), "de": ("ein", "dem", "den", "einem", "einen")}
FEMALE_ENDINGS = {"ru": ("ская", "цкая", "ской", "цкой", "овой", "евой", "иной", "вна"), "de": ("in", "frau")}
MALE_ENDINGS = {"ru": ("ский", "цкий", "ского", "цкого", "скому", "ов", "ев", "ёв", "ин", "вич")}
FEMALE_CUES = {"ru": ("ла", "лась"), "ar": ("ت",)}
MALE_CUES = {"ru": ("л", "лся")}
NEAR = 10_000
"""How far around a name its pronouns are looked for."""
MAX_LOOKS = 12
MAX_REACH = 120
MIN_VOTES = 2
OBJECTS = {"his": "he", "him": "he", "himself": "he", "her": "she", "hers": "she", "herself": "she"}
_BEHIND = re.compile(r"(?:[^A-ZÀ-Þ.!?\n]*?)\b(he|she|his|her|him|himself|herself|il|elle|él|ella)\b")
POSSESSORS = ("'s", "’s", "s'", "s’")


class Gender(StrEnum):
    """What the words about a person tell."""

    MALE = "male"
    FEMALE = "female"


def find_pronoun_gender(pronoun: str, lexicon: Lexicon) -> Gender | None:
    """Return the gender a pronoun is of, None for one of both."""
    if pronoun in lexicon.female_pronouns:
        return Gender.FEMALE
    return Gender.MALE if pronoun in lexicon.male_pronouns else None


@lru_cache(maxsize=4096)
def find_gender(printed: str, cue: str, code: str) -> Gender | None:
    """Return the gender that a source and its verb are printed in, None when they tell none."""
    lexicon = load_lexicon(code)
    if code == "zh":
        return _find_chinese(printed, lexicon)
    if code in FEMALE_CUES and cue:
        if cue.endswith(FEMALE_CUES[code]):
            return Gender.FEMALE
        if code in MALE_CUES and cue.endswith(MALE_CUES[code]):
            return Gender.MALE
    words = _WORDS.findall(printed[:MAX_LOOKED_AT])
    owned = max((at for at, word in enumerate(words) if word.endswith(POSSESSORS)), default=-1)
    words = words[owned + 1 :]
    for word in words:
        lowered = word.lower().removeprefix("ال") if code == "ar" else word.lower()
        if lowered in lexicon["female_words"]:
            return Gender.FEMALE
        if lowered in lexicon["male_words"]:
            return Gender.MALE
    return _find_by_form(words, code, lexicon)


def _find_by_form(words: list[str], code: str, lexicon: Lexicon) -> Gender | None:
    """Judge by articles and endings."""
    if not words:
        return None
    opening = words[0].lower()
    if opening in FEMALE_ARTICLES.get(code, ()):
        return Gender.FEMALE
    offices = lexicon["titles"] | lexicon["office_nouns"] | lexicon["anonymous_nouns"]
    for word in words:
        is_known = code == "ru" or word.lower() in offices
        if is_known and word.endswith(FEMALE_ENDINGS.get(code, "\0")):
            return Gender.FEMALE
    if opening in MALE_ARTICLES.get(code, ()):
        return Gender.MALE
    return Gender.MALE if any(word.endswith(MALE_ENDINGS.get(code, "\0")) for word in words) else None


def _find_chinese(printed: str, lexicon: Lexicon) -> Gender | None:
    if any(word in printed for word in lexicon["female_words"]):
        return Gender.FEMALE
    return Gender.MALE if any(word in printed for word in lexicon["male_words"]) else None


def count_pronouns(text: str, name: Span, lexicon: Lexicon) -> Gender | None:
    """Return the gender of the pronouns that follow a last name around the place, each before any other
    name; None where fewer than `MIN_VOTES` do or they differ.
    """
    printed = text[name.start : name.end]
    lo, hi = max(0, name.start - NEAR), min(len(text), name.end + NEAR)
    votes = set()
    count = 0
    at = text.find(printed, lo, hi)
    for _ in range(MAX_LOOKS):
        if at < 0:
            break
        end = at + len(printed)
        behind = _BEHIND.match(text[end : min(hi, end + MAX_REACH)])
        found = behind[1] if behind else ""
        gender = find_pronoun_gender(OBJECTS.get(found, found), lexicon)
        if gender:
            votes.add(gender)
            count += 1
        at = text.find(printed, end, hi)
    return votes.pop() if count >= MIN_VOTES and len(votes) == 1 else None
