"""An article comes in: read, split and stored whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.models import Article, Attribution, Claim, ClaimProgress, Project, Role, Segment, User
from annotations.reading import ArticleDraft, check_text, normalised_hash
from annotations.splitting import Span, SplitArticle, SplitClaim, split_article
from annotations.workflow.counting import count_articles
from annotations.workflow.queueing import find_open_round
from annotations.workflow.refusals import Refused, require_open, require_role

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


class NothingToReview(Refused):
    """The splitter found no claim."""

    code = "nothing_to_review"


class DetailsInvalid(Refused):
    """A title, address or language that does not fit."""

    code = "details_invalid"


@dataclass(frozen=True)
class ArticleDetails:
    """What is known of an article besides its text; an empty language means: detect it."""

    outlet: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    published_on: date | None = None


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
    details = details or ArticleDetails()
    if details.language and not _LANGUAGE.fullmatch(details.language):
        raise DetailsInvalid(_("A language is named by its code, such as en or zh."))
    check_text(draft.text)
    content_hash = normalised_hash(draft.text)
    known = Article.objects.filter(project=project, content_hash=content_hash).first()
    if known is not None:
        return Import(article=known, is_new=False)
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
        outlet=details.outlet,
        byline=details.byline,
        url=details.url,
        language=split.language,
        published_on=details.published_on,
        text=draft.text,
        length=len(draft.text),
        content_hash=content_hash,
        splitter_version=split.version,
        imported_at=at,
        imported_by=by,
    )
    try:
        article.clean_fields(exclude=["project", "imported_by", "revision_of"])
    except ValidationError as error:
        details_of_error = "; ".join(
            f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()
        )
        raise DetailsInvalid(details_of_error) from error
    try:
        with transaction.atomic():
            _store(article, split, at)
    except IntegrityError:
        # Another import of the same content was faster; its article is the one.
        known = Article.objects.filter(project=project, content_hash=content_hash).first()
        if known is None:
            raise
        return Import(article=known, is_new=False)
    return Import(article=article, is_new=True)


def _store(article: Article, split: SplitArticle, at: datetime) -> None:
    # Held until the end, so that a round opened meanwhile either sees these claims or is seen here.
    Project.objects.select_for_update(no_key=True).get(pk=article.project_id)
    article.save()
    Segment.objects.bulk_create(
        (
            Segment(
                article=article, start=part.start, end=part.end, kind=part.kind.value, subkind=part.subkind
            )
            for part in split.segments
        ),
        batch_size=1000,
    )
    claims = Claim.objects.bulk_create(
        (_claim(article, part, split.version, at) for part in split.claims), batch_size=1000
    )
    Attribution.objects.bulk_create(
        (
            link
            for claim, part in zip(claims, split.claims, strict=True)
            for link in _chain(claim, part, article.text)
        ),
        batch_size=1000,
    )
    open_round = find_open_round(article.project)
    if open_round is not None:
        ClaimProgress.objects.bulk_create(
            (ClaimProgress(claim=claim, round=open_round) for claim in claims), batch_size=1000
        )
        count_articles(round=open_round, articles=[article.pk])


def _claim(article: Article, part: SplitClaim, version: str, at: datetime) -> Claim:
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
        created_at=at,
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
