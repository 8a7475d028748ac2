from typing import Any

import pytest
from django.test import Client

from annotations.models import Claim, Project, Role, User
from annotations.workflow.managing import set_role
from tests.factories import NOON, make_review

RETESTS = "/projects/harbour/retests/"
DAYS = 24 * 60


@pytest.fixture
def answered(project: Project, claims: list[Claim], bob: User, carol: User) -> Project:
    """The project with claims that came again: one to Bob, who said the same, and one to Carol."""
    project.retest_after_days, project.retest_percent = 2, 100
    project.save()
    for reviewer, again in ((bob, "verified"), (carol, "disputed")):
        make_review(claims[0], reviewer)
        make_review(claims[0], reviewer, again, minutes=3 * DAYS)
    make_review(claims[1], bob)
    return project


def test_a_lead_sees_everybodys_figures(client: Client, answered: Project, alice: User) -> None:
    client.force_login(alice)
    page = client.get(RETESTS).content.decode()
    for words in ("Bob", "Carol", "all together", "100 %", "n = 1", "too few", "after 2 days"):
        assert words in page


def test_a_reviewer_sees_their_own_and_no_settings(client: Client, answered: Project, bob: User) -> None:
    client.force_login(bob)
    page = client.get(RETESTS).content.decode()
    assert "100 %" in page
    assert "Carol" not in page
    assert "after 2 days" not in page


def test_what_is_due_is_silent(client: Client, answered: Project, bob: User) -> None:
    client.force_login(bob)
    (_bob, row), *others = client.get(RETESTS).context["rows"]
    assert (row.again, others) == (1, [])


def test_an_observer_sees_none(client: Client, answered: Project, dave: User) -> None:
    set_role(project=answered, user=dave, role=Role.OBSERVER, by=None, at=NOON)
    client.force_login(dave)
    page = client.get(RETESTS)
    assert "is shown to leads" in page.content.decode()
    assert list(page.context["rows"]) == []


def test_it_is_reached_from_the_project(client: Client, project: Project, bob: User) -> None:
    client.force_login(bob)
    assert RETESTS in client.get("/projects/harbour/").content.decode()
    assert "No claim that came again was answered yet." in client.get(RETESTS).content.decode()


def test_it_asks_as_little_for_two_reviewers_as_for_one(
    client: Client, answered: Project, alice: User, django_assert_num_queries: Any
) -> None:
    client.force_login(alice)
    # session, user, project, my role, round, claims that came again, reviewers
    with django_assert_num_queries(7):
        client.get(RETESTS)
