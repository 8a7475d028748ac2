import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from annotations.models import Invitation, Project, Role, User
from annotations.workflow.inviting import invite
from tests.factories import make_claims, make_review, make_user

MEMBERS = "/projects/harbour/members/"
ACCOUNT = {"username": "erin", "first_name": "Erin", "last_name": "", "password": "a long river of words"}


def link_for(project: Project, by: User, role: Role = Role.REVIEWER) -> str:
    now = timezone.now()
    invited = invite(project=project, role=role, by=by, at=now, expires_at=now + timedelta(days=1))
    return f"/join/{invited.token}/"


def test_members_are_listed_with_how_much_they_did(client: Client, project: Project, bob: User) -> None:
    make_review(make_claims(project)[0], bob)
    client.force_login(bob)
    page = client.get(MEMBERS).content.decode()
    assert re.search(
        r"Bob.*?reviewer.*?<td class=\"number\"[^>]*>1</td><td class=\"number\"[^>]*>0</td>", page, re.DOTALL
    )
    assert "Invite by a link" not in page


def test_a_link_is_shown_once_and_leads_in(client: Client, project: Project, alice: User) -> None:
    client.force_login(alice)
    page = client.post(MEMBERS, {"invite": "yes", "role": "reviewer", "days": "7"}).content.decode()
    link = re.search(r"http://testserver(/join/[\w-]+/)", page)
    assert link is not None
    assert "/join/" not in client.get(MEMBERS).content.decode()
    client.force_login(make_user("dave"))
    page = client.post(link[1], follow=True).content.decode()
    assert "Welcome." in page


def test_a_newcomer_makes_an_account(client: Client, project: Project, alice: User) -> None:
    link = link_for(project, alice)
    assert "Make an account" in client.get(link).content.decode()
    page = client.post(link, ACCOUNT, follow=True).content.decode()
    assert "Welcome." in page
    assert project.memberships.get(user__username="erin").role == "reviewer"


def test_an_account_that_cannot_be_is_told_why(
    client: Client, project: Project, alice: User, bob: User
) -> None:
    link = link_for(project, alice)
    for wrong in ({"username": "bob"}, {"password": "12345678"}, {"username": ""}):
        answer = client.post(link, {**ACCOUNT, **wrong})
        assert answer.status_code == 422
        assert 'class="errorlist' in answer.content.decode()
    assert not User.objects.filter(username="erin").exists()


def test_a_link_that_was_taken_back_says_what_to_do(client: Client, project: Project, alice: User) -> None:
    link = link_for(project, alice)
    client.force_login(alice)
    client.post(MEMBERS, {"revoke": Invitation.objects.get().pk})
    answer = client.get(link)
    assert answer.status_code == 410
    assert "Ask a lead" in answer.content.decode()


def test_a_lead_changes_roles_and_takes_members_out(
    client: Client, project: Project, alice: User, bob: User
) -> None:
    client.force_login(alice)
    member = project.memberships.get(user=bob)
    client.post(MEMBERS, {"member": member.pk, "role": "observer"})
    member.refresh_from_db()
    assert member.role == "observer"
    client.post(MEMBERS, {"member": member.pk, "role": "observer", "remove": "yes"})
    assert not project.memberships.filter(user=bob).exists()


def test_the_last_lead_stays(client: Client, project: Project, alice: User) -> None:
    client.force_login(alice)
    own = project.memberships.get(user=alice)
    page = client.post(MEMBERS, {"member": own.pk, "remove": "yes"}, follow=True).content.decode()
    assert "only lead" in page


def test_reviewers_change_nobody(client: Client, project: Project, bob: User, alice: User) -> None:
    client.force_login(bob)
    lead = project.memberships.get(user=alice)
    assert client.post(MEMBERS, {"member": lead.pk, "role": "observer"}).status_code == 403


def test_the_list_asks_as_little_for_many_as_for_few(
    client: Client, project: Project, alice: User, django_assert_num_queries: Any
) -> None:
    client.force_login(alice)
    # session, user, project, my role, round, counts, members, links
    with django_assert_num_queries(8):
        client.get(MEMBERS)
