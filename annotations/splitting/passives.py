"""English passives: "was quoted as saying", "was accused of", "..., it was announced"."""

from __future__ import annotations

from annotations.splitting.claimed import Claimed
from annotations.splitting.drafts import Draft, Found, trim
from annotations.splitting.elements import SIGN
from annotations.splitting.types import SourceKind

QUOTED = frozenset({"quoted", "cited"})
ACCUSED = frozenset({"accused", "suspected"})
PASSIVE_WORDS = QUOTED | ACCUSED | {"it"}


class Passives(Claimed):
    """Finds who is quoted, who is accused, and what is announced by nobody."""

    def _find_passive(self, lo: int, hi: int, depth: int) -> list[Found]:
        if self.lexicon.code != "en":
            return []
        if self.words[lo] == "citing":
            return self._match_citing_first(lo, hi, depth)
        if PASSIVE_WORDS.isdisjoint(self.words):
            return []
        for at in range(lo + 1, hi - 2):
            word = self.words[at]
            if word not in PASSIVE_WORDS:
                continue
            if word in QUOTED and self.words[at + 1 : at + 3] == ["as", "saying"]:
                found = self._match_quoted(lo, at, hi, depth)
            elif word in ACCUSED and self.words[at + 1] in ("of", "by"):
                found = self._match_accused(lo, at, hi)
            elif word == "it" and self.words[at - 1] == ",":
                found = self._match_announced(lo, at, hi, depth)
            else:
                continue
            if found:
                return found
        return []

    def _match_citing_first(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "Citing two aides, the Echo reported that ...": the origin opens the sentence."""
        comma = self._skip_adjunct(lo, hi) - 1
        if comma <= lo + 1:
            return []
        found = self.analyse(comma + 1, hi, depth + 1)
        for claim in found:
            content = list(claim.links[-1].content)
            claim.links.append(Draft((lo + 1, comma), (lo, lo + 1), content, rule="cited_origin"))
        return found

    def _start_of_passive(self, lo: int, at: int) -> int:
        while at > lo and (
            self.words[at - 1] in self.lexicon["auxiliaries"]
            or self.words[at - 1] in self.lexicon["preverb_adverbs"]
            or self.words[at - 1].endswith("ly")
        ):
            at -= 1
        return at

    def _match_quoted(self, lo: int, at: int, hi: int, depth: int) -> list[Found]:
        """Match "X was quoted by the Echo as saying that ..."."""
        start = self._start_of_passive(lo, at)
        source = self._find_left_source(lo, start) if self._is_passive(at) else None
        content = self._find_content(at + 2, hi)
        if not source or content is None:
            return []
        return self._wrap(Draft(source, (start, at + 3), [(content, hi)], rule="quoted_passive"), depth)

    def _match_accused(self, lo: int, at: int, hi: int) -> list[Found]:
        """Match "X was accused of hiding it", by nobody, and "was accused by Y of hiding it"."""
        start = self._start_of_passive(lo, at)
        of = next((k for k in range(at + 1, min(hi - 1, at + 9)) if self.words[k] == "of"), 0)
        if not of or not self._is_passive(at) or start == lo:
            return []
        source = (at + 2, of) if self.words[at + 1] == "by" and of > at + 2 else None
        parts = [trim(self.row, lo, start), trim(self.row, of + 1, hi)]
        if parts[0][0] >= parts[0][1] or parts[1][0] >= parts[1][1]:
            return []
        kind = None if source else SourceKind.UNSPECIFIED
        cue = (start, at + 1 if source else of + 1)
        return [Found([Draft(source, cue, parts, kind, "accused_passive")])]

    def _match_announced(self, lo: int, at: int, hi: int, depth: int) -> list[Found]:
        """Match "..., it was announced late on Tuesday." and "The dam, it is said, leaks."."""
        participle = at + 1
        while participle < hi and (
            self.words[participle] in self.lexicon["auxiliaries"]
            or self.words[participle] in self.lexicon["preverb_adverbs"]
        ):
            participle += 1
        if participle >= hi or participle < at + 2 or not self._is_passive(participle):
            return []
        end = self._skip_when(participle + 1, hi)
        is_said = self.words[participle] in self.lexicon["hearsay_participles"]
        if not is_said or (end < hi and self.kinds[end] != SIGN):
            return []
        draft = Draft(None, (at, participle + 1), [(lo, at), (end, hi)], SourceKind.UNSPECIFIED)
        draft.rule = "impersonal_report"
        return self._wrap(draft, depth)
