import io
from datetime import date

import pytest

from annotations.reading import (
    MAX_BYTES,
    ArticleDetails,
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
    Row,
    RowTooLarge,
    Undecodable,
    UnknownFormat,
    read_rows,
)


def read(name: str, data: bytes | str, encoding: str | None = None) -> list[Row]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_rows(io.BytesIO(raw), name=name, encoding=encoding))


def outcomes(rows: list[Row]) -> list[tuple[int, str | type[ReadingError]]]:
    return [(row.number, row.draft.text if row.draft else type(row.error)) for row in rows]  # type: ignore[misc]


def test_a_table_gives_an_article_a_row() -> None:
    (row,) = read(
        "wire.csv",
        "Headline,TEXT,author,link,lang,published,mood\r\n"
        'Ferry sold,"The ferry,\r\nthey said, was sold.",Dave,https://example.org,en,2026-03-02T08:00Z,glad\r\n',
    )
    assert row.draft is not None
    assert (row.number, row.draft.title) == (2, "Ferry sold")
    assert row.draft.text == "The ferry,\r\nthey said, was sold."
    assert row.details == ArticleDetails("", "Dave", "https://example.org", "en", date(2026, 3, 2))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_in_the_first_row(separator: str) -> None:
    assert outcomes(read("wire.csv", f"id{separator}text\n1{separator}Sold.\n")) == [(2, "Sold.")]


def test_json_lines_give_an_article_a_line() -> None:
    rows = read("wire.jsonl", '{"text": "Sold.", "title": "Ferry"}\n\n{"body": "Bought.", "id": 7}\n')
    assert outcomes(rows) == [(1, "Sold."), (3, "Bought.")]


def test_any_other_file_is_one_article() -> None:
    assert outcomes(read("harbour.md", "The ferry was sold.")) == [(0, "The ferry was sold.")]
    assert outcomes(read("harbour.docx", b"PK")) == [(0, UnknownFormat)]


def test_rows_that_are_wrong_spoil_no_other() -> None:
    rows = read("wire.csv", 'text,title\n"a"b,x\nSold.,y\nb,c,d\n,z\nBought.\n')
    assert outcomes(rows) == [(2, BadRow), (3, "Sold."), (4, ExtraFields), (5, EmptyText), (6, "Bought.")]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("[1, 2]", BadRow),
        ("{", BadRow),
        ("[" * 100_000, BadRow),
        ('{"text": "x", "id": ' + "1" * 5000 + "}", BadRow),
        ('{"text": 7}', EmptyText),
        ('{"text": "Sold.", "title": {}}', BadField),
        ('{"text": "Sold.", "title": "a\\u0000"}', BadField),
        ('{"text": "Sold.", "outlet": "a\\ud800"}', BadField),
        ('{"text": "Sold.\\ud800"}', LoneSurrogate),
        ('{"text": "Sold.\\u0000"}', NotText),
        ('{"text": "Sold.", "published_on": "3/4/2026"}', BadDate),
        ('{"text": "Sold.", "published_on": "2026-02-30"}', BadDate),
    ],
)
def test_a_line_that_is_no_article_says_why(line: str, error: type[ReadingError]) -> None:
    assert outcomes(read("wire.jsonl", line + '\n{"text": "Bought."}')) == [(1, error), (2, "Bought.")]


def test_an_id_stands_for_one_article() -> None:
    rows = read("wire.csv", "id,text\na,Sold.\nb,Bought.\na,Sunk.\n")
    assert outcomes(rows) == [(2, "Sold."), (3, "Bought."), (4, IdRepeated)]


def test_a_quotation_mark_that_is_never_closed_ends_the_table() -> None:
    rows = read("wire.csv", 'text\nSold.\n"Bought.\nSunk.\n')
    assert outcomes(rows) == [(2, "Sold."), (3, RestUnread)]
    endless = 'text\n"' + "Sold.\n" * (MAX_BYTES // 6 + 1)
    assert outcomes(read("wire.csv", endless)) == [(2, RestUnread)]


def test_a_line_that_is_too_long_is_passed_over() -> None:
    data = '{"text": "' + "x" * (MAX_BYTES + 1) + '"}\n{"text": "Sold."}\n'
    assert outcomes(read("wire.jsonl", data)) == [(1, RowTooLarge), (2, "Sold.")]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyText),
        (b"text\n", EmptyText),
        (b"\0" * 1000, NoTextColumn),
        (b"name,age\nBob,3\n", NoTextColumn),
        (b'"text\n', NoTextColumn),
    ],
)
def test_a_table_without_articles_is_one_error(data: bytes, error: type[ReadingError]) -> None:
    assert outcomes(read("wire.csv", data)) == [(0, error)]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_speaks_louder_than_the_choice(codec: str) -> None:
    mark = "\ufeff" if codec in ("utf-16-le", "utf-16-be") else ""
    data = (mark + "text\nПаром продан.\n").encode(codec)
    assert outcomes(read("wire.csv", data, "windows-1251")) == [(2, "Паром продан.")]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("windows-1251", "Паром продан."), ("gb18030", "渡轮已出售。"), ("shift_jis", "表示")],
)
def test_without_a_mark_the_choice_holds(encoding: str, text: str) -> None:
    assert outcomes(read("wire.csv", f"text\n{text}\n".encode(encoding), encoding)) == [(2, text)]


def test_what_is_not_utf8_says_where() -> None:
    data = b"text\n" + b"Sold.\n" * 3000 + "Паром".encode("cp1251")
    *_rows, last = read("wire.csv", data)
    assert isinstance(last.error, Undecodable)
    assert last.error.offset == 5 + 6 * 3000


def test_the_stream_stays_open() -> None:
    stream = io.BytesIO(b"text\nSold.\n")
    list(read_rows(stream, name="wire.csv"))
    assert not stream.closed
