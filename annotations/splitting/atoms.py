"""The edges of a claim and its separately checkable clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from annotations.splitting.lexicon import Lexicon, list_languages, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Span

EDGE_SIGNS = frozenset(",;:–—-،؛，；：、.。•* \t")
_FIRST_WORD = re.compile(r"\s*([^\W_]+)")
_FIRST_WORDS = re.compile(r"\s*([^\W_]+)(?:\s+([^\W_]+))?(?:\s+([^\W_]+))?(?:\s+([^\W_]+))?")
_JOINTS = re.compile(
    r"[;；؛,،，](?:(?<=[;；؛])"
    r"|(?<=，)(?:但|而|并且|同时|此外|另外|不过|然而|因此|所以|但是|而且)"
    r"|(?<=[,،])\s*(?:and|but|while|whereas|und|aber|während|et|mais|tandis que|y|pero|mientras|а|но|и)\s"
    r"|(?<=[,،])\s*(?:ولكن|لكن|بينما|كما)\s)"
)
MAX_CONNECTIVE = 80
MIN_ATOM = 12
"""Fewer characters make no clause; for Han text a third of it."""
_HAN = re.compile(r"[\u3400-\u9fff]")


def _trim_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and (text[start].isspace() or text[start] in EDGE_SIGNS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGE_SIGNS):
        end -= 1
    return start, end


def trim_claim(text: str, sentence: Span, language: str) -> Span | None:
    """Return the sentence without its opening connective and final stop, None when nothing is left."""
    start, end = _trim_edges(text, *sentence)
    connectives = _list_connectives(language)
    if connectives:
        first = _FIRST_WORD.match(text, start, min(end, start + MAX_CONNECTIVE))
        if first and first[1].lower() in connectives:
            start = _skip_connective(text, start, end, load_lexicon(language))
    return Span(start, end) if start < end else None


@lru_cache(maxsize=256)
def _list_connectives(language: str) -> frozenset[str]:
    """Return the first words of the language's connectives, none without a data file."""
    known = language in list_languages()
    return frozenset(load_lexicon(language)["connectives"].by_first) if known else frozenset()


def _skip_connective(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the claim begins behind a connective that a comma, or its sense, sets apart."""
    head = _FIRST_WORDS.match(text, start, min(end, start + MAX_CONNECTIVE))
    words = [word for word in head.groups() if word] if head else []
    for size in range(len(words), 0, -1):
        if head and " ".join(words[:size]).lower() in lexicon["connectives"].phrases:
            after = head.end(size)
            is_marked = text[after : after + 1] in (",", "،", "，") and after < end
            is_joined = size == 1 and words[0].lower() in lexicon["coordinators"]
            return _trim_edges(text, after, end)[0] if is_marked or is_joined else start
    return start


def split_atoms(text: str, fragments: tuple[Span, ...], quotes: QuoteMap) -> tuple[Span, ...]:
    """Return the clauses inside the fragments, contiguous and in order; joints inside quotations do
    not split.
    """
    atoms: list[Span] = []
    for fragment in fragments:
        start = fragment.start
        for joint in _JOINTS.finditer(text, fragment.start, fragment.end):
            if quotes.find(joint.start()):
                continue
            if _is_clause(text, start, joint.start()) and _is_clause(text, joint.end(), fragment.end):
                _append(text, atoms, start, joint.start())
                start = joint.start() + 1
        if start == fragment.start < fragment.end and _is_trimmed(text, fragment):
            atoms.append(fragment)
        else:
            _append(text, atoms, start, fragment.end)
    return tuple(atoms)


def _is_trimmed(text: str, span: Span) -> bool:
    """Tell the commonest stretch, which a letter or digit opens and closes: it needs no trimming."""
    return text[span.start].isalnum() and text[span.end - 1].isalnum()


def _is_clause(text: str, start: int, end: int) -> bool:
    size = end - start
    return size >= MIN_ATOM or (size >= MIN_ATOM // 3 and bool(_HAN.search(text, start, end)))


def _append(text: str, atoms: list[Span], start: int, end: int) -> None:
    first, last = _trim_edges(text, start, end)
    if first < last:
        atoms.append(Span(first, last))
    elif start < end and not atoms:
        atoms.append(Span(start, end))
