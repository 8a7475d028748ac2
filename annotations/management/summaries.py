"""An agreement report as lines for a terminal."""

from __future__ import annotations

from annotations.agreement import Figure
from annotations.management.terminal import format_table, terminal_width
from annotations.workflow.agreement.report import AgreementReport
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.wording import say

FIGURE_NAMES = {
    "observed_agreement": "Raw agreement",
    "alpha_nominal": "Krippendorff's alpha",
    "gwet_ac1": "Gwet's AC1",
    "fleiss_kappa": "Fleiss' kappa (each claim alike)",
    "fleiss_kappa_pooled": "Fleiss' kappa (pooled)",
    "brennan_prediger": "Brennan and Prediger's kappa",
    "cohen_kappa": "Cohen's kappa",
    "scott_pi": "Scott's pi",
    "light_kappa": "Light's kappa",
    "conger_kappa": "Conger's kappa",
}
"""Those that a terminal shows; JSON and CSV hold all."""


def agreement_lines(report: AgreementReport) -> list[str]:
    """Return the report in words and tables; a figure without a value gives its reason instead."""
    summary, names = report.summary, _reviewer_names(report)
    reach = (
        "every claim is counted, open ones too"
        if report.reach is Reach.ALL
        else "only complete claims are counted"
    )
    lines = [
        f"{report.round.project.name}, round {report.round.number}: {reach}.",
        f"{report.claims} claims ({report.complete_claims} complete), "
        f"{summary.raters} reviewers, {summary.ratings} verdicts, of which {report.simulated} simulated; "
        f"{sum(report.skip_reasons.values())} skips, which are no verdicts.",
        "",
        *(
            f"{name}: {_show(summary.figures[key])}"
            for key, name in FIGURE_NAMES.items()
            if key in summary.figures
        ),
    ]
    if summary.ratings:
        lines += ["", *_label_table(report), "", *_reviewer_table(report, names)]
    if summary.pairs:
        lines += ["", *_pair_table(report, names)]
    if report.skip_reasons:
        skips = ", ".join(f"{reason} {count}" for reason, count in report.skip_reasons.items())
        lines += ["", f"Skips by reason: {skips}."]
    if report.unsupported:
        lines.append(f"Verdicts with neither evidence nor justification: {report.unsupported}.")
    return lines


def _reviewer_names(report: AgreementReport) -> dict[str, str]:
    return {
        str(row.reviewer.pk): row.name + (" (simulated)" if row.is_simulated else "")
        for row in report.reviewers
    }


def _label_table(report: AgreementReport) -> list[str]:
    rows = [
        [
            label,
            str(figures.count),
            _show(figures.share),
            _show(figures.specific_agreement),
            _show(figures.kappa),
        ]
        for label, figures in report.summary.per_label.items()
    ]
    return format_table(
        ["verdict", "number", "share", "specific agreement", "kappa"], rows, width=terminal_width()
    )


def _reviewer_table(report: AgreementReport, names: dict[str, str]) -> list[str]:
    rows = [
        [names[str(row.reviewer.pk)], str(row.verdicts), str(row.skips), _show(row.leave_one_out)]
        for row in report.reviewers
    ]
    heads = ["reviewer", "verdicts", "skips", "agreement with the others"]
    return format_table(heads, rows, width=terminal_width())


def _pair_table(report: AgreementReport, names: dict[str, str]) -> list[str]:
    rows = [
        [
            f"{names[pair.first]} and {names[pair.second]}",
            str(pair.n),
            _show(pair.observed_agreement),
            _show(pair.cohen_kappa),
        ]
        for pair in report.summary.pairs
    ]
    return format_table(["pair", "claims", "raw agreement", "Cohen's kappa"], rows, width=terminal_width())


def _show(figure: Figure) -> str:
    if figure.value is not None and figure.low is not None:
        return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
    if figure.value is not None:
        return f"{figure.value:.3f}"
    return f"undefined. {say(figure.reason)}" if figure.reason else "undefined"
