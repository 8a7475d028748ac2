"""Where the content behind a reporting verb begins."""

from __future__ import annotations

from annotations.splitting import russian
from annotations.splitting.behind import Behind
from annotations.splitting.drafts import MAX_ADJUNCT_ELEMENTS, STOPS
from annotations.splitting.elements import QUOTE, WORD
from annotations.splitting.german_phrases import GERMAN_RELATIVES

GERMAN_CLAUSES = frozenset(
    {"wo", "was", "und", "um", "woraufhin", "wobei", "sodass", "darunter", "denen", "dessen", "deren"}
)
SPEAKING_OF = frozenset({"sprach", "spricht", "sprachen", "sprechen"})
NO_SUBJECT = frozenset(
    {
        "to",
        "nothing",
        "something",
        "so",
        "goodbye",
        "hello",
        "yes",
        "and",
        "or",
        "responsibility",
        "credit",
        "victory",
    }
)
TELLING = frozenset(
    form
    for stem in ("сообщи", "заяви", "объяви", "предупреди", "рассказа")
    for form in (f"{stem}л", f"{stem}ла", f"{stem}ли", f"{stem}ло")
)
"""Russian verbs whose "о" and noun stand for what is told: "сообщил о переносе"."""
COMPARING = frozenset(
    {"plus", "moins", "aussi", "autant", "mieux", "más", "menos", "tan", "mejor", "mayor", "quoi"}
)
"""What makes a "que" that of a comparison."""
WHATEVER = frozenset(
    {"tout", "toute", "cualquier", "toda", "todo", "любые", "любую", "любое", "всякие", "всякую"}
)
"""What opens the plain object of a denial that can be looked up: "nie toute implication"."""
SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})
COUNTING = frozenset({"at", "more", "fewer", "less", "nearly", "almost", "about", "only"})
"""What may stand before a number that opens a clause: "found at least six pumps had failed"."""
NO_OBJECT = frozenset({"it", "them", "him", "me", "us", "for"})


OPENING_DATES = frozenset({"early", "late", "last"})
"""Adjectives of time that are no prepositions before a noun: "Early results show"."""


