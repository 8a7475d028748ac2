"""Whether a person's name stands in the words of a source."""

from __future__ import annotations

from annotations.splitting.nouns import CASELESS, NOUN_SECTIONS, Nouns

OF_NAMES = frozenset({"of", "de", "del", "der", "des", "du", "von", "van", "al", "bin", "la"})
NAME_PARTICLES = frozenset(
    {"de", "del", "la", "der", "von", "van", "al", "bin", "ben", "da", "di", "du", "el", "y", "zu"}
)
PERSON_ENDINGS = ("er", "in", "ist", "isten", "loge", "login", "ent", "enten", "ant", "anten", "eur", "or")
"""How German nouns of people end: "der Jurist Emil Tauber"."""
ROMAN = frozenset({"II", "III", "IV"})
POSTNOMINALS = frozenset({"KC", "QC", "SC", "MP", "MEP", "MSP", "MD", "PhD", "Jr", "Sr", "OBE", "CBE", "MBE"})
ARABIC_ARTICLE = "ال"
MAX_ACRONYM = 5
"""A longer word in capitals is mostly a name printed so, as transcripts do."""


def is_acronym(words: list[str]) -> bool:
    """Tell a body's initials from a name printed in capitals: the last word is one, and short."""
    last = words[-1]
    if not last.isupper() or not any(len(word) > 1 and word.isupper() for word in words):
        return False
    if "." in last:
        return True
    shouted = [word for word in words if word.isupper() and len(word) > 3]
    return len(last) <= MAX_ACRONYM and len(shouted) < 2


