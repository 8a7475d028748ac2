"""Where the tests' data lives, and what keeps them away from anyone's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import settings

from annotations.models import Claim, Project, User
from tests.factories import make_claims, make_project, make_user

# A deadline would make every property a timed test, and fail on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Give SQLite a test file of this process alone, so that two runs in one checkout do not share it.

    Such a name is never that of the workbench's own database either. PostgreSQL needs none of this: there
    Django puts "test_" before the name.
    """
    if connection.vendor == "sqlite":
        test = connection.settings_dict["TEST"]
        path = Path(test["NAME"])
        path.parent.mkdir(parents=True, exist_ok=True)
        test["NAME"] = str(path.with_stem(f"{path.stem}-{os.getpid()}"))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Begin each test in English: a page fetched in Chinese leaves its thread in Chinese."""
    with translation.override("en"):
        yield


@pytest.fixture
def alice(db: None) -> User:
    return make_user("alice")


@pytest.fixture
def bob(db: None) -> User:
    return make_user("bob")


@pytest.fixture
def carol(db: None) -> User:
    return make_user("carol")


@pytest.fixture
def dave(db: None) -> User:
    return make_user("dave")


@pytest.fixture
def project(alice: User, bob: User, carol: User) -> Project:
    """Alice leads, Bob and Carol review; each claim needs both."""
    return make_project(lead=alice, reviewers=[bob, carol], overlap=2)


@pytest.fixture
def claims(project: Project) -> list[Claim]:
    return make_claims(project)


@pytest.fixture
def claim(claims: list[Claim]) -> Claim:
    return claims[1]
