"""What French, Spanish and Russian say in their own ways: "se limitó a decir", "avant d’ajouter que", a
quotation that a colon announces whatever the verb.
"""

from __future__ import annotations

from annotations.splitting.drafts import Draft, Found, trim
from annotations.splitting.elements import QUOTE, WORD
from annotations.splitting.passives import Passives

SHORTEST_SPOKEN = 5
"""So many words a quotation behind a colon has at least, marks apart where blanks part them."""
LIMITING = frozenset(
    {
        "limitó",
        "limita",
        "limitaron",
        "limitado",
        "contenté",
        "contentée",
        "contente",
        "borné",
        "bornée",
        "borne",
    }
)
LATER = frozenset({"avant", "antes", "après", "después"})


class Romance(Passives):
    """Finds reports of those languages alone."""

    def _match_announced_quote(self, lo: int, hi: int) -> list[Found]:
        """Match "Le maire s’agace : « ... »": whatever the verb, the subject says what the colon opens."""
        at = next((k for k in range(lo + 2, hi) if self.kinds[k] == QUOTE), 0)
        if self.lexicon.code not in ("fr", "es", "ru") or not at or self.words[at - 1] != ":":
            return []
        printed = self.row.text[self.row.starts[at] : self.row.ends[at]]
        if trim(self.row, at, hi) != (at, at + 1) or len(printed.split()) < SHORTEST_SPOKEN:
            return []
        source = self.find_clause_subject(lo, at - 1)
        is_speaker = source is not None and (
            self.row.is_capital(source[1] - 1)
            or any(
                self.words[k] in self.lexicon[name]
                for k in range(*source)
                for name in ("anonymous_nouns", "office_nouns", "pronouns")
            )
        )
        if not source or not is_speaker:
            return []
        return self._wrap(Draft(source, None, [(at, at + 1)], rule="announced_quotation"), 0)

    def _match_limited(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "se limitó a decir que ..." and "s’est contenté de répondre : ..."."""
        if self.lexicon.code not in ("fr", "es") or LIMITING.isdisjoint(self.words):
            return []
        at = next((k for k in range(lo + 1, hi - 3) if self.words[k] in LIMITING), 0)
        verb = at + 2
        if not at or self.words[at + 1] not in ("a", "à", "de", "d’", "d'"):
            return []
        content = self._match_content(verb + 1, hi) if self.words[verb] in self.lexicon.infinitives else None
        source = self._find_left_source(lo, at)
        if content is None or not source:
            return []
        return self._split_content(source, (verb, verb + 1), content, hi, depth, "verb_before_content")

    def _match_later_infinitive(self, at: int, hi: int, source: tuple[int, int], depth: int) -> list[Found]:
        """Match "..., avant d’ajouter que ..." and "..., antes de añadir que ..."."""
        verb = at + 2
        if verb >= hi or self.words[at] not in LATER or self.words[verb] not in self.lexicon.infinitives:
            return []
        start = verb + 1
        content = self._match_content(start, hi) if start < hi else None
        if content is None:
            return []
        return self._split_content(source, (verb, verb + 1), content, hi, depth + 1, "continued_report")

    def _opens_quoted_object(self, cue: int, hi: int) -> bool:
        """Tell "и назвал критику «глупой»": a verb with an object that a quotation closes."""
        if self.lexicon.code not in ("fr", "es", "ru"):
            return False
        quote = next((at for at in range(cue + 2, min(hi, cue + 6)) if self.kinds[at] == QUOTE), 0)
        return quote > 0 and all(
            self.kinds[at] == WORD and at not in self.cues for at in range(cue + 1, quote)
        )

    def _closes_quoted(self, at: int, content: int) -> bool:
        """Tell the conjunction right behind a content that a quotation closes: another act follows."""
        is_roman = self.lexicon.code in ("fr", "es", "ru")
        return is_roman and at - 1 > content and self.kinds[at - 1] == QUOTE
