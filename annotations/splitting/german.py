"""What German alone asks of a reporting clause: where its subject stands, and objects that are reported."""

from __future__ import annotations

from annotations.splitting.announcing import SayingNouns
from annotations.splitting.clause import MAX_CUES
from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS, Draft, Found, trim
from annotations.splitting.elements import QUOTE, SIGN, WORD
from annotations.splitting.trailing import SAID
from annotations.splitting.types import SourceKind

HAVING = frozenset({"hat", "haben", "hatte", "hatten", "habe", "hätten"})
BEING = frozenset({"wird", "werden", "wurde", "wurden", "worden", "werde", "würden"})
REACH = 40
"""So many elements lie at most between the two parts of a verb."""
SHORTEST_OBJECT = 2
PHRASE_ADVERBS = frozenset({"sowohl", "auch", "wie", "etwa", "rund", "selbst", "als", "weitere"})
"""Small words that a subject may hold."""
NO_SUBJECTS = frozenset(
    {"dem", "den", "einem", "einen", "als", "wie", "so", "keinen", "diesen", "diesem", "seinen"}
)
"""What opens an object or an adverbial, so that the subject stands behind the verb."""
NO_SPEAKERS = BEING | HAVING | {"es", "sich", "ist", "sind", "war", "waren", "sei", "müsse", "könne"}
"""What may stand right behind a verb of saying and is no one who speaks."""
POINTING = frozenset({"das", "dies", "dieses"})
"""What stands for the sentence before, alone before a verb of saying."""
PAST_ENDINGS = ("te", "ten")
FARTHEST_NAMER = 10
SPOKEN = frozenset({"sprach", "sprachen", "spricht", "sprechen"})
ADVERB_ENDINGS = ("end", "lich", "gemäß", "weise", "seits", "erseits", "mals")
"""How a lone adverb before its verb ends."""
VICTIMS = frozenset({"todesopfer", "menschenleben", "opfer", "tote", "verletzte"})
"""What a storm claims: nobody asks for it."""
NO_STATEMENT = frozenset(
    {"sich", "es", "ihn", "ihm", "ihr", "ihnen", "das", "dies", "davon", "darauf", "daran"}
)


