"""Article text to segments, sentences and claims with attribution chains; exact offsets, no Django."""

from annotations.splitting.types import (
    Link,
    QuoteKind,
    Segment,
    SegmentKind,
    SourceKind,
    Span,
    SplitArticle,
    SplitClaim,
)

__all__ = [
    "Link",
    "QuoteKind",
    "Segment",
    "SegmentKind",
    "SourceKind",
    "Span",
    "SplitArticle",
    "SplitClaim",
]
