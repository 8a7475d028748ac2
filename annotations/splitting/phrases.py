"""Which noun phrase before a reporting verb is its subject."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting.clause import Clause
from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS
from annotations.splitting.elements import QUOTE, SIGN, WORD

OBJECTS = frozenset(
    {
        "вину",
        "обвинения",
        "слухи",
        "информацию",
        "факт",
        "это",
        "эту",
        "такую",
        "этот",
        "данную",
        "подобные",
        "эти",
        "такие",
    }
)
GERMAN_PRONOUNS = frozenset({"der", "die", "das", "diese", "dieser", "viele", "einige", "andere", "wer"})
RELATIVES_BEHIND = frozenset({"que", "quien", "quienes", "cual", "qui", "laquelle", "lequel", "lesquels"})
"""Relative pronouns that a preposition governs: ", al que Rueda donó la pieza,"."""
TOPIC = "أما"
"""Opens the Arabic clause whose subject stands before its verb: "as for X, he said"."""
TIME_NOUNS = frozenset({"time", "times", "week", "month", "day"})


class Phrases(Clause):
    """Finds sources that stand before their verb."""

    @abstractmethod
    def _is_abbreviated(self, stop: int, limit: int) -> bool:
        """Tell the stop of an abbreviation from one that ends the phrase."""

    @abstractmethod
    def _opens_german_relative(self, at: int, end: int) -> bool:
        """Tell a relative clause from a main clause."""

    @abstractmethod
    def _is_participle(self, at: int) -> bool:
        """Tell a participle that opens an apposition."""

    @abstractmethod
    def _end_of_german_phrase(self, lo: int, hi: int) -> int:
        """Return where a German noun phrase ends."""

    def _find_left_source(self, lo: int, cue: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends right before the verb, None when there is none."""
        if (lo, cue) not in self.left_sources:
            self.left_sources[lo, cue] = self._look_left(lo, cue)
        return self.left_sources[lo, cue]

    def _look_left(self, lo: int, cue: int) -> tuple[int, int] | None:
        lexicon = self.lexicon
        at = cue - 1
        if at > lo and self.words[at] == "as" and self.words[at - 1] in ("quoted", "cited"):
            at -= 2
        if lexicon.litotes_verbs and self.words[cue] in lexicon.litotes_verbs:
            while at > lo and self.words[at] in lexicon["negations"]:
                at -= 1
        behind = self._skip_inserted_left(lo, self._skip_preverb(lo, at))
        at = self._skip_preverb(lo, behind) if behind != at else at
        is_abbreviated = at > lo and self.words[at] == "." and self._is_abbreviation(at - 1)
        is_dashed = lexicon.code == "en" and at > lo and self.words[at] in "-–—―"
        is_sign = at >= lo and self.kinds[at] == SIGN and self.words[at] not in ",،)》"
        if at < lo or (is_sign and not is_abbreviated and not is_dashed):
            return None
        if self.words[at] in ",،":
            return self._find_apposed_source(lo, at)
        if lexicon.code == "en" and self.words[at] in "-–—―":
            return self._find_dashed_source(lo, at)
        if lexicon.code == "fr" and self.words[at] in lexicon["pronouns"] and self.words[at - 1] == "-":
            return at, at + 1
        head_end = self._skip_bracket(lo, at)
        if head_end < lo:
            return None
        start = self._start_of_phrase(lo, head_end)
        start = self._strip_opening(start, at + 1)
        at = self._cut_condition(start, self._cut_object(start, at))
        if self.words[start] == TOPIC and start < at:
            start += 1
        if start > at or (
            at == start
            and (self.words[at] in lexicon["conjunctions"] or self.words[at] in lexicon["coordinators"])
        ):
            return None
        if self.words[start] in lexicon["relative_pronouns"]:
            return (start, start + 1)
        if lexicon.code == "de" and (
            self._opens_german_object(lo, start) or not self._can_speak(lo, start, at + 1)
        ):
            return None
        return start, at + 1

    def _find_dashed_source(self, lo: int, closing: int) -> tuple[int, int] | None:
        """Return "Some members - a third of them - said" up to the second dash; None without a first one."""
        end = closing
        while end > lo and self.words[end - 1] in "-–—―":
            end -= 1
        limit = max(lo, end - MAX_SOURCE_ELEMENTS)
        opening = next((at for at in range(end - 1, limit, -1) if self.words[at] in "-–—―"), lo)
        first = opening
        while first > lo and self.words[first - 1] in "-–—―":
            first -= 1
        if first <= lo or end - opening < 2:
            return None
        start = self._strip_opening(self._start_of_phrase(lo, first - 1), first)
        start = self._start_of_apposed(lo, start)
        if start > lo and self.words[start - 1] == ",":
            # "Members, like Bob and Carol - two of many - said": the row belongs to what opens the clause.
            if any(
                at in self.cues or self.words[at] in self.lexicon["auxiliaries"] for at in range(lo, first)
            ):
                return None
            start = lo
        return (start, end) if start < first else None

    def _is_abbreviation(self, at: int) -> bool:
        """Tell "Jr." and "S.E.C." before their verb: an abbreviation, or letters parted by stops."""
        word = self.words[at]
        return self.row.is_capital(at) and (
            word in self.lexicon["abbreviations"]
            or word in self.lexicon["never_final_abbreviations"]
            or all(len(part) == 1 for part in word.split("."))
        )

    def _skip_inserted_left(self, lo: int, at: int) -> int:
        """Walk left over ", however," between a subject and its verb."""
        if at <= lo + 1 or self.words[at] not in ",،":
            return at
        opening = next((k for k in range(at - 1, max(lo, at - 6), -1) if self.words[k] in ",،"), lo)
        return opening - 1 if opening > lo and self.is_inserted(opening + 1, at) else at

    def _opens_german_object(self, lo: int, start: int) -> bool:
        """Tell what stands before a German verb without being its subject: "dem Land warf Alice vor", "das
        erklärte Alice", "erst vergangene Woche sagte Alice".
        """
        word = self.words[start]
        return (
            word in ("dem", "den", "erst", "als", "vergangene", "vergangenen", "vergangenes")
            or (word == "das" and self.words[start + 1] in self.lexicon.verbs)
            or (start > lo and self.words[start - 1] in self.lexicon["prepositions"])
        )

    def _can_speak(self, lo: int, start: int, end: int) -> bool:
        """Tell a German subject from adverbs before the verb: a noun, no date, or a pronoun stands in it."""
        lexicon = self.lexicon
        return any(
            self.words[at] in lexicon["pronouns"]
            or (self.words[at] in GERMAN_PRONOUNS and at + 1 == end)
            or self.kinds[at] == QUOTE
            or (
                self.row.is_capital(at)
                and self.words[at] not in lexicon["date_words"]
                and not (at == lo and self.words[at] in lexicon["sentence_starters"])
                and not (at == lo and self.words[at] in lexicon["connectives"])
                and self.words[at] not in lexicon["preverb_adverbs"]
            )
            for at in range(start, end)
        )

    def _cut_condition(self, start: int, at: int) -> int:
        """Return the last word of the subject before "на условиях анонимности", the verb's adjunct."""
        if self.lexicon.code != "ru" or at - 2 <= start or not self.words[at].startswith("анонимност"):
            return at
        return at - 3 if self.words[at - 2] == "на" else at

    def _cut_object(self, start: int, at: int) -> int:
        """Return the last word of the subject in Russian, where "такую угрозу" may stand before the verb."""
        if self.lexicon.code != "ru":
            return at
        return next((index - 1 for index in range(start + 1, at + 1) if self.words[index] in OBJECTS), at)

    def _skip_bracket(self, lo: int, at: int) -> int:
        """Return the last word before a short bracket that ends at `at`: "Carol Reed (Northport) said"."""
        if self.words[at] != ")":
            return at
        opening = next((k for k in range(at - 1, max(lo, at - 9), -1) if self.words[k] == "("), lo)
        return opening - 1

    def _skip_preverb(self, lo: int, at: int) -> int:
        """Walk left over auxiliaries, adverbs and a short date between subject and verb."""
        lexicon = self.lexicon
        skipped = at
        while skipped >= lo and self.kinds[skipped] == WORD:
            word = self.words[skipped]
            if word == "to" and self._measure_carrier(skipped):
                skipped -= 1 + self._measure_carrier(skipped)
                continue
            if (
                word in lexicon["auxiliaries"]
                or word in lexicon["preverb_adverbs"]
                or (word.endswith("ly") and lexicon.code == "en" and not self.row.is_capital(skipped))
            ):
                skipped -= 1
                continue
            break
        dated = skipped
        while (
            dated > lo
            and dated > skipped - 4
            and (
                (
                    self.words[dated] in lexicon["date_words"]
                    and not (
                        self.words[dated] in lexicon["articles"]
                        and self.words[dated - 1] not in lexicon["date_words"]
                    )
                )
                or self.row.is_number(dated)
            )
        ):
            dated -= 1
        is_date = (
            dated < skipped
            and self.words[dated + 1] in lexicon["date_words"]
            and self.words[dated + 1] not in lexicon["articles"]
        )
        if (
            is_date
            and self.kinds[dated] == WORD
            and self.words[dated] not in lexicon["prepositions"]
            and not (lexicon.code == "en" and self.words[dated].endswith("ed"))
            and self.words[skipped] not in TIME_NOUNS
        ):
            return dated
        return skipped

    def _start_of_phrase(self, lo: int, at: int) -> int:
        """Return where the noun phrase that ends at `at` begins."""
        lexicon = self.lexicon
        floor = max(lo, at - MAX_SOURCE_ELEMENTS)
        start = at
        for index in range(at, floor - 1, -1):
            word = self.words[index]
            if self.kinds[index] == SIGN and word not in "&/.%$€'’-#《》":
                break
            if self.kinds[index] == QUOTE and not (
                self.row.is_name_quote(index) and not self.row.is_spoken(index)
            ):
                break
            if word in lexicon["relative_pronouns"] and index == at:
                return index
            if (
                word in lexicon["pronouns"]
                and index < at
                and word not in lexicon["relative_pronouns"]
                and word not in lexicon["articles"]
            ):
                break
            if word == "que" and lexicon.code == "es" and self._follows_noun(floor, index):
                start = index
                continue
            if (
                word in lexicon["conjunctions"]
                and word not in lexicon["relative_pronouns"]
                and not (word == "that" and index == at)
            ):
                break
            if word in lexicon["coordinators"] and not self._joins_nouns(floor, index):
                break
            if (
                index in self.cues
                and index < at
                and not self._is_relative(floor, index)
                and word not in lexicon["titles"]
                and not (word in lexicon.noun_like_verbs and self.words[index + 1].endswith("ed"))
            ):
                break
            if (
                word in lexicon["auxiliaries"]
                and not self._is_relative(floor, index)
                and not self.row.is_capital(index)
            ):
                break
            start = index
        return start

    def _follows_noun(self, floor: int, at: int) -> bool:
        """Tell the relative "que" behind a short subject from the complementiser behind a verb."""
        return (
            0 < at - floor <= 5
            and not any(floor <= cue < at for cue in self.cues)
            and not (self.words[at - 1] == "," and at - floor <= 1)
            and not any(self.words[index] in self.lexicon["auxiliaries"] for index in range(floor, at))
        )

    def _is_relative(self, floor: int, at: int) -> bool:
        """Tell whether a verb stands in a relative clause of the phrase."""
        if self.lexicon.code == "es" and self.words[at - 1] == "que":
            return True
        return any(
            self.words[index] in self.lexicon["relative_pronouns"] for index in range(max(floor, at - 4), at)
        )

    def _joins_nouns(self, lo: int, at: int) -> bool:
        """Tell "A and B said" from "... and B said": no finite verb may stand to the left in the clause."""
        if at <= lo:
            return False
        lexicon = self.lexicon
        for index in range(at - 1, lo - 1, -1):
            if self.kinds[index] != WORD:
                return self.kinds[index] == SIGN and self.words[index] in ",،" and at - index > 1
            if self.words[index] in lexicon["auxiliaries"] or index in self.cues:
                return False
            if self.words[index] in lexicon["conjunctions"]:
                return True
            if (
                lexicon.code == "en"
                and self.words[index].endswith("ed")
                and not self.row.is_capital(index)
                and at - index > 1
            ):
                return False
        return True

    def _strip_opening(self, start: int, end: int) -> int:
        """Return where the source begins behind connectives and an adjunct without a comma."""
        lexicon = self.lexicon
        while start < end and (
            self.words[start] in lexicon["coordinators"]
            or (self.words[start] in lexicon["connectives"] and end - start > 1)
            or (
                self.words[start] in lexicon["declarative_complementisers"]
                and end - start > 1
                and lexicon.code != "en"
            )
        ):
            start += 1
        if (
            start < end
            and self.words[start] in lexicon["prepositions"]
            and self.words[start] not in lexicon["relative_pronouns"]
            and not (lexicon.code == "fr" and self.words[start] in lexicon["articles"])
            and not self._is_dated_noun(start, end)
        ):
            if (
                lexicon.code == "ru"
                and self.words[start] in ("в", "во", "на")
                and self.words[start + 1 : start + 2]
                and self.words[start + 1] not in lexicon["date_words"]
            ):
                # "В мэрии заявили": the body stands in the locative, and the verb has no other subject.
                return start + 1
            if self.words[start] == "de" and self.words[start + 1] in ("nombreux", "nombreuses", "multiples"):
                return start
            if self.words[start : start + 2] == ["на", "условиях"] and start + 3 < end:
                return start + 3
            if self.words[start] == "из" and self.words[end : end + 1] in (
                ["следует"],
                ["явствует"],
                ["следовало"],
            ):
                return start + 1
            index = start + 1
            while index < end and (self.words[index] in lexicon["date_words"] or self.row.is_number(index)):
                index += 1
            if index > start + 1 and index < end:
                if self.words[index - 1] in lexicon["articles"]:
                    index -= 1
                return index
            if self.words[end - 1] in lexicon["pronouns"]:
                return end - 1
            index = end
            while index > start + 1 and self.row.is_capital(index - 1):
                index -= 1
            if index < end and self.words[index - 1] in lexicon["articles"]:
                index -= 1
            return index if index < end and index > start + 1 else end
        return start

    def _is_dated_noun(self, start: int, end: int) -> bool:
        """Tell "Early results" from "Early on Monday": the noun itself is early."""
        return (
            self.lexicon.code == "en"
            and self.words[start] in ("early", "earlier", "late")
            and end - start > 1
            and self.words[start + 1] not in self.lexicon["date_words"]
            and not self.row.is_capital(start + 1)
            and self.words[start + 1] not in self.lexicon["articles"]
        )

    def _find_apposed_source(self, lo: int, comma: int) -> tuple[int, int] | None:
        """Return "Carol Reed, who heads the union" before ", said": head and apposition as one source."""
        at = comma - 1
        opening = comma
        for _ in range(4):
            opening = next(
                (
                    index
                    for index in range(at, max(lo - 1, at - MAX_SOURCE_ELEMENTS), -1)
                    if self.words[index] in ",،"
                ),
                -1,
            )
            if opening <= lo:
                return None
            head_end = max(self._skip_bracket(lo, opening - 1), lo)
            start = self._strip_opening(self._start_of_phrase(lo, head_end), opening)
            is_head = start < opening and (
                self.row.is_capital(start)
                or self.words[start] in self.lexicon["articles"]
                or self.words[opening + 1] in self.lexicon["relative_pronouns"]
                or self._is_participle(opening + 1)
            )
            if start > lo and self.words[start - 1] == "," and self._opens_german_relative(start, comma):
                at = start - 1
                continue
            if is_head and self._opens_inserted_adjunct(opening + 1):
                return start, opening
            if self.words[head_end] == "." and opening - start == 2 and self._is_abbreviation(start):
                # "of Ashton, Md., who ...": a state belongs to the place before it.
                at = start - 1
                continue
            if is_head and not self._opens_new_clause(opening + 1) and opening - start <= 14:
                return self._start_of_apposed(lo, start), comma
            at = opening - 1
        return None

    def _opens_inserted_adjunct(self, at: int) -> bool:
        """Tell ", dans un communiqué," between subject and verb from an apposition."""
        word = self.words[at]
        return (
            self.lexicon.code in ("fr", "es", "ru")
            and word in self.lexicon["prepositions"]
            and (word in self.lexicon["adjunct_prepositions"] or word in ("sous", "bajo"))
            and not any(
                other in RELATIVES_BEHIND or other.startswith("котор")
                for other in self.words[at + 1 : at + 3]
            )
        )

    def _start_of_apposed(self, lo: int, start: int) -> int:
        """Return where "Alice Marsh, head of the union, who spoke," begins, given where "head" does."""
        if start - 2 < lo or self.words[start - 1] != "," or self.lexicon.code not in ("en", "es", "fr"):
            return start
        is_apposition = (
            self.row.is_number(start)
            or self.words[start] in self.lexicon["articles"]
            or self.words[start] in self.lexicon["titles"]
            or self.words[start] in self.lexicon["office_nouns"]
        )
        end = self._skip_bracket(lo, start - 2) + 1
        head = self._strip_opening(self._start_of_phrase(lo, end - 1), end) if end > lo else end
        is_name = head < end <= head + 8 and all(
            self.row.is_capital(at) or self.words[at] == "." for at in range(max(head, end - 2), end)
        )
        opens_clause = (
            head == lo or self._hands_over(lo, head) or self.words[head - 1] in self.lexicon["conjunctions"]
        )
        return head if is_apposition and is_name and opens_clause else start

    @abstractmethod
    def _hands_over(self, lo: int, at: int) -> bool:
        """Tell whether a content can end right before the place."""

    def _opens_new_clause(self, at: int) -> bool:
        word = self.words[at]
        return word in self.lexicon["coordinators"] or (
            word in self.lexicon["pronouns"] and word not in self.lexicon["relative_pronouns"]
        )
