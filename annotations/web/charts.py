"""Charts as templates draw them: numbers in, places out; no markup, no words, no colours.

Places on a scale are percentages, so that a drawing takes its container's width while its letters keep
their size. A heat map's are pixels: it keeps its own size and scrolls where it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from unicodedata import east_asian_width

FEW_UNITS = 20
"""Under so many shared units a pair's figure is shown in grey: it may change much with the next few."""

TONES = 4
MARGIN = 3.0  # percent left free at both ends of a scale, so that a dot at an end is whole
DENSE_FROM = 12  # with more names the cells become small
LETTER_WIDTH = 7


@dataclass(frozen=True)
class Tick:
    """A mark on a scale."""

    value: float
    place: str


@dataclass(frozen=True)
class Scale:
    """A scale up to 1 that begins at 0, or lower where a value asks for it."""

    low: float
    ticks: tuple[Tick, ...]
    places: tuple[str | None, ...]
    """One for each value given, None for an undefined one."""


@dataclass(frozen=True)
class Label:
    """A name along an edge, cut where it is long."""

    x: int
    y: int
    text: str
    name: str


@dataclass(frozen=True)
class Cell:
    """One pair."""

    x: int
    y: int
    middle: int
    value_y: int
    n_y: int
    first: str
    second: str
    value: float | None
    n: int
    tone: str
    """`few` and `undefined`, else `1` to `4`, each a quarter of 0 to 1; below 0 is `1` too."""


@dataclass(frozen=True)
class HeatMap:
    """The upper half of a table of pairs, without its diagonal."""

    width: int
    height: int
    cell_width: int
    cell_height: int
    is_dense: bool
    is_slanted: bool
    """The names over the columns are too long to stand upright."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Cell, ...]


def place_on_scale(values: Sequence[float | None]) -> Scale:
    """Return the scale that holds all values, in fifths, or in halves where one lies under -0.2.

    >>> place_on_scale([0.5, None]).places
    ('50.00%', None)
    """
    lowest = min((value for value in values if value is not None), default=0.0)
    step = 2 if lowest >= -0.2 else 5
    low = min(0, floor(round(lowest * 10, 6) / step) * step)
    tenths = [*range(low, 10, step), 10]
    return Scale(
        low=low / 10,
        ticks=tuple(Tick(value=tenth / 10, place=_place(tenth / 10, low / 10)) for tenth in tenths),
        places=tuple(None if value is None else _place(value, low / 10) for value in values),
    )


def draw_heat_map(
    names: Sequence[str], pairs: Iterable[tuple[int, int, float | None, int]]
) -> HeatMap | None:
    """Return the map of pairs (first, second, value, n), each a place in `names`; None for fewer than two.

    A row's name stands where the row begins, so that it stays in sight when a large map is scrolled.
    """
    if len(names) < 2:
        return None
    is_dense = len(names) > DENSE_FROM
    cell_width, cell_height, gap = (26, 26, 1) if is_dense else (72, 50, 4)
    across, down = cell_width + gap, cell_height + gap
    shown = [_cut(name, 12 if is_dense else 16) for name in names]
    letters = max(_count_letters(name) for name in shown)
    is_slanted = letters * LETTER_WIDTH > across
    left = 10 + LETTER_WIDTH * letters
    top = 16 + 6 * letters if is_slanted else 24
    count = len(names) - 1
    cells = []
    for one, other, value, n in pairs:
        first, second = sorted((one, other))
        x, y = left + (second - 1) * across, top + first * down
        cells.append(
            Cell(
                x=x,
                y=y,
                middle=x + cell_width // 2,
                value_y=y + cell_height // 2 - (1 if is_dense else 3),
                n_y=y + cell_height - (4 if is_dense else 11),
                first=names[first],
                second=names[second],
                value=value,
                n=n,
                tone=_tone(value, n),
            )
        )
    return HeatMap(
        # the last name leans out to the right
        width=left + count * across + (4 * letters if is_slanted else 0),
        height=top + count * down,
        cell_width=cell_width,
        cell_height=cell_height,
        is_dense=is_dense,
        is_slanted=is_slanted,
        rows=tuple(
            Label(
                x=left + place * across - 8,
                y=top + place * down + cell_height // 2 + 4,
                text=shown[place],
                name=names[place],
            )
            for place in range(count)
        ),
        columns=tuple(
            Label(
                x=left + place * across + cell_width // 2 + (4 if is_slanted else 0),
                y=top - 8,
                text=shown[place + 1],
                name=names[place + 1],
            )
            for place in range(count)
        ),
        cells=tuple(cells),
    )


def _place(value: float, low: float) -> str:
    return f"{MARGIN + (100 - 2 * MARGIN) * (value - low) / (1 - low):.2f}%"


def _tone(value: float | None, n: int) -> str:
    if value is None:
        return "undefined"
    if n < FEW_UNITS:
        return "few"
    return str(min(TONES, 1 + max(0, int(value * TONES))))


def _count_letters(text: str) -> int:
    """Return how many Latin letters the text is as wide as; a Han character is two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(name: str, letters: int) -> str:
    if _count_letters(name) <= letters:
        return name
    while _count_letters(name) > letters - 1:
        name = name[:-1]
    return name.rstrip() + "…"
