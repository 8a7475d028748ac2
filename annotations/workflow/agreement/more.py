"""What else reviewers agree on, beside their verdicts: how claims are cut, who said it, what the machine
suggests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotations.models import ClaimProgress, Round, User
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.attributing import SourceReport, report_sources
from annotations.workflow.cuts import CutReport, report_cuts
from annotations.workflow.suggesting import MachineReport, report_machine

MOST_CLAIMS_COUNTED = 30_000
"""In a round with more complete claims the machine's suggestions are set beside them by the command alone."""


@dataclass(frozen=True)
class MoreFigures:
    """The figures of a whole round that are about something else than verdicts."""

    cuts: CutReport
    sources: SourceReport
    machine: MachineReport | None
    """None where there are more complete claims than are counted for a page."""

    def to_json_dict(self, *, user: User | None = None) -> dict[str, Any]:
        """Return the figures as JSON holds them, with the rows that the user may read where one is given."""
        return {
            "segmentation": self.cuts.to_json_dict(user=user),
            "attribution": self.sources.to_json_dict(user=user),
            "machine": None if self.machine is None else self.machine.to_json_dict(user=user),
        }


def report_more(*, round: Round, reach: Reach, is_bounded: bool) -> MoreFigures:
    """Return these figures; `is_bounded` leaves out what a page could not wait for."""
    complete = ClaimProgress.objects.filter(round=round, revealed_at__isnull=False)
    is_large = is_bounded and complete[: MOST_CLAIMS_COUNTED + 1].count() > MOST_CLAIMS_COUNTED
    return MoreFigures(
        cuts=report_cuts(round=round, reach=reach),
        sources=report_sources(round=round, reach=reach),
        machine=None if is_large else report_machine(round=round),
    )
