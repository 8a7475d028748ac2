"""The edges of a claim and its separately checkable clauses."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from annotations.splitting.lexicon import FALLBACK, Lexicon, list_languages, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Span
from annotations.splitting.wording import NON_FINITE, load_words

EDGE_SIGNS = frozenset(",;:–—-،؛，；：、.。•* \t")
_FIRST_WORD = re.compile(r"\s*([^\W_]+)")
_FIRST_WORDS = re.compile(r"\s*([^\W_]+)(?:\s+([^\W_]+))?(?:\s+([^\W_]+))?(?:\s+([^\W_]+))?")
_JOINTS = re.compile(
    r"[;；؛,،，](?:(?<=[;；؛])|(?<=,)\s*(and)\s"
    r"|(?<=，)(?:但|而|并且|同时|此外|另外|不过|然而|因此|所以|但是|而且|其中|目前|随后|隨後|最终|最終|同比|环比|環比|预计|預計)"
    r"|(?<=[,،])\s*(?:but|while|whereas|und(?! zwar)|aber|während|et|mais|tandis que)\s"
    r"|(?<=[,،])\s*(?:y|pero|mientras|а|но|и)\s"
    r"|(?<=[,،])\s*(?:ولكن|لكن|بينما|كما)\s)"
)
MARKED, LISTED, PLAIN = range(3)
"""Sorts of joints: a sign and a word, the "and" that may close a list, a word alone."""
PLAIN_WORDS = {"en": " and ", "de": " und ", "es": " y ", "fr": " et ", "ru": " и "}
"""What joins two clauses without a sign."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MAX_CONNECTIVE = 80
MAX_CLAUSE = 400
"""So much of a clause is looked at for its verb."""
HAN_ADJUNCTS = (
    "经过",
    "經過",
    "随着",
    "隨著",
    "由于",
    "由於",
    "为了",
    "為了",
    "关于",
    "關於",
    "对于",
    "對於",
)
"""What opens a stretch that is no clause of its own, up to its comma."""
HAN_ENDS = "，。！？；”」』"
_GLUED = re.compile(
    r"(?:但是|但(?![愿願凡])|不[过過]|然而|而且|因此)(?=[\u3400-\u9fff])|[【〔\[（][^】〕\]）\n]{1,10}[】〕\]）]"
)
"""Chinese prints a connective and its sentence, or a column and its headline, without a sign between."""
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
    if language == "zh":
        glued = _GLUED.match(text, start, end)
        start = _trim_edges(text, glued.end(), end)[0] if glued and glued.end() < end else start
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


def split_atoms(text: str, fragments: tuple[Span, ...], quotes: QuoteMap, language: str) -> tuple[Span, ...]:
    """Return the claim's separately checkable clauses, contiguous and in order; joints inside quotations do
    not split. A clause that a cue interrupts reaches over it: "The bridge, aides said, leaks" is one.
    """
    if language not in list_languages() or (language == "zh" and not _HAN.search(text, *fragments[0])):
        language = FALLBACK
    atoms: list[Span] = []
    parts = [_split_fragment(text, fragment, quotes, language) for fragment in fragments]
    for part in parts:
        if not part:
            continue
        if atoms and not _hands_over(text, atoms[-1], part[0], language):
            atoms[-1] = Span(atoms[-1].start, part[0].end)
            part = part[1:]
        atoms += part
    return tuple(atoms)


def _split_fragment(text: str, fragment: Span, quotes: QuoteMap, language: str) -> list[Span]:
    atoms: list[Span] = []
    start = fragment.start
    for first, end, sort in _find_joints(text, fragment, language):
        quote = quotes.find(first)
        if quote and (quote.start > fragment.start + 1 or quote.end < fragment.end - 1):
            # A quotation that is only part of the claim stays whole.
            continue
        if not _is_clause(text, start, first) or not _is_clause(text, end, fragment.end):
            continue
        if sort == PLAIN:
            joins = _is_plain(text, start, first, end, language)
        else:
            joins = sort == MARKED or _opens_clause(text, end, fragment.end, language)
            joins = joins and not (language == "en" and _opens_with_gerund(text, end))
        if joins and not text.startswith(HAN_ADJUNCTS, start):
            _append(text, atoms, start, first)
            start = first + 1
    if start == fragment.start < fragment.end and _is_trimmed(text, fragment):
        return [fragment]
    _append(text, atoms, start, fragment.end)
    return atoms


