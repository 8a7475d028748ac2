"""Records to lines of JSON: strict, UTF-8, keys sorted, every offset verified before its line exists."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from annotations.dataset.records import (
    ArticleRecord,
    ClaimRecord,
    EvidenceRecord,
    LinkRecord,
    ReviewRecord,
    SpanRecord,
)

CONTEXT = 32
"""Code points of `prefix` and of `suffix`, fewer at the article's edges."""


class RecordError(ValueError):
    """A claim that cannot be written; the message names the claim and what is wrong with it."""

    def __init__(self, claim_id: int, problem: str) -> None:
        self.claim_id = claim_id
        super().__init__(f"Claim {claim_id} cannot be written: {problem}.")


class OffsetMismatch(RecordError):
    """A span that lies outside its article or whose text is not what stands there."""


def jsonl_lines(records: Iterable[ClaimRecord]) -> Iterator[bytes]:
    """Yield one line a claim, newline included, in the order given; the same record is the same bytes.

    Holds one record at a time. Raises RecordError (OffsetMismatch for spans) at the claim that is wrong; the
    lines before it have been yielded.
    """
    encode = json.JSONEncoder(
        ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode
    for record in records:
        verify_record(record)
        try:
            line = encode(_claim(record)).encode()
        except ValueError as error:  # NaN, or half a character in a field typed by a person
            raise RecordError(record.claim_id, str(error)) from error
        yield line + b"\n"


def verify_record(record: ClaimRecord) -> None:
    """Return nothing when the record agrees with its article and with itself, else raise RecordError."""
    _verify_span(record, "claim", SpanRecord(record.start, record.end, record.text))
    for number, link in enumerate(record.chain, start=1):
        _verify_span(record, f"content of link {number}", link.content)
        if link.source is not None:
            _verify_span(record, f"source of link {number}", link.source)
        if link.cue is not None:
            _verify_span(record, f"cue of link {number}", link.cue)
    reached = record.start
    for start, end in record.fragments:
        if not reached <= start < end <= record.end:
            raise OffsetMismatch(
                record.claim_id,
                f"fragment [{start}, {end}) is empty, out of order or outside [{record.start}, {record.end})",
            )
        reached = end
    for review in record.reviews:
        if (review.verdict is None) == (review.skip_reason is None):
            raise RecordError(
                record.claim_id, f"the review by {review.rater} needs a verdict or a skip reason"
            )
        if review.reviewed_at.tzinfo is None:
            raise RecordError(record.claim_id, f"the review by {review.rater} has a time without a zone")
        if review.is_simulated and not record.is_simulated:
            raise RecordError(
                record.claim_id, f"the review by {review.rater} is simulated, the claim says not"
            )


def _verify_span(record: ClaimRecord, what: str, span: SpanRecord) -> None:
    length = len(record.article.text)
    if not 0 <= span.start < span.end <= length:
        raise OffsetMismatch(
            record.claim_id,
            f"the {what} [{span.start}, {span.end}) is no stretch of a text of {length} characters",
        )
    if record.article.text[span.start : span.end] != span.text:
        raise OffsetMismatch(
            record.claim_id, f"the {what} is not what stands at [{span.start}, {span.end}) of its article"
        )


def _claim(record: ClaimRecord) -> dict[str, Any]:
    article, start, end = record.article, record.start, record.end
    return {
        "claim_id": record.claim_id,
        "project": record.project,
        "round": record.round,
        "article": _article(article),
        "text": record.text,
        "start": start,
        "end": end,
        "fragments": [list(fragment) for fragment in record.fragments],
        "words": [article.text[first:last] for first, last in record.fragments],
        "start_utf16": article.utf16_offset(start),
        "end_utf16": article.utf16_offset(end),
        "prefix": article.text[max(0, start - CONTEXT) : start],
        "suffix": article.text[end : end + CONTEXT],
        "quote_kind": record.quote_kind,
        "source_kind": record.source_kind,
        "chain": [_link(link) for link in record.chain],
        "suggestion": record.suggestion,
        "reviews": [_review(review) for review in record.reviews],
        "withheld_reviews": record.withheld_reviews,
        "is_complete": record.is_complete,
        "label": record.label,
        "label_method": record.label_method,
        "label_is_tie": record.label_is_tie,
        "is_simulated": record.is_simulated,
    }


def _article(article: ArticleRecord) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "content_hash": article.content_hash,
    }


def _link(link: LinkRecord) -> dict[str, Any]:
    return {
        "source": _span(link.source) if link.source else None,
        "cue": _span(link.cue) if link.cue else None,
        "content": _span(link.content),
        "kind": link.kind,
        "polarity": link.polarity,
        "flags": link.flags,
    }


def _span(span: SpanRecord) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _review(review: ReviewRecord) -> dict[str, Any]:
    return {
        "rater": review.rater,
        "verdict": review.verdict,
        "skip_reason": review.skip_reason,
        "reason": review.reason,
        "justification": review.justification,
        "evidence": [_evidence(evidence) for evidence in review.evidence],
        "lacks_support": review.lacks_support,
        "is_simulated": review.is_simulated,
        "made_after_reveal": review.made_after_reveal,
        "guideline_version": review.guideline_version,
        "reviewed_at": _instant(review.reviewed_at),
    }


def _evidence(evidence: EvidenceRecord) -> dict[str, Any]:
    return {
        "url": evidence.url,
        "quoted_passage": evidence.quoted_passage,
        "archived_url": evidence.archived_url,
        "stance": evidence.stance,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
