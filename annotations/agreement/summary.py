"""All figures of one table of ratings together."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from annotations.agreement.figures import Figure, Reason, undefined
from annotations.agreement.moments import MOST_LABELS, Scale, add_up_ratings
from annotations.agreement.overall import (
    IntervalMethod,
    LabelFigures,
    OverallFigures,
    figures_of_patterns,
    name_figures,
)
from annotations.agreement.pairs import Kappa, PairFigures, compare_pairs, join_pairs, pair_values
from annotations.agreement.table import RatingTable
from annotations.agreement.teams import conger_kappa, light_kappa

WEIGHTED = (Kappa.LINEAR, Kappa.QUADRATIC)


@dataclass(frozen=True)
class AgreementSummary:
    """What a report shows."""

    units: int
    raters: int
    ratings: int
    pairable_units: int
    """Units that two raters or more rated: what the figures rest on."""

    figures: dict[str, Figure]
    """Those of `coefficients.OVERALL`; with exactly two raters `cohen_kappa` and its weighted forms and
    `scott_pi`, with more `light_kappa` and `conger_kappa`; `fleiss_category:LABEL` of each label."""

    per_label: dict[str, LabelFigures]
    """In the table's order of labels."""

    pairs: tuple[PairFigures, ...]
    """Every pair of raters, in the table's order."""

    clusters: int | None
    """How many clusters hold a pairable unit; None where there are no clusters."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the summary as strict JSON holds it; a reason is its code."""
        return {
            "units": self.units,
            "raters": self.raters,
            "ratings": self.ratings,
            "pairable_units": self.pairable_units,
            "clusters": self.clusters,
            "figures": {name: figure.to_json_dict() for name, figure in self.figures.items()},
            "per_label": {label: figures.to_json_dict() for label, figures in self.per_label.items()},
            "pairs": [
                {
                    "first": pair.first,
                    "second": pair.second,
                    "n": pair.n,
                    "observed_agreement": pair.observed_agreement.to_json_dict(),
                    **{str(kappa): figure.to_json_dict() for kappa, figure in pair.kappas.items()},
                }
                for pair in self.pairs
            ],
        }


def summarise(
    table: RatingTable,
    *,
    is_ordered: bool = False,
    categories: int | None = None,
    method: IntervalMethod = IntervalMethod.JACKKNIFE,
    seed: int = 0,
) -> AgreementSummary:
    """Return every figure of the table; an empty table gives figures without values.

    `is_ordered` says that the order of the table's labels means something; `categories` among how many labels
    raters could choose, by default as many as are in use. `seed` is the bootstrap's; what asks who gave a
    rating has jackknife intervals then too.
    """
    in_use = int(np.count_nonzero(table.label_counts))
    scale = Scale.of(table.labels, is_ordered=is_ordered, categories=categories or in_use)
    is_wide = len(table.labels) > MOST_LABELS
    if is_wide:
        total = add_up_ratings(table.unit_codes, table.label_codes, len(table.labels), scale)
        found = name_figures(table.labels, total, Reason.TOO_MANY_LABELS)
    else:
        found = figures_of_patterns(table.patterns, scale, method=method, seed=seed)
    with_intervals = method is not IntervalMethod.NONE and not is_wide
    pairs = compare_pairs(table, _kappas(table, is_ordered=is_ordered), intervals=with_intervals)
    return AgreementSummary(
        units=int(np.count_nonzero(table.sizes)),
        raters=len(table.raters),
        ratings=len(table.label_codes),
        pairable_units=table.pairable_units,
        figures={
            **found.figures,
            **_team_figures(table, pairs, with_intervals=with_intervals),
            **_categories(found),
        },
        per_label=found.per_label,
        pairs=tuple(pairs),
        clusters=None if table.clusters is None else len(np.unique(table.clusters[table.sizes >= 2])),
    )


def _kappas(table: RatingTable, *, is_ordered: bool) -> list[Kappa]:
    kappas = [Kappa.COHEN, *(WEIGHTED if is_ordered else ())]
    return [*kappas, Kappa.SCOTT] if len(table.raters) == 2 else kappas


def _team_figures(table: RatingTable, pairs: list[PairFigures], *, with_intervals: bool) -> dict[str, Figure]:
    """Return the figures that ask who gave which rating."""
    if len(table.raters) == 2:
        n = pairs[0].n
        figures = {str(kappa): undefined(Reason.NO_ORDER, n=n) for kappa in Kappa}
        return figures | {str(kappa): figure for kappa, figure in pairs[0].kappas.items()}
    if len(table.raters) < 2:
        return {}
    joint = join_pairs(table, grouped=with_intervals)
    light = light_kappa(table, joint, pair_values(joint), intervals=with_intervals)
    return {"light_kappa": light, "conger_kappa": conger_kappa(table, intervals=with_intervals)}


def _categories(found: OverallFigures) -> dict[str, Figure]:
    return {f"fleiss_category:{label}": figures.kappa for label, figures in found.per_label.items()}