def _find_joints(text: str, fragment: Span, language: str) -> list[tuple[int, int, int]]:
    """Return where clauses may meet, in order: start, end and sort of each joint."""
    joints = [
        (*match.span(), MARKED if match[1] is None else LISTED)
        for match in _JOINTS.finditer(text, fragment.start, fragment.end)
    ]
    word = PLAIN_WORDS.get(language)
    at = text.find(word, fragment.start, fragment.end) if word else -1
    while word and at >= 0:
        if text[at - 1] not in ",،":
            joints.append((at, at + len(word), PLAIN))
        at = text.find(word, at + 1, fragment.end)
    return sorted(joints) if len(joints) > 1 else joints


def _is_trimmed(text: str, span: Span) -> bool:
    """Tell the commonest stretch, which a letter or digit opens and closes: it needs no trimming."""
    return text[span.start].isalnum() and text[span.end - 1].isalnum()


def _opens_clause(text: str, start: int, end: int, language: str) -> bool:
    """Tell "and it leaks", "and the bridge was shut" from the last item of a list."""
    words = _list_words(text, start, end)
    return bool(words) and (words[0] in load_lexicon(language)["pronouns"] or _has_verb(words, language))


def _opens_with_gerund(text: str, at: int) -> bool:
    words = (match[0].lower() for match in _WORD.finditer(text, at, at + MAX_CONNECTIVE))
    first = next((word for word in words if word != "and"), "")
    return first.endswith("ing") and first not in ("during", "nothing", "everything", "something", "king")


def _is_plain(text: str, start: int, joint: int, end: int, language: str) -> bool:
    """Tell "two people died and 600 lost their homes": a subject and its verb behind "and", and before it
    a verb with nothing behind it, or "that" behind it.
    """
    lexicon = load_lexicon(language)
    behind = _list_words(text, end, end + MAX_CONNECTIVE)
    if len(behind) < 3:
        return False
    is_subject = any(
        behind[0] in pronouns
        for pronouns in (lexicon.person_pronouns, lexicon.group_pronouns, lexicon.thing_pronouns)
    )
    is_noun = behind[0] in lexicon["articles"] or behind[0] in ("about", "some") or behind[0].isdigit()
    if not is_subject and not is_noun and behind[0] not in lexicon["declarative_complementisers"]:
        return False
    before = _list_words(text, max(start, joint - MAX_CONNECTIVE), joint)
    if not before:
        return False
    if behind[0] in lexicon["declarative_complementisers"]:
        return _has_verb(before, language)
    if is_subject:
        return _has_verb(before, language) and behind[1] not in lexicon["coordinators"]
    return _is_finite(before[-1], language) and _has_verb(behind[1:], language)


def _list_words(text: str, start: int, end: int) -> list[str]:
    return _WORD.findall(text[start : min(end, start + MAX_CLAUSE)].lower())


def _is_finite(word: str, language: str) -> bool:
    words = load_words(language)
    return word not in NON_FINITE and (word in words.finite or word.endswith(words.endings))


def _has_verb(words: list[str], language: str) -> bool:
    return any(
        _is_finite(word, language) and before not in ("to", "by") and before not in NON_FINITE
        for before, word in pairwise(["", *words])
    )


def _hands_over(text: str, left: Span, right: Span, language: str) -> bool:
    """Tell whether a clause ends where the cue stands: both sides have a verb, and the right one does not
    open with it.
    """
    if _HAN.search(text, left.start, left.end):
        return left.end - left.start >= MIN_ATOM // 2 and text[left.end - 1] in HAN_ENDS
    if language in ("zh", "ar"):
        return text[left.end - 1] in '"”’»' and text[left.end - 2] in ".!?…"
    before, behind = _list_words(text, *left), _list_words(text, *right)
    if not behind or not _has_verb(before, language):
        return False
    opening = behind[1:] if behind[0] in load_lexicon(language)["coordinators"] else behind
    if len(opening) < len(behind) and opening[:1] and opening[0] in load_lexicon(language)["pronouns"]:
        return True
    return bool(opening) and _has_verb(opening[1:], language) and not _is_finite(opening[0], language)


def _is_clause(text: str, start: int, end: int) -> bool:
    size = end - start
    return size >= MIN_ATOM or (size >= MIN_ATOM // 3 and bool(_HAN.search(text, start, end)))


def _append(text: str, atoms: list[Span], start: int, end: int) -> None:
    first, last = _trim_edges(text, start, end)
    if first < last:
        atoms.append(Span(first, last))
    elif start < end and not atoms:
        atoms.append(Span(start, end))
