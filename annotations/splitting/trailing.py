"""Reporting clauses behind or inside their content: "..., X said", "..., according to X, ..."."""

from __future__ import annotations

from annotations.splitting.drafts import STOPS, Draft, Found, trim
from annotations.splitting.elements import OPAQUE, QUOTE, SIGN, WORD
from annotations.splitting.insets import Insets
from annotations.splitting.types import SourceKind

FRENCH_LINKS = frozenset({"-", "t", "a", "ont", "avait", "avaient"})
"""What stands between a quotation and the pronoun of "a-t-elle ajouté"."""


PERFECT = frozenset({"hat", "haben", "hatte", "hatten"})
SAID = frozenset({"hieß", "heißt"})
CLITICS = frozenset({"s’", "s'", "se", "l’", "l'", "lo", "lui", "leur", "nous", "nos"})
"""French and Spanish pronouns between a quotation and its verb: "s’indigne Alice"."""

HANDOVERS = frozenset((",", "،", "–", "—", "-", "?", "!", OPAQUE))
"""What may close a content that its reporting clause follows; a quotation, too."""

REPORTING_NOUNS = frozenset(
    {"report", "reports", "show", "shows", "claim", "claims", "estimate", "estimates"}
)
"""English forms that are nouns elsewhere but verbs behind those who can report."""
MAX_REPORTERS = 5
REPORTS = frozenset({"reports", "reported", "told"})
"""English verbs besides those of saying that may stand before their subject behind no quotation."""


