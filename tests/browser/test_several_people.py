"""Bob and Carol on the same article at the same time: neither learns the other's word before it is time."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Claim, Review
from tests.browser.signing_in import sign_in
from tests.factories import make_claims, make_project, make_user

SECRET = "Carol-found-this-in-the-register"


@pytest.fixture
def claims(transactional_db: None) -> list[Claim]:
    return make_claims(
        make_project(lead=make_user("alice"), reviewers=[make_user("bob"), make_user("carol")])
    )


@pytest.fixture
def open_desk(
    open_context: Callable[..., BrowserContext], live_server: LiveServer, claims: list[Claim]
) -> Callable[[str], Page]:
    """Open the article at its first claim, for somebody, in a browser of their own."""

    def open_one(name: str) -> Page:
        members = claims[0].article.project.memberships
        context = open_context(locale="en-GB", viewport={"width": 1440, "height": 900})
        sign_in(context, members.get(user__username=name).user, live_server)
        page = context.new_page()
        page.goto(f"/articles/{claims[0].article_id}/?claim={claims[0].pk}")
        return page

    return open_one


def judge(page: Page, key: str, why: str, *, then: int) -> None:
    page.locator("#justification").fill(why)
    page.keyboard.press("Escape")
    page.keyboard.press(key)
    expect(page.locator("#card-title")).to_contain_text(f"Claim {then} of")


def test_the_others_word_is_in_no_page_before_the_claim_is_complete(
    open_desk: Callable[[str], Page], claims: list[Claim]
) -> None:
    bob, carol, alice = (open_desk(name) for name in ("bob", "carol", "alice"))
    judge(carol, "r", SECRET, then=2)
    for page in (bob, alice):
        received: list[str] = []
        page.on("response", lambda answer, kept=received: kept.append(answer.text()))
        page.reload()
        page.keyboard.press("j")
        expect(page.locator("#card-title")).to_contain_text("Claim 2 of")
        page.keyboard.press("k")
        expect(page.locator("#card-title")).to_contain_text("Claim 1 of")
        assert page.locator("#article .claim.disputed").count() == 0
        assert received
        assert not [text for text in received if SECRET in text]
        assert SECRET not in page.content()
    judge(bob, "1", "It is on the ship.", then=2)
    bob.keyboard.press("k")
    expect(bob.locator(".others")).to_contain_text(SECRET)
    alice.reload()
    expect(alice.locator(".others")).to_contain_text(SECRET)


def test_the_page_is_the_same_whatever_the_other_said(
    open_desk: Callable[[str], Page], claims: list[Claim]
) -> None:
    carol, bob = open_desk("carol"), open_desk("bob")
    judge(carol, "1", SECRET, then=2)
    seen = []
    for verdict in ("verified", "disputed", "unsourced"):
        Review.objects.update(verdict=verdict)
        bob.reload()
        expect(bob.locator("#card-title")).to_contain_text("Claim 1 of")
        # Tokens of forms and of this card differ each time.
        seen.append(re.sub(r'value="[\w-]{36,64}"', "", bob.locator("#desk").inner_html()))
    assert seen[0] == seen[1] == seen[2]


def test_both_finish_and_read_how_far_they_agree(
    open_desk: Callable[[str], Page], claims: list[Claim]
) -> None:
    bob, carol = open_desk("bob"), open_desk("carol")
    for number in range(1, len(claims) + 1):
        for page, key in ((bob, "1"), (carol, "1" if number > 1 else "2")):
            expect(page.locator("#card-title")).to_contain_text(f"Claim {number} of")
            page.keyboard.press(key)
    for page in (bob, carol):
        expect(page.locator("#finished-title")).to_be_focused()
    carol.get_by_role("link", name="See the differences").click()
    expect(carol.locator("#differences > li")).to_have_count(1)
    assert Review.objects.current().count() == 2 * len(claims)
