"""What sort of origin an Arabic source names: no capital tells a name, its place behind a title does."""

from __future__ import annotations

import re

from annotations.splitting.arabic_words import (
    ARTICLE,
    CLOSING,
    COUNTING,
    NAME_PARTICLES,
    NAMED_BY,
    ONE_OF_THEM,
    RUMOURS,
    bare_noun,
    is_adjective,
    is_definite,
    is_possessed,
    noun_forms,
    strip_possessive,
)
from annotations.splitting.elements import strip_marks
from annotations.splitting.lexicon import Lexicon
from annotations.splitting.types import SourceKind

_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
MARKS = frozenset('«»"“”„‹›')
SECTIONS = (
    "titles",
    "office_nouns",
    "anonymous_nouns",
    "spokesperson_nouns",
    "organisation_nouns",
    "known_organisations",
    "document_nouns",
)


class _Source:
    """The words of one source."""

    def __init__(self, printed: str, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.words = [word for word in _WORDS.findall(strip_marks(printed)) if word not in "()"]
        at = 0
        while at < len(self.words) - 1 and (self.words[at] in COUNTING or self.words[at].isdigit()):
            at += 1
        self.head = at
        self.is_counted = at > 0 and self.words[0] not in ("كبير", "كبيرة")

    def is_noun(self, word: str, section: str) -> bool:
        """Tell a word of the section, also with an article, a joined pronoun or an accusative ending."""
        noun = bare_noun(word)
        forms = set(noun_forms(word))
        if noun.endswith("ا") and word == self.words[self.head]:
            forms.add(noun[:-1])
        return not forms.isdisjoint(self.lexicon[section])

    def is_known(self, word: str) -> bool:
        return any(self.is_noun(word, section) for section in SECTIONS)

    def has_name(self) -> bool:
        """Tell whether a person's name stands behind the noun, or behind a comma."""
        return self._names_behind(self.head, len(self.words)) or self._is_apposed()

    def _is_apposed(self) -> bool:
        words = self.words
        for comma in (at for at, word in enumerate(words) if word in "،,"):
            at = comma + 1
            if at < len(words) and words[at] in NAMED_BY:
                return True
            end = next((k for k in range(at, len(words)) if words[k] in "،,"), len(words))
            if at >= end or words[at] in CLOSING or words[at] in self.lexicon["prepositions"]:
                continue
            is_bare = 2 <= end - at <= 4 and not self.is_known(words[at]) and not is_definite(words[at])
            if (is_bare and words[at][0] != "و") or self._names_behind(at, end):
                return True
        return False

    def _names_behind(self, at: int, end: int) -> bool:
        words, lexicon = self.words, self.lexicon
        if at >= end or (self.is_known(words[at]) and self._is_indefinite(at, end)):
            return False
        is_closed = is_definite(words[at]) or is_possessed(words[at], lexicon.code)
        has_title = self.is_noun(words[at], "titles")
        for k in range(at + 1, end):
            word = words[k]
            if word in "،," or word in CLOSING:
                return False
            if word in MARKS:
                is_closed = True
            elif word in lexicon["prepositions"] or word.startswith("باسم"):
                is_closed = False
            elif is_definite(word) or word.startswith("لل"):
                is_closed = True
            elif word in NAME_PARTICLES and word != "الدين":
                return True
            elif self.is_noun(word, "titles") and is_closed:
                has_title = True
            elif self.is_known(word):
                is_closed = strip_possessive(word) != word or is_closed
            elif word == "." or word in lexicon["never_final_abbreviations"]:
                is_closed = True
            elif is_closed:
                return word[:1].isalpha() and len(word) > 1
            elif word in lexicon["name_words"] or strip_possessive(word) != word:
                is_closed = True
        tail = words[max(at + 1, end - 2) : end]
        is_office = has_title or self.is_noun(words[at], "office_nouns")
        return (
            is_office
            and len(tail) == 2
            and end - at > 2
            and not any(
                is_adjective(word) or self.is_known(word) or is_definite(word) or not word[0].isalpha()
                for word in tail
            )
        )

    def _is_indefinite(self, at: int, end: int) -> bool:
        """Tell "مسؤول حكومي" from "مسؤول المياه": nothing makes the noun definite."""
        words = self.words
        if is_definite(words[at]) or is_possessed(words[at], self.lexicon.code):
            return False
        if at + 1 >= end:
            return True
        after = words[at + 1]
        return (
            after in self.lexicon["prepositions"]
            or after.startswith(("باسم", "ل"))
            or (
                (is_adjective(after) and not is_definite(after) and not self.is_known(after))
                or after in "،,"
                or after in CLOSING
            )
        )


def classify_arabic(printed: str, lexicon: Lexicon) -> SourceKind:
    """Return the kind of a source by its head noun and the name behind it."""
    source = _Source(printed, lexicon)
    words = source.words
    if not words:
        return SourceKind.NONE
    if lexicon["disclosed_anonymity"].find(words) or words[0] in ONE_OF_THEM:
        return SourceKind.ANONYMOUS
    head = words[source.head]
    if words[0] in MARKS:
        return SourceKind.NAMED_ORGANISATION
    if (
        not source.is_noun(head, "document_nouns")
        and head.startswith("ل")
        and len(head) > 3
        and not source.is_known(head)
    ):
        bare = ARTICLE + head[2:] if head.startswith("لل") else head[1:]
        head = words[source.head] = bare if source.is_known(bare) else head
    elif head.startswith("ل") and head not in lexicon["document_nouns"] and source.is_known(head[1:]):
        head = words[source.head] = head[1:]
    if _is_rumour(source, head):
        return SourceKind.UNSPECIFIED
    if source.is_noun(head, "spokesperson_nouns"):
        if source.has_name():
            return SourceKind.NAMED_PERSON
        speaks_for = len(words) > source.head + 1
        return SourceKind.NAMED_ORGANISATION if speaks_for else SourceKind.ANONYMOUS
    if bare_noun(head) in ("مصدر", "مصادر"):
        return SourceKind.ANONYMOUS
    if source.is_noun(head, "document_nouns"):
        return SourceKind.DOCUMENT
    if source.is_noun(head, "organisation_nouns") or lexicon["known_organisations"].find(words[:3]):
        return SourceKind.NAMED_ORGANISATION
    return _classify_people(source, head)


def names_person(words: list[str], lexicon: Lexicon) -> bool:
    """Tell whether the words hold a person's name, behind a noun or alone."""
    source = _Source(" ".join(words), lexicon)
    if not source.words:
        return False
    head = source.words[source.head]
    is_alone = len(source.words) <= 3 and not source.is_known(head) and not head.endswith(("ون", "ين"))
    return source.has_name() or (is_alone and head.isalpha())


def _is_rumour(source: _Source, head: str) -> bool:
    """Tell "تقارير صحفية" and "وسائل إعلام محلية", which nobody could look up, from the reports of a body."""
    rest = source.words[source.head + 1 :]
    if bare_noun(head) not in RUMOURS:
        return False
    if (
        bare_noun(head) in ("وسائل", "صحف", "مواقع")
        and rest
        and bare_noun(rest[0]) in ("إعلام", "إعلامية", "تواصل", "التواصل")
    ):
        rest = rest[1:]
    return all(is_adjective(word) or word in "و" for word in rest)


def _classify_people(source: _Source, head: str) -> SourceKind:
    words, lexicon = source.words, source.lexicon
    if source.has_name():
        return SourceKind.NAMED_PERSON
    if source.is_counted:
        return SourceKind.ANONYMOUS
    is_open = source._is_indefinite(source.head, len(words))
    if source.is_noun(head, "office_nouns") and not source.is_noun(head, "anonymous_nouns"):
        return SourceKind.ANONYMOUS if is_open else SourceKind.NAMED_PERSON
    if source.is_noun(head, "office_nouns"):
        return SourceKind.ANONYMOUS if is_open else SourceKind.NAMED_PERSON
    if source.is_noun(head, "anonymous_nouns"):
        return SourceKind.ANONYMOUS
    rest = [word for word in words[source.head + 1 :] if word[0].isalpha()]
    if source.is_noun(head, "titles"):
        # "الدكتور" goes back to one who was named, "طبيب" to nobody.
        return SourceKind.NAMED_PERSON if is_definite(head) and not rest else SourceKind.ANONYMOUS
    if any(source.is_noun(word, "organisation_nouns") for word in rest[:1]) and is_definite(head):
        return SourceKind.NAMED_ORGANISATION
    if not is_definite(head) and _is_unknown_people(head, rest, lexicon):
        return SourceKind.ANONYMOUS
    if rest and is_definite(rest[0]) and (is_definite(head) and is_adjective(rest[0])):
        return SourceKind.ANONYMOUS
    return SourceKind.NAMED_PERSON


def _is_unknown_people(head: str, rest: list[str], lexicon: Lexicon) -> bool:
    """Tell "متعاملون", "معارضو العقد" and "فنيين في المحطة" from a name by its end or what it governs."""
    if rest and (rest[0] in lexicon["prepositions"] or rest[0] in lexicon["relative_pronouns"]):
        return True
    if len(head) > 4 and head.endswith("ون"):
        return not rest or is_definite(rest[0]) or is_adjective(rest[0])
    return bool(rest) and is_definite(rest[0]) and head.endswith("و") and len(head) > 4
