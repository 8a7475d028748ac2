"""Random tables of ratings, and what they say by plain counting."""

from collections import defaultdict

from hypothesis import strategies as st

from annotations.agreement import Figure, IntervalMethod, RatingTable, summarise

RATERS = ["Alice", "Bob", "Carol", "Dave"]
Ratings = dict[tuple[int, str], str]

RATINGS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.sampled_from(RATERS)), st.sampled_from("123"), max_size=32
)
"""Up to eight units, four raters and three labels, which are numbers too; any rating may be missing."""

COMPLETE = st.integers(2, 4).flatmap(
    lambda raters: st.lists(
        st.lists(st.sampled_from("123"), min_size=raters, max_size=raters), min_size=2, max_size=8
    )
)
"""Rows of units, each with the labels of all raters."""


def table_of(ratings: Ratings, **options: object) -> RatingTable:
    return RatingTable.from_triples(
        ((unit, rater, label) for (unit, rater), label in ratings.items()), **options
    )


def table_of_units(units: list[list[str]]) -> RatingTable:
    """Return the table of complete rows of labels."""
    return table_of(
        {(at, RATERS[rater]): label for at, row in enumerate(units) for rater, label in enumerate(row)}
    )


def figures_of(table: RatingTable, **options: object) -> dict[str, Figure]:
    """Return the figures without intervals."""
    return summarise(table, method=IntervalMethod.NONE, **options).figures


def rows_of_units(ratings: Ratings) -> list[list[str]]:
    """Return the labels of each unit."""
    rows = defaultdict(list)
    for (unit, _rater), label in sorted(ratings.items()):
        rows[unit].append(label)
    return list(rows.values())
