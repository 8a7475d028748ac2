"""Reports that name the origin they rest on: "X reported, citing Y, that ...", "X quoted Y as saying ..."."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS, Draft, Found, trim
from annotations.splitting.elements import SIGN
from annotations.splitting.hearsay import Hearsay

SAYING = frozenset({"saying"})


class Origins(Hearsay):
    """Finds chains of one who reports and the origin he names."""

    @abstractmethod
    def _split_content(
        self,
        source: tuple[int, int] | None,
        cue: tuple[int, int] | None,
        content: int,
        hi: int,
        depth: int,
        rule: str,
    ) -> list[Found]:
        """Return the claim that begins at `content`, and those that share its sentence behind it."""

    def _match_cited(self, source: tuple[int, int], cue: int, hi: int, depth: int) -> list[Found]:
        """Match "X reported on Monday, citing Y, that ...": the origin stands between verb and content."""
        if not self.has_origin:
            return []
        comma = next((at for at in range(cue + 1, min(hi, cue + 8)) if self.words[at] in ",،"), 0)
        if not comma or any(cue < other < comma for other in self.cues):
            return []
        end = self._end_of_origin(comma + 1, hi)
        origin = self._match_origin(comma + 1, end) if end else None
        if not origin:
            return []
        inner = self._split_content(
            *origin, self._skip_complementiser(end, hi), hi, depth + 1, "cited_origin"
        )
        outer_cue = (cue, self._skip_particles(cue + 1, hi))
        return [
            Found(
                [
                    Draft(source, outer_cue, list(found.links[0].content), rule="verb_before_content"),
                    *found.links,
                ]
            )
            for found in inner
        ]

    def _match_cited_between(self, lo: int, cue: int, hi: int, depth: int) -> list[Found]:
        """Match "X, citing Y, reported that ...": the origin stands between subject and verb."""
        if self.words[cue - 1] not in ",،" or "relay" not in self.lexicon.verbs[self.words[cue]]:
            return []
        comma = next((at for at in range(cue + 2, min(hi, cue + 12)) if self.words[at] in ",،"), hi)
        verb = next((at for at in self.cues if comma < at < comma + 3), hi)
        content = self._find_content(verb, hi) if verb < hi else None
        source = self._find_left_source(lo, cue - 1)
        if content is None or not source or any(cue < other < comma for other in self.cues):
            return []
        start = cue + 2 if self.words[cue + 1] == "a" and self.lexicon.code == "es" else cue + 1
        inner = self._split_content((start, comma), (cue, cue + 1), content, hi, depth + 1, "cited_origin")
        outer_cue = (verb, self._skip_particles(verb + 1, hi))
        return [
            Found([Draft(source, outer_cue, list(f.links[0].content), rule="verb_before_content"), *f.links])
            for f in inner
        ]

    def _end_of_origin(self, lo: int, hi: int) -> int:
        """Return the comma behind an inserted origin, 0 when no content follows one."""
        commas = [at for at in range(lo + 1, min(hi - 2, lo + MAX_SOURCE_ELEMENTS)) if self.words[at] in ",،"]
        announced = (
            at
            for at in commas
            if self.words[at + 1] in self.lexicon["complementisers"]
            or (
                self.words[at + 1] == "de"
                and self.words[at + 2] in self.lexicon["declarative_complementisers"]
            )
        )
        return next(announced, commas[0] if commas and self.lexicon.is_bare_after_comma else 0)

    def _match_passed_on(
        self, source: tuple[int, int], cue: int, content: int, hi: int, depth: int
    ) -> list[Found]:
        """Match "X berichtet unter Berufung auf Y, ...": a preposition between verb and content names
        the origin.
        """
        prepositions = self.lexicon["attribution_prepositions"]
        for at in range(cue + 1, content - 1) if self.has_preposition else ():
            size = (
                prepositions.match(self.words, at, content) if self.words[at] in prepositions.by_first else 0
            )
            if not size:
                continue
            end = content
            while end > at and (
                self.kinds[end - 1] == SIGN or self.words[end - 1] in self.lexicon["complementisers"]
            ):
                end -= 1
            if at + size >= end:
                return []
            inner = self._split_content(
                (at + size, end), (at, at + size), content, hi, depth + 1, "cited_origin"
            )
            outer_cue = (cue, self._skip_particles(cue + 1, hi))
            outer = Draft(source, outer_cue, [trim(self.row, content, hi)], rule="verb_before_content")
            return [Found([outer, *found.links]) for found in inner]
        return []

    def _match_relay(self, source: tuple[int, int], cue: int, hi: int, depth: int) -> list[Found]:
        """Match "X quoted Y that ...": the one quoted is a link of his own, without a cue."""
        that = next(
            (
                at
                for at in range(cue + 2, min(hi, cue + 20))
                if self.words[at] in self.lexicon["declarative_complementisers"]
            ),
            0,
        )
        saying = next((at for at in range(cue + 2, min(hi, cue + 20)) if self.words[at] in SAYING), 0)
        end = min((at for at in (that, saying) if at), default=0)
        if not end:
            return []
        inner_source = (cue + 1, self._cut_adjunct(cue + 1, end))
        if self.words[inner_source[1] - 1] == "as":
            inner_source = (inner_source[0], inner_source[1] - 1)
        start = self._skip_complementiser(end + (end == saying), hi)
        inner_cue = (saying, saying + 1) if end == saying else None
        inner = self._split_content(inner_source, inner_cue, start, hi, depth + 1, "relayed_speaker")
        outer = Draft(source, (cue, cue + 1), [trim(self.row, inner_source[0], hi)], rule="relay")
        return [Found([outer, *found.links]) for found in inner]
