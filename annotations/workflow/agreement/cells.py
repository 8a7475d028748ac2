"""The counts of a round in memory: each section as sorted whole numbers, one a row, so that another article's
counts take the place of its former ones without the rest being touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.workflow.agreement.statement import COLUMNS, LABELS, ArticleCells, Section

Longs = NDArray[np.int64]

LAYOUT: dict[Section, tuple[tuple[str, int], ...]] = {
    Section.CLAIMS: (
        ("article", 24),
        ("pattern", 14),
        ("final", 2),
        ("waits", 1),
        ("day", 16),
        ("complete", 1),
    ),
    Section.PAIRS: (
        ("first", 12),
        ("second", 12),
        ("article", 24),
        ("own", 2),
        ("others", 2),
        ("complete", 1),
    ),
    Section.RATINGS: (
        ("reviewer", 12),
        ("article", 24),
        ("pattern", 14),
        ("label", 2),
        ("final", 2),
        ("simulated", 1),
        ("unsupported", 1),
        ("complete", 1),
    ),
    Section.VERSIONS: (("version", 10), ("article", 24), ("pattern", 14), ("complete", 1)),
    Section.SKIPS: (("reviewer", 12), ("article", 24), ("reason", 4), ("simulated", 1), ("complete", 1)),
    Section.CHANGES: (("reviewer", 12), ("article", 24), ("is_after", 1), ("complete", 1)),
    Section.TIMES: (("reviewer", 12), ("seconds", 17), ("article", 24), ("complete", 1)),
}
"""How many bits of a row's number each column takes, from the highest; `final` is moved up by one. The first
columns are what rows are looked up by. `Section.NEWEST` is kept apart."""

LONGEST = 2**17 - 1
"""Seconds on task beyond this count as so many."""


class TooMany(ValueError):
    """More reviewers, articles, versions or patterns of verdicts than a row's number has room for."""


class Reordered(Exception):
    """A reviewer, an article or a version stands before others that have their numbers already."""


@dataclass(frozen=True, eq=False)
class Rows:
    """One section: `key` ascending, `number` how often each row was counted."""

    section: Section
    key: Longs
    number: Longs

    def column(self, name: str) -> Longs:
        """Return a column of every row."""
        shift = 0
        for other, bits in reversed(LAYOUT[self.section]):
            if other == name:
                found = (self.key >> shift) & ((1 << bits) - 1)
                return found - 1 if name == "final" else found
            shift += bits
        raise KeyError(name)

    def where(self, keep: NDArray[np.bool_]) -> Rows:
        """Return the rows marked."""
        return Rows(self.section, self.key[keep], self.number[keep])

    def within(self, *, complete_only: bool) -> Rows:
        """Return all rows, or those of complete claims: the lowest bit tells which they are."""
        return self.where((self.key & 1) == 1) if complete_only else self


