"""Figures and counts as a reader sees them: rounded, with their interval, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from annotations.agreement import Figure
from annotations.models import Verdict
from annotations.workflow.wording import say


@dataclass(frozen=True)
class Shown:
    """A figure as text. `why` says why there is no value or, with one, why there is no interval."""

    value: str
    """Empty without a value."""

    interval: str
    """Empty without one."""

    n: str
    why: str

    @property
    def text(self) -> str:
        """Return value and interval in one line, a dash for an undefined figure."""
        return f"{self.value} {self.interval}".strip() or "–"


def show(figure: Figure) -> Shown:
    """Return the figure with two decimals."""
    has_ends = figure.low is not None and figure.high is not None
    return Shown(
        value="" if figure.value is None else show_number(figure.value),
        interval=f"[{show_number(figure.low)}, {show_number(figure.high)}]" if has_ends else "",
        n=number_format(figure.n, force_grouping=True),
        why=say(figure.reason) if figure.reason else "",
    )


def show_number(number: float | None, decimals: int = 2) -> str:
    """Return the number with so many decimals, a minus as a minus; a dash for None."""
    if number is None:
        return "–"
    # What rounds to nothing has no sign.
    return number_format(round(number, decimals) + 0.0, decimals).replace("-", "−")


def show_percent(share: float | None) -> str:
    """Return the share in whole percent, a dash for None."""
    return "–" if share is None else f"{round(100 * share):d}%"


def show_count(count: int) -> str:
    """Return the count with its thousands set apart."""
    return number_format(count, force_grouping=True)


def name_label(label: str) -> str:
    """Return the verdict in the reader's language."""
    return str(Verdict(label).label)


def list_counts(counts: Sequence[tuple[str, int]]) -> str:
    """Return verdicts with their numbers, those that nobody gave left out: "2 verified · 1 disputed"."""
    return " · ".join(
        _("%(count)s %(verdict)s") % {"count": show_count(count), "verdict": name_label(label)}
        for label, count in counts
        if count
    )


def join_words(words: Sequence[str]) -> str:
    """Return the words as a list in a sentence."""
    return pgettext("between the items of a list", ", ").join(words)
