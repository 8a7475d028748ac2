"""Origins set into a German clause: "nach Angaben der Stadt", "ihrer Ansicht nach", and how far they go."""

from __future__ import annotations

from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS, Draft, Found, trim
from annotations.splitting.elements import QUOTE, SIGN, WORD
from annotations.splitting.german_phrases import GERMAN_RELATIVES, OPENERS
from annotations.splitting.participles import Participles

GENITIVES = frozenset({"der", "des", "einer", "eines", "von", "vom", "ihrer", "seiner", "dieser", "dieses"})
"""What goes on with a noun phrase behind its noun; "die" and "den" open the next phrase."""
PLACES = frozenset({"in", "im", "aus", "für", "bei"})
ADJECTIVES = ("e", "en", "er", "es", "em")
DATIVES = frozenset({"dem", "den", "der", "einem", "einer", "des", "eines", "von", "vom"})


class Insertions(Participles):
    """Finds attributing prepositions inside or behind a German content, and how far they reach."""

    def _match_trailing_preposition(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match a preposition on either side of its source; its content is the clause that holds it."""
        if not self.lexicon.postpositions:
            return super()._match_trailing_preposition(lo, hi, depth)
        prepositions = self.lexicon["attribution_prepositions"].by_first
        for at in range(lo + 1, hi):
            word = self.words[at]
            reported = self._match_according(lo, at, hi, depth) if word == "wonach" else []
            if reported:
                return reported
            if (
                word not in prepositions
                and word not in ("nach", "aus")
                and word not in self.lexicon.postpositions
            ):
                continue
            placed = self._place_origin(lo, at, hi)
            if not placed:
                continue
            source, cue = placed
            begin, end = min(source[0], cue[0]), max(source[1], cue[1])
            if any(lo <= verb < begin and self._governs(verb, begin, hi) for verb in self.cues):
                return []
            return self._join_clause(lo, begin, end, hi, source, cue, depth)
        return []

    def _match_according(self, lo: int, at: int, hi: int, depth: int) -> list[Found]:
        """Match "Berichte, wonach der Damm leckt": the noun of saying before the comma is the origin."""
        end = at - 1
        if end <= lo or self.words[end] != ",":
            return []
        if self.words[end - 1] in self.lexicon.verb_particles:
            end -= 1
        start = self._start_of_origin(lo, end)
        nouns = self.lexicon["document_nouns"] | self.lexicon["origin_nouns"] | self.lexicon.announcing_nouns
        if start >= end or nouns.isdisjoint(self.words[start:end]):
            return []
        stop = self._end_of_scope(at + 1, hi, is_subordinate=True)
        draft = Draft((start, end), (at, at + 1), [(at + 1, stop)], rule="according_to_behind")
        return self._wrap(draft, depth)

    def _place_origin(self, lo: int, at: int, hi: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return source and cue around the word that attributes, None where it does not."""
        is_behind = self.words[at] in self.lexicon.postpositions or (
            self.words[at] == "nach" and self._is_origin_noun(at - 1)
        )
        if is_behind:
            start = self._start_of_origin(lo, at)
            return ((start, at), (at, at + 1)) if start < at else None
        size = self.measure_preposition(at, hi)
        if not size or at + size >= hi or self.kinds[at + size] == SIGN:
            return None
        before = at - 2 if self.words[at - 1] == "," else at - 1
        if self.words[before] in self.lexicon["complementisers"]:
            return None
        if self.lexicon["origin_phrases"].match(self.words, at, hi) and any(lo <= c < hi for c in self.cues):
            return None
        end = self._end_of_inserted_origin(at + size, hi)
        return ((at + size, end), (at, at + size)) if end > at + size else None

    def _governs(self, verb: int, begin: int, hi: int) -> bool:
        """Tell whether the phrase belongs to a content that a verb opened before it."""
        content = self._find_content(verb, hi)
        return content is not None and (content <= begin or begin <= verb + 3)

    def _start_of_origin(self, lo: int, at: int) -> int:
        """Return where the source before "zufolge" begins."""
        start = at
        for index in range(at - 1, max(lo, at - 14) - 1, -1):
            word = self.words[index]
            is_noun = self.row.is_capital(index) or self.row.is_number(index)
            is_name = self.kinds[index] == QUOTE and self.row.is_name_quote(index)
            is_adjective = (
                word.endswith(ADJECTIVES)
                and word not in self.lexicon["auxiliaries"]
                and word not in self.lexicon["pronouns"]
                and word not in ("dieser", "aber", "oder", "über", "unter")
            )
            if not (
                is_noun or is_name or is_adjective or word in DATIVES or word in self.lexicon["articles"]
            ):
                break
            start = index
        return start if start < at - 1 or (start < at and self.row.is_capital(start)) else at

    def _end_of_inserted_origin(self, lo: int, hi: int) -> int:
        """Return where the source behind "nach" or "laut" ends: before the clause's next phrase."""
        at = lo
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        while at < limit:
            word = self.words[at]
            is_behind_noun = at > lo and (self.row.is_capital(at - 1) or self.kinds[at - 1] == QUOTE)
            if self.kinds[at] == QUOTE:
                if not self.row.is_name_quote(at):
                    return at
            elif word == "(":
                at = next((k for k in range(at, limit) if self.words[k] == ")"), limit - 1)
            elif self.kinds[at] != WORD:
                closing = self._skip_apposition(at, limit) if word == "," else 0
                return closing or at
            elif not self._joins_phrase(at, limit, is_behind_noun=is_behind_noun):
                return at
            at += 1
        return limit

    def _joins_phrase(self, at: int, hi: int, *, is_behind_noun: bool) -> bool:
        """Tell whether a word goes on with the noun phrase before it."""
        word = self.words[at]
        if self.row.is_capital(at) or self.row.is_number(at):
            return self.row.is_capital(at) or not is_behind_noun
        next_is_noun = at + 1 < hi and (self.row.is_capital(at + 1) or self.kinds[at + 1] == QUOTE)
        if not is_behind_noun:
            return (
                word in self.lexicon["articles"]
                or word in GENITIVES
                or word in DATIVES
                or word.endswith(ADJECTIVES)
            )
        if word in GENITIVES or "-" in word:
            return True
        if word in PLACES or word in self.lexicon["coordinators"]:
            return next_is_noun
        return word.endswith("er") and next_is_noun and word not in self.lexicon["prepositions"]

    def _join_clause(
        self,
        lo: int,
        begin: int,
        end: int,
        hi: int,
        source: tuple[int, int],
        cue: tuple[int, int],
        depth: int,
    ) -> list[Found]:
        start, is_subordinate = self._find_scope(lo, begin)
        stop = self._end_of_scope(end, hi, is_subordinate=is_subordinate)
        rest = trim(self.row, end, stop)
        later: list[Found] = []
        parts = [(start, begin)]
        if rest[0] < rest[1]:
            later = self._continue(rest[0], hi, source, depth)
            if not later:
                parts.append(rest)
        return self._wrap(Draft(source, cue, parts, rule="according_to_behind"), depth) + later

    def _find_scope(self, lo: int, begin: int) -> tuple[int, bool]:
        """Return where the clause that holds the origin begins, and whether it is a subordinate one."""
        last = begin - 1 if self.words[begin - 1] in ",–—" else begin
        for at in range(last - 1, lo, -1):
            word = self.words[at]
            if word in ";(" or (word == ":" and at > lo + 1):
                return at + 1, False
            if word not in ",–—" or at + 1 >= last:
                continue
            opens = self.words[at + 1]
            if self._opens_subordinate(at + 1, last):
                return at + 1, True
            is_clause = self._end_of_german_phrase(at + 1, last) < last
            opens_main = (
                self.row.is_capital(at + 1)
                or opens in self.lexicon["sentence_starters"]
                or opens in self.lexicon["pronouns"]
                or opens in self.lexicon["preverb_adverbs"]
            )
            if is_clause and opens_main:
                return at + 1, False
        return lo, False

    def _opens_subordinate(self, at: int, hi: int) -> bool:
        word = self.words[at]
        if (
            word in self.lexicon["conjunctions"]
            or word in OPENERS
            or word in self.lexicon["relative_pronouns"]
        ):
            return word not in ("sondern", "als")
        relative = at + 1 if word in self.lexicon["prepositions"] else at
        return (
            relative < hi and self.words[relative] in GERMAN_RELATIVES and not self._opens_named(relative, hi)
        )

    def _opens_named(self, article: int, hi: int) -> bool:
        """Tell "die Stadt" and "die große Stadt" from the relative "die" before another phrase."""
        at = article + 1
        while at < hi and self.words[at].endswith(ADJECTIVES) and not self.row.is_capital(at):
            if self.words[at] in self.lexicon["articles"] or self.words[at] in self.lexicon["pronouns"]:
                return False
            at += 1
        return at < hi and self.row.is_capital(at)

    def _end_of_scope(self, end: int, hi: int, *, is_subordinate: bool) -> int:
        """Return where the clause ends: at a semicolon, a subordinate one where the main clause goes on."""
        for at in range(end, hi - 1):
            if self.words[at] in ";)":
                return at
            if is_subordinate and self.words[at] == "," and self._resumes_main(at + 1):
                return at
        return hi
