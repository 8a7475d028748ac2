import numpy as np
import pytest

from annotations.agreement import RatingTable, UnlistedLabel


def test_orders_are_those_of_the_first_rating():
    table = RatingTable.from_triples([("u2", "Bob", "b"), ("u1", "Alice", "a"), ("u2", "Alice", "b")])
    assert (table.units, table.raters, table.labels) == (("u2", "u1"), ("Bob", "Alice"), ("b", "a"))


def test_given_labels_stay_in_their_order_used_or_not():
    table = RatingTable.from_triples([("u", "Alice", "b")], labels=["a", "b", "c"])
    assert table.labels == ("a", "b", "c")
    assert table.label_counts.tolist() == [0, 1, 0]


def test_a_label_that_is_not_listed_is_an_error():
    with pytest.raises(UnlistedLabel, match="'x' is none of the labels given: 'a', 'b'"):
        RatingTable.from_triples([("u", "Alice", "x")], labels=["a", "b"])


def test_the_last_of_a_repeated_rating_counts_and_the_former_is_not_in_use():
    table = RatingTable.from_triples([("u", "Alice", "a"), ("u", "Bob", "b"), ("u", "Alice", "b")])
    assert table.labels == ("b",)
    assert table.label_counts.tolist() == [2]


def test_tally_counts_pairable_units_by_size_and_label():
    triples = [("u", "Alice", "a"), ("u", "Bob", "a"), ("u", "Carol", "b"), ("v", "Alice", "b")]
    tally = RatingTable.from_triples(triples).tally
    assert tally.pairable_units == 1
    rows = zip(tally.size, tally.label, tally.ratings, tally.units, tally.agreeing, strict=True)
    assert [tuple(map(int, row)) for row in rows] == [(3, 0, 2, 1, 2), (3, 1, 1, 1, 0)]


def test_an_empty_table_has_empty_arrays():
    table = RatingTable.from_triples([])
    assert table.tally.pairable_units == 0
    assert table.label_counts.tolist() == []


def test_as_many_labels_as_ratings_need_no_matrix():
    triples = ((unit, rater, f"{unit}{rater}") for unit in range(50_000) for rater in ("Alice", "Bob"))
    table = RatingTable.from_triples(triples)
    assert len(table.labels) == 100_000
    assert np.all(table.tally.agreeing == 0)
