"""All figures of one table of ratings together."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from annotations.agreement.figures import Figure, Reason, undefined
from annotations.agreement.keeping import Kept, keep_pairs, keep_raters
from annotations.agreement.moments import MOST_LABELS, Scale, add_up_ratings
from annotations.agreement.overall import (
    IntervalMethod,
    LabelFigures,
    OverallFigures,
    figures_of_patterns,
    name_figures,
)
from annotations.agreement.pairs import (
    Joint,
    Kappa,
    PairFigures,
    PairValues,
    compare_pairs,
    join_pairs,
    pair_values,
)
from annotations.agreement.patterns import Patterns
from annotations.agreement.raters import (
    RaterCells,
    RaterFigures,
    cells_of_raters,
    name_raters,
    rater_figures,
)
from annotations.agreement.table import RatingTable
from annotations.agreement.teams import conger_kappa, light_interval, light_kappa

WEIGHTED = (Kappa.LINEAR, Kappa.QUADRATIC)


@dataclass(frozen=True, eq=False)
class Counted:
    """Ratings as counts, which is all that the figures need: however they were counted, the figures are the
    same to the last digit."""

    raters: tuple[str, ...]
    patterns: Patterns
    """With cells where units have clusters."""

    joint: Joint
    cells: RaterCells


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

    by_rater: tuple[RaterFigures, ...]
    """In the table's order; empty with more labels than have room."""

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
            "by_rater": [figures.to_json_dict() for figures in self.by_rater],
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
    if len(table.labels) > MOST_LABELS:
        return _summarise_wide(table, is_ordered=is_ordered, categories=categories)
    joint = join_pairs(table, grouped=method is not IntervalMethod.NONE)
    counted = Counted(table.raters, table.patterns, joint, cells_of_raters(table))
    return summarise_counted(counted, is_ordered=is_ordered, categories=categories, method=method, seed=seed)


def summarise_counted(
    counted: Counted,
    *,
    is_ordered: bool = False,
    categories: int | None = None,
    method: IntervalMethod = IntervalMethod.JACKKNIFE,
    seed: int = 0,
) -> AgreementSummary:
    """Return every figure of ratings that were counted, as `summarise`."""
    patterns, raters = counted.patterns, counted.raters
    sizes = patterns.counts.sum(axis=1)
    pairable = int(patterns.units[sizes >= 2].sum())
    in_use = int(np.count_nonzero(patterns.counts.sum(axis=0)))
    scale = Scale.of(patterns.labels, is_ordered=is_ordered, categories=categories or in_use)
    found = figures_of_patterns(patterns, scale, method=method, seed=seed)
    intervals = method is not IntervalMethod.NONE
    pairs = compare_pairs(raters, counted.joint, _kappas(raters, is_ordered=is_ordered), intervals=intervals)
    team = _two_raters(pairs) if len(raters) == 2 else {}
    if len(raters) > 2:
        values = pair_values(counted.joint)
        team = {
            "light_kappa": light_kappa(counted.joint, values, pairable=pairable, intervals=intervals),
            "conger_kappa": _conger(counted, intervals=intervals),
        }
    by_rater = rater_figures(raters, patterns, counted.cells, intervals=intervals)
    return _put_together(counted, found, team, pairs, by_rater)


def summarise_again(
    counted: Counted, kept: Kept, *, categories: int | None = None
) -> tuple[AgreementSummary, Kept]:
    """Return every figure as `summarise_counted` does with its defaults, and what to give the next time: of
    pairs and raters whose counts are still the same nothing is computed again.

    The rows of `joint` come by pair and group, those of `cells` by rater and group.
    """
    patterns, raters, joint = counted.patterns, counted.raters, counted.joint
    if len(raters) < 3:
        return summarise_counted(counted, categories=categories), Kept()
    in_use = int(np.count_nonzero(patterns.counts.sum(axis=0)))
    found = figures_of_patterns(
        patterns, Scale.of(patterns.labels, is_ordered=False, categories=categories or in_use)
    )
    pairs, parts, kept_pairs = keep_pairs(raters, joint, kept.pairs)
    alone, kept_raters = keep_raters(raters, patterns, counted.cells, kept.raters)
    pairable = int(patterns.units[patterns.counts.sum(axis=1) >= 2].sum())
    values = PairValues(
        n=np.array([pair.n for pair in pairs], dtype=np.int64),
        agreement=np.zeros(0),
        kappas={
            Kappa.COHEN: np.array(
                [np.nan if pair.cohen_kappa.value is None else pair.cohen_kappa.value for pair in pairs]
            )
        },
    )
    light = light_kappa(joint, values, pairable=pairable, intervals=False)
    if light.value is not None:
        light = light.within(light_interval(light.value, len(pairs), joint, parts))
    team = {"light_kappa": light, "conger_kappa": _conger(counted, intervals=True)}
    by_rater = name_raters(raters, patterns, counted.cells, alone)
    return _put_together(counted, found, team, pairs, by_rater), Kept(kept_pairs, kept_raters)