class German(SayingNouns):
    """Finds what German reports without a clause of its own."""

    def _find_german(self, lo: int, hi: int) -> list[Found]:
        """Match a report whose object or participle is told by the end of its clause."""
        verbs = self.lexicon.object_verbs
        if not verbs:
            return []
        announced = self._find_announced_clause(lo, hi, 0)
        if announced:
            return announced
        if verbs.keys().isdisjoint(self.words[lo:hi]):
            return []
        found = (at for at in self.cue_words if lo <= at < hi and self.words[at] in verbs)
        for verb in list(found)[:MAX_CUES]:
            if not self.row.is_capital(verb):
                reported = self._match_object(lo, verb, hi)
                if reported:
                    return reported
        return []

    def _match_unsaid(
        self, source: tuple[int, int], cue: int, content: int, hi: int, depth: int
    ) -> list[Found]:
        """Match "gestern hieß es, ...": nobody is there who says it; other verbs report nothing with "es"."""
        if self.words[source[0]] != "es" or self.words[cue] not in SAID:
            return []
        draft = Draft(
            None, (cue, source[0] + 1), [(content, hi)], SourceKind.UNSPECIFIED, "impersonal_report"
        )
        return self._wrap(draft, depth)

    def _find_spoken_verb(self, start: int, hi: int) -> int:
        """Return the verb of "während Alice von „Verrat“ sprach", given where Alice stands; 0 without one."""
        if not self.lexicon.split_verbs or self.words[start - 1] != "während":
            return 0
        verb = next((at for at in range(start + 2, min(hi, start + REACH)) if self.words[at] in SPOKEN), 0)
        is_last = verb > 0 and (verb + 1 >= hi or self.kinds[verb + 1] == SIGN)
        quote = verb > 0 and self.kinds[verb - 1] == QUOTE
        of = any(self.words[at] in ("von", "vom") for at in range(start + 1, verb))
        return verb if is_last and quote and of else 0

    def _names_next(self, start: int, hi: int) -> int:
        """Return the verb of "..., Alice nannte den Vorwurf „absurd“", a report with a subject of its own."""
        verb = next((cue for cue in self.cues if start < cue < start + FARTHEST_NAMER), 0)
        if not verb or QUOTE not in self.kinds[verb:hi] or self._end_of_german_phrase(start, verb) != verb:
            return 0
        return verb if self._can_speak(start, start, verb) else 0

    def find_clause_subject(self, lo: int, hi: int) -> tuple[int, int] | None:
        """Return the phrase the clause is about, in German on either side of its finite verb."""
        finite = self._find_finite(lo, hi) if self.lexicon.split_verbs else 0
        subject = self._find_german_subject(lo, finite, hi) if finite else None
        return subject[0] if subject else super().find_clause_subject(lo, hi)

    def find_pointed(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return source and cue of "Das teilte Alice mit", None for any other sentence."""
        end = trim(self.row, 0, len(self.row))[1]
        if end < 3 or end > REACH or self.words[0] not in POINTING:
            return None
        verb = 1
        if self.words[1] in HAVING:
            verb = next((at for at in self.cues if self._closes_clause(at, end)), 0)
        is_said = self.words[verb] in self.lexicon.verbs and self._is_german_cue(verb)
        if not is_said or verb in (0, end) or "nicht" in self.words[:end]:
            return None
        start = 2
        while start < end and (
            self.words[start] in self.lexicon["preverb_adverbs"]
            or self.words[start] in self.lexicon["date_words"]
            or self.words[start] in self.lexicon["connectives"]
            or self.row.is_number(start)
        ):
            start += 1
        if start >= end or self.words[start] in NO_SPEAKERS:
            return None
        if self.words[start] in self.lexicon["pronouns"]:
            return ((start, start + 1), (verb, verb + 1)) if self.words[start] != "man" else None
        stop = self._end_of_inserted_origin(start, end)
        stop = next(
            (at for at in range(start + 1, stop) if self.words[at] in self.lexicon["date_words"]), stop
        )
        is_speaker = self.words[start] not in self.lexicon["prepositions"] and self._can_speak(0, start, stop)
        return ((start, stop), (verb, verb + 1)) if start < stop and is_speaker else None

    def _match_object(self, lo: int, verb: int, hi: int) -> list[Found]:
        """Match "X fordert mehr Geld", "X sagte Regen voraus" and "X hat den Abzug angekündigt"."""
        end = trim(self.row, lo, hi)[1]
        helper = self._find_helper(lo, verb)
        if helper is None:
            return self._match_agent(lo, verb, hi)
        finite = helper if helper >= 0 else verb
        if self._is_negated(verb) or self.words[finite - 1] in self.lexicon["relative_pronouns"]:
            return []
        subject = self._find_german_subject(lo, finite, end)
        if not subject:
            return []
        source, behind = subject
        last = verb if helper >= 0 else end
        for prepositions, particles in self.lexicon.object_verbs[self.words[verb]]:
            content = self._cut_object_parts(lo, source, finite, behind, last, prepositions, particles)
            if content:
                rest = [(verb + 1, end)] if helper >= 0 and verb + 1 < end else []
                parts = [
                    part for part in (*content, *rest) if trim(self.row, *part)[0] < trim(self.row, *part)[1]
                ]
                return self._wrap_plain(Draft(source, (verb, verb + 1), parts, rule="german_object"))
        return []

    def _match_agent(self, lo: int, verb: int, hi: int) -> list[Found]:
        """Match "Von der Opposition wird der Plan kritisiert": the agent of the passive is the source."""
        if self._is_negated(verb) or not BEING & set(self.words[lo:verb]):
            return []
        of = next((at for at in range(lo, verb) if self.words[at] in ("von", "vom")), -1)
        end = self._end_of_german_phrase(of + 1, verb) if of >= 0 else 0
        end = next((at for at in range(of + 1, end) if self.words[at] in self.lexicon["date_words"]), end)
        helper = next((at for at in range(lo, verb) if self.words[at] in BEING), verb)
        if end <= of + 1 or not self._can_speak(lo, of + 1, end) or "," in self.words[lo:verb]:
            return []
        if of < helper:
            ranges = [(lo, of), (max(end, helper + 1), verb)]
        else:
            ranges = [(lo, helper), (helper + 1, of), (end, verb)]
        parts = [
            part
            for part in (trim(self.row, *span) for span in ranges if span[0] < span[1])
            if part[0] < part[1]
        ]
        if sum(b - a for a, b in parts) < SHORTEST_OBJECT:
            return []
        return self._wrap_plain(Draft((of + 1, end), (verb, verb + 1), parts, rule="german_object"))

    def _wrap_plain(self, draft: Draft) -> list[Found]:
        draft.content = [trim(self.row, *part) for part in draft.content]
        return [Found([draft])]

    def _find_helper(self, lo: int, verb: int) -> int | None:
        """Return the "hat" of a participle that ends its clause, -1 for a finite verb, None for neither."""
        if verb + 1 < len(self.words) and self.kinds[verb + 1] == WORD:
            return -1
        for at in range(verb - 1, max(lo - 1, verb - REACH), -1):
            word = self.words[at]
            if word in HAVING:
                return at
            if word in BEING:
                return None
            if word in ";:" or at in self.cues or word in self.lexicon["complementisers"]:
                return -1
        return -1

    def _find_german_subject(self, lo: int, finite: int, hi: int) -> tuple[tuple[int, int], int] | None:
        """Return the subject on either side of the finite verb, and where what follows verb and subject
        begins; None when neither side holds one.
        """
        left = self._find_opening_subject(lo, finite)
        if left:
            return left, finite + 1
        if finite == lo or self.kinds[finite - 1] == SIGN or self._holds_verb(lo, finite):
            return None
        start = finite + 1 + (self.words[finite + 1 : finite + 2] == ["sich"])
        if start >= hi or self.kinds[start] != WORD or self.words[start] in self.lexicon["prepositions"]:
            return None
        if self.words[start] in self.lexicon["pronouns"]:
            return ((start, start + 1), start + 1) if self.words[start] != "es" else None
        end = self._end_of_german_phrase(start, min(hi, start + MAX_SOURCE_ELEMENTS))
        end = next((at for at in range(start + 1, end) if self.words[at] in self.lexicon["date_words"]), end)
        return ((start, end), end) if start < end and self._can_speak(lo, start, end) else None

    def _find_opening_subject(self, lo: int, finite: int) -> tuple[int, int] | None:
        """Return the phrase between the clause's beginning and its finite verb where it is a subject: a noun
        phrase or pronoun, with what stands in brackets or between commas behind it.
        """
        start = self.skip_connectives(lo, finite)
        if start >= finite or self.kinds[start] == SIGN or self.words[start] in NO_SUBJECTS:
            return None
        if start + 1 == finite and self.words[start] in POINTING:
            return None
        if start == lo == 0 and self.words[start].endswith(ADVERB_ENDINGS) and start + 1 == finite:
            return None
        if (
            self.words[start] in self.lexicon["prepositions"]
            or self.words[start] in self.lexicon["conjunctions"]
        ):
            return None
        if self.words[start] in self.lexicon["pronouns"] and start + 1 == finite:
            return (start, finite) if self.words[start] != "es" else None
        comma = next((at for at in range(start, finite) if self.words[at] == ","), finite)
        if comma < finite and (self.words[finite - 1] != "," or comma == finite - 1):
            return None
        head = self._end_of_bracketed_phrase(start, comma)
        is_whole = head == comma and self._can_speak(lo, start, head)
        return (start, finite - (comma < finite)) if is_whole else None

    def _holds_verb(self, lo: int, hi: int) -> bool:
        """Tell whether the stretch holds a finite verb already, or ends in a word that joins two of them."""
        return self.words[hi - 1] in self.lexicon["coordinators"] or any(
            self.words[at] in self.lexicon["auxiliaries"]
            or (
                self.words[at].endswith(PAST_ENDINGS)
                and len(self.words[at]) > 4
                and not self.row.is_capital(at)
                and not self.row.is_capital(at + 1)
            )
            for at in range(lo, hi)
        )

    def _end_of_bracketed_phrase(self, lo: int, hi: int) -> int:
        """Return where a noun phrase ends, what stands in brackets passed over."""
        at = lo
        while at < hi:
            opening = next((k for k in range(at, hi) if self.words[k] == "("), hi)
            end = self._end_of_german_phrase(at, opening) if at < opening else opening
            while end < opening and (self.words[end] in PHRASE_ADVERBS or self.kinds[end] == QUOTE):
                end = self._end_of_german_phrase(end + 1, opening) if end + 1 < opening else opening
            if end < opening or opening == hi:
                return end
            at = next((k + 1 for k in range(opening, hi) if self.words[k] == ")"), hi)
        return hi

    def _cut_object_parts(
        self,
        lo: int,
        source: tuple[int, int],
        finite: int,
        behind: int,
        last: int,
        prepositions: frozenset[str],
        particles: frozenset[str],
    ) -> list[tuple[int, int]]:
        """Return the parts of what is reported, none where the verb's preposition or particle is missing."""
        before = (self.skip_connectives(lo, finite), finite) if source[0] > finite else (lo, lo)
        if particles:
            close = self._find_particle(behind, last, particles)
            if not close:
                return []
            behind_parts = [(behind, close), (close + 1, last)]
        else:
            behind_parts = [(behind, last)]
        opens = self.words[before[0]] if before[0] < before[1] else ""
        if prepositions:
            if opens not in prepositions:
                before = (lo, lo)
                first = next(
                    (at for at in range(behind, min(last, behind + 12)) if self.words[at] in prepositions), 0
                )
                if not first:
                    return []
                behind_parts[0] = (first + 1, behind_parts[0][1])
            else:
                before = (before[0] + 1, before[1])
        elif opens in self.lexicon["prepositions"] or opens in self.lexicon["preverb_adverbs"]:
            before = (lo, lo)
        parts = [trim(self.row, *part) for part in (before, *behind_parts) if part[0] < part[1]]
        parts = [part for part in parts if part[0] < part[1]]
        size = sum(b - a for a, b in parts)
        if not VICTIMS.isdisjoint(self.words[lo:last]) and prepositions == particles:
            return []
        if size < SHORTEST_OBJECT or self.words[parts[0][0]] in NO_STATEMENT:
            return []
        return parts

    def _find_particle(self, lo: int, hi: int, particles: frozenset[str]) -> int:
        """Return the particle that closes the clause, 0 when none does."""
        for at in range(lo, min(hi, lo + REACH)):
            if self.words[at] in particles and self._closes_clause(at, hi):
                return at
        return 0

    def _closes_clause(self, at: int, hi: int) -> bool:
        return (
            at + 1 >= hi
            or self.kinds[at + 1] in (SIGN, QUOTE)
            or self.words[at + 1] in self.lexicon["complementisers"]
            or self.words[at + 1] in self.lexicon["coordinators"]
        )
