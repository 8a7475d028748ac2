"""French, Spanish and Russian clauses set behind or into their content: "..., как утверждает X, ...",
"..., selon nos informations".
"""

from __future__ import annotations

from annotations.splitting.drafts import Draft, Found, trim
from annotations.splitting.elements import QUOTE, WORD
from annotations.splitting.french_on import FrenchOn
from annotations.splitting.types import SourceKind


class Insets(FrenchOn):
    """Finds frames that stand behind a comma."""

    def _match_inserted_opener(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "..., как утверждает X, ..." and "..., comme l’a dit X"."""
        if self.lexicon.code not in ("fr", "es", "ru"):
            return []
        for at in range(lo + 2, hi - 1):
            if self.words[at - 1] != "," or self.words[at] not in self.lexicon.frame_openers:
                continue
            if self.words[at] in self.lexicon["attribution_prepositions"]:
                continue
            if self.words[at - 2] in self.lexicon["complementisers"] or any(
                lo <= k < at and self._find_content(k, at) is not None for k in self.cues
            ):
                continue
            cue = next((k for k in self.cues if at < k < at + 5), 0)
            end = next((k for k in range(cue, hi) if self.words[k] == ","), hi) if cue else 0
            if not cue or self.words[at + 1] in self.lexicon["declarative_complementisers"]:
                continue
            start = self._skip_told(self._skip_listener(cue + 1, hi), hi)
            after, before = trim(self.row, start, end), trim(self.row, at + 1, cue)
            is_bare = all(
                self.words[k] in self.lexicon["auxiliaries"]
                or self.words[k] in self.lexicon["preverb_adverbs"]
                for k in range(*before)
            )
            source = after if after[0] < after[1] and is_bare else before
            if (
                source[0] >= source[1]
                or self.words[source[0]] in self.lexicon["prepositions"]
                or is_bare != (source == after)
            ):
                continue
            parts = [part for part in ((lo, at), trim(self.row, end, hi)) if part[0] < part[1]]
            return self._wrap(Draft(source, (cue, cue + 1), parts, rule="as_reported"), depth)
        return []

    def _match_unnamed_behind(self, lo: int, hi: int, depth: int) -> list[Found]:
        """Match "..., selon nos informations" and "..., según se supo, ...": nobody is named."""
        if self.lexicon.code not in ("fr", "es", "ru"):
            return []
        phrases = self.lexicon["impersonal_cues"]
        for at in range(lo + 2, hi):
            if self.words[at - 1] != "," or self.words[at] not in phrases.by_first:
                continue
            size = phrases.match(self.words, at, hi)
            end = at + size
            if not size or self.words[end - 1] in self.lexicon["complementisers"]:
                continue
            after = end + 1 if end < hi and self.kinds[end] == QUOTE and self.row.is_name_quote(end) else end
            if after < hi and self.kinds[after] == WORD:
                continue
            parts = [(lo, at), trim(self.row, after, hi)]
            found = [part for part in parts if part[0] < part[1]]
            draft = Draft(None, (at, end), found, SourceKind.UNSPECIFIED, "impersonal_report")
            return self._wrap(draft, depth)
        return []
