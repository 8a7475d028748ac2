"""Arabic words by form: hamzas, joined particles and pronouns, verbal nouns, adjectives."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotations.splitting.lexicon import Lexicon, load_lexicon, read_language_file

ARTICLE = "ال"
NOUN_SECTIONS = (
    "titles",
    "office_nouns",
    "anonymous_nouns",
    "spokesperson_nouns",
    "organisation_nouns",
    "document_nouns",
)
COMMAS = frozenset("،,")
BREAKS = frozenset("،,؛;")
"""What may part two reports of one sentence."""
_HAMZA = str.maketrans("أإآٱىؤئ", "ااااييي")
_COMPLEMENTISER = re.compile(r"([بو]?)[أإا]ن(ه|ها|هم|هما|هن|ني|نا|ك|كم|ي)?\Z")
_POSSESSIVE = re.compile(r"(.{3,}?)(ها|هم|هما|هن|نا|ه)\Z")
_VERBAL_NOUN = re.compile(
    r"(?:إ[^و]{2}ا[^ن]|ا[^ل].?ت.ا.|ان..ا.|است..ا.|ت[^ا].ي[^ين]|إ.ا[^ء]ة|است.ا.ة|ت[^ا]ا..|م[^ا]ا[^ن].ة)"
    r"(?:ه|ها|هم|ات)?\Z"
)
_RELATION = re.compile(r"(?:ي|ية|يين|يون|يات|يان)\Z")


def fold(word: str) -> str:
    """Return the word with every hamza's seat and final form alike, as careless print has them."""
    return word.translate(_HAMZA)


def _read(name: str) -> frozenset[str]:
    """Return a list of forms from the language file."""
    return frozenset(read_language_file("ar")["forms"][name])


AGAIN = _read("again")
"""Words between two verbs of one speaker."""
CONTRASTS = _read("contrasts")
"""Words that open the report of another speaker within a sentence."""
ADDING = frozenset(map(fold, _read("adding")))
"""Verbs that take up the last speaker even without a comma before them, by folded form."""
FRAME_VERBS = _read("frame_verbs")
"""Words that open a reporting clause behind or before its content: كما قال."""
PASSIVES = frozenset(map(fold, _read("passives")))
"""Passives of hearsay, by folded form."""
MARKED_PASSIVES = _read("marked_passives")
"""Passives that only a printed vowel tells from the verb of a speaker."""
HEARSAY_NOUNS = _read("hearsay_nouns")
"""What is spread about: ترددت أنباء عن."""
UNSAID = _read("unsaid")
"""Verbs behind بحسب ما that name nobody."""
LINKS = _read("links")
"""Prepositions that may stand between a verb and أن."""
WITHIN = _read("within")
"""Prepositions that go on with a noun phrase rather than end it."""
MEDIA = _read("media")
"""Whom an interview was given to."""
TOLD = _read("told")
"""Who is told, with ل joined."""
THROUGH = _read("through")
"""Where or upon what something was said: على صفحته."""
FROM = _read("from")
"""Where somebody stood who spoke: من أمام."""
QUANTIFIERS = _read("quantifiers")
"""What opens a noun phrase anew: it belongs to no name before it."""
VERBAL_NOUNS = _read("verbal_nouns")
"""Nouns of doing that no pattern tells, and those that often stand behind a verb of saying."""
ADJECTIVES = _read("adjectives")
"""Adjectives without an ending of relation."""
DEPENDENT_OPENERS = _read("dependent_openers")
"""Words before أن that make it no complementiser of a report."""
REPORTED_SPEECH = _read("reported_speech")
"""Verbal nouns that tell what one quoted says: عن الوزير قوله إن."""
CLOSENESS = _read("closeness")
"""Nouns and participles that own the preposition عن behind them."""
NAME_PARTICLES = _read("name_particles")
"""Words inside names."""
NAMED_BY = _read("named_by")
"""Words before the name of somebody not named yet."""
PERIODS = _read("periods")
"""Names of periods."""
WHICH_PERIOD = _read("which_period")
"""A period is one of saying only with one of these: العام may also mean general."""
REFUSALS = _read("refusals")
"""What opens a refusal to comment."""
COMMENTS = _read("comments")
"""What is refused then."""
COUNTING = _read("counting")
"""Words of number or size before the noun that tells who speaks."""
ONE_OF_THEM = _read("one_of_them")
"""People of whom nothing is told."""
RUMOURS = _read("rumours")
"""Nouns that, with nothing but adjectives behind them, name nobody."""
NAMES_IN_B = _read("names_in_b")
"""Names that begin with the letter of the preposition ب."""
CLOSING = _read("closing")
"""What no name goes on behind."""


