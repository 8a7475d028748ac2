"""Do reviewers agree on who said it, whatever they think of what was said? Reads only.

The *origin* of a claim is the innermost link of its chain. Somebody's own chain of a claim is the splitter's,
changed by their own edits (see `own_claims`); of several claims that they made of one, that of the longest.
A reviewer has had a turn on a claim when they gave a verdict or a skip on words of it in the round, or
changed its chain: who saw it and left it has the splitter's chain. Claims whose chain nobody changed agree by
definition and are in no figure, neither are claims that were added, for which the splitter has no chain.

*Decided* is a chain where a lead accepted a change of it, or made one, or rejected all that was proposed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Max, QuerySet

from annotations.agreement import Figure, RatingTable, summarise
from annotations.models import ClaimEdit, Membership, Review, Role, Round, User
from annotations.models.choices import SOURCE_KINDS
from annotations.splitting import SourceKind
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.comparing import share_by_article
from annotations.workflow.differing import Kind, meant_edits
from annotations.workflow.own_claims import EditedArticle, OwnLink, read_articles
from annotations.workflow.refusals import role_of

MOST_ARTICLES = 100
"""So many articles, those whose chains were changed last, are compared."""

SAME_SOURCE = 0.5
"""Two links name the same source from this intersection over union of its words on."""

KINDS = tuple(kind for kind, _name in SOURCE_KINDS)

Chain = tuple[OwnLink, ...]


@dataclass(frozen=True)
class ChainFigures:
    """Chains beside others of the same claims; every figure with its interval by article."""

    claims: int
    kinds: Figure
    """The share of claims with an origin of the same kind."""

    spans: Figure
    """F1 of the origins' words: twice those in both by those of each, which `n` counts in characters. A claim
    where neither prints a source is left out."""

    links: Figure
    """F1 of the links: the same are those at the same place in the chain, of the same kind, that name the
    same source or none. `n` counts links."""

    def to_json_dict(self) -> dict[str, Any]:
        """Return the figures as JSON holds them."""
        return {
            "claims": self.claims,
            "kinds": self.kinds.to_json_dict(),
            "spans": self.spans.to_json_dict(),
            "links": self.links.to_json_dict(),
        }


@dataclass(frozen=True)
class SourceReport:
    """How far reviewers agree on who said it."""

    round: Round
    reach: Reach
    edited: int
    """Articles with a chain that somebody who is no lead changed."""

    compared: int
    """Those of them that were read: at most `MOST_ARTICLES`, the ones changed last."""

    claims: int
    """Claims in them whose chain a reviewer changed: what the figures rest on."""

    observed: Figure
    """Agreement of reviewers on the kind of the origin; `n` counts claims on which two had a turn."""

    alpha: Figure
    """Nominal alpha of the same."""

    pairs: ChainFigures
    """Every two reviewers who had a turn on the same claim, together."""

    changes: tuple[tuple[str, str, int], ...]
    """The kind that the splitter gave, the kind a reviewer gave instead, and how often; commonest first."""

    against_splitter: tuple[tuple[User, ChainFigures], ...]
    """Reviewers on the chains they changed, by username."""

    decided: int
    """Claims among `claims` whose chain a lead decided."""

    splitter_against_decided: ChainFigures
    against_decided: tuple[tuple[User, ChainFigures], ...]
    """Reviewers on decided chains of claims they had a turn on, by username."""

    def seen_by(
        self, user: User
    ) -> tuple[tuple[tuple[User, ChainFigures], ...], tuple[tuple[User, ChainFigures], ...]]:
        """Return the reviewers' rows that the user may read: all for a lead or a superuser, else theirs."""
        if user.is_superuser or role_of(user=user, project=self.round.project) == Role.LEAD:
            return self.against_splitter, self.against_decided
        return (
            tuple(row for row in self.against_splitter if row[0] == user),
            tuple(row for row in self.against_decided if row[0] == user),
        )

    def to_json_dict(self, *, user: User | None = None) -> dict[str, Any]:
        """Return the report as JSON holds it, with the rows that the user may read where one is given."""
        of_splitter, of_decided = (
            (self.against_splitter, self.against_decided) if user is None else self.seen_by(user)
        )
        return {
            "edited": self.edited,
            "compared": self.compared,
            "claims": self.claims,
            "observed_agreement": self.observed.to_json_dict(),
            "alpha_nominal": self.alpha.to_json_dict(),
            "pairs": self.pairs.to_json_dict(),
            "changes": [
                {"splitter": before, "reviewer": after, "number": number}
                for before, after, number in self.changes
            ],
            "against_splitter": _rows_to_json(of_splitter),
            "decided": self.decided,
            "splitter_against_decided": self.splitter_against_decided.to_json_dict(),
            "against_decided": _rows_to_json(of_decided),
        }


