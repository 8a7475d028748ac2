"""The API: the same acts as the pages, over the same workflow functions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from knox.models import AuthToken
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.api.access import OfProject, read_body, user_of
from annotations.api.querysets import articles_of, claims_of, projects_of, reviews_for
from annotations.api.serializers import (
    ArticleDetailSerializer,
    ArticleSerializer,
    ClaimSerializer,
    NewArticleAnswerSerializer,
    NewArticleSerializer,
    NewReviewSerializer,
    ProjectSerializer,
    ReviewSerializer,
    SignInSerializer,
    TokenSerializer,
    UndoneSerializer,
)
from annotations.api.team_shapes import SettingsSerializer
from annotations.dataset import jsonl_lines
from annotations.models import Article, Claim, Project, Review
from annotations.reading import ArticleDraft, read_text
from annotations.workflow.assigning import take_next
from annotations.workflow.exporting import claim_records
from annotations.workflow.importing import ArticleDetails, import_article
from annotations.workflow.managing import create_project
from annotations.workflow.refusals import may_add_project
from annotations.workflow.reviewing import EvidenceDraft, record_review, undo_review
from annotations.workflow.tokens import issue_token, revoke_token


class SignIn(APIView):
    """Get a token."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(request=SignInSerializer, responses=TokenSerializer)
    def post(self, request: Request) -> Response:
        form = SignInSerializer(data=request.data, context={"request": request._request})
        form.is_valid(raise_exception=True)
        issued = issue_token(user=form.validated_data["user"])
        return Response(TokenSerializer(issued).data)


class SignOut(APIView):
    """Make the token that comes with the request useless."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        if isinstance(request.auth, AuthToken):
            revoke_token(token=request.auth)
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(get=extend_schema(summary="My projects"))
class ProjectList(generics.ListAPIView[Project]):
    """My projects, and a new one."""

    serializer_class = ProjectSerializer

    def get_queryset(self) -> QuerySet[Project]:
        return projects_of(user_of(self.request))

    @extend_schema(
        summary="Make a project and lead it; for superusers and who was given the permission",
        request=SettingsSerializer,
        responses={201: ProjectSerializer},
    )
    def post(self, request: Request) -> Response:
        user = user_of(request)
        if not may_add_project(user):
            raise PermissionDenied
        made = create_project(lead=user, at=timezone.now(), **read_body(SettingsSerializer, request))
        project = projects_of(user).get(pk=made.pk)
        return Response(ProjectSerializer(project).data, status=status.HTTP_201_CREATED)


class ProjectDetail(generics.RetrieveAPIView[Project]):
    """One of my projects."""

    serializer_class = ProjectSerializer
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Project]:
        return projects_of(user_of(self.request))


@extend_schema_view(get=extend_schema(summary="The project's articles"))
class ArticleList(OfProject, generics.ListAPIView[Article]):
    """The project's articles, and a new one."""

    serializer_class = ArticleSerializer

    def get_queryset(self) -> QuerySet[Article]:
        return articles_of(user_of(self.request)).filter(project=self.get_project())

    @extend_schema(
        summary="Add an article and split it into claims",
        request=NewArticleSerializer,
        responses={201: NewArticleAnswerSerializer, 200: OpenApiResponse(NewArticleAnswerSerializer)},
    )
    def post(self, request: Request, slug: str) -> Response:
        given = read_body(NewArticleSerializer, request)
        draft = read_text(given.pop("text"))
        draft = ArticleDraft(text=draft.text, title=given.pop("title", draft.title), notes=draft.notes)
        imported = import_article(
            project=self.get_project(),
            draft=draft,
            details=ArticleDetails(**given),
            by=user_of(request),
            at=timezone.now(),
        )
        article = articles_of(user_of(request)).get(pk=imported.article.pk)
        article.is_new = imported.is_new  # type: ignore[attr-defined]  # for the answer only
        code = status.HTTP_201_CREATED if imported.is_new else status.HTTP_200_OK
        return Response(NewArticleAnswerSerializer(article).data, status=code)


class ArticleDetail(generics.RetrieveAPIView[Article]):
    """An article with its text and segments."""

    serializer_class = ArticleDetailSerializer

    def get_queryset(self) -> QuerySet[Article]:
        return articles_of(user_of(self.request)).defer(None).prefetch_related("segments")


class ClaimList(generics.ListAPIView[Claim]):
    """An article's claims, in reading order."""

    serializer_class = ClaimSerializer

    def get_queryset(self) -> QuerySet[Claim]:
        article = get_object_or_404(articles_of(user_of(self.request)), pk=self.kwargs["pk"])
        return claims_of(user_of(self.request)).filter(article=article)


class ClaimDetail(generics.RetrieveAPIView[Claim]):
    """A claim with its chain."""

    serializer_class = ClaimSerializer

    def get_queryset(self) -> QuerySet[Claim]:
        return claims_of(user_of(self.request))


class NextClaim(OfProject):
    """The claim that waits for me next; 204 when nothing does."""

    @extend_schema(responses={200: ClaimSerializer, 204: None})
    def get(self, request: Request, slug: str) -> Response:
        claim = take_next(project=self.get_project(), reviewer=user_of(request), at=timezone.now())
        if claim is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(ClaimSerializer(claims_of(user_of(request)).get(pk=claim.pk)).data)


class ReviewList(generics.ListAPIView[Review]):
    """The reviews of a claim that I may read, and my own new one."""

    serializer_class = ReviewSerializer

    def get_claim(self) -> Claim:
        return get_object_or_404(claims_of(user_of(self.request)), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Review]:
        return reviews_for(user_of(self.request)).filter(claim=self.get_claim()).order_by("created_at", "pk")

    @extend_schema(
        summary="Give a verdict or skip; a changed mind is a new review",
        request=NewReviewSerializer,
        responses={201: ReviewSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        given = read_body(NewReviewSerializer, request)
        evidence = [EvidenceDraft(**piece) for piece in given.pop("evidence", [])]
        review = record_review(
            claim=self.get_claim(),
            reviewer=user_of(request),
            evidence=evidence,
            at=timezone.now(),
            **given,
        )
        return Response(ReviewSerializer(review).data, status=status.HTTP_201_CREATED)


class Undo(APIView):
    """Take my review back, until its claim is complete; the former one, if any, stands again."""

    @extend_schema(request=None, responses=UndoneSerializer)
    def post(self, request: Request, pk: int) -> Response:
        review = get_object_or_404(Review.objects.filter(reviewer=user_of(request)), pk=pk)
        former = undo_review(review=review, by=user_of(request), at=timezone.now())
        return Response(UndoneSerializer({"current": former}).data)


class Dataset(OfProject):
    """The latest round as JSON Lines, a claim a line; reviews of open claims are withheld."""

    @extend_schema(responses={(200, "application/jsonl"): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str) -> StreamingHttpResponse:
        latest = self.get_latest_round()
        lines: Iterator[bytes] = jsonl_lines(claim_records(round=latest, with_open_claims=False))
        answer = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{slug}-claims.jsonl"'
        return answer
