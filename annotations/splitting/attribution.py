"""Who said what inside one sentence, for languages written with spaces.

A sentence is a row of elements in which every quotation is opaque. The rules look for the outermost
attribution first (a frame before its content, then a reporting clause behind or inside it, then one before
it) and go on inside the content, so that a chain comes out outermost first.
"""

from __future__ import annotations

from annotations.splitting.drafts import MAX_SOURCE_ELEMENTS, STOPS, Draft, Found, trim
from annotations.splitting.elements import QUOTE, WORD
from annotations.splitting.german import NO_SPEAKERS
from annotations.splitting.romance import Romance

MAX_DEPTH = 4
SUBORDINATORS = frozenset({"while", "although", "though", "when", "after", "because", "since"})
SPEAKING = frozenset(
    {"parle", "parlait", "parlent", "parlaient", "parlé", "habla", "hablan", "habló", "hablaron", "hablado"}
)
OF_WHAT = frozenset({"de", "d’", "d'"})
CONCESSIVES = frozenset(
    {"although", "though", "whereas", "obwohl", "während", "хотя", "однако", "aunque", "mientras", "tandis"}
)


class Analyser(Romance):
    """Finds the attributions of one row."""

    def analyse(self, lo: int, hi: int, depth: int = 0) -> list[Found]:
        """Return the claims attributed in the range, in order; none when nobody is said to say anything."""
        if depth > MAX_DEPTH or hi - lo < 2 or (depth and not self.holds_cue_word(lo, hi)):
            return []
        lo = self.skip_connectives(lo, hi)
        if hi - lo < 2:
            return []
        return (
            self._find_frame(lo, hi, depth)
            or self._find_passive(lo, hi, depth)
            or self._find_trailing(lo, hi, depth)
            or self._match_limited(lo, hi, depth)
            or self._find_leading_and_before(lo, hi, depth)
            or (self._find_german(lo, hi) if not depth else [])
            or self._find_noun_cue(lo, hi, depth)
            or self._find_hearsay(lo, hi, depth)
            or (self._match_announced_quote(lo, hi) if not depth else [])
            or (self._find_german_hearsay(lo, hi) if not depth else [])
        )

    def _find_leading_and_before(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Return what the first verb that reports governs, behind what a noun of saying does before it."""
        found = self._find_leading(lo, hi, depth)
        cue = found[0].links[0].cue if found else None
        end = cue[0] if cue else lo
        while end > lo and (
            self.kinds[end - 1] != WORD
            or self.words[end - 1] in self.lexicon["coordinators"]
            or self.words[end - 1] in self.lexicon["preverb_adverbs"]
        ):
            end -= 1
        before = self._find_noun_cue(lo, end, depth) if end > lo else []
        if before and cue and end == cue[0] == before[-1].links[-1].content[-1][1]:
            # The verb itself stands in the noun's clause.
            before = []
        return before + found

    def _find_leading(self, lo: int, hi: int, depth: int) -> list[Found]:
        for cue in self.cues:
            if not lo <= cue < hi or self._is_negated(cue) or self._is_passive(cue):
                continue
            helper = self._find_helper(lo, cue) if self.lexicon.split_verbs else -1
            if helper is None:
                continue
            if depth and self.lexicon.verbs[self.words[cue]] == {"mental"}:
                continue
            between = self._match_cited_between(lo, cue, hi, depth) or self._match_denied_claim(
                lo, cue, hi, depth
            )
            if between:
                return between
            # "is saying" has its subject before it, ", saying" the subject of the clause it hangs on.
            is_progressive = cue > lo and (
                self.words[cue - 1] in self.lexicon["auxiliaries"] or self._is_contraction(cue - 1)
            )
            opening = self._find_opening(cue)
            is_hanging = self._is_gerund(opening) and not is_progressive
            source = self.find_hanging_subject(lo, opening) if is_hanging else self._find_left_source(lo, cue)
            if helper >= 0:
                subject = self._find_german_subject(lo, helper, hi)
                source = subject[0] if subject else None
            elif self.lexicon.split_verbs:
                opening_subject = self._find_opening_subject(lo, cue)
                if not opening_subject and source and "," not in self.words[lo:cue]:
                    inverted = self._match_verb_first(lo, cue, hi, depth)
                    if inverted:
                        return inverted
                source = opening_subject or source
            if not source and not is_hanging and cue - 1 > lo and self._opens_predicate(cue):
                source = self.find_clause_subject(lo, cue)
            if "relay" in self.lexicon.verbs[self.words[cue]] and source:
                relayed = self._match_relay(source, cue, hi, depth)
                if relayed:
                    return relayed
            cited = self._match_cited(source, cue, hi, depth) if source else []
            if cited:
                return cited
            content = self._find_content(cue, hi)
            if content is None and source:
                content = self._find_recorded(source, cue, hi)
            if content is not None and depth and self._is_plain_object(cue, content):
                continue
            if is_hanging and content is not None and self.lexicon.code == "en":
                if not source:
                    opened = self._match_opening_participle(lo, cue, content, hi, depth)
                    if opened:
                        return opened
                if self.words[opening - 1] not in ",،" and not self._is_said(cue, content, hi):
                    continue
            if source and content is not None:
                passed = self._match_passed_on(source, cue, content, hi, depth)
                if passed:
                    return passed
                rule = "hanging_participle" if is_hanging else "verb_before_content"
                return self._split_content(
                    source, (cue, self._skip_particles(cue + 1, hi)), content, hi, depth, rule
                )
            if source and content is None:
                named = self._match_quoted_object(source, cue, hi, depth)
                if named:
                    return named
            if not source:
                inverted = self._match_verb_first(lo, cue, hi, depth)
                if inverted:
                    return inverted
                if content is not None and self._drops_subject(lo, cue, content):
                    return self._split_content(None, (cue, cue + 1), content, hi, depth, "dropped_subject")
        return []

    def _drops_subject(self, lo: int, cue: int, content: int) -> bool:
        """Tell "Añadió que ..." and "وأضافت: ...": the verb opens the clause, the last speaker is meant."""
        is_bare = cue == lo or all(
            self.words[at] in self.lexicon["preverb_adverbs"] or self.words[at] in self.lexicon["connectives"]
            for at in range(lo, cue)
        )
        return self.lexicon.drops_subjects and is_bare and content <= cue + 3

    def _match_quoted_object(self, source: tuple[int, int], cue: int, hi: int, depth: int) -> list[Found]:
        """Match "nannte die Zahlen „ein Desaster“": the thing named and the quotation are the content."""
        quote = next((at for at in range(cue + 2, min(hi, cue + 8)) if self.kinds[at] == QUOTE), 0)
        between = range(cue + 1, quote)
        if not quote or any(self.kinds[at] != WORD or at in self.cues for at in between):
            return []
        if any(self.words[at] in self.lexicon["coordinators"] for at in between):
            return []
        if self.words[cue] in SPEAKING and self.words[cue + 1] in OF_WHAT and quote == cue + 2:
            draft = Draft(source, (cue, cue + 1), [(quote, quote + 1)], rule="quoted_object")
            return self._wrap(draft, depth)
        if self.lexicon.verbs[self.words[cue]] == {"record"}:
            return []
        is_named_as = self.words[quote - 1] == "als"
        if (self.row.is_name_quote(quote) and not is_named_as) or self._opens_adverbial_word(cue + 1):
            return []
        found = self._wrap(Draft(source, (cue, cue + 1), [(cue + 1, quote + 1)], rule="quoted_object"), depth)
        return found + (self._continue(quote + 1, hi, source, depth) if quote + 1 < hi else [])

    def _opens_adverbial_word(self, at: int) -> bool:
        word = self.words[at]
        return word in self.lexicon["prepositions"] or (
            word in self.lexicon["date_words"] and word not in self.lexicon["articles"]
        )

    def _is_plain_object(self, cue: int, content: int) -> bool:
        """Tell "had asked the council to pay", an event within a report, from a report inside it."""
        classes = self.lexicon.verbs[self.words[cue]]
        is_announced = self.kinds[content] == QUOTE or (
            self.words[content - 1] in self.lexicon["complementisers"] or self.words[content - 1] == ":"
        )
        is_clause = "any" in classes and self.lexicon.code == "en" and self._is_short_clause(content)
        return bool(classes & {"infinitive", "object"}) and not is_announced and not is_clause

    def _is_short_clause(self, content: int) -> bool:
        """Tell "acknowledged Bob was right": an auxiliary follows a few plain words."""
        end = min(len(self.words), content + 5)
        run = next((k for k in range(content, end) if self.kinds[k] != WORD or self.words[k] == "to"), end)
        return any(self.words[k] in self.lexicon["auxiliaries"] for k in range(content + 1, run))

    def _opens_predicate(self, cue: int) -> bool:
        """Tell "... and warned that" from a verb with a subject of its own."""
        at = cue - 1
        while at > 0 and (
            self.words[at] in self.lexicon["preverb_adverbs"] or self.words[at] in self.lexicon["auxiliaries"]
        ):
            at -= 1
        return self.words[at] in self.lexicon["coordinators"]

    def _match_verb_first(self, lo: int, cue: int, hi: int, depth: int) -> list[Found]:
        """Match verb, subject, content: "Am Montag sagte X, dass ...", "dijo X que ...", "قال X إن ..."."""
        if self.lexicon.code == "en":
            return []
        start = self._skip_particles(cue + 1, hi)
        is_relative = cue > lo and self.words[cue - 1] in ("que", "qu’", "qu'") and self.lexicon.code == "fr"
        if is_relative or (start < hi and self.words[start] in self.lexicon["complementisers"]):
            return []
        content = None
        limit = min(hi, cue + MAX_SOURCE_ELEMENTS)
        end, withheld = limit, start
        for at in range(start, limit):
            if self.words[at] in self.lexicon["complementisers"] and at > start:
                content, end = self._skip_complementiser(at, hi), at
                break
            if self.words[at] in ":" or (self.kinds[at] == QUOTE and not self.row.is_name_quote(at)):
                content, end = at + (self.words[at] == ":"), at
                break
            if at < withheld:
                continue
            withheld = at + self.lexicon["disclosed_anonymity"].match(self.words, at, limit)
            if at < withheld:
                # "رفض ذكر اسمه": the verbs in it tell of the speaker and report nothing.
                continue
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
        source = trim(self.row, start, self._end_of_subject_behind(start, end))
        is_adverb = all(self.words[at] in self.lexicon["preverb_adverbs"] for at in range(start, end))
        if source[0] >= source[1] or is_adverb or self.words[start] in self.lexicon["prepositions"]:
            return []
        if self.lexicon.split_verbs and not self._is_german_report(cue, content, hi):
            return []
        if self.lexicon.split_verbs and self.words[source[0]] in NO_SPEAKERS:
            return self._match_unsaid(source, cue, content, hi, depth)
        return self._split_content(source, (cue, start), content, hi, depth, "verb_before_subject")

    def _end_of_subject_behind(self, lo: int, hi: int) -> int:
        """Return where the subject behind its verb ends: an apposition that a comma opens stays whole."""
        comma = next((at for at in range(lo, hi) if self.words[at] in ",،"), hi)
        if self.words[hi - 1] == "إلى":
            hi -= 1
        cut = self._cut_adjunct(lo, comma)
        opens_adjunct = comma + 1 < hi and self.words[comma + 1] in self.lexicon["adjunct_prepositions"]
        if cut < comma or opens_adjunct:
            return min(cut, comma)
        return hi

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
        subordinate = self._end_of_subordinate(source, content, hi)
        if subordinate:
            found = self._split_content(source, cue, content, subordinate, depth, rule)
            return found + self.analyse(subordinate + 1, hi, depth + 1)
        end, rest = self._find_break(content, hi)
        last = self._end_of_content(cue[0], content, hi) if cue else hi
        if source and content < hi and self.words[content] not in self.lexicon["auxiliaries"]:
            last = min(last, self._end_of_relative(source, content, hi))
        if last < end:
            found = self._wrap(Draft(source, cue, [(content, last)], rule=rule), depth)
            later = self._continue(last, hi, source, depth) if source else []
            if not later and source and rest < hi:
                later = self._continue(rest, hi, source, depth)
            return found + (later or self.analyse(last + 1, hi, depth + 1))
        cited = self._match_citing(rest, hi) if rest < hi else None
        found = self._wrap(Draft(source, cue, [(content, end)], rule=rule), depth)
        if self.words[content - 1] == ":":
            found = [self._drop_echo(claim) for claim in found]
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
                        rule="cited_origin",
                    )
                )
            return found
        if rest < hi and source:
            found += self._continue(rest, hi, source, depth)
        return found

    def _end_of_subordinate(self, source: tuple[int, int] | None, content: int, hi: int) -> int:
        """Return the comma that ends "While he said ...," before the main clause, 0 when the report is
        the main clause.
        """
        if not source or self.lexicon.code != "en" or source[0] < 1:
            return 0
        if self.words[source[0] - 1] not in SUBORDINATORS or source[0] > 3:
            return 0
        return next((at for at in range(content + 2, hi - 3) if self.words[at] == ","), 0)

    def _drop_echo(self, claim: Found) -> Found:
        """Return the claim without the pronoun that repeats its speaker: "He denies it: no, he said"."""
        if len(claim.links) < 2 or not claim.links[1].source:
            return claim
        lo, hi = claim.links[1].source
        if hi - lo > 1 or self.words[lo] not in self.lexicon["pronouns"]:
            return claim
        first = claim.links[0]
        return Found(
            [Draft(first.source, first.cue, claim.links[1].content, rule=first.rule), *claim.links[2:]]
        )

    def _continue(self, at: int, hi: int, source: tuple[int, int], depth: int) -> list[Found]:
        """Return the claims of a second report in the sentence: "adding that ...", "and said ...",
        "while Y said ...".
        """
        if depth > MAX_DEPTH:
            return []
        later = self._match_later_infinitive(at, hi, source, depth)
        if later:
            return later
        start = at
        while start < hi and (
            self.words[start] in self.lexicon["coordinators"]
            or self.words[start] in CONCESSIVES
            or self._is_contrast_tail(start)
            or self.words[start] in self.lexicon["preverb_adverbs"]
            or self.words[start] in self.lexicon["auxiliaries"]
            or self.words[start].endswith("ly")
        ):
            start += 1
        spoken = self._find_spoken_verb(start, hi)
        if spoken:
            of = next(k for k in range(start, spoken) if self.words[k] in ("von", "vom"))
            draft = Draft((start, of), (spoken, spoken + 1), [(of + 1, spoken)], rule="quoted_object")
            return self._wrap(draft, depth)
        named = self._names_next(start, hi) if self.lexicon.split_verbs else 0
        if named:
            return self._match_quoted_object((start, named), named, hi, depth)
        if start in self.cues and not self._is_negated(start):
            content = self._find_content(start, hi)
            if content is not None:
                cue = (start, self._skip_particles(start + 1, hi))
                return self._split_content(source, cue, content, hi, depth + 1, "continued_report")
            if self._opens_quoted_object(start, hi):
                return self._match_quoted_object(source, start, hi, depth + 1)
            return []
        own = next((cue for cue in self.cues if start < cue < min(hi, start + 14)), 0)
        if own and self._has_own_source(start, own, hi):
            return self._find_leading(start, hi, depth + 1)
        return []

    def _is_contrast_tail(self, at: int) -> bool:
        """Tell the second word of "mientras que" and "tandis que"."""
        return self.words[at] == "que" and self.words[at - 1] in ("mientras", "tandis")

    def _has_own_source(self, start: int, cue: int, hi: int) -> bool:
        found = self._find_left_source(start, cue)
        return (
            bool(found)
            and found is not None
            and (found[0] == start or (found[0] == start + 1 and self.words[start] in ("в", "во", "на")))
            and self._find_content(cue, hi) is not None
            and not self._is_negated(cue)
        )

    def _closes_with_comma(self, at: int) -> bool:
        """Tell an English quotation whose comma stands inside its marks, before "adding that ..."."""
        printed = self.row.text[self.row.starts[at] : self.row.ends[at]]
        return self.lexicon.code == "en" and printed.rstrip("\"'”’ ").endswith(",")

    def _find_break(self, content: int, hi: int) -> tuple[int, int]:
        """Return where the content ends and where the sentence's next report begins; both `hi` when it
        runs on.
        """
        if content >= hi:
            return hi, hi
        for at in range(content + 1 + (self.kinds[content] != QUOTE), hi - 1):
            word = self.words[at]
            if word in ",،;" or (self.kinds[at] == QUOTE and self._closes_with_comma(at)):
                after = at + 1
            elif (word in self.lexicon["coordinators"] and word != "while") or word in CONCESSIVES:
                after = at
            else:
                continue
            is_comma = after > at
            start = after
            while start < hi and (
                self.words[start] in self.lexicon["coordinators"]
                or self.words[start] in CONCESSIVES
                or self._is_contrast_tail(start)
                or self.words[start] in self.lexicon["preverb_adverbs"]
            ):
                start += 1
            if start >= hi:
                break
            if start in self.cues and self._is_report(start, hi, is_comma=is_comma, is_joined=start > after):
                return at + (self.kinds[at] == QUOTE), start
            closes_quote = bool(self.lexicon.split_verbs) and self.kinds[at - 1] == QUOTE
            if closes_quote and is_comma and self._names_next(start, hi):
                return at, start
            if self._find_spoken_verb(start, hi):
                return at, after
            if start in self.cues and start > after and self._closes_quoted(at, content):
                return at, hi
            if (
                (is_comma or word in CONCESSIVES)
                and start > after
                and any(self._has_own_source(start, cue, hi) for cue in self.cues if start < cue < start + 14)
            ):
                return at + (self.kinds[at] == QUOTE), start
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
        if content is None:
            return self._opens_quoted_object(at, hi)
        return (
            self.words[content - 1] in self.lexicon["complementisers"]
            or self.kinds[content] == QUOTE
            or is_comma
            or self._opens_said_clause(at, content)
            or self._opens_object(at, content)
        )

    def _opens_object(self, cue: int, content: int) -> bool:
        """Tell "and pledged to stay", "and urged people to go" and "and called on the police to act"."""
        is_urged = "infinitive" in self.lexicon.verbs[self.words[cue]] and content == cue + 1
        return (
            self.words[content] == "to"
            or (is_urged and "to" in self.words[content : content + 5])
            or (
                content == cue + 2
                and f"{self.words[cue]} {self.words[cue + 1]}" in self.lexicon.phrasal_verbs
            )
        )

    def _opens_said_clause(self, cue: int, content: int) -> bool:
        """Tell "and said he would" from a verb with a plain object."""
        word = self.words[content]
        return (
            content == cue + 1
            and "any" in self.lexicon.verbs[self.words[cue]]
            and self.words[cue] not in self.lexicon.noun_like_verbs
            and (
                word in self.lexicon["pronouns"]
                or self.row.is_capital(content)
                or (self.lexicon.code == "en" and self._opens_bare_clause(content, len(self.words)))
            )
        )
