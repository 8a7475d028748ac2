"""Who is to review what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """An article given to a reviewer for a round, until the lease runs out, it is finished or given back."""

    article = models.ForeignKey(
        "annotations.Article", models.CASCADE, related_name="assignments", verbose_name=_("article")
    )
    round = models.ForeignKey(
        "annotations.Round", models.CASCADE, related_name="assignments", verbose_name=_("round")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("reviewer")
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("assigned by")
    )
    assigned_at = models.DateTimeField(_("assigned"))
    lease_ends_at = models.DateTimeField(_("lease ends"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    returned_at = models.DateTimeField(_("given back"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["round_id", "article_id", "reviewer_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "round", "reviewer"],
                condition=Q(finished_at__isnull=True, returned_at__isnull=True),
                name="assignment_one_open_per_article_and_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(returned_at__isnull=True),
                name="assignment_finished_or_given_back",
            ),
            models.CheckConstraint(
                condition=Q(lease_ends_at__isnull=True) | Q(lease_ends_at__gt=F("assigned_at")),
                name="assignment_lease_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} → {self.reviewer}"
