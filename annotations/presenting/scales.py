"""A scale for agreement, and names cut to a width; what all charts share.

Charts are numbers in, places out; no markup, no words, no colours. Along a scale places are percentages, so
that a drawing takes its container's width while its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from unicodedata import east_asian_width

MARGIN = 3.0
"""Percent left free at both ends of a scale, so that a dot at an end is whole."""

LOWEST = -10
"""In tenths: no scale goes further down. An interval may, and is then drawn cut."""


@dataclass(frozen=True)
class Tick:
    """A mark on a scale."""

    value: float
    place: str


@dataclass(frozen=True)
class Scale:
    """A scale up to 1 that begins at 0, or lower where a value asks for it."""

    low: float
    steps: tuple[float, ...]
    """The values that are marked, from `low` to 1."""

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Return the marks with their places."""
        return tuple(Tick(value, self.place(value)) for value in self.steps)

    def share(self, value: float) -> float:
        """Return how far along the scale the value lies, 0 to 1; one beyond an end lies at the end."""
        return (min(max(value, self.low), 1.0) - self.low) / (1 - self.low)

    def place(self, value: float) -> str:
        """Return the value's place in percent of the drawing's width."""
        return percent(MARGIN + (100 - 2 * MARGIN) * self.share(value))


def make_scale(values: Iterable[float | None]) -> Scale:
    """Return the scale that holds all values, in fifths, or in halves where one lies under -0.2.

    >>> make_scale([0.5, None]).place(0.5)
    '50%'
    """
    lowest = min((value for value in values if value is not None), default=0.0)
    step = 2 if lowest >= -0.2 else 5
    low = max(LOWEST, min(0, floor(round(lowest * 10, 6) / step) * step))
    tenths = [*range(low, 10, step), 10]
    return Scale(low=low / 10, steps=tuple(tenth / 10 for tenth in tenths))


def percent(number: float) -> str:
    """Return the number as SVG takes a share of a width."""
    return f"{round(number, 2):g}%"


def count_letters(text: str) -> int:
    """Return how many Latin letters the text is as wide as; a Han character is two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def cut_name(name: str, letters: int) -> str:
    """Return the name, with an ellipsis where it is wider than so many Latin letters."""
    if count_letters(name) <= letters:
        return name
    while count_letters(name) > letters - 1:
        name = name[:-1]
    return name.rstrip() + "…"
