from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.models import Claim, Invitation, Membership, Project, User
from annotations.workflow.managing import archive_project
from tests.factories import NOON, make_article, make_claims, make_project, make_user

ClientOf = Callable[[str], APIClient]
Budget = Callable[[int], CaptureQueriesContext]
HARBOUR = "/api/v1/projects/harbour/"


@pytest.fixture
def root(db: None) -> APIClient:
    client = APIClient()
    client.force_login(make_user("root", is_superuser=True))
    return client


def test_a_superuser_makes_a_project_and_leads_it(root: APIClient) -> None:
    answer = root.post("/api/v1/projects/", {"name": "The Pier", "overlap": 3, "skip_reasons": ["opinion"]})
    made = answer.json()
    assert (answer.status_code, made["slug"], made["role"], made["open_round"]) == (
        201,
        "the-pier",
        "lead",
        1,
    )
    assert (made["overlap"], made["skip_reasons"]) == (3, ["opinion"])


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("name", "a\0b"),
        ("overlap", 0),
        ("overlap", -1),
        ("overlap", 10**18),
        ("overlap", "many"),
        ("skip_reasons", []),
        ("skip_reasons", ["bored"]),
        ("skip_reasons", "opinion"),
        ("evidence_policy", "maybe"),
        ("edit_policy", "maybe"),
        ("queue_strategy", "luck"),
        ("queue_seed", -1),
        ("queue_seed", 10**18),
        ("lease_minutes", 0),
        ("target_agreement", 1.5),
        ("target_agreement", "nan"),
        ("target_agreement", "inf"),
        ("retest_after_days", 0),
        ("retest_percent", 101),
    ],
)
def test_a_setting_outside_of_what_it_may_be(
    setting: str, value: object, project: Project, client_of: ClientOf, root: APIClient
) -> None:
    before = Project.objects.filter(pk=project.pk).values().get()
    assert client_of("alice").patch(f"{HARBOUR}settings/", {setting: value}).status_code == 400
    assert root.post("/api/v1/projects/", {"name": "Pier", setting: value}).status_code == 400
    assert Project.objects.values().get() == before


def test_a_setting_alone_leaves_the_others(project: Project, client_of: ClientOf) -> None:
    changed = client_of("alice").patch(f"{HARBOUR}settings/", {"target_agreement": 0.8}).json()
    assert (changed["target_agreement"], changed["overlap"], changed["name"]) == (0.8, 2, "Harbour")


def test_a_project_is_put_aside_and_brought_back(project: Project, client_of: ClientOf) -> None:
    alice = client_of("alice")
    assert alice.post(f"{HARBOUR}archive/").json()["archived_at"] is not None
    assert alice.delete(f"{HARBOUR}archive/").json()["archived_at"] is None


def test_a_member_gets_another_role_and_leaves(project: Project, client_of: ClientOf) -> None:
    alice = client_of("alice")
    assert alice.put(f"{HARBOUR}members/bob/", {"role": "lead"}).json()["role"] == "lead"
    assert alice.put(f"{HARBOUR}members/bob/", {"role": "king"}).status_code == 400
    assert alice.delete(f"{HARBOUR}members/bob/").status_code == 204
    last = alice.delete(f"{HARBOUR}members/alice/")
    assert (last.status_code, last.json()["code"]) == (409, "last_lead")


def test_a_stranger_cannot_be_drawn_in_by_name(project: Project, client_of: ClientOf) -> None:
    assert client_of("alice").put(f"{HARBOUR}members/dave/", {"role": "reviewer"}).status_code == 404
    assert not Membership.objects.filter(user__username="dave").exists()


def test_an_invitation_tells_its_link_once(project: Project, client_of: ClientOf) -> None:
    alice = client_of("alice")
    answer = alice.post(f"{HARBOUR}invitations/", {"role": "observer", "days": 3})
    link = answer.json()["link"]
    assert answer["Cache-Control"] == "no-store"
    assert Client().get(link).status_code == 200
    listed = alice.get(f"{HARBOUR}invitations/")
    assert link.split("/")[-2] not in listed.text
    assert "hash" not in listed.text
    alice.post(f"/api/v1/invitations/{listed.json()['results'][0]['id']}/revoke/")
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("body", [{"role": "king"}, {"days": 0}, {"days": 366}, {"days": 10**18}])
def test_an_invitation_that_is_none(body: dict[str, object], project: Project, client_of: ClientOf) -> None:
    assert client_of("alice").post(f"{HARBOUR}invitations/", body).status_code == 400
    assert not Invitation.objects.exists()


