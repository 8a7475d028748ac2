"""A claim where it stands: with a sentence before and behind it, its words and its chain marked."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.models import Attribution, Claim, Segment
from annotations.splitting import split_sentences
from annotations.web.marking import Mark, Paragraph, mark_text

REACH = 600
"""Code points before and behind the claim's own sentence in which the next ones are looked for."""


def read_surroundings(claim: Claim, chain: Sequence[Attribution]) -> list[Paragraph]:
    """Return the claim's sentence with its neighbours, cut into runs, line by line; one query."""
    first = max(claim.sentence_start - REACH, 0)
    text = claim.article.text[first : claim.sentence_end + REACH]
    own = (claim.sentence_start - first, claim.sentence_end - first)
    start, end = _widen(text, own, claim.article.language)
    shown, offset = text[start:end], first + start
    segments = Segment.objects.filter(article=claim.article_id, start__lt=first + end, end__gt=offset)
    return mark_text(
        shown,
        [
            Segment(start=max(part.start - offset, 0), end=min(part.end - offset, len(shown)), kind=part.kind)
            for part in segments.order_by("start")
        ],
        [Mark(claim.pk, _inside(claim.fragments, offset, len(shown)))],
        sources=_inside([(link.source_start, link.source_end) for link in chain], offset, len(shown)),
        cues=_inside([(link.cue_start, link.cue_end) for link in chain], offset, len(shown)),
    )


def _widen(text: str, own: tuple[int, int], language: str) -> tuple[int, int]:
    """Return the stretch from the sentence before to the one behind."""
    sentences = split_sentences(text, language=language)
    before = [start for start, end in sentences if end <= own[0]]
    behind = [end for start, end in sentences if start >= own[1]]
    return (before[-1] if before else own[0], behind[0] if behind else own[1])


def _inside(spans: Sequence[Sequence[int | None]], offset: int, length: int) -> tuple[tuple[int, int], ...]:
    moved = [(start - offset, end - offset) for start, end in spans if start is not None and end is not None]
    cut = [(max(start, 0), min(end, length)) for start, end in moved]
    return tuple(span for span in cut if span[0] < span[1])
