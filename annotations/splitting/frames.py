"""Reporting clauses that open the sentence: "According to X, ...", "It was reported that ..."."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting import russian
from annotations.splitting.contents import Contents
from annotations.splitting.drafts import MAX_ADJUNCT_ELEMENTS, Draft, Found, trim
from annotations.splitting.elements import QUOTE, WORD
from annotations.splitting.types import SourceKind

IMPERSONAL_OPENERS = {"fr": frozenset({"on", "il"}), "es": frozenset({"se"})}
"""What opens an impersonal report behind a place: "en el barrio se rumorea que"."""
VIEW_PREPOSITIONS = {"fr": ("pour",), "es": ("para",)}
AS_PHRASES = frozenset(
    {"long", "soon", "far", "well", "much", "to", "for", "if", "though", "above", "part", "of"}
)
"""What makes another phrase of "as" than the one that names a speaker: as long as, as to."""


class Frames(Contents):
    """Finds attributions that stand before their content."""

    @abstractmethod
    def _hands_over(self, lo: int, at: int) -> bool:
        """Tell whether a content can end right before the place."""

    def _find_frame(self, lo: int, hi: int, depth: int) -> list[Found]:
        for start in dict.fromkeys((lo, self._skip_adjunct(lo, hi))):
            if start >= hi:
                break
            found = (
                self._match_transcript(start, hi, depth)
                or self._match_impersonal(start, hi, depth)
                or self._match_german_circle(start, hi, depth)
                or self._match_preposition_frame(start, hi, depth)
                or self._match_view(start, hi, depth)
                or self._match_added(start, hi, depth)
                or self._match_opener(start, hi, depth)
            )
            if found:
                return found
        return []

    def _match_transcript(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "REED: ..." as transcripts print a turn: a name in capitals and a colon."""
        if depth or ":" not in self.words[lo + 1 : lo + 5]:
            return []
        at = lo
        while at < min(hi, lo + 4) and self.kinds[at] == WORD and self.row.is_all_capitals(at):
            at += 1
        if at == lo or at + 2 >= hi or self.words[at] != ":":
            return []
        is_body = self.lexicon["known_organisations"].match(self.words, lo, at) == at - lo
        kind = None if is_body else SourceKind.NAMED_PERSON
        return self._wrap(Draft((lo, at), (at, at + 1), [(at + 1, hi)], kind, "transcript_turn"), depth)

    def _match_impersonal(self, lo: int, hi: int, depth: int) -> list[Found]:
        opening = lo
        if lo + 2 < hi and self.words[lo] in self.lexicon["preverb_adverbs"]:
            opening = lo + 1
        phrases = self.lexicon["impersonal_cues"]
        size = phrases.match(self.words, lo, hi)
        if not size and opening > lo:
            size = phrases.match(self.words, opening, hi)
            size += opening - lo if size else 0
        size = size or self._measure_passive(lo, hi)
        placed = self._find_placed_rumour(lo, hi) if not size else 0
        if placed:
            draft = Draft(None, (lo, lo + 2), [(placed, hi)], SourceKind.UNSPECIFIED, "impersonal_report")
            return self._wrap(draft, depth)
        if not size and self.words[lo] in self.lexicon["prepositions"]:
            near = range(lo + 1, min(lo + 6, hi))
            openers = IMPERSONAL_OPENERS.get(self.lexicon.code, russian.MURMURS)
            verb = next((at for at in near if self.words[at] in openers), lo)
            size = phrases.match(self.words, verb, hi)
            lo = verb if size else lo
        if not size:
            return []
        told = lo + size
        is_told = told + 1 < hi and self.kinds[told] == QUOTE and self.words[told + 1] == ","
        is_told = is_told and self.lexicon.code == "ru" and self.row.is_name_quote(told)
        start = self._skip_complementiser(told + is_told, hi)
        end = lo + size
        if self.words[end - 1] in self.lexicon["declarative_complementisers"]:
            end -= 1
        if self.lexicon.code == "en":
            end = self._end_of_cue(lo, end)
        semicolon = next((at for at in range(start, hi) if self.words[at] == ";"), hi)
        draft = Draft(None, (lo, end), [(start, semicolon)], SourceKind.UNSPECIFIED, "impersonal_report")
        found = self._wrap(draft, depth)
        return found + (self.analyse(semicolon + 1, hi, depth + 1) if semicolon < hi else [])

    def _end_of_cue(self, lo: int, end: int) -> int:
        """Return where the cue ends without a time behind its participle: "it was announced late today"."""
        participles = self.lexicon["hearsay_participles"]
        return next((at + 1 for at in range(lo, end) if self.words[at] in participles), end)

    def _find_placed_rumour(self, lo: int, hi: int) -> int:
        """Return where the content of "se cuenta en el valle que ..." begins, 0 where nothing is so told."""
        verb = self.words[lo + 1 : lo + 2]
        if self.lexicon.code != "es" or self.words[lo] != "se" or not verb:
            return 0
        if f"se {verb[0]} que" not in self.lexicon["impersonal_cues"].phrases:
            return 0
        if self.words[lo + 2 : lo + 3] == [] or self.words[lo + 2] not in self.lexicon["prepositions"]:
            return 0
        near = range(lo + 3, min(lo + 9, hi - 1))
        return next((at + 1 for at in near if self.words[at] == "que"), 0)

    def _measure_passive(self, lo: int, hi: int) -> int:
        """Return how many words "it has also been understood that" takes, 0 when it is not there."""
        lexicon = self.lexicon
        if lexicon.code != "en" or self.words[lo] != "it":
            return 0
        at = lo + 1
        while at < min(hi, lo + 6) and (
            self.words[at] in lexicon["auxiliaries"]
            or self.words[at] in lexicon["preverb_adverbs"]
            or self.words[at].endswith("ly")
        ):
            at += 1
        is_passive = any(self.words[index] in lexicon.passive_auxiliaries for index in range(lo, at))
        that = self._skip_when(at + 1, hi)
        if not is_passive or that >= hi or self.words[that] not in lexicon["declarative_complementisers"]:
            return 0
        return that + 1 - lo if self.words[at] in lexicon["hearsay_participles"] else 0

    def _skip_when(self, at: int, hi: int) -> int:
        """Return the position behind "late on Tuesday"."""
        while at < hi and (
            self.words[at] in self.lexicon["date_words"]
            or self.words[at] in self.lexicon["preverb_adverbs"]
            or self.row.is_number(at)
        ):
            at += 1
        return at

    def _match_german_circle(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "Aus Regierungskreisen hieß es, ..." and "In Berlin hieß es, ..."."""
        if self.lexicon.code != "de" or lo + 3 >= hi or self.words[lo] not in ("aus", "von", "in", "im"):
            return []
        spoken = self._match_talk(lo, hi, depth)
        if spoken:
            return spoken
        for at in range(lo + 2, min(hi - 1, lo + MAX_ADJUNCT_ELEMENTS)):
            is_said = self.words[at] in ("hieß", "heißt", "verlautete") and self.words[at + 1] in (
                "es",
                ",",
                "dazu",
                "jedoch",
                "allerdings",
                "zudem",
            )
            is_shown = self.words[at] in ("geht", "ging", "gehe") and self.words[at + 1] == "hervor"
            if is_said or is_shown:
                end = at + 2 if self.words[at + 1] in ("es", "hervor") else at + 1
                comma = next((k for k in range(end, min(hi, end + 4)) if self.words[k] in ",:"), end)
                start = self._skip_complementiser(comma, hi)
                source = trim(self.row, lo + 1, at)
                return self._wrap(Draft(source, (at, end), [(start, hi)], rule="german_circle"), depth)
            if at in self.cues or (
                self.words[at] in self.lexicon["auxiliaries"] and "," not in self.words[lo:at]
            ):
                return []
        return []

    def _match_talk(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "Im Bericht ist von Rissen die Rede": what stands before "die Rede" is said there."""
        end = trim(self.row, lo, hi)[1]
        if self.words[end - 2 : end] != ["die", "rede"] or self.words[lo] not in ("in", "im"):
            return []
        verb = next((at for at in range(lo + 2, end - 3) if self.words[at] in ("ist", "war", "sei")), 0)
        of = next((at for at in range(verb + 1, end - 3) if self.words[at] in ("von", "vom")), 0)
        if not verb or not of:
            return []
        draft = Draft((lo + 1, verb), (end - 2, end), [(of + 1, end - 2)], rule="german_circle")
        return self._wrap(draft, depth)

    def _match_preposition_frame(self, lo: int, hi: int, depth: int) -> list[Found]:
        size = self.measure_preposition(lo, hi)
        if size and lo + size < hi:
            size, skipped = self._skip_verbs(lo, size, hi)
            possessed = self._match_possessed(lo, size, hi, depth)
            if possessed:
                return possessed
            begin = lo + size + skipped
            end = self._end_of_frame_source(begin, hi)
            end = next(
                (
                    at
                    for at in range(begin + 1, end)
                    if self.words[at] in self.lexicon["declarative_complementisers"]
                    and not self._match_origin(at, end)
                    and not self._opens_relative_que(at, begin, end)
                ),
                end,
            )
            source, cue, rule = (begin, end), (lo, lo + size), "according_to"
        else:
            end = self._find_postposition(lo, hi)
            if not end:
                return []
            source, cue, rule = (lo, end - 1), (end - 1, end), "postposition"
        source = trim(self.row, source[0], self._strip_date(*source))
        if source[0] >= source[1] or end >= hi:
            return []
        return self._wrap(Draft(source, cue, [(self._skip_complementiser(end, hi), hi)], rule=rule), depth)

    def _skip_verbs(self, lo: int, size: int, hi: int) -> tuple[int, int]:
        """Return the preposition's length with the verb of "según ha informado hoy la policía", and how
        many words of time stand behind it.
        """
        if self.lexicon.code not in ("es", "fr"):
            return size, 0
        at = lo + size
        while at < hi and self.words[at] in self.lexicon["auxiliaries"]:
            at += 1
        if at >= hi - 1 or self.words[at] not in self.lexicon.verbs:
            return size, 0
        end = start = at + 1
        start = self._skip_told(start, hi)
        while start < hi - 1 and (
            self.words[start] in self.lexicon["preverb_adverbs"]
            or (
                self.words[start] in self.lexicon["date_words"]
                and self.words[start] not in self.lexicon["articles"]
            )
            or (
                self.words[start] in ("este", "esta", "el")
                and self.words[start + 1] in self.lexicon["date_words"]
            )
        ):
            start += 1
        return end - lo, start - end

    def _opens_relative_que(self, at: int, lo: int, end: int) -> bool:
        """Tell "un rapport que le journal a lu," from a content that "que" opens."""
        is_closed = end < len(self.words) and self.words[end] == ","
        return self.lexicon.code in ("fr", "es") and at > lo and is_closed

    def _match_added(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "Et d’ajouter : « ... »": the last speaker goes on."""
        is_added = self.words[lo] in ("d’", "d'", "de") and self.words[lo + 1 : lo + 2] != []
        if depth or not is_added or self.words[lo + 1] not in self.lexicon.infinitives or lo + 2 >= hi:
            return []
        content = self._match_content(lo + 2, hi)
        if content is None:
            return []
        return self._wrap(Draft(None, (lo + 1, lo + 2), [(content, hi)], rule="dropped_subject"), depth)

    def _match_view(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "Pour l’économiste Alice Morel, ..." and "Pour la mairie, « ... »"."""
        if depth or self.words[lo] not in VIEW_PREPOSITIONS.get(self.lexicon.code, ()):
            return []
        end = self._end_of_frame_source(lo + 1, hi)
        if end + 2 > hi or self.words[end] != "," or end - lo < 2:
            return []
        is_quoted = self.kinds[end + 1] == QUOTE and not self.row.is_name_quote(end + 1)
        if not self._can_hold_view(lo + 1, end, is_quoted=is_quoted):
            return []
        draft = Draft((lo + 1, end), (lo, lo + 1), [(end + 1, hi)], rule="view_of")
        return self._wrap(draft, depth)

    def _can_hold_view(self, lo: int, hi: int, *, is_quoted: bool) -> bool:
        """Tell a person, in front of a quotation also a body, from an aim or a time."""
        words = [self.words[at] for at in range(lo, hi)]
        lexicon = self.lexicon
        is_named = any(self.row.is_capital(at) and self.row.is_capital(at + 1) for at in range(lo, hi - 1))
        if any(word in lexicon["date_words"] for word in words) and not is_named:
            return False
        is_office = any(w in lexicon["office_nouns"] or w in lexicon["titles"] for w in words[:3])
        is_person = is_office or any(w in lexicon["anonymous_nouns"] for w in words[:3])
        is_body = any(w in lexicon["organisation_nouns"] for w in words[:3])
        if is_quoted:
            return is_named or is_person or is_body
        return (is_named and is_person) or (is_office and hi - lo <= 6) or (is_named and hi - lo <= 3)

    def _match_possessed(self, lo: int, size: int, hi: int, depth: int) -> list[Found]:
        """Match "По его словам, ...": the speaker is the pronoun inside the preposition."""
        if not self.lexicon["possessed_prepositions"].match(self.words, lo, hi) or self.lexicon.code != "ru":
            return []
        start = self._skip_complementiser(lo + size, hi)
        draft = Draft((lo + 1, lo + 2), (lo + 2, lo + size), [(start, hi)], rule="possessed_preposition")
        return self._wrap(draft, depth)

    def _find_postposition(self, lo: int, hi: int) -> int:
        """Return the position behind "X zufolge" that opens the range, 0 when it opens with none."""
        if not self.lexicon.postpositions:
            return 0
        for at in range(lo + 1, min(hi, lo + 12)):
            if self.words[at] in self.lexicon.postpositions:
                return at + 1 if self._end_of_german_phrase(lo, at) == at else 0
            if self.kinds[at] != WORD or at in self.cues or self.words[at] in self.lexicon["auxiliaries"]:
                return 0
        return 0

    def _match_opener(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "As X reported, ..." with the verb on either side of its subject."""
        if self.words[lo] not in self.lexicon.frame_openers:
            return []
        limit = min(hi, lo + MAX_ADJUNCT_ELEMENTS)
        comma = next((at for at in range(lo + 1, limit) if self.words[at] in ",،"), 0)
        comma = (self._skip_apposition(comma, limit) or comma) if comma else 0
        cue = next((at for at in self.cues if lo < at < comma), 0)
        if not cue and self.lexicon.code == "en":
            # "As many experts, including Carol Reed, have pointed out, ..."
            cue = next((at for at in self.cues if lo < at < limit), 0)
            end = self._skip_particles(cue + 1, hi) if cue else hi
            comma = end if end < hi and self.words[end] == "," else 0
        if not cue or comma + 2 >= hi:
            return []
        if self.lexicon.code == "en" and not self._is_frame(lo, cue, comma):
            return []
        cue_end = self._skip_particles(cue + 1, comma + 1)
        after, before = (
            trim(self.row, self._skip_listener(cue_end, comma), comma),
            trim(self.row, lo + 1, cue),
        )
        if not any(self._match_origin(at, after[1]) for at in range(*after)):
            after = (after[0], self._end_of_opener_source(*after))
        while before[0] < before[1] and self.words[before[1] - 1] in self.lexicon["auxiliaries"]:
            before = (before[0], before[1] - 1)
        if after[0] + 1 < after[1] and self.words[after[0]] in ("в", "во", "из"):
            after = (after[0] + 1, after[1])
        source = after if after[0] < after[1] else before
        if source[0] >= source[1]:
            unnamed = Draft(None, (lo, cue + 1), [(comma + 1, hi)], SourceKind.UNSPECIFIED, "as_reported")
            return self._wrap(unnamed, depth)
        return self._wrap(Draft(source, (cue, cue + 1), [(comma + 1, hi)], rule="as_reported"), depth)

    def _is_frame(self, lo: int, cue: int, comma: int) -> bool:
        """Tell "As Alice reported on Monday, ..." from "As the port grew, ..." and "As a friend, ...": one
        subject before the verb, no object behind it.
        """
        if comma <= cue:
            return False
        end = self._skip_particles(cue + 1, comma + 1)
        is_behind = end < comma and self._is_capital_name(end)
        while end < comma and self.words[end] in self.lexicon["preverb_adverbs"]:
            end += 1
        is_adjunct = self.words[end] in self.lexicon["prepositions"] or self._skip_dates(end, comma) > end
        if end < comma and not is_behind and not is_adjunct:
            return False
        subject = range(lo + 1, cue)
        verb = cue
        while verb - 1 > lo and (
            self.words[verb - 1] in self.lexicon["auxiliaries"]
            or self.words[verb - 1] in self.lexicon["preverb_adverbs"]
            or self.words[verb - 1].endswith("ly")
        ):
            verb -= 1
        if self._is_gerund(cue):
            return False
        first = self.words[lo + 1]
        pause = next((at for at in subject if self.words[at] == ","), cue)
        if pause < cue and first in ("a", "an") and not self._skip_apposition(pause, cue + 1):
            return False
        is_clause = any(
            (at < verb and (at in self.cues or self._is_finite(at, lo))) and not self._is_relative(lo, at)
            for at in subject
        )
        return not is_clause and first not in AS_PHRASES

    def _is_capital_name(self, at: int) -> bool:
        return self.row.is_capital(at) or self.words[at] in self.lexicon["articles"]

    def _end_of_opener_source(self, lo: int, hi: int) -> int:
        """Return where the subject of "как сообщил источник в полиции" ends: people keep their place."""
        if self.lexicon.code != "ru" or lo >= hi or self.words[lo] not in self.lexicon["anonymous_nouns"]:
            return self._cut_adjunct(lo, hi)
        return self._end_of_right_source(lo, hi, keeps_places=True)

    def _wrap(self, draft: Draft, depth: int) -> list[Found]:
        """Return the draft's claims: those of the attributions inside its content, or its content itself."""
        draft.content = [(a, b) for a, b in (trim(self.row, *part) for part in draft.content) if a < b]
        if not draft.content:
            return []
        links = self._part_origin(draft)
        if len(draft.content) == 1:
            inner = self.analyse(*draft.content[0], depth + 1)
            if inner:
                return [Found([*links, *found.links]) for found in inner]
        return [Found(links)]

    def _part_origin(self, draft: Draft) -> list[Draft]:
        """Return two links for "X, citing Y": the one who reports and the origin he names."""
        lo, hi = draft.source or (0, 0)
        for at in range(lo + 1, hi - 1) if self.has_origin else ():
            origin = self._match_origin(at, hi)
            if origin:
                outer = Draft(trim(self.row, lo, at), draft.cue, draft.content, rule=draft.rule)
                return [outer, Draft(*origin, list(draft.content), rule="cited_origin")]
        return [draft]
