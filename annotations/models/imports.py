"""Many articles brought in at once, by a job that can be watched."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """Files uploaded together: how many are done, and which were refused and why."""

    project = models.ForeignKey(
        "annotations.Project", models.CASCADE, related_name="imports", verbose_name=_("project")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    files = models.JSONField(_("files"), default=list, help_text=_("Their names, in the order of reading."))
    done = models.PositiveIntegerField(_("read"), default=0)
    added = models.PositiveIntegerField(_("new articles"), default=0)
    known = models.PositiveIntegerField(_("known before"), default=0)
    refused = models.JSONField(
        _("refused"), default=list, blank=True, help_text=_("Each with its name and why.")
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["project_id", "-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="import_finished_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.started_at:%Y-%m-%d %H:%M}"
