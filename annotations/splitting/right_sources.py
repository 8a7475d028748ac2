"""Where a source that stands behind its cue ends."""

from __future__ import annotations

from abc import abstractmethod

from annotations.splitting import russian
from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS, STOPS, trim
from annotations.splitting.elements import QUOTE, WORD
from annotations.splitting.german_phrases import GermanPhrases

CLAUSE_SIGNS = frozenset(";:–—()[]؛")
AMBIGUOUS_ENGLISH = frozenset(
    {"in", "on", "at", "with", "about", "as", "through", "before", "after", "via", "during"}
)
OCCASIONS = frozenset(
    [
        "statement",
        "interview",
        "conference",
        "release",
        "tweet",
        "tweets",
        "speech",
        "briefing",
        "email",
        "e-mail",
        "letter",
        "rally",
        "hearing",
        "remarks",
        "post",
        "telephone",
        "phone",
        "call",
        "report",
        "debate",
        "press",
        "radio",
        "television",
        "facebook",
        "twitter",
    ]
)
PARTICIPLE_ENDINGS = {
    "fr": ("é", "ée", "és", "ées"),
    "es": ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"),
}


class RightSources(GermanPhrases):
    """Finds the ends of sources that follow their cue."""

    def measure_preposition(self, at: int, hi: int) -> int:
        """Return how many words an attributing preposition takes here, 0 when none stands here: in German
        "nach" attributes only before a noun of saying, which belongs to the source.
        """
        size = self.lexicon["attribution_prepositions"].match(self.words, at, hi)
        if size > 1 and self.words[at + size - 1] in self.lexicon["anonymous_nouns"]:
            # "De source policière, ...": the noun that makes the preposition opens the source.
            return size - 1
        if size or self.lexicon.code != "de" or self.words[at] not in ("nach", "aus"):
            return size
        if self.words[at] == "aus":
            return int(self.words[at + 1 : at + 2] == ["sicht"])
        following = range(at + 1, min(hi, at + 5))
        noun = next((k for k in following if self._is_origin_noun(k)), 0)
        return int(noun > 0 and all(self.kinds[k] == WORD for k in range(at, noun)))

    def _match_origin(self, at: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return source and cue of "citing Y" that runs from `at` to `end`, None when it does not."""
        size = self.lexicon["origin_phrases"].match(self.words, at, end)
        if not size:
            return None
        source = trim(self.row, at + size, end)
        return (source, (at, at + size)) if source[0] < source[1] else None

    def _skip_apposition(self, comma: int, limit: int) -> int:
        """Return the comma that closes an apposition begun at `comma`, 0 when none begins there."""
        lexicon = self.lexicon
        start = comma + 1
        if start >= limit:
            return 0
        head = start + 1 if self.words[start] in lexicon["articles"] and start + 1 < limit else start
        is_apposition = (
            self._opens_relative_clause(start)
            or self.row.is_number(start)
            or (self.words[start] == "de" and self.row.is_number(start + 1))
            or self._is_participle(start)
            or self.words[head] in lexicon["titles"]
            or (lexicon.code in ("fr", "es") and self.words[head] in lexicon["anonymous_nouns"])
            or self.words[head] in lexicon["office_nouns"]
            or self.words[head] in lexicon["spokesperson_nouns"]
        )
        end = next((at for at in range(start, limit) if self.words[at] in ",،"), 0)
        is_apposition = (
            is_apposition or self._is_apposed_name(start, end) or self._is_apposed_role(start, end)
        )
        if self._opens_german_relative(start, end or limit):
            return end
        if lexicon.code in ("fr", "es", "ru") and end and self._ends_in_name(start, end):
            return end
        has_verb = not self._opens_relative_clause(start) and any(start < cue < end for cue in self.cues)
        return end if is_apposition and not has_verb else 0

    def _is_apposed_role(self, start: int, end: int) -> bool:
        """Tell ", the executive director of the port," behind a name: a role, no verb."""
        lexicon = self.lexicon
        if lexicon.code != "en" or start >= end or self.words[start] not in lexicon["articles"]:
            return False
        roles = ("office_nouns", "titles", "anonymous_nouns", "spokesperson_nouns")
        head = range(start + 1, min(end, start + 6))
        return (
            self.row.is_capital(start - 2)
            and any(self.words[k] in lexicon[section] for k in head for section in roles)
            and not any(self.words[k] in lexicon["auxiliaries"] for k in range(start, end))
        )

    @abstractmethod
    def _find_content(self, cue: int, hi: int) -> int | None:
        """Return where the content that follows the verb begins, None when none does."""

    def _reports_on(self, at: int, hi: int) -> bool:
        """Tell ", who added that ...", a report of its own, from a relative clause about the source."""
        if at + 2 >= hi or not self._opens_relative_clause(at):
            return False
        verb = at + 1
        while verb < hi and (
            self.words[verb] in self.lexicon["auxiliaries"]
            or self.words[verb] in self.lexicon["preverb_adverbs"]
        ):
            verb += 1
        return verb in self.cues and self._find_content(verb, hi) is not None

    def _opens_relative_clause(self, at: int) -> bool:
        """Tell a relative pronoun, in Spanish also the "que" behind a comma."""
        word = self.words[at]
        is_que = word == "que" and self.lexicon.code in ("es", "fr") and at > 0 and self.words[at - 1] == ","
        return is_que or word in self.lexicon["relative_pronouns"]

    def _is_apposed_name(self, lo: int, hi: int) -> bool:
        """Tell "le maire, Paul Hervieu,": two to four capitals between commas behind a noun without one."""
        if hi - lo > 3 and self.words[hi - 1] == ")":
            hi = next((k for k in range(hi - 1, lo, -1) if self.words[k] == "("), hi)
        return (
            self.lexicon.code in ("en", "es", "fr", "ru", "de")
            and 2 <= hi - lo <= 4
            and all(self.row.is_capital(at) and self.kinds[at] == WORD for at in range(lo, hi))
            and (self.lexicon.capitalises_nouns or self._follows_common_noun(lo - 2))
        )

    def _ends_in_name(self, lo: int, hi: int) -> bool:
        """Tell ", вирусолог Тимур Асадов," from a clause: a small noun or two, then a name."""
        return (
            3 <= hi - lo <= 5
            and self.row.is_capital(hi - 1)
            and self.row.is_capital(hi - 2)
            and all(self.kinds[at] == WORD and at not in self.cues for at in range(lo, hi))
            and not any(self.row.is_capital(at) for at in range(lo, hi - 2))
            and self.words[lo] not in self.lexicon["prepositions"]
        )

    def _follows_common_noun(self, at: int) -> bool:
        """Tell "alcalde de Río Seco" before the place's end from a name that a second one only lists."""
        while at > 0 and self.row.is_capital(at):
            at -= 1
            is_governed = (
                self.words[at] in self.lexicon["articles"]
                and self.words[at - 1] in self.lexicon["prepositions"]
            )
            if is_governed or self.words[at] in self.lexicon["prepositions"]:
                return True
        return not self.row.is_capital(at + 1)

    def _is_participle(self, at: int) -> bool:
        """Tell a Russian participle, or "близкий к", which open an apposition."""
        if self.lexicon.code != "ru":
            return False
        return self.words[at] in russian.APPOSED or bool(russian.PARTICIPLE.search(self.words[at]))

    def _end_of_phrase(self, lo: int, hi: int) -> int:
        """Return where a noun phrase without a comma behind it ends: before an article or pronoun no
        preposition governs.
        """
        lexicon = self.lexicon
        for at in range(lo + 1, hi):
            before = self.words[at - 1]
            opens = self.words[at] in lexicon["articles"] or self.words[at] in lexicon["pronouns"]
            if (
                opens
                and before not in lexicon["prepositions"]
                and before not in lexicon["coordinators"]
                and before not in lexicon["articles"]
            ):
                return at
            if self.words[at] in STOPS:
                return at
        return hi

    def _end_of_frame_source(self, lo: int, hi: int) -> int:
        """Return where the source behind "according to" ends: at its comma, or before the verb of its
        clause.
        """
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        comma = next(
            (at for at in range(lo, limit) if self.words[at] in ",،" or self.words[at] in CLAUSE_SIGNS), limit
        )
        if self.lexicon.code == "de":
            comma = next((at for at in range(lo, limit) if self.words[at] in ",;:–—"), limit)
            verb = self._end_of_german_phrase(lo, comma)
            if verb < comma:
                return verb
        if comma < limit and self.words[comma] in ",،":
            after = self._skip_apposition(comma, limit)
            if not after and self.lexicon["origin_phrases"].match(self.words, comma + 1, limit):
                after = next((at for at in range(comma + 2, limit) if self.words[at] in ",،"), 0)
            return after or self._skip_noun_apposition(comma, limit) or comma
        return self._end_of_phrase(lo, limit)

    def _skip_noun_apposition(self, comma: int, limit: int) -> int:
        """Return the comma behind "el PRP, principal partido de la oposición,", 0 where none closes one."""
        lexicon, start = self.lexicon, comma + 1
        end = next((at for at in range(start, min(limit, start + 9)) if self.words[at] == ","), 0)
        if lexicon.code not in ("fr", "es", "ru") or end - start < 2 or end + 2 >= limit:
            return 0
        words = self.words[start:end]
        is_noun = any(
            word in lexicon[section]
            for word in words[:3]
            for section in ("organisation_nouns", "office_nouns")
        )
        opens = (
            words[0] in lexicon["articles"]
            or words[0] in lexicon["pronouns"]
            or words[0] in lexicon["prepositions"]
        )
        has_verb = any(
            at in self.cues or self.words[at] in lexicon["auxiliaries"] for at in range(start, end)
        )
        return end if is_noun and not opens and not has_verb and words[0] not in lexicon["date_words"] else 0

    def _end_of_right_source(self, lo: int, hi: int, *, keeps_places: bool = False) -> int:
        """Return where a source that follows its cue ends; `keeps_places` for "fuentes cercanas a la
        empresa".
        """
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        at = lo
        while at < limit:
            word = self.words[at]
            if self.kinds[at] == QUOTE and not self.row.is_name_quote(at):
                return at
            if word in ",،":
                after = 0 if self._reports_on(at + 1, hi) else self._skip_apposition(at, limit)
                tail = self._find_tail_end(at + 1, hi)
                opens_relative = at + 1 < hi and (
                    self._opens_relative_clause(at + 1) or self._is_participle(at + 1)
                )
                if opens_relative and self._reports_on(at + 1, hi):
                    return at
                if not after and (opens_relative or self._opens_german_relative(at + 1, hi)):
                    colon = next((k for k in range(at, hi) if self.words[k] == ":"), hi)
                    return trim(self.row, lo, colon if self.lexicon.code == "en" else hi)[1]
                if after:
                    at = after
                    continue
                is_apposed = self.lexicon.code != "ru" or self.row.is_capital(at + 1)
                is_aged = self.words[at + 1 : at + 2] == ["de"] and self.row.is_number(at + 2)
                is_closing = not keeps_places or (
                    self._is_apposed_name(at + 1, tail) or self._is_apposed_role(at + 1, tail)
                )
                if tail and is_apposed and is_closing and (is_aged or not self._opens_clause(at + 1, hi)):
                    return tail
                return at
            if word == "(" and self.lexicon.code in ("fr", "es", "ru"):
                closing = next((k for k in range(at + 1, min(at + 7, limit)) if self.words[k] == ")"), 0)
                if closing:
                    at = closing + 1
                    continue
            is_abbreviated = word in STOPS and self._is_abbreviated(at, limit)
            if word in CLAUSE_SIGNS or (word in STOPS and not is_abbreviated) or word in "?!":
                return at
            is_place = keeps_places and word in self.lexicon["prepositions"]
            if word == "на" and self.words[at + 1 : at + 2] in (["условиях"], ["условии"], ["правах"]):
                return at
            if at > lo and self._follows_participle(at):
                # "une étude publiée jeudi dans la revue": the date belongs to the participle.
                keeps_places = True
                at += 1
                continue
            if at > lo and not is_place and self._opens_adjunct(at, hi) and not self._is_in_name(at):
                return at
            if at > lo and word in self.lexicon["conjunctions"]:
                return at
            at += 1
        return limit

    def _follows_participle(self, at: int) -> bool:
        """Tell a date or place right behind a French or Spanish participle that a noun stands before."""
        word, before = self.words[at], self.words[at - 1]
        endings = PARTICIPLE_ENDINGS.get(self.lexicon.code, ())
        opens = word in self.lexicon["date_words"] or word in self.lexicon["adjunct_prepositions"]
        return (
            bool(endings)
            and opens
            and before.endswith(endings)
            and len(before) > 4
            and not self.row.is_capital(at - 1)
            and before not in self.lexicon["anonymous_nouns"]
            and before not in self.lexicon["organisation_nouns"]
            and before not in self.lexicon["office_nouns"]
            and self.words[at - 2] not in self.lexicon["articles"]
        )

    def _is_abbreviated(self, stop: int, limit: int) -> bool:
        """Tell the stop of "Charles B. Reed" or "Sen. Reed" from one that ends the phrase."""
        before = self.words[stop - 1]
        is_initial = len(before.rpartition(".")[2]) == 1 and self.row.is_capital(stop - 1)
        return stop + 1 < limit and (
            before in self.lexicon["never_final_abbreviations"]
            or ((is_initial or before in self.lexicon["abbreviations"]) and self.row.is_capital(stop + 1))
        )

    def _opens_adjunct(self, at: int, hi: int) -> bool:
        """Tell whether time, place or occasion of saying begins here; in English "on" may also belong
        to the source.
        """
        word = self.words[at]
        lexicon = self.lexicon
        if (
            word in lexicon["date_words"]
            and word not in lexicon["articles"]
            and word not in lexicon["prepositions"]
        ):
            return True
        if word not in lexicon["adjunct_prepositions"]:
            return False
        if lexicon.code != "en" or word not in AMBIGUOUS_ENGLISH:
            return True
        following = self.words[at + 1 : min(at + 5, hi)]
        return (
            any(other in OCCASIONS for other in following)
            or any(
                other in lexicon["date_words"]
                and other not in lexicon["articles"]
                and other not in lexicon["prepositions"]
                for other in following[:2]
            )
            or (at + 1 < hi and self.row.is_number(at + 1))
        )

    def _is_in_name(self, at: int) -> bool:
        """Tell a name's word from a date's: "March" in "Fridays for March" has a capital before it."""
        return (
            self.row.is_capital(at)
            and self.row.is_capital(at - 1)
            and self.words[at] not in self.lexicon["date_words"]
        )

    def _opens_clause(self, at: int, hi: int) -> bool:
        """Tell whether a new clause or predicate, not an apposition, begins here."""
        return at < hi and (
            self.words[at] in self.lexicon.gerunds
            or self.words[at].endswith("ing")
            or self.words[at] in self.lexicon["coordinators"]
            or self.words[at] in self.lexicon["conjunctions"]
            or self.words[at] in self.lexicon["prepositions"]
            or self.words[at] in self.lexicon["pronouns"]
        )

    def _find_tail_end(self, at: int, hi: int) -> int:
        """Return the end of the sentence when only an apposition without a verb stands before it, else 0."""
        in_relative = False
        for index in range(at, min(hi, at + 30)):
            word = self.words[index]
            in_relative = in_relative or word in self.lexicon["relative_pronouns"]
            is_verb = word in self.lexicon["auxiliaries"] or index in self.cues
            if self.kinds[index] == QUOTE or (is_verb and not in_relative) or word in ",،":
                return 0
            if word in STOPS and index >= hi - 2:
                return index
        return hi if hi - at <= 30 else 0
