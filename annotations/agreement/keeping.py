"""Figures of pairs and raters, kept from one time to the next: what rests on counts that are still the same
is not computed again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from annotations.agreement.figures import Figure
from annotations.agreement.pairs import Joint, Kappa, PairFigures, figures_of_pairs, name_pairs, replicates
from annotations.agreement.patterns import Codes, Floats, Patterns
from annotations.agreement.raters import RaterCells, leave_one_out


@dataclass(frozen=True, eq=False)
class KeptPair:
    """Two raters' figures, the rows they rest on, and how their kappa changes without each group."""

    rows: tuple[Codes, ...]
    figures: PairFigures
    groups: Codes
    changes: Floats


@dataclass(frozen=True, eq=False)
class KeptRater:
    """A rater's agreement with the others, the rows and the patterns that it rests on."""

    rows: tuple[Codes, ...]
    counts: Codes
    alone: Figure


@dataclass(frozen=True, eq=False)
class Kept:
    """What was computed the last time, by the names of raters."""

    pairs: Mapping[tuple[str, str], KeptPair] = field(default_factory=dict)
    raters: Mapping[str, KeptRater] = field(default_factory=dict)


def keep_pairs(
    raters: Sequence[str], joint: Joint, kept: Mapping[tuple[str, str], KeptPair]
) -> tuple[list[PairFigures], list[tuple[Codes, Floats]], dict[tuple[str, str], KeptPair]]:
    """Return the figures of every pair, for each the change of its kappa without each of its groups, and what
    to keep."""
    names = name_pairs(raters)
    rows = (joint.group, joint.own, joint.others, joint.number)
    bounds = np.searchsorted(joint.pair, np.arange(joint.pairs + 1)).tolist()
    now: dict[tuple[str, str], KeptPair] = {}
    changed = []
    for at, name in enumerate(names):
        mine = tuple(column[bounds[at] : bounds[at + 1]] for column in rows)
        former = kept.get(name)
        if former is not None and _is_same(former.rows, mine):
            now[name] = replace(former, rows=mine)  # the former rows would keep all of the former counts
        else:
            changed.append(at)
    for at, found in zip(changed, _compute_pairs(names, joint, bounds, changed), strict=True):
        now[names[at]] = found
    in_order = [now[name] for name in names]
    return (
        [pair.figures for pair in in_order],
        [(pair.groups, pair.changes) for pair in in_order],
        now,
    )


def keep_raters(
    raters: Sequence[str], patterns: Patterns, cells: RaterCells, kept: Mapping[str, KeptRater]
) -> tuple[list[Figure], dict[str, KeptRater]]:
    """Return every rater's agreement with the others, and what to keep."""
    rows = (cells.group, cells.pattern, cells.label, cells.number)
    bounds = np.searchsorted(cells.rater, np.arange(len(raters) + 1)).tolist()
    now: dict[str, KeptRater] = {}
    for at, rater in enumerate(raters):
        mine = tuple(column[bounds[at] : bounds[at + 1]] for column in rows)
        former = kept.get(rater)
        has_same_patterns = former is not None and np.array_equal(former.counts, patterns.counts)
        if former is not None and has_same_patterns and _is_same(former.rows, mine):
            now[rater] = replace(former, rows=mine)
            continue
        group, pattern, label, number = mine
        own = RaterCells(np.zeros_like(group), group, pattern, label, number)
        (alone,) = leave_one_out(1, patterns, own, has_others=len(raters) > 1)
        now[rater] = KeptRater(mine, patterns.counts, alone)
    return [now[rater].alone for rater in raters], now


def _is_same(former: tuple[Codes, ...], rows: tuple[Codes, ...]) -> bool:
    return all(np.array_equal(one, two) for one, two in zip(former, rows, strict=True))


def _compute_pairs(
    names: Sequence[tuple[str, str]], joint: Joint, bounds: Sequence[int], chosen: Sequence[int]
) -> list[KeptPair]:
    """Return what is kept of the chosen pairs, all computed together."""
    places = [np.arange(bounds[at], bounds[at + 1]) for at in chosen]
    rows = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
    pair = np.repeat(np.arange(len(chosen)), [len(place) for place in places])
    part = Joint(
        pairs=len(chosen),
        labels=joint.labels,
        pair=pair,
        group=joint.group[rows],
        own=joint.own[rows],
        others=joint.others[rows],
        number=joint.number[rows],
    )
    figures = figures_of_pairs([names[at] for at in chosen], part)
    groups: list[Codes] = [np.zeros(0, dtype=np.int64)] * len(chosen)
    changes: list[Floats] = [np.zeros(0)] * len(chosen)
    for replicate in replicates(part, [Kappa.COHEN]):
        ends = np.flatnonzero(np.diff(replicate.pair, append=-1)) + 1
        start = 0
        for end in ends.tolist():
            at = int(replicate.pair[start])
            value = figures[at].cohen_kappa.value
            groups[at] = replicate.group[start:end].copy()
            changes[at] = replicate.kappas[Kappa.COHEN][start:end] - (np.nan if value is None else value)
            start = end
    columns = (joint.group, joint.own, joint.others, joint.number)
    return [
        KeptPair(
            rows=tuple(column[bounds[at] : bounds[at + 1]] for column in columns),
            figures=figures[place],
            groups=groups[place],
            changes=changes[place],
        )
        for place, at in enumerate(chosen)
    ]
