"""Who said what inside one Arabic sentence: the verb stands first, particles are joined to words, and nothing
is printed with a capital letter.
"""

from __future__ import annotations

from annotations.splitting.arabic_frames import ArabicFrames
from annotations.splitting.arabic_words import CLOSENESS, REPORTED_SPEECH
from annotations.splitting.drafts import Draft, Found, trim
from annotations.splitting.elements import QUOTE, WORD

MAX_DEPTH = 3
DAMMA = "\u064f"


class ArabicAnalyser(ArabicFrames):
    """Finds the attributions of one sentence."""

    def analyse(self, lo: int, hi: int, depth: int = 0) -> list[Found]:
        """Return the claims attributed in the range, in order; none when nobody is said to say anything."""
        if depth > MAX_DEPTH or hi - lo < 2:
            return []
        lo = self.skip_connectives(lo, hi)
        if hi - lo < 2:
            return []
        return (
            self._match_headline(lo, hi, depth)
            or self._match_impersonal(lo, hi, depth)
            or self._match_frame(lo, hi, depth)
            or self._match_behind_quote(lo, hi, depth)
            or self._match_behind(lo, hi, depth)
            or self._match_leading(lo, hi, depth)
            or (self._match_hanging(lo, hi) if not depth else [])
            or (self._match_announced(lo, hi) if not depth else [])
            or self._match_adverb(lo, hi)
        )

    def _match_leading(self, lo: int, hi: int, depth: int) -> list[Found]:
        for cue in self.cues:
            if not lo <= cue < hi or "participle" in self.classes_of(cue):
                continue
            if depth and self.classes_of(cue) == {"mental"}:
                continue
            if cue > lo and self.words[cue - 1] in self.lexicon["relative_pronouns"]:
                continue
            found = self._match_verb(lo, cue, hi, None, depth)
            if found:
                return found
        return []

    def _match_verb(
        self, lo: int, cue: int, hi: int, speaker: tuple[int, int] | None, depth: int
    ) -> list[Found]:
        """Return the claims of one verb; `speaker` is whom it takes up again without naming him."""
        start = cue + 1
        if start >= hi or self.lexicon["refusal_phrases"].match(self.words, cue, hi):
            return []
        held = self._match_content_in_place(lo, cue, hi, speaker, depth)
        if held:
            return held
        classes = self.classes_of(cue)
        relayed = self._match_relay(lo, cue, hi, depth)
        if relayed or "relay" in classes:
            return relayed
        left = None if "participle" in classes else self._find_left(lo, cue, hi)
        governed = self._find_object(cue, hi, is_inner=depth > 0, is_behind=left is not None)
        marker = self.find_marker(start, hi)
        if governed and (not marker or self._comes_first(governed, marker)):
            source, content, rule = governed[0], governed[1], "quoted_object"
            if not source:
                source, rule = left or speaker, "verb_before_content"
            rule = "verb_before_object" if governed[0] else rule
            return self._split(source, cue, content, hi, depth, rule)
        if not marker:
            return []
        begin, content = marker
        if content >= hi:
            return []
        is_hanging = "participle" in classes
        source = left
        rule = "verb_before_content"
        opener = self.words[lo].removeprefix("و")
        is_perfect = left is not None and (self.words[cue - 1] == "قد" or opener in ("كان", "كانت"))
        if (
            not is_hanging
            and not is_perfect
            and self._opens_subject(start, begin)
            and not (left and "addressee" in classes)
        ):
            end = self.cut_subject(start, begin, is_told="addressee" in classes)
            if "addressee" in classes:
                end = min(end, max(self.end_of_phrase(start, begin), start + 1))
            if self.kinds[begin] == QUOTE and self.words[begin - 1] != ":":
                phrase = self.end_of_phrase(start, begin)
                content = (
                    phrase
                    if start < phrase < begin
                    and not self.opens_adjunct(phrase, hi)
                    and self.kinds[phrase] == WORD
                    else content
                )
                end = min(end, phrase) if content == phrase else end
            source, rule = trim(self.row, start, end), "verb_before_subject"
        if not source and not speaker and self.words[cue].startswith("ف") and cue > lo:
            speaker = self._find_asked(lo, cue)
        if not source or source[0] >= source[1]:
            source, rule = speaker, "continued_report" if speaker else "dropped_subject"
            if begin - cue > 14:
                return []
        return self._split(source, cue, content, hi, depth, rule)

    def _match_content_in_place(
        self, lo: int, cue: int, hi: int, speaker: tuple[int, int] | None, depth: int
    ) -> list[Found]:
        """Match "جاء في التقرير أن": the verb and its preposition are the cue, what they hold the source."""
        size = self.lexicon["attribution_prepositions"].match(self.words, cue, hi)
        if size < 2 or self.words[cue + size - 1] not in ("في", "على"):
            return []
        marker = self.find_marker(cue + size, hi)
        if not marker or marker[0] <= cue + size:
            return []
        source = (cue + size, self.cut_subject(cue + size, marker[0]))
        return self._split(source, cue, marker[1], hi, depth, "verb_before_subject", cue_end=cue + size)

    def _match_relay(self, lo: int, cue: int, hi: int, depth: int) -> list[Found]:
        """Match "نقلت الوكالة عن X قوله إن" and "ذكرت الصحيفة، نقلا عن X، أن": two links."""
        start = cue + 1
        marker = self.find_marker(start, hi)
        if not marker:
            return []
        begin, content = marker
        words = self.words
        cited = next(
            (at for at in range(start, begin) if self.lexicon["origin_phrases"].match(words, at, begin)), 0
        )
        size = self.lexicon["origin_phrases"].match(words, cited, begin) if cited else 0
        is_relay = "relay" in self.classes_of(cue)
        speech = next((at for at in range(start, begin) if words[at] in REPORTED_SPEECH), 0)
        if not cited and (is_relay or speech):
            origins = ("عن", "من") if self.verbs.base(words[cue]) == "علمت" else ("عن",)
            cited = next(
                (
                    at
                    for at in range(start, speech or begin)
                    if words[at] in origins and words[at - 1] not in CLOSENESS
                ),
                0,
            )
            size = 1
        if not cited:
            return []
        end = trim(self.row, cited + size, speech or begin)[1]
        inner_source = trim(self.row, cited + size, self.cut_subject(cited + size, end))
        if inner_source[0] >= inner_source[1]:
            return []
        inner_cue = (speech, speech + 1) if speech else (cited, cited + size)
        inner = self._split(
            inner_source,
            cue,
            content,
            hi,
            depth + 1,
            "relayed_speaker" if is_relay else "cited_origin",
            inner_cue=inner_cue,
        )
        own = trim(self.row, start, cited)
        source = (
            (own[0], self.cut_subject(*own))
            if own[0] < own[1] and self._opens_subject(own[0], own[1] + 1)
            else None
        )
        source = source or self._find_left(lo, cue, hi)
        if DAMMA in self.row.printed[cue][:3] and not source:
            return inner
        rule = "relay" if is_relay else "verb_before_subject"
        return [
            Found([Draft(source, (cue, cue + 1), list(f.links[0].content), rule=rule), *f.links])
            for f in inner
        ]

    def _split(
        self,
        source: tuple[int, int] | None,
        cue: int,
        content: int,
        hi: int,
        depth: int,
        rule: str,
        *,
        cue_end: int = 0,
        inner_cue: tuple[int, int] | None = None,
    ) -> list[Found]:
        """Return the claim that begins at `content`, and those that share its sentence behind it."""
        if content >= hi:
            return []
        end, rest = self._find_break(content, hi)
        if (
            self.kinds[content] == QUOTE
            and self.words[content - 1] == ":"
            and self._ends_report(content + 1, end)
        ):
            end = content + 1
        if end <= content:
            return []
        draft = Draft(source, inner_cue or (cue, cue_end or cue + 1), [(content, end)], rule=rule)
        return self._wrap(draft, depth) + self._follow(rest, hi, source, depth)

    def _follow(self, rest: int, hi: int, source: tuple[int, int] | None, depth: int) -> list[Found]:
        """Return the claims of a further report in the sentence."""
        if rest >= hi or depth > MAX_DEPTH:
            return []
        cue = rest if rest in self.cues else next((cue for cue in self.cues if cue > rest), hi)
        return self._match_verb(rest, cue, hi, source, depth) if cue < hi else []

    def _follow_again(self, at: int, hi: int, source: tuple[int, int] | None, depth: int) -> list[Found]:
        end, rest = self._find_break(at - 1, hi)
        return self._follow(rest, hi, source, depth) if end <= at + 1 else []

    def _match_announced(self, lo: int, hi: int) -> list[Found]:
        """Match "وخاطب الرئيس الحضور: «...»": before a colon and a quotation any verb reports."""
        colon = next((at for at in range(lo + 2, hi - 1) if self.words[at] == ":"), 0)
        if not colon or self.kinds[colon + 1] != QUOTE or self._is_nominal(lo) or self.kinds[lo] != WORD:
            return []
        source = self.find_clause_subject(lo, colon)
        if not source or source[0] != lo + 1:
            return []
        return self._split(source, lo, colon + 1, hi, 0, "announced_quotation")

    def _match_hanging(self, lo: int, hi: int) -> list[Found]:
        """Match "وأشاد الوزير بالفريق، مؤكدا أن": the participle's speaker is the subject of its clause."""
        for cue in self.cues:
            if cue < lo + 2 or "participle" not in self.classes_of(cue) or not self.find_marker(cue + 1, hi):
                continue
            source = self.find_clause_subject(lo, cue)
            if source:
                found = self._match_verb(cue, cue, hi, source, 0)
                for claim in found[:1]:
                    claim.links[0].rule = "hanging_participle"
                return found
        return []
