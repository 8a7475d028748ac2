"""Editing claims in the article, in a real browser: by mouse, by finger, by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Article, Claim, ClaimEdit, Project, User
from annotations.workflow.editing import retire_claim, split_claim
from tests.browser.signing_in import sign_in
from tests.browser.test_accessibility import AXE, find_faults
from tests.factories import NOON, make_article, make_claims, make_project, make_user

PAIR = (
    "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries. "
    "The bridge was built in 1971 by the county."
)
SCRIPTS = (
    "Ferry 🚢 sinks off the coast\r\n\r\n"
    "The 🚢 ferry sank off Cafe\u0301 Harbour 👨\u200d👩\u200d👧 on Monday.\r\n"
    "\r\n"
    "السفينة غرقت يوم الاثنين قرب الميناء 🚢 في الشمال.\r\n\r\n"
    "大坝𠮷漏水了，新的公路也关闭了。\r\n"
)

SELECT = """words => {
  for (const line of document.querySelectorAll("#article .line, #article .set-apart p")) {
    const nodes = [];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const start = nodes.map((node) => node.data).join("").indexOf(words);
    if (start < 0) continue;
    const place = (at) => {
      for (const node of nodes) {
        if (at <= node.length) return [node, at];
        at -= node.length;
      }
    };
    getSelection().setBaseAndExtent(...place(start), ...place(start + words.length));
    return true;
  }
  return false;
}"""


@pytest.fixture
def alice(transactional_db: None) -> User:
    return make_user("alice")


@pytest.fixture
def bob(transactional_db: None) -> User:
    return make_user("bob")


@pytest.fixture
def project(alice: User, bob: User) -> Project:
    """Alice leads and Bob reviews; each reviewer's edit takes effect at once."""
    return make_project(lead=alice, reviewers=[bob], name="Dam", edit_policy="direct")


@pytest.fixture
def pair(project: Project) -> Claim:
    return make_claims(project, PAIR)[0]


def open_at(page: Page, claim: Claim, user: User, live_server) -> None:
    sign_in(page.context, user, live_server)
    page.goto(f"{reverse('workspace', args=[claim.article_id])}?claim={claim.pk}")


def select(page: Page, words: str) -> None:
    assert page.evaluate(SELECT, words)
    expect(page.locator(".selection-tools")).to_be_visible()


def open_panel(page: Page, key: str) -> None:
    page.keyboard.press(key)
    expect(page.locator("#cutting form")).to_be_visible()


def told(page: Page, words: str) -> None:
    expect(page.locator("#announcement")).to_have_text(words)


def live(article: Article) -> list[str]:
    return [claim.words for claim in Claim.objects.live().filter(article=article)]


@pytest.mark.parametrize(
    ("selected", "made"),
    [
        ("🚢 ferry sank", "🚢 ferry sank"),
        ("sank off Cafe", "sank off Cafe\u0301"),
        ("Harbour 👨\u200d👩\u200d👧 on Mon", "Harbour 👨\u200d👩\u200d👧 on Monday"),
        ("الاثنين قرب الميناء 🚢 في", "الاثنين قرب الميناء 🚢 في"),
        ("𠮷漏水", "𠮷漏水"),
        ("公路也关闭了。\n", "公路也关闭了。"),
        ("Monday.\n", "Monday."),
    ],
)
def test_a_selection_in_any_script_becomes_exactly_that_claim(
    page, live_server, bob, project, selected, made
):
    article = make_article(project, SCRIPTS)
    sign_in(page.context, bob, live_server)
    page.goto(reverse("workspace", args=[article.pk]))
    select(page, selected)
    page.keyboard.press("a")
    told(page, "In effect: add.")
    claim = Claim.objects.get(created_by=bob)
    assert claim.text == made
    assert article.text[claim.start : claim.end] == made
    shown = page.locator("#article .run.current").all_text_contents()
    assert "".join(shown) == made


