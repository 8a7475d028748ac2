"""Alice leads, Bob and Carol review with an overlap of two, Erin observes, Dave is a stranger."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from annotations.models import Claim, Project, Role, User
from annotations.workflow.managing import set_role
from tests.factories import NOON, make_claims, make_project, make_user


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return {name: make_user(name) for name in ("alice", "bob", "carol", "dave", "erin")}


@pytest.fixture
def project(people: dict[str, User]) -> Project:
    project = make_project(lead=people["alice"], reviewers=[people["bob"], people["carol"]], overlap=2)
    set_role(project=project, user=people["erin"], role=Role.OBSERVER, by=None, at=NOON)
    return project


@pytest.fixture
def claims(project: Project) -> list[Claim]:
    return make_claims(project)


@pytest.fixture
def client_of(people: dict[str, User]) -> Callable[[str], APIClient]:
    def sign_in(name: str) -> APIClient:
        client = APIClient()
        client.force_login(people[name])
        return client

    return sign_in
