"""Arabic noun phrases: where a subject ends, where an adjunct begins, where a report's content begins."""

from __future__ import annotations

from functools import lru_cache

from annotations.splitting.arabic_kinds import names_person
from annotations.splitting.arabic_words import (
    ADJECTIVES,
    CLOSENESS,
    COMMAS,
    DEPENDENT_OPENERS,
    FROM,
    LINKS,
    MEDIA,
    NAME_PARTICLES,
    NAMED_BY,
    NAMES_IN_B,
    PERIODS,
    QUANTIFIERS,
    RUMOURS,
    THROUGH,
    TOLD,
    WHICH_PERIOD,
    WITHIN,
    bare_noun,
    is_adjective,
    is_bare_complementiser,
    is_complementiser,
    is_definite,
    is_possessed,
    is_verbal_noun,
    load_verbs,
    noun_forms,
    strip_possessive,
)
from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS
from annotations.splitting.elements import QUOTE, SIGN, WORD, Row
from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.types import Span

MAX_CUES = 60
MAX_APPOSITION = 24
BODIES = ("organisation_nouns", "known_organisations")
PEOPLE = ("titles", "office_nouns", "anonymous_nouns", "spokesperson_nouns")


@lru_cache(maxsize=32768)
def _is_noun(word: str, code: str, sections: tuple[str, ...]) -> bool:
    lexicon, noun, forms = load_lexicon(code), bare_noun(word), noun_forms(word)
    people = ({noun[:-1]} if noun.endswith("ا") else set[str]()) | forms
    return any(
        not (people if section == "anonymous_nouns" else forms).isdisjoint(lexicon[section])
        for section in sections
    )


