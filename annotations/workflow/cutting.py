"""The rows behind an edit of claims: retired, made anew, brought back, and counted in the open round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.models import Article, Attribution, Claim, ClaimProgress, User
from annotations.splitting import SourceKind, Span
from annotations.splitting.recutting import Fragments, describe_fragments
from annotations.workflow.assigning import reopen_assignments
from annotations.workflow.counting import count_articles
from annotations.workflow.queueing import find_open_round
from annotations.workflow.refusals import Refused


class ClaimExists(Refused):
    """A live claim has these very words already."""

    code = "claim_exists"


@dataclass(frozen=True)
class LinkDraft:
    """A link as a person gives it: stretches of the article, or None where it prints none."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    kind: str
    polarity: str = "asserts"


@dataclass(frozen=True)
class ClaimDraft:
    """A claim as an edit makes it; a chain or wording of None stays that of the first claim before it."""

    fragments: Fragments
    chain: tuple[LinkDraft, ...] | None = None
    normalized_text: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the draft as an edit keeps it."""
        chain = None if self.chain is None else [vars(link) for link in self.chain]
        fragments = [[start, end] for start, end in self.fragments]
        return {"fragments": fragments, "chain": chain, "normalized_text": self.normalized_text}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> ClaimDraft:
        """Return the draft that an edit kept."""
        chain = kept["chain"]
        return cls(
            fragments=tuple(Span(start, end) for start, end in kept["fragments"]),
            chain=None if chain is None else tuple(LinkDraft(**link) for link in chain),
            normalized_text=kept["normalized_text"],
        )


def words_of(article: Article, draft: ClaimDraft) -> str:
    """Return the words of the claim that the draft would make."""
    return " … ".join(article.text[start:end] for start, end in draft.fragments)


def retire_claims(claims: Sequence[Claim], *, at: datetime) -> None:
    """Take the claims out of their article; their reviews and progress stay with them."""
    _lock(claims)
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(retired_at=at)


def revive_claims(article: Article, claims: Sequence[Claim], *, at: datetime) -> None:
    """Bring retired claims back as they were; in a round opened meanwhile they wait like any other."""
    _lock(claims)
    try:
        with transaction.atomic():
            Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(retired_at=None)
    except IntegrityError as error:
        raise ClaimExists(
            _("A claim with these very words was added meanwhile. Retire that one first.")
        ) from error
    _count(article, claims, at)


def make_claims(
    article: Article, before: Sequence[Claim], drafts: Sequence[ClaimDraft], *, by: User, at: datetime
) -> list[Claim]:
    """Return the new claims, stored, derived from those before and waiting in the open round.

    What a draft leaves open is the first claim's; without any the claim is attributed to nobody. A claim made
    by hand has no score, since no splitter gave it one. Raises `ClaimExists`.
    """
    chains = {claim.pk: list(claim.chain.order_by("depth")) for claim in before[:1]}
    made = []
    for draft in drafts:
        links = _links(article.text, draft, chains[before[0].pk] if before else [])
        claim = _claim(article, before, draft, links, by=by, at=at)
        try:
            with transaction.atomic():
                claim.save()
        except IntegrityError as error:
            raise ClaimExists(_("A claim with these very words is there already.")) from error
        claim.derived_from.set(before)
        for depth, link in enumerate(links):
            link.claim, link.depth = claim, depth
        Attribution.objects.bulk_create(links)
        made.append(claim)
    _count(article, made, at)
    return made


def _claim(
    article: Article,
    before: Sequence[Claim],
    draft: ClaimDraft,
    links: Sequence[Attribution],
    *,
    by: User,
    at: datetime,
) -> Claim:
    start, end = draft.fragments[0].start, draft.fragments[-1].end
    wording = draft.normalized_text
    if wording is None:
        is_same = bool(before) and fragments_match(before[0], draft.fragments)
        wording = before[0].normalized_text if is_same else ""
    quote_kind, atoms = describe_fragments(article.text, draft.fragments, article.language)
    return Claim(
        article=article,
        start=start,
        end=end,
        text=article.text[start:end],
        fragments=[[first, last] for first, last in draft.fragments],
        sentence_start=min([start, *(claim.sentence_start for claim in before)]),
        sentence_end=max([end, *(claim.sentence_end for claim in before)]),
        atoms=[[first, last] for first, last in atoms],
        quote_kind=quote_kind.value if links else "none",
        source_kind=links[-1].source_kind if links else SourceKind.NONE.value,
        normalized_text=wording,
        created_at=at,
        created_by=by,
    )


def fragments_match(claim: Claim, fragments: Fragments) -> bool:
    """Tell whether the claim has these fragments."""
    return [tuple(span) for span in claim.fragments] == [tuple(span) for span in fragments]


def _links(text: str, draft: ClaimDraft, former: Sequence[Attribution]) -> list[Attribution]:
    """Return the draft's chain, or a copy of the former one, not yet stored."""
    if draft.chain is None:
        copied = []
        for link in former:
            values = {field.attname: getattr(link, field.attname) for field in Attribution._meta.fields}
            copied.append(Attribution(**{**values, "id": None}))
        return copied
    start, end = draft.fragments[0].start, draft.fragments[-1].end
    return [
        Attribution(
            source_start=link.source[0] if link.source else None,
            source_end=link.source[1] if link.source else None,
            source_text=text[slice(*link.source)] if link.source else "",
            cue_start=link.cue[0] if link.cue else None,
            cue_end=link.cue[1] if link.cue else None,
            cue_text=text[slice(*link.cue)] if link.cue else "",
            content_start=start,
            content_end=end,
            fragments=[[first, last] for first, last in draft.fragments],
            source_kind=link.kind,
            polarity=link.polarity,
        )
        for link in draft.chain
    ]


def _lock(claims: Sequence[Claim]) -> None:
    """Wait for reviews of the claims that are being written: they lock a claim's progress and the claim.
    The article is counted anew."""
    progress = ClaimProgress.objects.filter(claim__in=[claim.pk for claim in claims])
    list(progress.select_for_update(of=("self", "claim")).select_related("claim").order_by("pk"))
    progress.update(is_touched=True)


def _count(article: Article, claims: Sequence[Claim], at: datetime) -> None:
    open_round = find_open_round(article.project)
    if open_round is None:
        return
    ClaimProgress.objects.bulk_create(
        (ClaimProgress(claim=claim, round=open_round, is_touched=True) for claim in claims),
        ignore_conflicts=True,
    )
    count_articles(round=open_round, articles=[article.pk])
    reopen_assignments(article=article, round=open_round, at=at)
