"""What reviewers say of claims: verdicts, skips, evidence, comments; and the final word on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.models.choices import SkipReason, Verdict
from annotations.models.claims import ClaimProgress

if TYPE_CHECKING:
    from annotations.models.users import User


class Reason(models.TextChoices):
    """The finer sort of `disputed`."""

    REFUTED = "refuted", _("refuted")
    CONFLICTING = "conflicting", _("conflicting")


class Confidence(models.IntegerChoices):
    """How sure the reviewer is."""

    LOW = 1, pgettext_lazy("confidence", "unsure")
    MIDDLE = 2, pgettext_lazy("confidence", "fairly sure")
    HIGH = 3, pgettext_lazy("confidence", "sure")


class Purpose(models.TextChoices):
    """Why a review was asked for."""

    NORMAL = "normal", _("normal")
    RETEST = "retest", _("re-test")
    GOLD = "gold", _("gold")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about reviews."""

    def current(self) -> ReviewQuerySet:
        """Return each reviewer's standing word on each claim: the latest that was not undone."""
        return self.filter(is_current=True)

    def independent(self) -> ReviewQuerySet:
        """Return each reviewer's latest word given before the claim was complete: what agreement counts."""
        # A subquery, since a join would give a review once for each change of it that was undone.
        changed_after = Review.objects.filter(
            supersedes=OuterRef("pk"), made_after_reveal=True, withdrawn_at=None
        )
        return self.filter(
            Q(is_current=True) | Q(Exists(changed_after)), made_after_reveal=False, withdrawn_at=None
        )

    def on_complete_claims(self) -> ReviewQuerySet:
        """Return the reviews whose claim is complete in their round."""
        return self.filter(_claim_is_complete())

    def visible_to(self, user: User) -> ReviewQuerySet:
        """Return the reviews that the user may read: their own, those on complete claims of their
        projects, and all those of their projects that are not blind.

        There is no exception for leads or superusers: who sees a verdict early can steer the rest.
        """
        is_mine = Q(reviewer=user)
        is_open_to_all = Q(round__project__is_blind=False) | _claim_is_complete()
        if user.is_superuser:
            return self.filter(is_mine | is_open_to_all)
        is_of_my_projects = Q(round__project__in=user.memberships.values("project"))
        return self.filter(is_mine | (is_of_my_projects & is_open_to_all))


def _claim_is_complete() -> Q:
    progress = ClaimProgress.objects.filter(
        claim=OuterRef("claim"), round=OuterRef("round"), revealed_at__isnull=False
    )
    return Q(Exists(progress))


