"""Reports that a noun makes: "Alice's claim that ...", "Bob rejected claims that ..."."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting.drafts import Draft, Found
from annotations.splitting.elements import WORD
from annotations.splitting.objects import Objects

POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})
OWNER_ENDINGS = ("'s", "’s", "s'", "s’")
MAX_MODIFIERS = 4


class Claimed(Objects):
    """Finds what a noun of saying governs: a clause behind "that", an infinitive of what was promised."""

    @abstractmethod
    def _find_break(self, content: int, hi: int) -> tuple[int, int]:
        """Return where the content ends and where the sentence's next report begins."""

    def _find_noun_cue(self, lo: int, hi: int, depth: int) -> list[Found]:
        nouns = self.lexicon.saying_nouns
        for at in range(lo + 1, hi - 3) if nouns and not nouns.isdisjoint(self.words) else ():
            if self.words[at] not in nouns or self.words[at + 1] != "that" or self.kinds[at + 2] != WORD:
                continue
            owner = self._find_owner(lo, at)
            verb = self._find_denial(lo, owner[0] if owner else at)
            if verb is not None:
                denied = self._match_denied(lo, verb, at, owner, hi, depth)
                if denied:
                    return denied
            if owner and (not depth or owner[0] == lo):
                end = self._end_of_noun_clause(lo, owner[0], at + 2, hi)
                draft = Draft(owner, (at, at + 1), [(at + 2, end)], rule="noun_of_saying")
                return self._wrap(draft, depth)
        return []

    def _match_denied_claim(self, lo: int, verb: int, hi: int, depth: int) -> list[Found]:
        """Match "denied claims that ..." at its verb, which reports by itself too."""
        if self.words[verb] not in self.lexicon["denying_verbs"]:
            return []
        for at in range(verb + 1, min(hi - 3, verb + MAX_MODIFIERS + 2)):
            if self.words[at] in self.lexicon.saying_nouns and self.words[at + 1] == "that":
                return self._match_denied(lo, verb, at, self._find_owner(verb, at), hi, depth)
        return []

    def _find_denial(self, lo: int, at: int) -> int | None:
        """Return the verb in "rejected the latest claims", None where none stands close before."""
        for k in range(at - 1, max(lo, at - MAX_MODIFIERS) - 1, -1):
            if self.words[k] in self.lexicon["denying_verbs"]:
                return k
            if self.kinds[k] != WORD or self.words[k] in self.lexicon["prepositions"]:
                return None
        return None

    def _match_denied(
        self, lo: int, verb: int, noun: int, owner: tuple[int, int] | None, hi: int, depth: int
    ) -> list[Found]:
        """Match "Bob rejected claims that ..."; the owner of the claim is a link of its own."""
        is_hanging = self._is_gerund(verb)
        source = self.find_hanging_subject(lo, verb) if is_hanging else self._find_left_source(lo, verb)
        source = source or self.find_clause_subject(lo, verb)
        if not source or self._is_passive(verb) or self._is_negated(verb):
            return []
        content = (noun + 2, self._find_break(noun + 2, hi)[0])
        if not owner:
            return self._wrap(Draft(source, (verb, noun + 1), [content], rule="noun_of_saying"), depth)
        outer = Draft(source, (verb, verb + 1), [(owner[0], content[1])], rule="noun_of_saying")
        inner = self._wrap(Draft(owner, (noun, noun + 1), [content], rule="noun_of_saying"), depth)
        return [Found([outer, *found.links]) for found in inner]

    def _find_owner(self, lo: int, noun: int) -> tuple[int, int] | None:
        """Return whose claim it is: "his", "Bob Reed’s", "the city council's"; None where nobody's."""
        for k in range(noun - 1, max(lo, noun - MAX_MODIFIERS) - 1, -1):
            if self.words[k] in POSSESSIVES:
                return k, k + 1
            if self.words[k].endswith(OWNER_ENDINGS):
                return self._start_of_owner(lo, k), k + 1
            if self.kinds[k] != WORD or (
                self.words[k] in self.lexicon["prepositions"]
                and self.words[k] not in self.lexicon["date_words"]
            ):
                return None
        return None

    def _start_of_owner(self, lo: int, last: int) -> int:
        start = last
        while start > lo and (self.row.is_capital(start - 1) or self.words[start - 1] == "."):
            start -= 1
        for k in range(start, max(lo, start - MAX_MODIFIERS) - 1, -1):
            if self.words[k] in self.lexicon["articles"]:
                return k
            if self.kinds[k] != WORD or self.words[k] in self.lexicon["prepositions"] or k in self.cues:
                break
        return start

    def _end_of_noun_clause(self, lo: int, owner: int, content: int, hi: int) -> int:
        """Return where the clause ends: as part of a subject at a comma or before the last finite verb."""
        end = self._find_break(content, hi)[0]
        if any(k in self.cues or self._is_finite(k, lo) for k in range(lo + 1, owner)):
            return end
        main = end
        for at in range(content + 1, end):
            word = self.words[at]
            if word == "," or (main < end and word in self.lexicon["conjunctions"]):
                return min(main, at)
            is_verb = word in self.lexicon["auxiliaries"] or self._is_finite(at, content)
            before = self.words[at - 1]
            goes_on = before in self.lexicon["auxiliaries"] or before in self.lexicon["negations"]
            if is_verb and not goes_on and before not in self.lexicon["coordinators"]:
                main = at
        return main
