"""The pictures of the docs: what the demo's people see, at the sizes and in the colours they are shown in.

`make screenshots` writes them; without it the same pages are only looked at.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.management.commands.demo import FIXTURE, import_seeds, simulate_team
from annotations.models import Attribution, Claim, Project, User
from annotations.workflow.demonstrating import load_absent
from annotations.workflow.managing import close_round
from annotations.workflow.reviewing import record_review
from tests.browser.signing_in import sign_in

TakePicture = Callable[[Page, str], None]
OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def demo(transactional_db: None) -> Project:
    """The demo, with Erin at work on the first article, at the claim that rests on 知情人士."""
    load_absent(fixture=FIXTURE)
    project, now = Project.objects.get(), timezone.now()
    articles = import_seeds(project, now).articles
    simulate_team(project, articles, now)
    erin, shown = User.objects.get(username="erin"), shown_claim()
    words = ["verified", "verified", "unsourced", "verified", "disputed"]
    before = Claim.objects.live().filter(article=articles[0], start__lt=shown.start)
    for at, claim in enumerate(before):
        record_review(
            claim=claim,
            reviewer=erin,
            verdict=words[at % len(words)],
            justification="The ministry's own record.",
            at=now + timedelta(minutes=at),
        )
    return project


def shown_claim() -> Claim:
    return Attribution.objects.get(source_text="知情人士", claim__article__title__startswith="US and").claim


def open_page(context: BrowserContext, name: str, live_server: LiveServer, path: str) -> Page:
    sign_in(context, User.objects.get(username=name), live_server)
    page = context.new_page()
    page.goto(path)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screenshot_of_the_workspace(
    scheme: str, demo: Project, open_context: OpenContext, live_server: LiveServer, take_picture: TakePicture
) -> None:
    context = open_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme, locale="en-GB")
    claim = shown_claim()
    page = open_page(context, "erin", live_server, f"/articles/{claim.article_id}/?claim={claim.pk}")
    expect(page.locator("#card .chip.anonymous")).to_contain_text("知情人士")
    expect(page.locator(".run.source.unnamed")).to_have_text("知情人士")
    take_picture(page, "workspace" if scheme == "light" else "workspace-dark")


def test_screenshot_of_the_workspace_on_a_phone(
    demo: Project, open_context: OpenContext, live_server: LiveServer, take_picture: TakePicture
) -> None:
    context = open_context(viewport={"width": 390, "height": 800}, has_touch=True, locale="zh-CN")
    claim = shown_claim()
    page = open_page(context, "erin", live_server, f"/articles/{claim.article_id}/?claim={claim.pk}")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    take_picture(page, "workspace-phone")


def test_screenshot_of_an_arabic_article(
    demo: Project, page: Page, live_server: LiveServer, take_picture: TakePicture
) -> None:
    article = demo.articles.get(language="ar")
    page = open_page(page.context, "erin", live_server, f"/articles/{article.pk}/")
    expect(page.locator("#article .line").nth(1)).to_have_css("direction", "rtl")
    take_picture(page, "workspace-arabic")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screenshot_of_the_report(
    scheme: str, demo: Project, open_context: OpenContext, live_server: LiveServer, take_picture: TakePicture
) -> None:
    context = open_context(viewport={"width": 1440, "height": 1180}, color_scheme=scheme, locale="en-GB")
    page = open_page(context, "alice", live_server, f"/projects/{demo.slug}/agreement/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(demo.name)
    expect(page.locator(".tag.simulated").first).to_be_visible()
    take_picture(page, "report" if scheme == "light" else "report-dark")


def test_screenshot_of_the_project(
    demo: Project, page: Page, live_server: LiveServer, take_picture: TakePicture
) -> None:
    page = open_page(page.context, "alice", live_server, f"/projects/{demo.slug}/")
    expect(page.get_by_text("claims: ").first).to_be_visible()
    take_picture(page, "project")


@pytest.mark.parametrize("room", ["differences", "members", "settings", "import", "guidelines"])
def test_screenshot_of_a_room(
    room: str, demo: Project, page: Page, live_server: LiveServer, take_picture: TakePicture
) -> None:
    close_round(round=demo.rounds.get(), by=User.objects.get(username="alice"), at=timezone.now())
    page = open_page(page.context, "alice", live_server, f"/projects/{demo.slug}/{room}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    take_picture(page, room)


def test_screenshot_of_management_in_chinese(
    demo: Project, open_context: OpenContext, live_server: LiveServer, take_picture: TakePicture
) -> None:
    User.objects.filter(username="alice").update(is_staff=True)
    context = open_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = open_page(context, "alice", live_server, "/manage/annotations/claim/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    take_picture(page, "management-chinese")
