"""Which ratings a report counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Reach(StrEnum):
    """Which claims' verdicts a report counts."""

    ALL = "all"
    """Open claims too: for the operator, and for leads, who never review in the project."""

    COMPLETE = "complete"
    """Complete claims only: a live total would betray the last verdict given."""


class Mind(StrEnum):
    """Which verdict counts of a reviewer who changed their mind while the others' were hidden."""

    LATEST = "latest"
    """The last one before the verdicts on the claim were visible."""

    FIRST = "first"
    """The first one."""


@dataclass(frozen=True)
class Scope:
    """What a report is narrowed to; an empty filter keeps everything. Rounds are never pooled, so a report
    has one round, which is not part of this."""

    articles: tuple[int, ...] = ()
    """Keys of the articles whose claims count."""

    languages: tuple[str, ...] = ()
    """Of articles."""

    source_kinds: tuple[str, ...] = ()
    """Of the claim's origin."""

    labels: tuple[str, ...] = ()
    """Claims count that were given one of these verdicts at least, with all their verdicts."""

    since: date | None = None
    """Verdicts given on that day or later count; the day is the server's."""

    until: date | None = None
    """Verdicts given on that day or earlier count."""

    guideline_versions: tuple[int, ...] = ()
    """Verdicts made under these versions count; by their numbers."""

    left_out: tuple[int, ...] = ()
    """Keys of the reviewers whose verdicts and skips do not count."""

    mind: Mind = Mind.LATEST
    with_simulated: bool = True
    """Whether simulated reviews count."""

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is left out."""
        return self == Scope()

    def to_json_dict(self) -> dict[str, Any]:
        """Return the scope as JSON holds it."""
        return {
            "articles": list(self.articles),
            "languages": list(self.languages),
            "source_kinds": list(self.source_kinds),
            "labels": list(self.labels),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "guideline_versions": list(self.guideline_versions),
            "left_out": list(self.left_out),
            "changed_minds": self.mind.value,
            "with_simulated": self.with_simulated,
        }
