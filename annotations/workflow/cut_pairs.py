"""Two people's own claims of one article side by side: their borders, which claims are the same, and what
both said of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations.agreement.unitizing import (
    BoundaryFigures,
    Section,
    Text,
    compare_boundaries,
    match_sections,
)

Span = tuple[int, int]

Cut = tuple[Span, ...]
"""The spans of somebody's claims in an article, in reading order, none twice."""

Said = Mapping[tuple[int, int, Span], str]
"""Verdicts by article, reviewer and the span judged."""


@dataclass(frozen=True)
class ArticleCuts:
    """How each of its reviewers cut an article, and how the splitter did."""

    key: int
    length: int
    splitter: Cut
    cuts: Mapping[int, Cut]

    def is_changed_by(self, person: int) -> bool:
        """Tell whether the person cut it otherwise than the splitter."""
        return self.cuts[person] != self.splitter


@dataclass(frozen=True)
class BothCuts:
    """What two people made of one article."""

    article: int
    text: Text
    """With the sections of both, as "first" and "second"."""

    overlaps: bool
    """Whether claims of one of the two overlap."""

    borders: tuple[int, int]
    """How many each of them set."""

    shared_borders: int
    claims: tuple[int, int]
    matched: int
    couples: tuple[tuple[int, str, str], ...]
    """The article and both verdicts of each match that both judged."""


def compare_cuts(
    articles: Iterable[ArticleCuts], said: Said, *, people: Sequence[int]
) -> dict[tuple[int, int], list[BothCuts]]:
    """Return what every two people, in this order, made of the articles that one of them, at least, cut
    otherwise than the splitter; a pair without any is left out."""
    found: dict[tuple[int, int], list[BothCuts]] = defaultdict(list)
    for article in articles:
        cutters = [key for key in people if key in article.cuts]
        sections = {
            f"{place:09}": [Section(start, end) for start, end in article.cuts[key]]
            for place, key in enumerate(cutters)
        }
        # By name, which is the order of the people.
        for borders in compare_boundaries([Text(article.length, sections)]):
            pair = cutters[int(borders.first)], cutters[int(borders.second)]
            if any(article.is_changed_by(person) for person in pair):
                cut = {"first": sections[borders.first], "second": sections[borders.second]}
                found[pair].append(_compare(article, pair, Text(article.length, cut), borders, said))
    return found


def _compare(
    article: ArticleCuts, pair: tuple[int, int], text: Text, borders: BoundaryFigures, said: Said
) -> BothCuts:
    own, others = (article.cuts[key] for key in pair)
    matched = _match(own, others)
    couples = (
        (said.get((article.key, pair[0], one)), said.get((article.key, pair[1], other)))
        for one, other in matched
    )
    return BothCuts(
        article=article.key,
        text=text,
        overlaps=_overlap(own) or _overlap(others),
        borders=(borders.own, borders.others),
        shared_borders=borders.shared,
        claims=(len(own), len(others)),
        matched=len(matched),
        couples=tuple((article.key, one, other) for one, other in couples if one and other),
    )


def _match(own: Cut, others: Cut) -> list[tuple[Span, Span]]:
    """Return the claims that are the same, one to one. Equal spans come first in any case, and are most, so
    only the rest is tried one against the other."""
    equal = set(own) & set(others)
    rest = match_sections(*([Section(*span) for span in cut if span not in equal] for cut in (own, others)))
    found = [((one.start, one.end), (other.start, other.end)) for one, other in rest.pairs]
    return [*((span, span) for span in sorted(equal)), *found]


def _overlap(cut: Cut) -> bool:
    return any(later[0] < earlier[1] for earlier, later in pairwise(cut))
