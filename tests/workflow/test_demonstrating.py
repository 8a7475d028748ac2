"""The demo's team: what the fixture holds, and that loading it again changes nothing of anyone's."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from annotations.models import Membership, Project, Role, User
from annotations.workflow.demonstrating import (
    LINK_SECONDS,
    load_absent,
    read_entry,
    set_first_passwords,
    sign_entry,
)
from annotations.workflow.managing import change_project
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
DEMO = FIXTURES / "demo.json"


def test_fixture_is_a_whole_team() -> None:
    load_absent(fixture=DEMO)
    project = Project.objects.get(slug="security-guarantees")
    roles = list(project.memberships.order_by("role", "user__username").values_list("role", flat=True))
    assert roles == ["lead", "observer", "reviewer", "reviewer", "reviewer", "reviewer"]
    assert (project.overlap, project.is_blind, project.evidence_policy) == (4, True, "warn")
    assert project.rounds.get().closed_at is None


def test_nobody_of_the_fixture_has_a_password() -> None:
    load_absent(fixture=DEMO)
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert all(user.is_demo and not user.is_superuser for user in User.objects.all())


def test_plain_loaddata_loads_the_fixture_too() -> None:
    call_command("loaddata", DEMO, verbosity=0)
    assert Membership.objects.count() == 6
    assert load_absent(fixture=DEMO) == 0


def test_fixture_holds_the_guidelines_of_the_file_beside_it() -> None:
    rows = json.loads(DEMO.read_text(encoding="utf-8"))
    held = [row["fields"]["text"] for row in rows if row["model"] == "annotations.guidelineversion"]
    assert held == [(FIXTURES / "guidelines.md").read_text(encoding="utf-8")], (
        "fixtures/guidelines.md has changed: copy its text into fixtures/demo.json"
    )


def test_loading_again_overwrites_nothing() -> None:
    load_absent(fixture=DEMO)
    project = Project.objects.get()
    change_project(
        project=project,
        by=User.objects.get(username="alice"),
        name="Ours",
        description="",
        overlap=2,
        is_blind=False,
        evidence_policy="none",
        at=NOON,
    )
    Membership.objects.filter(user__username="frank").delete()
    assert load_absent(fixture=DEMO) == 0
    assert Project.objects.get().name == "Ours"
    assert Membership.objects.count() == 5


def test_account_that_was_there_before_keeps_its_owner() -> None:
    own = make_user("Bob", email="bob@example.org")
    load_absent(fixture=DEMO)
    own.refresh_from_db()
    assert (own.email, own.is_demo, own.check_password("password")) == ("bob@example.org", False, True)
    assert own.memberships.get().role == Role.REVIEWER


def test_first_password_is_set_once() -> None:
    load_absent(fixture=DEMO)
    erin = User.objects.get(username="erin")
    accounts = set_first_passwords(users=[erin], noted={"erin": "first"})
    assert [account.password for account in accounts] == ["first"]
    assert erin.check_password("first")


def test_password_that_a_person_set_is_kept_and_not_told() -> None:
    load_absent(fixture=DEMO)
    erin = User.objects.get(username="erin")
    erin.set_password("her own")
    accounts = set_first_passwords(users=[erin], noted={"erin": "first"})
    assert [account.password for account in accounts] == [None]
    assert erin.check_password("her own")


def test_entry_token_names_its_account() -> None:
    load_absent(fixture=DEMO)
    erin = User.objects.get(username="erin")
    assert read_entry(sign_entry(user=erin)) == erin


def test_entry_token_is_refused_when_forged_or_of_no_demo_account() -> None:
    person = make_user("Alice")
    assert read_entry("erin:forged") is None
    assert read_entry(sign_entry(user=person)) is None


def test_entry_token_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    load_absent(fixture=DEMO)
    token = sign_entry(user=User.objects.get(username="erin"))
    monkeypatch.setattr("annotations.workflow.demonstrating.LINK_SECONDS", -1)
    assert LINK_SECONDS == 24 * 60 * 60
    assert read_entry(token) is None
