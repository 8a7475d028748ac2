"""The words of a claim as a sentence: how it begins, whether it is whole, how it is closed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.types import Span

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_NAME = r"[A-ZÀ-ÖØ-Þ\u0100-\u017fА-ЯЁ][^\W\d_]*(?:['’\-][^\W\d_]+)*"
_WITHIN = "(?:(?:de|del|della|la|von|van|der|den|bin|ibn|al|el|da|di|du|dos) ){0,2}"
_RUN = re.compile(rf"\b{_NAME}(?:\.?[ \u00a0]{_WITHIN}{_NAME}){{0,5}}")
"""A name: words with capitals, and the small words that stand within names."""
EDGES = ",;:–—-،؛，；：、.。 \t\n\r\u00a0\u3000"
THING_WORDS = frozenset({"it", "its", "their", "them", "theirs", "itself"})
NON_FINITE = frozenset({"be", "been", "being", "having"})
ARABIC_ENCLITICS = ("ه", "ها", "هم", "هما", "هن")
SUBJUNCTIVES = {
    "es": frozenset({"haya", "hayan", "sea", "sean", "esté", "estén", "tenga", "tengan", "pueda", "puedan"}),
    "fr": frozenset({"soit", "soient", "ait", "aient", "puisse", "puissent"}),
}
"""Forms of the verbs that stand under another: a wish, a doubt, a denial."""
CLITICS = frozenset({"la", "lo", "las", "los"})
ELIDED_OPENERS = ("s’il", "s'il", "qu’", "qu'", "avoir ", "être ")
_STOPS = ".。!！?？…؟"
_NO_OPENERS = ("conjunctions", "relative_pronouns", "question_words", "auxiliaries", "complementisers")
"""Sections whose words open a clause that leans on another, or one without its subject."""


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words in the sets that every claim is held against."""

    pronouns: frozenset[str]
    persons: frozenset[str]
    """Every pronoun of a third person."""
    leaning: frozenset[str]
    """What makes a claim lean on another where it opens it; pronouns included."""
    connectives: frozenset[str]
    """First words of connectives."""
    openers: frozenset[str]
    """All of these, and the auxiliaries of a language without blanks: the longest is the first word."""
    not_first: frozenset[str]
    hopeless: frozenset[str]
    """What no rule mends where a claim begins with it."""
    finite: frozenset[str]
    endings: tuple[str, ...]


@cache
def load_words(code: str) -> Words:
    lexicon = load_lexicon(code)
    pronouns = lexicon.person_pronouns | lexicon.group_pronouns | lexicon.thing_pronouns
    leaning = pronouns | lexicon["leaning_words"].words | lexicon["pointing_words"].words
    connectives = frozenset(lexicon["connectives"].by_first)
    fillable = lexicon["auxiliaries"].words if code in ("zh", "es") else frozenset[str]()
    not_first = frozenset(lexicon.verbs).union(*(lexicon[section].words for section in _NO_OPENERS))
    return Words(
        pronouns=pronouns,
        persons=lexicon["leaning_words"].words - lexicon["first_person_words"].words,
        leaning=leaning,
        connectives=connectives,
        openers=leaning | connectives | lexicon["auxiliaries"].words,
        not_first=not_first,
        hopeless=(leaning | not_first) - pronouns - connectives - fillable,
        finite=lexicon["auxiliaries"].words | lexicon["past_words"].words | lexicon.irregular_verbs,
        endings=lexicon.past_endings + lexicon.forecast_endings + lexicon.finite_endings,
    )


def find_first(text: str, start: int, end: int, code: str) -> str:
    """Return the lowered first word of a stretch; in Han script the longest known one or one sign."""
    if code != "zh":
        match = WORD.match(text, start, end)
        return match.group().lower() if match else ""
    head, known = text[start : min(start + 5, end)], load_words(code).openers
    return next((head[:size] for size in range(len(head), 0, -1) if head[:size] in known), head[:1])


def list_runs(text: str, start: int, end: int, lexicon: Lexicon) -> list[Span]:
    """Return the stretches of capital words, without a sentence's opening words and dates before a name."""
    runs: list[Span] = []
    for match in _RUN.finditer(text, start, end):
        words = list(WORD.finditer(text, *match.span()))
        while words and _is_opener(words[0].group().lower(), lexicon):
            words.pop(0)
        if words:
            runs.append(Span(words[0].start(), words[-1].end()))
    return runs


def _is_opener(word: str, lexicon: Lexicon) -> bool:
    sections = ("sentence_starters", "date_words", "calendar_words", "articles", "pronouns", "connectives")
    return any(word in lexicon[section] for section in sections)


def opens_with_any(name: str, lexicon: Lexicon) -> bool:
    """Tell a name that is none: empty, or it begins with a pronoun or a word that points back."""
    if not name:
        return True
    if lexicon.code == "zh":
        openers = lexicon["leaning_words"].words | lexicon["pointing_words"].words
        return name.startswith(tuple(openers)) or len(name) < 2
    first = name.split()[0].lower()
    return first in lexicon["leaning_words"] or first in lexicon["pointing_words"]


