"""Two people's own claims of one article side by side: their borders, which claims are the same, and what
both said of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from annotations.agreement.unitizing import Section, Text, compare_boundaries, match_sections

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
    """With the sections of both, by their keys as text."""

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
        for first, second in combinations([key for key in people if key in article.cuts], 2):
            if article.is_changed_by(first) or article.is_changed_by(second):
                found[first, second].append(_compare(article, first, second, said))
    return found


def _compare(article: ArticleCuts, first: int, second: int, said: Said) -> BothCuts:
    own, others = _sections(article.cuts[first]), _sections(article.cuts[second])
    match = match_sections(own, others)
    text = Text(article.length, {"first": own, "second": others})
    (borders,) = compare_boundaries([text])
    couples = (
        (said.get((article.key, first, _span(one))), said.get((article.key, second, _span(other))))
        for one, other in match.pairs
    )
    return BothCuts(
        article=article.key,
        text=text,
        overlaps=_overlap(article.cuts[first]) or _overlap(article.cuts[second]),
        borders=(borders.own, borders.others),
        shared_borders=borders.shared,
        claims=(len(own), len(others)),
        matched=len(match.pairs),
        couples=tuple((article.key, one, other) for one, other in couples if one and other),
    )


def _sections(cut: Cut) -> Sequence[Section]:
    return [Section(start, end) for start, end in cut]


def _span(section: Section) -> Span:
    return section.start, section.end


def _overlap(cut: Cut) -> bool:
    return any(later[0] < earlier[1] for earlier, later in pairwise(cut))
