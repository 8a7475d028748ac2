"""Whether a sentence stands in the subjunctive that German reports speech in, told by its finite verb."""

from __future__ import annotations

import re
from enum import Enum

from annotations.splitting.lexicon import Lexicon

_TOKENS = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[,;:–—]")
BREAKS = frozenset(",;:–—")
LOOKED_AT = 1500
"""So many characters of a sentence are looked at: its finite verb stands before."""


class Mood(Enum):
    """What a sentence's finite verb tells of a report around it."""

    PLAIN = 0
    POSSIBLE = 1
    """A form that stands in for the reporting subjunctive, but has other uses as well."""
    REPORTED = 2
    """A form that hardly stands anywhere but in reported speech."""


def judge_mood(printed: str, lexicon: Lexicon) -> Mood:
    """Return the mood of the sentence's finite verb: the one in its first clause, or one right behind a
    comma, where the main clause goes on; at the end of a clause behind "dass" it tells nothing.
    """
    verbs = lexicon.reporting_subjunctive
    words = _TOKENS.findall(printed[:LOOKED_AT])
    lowered = [word.lower() for word in words]
    if verbs.isdisjoint(lowered) or not lexicon["first_person_words"].isdisjoint(lowered):
        return Mood.PLAIN
    found = Mood.PLAIN
    is_main = lowered[0] not in lexicon["conjunctions"]
    for at, word in enumerate(lowered):
        if word in BREAKS:
            is_main = at + 1 < len(lowered) and (word in "–—;:" or lowered[at + 1] in verbs)
        elif word in verbs and is_main and at and words[at][0].islower():
            found = max(found, _judge_form(word, lexicon), key=lambda mood: mood.value)
            is_main = False
        elif word in lexicon["conjunctions"] or word in lexicon["auxiliaries"]:
            is_main = is_main and word in verbs
    return found


def _judge_form(word: str, lexicon: Lexicon) -> Mood:
    return Mood.POSSIBLE if word in lexicon.substitute_subjunctive else Mood.REPORTED
