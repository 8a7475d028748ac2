"""The noun phrase a clause is about, found by its finite verb."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS
from annotations.splitting.elements import QUOTE, SIGN, WORD
from annotations.splitting.phrases import Phrases

GOVERNING_PREPOSITIONS = frozenset({"by", "for", "after", "before", "while", "when", "from", "without"})
"""English prepositions whose participle has the subject of its clause: "answered by saying that ..."."""
UTTERANCES = frozenset({"statement", "tweet", "tweets", "letter", "email", "memo", "report"})
"""What somebody issues to speak: "issued a statement saying that ..."."""
MAX_SUBJECT = 20


class Subjects(Phrases):
    """Finds subjects that stand apart from the verb that reports."""

    @abstractmethod
    def _skip_apposition(self, comma: int, limit: int) -> int:
        """Return the comma that closes an apposition begun at `comma`, 0 when none begins there."""

    def find_clause_subject(self, lo: int, hi: int) -> tuple[int, int] | None:
        """Return the noun phrase that opens the range, up to its finite verb; None when none is sure."""
        start = self._skip_adjunct(lo, hi)
        if start >= hi or self.kinds[start] != WORD or self.words[start] in self.lexicon["prepositions"]:
            return None
        if self.lexicon.code == "de" and not self.row.is_capital(start) and start == lo:
            return None
        is_possessive = self.lexicon.code == "en" and self.words[start] in self.lexicon["articles"]
        is_pronoun = self.words[start] in self.lexicon["pronouns"] and not is_possessive
        if is_pronoun and not self.row.is_capital(start + 1):
            return start, start + 1
        end = self._end_of_subject(start, min(hi, start + MAX_SOURCE_ELEMENTS))
        while end > start and self.kinds[end - 1] == SIGN and self.words[end - 1] != ")":
            end -= 1
        if self.lexicon.code == "es" and self.words[end - 1] in ("lo", "la", "le", "les", "se", "los", "las"):
            end -= 1
        if start < end < hi and self.lexicon.code == "ru":
            end = self._cut_object(start, end - 1) + 1
        return (start, end) if start < end < hi else None

    def _end_of_subject(self, start: int, limit: int) -> int:
        """Return the finite verb behind the subject; `start` when a sign or no verb comes first."""
        at = start
        while at < limit:
            if self.words[at] in ",،":
                closing = next((k for k in range(at + 1, limit - 1) if self.words[k] in ",،"), 0)
                if closing and self._is_apposed_name(at + 1, closing) and self.lexicon.code in ("fr", "es"):
                    return closing
                if not closing or not self._is_finite(closing + 1, start):
                    return start
                return at if self.words[at + 1] in self.lexicon["coordinators"] else closing + 1
            if self.kinds[at] == QUOTE and self.row.is_name_quote(at):
                at += 1
                continue
            if self.words[at] == "(":
                at = next((k for k in range(at + 1, limit) if self.words[k] == ")"), at) + 1
                continue
            if self.kinds[at] != WORD and not (self.words[at] == "." and self._is_abbreviated(at, limit)):
                return start
            if at > start and self._is_finite(at, start):
                return at
            at += 1
        return start

    @abstractmethod
    def _is_apposed_name(self, lo: int, hi: int) -> bool:
        """Tell two to four capitals between commas behind a noun."""

    def _is_finite(self, at: int, start: int) -> bool:
        """Tell a finite verb by its ending or the lists: no tagger is at hand."""
        lexicon = self.lexicon
        if at >= len(self.words) or self.kinds[at] != WORD or self.row.is_capital(at):
            return False
        word = self.words[at]
        if word in lexicon["auxiliaries"] or at in self.cues or word in lexicon.irregular_verbs:
            return True
        if lexicon.code in ("es", "fr", "ru") and at > start and word in lexicon["negations"]:
            return True
        if lexicon.code == "de":
            return at > start and self._end_of_german_phrase(start, at + 1) == at
        before = self.words[at - 1] if at else ""
        is_modifier = before in lexicon["articles"] or before in lexicon["prepositions"]
        return word.endswith(lexicon.finite_endings) and len(word) > 3 and not is_modifier

    def _is_in_title(self, at: int) -> bool:
        """Tell "Democratic presidential nominee Carol Reed" from a name and its verb: by a title."""
        titles, offices = self.lexicon["titles"], self.lexicon["office_nouns"]
        return any(word in titles or word in offices for word in self.words[at : at + 3])

    def find_hanging_subject(self, lo: int, participle: int) -> tuple[int, int] | None:
        """Return whose participle this is: the subject of the clause it hangs on, behind a comma or a
        preposition, or in English the noun right before it: "footage of Bob saying".
        """
        at = participle - 1
        while at > lo and self.words[at] in self.lexicon["preverb_adverbs"]:
            at -= 1
        if at <= lo or self.words[at] == "worth":
            return None
        if self.words[at] in ",،":
            return self._find_subject(lo, at)
        if self.lexicon.code != "en":
            return None
        if self.words[at] in GOVERNING_PREPOSITIONS or self.words[at] == "and":
            return self._find_subject(lo, at)
        if self.kinds[at] != WORD or self.words[at] in self.lexicon["prepositions"]:
            return None
        source = self._find_left_source(lo, participle)
        return self._part_speaker(lo, *source) if source else None

    def _part_speaker(self, lo: int, start: int, end: int) -> tuple[int, int] | None:
        """Return who speaks in "footage of Bob saying" and "Bob sent a letter saying", else None."""
        if not UTTERANCES.isdisjoint(self.words[start:end]):
            return self._find_subject(lo, end - 1) or (start, end)
        for at in range(end - 1, start, -1):
            if self.words[at] in self.lexicon["prepositions"]:
                start = at + 1
                break
        is_speaker = self.row.is_capital(end - 1) or any(
            self.words[end - 1] in self.lexicon[name]
            for name in (
                "pronouns",
                "anonymous_nouns",
                "document_nouns",
                "office_nouns",
                "spokesperson_nouns",
            )
        )
        return (start, end) if start < end and is_speaker else None

    def _find_subject(self, lo: int, end: int) -> tuple[int, int] | None:
        """Return the subject of the clause that runs up to `end`: what opens it, up to its verb."""
        lexicon = self.lexicon
        start = self._skip_adjunct(lo, end)
        if start >= end or self.kinds[start] != WORD or self.words[start] in lexicon["prepositions"]:
            return None
        if self.words[start] in lexicon["pronouns"]:
            return start, start + 1
        index = start
        while index < min(end, start + MAX_SUBJECT):
            word = self.words[index]
            if word == "(":
                index = next((k for k in range(index, end) if self.words[k] == ")"), end) + 1
                continue
            if word == "." and self._is_abbreviated(index, end):
                index += 1
                continue
            if word == "," and lexicon.code == "en" and self._skip_apposition(index, end):
                index = self._skip_apposition(index, end) + 1
                break
            is_finite = (
                word in lexicon["preverb_adverbs"]
                or (index > start and self._is_finite(index, start))
                or word in lexicon["auxiliaries"]
                or index in self.cues
                or (index > start and word.endswith(("ed", "ado", "ió")))
            )
            # "Bob Reed visits the port, saying": behind a name the first small word is the verb.
            ends_name = (
                index > start
                and self.row.is_capital(start)
                and self.words[start] not in lexicon["articles"]
                and not self.row.is_capital(index)
                and word not in lexicon["prepositions"]
                and word not in lexicon["coordinators"]
                and not self._is_in_title(index)
            )
            if self.kinds[index] != WORD or ends_name or (is_finite and not self.row.is_capital(index)):
                break
            index += 1
        if index > start and self.words[index - 1] in lexicon["coordinators"]:
            index -= 1
        return (start, index) if start < index < end else None
