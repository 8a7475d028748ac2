"""Who said what inside one sentence, for languages written with spaces.

A sentence is a row of elements in which every quotation is opaque. The rules look for the outermost attribution first
(a frame before its content, then a reporting clause behind or inside it, then one before it) and go on inside the
content, so that a chain comes out outermost first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.splitting.elements import QUOTE, SIGN, WORD, Row
from annotations.splitting.lexicon import Lexicon
from annotations.splitting.types import SourceKind, Span

MAX_DEPTH = 4
MAX_SOURCE_ELEMENTS = 45
MAX_ADJUNCT_ELEMENTS = 22
MAX_CUES = 60
"""A sentence with more cue words is no sentence; the rest of them is not looked at."""
EDGE_SIGNS = frozenset(",;:–—-…،؛，；：")
STOPS = frozenset(".。")
CLAUSE_SIGNS = frozenset(";:–—()[]؛")


@dataclass
class Draft:
    """A link in the making, in element indices; `kind` only where the rule itself decides it."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: list[tuple[int, int]]
    kind: SourceKind | None = None


@dataclass
class Found:
    """One claim's links, outermost first."""

    links: list[Draft] = field(default_factory=list)


def trim(row: Row, lo: int, hi: int) -> tuple[int, int]:
    """Return the range without signs at its edges that belong to no claim."""
    while lo < hi and row.kinds[lo] == SIGN and (row.words[lo] in EDGE_SIGNS or row.words[lo] in STOPS):
        lo += 1
    while (
        hi > lo
        and row.kinds[hi - 1] == SIGN
        and (row.words[hi - 1] in EDGE_SIGNS or row.words[hi - 1] in STOPS)
    ):
        hi -= 1
    return lo, hi


