from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.splitting import Span
from annotations.splitting.recutting import (
    cut_between,
    find_new_words,
    join_fragments,
    list_words,
    move_edge,
    part_fragments,
    select_words,
)

TEXT = "The dam leaks, Carol Reed said, and the road is closed."
WHOLE = Span(0, len(TEXT))


def words(text: str, fragments: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in fragments]


def test_parts_keep_the_fragments_inside_them() -> None:
    fragments = (Span(0, 13), Span(32, 54))
    found = part_fragments(TEXT, fragments, [Span(0, 14), Span(14, 55)])
    assert [words(TEXT, part) for part in found] == [["The dam leaks"], ["and the road is closed"]]


def test_a_part_without_words_is_left_out() -> None:
    assert part_fragments(TEXT, (Span(0, 13),), [Span(0, 13), Span(13, 30)]) == [(Span(0, 13),)]


def test_claims_only_a_blank_apart_become_one_stretch() -> None:
    assert join_fragments("One here. Two there.", (Span(0, 9),), (Span(10, 20),)) == (Span(0, 20),)
    assert join_fragments(TEXT, (Span(32, 54),), (Span(0, 13),)) == (Span(0, 13), Span(32, 54))


@pytest.mark.parametrize(
    ("edge", "steps", "expected"),
    [
        ("end", -1, "dam"),
        ("end", 1, "dam leaks,"),
        ("end", 2, "dam leaks, Carol"),
        ("start", -1, "The dam leaks"),
        ("start", 1, "leaks"),
        ("start", 9, "leaks"),
        ("end", -9, "dam"),
        ("start", -9, "The dam leaks"),
    ],
)
def test_an_edge_moves_by_words(edge: str, steps: int, expected: str) -> None:
    fragments = move_edge(TEXT, (Span(4, 13),), edge=edge, steps=steps, within=WHOLE)  # type: ignore[arg-type]
    assert words(TEXT, fragments) == [expected]


def test_a_han_character_is_a_word() -> None:
    text = "大坝漏水了。"
    assert words(text, move_edge(text, (Span(0, 4),), edge="end", steps=-1, within=Span(0, 6))) == ["大坝漏"]


def test_a_fragment_that_the_edge_passes_is_gone() -> None:
    fragments = (Span(0, 13), Span(36, 44))
    assert words(TEXT, move_edge(TEXT, fragments, edge="end", steps=-2, within=WHOLE)) == ["The dam leaks"]


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("  dam  ", 0, 7, "dam"),
        ("the old dam leaks", 5, 13, "old dam leaks"),
        ("cafe\u0301s open", 2, 4, "cafe\u0301s"),
        ("大坝漏水了", 1, 3, "坝漏"),
        ("كَتَبَ الرجل", 1, 8, "كَتَبَ الرجل"),
        ("यह हिन्दी है", 4, 7, "हिन्दी"),
        ("a 👨\u200d👩\u200d👧 b", 3, 4, "👨\u200d👩\u200d👧"),
        ("I ❤\ufe0f大坝", 2, 3, "❤\ufe0f"),
        ('He said "gone."', 9, 13, "gone"),
    ],
)
def test_a_selection_has_no_blank_edges_and_no_half_words(
    text: str, start: int, end: int, expected: str
) -> None:
    selected = select_words(text, start, end)
    assert selected
    assert text[slice(*selected)] == expected
    assert select_words(text, *selected) == selected


def test_a_blank_selection_holds_no_words() -> None:
    assert select_words("   ", 0, 3) is None


def test_words_are_listed_from_the_stretch_as_far_as_the_reach_goes() -> None:
    found = list_words(TEXT, around=Span(4, 13), within=WHOLE, reach=9)
    assert words(TEXT, tuple(found)) == ["The", "dam", "leaks", ",", "Carol"]
    assert list_words("大坝leaks", around=Span(0, 1), within=Span(0, 2), reach=50) == [Span(0, 1), Span(1, 2)]


def test_both_edges_are_set_and_what_was_left_out_stays_out() -> None:
    fragments = (Span(0, 13), Span(32, 54))
    assert words(TEXT, cut_between(TEXT, fragments, Span(4, 39))) == ["dam leaks", "and the"]


def test_new_words_are_those_the_article_lacks() -> None:
    assert find_new_words("Carol Reed says the DAM leaks", TEXT) == ["says"]
    assert find_new_words("大坝塌", "大坝漏水") == ["塌"]


@given(
    st.text(alphabet="ab .,大\u0301é\n", min_size=1, max_size=40),
    st.sampled_from(["start", "end"]),
    st.integers(-6, 6),
    st.data(),
)
def test_moved_fragments_are_in_order_inside_the_text_and_never_empty(
    text: str, edge: str, steps: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    moved = move_edge(text, (Span(start, end),), edge=edge, steps=steps, within=Span(0, len(text)))  # type: ignore[arg-type]
    assert moved
    assert all(0 <= first < last <= len(text) for first, last in moved)
    assert all(one.end <= other.start for one, other in pairwise(moved))
