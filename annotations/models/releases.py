"""Frozen datasets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.jobs import Job


class Release(Job):
    """A dataset frozen at one moment: its number, its files with their hashes, the agreement inside it."""

    class State(models.TextChoices):
        BUILDING = "building", _("being built")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    project = models.ForeignKey(
        "annotations.Project", models.PROTECT, related_name="releases", verbose_name=_("project")
    )
    round = models.ForeignKey(
        "annotations.Round", models.PROTECT, related_name="releases", verbose_name=_("round")
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BUILDING)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    manifest = models.JSONField(_("manifest"), default=dict, help_text=_("Each file's hash, size and rows."))
    agreement = models.JSONField(_("agreement"), default=dict)
    failure = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["project_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="release_number_unique_in_project"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=["building", "ready", "failed"]), name="release_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.number}"