class Analyser:
    """Finds the attributions of one row."""

    def __init__(self, row: Row, lexicon: Lexicon) -> None:
        """Take a sentence's elements and its language's words."""
        self.row = row
        self.words = row.words
        self.kinds = row.kinds
        self.lexicon = lexicon
        self.cues = self._list_cues()

    def _list_cues(self) -> list[int]:
        verbs = self.lexicon.verbs
        found = [i for i, word in enumerate(self.words) if word in verbs and self._is_verb(i)]
        return found[:MAX_CUES]

    def _is_verb(self, at: int) -> bool:
        """Tell the verb from its noun or participle: no article, preposition or "to" stands before it."""
        if at == 0:
            return True
        if self.row.is_capital(at):
            # "States", "Reports": inside a sentence a capital marks a name.
            return False
        before = self.words[at - 1]
        lexicon = self.lexicon
        if before == "as" and at > 1 and self.words[at - 2] in ("quoted", "cited"):
            return True
        if before in lexicon["articles"] and not (
            before in lexicon["pronouns"] or before in ("both", "all", "many", "some", "others")
        ):
            return False
        if before in ("to", "of", "zu"):
            return False
        return not (
            before in lexicon["prepositions"]
            and before not in lexicon["conjunctions"]
            and not self._is_gerund(at)
            and lexicon.code != "ar"
        )

    def _is_gerund(self, at: int) -> bool:
        return self.words[at] in self.lexicon.gerunds

    def _is_passive(self, at: int) -> bool:
        """Tell "was told that": the one before the verb is no speaker."""
        if self._is_gerund(at):
            return False
        before = at - 1
        while before >= 0 and (
            self.words[before] in self.lexicon["preverb_adverbs"] or self.words[before].endswith("ly")
        ):
            before -= 1
        return before >= 0 and self.words[before] in self.lexicon.passive_auxiliaries

    # The outermost rule decides.

    def analyse(self, lo: int, hi: int, depth: int = 0) -> list[Found]:
        """Return the claims attributed in the range, in order; none when nobody is said to say anything."""
        if depth > MAX_DEPTH or hi - lo < 2:
            return []
        lo = self.skip_connectives(lo, hi)
        if hi - lo < 2:
            return []
        return (
            self._find_frame(lo, hi, depth)
            or self._find_trailing(lo, hi, depth)
            or self._find_leading(lo, hi, depth)
            or self._find_hearsay(lo, hi, depth)
        )

    def skip_connectives(self, lo: int, hi: int) -> int:
        """Return where the range begins behind "But", "However," and their like."""
        while lo < hi:
            size = self.lexicon["connectives"].match(self.words, lo, hi)
            if not size:
                return lo
            after = lo + size
            if after < hi and self.words[after] in ",،":
                after += 1
            elif size > 1 or self.words[lo] not in self.lexicon["coordinators"]:
                # Without a comma "later" or "still" may belong to the clause; only and, but, or never do.
                return lo
            lo = after
        return lo

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

    # Frames: "According to X, ...", "It was reported that ...", "As X said, ...".

    def _find_frame(self, lo: int, hi: int, depth: int) -> list[Found]:
        for start in dict.fromkeys((lo, self._skip_adjunct(lo, hi))):
            if start >= hi:
                break
            found = (
                self._match_impersonal(start, hi, depth)
                or self._match_german_circle(start, hi, depth)
                or self._match_preposition_frame(start, hi, depth)
                or self._match_opener(start, hi, depth)
            )
            if found:
                return found
        return []

    def _skip_adjunct(self, lo: int, hi: int) -> int:
        """Return the position behind an opening adjunct and its comma: "On the 19th, ..."; `lo` when there is none."""
        opens = self.words[lo] if lo < hi else ""
        is_date = opens in self.lexicon["date_words"] and opens not in self.lexicon["articles"]
        if opens in self.lexicon["prepositions"] or is_date:
            for at in range(lo + 1, min(hi, lo + MAX_ADJUNCT_ELEMENTS)):
                if self.words[at] in ",،":
                    return at + 1
                if at in self.cues or self.kinds[at] == QUOTE:
                    return lo
        return lo

    def _skip_complementiser(self, at: int, hi: int) -> int:
        while at < hi and (
            self.words[at] in ",:،" or self.words[at] in self.lexicon["declarative_complementisers"]
        ):
            at += 1
        return at

    def _match_impersonal(self, lo: int, hi: int, depth: int) -> list[Found]:
        size = self.lexicon["impersonal_cues"].match(self.words, lo, hi)
        if not size:
            return []
        start = self._skip_complementiser(lo + size, hi)
        end = lo + size
        if self.words[end - 1] in self.lexicon["declarative_complementisers"]:
            end -= 1
        return self._wrap(Draft(None, (lo, end), [(start, hi)], SourceKind.UNSPECIFIED), depth)

    def _match_german_circle(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "Aus Regierungskreisen hieß es, ..." and "In Berlin hieß es, ..."."""
        if self.lexicon.code != "de" or lo + 3 >= hi or self.words[lo] not in ("aus", "von", "in"):
            return []
        for at in range(lo + 2, min(hi - 1, lo + 10)):
            if self.words[at] in ("hieß", "heißt", "verlautete") and self.words[at + 1] in (
                "es",
                ",",
                "dazu",
            ):
                end = at + 2 if self.words[at + 1] == "es" else at + 1
                start = self._skip_complementiser(end, hi)
                return self._wrap(Draft((lo + 1, at), (at, end), [(start, hi)]), depth)
        return []

    def _match_preposition_frame(self, lo: int, hi: int, depth: int) -> list[Found]:
        size = self.lexicon["attribution_prepositions"].match(self.words, lo, hi)
        if size:
            end = self._end_of_frame_source(lo + size, hi)
            source, cue = (lo + size, end), (lo, lo + size)
        else:
            end = self._find_postposition(lo, hi)
            if not end:
                return []
            source, cue = (lo, end - 1), (end - 1, end)
        source = trim(self.row, source[0], self._strip_date(*source))
        if source[0] >= source[1] or end >= hi:
            return []
        return self._wrap(Draft(source, cue, [(self._skip_complementiser(end, hi), hi)]), depth)

    def _strip_date(self, lo: int, hi: int) -> int:
        """Return where the phrase ends without a date at its end: "Axios on the 19th"."""
        at = hi
        while at > lo + 1 and (
            self.words[at - 1] in self.lexicon["date_words"] or self.row.is_number(at - 1)
        ):
            at -= 1
        is_dated = (
            at < hi
            and self.words[at] in self.lexicon["date_words"]
            and self.words[at] not in self.lexicon["articles"]
        )
        return at if is_dated and hi - at > 1 else hi

    def _find_postposition(self, lo: int, hi: int) -> int:
        """Return the position behind "X zufolge" that opens the range, 0 when it opens with none."""
        if not self.lexicon.postpositions:
            return 0
        for at in range(lo + 1, min(hi, lo + 12)):
            if self.words[at] in self.lexicon.postpositions:
                return at + 1
            if self.kinds[at] != WORD or at in self.cues or self.words[at] in self.lexicon["auxiliaries"]:
                return 0
        return 0

    def _end_of_frame_source(self, lo: int, hi: int) -> int:
        """Return where the source behind "according to" ends: at its comma, or before the verb of its clause."""
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        comma = next(
            (at for at in range(lo, limit) if self.words[at] in ",،" or self.words[at] in CLAUSE_SIGNS), limit
        )
        if self.lexicon.code == "de":
            verb = self._end_of_german_phrase(lo, comma)
            if verb < comma:
                return verb
        if comma < limit and self.words[comma] in ",،":
            after = self._skip_apposition(comma, limit)
            if after:
                return after
            return comma
        return self._end_of_phrase(lo, limit)

    def _skip_apposition(self, comma: int, limit: int) -> int:
        """Return the comma that closes an apposition begun at `comma`, 0 when none begins there."""
        lexicon = self.lexicon
        start = comma + 1
        if start >= limit:
            return 0
        head = start + 1 if self.words[start] in lexicon["articles"] and start + 1 < limit else start
        is_apposition = (
            self.words[start] in lexicon["relative_pronouns"]
            or self.row.is_number(start)
            or self.words[head] in lexicon["titles"]
            or self.words[head] in lexicon["office_nouns"]
            or self.words[head] in lexicon["spokesperson_nouns"]
        )
        end = next((at for at in range(start, limit) if self.words[at] in ",،"), 0)
        if self._opens_german_relative(start, end or limit):
            return end
        has_verb = self.words[start] not in lexicon["relative_pronouns"] and any(
            start < cue < end for cue in self.cues
        )
        return end if is_apposition and not has_verb else 0

    def _opens_german_relative(self, at: int, end: int) -> bool:
        """Tell "die im Haus wohnt" from "die Strecke sei": a small word behind the article, the verb last."""
        if self.lexicon.code != "de" or at + 2 >= len(self.words) or self.words[at] not in GERMAN_RELATIVES:
            return False
        last = end - 1
        while last > at and self.kinds[last] == SIGN:
            last -= 1
        return not self.row.is_capital(at + 1) and self.kinds[last] == WORD and not self.row.is_capital(last)

    def _end_of_german_phrase(self, lo: int, hi: int) -> int:
        """Return where a German noun phrase ends: at the first small word that can stand in none."""
        lexicon = self.lexicon
        for at in range(lo, hi):
            word = self.words[at]
            if self.kinds[at] != WORD or self.row.is_capital(at) or self.row.is_number(at):
                continue
            if word in lexicon["auxiliaries"] and at > lo:
                return at
            if (
                word in lexicon["articles"]
                or word in lexicon["prepositions"]
                or word in lexicon["coordinators"]
            ):
                continue
            is_adjective = (
                word.endswith(("e", "en", "er", "es", "em")) and at + 1 < hi and self.row.is_capital(at + 1)
            )
            if not is_adjective:
                return at
        return hi

    def _end_of_phrase(self, lo: int, hi: int) -> int:
        """Return where a noun phrase without a comma behind it ends: before an article or pronoun no preposition governs."""
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

    def _match_opener(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "As X reported, ..." with the verb on either side of its subject."""
        if self.words[lo] not in self.lexicon.frame_openers:
            return []
        limit = min(hi, lo + MAX_ADJUNCT_ELEMENTS)
        comma = next((at for at in range(lo + 1, limit) if self.words[at] in ",،"), 0)
        cue = next((at for at in self.cues if lo < at < comma), 0)
        if not cue or comma + 2 >= hi:
            return []
        after, before = trim(self.row, cue + 1, comma), trim(self.row, lo + 1, cue)
        after = (after[0], self._cut_adjunct(*after))
        while before[0] < before[1] and self.words[before[1] - 1] in self.lexicon["auxiliaries"]:
            before = (before[0], before[1] - 1)
        source = after if after[0] < after[1] else before
        if source[0] >= source[1]:
            return self._wrap(Draft(None, (lo, cue + 1), [(comma + 1, hi)], SourceKind.UNSPECIFIED), depth)
        return self._wrap(Draft(source, (cue, cue + 1), [(comma + 1, hi)]), depth)

    # Reporting clauses behind or inside their content.

    def _find_trailing(self, lo: int, hi: int, depth: int) -> list[Found]:
        for cue in self.cues:
            if lo < cue < hi and not self._is_negated(cue) and not self._is_gerund(cue):
                found = self._match_inverted(lo, hi, cue, depth) or self._match_postposed(lo, hi, cue, depth)
                if found:
                    return found
        return self._match_trailing_preposition(lo, hi, depth)

    def _hands_over(self, lo: int, at: int) -> bool:
        """Tell whether a content can end right before `at`: a comma or a spoken quotation stands there."""
        if at <= lo:
            return False
        if self.kinds[at - 1] == QUOTE:
            return self.row.is_spoken(at - 1)
        if self.words[at - 1] in ",،–—-" and at - 2 >= lo:
            return True
        return self.words[at - 1] in "?!" and at - 2 >= lo

    def _match_inverted(self, lo: int, hi: int, cue: int, depth: int) -> list[Found]:
        """Match `"...", said X`; the source runs to the next comma that no apposition opens."""
        start = cue
        while start > lo and self.words[start - 1] in self.lexicon["auxiliaries"]:
            start -= 1
        if not self._hands_over(lo, start) or "relay" in self.lexicon.verbs[self.words[cue]]:
            return []
        right = self._skip_particles(cue + 1, hi)
        if right >= hi or self.words[right] in self.lexicon["complementisers"] or self.kinds[right] != WORD:
            return []
        is_quoted = self.kinds[start - 1] == QUOTE or (start - 2 >= lo and self.kinds[start - 2] == QUOTE)
        if not is_quoted and not self._is_inversion(right, hi):
            return []
        end = self._end_of_right_source(right, hi)
        after = end + 1 if end < hi and self.words[end] in ",،" else end
        if after < hi and self.words[after] in self.lexicon["declarative_complementisers"]:
            return []
        return self._join_around(lo, start, (right, end), (cue, right), end, hi, depth)

    def _is_inversion(self, right: int, hi: int) -> bool:
        """Tell "..., said Carol Reed." from a second predicate: in English the subject closes the clause."""
        if self.lexicon.code != "en":
            return self.words[right] not in self.lexicon["prepositions"]
        return (
            self.row.is_capital(right) or self.words[right] in self.lexicon["articles"]
        ) and self._is_tail(self._end_of_right_source(right, hi), hi)

    def _is_tail(self, at: int, hi: int) -> bool:
        """Tell whether nothing but the clause's end stands here."""
        return at >= hi or self.kinds[at] == SIGN or self.words[at] in self.lexicon["adjunct_prepositions"]

    def _end_of_right_source(self, lo: int, hi: int, *, keeps_places: bool = False) -> int:
        """Return where a source that follows its cue ends; `keeps_places` for "fuentes cercanas a la empresa"."""
        limit = min(hi, lo + MAX_SOURCE_ELEMENTS)
        at = lo
        while at < limit:
            word = self.words[at]
            if self.kinds[at] == QUOTE and not self.row.is_name_quote(at):
                return at
            if word in ",،":
                after = self._skip_apposition(at, limit)
                tail = self._find_tail_end(at + 1, hi)
                opens_relative = at + 1 < hi and self.words[at + 1] in self.lexicon["relative_pronouns"]
                if not after and (opens_relative or self._opens_german_relative(at + 1, hi)):
                    return trim(self.row, lo, hi)[1]
                if after:
                    at = after
                    continue
                if tail and not keeps_places and not self._opens_clause(at + 1, hi):
                    return tail
                return at
            is_abbreviated = word in STOPS and self.words[at - 1] in self.lexicon["never_final_abbreviations"]
            if word in CLAUSE_SIGNS or (word in STOPS and not is_abbreviated) or word in "?!":
                return at
            is_place = keeps_places and word in self.lexicon["prepositions"]
            if at > lo and not is_place and self._opens_adjunct(at, hi) and not self._is_in_name(at):
                return at
            if at > lo and word in self.lexicon["conjunctions"]:
                return at
            at += 1
        return limit

    def _opens_adjunct(self, at: int, hi: int) -> bool:
        """Tell whether time, place or occasion of saying begins here; in English "on" may also belong to the source."""
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
        for index in range(at, min(hi, at + 16)):
            word = self.words[index]
            if (
                self.kinds[index] == QUOTE
                or word in self.lexicon["auxiliaries"]
                or index in self.cues
                or word in ",،"
            ):
                return 0
            if word in STOPS and index >= hi - 2:
                return index
        return hi if hi - at <= 16 else 0

    def _join_around(
        self,
        lo: int,
        content_end: int,
        source: tuple[int, int],
        cue: tuple[int, int],
        after: int,
        hi: int,
        depth: int,
    ) -> list[Found]:
        """Return the claims of a clause set behind or into its content, and of what follows it."""
        parts = [(lo, content_end)]
        rest = after
        while rest < hi and not (
            self.words[rest] in ",،;:–—" or self.kinds[rest] == QUOTE or self.words[rest] in STOPS
        ):
            rest += 1
        later: list[Found] = []
        if rest < hi and trim(self.row, rest, hi)[0] < trim(self.row, rest, hi)[1]:
            begin = trim(self.row, rest, hi)[0]
            continued = self._continue(begin, hi, source, depth)
            if continued:
                later = continued
            elif self._resumes(content_end, rest, begin):
                parts.append((begin, hi))
        return self._wrap(Draft(source, cue, parts), depth) + later

    def _resumes(self, content_end: int, rest: int, begin: int) -> bool:
        """Tell whether content goes on behind an inserted reporting clause."""
        if self.kinds[begin] == QUOTE:
            return True
        before = content_end - 1
        while before > 0 and self.kinds[before] == SIGN:
            before -= 1
        was_quoted = self.kinds[before] == QUOTE
        return not was_quoted and self.words[rest] in ",،" and not self._opens_relative(begin)

    def _opens_relative(self, at: int) -> bool:
        lexicon = self.lexicon
        return self.words[at] in lexicon["relative_pronouns"] or self._is_gerund(at)

    def _match_postposed(self, lo: int, hi: int, cue: int, depth: int) -> list[Found]:
        """Match "..., X said." and "..., X said, ..."."""
        source = self._find_left_source(lo, cue)
        if not source or self._is_passive(cue) or not self._hands_over(lo, source[0]):
            return []
        is_quoted = self.kinds[source[0] - 1] == QUOTE or (
            source[0] - 2 >= lo and self.kinds[source[0] - 2] == QUOTE
        )
        if not is_quoted and self._skip_adjunct(lo, hi) == source[0]:
            return []
        end = self._skip_particles(cue + 1, hi)
        end = self._skip_adverbials(cue, end, hi)
        is_closed = end >= hi or (self.kinds[end] == SIGN and self.words[end] != ":")
        if not is_closed:
            if not is_quoted or self.kinds[end] != QUOTE:
                return []
        elif (
            self.words[end : end + 1]
            and end + 1 < hi
            and self.words[end + 1] in self.lexicon["complementisers"]
        ):
            return []
        return self._join_around(
            lo, source[0], source, (cue, self._skip_particles(cue + 1, hi)), end, hi, depth
        )

    def _skip_adverbials(self, cue: int, at: int, hi: int) -> int:
        """Return the position behind addressee, place and time that follow the verb, up to the next sign."""
        lexicon = self.lexicon
        is_addressed = "addressee" in lexicon.verbs[self.words[cue]]
        start = at
        for index in range(at, min(hi, at + MAX_ADJUNCT_ELEMENTS)):
            word = self.words[index]
            if self.kinds[index] != WORD:
                return index
            if word in lexicon["complementisers"] or index in self.cues:
                return start
            if (
                index == start
                and not is_addressed
                and not (
                    word in lexicon["prepositions"]
                    or word in lexicon["date_words"]
                    or word.endswith("ly")
                    or word in lexicon["preverb_adverbs"]
                )
            ):
                return start
        return hi if hi - at <= MAX_ADJUNCT_ELEMENTS else start

    def _match_trailing_preposition(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "..., according to X", also inserted: "The fire, according to X, broke out ..."."""
        prepositions = self.lexicon["attribution_prepositions"]
        for at in range(lo + 1, hi):
            if self.words[at] not in prepositions.by_first:
                continue
            size = prepositions.match(self.words, at, hi)
            if not size or at + size >= hi or self.kinds[at + size] == SIGN:
                continue
            before = at - 2 if self.words[at - 1] in ",،" else at - 1
            if (
                self.words[before] in self.lexicon["complementisers"]
                or self.words[at - 1] in self.lexicon["coordinators"]
            ):
                continue
            if self.lexicon.code != "en" and not self._is_attributing(at, size, lo, hi):
                continue
            end = self._end_of_right_source(at + size, hi, keeps_places=True)
            if self.lexicon.code == "de":
                end = min(end, self._end_of_german_phrase(at + size, end))
            if end <= at + size:
                continue
            if any(lo < cue < at and self._starts_new_content(cue, at) for cue in self.cues):
                return []
            if any(
                lo <= cue < at <= cue + 3 and (self._find_content(cue, hi) or 0) > at for cue in self.cues
            ):
                return []
            return self._join_inserted(lo, at, (at + size, end), (at, at + size), end, hi, depth)
        return []

    def _starts_new_content(self, cue: int, at: int) -> bool:
        """Tell whether the phrase belongs to a content that a verb opened before it."""
        return self.words[at - 1] not in ",،" and self._find_content(cue, at) is not None

    def _is_attributing(self, at: int, size: int, lo: int, hi: int) -> bool:
        """Tell a short preposition that attributes from its other senses: a comma before it, or a word that can speak."""
        return self.words[at - 1] in ",،" or size > 1 or len(self.words[at]) > 3

    def _join_inserted(
        self,
        lo: int,
        content_end: int,
        source: tuple[int, int],
        cue: tuple[int, int],
        after: int,
        hi: int,
        depth: int,
    ) -> list[Found]:
        parts = [(lo, content_end)]
        rest = trim(self.row, after, hi)
        later: list[Found] = []
        if rest[0] < rest[1]:
            later = self._continue(rest[0], hi, source, depth)
            if not later:
                parts.append(rest)
        return self._wrap(Draft(source, cue, parts), depth) + later

    # Reporting clauses before their content.

    def _find_leading(self, lo: int, hi: int, depth: int) -> list[Found]:
        for cue in self.cues:
            if not lo <= cue < hi or self._is_negated(cue) or self._is_passive(cue):
                continue
            if depth and self.lexicon.verbs[self.words[cue]] == {"mental"}:
                continue
            source = (
                self._find_left_source(lo, cue) if not self._is_gerund(cue) else self._find_subject(lo, cue)
            )
            if "relay" in self.lexicon.verbs[self.words[cue]] and source:
                relayed = self._match_relay(source, cue, hi, depth)
                if relayed:
                    return relayed
            content = self._find_content(cue, hi)
            if source and content is not None:
                passed = self._match_passed_on(source, cue, content, hi, depth)
                if passed:
                    return passed
                return self._split_content(
                    source, (cue, self._skip_particles(cue + 1, hi)), content, hi, depth
                )
            if not source:
                inverted = self._match_verb_first(lo, cue, hi, depth)
                if inverted:
                    return inverted
        return []

    def _match_passed_on(
        self, source: tuple[int, int], cue: int, content: int, hi: int, depth: int
    ) -> list[Found]:
        """Match "X berichtet unter Berufung auf Y, ...": a preposition between verb and content names the origin."""
        prepositions = self.lexicon["attribution_prepositions"]
        for at in range(cue + 1, content - 1):
            size = prepositions.match(self.words, at, content)
            if not size:
                continue
            end = content
            while end > at and (
                self.kinds[end - 1] == SIGN or self.words[end - 1] in self.lexicon["complementisers"]
            ):
                end -= 1
            if at + size >= end:
                return []
            inner = self._split_content((at + size, end), (at, at + size), content, hi, depth + 1)
            outer = Draft(source, (cue, self._skip_particles(cue + 1, hi)), [trim(self.row, content, hi)])
            return [Found([outer, *found.links]) for found in inner]
        return []

    def _match_verb_first(self, lo: int, cue: int, hi: int, depth: int) -> list[Found]:
        """Match verb, subject, content: "Am Montag sagte X, dass ...", "dijo X que ...", "قال X إن ..."."""
        if self.lexicon.code == "en":
            return []
        start = self._skip_particles(cue + 1, hi)
        content = None
        limit = min(hi, cue + MAX_SOURCE_ELEMENTS)
        end = limit
        for at in range(start, limit):
            if self.words[at] in self.lexicon["complementisers"] and at > start:
                content, end = self._skip_complementiser(at, hi), at
                break
            if self.words[at] in ":" or (self.kinds[at] == QUOTE and not self.row.is_name_quote(at)):
                content, end = at + (self.words[at] == ":"), at
                break
            if self.words[at] in STOPS or (
                at > start and at in self.cues and self.words[at] not in self.lexicon["titles"]
            ):
                break
            if (
                self.words[at] in ",،"
                and self.lexicon.is_bare_after_comma
                and not self._skip_apposition(at, limit)
            ):
                content, end = self._skip_complementiser(at, hi), at
                break
        if content is None or content >= hi:
            return []
        source = trim(self.row, start, self._cut_adjunct(start, end))
        if source[0] >= source[1]:
            return []
        return self._split_content(source, (cue, start), content, hi, depth)

    def _cut_adjunct(self, lo: int, hi: int) -> int:
        """Return where the source ends: before an adjunct of time, place or addressee."""
        for at in range(lo + 1, hi):
            if (
                self.words[at] in self.lexicon["adjunct_prepositions"]
                or self.words[at] in self.lexicon["date_words"]
            ):
                return at
        return hi

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
        inner = self._split_content(inner_source, inner_cue, start, hi, depth + 1)
        outer = Draft(source, (cue, cue + 1), [trim(self.row, inner_source[0], hi)])
        return [Found([outer, *found.links]) for found in inner]

    def _split_content(
        self, source: tuple[int, int], cue: tuple[int, int] | None, content: int, hi: int, depth: int
    ) -> list[Found]:
        """Return the claim that begins at `content`, and those that share its sentence behind it."""
        end, rest = self._find_break(content, hi)
        cited = self._match_citing(rest, hi) if rest < hi else None
        found = self._wrap(Draft(source, cue, [(content, end)]), depth)
        if cited:
            for claim in found:
                claim.links[0].content = [(content, trim(self.row, content, hi)[1])]
                claim.links.append(
                    Draft(
                        cited[0],
                        cited[1],
                        list(claim.links[-1].content)
                        if len(claim.links) > 1
                        else [trim(self.row, content, end)],
                    )
                )
            return found
        if rest < hi:
            found += self._continue(rest, hi, source, depth)
        return found

    def _match_citing(self, at: int, hi: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
        if at + 1 < hi and self._is_gerund(at) and "relay" in self.lexicon.verbs[self.words[at]]:
            source = trim(self.row, at + 1, self._end_of_right_source(at + 1, hi))
            if source[0] < source[1]:
                return source, (at, at + 1)
        return None

    def _continue(self, at: int, hi: int, source: tuple[int, int], depth: int) -> list[Found]:
        """Return the claims of a second report in the sentence: "adding that ...", "and said ...", "while Y said ..."."""
        if depth > MAX_DEPTH:
            return []
        start = at
        while start < hi and (
            self.words[start] in self.lexicon["coordinators"]
            or self.words[start] in self.lexicon["preverb_adverbs"]
            or self.words[start] in self.lexicon["auxiliaries"]
            or self.words[start].endswith("ly")
        ):
            start += 1
        if start in self.cues and not self._is_negated(start):
            content = self._find_content(start, hi)
            if content is not None:
                return self._split_content(
                    source, (start, self._skip_particles(start + 1, hi)), content, hi, depth + 1
                )
            return []
        own = next((cue for cue in self.cues if start < cue < min(hi, start + 14)), 0)
        if own and self._has_own_source(start, own, hi):
            return self._find_leading(start, hi, depth + 1)
        return []

    def _has_own_source(self, start: int, cue: int, hi: int) -> bool:
        found = self._find_left_source(start, cue)
        return (
            bool(found)
            and found is not None
            and found[0] == start
            and self._find_content(cue, hi) is not None
            and not self._is_negated(cue)
        )

    def _find_break(self, content: int, hi: int) -> tuple[int, int]:
        """Return where the content ends and where the sentence's next report begins; both `hi` when it runs on."""
        for at in range(content + 2, hi - 1):
            word = self.words[at]
            if word in ",،;":
                after = at + 1
            elif word in self.lexicon["coordinators"] and word != "while":
                after = at
            else:
                continue
            is_comma = after > at
            start = after
            while start < hi and (
                self.words[start] in self.lexicon["coordinators"]
                or self.words[start] in self.lexicon["preverb_adverbs"]
            ):
                start += 1
            if start >= hi:
                break
            if start in self.cues and self._is_report(start, hi, is_comma=is_comma, is_joined=start > after):
                return at, start
            if (
                is_comma
                and start > after
                and any(self._has_own_source(start, cue, hi) for cue in self.cues if start < cue < start + 14)
            ):
                return at, start
        return hi, hi

    def _is_report(self, at: int, hi: int, *, is_comma: bool, is_joined: bool) -> bool:
        """Tell whether the verb here takes up the speaker again."""
        if self._is_gerund(at):
            return is_comma and (
                self._match_citing(at, hi) is not None or self._find_content(at, hi) is not None
            )
        if not is_joined or self.lexicon.code == "ar":
            return False
        content = self._find_content(at, hi)
        return content is not None and (
            self.words[content - 1] in self.lexicon["complementisers"]
            or self.kinds[content] == QUOTE
            or is_comma
        )

    def _skip_particles(self, at: int, hi: int) -> int:
        if at < hi and self.words[at] in self.lexicon.verb_particles:
            return at + 1
        return at

    def _find_content(self, cue: int, hi: int) -> int | None:
        """Return where the content that follows the verb begins, None when none does."""
        lexicon = self.lexicon
        classes = lexicon.verbs[self.words[cue]]
        at = self._skip_particles(cue + 1, hi)
        if at >= hi:
            return None
        direct = self._match_content(at, hi)
        if direct is not None:
            return direct
        if "addressee" in classes or "infinitive" in classes or self._opens_adverbial(at):
            limit = min(hi, at + MAX_ADJUNCT_ELEMENTS)
            for index in range(at + 1, limit):
                found = self._match_content(index, hi)
                if found is not None and self.kinds[index] != QUOTE:
                    return found
                if self.words[index] in STOPS or self.words[index] in ",،;?!" or index in self.cues:
                    break
        if "infinitive" in classes and self.words[at] == "to" and hi - at > 2:
            return at
        if lexicon.is_verb_first or lexicon.code in ("ru", "fr", "es", "de"):
            return None
        if "addressee" in classes:
            return self._skip_addressee(at, hi)
        if "any" in classes:
            start = self._skip_dates(at, hi)
            is_clause = (
                hi - start >= 3
                and self.kinds[start] == WORD
                and self.words[start] not in NO_SUBJECT
                and not self._opens_adverbial(start)
            )
            return start if is_clause else None
        return None

    def _match_content(self, at: int, hi: int) -> int | None:
        """Return where a content announced here begins: complementiser, colon, quotation."""
        lexicon = self.lexicon
        word = self.words[at]
        if word in lexicon["complementisers"]:
            start = at + 1 if word in lexicon["declarative_complementisers"] else at
            return start if start < hi else None
        if self.kinds[at] == QUOTE:
            return at
        if at + 1 >= hi:
            return None
        if word == ":":
            return at + 1
        if word in ",،":
            if self.words[at + 1] in lexicon["complementisers"]:
                return self._match_content(at + 1, hi)
            if self.kinds[at + 1] == QUOTE:
                return at + 1
            if (
                lexicon.is_bare_after_comma
                and hi - at > 3
                and self.words[at + 1] not in lexicon["relative_pronouns"]
            ):
                return at + 1
        return None

    def _opens_adverbial(self, at: int) -> bool:
        word = self.words[at]
        return (
            (
                word in self.lexicon["prepositions"]
                and word not in ("under", "over", "as", "if", "like", "before", "since")
            )
            or (
                word in self.lexicon["date_words"]
                and word not in self.lexicon["articles"]
                and word not in ("last", "time")
            )
            or (word.endswith("ly") and word not in ("only", "early"))
            or (self.lexicon.code != "en" and word not in ",.")
        )

    def _skip_dates(self, at: int, hi: int) -> int:
        """Return the position behind a date: "on Monday", "Tuesday", "late on Friday"."""
        index = at
        while index < hi and (
            (
                self.words[index] in self.lexicon["date_words"]
                and self.words[index] not in self.lexicon["articles"]
            )
            or (index > at and self.row.is_number(index))
        ):
            index += 1
        if index > at and self.words[index - 1] in self.lexicon["prepositions"]:
            return at
        return index

    def _skip_addressee(self, at: int, hi: int) -> int | None:
        """Return the position behind the one told: a pronoun, a run of capitals, or article and nouns."""
        index = at
        if self.words[index] in self.lexicon["pronouns"] or self.words[index] in ("me", "us"):
            index += 1
        elif self.row.is_capital(index):
            while index < hi and self.row.is_capital(index):
                index += 1
        elif self.words[index] in self.lexicon["articles"]:
            index += 2
            while index < hi and self.row.is_capital(index):
                index += 1
        else:
            index += 1
        index = self._skip_dates(index, hi) if index < hi else index
        return (
            index
            if hi - index >= 3 and self.kinds[index] == WORD and not self._opens_adverbial(index)
            else None
        )

    # Subjects.

    def _is_negated(self, cue: int) -> bool:
        """Tell "did not say": nobody asserts anything then."""
        return any(
            self.words[at] in self.lexicon["negations"] or self.words[at].endswith(("n't", "n’t"))
            for at in range(max(cue - (3 if self.lexicon.code == "en" else 2), 0), cue)
            if self.kinds[at] == WORD and not any(self.kinds[k] != WORD for k in range(at, cue))
        )

    def _find_left_source(self, lo: int, cue: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends right before the verb, None when there is none."""
        lexicon = self.lexicon
        at = cue - 1
        if at > lo and self.words[at] == "as" and self.words[at - 1] in ("quoted", "cited"):
            at -= 2
        at = self._skip_preverb(lo, at)
        if at < lo or (self.kinds[at] == SIGN and self.words[at] not in ",،"):
            return None
        if self.words[at] in ",،":
            return self._find_apposed_source(lo, at)
        start = self._start_of_phrase(lo, at)
        start = self._strip_opening(start, at + 1)
        if start > at or (
            at == start
            and (self.words[at] in lexicon["conjunctions"] or self.words[at] in lexicon["coordinators"])
        ):
            return None
        if self.words[start] in lexicon["relative_pronouns"]:
            return (start, start + 1)
        return start, at + 1

    def _skip_preverb(self, lo: int, at: int) -> int:
        """Walk left over auxiliaries, adverbs and a short date between subject and verb."""
        lexicon = self.lexicon
        skipped = at
        while skipped >= lo and self.kinds[skipped] == WORD:
            word = self.words[skipped]
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
            if self.kinds[index] == SIGN and word not in "&/.%$€'’-#":
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
            and not any(self.words[index] in self.lexicon["auxiliaries"] for index in range(floor, at))
        )

    def _is_relative(self, floor: int, at: int) -> bool:
        """Tell whether a verb stands in a relative clause of the phrase."""
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
        ):
            if (
                lexicon.code == "ru"
                and self.words[start] in ("в", "во", "на")
                and self.words[start + 1 : start + 2]
                and self.words[start + 1] not in lexicon["date_words"]
            ):
                # "В мэрии заявили": the body stands in the locative, and the verb has no other subject.
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
            start = self._strip_opening(self._start_of_phrase(lo, opening - 1), opening)
            is_head = start < opening and (
                self.row.is_capital(start)
                or self.words[start] in self.lexicon["articles"]
                or self.words[opening + 1] in self.lexicon["relative_pronouns"]
            )
            if is_head and not self._opens_new_clause(opening + 1) and opening - start <= 14:
                return start, comma
            at = opening - 1
        return None

    def _opens_new_clause(self, at: int) -> bool:
        word = self.words[at]
        return word in self.lexicon["coordinators"] or (
            word in self.lexicon["pronouns"] and word not in self.lexicon["relative_pronouns"]
        )

    def _find_subject(self, lo: int, gerund: int) -> tuple[int, int] | None:
        """Return the subject of the clause a participle hangs on: the phrase that opens the sentence up to its verb."""
        if gerund == lo or self.words[gerund - 1] not in ",،":
            return None
        lexicon = self.lexicon
        start = self._skip_adjunct(lo, gerund)
        if start >= gerund or self.kinds[start] != WORD or self.words[start] in lexicon["prepositions"]:
            return None
        if self.words[start] in lexicon["pronouns"]:
            return start, start + 1
        index = start
        while index < min(gerund, start + 14):
            word = self.words[index]
            is_finite = (
                word in lexicon["auxiliaries"]
                or word in lexicon["preverb_adverbs"]
                or index in self.cues
                or (index > start and word.endswith(("ed", "ado", "ió")))
            )
            if self.kinds[index] != WORD or (is_finite and not self.row.is_capital(index)):
                break
            index += 1
        return (start, index) if start < index < gerund and index - start <= 12 else None

    # Hearsay.

    def _find_hearsay(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "reportedly": a cue without a source that governs its whole clause."""
        for at in range(lo, hi):
            if self.words[at] not in self.lexicon["hearsay_adverbs"].by_first:
                continue
            size = self.lexicon["hearsay_adverbs"].match(self.words, at, hi)
            # Inside a report the French and Spanish conditional is the future seen from the past, no hearsay.
            is_plain_conditional = depth > 0 and self.words[at] in self.lexicon["auxiliaries"]
            if size and not is_plain_conditional:
                parts = [
                    part
                    for part in (trim(self.row, lo, at), trim(self.row, at + size, hi))
                    if part[0] < part[1]
                ]
                if parts:
                    return [Found([Draft(None, (at, at + size), parts, SourceKind.UNSPECIFIED)])]
        return []

    def spans(self, parts: list[tuple[int, int]]) -> tuple[Span, ...]:
        """Return the parts as stretches of the text."""
        return tuple(self.row.span(*part) for part in parts)


AMBIGUOUS_ENGLISH = frozenset(
    {"in", "on", "at", "with", "about", "as", "through", "before", "after", "via", "during"}
)
OCCASIONS = frozenset(
    ["statement", "interview", "conference", "release", "tweet", "tweets", "speech", "briefing", "email", "e-mail", "letter", "rally", "hearing", "remarks", "post", "telephone", "phone", "call", "report", "debate", "press", "radio", "television", "facebook", "twitter"]
)
GERMAN_RELATIVES = frozenset({"der", "die", "das", "dem", "den"})
SAYING = frozenset({"saying"})
NO_SUBJECT = frozenset({"to", "nothing", "something", "so", "goodbye", "hello", "yes", "no", "and", "or"})
TIME_NOUNS = frozenset({"time", "times", "week", "month", "day"})
