"""French reports by "on" behind their content: "..., dit-on dans l’entourage de X", "..., a-t-on appris"."""

from __future__ import annotations

from annotations.splitting.drafts import Draft, Found
from annotations.splitting.elements import WORD
from annotations.splitting.frames import Frames
from annotations.splitting.types import SourceKind

ORIGINS = frozenset({"dans", "auprès", "chez", "à", "au", "aux", "de", "du", "des", "d’", "d'"})
"""What leads from the verb to the one who said it."""


class FrenchOn(Frames):
    """Finds reports whose subject is "on": who said it stands behind a preposition, or nowhere."""

    def _match_on(self, lo: int, hi: int, depth: int) -> list[Found]:
        if self.lexicon.code != "fr" or "on" not in self.words[lo:hi]:
            return []
        for cue in self.cues:
            if not lo < cue < hi:
                continue
            start, end = self._measure_on(lo, cue, hi)
            if not end or not self._hands_over(lo, start):
                continue
            source = self._find_place_of_saying(end, hi)
            kind = None if source else SourceKind.UNSPECIFIED
            after = source[1] if source else end
            if after < hi and self.words[after] not in ",.;" and self.kinds[after] == WORD:
                after = hi
            parts = [(lo, start)]
            if after + 1 < hi and self.words[after] == ",":
                parts.append((after + 1, hi))
            return self._wrap(Draft(source, (cue, cue + 1), parts, kind, "impersonal_behind"), depth)
        return []

    def _measure_on(self, lo: int, cue: int, hi: int) -> tuple[int, int]:
        """Return where "dit-on" or "a-t-on appris" around the verb begins and ends; zeros where none does."""
        words = self.words
        if words[cue + 1 : cue + 3] == ["-", "on"]:
            return cue, cue + 3
        if words[cue + 1 : cue + 4] == ["-", "t", "on"] or words[cue + 1 : cue + 5] == ["-", "t", "-", "on"]:
            return cue, words.index("on", cue) + 1
        at = cue - 1
        while at > lo and words[at] in self.lexicon["preverb_adverbs"]:
            at -= 1
        if words[at] != "on":
            return 0, 0
        start = at
        while start > lo + 1 and words[start - 1] in ("-", "t"):
            start -= 1
        return (
            (start - 1, cue + 1) if start < at and words[start - 1] in self.lexicon["auxiliaries"] else (0, 0)
        )

    def _find_place_of_saying(self, at: int, hi: int) -> tuple[int, int] | None:
        """Return the noun phrase behind "auprès de", "dans" or "de", the date before it left out."""
        at = self._skip_dates(at, hi) if at < hi else hi
        start = at
        while start < hi and self.words[start] in ORIGINS and start < at + 2:
            start += 1
        if (
            start == at
            or start >= hi
            or self.kinds[start] != WORD
            or self.words[start] in self.lexicon["date_words"]
        ):
            return None
        end = self._end_of_right_source(start, hi)
        return (start, end) if end > start else None
