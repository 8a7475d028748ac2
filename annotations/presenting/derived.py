"""Numbers that a report shows and that follow from its figures: files hold them too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotations.presenting.heat import FEW_UNITS
from annotations.workflow.agreement.parts import DisagreementMatrix
from annotations.workflow.agreement.report import AgreementReport, ReviewerFigures


def derive(report: AgreementReport, rows: Sequence[ReviewerFigures]) -> dict[str, Any]:
    """Return the numbers by name as JSON holds them, those of reviewers for these rows only."""
    counts, skips = report.counts, sum(report.skip_reasons.values())
    return {
        "target_agreement": report.round.project.target_agreement,
        "open_claims": counts.open,
        "rated_more_share": share_of(counts.rated_more, counts.claims),
        "skips": skips,
        "skip_share": share_of(skips, skips + report.summary.ratings),
        "pairs": len(report.summary.pairs),
        "pairs_with_few_claims": count_few(report),
        "few_claims": FEW_UNITS,
        **_differing(report.matrix),
        "skip_share_of_reviewers": {row.username: skip_share(row) for row in rows},
    }


def share_of(part: int, whole: int) -> float | None:
    """Return the share, None of nothing."""
    return part / whole if whole else None


def skip_share(row: ReviewerFigures) -> float | None:
    """Return how many of the reviewer's answers are skips."""
    return share_of(row.skips, row.skips + row.verdicts)


def count_few(report: AgreementReport) -> int:
    """Return how many pairs share fewer claims than a figure needs to stand on."""
    return sum(pair.n < FEW_UNITS for pair in report.summary.pairs)


def find_commonest(matrix: DisagreementMatrix) -> tuple[int, int, int] | None:
    """Return the two verdicts that differ most often, as places in the labels, and all pairs that differ;
    None where none does."""
    cells = [(first, second) for second in range(len(matrix.labels)) for first in range(second)]
    differing = sum(matrix.pairs[first][second] for first, second in cells)
    if not differing:
        return None
    first, second = max(cells, key=lambda cell: matrix.pairs[cell[0]][cell[1]])
    return first, second, differing


def _differing(matrix: DisagreementMatrix) -> dict[str, Any]:
    found = find_commonest(matrix)
    if found is None:
        return {"differing_pairs": 0, "commonest_difference": None}
    first, second, differing = found
    count = matrix.pairs[first][second]
    commonest = {
        "first": matrix.labels[first],
        "second": matrix.labels[second],
        "pairs": count,
        "share": count / differing,
    }
    return {"differing_pairs": differing, "commonest_difference": commonest}
