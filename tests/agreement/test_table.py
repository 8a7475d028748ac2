import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement import Patterns, RatingTable, UnlistedLabel
from annotations.agreement.patterns import BadCounts, count_patterns
from annotations.agreement.table import BadCodes
from tests.agreement.tables import RATINGS, rows_of_units, table_of


def test_units_and_raters_stand_by_their_first_rating_and_labels_by_name():
    table = RatingTable.from_triples([("u2", "Bob", "b"), ("u1", "Alice", "a"), ("u2", "Alice", "b")])
    assert (table.units, table.raters, table.labels) == (("u2", "u1"), ("Bob", "Alice"), ("a", "b"))


def test_given_labels_stay_in_their_order_used_or_not():
    table = RatingTable.from_triples([("u", "Alice", "b")], labels=["c", "b", "a"])
    assert table.labels == ("c", "b", "a")
    assert table.label_counts.tolist() == [0, 1, 0]


def test_a_label_that_is_not_listed_is_an_error():
    with pytest.raises(UnlistedLabel, match="'x' is none of the labels given: 'a', 'b'"):
        RatingTable.from_triples([("u", "Alice", "x")], labels=["a", "b"])


def test_the_last_of_a_repeated_rating_counts_and_the_former_is_not_in_use():
    table = RatingTable.from_triples([("u", "Alice", "a"), ("u", "Bob", "b"), ("u", "Alice", "b")])
    assert table.labels == ("b",)
    assert table.label_counts.tolist() == [2]


def test_patterns_count_units_with_the_same_labels():
    triples = [
        ("u", "Alice", "a"),
        ("u", "Bob", "a"),
        ("v", "Alice", "b"),
        ("w", "Alice", "a"),
        ("w", "Dave", "a"),
    ]
    patterns = RatingTable.from_triples(triples).patterns
    assert patterns.counts.tolist() == [[0, 1], [2, 0]]
    assert patterns.units.tolist() == [1, 2]


@given(RATINGS, st.integers(1, 3))
def test_patterns_of_counts_are_those_of_ratings(ratings, clusters):
    groups = {unit: unit % clusters for unit in range(8)}
    patterns = table_of(ratings, labels="123", clusters=groups).patterns
    counts = [[row.count(label) for label in "123"] for row in rows_of_units(ratings)]
    names = [groups[unit] for unit in sorted({unit for unit, _rater in ratings})]
    again = Patterns.from_counts(counts, "123", clusters=names)
    assert again.counts.tolist() == patterns.counts.tolist()
    assert again.units.tolist() == patterns.units.tolist()
    assert patterns.cells.units.sum() == patterns.units.sum() == len(counts)


@given(st.lists(st.lists(st.integers(0, 3), min_size=40, max_size=40), max_size=6))
def test_patterns_of_more_labels_than_one_number_holds(rows):
    counts = np.array(rows, dtype=np.int64).reshape(-1, 40)
    patterns = Patterns.from_counts(counts, [f"label {at}" for at in range(40)])
    expected, units = np.unique(counts[counts.sum(axis=1) > 0], axis=0, return_counts=True)
    assert patterns.counts.tolist() == expected.tolist()
    assert patterns.units.tolist() == units.tolist()


def test_units_without_a_rating_are_no_units():
    patterns = count_patterns(np.array([2]), np.array([1]), 4, "ab", clusters=np.array([0, 0, 1, 1]))
    assert (patterns.counts.tolist(), patterns.units.tolist()) == ([[0, 1]], [1])
    assert patterns.cells.cluster.tolist() == [1]


@pytest.mark.parametrize("counts", [[[1, 2, 3]], [[-1, 2]], [[0.5, 1]]])
def test_counts_that_are_none_are_refused(counts):
    with pytest.raises(BadCounts):
        Patterns.from_counts(counts, "ab")


def test_clusters_of_counts_are_one_a_row():
    with pytest.raises(BadCounts, match="Name one a row"):
        Patterns.from_counts([[1, 0], [0, 1]], "ab", clusters=["x"])


@pytest.mark.parametrize(
    ("unit", "rater", "label"),
    [([0], [0, 1], [0]), ([2], [0], [0]), ([0], [-1], [0]), ([0, 0], [1, 1], [0, 1])],
)
def test_codes_that_are_no_ratings_are_refused(unit, rater, label):
    arrays = (np.array(array) for array in (unit, rater, label))
    with pytest.raises(BadCodes):
        RatingTable.from_codes(*arrays, units="uv", raters=["Alice", "Bob"], labels="ab")


def test_clusters_are_one_a_unit():
    place = np.array([0])
    with pytest.raises(BadCodes, match="clusters of 2 units"):
        RatingTable.from_codes(place, place, place, units="uv", raters=["Alice"], labels="a", clusters=place)


@given(st.permutations(range(6)))
def test_codes_in_any_order_make_the_same_table(order):
    unit, rater, label = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1] * 3), np.array([0, 1, 1, 1, 0, 0])
    places = np.array(order)
    table = RatingTable.from_codes(
        unit[places], rater[places], label[places], units="uvw", raters="AB", labels="ab"
    )
    assert table.unit_codes.tolist() == unit.tolist()
    assert table.rater_codes.tolist() == rater.tolist()
    assert table.label_codes.tolist() == label.tolist()


def test_an_empty_table_has_empty_arrays():
    table = RatingTable.from_triples([])
    assert (table.pairable_units, table.label_counts.tolist()) == (0, [])
    assert table.patterns.units.tolist() == []
