"""Where a plain object or an infinitive as content ends: "called for a new dam, which ..."."""

from __future__ import annotations

from collections.abc import Set

from annotations.splitting.elements import QUOTE, SIGN, WORD
from annotations.splitting.german import German

OBJECT_CLASSES = frozenset({"object", "infinitive", "record"})
RELATIVE_OPENERS = frozenset({"what", "whatever"})
DASHES = frozenset("-–—―")
CLAUSE_OPENERS = frozenset(
    {"when", "after", "because", "while", "before", "until", "although", "though", "since"}
)
"""English conjunctions whose clause tells of the saying, not of what is said."""


class Objects(German):
    """Finds the ends of contents that are no clause."""

    def _end_of_content(self, cue: int, content: int, hi: int) -> int:
        """Return where the content must end at the latest: a clause runs on, an object does not."""
        is_object = self.lexicon.code == "en" and content < hi and self._is_object_content(cue, content, hi)
        if not is_object:
            return hi
        start = content
        if self.words[cue].startswith("accus"):
            start = next((at for at in range(content, hi) if self.words[at] == "of"), hi)
        return next((at for at in range(start + 1, hi - 1) if self._ends_object(at, hi)), hi)

    def _end_of_relative(self, source: tuple[int, int], content: int, hi: int) -> int:
        """Return where "what Bob says it costs" ends inside a larger sentence: at a comma or coordinator."""
        if self.lexicon.code != "en" or source[0] < 1 or self.words[source[0] - 1] not in RELATIVE_OPENERS:
            return hi
        for at in range(content + 2, hi):
            if self.words[at] == "," or self.words[at] in self.lexicon["coordinators"]:
                return at
        return hi

    def _is_object_content(self, cue: int, content: int, hi: int) -> bool:
        # "in the words of" is a cue, and its first word is no verb.
        classes: Set[str] = self.lexicon.verbs.get(self.words[cue], frozenset())
        is_announced = self.kinds[content] == QUOTE or (
            self.words[content - 1] in self.lexicon["complementisers"]
            or self.words[content] in self.lexicon["complementisers"]
            or self.words[content - 1] == ":"
        )
        return bool(classes & OBJECT_CLASSES) and not is_announced and not self._opens_clause_at(content, hi)

    def _opens_clause_at(self, content: int, hi: int) -> bool:
        """Tell "claimed the dam leaks" from "called for a dam": a finite verb before any stop."""
        for at in range(content, min(hi, content + 12)):
            if self.words[at] == "to" or self.words[at] in self.lexicon["relative_pronouns"]:
                return False
            if self.kinds[at] != WORD:
                return False
            if at > content and self.words[at] in self.lexicon["auxiliaries"]:
                return True
        return False

    def _ends_object(self, at: int, hi: int) -> bool:
        word = self.words[at]
        behind = self.words[at + 1]
        if self.kinds[at] == SIGN:
            is_dash = word in DASHES and self.row.text[self.row.starts[at] - 1].isspace()
            if word == ";" or (is_dash and DASHES.isdisjoint(self.words[at + 2 : hi])):
                return True
            if word == "(":
                return behind in CLAUSE_OPENERS
            return word == "," and (
                behind in self.lexicon["relative_pronouns"]
                or behind in CLAUSE_OPENERS
                or behind in ("but", "as", "just")
                or (behind in self.lexicon["coordinators"] and self._is_predicate(at + 2, hi))
            )
        if word in CLAUSE_OPENERS:
            return any(self._is_finite(k, at) for k in range(at + 2, min(hi, at + 8)))
        return word == "but" or (word in ("and", "or") and self._is_predicate(at + 1, hi))

    def _is_predicate(self, at: int, hi: int) -> bool:
        """Tell "and criticised the plan" and "and she left" from a further noun."""
        if at >= hi:
            return False
        word = self.words[at]
        is_past = word.endswith("ed") and self.kinds[at] == WORD and not self.row.is_capital(at)
        is_followed = self.words[at + 1 : at + 2] != [] and self.words[at + 1] in self.lexicon["articles"]
        return word in self.lexicon["pronouns"] or (is_past and is_followed)
