"""Did raters cut the same? Against the example of the book, and by laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement import Reason
from annotations.agreement.unitizing import (
    BadSections,
    Section,
    Text,
    alpha_unitizing,
    compare_boundaries,
    match_sections,
)

BOOK = Text(
    300,
    {
        "i": [Section(75, 145, "c"), Section(220, 250, "c"), Section(30, 90, "k"), Section(150, 200, "k")],
        "j": [
            Section(70, 150, "c"),
            Section(205, 225, "c"),
            Section(250, 270, "c"),
            Section(30, 90, "k"),
            Section(150, 200, "k"),
        ],
    },
)
"""Krippendorff, K. (2004), Content analysis, 2nd edition, p. 254: two observers on a continuum of 300."""


@st.composite
def cuts(draw):
    """Sections of one rater in a text of 40 characters, none overlapping."""
    places = sorted(draw(st.sets(st.integers(0, 40), max_size=8)))
    return [Section(*pair) for pair in zip(places[::2], places[1::2], strict=False)]


def test_alpha_is_that_of_the_book():
    found = alpha_unitizing([BOOK])
    # The book divides figures it has rounded: 1 - .0144/.1022 = .8591.
    assert found.overall.value == pytest.approx(0.8591, abs=5e-4)
    assert {label: round(figure.value, 4) for label, figure in found.by_label.items()} == {
        "c": 0.7286,
        "k": 1.0,
    }


def test_texts_are_joined_and_gaps_broken_at_their_borders():
    whole = Text(20, {"Alice": [Section(2, 5)], "Bob": [Section(2, 6)]})
    halves = [
        Text(10, {"Alice": [Section(2, 5)], "Bob": [Section(2, 6)]}),
        Text(10, {"Alice": [], "Bob": []}),
    ]
    one, two = alpha_unitizing([whole]).overall.value, alpha_unitizing(halves).overall.value
    assert one > two > 0.5  # shorter gaps leave less room for a section by chance


@given(cuts(), cuts())
def test_alpha_is_one_for_the_same_cuts_and_symmetric(one, two):
    both = alpha_unitizing([Text(40, {"Alice": one, "Bob": two})]).overall
    assert both == alpha_unitizing([Text(40, {"Alice": two, "Bob": one})]).overall
    assert both.value is None or both.value <= 1
    same = alpha_unitizing([Text(40, {"Alice": one, "Bob": one})]).overall
    assert same.value == 1 or same.reason


@pytest.mark.parametrize(
    ("sections", "reason"),
    [
        ({}, Reason.NO_RATINGS),
        ({"Alice": [Section(0, 2)]}, Reason.NO_UNIT_RATED_TWICE),
        ({"Alice": [], "Bob": []}, Reason.NO_RATINGS),
    ],
)
def test_an_undefined_alpha_says_why(sections, reason):
    assert alpha_unitizing([Text(10, sections)]).overall.reason is reason


@pytest.mark.parametrize("sections", [[Section(3, 3)], [Section(8, 11)], [Section(1, 5), Section(4, 6)]])
def test_sections_that_cannot_be_are_refused(sections):
    with pytest.raises(BadSections, match="Rater Alice"):
        alpha_unitizing([Text(10, {"Alice": sections, "Bob": []})])


def test_a_text_that_a_rater_did_not_cut_cannot_be_joined():
    texts = [Text(10, {"Alice": [], "Bob": []}), Text(10, {"Alice": []})]
    with pytest.raises(BadSections, match="Rater Bob did not cut every text"):
        alpha_unitizing(texts)


def test_borders_are_compared_over_texts_both_cut():
    texts = [
        Text(10, {"Alice": [Section(0, 4), Section(4, 8)], "Bob": [Section(0, 8)]}),
        Text(10, {"Alice": [Section(1, 2)]}),
    ]
    (found,) = compare_boundaries(texts)
    assert (found.shared, found.own, found.others) == (2, 3, 2)
    assert (found.precision.value, found.recall.value, found.f1.value) == (1.0, 2 / 3, 0.8)


def test_borders_of_nobody_have_no_figure():
    (found,) = compare_boundaries([Text(10, {"Alice": [], "Bob": []})])
    assert found.f1.value is None


def test_matching_is_greedy_one_to_one_and_leaves_the_rest():
    first = [Section(0, 10), Section(20, 30)]
    second = [Section(0, 9), Section(0, 10), Section(24, 40)]
    found = match_sections(first, second)
    assert found.pairs == ((Section(0, 10), Section(0, 10)),)
    assert (found.first_alone, found.second_alone) == ((Section(20, 30),), (Section(0, 9), Section(24, 40)))


@given(cuts(), cuts())
def test_matching_uses_each_section_once_and_loses_none(one, two):
    found = match_sections(one, two)
    assert sorted([*(own for own, _other in found.pairs), *found.first_alone]) == sorted(one)
    assert sorted([*(other for _own, other in found.pairs), *found.second_alone]) == sorted(two)
    assert match_sections(one, one).first_alone == ()
