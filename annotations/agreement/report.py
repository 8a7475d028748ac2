"""The figures of a file of ratings as JSON takes them, and as text to read."""

from typing import Any

import numpy as np

from annotations.agreement.aggregation import dawid_skene, majority
from annotations.agreement.figures import Reason, explain
from annotations.agreement.overall import IntervalMethod
from annotations.agreement.ratings_csv import RatingsFile
from annotations.agreement.summary import summarise

FEW_CLUSTERS = 20
"""With fewer, simulated intervals hold the true value less often than they say (docs/agreement.md)."""


def report(
    ratings: RatingsFile,
    *,
    is_ordered: bool,
    categories: int | None,
    method: IntervalMethod,
    seed: int,
    cluster: str | None,
) -> dict[str, Any]:
    """Return every figure of the file as strict JSON holds it."""
    table = ratings.table
    summary = summarise(table, is_ordered=is_ordered, categories=categories, method=method, seed=seed)
    found = summary.to_json_dict()
    found["intervals"] = {
        "method": str(method),
        "level": 0.95,
        "left_out": cluster or "unit",
        "groups": summary.pairable_units if summary.clusters is None else summary.clusters,
        "seed": seed if method is IntervalMethod.BOOTSTRAP else None,
        "raters": "fixed",
    }
    return found


def aggregate(ratings: RatingsFile, name: str) -> dict[str, Any]:
    """Return one label a unit by the method named, `majority` or `dawid-skene`, as JSON holds it.

    The majority counts a rater's last word on a unit; Dawid and Skene's model every row.
    """
    table = ratings.table
    units, labels = len(table.units), table.labels
    if name == "majority":
        votes = majority(table.unit_codes, table.label_codes, units=units, labels=len(labels))
        winners = [labels[at] if at >= 0 else None for at in votes.winner]
        return {
            "labels": dict(zip(map(str, table.units), winners, strict=True)),
            "ties": int(votes.is_tied.sum()),
            "posteriors": _by_unit(table.units, labels, votes.shares),
        }
    unit_places = {unit: place for place, unit in enumerate(table.units)}
    rater_places = {rater: place for place, rater in enumerate(table.raters)}
    # A label that only a replaced row has is none of the table's, and counts here.
    names = list(dict.fromkeys([*labels, *(label for _unit, _rater, label in ratings.rows)]))
    label_places = {label: place for place, label in enumerate(names)}
    codes = np.array(
        [
            (unit_places[unit], rater_places[rater], label_places[label])
            for unit, rater, label in ratings.rows
        ],
        dtype=np.int64,
    ).reshape(-1, 3)
    model = dawid_skene(
        codes[:, 0], codes[:, 1], codes[:, 2], units=units, raters=len(table.raters), labels=len(names)
    )
    return {
        "marginals": {label: float(model.marginals[at]) for at, label in enumerate(names)},
        "posteriors": _by_unit(table.units, names, model.posteriors),
        "log_likelihood": model.log_likelihood,
        "iterations": model.iterations,
        "stopped": str(model.stop),
    }


def as_text(found: dict[str, Any]) -> str:
    """Return the figures of `report` as lines to read."""
    lines = [
        f"{found['units']:,} units, {found['raters']:,} raters, {found['ratings']:,} ratings; "
        f"{found['pairable_units']:,} units rated twice or more.",
        f"95% intervals: {found['intervals']['method']}, leaving out one "
        f"{found['intervals']['left_out']} at a time ({found['intervals']['groups']:,}); "
        "the raters are taken as fixed.",
    ]
    if 2 <= found["intervals"]["groups"] < FEW_CLUSTERS:
        lines.append(f"Fewer than {FEW_CLUSTERS} are few: take the intervals with caution.")
    lines += ["", *_table("Figure", [(name, figure) for name, figure in found["figures"].items()])]
    for name in ("share", "specific_agreement"):
        rows = [(label, figures[name]) for label, figures in found["per_label"].items()]
        lines += ["", *_table(name.replace("_", " ").capitalize(), rows)]
    pairs = [(f"{pair['first']} – {pair['second']}", pair["cohen_kappa"]) for pair in found["pairs"]]
    lines += ["", *_table("Cohen's kappa of pairs", pairs)]
    alone = [(row["rater"], row["leave_one_out"]) for row in found["by_rater"]]
    lines += ["", *_table("Agreement with the others", alone)]
    for name, result in found["aggregation"].items():
        lines += ["", *_aggregation(name, result)]
    return "\n".join(lines)


def _table(title: str, rows: list[tuple[str, dict[str, Any]]]) -> list[str]:
    if not rows:
        return []
    width = max(len(title), *(len(name) for name, _figure in rows))
    lines = [f"{title:<{width}}   value   95% interval          n"]
    for name, figure in rows:
        if figure["value"] is None:
            lines.append(f"{name:<{width}}       –   {explain(Reason(figure['reason']))}")
            continue
        reach = f"{figure['low']: .3f} to {figure['high']: .3f}" if figure["low"] is not None else ""
        lines.append(f"{name:<{width}}  {figure['value']: .3f}   {reach:<16} {figure['n']:>6,}")
        if not reach and figure["reason"]:
            lines[-1] += f"   {explain(Reason(figure['reason']))}"
    return lines


def _aggregation(name: str, result: dict[str, Any]) -> list[str]:
    if name == "majority":
        return [f"Majority: {result['ties']:,} ties among {len(result['labels']):,} units."]
    lines = [f"Dawid and Skene: {result['stopped']} after {result['iterations']} iterations."]
    return [*lines, *(f"  {label}: {share:.3f}" for label, share in result["marginals"].items())]


def _by_unit(units: Any, labels: Any, shares: Any) -> dict[str, dict[str, float]]:
    return {
        str(unit): {label: float(share) for label, share in zip(labels, row, strict=True)}
        for unit, row in zip(units, shares, strict=True)
    }
