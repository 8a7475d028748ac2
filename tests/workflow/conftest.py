"""A project with a lead, Alice, and two reviewers, Bob and Carol; each claim needs both."""

import pytest

from annotations.models import Claim, Project, User
from tests.factories import make_claims, make_project, make_user


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
    return make_project(lead=alice, reviewers=[bob, carol], overlap=2)


@pytest.fixture
def claims(project: Project) -> list[Claim]:
    return make_claims(project)


@pytest.fixture
def claim(claims: list[Claim]) -> Claim:
    return claims[1]
