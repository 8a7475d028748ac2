"""Where a German noun phrase ends, and what opens a relative or a main clause."""

from __future__ import annotations

from annotations.splitting.elements import SIGN, WORD
from annotations.splitting.subjects import Subjects

GERMAN_RELATIVES = frozenset({"der", "die", "das", "dem", "den"})
OPENERS = frozenset(
    {"wonach", "wobei", "sodass", "worauf", "darunter", "was", "wo", "dessen", "deren", "denen"}
)
LONGEST_SIMPLE = 9
ORIGIN_ENDINGS = ("angaben", "aussagen", "berichten", "meinung", "ansicht", "schätzung", "schätzungen")


class GermanPhrases(Subjects):
    """Knows German noun phrases and clauses by their small words."""

    def _is_origin_noun(self, at: int) -> bool:
        """Tell a German noun of saying, also as the last part of a compound: "Unternehmensangaben"."""
        word = self.words[at]
        nouns = self.lexicon["origin_nouns"]
        return word in nouns or (len(word) > LONGEST_SIMPLE and word.endswith(ORIGIN_ENDINGS))

    def _opens_german_relative(self, at: int, end: int) -> bool:
        """Tell "die im Haus wohnt" from "die Strecke sei": a small word behind the article, the verb last."""
        if self.lexicon.code != "de" or at + 2 >= len(self.words) or self.words[at] not in GERMAN_RELATIVES:
            return False
        last = end - 1
        while last > at and self.kinds[last] == SIGN:
            last -= 1
        return not self.row.is_capital(at + 1) and self.kinds[last] == WORD and not self.row.is_capital(last)

    def _resumes_main(self, at: int) -> bool:
        """Tell a finite verb, with which the main clause goes on, from what belongs to the clause before."""
        lexicon = self.lexicon
        word = self.words[at]
        return (
            self.kinds[at] == WORD
            and not self.row.is_capital(at)
            and (
                word in lexicon["auxiliaries"]
                or not (
                    word in lexicon["articles"]
                    or word in lexicon["prepositions"]
                    or word in lexicon["conjunctions"]
                    or word in lexicon["pronouns"]
                    or word in lexicon["coordinators"]
                    or word in lexicon["complementisers"]
                    or word in lexicon["sentence_starters"]
                    or word in OPENERS
                    or word in GERMAN_RELATIVES
                )
            )
        )

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
            if not self._is_attribute(at, lo, hi):
                return at
        return hi

    def _is_attribute(self, at: int, lo: int, hi: int) -> bool:
        """Tell a word that belongs to a noun behind it: "großen", "im Rat vertretenen", "gestern gezeigte";
        a name in small letters with a hyphen is one, too.
        """
        word, lexicon = self.words[at], self.lexicon
        if "-" in word and not word.endswith("-"):
            return True
        if at + 1 >= hi or self.kinds[at + 1] != WORD:
            return False
        is_declined = word.endswith(("e", "en", "er", "es", "em"))
        if is_declined and self.row.is_capital(at + 1):
            return True
        before = self.words[at - 1] if at > lo else ""
        is_open = before in lexicon["articles"] or (
            at == lo and is_declined and word not in lexicon["pronouns"]
        )
        opens_attribute = self.words[at + 1] in lexicon["prepositions"] or self.words[at + 1].endswith(
            ("e", "en", "er", "es", "em")
        )
        return is_open and opens_attribute and (is_declined or word in lexicon["date_words"])
