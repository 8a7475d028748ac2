"""The noun phrase a clause is about, found by its finite verb."""

from __future__ import annotations

from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS
from annotations.splitting.elements import QUOTE, SIGN, WORD
from annotations.splitting.phrases import Phrases


class Subjects(Phrases):
    """Finds subjects that stand apart from the verb that reports."""

    def find_clause_subject(self, lo: int, hi: int) -> tuple[int, int] | None:
        """Return the noun phrase that opens the range, up to its finite verb; None when none is sure."""
        start = self._skip_adjunct(lo, hi)
        if start >= hi or self.kinds[start] != WORD or self.words[start] in self.lexicon["prepositions"]:
            return None
        if self.lexicon.code == "de" and not self.row.is_capital(start) and start == lo:
            return None
        if self.words[start] in self.lexicon["pronouns"] and not self.row.is_capital(start + 1):
            return start, start + 1
        end = self._end_of_subject(start, min(hi, start + MAX_SOURCE_ELEMENTS))
        while end > start and self.kinds[end - 1] == SIGN and self.words[end - 1] != ")":
            end -= 1
        return (start, end) if start < end < hi else None

    def _end_of_subject(self, start: int, limit: int) -> int:
        """Return the finite verb behind the subject; `start` when a sign or no verb comes first."""
        at = start
        while at < limit:
            if self.words[at] in ",،":
                closing = next((k for k in range(at + 1, limit - 1) if self.words[k] in ",،"), 0)
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

    def _find_subject(self, lo: int, gerund: int) -> tuple[int, int] | None:
        """Return the subject of the clause a participle hangs on: the phrase that opens the sentence
        up to its verb.
        """
        if gerund == lo or self.words[gerund - 1] not in ",،":
            return None
        lexicon = self.lexicon
        start = self._skip_adjunct(lo, gerund)
        if start >= gerund or self.kinds[start] != WORD or self.words[start] in lexicon["prepositions"]:
            return None
        if self.words[start] in lexicon["pronouns"]:
            return start, start + 1
        index = start
        while index < min(gerund, start + 14):
            word = self.words[index]
            is_finite = (
                word in lexicon["auxiliaries"]
                or word in lexicon["preverb_adverbs"]
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
        return (start, index) if start < index < gerund and index - start <= 12 else None
