"""What sort of origin a source names, judged by its head noun, its names and the phrases of anonymity
in it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotations.splitting import russian
from annotations.splitting.arabic_kinds import classify_arabic
from annotations.splitting.chinese_sources import classify_chinese_source
from annotations.splitting.elements import strip_marks
from annotations.splitting.lexicon import load_lexicon
from annotations.splitting.nouns import AGENT, CASELESS, HEAD_FIRST, NOUN_SECTIONS, trim_possessive
from annotations.splitting.people import ARABIC_ARTICLE, OF_NAMES, People, is_acronym
from annotations.splitting.types import SourceKind, Span

_WORDS = re.compile(r"[^\W_]+(?:[’'.\-‑&][^\W_]+)*(?:(?<=s)[’'](?!\w))?|[^\w\s]")
_ELIDED = re.compile(r"[^\W\d_]{1,2}[’'](?=\w)|[^\W_]+(?:[.\-‑&][^\W_]+)*|[^\w\s]")
MAX_SOURCE = 400
"""No source is longer; more of it is not looked at."""
_HAN_NAME = re.compile(r",\s?[\u3400-\u9fff]{2,4}$")
_GLUED_HAN = re.compile(r"[A-Za-z\d][\u3400-\u9fff]|的")
_LATIN_HEAD = re.compile(r"\W{0,2}[^\W\d_][\w.’'-]*,? [^\W\d_\u3400-\u9fff]", re.ASCII)
_HAN = re.compile(r"[\u3400-\u9fff]")
INDEFINITE = frozenset(
    {"a", "an", "some", "several", "many", "two", "three", "one", "another", "any", "no", "every", "each"}
    | {
        "my",
        "our",
        "your",
        "один",
        "одна",
        "أحد",
        "إحدى",
        "بعض",
        "ein",
        "eine",
        "einer",
        "einem",
        "einen",
        "un",
        "une",
        "unos",
        "unas",
        "una",
    }
)
DEFINITE = frozenset({"the", "el", "la", "los", "las", "le", "les", "l’", "l'"})
GERMAN_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "einige", "viele", "mehrere", "alle"})
GENITIVES = frozenset({"der", "des"})
POSSESSORS = ("'s", "’s", "s'", "s’")
OF_A_BODY = DEFINITE | {"du", "des", "del", "der", "dem", "his", "her", "their", "its"}
"""Articles behind a spokesperson: the body is definite, as in "un porte-parole du port"."""
NAME_MARKS = frozenset('“”„«»"《》')
ECHOES = frozenset({"himself", "herself", "itself", "themselves", "alike", "each", "both", "all", "too"})
"""What may follow an English source and belongs to it without telling who it is."""
PEOPLE_NAMES = ("icans", "ians", "ists", "inos", "mans", "ents", "women", "ermen", "smen")
"""How capitalised English words for many people end that are hardly ever a last name."""


def opens_in_latin(printed: str) -> bool:
    """Tell "Analyst Chen Rui of 远东证券", which two Latin words open, from OpenAI首席执行官."""
    return _LATIN_HEAD.match(printed) is not None and not _GLUED_HAN.search(printed)


class SourceClassifier(People):
    """Judges sources by one language's lexicon."""

    def classify(self, text: str, span: Span) -> SourceKind:
        """Return the kind of the source at the span, pronouns left aside; `none` for a blank one."""
        return self._judge(text[span.start : min(span.end, span.start + MAX_SOURCE)])

    @lru_cache(maxsize=4096)  # noqa: B019  # one classifier a language lives as long as the process
    def _judge(self, printed: str) -> SourceKind:
        if self.lexicon.code != "zh" and _HAN.search(printed) and not opens_in_latin(printed):
            return SourceKind.NONE
        if not any(map(str.isalnum, printed)):
            return SourceKind.NONE
        if self.lexicon.code == "zh":
            return classify_chinese_source(printed, self.lexicon)
        if self.lexicon.code == "ar":
            return classify_arabic(printed, self.lexicon)
        pattern = _ELIDED if self.lexicon.code == "fr" else _WORDS
        kind = self._classify_words(self._strip_edges(pattern.findall(strip_marks(printed))))
        # "Its lawyer, 范启明": a Chinese name is apposed.
        is_named = kind is SourceKind.ANONYMOUS and _HAN_NAME.search(printed)
        return SourceKind.NAMED_PERSON if is_named else kind

    def is_pronoun(self, text: str, span: Span) -> bool:
        """Tell whether the span prints nothing but a pronoun."""
        return text[span.start : span.end].strip().lower() in self.lexicon["pronouns"].words

    def _strip_edges(self, words: list[str]) -> list[str]:
        """Return the words without stops of abbreviations, a preposition before and an echo behind."""
        kept = [word for word in words if word != "."] or words
        while len(kept) > 1 and kept[-1].lower() in ECHOES and self.lexicon.code == "en":
            kept.pop()
        prepositions = self.lexicon["prepositions"]
        while len(kept) > 1 and kept[0].lower() in prepositions and self.lexicon.code == "en":
            kept.pop(0)
        return kept

    def _classify_words(self, words: list[str]) -> SourceKind:
        lexicon = self.lexicon
        lowered = [trim_possessive(word.lower()) for word in words]
        if lexicon["disclosed_anonymity"].find(lowered):
            return SourceKind.ANONYMOUS
        origin = next((i for i, word in enumerate(lowered) if word in lexicon["origin_nouns"]), None)
        is_document = origin is not None and lowered[origin] in lexicon["document_nouns"]
        if origin is not None and not GENITIVES.isdisjoint(lowered[1:origin]):
            # "Die Autoren der Studie": who they are stands before it.
            is_document, origin = False, None
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
        whole = " ".join(lowered)
        if whole in lexicon["unspecified_phrases"].phrases:
            return SourceKind.UNSPECIFIED
        if lexicon.code == "en" and self._names_first(words, lowered):
            return SourceKind.NAMED_PERSON
        head_words, head_lowered = self._cut_head(words, lowered)
        if lexicon.code == "ru" and len(head_words) == 1 and russian.PARTICIPLE.search(lowered[0]):
            # "опубликованному во вторник докладу": the noun stands behind the participle's complements.
            head_words, head_lowered = words, lowered
        bare = self._drop_articles(head_lowered)
        is_whole = lexicon.code != "ru" or len(head_lowered) == len(lowered)
        # Romance has no bare plural: "la presse" is as vague as "media".
        is_bare = is_whole and (len(bare) == len(head_lowered) or lexicon.code in ("fr", "es"))
        if " ".join(bare) in lexicon["unspecified_phrases"].phrases and is_bare:
            return SourceKind.UNSPECIFIED
        # "l’association Source claire": a capital inside makes a name of the word.
        is_roman = lexicon.code in ("fr", "es", "ru")
        small = [w if w == p or not at else p for at, (w, p) in enumerate(zip(lowered, words, strict=True))]
        if (
            lexicon["anonymous_phrases"].find(small if is_roman else lowered)
            and not self._has_person_name(head_words)
            and not self._is_measured_document(lowered)
            and not (lexicon.code in HEAD_FIRST and self._is_noun(bare[0], "organisation_nouns"))
        ):
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

    def _names_first(self, words: list[str], lowered: list[str]) -> bool:
        """Tell a person's name that opens the source or stands behind his body: "Alice Reed of the Sentinel",
        "Reed and her aides", "the Sentinel's Alice Reed", "secretary of state Alice Reed".
        """
        for index, word in enumerate(words[:-1]):
            if lowered[index] == "and" and lowered[index + 1] in self.lexicon["articles"]:
                left = words[:index]
                if is_acronym(left):
                    return False
                return self._has_person_name(left) or bool(self._name_words(left[-1:]) and index == 1)
            if word[0].isupper() and word.endswith(POSSESSORS) and len(words) <= index + 4:
                owned = words[index + 1 :]
                return len(owned) > 1 and all(w[0].isupper() for w in owned) and self._has_person_name(owned)
            if lowered[index] == "of" and index > 1 and words[index - 1][0].isupper():
                left = words[:index]
                return len(self._name_words(left[-2:])) == 2 and self._has_person_name(left)
            if lowered[index] == "of" and index and lowered[index - 1] in self.lexicon["titles"]:
                end = next((at for at, w in enumerate(words) if w in (",", "(")), len(words))
                tail = words[index + 2 : end]
                return len(self._name_words(tail)) >= 2 and self._has_person_name(tail)
        return False

    def _is_measured_document(self, lowered: list[str]) -> bool:
        """Tell "a number of studies": what is counted are documents."""
        of = next((at for at, word in enumerate(lowered) if word == "of"), len(lowered))
        rest, _ = self._cut_head(lowered[of + 1 :], lowered[of + 1 :]) if of + 1 < len(lowered) else ([], [])
        return bool(rest) and self._is_noun(rest[-1], "document_nouns")

    def _classify_head(
        self, words: list[str], lowered: list[str], head_words: list[str], bare: list[str]
    ) -> SourceKind:
        lexicon = self.lexicon
        is_definite = self._is_definite(words, lowered, len(head_words) - len(bare))
        head = self._find_head(head_words, bare)
        normal = [self._normalise(word) for word in bare]
        if "باسم" in lowered and any(word in lexicon["spokesperson_nouns"] for word in normal):
            return SourceKind.NAMED_ORGANISATION
        has_apposed = self._has_apposed_name(words)
        if has_apposed and self._is_noun(head, "organisation_nouns"):
            return SourceKind.NAMED_ORGANISATION
        if self._is_many(head, head_words, lowered):
            return SourceKind.ANONYMOUS
        if has_apposed or self._has_person_name(head_words):
            return SourceKind.NAMED_PERSON
        if lexicon.code == "de" and self._holds_body(normal[:-1]):
            return SourceKind.NAMED_ORGANISATION
        if lexicon.code == "ru" and self._has_closing_name(words, lowered):
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
        if self._is_titled_body(head, head_words, lowered):
            return SourceKind.NAMED_ORGANISATION
        for section, kind in (
            ("document_nouns", SourceKind.DOCUMENT),
            ("anonymous_nouns", SourceKind.ANONYMOUS),
            ("office_nouns", SourceKind.NAMED_PERSON if is_definite else SourceKind.ANONYMOUS),
            ("organisation_nouns", SourceKind.NAMED_ORGANISATION),
            ("known_organisations", SourceKind.NAMED_ORGANISATION),
        ):
            if self._is_noun(head, section):
                return kind
        return self._classify_by_modifiers(words, lowered, head_words, bare, is_definite=is_definite)

    def _classify_by_modifiers(
        self,
        words: list[str],
        lowered: list[str],
        head_words: list[str],
        bare: list[str],
        *,
        is_definite: bool,
    ) -> SourceKind:
        """Judge a source whose head no list knows by its other words and its print."""
        lexicon = self.lexicon
        normal = [self._normalise(word) for word in bare]
        if lexicon.code == "en" and bare[-1].endswith(AGENT) and head_words[-1][0].islower():
            return SourceKind.NAMED_PERSON if is_definite else SourceKind.ANONYMOUS
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
        if lexicon.code == "de" and lowered[0] in lexicon["articles"] and head_words[-1][0].islower():
            return SourceKind.ANONYMOUS
        if any(word in NAME_MARKS for word in words):
            # A name in quotation marks is a paper's, a ship's or a firm's.
            return SourceKind.NAMED_ORGANISATION
        if lexicon.code == "de" and lowered[0] in INDEFINITE:
            return SourceKind.ANONYMOUS
        is_proper = any(word[0].isupper() for word in head_words[-1:])
        if lexicon.code == "ru" and len(words) == 1 and lowered[0].endswith(russian.AGENT_ENDINGS):
            return SourceKind.ANONYMOUS
        is_country = len(words) == 1 and lowered[0].endswith(("ия", "ии", "стан", "ландия"))
        if lexicon.code == "ru" and is_country and lowered[0] not in russian.NAMES_IN_IYA:
            return SourceKind.NAMED_ORGANISATION
        if is_proper and is_definite and lowered[0] in DEFINITE and lexicon.code != "de":
            # "the Cyber Desk", "el Valdeoria": a person's name takes no article.
            return SourceKind.NAMED_ORGANISATION
        has_one_noun = sum(word[0].isupper() for word in head_words[1:]) == 1
        if is_proper and lexicon.code == "de" and lowered[0] in GERMAN_ARTICLES and has_one_noun:
            # "die Mönche": written German names take no article.
            return SourceKind.ANONYMOUS
        if is_proper:
            return SourceKind.NAMED_ORGANISATION if is_acronym(head_words) else SourceKind.NAMED_PERSON
        return SourceKind.ANONYMOUS

    def _is_definite(self, words: list[str], lowered: list[str], articles: int) -> bool:
        """Tell "the mayor", "her husband" and "Leeds's mayor" from "a mayor"."""
        if articles:
            return lowered[0] not in INDEFINITE
        if self.lexicon.code in ("ru", "fr", "es"):
            # In "du maire" and "del alcalde" the article is in the preposition.
            return True
        if self.lexicon.code == "ar":
            # The article of the genitive makes the whole definite: "وزير الخارجية".
            return any(word.startswith(ARABIC_ARTICLE) for word in words[:2])
        if self.lexicon.code == "de" and len(words) > 1:
            return words[0].endswith("s") and words[0][0].isupper()
        return self.lexicon.code == "en" and any(
            word[0].isupper() and word.endswith(POSSESSORS) for word in words[:3]
        )

    def _is_many(self, head: str, head_words: list[str], lowered: list[str]) -> bool:
        """Tell English plurals of people, which a name beside them does not make known."""
        if self.lexicon.code != "en":
            return False
        printed = head_words[-1] if head_words[-1][0].isalnum() else head
        if printed[0].islower():
            return self._is_people(head) and head not in self.lexicon["spokesperson_nouns"]
        is_counted = lowered[0] in INDEFINITE or lowered[0] in ("most", "few", "all", "other")
        if is_counted and len(head_words) > 1 and head.endswith("s"):
            return not any(
                self._is_noun(head, section)
                for section in ("organisation_nouns", "known_organisations", "document_nouns")
            )
        return (len(head_words) == 1 and head.endswith(PEOPLE_NAMES)) or (
            head in self.lexicon["anonymous_nouns"] and self._is_people(head)
        )

    def _is_titled_body(self, head: str, head_words: list[str], lowered: list[str]) -> bool:
        """Tell "the Post" and "the Leeds Review" from "the post" and "a review": a printed name."""
        return (
            self.lexicon.code == "en"
            and lowered[0] == "the"
            and head_words[-1][0].isupper()
            and head in self.lexicon["organisation_nouns"]
        )

    def _cut_head(self, words: list[str], lowered: list[str]) -> tuple[list[str], list[str]]:
        """Return the words before the first postmodifier: preposition, relative clause, apposition."""
        stops = self.modifier_openers
        if self.lexicon.code == "de":
            of = self._find_genitive(words, lowered)
            if of:
                return words[:of], lowered[:of]
            if len(words) > 2 and lowered[0] in self.lexicon["number_words"] and lowered[1] in stops:
                return [words[0], words[-1]], [lowered[0], lowered[-1]]
        is_english = self.lexicon.code == "en"
        for index in range(1, len(words)):
            word = lowered[index]
            if (
                is_english
                and index > 1
                and word.endswith(("ing", "ed"))
                and self._is_known(lowered[index - 1])
            ):
                # "a database tracking such deaths", "the poll released Sunday".
                return words[:index], lowered[:index]
            if word in stops or not words[index][0].isalnum():
                is_joined = words[index] in "-–" and words[index - 1] != words[index]
                if words[index] in "\"“”„«»’‘'&/." or (is_joined and words[index + 1 : index + 2] != ["-"]):
                    continue
                if word in OF_NAMES and index + 1 < len(words) and words[index + 1][0].isupper():
                    if is_english and words[index - 1][0].islower():
                        return words[:index], lowered[:index]
                    continue
                if is_english and word == "of" and lowered[index - 1] in MEASURES:
                    rest = self._cut_head(words[index + 1 :], lowered[index + 1 :])
                    return (words[:1] + rest[0], lowered[:1] + rest[1]) if rest[0] else (words, lowered)
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
                    # "Autoren der Studie": an article right behind a noun opens whose it is.
                    or (words[at] in GENITIVES and words[at - 1][0].isupper())
                )
            ),
            0,
        )

    def _is_known(self, word: str) -> bool:
        return any(self._is_noun(word, section) for section in NOUN_SECTIONS)

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

    def _has_closing_name(self, words: list[str], lowered: list[str]) -> bool:
        """Tell a Russian name behind complements: "рыбак из посёлка Скала Ян Вербин", "адвокат одного из
        задержанных Виктор Шубин".
        """
        if len(words) < 4 or not all(word[0].isupper() and word.isalpha() for word in words[-2:]):
            return False
        is_place = lowered[-3] in russian.PLACES
        is_body = any(self._is_noun(lowered[0], name) for name in ("organisation_nouns", "document_nouns"))
        return not is_place and not is_body and len(self._name_words(words[-2:])) == 2

    def _names_body(self, words: list[str], lowered: list[str]) -> bool:
        """Tell whether the body a spokesperson speaks for is named or definite."""
        normal = [self._normalise(word) for word in lowered]
        return (
            any(word[0].isupper() for word in words[1:])
            or words[0].isupper()
            or self.lexicon["organisation_nouns"].find(normal)
            or lowered[0] in self.lexicon["articles"].words - INDEFINITE
            or any(word in OF_A_BODY for word in lowered[2:])
            or len(self._name_words(words)) > 0
        )


MEASURES = frozenset(
    {"wave", "series", "set", "batch", "pile", "trove", "string", "flurry", "stack", "round"}
)
"""English nouns that count what follows them: "a batch of letters" is letters."""
GERMAN_OF = frozenset({"der", "des", "von", "vom", "einer", "eines", "beim", "im"})


@cache
def load_classifier(code: str) -> SourceClassifier:
    """Return the classifier of the language; KeyError when it has no data file."""
    return SourceClassifier(load_lexicon(code))
