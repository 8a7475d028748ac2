"""What reviewers said, as far as the one who looks may know it: no exception for leads or superusers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.admin.base import ProjectTable, address_of_claim, open_link, user_of, words_of
from annotations.models import Adjudication, ClaimProgress, Comment, Evidence, Release, Review


class SaidOfClaim(ProjectTable):
    """Rows about a claim, each opening the workspace there."""

    @admin.display(description=_("claim"))
    def words(self, row: Any) -> str:
        return words_of(row.claim)

    @admin.display(description=_("workspace"))
    def open_claim(self, row: Any) -> str:
        return open_link(address_of_claim(row.claim))

    def view_on_site(self, row: Any) -> str:
        return address_of_claim(row.claim)


@admin.register(Review)
class ReviewAdmin(SaidOfClaim):
    """One's own reviews, and others' once their claim is complete."""

    project_path = "round__project"
    list_display = [
        "words",
        "reviewer",
        "verdict",
        "skip_reason",
        "is_simulated",
        "is_current",
        "made_after_reveal",
        "created_at",
        "open_claim",
    ]
    list_filter = [
        ("round__project", admin.RelatedOnlyFieldListFilter),
        ("reviewer", admin.RelatedOnlyFieldListFilter),
        "verdict",
        "skip_reason",
        "is_simulated",
        "is_current",
        "lacks_support",
    ]
    search_fields = ["claim__text", "justification", "reviewer__username"]
    list_select_related = ["claim", "reviewer"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        reviews: Any = admin.ModelAdmin.get_queryset(self, request)
        return reviews.visible_to(user_of(request))


@admin.register(Evidence)
class EvidenceAdmin(ProjectTable):
    """What the reviews that may be seen rest on."""

    project_path = "review__round__project"
    list_display = ["__str__", "stance", "words", "reviewer", "is_simulated", "open_claim"]
    list_filter = [("review__round__project", admin.RelatedOnlyFieldListFilter), "stance"]
    search_fields = ["url", "quoted_passage"]
    list_select_related = ["review__claim", "review__reviewer"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        visible = Review.objects.visible_to(user_of(request))
        return admin.ModelAdmin.get_queryset(self, request).filter(review__in=visible.values("pk"))

    @admin.display(description=_("claim"))
    def words(self, evidence: Evidence) -> str:
        return words_of(evidence.review.claim)

    @admin.display(description=_("reviewer"))
    def reviewer(self, evidence: Evidence) -> str:
        return evidence.review.reviewer.shown_name

    @admin.display(description=_("simulated"), boolean=True)
    def is_simulated(self, evidence: Evidence) -> bool:
        return evidence.review.is_simulated

    @admin.display(description=_("workspace"))
    def open_claim(self, evidence: Evidence) -> str:
        return open_link(address_of_claim(evidence.review.claim))


@admin.register(Adjudication)
class AdjudicationAdmin(SaidOfClaim):
    """Final verdicts; each stands on a claim that is complete in its round."""

    project_path = "round__project"
    list_display = ["words", "adjudicator", "verdict", "reason", "is_current", "decided_at", "open_claim"]
    list_filter = [("round__project", admin.RelatedOnlyFieldListFilter), "verdict", "is_current"]
    search_fields = ["claim__text", "justification"]
    list_select_related = ["claim", "adjudicator"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Adjudication]:
        complete = ClaimProgress.objects.filter(
            claim=OuterRef("claim"), round=OuterRef("round"), revealed_at__isnull=False
        )
        return super().get_queryset(request).filter(Exists(complete))


@admin.register(Comment)
class CommentAdmin(SaidOfClaim):
    """One's own remarks, and others' once their claim is complete: a remark may name a verdict."""

    project_path = "claim__article__project"
    list_display = ["__str__", "words", "author", "created_at", "open_claim"]
    list_filter = [
        ("claim__article__project", admin.RelatedOnlyFieldListFilter),
        ("author", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["text", "claim__text"]
    list_select_related = ["claim", "author"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        under_review = ClaimProgress.objects.filter(
            claim=OuterRef("claim"), revealed_at__isnull=True, round__project__is_blind=True
        )
        return super().get_queryset(request).filter(Q(author=request.user) | ~Exists(under_review))


@admin.register(Release)
class ReleaseAdmin(ProjectTable):
    """Frozen datasets and the agreement inside them, which counts complete claims only."""

    project_path = "project"
    list_display = ["project", "number", "round", "state", "created_at", "created_by"]
    list_filter = [("project", admin.RelatedOnlyFieldListFilter), "state"]
    search_fields = ["project__name"]
    list_select_related = ["project", "round__project", "created_by"]
