"""Reading: the bytes of a file, or a pasted text, to the draft of an article, without database and Django."""

from annotations.reading.drafts import ArticleDetails, ArticleDraft, Note, explain
from annotations.reading.errors import (
    BadDate,
    BadField,
    BadRow,
    EmptyText,
    ExtraFields,
    IdRepeated,
    LoneSurrogate,
    NoTextColumn,
    NotText,
    ReadingError,
    RestUnread,
    RowTooLarge,
    TooLarge,
    Undecodable,
    UnknownEncoding,
    UnknownFormat,
)
from annotations.reading.files import READERS, read_article
from annotations.reading.lists import LIST_FORMATS, Row, read_rows
from annotations.reading.plain import ENCODINGS
from annotations.reading.texts import MAX_BYTES, TITLE_LIMIT, check_text, normalised_hash, read_text, title_of

__all__ = [
    "ENCODINGS",
    "LIST_FORMATS",
    "MAX_BYTES",
    "READERS",
    "TITLE_LIMIT",
    "ArticleDetails",
    "ArticleDraft",
    "BadDate",
    "BadField",
    "BadRow",
    "EmptyText",
    "ExtraFields",
    "IdRepeated",
    "LoneSurrogate",
    "NoTextColumn",
    "NotText",
    "Note",
    "ReadingError",
    "RestUnread",
    "Row",
    "RowTooLarge",
    "TooLarge",
    "Undecodable",
    "UnknownEncoding",
    "UnknownFormat",
    "check_text",
    "explain",
    "normalised_hash",
    "read_article",
    "read_rows",
    "read_text",
    "title_of",
]
