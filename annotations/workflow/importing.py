"""An article comes in: read, split and stored whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.models import Article, Attribution, Claim, ClaimProgress, Project, Role, Segment, User
from annotations.reading import ArticleDetails as ArticleDetails  # those who import an article name both
from annotations.reading import ArticleDraft, check_text, normalised_hash
from annotations.splitting import Span, SplitArticle, SplitClaim, split_article
from annotations.workflow.counting import count_articles
from annotations.workflow.queueing import find_open_round
from annotations.workflow.refusals import Refused, require_open, require_role

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")

_NOT_SAID = [
    field.name
    for field in Article._meta.fields
    if field.name not in ("title", "outlet", "byline", "url", "language", "published_on")
]
ROWS_AN_INSERT = 1000


class NothingToReview(Refused):
    """The splitter found no claim."""

    code = "nothing_to_review"


class DetailsInvalid(Refused):
    """A title, address or language that does not fit."""

    code = "details_invalid"


@dataclass(frozen=True)
class Import:
    """The article, and whether this import brought it: the same content twice is one article."""

    article: Article
    is_new: bool


def import_article(
    *,
    project: Project,
    draft: ArticleDraft,
    at: datetime,
    by: User | None = None,
    details: ArticleDetails | None = None,
) -> Import:
    """Return the article of this content in the project, split into claims if it is new there.

    `by` is a lead, or None for the operator's own commands. The claims wait in the open round, if there is
    one. Raises `NotAllowed`, `reading.ReadingError` for a text that is none, `NothingToReview` where no claim
    was found and `DetailsInvalid`; then nothing is stored.
    """
    if by is not None:
        require_role(user=by, project=project, role=Role.LEAD)
    require_open(project)
    check_text(draft.text)
    content_hash = normalised_hash(draft.text)
    known = find_known(project, [content_hash]).get(content_hash)
    if known is not None:
        return Import(article=known, is_new=False)
    prepared = prepare_article(
        project=project, draft=draft, details=details or ArticleDetails(), by=by, at=at, key=content_hash
    )
    with transaction.atomic():
        return store_articles(project=project, prepared=[prepared])[0]


@dataclass(frozen=True)
class Prepared:
    """An article that is split and not stored yet."""

    article: Article
    split: SplitArticle


def find_known(project: Project, hashes: Iterable[str]) -> dict[str, Article]:
    """Return the project's articles of these contents by their hash, without their texts."""
    known = Article.objects.filter(project=project, content_hash__in=list(hashes)).defer("text")
    return {article.content_hash: article for article in known}


def check_details(*, draft: ArticleDraft, details: ArticleDetails) -> None:
    """Raise `DetailsInvalid` where a title, address or language does not fit."""
    if details.language and not _LANGUAGE.fullmatch(details.language):
        raise DetailsInvalid(_("A language is named by its code, such as en or zh."))
    article = Article(title=draft.title, **vars(details))
    try:
        article.clean_fields(exclude=_NOT_SAID if details.language else [*_NOT_SAID, "language"])
    except ValidationError as error:
        details_of_error = "; ".join(
            f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()
        )
        raise DetailsInvalid(details_of_error) from error


def prepare_article(
    *, project: Project, draft: ArticleDraft, details: ArticleDetails, by: User | None, at: datetime, key: str
) -> Prepared:
    """Return the article, split, under its content hash `key`; it takes most of an import's time and no lock.

    Raises `DetailsInvalid` and `NothingToReview`.
    """
    check_details(draft=draft, details=details)
    split = split_article(draft.text, language=details.language or None)
    if not split.claims:
        raise NothingToReview(
            _(
                "No claim was found: the text seems to be all byline and boilerplate. "
                "Check that the article's body was copied."
            )
        )
    article = Article(
        project=project,
        title=draft.title,
        **{**vars(details), "language": split.language},
        text=draft.text,
        length=len(draft.text),
        content_hash=key,
        splitter_version=split.version,
        imported_at=at,
        imported_by=by,
    )
    return Prepared(article, split)


def store_articles(*, project: Project, prepared: Sequence[Prepared]) -> list[Import]:
    """Return each article as it is in the project now, in the same order; runs inside a transaction.

    The queries do not grow with the articles but for the rows that one insert takes.
    Raises `ProjectArchived`.
    """
    # Held until the end, so that a round opened meanwhile either sees these claims or is seen here, and two
    # imports of the same content are one after the other.
    require_open(Project.objects.select_for_update(no_key=True).get(pk=project.pk))
    known = find_known(project, [one.article.content_hash for one in prepared])
    new = {one.article.content_hash: one for one in prepared if one.article.content_hash not in known}
    _store_new(project, list(new.values()))
    there = {**known, **{key: one.article for key, one in new.items()}}
    return [
        Import(article=there[one.article.content_hash], is_new=there[one.article.content_hash] is one.article)
        for one in prepared
    ]


def _store_new(project: Project, new: Sequence[Prepared]) -> None:
    Article.objects.bulk_create(one.article for one in new)
    Segment.objects.bulk_create(
        (
            Segment(
                article=one.article,
                start=part.start,
                end=part.end,
                kind=part.kind.value,
                subkind=part.subkind,
            )
            for one in new
            for part in one.split.segments
        ),
        batch_size=ROWS_AN_INSERT,
    )
    parts = [(one.article, part, one.split.version) for one in new for part in one.split.claims]
    claims = Claim.objects.bulk_create(
        (_claim(article, part, version) for article, part, version in parts), batch_size=ROWS_AN_INSERT
    )
    Attribution.objects.bulk_create(
        (
            link
            for claim, (article, part, _version) in zip(claims, parts, strict=True)
            for link in _chain(claim, part, article.text)
        ),
        batch_size=ROWS_AN_INSERT,
    )
    open_round = find_open_round(project)
    if open_round is not None and new:
        ClaimProgress.objects.bulk_create(
            (ClaimProgress(claim=claim, round=open_round) for claim in claims), batch_size=ROWS_AN_INSERT
        )
        count_articles(round=open_round, articles=[one.article.pk for one in new])


def _claim(article: Article, part: SplitClaim, version: str) -> Claim:
    return Claim(
        article=article,
        start=part.start,
        end=part.end,
        text=article.text[part.start : part.end],
        fragments=_pairs(part.fragments),
        sentence_start=part.sentence.start,
        sentence_end=part.sentence.end,
        atoms=_pairs(part.atoms),
        quote_kind=part.quote_kind.value,
        source_kind=part.source_kind.value,
        normalized_text=part.normalized_text,
        check_worthiness=part.worthiness.score,
        check_reasons=[reason.value for reason in part.worthiness.reasons],
        splitter_version=version,
        created_at=article.imported_at,
    )


def _chain(claim: Claim, part: SplitClaim, text: str) -> Iterable[Attribution]:
    for depth, link in enumerate(part.chain):
        source_start, source_end = link.source or (None, None)
        cue_start, cue_end = link.cue or (None, None)
        yield Attribution(
            claim=claim,
            depth=depth,
            source_start=source_start,
            source_end=source_end,
            source_text=text[source_start:source_end] if link.source else "",
            cue_start=cue_start,
            cue_end=cue_end,
            cue_text=text[cue_start:cue_end] if link.cue else "",
            content_start=link.content.start,
            content_end=link.content.end,
            fragments=_pairs(link.fragments),
            source_kind=link.kind.value,
            polarity=link.polarity.value,
            rule=link.rule,
            flags=sorted(flag.value for flag in link.flags),
        )


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]
