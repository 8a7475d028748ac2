"""Who asks, and of what: a stranger to a project gets 404 for it and for all in it."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from annotations.api.querysets import projects_of
from annotations.models import Article, Claim, Project, Round, User

Row = TypeVar("Row", bound=Model)


def user_of(request: Request) -> User:
    """Return who asks; the permissions let nobody else in."""
    return cast(User, request.user)


def read_body(form: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """Return what the request's body holds; one that does not fit is answered field by field."""
    given = form(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def find_mine(rows: QuerySet[Row], request: Request, field: str, **wanted: Any) -> Row:
    """Return the row whose project, behind `field`, the user is a member of; else 404."""
    return get_object_or_404(rows.filter(**{f"{field}__memberships__user": user_of(request)}), **wanted)


class OfProject(APIView):
    """What is asked of one project."""

    def get_project(self) -> Project:
        return get_object_or_404(projects_of(user_of(self.request)), slug=self.kwargs["slug"])

    def get_latest_round(self) -> Round:
        return get_object_or_404(self.get_project().rounds.order_by("-number")[:1])

    def find_round(self, number: str | None) -> Round:
        """Return the round of that number, the latest where none is named."""
        if not number:
            return self.get_latest_round()
        if not number.isascii() or not number.isdigit() or len(number) > 8:
            raise Http404
        return get_object_or_404(self.get_project().rounds, number=number)


class OfArticle(APIView):
    """What is asked of one article."""

    def get_article(self) -> Article:
        articles = Article.objects.select_related("project")
        return find_mine(articles, self.request, "project", pk=self.kwargs["pk"])


class OfClaim(APIView):
    """What is asked of one claim, a retired one too."""

    def get_claim(self) -> Claim:
        claims = Claim.objects.select_related("article__project")
        return find_mine(claims, self.request, "article__project", pk=self.kwargs["pk"])

    def get_latest_round(self, claim: Claim) -> Round:
        rounds = claim.article.project.rounds.select_related("project")
        return get_object_or_404(rounds.order_by("-number")[:1])
