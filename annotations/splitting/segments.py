"""What each stretch of an article is for: body, heading, byline or boilerplate; together they cover it
whole.

Lines are sorted one by one (`clutter`), then by what stands around them: a label's list, a promotion's
title, names above a date, a note on the author at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotations.splitting import shapes
from annotations.splitting.clutter import Clutter, load_clutter
from annotations.splitting.datelines import BRACKET_NOTE, LEAD_SIZE, LeadSign, find_dateline
from annotations.splitting.lexicon import Lexicon
from annotations.splitting.lines import TERMINAL, Paragraph, list_paragraphs
from annotations.splitting.types import Segment, SegmentKind

LIST_SIZES = {"related": shapes.TITLE_SIZE, "tags": 40, "share": 30, "navigation": 25}
"""How long a line may be that belongs to a label's list."""
SURE_PROSE = shapes.TITLE_SIZE + 20
"""A longer paragraph is no title, no name and no item of a list."""
MAX_LIST = 12
PROMOTIONS = frozenset({"newsletter", "subscription", "share", "comments", "contact"})
"""Subkinds whose box may have a title of its own."""
MAX_BOX_TITLE = 60
MAX_NAMES = 60
MAY_END_HEADING = frozenset('"”’»」』)）?？؟')
_STOP_WITHIN = re.compile(r"[.!?؟]\s|[。！？]\S")
BARE_TOWN_LANGUAGES = frozenset({"de", "es", "fr", "ru", "it", "pt", "nl", "pl", "uk"})
"""Where papers open a report with the town and a stop."""


@dataclass
class Part:
    """A paragraph with what it is taken for so far."""

    paragraph: Paragraph
    kind: SegmentKind
    subkind: str

    def mark(self, kind: SegmentKind, subkind: str) -> None:
        """Take it for something else."""
        self.kind, self.subkind = kind, subkind


def find_segments(text: str, lexicons: list[Lexicon]) -> list[Segment]:
    """Return segments in order that cover the whole text; an empty text has none.

    A paragraph is one segment, with the blank lines after it; an inline byline or dateline is one of its
    own. The first lexicon is the article's language; the others' words count too.

    Headings are split like body. A line is one when it ends without a stop and stands alone between blank
    lines, or first of all that is no clutter. The article's title thereby makes a claim when it says
    something whole: four words (seven Chinese characters) and no question; shorter scraps ("Background",
    a section's name) and questions make none.
    """
    language = lexicons[0].code if lexicons else ""
    clutter = load_clutter(language)
    parts = _sort(text, list_paragraphs(text), clutter)
    return _build(text, parts, clutter, language)


def _sort(text: str, paragraphs: list[Paragraph], clutter: Clutter) -> list[Part]:
    parts = [Part(p, *clutter.classify(text, p.start, p.end)) for p in paragraphs]
    _mark_lists(text, parts, clutter)
    _mark_titles_of_boxes(text, parts)
    _mark_names(text, parts, clutter)
    _mark_author_notes(text, parts, clutter)
    return parts


def _mark_lists(text: str, parts: list[Part], clutter: Clutter) -> None:
    """Mark the short lines under a label that stands alone ("Read more", "相关阅读").

    The list ends at a blank line, or, where a blank line already follows the label, at the first line that
    is no title: a longer one, or one that ends in a stop. A list of the latter sort is one of related
    articles, and stands below some reporting: above it the article's own title may come.
    """
    left, subkind, is_tight, has_prose = 0, "", False, False
    for part in parts:
        paragraph = part.paragraph
        if part.kind is not SegmentKind.BODY:
            if part.subkind in LIST_SIZES and _is_label(text, paragraph, clutter):
                left, subkind = MAX_LIST, part.subkind
                is_tight = not (paragraph.is_blank_after and has_prose and subkind == "related")
                left = left if not (is_tight and paragraph.is_blank_after) else 0
            elif part.subkind not in (subkind, "timestamp", "separator"):
                left = 0
            continue
        is_item = (
            left and not (is_tight and paragraph.is_blank_before) and _is_title(text, paragraph, subkind)
        )
        left = left - 1 if is_item else 0
        if is_item:
            part.mark(SegmentKind.BOILERPLATE, subkind)
        else:
            has_prose = has_prose or not _is_title(text, paragraph, "related")


