"""A team's work: projects, their members, rounds and guidelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.choices import SkipReason

if TYPE_CHECKING:
    from annotations.models.users import User


class EvidencePolicy(models.TextChoices):
    """What happens to a `verified` or `disputed` that carries neither evidence nor justification."""

    NONE = "none", _("accept it")
    WARN = "warn", _("accept and flag it")
    REQUIRE = "require", _("refuse it")


class EditPolicy(models.TextChoices):
    """What happens when a reviewer wants a claim cut or worded otherwise."""

    PROPOSE = "propose", _("a lead decides")
    DIRECT = "direct", _("it takes effect at once")


class QueueStrategy(models.TextChoices):
    """Which article is handed out next."""

    FEWEST_LEFT = "fewest_left", _("the one with the fewest claims left")
    RANDOM = "random", _("at random")
    CHECK_WORTHINESS = "check_worthiness", _("the one most worth checking")
    ARTICLE_DATE = "article_date", _("the newest")


def all_skip_reasons() -> list[str]:
    """Return every reason to skip: what a new project offers."""
    return list(SkipReason.values)


class ProjectQuerySet(models.QuerySet["Project"]):
    """Questions about projects."""

    def for_user(self, user: User) -> ProjectQuerySet:
        """Return the projects the user is a member of, by name."""
        return self.filter(memberships__user=user).order_by("name", "pk")

    def get_by_natural_key(self, slug: str) -> Project:
        """Return the project of that slug: fixtures name it so, since its key differs from one database to
        the next."""
        return self.get(slug=slug)


class Project(models.Model):
    """A team's work under one set of guidelines and policies."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    description = models.TextField(_("description"), blank=True)
    overlap = models.PositiveSmallIntegerField(
        _("overlap"), default=2, help_text=_("How many reviewers' verdicts each claim needs.")
    )
    is_blind = models.BooleanField(
        _("blind"),
        default=True,
        help_text=_("Nobody sees another's verdict on a claim before the claim is complete."),
    )
    evidence_policy = models.CharField(
        _("evidence policy"), max_length=10, choices=EvidencePolicy.choices, default=EvidencePolicy.WARN
    )
    edit_policy = models.CharField(
        _("edits of claims"), max_length=10, choices=EditPolicy.choices, default=EditPolicy.PROPOSE
    )
    skip_reasons = models.JSONField(
        _("reasons to skip"), default=all_skip_reasons, help_text=_("Those that reviewers may choose from.")
    )
    queue_strategy = models.CharField(
        _("article handed out next"),
        max_length=20,
        choices=QueueStrategy.choices,
        default=QueueStrategy.FEWEST_LEFT,
    )
    queue_seed = models.PositiveIntegerField(
        _("seed"), default=0, help_text=_("The same seed hands articles out in the same random order.")
    )
    lease_minutes = models.PositiveIntegerField(
        _("lease in minutes"),
        default=120,
        help_text=_("How long an article stays with a reviewer who does nothing on it."),
    )
    target_agreement = models.FloatField(
        _("agreement aimed at"), null=True, blank=True, help_text=_("Krippendorff's alpha, from 0 to 1.")
    )
    suggests_first = models.BooleanField(
        _("suggestion first"),
        default=False,
        help_text=_("Show the machine's suggestion before the reviewer's own verdict: it steers."),
    )
    retest_after_days = models.PositiveSmallIntegerField(
        _("re-test after days"),
        null=True,
        blank=True,
        help_text=_("Claims come again after so long, for a reviewer's own consistency. Empty: never."),
    )
    retest_percent = models.PositiveSmallIntegerField(
        _("re-tested claims in a hundred"),
        default=5,
        help_text=_("How many of a reviewer's claims come again."),
    )
    gives_feedback = models.BooleanField(
        _("training"),
        default=False,
        help_text=_("Tell reviewers the known answer after their verdict on a gold claim."),
    )
    created_at = models.DateTimeField(_("created"))
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(overlap__gte=1), name="project_overlap_at_least_one"),
            models.CheckConstraint(
                condition=Q(evidence_policy__in=EvidencePolicy.values), name="project_evidence_policy_known"
            ),
            models.CheckConstraint(
                condition=Q(edit_policy__in=EditPolicy.values), name="project_edit_policy_known"
            ),
            models.CheckConstraint(
                condition=Q(queue_strategy__in=QueueStrategy.values), name="project_queue_strategy_known"
            ),
            models.CheckConstraint(condition=Q(lease_minutes__gte=1), name="project_lease_at_least_a_minute"),
            models.CheckConstraint(
                condition=Q(target_agreement__isnull=True)
                | Q(target_agreement__gte=0.0, target_agreement__lte=1.0),
                name="project_target_agreement_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(retest_percent__lte=100), name="project_retest_percent_to_100"
            ),
            models.CheckConstraint(
                condition=Q(retest_after_days__isnull=True) | Q(retest_after_days__gte=1),
                name="project_retest_after_a_day_at_least",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        """Return what a fixture names the project by."""
        return (self.slug,)


class Role(models.TextChoices):
    """What a member may do."""

    LEAD = "lead", _("lead")
    REVIEWER = "reviewer", _("reviewer")
    OBSERVER = "observer", _("observer")


class Membership(models.Model):
    """A user's role in a project."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="memberships", verbose_name=_("project")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(_("joined"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["project_id", "role", "user_id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="membership_one_per_project_and_user"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.project}"


class GuidelineVersion(models.Model):
    """The text that reviews were made under; a change is a new version."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="guidelines", verbose_name=_("project"))
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), help_text=_("Markdown."))
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )

    class Meta:
        verbose_name = _("guideline version")
        verbose_name_plural = _("guideline versions")
        ordering = ["project_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="guideline_number_unique_in_project"),
            models.CheckConstraint(condition=Q(number__gte=1), name="guideline_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.project} v{self.number}"


class Round(models.Model):
    """One pass of reviewing; figures are per round."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="rounds", verbose_name=_("project"))
    number = models.PositiveIntegerField(_("number"))
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["project_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="round_number_unique_in_project"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(closed_at__isnull=True), name="round_one_open_in_project"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="round_number_from_one"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="round_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.number}"