@dataclass(frozen=True)
class _Unit:
    """A claim of the splitter's with the chains of everybody who had a turn on it."""

    article: int
    splitter: Chain
    own: Mapping[int, Chain]
    decided: Chain | None

    def changed_by(self) -> list[int]:
        return [person for person, chain in self.own.items() if chain != self.splitter]


def report_sources(*, round: Round, reach: Reach) -> SourceReport:
    """Return how far the round's reviewers agree on who said it, from a constant number of queries; a turn is
    taken from complete claims alone unless `reach` says otherwise."""
    edited = _edits(round).order_by().values("article").annotate(last=Max("proposed_at"))
    newest = edited.order_by("-last", "-article").values_list("article", flat=True)
    articles = read_articles(list(newest[:MOST_ARTICLES]), until=round.closed_at)
    leads = set(
        Membership.objects.filter(project=round.project_id, role=Role.LEAD).values_list("user", flat=True)
    )
    turns = _turns(articles, round, reach)
    units = [
        unit
        for article in articles
        for unit in _units(article, turns[article.key], leads, round)
        if unit.changed_by()
    ]
    keys = {person for unit in units for person in unit.own}
    people = User.objects.filter(pk__in=keys).order_by("username")
    summary = summarise(_kinds_given(units), categories=len(KINDS))
    changes = Counter(
        (_kind(unit.splitter), _kind(unit.own[person])) for unit in units for person in unit.changed_by()
    )
    return SourceReport(
        round=round,
        reach=reach,
        edited=edited.count(),
        compared=len(articles),
        claims=len(units),
        observed=summary.figures["observed_agreement"],
        alpha=summary.figures["alpha_nominal"],
        pairs=_compare(
            (unit.article, unit.own[first], unit.own[second])
            for unit in units
            for first, second in combinations(sorted(unit.own), 2)
        ),
        changes=tuple(
            (before, after, number) for (before, after), number in changes.most_common() if before != after
        ),
        against_splitter=_by_person(
            people, units, lambda unit, person: unit.splitter if person in unit.changed_by() else None
        ),
        decided=sum(unit.decided is not None for unit in units),
        splitter_against_decided=_compare(
            (unit.article, unit.splitter, unit.decided) for unit in units if unit.decided is not None
        ),
        against_decided=_by_person(people, units, lambda unit, _person: unit.decided),
    )


def _edits(round: Round) -> QuerySet[ClaimEdit]:
    leads = Membership.objects.filter(project=round.project_id, role=Role.LEAD)
    edits = meant_edits(Kind.ATTRIBUTION).filter(article__project=round.project_id)
    if round.closed_at is not None:
        edits = edits.filter(proposed_at__lt=round.closed_at)
    return edits.exclude(proposed_by__in=leads.values("user"))


def _turns(
    articles: Sequence[EditedArticle], round: Round, reach: Reach
) -> dict[int, list[tuple[int, int, int]]]:
    """Return who said something of which stretch of each article."""
    reviews = Review.objects.filter(
        round=round, claim__article__in=[article.key for article in articles], withdrawn_at=None
    )
    if reach is Reach.COMPLETE:
        reviews = reviews.on_complete_claims()
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    rows = reviews.order_by().values_list("claim__article", "reviewer", "claim__start", "claim__end")
    for article, reviewer, start, end in rows.distinct():
        found[article].append((reviewer, start, end))
    return found