class People(Nouns):
    """Finds names of persons."""

    def _name_words(self, words: list[str]) -> list[str]:
        """Return the capitalised words that are no title, office, body, document or nation."""
        return [word for word in words if word[0].isupper() and self._normalise(word) not in self.no_names]

    def _has_person_name(self, words: list[str]) -> bool:
        """Tell whether a person's name stands in the words: two names in a row at the end, or one
        after a title.
        """
        if self.lexicon.code in CASELESS:
            return self._has_titled_name(words) or self._has_arabic_name(words)
        while len(words) > 2 and words[-1] in POSTNOMINALS:
            words = words[:-1]
        if len(words) > 1 and is_acronym(words[-1:]) and words[-1].upper() not in ROMAN:
            return False
        last = len(words) - 1
        while last >= 0 and not words[last][0].isalnum():
            last -= 1
        run: list[str] = []
        while last >= (words[0].lower() in self.lexicon["articles"].words) and (
            words[last][0].isupper() or words[last].lower() in NAME_PARTICLES
        ):
            run.insert(0, words[last])
            last -= 1
        has_complement = bool(run) and run[0].lower() in OF_NAMES and last >= 0
        while run and not run[0][0].isupper():
            run.pop(0)
        if has_complement:
            # "portavoz de Navitrans": what follows the preposition is whom the head belongs to.
            return False
        return self._is_person_run(run, words, last)

    def _is_person_run(self, run: list[str], words: list[str], last: int) -> bool:
        """Tell whether the capitalised words at the end are a person's name; `last` stands before them."""
        lexicon = self.lexicon
        normal = [self._normalise(word) for word in run]
        if len(run) > 1 and normal[-2] in lexicon["forms_of_address"]:
            # "Mr. King": whatever follows such a word is a name.
            return True
        if len(run) > 1 and normal[-2] in lexicon["titles"] and self._name_words(run[-1:]):
            return True
        if not run or lexicon["known_organisations"].find(normal):
            return len(run) > 1 and normal[0] != "the" and self._is_addressed(normal)
        if lexicon.code == "de" and self._holds_body(normal[:-1]):
            return False
        if lexicon.code == "de" and len(run) == 3 and normal[0].endswith(PERSON_ENDINGS):
            return not self._is_noun(normal[-1], "organisation_nouns")
        if any(word in lexicon["organisation_nouns"] for word in normal[-1:]) or (
            any(word in lexicon["organisation_nouns"] for word in normal)
            and len(self._name_words(run[-2:])) < 2
        ):
            return False
        if not self._name_words(run[-1:]):
            return False
        is_titled = any(self._normalise(word) in lexicon["titles"] for word in words[: last + 1] + run[:-1])
        if len(words) > len(run) and words[0].lower() in lexicon["articles"].words and not is_titled:
            return len(run) in (2, 3) and self._is_called(words[1 : last + 1])
        return is_titled or (len(self._name_words(run)) >= 2 and lexicon.code != "de") or len(run) in (2, 3)

    def _holds_body(self, words: list[str]) -> bool:
        """Tell "Softwarehersteller Medisoft" from "Vorstandschef Emil Tauber" by the noun before the name."""
        return any(
            self._is_noun(word, "organisation_nouns")
            and word not in self.lexicon["titles"]
            and not self._is_noun(word, "office_nouns")
            for word in words
        )

    def _is_addressed(self, normal: list[str]) -> bool:
        """Tell "Rep. Steve Israel": a form of address opens two names, though one is a country's too."""
        addresses = self.lexicon["forms_of_address"]
        return any(
            word in addresses and 2 <= len(normal) - at - 1 <= 3 for at, word in enumerate(normal[:-2])
        )

    def _is_called(self, words: list[str]) -> bool:
        """Tell "le boulanger Marc Tissier" and "the late novelist Alice Reed" from "the paper Daily
        Lantern": small nouns, the last no body's or document's.
        """
        return (
            0 < len(words) <= (3 if self.has_last_heads else 1)
            and all(word[0].islower() for word in words)
            and self.lexicon.code != "de"
            and not any(
                self._is_noun(word, section)
                for word in words
                for section in ("organisation_nouns", "document_nouns")
            )
        )

    def _has_titled_name(self, words: list[str]) -> bool:
        normal = [self._normalise(word) for word in words]
        titled = [index for index, word in enumerate(normal) if word in self.lexicon["titles"].words]
        return bool(titled) and any(
            word not in self.nouns
            and words[index + titled[-1] + 1][0].isalpha()
            and not words[index + titled[-1] + 1].startswith(ARABIC_ARTICLE)
            for index, word in enumerate(normal[titled[-1] + 1 :])
        )

    def _has_arabic_name(self, words: list[str]) -> bool:
        """Tell "التاجر سليم حداد" and "مؤرخ الفن كميل داغر" from "التاجر": a definite noun of people, then
        two unknown words, the first without the article.
        """
        at = next((i for i, word in enumerate(words) if word in ("،", ",")), 0)
        if at:
            return 2 <= len(words) - at - 1 - (words[-1] in ("،", ",")) <= 3 and self._is_arabic_name(
                words[at + 1 : at + 3]
            )
        is_definite = any(word.startswith(ARABIC_ARTICLE) for word in words[:2])
        is_person = any(self._is_noun(words[0], section) for section in ("anonymous_nouns", "office_nouns"))
        return len(words) > 2 and is_definite and is_person and self._is_arabic_name(words[-2:])

    def _is_arabic_name(self, words: list[str]) -> bool:
        return (
            len(words) == 2
            and not words[0].startswith(ARABIC_ARTICLE)
            and all(
                word[0].isalpha()
                and len(word) > 2
                and not any(self._is_noun(word, section) for section in NOUN_SECTIONS)
                for word in words
            )
        )

    def _find_apposed(self, words: list[str]) -> list[list[str]]:
        """Return what stands behind each comma or dash up to the next sign or preposition: "his aide, Bob
        Stone, of Leeds".
        """
        found: list[list[str]] = []
        open_at = 0
        for index, word in enumerate([*words, ","]):
            is_sign = not word[0].isalnum() and word not in "'’\"“”&/"
            if open_at and (is_sign or word.lower() in self.modifier_openers or word.lower() == "including"):
                if index > open_at:
                    found.append(words[open_at:index])
                open_at = 0
            if word in (",", "—", "–", "-"):
                open_at = index + 1
        return found

    def _has_apposed_name(self, words: list[str]) -> bool:
        """Tell whether a comma and a name follow: "the group's founder, Carol Reed"."""
        if self.lexicon.code == "ar":
            return self._has_arabic_name(words)
        for part in self._find_apposed(words):
            if len(part) > 8 or part[0] in ("and", "or"):
                continue
            names = self._name_words(part)
            # "her lawyer, Alice Pope": a first name makes a last name of any word.
            if len(names) == 1 and len(part) == 2 and part[0] in names and self._is_office(part[1]):
                return True
            if len(names) >= 2 and self._has_person_name(part):
                return True
        return False

    def _is_office(self, word: str) -> bool:
        return word[0].isupper() and self._normalise(word) in self.lexicon["office_nouns"]
