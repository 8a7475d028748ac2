"""A blind project in which Alice has reviewed a claim, and Bob, who is to review it too, looks around."""

import pytest
from django.test import Client

from annotations.models import Comment, Project, Review, User
from annotations.workflow.reviewing import EvidenceDraft
from tests.factories import NOON, make_claims, make_project, make_review, make_user


@pytest.fixture
def alice(db: None) -> User:
    return make_user("Alice")


@pytest.fixture
def bob(db: None) -> User:
    """Return a reviewer who is a superuser, too: who runs the server may review as blind as anybody."""
    return make_user("Bob", is_staff=True, is_superuser=True)


@pytest.fixture
def carol(db: None) -> User:
    """Return the lead, who is staff and no superuser."""
    return make_user("Carol", is_staff=True)


@pytest.fixture
def project(alice: User, bob: User, carol: User) -> Project:
    return make_project(lead=carol, reviewers=[alice, bob])


@pytest.fixture
def review(project: Project, alice: User) -> Review:
    """Return Alice's review, with evidence and a remark on the claim, which is not complete."""
    claim = make_claims(project)[0]
    Comment.objects.create(claim=claim, author=alice, text="seen by alice", created_at=NOON)
    evidence = [EvidenceDraft(url="https://example.org/found-by-alice")]
    return make_review(claim, alice, justification="written by alice", evidence=evidence)


@pytest.fixture
def as_bob(client: Client, bob: User) -> Client:
    client.force_login(bob)
    return client


@pytest.fixture
def as_carol(client: Client, carol: User) -> Client:
    client.force_login(carol)
    return client
