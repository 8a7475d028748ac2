"""Any file to the drafts of the articles in it: a table or a list of many, or a file that is one article.

A list is read row by row and never held whole, and a row that is wrong spoils no other. Rows are counted as
spreadsheets count them: the names of the columns stand in row 1. In JSON Lines a row is a line.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO

from annotations.reading.drafts import ArticleDetails, ArticleDraft
from annotations.reading.errors import (
    BadDate,
    BadField,
    BadRow,
    EmptyText,
    ExtraFields,
    IdRepeated,
    NoTextColumn,
    ReadingError,
    RestUnread,
    RowTooLarge,
    TooLarge,
    Undecodable,
    UnknownFormat,
)
from annotations.reading.files import READERS, read_article
from annotations.reading.plain import find_codec
from annotations.reading.texts import BOM, MAX_BYTES, TITLE_LIMIT, read_text

LIST_FORMATS = (".csv", ".tsv", ".jsonl", ".ndjson")
"""Extensions of files that hold many articles."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher"),
    "byline": ("byline", "author"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "published_on": ("published_on", "published", "date"),
    "id": ("id",),
}
"""What a column may be called, whatever its case; every other column is passed over."""

# The limit belongs to the whole process; as it comes, at 131,072, a long article is an error.
csv.field_size_limit(MAX_BYTES)

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u2028\u2029]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
_NOTHING_KNOWN = ArticleDetails()
_DETAILS = ("outlet", "byline", "url", "language")


@dataclass(frozen=True)
class Row:
    """One article of a file, or why there is none."""

    number: int
    """Of the row in a list; 0 for a file that is one article."""

    draft: ArticleDraft | None = None
    details: ArticleDetails = _NOTHING_KNOWN
    error: ReadingError | None = None


def read_rows(stream: BinaryIO, *, name: str, encoding: str | None = None) -> Iterator[Row]:
    """Yield each article of a file, or the error in its place, in reading order.

    A byte order mark says how the file is encoded; without one `encoding` does, and without that it is UTF-8.
    What is wrong with the file as a whole is one row with an error, after which nothing comes.
    """
    suffix = PurePath(name).suffix.lower()
    head = stream.read(4)
    stream.seek(0)
    marked = next((codec for mark, codec in _MARKS if head.startswith(mark)), None)
    number = 0
    try:
        if suffix not in LIST_FORMATS:
            yield _read_single(stream, name, None if marked else encoding)
            return
        if not head:
            raise EmptyText(name=name)
        codec = marked or find_codec(encoding or "utf-8", name=name)
        for row in _read_list(stream, name, suffix, codec):
            number = row.number
            yield row
    except ReadingError as error:
        yield Row(number + 1 if number else 0, error=error)


def _read_single(stream: BinaryIO, name: str, encoding: str | None) -> Row:
    if PurePath(name).suffix.lower() not in READERS:
        raise UnknownFormat(name=name, known=", ".join([*READERS, *LIST_FORMATS]))
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > MAX_BYTES:
        raise TooLarge(name=name, size=size, limit=MAX_BYTES)
    return Row(0, draft=read_article(stream.read(), name=name, encoding=encoding))


def _read_list(stream: BinaryIO, name: str, suffix: str, codec: str) -> Iterator[Row]:
    lines = io.TextIOWrapper(stream, encoding=codec, newline="")
    read = _read_table if suffix in (".csv", ".tsv") else _read_json_lines
    row_of_id: dict[str, int] = {}
    found = 0
    try:
        for number, fields in read(_Lines(lines), name):
            found += 1
            yield _make_row(number, fields, row_of_id)
    except UnicodeDecodeError as error:
        # The decoder counts from the start of the bytes that it was last given.
        offset = stream.tell() - len(error.object) + error.start
        raise Undecodable(name=name, encoding=codec.upper(), offset=offset) from error
    except UnicodeError as error:  # a UTF-16 file without its mark
        raise Undecodable(name=name, encoding=codec.upper(), offset=0) from error
    finally:
        lines.detach()  # whoever opened the file closes it
    if not found:
        raise EmptyText(name=name)


