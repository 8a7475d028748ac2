"""Where an Arabic report ends: before the next one in its sentence, or a refusal to comment."""

from __future__ import annotations

from annotations.splitting.arabic_governing import ArabicGoverning
from annotations.splitting.arabic_words import ADDING, AGAIN, BREAKS, COMMENTS, CONTRASTS, LINKS, REFUSALS
from annotations.splitting.elements import QUOTE, WORD


class ArabicBreaks(ArabicGoverning):
    """Finds where one report of a sentence ends and the next begins."""

    def _ends_report(self, at: int, hi: int) -> bool:
        """Tell whether what stands behind an announced quotation is no part of what was said."""
        return at < hi and (
            self.words[at][:1] == "و" or self.opens_adjunct(at, hi) or self.words[at] in ("قبل", "ثم")
        )

    def _find_break(self, content: int, hi: int) -> tuple[int, int]:
        """Return where the content ends and where the next report begins; both `hi` when it runs on."""
        for at in range(content + 1, hi - 2):
            is_sign = self.words[at] in BREAKS
            if is_sign:
                begin = at + 1
            elif self.kinds[at - 1] == QUOTE and self.kinds[at] == WORD:
                begin = at
            elif (
                at in self.cues
                and self.words[at][:1] == "و"
                and self.verbs.base(self.words[at]) in ADDING
                and at > content + 1
            ):
                marker = self.find_marker(at + 1, min(hi, at + 4))
                if marker and marker[0] <= at + 2:
                    return at, at
                continue
            else:
                continue
            verb = begin
            while (
                verb < hi
                and (self.words[verb] in AGAIN or self.words[verb] in CONTRASTS)
                and verb not in self.cues
            ):
                verb += 1
            if is_sign and verb == begin and verb in self.cues and self._is_contrasted(verb, hi):
                return at, verb
            if is_sign and self._refuses(verb, hi):
                return at, hi
            if verb in self.cues and self._reports_on(begin, verb, hi):
                return at, verb
            is_other = is_sign and verb > begin and self.words[begin] in CONTRASTS
            own = next((cue for cue in self.cues if verb < cue < verb + 14), 0) if is_other else 0
            if own and self._find_left(verb, own, hi) and self.find_marker(own + 1, hi):
                return at, verb
        return hi, hi

    def _is_contrasted(self, verb: int, hi: int) -> bool:
        """Tell the second report of "بينما تقول الوزارة إن ...، تفيد النقابة بأن ..."."""
        return (
            self.words[0].removeprefix("و") in ("بينما", "فيما", "في")
            and self.find_marker(verb + 1, hi) is not None
        )

    def _refuses(self, at: int, hi: int) -> bool:
        """Tell a clause in which somebody refuses to comment; nobody says anything in it."""
        word = self.words[at].removeprefix("و") if at < hi else ""
        return word in REFUSALS and not COMMENTS.isdisjoint(self.words[at + 1 : min(hi, at + 14)])

    def is_refusal(self) -> bool:
        """Tell a sentence that only says that somebody refused to comment."""
        start = self.skip_connectives(0, len(self.words))
        is_told = self.lexicon["refusal_phrases"].find(self.words)
        return is_told or self._refuses(start, len(self.words))

    def _reports_on(self, begin: int, verb: int, hi: int) -> bool:
        """Tell whether the verb behind a sign opens a report of its own."""
        is_hanging = "participle" in self.classes_of(verb)
        word = self.words[verb]
        is_joined = verb > begin or (word[:1] in "وف" and self.verbs.base(word) == self.verbs.base(word[1:]))
        if not is_hanging and not is_joined:
            return False
        marker = self.find_marker(verb + 1, hi)
        if marker and (is_hanging or marker[0] - verb < 20):
            return True
        governed = self._find_object(verb, hi, is_inner=False)
        if not governed or is_hanging or verb > begin:
            return governed is not None
        # "..., ودعت إلى ...": the subject is left unsaid, a preposition opens what is held.
        after = self.words[verb + 1]
        return governed[0] is None and (after in LINKS or self._is_governed(verb + 1))
