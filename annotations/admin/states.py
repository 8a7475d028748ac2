"""How far a claim or an article has come in its project's newest round, as screens name it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.models import Adjudication, Claim, ClaimProgress


class State(models.TextChoices):
    """Where a claim stands; complete is also what was adjudicated."""

    WAITING = "waiting", pgettext_lazy("state of a claim", "waiting")
    ADJUDICATION = "adjudication", _("in adjudication")
    COMPLETE = "complete", pgettext_lazy("state of a claim", "complete")
    RETIRED = "retired", _("retired")


def with_state(claims: QuerySet[Claim]) -> QuerySet[Any]:
    """Return the claims, each with `state` and `newest_round`, the key of the last round it was in."""
    newest = ClaimProgress.objects.filter(claim=OuterRef("pk")).order_by("-round__number")
    decided = Adjudication.objects.filter(
        claim=OuterRef("pk"), round=OuterRef("newest_round"), is_current=True
    )
    return claims.annotate(
        newest_round=Subquery(newest.values("round")[:1]),
        newest_sent_at=Subquery(newest.values("sent_to_adjudication_at")[:1]),
        newest_revealed_at=Subquery(newest.values("revealed_at")[:1]),
    ).annotate(
        state=Case(
            When(retired_at__isnull=False, then=Value(State.RETIRED)),
            When(~Exists(decided), newest_sent_at__isnull=False, then=Value(State.ADJUDICATION)),
            When(newest_revealed_at__isnull=False, then=Value(State.COMPLETE)),
            default=Value(State.WAITING),
        )
    )


class ClaimStateFilter(admin.SimpleListFilter):
    """Claims by their state."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(value, label) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() in State.values else queryset


class ArticleStateFilter(admin.SimpleListFilter):
    """Articles by what is left to do: any claim in that state, or for complete no other."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(value, label) for value, label in State.choices if value != State.RETIRED]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        claims = with_state(Claim.objects.filter(article=OuterRef("pk"), retired_at=None))
        match self.value():
            case State.WAITING | State.ADJUDICATION as state:
                return queryset.filter(Exists(claims.filter(state=state)))
            case State.COMPLETE as state:
                return queryset.filter(~Exists(claims.exclude(state=state)))
            case _:
                return queryset
