"""The adjudicator's desk in a real browser: by keyboard alone, without scripts, on a phone in the dark."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from annotations.models import Adjudication, Claim, ClaimProgress, Project, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.editing import move_claim_edge, retire_claim
from tests.browser.signing_in import sign_in
from tests.factories import NOON, make_claims, make_project, make_review, make_user

WHY = "The register says no."


@pytest.fixture
def alice(transactional_db: None) -> User:
    return make_user("alice")


@pytest.fixture
def project(alice: User) -> Project:
    """Alice leads; Bob, Carol and Dave review, and two verdicts are wanted."""
    return make_project(
        lead=alice, reviewers=[make_user(name) for name in ("bob", "carol", "dave")], overlap=2
    )


@pytest.fixture
def claims(project: Project) -> list[Claim]:
    """Claims on which Bob and Carol differ."""
    bob, carol = (User.objects.get(username=name) for name in ("bob", "carol"))
    claims = make_claims(project)
    for claim in claims:
        make_review(claim, bob, "verified", justification="Seen in the minutes.")
        make_review(claim, carol, "disputed")
    return claims


def desk_of(claim: Claim) -> str:
    return reverse("difference", args=[claim.pk])


def expect_claim(page: Page, claim: Claim) -> None:
    expect(page.locator("#difference")).to_have_attribute("data-claim", str(claim.pk))
    expect(page.locator("#difference-title")).to_be_focused()


def test_from_the_project_to_three_decisions_and_a_request_by_keyboard(
    page, live_server, alice, project, claims
):
    sign_in(page.context, alice, live_server)
    page.goto(reverse("project", args=[project.slug]))
    page.get_by_role("link", name="Differences", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/differences/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{desk_of(claims[0])}*")
    page.evaluate("window.survives = true")
    for following, key in zip(claims[1:4], "2r3", strict=True):
        page.keyboard.press(key)
        expect(page.locator("#justification")).to_be_focused()
        page.keyboard.type(f"{WHY} 1 2 3 ?")
        page.keyboard.press("Control+Enter")
        expect_claim(page, following)
        assert page.url.endswith(f"{desk_of(following)}?round=1")
    page.keyboard.press("v")
    expect(page.locator("#request")).to_be_focused()
    page.keyboard.type("Read the register.")
    page.keyboard.press("Control+Enter")
    expect_claim(page, claims[4])
    assert page.evaluate("window.survives")
    words = Adjudication.objects.order_by("pk").values_list("verdict", "reason", "justification")
    assert list(words) == [
        ("disputed", "", f"{WHY} 1 2 3 ?"),
        ("disputed", "refuted", f"{WHY} 1 2 3 ?"),
        ("unsourced", "", f"{WHY} 1 2 3 ?"),
    ]
    assert ClaimProgress.objects.get(claim=claims[3]).request == "Read the register."


def test_moving_between_differences_and_the_keys_list(page, live_server, alice, claims):
    sign_in(page.context, alice, live_server)
    page.goto(desk_of(claims[0]))
    page.keyboard.press("j")
    expect_claim(page, claims[1])
    page.keyboard.press("k")
    expect_claim(page, claims[0])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    page.keyboard.type("j")
    expect(page.locator("#justification")).to_have_value("j")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect_claim(page, claims[1])


def test_a_decision_without_a_reason_is_not_sent(page, live_server, alice, claims):
    sign_in(page.context, alice, live_server)
    page.goto(desk_of(claims[0]))
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#justification")).to_be_focused()
    assert not Adjudication.objects.exists()


def test_another_lead_was_faster_and_nothing_is_lost(
    page, live_server, alice, project, claims, browser_problems
):
    sign_in(page.context, alice, live_server)
    page.goto(desk_of(claims[0]))
    erin = make_user("erin")
    project.memberships.create(user=erin, role="lead", joined_at=NOON)
    adjudicate_claim(
        claim=claims[0],
        round=project.rounds.get(),
        adjudicator=erin,
        verdict="verified",
        justification="It is in the register.",
        at=NOON,
    )
    page.keyboard.press("2")
    page.keyboard.type(WHY)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert").filter(has_text="Erin decided this claim meanwhile")).to_be_visible()
    expect(page.locator("#justification")).to_have_value(WHY)
    expect(page.get_by_role("radio", name="Disputed", exact=False).first).to_be_checked()
    page.locator("#justification").press("Control+Enter")
    expect_claim(page, claims[1])
    assert Adjudication.objects.get(is_current=True).verdict == "disputed"
    assert all("422" in problem for problem in browser_problems)
    browser_problems.clear()


def test_without_a_network_what_was_written_stays(page, live_server, alice, claims, browser_problems):
    sign_in(page.context, alice, live_server)
    page.goto(desk_of(claims[0]))
    page.keyboard.press("2")
    page.keyboard.type(WHY)
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#trouble")).to_contain_text("Not saved")
    expect(page.locator("#justification")).to_have_value(WHY)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#justification")).to_have_value(WHY)
    page.locator("#justification").press("Control+Enter")
    expect_claim(page, claims[1])
    assert any("ERR_INTERNET_DISCONNECTED" in problem for problem in browser_problems)
    browser_problems.clear()


def test_between_proposals_one_is_chosen_by_its_number(page, live_server, alice, claims):
    bob, carol = (User.objects.get(username=name) for name in ("bob", "carol"))
    edit = move_claim_edge(claim=claims[1], edge="end", steps=-1, by=bob, at=NOON)
    retire_claim(claim=claims[1], by=carol, at=NOON)
    sign_in(page.context, alice, live_server)
    page.goto(f"{desk_of(claims[1])}?kind=segmentation")
    page.keyboard.press("1")
    page.keyboard.type("It ends there.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/differences/**")
    edit.refresh_from_db()
    assert edit.state == "applied"
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('decision:'))") == []


def test_everything_works_without_scripts(open_context, live_server, alice, claims):
    context = open_context(java_script_enabled=False)
    sign_in(context, alice, live_server)
    page = context.new_page()
    page.goto(desk_of(claims[0]))
    page.get_by_role("radio", name="Unsourced").check()
    page.locator("#justification").fill(WHY)
    page.get_by_role("button", name="Decide, and go on").click()
    expect(page.locator("#difference")).to_have_attribute("data-claim", str(claims[1].pk))
    page.locator("summary", has_text="Ask for more evidence").click()
    page.locator("#request").fill("Read the register.")
    page.get_by_role("button", name="Ask one more reviewer").click()
    expect(page.locator("#difference")).to_have_attribute("data-claim", str(claims[2].pk))
    assert Adjudication.objects.get().verdict == "unsourced"


@pytest.mark.parametrize("path", ["list", "desk"])
def test_on_a_phone_in_the_dark_nothing_sticks_out(
    open_context: Callable[..., BrowserContext], live_server, alice, project, claims, path
):
    context = open_context(viewport={"width": 390, "height": 800}, color_scheme="dark", has_touch=True)
    sign_in(context, alice, live_server)
    page = context.new_page()
    page.goto(reverse("differences", args=[project.slug]) if path == "list" else desk_of(claims[0]))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 30)"
    if path == "desk":
        page.get_by_role("radio", name="Verified").check()
        page.locator("#justification").fill(WHY)
        page.get_by_role("button", name="Decide, and go on").click()
        expect(page.locator("#difference")).to_have_attribute("data-claim", str(claims[1].pk))
