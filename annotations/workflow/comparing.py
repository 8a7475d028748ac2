"""Two words on one thing set side by side: somebody's before and again, theirs and the known answer, two
people's. Intervals leave out one article at a time, since claims of one are not independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from annotations.agreement import AgreementSummary, Figure, RatingTable, Reason, summarise
from annotations.agreement.figures import undefined
from annotations.agreement.intervals import ends

Couple = tuple[int, str, str]
"""The key of the article, the first word on one thing in it and the second."""


def compare_couples(couples: Iterable[Couple], *, labels: Sequence[str] | None = None) -> AgreementSummary:
    """Return the figures of the first words against the second, each couple a unit.

    `labels` are those that could have been said; by default those that were.
    """
    triples: list[tuple[Hashable, str, str]] = []
    articles: dict[Hashable, Hashable] = {}
    for unit, (article, first, second) in enumerate(couples):
        articles[unit] = article
        triples += [(unit, "first", first), (unit, "second", second)]
    table = RatingTable.from_triples(triples, labels=labels, clusters=articles)
    return summarise(table, categories=len(labels) if labels else None)


def share_of_same(couples: Iterable[Couple]) -> Figure:
    """Return the share of couples of the same word, which `n` counts."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for article, first, second in couples:
        counts[article][0] += first == second
        counts[article][1] += 1
    return share_by_article((same, all_here) for same, all_here in counts.values())


def share_by_article(counts: Iterable[tuple[int, int]]) -> Figure:
    """Return the sum of the parts by the sum of the wholes, which is `n`; a part and a whole an article.

    The interval is cut where no share can be. An article with a whole of 0 is left out.
    """
    table = np.array([row for row in counts if row[1]], dtype=np.float64).reshape(-1, 2)
    part, whole = table.sum(axis=0)
    if not whole:
        return undefined(Reason.NO_RATINGS)
    figure = Figure(float(part / whole), int(whole))
    left = whole - table[:, 1]
    if len(table) < 2:
        return figure.within(Reason.TOO_FEW_CLUSTERS)
    change = (part - table[:, 0]) / left - part / whole
    squares, largest = float((change**2).sum()), float(np.abs(change).max())
    found = ends(float(part / whole), len(table), squares, largest, is_undefined=False)
    return figure.within(found if isinstance(found, Reason) else (max(found[0], 0.0), found[1]))