def test_an_article_is_assigned_seen_and_taken_back(claims: list[Claim], client_of: ClientOf) -> None:
    alice, bob, carol = (client_of(name) for name in ("alice", "bob", "carol"))
    body = {"article": claims[0].article_id, "reviewer": "bob"}
    given = alice.post(f"{HARBOUR}assignments/", body).json()
    assert (given["reviewer"], given["assigned_by"], given["lease_ends_at"]) == ("bob", "alice", None)
    seen = [client.get(f"{HARBOUR}assignments/").json()["count"] for client in (alice, bob, carol)]
    assert seen == [1, 1, 0]
    assert carol.post(f"/api/v1/assignments/{given['id']}/take-back/").status_code == 403
    assert bob.post(f"/api/v1/assignments/{given['id']}/take-back/").json()["returned_at"] is not None
    again = alice.post(f"/api/v1/assignments/{given['id']}/take-back/")
    assert (again.status_code, again.json()["code"]) == (409, "not_held")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"reviewer": "dave"}, 400),
        ({"reviewer": "erin"}, 403),
        ({"reviewer": "b\0b"}, 400),
        ({"article": 10**18}, 400),
        ({"article": 10**30}, 400),
        ({"lease_ends_at": "2020-01-01T00:00Z"}, 400),
        ({"lease_ends_at": "soon"}, 400),
    ],
)
def test_an_assignment_that_is_none(
    change: dict[str, object], status: int, claims: list[Claim], client_of: ClientOf
) -> None:
    body = {"article": claims[0].article_id, "reviewer": "bob", **change}
    assert client_of("alice").post(f"{HARBOUR}assignments/", body).status_code == status


def test_another_projects_rows_are_not_there(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    pier = make_project(lead=people["dave"], reviewers=[people["bob"]], name="Pier")
    foreign, dave, alice = make_article(pier), client_of("dave"), client_of("alice")
    body = {"article": foreign.pk, "reviewer": "bob"}
    assert alice.post(f"{HARBOUR}assignments/", body).status_code == 400
    given = dave.post("/api/v1/projects/pier/assignments/", body).json()["id"]
    invited = dave.post("/api/v1/projects/pier/invitations/", {}).json()["invitation"]["id"]
    assert alice.post(f"/api/v1/assignments/{given}/take-back/").status_code == 404
    assert alice.post(f"/api/v1/invitations/{invited}/revoke/").status_code == 404
    assert alice.post(f"/api/v1/invitations/{10**30}/revoke/").status_code == 404


def test_the_same_guidelines_are_the_same_version(project: Project, client_of: ClientOf) -> None:
    alice = client_of("alice")
    numbers = [
        alice.post(f"{HARBOUR}guidelines/", {"text": text}).json()["number"]
        for text in ("Be kind.\n", "Be kind.\r\n", "Be exact.")
    ]
    assert numbers == [1, 1, 2]
    listed = client_of("bob").get(f"{HARBOUR}guidelines/").json()["results"]
    assert [version["text"] for version in listed] == ["Be exact.", "Be kind.\n"]


def test_rounds_follow_one_another(claims: list[Claim], client_of: ClientOf) -> None:
    alice = client_of("alice")
    assert alice.post(f"{HARBOUR}rounds/1/close/").json()["closed_at"] is not None
    assert alice.post(f"{HARBOUR}rounds/1/close/").json()["code"] == "round_closed"
    assert alice.post(f"{HARBOUR}rounds/1/reopen/").json()["closed_at"] is None
    assert alice.post(f"{HARBOUR}rounds/{10**30}/close/").status_code == 404
    alice.post(f"{HARBOUR}rounds/1/close/")
    assert alice.post(f"{HARBOUR}rounds/").json()["number"] == 2


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # session, user, project, count, members with their names
        ("members/", 5),
        # session, user, project, role, count, invitations with their makers
        ("invitations/", 6),
        # session, user, project, open round, role, count, assignments with their people
        ("assignments/", 7),
        # session, user, project, count, versions with their makers
        ("guidelines/", 5),
        # session, user, project, count, rounds
        ("rounds/", 5),
    ],
)
def test_a_list_asks_a_fixed_number_of_times(
    path: str, queries: int, project: Project, client_of: ClientOf, django_assert_num_queries: Budget
) -> None:
    alice = client_of("alice")
    for text in ("One claim is here.", "Two claims are here."):
        body = {"article": make_claims(project, text)[0].article_id, "reviewer": "bob"}
        alice.post(f"{HARBOUR}assignments/", body)
        alice.post(f"{HARBOUR}invitations/", {})
        alice.post(f"{HARBOUR}guidelines/", {"text": text})
    with django_assert_num_queries(queries):
        alice.get(f"{HARBOUR}{path}")


def test_a_lead_reads_on_in_an_archived_project(project: Project, people: dict[str, User]) -> None:
    archive_project(project=project, by=people["alice"], at=NOON)
    client = APIClient()
    client.force_login(people["alice"])
    settings = client.get(f"{HARBOUR}settings/").json()
    archived = client.get(HARBOUR).json()["archived_at"]
    assert (settings["name"], datetime.fromisoformat(archived)) == ("Harbour", NOON.astimezone(UTC))
