"""The records of a dataset, read from the tables; what is not to be seen yet is left out and counted."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from annotations.dataset import (
    ArticleRecord,
    ClaimRecord,
    EvidenceRecord,
    LinkRecord,
    Manifest,
    ReviewRecord,
    SpanRecord,
    majority,
    pseudonym,
    write_dataset,
)
from annotations.models import (
    Adjudication,
    Article,
    Attribution,
    Claim,
    ClaimProgress,
    Purpose,
    Review,
    Round,
    User,
)

CHUNK = 500


def export_dataset(*, round: Round, directory: Path, with_open_claims: bool) -> Manifest:
    """Return the manifest of the round's dataset, written to `directory`; see `claim_records`."""
    # Closed here, since after an error it would hold its cursor longer than there is a connection.
    with closing(claim_records(round=round, with_open_claims=with_open_claims)) as records:
        return write_dataset(directory, records)


def claim_records(
    *, round: Round, with_open_claims: bool, claims: QuerySet[Claim] | None = None
) -> Generator[ClaimRecord, None, None]:
    """Yield a record for each live claim of the round, or for those among `claims`, in reading order.

    A few hundred are held at a time.

    The reviews of a claim that is not complete are withheld, and it has no label, unless `with_open_claims`:
    that is for the operator, who has the tables anyway, and never for a page. A label comes from the
    adjudication, else from the majority of the independent reviews in the record.
    """
    shown_article: ArticleRecord | None = None
    chosen = _claims(round) if claims is None else _claims(round).filter(pk__in=claims.values("pk"))
    for claim in chosen.iterator(chunk_size=CHUNK):
        if shown_article is None or shown_article.id != claim.article_id:
            shown_article = _article_record(Article.objects.get(pk=claim.article_id))
        yield _claim_record(claim, shown_article, round, with_open_claims=with_open_claims)


def rater_name(*, reviewer: User, round: Round) -> str:
    """Return the reviewer's pseudonym, the same in every dataset of the project and in no other's."""
    return pseudonym(f"{round.project_id}:{reviewer.pk}", key=settings.SECRET_KEY)


def _claims(round: Round) -> QuerySet[Claim]:
    given = Review.objects.filter(round=round, withdrawn_at=None).exclude(purpose=Purpose.RETEST)
    return (
        Claim.objects.live()
        .filter(progress__round=round)
        .prefetch_related(
            Prefetch("chain", Attribution.objects.order_by("depth")),
            Prefetch("progress", ClaimProgress.objects.filter(round=round), to_attr="progress_here"),
            Prefetch(
                "reviews",
                given.filter(Q(pk__in=given.independent()) | Q(is_current=True))
                .select_related("reviewer", "guideline_version")
                .prefetch_related("evidence")
                .order_by("reviewer", "created_at", "pk"),
                to_attr="reviews_here",
            ),
            Prefetch(
                "adjudications",
                Adjudication.objects.filter(round=round, is_current=True),
                to_attr="adjudications_here",
            ),
        )
    )


def _article_record(article: Article) -> ArticleRecord:
    return ArticleRecord(
        id=article.pk,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        language=article.language,
        published_on=article.published_on,
        text=article.text,
    )


def _claim_record(
    claim: Claim,
    article: ArticleRecord,
    round: Round,
    *,
    with_open_claims: bool,
) -> ClaimRecord:
    progress: ClaimProgress = claim.progress_here[0]  # type: ignore[attr-defined]  # set by the prefetch above
    reviews: list[Review] = claim.reviews_here  # type: ignore[attr-defined]  # likewise
    adjudications: list[Adjudication] = claim.adjudications_here  # type: ignore[attr-defined]  # likewise
    is_complete = progress.revealed_at is not None
    is_shown = is_complete or with_open_claims or not round.project.is_blind
    # Answers to a gold claim test the reviewer, not the claim. They are withheld like any other while it is
    # open: a number that left them out would tell which claims are gold.
    shown = [review for review in reviews if review.purpose == Purpose.NORMAL] if is_shown else []
    most = majority([review.verdict for review in shown if review.verdict and not review.made_after_reveal])
    label = adjudications[0].verdict if adjudications else most.label
    return ClaimRecord(
        claim_id=claim.pk,
        project=round.project.slug,
        round=round.number,
        article=article,
        text=claim.text,
        start=claim.start,
        end=claim.end,
        fragments=tuple((start, end) for start, end in claim.fragments),
        quote_kind=claim.quote_kind,
        source_kind=claim.source_kind,
        chain=tuple(_link_record(link, article) for link in claim.chain.all()),
        suggestion=claim.suggestion,
        reviews=tuple(_review_record(review, round) for review in shown),
        withheld_reviews=0 if is_shown else len(reviews),
        is_complete=is_complete,
        label=label,
        label_method="adjudicated" if adjudications else "majority" if label else None,
        label_is_tie=most.is_tie and not adjudications,
        is_simulated=any(review.is_simulated for review in reviews),
    )


def _link_record(link: Attribution, article: ArticleRecord) -> LinkRecord:
    return LinkRecord(
        source=_span_record(article, link.source_start, link.source_end),
        cue=_span_record(article, link.cue_start, link.cue_end),
        content=article.cut(link.content_start, link.content_end),
        kind=link.source_kind,
        polarity=link.polarity,
        flags=tuple(sorted(link.flags)),
    )


def _span_record(article: ArticleRecord, start: int | None, end: int | None) -> SpanRecord | None:
    return None if start is None or end is None else article.cut(start, end)


def _review_record(review: Review, round: Round) -> ReviewRecord:
    version = review.guideline_version
    return ReviewRecord(
        rater=rater_name(reviewer=review.reviewer, round=round),
        verdict=review.verdict or None,
        skip_reason=review.skip_reason or None,
        reason=review.reason,
        justification=review.justification,
        evidence=tuple(
            EvidenceRecord(
                url=piece.url,
                quoted_passage=piece.quoted_passage,
                archived_url=piece.archived_url,
                stance=piece.stance,
            )
            for piece in review.evidence.all()
        ),
        lacks_support=review.lacks_support,
        is_simulated=review.is_simulated,
        made_after_reveal=review.made_after_reveal,
        guideline_version=version.number if version else None,
        reviewed_at=review.created_at,
    )
