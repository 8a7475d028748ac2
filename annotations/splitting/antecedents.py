"""Whom a relative pronoun stands for: the noun phrase that ends right before it."""

from __future__ import annotations

import re

from annotations.splitting.sources import load_classifier
from annotations.splitting.types import SourceKind, Span

_TOKENS = re.compile(r"[^\W_]+(?:[’'.\-‑&][^\W_]+)*|[^\w\s]")
MAX_BEFORE = 160
"""How far before the pronoun its noun phrase is looked for."""
OF = frozenset({"of", "de", "des", "du", "del", "der", "d’", "d'"})
OF_PEOPLE = frozenset({"who", "whom", "quien", "quienes"})
"""These stand for people only, so that a body or a paper right before them is passed over."""
OF_THINGS = frozenset({"which"})
SENTENCE_ENDS = ".!?;:…"
PEOPLE = (SourceKind.NAMED_PERSON, SourceKind.ANONYMOUS)
THINGS = (SourceKind.NAMED_ORGANISATION, SourceKind.DOCUMENT)


def find_antecedent(text: str, pronoun: Span, code: str) -> tuple[Span, SourceKind] | None:
    """Return the noun phrase that ends right before the relative pronoun and fits it, with its kind;
    None where none is found.
    """
    classifier = load_classifier(code)
    lexicon = classifier.lexicon
    if code == "zh":
        return None
    lo = max(0, pronoun.start - MAX_BEFORE)
    tokens = [match.span() for match in _TOKENS.finditer(text, lo, pronoun.start)]
    words = [text[start:end].lower() for start, end in tokens]
    asked = text[pronoun.start : pronoun.end].strip().lower()
    end = len(tokens)
    for at in range(len(tokens) - 1, -2, -1):
        is_stop = at < 0 or (
            words[at] not in OF
            and (
                not words[at][0].isalnum()
                or words[at] in lexicon["prepositions"]
                or words[at] in lexicon["coordinators"]
                or words[at] in lexicon["conjunctions"]
                or words[at] in lexicon["auxiliaries"]
                or words[at] in lexicon["pronouns"]
                or (words[at] in lexicon.verbs and text[tokens[at][0]].islower())
            )
        )
        if not is_stop:
            continue
        if at + 1 < end:
            span = Span(tokens[at + 1][0], tokens[end - 1][1])
            kind = classifier.classify(text, span)
            wanted = PEOPLE if asked in OF_PEOPLE else THINGS if asked in OF_THINGS else PEOPLE + THINGS
            if kind in wanted:
                return span, kind
        if at < 0 or (words[at] in SENTENCE_ENDS and text[tokens[at][1] : tokens[at][1] + 1].isspace()):
            return None
        end = at
    return None
