"""Arabic attributions around a content: "بحسب X", "يقال إن", "«...»، قال X", a headline's colon."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting.arabic_breaks import ArabicBreaks
from annotations.splitting.arabic_phrases import PEOPLE
from annotations.splitting.arabic_words import (
    BREAKS,
    COMMAS,
    FRAME_VERBS,
    HEARSAY_NOUNS,
    LINKS,
    MARKED_PASSIVES,
    PASSIVES,
    UNSAID,
    is_complementiser,
    is_definite,
)
from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS, Draft, Found, trim
from annotations.splitting.elements import QUOTE, SIGN, WORD
from annotations.splitting.types import SourceKind

DAMMA = "\u064f"


class ArabicFrames(ArabicBreaks):
    """Finds attributions without a verb before its subject and content."""

    def _wrap(self, draft: Draft, depth: int) -> list[Found]:
        """Return the draft's claims: those of the attributions inside its content, or its content itself."""
        draft.content = [(a, b) for a, b in (trim(self.row, *part) for part in draft.content) if a < b]
        if not draft.content:
            return []
        if len(draft.content) == 1:
            inner = self.analyse(*draft.content[0], depth + 1)
            if inner:
                return [Found([draft, *found.links]) for found in inner]
        return [Found([draft])]

    def _match_headline(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "الوزير: لا ضرائب": a speaker, a colon and what he says, where nothing else reports."""
        colon = next((at for at in range(lo + 1, min(hi - 2, lo + 9)) if self.words[at] == ":"), 0)
        if depth or lo or not colon or any(cue < colon for cue in self.cues) or not self._is_nominal(lo):
            return []
        if any(self.kinds[at] == SIGN and not self.is_abbreviated(at) for at in range(lo, colon)):
            return []
        is_listed = (
            is_definite(self.words[lo]) and colon == lo + 1 and not self.is_noun(self.words[lo], *PEOPLE)
        )
        if self.end_of_phrase(lo, colon) < colon or is_listed or self.words[lo] in ("صورة", "كتاب", "مركز"):
            return []
        return self._wrap(Draft((lo, colon), (colon, colon + 1), [(colon + 1, hi)], rule="headline_colon"), 0)

    def _match_impersonal(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "يقال إن", "وترددت أنباء عن" and "بحسب ما ورد": a cue without a source."""
        words = self.words
        base = self._passive(lo)
        size = self.lexicon["impersonal_cues"].match(words, lo, hi)
        if size and words[lo + size - 1] in ("أن", "إن", "بأن") and self._passive(lo):
            size = 0
        end = lo + size
        if size and is_complementiser(words[end - 1]):
            end -= 1
        start = lo + size
        if not size and base:
            marker = self.find_marker(lo + 1, min(hi, lo + 9))
            if not marker or (
                not is_complementiser(words[marker[1] - 1] if marker[1] > lo + 1 else "")
                and not is_complementiser(words[marker[1]] if marker[1] < hi else "")
            ):
                return []
            if marker[0] > lo + 1 and not (words[lo + 1] in LINKS or self.opens_adjunct(lo + 1, hi)):
                return []
            end = lo + 1
            while end < marker[0] and words[end] in self.lexicon["preverb_adverbs"]:
                end += 1
            start = marker[1]
        elif not size:
            noun = lo + 1
            if not (self.kinds[lo] == WORD and noun < hi and words[noun] in HEARSAY_NOUNS):
                return []
            is_spread = words[lo].lstrip("وف") in (
                "ترددت",
                "تواردت",
                "راجت",
                "انتشرت",
                "سرت",
                "هناك",
                "تداولت",
                "تتردد",
            )
            marker = self.find_marker(noun + 1, min(hi, noun + 5))
            about = next(
                (at for at in range(noun + 1, min(hi, noun + 4)) if words[at] in ("عن", "حول", "بشأن")), 0
            )
            if not is_spread or not (marker or about):
                return []
            end = marker[0] if marker else about + 1
            start = marker[1] if marker else about + 1
        draft = Draft(None, (lo, end), [(start, hi)], SourceKind.UNSPECIFIED, "impersonal_report")
        return self._wrap(draft, depth)

    def _passive(self, at: int) -> str:
        """Return the passive of hearsay that stands here, "" when none does."""
        word = self.verbs.base(self.words[at])
        bare = word if word in PASSIVES else word[1:] if word[:1] in "وف" and word[1:] in PASSIVES else ""
        if bare in MARKED_PASSIVES and DAMMA not in self.row.printed[at]:
            return ""
        return bare

    def _match_frame(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "بحسب الوزارة، ..." and "وفق ما ذكرت الوزارة، ..."."""
        start = lo
        if self.kinds[lo] == WORD and self.opens_adjunct(lo, hi):
            comma = next((at for at in range(lo, min(hi, lo + 14)) if self.words[at] in COMMAS), hi)
            start = comma + 1 if comma + 2 < hi and self._measure_preposition(comma + 1, hi) else lo
        size = self._measure_preposition(start, hi)
        if not size or start + size >= hi:
            return []
        made = self._read_origin(start, start + size, hi, closes=True)
        if not made:
            return []
        links, end = made
        content = end
        while content < hi and (self.words[content] in COMMAS or self.words[content] in ("فإن", "إن", "أن")):
            content += 1
        if content >= hi:
            return []
        return self._chain(links, (content, hi), depth)

    def _chain(self, links: list[Draft], content: tuple[int, int], depth: int) -> list[Found]:
        """Return the claims of a content that several links govern, outermost first."""
        for link in links[:-1]:
            link.content = [trim(self.row, *content)]
        links[-1].content = [content]
        return [Found([*links[:-1], *found.links]) for found in self._wrap(links[-1], depth + len(links) - 1)]

    def _measure_preposition(self, at: int, hi: int) -> int:
        """Return how many words an attributing preposition or its like takes here."""
        if self.words[at] in FRAME_VERBS and at + 1 in self.cues:
            return 1
        return self.lexicon["attribution_prepositions"].match(self.words, at, hi)

    def _read_origin(self, at: int, lo: int, hi: int, *, closes: bool) -> tuple[list[Draft], int] | None:
        """Return the links of "بحسب X" and "وفق ما ذكرت X" from `at` and where they end.

        The preposition ends at `lo`; `closes` where the content follows.
        """
        words = self.words
        verb = lo + (words[lo] in ("ما", "لما", "مما"))
        is_said = verb > lo or words[at] in FRAME_VERBS or words[lo - 1].endswith("ما")
        size = self.lexicon["attribution_prepositions"].match(words, verb, hi) if is_said else 0
        if (
            is_said
            and not size
            and words[verb] in UNSAID
            and not (verb + 1 < hi and words[verb + 1] in ("في", "عن"))
        ):
            following = verb + 1 >= hi or self.kinds[verb + 1] == SIGN
            if following:
                return [
                    Draft(None, (at, verb + 1), [], SourceKind.UNSPECIFIED, "impersonal_report")
                ], verb + 1
        if is_said and not size and verb not in self.cues:
            return None
        source = verb + (size or 1) if is_said else lo
        cue = (verb, source) if is_said else (at, lo)
        if source >= hi or self.kinds[source] == SIGN:
            return None
        end = self._end_of_origin(source, hi, closes=closes)
        about = next((k for k in range(source + 1, end) if words[k] == "عن"), 0)
        if is_said and about and "relay" in self.classes_of(verb):
            outer = Draft((source, self.cut_subject(source, about)), cue, [], rule="relay")
            return [outer, Draft((about + 1, end), (about, about + 1), [], rule="relayed_speaker")], end
        rule = ("according_to" if closes else "according_to_behind") if not is_said else "as_reported"
        edge = self.cut_subject(source, end)
        return ([Draft((source, edge), cue, [], rule=rule)], end) if edge > source else None

    def _end_of_origin(self, lo: int, hi: int, *, closes: bool) -> int:
        """Return where the source behind its preposition ends: at its comma, or before the next clause."""
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        comma = next(
            (
                at
                for at in range(lo, limit)
                if self.words[at] in BREAKS or (self.words[at] in ".:" and not self.is_abbreviated(at))
            ),
            limit,
        )
        that = next(
            (
                at
                for at in range(lo + 1, comma)
                if self.words[at] in ("فإن", "فإنه", "فإنها", "فإنهم") or is_complementiser(self.words[at])
            ),
            comma,
        )
        if that < comma:
            return that
        if comma < limit and self.words[comma] in COMMAS and closes:
            after = comma + 1
            closing = next((at for at in range(after, limit) if self.words[at] in COMMAS), 0)
            opens = after < limit and (
                self.words[after] in self.lexicon["relative_pronouns"]
                or self.is_noun(self.words[after], "titles")
                or self.words[after] in ("وهو", "وهي")
            )
            return closing if closing and opens else comma
        if closes and comma >= limit:
            return self.end_of_phrase(lo, limit)
        return comma

    def _match_behind_quote(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "«...»، قال X" with what follows it."""
        at = lo
        while at < min(hi, lo + 3) and self.kinds[at] != QUOTE:
            at += 1
        if (
            at >= min(hi, lo + 3)
            or (at > lo and self.words[at - 1] == ":")
            or any(c <= at for c in self.cues)
        ):
            return []
        verb = at + 1
        while verb < hi and (
            self.words[verb] in BREAKS or self.words[verb] in FRAME_VERBS or self.words[verb] in "–—-"
        ):
            verb += 1
        if verb not in self.cues or "participle" in self.classes_of(verb):
            return []
        return self._report_behind(lo, at + 1, verb, hi, depth)

    def _report_behind(self, lo: int, end: int, verb: int, hi: int, depth: int) -> list[Found]:
        """Return the claims of a verb and its subject behind or between their content."""
        stop, rest = self._find_break(verb, hi)
        quote = next(
            (
                at
                for at in range(verb + 1, stop)
                if self.kinds[at] == QUOTE and (self.words[at - 1] in BREAKS or self.words[at - 1] == ":")
            ),
            stop,
        )
        last = trim(self.row, verb + 1, quote)[1]
        is_dropped = (
            last <= verb + 1
            or self.kinds[verb + 1] == SIGN
            or self.opens_adjunct(verb + 1, hi)
            or self.words[verb + 1] in LINKS
        )
        source = None if is_dropped else (verb + 1, self.cut_subject(verb + 1, last))
        parts = [(lo, end)] + ([(quote, stop)] if quote < stop else [])
        rule = "dropped_subject" if is_dropped else "inverted_verb"
        found = self._wrap(Draft(source, (verb, verb + 1), parts, rule=rule), depth)
        return found + self._follow(rest, hi, source, depth)

    def _match_behind(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "...، بحسب X", "...، حسبما أعلن X" and the same set into the content."""
        for at in range(lo + 2, hi - 1):
            size = self._measure_preposition(at, hi) if self.kinds[at] == WORD else 0
            if not size or at + size >= hi:
                continue
            is_marked = self.words[at - 1] in BREAKS
            if not is_marked and not (
                size == 1 and len(self.words[at]) > 2 and self._is_speaker(at + size, hi)
            ):
                continue
            made = self._read_origin(at, at + size, hi, closes=False)
            if not made:
                continue
            links, end = made
            inside = next(
                (
                    cue
                    for cue in self.cues
                    if lo <= cue < at and (self._is_report(cue, at) or self._is_cited(at))
                ),
                None,
            )
            if inside is not None and (not is_marked or self._passes_on(inside, at, hi, links)):
                return []
            parts = [(lo, at)]
            later = trim(self.row, end, hi)
            follows = self._follow_again(end, hi, links[-1].source, depth)
            if later[0] < later[1] and not follows and self.words[end] in COMMAS:
                parts.append(later)
            for link in links:
                link.content = [part for part in (trim(self.row, *p) for p in parts) if part[0] < part[1]]
            if not links[-1].content:
                return []
            found = self._wrap(links[-1], depth + len(links) - 1)
            return [Found([*links[:-1], *one.links]) for one in found] + follows
        return []

    def _is_cited(self, at: int) -> bool:
        """Tell the origin that one who reports names himself: نقلا عن."""
        return bool(self.lexicon["origin_phrases"].match(self.words, at, len(self.words)))

    def _is_report(self, cue: int, hi: int) -> bool:
        """Tell whether the verb has a content before `hi`."""
        return (
            self.find_marker(cue + 1, hi) is not None
            or self._find_object(cue, hi, is_inner=False) is not None
        )

    def _passes_on(self, cue: int, at: int, hi: int, links: list[Draft]) -> bool:
        """Tell an origin that belongs inside a report: it stands before the content, or is a document."""
        marker = self.find_marker(cue + 1, hi)
        source = links[-1].source
        is_document = source is not None and self.is_noun(
            self.words[source[0]].removeprefix("ل"), "document_nouns"
        )
        return (marker is not None and marker[1] > at) or is_document or self._is_cited(at)

    def _is_speaker(self, at: int, hi: int) -> bool:
        word = self.words[at].removeprefix("ل")
        return (
            self.is_noun(word, *PEOPLE, "organisation_nouns", "known_organisations", "document_nouns")
            or word == "ما"
        )

    def _match_adverb(self, lo: int, hi: int) -> list[Found]:
        """Match "على ما يبدو": a phrase that governs its whole clause and names no source."""
        adverbs = self.lexicon["hearsay_adverbs"]
        for at in range(lo, hi):
            size = adverbs.match(self.words, at, hi)
            if not size:
                continue
            parts = [
                part for part in (trim(self.row, lo, at), trim(self.row, at + size, hi)) if part[0] < part[1]
            ]
            return (
                [Found([Draft(None, (at, at + size), parts, SourceKind.UNSPECIFIED, "hearsay_adverb")])]
                if parts
                else []
            )
        return []

    @abstractmethod
    def analyse(self, lo: int, hi: int, depth: int = 0) -> list[Found]:
        """Return the claims attributed in the range, in order."""

    @abstractmethod
    def _follow(self, rest: int, hi: int, source: tuple[int, int] | None, depth: int) -> list[Found]:
        """Return the claims of a further report in the sentence."""

    @abstractmethod
    def _follow_again(self, at: int, hi: int, source: tuple[int, int] | None, depth: int) -> list[Found]:
        """Return the claims of a further report right behind a place."""