@dataclass(frozen=True, eq=False)
class Cells:
    """The counts of a round, by the places of reviewers, articles, versions and patterns in these lists."""

    reviewers: Longs
    """Keys, ascending; likewise the next two."""

    articles: Longs
    versions: Longs
    patterns: Longs
    """(patterns, labels): how often each label was given; in no order."""

    rows: dict[Section, Rows]
    newest: Longs
    """(articles, 2): the newest review that counts on open claims and on complete ones, in microseconds since
    1970; 0 without one."""

    @classmethod
    def empty(cls) -> Cells:
        """Return the counts of a round of which nothing was counted."""
        none = np.zeros(0, dtype=np.int64)
        rows: dict[Section, Rows] = {section: Rows(section, none, none) for section in LAYOUT}
        patterns = np.zeros((0, len(LABELS)), dtype=np.int64)
        return cls(none, none, none, patterns, rows, np.zeros((0, 2), dtype=np.int64))

    def updated(self, counted: Mapping[int, ArticleCells]) -> Cells:
        """Return the counts with those of these articles in place of their former ones.

        Raises Reordered where the numbers would have to be given anew: then make them from `empty`.
        """
        parts = {section: _stack(section, counted) for section in Section}
        articles = _extend(self.articles, np.array(sorted(counted), dtype=np.int64), bits=24)
        ratings, skips = parts[Section.RATINGS], parts[Section.SKIPS]
        changes = parts[Section.CHANGES]
        seen = np.concatenate([ratings["reviewer"], skips["reviewer"], changes["reviewer"]])
        reviewers = _extend(self.reviewers, np.unique(seen), bits=12)
        versions = _extend(self.versions, np.unique(parts[Section.VERSIONS]["version"]), bits=10)
        patterns = self._note_patterns(parts)
        is_replaced = np.zeros(len(articles), dtype=bool)
        is_replaced[np.searchsorted(articles, sorted(counted))] = True
        rows = {}
        for section, former in self.rows.items():
            columns = parts[section]
            columns["article"] = np.searchsorted(articles, columns["article"])
            for name in ("reviewer", "first", "second"):
                if name in columns:
                    columns[name] = np.searchsorted(reviewers, columns[name])
            if "version" in columns:
                columns["version"] = np.searchsorted(versions, columns["version"])
            rows[section] = _replace(former, columns, is_replaced)
        newest = np.zeros((len(articles), 2), dtype=np.int64)
        newest[np.searchsorted(articles, self.articles)] = self.newest
        newest[is_replaced] = 0
        latest = parts[Section.NEWEST]
        moments = (latest["day"] * 86400 + latest["second"]) * 1_000_000 + latest["microsecond"]
        newest[np.searchsorted(articles, latest["article"]), latest["complete"]] = moments
        return Cells(reviewers, articles, versions, patterns, rows, newest)

    def _note_patterns(self, parts: dict[Section, dict[str, Longs]]) -> Longs:
        """Give each part with patterns their places, and return the patterns known then."""
        known = {tuple(row): place for place, row in enumerate(self.patterns.tolist())}
        for section in (Section.CLAIMS, Section.RATINGS, Section.VERSIONS):
            columns = parts[section]
            counts = np.stack([columns.pop(label) for label in LABELS], axis=1)
            different, place = np.unique(counts, axis=0, return_inverse=True)
            places = [known.setdefault(tuple(row), len(known)) for row in different.tolist()]
            columns["pattern"] = np.array(places, dtype=np.int64)[place.reshape(-1)]
        if len(known) > 2**14:
            raise TooMany(f"{len(known)} patterns of verdicts")
        return np.array(list(known), dtype=np.int64).reshape(-1, len(LABELS))


def _stack(section: Section, counted: Mapping[int, ArticleCells]) -> dict[str, Longs]:
    """Return the columns of a section over all articles, the article and the count among them."""
    parts = [(article, cells[section]) for article, cells in counted.items() if section in cells]
    width = len(COLUMNS[section]) + 1
    rows = np.concatenate([rows for _article, rows in parts] or [np.zeros((0, width), dtype=np.int32)])
    columns = dict(zip((*COLUMNS[section], "number"), rows.astype(np.int64).T, strict=True))
    lengths = [len(rows) for _article, rows in parts]
    columns["article"] = np.repeat(np.array([article for article, _rows in parts], dtype=np.int64), lengths)
    if "seconds" in columns:
        columns["seconds"] = np.minimum(columns["seconds"], LONGEST)
    if "final" in columns:
        columns["final"] = columns["final"] + 1
    return columns


def _extend(known: Longs, found: Longs, *, bits: int) -> Longs:
    new = np.setdiff1d(found, known)
    if len(new) and len(known) and new[0] < known[-1]:
        raise Reordered
    if len(known) + len(new) > 1 << bits:
        raise TooMany(f"{len(known) + len(new)} where there is room for {1 << bits}")
    return np.concatenate([known, new])


def _replace(former: Rows, columns: dict[str, Longs], is_replaced: NDArray[np.bool_]) -> Rows:
    key = np.zeros(len(columns["number"]), dtype=np.int64)
    for name, bits in LAYOUT[former.section]:
        key = (key << bits) | columns[name]
    order = np.argsort(key, kind="stable")
    key, number = key[order], columns["number"][order]
    if not len(former.key):
        return Rows(former.section, key, number)
    removed = np.flatnonzero(is_replaced[former.column("article")])
    places = np.searchsorted(former.key, key)
    # Few rows change: what lies between them is copied in one piece each.
    cuts = np.unique(np.concatenate([removed, removed + 1, places, [0, len(former.key)]])).tolist()
    gone, begins = set(removed.tolist()), np.searchsorted(places, [*cuts, len(former.key) + 1]).tolist()
    keys, numbers = [], []
    for at, cut in enumerate(cuts):
        mine = slice(begins[at], begins[at + 1])
        keys.append(key[mine])
        numbers.append(number[mine])
        if at + 1 < len(cuts) and cut not in gone:
            keys.append(former.key[cut : cuts[at + 1]])
            numbers.append(former.number[cut : cuts[at + 1]])
    return Rows(former.section, np.concatenate(keys), np.concatenate(numbers))
