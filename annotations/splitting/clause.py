"""What is said about a clause by its elements alone: verbs, negations, adjuncts, edges."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left

from annotations.splitting.drafts import MAX_ADJUNCT_ELEMENTS, Found
from annotations.splitting.elements import QUOTE, WORD, Row
from annotations.splitting.lexicon import Lexicon
from annotations.splitting.types import Span

MAX_CUES = 60
PARTICLE_REACH = 40
"""So many elements lie at most between a German verb and its particle."""


class Clause(ABC):
    """A sentence's elements with the verbs that can report; the rules build on it."""

    def __init__(self, row: Row, lexicon: Lexicon) -> None:
        """Take a sentence's elements and its language's words."""
        self.row = row
        self.words = row.words
        self.kinds = row.kinds
        self.lexicon = lexicon
        self.left_sources: dict[tuple[int, int], tuple[int, int] | None] = {}
        """What was found before a verb: several rules ask."""
        rare = lexicon.rare_cues.intersection(row.words)
        prepositions = lexicon["attribution_prepositions"]
        self.has_preposition = "nach" in rare or not prepositions.telling.isdisjoint(rare)
        """Whether a word of an attributing preposition stands in the sentence; likewise below."""
        self.has_origin = not lexicon["origin_phrases"].telling.isdisjoint(rare)
        self.has_hearsay = not rare.isdisjoint(lexicon.hearsay_words)
        cue_words = lexicon.cue_words
        self.cue_words = [at for at, word in enumerate(row.words) if word in cue_words]
        """Where a word stands that may belong to a cue."""
        self.cues = self._list_cues()

    def holds_cue_word(self, lo: int, hi: int) -> bool:
        """Tell whether a word that may belong to a cue stands in the range: without one it needs no look."""
        index = bisect_left(self.cue_words, lo)
        return index < len(self.cue_words) and self.cue_words[index] < hi

    def _is_title(self) -> bool:
        """Tell whether the sentence is printed as titles are, Each Word With a Capital."""
        size = len(self.words)
        if self.lexicon.code != "en" or not 5 <= size <= 25:
            return False
        return sum(map(self.row.is_capital, range(size))) * 10 >= size * 7

    def _list_cues(self) -> list[int]:
        verbs = self.lexicon.verbs
        found = [at for at in self.cue_words if self.words[at] in verbs]
        return [i for i in found[: 2 * MAX_CUES] if self._is_verb(i)][:MAX_CUES]

    def _is_verb(self, at: int) -> bool:
        """Tell the verb from its noun or participle: no article, preposition or "to" stands before it."""
        if at == 0:
            return not self.lexicon.split_verbs or self._is_german_cue(at)
        if self.row.is_capital(at) and not (self.words[at].endswith("s") and self._is_title()):
            # "States", "Reports": inside a sentence a capital marks a name.
            return False
        before = self.words[at - 1]
        lexicon = self.lexicon
        if lexicon.split_verbs and not self._is_german_cue(at):
            return False
        if before == "as" and at > 1 and self.words[at - 2] in ("quoted", "cited"):
            return True
        if before in ("le", "l’", "l'", "lo") and at > 1 and self.words[at - 2] in lexicon.frame_openers:
            return True
        if before in ("l’", "l'") and self.words[at + 1 : at + 2] == [":"]:
            return True
        if before in lexicon["articles"] and not (
            before in lexicon["pronouns"]
            or before in ("both", "all", "many", "some", "others", "lo", "leur")
            # "Algunos dicen", "Certains affirment": how many stands for who.
            or (lexicon.code != "en" and before in lexicon["collective_words"])
        ):
            return False
        if lexicon.code == "en" and self.words[at] in lexicon.noun_like_verbs and self._is_noun_of_saying(at):
            return False
        if lexicon.code == "en" and self.words[at] in ("put", "puts") and not self._is_putting(at):
            return False
        if before == "to" and self._measure_carrier(at - 1):
            return True
        if before in ("to", "of", "zu", "عدم"):
            return False
        return not (
            before in lexicon["prepositions"]
            and before not in lexicon["conjunctions"]
            and not self._is_gerund(at)
            and lexicon.code != "ar"
        )

    def _is_noun_of_saying(self, at: int) -> bool:
        """Tell "Alice's claims" and "the rules could change" from a verb."""
        before, behind = self.words[at - 1], self.words[at + 1 : at + 2]
        is_owned = before.endswith(("'s", "’s", "s'", "s’")) and before[:-2] not in self.lexicon["pronouns"]
        is_subject = bool(behind) and behind[0] in self.lexicon["auxiliaries"]
        is_object = before in self.lexicon["denying_verbs"]
        return is_owned or is_object or (is_subject and before not in self.lexicon["pronouns"])

    def _is_putting(self, at: int) -> bool:
        """Tell "as Alice put it" and "put the losses at 5 million" from what else "put" does."""
        behind = self.words[at + 1 : at + 9]
        if behind[:1] == ["it"]:
            is_closed = at + 2 >= len(self.words) or self.kinds[at + 2] != WORD
            return is_closed and "as" in self.words[max(at - 8, 0) : at]
        sums = (k for k, word in enumerate(behind, at + 1) if word == "at")
        return any(self.row.is_number(k) for start in sums for k in range(start + 1, start + 4))

    def _measure_carrier(self, to: int) -> int:
        """Return how many words before "to" lend their subject to what follows: "continued", "went on"."""
        carriers = self.lexicon.carrying_verbs
        if to and self.words[to - 1] in carriers:
            return 1
        return 2 if to > 1 and f"{self.words[to - 2]} {self.words[to - 1]}" in carriers else 0

    def _is_german_cue(self, at: int) -> bool:
        """Tell "gab ... bekannt" from "gab", and ", so Alice" from "so war es"."""
        word = self.words[at]
        if word == "so":
            return at > 0 and self.words[at - 1] in ",–—-\x00" and self._opens_noun(at + 1)
        particles = self.lexicon.split_verbs.get(word)
        if not particles:
            return True
        for index in range(at + 1, min(len(self.words), at + PARTICLE_REACH)):
            if self.words[index] in particles:
                behind = self.words[index + 1] if index + 1 < len(self.words) else "."
                if (
                    index + 1 >= len(self.words)
                    or self.kinds[index + 1] != WORD
                    or (
                        behind in self.lexicon["complementisers"]
                        or behind in self.lexicon["coordinators"]
                        or behind in particles
                    )
                ):
                    return True
        return False

    def _opens_noun(self, at: int) -> bool:
        return at < len(self.words) and (
            self.row.is_capital(at)
            or "-" in self.words[at]
            or self.kinds[at] == QUOTE
            or self.words[at] in self.lexicon["articles"]
            or self.words[at] in self.lexicon["pronouns"]
        )

    def _is_contraction(self, at: int) -> bool:
        """Tell "he’s" and "who’ve", a pronoun and its verb in one word."""
        word = self.words[at]
        if self.lexicon.code != "en" or ("'" not in word and "’" not in word):
            return False
        return word.replace("'", "’").partition("’")[0] in self.lexicon["pronouns"]

    def _is_gerund(self, at: int) -> bool:
        return self.words[at] in self.lexicon.gerunds or (
            self.words[at] == "going" and self.words[at + 1 : at + 3] == ["on", "to"]
        )

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

    def _is_negated(self, cue: int) -> bool:
        """Tell "did not say": nobody asserts anything then; "не исключил" says that it may be."""
        is_litotes = self.words[cue] in self.lexicon.litotes_verbs
        if self.lexicon.code == "en" and cue and self.words[cue - 1] in ("nor", "neither"):
            return True
        negations = self.lexicon["negations"]
        for at in range(cue - 1, max(cue - (3 if self.lexicon.code == "en" else 2), 0) - 1, -1):
            if self.kinds[at] != WORD:
                return is_litotes
            if self.words[at] in negations or self.words[at].endswith(("n't", "n’t")):
                return not is_litotes
        return is_litotes

    def _skip_adjunct(self, lo: int, hi: int) -> int:
        """Return the position behind an opening adjunct and its comma: "On the 19th, ..."; `lo` when
        there is none.
        """
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
        complementisers = self.lexicon["declarative_complementisers"]
        while at < hi and (
            self.words[at] in ",:،"
            or self.words[at] in complementisers
            or (self.words[at] == "de" and self.words[at + 1 : at + 2] == ["que"])
        ):
            at += 1
        return at

    def _skip_particles(self, at: int, hi: int) -> int:
        is_article = self.lexicon.code == "de" and at + 1 < hi and self.kinds[at + 1] == WORD
        if at < hi and (
            (self.words[at] in self.lexicon.verb_particles and not is_article)
            or f"{self.words[at - 1]} {self.words[at]}" in self.lexicon.phrasal_verbs
        ):
            return at + 1
        return at

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

    def _cut_adjunct(self, lo: int, hi: int) -> int:
        """Return where the source ends: before an adjunct of time, place or addressee."""
        lexicon = self.lexicon
        for at in range(lo + 1, hi):
            if self.words[at] in lexicon["date_words"]:
                return at
            if self.words[at] in lexicon["adjunct_prepositions"] and (
                not lexicon.occasion_nouns
                or self.words[at] not in lexicon["prepositions"]
                or self.words[at + 1 : at + 2] == []
                or self.words[at + 1] in lexicon.occasion_nouns
                or self.words[at + 1] in lexicon["date_words"]
            ):
                return at
        return hi

    def is_inserted(self, lo: int, hi: int) -> bool:
        """Tell "however" or an echoing pronoun ("elle") between two commas from an apposition."""
        return lo < hi and (
            self.lexicon["connectives"].match(self.words, lo, hi) == hi - lo
            or self.lexicon["inserted_phrases"].match(self.words, lo, hi) == hi - lo
        )

    def _skip_inserted(self, at: int, hi: int) -> int:
        """Return the position behind ", however," between a verb and its content."""
        if at + 2 >= hi or self.words[at] not in ",،":
            return at
        closing = next((k for k in range(at + 2, min(hi - 1, at + 7)) if self.words[k] in ",،"), 0)
        if self.lexicon.code == "en":
            # "said, speaking after the vote in Northport, that ..."
            commas = (
                k for k in range(at + 2, min(hi - 1, at + MAX_ADJUNCT_ELEMENTS)) if self.words[k] == ","
            )
            closing = next((k for k in commas if self.words[k + 1] == "that"), closing)
            if closing and self.words[closing + 1] == "that" and self.words[at + 1] != "that":
                return closing + 1
        is_inserted = closing > 0 and self.is_inserted(at + 1, closing)
        return (
            closing + 1 if is_inserted and self.words[closing + 1] in self.lexicon["complementisers"] else at
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

    def cut_contraction(self, at: int) -> Span:
        """Return the word, of "he’s" and "who’ve" the pronoun alone."""
        start, end = self.row.span(at, at + 1)
        if self._is_contraction(at):
            end = start + len(self.words[at].replace("'", "’").partition("’")[0])
        return Span(start, end)

    def spans(self, parts: list[tuple[int, int]]) -> tuple[Span, ...]:
        """Return the parts as stretches of the text."""
        return tuple([self.row.span(lo, hi) for lo, hi in parts])

    @abstractmethod
    def analyse(self, lo: int, hi: int, depth: int = 0) -> list[Found]:
        """Return the claims attributed in the range, in order."""

    @abstractmethod
    def _continue(self, at: int, hi: int, source: tuple[int, int], depth: int) -> list[Found]:
        """Return the claims of a second report in the sentence."""
