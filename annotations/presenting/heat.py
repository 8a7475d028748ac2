"""The map of pairs: each cell a pair of reviewers, with its figure and how many claims both judged.

Its places are pixels: it keeps its own size and scrolls where it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.presenting.scales import count_letters, cut_name

FEW_UNITS = 20
"""Under so many shared units a pair's figure is shown in grey: it may change much with the next few."""

TONES = 4
DENSE_FROM = 12  # with more names the cells become small
MOST_NAMES = 48
"""More make cells that nobody can read."""


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
    n_text: str
    tone: str
    """`few` and `undefined`, else `1` to `4`, each a quarter of 0 to 1, or `below` for less than 0."""


@dataclass(frozen=True)
class HeatMap:
    """The upper half of a table of pairs, without its diagonal."""

    width: int
    height: int
    cell_width: int
    cell_height: int
    is_dense: bool
    rounding: int
    is_slanted: bool
    """The names over the columns are too long to stand upright."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Cell, ...]


def draw_heat_map(
    names: Sequence[str], pairs: Iterable[tuple[int, int, float | None, int]]
) -> HeatMap | None:
    """Return the map of pairs (first, second, value, n), each a place in `names`; None for fewer than two
    names, and for more than can be read.

    A row's name stands where the row begins, so that it stays in sight when a large map is scrolled.
    """
    if not 2 <= len(names) <= MOST_NAMES:
        return None
    is_dense = len(names) > DENSE_FROM
    cell_width, cell_height, gap = (27, 27, 1) if is_dense else (72, 50, 4)
    across, down = cell_width + gap, cell_height + gap
    shown = [cut_name(name, 10 if is_dense else 16) for name in names]
    letters = max(count_letters(name) for name in shown)
    letter_width = 6 if is_dense else 7
    is_slanted = letters * letter_width > across
    left = 10 + letter_width * letters
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
                n_text=shorten(n),
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
        rounding=3 if is_dense else 6,
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


def _tone(value: float | None, n: int) -> str:
    if value is None:
        return "undefined"
    if n < FEW_UNITS:
        return "few"
    return "below" if value < 0 else str(min(TONES, 1 + int(value * TONES)))


def shorten(count: int) -> str:
    """Return the count in at most four letters: 940, 1.2k, 82k, 1.3M."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= 0.9995 * size:
            return f"{count / size:.1f}{letter}" if count < 9.95 * size else f"{count / size:.0f}{letter}"
    return str(count)
