"""Projects, members and guidelines are written through the workflow."""

import pytest
from django.test import Client

from annotations.models import Membership, Project, Role, User
from tests.factories import make_project, make_user


@pytest.fixture
def as_dave(client: Client, db: None) -> Client:
    """Return the client of a superuser who is in no project."""
    client.force_login(make_user("Dave", is_staff=True, is_superuser=True))
    return client


def form_of(**changes: object) -> dict[str, object]:
    defaults = {"name": "Ferry", "slug": "ferry", "overlap": 3, "is_blind": "on", "evidence_policy": "warn"}
    queue = {"queue_strategy": "random", "queue_seed": 7, "lease_minutes": 60, "skip_reasons": '["opinion"]'}
    rest = {"edit_policy": "direct", "retest_percent": 5}
    return defaults | queue | rest | changes


def test_added_project_has_a_lead_and_an_open_round(as_dave: Client) -> None:
    as_dave.post("/manage/annotations/project/add/", form_of())
    project = Project.objects.get(slug="ferry")
    assert project.memberships.get().role == Role.LEAD
    assert project.rounds.get().closed_at is None


def test_overlap_of_zero_is_a_form_error(as_dave: Client) -> None:
    answer = as_dave.post("/manage/annotations/project/add/", form_of(overlap=0))
    assert answer.context["errors"]
    assert not Project.objects.exists()


def test_lead_changes_their_project(as_carol: Client, project: Project) -> None:
    as_carol.post(f"/manage/annotations/project/{project.pk}/change/", form_of(name="Other"))
    project.refresh_from_db()
    assert (project.name, project.slug, project.overlap) == ("Other", "harbour", 3)


def test_member_is_added_with_a_role(as_dave: Client, alice: User) -> None:
    project = make_project()
    as_dave.post(
        "/manage/annotations/membership/add/", {"project": project.pk, "user": alice.pk, "role": "observer"}
    )
    assert Membership.objects.get(project=project, user=alice).role == Role.OBSERVER


def test_refusal_becomes_a_message(as_carol: Client, carol: User, project: Project) -> None:
    own = carol.memberships.get()
    answer = as_carol.post(
        f"/manage/annotations/membership/{own.pk}/change/", {"role": "observer"}, follow=True
    )
    assert "only lead" in answer.text
    own.refresh_from_db()
    assert own.role == Role.LEAD


def test_last_lead_is_not_taken_out(as_carol: Client, carol: User, project: Project) -> None:
    own = carol.memberships.get()
    answer = as_carol.post(f"/manage/annotations/membership/{own.pk}/delete/", {"post": "yes"}, follow=True)
    assert "only lead" in answer.text
    assert Membership.objects.filter(pk=own.pk).exists()


def test_member_is_taken_out(as_carol: Client, alice: User, project: Project) -> None:
    row = alice.memberships.get()
    as_carol.post(f"/manage/annotations/membership/{row.pk}/delete/", {"post": "yes"})
    assert not alice.memberships.exists()


def test_guidelines_are_published_as_a_new_version(as_carol: Client, project: Project) -> None:
    for text in ("first", "second"):
        as_carol.post("/manage/annotations/guidelineversion/add/", {"project": project.pk, "text": text})
    assert list(project.guidelines.order_by("number").values_list("number", "text")) == [
        (1, "first"),
        (2, "second"),
    ]


def test_lead_cannot_add_members_to_another_project(as_carol: Client, project: Project, alice: User) -> None:
    other = make_project(name="Elsewhere")
    data = {"project": other.pk, "user": alice.pk, "role": "lead"}
    answer = as_carol.post("/manage/annotations/membership/add/", data)
    assert answer.context["errors"]
    assert not other.memberships.filter(user=alice).exists()


def test_superuser_adds_an_account(as_dave: Client) -> None:
    data = {
        "username": "erin",
        "usable_password": "true",
        "password1": "gk3-ferry-xx",
        "password2": "gk3-ferry-xx",
    }
    as_dave.post("/manage/annotations/user/add/", data)
    assert User.objects.get(username="erin").check_password("gk3-ferry-xx")
