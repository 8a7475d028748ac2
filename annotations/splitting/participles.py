"""Reports that hang on another clause by a participle: "After saying that ..., X left"."""

from __future__ import annotations

from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS, Draft, Found
from annotations.splitting.elements import QUOTE
from annotations.splitting.origins import Origins


class Participles(Origins):
    """Finds what a reporting participle governs."""

    def _find_opening(self, cue: int) -> int:
        """Return where the verb begins: at "going" in "going on to say"."""
        size = self._measure_carrier(cue - 1) if cue and self.words[cue - 1] == "to" else 0
        return cue - 1 - size if size else cue

    def _is_said(self, cue: int, content: int, hi: int) -> bool:
        """Tell "for saying it leaks" from "for adding a pump": a quotation, a complementiser or a clause."""
        classes = self.lexicon.verbs[self.words[cue]]
        is_announced = self.kinds[content] == QUOTE or (
            self.words[content - 1] in self.lexicon["complementisers"]
            or self.words[content] in self.lexicon["complementisers"]
            or self.words[content - 1] == ":"
        )
        return is_announced or ("any" in classes and self._opens_bare_clause(content, hi))

    def _match_opening_participle(self, lo: int, cue: int, content: int, hi: int, depth: int) -> list[Found]:
        """Match "After saying the dam leaks, Alice left": the subject stands behind the comma."""
        if cue > lo + 1 or (cue > lo and self.words[lo] not in self.lexicon["prepositions"]):
            return []
        for comma in range(content + 1, min(hi - 2, content + MAX_SOURCE_ELEMENTS)):
            if self.words[comma] != "," and self.kinds[comma - 1] != QUOTE:
                continue
            start = comma + (self.words[comma] == ",")
            source = self.find_clause_subject(start, hi)
            opens_subject = self.row.is_capital(start) or self.words[start] in self.lexicon["pronouns"]
            if source and opens_subject and self._is_said(cue, content, hi):
                cue_span = (cue, self._skip_particles(cue + 1, hi))
                draft = Draft(source, cue_span, [(content, comma)], rule="hanging_participle")
                return self._wrap(draft, depth) + self.analyse(start, hi, depth + 1)
        return []