def drop_connective(words: str, lexicon: Lexicon) -> str:
    """Return the words without "But", "However," and their like: a comma, or a coordinator's sense, shows
    that the word is no part of the clause.
    """
    if lexicon.code == "zh":
        for size in range(min(5, len(words) - 1), 0, -1):
            opener = words[:size]
            is_joined = opener in lexicon["conjunctions"] and opener in lexicon["connectives"]
            if opener in lexicon["connectives"] and (is_joined or words[size] in ",，"):
                return words[size:].lstrip(EDGES)
        return words
    found = list(WORD.finditer(words[:80]))[:5]
    printed = [match.group().lower() for match in found]
    size = lexicon["connectives"].match(printed, 0, len(printed)) if printed else 0
    if not size:
        return words
    rest = words[found[size - 1].end() :]
    if rest[:1] in (",", "،") or (size == 1 and printed[0] in lexicon["coordinators"]):
        return rest.lstrip(EDGES)
    return words


def is_sentence(printed: str, lexicon: Lexicon, *, has_name: bool) -> bool:
    """Tell whether the words can stand as a sentence: a finite verb, and no pronoun of a person left that the
    name does not explain.
    """
    if lexicon.code == "zh":
        left = printed
        for word in lexicon.worth_exceptions:
            left = left.replace(word, "") if word in left else left
        own = lexicon["first_person_words"].words if has_name else lexicon["leaning_words"].words
        return len(printed) > (1 if has_name else 5) and not any(word in left for word in own)
    tokens = WORD.findall(printed.lower())
    leaning = lexicon["first_person_words"] if has_name else lexicon["leaning_words"]
    if not leaning.words.isdisjoint(tokens):
        return False
    if has_name or len(tokens) < 3:
        return has_name and bool(tokens) and not _goes_on(tokens, lexicon)
    first = tokens[0]
    words = load_words(lexicon.code)
    if first in words.not_first or f"{first} ".startswith(ELIDED_OPENERS) or _leans_on_verb(tokens, lexicon):
        return False
    if lexicon.code == "en":
        return not (first == "to" or first.endswith("ing")) and _is_english_sentence(tokens, printed, lexicon)
    if (
        lexicon.code == "ar"
        and len(first) > 3
        and first.endswith(ARABIC_ENCLITICS)
        and not first.startswith("ال")
    ):
        # "نوابه": whose deputies they are stands in another sentence.
        return False
    return not words.finite.isdisjoint(tokens[1:]) or any(
        token.endswith(words.endings) or token.startswith(lexicon.forecast_prefixes) for token in tokens[1:]
    )


def _leans_on_verb(tokens: list[str], lexicon: Lexicon) -> bool:
    """Tell "que haya un acuerdo" and "la exhibirá" from a sentence: a mood that a verb before
    governs, a word of it, or an object before the verb without a subject.
    """
    if lexicon.code in SUBJUNCTIVES and not SUBJUNCTIVES[lexicon.code].isdisjoint(tokens[:6]):
        return True
    if _goes_on(tokens, lexicon):
        return True
    return lexicon.code == "es" and tokens[0] in CLITICS and tokens[1].endswith(lexicon.forecast_endings)


def _goes_on(tokens: list[str], lexicon: Lexicon) -> bool:
    """Tell "... and that it rises": a second clause that the verb of saying governs."""
    coordinators, that = lexicon["coordinators"], lexicon["declarative_complementisers"]
    return any(a in coordinators and b in that for a, b in pairwise(tokens))


def _is_english_sentence(tokens: list[str], printed: str, lexicon: Lexicon) -> bool:
    """Tell a sentence from "Samples to be sold", "A fault that grew" and "Profits would beat its forecast": a
    verb of its own, and nothing that an unsaid noun explains.
    """
    words = load_words("en")
    if tokens[-1] in lexicon["pointing_words"]:
        return False
    for at, token in enumerate(tokens):
        before = WORD.findall(printed)[:at] if token in THING_WORDS else []
        is_many = token.startswith("the") and any(word.endswith("s") for word in before)
        if token in THING_WORDS and not is_many and not _names_before(before, lexicon):
            return False
    return any(
        (token in words.finite or token.endswith(words.endings))
        and token not in NON_FINITE
        and before != "to"
        and before not in NON_FINITE
        and before not in lexicon["relative_pronouns"]
        and before != "that"
        for before, token in pairwise(tokens)
    )


def _names_before(words: list[str], lexicon: Lexicon) -> bool:
    """Tell whether "its" may stand for something in the claim: a name or a noun with its article."""
    return any(word[0].isupper() for word in words[1:]) or any(
        word.lower() in lexicon["articles"] and word.lower() not in ("any", "no", "most", "many", "some")
        for word in words
    )


def close_sentence(words: str, lexicon: Lexicon) -> str:
    """Return the words as a sentence: a capital first letter and a final stop."""
    first = words[0].upper()
    if len(first) == 1 and first.lower() == words[0]:
        words = first + words[1:]
    words = words.rstrip(EDGES)
    return words if words[-1] in _STOPS else words + ("。" if lexicon.code == "zh" else ".")
