"""From the text of an article to its claims: puts segments, sentences, quotations and attributions
together.
"""

from __future__ import annotations

from typing import Literal

from annotations.splitting.claims import Builder
from annotations.splitting.detection import detect_language
from annotations.splitting.lexicon import Lexicon, find_lexicon, list_languages, load_lexicon
from annotations.splitting.normalizing import propose_texts
from annotations.splitting.quotes import QuoteMap, find_quotes
from annotations.splitting.segments import find_segments, find_stretches
from annotations.splitting.sentences import SentenceSplitter
from annotations.splitting.sources import load_classifier
from annotations.splitting.speakers import POSSESSIVES
from annotations.splitting.types import (
    SegmentKind,
    SourceKind,
    Span,
    SplitArticle,
    SplitClaim,
)
from annotations.splitting.worthiness import list_names, score_claim

SPLITTER_VERSION = "1.3.0"


def list_lexicons(language: str) -> list[Lexicon]:
    """Return every language's lexicon, the article's own first: clutter is often in another language."""
    codes = [language, *(code for code in list_languages() if code != language)]
    return [load_lexicon(code) for code in codes if code in list_languages()]


def split_article(text: str, *, language: str | None = None) -> SplitArticle:
    """Return segments, sentences and claims of the text, in order, as spans over it as it is.

    The language is detected when none is given; a language without a data file gets sentences,
    quotations and the rules of
    English. Cost is linear in the size. An empty or blank text has no sentence and no claim.
    """
    code = language or detect_language(text)
    lexicon = find_lexicon(code)
    quotes = QuoteMap(find_quotes(text))
    segments = find_segments(text, list_lexicons(code))
    builder = Builder(text, code, quotes)
    sentences: list[Span] = []
    splitter = SentenceSplitter(text, quotes, lexicon)
    for index, segment in enumerate(segments):
        for sentence in splitter.split_all([(segment.start, segment.end)]):
            if segment.kind in (SegmentKind.BODY, SegmentKind.HEADING):
                builder.take(len(sentences), index, segment, sentence)
            sentences.append(sentence)
    claims = finish_claims(text, builder.claims, code)
    return SplitArticle(code, SPLITTER_VERSION, tuple(segments), tuple(sentences), claims)


def finish_claims(text: str, claims: list[SplitClaim], language: str) -> tuple[SplitClaim, ...]:
    """Return the claims with their check-worthiness and a wording that stands alone."""
    names = list_names(text, claims)
    proposals = propose_texts(text, claims, language)
    for claim, proposal in zip(claims, proposals, strict=True):
        # Still this module's own, so they are filled in place: copying each costs as much as scoring it.
        object.__setattr__(claim, "worthiness", score_claim(text, claim, language=language, names=names))
        object.__setattr__(claim, "normalized_text", proposal)
    return tuple(claims)


def split_sentences(text: str, *, language: str | None = None) -> list[Span]:
    """Return the sentences of the text in order, trimmed; every non-blank character is in one,
    clutter's too.
    """
    code = language or detect_language(text)
    splitter = SentenceSplitter(text, QuoteMap(find_quotes(text)), find_lexicon(code))
    return splitter.split_all(find_stretches(text, code))


def classify_source(text: str, span: Span, *, language: str | None = None) -> SourceKind:
    """Return the kind of the source printed at the span; a pronoun takes the kind of the last source
    before it.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}:{end} is empty or outside the text of {len(text)} characters")
    code = language or detect_language(text)
    lexicon = find_lexicon(code)
    base = max(0, start - CONTEXT)
    printed, source = text[start:end].strip().lower(), Span(start - base, end - base)
    builder = Builder(text[base : end + 1], code, QuoteMap([]))
    if printed in POSSESSIVES or load_classifier(lexicon.code).is_pronoun(text, span):
        before = split_article(text[base:start], language=code)
        for number, claim in enumerate(before.claims):
            for link in claim.chain:
                if link.source:
                    is_one = builder.is_singular(link)
                    builder.speakers.note(link, number, 0, is_pronoun=False, is_singular=is_one)
        if before.claims and not before.claims[-1].chain:
            builder.before = before.claims[-1].sentence
    return builder.classify(source, lexicon)


CONTEXT = 2000
"""How far before a pronoun its antecedent is looked for."""


def suggest_verdict(source_kind: SourceKind) -> Literal["unsourced"] | None:
    """Return `unsourced` for an anonymous or unspecified origin, else None; never that a claim holds
    or fails.
    """
    return "unsourced" if source_kind in (SourceKind.ANONYMOUS, SourceKind.UNSPECIFIED) else None
