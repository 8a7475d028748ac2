"""A wording of a claim that stands alone, made of the article's own words only.

A proposal is pieces of the article put side by side: the claim's fragments, and before them a name where a
pronoun or nothing stood. Only the first letter's size and a final stop are added. Where a rule is not certain
there is no proposal: a reviewer is better served by none than by a wrong name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from annotations.splitting.lexicon import Lexicon, list_languages, load_lexicon
from annotations.splitting.shapes import PARTICLES
from annotations.splitting.sources import load_classifier
from annotations.splitting.types import Link, QuoteKind, SourceKind, Span, SplitArticle, SplitClaim

WINDOW = 600
"""How many characters before a pronoun its antecedent is looked for: a sentence or three."""
NEAR = 20_000
"""How far before a claim others of the same last name are looked for."""
MAX_SENTENCE = 2000
"""A longer sentence is a list or noise."""
MAX_NAME = 60
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_RUN = re.compile(
    r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?(?: (?:(?:de|del|la|von|van|der|den|bin|al|el|da|di|du) ){0,2}"
    r"[^\W\d_]+(?:['’\-][^\W\d_]+)*){0,5}"
)
_CORE_END = re.compile(r"[,，،;(（\n–—“\"]| who | which | qui | que | который | которая ")
"""What ends a source's name: an apposition, a bracket, a relative clause."""
_EDGES = ",;:–—-،؛，；：、.。 \t\n\r\u00a0\u3000"
_MARKS = frozenset('"“”«»„‟‹›「」『』()[]（）【】')
_STOPS = ".。!！?？…؟"
_NO_OPENERS = ("conjunctions", "relative_pronouns", "question_words", "auxiliaries", "complementisers")
"""Sections whose words open a clause that leans on another, or one without its subject."""


def propose_text(text: str, claim: SplitClaim, article: SplitArticle) -> str:
    """Return a wording of the claim that stands alone, "" where it does so already or nothing is certain.

    Raises ValueError for a claim that is not the article's.
    """
    return _Proposer(text, article.claims, article.language).propose(article.claims.index(claim))


def propose_texts(text: str, claims: Sequence[SplitClaim], language: str) -> list[str]:
    """Return `propose_text` of every claim in order; cost is linear in the text's size."""
    proposer = _Proposer(text, claims, language)
    return [proposer.propose(at) for at in range(len(claims))]