def test_words_are_selected_by_mouse_over_a_claim_without_opening_it(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    bridge = Claim.objects.live().get(text__contains="bridge")
    box = page.locator(f"#c{bridge.pk}").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 75, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    expect(page.locator("#card-title")).to_contain_text("Claim 1 of")
    page.get_by_role("toolbar").get_by_role("button", name="Make this a claim").click()
    told(page, "In effect: add.")
    assert "The bridge" in live(pair.article)
    assert page.evaluate("document.activeElement.id") == "card"


def test_a_selection_of_boilerplate_is_told_that_it_holds_no_claim(page, live_server, bob, project):
    article = make_article(project, f"By Carol Reed\n\n{PAIR}")
    sign_in(page.context, bob, live_server)
    page.goto(reverse("workspace", args=[article.pk]))
    page.locator(".set-apart summary").click()
    select(page, "By Carol")
    expect(page.locator(".selection-tools")).to_have_text("Bylines and clutter hold no claims.")


def test_the_whole_article_selected_is_refused_in_words(page, live_server, bob, project, browser_problems):
    article = make_article(project, PAIR.replace("lorries. ", "lorries.\n\n"))
    sign_in(page.context, bob, live_server)
    page.goto(reverse("workspace", args=[article.pk]))
    before = live(article)
    page.evaluate("getSelection().selectAllChildren(document.getElementById('article'))")
    page.keyboard.press("a")
    expect(page.locator("#trouble")).to_have_text("A claim lies in one paragraph. Select words of one only.")
    assert live(article) == before
    assert all("422" in problem for problem in browser_problems)
    browser_problems.clear()


def test_edges_are_moved_by_arrows_without_asking_and_taken_by_enter(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.keyboard.press("b")
    chosen = page.locator("[data-chosen]")
    expect(chosen).to_have_text(pair.words)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "Shift+ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    expect(chosen).to_have_text("old dam leaks every spring, and the new road is closed to all")
    page.keyboard.press("1")
    assert asked == []
    page.keyboard.press("Enter")
    told(page, "In effect: move an edge.")
    assert len([one for one in asked if one.endswith("/edit/")]) == 1
    assert live(pair.article)[0] == "old dam leaks every spring, and the new road is closed to all"


def test_escape_leaves_the_claim_as_it_was(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    for key in ("b", "x", "d", "t"):
        page.keyboard.press(key)
        expect(page.locator("#cutting form")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator("#cutting")).to_be_hidden()
    expect(page.locator("#article .handle")).to_have_count(0)
    expect(page.locator("#review")).to_be_visible()
    assert not ClaimEdit.objects.exists()


def test_an_edge_follows_its_handle_and_is_taken(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.keyboard.press("b")
    handle = page.locator(".handle[data-edge=end]").bounding_box()
    goal = page.evaluate(
        """() => {
      const run = [...document.querySelectorAll("#article .run.current")].at(-1);
      const range = document.createRange();
      const at = run.textContent.indexOf("leaks") + 3;
      range.setStart(run.firstChild, at);
      range.setEnd(run.firstChild, at + 1);
      const { left, top, height } = range.getBoundingClientRect();
      return [left, top + height / 2];
    }"""
    )
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(*goal, steps=8)
    page.mouse.up()
    expect(page.locator("[data-chosen]")).to_have_text("the old dam leaks")
    page.keyboard.press("Enter")
    told(page, "In effect: move an edge.")
    assert live(pair.article)[0] == "the old dam leaks"


def test_left_is_forward_in_a_text_that_reads_from_the_right(page, live_server, bob, project):
    article = make_article(project, SCRIPTS)
    claim = next(one for one in Claim.objects.live().filter(article=article) if "غرقت" in one.text)
    open_at(page, claim, bob, live_server)
    page.keyboard.press("b")
    words = page.locator("[data-chosen]")
    expect(words).to_contain_text("غرقت")
    before = words.text_content()
    page.keyboard.press("ArrowRight")
    assert len(words.text_content()) < len(before)
    page.keyboard.press("ArrowLeft")
    assert words.text_content() == before


def test_parts_are_shown_then_split_and_undone_by_one_key_each(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.keyboard.press("x")
    expect(page.locator("#cutting li")).to_have_text(
        ["the old dam leaks every spring", "and the new road is closed to all lorries"]
    )
    page.keyboard.press("Enter")
    told(page, "In effect: split.")
    expect(page.locator("#card blockquote").first).to_have_text("the old dam leaks every spring")
    page.keyboard.press("z")
    told(page, "Undone: split. The former claims count again.")
    expect(page.locator("#card blockquote").first).to_have_text(pair.words)


def test_a_claim_is_merged_with_the_next_after_a_look(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.keyboard.press("m")
    expect(page.locator("#cutting li")).to_contain_text("The bridge was built")
    page.keyboard.press("Enter")
    told(page, "In effect: merge.")
    assert len(live(pair.article)) == 1


def test_delete_asks_before_it_takes_the_claim_out(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.keyboard.press("Delete")
    expect(page.locator("#cutting h3")).to_have_text("Take the claim out?")
    assert len(live(pair.article)) == 2
    page.keyboard.press("Enter")
    told(page, "In effect: retire.")
    assert len(live(pair.article)) == 1
    page.keyboard.press("z")
    told(page, "Undone: retire. The former claims count again.")
    expect(page.locator("#card blockquote").first).to_have_text(pair.words)


def test_a_claim_is_chosen_by_the_arrows_alone(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.keyboard.press("a")
    words = page.locator("[data-chosen]")
    expect(words).to_have_text(".")
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(words).to_have_text("bridge was built")
    page.keyboard.press("Enter")
    told(page, "In effect: add.")
    assert "bridge was built" in live(pair.article)


def test_a_wording_is_told_its_new_words_while_it_is_written(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.keyboard.press("t")
    page.locator("#panel-wording").fill("The old dam collapses every spring. 1 2 3")
    expect(page.locator("#new-words")).to_contain_text("collapses")
    page.keyboard.press("Control+Enter")
    told(page, "In effect: change the wording.")
    assert Claim.objects.live().order_by("start")[0].normalized_text.startswith("The old dam collapses")


def test_a_cue_picked_in_the_text_is_that_one_and_no_other(page, live_server, bob, project):
    text = "Carol Reed said the dam leaks. Ben Hill said the road is closed."
    claim = make_claims(project, text)[0]
    open_at(page, claim, bob, live_server)
    page.keyboard.press("h")
    page.locator("[name=form-0-cue]").focus()
    select(page, "Hill said")
    page.get_by_role("toolbar").get_by_role("button", name="Source").click()
    page.evaluate(SELECT.replace("indexOf(words)", "lastIndexOf(words)"), "said")
    page.get_by_role("toolbar").get_by_role("button", name="Cue").click()
    page.locator("[data-confirm]").click()
    told(page, "In effect: change the attribution.")
    link = Claim.objects.live().order_by("start")[0].chain.get()
    assert (link.source_text, link.cue_start) == ("Hill said", text.rindex("said"))


def test_a_proposal_is_marked_and_decided_by_a_lead_with_keys(page, open_context, live_server, alice, bob):
    project = make_project(lead=alice, reviewers=[bob], name="Harbour")
    claims = make_claims(project, PAIR)
    open_at(page, claims[0], bob, live_server)
    open_panel(page, "x")
    page.keyboard.press("Enter")
    told(page, "Proposed: split. A lead decides.")
    expect(page.locator(f"#c{claims[0].pk}")).to_have_class("run claim todo current proposed")
    expect(page.locator(".proposal")).to_be_visible()
    split = ClaimEdit.objects.get()
    retire_claim(claim=claims[1], by=bob, at=NOON)
    lead = open_context()
    sign_in(lead, alice, live_server)
    decisions = lead.new_page()
    decisions.goto(reverse("proposals", args=[project.slug]))
    decisions.keyboard.press("y")
    expect(decisions.locator("#announcement")).to_have_text("Accepted: it is in effect.")
    expect(decisions.locator(f"#p{split.pk}")).to_be_focused()
    decisions.keyboard.press("n")
    expect(decisions.locator("#announcement")).to_have_text("Rejected: nothing changed.")
    assert live(claims[0].article) == [claims[0].words]


def test_who_comes_second_is_told_and_keeps_what_was_typed(
    page, live_server, alice, bob, pair, browser_problems
):
    open_at(page, pair, bob, live_server)
    page.locator("#justification").fill("Seen in the minutes")
    page.keyboard.press("Escape")
    open_panel(page, "b")
    page.keyboard.press("ArrowLeft")
    split_claim(claim=pair, by=alice, at=NOON)
    page.keyboard.press("Enter")
    expect(page.locator("#cutting .refusal")).to_contain_text("This claim was replaced meanwhile.")
    expect(page.locator("#justification")).to_have_value("Seen in the minutes")
    assert all("422" in problem for problem in browser_problems)
    browser_problems.clear()


def test_a_note_goes_on_with_the_claim_that_takes_its_place(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.locator("#justification").fill("Seen in the minutes")
    page.keyboard.press("Escape")
    open_panel(page, "b")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    told(page, "In effect: move an edge.")
    expect(page.locator("#justification")).to_have_value("Seen in the minutes")


def test_a_note_on_a_claim_that_was_replaced_meanwhile_goes_on_with_the_new_one(
    page, live_server, alice, bob, pair, browser_problems
):
    open_at(page, pair, bob, live_server)
    page.locator("#justification").fill("Seen in the minutes")
    split_claim(claim=pair, by=alice, at=NOON)
    page.get_by_role("button", name="Verified").click()
    page.locator("#trouble").get_by_role("link", name="Open its claim").click()
    expect(page.locator("#card blockquote").first).to_have_text("the old dam leaks every spring")
    expect(page.locator("#justification")).to_have_value("Seen in the minutes")
    assert all("409" in problem for problem in browser_problems)
    browser_problems.clear()


def test_without_a_network_nothing_is_lost(page, live_server, bob, pair, browser_problems):
    open_at(page, pair, bob, live_server)
    open_panel(page, "b")
    page.keyboard.press("ArrowLeft")
    chosen = page.locator("[data-chosen]").text_content()
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#trouble")).to_contain_text("Nothing was changed")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    told(page, "In effect: move an edge.")
    assert live(pair.article)[0] == chosen
    browser_problems.clear()


def test_keys_of_edits_rest_while_somebody_types(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.locator("#justification").press_sequentially("xmbthdaz")
    page.locator("#justification").press("Delete")
    expect(page.locator("#justification")).to_have_value("xmbthdaz")
    expect(page.locator("#cutting")).to_be_hidden()
    assert not ClaimEdit.objects.exists()


def test_a_finger_selects_and_drags_on_a_phone(open_context, live_server, bob, pair):
    context = open_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_at(page, pair, bob, live_server)
    select(page, "the new road")
    page.get_by_role("toolbar").get_by_role("button", name="Make this a claim").tap()
    told(page, "In effect: add.")
    assert "the new road" in live(pair.article)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_change_is_made_without_scripts(open_context, live_server, bob, pair):
    context = open_context(java_script_enabled=False)
    sign_in(context, bob, live_server)
    page = context.new_page()
    page.goto(f"{reverse('workspace', args=[pair.article_id])}?claim={pair.pk}")
    page.get_by_text("Change the claim").click()
    page.get_by_role("link", name="Split").click()
    page.get_by_role("button", name="Split into these").click()
    assert len(live(pair.article)) == 3
    page.get_by_role("button", name="Undo").click()
    page.goto(f"{reverse('add_claim', args=[pair.article_id])}")
    page.get_by_label("exact words").fill("the")
    page.get_by_role("button", name="Add the claim").click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Add the claim").click()
    assert "the" in live(pair.article)


def test_axe_finds_nothing_while_a_claim_is_changed(page, live_server, bob, pair):
    open_at(page, pair, bob, live_server)
    page.evaluate(AXE)
    faults = []
    for key in "xmbthda":
        open_panel(page, key)
        faults += [f"{key}: {fault}" for fault in find_faults(page)]
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator("#cutting")).to_be_hidden()
    select(page, "the new road")
    faults += find_faults(page)
    assert faults == []