def _is_label(text: str, paragraph: Paragraph, clutter: Clutter) -> bool:
    line = text[paragraph.start : paragraph.end].strip().lower()
    return len(line) <= MAX_BOX_TITLE and clutter.match_label(line.lstrip(shapes.PICTOGRAPH + " "))[1]


def _is_title(text: str, paragraph: Paragraph, subkind: str) -> bool:
    """Tell a line that can be an item of the list: short, no stop but a question's, no small letter first."""
    if paragraph.end - paragraph.start > SURE_PROSE:
        return False
    line = text[paragraph.start : paragraph.end].strip()
    is_open = not shapes.is_closed(line) or line.rstrip(shapes.CLOSERS)[-1:] in ("?", "？", "؟", "!", "！")
    return len(line) <= LIST_SIZES[subkind] and is_open and not line[0].islower() and line[-1] not in ":："


def _mark_titles_of_boxes(text: str, parts: list[Part]) -> None:
    """Mark a promotion's title: capitals or a pictograph, directly above a line that promotes."""
    for part, following in zip(reversed(parts[:-1]), reversed(parts[1:]), strict=True):
        paragraph = part.paragraph
        size = paragraph.end - paragraph.start
        if part.kind is not SegmentKind.BODY or paragraph.is_blank_after or size > MAX_BOX_TITLE:
            continue
        line = text[paragraph.start : paragraph.end].strip()
        if following.subkind in PROMOTIONS and not shapes.is_closed(line) and shapes.is_box_title(line):
            part.mark(SegmentKind.BOILERPLATE, following.subkind)


def _mark_names(text: str, parts: list[Part], clutter: Clutter) -> None:
    """Mark a line of two to five names directly above a date, under the title, as the byline."""
    has_title = False
    for part, following in pairwise(parts):
        paragraph = part.paragraph
        if part.kind is not SegmentKind.BODY:
            continue
        if (
            has_title
            and following.subkind == "timestamp"
            and not paragraph.is_blank_after
            and paragraph.end - paragraph.start <= MAX_NAMES
        ):
            line = text[paragraph.start : paragraph.end].strip()
            if line[-1] not in TERMINAL and len(line.split()) <= 5 and clutter.is_credit_names(line):
                part.mark(SegmentKind.BYLINE, "byline")
        has_title = True


def _mark_author_notes(text: str, parts: list[Part], clutter: Clutter) -> None:
    """Mark notes on the author that close the article, what clutter follows left aside."""
    for part in reversed(parts):
        if part.kind is not SegmentKind.BODY:
            continue
        if not clutter.is_author_note(text, part.paragraph.start, part.paragraph.end):
            return
        part.mark(SegmentKind.BOILERPLATE, "author")


def _build(text: str, parts: list[Part], clutter: Clutter, language: str) -> list[Segment]:
    segments: list[Segment] = []
    covered = 0
    for index, (part, lead_end, lead) in enumerate(_read_openings(text, parts, clutter, language)):
        if lead:
            segments.append(Segment(covered, lead_end, SegmentKind.BYLINE, lead))
            covered = lead_end
        upto = parts[index + 1].paragraph.start if index + 1 < len(parts) else len(text)
        segments.append(Segment(covered, upto, part.kind, part.subkind))
        covered = upto
    if text and not segments:
        segments.append(Segment(0, len(text), SegmentKind.BODY))
    return segments


def _read_openings(
    text: str, parts: list[Part], clutter: Clutter, language: str, *, is_top: bool = True
) -> Iterator[tuple[Part, int, str]]:
    """Yield each part with where a byline or dateline that opens it ends, and its subkind, which is empty
    without one; mark headings on the way.
    """
    is_first = is_first_prose = is_top
    for part in parts:
        start, end, *_ = part.paragraph
        lead_end, lead = start, ""
        if part.kind is SegmentKind.BODY:
            is_heading = _is_heading(text, part.paragraph, is_first=is_first)
            lead_end, lead = _find_lead(
                text,
                start,
                end,
                clutter,
                is_first=is_first_prose,
                language=language,
                is_title=is_heading and is_first,
            )
            if is_heading and not lead:
                part.mark(SegmentKind.HEADING, "")
            is_first = False
            is_first_prose = is_first_prose and is_heading
        yield part, lead_end, lead


