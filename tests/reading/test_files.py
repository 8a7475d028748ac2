import pytest

from annotations.reading import MAX_BYTES, EmptyText, ReadingError, TooLarge, UnknownFormat, read_article


def test_text_keeps_every_newline():
    draft = read_article(b"Talks fail\r\nAides left.\rDone.\n", name="talks.txt")
    assert draft.text == "Talks fail\r\nAides left.\rDone.\n"
    assert draft.notes == ()


def test_markdown_is_read_as_it_stands():
    assert read_article(b"# Talks fail\n", name="talks.MD").text == "# Talks fail\n"


def test_other_extensions_name_those_that_are_read():
    with pytest.raises(UnknownFormat, match=r"talks\.pages has .*\.txt, \.md"):
        read_article(b"Talks", name="talks.pages")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\ufeff".encode(), "\u200b\u3000".encode()])
def test_nothing_to_see_is_refused(data):
    with pytest.raises(EmptyText, match="blank"):
        read_article(data, name="talks.txt")


def test_size_is_checked_before_anything_is_decoded():
    with pytest.raises(TooLarge, match=str(MAX_BYTES)):
        read_article(b"\xff" * (MAX_BYTES + 1), name="talks.txt")


def test_one_line_of_five_megabytes_is_read():
    line = "The talks failed. " * 300_000
    draft = read_article(line.encode(), name="long.txt")
    assert draft.text == line
    assert draft.title == "long"


@pytest.mark.parametrize("text", ["Переговоры сорвались", "会谈失败", "فشلت المحادثات", "Talks 🕊️ fail"])
def test_any_script_is_read(text):
    assert read_article(text.encode(), name="talks.txt").text == text


def test_every_refusal_carries_a_code_and_what_a_page_needs_to_translate_it():
    for refusal in ReadingError.__subclasses__():
        assert refusal.code != ReadingError.code
    with pytest.raises(UnknownFormat) as caught:
        read_article(b"Talks", name="talks.pages")
    assert caught.value.sentence % caught.value.params == str(caught.value)


def test_a_refusal_can_be_shown_whatever_the_file_is_called():
    with pytest.raises(EmptyText) as caught:
        read_article(b"", name="talks\udcff.txt")
    assert str(caught.value).encode().startswith(b"talks?.txt is empty")
