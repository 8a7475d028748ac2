"""What a refusal looks like over HTTP: a stable code and a sentence that says what to do."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import ErrorDetail
from rest_framework.response import Response
from rest_framework.views import exception_handler

from annotations.reading import ReadingError
from annotations.workflow.adjudicating import AdjudicationInvalid, RequestInvalid
from annotations.workflow.assigning import LeaseInvalid
from annotations.workflow.commenting import CommentInvalid
from annotations.workflow.editing import EditInvalid
from annotations.workflow.importing import DetailsInvalid, NothingToReview
from annotations.workflow.managing import OverlapInvalid, SettingsInvalid
from annotations.workflow.refusals import NotAllowed, Refused
from annotations.workflow.reviewing import EvidenceInvalid, EvidenceRequired, VerdictInvalid
from annotations.workflow.wording import say

STATUS_OF_REFUSAL: dict[type[Refused], int] = {
    NotAllowed: status.HTTP_403_FORBIDDEN,
    AdjudicationInvalid: status.HTTP_400_BAD_REQUEST,
    CommentInvalid: status.HTTP_400_BAD_REQUEST,
    DetailsInvalid: status.HTTP_400_BAD_REQUEST,
    EditInvalid: status.HTTP_400_BAD_REQUEST,
    EvidenceInvalid: status.HTTP_400_BAD_REQUEST,
    EvidenceRequired: status.HTTP_400_BAD_REQUEST,
    LeaseInvalid: status.HTTP_400_BAD_REQUEST,
    NothingToReview: status.HTTP_400_BAD_REQUEST,
    OverlapInvalid: status.HTTP_400_BAD_REQUEST,
    RequestInvalid: status.HTTP_400_BAD_REQUEST,
    SettingsInvalid: status.HTTP_400_BAD_REQUEST,
    VerdictInvalid: status.HTTP_400_BAD_REQUEST,
}
"""Any other refusal is about the state of things: 409."""


def answer_refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to an error raised by a view, None for one that is a fault of ours."""
    if isinstance(error, Refused):
        answer = {"code": error.code, "detail": str(error)}
        return Response(answer, status=STATUS_OF_REFUSAL.get(type(error), status.HTTP_409_CONFLICT))
    if isinstance(error, ReadingError):
        return Response({"code": error.code, "detail": say(error)}, status=status.HTTP_400_BAD_REQUEST)
    answered = exception_handler(error, context)
    # A field that does not fit is answered by the field's name instead, each with its sentences.
    if answered is not None and isinstance(detail := answered.data.get("detail"), ErrorDetail):
        answered.data = {"code": detail.code, "detail": detail}
    return answered
