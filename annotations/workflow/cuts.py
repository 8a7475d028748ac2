"""Did reviewers cut the claims of an article the same? Reads only.

Compared are reviewers' own claims, see `own_claims`. A reviewer has cut an article of a round when they gave
a verdict or a skip there, or proposed an edit while the round was open: who changed nothing cut it as the
splitter did. Who had no turn there has cut nothing. Leads decide on edits and are compared with nobody.

Two who both left an article as it came in cut it the same by definition. Such articles are neither read nor
counted in a figure: a pair's figures rest on the articles that one of the two, at least, cut otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Max, QuerySet

from annotations.agreement import Figure, Reason
from annotations.agreement.figures import undefined
from annotations.agreement.unitizing import alpha_unitizing
from annotations.models import (
    ArticleProgress,
    ClaimEdit,
    Membership,
    Purpose,
    Review,
    Role,
    Round,
    User,
    Verdict,
)
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.comparing import compare_couples, share_by_article, share_of_same
from annotations.workflow.cut_pairs import ArticleCuts, BothCuts, Cut, Span, compare_cuts
from annotations.workflow.differing import EDIT_KINDS, Kind, meant_edits
from annotations.workflow.own_claims import Act, EditedArticle, OwnClaim, read_articles
from annotations.workflow.refusals import role_of

MOST_ARTICLES = 100
"""So many articles, those edited last, are compared."""

MOST_PAIRS = 20
"""So many pairs, those with the most articles to compare, have figures."""

CUTTING = EDIT_KINDS[Kind.SEGMENTATION]


@dataclass(frozen=True)
class CutPair:
    """Two reviewers on the articles that both cut and one, at least, cut otherwise than the splitter."""

    first: User
    second: User
    articles: int
    claims: tuple[int, int]
    """How many claims each of them has there."""

    precision: Figure
    """Of the second's borders the share that the first set too; `n` counts the borders divided by. With an
    interval by article, as all but `alpha`."""

    recall: Figure
    f1: Figure
    alpha: Figure
    """Krippendorff's alpha_U of those articles joined end to end; `n` counts claims. It has no interval."""

    overlapping: int
    """Articles that are not in `alpha`, since claims of one of the two overlap there."""

    matched: int
    """Claims of both that are the same from an intersection over union of a half on, one to one."""

    alone: tuple[int, int]
    """Claims of each without a match."""

    agreement: Figure
    """The share of the same verdict of matched claims with verdicts of both, which `n` counts."""

    label_alpha: Figure
    label_kappa: Figure

    def to_json_dict(self) -> dict[str, Any]:
        """Return the pair as JSON holds it, people by username."""
        figures = ("precision", "recall", "f1", "alpha", "agreement", "label_alpha", "label_kappa")
        return {
            "first": self.first.get_username(),
            "second": self.second.get_username(),
            "articles": self.articles,
            "claims": list(self.claims),
            "overlapping": self.overlapping,
            "matched": self.matched,
            "alone": list(self.alone),
            **{name: getattr(self, name).to_json_dict() for name in figures},
        }


@dataclass(frozen=True)
class Cutter:
    """What one reviewer changed in the articles compared."""

    reviewer: User
    articles: int
    """Those they cut, as they came in or otherwise."""

    otherwise: int
    """Those of them that they cut otherwise than the splitter."""

    edits: dict[str, int]
    """Their edits by kind, without what they took back."""


