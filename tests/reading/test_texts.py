import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.reading import (
    MAX_BYTES,
    TITLE_LIMIT,
    EmptyText,
    LoneSurrogate,
    Note,
    NotText,
    ReadingError,
    TooLarge,
    check_text,
    normalised_hash,
    read_text,
    title_of,
)


def test_lone_surrogate_is_refused_with_its_place():
    with pytest.raises(LoneSurrogate, match="position 6"):
        check_text("Talks \ud83d fail")


def test_nul_is_refused_with_its_place():
    with pytest.raises(NotText, match="character 5"):
        check_text("Talks\0 fail")


def test_mostly_control_characters_is_no_text():
    with pytest.raises(NotText):
        check_text("\x01\x02Talks\x03\x04")
    check_text("The talks failed on Monday, aides said.\x1a")


def test_pasted_text_has_the_limit_of_files_counted_in_utf8():
    check_text("谈" * (MAX_BYTES // 3))
    with pytest.raises(TooLarge):
        check_text("谈" * (MAX_BYTES // 3 + 1))


def test_blank_paste_is_refused_in_words_without_a_file():
    with pytest.raises(EmptyText, match="The text is empty"):
        read_text(" \u00a0\n")


def test_pasted_byte_order_mark_is_dropped():
    assert read_text("\ufeffTalks fail").notes == (Note.BOM_DROPPED,)


@given(st.text())
def test_any_text_is_read_whole_or_refused(text):
    try:
        draft = read_text(text, name="talks.txt")
    except ReadingError:
        return
    assert draft.text == text.removeprefix("\ufeff")
    assert 0 < len(draft.title) <= TITLE_LIMIT
    assert len(draft.title.splitlines()) == 1


@given(st.text(alphabet="ab\r\n"))
def test_newlines_do_not_make_another_article(text):
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    assert normalised_hash(text) == normalised_hash(unix) == normalised_hash(unix.replace("\n", "\r\n"))


def test_other_words_make_another_article():
    assert normalised_hash("Talks fail") != normalised_hash("Talks failed")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  Talks fail  \nAides left.", "Talks fail"),
        ("Will the talks fail?\nAides left.", "Will the talks fail?"),
        ("会谈失败\n知情人士说。", "会谈失败"),
        ("The talks failed on Monday.\nAides left.", "paris-talks"),
        ("“We left,” she said. “Twice.”\nMore.", "paris-talks"),
        ("会谈失败。\n知情人士说。", "paris-talks"),
        ("word " * 40, "paris-talks"),
    ],
)
def test_title_is_the_headline_or_the_stem(text, title):
    assert title_of(text, "news/paris-talks.txt") == title


def test_title_of_a_paste_without_headline_is_its_first_line_cut_short():
    title = title_of("word " * 80 + "\nMore.", "")
    assert title.startswith("word word")
    assert len(title) == TITLE_LIMIT
    assert title.endswith("…")


def test_a_file_name_that_is_no_utf8_gives_a_title_that_can_be_stored():
    assert title_of("The talks failed.", "talks\udcff.txt") == "talks?"