class Review(models.Model):
    """One reviewer's verdict on a claim in a round, or a skip; never overwritten: a change is a new row."""

    claim = models.ForeignKey(
        "annotations.Claim", models.PROTECT, related_name="reviews", verbose_name=_("claim")
    )
    round = models.ForeignKey(
        "annotations.Round", models.PROTECT, related_name="reviews", verbose_name=_("round")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    reason = models.CharField(_("finer reason"), max_length=20, choices=Reason.choices, blank=True)
    skip_reason = models.CharField(_("skip reason"), max_length=20, choices=SkipReason.choices, blank=True)
    justification = models.TextField(_("justification"), blank=True)
    confidence = models.PositiveSmallIntegerField(
        _("confidence"), choices=Confidence.choices, null=True, blank=True
    )
    seconds_on_task = models.PositiveIntegerField(
        _("seconds on task"),
        null=True,
        blank=True,
        help_text=_("How long the card was visible and in use, as the browser measured it."),
    )
    lacks_support = models.BooleanField(
        _("lacks support"), default=False, help_text=_("A verdict with neither evidence nor justification.")
    )
    guideline_version = models.ForeignKey(
        "annotations.GuidelineVersion",
        models.PROTECT,
        null=True,
        related_name="reviews",
        verbose_name=_("guideline version"),
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices, default=Purpose.NORMAL)
    is_simulated = models.BooleanField(_("simulated"), default=False)
    idempotency_key = models.UUIDField(
        _("idempotency key"), null=True, blank=True, help_text=_("The same key again is the same review.")
    )
    created_at = models.DateTimeField(_("reviewed"))
    made_after_reveal = models.BooleanField(
        _("made after"), default=False, help_text=_("Made when others' verdicts were already visible.")
    )
    is_current = models.BooleanField(_("current"), default=True)
    withdrawn_at = models.DateTimeField(_("undone"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["claim_id", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "round", "reviewer", "purpose"],
                condition=Q(is_current=True),
                name="review_one_current_per_claim_and_reviewer",
            ),
            models.UniqueConstraint(
                fields=["reviewer", "idempotency_key"], name="review_idempotency_key_unique_for_reviewer"
            ),
            models.CheckConstraint(
                condition=(Q(verdict__in=Verdict.values) & Q(skip_reason=""))
                | (Q(verdict="") & Q(skip_reason__in=SkipReason.values)),
                name="review_verdict_xor_skip_reason",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(verdict=Verdict.DISPUTED, reason__in=Reason.values),
                name="review_finer_reason_only_for_disputed",
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="review_purpose_known"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__in=Confidence.values),
                name="review_confidence_known",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(is_current=False),
                name="review_undone_is_not_current",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("pk")),
                name="review_supersedes_another",
            ),
        ]
        indexes = [
            # Counts by person and by day are read from these alone, without the reviews themselves: that is
            # why they hold `is_current` too, which SQLite would look up though the condition says it.
            models.Index(
                fields=["round", "reviewer", "purpose", "verdict", "created_at", "is_current"],
                condition=Q(is_current=True),
                name="review_current_by_reviewer",
            ),
            models.Index(
                fields=["round", "created_at", "verdict", "purpose", "is_current"],
                condition=Q(is_current=True),
                name="review_current_by_time",
            ),
        ]

    def __str__(self) -> str:
        return self.verdict or f"skip: {self.skip_reason}"


class Stance(models.TextChoices):
    """Which way a piece of evidence points."""

    SUPPORTS = "supports", _("supports")
    REFUTES = "refutes", _("refutes")
    CONTEXT = "context", _("context")


class Evidence(models.Model):
    """What a review rests on."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="evidence", verbose_name=_("review"))
    url = models.URLField(_("address"), max_length=2000, blank=True)
    quoted_passage = models.TextField(_("quoted passage"), blank=True)
    archived_url = models.URLField(_("archived address"), max_length=2000, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    accessed_on = models.DateField(_("accessed"), null=True, blank=True)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["review_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(quoted_passage=""), name="evidence_has_address_or_passage"
            ),
            models.CheckConstraint(
                condition=Q(stance="") | Q(stance__in=Stance.values), name="evidence_stance_known"
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.quoted_passage


class Adjudication(models.Model):
    """The final verdict on a claim where reviewers differ; the adjudicator is none of them."""

    claim = models.ForeignKey(
        "annotations.Claim", models.PROTECT, related_name="adjudications", verbose_name=_("claim")
    )
    round = models.ForeignKey(
        "annotations.Round", models.PROTECT, related_name="adjudications", verbose_name=_("round")
    )
    adjudicator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="adjudications", verbose_name=_("adjudicator")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    reason = models.CharField(_("finer reason"), max_length=20, choices=Reason.choices, blank=True)
    justification = models.TextField(_("justification"))
    decided_at = models.DateTimeField(_("decided"))
    is_current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("adjudication")
        verbose_name_plural = _("adjudications")
        ordering = ["claim_id", "decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "round"],
                condition=Q(is_current=True),
                name="adjudication_one_current_per_claim_and_round",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="adjudication_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(verdict=Verdict.DISPUTED, reason__in=Reason.values),
                name="adjudication_finer_reason_only_for_disputed",
            ),
            models.CheckConstraint(condition=~Q(justification=""), name="adjudication_is_justified"),
        ]

    def __str__(self) -> str:
        return self.verdict


class Comment(models.Model):
    """A remark on a claim; hidden from reviewers who have not yet submitted their own verdict."""

    claim = models.ForeignKey(
        "annotations.Claim", models.CASCADE, related_name="comments", verbose_name=_("claim")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments", verbose_name=_("author")
    )
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["claim_id", "created_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_text_not_empty")]

    def __str__(self) -> str:
        return self.text
