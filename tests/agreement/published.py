"""Ratings and figures that were published, each with its source."""

from annotations.agreement import RatingTable

FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability, section C: four observers, twelve
units, missing ratings; nominal alpha 0.743."""

TWO_OBSERVERS = ("a a b b b b b c c c c c", "a b b b b b c c c c c c")
"""Krippendorff, K. (2004). Content analysis, 2nd edition, p. 227: alpha 0.734, observed agreement 0.833."""

TEN_NEWS_STORIES = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""Krippendorff (2011), section A: two observers, binary; alpha 0.095."""

UTTERANCES = {
    ("IReq", "IReq"): 50,
    ("IReq", "Stat"): 20,
    ("Stat", "IReq"): 10,
    ("Stat", "Stat"): 20,
}
"""Artstein, R. and Poesio, M. (2008). Inter-coder agreement for computational linguistics, p. 558: two
coders, 100 utterances; observed agreement 0.7, Cohen's kappa 0.348."""


def table_of_rows(rows: tuple[str, ...]) -> RatingTable:
    """Return the table of one line of labels a rater; a full stop is a missing rating."""
    return RatingTable.from_triples(
        (f"unit {unit}", f"rater {rater}", label)
        for rater, row in enumerate(rows)
        for unit, label in enumerate(row.split())
        if label != "."
    )


def table_of_counts(counts: dict[tuple[str, str], int]) -> RatingTable:
    """Return the table of two raters from a count of units for each pair of labels."""
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    return RatingTable.from_triples(
        (unit, rater, label)
        for unit, pair in enumerate(pairs)
        for rater, label in zip(("Alice", "Bob"), pair, strict=True)
    )
