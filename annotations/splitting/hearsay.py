"""Reports nobody is named for, told by a form inside the clause: "reportedly", "is said to", "soll"."""

from __future__ import annotations

from annotations.splitting.drafts import Draft, Found, trim
from annotations.splitting.trailing import Trailing
from annotations.splitting.types import SourceKind

HEARSAY_INFINITIVES = frozenset({"haben", "sein", "handeln"})


class Hearsay(Trailing):
    """Finds cues that govern their whole clause and name no source."""

    def _find_german_hearsay(self, lo: int, hi: int) -> list[Found]:
        """Match "X soll gestern zurückgetreten sein": with a perfect infinitive "soll" passes on hearsay."""
        _, end = trim(self.row, lo, hi)
        if self.lexicon.code != "de" or end - lo < 5 or self.words[end - 1] not in HEARSAY_INFINITIVES:
            return []
        at = next((at for at in range(lo + 1, end) if self.words[at] in ("soll", "sollen")), 0)
        if not at or (at + 1 < end and self.words[end - 2] in ("zu", "müssen")):
            return []
        parts = [trim(self.row, lo, at), (at + 1, end)]
        return [Found([Draft(None, (at, at + 1), parts, SourceKind.UNSPECIFIED, "german_soll")])]

    def _find_hearsay(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "reportedly" and "are said to": a cue without a source that governs its whole clause."""
        if not self.has_hearsay:
            return []
        participles = self.lexicon["hearsay_participles"].words
        for at in range(lo + 1, hi - 2) if participles else ():
            is_passive = self.words[at + 1] == "to" and self.words[at] in participles and self._is_passive(at)
            if is_passive:
                begin = at - 1
                while begin > lo and self.words[begin - 1] in self.lexicon["auxiliaries"]:
                    begin -= 1
                if begin > lo:
                    parts = [trim(self.row, lo, begin), trim(self.row, at + 1, hi)]
                    cue = (begin, at + 1)
                    return [Found([Draft(None, cue, parts, SourceKind.UNSPECIFIED, "hearsay_passive")])]
        adverbs = self.lexicon["hearsay_adverbs"].by_first
        for at in range(lo, hi):
            if self.words[at] not in adverbs:
                continue
            size = self.lexicon["hearsay_adverbs"].match(self.words, at, hi)
            # Inside a report the French and Spanish conditional is the future seen from the past, no hearsay.
            is_plain_conditional = depth > 0 and self.words[at] in self.lexicon["auxiliaries"]
            if size and not is_plain_conditional:
                parts = [
                    part
                    for part in (trim(self.row, lo, at), trim(self.row, at + size, hi))
                    if part[0] < part[1]
                ]
                if parts:
                    is_verb = self.words[at] in self.lexicon["auxiliaries"]
                    rule = "conditional_of_hearsay" if is_verb else "hearsay_adverb"
                    return [Found([Draft(None, (at, at + size), parts, SourceKind.UNSPECIFIED, rule)])]
        return []
