"""Who has spoken so far, and the pronouns that stand for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.splitting.genders import Gender, count_pronouns, find_gender, find_pronoun_gender
from annotations.splitting.lexicon import load_lexicon
from annotations.splitting.types import Link, SourceKind, Span

MAX_PERSONS = 6
"""Nobody further back is taken up by a pronoun."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who spoke, or whom a sentence is about."""

    source: Span | None
    kind: SourceKind
    cue: Span | None


@dataclass
class Speakers:
    """Who has spoken so far, so that pronouns and quotations without a cue find an antecedent."""

    last: Link | None = None
    last_sentence: int = -10
    last_segment: int = -10
    person: SourceKind = SourceKind.NAMED_PERSON
    group: SourceKind = SourceKind.ANONYMOUS
    thing: SourceKind = SourceKind.NAMED_ORGANISATION
    persons: list[Person] = field(default_factory=list)
    """Whom a pronoun may stand for, in the order in which they came."""
    votes: dict[str, Gender | None] = field(default_factory=dict)
    """By last name what the pronouns right behind it tell, counted once."""
    group_source: Span | None = None
    thing_source: Span | None = None

    def note(self, link: Link, sentence: int, segment: int, *, is_pronoun: bool, is_singular: bool) -> None:
        """Remember a link that names its speaker."""
        self.last, self.last_sentence, self.last_segment = link, sentence, segment
        if is_pronoun:
            return
        if link.kind is SourceKind.NAMED_PERSON or (link.kind is SourceKind.ANONYMOUS and is_singular):
            self.note_person(Person(link.source, link.kind, link.cue))
        if link.kind in (SourceKind.NAMED_ORGANISATION, SourceKind.ANONYMOUS):
            self.group = link.kind
            self.group_source = link.source if link.kind is SourceKind.NAMED_ORGANISATION else None
        if link.kind in (SourceKind.NAMED_ORGANISATION, SourceKind.DOCUMENT):
            self.thing = link.kind
            self.thing_source = link.source

    def note_person(self, person: Person) -> None:
        """Remember somebody a pronoun may stand for; only the last few count."""
        self.person = person.kind
        self.persons = [*self.persons[1 - MAX_PERSONS :], person]

    def find_person(self, wanted: Gender | None, text: str, code: str) -> Person | None:
        """Return the last person whose words do not tell the other gender, None when there is none; without
        a source where one before him fits for sure and he may or may not.
        """
        found = None
        for person in reversed(self.persons):
            told = self._find_told(person, text, code)
            if wanted is None or person.source is None or told is wanted:
                names = {
                    _last_name(text, other.source) for other in (found, person) if other and other.source
                }
                return Person(None, found.kind, None) if found and len(names) > 1 else found or person
            if told is None and found is None:
                found = person
        return found

    def _find_told(self, person: Person, text: str, code: str) -> Gender | None:
        if person.source is None:
            return None
        cue = text[slice(*person.cue)] if person.cue else ""
        told = find_gender(text[slice(*person.source)], cue, code)
        name = _last_name(text, person.source)
        if told:
            return told
        if name not in self.votes and person.kind is SourceKind.NAMED_PERSON:
            printed = text[slice(*person.source)].lower()
            at = printed.rfind(name) + person.source.start if name and name in printed else -1
            span = Span(at, at + len(name))
            self.votes[name] = count_pronouns(text, span, load_lexicon(code)) if at >= 0 else None
        return self.votes.get(name)

    def note_subject(self, span: Span, kind: SourceKind) -> None:
        """Remember whom the sentence before a pronoun is about."""
        if kind is SourceKind.NAMED_PERSON:
            self.note_person(Person(span, kind, None))
        if kind in (SourceKind.NAMED_ORGANISATION, SourceKind.ANONYMOUS):
            self.group = kind
            self.group_source = span if kind is SourceKind.NAMED_ORGANISATION else None
        if kind in (SourceKind.NAMED_ORGANISATION, SourceKind.DOCUMENT):
            self.thing, self.thing_source = kind, span

    def find_kind(self, pronoun: str, text: str, code: str) -> SourceKind:
        """Return the kind of what a pronoun of the singular stands for: the last person, or the body that
        spoke last where the pronoun has its gender.
        """
        last = self.last
        if last is None or last.source is None or last.kind is not SourceKind.NAMED_ORGANISATION:
            person = self.find_person(find_pronoun_gender(pronoun, load_lexicon(code)), text, code)
            return person.kind if person else SourceKind.NAMED_PERSON
        printed = text[last.source.start : last.source.end].lower()
        return last.kind if _agrees(pronoun, printed, code) else self.person


def _last_name(text: str, source: Span) -> str:
    return (
        text[source.end - 60 if source.end - source.start > 60 else source.start : source.end]
        .split()[-1]
        .strip(",.")
        .lower()
    )


def _agrees(pronoun: str, printed: str, code: str) -> bool:
    """Tell whether a body printed so has the pronoun's gender."""
    if code == "fr":
        return printed.startswith(FRENCH_GENDERS.get(pronoun, "\0"))
    if code == "ru" and printed:
        return printed.split()[0].endswith(RUSSIAN_GENDERS.get(pronoun, "\0"))
    return False


FRENCH_GENDERS = {
    "elle": ("la ", "une ", "l’", "l'", "sa ", "cette "),
    "il": ("le ", "un ", "l’", "l'", "son ", "ce ", "cet "),
}
RUSSIAN_GENDERS = {
    "она": ("а", "я"),
    "оно": ("о", "е"),
    "он": tuple("бвгдзклмнпрстфх"),
}
PRONOUN_GROUPS = frozenset(
    {"they", "them", "ellos", "ellas", "ils", "elles", "они", "他们", "她们", "他們", "هم"}
)
PRONOUN_THINGS = frozenset({"it", "es", "оно", "там", "它", "该报"})
ONE_PERSON = ("a ", "an ", "one ", "ein ", "eine ", "un ", "une ", "una ", "一名", "一位", "某")
RELATIVES = frozenset(
    {
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "qui",
        "que",
        "quien",
        "quienes",
        "der",
        "die",
        "das",
        "который",
        "которая",
        "которые",
    }
)
POSSESSIVES = {"his": "he", "her": "she", "hers": "she", "its": "it", "their": "they", "theirs": "they"}
"""English possessives that stand for a source as their pronoun does: "his claim that ..."."""
