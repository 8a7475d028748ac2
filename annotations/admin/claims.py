"""Claims, their chains, and how far each has come."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.admin.base import (
    LanguageFilter,
    ProjectTable,
    address_of_claim,
    open_link,
    user_of,
    words_of,
)
from annotations.admin.downloads import send_claims
from annotations.admin.states import ClaimStateFilter, State, with_state
from annotations.models import Attribution, Claim, ClaimProgress, Round
from annotations.workflow.adjudicating import send_to_adjudication
from annotations.workflow.refusals import Refused


class ClaimLanguageFilter(LanguageFilter):
    """The languages of the claims' articles."""

    path = "article__language"


class ChainInline(admin.TabularInline):
    """The claim's chain, outermost link first."""

    model = Attribution
    template = "admin/annotations/rows.html"
    fields = ["depth", "source_text", "cue_text", "source_kind", "polarity"]
    ordering = ["depth"]
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # whoever sees the claim sees its chain

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Claim)
class ClaimAdmin(ProjectTable):
    """No column, filter or order here knows of verdicts: who reviews blind may use this screen."""

    project_path = "article__project"
    list_display = ["words", "article", "source_kind", "quote_kind", "shown_state", "open_claim"]
    list_filter = [
        ("article__project", admin.RelatedOnlyFieldListFilter),
        ClaimLanguageFilter,
        "source_kind",
        "quote_kind",
        ClaimStateFilter,
    ]
    search_fields = ["text", "article__title", "chain__source_text"]
    list_select_related = ["article"]
    actions = ["adjudicate", "export"]
    inlines = [ChainInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_state(super().get_queryset(request).defer("article__text"))

    @admin.display(description=_("claim"), ordering="text")
    def words(self, claim: Claim) -> str:
        return words_of(claim)

    @admin.display(description=_("state"))
    def shown_state(self, claim: Any) -> str:
        return str(State(claim.state).label)

    @admin.display(description=_("workspace"))
    def open_claim(self, claim: Claim) -> str:
        return open_link(address_of_claim(claim))

    def view_on_site(self, claim: Claim) -> str:
        return address_of_claim(claim)

    @admin.action(description=_("Send to adjudication"), permissions=["lead"])
    def adjudicate(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """End reviewing of the claims: each waits for a final verdict, and its verdicts are visible."""
        claims = list(queryset.filter(retired_at=None, newest_round__isnull=False))
        rounds = Round.objects.select_related("project").in_bulk({claim.newest_round for claim in claims})
        try:
            for claim in claims:
                send_to_adjudication(
                    claim=claim, round=rounds[claim.newest_round], by=user_of(request), at=timezone.now()
                )
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        done = ngettext(
            "%(number)d claim waits for a final verdict.",
            "%(number)d claims wait for a final verdict.",
            len(claims),
        )
        self.message_user(request, done % {"number": len(claims)}, messages.SUCCESS)

    @admin.action(description=_("Export as JSON Lines"))
    def export(self, request: HttpRequest, queryset: QuerySet[Claim]) -> StreamingHttpResponse:
        """Send the claims; reviews of those that are not complete are withheld."""
        return send_claims(queryset)


@admin.register(Attribution)
class AttributionAdmin(ProjectTable):
    """Links of chains."""

    project_path = "claim__article__project"
    list_display = ["source_text", "cue_text", "source_kind", "polarity", "depth", "words", "open_claim"]
    list_filter = [("claim__article__project", admin.RelatedOnlyFieldListFilter), "source_kind", "polarity"]
    search_fields = ["source_text", "cue_text"]
    list_select_related = ["claim"]

    @admin.display(description=_("claim"))
    def words(self, link: Attribution) -> str:
        return words_of(link.claim)

    @admin.display(description=_("workspace"))
    def open_claim(self, link: Attribution) -> str:
        return open_link(address_of_claim(link.claim))


@admin.register(ClaimProgress)
class ClaimProgressAdmin(ProjectTable):
    """How many turns were taken: verdicts and skips together, which betrays none."""

    project_path = "round__project"
    list_display = ["words", "round", "turns", "revealed_at", "sent_to_adjudication_at", "open_claim"]
    list_filter = [
        ("round__project", admin.RelatedOnlyFieldListFilter),
        ("revealed_at", admin.EmptyFieldListFilter),
        ("sent_to_adjudication_at", admin.EmptyFieldListFilter),
    ]
    fields = ["claim", "round", "turns", "revealed_at", "sent_to_adjudication_at"]
    search_fields = ["claim__text"]
    list_select_related = ["claim", "round__project"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(turns_taken=F("ratings") + F("skips"))

    @admin.display(description=_("claim"))
    def words(self, progress: ClaimProgress) -> str:
        return words_of(progress.claim)

    @admin.display(description=_("turns taken"), ordering="turns_taken")
    def turns(self, progress: Any) -> int:
        return progress.turns_taken

    @admin.display(description=_("workspace"))
    def open_claim(self, progress: ClaimProgress) -> str:
        return open_link(address_of_claim(progress.claim))
