"""Chosen claims as a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

from annotations.admin.states import with_state
from annotations.dataset import ClaimRecord, jsonl_lines
from annotations.models import Claim, Round
from annotations.workflow.exporting import claim_records


def send_claims(claims: QuerySet[Claim]) -> StreamingHttpResponse:
    """Return the live claims among these as JSON Lines, each in the newest round it was in.

    What is said of a claim that is not complete is withheld, as in any export that a page hands out.
    """
    name = f"claims-{timezone.localdate():%Y-%m-%d}.jsonl"
    return StreamingHttpResponse(
        jsonl_lines(_records(claims)),
        content_type="application/jsonl; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _records(chosen: QuerySet[Claim]) -> Iterator[ClaimRecord]:
    claims = with_state(Claim.objects.filter(pk__in=chosen.order_by().values("pk"), retired_at=None))
    rounds = Round.objects.filter(pk__in=claims.order_by().values("newest_round")).select_related("project")
    return chain.from_iterable(
        claim_records(
            round=round,
            with_open_claims=False,
            claims=claims.filter(newest_round=round.pk),
        )
        for round in rounds.order_by("pk")
    )
