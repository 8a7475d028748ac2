"""The shape of the dataset: one `ClaimRecord` a line, with all that stands on it.

Offsets are half-open and count code points of the article's text; the UTF-16 ones are derived when a line is
written.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True)
class ArticleRecord:
    """The article of a claim. Share one object among its claims: hash and index are computed once."""

    id: int
    title: str
    outlet: str
    url: str
    language: str
    published_on: date | None
    text: str
    """Never written; every offset is verified against it."""

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal: newlines as they are."""
        return sha256(self.text.encode()).hexdigest()

    @cached_property
    def _wide_positions(self) -> list[int]:
        return [] if self.text.isascii() else [at for at, char in enumerate(self.text) if char > "\uffff"]

    def utf16_offset(self, offset: int) -> int:
        """Return the same place counted in UTF-16 units, as JavaScript, Java and many tools count."""
        return offset + bisect_left(self._wide_positions, offset)

    def cut(self, start: int, end: int) -> "SpanRecord":
        """Return the span with its text."""
        return SpanRecord(start=start, end=end, text=self.text[start:end])


@dataclass(frozen=True)
class SpanRecord:
    """A stretch of the article with the text that stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class LinkRecord:
    """One link of the chain of attribution."""

    source: SpanRecord | None
    """None where nobody is named, as in "It was also reported"."""

    cue: SpanRecord | None
    """None where a quotation carries on without a cue of its own."""

    content: SpanRecord
    kind: str
    """One of the six source kinds."""

    polarity: str
    """"asserts", "denies" or "asks": whether the source stands behind the content."""

    flags: tuple[str, ...]
    """What else is said of the source, sorted: "collective", "disclosed_anonymity", "group"."""


@dataclass(frozen=True)
class EvidenceRecord:
    """What a reviewer found."""

    url: str
    quoted_passage: str
    archived_url: str
    stance: str


@dataclass(frozen=True)
class ReviewRecord:
    """One reviewer's verdict, or skip, on the claim; exactly one of `verdict` and `skip_reason` is set."""

    rater: str
    """A pseudonym, see `pseudonym`."""

    verdict: str | None
    skip_reason: str | None
    reason: str
    justification: str
    evidence: tuple[EvidenceRecord, ...]
    lacks_support: bool
    """Verified or disputed without evidence or justification."""

    is_simulated: bool
    made_after_reveal: bool
    guideline_version: int | None
    reviewed_at: datetime
    """With its time zone; written in UTC."""


@dataclass(frozen=True)
class ClaimRecord:
    """One line of `claims.jsonl`."""

    claim_id: int
    project: str
    round: int
    article: ArticleRecord
    text: str
    """Exactly what stands at `[start, end)`, an interrupting cue included."""

    start: int
    end: int
    fragments: tuple[tuple[int, int], ...]
    """The stretches that are the claim's words, without source and cue; written as `words` too."""

    quote_kind: str
    source_kind: str
    chain: tuple[LinkRecord, ...]
    """Outermost first; empty where nothing is attributed."""

    suggestion: str | None
    """The machine's: "unsourced" or nothing."""

    reviews: tuple[ReviewRecord, ...]
    withheld_reviews: int
    """How many are not shown because the claim is not complete."""

    is_complete: bool
    label: str | None
    label_method: str | None
    """"adjudicated", "majority", or None without a label."""

    label_is_tie: bool
    is_simulated: bool
    """Whether any review of the claim is, a withheld one included."""
