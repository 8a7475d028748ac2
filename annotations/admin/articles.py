"""Articles, their segments and who was given them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.admin.base import LanguageFilter, ProjectTable, address_of_article, open_link, user_of
from annotations.admin.downloads import send_claims
from annotations.admin.states import ArticleStateFilter
from annotations.models import SOURCE_KINDS, Article, Assignment, Claim, Project, Role, Segment, User
from annotations.workflow.assigning import assign_article
from annotations.workflow.refusals import Refused


class SourceKindFilter(admin.SimpleListFilter):
    """Articles in which at least one claim rests on such an origin."""

    title = _("source kind")
    parameter_name = "source_kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return SOURCE_KINDS

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if not self.value():
            return queryset
        claims = Claim.objects.filter(article=OuterRef("pk"), retired_at=None, source_kind=self.value())
        return queryset.filter(Exists(claims))


class ReviewerForm(forms.Form):
    """Who is to review the chosen articles."""

    reviewer = forms.ModelChoiceField(User.objects.none(), label=_("Reviewer"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["reviewer"])
        field.queryset = User.objects.filter(
            memberships__project=project, memberships__role=Role.REVIEWER, is_active=True
        ).order_by("username")


@admin.register(Article)
class ArticleAdmin(ProjectTable):
    """Articles come in through the import; here they are found, assigned and exported."""

    project_path = "project"
    list_display = ["title", "project", "language", "outlet", "claims", "imported_at", "open_article"]
    list_filter = [
        ("project", admin.RelatedOnlyFieldListFilter),
        LanguageFilter,
        SourceKindFilter,
        ArticleStateFilter,
    ]
    search_fields = ["title", "outlet", "byline", "url"]
    list_select_related = ["project"]
    actions = ["assign", "export"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        # Counted in a subquery, which Django leaves out where it only counts or filters articles.
        claims = Claim.objects.filter(article=OuterRef("pk"), retired_at=None).order_by().values("article")
        counted = Subquery(claims.annotate(number=Count("pk")).values("number"))
        # A page of rows needs no texts, which may be long.
        return super().get_queryset(request).annotate(claim_count=Coalesce(counted, 0)).defer("text")

    @admin.display(description=_("claims"), ordering="claim_count")
    def claims(self, article: Any) -> int:
        return article.claim_count

    @admin.display(description=_("workspace"))
    def open_article(self, article: Article) -> str:
        return open_link(address_of_article(article))

    def view_on_site(self, article: Article) -> str:
        return address_of_article(article)

    @admin.action(description=_("Assign to a reviewer"), permissions=["lead"])
    def assign(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Ask for the reviewer on a page of its own, then give them the articles."""
        articles = list(queryset.order_by("pk"))
        projects = {article.project for article in articles}
        if len(projects) != 1:
            self.message_user(request, _("Choose articles of one project at a time."), messages.ERROR)
            return None
        form = ReviewerForm(request.POST if "reviewer" in request.POST else None, project=projects.pop())
        if not form.is_valid():
            return self._ask_for_reviewer(request, form, articles)
        try:
            for article in articles:
                assign_article(
                    article=article,
                    reviewer=form.cleaned_data["reviewer"],
                    by=user_of(request),
                    at=timezone.now(),
                )
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            done = ngettext("%(number)d article assigned.", "%(number)d articles assigned.", len(articles))
            self.message_user(request, done % {"number": len(articles)}, messages.SUCCESS)
        return None

    @admin.action(description=_("Export the claims as JSON Lines"))
    def export(self, request: HttpRequest, queryset: QuerySet[Article]) -> StreamingHttpResponse:
        """Send the articles' claims; reviews of claims that are not complete are withheld."""
        return send_claims(Claim.objects.live().filter(article__in=queryset.values("pk")))

    def _ask_for_reviewer(
        self, request: HttpRequest, form: ReviewerForm, articles: list[Article]
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Assign to a reviewer"),
            "opts": self.opts,
            "form": form,
            "articles": articles,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/annotations/article/assign.html", context)


@admin.register(Segment)
class SegmentAdmin(ProjectTable):
    """The stretches that an article is made of."""

    project_path = "article__project"
    list_display = ["article", "start", "end", "kind", "subkind"]
    list_filter = [("article__project", admin.RelatedOnlyFieldListFilter), "kind"]
    search_fields = ["article__title"]
    list_select_related = ["article"]


@admin.register(Assignment)
class AssignmentAdmin(ProjectTable):
    """Assignments are made from the list of articles."""

    project_path = "article__project"
    list_display = [
        "article",
        "round",
        "reviewer",
        "assigned_at",
        "finished_at",
        "returned_at",
        "open_article",
    ]
    list_filter = [
        ("article__project", admin.RelatedOnlyFieldListFilter),
        ("reviewer", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["article__title", "reviewer__username"]
    list_select_related = ["article", "round__project", "reviewer"]

    @admin.display(description=_("workspace"))
    def open_article(self, assignment: Assignment) -> str:
        return open_link(address_of_article(assignment.article))
