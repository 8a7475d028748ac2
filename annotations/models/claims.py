"""Claims, the chains of attribution they hang on, and how far each has come in a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from annotations.models.choices import POLARITIES, QUOTE_KINDS, SOURCE_KINDS, Verdict
from annotations.splitting import Polarity, SourceKind, suggest_verdict

if TYPE_CHECKING:
    from annotations.models.projects import Round


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Questions about claims."""

    def live(self) -> ClaimQuerySet:
        """Return the claims that no edit has retired, in reading order."""
        return self.filter(retired_at__isnull=True).order_by("article", "start", "end", "pk")

    def with_progress(self, round: Round) -> ClaimQuerySet:
        """Return the claims of that round, each with `ratings`, `skips`, `revealed_at` and
        `sent_to_adjudication_at` of its progress there."""
        return self.filter(progress__round=round).annotate(
            ratings=F("progress__ratings"),
            skips=F("progress__skips"),
            revealed_at=F("progress__revealed_at"),
            sent_to_adjudication_at=F("progress__sent_to_adjudication_at"),
        )


class Claim(models.Model):
    """A span `[start, end)` of an article that a reviewer judges; an edit makes a new row, retires this."""

    article = models.ForeignKey(
        "annotations.Article", models.CASCADE, related_name="claims", verbose_name=_("article")
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    text = models.TextField(_("text"), help_text=_("The article's exact words between start and end."))
    fragments = models.JSONField(
        _("fragments"),
        help_text=_("The stretches [start, end) without source and cue; only these are the claim's words."),
    )
    sentence_start = models.PositiveIntegerField(_("start of its sentence"))
    sentence_end = models.PositiveIntegerField(_("end of its sentence"))
    atoms = models.JSONField(_("atoms"), default=list, help_text=_("Its separately checkable clauses."))
    quote_kind = models.CharField(_("quote kind"), max_length=10, choices=QUOTE_KINDS)
    source_kind = models.CharField(
        _("source kind"),
        max_length=20,
        choices=SOURCE_KINDS,
        help_text=_("Of the origin, the innermost link."),
    )
    normalized_text = models.TextField(_("text that stands alone"), blank=True)
    check_worthiness = models.FloatField(
        _("worth checking"),
        null=True,
        blank=True,
        help_text=_("From 0 to 1, by the splitter's rules; empty where no splitter made the claim."),
    )
    check_reasons = models.JSONField(_("reasons for the score"), default=list, blank=True)
    splitter_version = models.CharField(_("splitter version"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
        help_text=_("Empty where the splitter made it."),
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    derived_from = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="replaced_by", verbose_name=_("derived from")
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["article_id", "start", "end", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="claim_start_before_end"),
            models.CheckConstraint(
                condition=Q(sentence_start__lt=F("sentence_end")), name="claim_sentence_start_before_end"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="claim_text_not_empty"),
            models.CheckConstraint(
                condition=Q(quote_kind__in=[kind for kind, label in QUOTE_KINDS]),
                name="claim_quote_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(source_kind__in=[kind for kind, label in SOURCE_KINDS]),
                name="claim_source_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(check_worthiness__isnull=True)
                | Q(check_worthiness__gte=0.0, check_worthiness__lte=1.0),
                name="claim_check_worthiness_0_to_1",
            ),
            models.UniqueConstraint(
                fields=["article", "start", "end"],
                condition=Q(retired_at__isnull=True),
                name="claim_span_unique_among_live",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """Return the claim's own words: its fragments, joined by an ellipsis where a cue interrupts them."""
        return " … ".join(self.text[start - self.start : end - self.start] for start, end in self.fragments)

    @property
    def suggestion(self) -> str | None:
        """Return "unsourced" where the origin is anonymous or unspecified, else None."""
        return suggest_verdict(SourceKind(self.source_kind))


class Attribution(models.Model):
    """One link of a claim's chain; depth 0 is the outermost. A span is `[start, end)` of the article."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="chain", verbose_name=_("claim"))
    depth = models.PositiveSmallIntegerField(_("depth"))
    source_start = models.PositiveIntegerField(_("start of the source"), null=True, blank=True)
    source_end = models.PositiveIntegerField(_("end of the source"), null=True, blank=True)
    source_text = models.TextField(_("source"), blank=True)
    cue_start = models.PositiveIntegerField(_("start of the cue"), null=True, blank=True)
    cue_end = models.PositiveIntegerField(_("end of the cue"), null=True, blank=True)
    cue_text = models.TextField(_("cue"), blank=True)
    content_start = models.PositiveIntegerField(_("start of the content"))
    content_end = models.PositiveIntegerField(_("end of the content"))
    fragments = models.JSONField(_("fragments"))
    source_kind = models.CharField(_("source kind"), max_length=20, choices=SOURCE_KINDS)
    polarity = models.CharField(
        _("polarity"),
        max_length=10,
        choices=POLARITIES,
        default=Polarity.ASSERTS.value,
        help_text=_("Whether the source holds the content, denies it or only asks."),
    )
    rule = models.CharField(
        _("rule"), max_length=40, blank=True, help_text=_("The splitter's rule that made the link.")
    )
    flags = models.JSONField(
        _("flags"),
        default=list,
        blank=True,
        help_text=_("What else the words tell: disclosed anonymity, a group, people at large."),
    )

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        ordering = ["claim_id", "depth"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "depth"], name="attribution_depth_unique_in_chain"),
            # Null is ruled out by name: a comparison with it is neither true nor false, which passes.
            models.CheckConstraint(
                condition=Q(source_start__isnull=True, source_end__isnull=True, source_text="")
                | (
                    Q(source_start__isnull=False, source_end__isnull=False, source_start__lt=F("source_end"))
                    & ~Q(source_text="")
                ),
                name="attribution_source_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(cue_start__isnull=True, cue_end__isnull=True, cue_text="")
                | (
                    Q(cue_start__isnull=False, cue_end__isnull=False, cue_start__lt=F("cue_end"))
                    & ~Q(cue_text="")
                ),
                name="attribution_cue_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(content_start__lt=F("content_end")), name="attribution_content_start_before_end"
            ),
            models.CheckConstraint(
                condition=Q(source_kind__in=[kind for kind, label in SOURCE_KINDS]),
                name="attribution_source_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(polarity__in=[polarity for polarity, label in POLARITIES]),
                name="attribution_polarity_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_text or self.cue_text} ({self.source_kind})"


class Standing(models.IntegerChoices):
    """Whether a difference still waits for a decision."""

    UNDECIDED = 0, _("undecided")
    DECIDED = 1, _("decided")


class ClaimProgress(models.Model):
    """How far a claim has come in a round: counts that betray no verdict, and since when it is complete."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="progress", verbose_name=_("claim"))
    round = models.ForeignKey(
        "annotations.Round", models.CASCADE, related_name="progress", verbose_name=_("round")
    )
    ratings = models.PositiveSmallIntegerField(_("verdicts"), default=0)
    skips = models.PositiveSmallIntegerField(_("skips"), default=0)
    revealed_at = models.DateTimeField(
        _("complete since"),
        null=True,
        blank=True,
        help_text=_("From then on others' verdicts are visible, and a change of mind is marked so."),
    )
    sent_to_adjudication_at = models.DateTimeField(_("sent to adjudication"), null=True, blank=True)
    disagreement = models.FloatField(
        _("disagreement"),
        default=0.0,
        help_text=_("Entropy of the verdicts in bits, measured when the claim became complete."),
    )
    extra_verdicts = models.PositiveSmallIntegerField(
        _("further verdicts"),
        default=0,
        help_text=_("Verdicts asked for beyond the project's overlap, by who had to decide."),
    )
    request = models.TextField(
        _("request"), blank=True, help_text=_("What reviewers are asked to look for when it was reopened.")
    )
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    decided_at = models.DateTimeField(
        _("decided"),
        null=True,
        blank=True,
        help_text=_("Since when a final verdict stands; the verdict itself is in its own row."),
    )
    is_touched = models.BooleanField(
        _("changed since it was counted"),
        default=False,
        help_text=_("The report of agreement counts the article's claims anew."),
    )
    # Computed by the database, so that no act can forget it; a partial index over plain conditions would not
    # be used by SQLite, which does not know the values of a query's parameters when it plans.
    standing = models.GeneratedField(
        expression=Case(
            When(revealed_at__isnull=True, then=Value(None)),
            When(decided_at__isnull=False, then=Value(1)),
            When(Q(disagreement__gt=0.0) | Q(sent_to_adjudication_at__isnull=False), then=Value(0)),
            default=Value(None),
        ),
        output_field=models.PositiveSmallIntegerField(_("standing"), choices=Standing.choices, null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        ordering = ["round_id", "claim_id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "round"], name="progress_one_per_claim_and_round"),
            models.CheckConstraint(
                condition=Q(sent_to_adjudication_at__isnull=True) | Q(revealed_at__isnull=False),
                name="progress_adjudicated_only_when_complete",
            ),
        ]
        indexes = [
            models.Index(
                fields=["round", "standing", "-disagreement", "-ratings", "claim"],
                condition=Q(standing__isnull=False),
                name="progress_by_disagreement",
            ),
            # Few open claims have a verdict at a time: what a round still needs is read from those.
            models.Index(
                fields=["round", "ratings", "extra_verdicts"],
                condition=Q(revealed_at__isnull=True),
                name="progress_open_by_verdicts",
            ),
            models.Index(
                fields=["round", "claim"], condition=Q(is_touched=True), name="progress_touched_in_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} · {self.round_id}: {self.ratings} + {self.skips}"


class ArticleProgress(models.Model):
    """How far an article has come in a round: kept beside its claims' progress, so that a queue and a page of
    a million claims need not count them.

    Gold claims are counted like all others: a number that left them out would tell which they are.
    """

    article = models.ForeignKey(
        "annotations.Article", models.CASCADE, related_name="progress", verbose_name=_("article")
    )
    round = models.ForeignKey(
        "annotations.Round", models.CASCADE, related_name="article_progress", verbose_name=_("round")
    )
    claims = models.PositiveIntegerField(_("claims"))
    left = models.PositiveIntegerField(_("claims left"), help_text=_("Those that are not complete."))
    rank = models.FloatField(
        _("rank"), help_text=_("By the project's strategy: the lowest is handed out first.")
    )

    class Meta:
        verbose_name = _("progress of an article")
        verbose_name_plural = _("progress of articles")
        ordering = ["round_id", "article_id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "round"], name="article_progress_one_per_round"),
            models.CheckConstraint(
                condition=Q(left__lte=F("claims")), name="article_progress_left_of_claims"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "rank", "article"], name="article_progress_by_rank"),
            models.Index(fields=["round", "left", "article"], name="article_progress_by_left"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.round_id}: {self.left}/{self.claims}"


class GoldAnswerQuerySet(models.QuerySet["GoldAnswer"]):
    """Questions about known answers."""

    def in_force(self) -> GoldAnswerQuerySet:
        """Return the answers that were neither withdrawn nor replaced."""
        return self.filter(ended_at__isnull=True)


class GoldAnswer(models.Model):
    """A claim's known verdict: reviewers are asked as for any other, and no figure of agreement counts it.

    It is never overwritten: another answer is a new row, and the one before it is ended and kept.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="gold_answers", verbose_name=_("claim"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    explanation = models.TextField(_("explanation"), blank=True)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    ended_at = models.DateTimeField(
        _("ended"), null=True, blank=True, help_text=_("When it was withdrawn or another took its place.")
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = GoldAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("gold answer")
        verbose_name_plural = _("gold answers")
        ordering = ["claim_id", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="gold_verdict_known"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(ended_at__isnull=True), name="gold_one_in_force_per_claim"
            ),
        ]

    def __str__(self) -> str:
        return self.verdict
