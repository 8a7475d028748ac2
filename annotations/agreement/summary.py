"""All figures of one table of ratings together."""

from dataclasses import dataclass
from typing import Any

from annotations.agreement.coefficients import (
    PairFigures,
    alpha_nominal,
    compare_pairs,
    label_shares,
    observed_agreement,
    specific_agreements,
)
from annotations.agreement.figures import Figure
from annotations.agreement.table import RatingTable


@dataclass(frozen=True)
class LabelFigures:
    """One label among the ratings."""

    count: int
    share: Figure
    specific_agreement: Figure


@dataclass(frozen=True)
class AgreementSummary:
    """What a report shows."""

    units: int
    raters: int
    ratings: int
    pairable_units: int
    """Units that two raters or more rated: what the figures rest on."""

    figures: dict[str, Figure]
    """`observed_agreement`, `alpha_nominal`, and with exactly two raters `cohen_kappa`."""

    per_label: dict[str, LabelFigures]
    """In the table's order of labels."""

    pairs: tuple[PairFigures, ...]
    """Every pair of raters, in the table's order."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the summary as strict JSON holds it; a reason is its code."""
        return {
            "units": self.units,
            "raters": self.raters,
            "ratings": self.ratings,
            "pairable_units": self.pairable_units,
            "figures": {name: figure.to_json_dict() for name, figure in self.figures.items()},
            "per_label": {
                label: {
                    "count": figures.count,
                    "share": figures.share.to_json_dict(),
                    "specific_agreement": figures.specific_agreement.to_json_dict(),
                }
                for label, figures in self.per_label.items()
            },
            "pairs": [
                {
                    "first": pair.first,
                    "second": pair.second,
                    "n": pair.n,
                    "observed_agreement": pair.observed_agreement.to_json_dict(),
                    "cohen_kappa": pair.cohen_kappa.to_json_dict(),
                }
                for pair in self.pairs
            ],
        }


def summarise(table: RatingTable) -> AgreementSummary:
    """Return every figure of the table; an empty table gives figures without values."""
    figures = {"observed_agreement": observed_agreement(table), "alpha_nominal": alpha_nominal(table)}
    pairs = tuple(compare_pairs(table))
    if len(table.raters) == 2:
        figures["cohen_kappa"] = pairs[0].cohen_kappa
    shares, specific = label_shares(table), specific_agreements(table)
    counts = zip(table.labels, table.label_counts, strict=True)
    return AgreementSummary(
        units=len(table.units),
        raters=len(table.raters),
        ratings=len(table.label_codes),
        pairable_units=table.tally.pairable_units,
        figures=figures,
        per_label={
            label: LabelFigures(int(count), shares[label], specific[label]) for label, count in counts
        },
        pairs=pairs,
    )
