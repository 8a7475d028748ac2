"""What a noun of a source stands for, by one language's lexicon."""

from __future__ import annotations

from functools import lru_cache

from annotations.splitting.lexicon import Lexicon

NOUN_SECTIONS = (
    "document_nouns",
    "anonymous_nouns",
    "office_nouns",
    "organisation_nouns",
    "known_organisations",
    "spokesperson_nouns",
)
HEAD_FIRST = frozenset({"es", "fr", "ru", "ar"})
CASELESS = frozenset({"ar", "zh"})
AGENTS = ("ers", "ors", "ists", "ians", "eers", "ants", "ees", "ites", "men", "women", "goers", "crats")
"""How English nouns of people end in the plural; a noun of a thing that ends so is in a list."""
AGENT = ("ist", "eer", "ster", "eon", "ician", "tycoon", "woman", "man")
"""How English nouns of one person end that hardly ever name a thing."""


ENDINGS = {
    "ru": (
        *(
            "ями",
            "ами",
            "ого",
            "его",
            "ому",
            "ему",
            "ых",
            "их",
            "ах",
            "ях",
            "ам",
            "ям",
            "ов",
            "ев",
            "ей",
            "ом",
        ),
        *("ем", "ым", "им", "ою", "ию", "ия", "ии", "ие", "ой", "ый", "ий", "ая", "ую", "а", "я", "ы", "и"),
        *("у", "ю", "е", "о", "ь"),
    ),
    "ar": ("ون", "ين", "ان", "ات", "ة"),
    "es": ("es", "as", "os", "s", "a", "o"),
    "fr": ("es", "s", "e"),
}
"""Endings that a form of a noun may have instead of the one in the list."""
BODIES = ("amt", "rat", "hof", "bund", "werk", "bank", "klub")
"""Short nouns that make a German compound a body: Wahlamt, Gerichtshof."""
MIN_STEM = 4
"""A shorter stem belongs to too many words."""


def trim_possessive(word: str) -> str:
    """Return the word without the ending of a possessor."""
    if "'" not in word and "’" not in word:
        return word
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return word


def strip_arabic(word: str) -> str:
    """Return the Arabic word without joined prepositions and the article."""
    for prefix in ("وال", "بال", "فال", "لل", "ال", "ل", "ب"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


class Nouns:
    """Knows one language's nouns of people, bodies and documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the language's nouns and phrases."""
        self.lexicon = lexicon
        self.nouns = frozenset().union(*(lexicon[section] for section in NOUN_SECTIONS))
        self.no_names = self.nouns | lexicon["titles"] | lexicon["articles"]
        self.modifier_openers = lexicon["prepositions"] | lexicon["relative_pronouns"]
        self.has_last_heads = lexicon.code not in HEAD_FIRST | {"de"}

        self.stems = {
            section: frozenset(map(self._cut_ending, lexicon[section])) for section in NOUN_SECTIONS
        }

    def _cut_ending(self, word: str) -> str:
        """Return the word without the ending that number and case give it, in languages that need it."""
        for ending in ENDINGS.get(self.lexicon.code, ()):
            if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
                return word[: -len(ending)]
        return word

    def _normalise(self, word: str) -> str:
        lowered = trim_possessive(word.lower())
        if self.lexicon.code == "ar":
            return strip_arabic(lowered)
        return lowered

    @lru_cache(maxsize=8192)  # noqa: B019  # one classifier a language lives as long as the process
    def _is_noun(self, word: str, section: str) -> bool:
        entries = self.lexicon[section].words
        if self.lexicon.code == "de" and len(word) > 6 and word not in entries:
            # A compound is what its last part is, also in the genitive: "des Innenministeriums".
            if word in self.nouns:
                return False
            forms = [word.removesuffix(ending) for ending in ("", "s", "es")]
            if section == "organisation_nouns" and word.endswith(BODIES) and not word.endswith("gesamt"):
                return True
            return any(form.endswith(entry) for form in forms for entry in entries if len(entry) > 4)
        if word in entries or self._normalise(word) in entries or word.rpartition("-")[2] in entries:
            return True
        if (
            self.lexicon.code in ENDINGS
            and word not in self.nouns
            and self._normalise(word) not in self.nouns
            and self._cut_ending(self._normalise(word)) in self.stems[section]
        ):
            return True
        # "memoirs", "textbooks": the plural of a document's noun.
        return (
            section == "document_nouns"
            and self.lexicon.code == "en"
            and word.endswith("s")
            and (word[:-1] in entries or (word.endswith("ies") and f"{word[:-3]}y" in entries))
        )

    def _is_people(self, word: str) -> bool:
        """Tell an English plural of people: "mayors", "gardeners", "clergymen"."""
        if self.lexicon.code != "en" or not (word.endswith(("s", "men"))):
            return False
        word = word.rpartition("-")[2]
        sections = ("anonymous_nouns", "office_nouns", "titles")
        singulars = (word[:-1], f"{word[:-3]}y") if word.endswith("ies") else (word[:-1],)
        if any(singular in self.lexicon[section] for singular in singulars for section in sections):
            return True
        others = ("document_nouns", "organisation_nouns", "known_organisations", "spokesperson_nouns")
        return word.endswith(AGENTS) and not any(
            form in self.lexicon[section] for form in (word, *singulars) for section in others
        )
