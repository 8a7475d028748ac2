"""Tokens by which programs sign in to the API; only their hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from knox.models import AuthToken

from annotations.models import User


@dataclass(frozen=True)
class IssuedToken:
    """A token in clear text, this once, and until when it works."""

    token: str
    expiry: datetime | None


def issue_token(*, user: User) -> IssuedToken:
    """Return a new token of the user's; the earlier ones go on working until they run out."""
    row, token = AuthToken.objects.create(user=user)
    return IssuedToken(token=token, expiry=row.expiry)


def revoke_token(*, token: AuthToken) -> None:
    """Make this token useless from now on."""
    token.delete()
