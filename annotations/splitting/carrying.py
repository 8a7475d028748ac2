"""Whether a sentence that names no source carries on the report of the sentence before: a hint only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.splitting.lexicon import Lexicon
from annotations.splitting.types import Link, Polarity, SourceKind, Span

STEM = 5
"""So many letters tell two forms of one noun for the same: languages with cases change the end."""
SHORTEST = 3
"""A shorter word is rarely the noun that a sentence is about."""
LOOKED_AT = 400
"""So many characters of a sentence are looked at: its subject stands at its beginning."""
_WORDS = re.compile(r"[^\W_]+[’']?")


@dataclass
class Carried:
    """The last report: where it stood, whose it was, and where it says what."""

    sentence: int = -10
    segment: int = -10
    source: Span | None = None
    is_person: bool = False
    fragments: tuple[Span, ...] = ()

    def note(self, links: Sequence[Link], sentence: int, segment: int) -> None:
        """Remember a sentence's last chain; what is denied or asked is no report to carry on."""
        origin = next((link for link in reversed(links) if link.source), None)
        is_held = all(link.polarity is Polarity.ASSERTS for link in links)
        self.sentence, self.segment = sentence, segment
        self.source = origin.source if origin and is_held else None
        self.is_person = origin is not None and origin.kind is SourceKind.NAMED_PERSON
        self.fragments = links[-1].fragments

    def find(self, text: str, claim: Span, sentence: int, segment: int, lexicon: Lexicon) -> Span | None:
        """Return the last report's source where the claim, the sentence right behind it in the same
        paragraph, opens with a pronoun or takes up a noun of the report; else None.
        """
        if self.source is None or self.sentence != sentence - 1 or self.segment != segment:
            return None
        opening = text[claim.start : min(claim.end, claim.start + LOOKED_AT)].lower()
        if not self._goes_on(opening, text, lexicon):
            return None
        self.sentence = sentence
        return self.source

    def _goes_on(self, opening: str, text: str, lexicon: Lexicon) -> bool:
        if self.is_person and opening.startswith(PERSONS):
            return False
        if lexicon.code == "zh":
            return opening.startswith(tuple(lexicon["carrying_words"])) or opening[:2] in self._print(text)
        words = _WORDS.findall(opening)[:3]
        if not words or words[0] in lexicon["carrying_words"]:
            return bool(words)
        is_named = words[0] in lexicon["articles"] or lexicon.code in WITHOUT_ARTICLES
        nouns = words if lexicon.code in WITHOUT_ARTICLES else words[1:]
        nouns = [word for word in nouns[:2] if len(word) >= SHORTEST]
        if not is_named or not nouns:
            return False
        before = {word[:STEM] for word in _WORDS.findall(self._print(text).lower())}
        return any(word[:STEM] in before for word in nouns)

    def _print(self, text: str) -> str:
        """Return what the last report said."""
        return " ".join(text[start : min(end, start + LOOKED_AT)] for start, end in self.fragments)


PERSONS = ("he ", "she ", "he'", "he’", "she'", "she’", "他", "她")
"""What stands for the speaker rather than for what he spoke of; other languages' words may mean a thing."""
WITHOUT_ARTICLES = frozenset({"ru", "ar"})
"""Languages whose subjects open without a word for the: Arabic prints it as part of the noun."""
