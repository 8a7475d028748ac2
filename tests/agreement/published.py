"""Ratings and figures that were published, each with its source."""

from dataclasses import dataclass

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
coders, 100 utterances; observed agreement 0.7, Cohen's kappa 0.348, Scott's pi 0.341."""

FOURTEEN_RATERS = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)
"""Ten subjects by five categories, the worked example of Fleiss' kappa in Wikipedia: kappa 0.210."""


@dataclass(frozen=True)
class Published:
    """A table with the figures its source gives, as it rounds them."""

    rows: tuple[str, ...]
    figures: dict[str, float]
    is_ordered: bool = False


PUBLISHED = {
    "Krippendorff 2011, C": Published(
        FOUR_OBSERVERS,
        {"alpha_nominal": 0.743, "alpha_ordinal": 0.815, "alpha_interval": 0.849, "alpha_ratio": 0.797},
        is_ordered=True,
    ),
    "Krippendorff 2011, A": Published(TEN_NEWS_STORIES, {"alpha_nominal": 0.095}),
    "Krippendorff 2004, p. 227": Published(
        TWO_OBSERVERS, {"alpha_nominal": 0.734, "observed_agreement": 0.833}, is_ordered=True
    ),
    # Gwet, K. L. (2014), Handbook of inter-rater reliability, 4th edition: the ratings of four raters are
    # Krippendorff's, with AC1 0.775.
    "Gwet 2014, four raters": Published(FOUR_OBSERVERS, {"gwet_ac1": 0.775}),
    # Two raters, 12 units, one rating missing; alpha 0.665 and AC1 0.661.
    "Gwet 2014, Ben and Gerry": Published(
        ("a a b b d c c c e d d a", "b a b b b c c c e . d d"), {"alpha_nominal": 0.665, "gwet_ac1": 0.661}
    ),
}


def table_of_rows(rows: tuple[str, ...], labels: list[str] | None = None) -> RatingTable:
    """Return the table of one line of labels a rater; a full stop is a missing rating."""
    return RatingTable.from_triples(
        (
            (f"unit {unit}", f"rater {rater}", label)
            for rater, row in enumerate(rows)
            for unit, label in enumerate(row.split())
            if label != "."
        ),
        labels=labels,
    )


def table_of_counts(counts: dict[tuple[str, str], int]) -> RatingTable:
    """Return the table of two raters from a count of units for each pair of labels."""
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    return RatingTable.from_triples(
        (unit, rater, label)
        for unit, pair in enumerate(pairs)
        for rater, label in zip(("Alice", "Bob"), pair, strict=True)
    )
