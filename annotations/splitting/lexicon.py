"""Language data as sets made for looking up; one file a language under `languages/`."""

from __future__ import annotations

import tomllib
from dataclasses import InitVar, dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from annotations.splitting.elements import strip_marks

FALLBACK = "en"
"""Whose rules serve a language without a data file: its stops and quotation marks are the common ones."""
HAMZA_SEATS = str.maketrans("أإآ", "ااا")
LANGUAGES_DIR = Path(__file__).parent / "languages"

WORD_SECTIONS = (
    "attribution_prepositions",
    "origin_nouns",
    "possessed_prepositions",
    "origin_phrases",
    "impersonal_cues",
    "hearsay_adverbs",
    "hearsay_participles",
    "unspecified_phrases",
    "anonymous_phrases",
    "disclosed_anonymity",
    "anonymous_nouns",
    "spokesperson_nouns",
    "office_nouns",
    "titles",
    "forms_of_address",
    "male_words",
    "female_words",
    "organisation_nouns",
    "known_organisations",
    "document_nouns",
    "complementisers",
    "declarative_complementisers",
    "articles",
    "pronouns",
    "relative_pronouns",
    "conjunctions",
    "coordinators",
    "connectives",
    "inserted_phrases",
    "prepositions",
    "adjunct_prepositions",
    "auxiliaries",
    "negations",
    "preverb_adverbs",
    "date_words",
    "never_final_abbreviations",
    "abbreviations",
    "closing_abbreviations",
    "sentence_starters",
    "months",
    "byline_starts",
    "byline_words",
    "timestamp_words",
    "timestamp_months",
    "credit_words",
    "refusal_phrases",
    "number_words",
    "money_words",
    "calendar_words",
    "comparison_words",
    "past_words",
    "opinion_words",
    "feeling_words",
    "first_person_words",
    "forecast_words",
    "question_words",
    "vague_words",
    "name_words",
    "leaning_words",
    "pointing_words",
    "impersonal_words",
    "denying_verbs",
    "asking_verbs",
    "asking_openers",
    "plural_endings",
    "group_words",
    "collective_words",
    "carrying_words",
)
"""Sections that are plain lists of words or phrases; each must stand in every language file."""

KIND_SECTIONS = ("boilerplate_labels", "boilerplate_starts", "boilerplate_contains")
"""Sections whose groups also carry the subkind they mark."""

RARE_CUES = ("attribution_prepositions", "origin_phrases", "hearsay_participles", "hearsay_adverbs")
"""Sections whose rules are asked only where one of their words stands in the sentence."""

VERB_CLASSES = frozenset(
    {"any", "that", "addressee", "relay", "infinitive", "mental", "object", "record", "participle"}
)


@cache
def list_languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a data file, in alphabetical order."""
    return tuple(sorted(path.stem for path in LANGUAGES_DIR.glob("*.toml")))


def read_language_file(code: str) -> dict[str, Any]:
    """Return the language's data as written; KeyError when there is no such language."""
    path = LANGUAGES_DIR / f"{code}.toml"
    if code not in list_languages():
        raise KeyError(code)
    return tomllib.loads(path.read_text(encoding="utf-8"))


