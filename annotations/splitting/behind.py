"""What stands between a verb of saying and the subject behind it: a date, a listener, "por su parte"."""

from __future__ import annotations

from annotations.splitting import russian
from annotations.splitting.drafts import Draft, trim
from annotations.splitting.elements import QUOTE, SIGN, WORD
from annotations.splitting.right_sources import RightSources

ADDING = frozenset({"también", "además", "tampoco", "aussi", "également", "также", "тоже"})
"""What makes one more source, beside the one before, of him whom a sentence names that points back."""
FARTHEST_CUE = 10
"""So many words from its beginning a sentence that points back has its verb at the most."""
PARTS_OF_DAY = frozenset(
    {"noche", "tarde", "mañana", "madrugada", "víspera", "soirée", "matinée", "nuit", "veille"}
)


class Behind(RightSources):
    """Skips what parts a verb from the subject behind it."""

    def find_named_back(self, lo: int, hi: int) -> list[Draft]:
        """Return the links of "Об этом сообщил X со ссылкой на Y", whose content is the sentence before."""
        cue = next((at for at in self.cues if lo < at < min(hi, lo + FARTHEST_CUE)), 0)
        if not cue or self._is_negated(cue):
            return []
        start = self._skip_listener(lo + 2, cue + 1) if self.lexicon.code == "ru" else cue
        before = self._find_left_source(start, cue) if start < cue else None
        if before and self.words[before[0]] not in self.lexicon["prepositions"]:
            return [Draft(before, (cue, cue + 1), [(lo, hi)], rule="pointed_back")]
        right = self._skip_told(self._skip_listener(self._skip_set_in(cue + 1, hi), hi), hi)
        if any(self.words[at] in ADDING for at in range(lo, min(hi, cue + 3))):
            return []
        right = self._skip_time(self._skip_dates(right, hi), hi) if right < hi else hi
        if right < hi and self.words[right] in ("в", "во") and self.lexicon.code == "ru":
            right += 1
        if right >= hi or self.kinds[right] == SIGN or self.words[right] in self.lexicon["prepositions"]:
            return []
        end = self._end_of_right_source(right, hi)
        draft = Draft((right, max(end, right + 1)), (cue, cue + 1), [(lo, hi)], rule="pointed_back")
        origin = next((at for at in range(end, hi - 1) if self._match_origin(at, hi)), 0)
        named = self._match_origin(origin, hi) if origin else None
        return [draft, Draft(*named, [(lo, hi)], rule="pointed_back")] if named else [draft]

    def _is_behind_quote(self, at: int) -> bool:
        """Tell whether nothing but a comma and a dash stands between a quotation and this place."""
        before = at - 1
        while before > 0 and before > at - 3 and self.words[before] in ",،–—-":
            before -= 1
        return before >= 0 and self.kinds[before] == QUOTE

    def _skip_set_in(self, at: int, hi: int) -> int:
        """Return the position behind "en cambio" between a verb and its subject, with commas or without."""
        if at + 2 >= hi or self.lexicon.code == "en":
            return at
        opening = at + (self.words[at] in ",،")
        size = self.lexicon["inserted_phrases"].match(self.words, opening, hi) or self.lexicon[
            "connectives"
        ].match(self.words, opening, hi)
        end = opening + size
        if not size or (size == 1 and opening == at) or end >= hi:
            return at
        is_closed = self.words[end] in ",،"
        return at if is_closed != (opening > at) else end + is_closed

    def _skip_behind_verb(self, start: int, at: int, hi: int) -> int:
        """Return where the subject begins behind a date, "sich" or an adjunct: "dijo en la sala Bob"."""
        lexicon = self.lexicon
        if lexicon.code == "en" or at + 1 >= hi:
            return at
        if lexicon.code == "de" and self.words[at] == "sich":
            return at + 1
        dated = self._skip_time(self._skip_dates(at, hi), hi)
        if dated < hi and self.kinds[dated] == WORD and self.words[dated] not in lexicon["prepositions"]:
            at = dated
        is_adjunct = self.words[at] in lexicon["prepositions"] and lexicon.code in ("es", "fr", "ru")
        if not is_adjunct or not self._is_behind_quote(start):
            return at
        noun = at + 1
        while noun < hi and self.words[noun] in lexicon["articles"]:
            noun += 1
        subject = noun + 1
        opens_subject = (
            subject < hi
            and self.kinds[subject] == WORD
            and (
                self.words[subject] in lexicon["articles"]
                or self.row.is_capital(subject)
                or (lexicon.code == "ru" and self.row.is_capital(subject + 1))
            )
        )
        if opens_subject and not self.row.is_capital(noun):
            return subject
        return self._skip_long_adjunct(at, noun, hi)

    def _skip_long_adjunct(self, at: int, noun: int, hi: int) -> int:
        """Return where the subject begins in "justificó en los pasillos del Congreso el secretario"."""
        lexicon = self.lexicon
        for index in range(noun + 1, min(hi, noun + 8) if lexicon.code in ("fr", "es") else 0):
            if self.kinds[index] != WORD or index in self.cues:
                return at
            before = self.words[index - 1]
            is_free = before not in lexicon["prepositions"] and before not in lexicon["articles"]
            is_article = (
                self.words[index] in lexicon["articles"] and self.words[index] not in lexicon["prepositions"]
            )
            if is_article and is_free and before not in lexicon["coordinators"]:
                return index
        return at

    def _skip_told(self, at: int, hi: int) -> int:
        """Return the position behind "a este periódico" or "à la presse" between a verb and its subject,
        `at` where no subject follows.
        """
        if self.lexicon.code not in ("es", "fr") or at + 3 >= hi:
            return at
        if self.words[at] not in ("a", "à", "al", "au", "aux"):
            return at
        noun = at + 1 + (self.words[at + 1] in self.lexicon["articles"])
        end = noun + 1
        while end < min(hi, noun + 4) and self.row.is_capital(end) and not self.row.is_capital(noun):
            end += 1
        opens = end < hi and (self.words[end] in self.lexicon["articles"] or self.row.is_capital(end))
        return end if opens and self.kinds[noun] == WORD else at

    def _skip_time(self, at: int, hi: int) -> int:
        """Return the position behind "la noche del lunes" or "ce lundi" between a verb and its subject."""
        if self.lexicon.code not in ("es", "fr"):
            return at
        dates, articles = self.lexicon["date_words"], self.lexicon["articles"]
        while at + 2 < hi and (
            (self.words[at] in articles or self.words[at] in ("de", "del", "du", "por", "en", "au", "dans"))
            and (
                self.words[at + 1] in dates
                or self.words[at + 1] in PARTS_OF_DAY
                or self.row.is_number(at + 1)
            )
        ):
            at += 2
        return at

    def _skip_listener(self, at: int, hi: int) -> int:
        """Return the position behind whom a Russian verb tells it: "журналистам", "«Вестнику»", "агентству
        «Север»", "на вопрос «Края»"; `at` where none stands before a subject.
        """
        if self.lexicon.code != "ru" or at + 1 >= hi:
            return at
        index = at
        if self.words[index] in ("на", "в") and self.words[index + 1] in russian.OCCASIONS:
            index += 2
        elif (
            self.words[index] in russian.LISTENERS
            or self.words[index].endswith(("истам", "стникам"))
            or (self.kinds[index] == QUOTE and self.row.is_name_quote(index))
            or self.row.is_all_capitals(index)
        ):
            index += 1
        else:
            return at
        while index < hi and (
            (self.kinds[index] == QUOTE and self.row.is_name_quote(index))
            or self.words[index] in russian.AGENCY_TAILS
        ):
            index += 1
        opens = index < hi and (
            self.words[index] in ("в", "во")
            or self.row.is_capital(index)
            or (self.kinds[index] == WORD and self.words[index] not in self.lexicon["prepositions"])
        )
        return index if opens else at

    def _match_citing(self, at: int, hi: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
        if at + 1 < hi and self._is_gerund(at) and "relay" in self.lexicon.verbs[self.words[at]]:
            source = trim(self.row, at + 1, self._end_of_right_source(at + 1, hi))
            if source[0] < source[1]:
                return source, (at, at + 1)
        return None