@dataclass(frozen=True)
class CutReport:
    """How far the reviewers of a round cut the same."""

    round: Round
    reach: Reach
    articles: int
    """Those of the round."""

    edited: int
    """Those with an edit of somebody who is no lead; the others all cut as they came in."""

    compared: int
    """Those of them that were read: at most `MOST_ARTICLES`, the ones edited last."""

    cutters: tuple[Cutter, ...]
    """Who cut an article compared, by username."""

    f1: Figure
    """Of the borders of all pairs together."""

    matched: Figure
    """The share of all pairs' claims there that have a match."""

    agreement: Figure
    """The share of the same verdict of all pairs' matched claims with verdicts of both."""

    pairs: tuple[CutPair, ...]
    """By username; at most `MOST_PAIRS`, the ones with the most articles."""

    pairs_left_out: int

    @property
    def untouched(self) -> int:
        """Articles that all their reviewers cut as they came in."""
        return self.articles - self.edited

    def seen_by(self, user: User) -> tuple[tuple[Cutter, ...], tuple[CutPair, ...]]:
        """Return the rows that the user may read: all for a lead or a superuser, else their own."""
        if user.is_superuser or role_of(user=user, project=self.round.project) == Role.LEAD:
            return self.cutters, self.pairs
        return (
            tuple(row for row in self.cutters if row.reviewer == user),
            tuple(pair for pair in self.pairs if user in (pair.first, pair.second)),
        )

    def to_json_dict(self, *, user: User | None = None) -> dict[str, Any]:
        """Return the report as JSON holds it, with the rows that the user may read where one is given."""
        cutters, pairs = (self.cutters, self.pairs) if user is None else self.seen_by(user)
        return {
            "articles": self.articles,
            "untouched": self.untouched,
            "edited": self.edited,
            "compared": self.compared,
            "f1": self.f1.to_json_dict(),
            "matched": self.matched.to_json_dict(),
            "agreement": self.agreement.to_json_dict(),
            "reviewers": [
                {
                    "username": row.reviewer.get_username(),
                    "articles": row.articles,
                    "otherwise": row.otherwise,
                    "edits": row.edits,
                }
                for row in cutters
            ],
            "pairs": [pair.to_json_dict() for pair in pairs],
            "pairs_left_out": self.pairs_left_out,
        }


def report_cuts(*, round: Round, reach: Reach) -> CutReport:
    """Return how far the round's reviewers cut the same, from a constant number of queries; who had a turn
    and what they said is taken from complete claims alone unless `reach` says otherwise."""
    edited = _edits(round).order_by().values("article").annotate(last=Max("proposed_at"))
    newest = edited.order_by("-last", "-article").values_list("article", flat=True)
    articles = read_articles(list(newest[:MOST_ARTICLES]), until=round.closed_at)
    cuts = _cut(articles, round, reach)
    keys = {key for one in cuts for key in one.cuts}
    people = {user.pk: user for user in User.objects.filter(pk__in=keys).order_by("username")}
    compared = compare_cuts(cuts, _said(articles, round, reach), people=list(people))
    wanted = set(sorted(compared, key=lambda pair: -len(compared[pair]))[:MOST_PAIRS])
    pairs = [
        _describe(people[first], people[second], compared[first, second])
        for first, second in combinations(people, 2)
        if (first, second) in wanted
    ]
    everything = [both for found in compared.values() for both in found]
    return CutReport(
        round=round,
        reach=reach,
        articles=ArticleProgress.objects.filter(round=round).count(),
        edited=edited.count(),
        compared=len(articles),
        cutters=tuple(_count(user, cuts, articles) for user in people.values()),
        f1=_share(everything, lambda both: (2 * both.shared_borders, sum(both.borders))),
        matched=_share(everything, lambda both: (2 * both.matched, sum(both.claims))),
        agreement=share_of_same(couple for both in everything for couple in both.couples),
        pairs=tuple(pairs),
        pairs_left_out=len(compared) - len(pairs),
    )


def _edits(round: Round) -> QuerySet[ClaimEdit]:
    """Return the edits that cut claims otherwise, proposed before the round was closed by somebody who is no
    lead and did not take them back."""
    leads = Membership.objects.filter(project=round.project_id, role=Role.LEAD)
    edits = meant_edits(Kind.SEGMENTATION).filter(article__project=round.project_id)
    if round.closed_at is not None:
        edits = edits.filter(proposed_at__lt=round.closed_at)
    return edits.exclude(proposed_by__in=leads.values("user"))