class ArabicPhrases:
    """A sentence's elements and what stands around its verbs."""

    def __init__(self, row: Row, lexicon: Lexicon) -> None:
        """Take a sentence's elements and its language's words."""
        self.row = row
        self.words = row.words
        self.kinds = row.kinds
        self.lexicon = lexicon
        self.verbs = load_verbs(lexicon.code)
        self.cues = self._list_cues()

    def _list_cues(self) -> list[int]:
        classes = self.verbs.classes
        found = [at for at, word in enumerate(self.words) if self.verbs.base(word) in classes]
        return [at for at in found[: 2 * MAX_CUES] if self._is_verb(at)][:MAX_CUES]

    def _is_verb(self, at: int) -> bool:
        """Tell the verb from its noun: behind a preposition or a noun that governs it, it is none."""
        if self.words[at] in NAMED_BY:
            return False
        if self.words[at] == "بين" and "\u0651" not in self.row.printed[at]:
            return False
        before = self.words[at - 1] if at else ""
        negations = self.lexicon["negations"]
        if before != "ما" and (before in negations or before.removeprefix("و") in negations):
            return False
        return before not in LINKS and before not in (
            "عدم",
            "بعد",
            "قبل",
            "أي",
            "كل",
            "مع",
            "لم",
            "لن",
            "لا",
            "حول",
        )

    def classes_of(self, cue: int) -> frozenset[str]:
        """Return the classes of the verb at the place."""
        return self.verbs.classes[self.verbs.base(self.words[cue])]

    def is_noun(self, word: str, *sections: str) -> bool:
        """Tell a word of the sections, with or without the article or a possessive."""
        return _is_noun(word, self.lexicon.code, sections)

    def spans(self, parts: list[tuple[int, int]]) -> tuple[Span, ...]:
        """Return the parts as stretches of the text."""
        return tuple(self.row.span(*part) for part in parts)

    def skip_connectives(self, lo: int, hi: int) -> int:
        """Return where the range begins behind لكن, من جهته، and their like."""
        connectives = self.lexicon["connectives"]
        while lo < hi:
            size = connectives.match(self.words, lo, hi)
            if not size and self.words[lo][:1] in "وف" and lo + 1 < hi:
                joined = [self.words[lo][1:], *self.words[lo + 1 : lo + 4]]
                size = connectives.match(joined, 0, len(joined))
            if not size:
                return lo
            lo += size
            if lo < hi and self.words[lo] in COMMAS:
                lo += 1
        return lo

    def is_name_quote(self, at: int) -> bool:
        """Tell the name of a paper or party in quotation marks from something said."""
        start, end = self.row.span(at, at + 1)
        inner = self.row.text[start + 1 : end - 1]
        before = self.words[at - 1] if at else ""
        if before == "باسم" and len(inner) <= 40:
            return True
        if len(inner) > 40 or len(inner.split()) > 4 or inner[-1:] in ".!؟?،":
            return False
        noun = at - 1
        while noun > 0 and is_adjective(self.words[noun]) and not self.is_noun(self.words[noun], *BODIES):
            noun -= 1
        is_body = at > 0 and self.is_noun(self.words[noun], *BODIES, "document_nouns")
        media = bare_noun(before).removeprefix("ل")
        return is_body or before in ("ل", "باسم", "لدى", "ب") or media in MEDIA or before in LINKS

    def is_abbreviated(self, at: int) -> bool:
        """Tell the stop of "د. سمير" from one that ends the phrase."""
        return (
            self.words[at] == "."
            and at > 0
            and self.words[at - 1] in self.lexicon["never_final_abbreviations"]
        )

    def opens_adjunct(self, at: int, hi: int) -> bool:
        """Tell whether the time, place, manner or audience of saying begins here."""
        word, lexicon = self.words[at], self.lexicon
        after = self.words[at + 1] if at + 1 < hi else ""
        if word in PERIODS:
            return after in WHICH_PERIOD
        if word in lexicon["date_words"] or word in lexicon["preverb_adverbs"]:
            return True
        if word in ("في", "وفي"):
            noun = bare_noun(after)
            return (
                after in lexicon.occasion_nouns
                or noun in lexicon.occasion_nouns
                or after in lexicon["date_words"]
                or after[:1].isdigit()
            )
        if word == "على":
            return after in THROUGH or bare_noun(after) in lexicon.occasion_nouns
        if word == "من":
            return after in FROM
        if word == "مع":
            return bare_noun(after) in MEDIA
        if word == "عن":
            return self.words[at - 1] not in CLOSENESS
        if word.startswith("ل") and (
            word in TOLD or word[1:] in MEDIA or word[1:] in lexicon["known_organisations"]
        ):
            return word != "ل" or self.kinds[at + 1 : at + 2] == [QUOTE]
        if word in lexicon["adjunct_prepositions"] and word not in LINKS:
            return True
        base = self.verbs.base(word)
        return (
            "participle" in self.verbs.classes.get(base, ())
            or "ًا" in self.row.printed[at][-2:]
            or (self.row.printed[at].endswith(("اً", "ًا")) and not self.is_noun(word, *PEOPLE))
        )

    def withholds(self, at: int, hi: int) -> int:
        """Return how many words a phrase of disclosed anonymity takes here."""
        return self.lexicon["disclosed_anonymity"].match(self.words, at, hi)

    def cut_subject(self, lo: int, hi: int, *, is_told: bool = False) -> int:
        """Return where the subject that begins at `lo` ends: appositions and relative clauses belong to it,
        adjuncts do not; `is_told` where the one told may stand behind it.
        """
        at, in_clause, has_apposition = lo, False, False
        is_document = lo < hi and self.is_noun(self.words[lo].removeprefix("ل"), "document_nouns")
        while at < hi:
            word = self.words[at]
            if at == lo:
                at += 1
                continue
            if word == "(":
                closing = next((k for k in range(at, hi) if self.words[k] == ")"), at)
                at = closing + 1
                continue
            if word in COMMAS:
                if at + 1 >= hi or (is_told and has_apposition):
                    return at
                if self.opens_adjunct(at + 1, hi) and not self._withholds_before_comma(at + 1, hi):
                    return at
                if self.words[at + 1] in ("وهو", "وهي", "وهم") and self.opens_clause_of_manner(at + 1, hi):
                    return at
                closing = next(
                    (k for k in range(at + 1, min(hi, at + MAX_APPOSITION)) if self.words[k] in COMMAS), hi
                )
                at, in_clause, has_apposition = closing, False, True
                continue
            if self.kinds[at] == SIGN and not self.is_abbreviated(at):
                return at
            if word in ("وهو", "وهي", "وهم") and not in_clause:
                return at
            size = self.withholds(at, hi)
            if (
                size
                or word in self.lexicon["relative_pronouns"]
                or self.opens_relative(at, lo, is_document=is_document)
            ):
                in_clause = True
            is_own = is_document and (
                word.startswith("ل") or word in ("في", "عن", "من", "على", "حول", "بشأن")
            )
            if not in_clause and not is_own and (self.opens_adjunct(at, hi) or self._follows_name(lo, at)):
                return at
            at += max(size, 1)
        return hi

    def _withholds_before_comma(self, lo: int, hi: int) -> bool:
        """Tell "، طالبا عدم ذكر اسمه،", which belongs to the source, from an adjunct."""
        return any(self.withholds(at, hi) for at in range(lo, min(hi, lo + 2)))

    def _follows_name(self, lo: int, at: int) -> bool:
        """Tell a preposition behind a name, which belongs to the verb, from one behind a noun."""
        word = self.words[at]
        return ((word in LINKS and word != "من") or word in self.lexicon["prepositions"]) and names_person(
            self.words[lo:at], self.lexicon
        )

    def opens_clause_of_manner(self, at: int, hi: int) -> bool:
        """Tell وهو يبتسم, how somebody spoke, from وهو تاجر, who he is."""
        after = self.words[at + 1] if at + 1 < hi else ""
        return after[:1] in "يت" and not after.endswith("ة") and not self.is_noun(after, *PEOPLE)

    def opens_relative(self, at: int, lo: int, *, is_document: bool) -> bool:
        """Tell the verb of a relative clause without a pronoun: استطلاع أجراه مركز."""
        word = self.words[at]
        if word in ("لم", "لن", "لا", "كان", "كانت", "كانوا"):
            return True
        is_open = self.is_noun(self.words[lo], "anonymous_nouns", "document_nouns", "spokesperson_nouns")
        if (
            not is_open
            or is_definite(self.words[lo])
            or self.words[lo + 1].startswith("ال")
            or is_definite(word)
        ):
            return False
        is_present = word[:1] == "ي" and len(word) > 3 and not self.is_noun(word, "known_organisations")
        return is_present or (
            is_document
            and at > lo
            and not is_adjective(word)
            and word.endswith(("ته", "ها", "ه", "ت"))
            and len(word) > 3
        )

    def end_of_phrase(self, lo: int, hi: int, stops: frozenset[str] = frozenset()) -> int:
        """Return where the shortest noun phrase that can be a subject ends, at one of `stops` anyway."""
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        at = lo
        while at < limit and self.words[at] in (
            "أحد",
            "إحدى",
            "بعض",
            "عدد",
            "من",
            "عدة",
            "كبير",
            "كبار",
            "كبيرة",
        ):
            at += 1
        start, is_closed, names = at, False, 0
        is_person = at < limit and self.is_noun(self.words[at], *PEOPLE)
        is_known = (
            self.words[min(at, limit - 1)] in RUMOURS
            or is_person
            or (at < limit and self.is_noun(self.words[at], *BODIES, "document_nouns"))
        )
        while at < limit:
            word = self.words[at]
            if self.kinds[at] == QUOTE:
                if at > start and not self.is_name_quote(at):
                    return at
                is_closed = True
            elif word == "(":
                at = next((k for k in range(at, limit) if self.words[k] == ")"), at)
            elif word in COMMAS:
                closing = next(
                    (k for k in range(at + 1, min(limit, at + MAX_APPOSITION)) if self.words[k] in COMMAS), 0
                )
                return closing if closing and not self.opens_adjunct(at + 1, limit) else at
            elif self.kinds[at] == SIGN and not self.is_abbreviated(at):
                return at
            elif self.kinds[at] == WORD:
                if at == start:
                    # An unknown word without the article opens a name.
                    is_closed = is_definite(word) or is_possessed(word, self.lexicon.code) or not is_known
                    names = 0 if is_known or self._governs_name(at, limit) else 1
                    is_person = is_person or not is_known
                elif (
                    word in stops
                    or ("ب" in stops and self._is_governed(at))
                    or word in QUANTIFIERS
                    or self.verbs.base(word) in self.verbs.classes
                ):
                    return at
                elif (
                    self.words[at - 1] in NAME_PARTICLES
                    or word in NAME_PARTICLES
                    or self.is_noun(word, "titles")
                ):
                    is_person, is_closed = True, is_closed or is_definite(word)
                elif word in WITHIN and word != "عن" and not names:
                    is_closed = False
                elif word.startswith("لل") and not names:
                    is_closed = True
                elif is_definite(word):
                    if is_closed and names != 1 and not (self._agrees(word) and not names):
                        return at
                    names += names == 1
                    is_closed = True
                elif (
                    word in self.lexicon["prepositions"]
                    or self.opens_adjunct(at, limit)
                    or (is_verbal_noun(word) and (is_closed or is_adjective(self.words[at - 1])))
                ):
                    return at
                elif is_closed:
                    if not is_person or names > 2:
                        return at
                    names += 1
                elif strip_possessive(word) != word and self.is_noun(word, *BODIES, *PEOPLE):
                    is_closed = True
            at += 1
        return limit

    def _agrees(self, word: str) -> bool:
        """Tell an adjective behind its noun from another noun that only ends like one."""
        noun = bare_noun(word)
        is_other = any(
            noun in self.lexicon[section] for section in (*BODIES, "anonymous_nouns", "document_nouns")
        )
        return noun in ADJECTIVES or (is_adjective(word) and not is_other)

    def _governs_name(self, at: int, hi: int) -> bool:
        """Tell "مؤرخ الفن كميل" from "كميل البستاني": behind the article a bare word goes on."""
        if at + 2 >= hi or not is_definite(self.words[at + 1]) or self.kinds[at + 2] != WORD:
            return False
        word = self.words[at + 2]
        return not (
            is_definite(word)
            or is_verbal_noun(word)
            or word in self.lexicon["prepositions"]
            or word in QUANTIFIERS
            or self.opens_adjunct(at + 2, hi)
            or self._is_governed(at + 2)
        )

    def _is_governed(self, at: int) -> bool:
        """Tell a word that ب is joined to from a name or noun that begins with the letter."""
        word = self.words[at]
        is_noun = self.is_noun(word, *PEOPLE, *BODIES, "document_nouns")
        return word[:1] == "ب" and len(word) > 3 and not is_noun and word not in NAMES_IN_B

    def find_marker(self, lo: int, hi: int) -> tuple[int, int] | None:
        """Return where what announces a content begins and where the content does; None when nothing does."""
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        for at in range(lo, limit):
            word = self.words[at]
            if self.kinds[at] == QUOTE:
                if self.is_name_quote(at) or self._names_source(at, lo, limit):
                    continue
                return at, at
            if word == ":":
                return at, at + 1
            if at > lo and self.words[at - 1] in COMMAS and self._hangs(at, hi):
                return None
            if word in ("عما", "هل", "ما") and self.words[at + 1 : at + 2] == ["إذا"]:
                return at, at
            if word in ("؛", ";", "?", "؟", "!") or (word == "." and not self.is_abbreviated(at)):
                return None
            if at > lo and word[:1] in "وف" and at in self.cues and self.words[at - 1] not in ("قد",):
                return None
            if is_complementiser(word) and (at == lo or self.words[at - 1] not in DEPENDENT_OPENERS):
                begin = at - 1 if at > lo and self.words[at - 1] in LINKS else at
                return begin, at + 1 if is_bare_complementiser(word) else at
        return None

    def _hangs(self, at: int, hi: int) -> bool:
        """Tell "، مؤكدا أن", a report of its own, from "، قائلا:", which announces the verb's content."""
        word = self.words[at]
        if (
            at not in self.cues
            or "participle" not in self.classes_of(at)
            or word.startswith(("قائل", "متسائل"))
        ):
            return False
        after = range(at + 1, min(hi, at + 3))
        return any(is_complementiser(self.words[k]) or self.words[k] == ":" for k in after)

    def _names_source(self, at: int, lo: int, hi: int) -> bool:
        """Tell وقالت «الساحل» إن: a short quotation right behind the verb, a complementiser behind it."""
        if at == lo and at - 1 in self.cues and "relay" in self.classes_of(at - 1):
            return True
        start, end = self.row.span(at, at + 1)
        return (
            end - start < 40
            and self.words[at - 1] != ":"
            and at + 1 < hi
            and is_complementiser(self.words[at + 1])
        )
