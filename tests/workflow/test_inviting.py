from datetime import timedelta

import pytest

from annotations.models import Invitation, Project, Role, User
from annotations.workflow.inviting import (
    AccountInvalid,
    InvitationInvalid,
    find_invitation,
    invite,
    join,
    join_as_newcomer,
    revoke_invitation,
)
from annotations.workflow.refusals import NotAllowed
from tests.factories import NOON, make_user

TOMORROW = NOON + timedelta(days=1)
SECRET = "a long river of words"


@pytest.fixture
def token(project: Project, alice: User) -> str:
    return invite(project=project, role=Role.REVIEWER, by=alice, at=NOON, expires_at=TOMORROW).token


def test_whoever_has_the_link_joins_in_its_role(token: str, project: Project, dave: User) -> None:
    assert join(token=token, user=dave, at=NOON).role == Role.REVIEWER
    assert Invitation.objects.get().uses == 1


def test_a_member_keeps_their_role(token: str, alice: User) -> None:
    assert join(token=token, user=alice, at=NOON).role == Role.LEAD
    assert Invitation.objects.get().uses == 0


def test_the_token_itself_is_kept_nowhere(token: str) -> None:
    assert token not in str(Invitation.objects.values().get())


@pytest.mark.parametrize("case", ["wrong", "expired", "revoked"])
def test_a_link_that_is_not_valid(token: str, case: str, alice: User, dave: User) -> None:
    if case == "revoked":
        revoke_invitation(invitation=Invitation.objects.get(), by=alice, at=NOON)
    with pytest.raises(InvitationInvalid):
        join(token="x" if case == "wrong" else token, user=dave, at=TOMORROW if case == "expired" else NOON)


def test_a_newcomer_gets_an_account_and_a_place(token: str, project: Project) -> None:
    erin = join_as_newcomer(token=token, username="erin", password=SECRET, first_name="Erin", at=NOON)
    assert erin.check_password(SECRET)
    assert project.memberships.get(user=erin).role == Role.REVIEWER


@pytest.mark.parametrize(("username", "password"), [("bob", SECRET), ("erin", "12345678"), ("", SECRET)])
def test_an_account_that_cannot_be(token: str, username: str, password: str) -> None:
    with pytest.raises(AccountInvalid):
        join_as_newcomer(token=token, username=username, password=password, at=NOON)
    assert not User.objects.filter(username="erin").exists()


def test_only_leads_invite_and_only_ahead(project: Project, alice: User, bob: User) -> None:
    with pytest.raises(NotAllowed):
        invite(project=project, role=Role.LEAD, by=bob, at=NOON, expires_at=TOMORROW)
    with pytest.raises(InvitationInvalid):
        invite(project=project, role=Role.LEAD, by=alice, at=NOON, expires_at=NOON)
    made = invite(
        project=project, role=Role.LEAD, by=make_user("root", is_superuser=True), at=NOON, expires_at=TOMORROW
    )
    assert find_invitation(token=made.token, at=NOON) == made.invitation
