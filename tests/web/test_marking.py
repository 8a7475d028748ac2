"""Marking claims in place: laws that hold for any spans, and the shapes that pages rely on."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.splitting import Segment, SegmentKind
from annotations.web.marking import Mark, find_lower, mark_text

TEXTS = st.text(alphabet="ab ز知🙂\r\n", min_size=1, max_size=60)


@st.composite
def marked_texts(draw: Any) -> tuple[str, list[Segment], list[Mark]]:
    text = draw(TEXTS)
    edges = st.integers(0, len(text))
    spans = st.tuples(edges, edges).map(sorted).map(tuple).filter(lambda span: span[0] < span[1])
    cuts = sorted({0, len(text), *draw(st.lists(edges, max_size=4))})
    kinds = st.sampled_from(list(SegmentKind))
    segments = [Segment(start, end, draw(kinds)) for start, end in pairwise(cuts)]
    lists = draw(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=5))
    return text, segments, [Mark(key, tuple(spans)) for key, spans in enumerate(lists)]


def runs_of(text: str, segments: list[Segment], marks: list[Mark], **chain: Any) -> list[Any]:
    return [run for part in mark_text(text, segments, marks, **chain) for run in part.runs]


@given(marked_texts())
def test_the_runs_joined_are_the_text_again_and_each_says_where_it_stands(case):
    text, segments, marks = case
    runs = runs_of(text, segments, marks)
    assert "".join(run.text for run in runs) == text
    assert all(text[run.start : run.start + len(run.text)] == run.text for run in runs)


@given(marked_texts())
def test_every_code_point_carries_exactly_the_claims_whose_words_it_is(case):
    text, segments, marks = case
    for run in runs_of(text, segments, marks):
        for point in range(run.start, run.start + len(run.text)):
            covering = {mark.key for mark in marks if any(s <= point < e for s, e in mark.fragments)}
            assert set(run.keys) == covering


@given(marked_texts())
def test_every_claim_begins_once_where_its_first_words_are(case):
    text, segments, marks = case
    begins = [(key, run.start) for run in runs_of(text, segments, marks) for key in run.begins]
    firsts = [(mark.key, min(start for start, _end in mark.fragments)) for mark in marks]
    assert sorted(begins) == sorted(firsts)


@given(marked_texts())
def test_a_paragraph_lies_within_one_segment_and_one_line(case):
    text, segments, marks = case
    for part in mark_text(text, segments, marks):
        start = part.runs[0].start
        end = part.runs[-1].start + len(part.runs[-1].text)
        assert any(s.start <= start and end <= s.end and s.kind == part.kind for s in segments)
        assert "\n" not in text[start:end].rstrip("\r\n")


def test_of_nested_claims_the_innermost_is_named_last():
    runs = runs_of("abcdef", [], [Mark("inner", ((2, 4),)), Mark("outer", ((0, 6),))])
    assert [(run.text, run.keys) for run in runs] == [
        ("ab", ("outer",)),
        ("cd", ("outer", "inner")),
        ("ef", ("outer",)),
    ]


def test_source_and_cue_of_the_chain_shown_are_runs_of_their_own():
    text = "Bob said it rained."
    runs = runs_of(text, [], [Mark(1, ((9, 19),))], sources=[(0, 3)], cues=[(4, 8)])
    assert [(run.text, run.role) for run in runs] == [
        ("Bob", "source"),
        (" ", ""),
        ("said", "cue"),
        (" ", ""),
        ("it rained.", ""),
    ]


def test_boilerplate_is_set_apart():
    part = mark_text("Share", [Segment(0, 5, SegmentKind.BOILERPLATE)], [])[0]
    assert part.is_set_apart
    assert not part.is_blank


def test_a_stretch_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="no stretch"):
        mark_text("abc", [], [Mark(1, ((1, 4),))])


def lower_of(text: str, *claims: tuple[int, int]) -> set[Any]:
    return find_lower(mark_text(text, [], [Mark(key, (span,)) for key, span in enumerate(claims)]))


@pytest.mark.parametrize(
    ("claims", "lower"),
    [
        ([(0, 4), (5, 9)], set()),
        ([(0, 9), (2, 5)], {0}),
        ([(0, 5), (3, 12)], {1}),
        ([(0, 12), (0, 4), (4, 12)], {0}),
        ([(0, 12), (1, 8), (2, 5)], {0, 1}),
    ],
    ids=["apart", "nested", "overlapping", "shared whole", "three deep"],
)
def test_of_claims_that_share_words_the_wider_has_the_lower_line(claims, lower):
    assert lower_of("The old ferry", *claims) == lower
