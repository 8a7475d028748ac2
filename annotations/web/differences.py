"""The differences of a project as a list: what reviewers and editors do not agree on, hardest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations.models import (
    Adjudication,
    Attribution,
    Claim,
    ClaimEdit,
    ClaimProgress,
    Review,
    Standing,
    User,
    Verdict,
)
from annotations.web.access import get_project, read_key, role_in
from annotations.web.queues import QueueView, read_view
from annotations.workflow.differing import (
    COUNTED,
    Difference,
    Kind,
    count_differences,
    edits_about,
    page_differences,
    readable_reviews,
)
from annotations.workflow.keys import keys_of
from annotations.workflow.queueing import due_retests

PER_PAGE = 20


@dataclass(frozen=True)
class Side:
    """Those who say the same of a claim; `verdict` is empty for those who skipped it."""

    verdict: str
    label: str
    reviews: Sequence[Review]


@dataclass(frozen=True)
class Row:
    """A difference in the list."""

    claim: Claim
    address: str
    alone: str
    """The address of the list with this article's differences only."""

    round_number: int | None
    sides: Sequence[Side]
    final: Adjudication | None
    progress: ClaimProgress | None
    edits: Sequence[ClaimEdit]


@login_required
@require_GET
def list_differences(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page of the queue, with how many differences each kind has; see `workflow.differing`."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    view = read_view(request.GET, project)
    after, before = (read_key(request.GET.get(name)) or None for name in ("after", "before"))
    # What somebody is to judge again looks to them as if it never was, so its verdicts are in no row.
    due = set(due_retests(project=project, reviewer=user, at=timezone.now()).values_list("claim", flat=True))
    page = page_differences(view.queue, size=PER_PAGE, after=after, before=before)
    keys = [difference.key for difference in page.differences]
    undecided = {
        kind: count_differences(view.of(kind=kind, standing=Standing.UNDECIDED).queue) for kind in Kind
    }
    decided = count_differences(view.of(standing=Standing.DECIDED).queue)
    context = {
        "project": project,
        "section": "differences",
        "view": view,
        "tabs": [
            {
                "label": kind.label,
                "count": say_count(undecided[kind]),
                "address": view.of(kind=kind, standing=Standing.UNDECIDED).list_address(),
                "is_current": kind == view.kind,
            }
            for kind in Kind
        ],
        "states": [
            {
                "label": standing.label,
                "count": say_count(count),
                "address": view.of(standing=standing).list_address(),
                "is_current": standing == view.standing,
            }
            for standing, count in (
                (Standing.UNDECIDED, undecided[view.kind]),
                (Standing.DECIDED, decided),
            )
        ],
        "scopes": _scopes(view),
        "everywhere": view.of(article=None).list_address(),
        "rows": _describe(view, [one for one in page.differences if one.claim_pk not in due], user),
        "previous": view.list_address(before=keys[0]) if keys and page.has_previous else "",
        "next": view.list_address(after=keys[-1]) if keys and page.has_next else "",
        "start": view.list_address() if after or before else "",
        "role": role_in(user, project),
        "keys": keys_of(user),
    }
    return render(request, "annotations/differences.html", context)


def say_count(number: int) -> str:
    """Return the number of differences in digits, with a plus where no more were counted."""
    return (
        _("%(number)s+") % {"number": number_format(number)} if number >= COUNTED else number_format(number)
    )


def gather_sides(reviews: Sequence[Review]) -> list[Side]:
    """Return the reviews by what they say: each verdict that was given, then those who skipped."""
    sides = [
        Side(verdict, str(label), [review for review in reviews if review.verdict == verdict])
        for verdict, label in [*Verdict.choices, ("", _("skipped"))]
    ]
    return [side for side in sides if side.reviews]


def _scopes(view: QueueView) -> list[dict[str, Any]]:
    """Return the rounds to choose from, and all of them, where there are several."""
    if len(view.rounds) < 2 or view.kind != Kind.VERDICT:
        return []
    scopes = [
        {
            "label": _("Round %(number)d") % {"number": round.number},
            "address": view.of(round=round, is_over_all=False).list_address(),
            "is_current": not view.is_over_all and round == view.round,
        }
        for round in reversed(view.rounds)
    ]
    every = view.of(is_over_all=True).list_address()
    return [*scopes, {"label": _("all rounds"), "address": every, "is_current": view.is_over_all}]


def _describe(view: QueueView, differences: Sequence[Difference], user: User) -> list[Row]:
    claims = (
        Claim.objects.select_related("article")
        .defer("article__text")
        .prefetch_related(Prefetch("chain", Attribution.objects.order_by("depth")))
        .in_bulk([difference.claim_pk for difference in differences])
    )
    # The chains are asked for with the claims; the rest at once for all of them.
    reviews: Sequence[Review] = ()
    finals: Sequence[Adjudication] = ()
    progress: dict[int, ClaimProgress] = {}
    edits: dict[int, list[ClaimEdit]] = {}
    if view.kind == Kind.VERDICT:
        rounds = view.queue.rounds
        given = readable_reviews(rounds=rounds, user=user).filter(claim__in=claims)
        reviews = list(given.select_related("reviewer").order_by("reviewer__username", "created_at", "pk"))
        standing = Adjudication.objects.filter(claim__in=claims, round__in=rounds, is_current=True)
        finals = list(standing.select_related("adjudicator"))
        progress = ClaimProgress.objects.in_bulk([difference.key for difference in differences])
    else:
        edits = edits_about(claims.values(), view.kind)
    numbers = {round.pk: round.number for round in view.rounds}
    rows = []
    for one in differences:
        claim = claims[one.claim_pk]
        here = (one.claim_pk, one.round_pk)
        rows.append(
            Row(
                claim=claim,
                address=view.address(one),
                alone="" if view.article else view.of(article=claim.article).list_address(),
                round_number=numbers[one.round_pk] if view.is_over_all and one.round_pk else None,
                sides=gather_sides([given for given in reviews if (given.claim_id, given.round_id) == here]),
                final=next((done for done in finals if (done.claim_id, done.round_id) == here), None),
                progress=progress.get(one.key),
                edits=edits.get(one.claim_pk, ()),
            )
        )
    return rows
