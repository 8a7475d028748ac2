"""The queries behind the reviewing workspace, each made once."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models import Claim, ClaimEdit, Comment, GuidelineVersion, Membership, Purpose, Review, Round
from annotations.workflow.prepared import Prepared, Slot, time_slot
from annotations.workflow.queueing import choose_retests, claims_to_do

OWN_WORDS = [Purpose.NORMAL, Purpose.GOLD]
"""What a person's word on a claim is; what they said when asked again is compared, never shown."""

LINK = (
    "depth",
    "source_start",
    "source_end",
    "source_text",
    "cue_start",
    "cue_end",
    "cue_text",
    "source_kind",
    "polarity",
    "flags",
)


def _build_seat() -> QuerySet[Claim]:
    rounds = Round.objects.filter(project=OuterRef("article__project")).order_by("-number")
    roles = Membership.objects.filter(project=OuterRef("article__project"), user=Slot("viewer"))
    return (
        Claim.objects.filter(pk=Slot("claim"))
        .select_related("article__project")
        .defer("article__text")
        .annotate(
            round_pk=Subquery(rounds.values("pk")[:1]),
            round_number=Subquery(rounds.values("number")[:1]),
            round_closed_at=Subquery(rounds.values("closed_at")[:1]),
            role=Subquery(roles.values("role")[:1]),
        )
    )


SEAT = Prepared(_build_seat)


def _choose_retests() -> QuerySet[Review]:
    return choose_retests(
        project=Slot("project"),
        reviewer=Slot("viewer"),
        reviewed_before=time_slot("reviewed_before"),
        percent=Slot("percent"),
    )


def _in_round() -> QuerySet[Claim]:
    return Claim.objects.live().filter(progress__round=Slot("round"), article=Slot("article"))


def _number_of(rows: QuerySet[Any], group: str = "article") -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _seen_by_viewer(claims: QuerySet[Claim], *, has_retests: bool) -> Any:
    """Return the claims of the round with their progress and the viewer's word."""
    round, viewer = Slot("round"), Slot("viewer")
    mine = FilteredRelation(
        "reviews",
        condition=Q(
            reviews__round=round,
            reviews__reviewer=viewer,
            reviews__purpose__in=OWN_WORDS,
            reviews__is_current=True,
        ),
    )
    simulated = Review.objects.current().filter(claim=OuterRef("pk"), round=round, is_simulated=True)
    due = _choose_retests() if has_retests else Review.objects.none()
    proposed = ClaimEdit.objects.filter(before=OuterRef("pk"), state=ClaimEdit.State.PROPOSED)
    return claims.annotate(
        mine=mine,
        ratings=F("progress__ratings"),
        extra=F("progress__extra_verdicts"),
        revealed_at=F("progress__revealed_at"),
        request=F("progress__request"),
        has_simulated=Exists(simulated),
        is_due=Exists(due.filter(claim=OuterRef("pk"))),
        is_proposed=Exists(proposed),
        my_verdict=F("mine__verdict"),
        my_skip_reason=F("mine__skip_reason"),
        my_verdict_lacks_support=F("mine__lacks_support"),
    )


def _build_list(is_part: bool, has_retests: bool) -> QuerySet[Claim]:  # noqa: FBT001 - a shape's arguments
    rows: QuerySet[Claim] = _seen_by_viewer(_in_round(), has_retests=has_retests)
    if not is_part:
        return rows
    start, end = Slot("from_start"), Slot("to_end")
    before = _number_of(_in_round().filter(start__lt=start))
    return rows.filter(start__gte=start, start__lt=end).annotate(before=before)


LIST = Prepared(_build_list)


def _build_place(which: str, has_retests: bool) -> QuerySet[Claim]:  # noqa: FBT001 - a shape's arguments
    round, viewer = Slot("round"), Slot("viewer")
    here = _in_round()
    before = Q(start__lt=OuterRef("start")) | Q(start=OuterRef("start"), end__lt=OuterRef("end"))
    behind = Q(start__gt=OuterRef("start")) | Q(start=OuterRef("start"), end__gt=OuterRef("end"))
    stale = Review.objects.current().filter(
        claim__replaced_by=OuterRef("pk"), round=round, reviewer=viewer, purpose__in=OWN_WORDS
    )
    edits = ClaimEdit.objects.filter(
        after=OuterRef("pk"), state=ClaimEdit.State.APPLIED, decided_by=viewer
    ).order_by("-pk")
    comments = Comment.objects.filter(claim=OuterRef("pk"))
    guidelines = GuidelineVersion.objects.filter(project=Slot("project")).order_by("-number")
    rows: QuerySet[Claim] = (
        _seen_by_viewer(
            here.filter(pk=_choose_claim(which, has_retests=has_retests)), has_retests=has_retests
        )
        .annotate(
            before=_number_of(here.filter(before)),
            total=_number_of(here),
            previous=Subquery(here.filter(before).order_by("-start", "-end").values("pk")[:1]),
            next=Subquery(here.filter(behind).order_by("start", "end").values("pk")[:1]),
            former=Subquery(stale.order_by("-created_at", "-pk").values("pk")[:1]),
            own_edit=Subquery(edits.values("pk")[:1]),
            all_comments=_number_of(comments, "claim"),
            own_comments=_number_of(comments.filter(author=viewer), "claim"),
            guidelines=Subquery(guidelines.values("number")[:1]),
            **{f"link_{name}": F(f"chain__{name}") for name in LINK},
        )
        .order_by("chain__depth")
    )
    return rows


def _choose_claim(which: str, *, has_retests: bool) -> Any:
    """Return the key of the claim itself, of the first to do, or of the one behind it."""
    claim, start, end = Slot("claim"), Slot("start"), Slot("end")
    if which == "itself":
        return claim
    due = _choose_retests() if has_retests else None
    to_do = claims_to_do(round=Slot("round"), reviewer=Slot("viewer"), due=due)
    to_do = to_do.filter(article=Slot("article")).order_by("start", "end", "pk")
    if which == "first":
        return Subquery(to_do.values("pk")[:1])
    to_do = to_do.exclude(pk=claim)
    behind = to_do.filter(Q(start__gt=start) | Q(start=start, end__gt=end))
    return Coalesce(Subquery(behind.values("pk")[:1]), Subquery(to_do.values("pk")[:1]))


PLACE = Prepared(_build_place)