class Contents(Behind):
    """Finds contents that follow their verb."""

    def _find_content(self, cue: int, hi: int) -> int | None:
        """Return where the content that follows the verb begins, None when none does."""
        lexicon = self.lexicon
        classes = lexicon.verbs[self.words[cue]]
        at = self._skip_particles(cue + 1, hi)
        if at >= hi:
            return None
        if lexicon.code == "de" and self.words[cue] in SPEAKING_OF:
            return self._find_spoken_of(at, hi)
        if at > cue + 1 and lexicon.code == "en" and self._governs_object(cue, at, hi):
            return at
        at = self._skip_inserted(at, hi)
        if self.words[cue] in lexicon["asking_verbs"]:
            asked = self._find_asked(at, hi)
            if asked is not None:
                return asked
        if lexicon.code in ("fr", "es") and self.words[at] in lexicon.infinitive_openers and hi - at > 2:
            return at
        if self.words[at] in ("n’", "n'", "ne") and self._find_infinitive(at, hi, classes) is not None:
            return at
        if self.words[at] in WHATEVER and self.words[cue] in lexicon["denying_verbs"] and hi - at > 1:
            return at
        if lexicon.code == "es" and self.words[at] == "no" and hi - at > 2 and self._is_infinitive(at + 1):
            return at
        after = self._skip_set_in(at, hi) if lexicon.code in ("fr", "es", "ru") else at
        is_near = after < hi and (
            self.kinds[after] == QUOTE or self.words[after] in (*"،,:", "que", "qu’", "что")
        )
        at = after if is_near and after > at else at
        direct = self._match_content(at, hi)
        if direct is not None:
            return direct if lexicon.code != "de" or self._is_german_report(cue, direct, hi) else None
        if "addressee" in classes or "infinitive" in classes or self._opens_adverbial(at):
            found = self._find_announced(at, hi)
            if found is not None and (lexicon.code != "de" or self._is_german_report(cue, found, hi)):
                return found
        is_told = lexicon.code == "ru" and self.words[at] in ("о", "об") and self.words[cue] in TELLING
        if is_told and not (cue > 1 and self.words[cue - 2] in lexicon["declarative_complementisers"]):
            return at if hi - at > 1 and self.words[at + 1] != "том" else None
        if self.kinds[at] == QUOTE:
            return self._match_content(at + 1, hi)
        infinitive = self._find_infinitive(at, hi, classes)
        if infinitive is not None:
            return infinitive
        if "object" in classes and self._is_object(cue, at, hi):
            return at
        dated = self._skip_dates(at, hi) if "object" in classes and lexicon.code == "en" else at
        if at < dated < hi - 1 and f"{self.words[cue]} {self.words[dated]}" in lexicon.phrasal_verbs:
            return dated + 1
        if at < dated < hi - 2 and self.words[dated] in lexicon["articles"]:
            return dated
        if lexicon.code == "en" and "that" in classes and self._opens_bare_clause(at, hi):
            return at
        if self.words[cue] in lexicon.noun_like_verbs and self.words[cue - 1] not in lexicon["pronouns"]:
            return None
        if lexicon.is_verb_first or lexicon.code in ("ru", "fr", "es", "de"):
            return None
        if "addressee" in classes:
            return self._skip_addressee(at, hi)
        if "any" in classes:
            start = self._skip_dates(at, hi)
            if start >= hi:
                return None
            if self._opens_adverbial(start):
                return self._find_pronoun_clause(start, hi)
            is_clause = (
                hi - start >= (2 if self.words[start] in SUBJECT_PRONOUNS else 3)
                and self.kinds[start] == WORD
                and self.words[start] not in NO_SUBJECT
                and not self._opens_adverbial(start)
            )
            return start if is_clause else None
        return None

    def _is_german_report(self, cue: int, at: int, hi: int) -> bool:
        """Tell reported speech behind a German verb's comma from a relative or adverbial clause; behind a
        verb that mostly reports nothing ("gab", "führte") a subjunctive or "zu" must stand in it.
        """
        lexicon = self.lexicon
        is_bare = self.words[at - 1] == "," and self.kinds[at] == WORD
        if not is_bare or self.words[at] in lexicon["complementisers"]:
            return True
        is_relative = self.words[at + 1 : at + 2] != [] and (
            self.words[at] in lexicon["prepositions"] and self.words[at + 1] in GERMAN_RELATIVES | {"denen"}
        )
        opens_clause = self.words[at] in lexicon["conjunctions"] or self.words[at] in GERMAN_CLAUSES
        end = next((k for k in range(at + 1, hi) if self.words[k] in ",;"), hi)
        is_subjunctive = not lexicon.reporting_subjunctive.isdisjoint(self.words[at:hi])
        if is_relative or (opens_clause and not is_subjunctive) or self._opens_german_relative(at, end):
            return False
        if self._resumes_main(at) and (not is_subjunctive or self.words[at] in lexicon["auxiliaries"]):
            # "Was das Gericht schildert, lässt sich ...": the main clause goes on.
            return False
        if self.words[cue] not in lexicon.weak_verbs:
            return True
        return is_subjunctive or "zu" in self.words[at:hi]

    def _find_announced(self, at: int, hi: int) -> int | None:
        """Return where a content announced behind addressee, place and time begins, None when the verb's
        own clause ends before.
        """
        lexicon = self.lexicon
        for index in range(at + 1, min(hi, at + MAX_ADJUNCT_ELEMENTS)):
            word = self.words[index]
            is_name = self.kinds[index] == QUOTE and self.row.is_name_quote(index) and index + 1 < hi
            if self.kinds[index] == QUOTE and not is_name:
                return None
            found = self._match_content(index, hi)
            if found is not None and word == "que" and not COMPARING.isdisjoint(self.words[at:index]):
                return None
            if found is not None and not is_name:
                return found
            is_verb = word in lexicon["auxiliaries"] and not self.row.is_capital(index)
            if word in STOPS or word in ";?!" or index in self.cues or is_verb:
                return None
            is_place = word in ",،" and self.row.is_capital(index + 1) and index + 2 < hi
            if word in ",،" and not (is_place and self.words[index + 2] in ",،"):
                return None
            is_governed = self.words[index - 1] in lexicon["prepositions"]
            if word == "to" or (
                word in lexicon["pronouns"] and self.kinds[index - 1] == WORD and not is_governed
            ):
                return None
        return None

    def _find_asked(self, at: int, hi: int) -> int | None:
        """Return where "s’il viendra", "cuándo vendrá" or ", кто придёт" begins behind a verb of asking."""
        lexicon = self.lexicon
        if lexicon.code not in ("fr", "es", "ru"):
            return None
        for index in range(at, min(hi - 2, at + 9)):
            word = self.words[index]
            if self.kinds[index] == QUOTE or word in ":;":
                return None
            if lexicon.code == "ru":
                particle = "ли" in self.words[index + 1 : index + 4]
                if word == "," and (self.words[index + 1] in lexicon["asking_openers"] or particle):
                    return index + 1
            elif word in lexicon["asking_openers"] and word not in lexicon["declarative_complementisers"]:
                is_reflexive = word in ("s’", "s'") and self.words[index + 1] not in ("il", "ils")
                return None if is_reflexive or word in lexicon["relative_pronouns"] else index
        return None

    def _find_pronoun_clause(self, at: int, hi: int) -> int | None:
        """Return the pronoun in "said after the vote he would resign", None where none follows."""
        for index in range(at + 1, min(hi - 2, at + 9)):
            if self.kinds[index] != WORD or index in self.cues:
                return None
            before = self.words[index - 1]
            if self.words[index] in SUBJECT_PRONOUNS:
                is_free = (
                    before not in self.lexicon["conjunctions"] and before not in self.lexicon["prepositions"]
                )
                is_verb = self.words[index + 1] in self.lexicon["auxiliaries"]
                return index if is_free and is_verb else None
        return None

    def _find_infinitive(self, at: int, hi: int, classes: frozenset[str]) -> int | None:
        """Return where "to go", "Bob to go" or a bare Romance infinitive begins, None when none does."""
        word = self.words[at]
        if self.lexicon.code == "fr" and word in ("s’", "s'", "ne", "n’", "n'"):
            after = at + 1 + (at + 1 < hi and self.words[at + 1] in ("pas", "plus", "jamais", "rien"))
            return at if after < hi and self._find_infinitive(after, hi, classes) is not None else None
        if hi - at > 1 and self._is_infinitive(at):
            return at
        if (
            self.lexicon.code == "ru"
            and hi - at > 2
            and word in russian.OBJECTS
            and self._is_infinitive(at + 1)
        ):
            return at
        if word == "not":
            # "asked not to be named" tells about the source, not about the world.
            return None
        if hi - at > 2 and word in self.lexicon.infinitive_openers:
            return at
        if not classes & {"infinitive", "addressee", "object"} or self.lexicon.code != "en":
            return None
        if word == "to":
            return at if "infinitive" in classes and hi - at > 2 else None
        for index in range(at + 1, min(hi - 2, at + 9)):
            if self.words[index] == "to":
                return index if "addressee" in classes else at
            if (
                self.kinds[index] != WORD
                or index in self.cues
                or self.words[index] in self.lexicon["auxiliaries"]
            ):
                return None
        return None

    def _opens_bare_clause(self, at: int, hi: int) -> bool:
        """Tell "found he had lied" from "found a body": a subject and, close behind it, a finite verb."""
        word = self.words[at]
        if word in SUBJECT_PRONOUNS or self._is_contraction(at):
            return hi - at > 2
        is_counted = self.row.is_number(at) or word in COUNTING
        if not (is_counted or self.row.is_capital(at) or word in self.lexicon["articles"]):
            return False
        for index in range(at + 1, min(hi - 1, at + 8)):
            if self.kinds[index] != WORD or self.words[index] in self.lexicon["relative_pronouns"]:
                return False
            if self._is_finite(index, at):
                return True
        return False

    def _is_object(self, cue: int, at: int, hi: int) -> bool:
        """Tell a thing called for, named or announced from one that only follows: "called the police"."""
        is_denied = self.words[cue] in self.lexicon["denying_verbs"]
        if self.kinds[at] != WORD or hi - at < (1 if is_denied else 3):
            return False
        rest = range(at + 1, min(hi, at + MAX_ADJUNCT_ELEMENTS))
        if at > cue + 1:
            return True
        if self._opens_adverbial(at) or self.words[at] in NO_SUBJECT or self.words[at] in NO_OBJECT:
            return False
        if self.words[cue].startswith("accus"):
            return any(self.words[index] == "of" for index in rest)
        if self.words[cue].startswith("describ"):
            return any(self.words[index] in ("as", "in") for index in rest)
        if self.words[cue].startswith("call"):
            return any(self.kinds[index] == QUOTE or self.words[index] in ("a", "an") for index in rest)
        return True

    def _governs_object(self, cue: int, at: int, hi: int) -> bool:
        """Tell "warned of floods", a verb with its preposition and what it governs."""
        is_phrasal = f"{self.words[cue]} {self.words[cue + 1]}" in self.lexicon.phrasal_verbs
        return (
            is_phrasal
            and self.kinds[at] == WORD
            and self.words[at] not in self.lexicon["complementisers"]
            and self.words[at] not in self.lexicon["prepositions"]
        )

    def _find_recorded(self, source: tuple[int, int], cue: int, hi: int) -> int | None:
        """Return where the thing begins that a document shows: "The survey showed 83 per cent approval"."""
        at = self._skip_particles(cue + 1, hi)
        is_record = "record" in self.lexicon.verbs[self.words[cue]]
        if not is_record or hi - at < 3 or self.kinds[at] != WORD or self._opens_adverbial(at):
            return None
        head = next(
            (
                k
                for k in range(source[0] + 1, source[1])
                if (self.kinds[k] != WORD and self.words[k] not in "/&.")
                or (self.words[k] in self.lexicon["prepositions"] and self.words[k] not in OPENING_DATES)
                or self.words[k] in self.lexicon["relative_pronouns"]
            ),
            source[1],
        )
        is_document = any(word in self.lexicon["document_nouns"] for word in self.words[source[0] : head])
        return at if is_document else None

    def _find_spoken_of(self, at: int, hi: int) -> int | None:
        """Return what "sprach von einem „Vertrag“" is about, None where no quotation stands close."""
        quote = next((k for k in range(at + 1, min(hi, at + 8)) if self.kinds[k] == QUOTE), 0)
        return next((k + 1 for k in range(at, quote) if self.words[k] in ("von", "vom")), None)

    def _is_infinitive(self, at: int) -> bool:
        """Tell "dit attendre" and "пообещал вернуть" by the ending, right behind the verb."""
        word = self.words[at]
        if self.lexicon.code == "fr":
            return (
                len(word) > 4
                and word.endswith(("er", "ir", "dre", "tre"))
                and not self.row.is_capital(at)
                and word not in self.lexicon["date_words"]
                and word not in self.lexicon["prepositions"]
            )
        if self.lexicon.code == "es":
            return len(word) > 4 and word.endswith(("ar", "er", "ir")) and not self.row.is_capital(at)
        return self.lexicon.code == "ru" and len(word) > 4 and word.endswith(("ть", "ться"))

    def _is_addressed_name(self, at: int, hi: int) -> bool:
        """Tell "told «The Lantern», that": a name in quotation marks between verb and complementiser."""
        return (
            at + 2 < hi
            and self.row.is_name_quote(at)
            and self.words[at + 1] in ",،"
            and self.words[at + 2] in self.lexicon["complementisers"]
        )

    def _match_content(self, at: int, hi: int) -> int | None:
        """Return where a content announced here begins: complementiser, colon, quotation."""
        lexicon = self.lexicon
        word = self.words[at]
        if word in lexicon["complementisers"]:
            start = at + 1 if word in lexicon["declarative_complementisers"] else at
            start += word == "будто" and self.words[start : start + 1] == ["бы"]
            return start if start < hi else None
        if self.kinds[at] == QUOTE and not self._is_addressed_name(at, hi):
            return at
        if at + 1 >= hi:
            return None
        if word == ":":
            return at + 1
        if word in ",،":
            if self.words[at + 1] in lexicon["complementisers"]:
                return self._match_content(at + 1, hi)
            if self.kinds[at + 1] == QUOTE:
                return at + 1
            if (
                lexicon.is_bare_after_comma
                and hi - at > 3
                and self.words[at + 1] not in lexicon["relative_pronouns"]
            ):
                return at + 1
        return None

    def _opens_adverbial(self, at: int) -> bool:
        word = self.words[at]
        return (
            (
                word in self.lexicon["prepositions"]
                and not (word == "about" and self.row.is_number(at + 1))
                and not (word == "at" and self.words[at + 1 : at + 2] in (["least"], ["most"]))
                and word not in ("under", "over", "as", "if", "like", "before", "since")
            )
            or (
                word in self.lexicon["date_words"]
                and word not in self.lexicon["articles"]
                and word not in ("last", "time")
            )
            or (word.endswith("ly") and word not in ("only", "early"))
            or (self.lexicon.code != "en" and word not in ",.")
        )

    def _skip_addressee(self, at: int, hi: int) -> int | None:
        """Return the position behind the one told: a pronoun, a run of capitals, or article and nouns."""
        index = at
        if self.words[index] in self.lexicon["pronouns"] or self.words[index] in ("me", "us"):
            index += 1
        elif self.row.is_capital(index):
            while index < hi and self.row.is_capital(index):
                index += 1
        elif self.words[index] in self.lexicon["articles"]:
            index += 2
            while index < hi and self.row.is_capital(index):
                index += 1
        else:
            index += 1
        index = self._skip_dates(index, hi) if index < hi else index
        if self.lexicon.code == "en" and self.row.is_capital(at):
            index = self._find_pronoun_clause(index - 1, hi) or index
        return (
            index
            if hi - index >= 3 and self.kinds[index] == WORD and not self._opens_adverbial(index)
            else None
        )

    def _skip_adverbials(self, cue: int, at: int, hi: int) -> int:
        """Return the position behind addressee, place and time that follow the verb, up to the next sign."""
        lexicon = self.lexicon
        is_addressed = "addressee" in lexicon.verbs[self.words[cue]]
        start = at
        for index in range(at, min(hi, at + MAX_ADJUNCT_ELEMENTS)):
            word = self.words[index]
            if self.kinds[index] != WORD:
                return index
            if word in lexicon["complementisers"] or (
                index in self.cues and word not in lexicon.noun_like_verbs
            ):
                return start
            if (
                index == start
                and not is_addressed
                and not (
                    word in lexicon["prepositions"]
                    or word in lexicon["date_words"]
                    or word.endswith("ly")
                    or word in lexicon["preverb_adverbs"]
                )
            ):
                return start
        return hi if hi - at <= MAX_ADJUNCT_ELEMENTS else start
