"""Who has spoken so far, and the pronouns that stand for them."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.splitting.types import Link, SourceKind, Span


@dataclass
class Speakers:
    """Who has spoken so far, so that pronouns and quotations without a cue find an antecedent."""

    last: Link | None = None
    last_sentence: int = -10
    last_segment: int = -10
    person: SourceKind = SourceKind.NAMED_PERSON
    group: SourceKind = SourceKind.ANONYMOUS
    thing: SourceKind = SourceKind.NAMED_ORGANISATION
    person_source: Span | None = None
    """Where the person that a pronoun would stand for is named; likewise the group and the thing."""
    group_source: Span | None = None
    thing_source: Span | None = None

    def note(self, link: Link, sentence: int, segment: int, *, is_pronoun: bool, is_singular: bool) -> None:
        """Remember a link that names its speaker."""
        self.last, self.last_sentence, self.last_segment = link, sentence, segment
        if is_pronoun:
            return
        if link.kind is SourceKind.NAMED_PERSON or (link.kind is SourceKind.ANONYMOUS and is_singular):
            self.person = link.kind
            self.person_source = link.source if link.kind is SourceKind.NAMED_PERSON else None
        if link.kind in (SourceKind.NAMED_ORGANISATION, SourceKind.ANONYMOUS):
            self.group = link.kind
            self.group_source = link.source if link.kind is SourceKind.NAMED_ORGANISATION else None
        if link.kind in (SourceKind.NAMED_ORGANISATION, SourceKind.DOCUMENT):
            self.thing = link.kind
            self.thing_source = link.source

    def note_subject(self, span: Span, kind: SourceKind) -> None:
        """Remember whom the sentence before a pronoun is about."""
        if kind is SourceKind.NAMED_PERSON:
            self.person, self.person_source = kind, span
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
            return self.person
        printed = text[last.source.start : last.source.end].lower()
        return last.kind if _agrees(pronoun, printed, code) else self.person


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
PRONOUN_THINGS = frozenset({"it", "es", "оно", "它", "该报"})
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
