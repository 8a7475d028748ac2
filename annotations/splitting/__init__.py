"""Article text to segments, sentences and claims with attribution chains; exact offsets, no Django."""

from annotations.splitting.article import (
    SPLITTER_VERSION,
    classify_source,
    split_article,
    split_sentences,
    suggest_verdict,
)
from annotations.splitting.recutting import find_new_words, list_words
from annotations.splitting.types import (
    Link,
    LinkFlag,
    Polarity,
    QuoteKind,
    Segment,
    SegmentKind,
    SourceKind,
    Span,
    SplitArticle,
    SplitClaim,
    Worthiness,
    WorthinessReason,
)

__all__ = [
    "SPLITTER_VERSION",
    "Link",
    "LinkFlag",
    "Polarity",
    "QuoteKind",
    "Segment",
    "SegmentKind",
    "SourceKind",
    "Span",
    "SplitArticle",
    "SplitClaim",
    "Worthiness",
    "WorthinessReason",
    "classify_source",
    "find_new_words",
    "list_words",
    "split_article",
    "split_sentences",
    "suggest_verdict",
]
