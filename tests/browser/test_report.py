"""The agreement report in a browser: it fits, narrows without a script, prints, stands alone as a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Project, User
from tests.browser.signing_in import sign_in
from tests.factories import make_article, make_claims, make_project, make_review, make_user

REPORT = "/projects/harbour/agreement/"
LONG = "市长说渡轮每天将运载四百辆汽车并且合同已经在星期一签署完毕而旧渡轮建于一九七一年" * 4 + "。\n"


@pytest.fixture
def reviewed(transactional_db: None) -> Project:
    """Four reviewers, one with a long name, on an English article and one without a blank."""
    names = ["bob", "carol", "dave", "Bartholomew-Featherstonehaugh-Cholmondeley"]
    reviewers = [make_user(name) for name in names]
    project = make_project(lead=make_user("alice"), reviewers=reviewers, overlap=4)
    chinese = make_article(project, LONG, language="zh")
    for claim in (*make_claims(project), *chinese.claims.live()):
        for at, reviewer in enumerate(reviewers):
            make_review(claim, reviewer, ["verified", "disputed", "verified", "unsourced"][at])
    return project


def open_report(context: BrowserContext, live_server: LiveServer, path: str = REPORT) -> Page:
    sign_in(context, User.objects.get(username="alice"), live_server)
    page = context.new_page()
    page.goto(path)
    return page


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_is_wider_than_the_page(
    width: int,
    reviewed: Project,
    open_context: Callable[..., BrowserContext],
    live_server: LiveServer,
) -> None:
    page = open_report(open_context(viewport={"width": width, "height": 900}), live_server)
    expect(page.locator(".report > section")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_report_is_narrowed_without_a_script(
    reviewed: Project, open_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    page = open_report(open_context(java_script_enabled=False), live_server)
    page.get_by_text("Narrow the report").click()
    page.get_by_role("group", name="Languages").first.get_by_label("Chinese").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".filters-on")).to_contain_text("Languages: Chinese")
    page.get_by_role("link", name="Remove the filter Languages: Chinese").click()
    expect(page.locator(".filters-on")).to_have_count(0)


def test_a_cell_leads_to_its_claims_and_back(
    reviewed: Project, open_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    page = open_report(open_context(), live_server)
    page.get_by_role("link", name="Claims that were called “verified” and “disputed”").click()
    expect(page.locator(".difference-row")).not_to_have_count(0)
    page.get_by_role("link", name="Back to the report").click()
    expect(page.get_by_role("heading", name="Where verdicts differ")).to_be_visible()


def test_on_paper_there_is_the_report_and_nothing_to_press(
    reviewed: Project, open_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    page = open_report(open_context(color_scheme="dark"), live_server)
    page.emulate_media(media="print")
    expect(page.get_by_text("Narrow the report")).to_be_hidden()
    expect(page.get_by_role("link", name="Download CSV")).to_be_hidden()
    expect(page.get_by_role("heading", name="How far reviewers agree")).to_be_visible()


def test_the_file_stands_alone(
    reviewed: Project,
    open_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    tmp_path: Path,
) -> None:
    context = open_context()
    page = open_report(context, live_server)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as one page").click()
    download.value.save_as(tmp_path / "report.html")
    asked: list[str] = []
    alone = context.new_page()
    alone.on("request", lambda request: asked.append(request.url))
    alone.goto((tmp_path / "report.html").as_uri())
    expect(alone.locator(".card").first).to_have_css("border-radius", "10px")
    assert [url for url in asked if not url.startswith("file:")] == []
