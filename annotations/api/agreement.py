"""How far reviewers agree, as JSON."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.access import OfProject, user_of
from annotations.presenting.asking import LISTS, ScopeForm
from annotations.presenting.opening import open_report

FILTERS = [
    OpenApiParameter("round", int, description="The round's number; the latest round without it."),
    *(OpenApiParameter(name, str, many=True, description="May be given several times.") for name in LISTS),
    OpenApiParameter("since", OpenApiTypes.DATE, description="Verdicts from this day on."),
    OpenApiParameter("until", OpenApiTypes.DATE, description="Verdicts until this day."),
    OpenApiParameter(
        "minds", str, enum=["latest", "first"], description="Which verdict of a reviewer counts."
    ),
    OpenApiParameter("simulated", str, enum=["yes", "no"], description="Whether simulated verdicts count."),
]


class Agreement(OfProject):
    """How far reviewers agree in a round, filtered as on the page; for reviewers, over complete claims."""

    @extend_schema(parameters=FILTERS, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, slug: str) -> Response:
        round = self.find_round(request.query_params.get("round"))
        form = ScopeForm(request.query_params, project=round.project)
        if not form.is_valid():
            raise ValidationError({name: [str(error) for error in form.errors[name]] for name in form.errors})
        reading = open_report(round=round, scope=form.scope(), user=user_of(request), at=timezone.now())
        return Response(reading.to_json_dict())
