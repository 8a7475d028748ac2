"""What tells a job that is being done from one whose worker died."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A job that workers do in the background, with the sign of life of the one at it."""

    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=0, help_text=_("How many workers died over it without getting any further.")
    )

    class Meta:
        abstract = True
