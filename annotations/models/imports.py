"""Many articles brought in at once, by a job that can be watched and taken up again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.models.jobs import Job


class ImportRun(Job):
    """Files uploaded together: how many of their articles are done, and what became of them."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        CHECKED = "checked", _("checked")
        IMPORTING = "importing", _("being imported")
        STOPPED = "stopped", _("stopped")
        FINISHED = "finished", _("finished")

    project = models.ForeignKey(
        "annotations.Project", models.CASCADE, related_name="imports", verbose_name=_("project")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    files = models.JSONField(_("files"), default=list, help_text=_("Their names, in the order of reading."))
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    worker = models.CharField(
        _("worker"), max_length=32, blank=True, help_text=_("Who is at it, empty for nobody.")
    )
    said_in = models.CharField(
        _("said in"), max_length=10, default="en", help_text=_("The language of what is said of its rows.")
    )
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    added = models.PositiveIntegerField(_("new articles"), default=0)
    known = models.PositiveIntegerField(_("known before"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    failure = models.TextField(_("why it stopped"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["project_id", "-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="import_finished_after_it_started",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reading", "checked", "importing", "stopped", "finished"]),
                name="import_state_known",
            ),
            models.CheckConstraint(
                condition=Q(done=F("added") + F("known") + F("refused"), done__lte=F("total")),
                name="import_counts_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def waiting(self) -> int:
        """How many rows are still to be imported."""
        return self.total - self.done


class ImportRow(models.Model):
    """An article of an import: waiting with its text, or what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("new")
        ADDED = "added", pgettext_lazy("row of an import", "added")
        KNOWN = "known", _("there already")
        REFUSED = "refused", pgettext_lazy("row of an import", "refused")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("number"), help_text=_("In the order of reading, from 1."))
    file = models.CharField(_("file"), max_length=255)
    row = models.PositiveIntegerField(_("row"), help_text=_("In its file; 0 where the file is one article."))
    title = models.CharField(_("title"), max_length=300, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    text = models.TextField(_("text"), blank=True, help_text=_("Kept until the article is imported."))
    length = models.PositiveIntegerField(_("length"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    article = models.ForeignKey(
        "annotations.Article", models.SET_NULL, null=True, related_name="+", verbose_name=_("article")
    )
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_number_unique_in_run"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "added", "known", "refused"]),
                name="import_row_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting", text=""), name="import_row_keeps_its_text_while_it_waits"
            ),
        ]
        indexes = [
            # The worker asks for the first that wait, pages for those of one state.
            models.Index(fields=["run", "state", "number"], name="import_row_state"),
        ]

    def __str__(self) -> str:
        return f"{self.file} · {self.row}"
