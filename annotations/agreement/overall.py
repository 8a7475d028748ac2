"""The figures that rest on patterns alone, with their intervals and reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from annotations.agreement.coefficients import BY_LABEL, OVERALL, evaluate
from annotations.agreement.figures import Figure, Interval, Reason, undefined
from annotations.agreement.intervals import bootstrap, jackknife
from annotations.agreement.moments import MOST_LABELS, Moments, Scale, add_up, groups
from annotations.agreement.patterns import Floats, Patterns


class IntervalMethod(StrEnum):
    """How intervals are made."""

    JACKKNIFE = "jackknife"
    BOOTSTRAP = "bootstrap"
    NONE = "none"


@dataclass(frozen=True)
class LabelFigures:
    """One label among the ratings."""

    count: int
    share: Figure
    specific_agreement: Figure
    kappa: Figure
    """Of the label against all others together."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the figures as JSON holds them."""
        return {
            "count": self.count,
            "share": self.share.to_json_dict(),
            "specific_agreement": self.specific_agreement.to_json_dict(),
            "kappa": self.kappa.to_json_dict(),
        }


@dataclass(frozen=True)
class OverallFigures:
    """Figures over all units, and of each label."""

    figures: dict[str, Figure]
    """By the names of `coefficients.OVERALL`."""

    per_label: dict[str, LabelFigures]


def figures_of_patterns(
    patterns: Patterns, scale: Scale, *, method: IntervalMethod = IntervalMethod.JACKKNIFE, seed: int = 0
) -> OverallFigures:
    """Return every figure that does not ask who gave which rating; without any unit none has a value."""
    total = add_up(patterns, scale)
    if method is IntervalMethod.NONE:
        return name_figures(patterns.labels, total, None)
    if method is IntervalMethod.BOOTSTRAP:
        _estimate, intervals = bootstrap(total, groups(patterns, scale), evaluate, seed=seed)
    else:
        _estimate, intervals = jackknife(total, groups(patterns, scale), evaluate)
    return name_figures(patterns.labels, total, intervals)


def chosen_figures(patterns: Patterns, scale: Scale, names: Sequence[str]) -> dict[str, Figure]:
    """Return those of `coefficients.OVERALL` that are named, as `figures_of_patterns` gives them, in a part
    of its time."""

    def evaluate_chosen(moments: Moments) -> Floats:
        return np.stack([OVERALL[name](moments) for name in names], axis=-1)

    total = add_up(patterns, scale)
    values, intervals = jackknife(total, groups(patterns, scale), evaluate_chosen)
    places = list(OVERALL)
    return {
        name: _figure(total, places.index(name), float(value), len(patterns.labels)).within(interval)
        for name, value, interval in zip(names, values, intervals, strict=True)
    }


def name_figures(
    labels: tuple[str, ...], total: Moments, intervals: list[Interval] | Reason | None
) -> OverallFigures:
    """Return the figures of sums over units by name, in the order of `evaluate`, each with its interval, with
    the one reason why none has one, or with neither."""
    values = evaluate(total)
    found = []
    for at, value in enumerate(values):
        figure = _figure(total, at, float(value), len(labels))
        if isinstance(intervals, Reason):
            figure = figure.within(intervals)
        elif intervals is not None:
            figure = figure.within(intervals[at])
        found.append(figure)
    rest = found[len(OVERALL) :]
    by_label = {name: rest[at * len(labels) : (at + 1) * len(labels)] for at, name in enumerate(BY_LABEL)}
    return OverallFigures(
        figures=dict(zip(OVERALL, found, strict=False)),
        per_label={
            label: LabelFigures(
                count=int(total.ratings[at]), **{name: figures[at] for name, figures in by_label.items()}
            )
            for at, label in enumerate(labels)
        },
    )


def _figure(total: Moments, at: int, value: float, labels: int) -> Figure:
    """Return the figure at this place of `evaluate`, undefined with its reason where it has no value."""
    if at >= len(OVERALL):
        place, label = divmod(at - len(OVERALL), labels)
        return _label_figure(total, list(BY_LABEL)[place], label, value)
    n = int(total.pairable)
    if not np.isnan(value):
        return Figure(value, n)
    if n == 0:
        return undefined(_nothing_to_pair(total))
    scale, name = total.scale, list(OVERALL)[at]
    is_wide = labels > MOST_LABELS
    if name == "alpha_ordinal" and not scale.is_ordered:
        return undefined(Reason.TOO_MANY_LABELS if is_wide else Reason.NO_ORDER, n=n)
    if name in ("alpha_interval", "alpha_ratio") and scale.numbers is None:
        return undefined(Reason.LABELS_NOT_NUMERIC, n=n)
    if name == "alpha_ratio" and scale.ratios is None:
        return undefined(Reason.TOO_MANY_LABELS if is_wide else Reason.LABELS_NOT_RATIO, n=n)
    return undefined(Reason.ONE_LABEL_ONLY, n=n)


def _label_figure(total: Moments, name: str, label: int, value: float) -> Figure:
    if name == "share":
        n = int(total.ratings.sum())
        return Figure(value, n) if n else undefined(Reason.NO_RATINGS)
    if total.pairable == 0:
        return undefined(_nothing_to_pair(total))
    n = int(total.label_units[label] if name == "specific_agreement" else total.pairable)
    if not np.isnan(value):
        return Figure(value, n)
    is_used = total.label_units[label] > 0
    return undefined(Reason.ONE_LABEL_ONLY if is_used else Reason.LABEL_NOT_USED, n=n)


def _nothing_to_pair(total: Moments) -> Reason:
    return Reason.NO_UNIT_RATED_TWICE if total.units > 0 else Reason.NO_RATINGS
