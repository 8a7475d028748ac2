"""Claims cut, worded and attributed otherwise: proposed, decided, undone."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.api.access import OfArticle, OfClaim, OfProject, find_mine, read_body, user_of
from annotations.api.edit_shapes import EditSerializer, NewClaimSerializer, NewEditSerializer, StateFilter
from annotations.models import Claim, ClaimEdit
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.editing import (
    accept_edit,
    add_claim,
    change_attribution,
    change_wording,
    edits_of,
    merge_with_next,
    move_claim_edge,
    reject_edit,
    retire_claim,
    set_claim_span,
    split_claim,
    undo_edit,
)


def edits() -> QuerySet[ClaimEdit]:
    """Return all edits with what the answers need of them, without their articles' texts."""
    claims = Claim.objects.order_by("start", "end", "pk")
    return (
        ClaimEdit.objects.select_related("proposed_by", "decided_by", "undone_by", "article__project")
        .defer("article__text")
        .prefetch_related(Prefetch("before", claims), Prefetch("after", claims))
        .order_by("proposed_at", "pk")
    )


def answer_edit(edit: ClaimEdit, code: int = status.HTTP_200_OK) -> Response:
    """Return the answer that shows the edit as it stands."""
    return Response(EditSerializer(edits().get(pk=edit.pk)).data, status=code)


@extend_schema(parameters=[StateFilter])
class ProjectEdits(OfProject, generics.ListAPIView[ClaimEdit]):
    """The edits of a project's claims, the oldest first."""

    serializer_class = EditSerializer

    def get_queryset(self) -> QuerySet[ClaimEdit]:
        form = StateFilter(data=self.request.query_params)
        form.is_valid(raise_exception=True)
        return edits().filter(article__project=self.get_project(), **form.validated_data)


class EditDetail(generics.RetrieveAPIView[ClaimEdit]):
    """An edit as it stands."""

    serializer_class = EditSerializer

    def get_queryset(self) -> QuerySet[ClaimEdit]:
        return edits().filter(article__project__memberships__user=user_of(self.request))


class ClaimEdits(OfClaim, generics.ListAPIView[ClaimEdit]):
    """The history of a claim, also of a retired one: what made it, and what changed it since."""

    serializer_class = EditSerializer

    def get_queryset(self) -> QuerySet[ClaimEdit]:
        return edits().filter(pk__in=[edit.pk for edit in edits_of(self.get_claim())])

    @extend_schema(
        summary="Propose a change of a claim; a lead's takes effect at once",
        request=NewEditSerializer,
        responses={201: EditSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        given = read_body(NewEditSerializer, request)
        edit = propose(given, claim=self.get_claim(), by=user_of(request), at=timezone.now())
        return answer_edit(edit, status.HTTP_201_CREATED)


class ArticleEdits(OfArticle):
    """Make a claim of a stretch of the article; a lead's takes effect at once."""

    @extend_schema(request=NewClaimSerializer, responses={201: EditSerializer})
    def post(self, request: Request, pk: int) -> Response:
        given = read_body(NewClaimSerializer, request)
        edit = add_claim(article=self.get_article(), by=user_of(request), at=timezone.now(), **given)
        return answer_edit(edit, status.HTTP_201_CREATED)


class OfEdit(APIView):
    """What is asked of one edit."""

    def get_edit(self) -> ClaimEdit:
        return find_mine(edits(), self.request, "article__project", pk=self.kwargs["pk"])


class AcceptEdit(OfEdit):
    """Put a proposal into effect; a lead's to do."""

    @extend_schema(request=None, responses=EditSerializer)
    def post(self, request: Request, pk: int) -> Response:
        return answer_edit(accept_edit(edit=self.get_edit(), by=user_of(request), at=timezone.now()))


class RejectEdit(OfEdit):
    """Reject a proposal, or take one's own back."""

    @extend_schema(request=None, responses=EditSerializer)
    def post(self, request: Request, pk: int) -> Response:
        return answer_edit(reject_edit(edit=self.get_edit(), by=user_of(request), at=timezone.now()))


class UndoEdit(OfEdit):
    """Undo an edit that is in effect: the former claims count again, with their reviews."""

    @extend_schema(request=None, responses=EditSerializer)
    def post(self, request: Request, pk: int) -> Response:
        return answer_edit(undo_edit(edit=self.get_edit(), by=user_of(request), at=timezone.now()))


def propose(given: dict[str, Any], *, claim: Claim, **how: Any) -> ClaimEdit:
    """Return the edit of that kind; a field that it lacks is answered by name."""
    how["note"] = given.get("note", "")
    match given["kind"]:
        case "split":
            return split_claim(claim=claim, **how)
        case "merge":
            return merge_with_next(claim=claim, **how)
        case "retire":
            return retire_claim(claim=claim, **how)
        case "move" if "edge" in given:
            return move_claim_edge(claim=claim, **pick(given, "edge", "steps"), **how)
        case "move":
            return set_claim_span(claim=claim, **pick(given, "start", "end"), **how)
        case "attribution":
            chain = [LinkDraft(**link) for link in pick(given, "chain")["chain"]]
            return change_attribution(claim=claim, chain=chain, **how)
    return change_wording(claim=claim, wording=pick(given, "normalized_text")["normalized_text"], **how)


def pick(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return these fields; the request is refused where one is missing."""
    missing = {name: [_("This kind of edit needs this field.")] for name in names if name not in given}
    if missing:
        raise ValidationError(missing)
    return {name: given[name] for name in names}