class Trailing(Insets):
    """Finds attributions that stand behind or inside their content."""

    def _find_trailing(self, lo: int, hi: int, depth: int) -> list[Found]:
        signed = self._match_signed(lo, hi, depth)
        if signed:
            return signed
        unnamed = self._match_on(lo, hi, depth)
        if unnamed:
            return unnamed
        colon = self._find_announcing_colon(lo, hi)
        handover = next((at for at in range(lo, hi) if self.words[at] in HANDOVERS), hi)
        for cue in self.cues:
            if handover < cue < (colon or hi) and not self._is_negated(cue) and not self._is_gerund(cue):
                if self.lexicon.split_verbs:
                    perfect = self._match_perfect_behind(lo, hi, cue, depth)
                    if perfect:
                        return perfect
                if self._has_apposed_subject(lo, cue):
                    found = self._match_postposed(lo, hi, cue, depth)
                else:
                    found = self._match_inverted(lo, hi, cue, depth) or self._match_postposed(
                        lo, hi, cue, depth
                    )
                if found:
                    return found
        return self._match_trailing_preposition(lo, hi, depth)

    def _has_apposed_subject(self, lo: int, cue: int) -> bool:
        """Tell whether "Carol Reed, head of the union," stands before the verb, so that what follows it
        is no subject.
        """
        if self.lexicon.split_verbs:
            return self.words[cue - 1] == "," and self._find_opening_subject(lo, cue) is not None
        at = cue - 1
        while at > lo and self.lexicon.code != "en" and self.words[at] in self.lexicon["auxiliaries"]:
            at -= 1
        is_comma = self.words[at] in "," and at > lo and self.kinds[at - 1] != QUOTE
        if self.lexicon.code == "ru" and is_comma:
            comma = next((k for k in range(lo + 1, at) if self.words[k] == ","), at)
            opens = self.words[comma + 1] in self.lexicon["relative_pronouns"] or self._is_participle(
                comma + 1
            )
            return comma < at and opens and self.words[lo] in self.lexicon["anonymous_nouns"]
        if self.lexicon.code not in ("en", "fr", "es") or not is_comma:
            return False
        source = self._find_left_source(lo, cue)
        return source is not None and (
            source[0] == lo or self._hands_over(lo, source[0]) or self._skip_adjunct(lo, cue) == source[0]
        )

    def _find_opening_subject(self, lo: int, finite: int) -> tuple[int, int] | None:
        """Return a German subject that opens the clause; rules for other languages find theirs otherwise."""
        return None

    def _match_perfect_behind(self, lo: int, hi: int, cue: int, depth: int) -> list[Found]:
        """Match "..., hatte Alice am Montag gesagt": the helper stands right behind the content."""
        if cue + 1 < hi and self.kinds[cue + 1] == WORD:
            return []
        helper = next((at for at in range(cue - 2, lo, -1) if self.words[at] in PERFECT), 0)
        if not helper or not self._hands_over(lo, helper) or QUOTE in self.kinds[helper:cue]:
            return []
        if self._find_opening_subject(lo, helper) or self.words[helper + 1] in self.lexicon["prepositions"]:
            return []
        end = self._end_of_german_phrase(helper + 1, cue)
        end = self._cut_adjunct(helper + 1, end) if end > helper + 1 else end
        if end == helper + 1 and self.words[end] in self.lexicon["pronouns"]:
            end += 1
        if end <= helper + 1:
            return []
        source = (helper + 1, end)
        return self._join_around(lo, helper, source, (cue, cue + 1), cue + 1, hi, depth, "inverted_verb")

    def _match_signed(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "“...” ― Carol Reed", as readers' letters are signed."""
        if self.kinds[lo] != QUOTE or lo + 2 >= hi or self.words[lo + 1] not in "―—–-" or hi - lo > 8:
            return []
        names = range(lo + 2, hi)
        is_name = all(self.row.is_capital(at) or self.words[at] == "." for at in names)
        draft = Draft((lo + 2, hi), (lo + 1, lo + 2), [(lo, lo + 1)], rule="signed_quotation")
        return self._wrap(draft, depth) if is_name else []

    def _find_announcing_colon(self, lo: int, hi: int) -> int:
        """Return the colon right behind a reporting verb: what follows belongs to its report; else 0."""
        return next((cue + 1 for cue in self.cues if lo < cue < hi - 1 and self.words[cue + 1] == ":"), 0)

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
        while start > lo and (
            self.words[start - 1] in self.lexicon["auxiliaries"] or self.words[start - 1] in CLITICS
        ):
            start -= 1
        if not self._hands_over(lo, start) or "relay" in self.lexicon.verbs[self.words[cue]]:
            return []
        cue_end = right = self._skip_particles(cue + 1, hi)
        while right < hi and self.lexicon.code == "fr" and self.words[right] in ("-", "t"):
            right += 1
        right = self._skip_listener(self._skip_set_in(right, hi), hi)
        right = self._skip_behind_verb(start, self._skip_told(right, hi), hi)
        dropped = self._match_dropped(lo, start, cue, right, hi, depth)
        if dropped:
            return dropped
        if right >= hi or self.words[right] in self.lexicon["complementisers"]:
            return []
        is_titled = self.lexicon.code == "ru" and self.kinds[right] == QUOTE and self.row.is_name_quote(right)
        if self.kinds[right] != WORD and not is_titled:
            return []
        is_quoted = self._is_behind_quote(start)
        if not is_quoted and not self._is_inversion(right, hi):
            return []
        if self.words[right] == "es" and self.lexicon.split_verbs:
            return self._match_impersonal_behind(lo, start, right + 1, hi, depth)
        is_placed = self.words[right] in ("в", "во", "на") or self.words[cue : right + 1] == ["следует", "из"]
        if self.lexicon.code == "ru" and is_placed and right + 1 < hi:
            right += 1
        if (
            self.words[right] in self.lexicon["pronouns"]
            and self.words[right] not in self.lexicon["articles"]
        ):
            end = right + 1
        else:
            end = self._end_of_right_source(right, hi, keeps_places=self.words[right - 1] == "из")
            comma = next((at for at in range(right, end) if self.words[at] == ","), end)
            if self.lexicon.code == "de":
                # "teilte Alice Brandt schriftlich mit": adverbs and particles belong to the verb.
                while comma > right + 1 and self.words[comma - 1] in self.lexicon.verb_particles:
                    end = comma = comma - 1
                noun_end = self._end_of_german_phrase(right, comma)
                end = noun_end if right < noun_end < comma else end
        after = end + 1 if end < hi and self.words[end] in ",،" else end
        if is_quoted and self.lexicon.code == "es" and self.words[end : end + 1] == ["que"]:
            # "cuenta un vecino que pide no ser citado": behind a quotation "que" is a relative pronoun.
            end = after = trim(self.row, end, next((k for k in range(end, hi) if self.words[k] == ","), hi))[
                1
            ]
        is_reopened = after < hi and self.words[after] in self.lexicon["declarative_complementisers"]
        if is_reopened and not (is_quoted and self._opens_relative_clause(after)):
            return []
        inverted = "inverted_verb"
        return self._join_around(lo, start, (right, end), (cue, cue_end), end, hi, depth, inverted)

    def _match_impersonal_behind(self, lo: int, cue: int, end: int, hi: int, depth: int) -> list[Found]:
        """Match "..., hieß es am Montag": nobody is there who says it; with "es" no other verb reports."""
        if self.words[cue] not in SAID:
            return []
        comma = next((at for at in range(end, hi) if self.words[at] == ","), hi)
        parts = (
            [(lo, cue), (comma, hi)]
            if trim(self.row, comma, hi)[0] < trim(self.row, comma, hi)[1]
            else [(lo, cue)]
        )
        if end < hi and self.words[end] in ("in", "im", "aus", "auf", "von", "vom", "bei"):
            start = self._end_of_right_source(end + 1, hi, keeps_places=True)
            return self._wrap(Draft((end + 1, start), (cue, end), parts, rule="german_circle"), depth)
        draft = Draft(None, (cue, end), parts, SourceKind.UNSPECIFIED, "impersonal_report")
        return self._wrap(draft, depth)

    def _match_dropped(self, lo: int, start: int, cue: int, right: int, hi: int, depth: int) -> list[Found]:
        """Match "«...», aseguró ante la prensa": behind the quotation the verb leaves its subject unsaid."""
        is_quoted = self._is_behind_quote(start)
        prepositions = self.lexicon["prepositions"]
        is_alone = (
            right >= hi
            or self.kinds[right] == SIGN
            or self.words[right] in prepositions
            or self.words[right] in self.lexicon["adjunct_prepositions"]
        )
        if not self.lexicon.drops_subjects or not is_quoted or not is_alone:
            return []
        if right < hi and self.words[right] == ":":
            return []
        return self._wrap(Draft(None, (cue, cue + 1), [(lo, start)], rule="dropped_subject"), depth)

    def _is_inversion(self, right: int, hi: int) -> bool:
        """Tell "..., said Carol Reed." from a second predicate: in English the subject closes the clause."""
        if self.words[right : right + 2] in (["на", "сайте"], ["на", "странице"], ["на", "портале"]):
            return True
        if self.lexicon.code == "ru" and self.words[right] in ("в", "во"):
            return (
                self.words[right - 1].endswith(("ли", "ся", "но"))
                and self.words[right + 1] not in self.lexicon["date_words"]
            )
        if self.lexicon.code == "de":
            return (
                self.row.is_capital(right)
                or "-" in self.words[right]
                or self.words[right] in self.lexicon["articles"]
                or self.words[right] in self.lexicon["pronouns"]
                or self.words[right] in self.lexicon["relative_pronouns"]
            )
        if self.words[right - 1 : right + 1] == ["следует", "из"]:
            return True
        if self.lexicon.code != "en":
            return (
                self.words[right] not in self.lexicon["prepositions"]
                and self.words[right] not in self.lexicon.infinitive_openers
            )
        if not (self.row.is_capital(right) or self.words[right] in self.lexicon["articles"]):
            return False
        end = self._end_of_right_source(right, hi)
        verb = self.words[right - 1]
        is_said = "any" in self.lexicon.verbs.get(verb, ()) or verb in REPORTS
        return is_said and self._is_tail(end, hi) and not self._has_verb(right, end)

    def _has_verb(self, lo: int, hi: int) -> bool:
        """Tell a clause from a noun phrase: a finite verb stands in it before any relative clause."""
        for at in range(lo + 1, hi):
            if self.words[at] in self.lexicon["relative_pronouns"] or self.words[at] == "that":
                return False
            if self.words[at] in self.lexicon["auxiliaries"] or (at in self.cues and self.words[at] != "to"):
                return True
        return False

    def _is_tail(self, at: int, hi: int) -> bool:
        """Tell whether nothing but the clause's end stands here."""
        return at >= hi or self.kinds[at] == SIGN or self.words[at] in self.lexicon["adjunct_prepositions"]

    def _join_around(
        self,
        lo: int,
        content_end: int,
        source: tuple[int, int],
        cue: tuple[int, int],
        after: int,
        hi: int,
        depth: int,
        rule: str,
    ) -> list[Found]:
        """Return the claims of a clause set behind or into its content, and of what follows it."""
        parts = [(self._find_quoted_only(lo, content_end), content_end)]
        rest = after
        while rest < hi and not (
            self.words[rest] in ",،;:–—" or self.kinds[rest] == QUOTE or self.words[rest] in STOPS
        ):
            rest += 1
        later: list[Found] = []
        if rest < hi and trim(self.row, rest, hi)[0] < trim(self.row, rest, hi)[1]:
            begin = trim(self.row, rest, hi)[0]
            cited = self._match_citing(begin, hi) if self.lexicon.code in ("fr", "es") else None
            continued = self._continue(begin, hi, source, depth) if not cited else []
            if cited:
                found = self._wrap(Draft(source, cue, parts, rule=rule), depth)
                origin = Draft(*cited, [trim(self.row, *parts[0])], rule="cited_origin")
                return [Found([*claim.links, origin]) for claim in found]
            if continued:
                later = continued
            elif self._resumes(content_end, rest, begin):
                parts.append((begin, hi))
            elif self._is_behind_quote(content_end) or self.kinds[content_end - 1] == QUOTE:
                resumed = next((at for at in range(begin + 1, hi) if self._opens_resumed(at)), hi)
                if resumed < hi and not any(begin <= cue < resumed for cue in self.cues):
                    parts.append((resumed, hi))
        return self._wrap(Draft(source, cue, parts, rule=rule), depth) + later

    def _find_quoted_only(self, lo: int, content_end: int) -> int:
        """Return where the quotation begins in "Bob was cross: “No”, he said": the clause before the colon
        is not what he said; else `lo`.
        """
        at = content_end - 1
        while at > lo and self.kinds[at] == SIGN:
            at -= 1
        is_announced = self.kinds[at] == QUOTE and at > lo + 1 and self.words[at - 1] == ":"
        return at if is_announced else lo

    def _resumes(self, content_end: int, rest: int, begin: int) -> bool:
        """Tell whether content goes on behind an inserted reporting clause."""
        if self.kinds[begin] == QUOTE or (
            begin + 1 < len(self.words)
            and self.words[begin] in self.lexicon["coordinators"]
            and QUOTE in self.kinds[begin + 1 : begin + 3]
        ):
            return True
        before = content_end - 1
        while before > 0 and self.kinds[before] == SIGN:
            before -= 1
        was_quoted = self.kinds[before] == QUOTE
        if self.lexicon.code == "en" and self.words[rest] == ":" and not was_quoted:
            return True
        return not was_quoted and self.words[rest] in ",،" and not self._opens_relative(begin)

    def _hands_over_quote(self, lo: int, at: int) -> bool:
        """Tell whether the quotation before this place ends in a comma, so that its speaker must follow."""
        before = next((k for k in range(at - 1, max(lo, at - 3) - 1, -1) if self.kinds[k] == QUOTE), -1)
        inner = self.row.text[self.row.starts[before] : self.row.ends[before]] if before >= 0 else ""
        return inner.rstrip("\"”’»“」』'›« \u00a0\u202f")[-1:] in (",", "?", "!") or self.words[at - 1] == ","

    def _opens_resumed(self, at: int) -> bool:
        """Tell whether a quotation behind a comma goes on with what was quoted before."""
        return self.kinds[at] == QUOTE and self.words[at - 1] in ",،" and not self.row.is_name_quote(at)

    def _opens_relative(self, at: int) -> bool:
        lexicon = self.lexicon
        is_participle = lexicon.code == "en" and self.words[at].endswith("ing") and len(self.words[at]) > 5
        return self.words[at] in lexicon["relative_pronouns"] or self._is_gerund(at) or is_participle

    def _match_postposed(self, lo: int, hi: int, cue: int, depth: int) -> list[Found]:
        """Match "..., X said." and "..., X said, ..."."""
        source = self._find_left_source(lo, cue)
        if source and self.words[source[0]] == "as" and source[0] + 1 < source[1]:
            source = (source[0] + 1, source[1])
        if source and self.words[source[0]] == "wie" and source[0] + 1 < source[1]:
            source = (source[0] + 1, source[1])
        edge = source[0] if source else lo
        is_french = self.lexicon.code == "fr"
        while is_french and edge > lo + 2 and self.words[edge - 1] in FRENCH_LINKS:
            edge -= 1
        is_framed = edge > lo + 1 and self.words[edge - 1] in ("as", "wie")
        edge -= is_framed
        if not source or self._is_passive(cue) or not self._hands_over(lo, edge):
            return []
        if self.lexicon.code == "en" and self.words[source[0]] in self.lexicon["relative_pronouns"]:
            return []
        is_quoted = self.kinds[edge - 1] == QUOTE or (edge - 2 >= lo and self.kinds[edge - 2] == QUOTE)
        if self.lexicon.split_verbs and not is_framed:
            # "..., die vor Rissen warnt": behind its content a German verb of saying comes first.
            return []
        end = self._skip_particles(cue + 1, hi)
        is_inserted = self.words[end : end + 1] == [","] and self.kinds[end + 1 : end + 2] == [WORD]
        if not is_quoted and self._skip_adjunct(lo, hi) == source[0] and not is_inserted:
            return []
        if not is_quoted and self.words[cue] in self.lexicon.noun_like_verbs:
            closes = end >= hi or self.kinds[end] == SIGN or self.words[end] in self.lexicon["prepositions"]
            if not closes or self.words[cue] not in REPORTING_NOUNS or not self._can_report(*source):
                return []
        if self._is_setting(lo, edge) and self._find_content(cue, hi) is not None:
            return []
        end = self._skip_adverbials(cue, end, hi)
        is_closed = end >= hi or (self.kinds[end] == SIGN and self.words[end] != ":")
        if not is_closed:
            if not is_quoted or not self._hands_over_quote(lo, edge):
                return []
            if self.kinds[end] != QUOTE:
                end = next((at for at in range(end, hi) if self._opens_resumed(at)), hi)
        elif (
            self.words[end : end + 1]
            and end + 1 < hi
            and self.words[end + 1] in self.lexicon["complementisers"]
        ):
            return []
        whole_cue = (cue, self._skip_particles(cue + 1, hi))
        return self._join_around(lo, edge, source, whole_cue, end, hi, depth, "verb_after_content")

    def _can_report(self, lo: int, hi: int) -> bool:
        """Tell "researchers report" and "polls show" from a noun: who can speak stands right before."""
        sections = ("anonymous_nouns", "document_nouns", "organisation_nouns", "pronouns")
        is_short = hi - lo <= MAX_REPORTERS
        return is_short and any(self.words[hi - 1] in self.lexicon[name] for name in sections)

    def _is_setting(self, lo: int, edge: int) -> bool:
        """Tell where somebody spoke from what: "In her book “Tides,” Alice said ..."."""
        opens = self.words[lo] in self.lexicon["prepositions"] and self.words[lo] not in ("if", "because")
        if self._skip_dates(lo, edge) > lo + (self.words[lo] in self.lexicon["articles"]):
            return self.lexicon.code == "en"
        return (
            self.lexicon.code == "en"
            and opens
            and not any(
                at in self.cues or self._is_finite(at, lo) or (self.kinds[at] == QUOTE and at == lo + 1)
                for at in range(lo + 1, edge)
            )
        )

    def _match_trailing_preposition(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "..., according to X", also inserted: "The fire, according to X, broke out ..."."""
        prepositions = self.lexicon["attribution_prepositions"]
        unnamed = self._match_unnamed_behind(lo, hi, depth) or self._match_inserted_opener(lo, hi, depth)
        if unnamed:
            return unnamed
        for at in range(lo + 1, hi) if self.has_preposition else ():
            if self.words[at] not in prepositions.by_first and self.words[at] != "nach":
                continue
            size = self.measure_preposition(at, hi)
            if not size or at + size >= hi or self.kinds[at + size] == SIGN:
                continue
            is_origin = self.lexicon["origin_phrases"].match(self.words, at, hi)
            if is_origin and any(lo <= cue < hi for cue in self.cues):
                continue
            before = at - 2 if self.words[at - 1] in ",،" else at - 1
            if (
                self.words[before] in self.lexicon["complementisers"]
                or self.words[at - 1] in self.lexicon["coordinators"]
            ):
                continue
            if self.lexicon.code != "en" and not self._is_attributing(at, size, lo, hi):
                continue
            size, skipped = self._skip_verbs(at, size, hi)
            start = at + size + skipped
            end = self._end_of_right_source(start, hi, keeps_places=True)
            if end <= start or any(
                self.words[index] in self.lexicon["declarative_complementisers"]
                and not self._opens_relative_que(index, start, end)
                for index in range(start, end)
            ):
                continue
            if any(lo < cue < at and self._starts_new_content(cue, at) for cue in self.cues):
                return []
            if any(
                lo <= cue < at <= cue + 3 and (self._find_content(cue, hi) or 0) > at for cue in self.cues
            ):
                return []
            return self._join_inserted(lo, at, (start, end), (at, at + size), end, hi, depth)
        return []

    def _starts_new_content(self, cue: int, at: int) -> bool:
        """Tell whether the phrase belongs to a content that a verb opened before it."""
        return self.words[at - 1] not in ",،" and self._find_content(cue, at) is not None

    def _is_attributing(self, at: int, size: int, lo: int, hi: int) -> bool:
        """Tell a short preposition that attributes from its other senses: a comma before it, or a word
        that can speak.
        """
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
        return self._wrap(Draft(source, cue, parts, rule="according_to_behind"), depth) + later
