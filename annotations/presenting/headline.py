"""The overall figures against the team's target, and what they say in sentences; and each verdict's."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.agreement import AgreementSummary, Figure
from annotations.presenting.charts import IntervalChart, IntervalRow, draw_intervals
from annotations.presenting.words import Shown, name_label, show, show_count, show_number, show_percent
from annotations.workflow.agreement.report import AgreementReport

PARTING = 0.15
"""How far raw agreement may lie above alpha before the report says why."""

PREVALENT = 0.5
"""From this share on one verdict alone explains much agreement by chance."""

FEW_ARTICLES = 20
"""Under so many articles an interval is to be taken with caution: docs/agreement.md shows why."""

HEADLINE = {
    "observed_agreement": gettext_lazy("Raw agreement"),
    "alpha_nominal": gettext_lazy("Krippendorff’s alpha"),
    "gwet_ac1": gettext_lazy("Gwet’s AC1"),
    "fleiss_kappa": gettext_lazy("Fleiss’ kappa, each claim alike"),
}

FURTHER = {
    "fleiss_kappa_pooled": gettext_lazy("Fleiss’ kappa, verdicts pooled"),
    "brennan_prediger": gettext_lazy("Brennan and Prediger’s kappa"),
    "cohen_kappa": gettext_lazy("Cohen’s kappa"),
    "scott_pi": gettext_lazy("Scott’s pi"),
    "light_kappa": gettext_lazy("Light’s kappa"),
    "conger_kappa": gettext_lazy("Conger’s kappa"),
}
"""Those of pairs and teams stand where there are as many reviewers as they need. What weighs how far verdicts
lie apart is not among them: verdicts have no order."""


@dataclass(frozen=True)
class NamedFigure:
    """A figure with its name and its place on a chart, None where it is undefined or the chart has none."""

    name: str
    shown: Shown
    row: IntervalRow | None = None


@dataclass(frozen=True)
class Headline:
    """The overall figures."""

    chart: IntervalChart
    rows: tuple[NamedFigure, ...]
    further: tuple[NamedFigure, ...]
    target: str
    """Empty where the team has set none."""

    articles: str
    sentences: tuple[str, ...]
    """What the figures say, each a paragraph."""


@dataclass(frozen=True)
class LabelRow:
    """One verdict among all."""

    label: str
    name: str
    count: str
    share: str
    specific: Shown
    kappa: Shown


def describe_headline(report: AgreementReport) -> Headline:
    """Return the overall figures on one scale, with the target."""
    target, summary = report.round.project.target_agreement, report.summary
    figures = [(str(name), summary.figures[key]) for key, name in HEADLINE.items()]
    chart = draw_intervals([_ends(figure) for _name, figure in figures], target=target)
    further = [(name, summary.figures[key]) for key, name in FURTHER.items() if key in summary.figures]
    sentences = [_say_target(summary, target), _say_parting(summary), _say_caution(summary)]
    return Headline(
        chart=chart,
        rows=tuple(
            NamedFigure(name, show(figure), row)
            for (name, figure), row in zip(figures, chart.rows, strict=True)
        ),
        further=tuple(NamedFigure(str(name), show(figure)) for name, figure in further),
        target="" if target is None else show_number(target),
        articles=show_count(summary.clusters or 0),
        sentences=tuple(sentence for sentence in sentences if sentence),
    )


def describe_labels(report: AgreementReport) -> tuple[LabelRow, ...]:
    """Return each verdict's figures, those of a verdict that nobody gave too."""
    return tuple(
        LabelRow(
            label=label,
            name=name_label(label),
            count=show_count(figures.count),
            share=show_percent(figures.share.value),
            specific=show(figures.specific_agreement),
            kappa=show(figures.kappa),
        )
        for label, figures in report.summary.per_label.items()
    )


def _ends(figure: Figure) -> tuple[float | None, float | None, float | None]:
    return figure.value, figure.low, figure.high


def _say_target(summary: AgreementSummary, target: float | None) -> str:
    alpha = summary.figures["alpha_nominal"]
    if target is None or alpha.value is None:
        return ""
    aim = {"target": show_number(target)}
    if alpha.low is None or alpha.high is None:
        return _("Alpha has no interval, so nothing shows whether the target of %(target)s is met.") % aim
    if alpha.low >= target:
        return _("The whole interval of alpha lies at or above the target of %(target)s: it is met.") % aim
    if alpha.high < target:
        return _("The whole interval of alpha lies below the target of %(target)s: it is not met.") % aim
    if alpha.value >= target:
        return (
            _("The interval of alpha reaches below the target of %(target)s: not yet shown to be met.") % aim
        )
    return (
        _(
            "Alpha lies below the target of %(target)s, and its interval reaches above it: neither shown to "
            "be met nor to be missed."
        )
        % aim
    )


def _say_parting(summary: AgreementSummary) -> str:
    """Return why alpha lies far below raw agreement, or below chance; nothing while they are close."""
    raw, alpha = (summary.figures[name].value for name in ("observed_agreement", "alpha_nominal"))
    if raw is None or alpha is None:
        return ""
    if alpha < 0:
        return _(
            "Alpha lies below 0: reviewers agreed less often than the same verdicts, shuffled among the "
            "claims, would."
        )
    if raw - alpha <= PARTING:
        return ""
    label, figures = max(summary.per_label.items(), key=lambda item: item[1].count)
    said = {"name": name_label(label), "percent": show_percent(figures.share.value)}
    if (figures.share.value or 0) >= PREVALENT:
        return (
            _(
                "Raw agreement lies well above alpha because %(percent)s of the verdicts are “%(name)s”: "
                "reviewers would often agree by chance alone, and alpha counts only the agreement beyond "
                "that."
            )
            % said
        )
    return (
        _(
            "Raw agreement lies well above alpha because there are few verdicts to choose from: “%(name)s”, "
            "the commonest, is %(percent)s of all, and reviewers who guessed would agree on many claims too."
        )
        % said
    )


def _say_caution(summary: AgreementSummary) -> str:
    clusters = summary.clusters or 0
    if not summary.pairable_units or clusters >= FEW_ARTICLES:
        return ""
    return _(
        "The intervals rest on %(articles)s articles. With fewer than %(few)s take them with caution: they "
        "are wide, and where one verdict is rare they hold the true value less often than 95 times in 100."
    ) % {"articles": show_count(clusters), "few": FEW_ARTICLES}
