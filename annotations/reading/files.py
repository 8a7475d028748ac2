"""From a file's bytes to an article's draft, by the reader that its extension names."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Protocol

from annotations.reading.drafts import ArticleDraft
from annotations.reading.errors import EmptyText, TooLarge, UnknownFormat
from annotations.reading.plain import read_plain
from annotations.reading.texts import MAX_BYTES


class Reader(Protocol):
    """A module's face for one format."""

    def __call__(self, data: bytes, *, name: str, encoding: str | None) -> ArticleDraft: ...


READERS: Mapping[str, Reader] = {".txt": read_plain, ".md": read_plain}
"""The reader of each extension, in lower case; a new format is a module and a line here."""


def read_article(data: bytes, *, name: str, encoding: str | None = None) -> ArticleDraft:
    """Return the draft of the article in a file; its text keeps every newline as it was.

    `name` is the file's, with extension; `encoding` overrides what the bytes say. Raises a `ReadingError`,
    whose message says what to do, for anything that is no article.
    """
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise UnknownFormat(name=name, known=", ".join(READERS))
    if not data:
        raise EmptyText(name=name)
    if len(data) > MAX_BYTES:
        raise TooLarge(name=name, size=len(data), limit=MAX_BYTES)
    return reader(data, name=name, encoding=encoding)
