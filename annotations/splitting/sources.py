"""What sort of origin a source names, judged by its head noun, its names and the phrases of anonymity
in it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotations.splitting.elements import strip_marks
from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.types import SourceKind, Span

_WORDS = re.compile(r"[^\W_]+(?:[’'.\-‑&][^\W_]+)*|[^\w\s]")
_ELIDED = re.compile(r"[^\W\d_]{1,2}[’'](?=\w)|[^\W_]+(?:[.\-‑&][^\W_]+)*|[^\w\s]")
MAX_SOURCE = 400
"""No source is longer; more of it is not looked at."""
_HAN = re.compile(r"[\u3400-\u9fff]")
ARABIC_ARTICLE = "ال"


def _trim_possessive(word: str) -> str:
    if "'" not in word and "’" not in word:
        return word
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return word


def _strip_arabic(word: str) -> str:
    """Return the Arabic word without joined prepositions and the article."""
    for prefix in ("وال", "بال", "فال", "لل", "ال", "ل", "ب"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


class SourceClassifier:
    """Judges sources by one language's lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the language's nouns and phrases."""
        self.lexicon = lexicon
        self.nouns = frozenset().union(*(lexicon[section] for section in NOUN_SECTIONS))
        self.no_names = self.nouns | lexicon["titles"] | lexicon["articles"]
        self.modifier_openers = lexicon["prepositions"] | lexicon["relative_pronouns"]

    def classify(self, text: str, span: Span) -> SourceKind:
        """Return the kind of the source at the span, pronouns left aside; `none` for a blank one."""
        printed = text[span.start : min(span.end, span.start + MAX_SOURCE)]
        if _HAN.search(printed) and self.lexicon.code != "zh":
            return SourceKind.NONE
        words = _WORDS.findall(printed)
        if not any(word[0].isalnum() for word in words):
            return SourceKind.NONE
        return self._judge(printed)

    @lru_cache(maxsize=4096)  # noqa: B019  # one classifier a language lives as long as the process
    def _judge(self, printed: str) -> SourceKind:
        if self.lexicon.code == "zh":
            return self._classify_chinese(printed)
        pattern = _ELIDED if self.lexicon.code == "fr" else _WORDS
        return self._classify_words(pattern.findall(strip_marks(printed)))

    def is_pronoun(self, text: str, span: Span) -> bool:
        """Tell whether the span prints nothing but a pronoun."""
        return text[span.start : span.end].strip().lower() in self.lexicon["pronouns"].words

    def _normalise(self, word: str) -> str:
        lowered = _trim_possessive(word.lower())
        if self.lexicon.code == "ar":
            return _strip_arabic(lowered)
        return lowered

    def _classify_words(self, words: list[str]) -> SourceKind:
        lexicon = self.lexicon
        lowered = [_trim_possessive(word.lower()) for word in words]
        if lexicon["disclosed_anonymity"].find(lowered):
            return SourceKind.ANONYMOUS
        origin = next((i for i, word in enumerate(lowered) if word in lexicon["origin_nouns"]), None)
        is_document = origin is not None and lowered[origin] in lexicon["document_nouns"]
        if is_document and " ".join(lowered) not in lexicon["unspecified_phrases"].phrases:
            return SourceKind.DOCUMENT
        if origin is not None and origin <= 4 and lexicon.code == "de":
            whose = self._find_possessor(words[:origin])
            if whose:
                return whose
        if origin is not None and origin <= 2:
            # "Angaben der Polizei" are as good as the police.
            rest = origin + 2 if lowered[origin + 1 : origin + 2] == ["von"] else origin + 1
            return self._classify_words(words[rest:]) if rest < len(words) else SourceKind.UNSPECIFIED
        head_words, head_lowered = self._cut_head(words, lowered)
        if " ".join(lowered) in lexicon["unspecified_phrases"].phrases:
            return SourceKind.UNSPECIFIED
        bare = self._drop_articles(head_lowered)
        if " ".join(bare) in lexicon["unspecified_phrases"].phrases and len(bare) == len(head_lowered):
            return SourceKind.UNSPECIFIED
        if lexicon["anonymous_phrases"].find(lowered) and not self._has_person_name(head_words):
            return SourceKind.ANONYMOUS
        if " ".join(bare) in lexicon["known_organisations"].phrases:
            return SourceKind.NAMED_ORGANISATION
        return self._classify_head(words, lowered, head_words, bare)

    def _find_possessor(self, words: list[str]) -> SourceKind | None:
        """Return the kind of whom an opinion is: "Alice Brandts Ansicht"; None where no name precedes."""
        while words and words[0].lower() in self.lexicon["articles"]:
            words = words[1:]
        if not words or not words[0][0].isupper() or not words[-1].endswith(("s", "’", "'")):
            return None
        return self._classify_words([*words[:-1], words[-1].rstrip("'’").removesuffix("s")])

    def _classify_head(
        self, words: list[str], lowered: list[str], head_words: list[str], bare: list[str]
    ) -> SourceKind:
        lexicon = self.lexicon
        is_definite = len(bare) < len(head_words) and lowered[0] not in INDEFINITE
        if lexicon.code == "de" and len(bare) > 1 and words[0][0].isupper() and words[0].endswith(("s", "’")):
            is_definite = True
        head = self._find_head(head_words, bare)
        normal = [self._normalise(word) for word in bare]
        if "باسم" in lowered and any(word in lexicon["spokesperson_nouns"] for word in normal):
            return SourceKind.NAMED_ORGANISATION
        if self._has_apposed_name(words) and self._is_noun(head, "organisation_nouns"):
            return SourceKind.NAMED_ORGANISATION
        if self._has_person_name(head_words) or self._has_apposed_name(words):
            return SourceKind.NAMED_PERSON
        if (
            lexicon.code == "de"
            and head not in lexicon["spokesperson_nouns"]
            and head.endswith(("sprecher", "sprecherin"))
        ):
            # A "Verbandssprecher" names in one word the body he speaks for.
            return SourceKind.NAMED_ORGANISATION
        if any(word in lexicon["spokesperson_nouns"] for word in (*normal, *bare)):
            return SourceKind.NAMED_ORGANISATION if self._names_body(words, lowered) else SourceKind.ANONYMOUS
        for section, kind in (
            ("document_nouns", SourceKind.DOCUMENT),
            ("anonymous_nouns", SourceKind.ANONYMOUS),
            ("office_nouns", SourceKind.NAMED_PERSON if is_definite else SourceKind.ANONYMOUS),
            ("organisation_nouns", SourceKind.NAMED_ORGANISATION),
            ("known_organisations", SourceKind.NAMED_ORGANISATION),
        ):
            if self._is_noun(head, section):
                return kind
        if lexicon["organisation_nouns"].find(normal) or lexicon["known_organisations"].find(normal):
            return SourceKind.NAMED_ORGANISATION
        if any(word in lexicon["office_nouns"] for word in normal):
            return SourceKind.NAMED_PERSON if is_definite else SourceKind.ANONYMOUS
        if any(self._is_noun(word, "anonymous_nouns") for word in bare):
            return SourceKind.ANONYMOUS
        if any(self._is_noun(word, "document_nouns") for word in bare):
            return SourceKind.DOCUMENT
        if lexicon.code in CASELESS:
            return SourceKind.NAMED_PERSON
        if any(word in NAME_MARKS for word in words):
            # A name in quotation marks is a paper's, a ship's or a firm's.
            return SourceKind.NAMED_ORGANISATION
        if lexicon.code == "de" and lowered[0] in INDEFINITE:
            return SourceKind.ANONYMOUS
        is_proper = any(word[0].isupper() for word in head_words[-1:])
        if is_proper and is_definite and lowered[0] in DEFINITE and lexicon.code != "de":
            # "the Cyber Desk", "el Valdeoria": a person's name takes no article.
            return SourceKind.NAMED_ORGANISATION
        if is_proper:
            return SourceKind.NAMED_ORGANISATION if _is_acronym(head_words) else SourceKind.NAMED_PERSON
        return SourceKind.ANONYMOUS

    def _is_noun(self, word: str, section: str) -> bool:
        entries = self.lexicon[section].words
        if self.lexicon.code == "de" and len(word) > 7 and word not in entries:
            # A compound is what its last part is.
            return any(word.endswith(entry) for entry in entries if len(entry) > 4)
        return word in entries or self._normalise(word) in entries or word.rpartition("-")[2] in entries

    def _cut_head(self, words: list[str], lowered: list[str]) -> tuple[list[str], list[str]]:
        """Return the words before the first postmodifier: preposition, relative clause, apposition."""
        stops = self.modifier_openers
        if self.lexicon.code == "de":
            of = self._find_genitive(words, lowered)
            if of:
                return words[:of], lowered[:of]
            if len(words) > 2 and lowered[0] in self.lexicon["number_words"] and lowered[1] in stops:
                return [words[0], words[-1]], [lowered[0], lowered[-1]]
        for index in range(1, len(words)):
            if lowered[index] in stops or not words[index][0].isalnum():
                if words[index] in "\"“”„«»’‘'-–&/.":
                    continue
                if lowered[index] in OF_NAMES and index + 1 < len(words) and words[index + 1][0].isupper():
                    continue
                return words[:index], lowered[:index]
        return words, lowered

    def _find_genitive(self, words: list[str], lowered: list[str]) -> int:
        """Return where "der Nordbahn" begins in "ein Sprecher der Nordbahn", 0 without an office before."""
        return next(
            (
                at
                for at in range(1, words.index(",") if "," in words else len(words) - 1)
                if words[at] in GERMAN_OF
                and (
                    lowered[at - 1] in self.nouns
                    or lowered[at - 1].endswith(("sprecher", "sprecherin", "chef", "chefin"))
                )
            ),
            0,
        )

    def _drop_articles(self, lowered: list[str]) -> list[str]:
        at = 0
        articles = self.lexicon["articles"].words
        while at < len(lowered) - 1 and lowered[at] in articles:
            at += 1
        return lowered[at:]

    def _find_head(self, head_words: list[str], bare: list[str]) -> str:
        """Return the head noun: the last word in languages that put the adjective first, else the
        first known one.
        """
        if self.lexicon.code in HEAD_FIRST:
            for word in bare:
                if any(self._is_noun(word, section) for section in NOUN_SECTIONS):
                    return word
            return bare[0]
        return next((word for word in reversed(bare) if word[0].isalnum()), bare[-1])

    def _name_words(self, words: list[str]) -> list[str]:
        """Return the capitalised words that are no title, office, body, document or nation."""
        return [word for word in words if word[0].isupper() and self._normalise(word) not in self.no_names]

    def _has_person_name(self, words: list[str]) -> bool:
        """Tell whether a person's name stands in the words: two names in a row at the end, or one
        after a title.
        """
        if self.lexicon.code in CASELESS:
            return self._has_titled_name(words) or self._has_arabic_name(words)
        if len(words) > 1 and _is_acronym(words[-1:]) and words[-1].upper() not in ROMAN:
            return False
        last = len(words) - 1
        while last >= 0 and not words[last][0].isalnum():
            last -= 1
        run: list[str] = []
        while last >= (words[0].lower() in self.lexicon["articles"].words) and (
            words[last][0].isupper() or words[last].lower() in NAME_PARTICLES or words[last] == "."
        ):
            run.insert(0, words[last])
            last -= 1
        has_complement = bool(run) and run[0].lower() in OF_NAMES and last >= 0
        while run and not run[0][0].isupper():
            run.pop(0)
        normal = [self._normalise(word) for word in run]
        if has_complement:
            # "portavoz de Navitrans": what follows the preposition is whom the head belongs to.
            return False
        if len(run) > 1 and normal[-2] in self.lexicon["titles"] and self._name_words(run[-1:]):
            return True
        if not run or self.lexicon["known_organisations"].find(normal):
            return False
        if any(word in self.lexicon["organisation_nouns"] for word in normal[-1:]) or (
            any(word in self.lexicon["organisation_nouns"] for word in normal)
            and len(self._name_words(run[-2:])) < 2
        ):
            return False
        if not self._name_words(run[-1:]):
            return False
        is_titled = any(
            self._normalise(word) in self.lexicon["titles"].words for word in words[: last + 1] + run[:-1]
        )
        if len(words) > len(run) and words[0].lower() in self.lexicon["articles"].words and not is_titled:
            return len(run) in (2, 3) and self._is_called(words[1 : last + 1])
        return (
            is_titled or (len(self._name_words(run)) >= 2 and self.lexicon.code != "de") or len(run) in (2, 3)
        )

    def _is_called(self, words: list[str]) -> bool:
        """Tell "le boulanger Marc Tissier" from "the paper Daily Lantern": one small noun, no body's or
        document's.
        """
        return (
            len(words) == 1
            and words[0][0].islower()
            and self.lexicon.code != "de"
            and not self._is_noun(words[0], "organisation_nouns")
            and not self._is_noun(words[0], "document_nouns")
        )

    def _has_titled_name(self, words: list[str]) -> bool:
        normal = [self._normalise(word) for word in words]
        titled = [index for index, word in enumerate(normal) if word in self.lexicon["titles"].words]
        return bool(titled) and any(
            word not in self.nouns
            and words[index + titled[-1] + 1][0].isalpha()
            and not self._is_adjective(words, index + titled[-1] + 1)
            for index, word in enumerate(normal[titled[-1] + 1 :])
        )

    def _has_arabic_name(self, words: list[str]) -> bool:
        """Tell "التاجر سليم حداد" from "التاجر": a definite noun of people, then two bare unknown words."""
        if len(words) < 3 or not words[0].startswith(ARABIC_ARTICLE):
            return False
        return self._is_noun(words[0], "anonymous_nouns") and all(
            word[0].isalpha()
            and not word.startswith(ARABIC_ARTICLE)
            and self._normalise(word) not in self.nouns
            and len(word) > 2
            for word in words[1:3]
        )

    def _is_adjective(self, words: list[str], at: int) -> bool:
        """Tell an Arabic adjective or genitive, which carries the article, from a name, which mostly
        does not.
        """
        return words[at].startswith(ARABIC_ARTICLE)

    def _has_apposed_name(self, words: list[str]) -> bool:
        """Tell whether a comma and a name follow: "the group's founder, Carol Reed"."""
        for index, word in enumerate(words[:-2]):
            if word == "," and index + 2 < len(words):
                tail = words[index + 1 :]
                end = next((i for i, other in enumerate(tail) if not other[0].isupper()), len(tail))
                return (
                    2 <= end <= 3
                    and len(self._name_words(tail[:end])) >= 2
                    and self._has_person_name(tail[:end])
                )
        return False

    def _names_body(self, words: list[str], lowered: list[str]) -> bool:
        """Tell whether the body a spokesperson speaks for is named or definite."""
        normal = [self._normalise(word) for word in lowered]
        return (
            any(word[0].isupper() for word in words[1:])
            or words[0].isupper()
            or self.lexicon["organisation_nouns"].find(normal)
            or lowered[0] in self.lexicon["articles"].words - INDEFINITE
            or len(self._name_words(words)) > 0
        )

    def _classify_chinese(self, printed: str) -> SourceKind:
        """Judge a Chinese source by the phrases in it; the last noun decides, so the ends are looked
        at first.
        """
        lexicon = self.lexicon
        bare = printed.strip()
        for name in ("disclosed_anonymity", "anonymous_phrases"):
            if any(phrase in bare for phrase in lexicon[name].words):
                return SourceKind.ANONYMOUS
        if bare in lexicon["unspecified_phrases"].words:
            return SourceKind.UNSPECIFIED
        if bare in lexicon["known_organisations"].words:
            return SourceKind.NAMED_ORGANISATION
        if bare.endswith("》"):
            return SourceKind.NAMED_ORGANISATION
        for name, kind in (
            ("document_nouns", SourceKind.DOCUMENT),
            ("spokesperson_nouns", SourceKind.NAMED_ORGANISATION),
            ("anonymous_nouns", SourceKind.ANONYMOUS),
            ("organisation_nouns", SourceKind.NAMED_ORGANISATION),
        ):
            if bare.endswith(tuple(lexicon[name].words)):
                return kind
        if any(title in bare for title in lexicon["titles"].words):
            return (
                SourceKind.ANONYMOUS
                if bare.endswith(tuple(lexicon["titles"].words)) and bare[0] in "一某该多数几"
                else SourceKind.NAMED_PERSON
            )
        if any(name in bare for name in lexicon["known_organisations"].words) and len(bare) <= 12:
            return SourceKind.NAMED_ORGANISATION
        if (
            any(bare.find(noun) >= 0 for noun in lexicon["organisation_nouns"].words if len(noun) > 1)
            and len(bare) > 8
        ):
            return SourceKind.NAMED_PERSON
        return SourceKind.NAMED_PERSON


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
OF_NAMES = frozenset({"of", "de", "del", "der", "des", "du", "von", "van", "al", "bin", "la"})
GERMAN_OF = frozenset({"der", "des", "von", "vom", "einer", "eines", "beim", "im"})
NAME_PARTICLES = frozenset(
    {"de", "del", "la", "der", "von", "van", "al", "bin", "ben", "da", "di", "du", "el", "y", "zu"}
)
INDEFINITE = frozenset(
    {
        "a",
        "an",
        "some",
        "several",
        "many",
        "two",
        "three",
        "ein",
        "eine",
        "einer",
        "einem",
        "einen",
        "un",
        "une",
        "unos",
        "unas",
    }
)
DEFINITE = frozenset({"the", "el", "la", "los", "las", "le", "les", "l’", "l'"})
NAME_MARKS = frozenset('“”„«»"《》')
ROMAN = frozenset({"II", "III", "IV"})


def _is_acronym(words: list[str]) -> bool:
    return any(word.isupper() and len(word) > 1 and word.isalpha() for word in words) and words[-1].isupper()


@cache
def load_classifier(code: str) -> SourceClassifier:
    """Return the classifier of the language; KeyError when it has no data file."""
    return SourceClassifier(load_lexicon(code))
