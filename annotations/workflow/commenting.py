"""Remarks on claims; those of others stay hidden until one's own word is given."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from annotations.models import Claim, Comment, Membership, Review, Role, Round, User
from annotations.models.claims import ClaimProgress
from annotations.workflow.refusals import ROLE_NEEDED, NotAllowed, Refused, require_open

MAX_LENGTH = 20_000


class CommentInvalid(Refused):
    """A remark without words, or one that is too long."""

    code = "comment_invalid"


def add_comment(*, claim: Claim, author: User, text: str, at: datetime) -> Comment:
    """Return the new remark. Raises `NotAllowed` for strangers and observers, and `CommentInvalid`."""
    roles = Membership.objects.filter(user=author, project=claim.article.project_id)
    if not roles.exclude(role=Role.OBSERVER).exists():
        raise NotAllowed(ROLE_NEEDED[Role.REVIEWER])
    require_open(claim.article.project)
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        raise CommentInvalid(_("Write something, of at most %(number)d characters.") % {"number": MAX_LENGTH})
    return Comment.objects.create(claim=claim, author=author, text=text, created_at=at)


def visible_comments(*, claim: Claim, round: Round, viewer: User) -> QuerySet[Comment]:
    """Return the remarks on the claim that the viewer may read, the oldest first: their own, and all of them
    once they have given their own word, once the claim is complete, or where the project is not blind.
    """
    comments = Comment.objects.filter(claim=claim).select_related("author").order_by("created_at", "pk")
    is_open = (
        not round.project.is_blind
        or Review.objects.current().filter(claim=claim, round=round, reviewer=viewer).exists()
        or ClaimProgress.objects.filter(claim=claim, round=round, revealed_at__isnull=False).exists()
    )
    return comments if is_open else comments.filter(author=viewer)
