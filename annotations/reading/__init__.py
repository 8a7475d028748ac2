"""Reading: the bytes of a file, or a pasted text, to the draft of an article, without database and Django."""

from annotations.reading.drafts import ArticleDraft, Note, explain
from annotations.reading.errors import (
    EmptyText,
    LoneSurrogate,
    NotText,
    ReadingError,
    TooLarge,
    Undecodable,
    UnknownEncoding,
    UnknownFormat,
)
from annotations.reading.files import READERS, read_article
from annotations.reading.plain import ENCODINGS
from annotations.reading.texts import MAX_BYTES, TITLE_LIMIT, check_text, normalised_hash, read_text, title_of

__all__ = [
    "ENCODINGS",
    "MAX_BYTES",
    "READERS",
    "TITLE_LIMIT",
    "ArticleDraft",
    "EmptyText",
    "LoneSurrogate",
    "NotText",
    "Note",
    "ReadingError",
    "TooLarge",
    "Undecodable",
    "UnknownEncoding",
    "UnknownFormat",
    "check_text",
    "explain",
    "normalised_hash",
    "read_article",
    "read_text",
    "title_of",
]
