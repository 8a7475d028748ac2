"""Who may open which page: a stranger to a project gets 404 for it and for all in it."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q
from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from annotations.models import Article, Claim, ClaimEdit, Membership, Project, Role, User
from annotations.workflow.refusals import role_of

Row = TypeVar("Row")


class SignedInRequest(HttpRequest):
    """A request as `login_required` and the middleware of htmx leave it."""

    user: User
    htmx: HtmxDetails


def get_project(user: User, slug: str) -> Project:
    """Return the project; raises Http404 for those who are not in it, superusers excepted."""
    return _found(Project.objects.filter(_is_open_to(user, "pk"), slug=slug).first())


def get_article(user: User, pk: int) -> Article:
    """Return the article with its project; raises Http404 for strangers to the project."""
    articles = Article.objects.select_related("project")
    return _found(articles.filter(_is_open_to(user, "project"), pk=pk).first())


def get_claim(user: User, pk: int) -> Claim:
    """Return the claim, a retired one too, with its article and project; raises Http404 for strangers."""
    claims = Claim.objects.select_related("article__project")
    return _found(claims.filter(_is_open_to(user, "article__project"), pk=pk).first())


def get_edit(user: User, pk: int) -> ClaimEdit:
    """Return the edit with its article and project; raises Http404 for strangers."""
    edits = ClaimEdit.objects.select_related("article__project")
    return _found(edits.filter(_is_open_to(user, "article__project"), pk=pk).first())


def role_in(user: User, project: Project) -> Role | None:
    """Return the user's role in the project; None for a superuser who is no member of it."""
    return role_of(user=user, project=project)


def may_lead(user: User, project: Project) -> bool:
    """Tell whether the user may set the project up: a lead of it, or a superuser."""
    return user.is_superuser or role_in(user, project) == Role.LEAD


def read_key(asked: str | None) -> int:
    """Return the key of a row that a form or an address names; 0, which no row has, for what is none."""
    return int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 18 else 0


def _is_open_to(user: User, field: str) -> Q:
    if user.is_superuser:
        return Q()
    return Q(**{f"{field}__in": Membership.objects.filter(user=user).values("project")})


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
