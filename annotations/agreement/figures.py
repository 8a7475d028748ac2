"""What a figure of agreement is, and why one can be missing."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a figure has no value; a stable code, put in words by `explain`."""

    NO_RATINGS = "no_ratings"
    NO_UNIT_RATED_TWICE = "no_unit_rated_twice"
    ONE_LABEL_ONLY = "one_label_only"
    LABEL_NOT_USED = "label_not_used"
    NO_SHARED_UNIT = "no_shared_unit"


SENTENCES: dict[Reason, str] = {
    Reason.NO_RATINGS: "There are no ratings yet.",
    Reason.NO_UNIT_RATED_TWICE: "No unit was rated by two raters, so there is nothing to compare.",
    Reason.ONE_LABEL_ONLY: (
        "Only one label was used, so agreement by chance is certain and agreement beyond it is undefined."
    ),
    Reason.LABEL_NOT_USED: "No unit that two raters rated was given this label.",
    Reason.NO_SHARED_UNIT: "The two raters rated no unit in common.",
}


def explain(reason: Reason) -> str:
    """Return the English sentence of a reason, which pages translate."""
    return SENTENCES[reason]


@dataclass(frozen=True)
class Figure:
    """A value with what it rests on; either `value` or `reason` is None, never both."""

    value: float | None
    """Never NaN. Undefined is None, not 0 and not 1."""

    n: int
    """How many units (for a share: ratings) the value rests on."""

    reason: Reason | None = None

    def to_json_dict(self) -> dict[str, float | int | str | None]:
        """Return the figure as JSON holds it."""
        return {"value": self.value, "n": self.n, "reason": None if self.reason is None else str(self.reason)}


def undefined(reason: Reason, *, n: int = 0) -> Figure:
    """Return a figure without a value."""
    return Figure(value=None, n=n, reason=reason)
