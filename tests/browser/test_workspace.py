"""What stands on the card and beside it, and what reaches the server when the network wavers."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Request, expect

from annotations.models import Claim, Comment, Project, Review, User
from annotations.workflow.commenting import add_comment
from annotations.workflow.keys import set_keys
from annotations.workflow.managing import publish_guidelines
from tests.browser.signing_in import sign_in
from tests.factories import NOON, make_article, make_claims, make_project, make_review, make_user

GUIDELINES = "\n\n".join(f"## Part {number}\n\nJudge by the origin." for number in range(40))


@pytest.fixture
def alice(transactional_db: None) -> User:
    return make_user("alice")


@pytest.fixture
def bob(transactional_db: None) -> User:
    return make_user("bob")


@pytest.fixture
def carol(transactional_db: None) -> User:
    return make_user("carol")


@pytest.fixture
def project(alice: User, bob: User, carol: User) -> Project:
    return make_project(lead=alice, reviewers=[bob, carol])


@pytest.fixture
def claims(project: Project) -> list[Claim]:
    return make_claims(project)


@pytest.fixture
def open_workspace(page: Page, live_server, bob: User) -> Callable[..., Page]:
    """Open a claim as Bob, in the test's page or another."""
    sign_in(page.context, bob, live_server)

    def open_at(claim: Claim, tab: Page = page) -> Page:
        tab.goto(f"{reverse('workspace', args=[claim.article_id])}?claim={claim.pk}")
        return tab

    return open_at


def expect_card(page: Page, number: int) -> None:
    expect(page.locator("#card-title")).to_contain_text(f"Claim {number} of")


def watch_requests(page: Page) -> list[str]:
    """Return a list that grows by the method and path of each request to a page."""
    sent: list[str] = []

    def note(request: Request) -> None:
        path = request.url.split("/", 3)[3]
        if not path.startswith("static/"):
            sent.append(f"{request.method} {path}")

    page.on("request", note)
    return sent


def expect_prefetched(page: Page, claim: Claim):
    """Wait at the end of a `with` until the card behind the claim was fetched."""
    path = f"{reverse('card', args=[claim.pk])}?next"
    return page.expect_event("requestfinished", lambda request: request.url.endswith(path))


def forget(problems: list[str], *words: str) -> None:
    """Drop what a test provoked; anything else stays and fails it."""
    problems[:] = [one for one in problems if not any(word in one for word in words)]


# ---- comments


def test_comment_by_keyboard(open_workspace, claims):
    page = open_workspace(claims[0])
    page.keyboard.press("l")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("123 the ledger says no")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#comments li")).to_contain_text("123 the ledger says no")
    expect(page.locator("#open-comments b")).to_have_text("1")
    expect(page.locator("#announcement")).to_have_text("Your comment is saved.")
    assert Comment.objects.get().claim == claims[0]
    assert not Review.objects.exists()
    page.keyboard.press("1")
    expect_card(page, 2)


def test_comment_that_was_not_sent_is_kept(open_workspace, claims):
    page = open_workspace(claims[0])
    page.keyboard.press("l")
    page.locator("#comment").press_sequentially("Not sent")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect_card(page, 2)
    expect(page.locator("#open-comments")).not_to_have_class("unsent")
    page.keyboard.press("k")
    expect(page.locator("#open-comments")).to_have_class("unsent")
    page.keyboard.press("l")
    expect(page.locator("#comment")).to_have_value("Not sent")


def test_comment_survives_a_cut_network(open_workspace, claims, browser_problems):
    page = open_workspace(claims[0])
    page.keyboard.press("l")
    page.locator("#comment").fill("The ledger says no")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save the comment").click()
    expect(page.locator("#trouble")).to_contain_text("Your comment is not saved")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save the comment").click()
    expect(page.locator("#comments li")).to_contain_text("The ledger says no")
    expect(page.locator("#trouble")).to_be_empty()
    forget(browser_problems, "ERR_INTERNET_DISCONNECTED", "htmx:")


def test_comments_without_scripts(open_context, live_server, claims, bob, carol):
    add_comment(claim=claims[0], author=carol, text="The ledger says no", at=NOON)
    make_review(claims[0], bob)
    context = open_context(java_script_enabled=False)
    sign_in(context, bob, live_server)
    page = context.new_page()
    page.goto(f"{reverse('workspace', args=[claims[0].article_id])}?claim={claims[0].pk}")
    page.get_by_role("link", name="Comments 1").click()
    expect(page.locator("#comments")).to_contain_text("The ledger says no")
    page.get_by_label("Your comment").fill("So it does")
    page.get_by_role("button", name="Save the comment").click()
    expect(page.locator("#comments li")).to_have_count(2)


