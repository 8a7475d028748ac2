"""Remarks on claims; those of others stay hidden until one's own word is given."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.models import Claim, Comment, Membership, Review, Role, Round, User
from annotations.models.claims import ClaimProgress
from annotations.workflow.queueing import due_retests
from annotations.workflow.refusals import ROLE_NEEDED, NotAllowed, Refused, require_open

MAX_LENGTH = 20_000


class CommentInvalid(Refused):
    """A remark without words, or one that is too long."""

    code = "comment_invalid"


def add_comment(*, claim: Claim, author: User, text: str, at: datetime) -> Comment:
    """Return the new remark, or the author's own of the same words: what is sent again is one remark.

    Raises `NotAllowed` for strangers and observers, and `CommentInvalid`.
    """
    roles = Membership.objects.filter(user=author, project=claim.article.project_id)
    if not roles.exclude(role=Role.OBSERVER).exists():
        raise NotAllowed(ROLE_NEEDED[Role.REVIEWER])
    require_open(claim.article.project)
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        raise CommentInvalid(_("Write something, of at most %(number)d characters.") % {"number": MAX_LENGTH})
    written = Comment.objects.filter(claim=claim, author=author, text=text).first()
    return written or Comment.objects.create(claim=claim, author=author, text=text, created_at=at)


def visible_comments(*, claim: Claim, round: Round, viewer: User, at: datetime) -> QuerySet[Comment]:
    """Return the remarks on the claim that the viewer may read, the oldest first: their own, and all of them
    once they have given their own word, once the claim is complete, or where the project is not blind.

    On a claim that they are to judge again only their own are left. `OpenClaim.comments` counts the same.
    """
    spoken = Review.objects.current().filter(claim=claim, round=round, reviewer=viewer)
    complete = ClaimProgress.objects.filter(claim=claim, round=round, revealed_at__isnull=False)
    due = due_retests(project=round.project, reviewer=viewer, at=at).filter(claim=claim)
    is_open = ~Q(Exists(due))
    if round.project.is_blind:
        is_open &= Q(Exists(spoken)) | Q(Exists(complete))
    comments = Comment.objects.filter(Q(author=viewer) | is_open, claim=claim)
    return comments.select_related("author").order_by("created_at", "pk")
