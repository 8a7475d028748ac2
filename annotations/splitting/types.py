"""The words of the splitter: spans, kinds, links, claims and the split article, all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of the raw text, in code points."""

    start: int
    end: int


class SourceKind(StrEnum):
    """What sort of origin a link names."""

    NAMED_PERSON = "named_person"
    NAMED_ORGANISATION = "named_organisation"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    UNSPECIFIED = "unspecified"
    NONE = "none"


class Polarity(StrEnum):
    """What a link's source does with the content: holds it, denies it, or only asks."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"


class LinkFlag(StrEnum):
    """What else a link's words tell of its source.

    It asked not to be named; it is more than one; it is people at large, whom nobody could look up.
    """

    DISCLOSED_ANONYMITY = "disclosed_anonymity"
    GROUP = "group"
    COLLECTIVE = "collective"


class QuoteKind(StrEnum):
    """How much of an attributed claim is in quotation marks: all, part, nothing; `none` without a link."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NONE = "none"


class SegmentKind(StrEnum):
    """What a stretch of an article is for; only body and headings hold claims."""

    BODY = "body"
    HEADING = "heading"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


class WorthinessReason(StrEnum):
    """What speaks for or against checking a claim, in the order in which reasons are listed."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    NAME = "name"
    COMPARISON = "comparison"
    PAST_EVENT = "past_event"
    QUOTATION = "quotation"
    OPINION = "opinion"
    FORECAST = "forecast"
    QUESTION = "question"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Worthiness:
    """How worth checking a claim is, from 0 to 1, and what the score was made from."""

    score: float
    reasons: tuple[WorthinessReason, ...]


UNSCORED = Worthiness(0.0, ())
"""What a claim in the making has."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the article; `subkind` is the finer sort (dateline, caption, copyright, ...) or empty."""

    start: int
    end: int
    kind: SegmentKind
    subkind: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One step of attribution.

    `source` and `cue` are null where the text prints none. `content` is the hull of all that the link
    governs, inner links included; `fragments` lists its parts without this link's source and cue.
    `rule` names the rule that made it, one of `rules.RULES`. `name_hint` is the name that a pronoun
    source seems to stand for: a hint, nothing that follows from the text for sure.
    """

    source: Span | None
    cue: Span | None
    content: Span
    fragments: tuple[Span, ...]
    kind: SourceKind
    polarity: Polarity = Polarity.ASSERTS
    rule: str = ""
    flags: frozenset[LinkFlag] = frozenset()
    name_hint: Span | None = None


@dataclass(frozen=True, slots=True)
class SplitClaim:
    """What one cue governs in one sentence, or one unattributed sentence.

    `[start, end)` is the hull of `fragments`. `chain` is outermost first, empty where nothing is attributed;
    `source_kind` is that of its last link. `atoms` are the separately checkable clauses.
    """

    start: int
    end: int
    fragments: tuple[Span, ...]
    sentence: Span
    quote_kind: QuoteKind
    source_kind: SourceKind
    atoms: tuple[Span, ...]
    chain: tuple[Link, ...]
    worthiness: Worthiness = UNSCORED
    normalized_text: str = ""
    """A proposal that stands alone; empty where the claim does so already or nothing is certain."""
    inherited_from: Span | None = None
    """The source whose report an unattributed sentence seems to carry on; a hint, never asserted."""


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """Everything the splitter found; `segments` cover the text whole, in order."""

    language: str
    version: str
    segments: tuple[Segment, ...]
    sentences: tuple[Span, ...]
    claims: tuple[SplitClaim, ...]
