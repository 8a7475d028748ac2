"""A wording of a claim that stands alone, made of the article's own words only.

A proposal is pieces of the article put side by side: the claim's fragments, and before them a name where a
pronoun or nothing stood. Only the first letter's size and a final stop are added. Where a rule is not certain
there is no proposal: a reviewer is better served by none than by a wrong name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from annotations.splitting.genders import Gender, find_gender, find_pronoun_gender
from annotations.splitting.lexicon import Lexicon, list_languages, load_lexicon
from annotations.splitting.sources import load_classifier
from annotations.splitting.types import Link, LinkFlag, QuoteKind, SourceKind, Span, SplitClaim
from annotations.splitting.wording import (
    EDGES,
    WORD,
    close_sentence,
    drop_connective,
    find_first,
    is_sentence,
    list_runs,
    load_words,
    opens_with_any,
)

WINDOW = 600
"""How many characters before a pronoun its antecedent is looked for: a sentence or three."""
NEAR = 20_000
"""How far around a claim others of the same last name are looked for."""
MAX_SENTENCE = 2000
"""A longer sentence is a list or noise."""
MAX_NAME = 60
MAX_PRONOUN = 5
GERMAN_INFINITIVES = frozenset({"sein", "haben", "werden", "können", "müssen", "lassen"})
MAX_FORMS = 8
"""So many ways to print one last name are kept; they are several people's long before that."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_CORE_END = re.compile(r"[,，،;(（\n–—“\"]| who | which | qui | que | который | которая ")
"""What ends a source's name: an apposition, a bracket, a relative clause."""
ADDRESSES = frozenset({"Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Dr"})
OPENERS = "\"“‘'«„(["
_MARKS = frozenset('"“”«»„‟‹›「」『』()[]（）【】')


