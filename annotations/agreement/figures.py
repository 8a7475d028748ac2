"""What a figure of agreement is, and why one, or its interval, can be missing."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Reason(StrEnum):
    """Why a figure has no value, or a value has no interval; a stable code, put in words by `explain`."""

    NO_RATINGS = "no_ratings"
    NO_UNIT_RATED_TWICE = "no_unit_rated_twice"
    ONE_LABEL_ONLY = "one_label_only"
    LABEL_NOT_USED = "label_not_used"
    NO_SHARED_UNIT = "no_shared_unit"
    NO_ORDER = "no_order"
    LABELS_NOT_NUMERIC = "labels_not_numeric"
    LABELS_NOT_RATIO = "labels_not_ratio"
    RATINGS_MISSING = "ratings_missing"
    PAIR_UNDEFINED = "pair_undefined"
    TOO_FEW_CLUSTERS = "too_few_clusters"
    REPLICATE_UNDEFINED = "replicate_undefined"
    NO_VARIATION = "no_variation"
    TOO_MANY_LABELS = "too_many_labels"


SENTENCES: dict[Reason, str] = {
    Reason.NO_RATINGS: "There are no ratings yet.",
    Reason.NO_UNIT_RATED_TWICE: "No unit was rated by two raters, so there is nothing to compare.",
    Reason.ONE_LABEL_ONLY: (
        "Only one label was used, so agreement by chance is certain and agreement beyond it is undefined."
    ),
    Reason.LABEL_NOT_USED: "No unit that two raters rated was given this label.",
    Reason.NO_SHARED_UNIT: "The two raters rated no unit in common.",
    Reason.NO_ORDER: "The figure weighs how far labels lie apart, and the order of the labels was not given.",
    Reason.LABELS_NOT_NUMERIC: "The figure needs numbers as labels.",
    Reason.LABELS_NOT_RATIO: "The figure needs numbers from 0 upwards as labels.",
    Reason.RATINGS_MISSING: "The figure needs every rater's rating of every unit, and some are missing.",
    Reason.PAIR_UNDEFINED: "The figure is a mean over all pairs of raters, and one pair's is undefined.",
    Reason.TOO_FEW_CLUSTERS: "An interval needs at least two clusters with a unit that two raters rated.",
    Reason.REPLICATE_UNDEFINED: "Without one of the clusters the figure is undefined, so it has no interval.",
    Reason.NO_VARIATION: (
        "The figure stays the same whichever cluster is left out, so nothing tells how certain it is."
    ),
    Reason.TOO_MANY_LABELS: "There are more than 1,000 labels, so intervals are not computed.",
}


def explain(reason: Reason) -> str:
    """Return the English sentence of a reason, which pages translate."""
    return SENTENCES[reason]


@dataclass(frozen=True)
class Figure:
    """A value with what it rests on and its 95% interval.

    Without a value `reason` says why; with a value and no interval it says why there is none.
    """

    value: float | None
    """Never NaN. Undefined is None, not 0 and not 1."""

    n: int
    """How many units (for a share: ratings) the value rests on."""

    reason: Reason | None = None
    low: float | None = None
    high: float | None = None
    """The ends of the interval: both or none."""

    def to_json_dict(self) -> dict[str, float | int | str | None]:
        """Return the figure as JSON holds it."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "n": self.n,
            "reason": None if self.reason is None else str(self.reason),
        }

    def within(self, ends: "Interval") -> "Figure":
        """Return the figure with the interval, or with the reason why none is; an undefined one as it is."""
        if self.value is None:
            return self
        if isinstance(ends, Reason):
            return replace(self, reason=ends)
        return replace(self, low=ends[0], high=ends[1])


Interval = tuple[float, float] | Reason
"""Both ends of an interval, or why there is none."""


def undefined(reason: Reason, *, n: int = 0) -> Figure:
    """Return a figure without a value."""
    return Figure(value=None, n=n, reason=reason)
