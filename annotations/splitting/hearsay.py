"""Reports nobody is named for, told by a form inside the clause: "reportedly", "is said to", "soll"."""

from __future__ import annotations

from annotations.splitting.drafts import Draft, Found, trim
from annotations.splitting.trailing import Trailing
from annotations.splitting.types import SourceKind

SMALL = frozenset(
    {"ne", "n’", "n'", "s’", "s'", "se", "y", "en", "l’", "l'", "le", "la", "lo", "les", "lui", "no"}
)
STANCE = frozenset(
    {
        "ce",
        "c’",
        "c'",
        "cela",
        "ça",
        "je",
        "j’",
        "j'",
        "nous",
        "vous",
        "on",
        "tu",
        "eso",
        "esto",
        "ello",
        "yo",
    }
)
MODALS = frozenset(
    {"pourrait", "pourraient", "devrait", "devraient", "faudrait", "voudrait", "voudraient", "suffirait"}
    | {
        "permettrait",
        "permettraient",
        "vaudrait",
        "saurait",
        "sauraient",
        "aimerait",
        "aimeraient",
        "souhaiterait",
    }
)
ECHOES = frozenset({"мол", "дескать"})
"""Russian words that mark what the speaker said: inside a report they name no further source."""
PARTICIPLE_ENDINGS = ("t", "en")
HEARSAY_INFINITIVES = frozenset({"haben", "sein", "handeln"})


class Hearsay(Trailing):
    """Finds cues that govern their whole clause and name no source."""

    def _find_german_hearsay(self, lo: int, hi: int) -> list[Found]:
        """Match "X soll gestern zurückgetreten sein": with a perfect infinitive "soll" passes on hearsay."""
        _, end = trim(self.row, lo, hi)
        if self.lexicon.code != "de" or end - lo < 5 or self.words[end - 1] not in HEARSAY_INFINITIVES:
            return []
        at = next((at for at in range(lo + 1, end) if self.words[at] in ("soll", "sollen")), 0)
        before = self.words[end - 2]
        is_perfect = before.endswith(PARTICIPLE_ENDINGS) and not self.row.is_capital(end - 2)
        if not at or not is_perfect or self.words[end - 2] in ("zu", "müssen"):
            return []
        parts = [trim(self.row, lo, at), (at + 1, end)]
        return [Found([Draft(None, (at, at + 1), parts, SourceKind.UNSPECIFIED, "german_soll")])]

    def _find_hearsay(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "reportedly" and "are said to": a cue without a source that governs its whole clause."""
        is_open = depth == 0 and self.lexicon.code == "fr"
        if not self.has_hearsay and not is_open:
            return []
        participles = self.lexicon["hearsay_participles"].words
        for at in range(lo + 1, hi - 2) if participles else ():
            is_passive = self.words[at + 1] == "to" and self.words[at] in participles and self._is_passive(at)
            if is_passive:
                begin = at - 1
                while begin > lo and self.words[begin - 1] in self.lexicon["auxiliaries"]:
                    begin -= 1
                if begin > lo:
                    parts = [trim(self.row, lo, begin), trim(self.row, at + 1, hi)]
                    cue = (begin, at + 1)
                    return [Found([Draft(None, cue, parts, SourceKind.UNSPECIFIED, "hearsay_passive")])]
        adverbs = self.lexicon["hearsay_adverbs"].by_first
        for at in range(lo, hi):
            if self.words[at] in adverbs:
                size = self.lexicon["hearsay_adverbs"].match(self.words, at, hi)
            elif is_open and at > lo and self._is_conditional(at) and self._has_plain_subject(lo, at):
                size = 1
            else:
                continue
            # Inside a report the French and Spanish conditional is the future seen from the past, no hearsay.
            is_verb = self._is_conditional(at)
            is_echo = depth > 0 and self.words[at] in ECHOES
            if size and not is_echo and not (is_verb and (depth or self._is_supposed(lo, at, hi))):
                # "s’élèverait": the reflexive pronoun belongs to the verb.
                start = at - 1 if is_verb and at > lo and self.words[at - 1] in ("s’", "s'", "se") else at
                parts = [
                    part
                    for part in (trim(self.row, lo, start), trim(self.row, at + size, hi))
                    if part[0] < part[1]
                ]
                if parts:
                    rule = "conditional_of_hearsay" if is_verb else "hearsay_adverb"
                    return [Found([Draft(None, (start, at + size), parts, SourceKind.UNSPECIFIED, rule)])]
        return []

    def _is_conditional(self, at: int) -> bool:
        """Tell the French and Spanish conditional by its ending."""
        endings = self.lexicon.conditional_endings
        return bool(endings) and self.words[at].endswith(endings)

    def _is_supposed(self, lo: int, at: int, hi: int) -> bool:
        """Tell the conditional of a supposition ("si ...") or of a stance ("ce serait", "je serais")."""
        words = self.words
        before = next((words[k] for k in range(at - 1, lo - 1, -1) if words[k] not in SMALL), "")
        has_condition = any(
            words[k] == "si" or (words[k] in ("s’", "s'") and words[k + 1] in ("il", "ils"))
            for k in range(lo, hi - 1)
        )
        return has_condition or before in STANCE

    def _has_plain_subject(self, lo: int, at: int) -> bool:
        """Tell a conditional that a noun stands before, no modal verb: "le butin s’élèverait à"."""
        start = at - 1 if self.words[at - 1] in SMALL and at - 1 > lo else at
        subject = self._find_left_source(lo, start)
        return (
            subject is not None
            and self.words[at] not in MODALS
            and (self.words[subject[0]] in self.lexicon["articles"] or self.row.is_capital(subject[1] - 1))
            and self.words[subject[1] - 1] not in self.lexicon["pronouns"]
        )
