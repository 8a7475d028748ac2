"""A reviewer's whole day without a mouse: from signing in to the last article."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Claim, Review, User
from annotations.workflow.managing import publish_guidelines
from tests.browser.keyboard import Keyboard
from tests.factories import NOON, make_claims, make_project, make_user

SECOND = "The bridge opened in 1964. It carries two lanes."


@pytest.fixture
def claims(transactional_db: None) -> list[Claim]:
    """The claims of two articles that wait for Bob; Alice has published guidelines."""
    alice = make_user("alice")
    project = make_project(lead=alice, reviewers=[make_user("bob"), make_user("carol")])
    publish_guidelines(project=project, text="Judge the **content**, not its source.", by=alice, at=NOON)
    return [*make_claims(project), *make_claims(project, SECOND)]


def expect_card(page: Page, number: int) -> None:
    expect(page.locator("#card-title")).to_contain_text(f"Claim {number} of")


def sign_in_by_hand(hands: Keyboard) -> None:
    hands.write("Username", "bob")
    hands.write("Password", "password")
    hands.press("Enter")


def open_article(page: Page, article: int) -> Keyboard:
    """Sign in on the way to an article, and wait until its page listens to keys."""
    page.goto(f"/articles/{article}/")
    hands = Keyboard(page)
    sign_in_by_hand(hands)
    hands.wait()
    expect_card(page, 1)
    return hands


def test_the_whole_day(page: Page, live_server: LiveServer, claims: list[Claim]) -> None:
    hands, first = Keyboard(page), [claim for claim in claims if claim.article_id == claims[0].article_id]
    page.goto("/")
    sign_in_by_hand(hands)
    hands.follow("Harbour")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour")
    hands.follow("Start reviewing")
    hands.wait()
    order = [first, claims[len(first) :]]
    expect_card(page, 1)
    if page.locator("#card").get_attribute("data-claim") != str(first[0].pk):
        order.reverse()
    for place, article in enumerate(order):
        work_through(page, hands, article)
        if place == 0:
            hands.follow("Next article")
            hands.wait()
            expect_card(page, 1)
    hands.follow("Nothing more waits: to the project")
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    assert Review.objects.current().count() == len(claims)


def work_through(page: Page, hands: Keyboard, article: list[Claim]) -> None:
    """Judge every claim of the article, each in another way."""
    ways = ("1", "2", "c", "3", "1")
    for number, key in zip(range(1, len(article) + 1), ways, strict=False):
        expect_card(page, number)
        hands.press(key)
    expect(page.locator("#finished-title")).to_be_focused()


def test_a_verdict_with_all_that_belongs_to_it(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    hands = open_article(page, claims[0].article_id)
    hands.press("v")
    page.keyboard.insert_text("https://example.org/register")
    hands.write("Quoted passage", "300 cars a day")
    hands.press("Escape", "f", "f", "w")
    page.keyboard.insert_text("The register says 300.")
    hands.press("Escape", "r")
    expect_card(page, 2)
    review = Review.objects.get()
    assert (review.verdict, review.reason, review.confidence) == ("disputed", "refuted", 2)
    assert review.justification == "The register says 300."
    piece = review.evidence.get()
    assert (piece.url, piece.quoted_passage) == ("https://example.org/register", "300 cars a day")
    assert review.guideline_version is not None
    assert review.seconds_on_task is not None


def test_a_skip_its_undo_and_another_word(page: Page, live_server: LiveServer, claims: list[Claim]) -> None:
    hands = open_article(page, claims[0].article_id)
    hands.press("s")
    expect(page.locator(".reasons button").first).to_be_focused()
    hands.press("ArrowDown", "ArrowDown", "Enter")
    expect_card(page, 2)
    assert Review.objects.get().skip_reason == "forecast"
    hands.press("u")
    expect_card(page, 1)
    hands.press("s", "Escape", "3")
    expect_card(page, 2)
    assert [review.verdict for review in Review.objects.current()] == ["unsourced"]


def test_the_cheat_sheet_comes_and_goes_and_nothing_is_judged_under_it(
    page: Page, live_server: LiveServer, claims: list[Claim]
) -> None:
    hands = open_article(page, claims[0].article_id)
    hands.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    hands.press("1", "Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert not Review.objects.exists()
    hands.press("1")
    expect_card(page, 2)


def test_ones_own_keys_work_at_once(page: Page, live_server: LiveServer, claims: list[Claim]) -> None:
    hands = Keyboard(page)
    page.goto("/keys/")
    sign_in_by_hand(hands)
    hands.write("Verified", "q")
    hands.push("Save the keys")
    expect(page.get_by_label("Verified", exact=True)).to_have_value("q")
    page.goto(f"/articles/{claims[0].article_id}/")
    hands.press("1")
    hands.press("q")
    expect_card(page, 2)
    assert Review.objects.get().verdict == "verified"
    assert User.objects.get(username="bob").key_bindings == {"verified": "q"}