@lru_cache(maxsize=8192)
def is_complementiser(word: str) -> bool:
    """Tell أن, إن and بأن, also with a pronoun joined to them."""
    return bool(_COMPLEMENTISER.match(word)) and not word.startswith("و")


@lru_cache(maxsize=8192)
def is_bare_complementiser(word: str) -> bool:
    """Tell a complementiser without a pronoun, which no content keeps."""
    found = _COMPLEMENTISER.match(word)
    return bool(found) and not found[2] if found else False


@lru_cache(maxsize=16384)
def bare_noun(word: str) -> str:
    """Return the word without conjunction-free particles joined to it and without the article."""
    for prefix in ("بال", "كال", "فال", "وال", "لل", ARTICLE):
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            return word[len(prefix) :]
    return word


@lru_cache(maxsize=16384)
def strip_possessive(word: str) -> str:
    """Return the noun without a joined pronoun: مديرتها is مديرة; the word itself without one."""
    found = _POSSESSIVE.match(word)
    if not found:
        return word
    stem = found[1]
    return stem[:-1] + "ة" if stem.endswith("ت") and len(stem) > 3 else stem


@lru_cache(maxsize=16384)
def noun_forms(word: str) -> frozenset[str]:
    """Return the forms under which a noun may be listed: without article, joined pronoun or dual ending."""
    noun = bare_noun(word)
    forms = {word, noun, strip_possessive(noun)}
    if len(noun) > 4 and noun.endswith(("ان", "ين")):
        stem = noun[:-2]
        forms.add(stem[:-1] + "ة" if stem.endswith("ت") else stem)
    return frozenset(forms)


@lru_cache(maxsize=16384)
def is_possessed(word: str, code: str) -> bool:
    """Tell مكتبه and مديرتها, nouns of the lists with a pronoun joined to them."""
    lexicon, stem = load_lexicon(code), strip_possessive(word)
    return stem != word and any(
        stem in lexicon[section] and word not in lexicon[section] for section in NOUN_SECTIONS
    )


def is_definite(word: str) -> bool:
    """Tell a word with the article, also behind a joined preposition."""
    return word.startswith((ARTICLE, "لل", "بال", "كال")) and len(word) > 3


@lru_cache(maxsize=16384)
def is_adjective(word: str) -> bool:
    """Tell an adjective by its ending of relation or the list."""
    noun = bare_noun(word)
    return noun in ADJECTIVES or (bool(_RELATION.search(noun)) and len(noun) > 3)


@lru_cache(maxsize=16384)
def is_verbal_noun(word: str) -> bool:
    """Tell a noun of doing, which opens what a verb governs, from a name."""
    return word in VERBAL_NOUNS or strip_possessive(word) in VERBAL_NOUNS or bool(_VERBAL_NOUN.match(word))


class Verbs:
    """The reporting verbs of the lexicon by folded form."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lexicon's verbs; conjunctions are joined to them there."""
        self.classes = {fold(form): classes for form, classes in lexicon.verbs.items()}
        self.objects = {fold(form): uses for form, uses in lexicon.object_verbs.items()}

    def base(self, word: str) -> str:
        """Return the folded verb without a joined conjunction."""
        folded = fold(word)
        if folded in self.objects:
            return folded
        bare = folded[1:]
        is_joined = folded[:1] in "وف" and len(bare) > 1 and bare in self.classes
        return bare if is_joined and (bare in self.objects or folded in self.classes) else folded


@cache
def load_verbs(code: str) -> Verbs:
    """Return the verbs of a language's lexicon."""
    return Verbs(load_lexicon(code))
