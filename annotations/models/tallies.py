"""Counts of a round's verdicts, which the report of agreement is made of."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundTally(models.Model):
    """How often a round was counted; its row is locked while its articles are."""

    round = models.OneToOneField(
        "annotations.Round", models.CASCADE, related_name="tally", verbose_name=_("round")
    )
    token = models.UUIDField(
        _("token"), default=uuid4, help_text=_("What a process with the counts in memory knows them by.")
    )
    version = models.PositiveIntegerField(_("version"), default=0)

    class Meta:
        verbose_name = _("tally of a round")
        verbose_name_plural = _("tallies of rounds")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.version}"


class ArticleTally(models.Model):
    """The counts of one article in one round, packed; see `workflow/agreement/counting.py`."""

    round = models.ForeignKey(
        "annotations.Round", models.CASCADE, related_name="article_tallies", verbose_name=_("round")
    )
    article = models.ForeignKey(
        "annotations.Article", models.CASCADE, related_name="tallies", verbose_name=_("article")
    )
    version = models.PositiveIntegerField(_("version"), help_text=_("Of the round's tally that counted it."))
    cells = models.BinaryField(_("counts"))

    class Meta:
        verbose_name = _("tally of an article")
        verbose_name_plural = _("tallies of articles")
        ordering = ["round_id", "article_id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "article"], name="article_tally_one_per_round"),
        ]
        indexes = [
            models.Index(fields=["round", "version", "article"], name="article_tally_by_version"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.round_id}"