def _units(
    article: EditedArticle, turns: Sequence[tuple[int, int, int]], leads: set[int], round: Round
) -> Iterable[_Unit]:
    """Yield the splitter's claims with everybody's chains; somebody who retired one has none of it."""
    changed = {
        (act.by, root)
        for act in article.acts
        if act.changes_chain and act.at >= round.opened_at
        for root in article.roots_of(act)
    }
    own = {
        person: article.claims_of(person)
        for person in ({turn[0] for turn in turns} | {person for person, _root in changed}) - leads
    }
    decided = _decided(article, leads)
    for key, claim in article.claims.items():
        saw = {person for person, start, end in turns if start < claim.end and claim.start < end}
        chains = {}
        for person, claims in own.items():
            mine = [one for one in claims if key in one.roots]
            if not mine:
                continue
            chain = max(mine, key=lambda one: one.end - one.start).chain
            if person in saw or (person, key) in changed:
                chains[person] = chain
        if isinstance(key, int):
            yield _Unit(article.key, claim.chain, chains, decided.get(key))


def _decided(article: EditedArticle, leads: set[int]) -> dict[int, Chain]:
    """Return the chains that leads decided, by the splitter's claim."""
    found: dict[int, Chain] = {}
    for act in article.acts:
        if not act.changes_chain or act.decided_by not in leads:
            continue
        for root in article.roots_of(act):
            if act.is_in_effect:
                found[root] = act.chain or ()
            else:
                found.setdefault(root, article.claims[root].chain)
    return found


def _kinds_given(units: Sequence[_Unit]) -> RatingTable:
    triples = [
        (place, str(person), _kind(chain))
        for place, unit in enumerate(units)
        for person, chain in unit.own.items()
    ]
    articles: dict[Hashable, Hashable] = {place: unit.article for place, unit in enumerate(units)}
    return RatingTable.from_triples(triples, labels=KINDS, clusters=articles)


def _by_person(
    people: Iterable[User], units: Sequence[_Unit], other: Callable[[_Unit, int], Chain | None]
) -> tuple[tuple[User, ChainFigures], ...]:
    """Return the figures of everybody against the other chain of each unit, without those who have none."""
    rows = []
    for user in people:
        beside = ((unit, other(unit, user.pk)) for unit in units if user.pk in unit.own)
        figures = _compare(
            (unit.article, unit.own[user.pk], chain) for unit, chain in beside if chain is not None
        )
        if figures.claims:
            rows.append((user, figures))
    return tuple(rows)


def _compare(rows: Iterable[tuple[int, Chain, Chain]]) -> ChainFigures:
    kinds, spans, links = (defaultdict[int, list[int]](lambda: [0, 0]) for _ in range(3))
    claims = 0
    for article, first, second in rows:
        claims += 1
        for counts, (part, whole) in (
            (kinds[article], (int(_kind(first) == _kind(second)), 1)),
            (spans[article], _overlap(_source(first), _source(second))),
            (links[article], (2 * _count_same(first, second), len(first) + len(second))),
        ):
            counts[0] += part
            counts[1] += whole
    return ChainFigures(
        claims=claims,
        kinds=share_by_article((part, whole) for part, whole in kinds.values()),
        spans=share_by_article((part, whole) for part, whole in spans.values()),
        links=share_by_article((part, whole) for part, whole in links.values()),
    )


def _count_same(first: Chain, second: Chain) -> int:
    return sum(
        one.kind == other.kind and _is_same_source(one.source, other.source)
        for one, other in zip(first, second, strict=False)
    )


def _is_same_source(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    if one is None or other is None:
        return one is other
    twice, both = _overlap(one, other)
    return twice / 2 >= SAME_SOURCE * (both - twice / 2)


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int]:
    """Return twice the length of what both hold, and the sum of both lengths."""
    lengths = sum(span[1] - span[0] for span in (one, other) if span)
    inside = min(one[1], other[1]) - max(one[0], other[0]) if one and other else 0
    return 2 * max(inside, 0), lengths


def _kind(chain: Chain) -> str:
    return chain[-1].kind if chain else SourceKind.NONE.value


def _source(chain: Chain) -> tuple[int, int] | None:
    return chain[-1].source if chain else None


def _rows_to_json(rows: Iterable[tuple[User, ChainFigures]]) -> list[dict[str, Any]]:
    return [{"username": user.get_username(), **figures.to_json_dict()} for user, figures in rows]