def _cut(articles: Sequence[EditedArticle], round: Round, reach: Reach) -> list[ArticleCuts]:
    """Return how each article was cut by those who had a turn there or proposed an edit in the round."""
    keys = [article.key for article in articles]
    turns = Review.objects.filter(round=round, claim__article__in=keys, withdrawn_at=None)
    if reach is Reach.COMPLETE:
        turns = turns.on_complete_claims()
    leads = set(
        Membership.objects.filter(project=round.project_id, role=Role.LEAD).values_list("user", flat=True)
    )
    people: dict[int, set[int]] = defaultdict(set)
    for article, person in turns.order_by().values_list("claim__article", "reviewer").distinct():
        people[article].add(person)
    found = []
    for one in articles:
        editors = {act.by for act in one.acts if act.at >= round.opened_at and _cuts(act)}
        cuts = {person: _spans(one.claims_of(person)) for person in (people[one.key] | editors) - leads}
        found.append(ArticleCuts(one.key, one.length, _spans(one.claims.values()), cuts))
    return found


def _said(articles: Sequence[EditedArticle], round: Round, reach: Reach) -> dict[tuple[int, int, Span], str]:
    """Return the independent verdicts on claims of the articles, the latest where words were judged twice."""
    reviews = Review.objects.independent().filter(
        round=round, purpose=Purpose.NORMAL, claim__article__in=[article.key for article in articles]
    )
    if reach is Reach.COMPLETE:
        reviews = reviews.on_complete_claims()
    rows = reviews.exclude(verdict="").order_by("created_at", "pk")
    return {
        (article, reviewer, (start, end)): verdict
        for article, reviewer, start, end, verdict in rows.values_list(
            "claim__article", "reviewer", "claim__start", "claim__end", "verdict"
        )
    }


def _describe(first: User, second: User, articles: Sequence[BothCuts]) -> CutPair:
    apart = [both.text for both in articles if not both.overlaps]
    couples = [couple for both in articles for couple in both.couples]
    verdicts = compare_couples(couples, labels=Verdict.values)
    claims = _add(both.claims for both in articles)
    matched = sum(both.matched for both in articles)
    return CutPair(
        first=first,
        second=second,
        articles=len(articles),
        claims=claims,
        precision=_share(articles, lambda both: (both.shared_borders, both.borders[1])),
        recall=_share(articles, lambda both: (both.shared_borders, both.borders[0])),
        f1=_share(articles, lambda both: (2 * both.shared_borders, sum(both.borders))),
        alpha=alpha_unitizing(apart).overall,
        overlapping=len(articles) - len(apart),
        matched=matched,
        alone=(claims[0] - matched, claims[1] - matched),
        agreement=share_of_same(couples),
        label_alpha=verdicts.figures["alpha_nominal"],
        label_kappa=verdicts.pairs[0].cohen_kappa if verdicts.pairs else undefined(Reason.NO_SHARED_UNIT),
    )


def _count(user: User, cuts: Sequence[ArticleCuts], articles: Sequence[EditedArticle]) -> Cutter:
    own = [one for one in cuts if user.pk in one.cuts]
    acts = [act.kind for article in articles for act in article.acts_of(user.pk) if act.kind in CUTTING]
    return Cutter(
        reviewer=user,
        articles=len(own),
        otherwise=sum(one.is_changed_by(user.pk) for one in own),
        edits={kind: acts.count(kind) for kind in CUTTING if kind in acts},
    )


def _share(articles: Iterable[BothCuts], parts: Callable[[BothCuts], tuple[int, int]]) -> Figure:
    """Return the share of all the parts in their wholes; several pairs of one article are one cluster."""
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for both in articles:
        found[both.article] = _add((found[both.article], parts(both)))
    return share_by_article(found.values())


def _add(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    first, second = zip(*pairs, strict=True)
    return sum(first), sum(second)


def _spans(claims: Iterable[OwnClaim]) -> Cut:
    return tuple(sorted({claim.span for claim in claims}))


def _cuts(act: Act) -> bool:
    return act.kind in CUTTING and not act.is_taken_back
