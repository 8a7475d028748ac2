"""One person in two tabs: what is said in one counts in the other, and nothing is said twice."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Claim, Review
from annotations.workflow.editing import retire_claim
from tests.browser.signing_in import sign_in
from tests.factories import NOON, make_claims, make_project, make_user


@pytest.fixture
def claims(transactional_db: None) -> list[Claim]:
    return make_claims(
        make_project(lead=make_user("alice"), reviewers=[make_user("bob"), make_user("carol")])
    )


@pytest.fixture
def tabs(page: Page, live_server: LiveServer, claims: list[Claim]) -> tuple[Page, Page]:
    """Bob at the first claim in both."""
    sign_in(page.context, claims[0].article.project.memberships.get(user__username="bob").user, live_server)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"/articles/{claims[0].article_id}/?claim={claims[0].pk}")
    return page, other


def expect_card(page: Page, number: int) -> None:
    expect(page.locator("#card-title")).to_contain_text(f"Claim {number} of")


def test_the_same_claim_in_two_tabs_has_one_standing_verdict(tabs: tuple[Page, Page]) -> None:
    first, second = tabs
    first.keyboard.press("1")
    expect_card(first, 2)
    second.keyboard.press("2")
    expect_card(second, 2)
    assert [review.verdict for review in Review.objects.current()] == ["disputed"]
    assert Review.objects.count() == 2


def test_a_note_in_one_tab_is_not_lost_by_the_other(tabs: tuple[Page, Page], claims: list[Claim]) -> None:
    first, second = tabs
    first.locator("#justification").press_sequentially("Seen in the register")
    second.keyboard.press("j")
    expect_card(second, 2)
    second.keyboard.press("k")
    expect(second.locator("#justification")).to_have_value("Seen in the register")


def test_an_undo_in_one_tab_takes_back_what_the_other_said(tabs: tuple[Page, Page]) -> None:
    first, second = tabs
    first.keyboard.press("1")
    expect_card(first, 2)
    second.keyboard.press("u")
    expect(second.locator("#announcement")).to_have_text("Undone: verified.")
    assert not Review.objects.current().exists()


def test_a_claim_that_a_lead_took_out_meanwhile_is_said_and_left(
    tabs: tuple[Page, Page], claims: list[Claim], browser_problems: list[str]
) -> None:
    first, _second = tabs
    alice = claims[0].article.project.memberships.get(role="lead").user
    retire_claim(claim=claims[0], by=alice, at=NOON)
    first.keyboard.press("1")
    expect(first.locator("#trouble")).to_contain_text("A verdict was refused, and what you wrote is kept.")
    assert not Review.objects.exists()
    browser_problems.clear()


def test_signing_out_in_one_tab_keeps_the_verdict_of_the_other(tabs: tuple[Page, Page]) -> None:
    first, second = tabs
    second.get_by_role("button", name="Sign out").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Sign in")
    first.keyboard.press("1")
    expect(first.locator("#trouble")).to_contain_text("Your session has ended.")
    second.get_by_label("Username").fill("bob")
    second.get_by_label("Password").fill("password")
    second.locator("main").get_by_role("button", name="Sign in").click()
    first.locator("#trouble").get_by_role("link", name="Sign in").click()
    expect_card(first, 2)
    assert Review.objects.get().verdict == "verified"