def _conger(counted: Counted, *, intervals: bool) -> Figure:
    units = int(counted.patterns.units.sum())
    return conger_kappa(
        len(counted.raters), counted.patterns, counted.cells, units=units, intervals=intervals
    )


def _put_together(
    counted: Counted,
    found: OverallFigures,
    team: dict[str, Figure],
    pairs: list[PairFigures],
    by_rater: list[RaterFigures],
) -> AgreementSummary:
    patterns = counted.patterns
    sizes = patterns.counts.sum(axis=1)
    return AgreementSummary(
        units=int(patterns.units.sum()),
        raters=len(counted.raters),
        ratings=int((sizes * patterns.units).sum()),
        pairable_units=int(patterns.units[sizes >= 2].sum()),
        figures={**found.figures, **team, **_categories(found)},
        per_label=found.per_label,
        pairs=tuple(pairs),
        by_rater=tuple(by_rater),
        clusters=None if patterns.cells is None else _count_clusters(patterns),
    )


def _summarise_wide(table: RatingTable, *, is_ordered: bool, categories: int | None) -> AgreementSummary:
    """Return the figures of a table with more labels than have room: none has an interval."""
    in_use = int(np.count_nonzero(table.label_counts))
    scale = Scale.of(table.labels, is_ordered=is_ordered, categories=categories or in_use)
    total = add_up_ratings(table.unit_codes, table.label_codes, len(table.labels), scale)
    found = name_figures(table.labels, total, Reason.TOO_MANY_LABELS)
    kappas = _kappas(table.raters, is_ordered=is_ordered)
    pairs = compare_pairs(table.raters, join_pairs(table, grouped=False), kappas, intervals=False)
    n = table.pairable_units
    many = dict.fromkeys(("light_kappa", "conger_kappa"), undefined(Reason.TOO_MANY_LABELS, n=n))
    team = _two_raters(pairs) if len(table.raters) == 2 else many if len(table.raters) > 2 else {}
    return AgreementSummary(
        units=int(np.count_nonzero(table.sizes)),
        raters=len(table.raters),
        ratings=len(table.label_codes),
        pairable_units=n,
        figures={**found.figures, **team, **_categories(found)},
        per_label=found.per_label,
        pairs=tuple(pairs),
        by_rater=(),
        clusters=None if table.clusters is None else len(np.unique(table.clusters[table.sizes >= 2])),
    )


def _kappas(raters: tuple[str, ...], *, is_ordered: bool) -> list[Kappa]:
    kappas = [Kappa.COHEN, *(WEIGHTED if is_ordered else ())]
    return [*kappas, Kappa.SCOTT] if len(raters) == 2 else kappas


def _two_raters(pairs: list[PairFigures]) -> dict[str, Figure]:
    """Return the kappas of the only pair by name, those that were not asked for for want of an order, too."""
    figures = {str(kappa): undefined(Reason.NO_ORDER, n=pairs[0].n) for kappa in Kappa}
    return figures | {str(kappa): figure for kappa, figure in pairs[0].kappas.items()}


def _categories(found: OverallFigures) -> dict[str, Figure]:
    return {f"fleiss_category:{label}": figures.kappa for label, figures in found.per_label.items()}


def _count_clusters(patterns: Patterns) -> int:
    cells = patterns.cells
    if cells is None:
        return 0
    return len(np.unique(cells.cluster[patterns.counts[cells.pattern].sum(axis=1) >= 2]))