def propose_texts(text: str, claims: Sequence[SplitClaim], language: str) -> list[str]:
    """Return for every claim a wording that stands alone, "" where it does so already or nothing is certain.

    Cost is linear in the text's size.
    """
    proposer = _Proposer(text, claims, language)
    return [proposer.propose(at) for at in range(len(claims))]


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
        words = load_words(code)
        first = find_first(self.text, claim.start, claim.end, code)
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
        if (code == "de" and self._is_subordinate(claim, printed, lexicon)) or self._is_wish(claim, lexicon):
            return ""
        if first in words.connectives:
            printed = drop_connective(printed, lexicon)
            first = find_first(printed, 0, len(printed), code)
        lacks_subject = first in words.pronouns or self._lacks_subject(first, printed, lexicon)
        name = ""
        if first in words.pronouns:
            printed = printed[len(first) :].lstrip(" ")
            name = self._resolve(at, first, printed, lexicon)
        elif lacks_subject:
            name = self._find_speaker(at, lexicon)
        if not name and (lacks_subject or first in words.leaning):
            return ""
        if not is_sentence(printed, lexicon, has_name=bool(name)):
            return ""
        blank = " " if name and code != "zh" else ""
        return close_sentence(f"{name}{blank}{printed}", lexicon)

    def _print(self, claim: SplitClaim, lexicon: Lexicon) -> str:
        """Return the claim's words without source and cue, "" where marks of quotation or brackets in them
        would be cut apart.
        """
        if claim.end - claim.start > MAX_SENTENCE:
            return ""
        pieces = [self.text[start:end].strip(EDGES) for start, end in claim.fragments]
        blank = "" if lexicon.code == "zh" else " "
        words = " ".join(blank.join(piece for piece in pieces if piece).split())
        return "" if not words or not _MARKS.isdisjoint(words) or words[-1] in "?？؟" else words

    def _is_wish(self, claim: SplitClaim, lexicon: Lexicon) -> bool:
        """Tell what somebody wants done, which claims nothing, or what lost its auxiliary to the cue."""
        link = claim.chain[-1] if claim.chain else None
        if not link or not link.cue:
            return False
        if link.rule == "conditional_of_hearsay" and len(claim.fragments) > 1:
            return True
        return lexicon.verbs.get(self.text[slice(*link.cue)].lower(), frozenset()) == {"infinitive"}

    def _is_subordinate(self, claim: SplitClaim, printed: str, lexicon: Lexicon) -> bool:
        """Tell a German clause with its verb at the end, which stands alone for nobody: "dass der Damm hält",
        "soll der Damm gehalten haben".
        """
        before = WORD.findall(
            self.text[max(claim.sentence.start, claim.start - MAX_NAME) : claim.start].lower()
        )
        last = printed.rsplit(maxsplit=1)[-1].strip(EDGES).lower()
        is_infinitive = len(claim.fragments) > 1 and last in GERMAN_INFINITIVES
        return is_infinitive or (bool(before) and before[-1] in lexicon["complementisers"])

    def _lacks_subject(self, first: str, words: str, lexicon: Lexicon) -> bool:
        """Tell a report that begins with its verb: its subject is who reports ("王伟说，将于周一离开")."""
        if lexicon.code == "zh":
            return first in lexicon["auxiliaries"]
        if lexicon.code != "es":
            return False
        after = WORD.findall(words[:MAX_NAME])[1:2]
        is_verb = first.endswith(("rá", "ía")) or first in lexicon["auxiliaries"]
        return is_verb and bool(after) and after[0].lower() in lexicon["prepositions"]

    def _resolve(self, at: int, pronoun: str, rest: str, lexicon: Lexicon) -> str:
        """Return the name the pronoun stands for, "" unless there is exactly one."""
        following = WORD.findall(rest[:MAX_NAME].lower())[:2]
        if pronoun in lexicon.impersonal_pronouns and any(
            word in lexicon["impersonal_words"] for word in following
        ):
            return ""
        after = following[0] if following else ""
        is_person = pronoun in lexicon.person_pronouns
        if is_person and pronoun in lexicon.group_pronouns:
            is_person = not after.endswith("en") and after != "sind"
        if is_person:
            return self._find_person(at, lexicon, find_pronoun_gender(pronoun, lexicon))
        if pronoun in lexicon.thing_pronouns:
            return self._find_body(at, pronoun, lexicon)
        return ""

    def _find_person(self, at: int, lexicon: Lexicon, wanted: Gender | None = None) -> str:
        """Return the one person named before the claim, in its sentence and right before it; "" where the
        words tell another gender than the pronoun's, or an unnamed person speaks who may be meant.
        """
        claim = self.claims[at]
        speaker = claim.chain[-1] if claim.chain else None
        if speaker and speaker.kind is SourceKind.ANONYMOUS and LinkFlag.GROUP not in speaker.flags:
            return ""
        if speaker and speaker.source and speaker.source.end - speaker.source.start > MAX_PRONOUN:
            # "his father's assertion that he has given": one or the other.
            opening = find_first(self.text, *speaker.source, lexicon.code)
            if opening in lexicon["pointing_words"] or opening in lexicon["leaning_words"]:
                return ""
        start = self._open_window(at)
        persons = self._list_persons(start, claim.start, lexicon)
        for link in claim.chain if len(persons) < 2 else ():
            if link.kind is SourceKind.NAMED_PERSON and link.source:
                persons |= self._list_persons(*link.source, lexicon)
        if len(persons) != 1:
            return ""
        key = next(iter(persons))
        forms = self._known_names.get(key, set())
        told = {find_gender(form, "", lexicon.code) for form in forms}
        if wanted and not told <= {wanted, None}:
            return ""
        if lexicon.code != "zh" and self._names_another_first(key, start, claim.start, lexicon):
            return ""
        return self._choose_form(key, forms, claim, lexicon) if self._is_one(forms) else ""

    def _names_another_first(self, key: str, start: int, end: int, lexicon: Lexicon) -> bool:
        """Tell whether a pronoun stands before the name in the window: it means somebody named earlier."""
        before = self.text[start:end].lower().partition(key)[0]
        return not load_words(lexicon.code).persons.isdisjoint(WORD.findall(before))

    def _choose_form(self, key: str, forms: set[str], claim: SplitClaim, lexicon: Lexicon) -> str:
        """Return the longest form printed before, a longer one than the last name only where nobody else
        around has that last name.
        """
        longest = max(forms, key=lambda form: (len(form), form))
        last = longest.split()[-1]
        opening = max(0, claim.start - NEAR)
        near = self.text[opening : claim.end + NEAR]
        firsts: set[str] = set()
        at = near.find(f" {last}")
        while at >= 0 and len(firsts) < 3:
            first = (near[max(0, at - MAX_NAME) : at].split() or [""])[-1].lstrip(OPENERS)
            if first[:1].isupper() and first.isalpha():
                firsts.add(first)
            at = near.find(f" {last}", at + 1)
        others = firsts - set(longest.split())
        if not others and longest in near[: claim.sentence.end - opening]:
            return longest
        printed = self._print_nearest(key, claim, lexicon)
        return printed if printed and set(printed.split()) <= {*longest.split(), *ADDRESSES} else ""

    def _print_nearest(self, key: str, claim: SplitClaim, lexicon: Lexicon) -> str:
        """Return the form of the last name that stands nearest before the claim."""
        opening = max(0, claim.start - WINDOW)
        runs = list_runs(self.text, opening, claim.start, lexicon) if lexicon.code not in ("zh", "ar") else []
        for run in reversed(runs):
            words = self.text[run.start : run.end].split()
            if words[-1].lower().removesuffix("'s").removesuffix("’s") == key:
                return " ".join([*words[:-1], words[-1][: len(key)]])
        return ""

    def _find_speaker(self, at: int, lexicon: Lexicon) -> str:
        """Return the name of the claim's origin where it stands in the same sentence as a subject."""
        claim = self.claims[at]
        link = claim.chain[-1] if claim.chain else None
        if not link or not link.source or not claim.sentence.start <= link.source.start < claim.start:
            return ""
        if link.kind not in (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION):
            return ""
        core = self._cut_core(link, lexicon)
        if opens_with_any(core, lexicon):
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
        names = [name for name in found if not opens_with_any(name, lexicon)]
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
        """Return the last names of the persons named in the stretch; with a second one the rest is not
        looked at, since nobody can be meant for sure.
        """
        if lexicon.code in ("zh", "ar"):
            return self._list_listed(self.text[start:end], lexicon)
        classifier = load_classifier(lexicon.code)
        persons = set()
        for run in list_runs(self.text, start, end, lexicon):
            words = self.text[run.start : run.end].split()
            key = words[-1].lower().removesuffix("'s").removesuffix("’s")
            is_single = len(words) == 1
            if key in self._known_names or (
                not (is_single and lexicon.capitalises_nouns)
                and classifier.classify(self.text, run) is SourceKind.NAMED_PERSON
            ):
                persons.add(key)
                if len(persons) > 1:
                    break
        return persons

    def _list_listed(self, printed: str, lexicon: Lexicon) -> set[str]:
        """Return the keys of all known names in the stretch, for a script without capitals.

        Stretches are looked up by length, so that cost does not grow with the number of names.
        """
        if lexicon.code == "zh":
            sizes, blank, parts = range(2, 13), "", list(printed)
        else:
            sizes, blank, parts = range(1, 7), " ", [word.strip(EDGES) for word in printed.split()]
        found = {
            form
            for size in sizes
            for at in range(len(parts) - size + 1)
            if (form := blank.join(parts[at : at + size])) in self._keys
        }
        # "王伟" within "市长王伟" is no second person.
        return {
            self._keys[form] for form in found if not any(form in other and form != other for other in found)
        }

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {form: key for key, forms in self._known_names.items() for form in forms}

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
                if core and not opens_with_any(core, lexicon):
                    key = core if lexicon.code == "zh" else core.split()[-1].lower()
                    forms = names.setdefault(key, set())
                    if len(forms) < MAX_FORMS:
                        forms.add(core)
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
        return not lexicon.verbs.keys().isdisjoint(WORD.findall(self.text[slice(*link.cue)].lower()))
