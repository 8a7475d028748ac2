"""Articles and the stretches they are made of."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotations.models.choices import SEGMENT_KINDS
from annotations.models.claims import Claim


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about articles."""

    def with_claim_count(self) -> ArticleQuerySet:
        """Return the same articles, each with `claim_count`, the claims that are not retired."""
        # In a subquery: a join would be grouped by every column of the article, its whole text among them.
        live = Claim.objects.filter(article=OuterRef("pk"), retired_at=None)
        counted = live.order_by().values("article").annotate(number=Count("pk")).values("number")
        return self.annotate(claim_count=Coalesce(Subquery(counted), 0))


class Article(models.Model):
    """A text as it was read, never changed; a corrected one is a new article that names the old."""

    project = models.ForeignKey(
        "annotations.Project", models.PROTECT, related_name="articles", verbose_name=_("project")
    )
    title = models.CharField(_("title"), max_length=300)
    outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=20)
    published_on = models.DateField(_("published"), null=True, blank=True)
    text = models.TextField(_("text"))
    length = models.PositiveIntegerField(_("length"), help_text=_("Of the text, in code points."))
    content_hash = models.CharField(
        _("content hash"),
        max_length=64,
        validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")],
        help_text=_("SHA-256 of the text with its newlines made alike: the same hash is the same article."),
    )
    splitter_version = models.CharField(_("splitter version"), max_length=20)
    imported_at = models.DateTimeField(_("imported"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("imported by")
    )
    revision_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("revision of"),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["project_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "content_hash"], name="article_content_unique_in_project"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="article_text_not_empty"),
            models.CheckConstraint(
                condition=Q(revision_of__isnull=True) | ~Q(revision_of=F("pk")),
                name="article_no_revision_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Segment(models.Model):
    """A stretch `[start, end)` of an article; the segments of an article cover all of it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="segments", verbose_name=_("article"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    kind = models.CharField(_("kind"), max_length=20, choices=SEGMENT_KINDS)
    subkind = models.CharField(_("finer kind"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["article_id", "start"]
        constraints = [
            models.UniqueConstraint(fields=["article", "start"], name="segment_start_unique_in_article"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="segment_start_before_end"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, label in SEGMENT_KINDS]), name="segment_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} [{self.start}, {self.end})"
