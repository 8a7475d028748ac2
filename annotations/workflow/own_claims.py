"""The claims of an article as each person would have them. Reads only.

*Somebody's own claims* are those that the splitter made when the article came in, changed by that person's
own edits, proposed or in effect. What they took back themselves is no edit of theirs; what a lead rejected
or undid still is: it was their word. Of two edits of one claim the later counts. Whoever changes a claim that
somebody else's edit had made has built on that edit, so it is taken for theirs as well. Leaving another's
edit as it stands makes it nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from annotations.models import Article, Attribution, Claim, ClaimEdit
from annotations.workflow.cutting import ClaimDraft

Key = Hashable
"""A claim's primary key, or (edit, number) of one that was only proposed."""


@dataclass(frozen=True)
class OwnLink:
    """A link of a chain: the kind of its source and where that stands, None where none is printed."""

    kind: str
    source: tuple[int, int] | None


@dataclass(frozen=True)
class OwnClaim:
    """A claim as somebody would have it."""

    start: int
    end: int
    chain: tuple[OwnLink, ...]
    """Outermost first; empty where nobody said it."""

    roots: frozenset[int] = frozenset()
    """The splitter's claims that it came from; none for one that was added."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


@dataclass(frozen=True)
class Act:
    """An edit: who made it, which claims it changes and what it makes of them."""

    key: int
    kind: str
    by: int
    at: datetime
    is_taken_back: bool
    """By whoever made it."""

    is_in_effect: bool
    decided_by: int | None

    before: tuple[int, ...]
    """In reading order."""

    drafts: tuple[ClaimDraft, ...]
    after: tuple[int, ...]
    """The claims it made, in the order of the drafts; empty where it was never in effect."""

    @property
    def changes_chain(self) -> bool:
        """Whether it is an edit of who said it, which its author stands by."""
        return self.kind == ClaimEdit.Kind.ATTRIBUTION and not self.is_taken_back

    @property
    def chain(self) -> tuple[OwnLink, ...] | None:
        """The chain that it gives its first claim; None where that keeps the one it had."""
        return _chain(self.drafts[0]) if self.drafts else None


@dataclass(frozen=True)
class EditedArticle:
    """An article with the splitter's claims and every edit of them, the oldest first."""

    key: int
    length: int
    claims: dict[Key, OwnClaim]
    acts: tuple[Act, ...]

    def acts_of(self, person: int) -> list[Act]:
        """Return the person's edits that they stand by."""
        return [act for act in self.acts if act.by == person and not act.is_taken_back]

    def claims_of(self, person: int) -> list[OwnClaim]:
        """Return the person's own claims, in reading order."""
        own = dict(self.claims)
        for act in self._in_force(person):
            if own.keys() >= set(act.before):
                changed = [own.pop(key) for key in act.before]
                own |= zip(_keys(act), _make(act, changed), strict=True)
        return sorted(own.values(), key=lambda claim: (claim.span, sorted(claim.roots)))

    def roots_of(self, act: Act) -> frozenset[int]:
        """Return the splitter's claims that what the edit changes came from."""
        made = {key: one for one in self.acts for key in one.after}
        found: set[int] = set()
        for one in (act, *_behind(act, made)):
            found.update(key for key in one.before if key in self.claims)
        return frozenset(found)

    def _in_force(self, person: int) -> list[Act]:
        """Return the edits that make the person's claims: of two that change one claim only the later."""
        makers = {key: act for act in self.acts for key in act.after}
        told = [act for own in self.acts_of(person) for act in (*_behind(own, makers), own)]
        chosen: dict[int, Act] = {}
        changed: set[int] = set()
        for act in reversed(told):
            if act.key not in chosen and changed.isdisjoint(act.before):
                chosen[act.key] = act
                changed.update(act.before)
        return sorted(chosen.values(), key=lambda act: (act.at, act.key))


