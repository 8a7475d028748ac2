"""German clauses that a noun or a passive announces: "der Ansicht, dass", "es wird vermutet, dass"."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting.drafts import Draft, Found
from annotations.splitting.elements import SIGN, WORD
from annotations.splitting.insertions import Insertions
from annotations.splitting.types import SourceKind

PASSIVE = frozenset({"wird", "werden", "wurde", "wurden", "worden", "war", "ist"})
GENITIVE_OPENERS = frozenset(
    {"des", "der", "von", "vom", "einer", "eines", "seiner", "ihrer", "seines", "ihres"}
)
PROBABLE = frozenset({"möglich", "wahrscheinlich", "unwahrscheinlich"})
HOLDING = frozenset({"hält", "halten", "hielt", "hielten", "halte"})
NO_MAIN = frozenset({"sich", "nicht", "weiterhin", "mehr", "gegen", "keine", "künftig", "sofort"})
"""What may open a clause with "zu", though in small letters."""
FARTHEST_HELPER = 25


class SayingNouns(Insertions):
    """Finds contents behind a comma that no verb of saying opens."""

    @abstractmethod
    def _find_german_subject(self, lo: int, finite: int, hi: int) -> tuple[tuple[int, int], int] | None:
        """Return the subject on either side of the finite verb, and where what follows both begins."""

    def _find_announced_clause(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match the first comma before a reported clause that a noun or a passive announces."""
        for comma in range(lo + 2, hi - 2):
            if self.words[comma] not in ",:" or self.kinds[comma - 1] == SIGN:
                continue
            content = self._skip_complementiser(comma, hi)
            if not self._is_announced_report(comma, content, hi):
                continue
            found = self._match_noun(lo, comma, content, hi, depth) or self._match_passive_saying(
                lo, comma, content, hi, depth
            )
            if found:
                return found
        return []

    def _is_announced_report(self, comma: int, content: int, hi: int) -> bool:
        """Tell "dass", a subjunctive or "zu" behind the comma from a clause of another sort."""
        if content >= hi:
            return False
        if self.words[content - 1] in self.lexicon["complementisers"]:
            return True
        if self.words[content] in self.lexicon["conjunctions"] or self._opens_subordinate(content, hi):
            return False
        if self._resumes_main(content) and self.words[content] not in self.lexicon["auxiliaries"] | NO_MAIN:
            return False
        clause = self.words[content : min(hi, content + 40)]
        return "zu" in clause or not self.lexicon.reporting_subjunctive.isdisjoint(clause)

    def _match_noun(self, lo: int, comma: int, content: int, hi: int, depth: int) -> list[Found]:
        """Match "der Vorwurf von X, ..." and "X vertritt die Ansicht, dass ..."."""
        nouns = self.lexicon.announcing_nouns
        noun = next((at for at in range(comma - 1, max(lo, comma - 14), -1) if self.words[at] in nouns), 0)
        if not noun or any(self.kinds[at] == SIGN for at in range(noun, comma)):
            return []
        if self.words[noun] in PROBABLE and HOLDING.isdisjoint(self.words[lo:noun]):
            return []
        hi = self._end_of_scope(content, hi, is_subordinate=True)
        opening = noun
        while opening > lo and (
            self.words[opening - 1] in self.lexicon["articles"]
            or self.words[opening - 1] in ("zu", "zum", "zur")
        ):
            opening -= 1
        if noun + 1 < comma and self.words[noun + 1] in GENITIVE_OPENERS:
            start = noun + 1 + (self.words[noun + 1] in ("von", "vom"))
            end = min(self._end_of_inserted_origin(start, comma), comma)
            if end > start:
                return self._split_content(
                    (start, end), (opening, noun + 1), content, hi, depth, "german_noun"
                )
        finite = self._find_finite(lo, opening if opening > lo else noun)
        if not finite:
            return []
        subject = self._find_german_subject(lo, finite, comma)
        if not subject or subject[0][0] <= noun < subject[0][1] or subject[0][1] > comma:
            return []
        cue = (finite, noun + 1) if subject[0][1] <= finite else (opening, noun + 1)
        if subject[0][1] > cue[0] > subject[0][0]:
            return []
        return self._split_content(subject[0], cue, content, hi, depth, "german_noun")

    def _find_finite(self, lo: int, hi: int) -> int:
        """Return the finite verb in the clause's second place, 0 where none is found there."""
        start = self.skip_connectives(lo, hi)
        if start >= hi:
            return 0
        at = self._end_of_bracketed_phrase(start, hi)
        is_verb = (
            start < at < hi
            and self.kinds[at] == WORD
            and self.words[at] not in self.lexicon["preverb_adverbs"]
            and self.words[at] not in self.lexicon["pronouns"]
        )
        return at if is_verb else 0

    @abstractmethod
    def _end_of_bracketed_phrase(self, lo: int, hi: int) -> int:
        """Return where a noun phrase ends, what stands in brackets passed over."""

    def _match_passive_saying(self, lo: int, comma: int, content: int, hi: int, depth: int) -> list[Found]:
        """Match "In Torgast wird gemunkelt, dass ..." and "Kritisiert wird, dass ...": nobody is named."""
        participles = self.lexicon.saying_participles
        last = comma - 1
        while last > lo and self.words[last] in PASSIVE:
            last -= 1
        if self.words[last] not in participles:
            return []
        floor = max(lo, comma - FARTHEST_HELPER)
        helper = next((at for at in range(comma - 1, floor - 1, -1) if self.words[at] in PASSIVE), -1)
        if helper < 0 or "nicht" in self.words[floor:comma]:
            return []
        first = min(helper, last)
        by = next((at for at in range(first + 1, last) if self.words[at] in ("von", "vom")), 0)
        if by:
            end = min(self._end_of_inserted_origin(by + 1, last), last)
            if end > by + 1:
                return self._split_content(
                    (by + 1, end), (last, last + 1), content, hi, depth, "german_passive"
                )
        draft = Draft(None, (first, comma), [(content, hi)], SourceKind.UNSPECIFIED, "german_passive")
        return self._wrap(draft, depth)
