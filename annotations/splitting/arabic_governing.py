"""Subjects before and behind an Arabic verb, and the nouns it governs."""

from __future__ import annotations

from annotations.splitting.arabic_phrases import PEOPLE, ArabicPhrases
from annotations.splitting.arabic_words import (
    AGAIN,
    BREAKS,
    CLOSENESS,
    COMMAS,
    LINKS,
    NAME_PARTICLES,
    PERIODS,
    QUANTIFIERS,
    RUMOURS,
    is_complementiser,
    is_definite,
    is_verbal_noun,
)
from annotations.splitting.elements import QUOTE, SIGN, WORD

MAX_LEFT = 24


class ArabicGoverning(ArabicPhrases):
    """Finds what a verb governs and whom it takes for its subject."""

    def _is_nominal(self, at: int) -> bool:
        word = self.words[at]
        return self.kinds[at] == WORD and (
            is_definite(word)
            or self.is_noun(word, *PEOPLE, "organisation_nouns", "known_organisations", "document_nouns")
        )

    def _is_nominal_joined(self, at: int) -> bool:
        return is_definite(self.words[at][1:])

    def find_clause_subject(self, lo: int, hi: int) -> tuple[int, int] | None:
        """Return the noun phrase a clause is about: behind its verb, or where none opens it, first."""
        start = lo
        while start < hi and (
            self.words[start] in self.lexicon["auxiliaries"]
            or self.words[start][1:] in self.lexicon["auxiliaries"]
        ):
            start += 1
        if start >= hi or self.kinds[start] != WORD:
            return None
        if not self._is_nominal(start):
            start += 1
        if start >= hi or not self._is_nominal(start):
            return None
        end = self.end_of_phrase(start, hi, frozenset({"ب", "على", "إلى", "عن"}))
        return (start, end) if start < end else None

    def _find_asked(self, lo: int, cue: int) -> tuple[int, int] | None:
        """Return who answers in "وسئل الوزير عن الأمر، فأجاب"."""
        if self.words[lo].removeprefix("و") not in ("سئل", "سئلت") or lo + 1 >= cue:
            return None
        return lo + 1, self.end_of_phrase(lo + 1, cue, frozenset({"عن"}))

    def _opens_subject(self, at: int, end: int) -> bool:
        """Tell whether a subject, and not an adjunct, stands right behind the verb."""
        return (
            at < end
            and self.kinds[at] != SIGN
            and self.words[at] not in LINKS
            and self.words[at] not in ("بالقول", "بقوله", "بقولها", "فيه", "فيها", "به", "بها")
            and (
                not self.opens_adjunct(at, end)
                or (
                    self._is_nominal(at)
                    and self.words[at][0] != "ل"
                    and self.words[at] not in self.lexicon["date_words"]
                    and self.words[at] not in PERIODS
                )
            )
        )

    def _comes_first(self, governed: tuple[tuple[int, int] | None, int], marker: tuple[int, int]) -> bool:
        content = governed[1]
        if content >= marker[0]:
            return False
        if self.words[marker[0]] == self.words[content - 1] and self.words[content - 1] in LINKS:
            return False
        word = self.words[content]
        return (
            is_verbal_noun(word)
            or word in QUANTIFIERS
            or self.words[content - 1] in LINKS
            or self.words[marker[0]].startswith("بأن")
        )

    def _find_object(
        self, cue: int, hi: int, *, is_inner: bool, is_behind: bool = False
    ) -> tuple[tuple[int, int] | None, int] | None:
        """Return subject, None where it is left unsaid, and content of "نفت الوزارة وجود أزمة".

        `is_behind` where the subject stands before the verb.
        """
        uses = self.verbs.objects.get(self.verbs.base(self.words[cue]))
        start = cue + 1
        is_hanging = is_behind or "participle" in self.classes_of(cue)
        start += self.lexicon["connectives"].match(self.words, start, hi) if is_hanging else 0
        if (
            not uses
            or is_inner
            or start >= hi
            or (self.kinds[start] == SIGN and not self.is_abbreviated(start))
        ):
            return None
        opens = (
            start
            if is_hanging
            or (
                is_verbal_noun(self.words[start])
                and not self._is_nominal(start)
                and self.words[start] not in RUMOURS
            )
            or self.words[start] in QUANTIFIERS
            else 0
        )
        opens = opens or (start if self.words[start] in LINKS or self._is_governed(start) else 0)
        stops = frozenset[str]().union(*(use[0] | use[1] for use in uses))
        end = opens or self.end_of_phrase(start, hi, stops)
        left = start if is_hanging else end
        while end < hi and not opens and self.opens_adjunct(end, hi) and self.words[end] not in LINKS:
            end += 1
        if not opens and any(self.withholds(at, hi) for at in (end, end - 1)):
            return None
        for prepositions, particles in uses:
            content = self._open_object(prepositions, particles, start, left, end, hi)
            if content is not None and content < hi - (
                0 if content < hi - 1 or self.kinds[content] == WORD else 1
            ):
                if is_complementiser(self.words[content]):
                    continue
                source = (
                    (start, min(self.cut_subject(start, left), left))
                    if left > start and content > start
                    else None
                )
                return source, content
        return None

    def _open_object(
        self,
        prepositions: frozenset[str],
        particles: frozenset[str],
        start: int,
        left: int,
        end: int,
        hi: int,
    ) -> int | None:
        words = self.words
        if not prepositions:
            at = left + (left < hi and words[left] in COMMAS)
            closing = next((k for k in range(at, min(hi, at + 8)) if words[k] in COMMAS), 0)
            if left < at < closing and self.opens_adjunct(at, hi):
                at = closing + 1
            if particles:
                governed = next((k for k in range(at, min(hi, at + 12)) if self._is_governed(k)), 0)
                if not governed:
                    return None
                return start if governed == at else at
            is_plain = at < hi and self.kinds[at] == WORD and words[at] not in self.lexicon["prepositions"]
            if not is_plain or self.opens_adjunct(at, hi) or self._is_governed(at) or at in self.cues:
                return None
            return at
        limit = min(hi - 1, end + 16)
        for at in range(left, limit):
            if (
                words[at] in BREAKS
                and at + 1 < hi
                and "participle" in self.verbs.classes.get(self.verbs.base(words[at + 1]), ())
            ):
                return None
            if "ب" in prepositions and self._is_governed(at):
                return at
            if words[at] in prepositions and words[at - 1] not in CLOSENESS:
                return at + 1
            if at == end and end == left and words[at] not in COMMAS:
                return None
        return None

    def _find_left(self, lo: int, cue: int, hi: int) -> tuple[int, int] | None:
        """Return the noun phrase right before a verb that opens no clause of its own."""
        start = lo
        words = self.words
        is_joined = words[cue][:1] in "وف" and self.verbs.base(words[cue]) == self.verbs.base(words[cue][1:])
        if is_joined and words[start] not in ("أما", "وأما"):
            return None
        auxiliaries = self.lexicon["auxiliaries"]
        while start < cue and (
            words[start] in auxiliaries
            or words[start].lstrip("و") in auxiliaries
            or words[start] in ("أما", "وأما")
            or words[start] in AGAIN
        ):
            start += 1
        end = cue
        while end > start and (
            words[end - 1] in auxiliaries or words[end - 1] in COMMAS or words[end - 1] in ("سبق", "وقد")
        ):
            end -= 1
        commas = [at for at in range(start, end) if words[at] in COMMAS]
        if commas and end == cue and (self.opens_adjunct(start, cue) or words[start] in LINKS):
            start = commas[-1] + 1
        if not start < end or end - start > MAX_LEFT or self.kinds[start] == SIGN:
            return None
        if self.opens_adjunct(start, end) and not self._is_nominal(start):
            return None
        if (
            words[start] in self.lexicon["prepositions"]
            or words[start] in ("أن", "إن", "لكن", "بعد", "قبل")
            or words[cue + 1 : cue + 2] == ["فيه"]
        ):
            return None
        if any(start <= other < end for other in self.cues) or words[start] in self.lexicon["negations"]:
            return None
        if self.kinds[start] == QUOTE and not self.is_name_quote(start):
            return None
        is_known = (
            words[start - 1] in ("أما", "وأما")
            or (start > 0 and is_complementiser(words[start - 1]))
            or words[start] in NAME_PARTICLES
            or (commas and words[commas[0] + 1] in ("وهو", "وهي") and commas[0] - start <= 3)
            or self._is_nominal(start)
            or (words[start][:1] == "و" and self._is_nominal_joined(start))
        )
        if not is_known and (
            commas or end - start > 4 or any("\u064b" in self.row.printed[k] for k in range(start, end))
        ):
            return None
        return start, end