class PhraseSet(frozenset[str]):
    """Phrases of one section; as a set it holds those of one word, since most look-ups need only them."""

    phrases: frozenset[str]
    telling: frozenset[str]
    """The longest word of each phrase: a text without any of them has no phrase."""
    by_first: dict[str, list[tuple[str, ...]]]
    """Phrases as words, longest first, by their first word."""

    def __new__(cls, phrases: list[str]) -> PhraseSet:
        """Return the set of the phrases of one word, which holds the others too."""
        split = {tuple(phrase.split()) for phrase in phrases}
        made = super().__new__(cls, (parts[0] for parts in split if len(parts) == 1))
        made.phrases = frozenset(phrases)
        made.telling = frozenset(max(parts, key=len) for parts in sorted(split))
        made.by_first = {}
        for parts in sorted(split, key=len, reverse=True):
            made.by_first.setdefault(parts[0], []).append(parts)
        return made

    @property
    def words(self) -> frozenset[str]:
        """Return the phrases of one word."""
        return self

    def match(self, words: list[str], at: int, end: int) -> int:
        """Return how many words from `at` the longest matching phrase takes, 0 when none does."""
        for parts in self.by_first.get(words[at], ()) if at < end else ():
            size = len(parts)
            if at + size <= end and tuple(words[at : at + size]) == parts:
                return size
        return 0

    def find(self, words: list[str]) -> bool:
        """Tell whether any phrase stands anywhere in the words."""
        if self.telling.isdisjoint(words):
            return False
        return any(self.match(words, at, len(words)) for at in range(len(words)))


@dataclass(frozen=True, eq=False)
class Lexicon(dict[str, PhraseSet]):
    """One language's data: as a mapping its sections by name; verbs by form with their classes."""

    code: str
    sections: InitVar[dict[str, PhraseSet]]
    verbs: dict[str, frozenset[str]]
    gerunds: frozenset[str]
    boilerplate_labels: tuple[tuple[str, str], ...]
    """Words that make a line clutter only where they stand alone or before a colon."""
    boilerplate_starts: tuple[tuple[str, str], ...]
    boilerplate_contains: tuple[tuple[str, str], ...]
    byline_starts: tuple[str, ...]
    frame_openers: frozenset[str]
    """Words that open a reporting clause before its content: "as X reported, ..."."""
    passive_auxiliaries: frozenset[str]
    verb_particles: frozenset[str]
    infinitive_openers: frozenset[str]
    """Words that open an infinitive governed without a complementiser: "affirme avoir vu"."""
    drops_subjects: bool
    """Whether a verb that opens the clause may leave its subject, the last speaker, unsaid."""
    occasion_nouns: frozenset[str]
    """Where given, a preposition behind a source opens an adjunct only before one of these."""
    irregular_verbs: frozenset[str]
    finite_endings: tuple[str, ...]
    """How finite verbs end, for finding where a subject does."""
    phrasal_verbs: frozenset[str]
    """Verbs with the particle that belongs to them: "called for"."""
    weak_verbs: frozenset[str]
    """Verbs that report only with a complementiser, quotation, subjunctive or infinitive behind them."""
    carrying_verbs: frozenset[str]
    """Verbs that lend their subject to an infinitive behind them: "continues to say", "went on to say"."""
    saying_nouns: frozenset[str]
    """Nouns that govern what somebody says: "his claim that ..."."""
    noun_like_verbs: frozenset[str]
    """Forms that are mostly nouns: only an announced content or a pronoun makes verbs of them."""
    split_verbs: dict[str, frozenset[str]]
    """Verbs that report only with one of these at the end of their clause: "teilte ... mit"."""
    object_verbs: dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]
    """Verbs whose object is what is reported, each use with the prepositions that may open the object and the
    particles that may close its clause: "warnte vor ...", "sagte ... voraus"."""
    denying_splits: dict[str, str]
    """Verbs that deny with a particle apart from them: "wies ... zurück"."""
    announcing_nouns: frozenset[str]
    """Nouns and adjectives that announce a clause: "der Ansicht, dass", "sicher, dass"."""
    saying_participles: frozenset[str]
    """Participles whose passive announces a clause: "es wird vermutet, dass"."""
    postpositions: frozenset[str]
    reporting_subjunctive: frozenset[str]
    substitute_subjunctive: frozenset[str]
    """Those of them that have other uses as well: "könnten", "wäre"."""
    is_bare_after_comma: bool
    """Whether a comma alone may stand between verb and content."""
    is_verb_first: bool
    """Whether the verb usually stands before its subject."""
    past_endings: tuple[str, ...]
    """How past verbs end, told apart from other words by `worth_exceptions`."""
    forecast_endings: tuple[str, ...]
    forecast_prefixes: tuple[str, ...]
    worth_exceptions: frozenset[str]
    """Words that look like an entry of the sections on worthiness, or end like a verb, and are none."""
    capitalises_nouns: bool
    """Whether every noun has a capital letter, so that one capital tells no name."""
    male_pronouns: frozenset[str]
    """Pronouns that stand for a man only; likewise for a woman."""
    female_pronouns: frozenset[str]
    person_pronouns: frozenset[str]
    """Subject pronouns of one person; one that stands for several too is told by its verb."""
    group_pronouns: frozenset[str]
    thing_pronouns: frozenset[str]
    impersonal_pronouns: frozenset[str]
    """Those of the pronouns that may stand for nothing at all: "it rained"."""
    has_cases: bool
    """Whether a noun phrase behind a preposition has another form than a subject."""
    infinitives: frozenset[str]
    """Infinitives of reporting verbs, which report in "avant d’ajouter que"."""
    litotes_verbs: frozenset[str]
    """Verbs that report only when negated: "n’exclut pas que"."""
    conditional_endings: tuple[str, ...]
    """How the verbs of the conditional end, where it passes on hearsay."""
    cue_words: frozenset[str]
    """Every word that a cue must have one of: a sentence without one needs no further look."""
    rare_cues: frozenset[str]
    """Words of which a rarer cue must have one, and the German "nach": few sentences have one."""
    hearsay_words: frozenset[str]
    """Those of them that belong to hearsay."""

    def __post_init__(self, sections: dict[str, PhraseSet]) -> None:
        """Hold the sections."""
        self.update(sections)


