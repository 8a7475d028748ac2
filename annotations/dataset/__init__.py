"""Dataset: records to files that a stranger can load and check, without database and Django."""

from annotations.dataset.files import (
    CLAIMS_NAME,
    FORMAT_VERSION,
    MANIFEST_NAME,
    FileEntry,
    Manifest,
    write_dataset,
    write_jsonl,
)
from annotations.dataset.labels import Majority, majority, pseudonym
from annotations.dataset.lines import OffsetMismatch, RecordError, jsonl_lines, verify_record
from annotations.dataset.records import (
    ArticleRecord,
    ClaimRecord,
    EvidenceRecord,
    LinkRecord,
    ReviewRecord,
    SpanRecord,
)

__all__ = [
    "CLAIMS_NAME",
    "FORMAT_VERSION",
    "MANIFEST_NAME",
    "ArticleRecord",
    "ClaimRecord",
    "EvidenceRecord",
    "FileEntry",
    "LinkRecord",
    "Majority",
    "Manifest",
    "OffsetMismatch",
    "RecordError",
    "ReviewRecord",
    "SpanRecord",
    "jsonl_lines",
    "majority",
    "pseudonym",
    "verify_record",
    "write_dataset",
    "write_jsonl",
]
