"""How claims are cut and worded otherwise: each act kept, so that it can be read and undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClaimEdit(models.Model):
    """A change of an article's claims, as proposed, and what became of it.

    An edit never changes a claim: it retires those of `before` and makes those of `after`.
    """

    class Kind(models.TextChoices):
        """What the edit does."""

        SPLIT = "split", _("split")
        MERGE = "merge", _("merge")
        MOVE = "move", _("move an edge")
        ADD = "add", _("add")
        RETIRE = "retire", _("retire")
        ATTRIBUTION = "attribution", _("change the attribution")
        WORDING = "wording", _("change the wording")

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", pgettext_lazy("edit", "proposed")
        APPLIED = "applied", pgettext_lazy("edit", "in effect")
        REJECTED = "rejected", pgettext_lazy("edit", "rejected")
        UNDONE = "undone", pgettext_lazy("edit", "undone")

    article = models.ForeignKey(
        "annotations.Article", models.CASCADE, related_name="edits", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    before = models.ManyToManyField(
        "annotations.Claim", blank=True, related_name="retired_by", verbose_name=_("claims before")
    )
    after = models.ManyToManyField(
        "annotations.Claim", blank=True, related_name="made_by", verbose_name=_("claims after")
    )
    drafts = models.JSONField(
        _("drafts"),
        default=list,
        help_text=_("The claims it makes: their fragments, chain and wording, as they were proposed."),
    )
    note = models.TextField(_("note"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="edits", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    justification = models.TextField(
        _("justification"), blank=True, help_text=_("Why it was chosen or rejected, where members differed.")
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("edit of claims")
        verbose_name_plural = _("edits of claims")
        ordering = ["article_id", "proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["split", "merge", "move", "add", "retire", "attribution", "wording"]),
                name="edit_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True, undone_at__isnull=True)
                | Q(state__in=["applied", "rejected"], decided_at__isnull=False, undone_at__isnull=True)
                | Q(state="undone", decided_at__isnull=False, undone_at__isnull=False),
                name="edit_state_has_its_times",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "state"], name="edit_article_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_state_display()}"
