"""How far reviewers agree: the report as a page, as JSON and as a CSV table of the same figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from annotations.agreement import Figure, PairFigures
from annotations.models import SkipReason, User, Verdict
from annotations.web.access import get_project, role_in
from annotations.web.charts import FEW_UNITS, HeatMap, Scale, draw_heat_map, place_on_scale
from annotations.web.rounds import get_round
from annotations.workflow.reporting import AgreementReport, Reach, reach_for, report_agreement
from annotations.workflow.wording import say

PARTING = 0.15
"""How far raw agreement may lie above alpha before the page says why."""

CSV_COLUMNS = ("figure", "label", "first", "second", "value", "n", "reason")


@dataclass(frozen=True)
class NamedFigure:
    """A figure as a page shows it."""

    name: str
    value: float | None
    n: int
    why: str
    """Why there is no value, in words; empty with one."""

    place: str | None = None
    """On the chart's scale."""


@login_required
def show_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the report of one round, or send its figures: `?format=json`, `?format=csv`."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    round = get_round(project, request.GET.get("round"))
    context: dict[str, Any] = {"project": project, "section": "agreement", "round": round}
    if round is None:
        return render(request, "annotations/agreement.html", context)
    reach = reach_for(user=user, round=round)
    report = report_agreement(round=round, reach=reach)
    response: HttpResponse
    match request.GET.get("format", ""):
        case "":
            context |= {
                "rounds": list(project.rounds.order_by("number")),
                "role": role_in(user, project),
                **_describe(report),
                "rows": sorted(report.rows_for(user), key=lambda row: row.reviewer.shown_name),
            }
            return render(request, "annotations/agreement.html", context)
        case "json":
            figures = report.to_json_dict(reviewers=report.rows_for(user))
            response = JsonResponse(figures, json_dumps_params={"indent": 2, "ensure_ascii": False})
        case "csv":
            figures = report.to_json_dict(reviewers=report.rows_for(user))
            response = HttpResponse(content_type="text/csv; charset=utf-8")
            csv.writer(response).writerows([CSV_COLUMNS, *_list_csv_rows(figures)])
        case _:
            raise Http404
    name = f"{project.slug}-agreement-round-{round.number}.{request.GET['format']}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _describe(report: AgreementReport) -> dict[str, Any]:
    """Return what the page shows of the report, the charts placed."""
    summary, project = report.summary, report.round.project
    headline, scale = _place_headline(report)
    return {
        "report": report,
        "summary": summary,
        "sees_open_claims": report.reach is Reach.ALL,
        "is_lead_of_blind_project": report.reach is Reach.ALL and project.is_blind,
        "waiting": report.claims - report.complete_claims,
        "simulated_names": [row.reviewer.shown_name for row in report.reviewers if row.is_simulated],
        "headline": headline,
        "scale": scale,
        "is_any_defined": any(row.place for row in headline),
        "parting": _explain_parting(report),
        "is_below_chance": (summary.figures["alpha_nominal"].value or 0) < 0,
        "labels": [
            {
                "label": label,
                "name": Verdict(label).label,
                "count": figures.count,
                "share": _name_figure("", figures.share),
                "specific": _name_figure("", figures.specific_agreement),
            }
            for label, figures in summary.per_label.items()
        ],
        **_place_pairs(report),
        "skips": [(SkipReason(reason).label, count) for reason, count in report.skip_reasons.items()],
        "skip_count": sum(report.skip_reasons.values()),
        "few_units": FEW_UNITS,
    }


def _place_headline(report: AgreementReport) -> tuple[list[NamedFigure], Scale]:
    names = {
        "observed_agreement": _("Raw agreement"),
        "alpha_nominal": _("Krippendorff’s alpha"),
        "cohen_kappa": _("Cohen’s kappa"),
    }
    figures = report.summary.figures
    scale = place_on_scale([figure.value for figure in figures.values()])
    rows = [
        _name_figure(names[key], figure, place)
        for (key, figure), place in zip(figures.items(), scale.places, strict=True)
    ]
    return rows, scale


def _explain_parting(report: AgreementReport) -> dict[str, Any] | None:
    """Return the commonest label and its share; None while raw agreement and alpha are close."""
    raw = report.summary.figures["observed_agreement"].value
    alpha = report.summary.figures["alpha_nominal"].value
    if raw is None or alpha is None or raw - alpha <= PARTING:
        return None
    label, figures = max(report.summary.per_label.items(), key=lambda item: item[1].count)
    return {"name": Verdict(label).label, "share": figures.share.value}


def _place_pairs(report: AgreementReport) -> dict[str, Any]:
    """Return the heat map and its table, reviewers by name."""
    named = report.names()
    raters = {rater for pair in report.summary.pairs for rater in (pair.first, pair.second)}
    order = sorted(raters, key=lambda rater: (named[rater], rater))
    place = {rater: position for position, rater in enumerate(order)}

    def places(pair: PairFigures) -> tuple[int, int]:
        first, second = sorted((place[pair.first], place[pair.second]))
        return first, second

    pairs = sorted(report.summary.pairs, key=places)
    heat_map: HeatMap | None = draw_heat_map(
        [named[rater] for rater in order],
        ((*places(pair), pair.cohen_kappa.value, pair.n) for pair in pairs),
    )
    return {
        "heat_map": heat_map,
        "pairs": [
            {
                "first": named[order[places(pair)[0]]],
                "second": named[order[places(pair)[1]]],
                "n": pair.n,
                "raw": _name_figure("", pair.observed_agreement),
                "kappa": _name_figure("", pair.cohen_kappa),
            }
            for pair in pairs
        ],
    }


def _name_figure(name: str, figure: Figure, place: str | None = None) -> NamedFigure:
    why = say(figure.reason) if figure.reason else ""
    return NamedFigure(name=name, value=figure.value, n=figure.n, why=why, place=place)


def _list_csv_rows(figures: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each figure of the report's JSON, columns as `CSV_COLUMNS`."""
    for name in ("project", "round", "reach", "data_at"):
        yield name, "", "", "", figures[name], "", ""
    for name in (
        "claims",
        "complete_claims",
        "units",
        "pairable_units",
        "raters",
        "ratings",
        "simulated_ratings",
        "unsupported_verdicts",
    ):
        yield name, "", "", "", figures[name], "", ""
    for name, figure in figures["figures"].items():
        yield name, "", "", "", *figure.values()
    for label, of_label in figures["per_label"].items():
        yield "count", label, "", "", of_label["count"], "", ""
        yield "share", label, "", "", *of_label["share"].values()
        yield "specific_agreement", label, "", "", *of_label["specific_agreement"].values()
    for pair in figures["pairs"]:
        for name in ("observed_agreement", "cohen_kappa"):
            yield f"pair_{name}", "", pair["first"], pair["second"], *pair[name].values()
    for reason, count in figures["skip_reasons"].items():
        yield "skips_by_reason", reason, "", "", count, "", ""
    for row in figures["reviewers"]:
        yield "verdicts", "", row["username"], "", row["verdicts"], "", ""
        yield "skips", "", row["username"], "", row["skips"], "", ""