@dataclass(frozen=True, slots=True)
class _Words:
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
def _load_words(code: str) -> _Words:
    lexicon = load_lexicon(code)
    pronouns = lexicon.person_pronouns | lexicon.group_pronouns | lexicon.thing_pronouns
    leaning = pronouns | lexicon["leaning_words"].words | lexicon["pointing_words"].words
    connectives = frozenset(lexicon["connectives"].by_first)
    fillable = lexicon["auxiliaries"].words if code in ("zh", "es") else frozenset[str]()
    not_first = frozenset(lexicon.verbs).union(*(lexicon[section].words for section in _NO_OPENERS))
    return _Words(
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


class _Proposer:
    """Proposes for one article's claims."""

    def __init__(self, text: str, claims: Sequence[SplitClaim], language: str) -> None:
        self.text = text
        self.claims = claims
        self.language = language if language in list_languages() else None

    def propose(self, at: int) -> str:
        """Return the proposal for the claim of that number."""
        claim = self.claims[at]
        if self.language is None or claim.quote_kind is QuoteKind.DIRECT:
            return ""
        is_han = self.text[claim.start] >= "\u3400" and bool(_HAN.match(self.text, claim.start))
        code = "zh" if is_han else "en" if self.language == "zh" else self.language
        words = _load_words(code)
        first = _find_first(self.text, claim.start, claim.end, code)
        is_whole = (
            claim.start == claim.sentence.start
            and claim.end >= claim.sentence.end - 1
            and len(claim.fragments) == 1
        )
        if is_whole and first not in words.leaning and first not in words.connectives:
            return ""
        lexicon = load_lexicon(code)
        printed = "" if first in words.hopeless else self._print(claim, lexicon)
        if not printed:
            return ""
        if first in words.connectives:
            printed = _drop_connective(printed, lexicon)
            first = _find_first(printed, 0, len(printed), code)
        lacks_subject = first in words.pronouns or self._lacks_subject(first, printed, lexicon)
        name = ""
        if first in words.pronouns:
            printed = printed[len(first) :].lstrip(" ")
            name = self._resolve(at, first, printed, lexicon)
        elif lacks_subject:
            name = self._find_speaker(at, lexicon)
        if not name and (lacks_subject or first in words.leaning):
            return ""
        if not _is_sentence(printed, lexicon, has_name=bool(name)):
            return ""
        blank = " " if name and code != "zh" else ""
        return _close(f"{name}{blank}{printed}", lexicon)

    def _print(self, claim: SplitClaim, lexicon: Lexicon) -> str:
        """Return the claim's words without source and cue, "" where marks of quotation or brackets in them
        would be cut apart.
        """
        if claim.end - claim.start > MAX_SENTENCE:
            return ""
        pieces = [self.text[start:end].strip(_EDGES) for start, end in claim.fragments]
        blank = "" if lexicon.code == "zh" else " "
        words = " ".join(blank.join(piece for piece in pieces if piece).split())
        return "" if not words or not _MARKS.isdisjoint(words) or words[-1] in "?？؟" else words

    def _lacks_subject(self, first: str, words: str, lexicon: Lexicon) -> bool:
        """Tell a report that begins with its verb: its subject is who reports ("王伟说，将于周一离开")."""
        if lexicon.code == "zh":
            return first in lexicon["auxiliaries"]
        if lexicon.code != "es":
            return False
        after = _WORD.findall(words[:MAX_NAME])[1:2]
        is_verb = first.endswith(("rá", "ía")) or first in lexicon["auxiliaries"]
        return is_verb and bool(after) and after[0].lower() in lexicon["prepositions"]

    def _resolve(self, at: int, pronoun: str, rest: str, lexicon: Lexicon) -> str:
        """Return the name the pronoun stands for, "" unless there is exactly one."""
        following = _WORD.findall(rest[:MAX_NAME].lower())[:2]
        if pronoun in lexicon.impersonal_pronouns and any(
            word in lexicon["impersonal_words"] for word in following
        ):
            return ""
        after = following[0] if following else ""
        is_person = pronoun in lexicon.person_pronouns
        if is_person and pronoun in lexicon.group_pronouns:
            is_person = not after.endswith("en") and after != "sind"
        if is_person:
            return self._find_person(at, lexicon)
        if pronoun in lexicon.thing_pronouns:
            return self._find_body(at, pronoun, lexicon)
        return ""

    def _find_person(self, at: int, lexicon: Lexicon) -> str:
        """Return the one person named before the claim, in its sentence and right before it."""
        claim = self.claims[at]
        start = self._open_window(at)
        persons = self._list_persons(start, claim.start, lexicon)
        for link in claim.chain:
            if link.kind is SourceKind.NAMED_PERSON and link.source:
                persons |= self._list_persons(*link.source, lexicon)
        if len(persons) != 1:
            return ""
        key = next(iter(persons))
        forms = self._known_names.get(key, set())
        if lexicon.code != "zh" and self._names_another_first(key, start, claim.start, lexicon):
            return ""
        return self._choose_form(key, forms, claim) if self._is_one(forms) else ""

    def _names_another_first(self, key: str, start: int, end: int, lexicon: Lexicon) -> bool:
        """Tell whether a pronoun stands before the name in the window: it means somebody named earlier."""
        before = self.text[start:end].lower().partition(key)[0]
        return not _load_words(lexicon.code).persons.isdisjoint(_WORD.findall(before))

    def _choose_form(self, key: str, forms: set[str], claim: SplitClaim) -> str:
        """Return the longest form printed, a longer one than the last name only where nobody else in the
        text before has that last name.
        """
        longest = max(forms, key=lambda form: (len(form), form))
        last = longest.split()[-1]
        near = self.text[max(0, claim.start - NEAR) : claim.sentence.end]
        firsts, at = set(), near.find(f" {last}")
        while at >= 0 and len(firsts) < 3:
            first = near[max(0, at - MAX_NAME) : at].rpartition(" ")[2]
            if first[:1].isupper() and first.isalpha():
                firsts.add(first)
            at = near.find(f" {last}", at + 1)
        others = firsts - set(longest.split())
        return longest if not others else min(forms, key=lambda form: (len(form), form))

    def _find_speaker(self, at: int, lexicon: Lexicon) -> str:
        """Return the name of the claim's origin where it stands in the same sentence as a subject."""
        claim = self.claims[at]
        link = claim.chain[-1] if claim.chain else None
        if not link or not link.source or not claim.sentence.start <= link.source.start < claim.start:
            return ""
        if link.kind not in (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION):
            return ""
        core = self._cut_core(link, lexicon)
        if _opens_with_any(core, lexicon):
            return self._find_person(at, lexicon) if link.kind is SourceKind.NAMED_PERSON else ""
        return core

    def _find_body(self, at: int, pronoun: str, lexicon: Lexicon) -> str:
        """Return the one body that has spoken in the window, named by more than its sort."""
        claim = self.claims[at]
        start = self._open_window(at)
        found: dict[str, None] = {}
        for other in self.claims[max(0, at - 6) : at + 1]:
            for link in other.chain:
                if not link.source or not start <= link.source.start < max(claim.start, claim.sentence.start):
                    continue
                if link.kind is SourceKind.NAMED_ORGANISATION:
                    found[self._cut_core(link, lexicon)] = None
        names = [name for name in found if not _opens_with_any(name, lexicon)]
        if len(names) != 1 or len(found) != len(names):
            return ""
        if lexicon.code == "zh":
            sort = pronoun[1:]
            return names[0] if not sort or names[0].endswith(sort) else ""
        has_name = any(word[0].isupper() for word in names[0].split()[1:]) or names[0].isupper()
        is_speaker = bool(claim.chain) and claim.chain[-1].kind is SourceKind.NAMED_ORGANISATION
        return names[0] if has_name and is_speaker else ""

    def _open_window(self, at: int) -> int:
        """Return where the sentence before the claim's own begins, at most `WINDOW` characters back."""
        claim = self.claims[at]
        before = at - 1
        while before > 0 and self.claims[before].sentence.start >= claim.sentence.start:
            before -= 1
        start = self.claims[before].sentence.start if before >= 0 else claim.sentence.start
        return max(min(start, claim.sentence.start), claim.start - WINDOW)

    def _list_persons(self, start: int, end: int, lexicon: Lexicon) -> set[str]:
        """Return the last names of all persons named in the stretch."""
        if lexicon.code in ("zh", "ar"):
            printed = self.text[start:end]
            found = {
                key: forms for key, forms in self._known_names.items() if any(f in printed for f in forms)
            }
            return {
                key for key in found if not any(key in other and key != other for other in found)
            }  # "王伟" is "市长王伟"
        classifier = load_classifier(lexicon.code)
        persons = set()
        for run in _list_runs(self.text, start, end, lexicon):
            words = self.text[run.start : run.end].split()
            key = words[-1].lower().removesuffix("'s").removesuffix("’s")
            is_single = len(words) == 1
            if key in self._known_names or (
                not (is_single and lexicon.capitalises_nouns)
                and classifier.classify(self.text, run) is SourceKind.NAMED_PERSON
            ):
                persons.add(key)
        return persons

    @cached_property
    def _known_names(self) -> dict[str, set[str]]:
        """Return the forms of each named person who speaks as a subject, by last name."""
        names: dict[str, set[str]] = {}
        seen: set[Span] = set()
        for claim in self.claims:
            for link in claim.chain:
                if link.kind is not SourceKind.NAMED_PERSON or not link.source or link.source in seen:
                    continue
                seen.add(link.source)
                is_han = bool(_HAN.match(self.text, link.source.start))
                lexicon = load_lexicon("zh" if is_han or self.language is None else self.language)
                core = self._cut_core(link, lexicon)
                if core and not _opens_with_any(core, lexicon):
                    key = core if lexicon.code == "zh" else core.split()[-1].lower()
                    names.setdefault(key, set()).add(core)
        return names

    def _is_one(self, forms: set[str]) -> bool:
        """Tell whether all forms can be one person's: each is part of the longest ("Reed", "Carol Reed")."""
        longest = max(forms, key=len, default="")
        return bool(longest) and all(set(form.split()) <= set(longest.split()) for form in forms)

    def _cut_core(self, link: Link, lexicon: Lexicon) -> str:
        """Return the source without apposition and relative clause; "" where its case is no subject's."""
        if not link.source:
            return ""
        if lexicon.has_cases and not self._is_verb(link, lexicon):
            return ""
        printed = self.text[link.source.start : min(link.source.end, link.source.start + MAX_NAME + 1)]
        end = _CORE_END.search(printed)
        core = printed[: end.start()] if end else printed
        core = " ".join(core.split())
        return core if 0 < len(core) <= MAX_NAME else ""

    def _is_verb(self, link: Link, lexicon: Lexicon) -> bool:
        if not link.cue:
            return False
        return not lexicon.verbs.keys().isdisjoint(_WORD.findall(self.text[slice(*link.cue)].lower()))


def _find_first(text: str, start: int, end: int, code: str) -> str:
    """Return the lowered first word of a stretch; in Han script the longest known one or one sign."""
    if code != "zh":
        match = _WORD.match(text, start, end)
        return match.group().lower() if match else ""
    head, known = text[start : min(start + 5, end)], _load_words(code).openers
    return next((head[:size] for size in range(len(head), 0, -1) if head[:size] in known), head[:1])


def _list_runs(text: str, start: int, end: int, lexicon: Lexicon) -> list[Span]:
    """Return the stretches of capital words, without a sentence's opening words and dates before a name."""
    runs: list[Span] = []
    for match in _RUN.finditer(text, start, end):
        words = list(_WORD.finditer(text, *match.span()))
        group: list[re.Match[str]] = []
        for word in [*words, None]:
            is_capital = word is not None and word.group()[0].isupper()
            is_particle = word is not None and bool(group) and word.group().lower() in PARTICLES
            if word is not None and (is_capital or is_particle):
                group.append(word)
                continue
            while group and group[-1].group()[0].islower():
                group.pop()
            while group and _is_opener(group[0].group().lower(), lexicon):
                group.pop(0)
            if group:
                runs.append(Span(group[0].start(), group[-1].end()))
            group = []
    return runs


def _is_opener(word: str, lexicon: Lexicon) -> bool:
    sections = ("sentence_starters", "date_words", "calendar_words", "articles", "pronouns", "connectives")
    return any(word in lexicon[section] for section in sections)


def _opens_with_any(name: str, lexicon: Lexicon) -> bool:
    """Tell a name that is none: empty, or it begins with a pronoun or a word that points back."""
    if not name:
        return True
    if lexicon.code == "zh":
        openers = lexicon["leaning_words"].words | lexicon["pointing_words"].words
        return name.startswith(tuple(openers)) or len(name) < 2
    first = name.split()[0].lower()
    return first in lexicon["leaning_words"] or first in lexicon["pointing_words"]


def _drop_connective(words: str, lexicon: Lexicon) -> str:
    """Return the words without "But", "However," and their like: a comma, or a coordinator's sense, shows
    that the word is no part of the clause.
    """
    if lexicon.code == "zh":
        for size in range(min(5, len(words) - 1), 0, -1):
            opener = words[:size]
            is_joined = opener in lexicon["conjunctions"] and opener in lexicon["connectives"]
            if opener in lexicon["connectives"] and (is_joined or words[size] in ",，"):
                return words[size:].lstrip(_EDGES)
        return words
    found = list(_WORD.finditer(words[:80]))[:5]
    printed = [match.group().lower() for match in found]
    size = lexicon["connectives"].match(printed, 0, len(printed)) if printed else 0
    if not size:
        return words
    rest = words[found[size - 1].end() :]
    if rest[:1] in (",", "،") or (size == 1 and printed[0] in lexicon["coordinators"]):
        return rest.lstrip(_EDGES)
    return words


def _is_sentence(printed: str, lexicon: Lexicon, *, has_name: bool) -> bool:
    """Tell whether the words can stand as a sentence: a finite verb, and no pronoun of a person left that the
    name does not explain.
    """
    if lexicon.code == "zh":
        left = printed
        for word in lexicon.worth_exceptions:
            left = left.replace(word, "") if word in left else left
        own = lexicon["first_person_words"].words if has_name else lexicon["leaning_words"].words
        return len(printed) > (1 if has_name else 3) and not any(word in left for word in own)
    tokens = _WORD.findall(printed.lower())
    leaning = lexicon["first_person_words"] if has_name else lexicon["leaning_words"]
    if not leaning.words.isdisjoint(tokens):
        return False
    if has_name or len(tokens) < 3:
        return has_name and bool(tokens)
    first = tokens[0]
    words = _load_words(lexicon.code)
    if first in words.not_first:
        return False
    if lexicon.code == "en" and (first == "to" or first.endswith("ing")):
        return False
    return any(
        token in words.finite or token.endswith(words.endings) or token.startswith(lexicon.forecast_prefixes)
        for token in tokens[1:]
    )


def _close(words: str, lexicon: Lexicon) -> str:
    """Return the words as a sentence: a capital first letter and a final stop."""
    first = words[0].upper()
    if len(first) == 1 and first.lower() == words[0]:
        words = first + words[1:]
    words = words.rstrip(_EDGES)
    return words if words[-1] in _STOPS else words + ("。" if lexicon.code == "zh" else ".")