def read_articles(keys: Collection[int], *, until: datetime | None = None) -> list[EditedArticle]:
    """Return the articles with their edits proposed before `until`, from six queries, without their texts."""
    lengths = dict(Article.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "length"))
    edits = ClaimEdit.objects.filter(article__in=keys)
    if until is not None:
        edits = edits.filter(proposed_at__lt=until)
    rows = list(edits.order_by("article", "proposed_at", "pk"))
    places = dict(Claim.objects.filter(article__in=keys).values_list("pk", "start"))
    before, after = (
        _by_edit(through.objects.filter(claimedit__in=edits.values("pk")).values_list("claimedit", "claim"))
        for through in (ClaimEdit.before.through, ClaimEdit.after.through)
    )
    acts: dict[int, list[Act]] = defaultdict(list)
    for edit in rows:
        acts[edit.article_id].append(
            Act(
                key=edit.pk,
                kind=edit.kind,
                by=edit.proposed_by_id,
                at=edit.proposed_at,
                is_taken_back=_is_taken_back(edit),
                is_in_effect=edit.state == ClaimEdit.State.APPLIED,
                decided_by=edit.decided_by_id,
                before=tuple(sorted(before[edit.pk], key=lambda claim: (places[claim], claim))),
                drafts=tuple(ClaimDraft.from_json(draft) for draft in edit.drafts),
                after=tuple(sorted(after[edit.pk])),
            )
        )
    claims = _read_claims(keys)
    return [EditedArticle(key, length, claims[key], tuple(acts[key])) for key, length in lengths.items()]


def _read_claims(keys: Collection[int]) -> dict[int, dict[Key, OwnClaim]]:
    made = Claim.objects.filter(article__in=keys, created_by=None)
    chains: dict[int, list[OwnLink]] = defaultdict(list)
    links = Attribution.objects.filter(claim__in=made.values("pk")).order_by("claim", "depth")
    for claim, kind, start, end in links.values_list("claim", "source_kind", "source_start", "source_end"):
        chains[claim].append(OwnLink(kind, None if start is None or end is None else (start, end)))
    claims: dict[int, dict[Key, OwnClaim]] = defaultdict(dict)
    for article, key, start, end in made.values_list("article", "pk", "start", "end"):
        claims[article][key] = OwnClaim(start, end, tuple(chains[key]), frozenset([key]))
    return claims


def _by_edit(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for edit, claim in rows:
        found[edit].append(claim)
    return found


def _is_taken_back(edit: ClaimEdit) -> bool:
    if edit.state == ClaimEdit.State.REJECTED:
        return edit.decided_by_id == edit.proposed_by_id
    return edit.state == ClaimEdit.State.UNDONE and edit.undone_by_id == edit.proposed_by_id


def _behind(act: Act, makers: dict[int, Act]) -> list[Act]:
    """Return the edits that made what the act changes, and what made that, the first first."""
    found: list[Act] = []
    ahead: Sequence[Act] = [act]
    while ahead:
        ahead = [makers[key] for one in ahead for key in one.before if key in makers]
        found = [*ahead, *found]
    return found


def _keys(act: Act) -> Sequence[Key]:
    return act.after or [(act.key, number) for number in range(len(act.drafts))]


def _make(act: Act, changed: Sequence[OwnClaim]) -> Iterator[OwnClaim]:
    """Yield what the act makes of the claims it changes; a chain left open is that of the first."""
    inherited = changed[0].chain if changed else ()
    roots = frozenset(root for claim in changed for root in claim.roots)
    for draft in act.drafts:
        chain = _chain(draft)
        if chain is None:
            chain = inherited
        yield OwnClaim(draft.fragments[0].start, draft.fragments[-1].end, chain, roots)


def _chain(draft: ClaimDraft) -> tuple[OwnLink, ...] | None:
    if draft.chain is None:
        return None
    return tuple(OwnLink(link.kind, _span(link.source)) for link in draft.chain)


def _span(kept: Sequence[int] | None) -> tuple[int, int] | None:
    return None if kept is None else (kept[0], kept[1])
