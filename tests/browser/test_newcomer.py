"""Somebody invited by a link: makes an account and gives the first verdict, without a mouse."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Membership, Project, Review, Role, User
from annotations.workflow.inviting import Invited, invite, revoke_invitation
from annotations.workflow.managing import publish_guidelines
from tests.browser.keyboard import Keyboard
from tests.browser.signing_in import sign_in
from tests.factories import NOON, make_claims, make_project, make_user


@pytest.fixture
def project(transactional_db: None) -> Project:
    project = make_project(lead=make_user("alice"), description="Is the ferry worth it?")
    publish_guidelines(project=project, text="Judge the content.", by=lead_of(project), at=NOON)
    make_claims(project)
    return project


def lead_of(project: Project) -> User:
    return project.memberships.get(role=Role.LEAD).user


def make_link(project: Project, *, until: datetime | None = None) -> Invited:
    now = timezone.now()
    ends = until or now + timedelta(days=1)
    at = min(now, ends - timedelta(days=1))
    return invite(project=project, role=Role.REVIEWER, by=lead_of(project), at=at, expires_at=ends)


def test_from_the_link_to_the_first_verdict(page: Page, live_server: LiveServer, project: Project) -> None:
    hands = Keyboard(page)
    page.goto(f"/join/{make_link(project).token}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Join Harbour")
    hands.write("Username", "dave")
    hands.write("First name", "Dave")
    hands.write("Password", "a ferry at dawn")
    hands.push("Make the account and join")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour")
    expect(page.get_by_text("Welcome.")).to_be_visible()
    hands.follow("Guidelines")
    expect(page.get_by_text("Judge the content.")).to_be_visible()
    hands.follow("Review")
    hands.wait()
    expect(page.locator("#card-title")).to_contain_text("Claim 1 of")
    hands.press("1")
    expect(page.locator("#card-title")).to_contain_text("Claim 2 of")
    assert Review.objects.get().reviewer.username == "dave"


def test_a_password_that_is_too_easy_keeps_the_rest(
    page: Page, live_server: LiveServer, project: Project, browser_problems: list[str]
) -> None:
    hands = Keyboard(page)
    page.goto(f"/join/{make_link(project).token}/")
    hands.write("Username", "dave")
    hands.write("Password", "1234")
    hands.push("Make the account and join")
    expect(page.get_by_text("This password is too short.")).to_be_visible()
    expect(page.get_by_label("Username", exact=True)).to_have_value("dave")
    hands.write("Password", "a ferry at dawn")
    hands.push("Make the account and join")
    expect(page.get_by_text("Welcome.")).to_be_visible()
    assert all("422" in problem for problem in browser_problems)
    browser_problems.clear()


def test_who_has_an_account_joins_with_it(page: Page, live_server: LiveServer, project: Project) -> None:
    sign_in(page.context, make_user("dave"), live_server)
    hands = Keyboard(page)
    page.goto(f"/join/{make_link(project).token}/")
    hands.push("Join as Dave")
    expect(page.get_by_text("Welcome.")).to_be_visible()
    assert Membership.objects.get(user__username="dave").role == Role.REVIEWER


def test_who_has_an_account_signs_in_first_and_comes_back(
    page: Page, live_server: LiveServer, project: Project
) -> None:
    make_user("dave")
    hands = Keyboard(page)
    page.goto(f"/join/{make_link(project).token}/")
    hands.reach(page.locator("main").get_by_role("link", name="Sign in"))
    hands.press("Enter")
    hands.write("Username", "dave")
    hands.write("Password", "password")
    hands.press("Enter")
    hands.push("Join as Dave")
    expect(page.get_by_text("Welcome.")).to_be_visible()


@pytest.mark.parametrize("why", ["expired", "revoked", "invented"])
def test_a_link_that_does_not_work_says_what_to_do(
    why: str, page: Page, live_server: LiveServer, project: Project, browser_problems: list[str]
) -> None:
    made = make_link(project, until=NOON) if why == "expired" else make_link(project)
    if why == "revoked":
        revoke_invitation(invitation=made.invitation, by=lead_of(project), at=timezone.now())
    page.goto(f"/join/{'x' * 32 if why == 'invented' else made.token}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work")
    expect(page.get_by_text("Ask a lead of the project for a new one.")).to_be_visible()
    assert "Harbour" not in page.content()
    assert all("410" in problem for problem in browser_problems)
    browser_problems.clear()