def find_stretches(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that no sentence crosses: the segments' edges without their kinds.

    They are paragraphs, cut behind a byline or dateline that opens one; blanks around them may be left out.
    Only where something looks like such an opening are the paragraphs around it sorted.
    """
    paragraphs = list_paragraphs(text)
    clutter = load_clutter(language)
    sign = LeadSign(text, has_bare_towns=language in BARE_TOWN_LANGUAGES)
    is_plain = sign.is_plain
    leads: dict[int, int] = {}
    known = 0
    for index, (start, end, _, _) in enumerate(paragraphs):
        if (sign.is_top or not is_plain(text, start, end)) and sign.is_at(start, end):
            cut = leads[start] if index < known else _find_cut_alone(text, start, end, clutter, language)
            if cut is None:
                known, leads = _find_leads_around(text, paragraphs, index, language)
                cut = leads[start]
            if cut > start:
                yield start, cut
                yield cut, end
                continue
        yield start, end
        if sign.is_top and _is_surely_prose(text, start, end, clutter):
            sign.is_top = False


def _find_cut_alone(text: str, start: int, end: int, clutter: Clutter, language: str) -> int | None:
    """Return where the byline or dateline that opens the paragraph ends, `start` without one; None where what
    stands around the paragraph decides.
    """
    at_top, below = (
        _find_lead(text, start, end, clutter, is_first=is_first, language=language, is_title=False)[0]
        for is_first in (True, False)
    )
    if at_top == below and (at_top == start or _is_surely_prose(text, start, end, clutter)):
        return at_top
    return None


def _find_leads_around(
    text: str, paragraphs: list[Paragraph], index: int, language: str
) -> tuple[int, dict[int, int]]:
    """Return which paragraph comes behind those that were sorted for one, and where openings end in them, by
    their start.

    What a paragraph is taken for depends on its neighbours, but on nothing beyond plain prose.
    """
    clutter = load_clutter(language)
    first = index
    while first > 0:
        first -= 1
        if _is_surely_prose(text, *paragraphs[first][:2], clutter):
            break
    last = index
    while last + 1 < len(paragraphs) and not _is_surely_prose(text, *paragraphs[last][:2], clutter):
        last += 1
    parts = _sort(text, paragraphs[first : last + 1], clutter)
    openings = _read_openings(text, parts, clutter, language, is_top=first == 0)
    return last + 1, {part.paragraph.start: lead_end for part, lead_end, _ in openings}


def _is_surely_prose(text: str, start: int, end: int, clutter: Clutter) -> bool:
    """Tell a paragraph that is body and no heading whatever stands around it: it is long or ends in a full
    stop, so it is no title, no name and no item of a list.
    """
    line = text[start:end].rstrip()
    return (
        (line[-1] in ".。" or len(line.lstrip()) > SURE_PROSE)
        and clutter.classify(text, start, end)[0] is SegmentKind.BODY
        and not clutter.is_author_note(text, start, end)
    )


def _find_lead(
    text: str, start: int, end: int, clutter: Clutter, *, is_first: bool, language: str, is_title: bool
) -> tuple[int, str]:
    """Return where a byline or dateline that opens the paragraph ends, and its subkind; `start` when none
    does.
    """
    head = text[start : min(end, start + LEAD_SIZE)]
    indent = len(head) - len(head.lstrip())
    bracket = BRACKET_NOTE.match(head, indent)
    if bracket and bracket.end() < end - start and clutter.has_byline_word(bracket.group()):
        return start + bracket.end(), "byline"
    if is_title:
        return start, ""
    size = find_dateline(
        head[indent:],
        is_first=is_first,
        has_bare_towns=language in BARE_TOWN_LANGUAGES,
        abbreviations=clutter.abbreviations,
    )
    is_inside = 0 < size < len(text[start:end].rstrip()) - indent
    return (start + indent + size, "dateline") if is_inside else (start, "")


def _is_heading(text: str, paragraph: Paragraph, *, is_first: bool) -> bool:
    start, end, is_blank_before, is_blank_after = paragraph
    line = text[start:end].strip() if end - start <= 200 else ""
    if not line or len(line) > 130 or line[-1] in TERMINAL - MAY_END_HEADING or not line[0].isprintable():
        return False
    if line[-1] in '"”’»」』)）' and line[:-1].rstrip()[-1:] in tuple(".!?。！？…,"):
        return False
    if line[-1] in "?？؟" and _STOP_WITHIN.search(line):
        return False
    return (is_first or (is_blank_before and is_blank_after)) and not line[0].islower()
