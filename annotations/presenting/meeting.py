"""How verdicts meet, and how pairs of reviewers do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.agreement import PairFigures
from annotations.presenting.derived import count_few, find_commonest
from annotations.presenting.heat import FEW_UNITS, MOST_NAMES, Cell, HeatMap, draw_heat_map
from annotations.presenting.words import Shown, name_label, show, show_count, show_number, show_percent
from annotations.workflow.agreement.parts import DisagreementMatrix
from annotations.workflow.agreement.report import AgreementReport

MOST_PAIRS_LISTED = 10
"""Where there are too many reviewers for a map, so many pairs stand at either end of the list."""


@dataclass(frozen=True)
class MatrixCell:
    """Two verdicts, or one with itself, on the same claims."""

    first: str
    second: str
    pairs: str
    claims: str
    tone: int
    """1 to 4: the share of the largest cell's pairs; 0 for none."""

    is_empty: bool
    words: str
    """What a link to its claims says."""


@dataclass(frozen=True)
class MatrixRow:
    """The cells of one verdict; before the diagonal there are none, since the matrix is symmetric."""

    label: str
    name: str
    before: range
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """How verdicts meet on the same claims."""

    columns: tuple[tuple[str, str], ...]
    """Each verdict and its name."""

    rows: tuple[MatrixRow, ...]
    sentence: str
    """The commonest difference; empty without any."""

    is_empty: bool


@dataclass(frozen=True)
class PairRow:
    """A pair as a table shows it."""

    first: str
    second: str
    n: str
    is_few: bool
    raw: Shown
    kappa: Shown


@dataclass(frozen=True)
class Pairs:
    """The pairs of reviewers, by name; of very many, only the ends of the list."""

    heat_map: HeatMap | None
    cells: tuple[tuple[Cell, str, str], ...]
    """Those of the map, each with its value and what it says in words."""

    rows: tuple[PairRow, ...]
    """Every pair, where there is a map."""

    lowest: tuple[PairRow, ...]
    highest: tuple[PairRow, ...]
    count: str
    few: int
    sentence: str
    """How many pairs share too few claims; empty where none does."""

    is_crowd: bool


def describe_matrix(matrix: DisagreementMatrix) -> Matrix:
    """Return the upper half of the matrix with its diagonal."""
    most = max((count for row in matrix.pairs for count in row), default=0)
    names = [name_label(label) for label in matrix.labels]
    rows = []
    for at, label in enumerate(matrix.labels):
        cells = [_cell(matrix, names, at, other, most) for other in range(at, len(names))]
        rows.append(MatrixRow(label, names[at], range(at), tuple(cells)))
    columns = tuple(zip(matrix.labels, names, strict=True))
    return Matrix(columns, tuple(rows), _say_commonest(matrix, names), is_empty=most == 0)


def describe_pairs(report: AgreementReport) -> Pairs:
    """Return the map of pairs and its table, reviewers by name."""
    named = report.names()
    raters = {rater for pair in report.summary.pairs for rater in (pair.first, pair.second)}
    order = sorted(raters, key=lambda rater: (named[rater], rater))
    place = {rater: position for position, rater in enumerate(order)}

    def places(pair: PairFigures) -> tuple[int, int]:
        first, second = sorted((place[pair.first], place[pair.second]))
        return first, second

    def describe(pairs: Sequence[PairFigures]) -> tuple[PairRow, ...]:
        return tuple(
            PairRow(
                first=named[order[places(pair)[0]]],
                second=named[order[places(pair)[1]]],
                n=show_count(pair.n),
                is_few=pair.n < FEW_UNITS,
                raw=show(pair.observed_agreement),
                kappa=show(pair.cohen_kappa),
            )
            for pair in pairs
        )

    pairs = sorted(report.summary.pairs, key=places)
    heat_map = draw_heat_map(
        [named[rater] for rater in order],
        ((*places(pair), pair.cohen_kappa.value, pair.n) for pair in pairs),
    )
    is_crowd = len(order) > MOST_NAMES
    ends = _order_by_kappa(pairs) if is_crowd else []
    few = count_few(report)
    return Pairs(
        heat_map=heat_map,
        cells=tuple(_tell_cell(cell) for cell in heat_map.cells) if heat_map else (),
        rows=() if is_crowd else describe(pairs),
        lowest=describe(ends[:MOST_PAIRS_LISTED]),
        highest=describe(ends[::-1][:MOST_PAIRS_LISTED]),
        count=show_count(len(pairs)),
        few=FEW_UNITS,
        sentence=_("%(few)s of %(pairs)s pairs share fewer than %(limit)d claims.")
        % {"few": show_count(few), "pairs": show_count(len(pairs)), "limit": FEW_UNITS}
        if few
        else "",
        is_crowd=is_crowd,
    )


def _tell_cell(cell: Cell) -> tuple[Cell, str, str]:
    value = show_number(cell.value)
    told = {"first": cell.first, "second": cell.second, "value": value, "n": show_count(cell.n)}
    return cell, value, _("%(first)s and %(second)s: %(value)s, %(n)s shared claims") % told


def _cell(matrix: DisagreementMatrix, names: Sequence[str], first: int, second: int, most: int) -> MatrixCell:
    pairs, claims = matrix.pairs[first][second], matrix.claims[first][second]
    words = {"first": names[first], "second": names[second], "claims": show_count(claims)}
    return MatrixCell(
        first=matrix.labels[first],
        second=matrix.labels[second],
        pairs=show_count(pairs),
        claims=ngettext("%(count)s claim", "%(count)s claims", claims) % {"count": show_count(claims)},
        tone=min(4, 1 + int(4 * pairs / most)) if pairs else 0,
        is_empty=claims == 0,
        words=_("Claims that were called “%(first)s” by all: %(claims)s") % words
        if first == second
        else _("Claims that were called “%(first)s” and “%(second)s”: %(claims)s") % words,
    )


def _say_commonest(matrix: DisagreementMatrix, names: Sequence[str]) -> str:
    found = find_commonest(matrix)
    if found is None:
        return ""
    first, second, differing = found
    count = matrix.pairs[first][second]
    return _(
        "“%(first)s” against “%(second)s” is the commonest difference: %(count)s of %(all)s differing pairs "
        "of verdicts (%(percent)s)."
    ) % {
        "first": names[first],
        "second": names[second],
        "count": show_count(count),
        "all": show_count(differing),
        "percent": show_percent(count / differing),
    }


def _order_by_kappa(pairs: Sequence[PairFigures]) -> list[PairFigures]:
    """Return the pairs whose kappa rests on enough claims, the lowest first."""
    known = [pair for pair in pairs if pair.n >= FEW_UNITS and pair.cohen_kappa.value is not None]
    return sorted(known, key=lambda pair: pair.cohen_kappa.value or 0.0)
