"""Work that is interrupted: the network is cut over several verdicts, the server fails, the session ends."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Claim, Review
from tests.browser.keyboard import Keyboard
from tests.browser.signing_in import sign_in
from tests.factories import make_claims, make_project, make_user


@pytest.fixture
def claims(transactional_db: None) -> list[Claim]:
    return make_claims(
        make_project(lead=make_user("alice"), reviewers=[make_user("bob"), make_user("carol")])
    )


@pytest.fixture
def hands(
    page: Page, live_server: LiveServer, claims: list[Claim], browser_problems: list[str]
) -> Iterator[Keyboard]:
    """Bob at the first claim; what the cut itself reports is no problem of the page."""
    sign_in(page.context, claims[0].article.project.memberships.get(user__username="bob").user, live_server)
    page.goto(f"/articles/{claims[0].article_id}/?claim={claims[0].pk}")
    hands = Keyboard(page)
    hands.wait()
    yield hands
    cut = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_FAILED", "status of 503")
    browser_problems[:] = [one for one in browser_problems if not any(word in one for word in cut)]


def expect_card(page: Page, number: int) -> None:
    expect(page.locator("#card-title")).to_contain_text(f"Claim {number} of")


def test_verdicts_on_several_claims_wait_for_the_network_and_all_arrive(
    page: Page, hands: Keyboard, claims: list[Claim]
) -> None:
    hands.press("j")
    expect_card(page, 2)
    # The next card comes ahead of its time.
    with page.expect_response(lambda answer: f"/claims/{claims[0].pk}/card/?next" in answer.url):
        hands.press("k")
    expect_card(page, 1)
    page.context.set_offline(True)
    hands.press("1")
    expect(page.locator("#saving")).to_contain_text("Kept here, not saved yet: 1.")
    hands.press("j")
    expect_card(page, 2)
    hands.press("2")
    expect(page.locator("#saving")).to_contain_text("Kept here, not saved yet: 2.")
    assert not Review.objects.exists()
    page.context.set_offline(False)
    expect(page.locator(f"#c{claims[0].pk}")).to_contain_class("verified")
    expect(page.locator(f"#c{claims[1].pk}")).to_contain_class("disputed")
    words = Review.objects.current().order_by("claim__start").values_list("claim", "verdict")
    assert list(words) == [(claims[0].pk, "verified"), (claims[1].pk, "disputed")]


def test_a_save_that_arrived_and_whose_answer_was_lost_is_one_review(
    page: Page, hands: Keyboard, claims: list[Claim]
) -> None:
    lost = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort("connectionfailed")

    page.route("**/review/", lose_the_first_answer)
    hands.press("1")
    expect_card(page, 2)
    assert len(lost) == 1
    assert Review.objects.count() == 1


def test_a_server_that_fails_is_asked_again(page: Page, hands: Keyboard, claims: list[Claim]) -> None:
    page.route("**/review/", lambda route: route.fulfill(status=503))
    hands.press("3")
    expect(page.locator("#trouble")).to_contain_text("the server met an error")
    page.unroute("**/review/")
    page.locator("[data-retry]").click()
    expect_card(page, 2)
    expect(page.locator("#trouble")).to_be_empty()
    assert Review.objects.get().verdict == "unsourced"


def test_a_page_that_is_closed_without_a_network_sends_its_verdict_when_it_opens_again(
    page: Page, hands: Keyboard, claims: list[Claim]
) -> None:
    page.context.set_offline(True)
    hands.press("2")
    expect(page.locator("#saving")).to_contain_text("Kept here")
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"/articles/{claims[0].article_id}/?claim={claims[0].pk}")
    expect_card(again, 2)
    assert Review.objects.get().verdict == "disputed"


def test_a_session_that_ended_asks_to_sign_in_and_sends_what_was_written_by_keyboard(
    page: Page, hands: Keyboard, claims: list[Claim]
) -> None:
    hands.press("w")
    page.keyboard.insert_text("A long note")
    hands.press("Escape")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    hands.press("r")
    expect(page.locator("#trouble")).to_contain_text("Your session has ended.")
    hands.reach(page.locator("#trouble").get_by_role("link", name="Sign in"))
    hands.press("Enter")
    hands.write("Username", "bob")
    hands.write("Password", "password")
    hands.press("Enter")
    expect_card(page, 2)
    review = Review.objects.get()
    assert (review.reason, review.justification) == ("refuted", "A long note")


def test_another_person_at_the_same_browser_sends_nothing_of_the_first(
    page: Page, hands: Keyboard, claims: list[Claim], live_server: LiveServer
) -> None:
    page.context.set_offline(True)
    hands.press("2")
    expect(page.locator("#saving")).to_contain_text("Kept here")
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    sign_in(page.context, claims[0].article.project.memberships.get(user__username="carol").user, live_server)
    others = page.context.new_page()
    others.goto(f"/articles/{claims[0].article_id}/?claim={claims[0].pk}")
    Keyboard(others).wait()
    expect(others.locator("#saving")).to_be_empty()
    assert not Review.objects.exists()