class _Lines:
    """The lines of a file as csv's reader takes them, stopping it where a row grows without end."""

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self._lines = lines
        self._is_first = True
        self.size = 0
        """Characters since the row began; whoever begins one sets it to 0."""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._lines.readline(MAX_BYTES + 1)
        if self._is_first:
            line, self._is_first = line.removeprefix(BOM), False
        if not line:
            raise StopIteration
        self.size += len(line)
        if self.size > MAX_BYTES:
            raise RowTooLarge(limit=MAX_BYTES)
        return line

    def skip_rest_of_line(self) -> None:
        """Read on to the end of a line that was too long, a piece at a time."""
        while (piece := self._lines.readline(65536)) and not piece.endswith(("\n", "\r")):
            pass


def _read_json_lines(lines: _Lines, name: str) -> Iterator[tuple[int, dict[str, Any] | ReadingError]]:
    number = 0
    while True:
        lines.size, number = 0, number + 1
        try:
            line = next(lines)
        except StopIteration:
            return
        except RowTooLarge as error:
            lines.skip_rest_of_line()
            yield number, error
            continue
        if line.strip():
            yield number, _read_object(line)


def _read_object(line: str) -> dict[str, Any] | ReadingError:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return BadRow(reason=f"JSON: {error.msg}, {error.colno}")
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets thousands deep
        return BadRow(reason="JSON")
    if not isinstance(value, dict):
        return BadRow(reason="JSON: {…}?")
    return {_column(key): content for key, content in value.items()}


def _read_table(lines: _Lines, name: str) -> Iterator[tuple[int, dict[str, Any] | ReadingError]]:
    head = next(lines, "")
    separator = max("\t;,", key=head.count)
    try:
        columns = [_column(found) for found in next(csv.reader([head], delimiter=separator, strict=True), [])]
    except csv.Error:
        columns = []
    if "text" not in columns:
        shown = " ".join(head.split())[:200]
        raise NoTextColumn(name=name, found=_UNSHOWABLE.sub("�", shown), known=", ".join(COLUMNS))
    rows, number = csv.reader(lines, delimiter=separator, strict=True), 1
    while True:
        lines.size, number = 0, number + 1
        try:
            fields = next(rows)
        except StopIteration:
            return
        except RowTooLarge:
            yield number, RestUnread()
            return
        except csv.Error as error:
            if str(error) == "unexpected end of data":
                yield number, RestUnread()
                return
            yield number, BadRow(reason=f"CSV: {error}")
            continue
        if len(fields) > len(columns):
            yield number, ExtraFields(fields=len(fields), columns=len(columns))
        elif any(fields):
            yield number, dict(zip(columns, fields, strict=False))


def _column(found: str) -> str:
    name = found.strip().lower()
    return next((column for column, names in COLUMNS.items() if name in names), f"other {name}")


def _make_row(number: int, fields: dict[str, Any] | ReadingError, row_of_id: dict[str, int]) -> Row:
    if isinstance(fields, ReadingError):
        return Row(number, error=fields)
    try:
        if key := _one_line(fields, "id"):
            first = row_of_id.setdefault(key, number)
            if first != number:
                raise IdRepeated(value=key, row=first)
        text = fields.get("text")
        if not isinstance(text, str):
            raise EmptyText()
        draft, title = read_text(text), _one_line(fields, "title")
        if title:
            draft = ArticleDraft(draft.text, title[:TITLE_LIMIT], draft.notes)
        details = ArticleDetails(
            **{column: _one_line(fields, column) for column in _DETAILS}, published_on=_read_date(fields)
        )
    except ReadingError as error:
        return Row(number, error=error)
    return Row(number, draft=draft, details=details)


def _one_line(fields: Mapping[str, Any], column: str) -> str:
    value = fields.get(column)
    if value is None:
        return ""
    if isinstance(value, bool | float | dict | list):
        raise BadField(column=column)
    text = str(value).strip()
    if _UNSHOWABLE.search(text):
        raise BadField(column=column)
    return text


def _read_date(fields: Mapping[str, Any]) -> date | None:
    value = _one_line(fields, "published_on")
    if not value:
        return None
    found = _DATE.match(value)
    try:
        return date.fromisoformat(found.group() if found else "")
    except ValueError as error:
        raise BadDate(value=value[:40]) from error
