"""Tables keep their columns whatever script is in them."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.management.terminal import cut, display_width, format_table


def test_wide_characters_take_two_columns() -> None:
    assert [display_width(text) for text in ("知情人士", "said", "e\u0301", "")] == [8, 4, 1, 0]


def test_cut_text_ends_in_an_ellipsis() -> None:
    assert [cut("知情人士 said", width) for width in (13, 6, 5)] == ["知情人士 said", "知情…", "知情…"]


def test_table_lines_up() -> None:
    lines = format_table(["source", "claim"], [["知情人士", "a b"], ["He", "c"]], width=40)
    assert lines == ["source    claim", "--------  -----", "知情人士  a b", "He        c"]


def test_last_column_gets_what_is_left() -> None:
    lines = format_table(["a", "b"], [["x" * 9, "y" * 60]], width=30, most=(5,))
    assert lines[2] == "xxxx…  " + "y" * 22 + "…"


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_cut_text_always_fits(text: str, width: int) -> None:
    assert display_width(cut(text, width)) <= width