# ---- guidelines


def test_guidelines_open_beside_the_card_and_keep_their_place(open_workspace, claims, alice, project):
    publish_guidelines(project=project, text=GUIDELINES, by=alice, at=NOON)
    page = open_workspace(claims[0])
    pane = page.locator("#guidelines")
    page.keyboard.press("g")
    expect(pane).to_be_focused()
    expect(pane).to_contain_text("version 1, in force since")
    pane.evaluate("pane => (pane.scrollTop = 300)")
    page.keyboard.press("1")
    expect_card(page, 2)
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(page.locator("#card")).to_be_focused()
    page.reload()
    page.get_by_role("link", name="Guidelines v1").click()
    expect(pane).to_be_focused()
    assert pane.evaluate("pane => pane.scrollTop") == 300
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Guidelines v1")).to_be_focused()


def test_a_version_that_appears_meanwhile_is_told_until_it_is_opened(open_workspace, claims, alice, project):
    publish_guidelines(project=project, text="First", by=alice, at=NOON)
    make_review(claims[0], User.objects.get(username="bob"))
    page = open_workspace(claims[1])
    expect(page.locator("#news")).to_be_hidden()
    publish_guidelines(project=project, text="Second", by=alice, at=NOON)
    page.keyboard.press("1")
    expect_card(page, 3)
    page.get_by_role("link", name="Read the new version").click()
    expect(page.locator("#guidelines")).to_contain_text("Second")
    expect(page.locator("#news")).to_be_hidden()


def test_guidelines_are_a_sheet_on_a_phone(open_context, live_server, claims, alice, bob, project):
    publish_guidelines(project=project, text=GUIDELINES, by=alice, at=NOON)
    context: BrowserContext = open_context(viewport={"width": 390, "height": 800}, has_touch=True)
    sign_in(context, bob, live_server)
    page = context.new_page()
    page.goto(f"{reverse('workspace', args=[claims[0].article_id])}?claim={claims[0].pk}")
    page.get_by_role("link", name="Guidelines v1").tap()
    expect(page.locator("#guidelines")).to_be_focused()
    box = page.locator("#guidelines").bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 800)
    page.get_by_role("button", name="Close").tap()
    expect(page.locator("#guidelines")).to_be_hidden()


# ---- saving


def test_a_verdict_is_one_request_and_the_card_after_it_is_at_hand(open_workspace, claims, browser_problems):
    page = open_workspace(claims[0])
    page.wait_for_load_state("networkidle")
    sent = watch_requests(page)
    with expect_prefetched(page, claims[1]):
        page.keyboard.press("3")
    expect(page.locator("#saving")).to_have_text("Saved: unsourced.")
    assert sent == [f"POST claims/{claims[0].pk}/review/", f"GET claims/{claims[1].pk}/card/?next"]
    page.context.set_offline(True)
    page.keyboard.press("j")
    expect_card(page, 3)
    page.context.set_offline(False)
    forget(browser_problems, "ERR_INTERNET_DISCONNECTED")


def test_the_next_card_is_at_hand_after_an_undo_too(open_workspace, claims, browser_problems):
    page = open_workspace(claims[0])
    page.keyboard.press("3")
    expect_card(page, 2)
    with expect_prefetched(page, claims[0]):
        page.keyboard.press("u")
    page.context.set_offline(True)
    page.keyboard.press("j")
    expect_card(page, 2)
    page.context.set_offline(False)
    forget(browser_problems, "ERR_INTERNET_DISCONNECTED")


def test_the_next_card_is_at_hand_after_an_edit_too(open_workspace, claims, project, browser_problems):
    Project.objects.filter(pk=project.pk).update(edit_policy="direct")
    page = open_workspace(claims[1])
    page.wait_for_load_state("networkidle")
    page.keyboard.press("m")
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/card/?next")):
        page.locator("#cutting .primary").press("Enter")
    expect(page.locator("#card blockquote")).to_contain_text("the contract was signed")
    page.context.set_offline(True)
    page.keyboard.press("j")
    expect(page.locator("#card blockquote")).to_contain_text("The old ferry was built")
    page.context.set_offline(False)
    forget(browser_problems, "ERR_INTERNET_DISCONNECTED")


