"""Two words on one thing set side by side: somebody's before and again, theirs and the known answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotations.agreement import AgreementSummary, Figure, RatingTable, summarise

Couple = tuple[int, str, str]
"""The key of the article, the first word on one thing in it and the second."""


def compare_couples(couples: Iterable[Couple], *, labels: Sequence[str] | None = None) -> AgreementSummary:
    """Return the figures of the first words against the second, each couple a unit, intervals by article.

    `labels` are those that could have been said; by default those that were.
    """
    triples, articles = [], {}
    for unit, (article, first, second) in enumerate(couples):
        articles[unit] = article
        triples += [(unit, "first", first), (unit, "second", second)]
    table = RatingTable.from_triples(triples, labels=labels, clusters=articles)
    return summarise(table, categories=len(labels) if labels else None)


def share_of_same(couples: Iterable[Couple]) -> Figure:
    """Return the share of couples of the same word, which `n` counts, with its interval by article, cut where
    no share can be."""
    figure = compare_couples(couples).figures["observed_agreement"]
    return figure if figure.low is None else replace(figure, low=max(figure.low, 0.0))
