"""A lead brings articles in: the files are checked, the bar runs to its end, each article can be opened."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Article, Project
from tests.browser.signing_in import sign_in
from tests.factories import make_project, make_user

LIST = (
    "text,title\n"
    "Mayor Ada Quill said that the ferry was sold.,Ferry sold\n"
    ",Nothing in it\n"
    "قال العمدة إن العقد وُقّع يوم الاثنين.,بيع العبّارة\n"
    "The old ferry was built in 1971.,Old ferry\n"
)


@pytest.fixture
def project(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of Alice's; an article is a turn, so that the bar is seen on its way."""
    monkeypatch.setattr("annotations.workflow.bulk.BATCH_ROWS", 1)
    monkeypatch.setattr("annotations.tasks.REQUEST_TURN", timedelta())
    return make_project(lead=make_user("alice"))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "wire.csv").write_text(LIST, encoding="utf-8")
    return [str(tmp_path / "wire.csv")]


def check_files(page: Page, files: list[str]) -> None:
    page.goto("/projects/harbour/import/")
    page.get_by_label("Choose files").set_input_files(files)
    page.get_by_role("button", name="Check the files").click()


def test_a_lead_imports_three_articles_and_sees_the_bar_reach_its_end(
    page: Page, live_server: LiveServer, project: Project, files: list[str]
) -> None:
    sign_in(page.context, project.memberships.get().user, live_server)
    check_files(page, files)
    expect(page.get_by_text("is empty or holds only blanks")).to_be_visible()
    page.get_by_role("button", name="Import 3 articles").click()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "4", timeout=20_000)
    expect(page.get_by_role("heading", name="Everything is done")).to_be_visible()
    page.get_by_role("link", name="Ferry sold").click()
    expect(page).to_have_url(f"{live_server.url}/articles/{Article.objects.get(title='Ferry sold').pk}/")


def test_without_scripts_the_page_loads_itself_again_until_the_end(
    open_context: Callable[..., BrowserContext], live_server: LiveServer, project: Project, files: list[str]
) -> None:
    context = open_context(java_script_enabled=False)
    sign_in(context, project.memberships.get().user, live_server)
    page = context.new_page()
    check_files(page, files)
    page.get_by_role("button", name="Import 3 articles").click()
    expect(page.get_by_role("heading", name="Everything is done")).to_be_visible(timeout=30_000)
    assert Article.objects.count() == 3


def test_a_right_to_left_title_reads_from_the_right(
    page: Page, live_server: LiveServer, project: Project, files: list[str]
) -> None:
    sign_in(page.context, project.memberships.get().user, live_server)
    check_files(page, files)
    title = page.get_by_text("بيع العبّارة")
    assert title.evaluate("element => getComputedStyle(element).direction") == "rtl"