def test_several_kept_verdicts_are_all_sent_when_the_network_is_back(
    open_workspace, claims, browser_problems
):
    page = open_workspace(claims[0])
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(page.locator("#saving")).to_have_text("Kept here, not saved yet: 1. Trying again.")
    page.keyboard.press("j")
    expect_card(page, 2)
    page.keyboard.press("3")
    expect(page.locator("#saving")).to_have_text("Kept here, not saved yet: 2. Trying again.")
    page.context.set_offline(False)
    expect_card(page, 3)
    expect(page.locator("#saving")).to_contain_text("Saved: ")
    expect(page.locator("#done")).to_have_text("2")
    words = Review.objects.order_by("claim__start").values_list("verdict", flat=True)
    assert list(words) == ["verified", "unsourced"]
    forget(browser_problems, "ERR_INTERNET_DISCONNECTED")


def test_undo_takes_back_a_verdict_that_was_never_sent(open_workspace, claims, bob, browser_problems):
    make_review(claims[0], bob)
    page = open_workspace(claims[1])
    page.context.set_offline(True)
    page.locator("#justification").fill("Seen in the minutes")
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    expect(page.locator("#trouble")).to_contain_text("Not saved")
    page.keyboard.press("u")
    page.context.set_offline(False)
    expect(page.locator("#saving")).to_have_text("Taken back before it was saved.")
    expect(page.locator("#justification")).to_have_value("Seen in the minutes")
    assert [review.claim for review in Review.objects.current()] == [claims[0]]
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('unsent'))") == []
    forget(browser_problems, "ERR_INTERNET_DISCONNECTED")


def test_undo_pressed_while_a_verdict_is_on_its_way_takes_it_back(open_workspace, claims, bob):
    make_review(claims[0], bob)
    page = open_workspace(claims[1])
    page.keyboard.press("2")
    page.keyboard.press("u")
    expect(page.locator("#saving")).to_have_text("Undone: disputed.")
    expect_card(page, 2)
    assert [review.claim for review in Review.objects.current()] == [claims[0]]


def test_undo_takes_back_a_verdict_whose_answer_was_lost(open_workspace, claims, browser_problems):
    page = open_workspace(claims[0])
    address = f"**/claims/{claims[0].pk}/review/"
    page.route(address, lambda route: (route.fetch(), route.abort("connectionreset")))
    page.keyboard.press("2")
    expect(page.locator("#trouble")).to_contain_text("Not saved")
    assert Review.objects.current().exists()
    page.keyboard.press("u")
    expect(page.locator("#saving")).to_have_text("Undone: disputed.")
    assert not Review.objects.current().exists()
    forget(browser_problems, "ERR_CONNECTION_RESET")


def test_second_of_two_tabs_is_told_what_its_word_replaced(open_workspace, claims):
    first = open_workspace(claims[0])
    second = open_workspace(claims[0], first.context.new_page())
    first.keyboard.press("1")
    expect_card(first, 2)
    second.locator("#justification").fill("The ledger says no")
    second.keyboard.press("Escape")
    second.keyboard.press("2")
    expect(second.locator("#saving")).to_contain_text("in place of verified")
    assert list(Review.objects.order_by("pk").values_list("verdict", "is_current")) == [
        ("verified", False),
        ("disputed", True),
    ]
    assert Review.objects.current().get().justification == "The ledger says no"


# ---- keys, time, evidence


def test_keys_of_ones_own(open_workspace, claims, bob):
    set_keys(user=bob, keys={"verified": "9", "guidelines": "ж"})
    page = open_workspace(claims[0])
    page.keyboard.press("1")
    page.keyboard.press("9")
    expect_card(page, 2)
    assert Review.objects.get().verdict == "verified"
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Ж', bubbles: true}))")
    expect(page.locator("#guidelines")).to_be_visible()


def test_time_on_task_counts_only_while_the_page_is_seen_and_in_focus(page, live_server, bob, claims):
    page.add_init_script("globalThis.inFocus = true; document.hasFocus = () => globalThis.inFocus")
    page.clock.install()
    sign_in(page.context, bob, live_server)
    page.goto(f"{reverse('workspace', args=[claims[0].article_id])}?claim={claims[0].pk}")
    expect_card(page, 1)
    page.clock.fast_forward(20_000)
    page.evaluate("inFocus = false; dispatchEvent(new Event('blur'))")
    page.clock.fast_forward(3_600_000)
    page.evaluate("inFocus = true; dispatchEvent(new Event('focus'))")
    page.clock.fast_forward(10_000)
    page.keyboard.press("1")
    expect_card(page, 2)
    assert 30 <= Review.objects.get().seconds_on_task <= 35


