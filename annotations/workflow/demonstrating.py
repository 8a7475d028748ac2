"""The demo's team: loaded once and never again over what people changed since, and let in with one click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core import serializers, signing
from django.db import transaction

from annotations.models import Project, User

LINK_SALT = "annotations.demonstrating"
LINK_SECONDS = 24 * 60 * 60


@transaction.atomic
def load_absent(*, fixture: Path) -> int:
    """Return how many rows of the fixture were saved: those that are not in the database yet.

    Rows are known by their natural key. What belongs to a project that was there before is left alone as a
    whole, so that a member who was taken out stays out.
    """
    known = set(Project.objects.values_list("pk", flat=True))
    saved = 0
    for item in serializers.deserialize("json", fixture.read_text(encoding="utf-8")):
        row = item.object
        if row.pk is None and getattr(row, "project_id", None) not in known:
            item.save()
            saved += 1
    return saved


@dataclass(frozen=True)
class DemoAccount:
    """A demo account and how to sign in to it."""

    user: User
    password: str | None
    """None where a person changed it, or where the note of it is lost."""


def set_first_passwords(*, users: Iterable[User], noted: dict[str, str]) -> list[DemoAccount]:
    """Return the demo accounts, each with the password noted for its username as far as it still holds.

    An account without a usable password is given the noted one; any other password is a person's own and
    stays.
    """
    accounts = []
    for user in users:
        password = noted.get(user.get_username())
        if user.is_demo and password and not user.has_usable_password():
            user.set_password(password)
            user.save(update_fields=["password"])
        elif password and not user.check_password(password):
            password = None
        accounts.append(DemoAccount(user=user, password=password))
    return accounts


def sign_entry(*, user: User) -> str:
    """Return a token that signs in to the demo account for a day; see `read_entry`."""
    return signing.dumps(user.get_username(), salt=LINK_SALT)


def read_entry(token: str) -> User | None:
    """Return the active demo account of a token made by `sign_entry`, None for any other and an old one."""
    try:
        username = signing.loads(token, salt=LINK_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return None
    return User.objects.filter(username=username, is_demo=True, is_active=True).first()
