"""Links by which newcomers join a project."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.projects import Project, Role


class Invitation(models.Model):
    """A link that makes whoever opens it a member, until it expires or is taken back.

    Only the token's hash is kept: who reads the table cannot join.
    """

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="invitations", verbose_name=_("project")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    uses = models.PositiveIntegerField(_("joined by it"), default=0)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["project_id", "-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="invitation_expires_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_role_display()}"
