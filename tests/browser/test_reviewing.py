"""The reviewing workspace in a real browser: by keyboard, without a network, without scripts, in the dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from annotations.models import Claim, Project, Review, User
from tests.browser.signing_in import sign_in
from tests.factories import make_article, make_claims, make_project, make_review, make_user

SEEDS = Path(settings.BASE_DIR) / "seeds"


@pytest.fixture
def bob(transactional_db: None) -> User:
    return make_user("bob")


@pytest.fixture
def project(bob: User) -> Project:
    return make_project(lead=make_user("alice"), reviewers=[bob, make_user("carol")])


def workspace_of(claim: Claim) -> str:
    return f"{reverse('workspace', args=[claim.article_id])}?claim={claim.pk}"


def expect_card(page: Page, number: int) -> None:
    expect(page.locator("#card-title")).to_contain_text(f"Claim {number} of")


def test_whole_article_by_keyboard_without_a_page_load(page, live_server, bob, project):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    page.evaluate("window.survives = true")
    page.keyboard.press("1")
    expect(page.locator("#announcement")).to_have_text(f"Saved: verified. Next: claim 2 of {len(claims)}.")
    page.keyboard.press("u")
    expect(page.locator("#announcement")).to_have_text("Undone: verified.")
    for number, key in enumerate("12", start=1):
        page.keyboard.press(key)
        expect_card(page, number + 1)
    page.keyboard.press("k")
    expect_card(page, 2)
    page.keyboard.press("j")
    expect_card(page, 3)
    page.keyboard.press("s")
    page.keyboard.press("2")
    for number in range(4, len(claims) + 1):
        expect_card(page, number)
        page.keyboard.press("3")
    expect(page.locator("#finished-title")).to_be_focused()
    assert page.evaluate("window.survives")
    words = Review.objects.current().order_by("claim__start").values_list("verdict", "skip_reason")
    assert list(words[:4]) == [("verified", ""), ("disputed", ""), ("", "opinion"), ("unsourced", "")]
    assert len(words) == len(claims)


def test_marks_in_the_text_follow_the_verdicts(page, live_server, bob, project):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    page.keyboard.press("r")
    expect(page.locator(f"#c{claims[0].pk}")).to_have_class("run claim disputed")
    expect(page.locator(f"#c{claims[1].pk}")).to_have_class("run claim todo current")
    page.locator(f"#c{claims[0].pk}").click()
    expect_card(page, 1)
    assert page.url.endswith(f"#c{claims[0].pk}")


def test_keys_are_dead_while_typing_and_alive_after_escape(page, live_server, bob, project):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    page.locator("#justification").press_sequentially("123 skj?")
    page.locator("[name=evidence_url]").first.press("Enter")
    page.keyboard.press("Control+1")
    expect(page.locator("#justification")).to_have_value("123 skj?")
    assert not Review.objects.exists()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect_card(page, 2)
    assert Review.objects.get().justification == "123 skj?"


def test_double_click_is_one_verdict(page, live_server, bob, project):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    page.get_by_role("button", name="Verified").dblclick()
    expect_card(page, 2)
    page.keyboard.press("j")
    expect_card(page, 3)
    assert Review.objects.get().claim == claims[0]


def test_note_of_an_undone_verdict_stays_with_its_claim(page, live_server, bob, project):
    claims = make_claims(project)
    make_review(claims[0], bob, justification="Seen in the minutes")
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[1]))
    page.keyboard.press("u")
    expect(page.locator("#justification")).to_have_value("Seen in the minutes")
    page.keyboard.press("j")
    expect_card(page, 2)
    page.keyboard.press("k")
    expect_card(page, 1)
    expect(page.locator("#justification")).to_have_value("Seen in the minutes")


def test_leaving_with_an_unsent_note_asks_first(page, live_server, bob, project):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#justification").press_sequentially("Not sent")
    page.goto(reverse("home"))
    assert asked == ["beforeunload"]
    page.goto(workspace_of(claims[0]))
    expect(page.locator("#justification")).to_have_value("Not sent")


def test_network_cut_keeps_the_note_and_saves_when_it_is_back(
    page, live_server, bob, project, browser_problems
):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    page.locator("#justification").fill("Seen in the minutes")
    page.context.set_offline(True)
    page.get_by_role("button", name="Verified").click()
    expect(page.locator("#trouble")).to_contain_text("Not saved")
    expect(page.locator("#justification")).to_have_value("Seen in the minutes")
    page.context.set_offline(False)
    expect_card(page, 2)
    expect(page.locator("#trouble")).to_be_empty()
    assert Review.objects.get().justification == "Seen in the minutes"
    assert any("ERR_INTERNET_DISCONNECTED" in problem for problem in browser_problems)
    browser_problems.clear()


def test_session_that_ended_sends_the_verdict_after_signing_in(page, live_server, bob, project):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    page.locator("#justification").fill("A long note")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Verified").click()
    page.locator("#trouble").get_by_role("link", name="Sign in").click()
    page.get_by_label("Username").fill("bob")
    page.get_by_label("Password").fill("password")
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect_card(page, 2)
    assert Review.objects.get().justification == "A long note"


def test_refusal_shows_its_reason_on_the_card(page, live_server, bob, project, browser_problems):
    claims = make_claims(project)
    sign_in(page.context, bob, live_server)
    page.goto(workspace_of(claims[0]))
    page.locator("[name=evidence_url]").first.fill("minutes of the council")
    page.get_by_role("button", name="Verified").click()
    expect(page.get_by_role("alert").filter(has_text="is no web address")).to_be_visible()
    expect(page.locator("[name=evidence_url]").first).to_have_value("minutes of the council")
    assert all("422" in problem for problem in browser_problems)
    browser_problems.clear()


def test_everything_works_without_scripts(open_context, live_server, bob, project):
    claims = make_claims(project)
    context = open_context(java_script_enabled=False)
    sign_in(context, bob, live_server)
    page = context.new_page()
    page.goto(workspace_of(claims[0]))
    expect(page.locator("[name=evidence_url]")).to_have_count(2)
    expect(page.locator("#show-keys, #add-evidence")).to_have_count(2)
    for waiting in page.locator("#show-keys, #add-evidence").all():
        expect(waiting).to_be_hidden()
    page.locator("#justification").fill("Seen")
    page.get_by_role("button", name="Verified").click()
    expect_card(page, 2)
    page.get_by_role("button", name="Undo").click()
    expect_card(page, 1)
    page.locator("summary", has_text="Skip").click()
    page.get_by_role("button", name="opinion").click()
    expect_card(page, 2)
    page.get_by_role("link", name="Next claim").click()
    expect_card(page, 3)
    assert [review.skip_reason for review in Review.objects.current()] == ["opinion"]


def test_phone_in_the_dark_keeps_the_buttons_in_reach(
    open_context: Callable[..., BrowserContext], live_server, bob, project
):
    claims = make_claims(project)
    context = open_context(viewport={"width": 390, "height": 800}, color_scheme="dark", has_touch=True)
    sign_in(context, bob, live_server)
    page = context.new_page()
    page.goto(workspace_of(claims[1]))
    expect(page.get_by_role("button", name="Unsourced")).to_be_in_viewport(ratio=1)
    expect(page.locator(f"#c{claims[1].pk}")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 30)"


def test_right_to_left_article_reads_from_the_right(page, live_server, bob, project):
    text = next(SEEDS.glob("009_*")).read_text(encoding="utf-8")
    article = make_article(project, text, url="https://example.org/")
    sign_in(page.context, bob, live_server)
    page.goto(reverse("workspace", args=[article.pk]))
    assert page.locator("#article .line").nth(1).evaluate("line => getComputedStyle(line).direction") == "rtl"
    assert page.locator("#card blockquote").evaluate("words => getComputedStyle(words).direction") == "rtl"
