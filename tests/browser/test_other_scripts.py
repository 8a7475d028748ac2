"""Chinese pages the whole way, an article from the right to the left, and the dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Project, Review, User
from annotations.workflow.managing import publish_guidelines
from tests.browser.keyboard import Keyboard
from tests.browser.signing_in import sign_in
from tests.factories import NOON, make_article, make_claims, make_project, make_user

SEEDS = Path(settings.BASE_DIR) / "seeds"


@pytest.fixture
def bob(transactional_db: None) -> User:
    return make_user("bob")


@pytest.fixture
def project(bob: User) -> Project:
    """Its name and guidelines hold no Latin letter, so that a word of them on a Chinese page is ours."""
    project = make_project(lead=make_user("alice"), reviewers=[bob, make_user("carol")], name="港口")
    project.slug = "harbour"
    project.save()
    publish_guidelines(
        project=project, text="只看内容。", by=project.memberships.get(role="lead").user, at=NOON
    )
    return project


def test_a_reviewer_works_in_chinese_all_the_way(
    page: Page, live_server: LiveServer, bob: User, project: Project
) -> None:
    claims = make_claims(project, "渡轮每天运送四百辆汽车。旧渡轮建于一九七一年。")
    hands = Keyboard(page)
    page.goto("/")
    hands.push("中文")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    hands.write("用户名", "bob")
    hands.write("密码", "password")
    hands.press("Enter")
    hands.follow("港口")
    expect_chinese(page)
    hands.follow("指南")
    expect_chinese(page)
    page.goto(f"/articles/{claims[0].article_id}/?claim={claims[0].pk}")
    hands.wait()
    expect_chinese(page)
    for claim in claims:
        expect(page.locator("#card")).to_have_attribute("data-claim", str(claim.pk))
        hands.press("1")
    expect(page.locator("#finished-title")).to_be_focused()
    expect_chinese(page)
    assert Review.objects.count() == len(claims)


def expect_chinese(page: Page) -> None:
    """Fail where the page's own words hold a word in Latin letters; keys are one letter."""
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    words = page.locator("main").inner_text()
    latin = [word for word in words.split() if word.isascii() and word.isalpha() and len(word) > 3]
    assert [word for word in latin if word not in ("https", "Markdown")] == []


def test_an_article_from_right_to_left_is_judged_by_keyboard(
    page: Page, live_server: LiveServer, bob: User, project: Project
) -> None:
    text = next(SEEDS.glob("009_*")).read_text(encoding="utf-8")
    article = make_article(project, text, url="https://example.org/")
    sign_in(page.context, bob, live_server)
    page.goto(f"/articles/{article.pk}/")
    hands = Keyboard(page)
    hands.wait()
    words, line = page.locator("#card blockquote"), page.locator("#article .line").nth(1)
    for part in (words, line):
        assert part.evaluate("part => getComputedStyle(part).direction") == "rtl"
    # The line begins at the right edge of its box, and the page does not scroll to the side.
    edges = line.evaluate(
        "line => { const words = document.createRange(); words.selectNodeContents(line);"
        " return [line.getBoundingClientRect().right, words.getClientRects()[0].right] }"
    )
    assert edges[0] - edges[1] < 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hands.press("1")
    expect(page.locator("#card-title")).to_contain_text("Claim 2 of")


@pytest.mark.parametrize("chosen", ["by the system", "by hand"])
def test_the_dark_stays_from_page_to_page(
    chosen: str,
    open_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    bob: User,
    project: Project,
) -> None:
    claims = make_claims(project)
    context = open_context(color_scheme="dark" if chosen == "by the system" else "light", locale="en-GB")
    sign_in(context, bob, live_server)
    page = context.new_page()
    page.goto("/")
    if chosen == "by hand":
        page.get_by_role("button", name="Toggle theme").press("Enter")
    for path in ("/", f"/articles/{claims[0].article_id}/", "/projects/harbour/", "/keys/"):
        page.goto(path)
        assert lightness(page, "background-color") < 60 < 150 < lightness(page, "color")


def lightness(page: Page, what: str) -> float:
    """Return how light a colour of the page is, from 0 to 255."""
    colour = page.evaluate(f"getComputedStyle(document.body).getPropertyValue('{what}')")
    return sum(float(part) for part in colour.strip("rgba()").split(",")[:3]) / 3