def test_evidence_younger_than_the_article_is_warned_of(open_workspace, project):
    article = make_article(project, published_on=NOON.date())
    page = open_workspace(article.claims.order_by("start").first())
    row = page.locator("#evidence .row").first
    row.locator("[name=evidence_url]").fill("https://example.org/minutes")
    row.locator("[name=evidence_published]").fill("2026-03-03")
    expect(row.locator(".younger")).to_be_visible()
    row.locator("[name=evidence_published]").fill("2026-03-01")
    expect(row.locator(".younger")).to_be_hidden()


def test_a_pasted_address_is_evidence(open_workspace, claims):
    page = open_workspace(claims[0])
    page.evaluate("""() => {
      const data = new DataTransfer();
      data.setData("text/plain", " https://example.org/minutes ");
      const how = {clipboardData: data, bubbles: true, cancelable: true};
      document.body.dispatchEvent(new ClipboardEvent("paste", how));
    }""")
    expect(page.locator("[name=evidence_url]").first).to_have_value("https://example.org/minutes")
    page.keyboard.press("1")
    expect_card(page, 2)
    assert Review.objects.get().evidence.get().url == "https://example.org/minutes"


def test_verdict_with_everything_on_the_card_without_scripts(open_context, live_server, bob, claims):
    context = open_context(java_script_enabled=False)
    sign_in(context, bob, live_server)
    page = context.new_page()
    page.goto(f"{reverse('workspace', args=[claims[0].article_id])}?claim={claims[0].pk}")
    row = page.locator("#evidence .row").first
    row.locator("[name=evidence_url]").fill("https://example.org/minutes")
    row.locator("[name=evidence_passage]").fill("Carried by 400 votes")
    row.locator("[name=evidence_stance]").select_option("refutes")
    row.locator("[name=evidence_published]").fill("2026-03-01")
    row.locator("[name=evidence_archived]").fill("https://archive.example.org/minutes")
    page.get_by_label("fairly sure").check()
    page.get_by_role("button", name="Disputed: refuted").click()
    expect_card(page, 2)
    review = Review.objects.get()
    given = review.evidence.values_list("quoted_passage", "stance", "archived_url").get()
    assert (review.reason, review.confidence) == ("refuted", 2)
    assert given == ("Carried by 400 votes", "refutes", "https://archive.example.org/minutes")


def test_printed_article_keeps_its_marks_without_the_card(open_workspace, claims, bob):
    make_review(claims[0], bob, "disputed")
    page = open_workspace(claims[1])
    page.emulate_media(media="print")
    expect(page.locator(".side")).to_be_hidden()
    expect(page.locator(".legend")).to_be_visible()
    mark = page.locator(f"#c{claims[0].pk}")
    expect(mark).to_have_css("border-bottom-style", "dashed")
    expect(mark).to_have_css("border-bottom-color", "rgb(0, 0, 0)")


def test_current_claim_is_seen_in_forced_colours(open_workspace, claims):
    page = open_workspace(claims[0])
    page.emulate_media(forced_colors="active")
    expect(page.locator(f"#c{claims[0].pk}")).to_have_css("outline-style", "solid")


def test_next_claim_outside_of_the_part_shown_brings_its_part(open_workspace, bob, project):
    sentence = "The old ferry number {} was built in the town of Westhaven in 1971. "
    article = make_article(project, "".join(sentence.format(number) for number in range(1300)))
    claim = Claim.objects.live().filter(article=article, start__lt=40_000).last()
    following = Claim.objects.live().filter(article=article, start__gt=claim.start).first()
    page = open_workspace(claim)
    page.keyboard.press("1")
    expect(page.locator(f"#c{following.pk}")).to_be_in_viewport()
    expect(page.locator("#done")).to_have_text("1")


def test_last_verdict_leads_on_by_the_same_keys(open_workspace, claims, bob):
    for claim in claims[:-1]:
        make_review(claim, bob)
    page = open_workspace(claims[-1])
    page.keyboard.press("1")
    expect(page.locator("#finished-title")).to_be_focused()
    page.keyboard.press("u")
    expect_card(page, len(claims))
    page.keyboard.press("1")
    expect(page.locator("#finished-title")).to_be_focused()
    page.keyboard.press("j")
    page.wait_for_url("**/projects/**")


def test_session_cookie_gone_while_moving_is_told(open_workspace, claims):
    page = open_workspace(claims[0])
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator(f"#c{claims[2].pk}").click()
    expect(page.locator("#trouble")).to_contain_text("comes back after you sign in")