def _list_words(groups: list[dict[str, Any]]) -> list[str]:
    return [strip_marks(word.lower()) for group in groups for word in group["words"]]


def _list_kinds(groups: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((word.lower(), group["subkind"]) for group in groups for word in group["words"])


def _read_uses(entries: list[str]) -> dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    """Return by form the uses of "forms | prepositions | particles"; a list that is empty may be anything."""
    uses: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for entry in entries:
        forms, prepositions, particles = (frozenset(part.split()) for part in entry.split("|"))
        for form in forms:
            uses.setdefault(form, []).append((prepositions, particles))
    return {form: tuple(made) for form, made in uses.items()}


@cache
def load_lexicon(code: str) -> Lexicon:
    """Return the language's lexicon; KeyError when it has no data file or the file lacks a section."""
    data = read_language_file(code)
    sections = {name: PhraseSet(_list_words(data[name])) for name in WORD_SECTIONS}
    verbs: dict[str, set[str]] = {}
    for group in data["reporting_verbs"]:
        for forms in group["words"]:
            for form in strip_marks(forms.lower()).split():
                for prefix in ("", *data.get("joined_conjunctions", ())):
                    verbs.setdefault(prefix + form, set()).add(group["class"])
                    if prefix:
                        # Careless print leaves the hamza out: واكد.
                        bare = (prefix + form).translate(HAMZA_SEATS)
                        verbs.setdefault(bare, set()).add(group["class"])
    endings = tuple(data.get("gerund_endings", ()))
    gerunds = frozenset(form for form in verbs if endings and form.endswith(endings))
    cue_words = set(verbs)
    for name in ("attribution_prepositions", "impersonal_cues", "hearsay_adverbs", "hearsay_participles"):
        cue_words.update(sections[name].telling)
    cue_words.update(data.get("postpositions", ()))
    cue_words.update(data.get("rule_cues", ()))
    cue_words.update(data.get("saying_nouns", ()))
    cue_words.update(sections["origin_nouns"].telling)
    object_verbs = _read_uses(data.get("object_verbs", ()))
    cue_words.update(object_verbs)
    announcing_nouns = frozenset(data.get("announcing_nouns", ()))
    cue_words.update(announcing_nouns, data.get("saying_participles", ()))
    substitutes = frozenset(data.get("substitute_subjunctive", ()))
    cue_words.update(data.get("reporting_infinitives", ()))
    return Lexicon(
        code=code,
        sections=sections,
        verbs={form: frozenset(classes) for form, classes in verbs.items()},
        gerunds=gerunds,
        boilerplate_labels=_list_kinds(data["boilerplate_labels"]),
        boilerplate_starts=_list_kinds(data["boilerplate_starts"]),
        boilerplate_contains=_list_kinds(data["boilerplate_contains"]),
        byline_starts=tuple(_list_words(data["byline_starts"])),
        frame_openers=frozenset(data.get("frame_openers", ())),
        passive_auxiliaries=frozenset(data.get("passive_auxiliaries", ())),
        verb_particles=frozenset(data.get("verb_particles", ())),
        infinitive_openers=frozenset(data.get("infinitive_openers", ())),
        drops_subjects=bool(data.get("drops_subjects", False)),
        occasion_nouns=frozenset(map(strip_marks, data.get("occasion_nouns", ()))),
        irregular_verbs=frozenset(data.get("irregular_verbs", ())),
        finite_endings=tuple(data.get("finite_endings", ())) or ("\0",),
        phrasal_verbs=frozenset(data.get("phrasal_verbs", ())),
        weak_verbs=frozenset(data.get("weak_verbs", ())),
        carrying_verbs=frozenset(data.get("carrying_verbs", ())),
        saying_nouns=frozenset(data.get("saying_nouns", ())),
        noun_like_verbs=frozenset(data.get("noun_like_verbs", ())),
        split_verbs={form: uses[0][1] for form, uses in _read_uses(data.get("split_verbs", ())).items()},
        object_verbs=object_verbs,
        denying_splits=dict(entry.split() for entry in data.get("denying_splits", ())),
        announcing_nouns=announcing_nouns,
        saying_participles=frozenset(data.get("saying_participles", ())),
        postpositions=frozenset(data.get("postpositions", ())),
        reporting_subjunctive=frozenset(data.get("reporting_subjunctive", ())) | substitutes,
        substitute_subjunctive=substitutes,
        is_bare_after_comma=bool(data.get("is_bare_after_comma", False)),
        is_verb_first=bool(data.get("is_verb_first", False)),
        past_endings=tuple(data.get("past_endings", ())),
        forecast_endings=tuple(data.get("forecast_endings", ())),
        forecast_prefixes=tuple(data.get("forecast_prefixes", ())),
        worth_exceptions=frozenset(map(strip_marks, data.get("worth_exceptions", ()))),
        capitalises_nouns=bool(data.get("capitalises_nouns", False)),
        male_pronouns=frozenset(data.get("male_pronouns", ())),
        female_pronouns=frozenset(data.get("female_pronouns", ())),
        person_pronouns=frozenset(data.get("person_pronouns", ())),
        group_pronouns=frozenset(data.get("group_pronouns", ())),
        thing_pronouns=frozenset(data.get("thing_pronouns", ())),
        impersonal_pronouns=frozenset(data.get("impersonal_pronouns", ())),
        has_cases=bool(data.get("has_cases", False)),
        infinitives=frozenset(data.get("reporting_infinitives", ())),
        litotes_verbs=frozenset(data.get("litotes_verbs", ())),
        conditional_endings=tuple(data.get("conditional_endings", ())),
        cue_words=frozenset(cue_words),
        rare_cues=frozenset({"nach"}).union(*(sections[name].telling for name in RARE_CUES)),
        hearsay_words=sections["hearsay_participles"].telling | sections["hearsay_adverbs"].telling,
    )


@lru_cache(maxsize=256)
def find_lexicon(language: str) -> Lexicon:
    """Return the language's lexicon, the fallback's where it has no data file."""
    return load_lexicon(language if language in list_languages() else FALLBACK)
