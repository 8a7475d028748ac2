import pytest

from annotations.reading import (
    ENCODINGS,
    EmptyText,
    Note,
    NotText,
    Undecodable,
    UnknownEncoding,
    explain,
    read_article,
)


def test_byte_order_mark_is_dropped_and_said():
    draft = read_article(b"\xef\xbb\xbfTalks fail", name="talks.txt")
    assert draft.text == "Talks fail"
    assert draft.notes == (Note.BOM_DROPPED,)
    assert "dropped" in explain(Note.BOM_DROPPED)


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_utf16_is_known_by_its_mark(codec, mark):
    draft = read_article(mark + "Talks 🕊 fail\r\n".encode(codec), name="talks.txt")
    assert draft.text == "Talks 🕊 fail\r\n"
    assert draft.notes == ("read_as_utf16", "bom_dropped")


def test_invalid_utf8_says_where_and_what_to_do():
    with pytest.raises(Undecodable, match=r"UTF-8 at byte 6\. Choose the encoding") as caught:
        read_article(b"Talks \xff", name="talks.txt")
    assert caught.value.offset == 6


def test_half_a_character_in_utf16_is_refused():
    with pytest.raises(Undecodable, match="UTF-16 at byte 4"):
        read_article(b"\xff\xfea\x00\x00\xd8b\x00", name="talks.txt")


def test_a_given_encoding_overrides():
    data = "Переговоры".encode("windows-1251")
    assert read_article(data, name="talks.txt", encoding="windows-1251").text == "Переговоры"


def test_a_given_encoding_that_does_not_fit_is_refused():
    with pytest.raises(Undecodable, match="GB18030 at byte 5"):
        read_article(b"Talks\xff\xff", name="talks.txt", encoding="gb18030")


@pytest.mark.parametrize("encoding", ["klingon", "zlib", "idna", "rot13", "utf\0"])
def test_what_is_no_encoding_of_text_files_is_refused(encoding):
    with pytest.raises(UnknownEncoding, match="windows-1251"):
        read_article(b"Talks", name="talks.txt", encoding=encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_on_offer_works(encoding):
    assert (
        read_article("Talks fail".encode(encoding), name="talks.txt", encoding=encoding).text == "Talks fail"
    )


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\x14\0", b"\x7fELF\x02\x01\0"])
def test_binary_is_refused_as_no_text(data):
    with pytest.raises(NotText, match="not a text file"):
        read_article(data, name="talks.txt")


def test_binary_stays_refused_under_an_encoding_that_allows_any_byte():
    with pytest.raises(NotText):
        read_article(bytes(range(256)) * 4, name="talks.txt", encoding="iso-8859-1")


def test_a_mark_alone_is_empty():
    with pytest.raises(EmptyText):
        read_article(b"\xff\xfe", name="talks.txt")
