"""What is said of a claim besides verdicts: remarks, known answers, final verdicts, requests for evidence."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.access import OfClaim, OfProject, read_body, user_of
from annotations.api.serializers import WordField
from annotations.models import Adjudication, ClaimProgress, Comment, GoldAnswer, Reason, Role, Verdict
from annotations.workflow.adjudicating import adjudicate_claim, reopen_claim, send_to_adjudication
from annotations.workflow.commenting import MAX_LENGTH, add_comment, visible_comments
from annotations.workflow.refusals import require_leading, role_of
from annotations.workflow.training import feedback_on, set_gold, withdraw_gold


class LongText(serializers.CharField):
    """A text as long as a remark may be."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_LENGTH, **kwargs)


class CommentSerializer(serializers.ModelSerializer[Comment]):
    """A remark on a claim."""

    author = serializers.CharField(source="author.username", read_only=True)
    text = LongText()

    class Meta:
        model = Comment
        fields = ["id", "claim", "author", "text", "created_at"]
        read_only_fields = ["id", "claim", "author", "created_at"]


class GoldSerializer(serializers.ModelSerializer[GoldAnswer]):
    """A claim's known answer."""

    verdict = WordField(choices=Verdict.choices)
    explanation = LongText(required=False, allow_blank=True)

    class Meta:
        model = GoldAnswer
        fields = ["claim", "verdict", "explanation", "created_at"]
        read_only_fields = ["claim", "created_at"]


class AdjudicationSerializer(serializers.ModelSerializer[Adjudication]):
    """A final verdict."""

    adjudicator = serializers.CharField(source="adjudicator.username", read_only=True)
    round = serializers.IntegerField(source="round.number", read_only=True)
    verdict = WordField(choices=Verdict.choices)
    reason = WordField(choices=Reason.choices, required=False, allow_blank=True)
    justification = LongText()

    class Meta:
        model = Adjudication
        fields = ["claim", "round", "adjudicator", "verdict", "reason", "justification", "decided_at"]
        read_only_fields = ["claim", "decided_at"]


class RequestSerializer(serializers.Serializer[Any]):
    """What the next reviewer is to look for."""

    request = LongText()
    reopens_round = serializers.BooleanField(default=False)


class ProgressSerializer(serializers.ModelSerializer[ClaimProgress]):
    """How far a claim has come in a round."""

    round = serializers.IntegerField(source="round.number", read_only=True)
    is_complete = serializers.SerializerMethodField()

    class Meta:
        model = ClaimProgress
        fields = [
            "claim",
            "round",
            "ratings",
            "skips",
            "is_complete",
            "sent_to_adjudication_at",
            "request",
            "reopened_at",
        ]
        read_only_fields = fields

    def get_is_complete(self, progress: ClaimProgress) -> bool:
        return progress.revealed_at is not None


@extend_schema_view(get=extend_schema(summary="The remarks on a claim that I may read, the oldest first"))
class Comments(OfClaim, generics.ListAPIView[Comment]):
    """The remarks on a claim: in a blind project others' only after my own word, or once it is complete."""

    serializer_class = CommentSerializer

    def get_queryset(self) -> QuerySet[Comment]:
        claim = self.get_claim()
        latest = self.get_latest_round(claim)
        return visible_comments(claim=claim, round=latest, viewer=user_of(self.request), at=timezone.now())

    @extend_schema(
        summary="Write a remark on a claim", request=CommentSerializer, responses={201: CommentSerializer}
    )
    def post(self, request: Request, pk: int) -> Response:
        text = read_body(CommentSerializer, request)["text"]
        written = add_comment(claim=self.get_claim(), author=user_of(request), text=text, at=timezone.now())
        return Response(CommentSerializer(written).data, status=status.HTTP_201_CREATED)


class GoldOfClaim(OfClaim):
    """The claim's known answer: a lead's to read; a reviewer's after their own, where the project trains."""

    @extend_schema(responses=GoldSerializer)
    def get(self, request: Request, pk: int) -> Response:
        claim, user = self.get_claim(), user_of(request)
        if role_of(user=user, project=claim.article.project) == Role.LEAD:
            answer = get_object_or_404(GoldAnswer.objects.in_force(), claim=claim)
            return Response(GoldSerializer(answer).data)
        known = feedback_on(claim=claim, reviewer=user)
        if known is None:
            raise Http404
        return Response(GoldSerializer(known).data)

    @extend_schema(
        summary="Give a claim its known answer; a lead's to do",
        request=GoldSerializer,
        responses=GoldSerializer,
    )
    def put(self, request: Request, pk: int) -> Response:
        given = read_body(GoldSerializer, request)
        answer = set_gold(claim=self.get_claim(), by=user_of(request), at=timezone.now(), **given)
        return Response(GoldSerializer(answer).data)

    @extend_schema(summary="Withdraw the known answer, which is kept; a lead's to do", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        withdraw_gold(claim=self.get_claim(), by=user_of(request), at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class GoldOfProject(OfProject, generics.ListAPIView[GoldAnswer]):
    """The project's known answers; a lead's to read."""

    serializer_class = GoldSerializer

    def get_queryset(self) -> QuerySet[GoldAnswer]:
        project = self.get_project()
        require_leading(user=user_of(self.request), project=project)
        return GoldAnswer.objects.in_force().filter(claim__article__project=project).order_by("claim")


class Adjudications(OfClaim):
    """The final verdict on a claim in the latest round."""

    @extend_schema(responses=AdjudicationSerializer)
    def get(self, request: Request, pk: int) -> Response:
        claim = self.get_claim()
        decided = Adjudication.objects.select_related("round", "adjudicator").filter(
            claim=claim, round=self.get_latest_round(claim), is_current=True
        )
        # Of a claim that was opened again it would steer the reviewer who is asked.
        open_again = ClaimProgress.objects.filter(claim=claim, revealed_at=None).values("round")
        return Response(AdjudicationSerializer(get_object_or_404(decided.exclude(round__in=open_again))).data)

    @extend_schema(
        summary="Give the final verdict on a complete claim; a lead's who has not reviewed it",
        request=AdjudicationSerializer,
        responses={201: OpenApiResponse(AdjudicationSerializer)},
    )
    def post(self, request: Request, pk: int) -> Response:
        given, claim = read_body(AdjudicationSerializer, request), self.get_claim()
        decided = adjudicate_claim(
            claim=claim,
            round=self.get_latest_round(claim),
            adjudicator=user_of(request),
            at=timezone.now(),
            **given,
        )
        return Response(AdjudicationSerializer(decided).data, status=status.HTTP_201_CREATED)


class SendToAdjudication(OfClaim):
    """End the reviewing of a claim and let it wait for a final verdict; a lead's to do."""

    @extend_schema(request=None, responses=ProgressSerializer)
    def post(self, request: Request, pk: int) -> Response:
        claim = self.get_claim()
        progress = send_to_adjudication(
            claim=claim, round=self.get_latest_round(claim), by=user_of(request), at=timezone.now()
        )
        return Response(ProgressSerializer(progress).data)


class Reopen(OfClaim):
    """Ask one more reviewer of a complete claim, with the request in view; a lead's to do."""

    @extend_schema(request=RequestSerializer, responses=ProgressSerializer)
    def post(self, request: Request, pk: int) -> Response:
        given, claim = read_body(RequestSerializer, request), self.get_claim()
        progress = reopen_claim(
            claim=claim,
            round=self.get_latest_round(claim),
            by=user_of(request),
            at=timezone.now(),
            **given,
        )
        return Response(ProgressSerializer(progress).data)
