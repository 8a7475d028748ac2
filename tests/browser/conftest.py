"""A real Chromium over a live server; every page a test opens is watched for errors."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from scripts.machine import MissingTool, find_chromium

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # root may not run Chromium otherwise, and only our own pages are opened
    "--disable-gpu",
    # Chromium's own traffic would fail on a machine without a network.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder `browser`: it runs in a process of its own."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one Chromium of the session; a test takes `page` or `open_context` rather than this."""
    executable = find_chromium()
    if executable is None:
        raise MissingTool("No Chromium: install it, or name one: CHROMIUM=/path/to/chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django would refuse to touch the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser_problems() -> list[str]:
    """What went wrong in the test's pages; a test that provokes one reads it here and clears the list."""
    return []


@pytest.fixture
def open_context(
    chromium: Browser, live_server: LiveServer, browser_problems: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """Open one more browser, with cookies of its own: `open_context(color_scheme="dark").new_page()`.

    Takes what Playwright's `new_context` takes; addresses may be given without the server. The test fails
    when a page logs an error (a blocked script or style does), raises one, or cannot load something.
    """
    contexts: list[BrowserContext] = []

    def note_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            browser_problems.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def note_failure(request: Request) -> None:
        # Chromium gives up a request itself when a download starts or the page is left.
        if request.failure != "net::ERR_ABORTED":
            browser_problems.append(f"request failed: {request.url} ({request.failure})")

    def open_one(**options: object) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, **options)
        context.on("console", note_console)
        context.on("weberror", lambda error: browser_problems.append(f"uncaught: {error.error}"))
        context.on("requestfailed", note_failure)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert browser_problems == []


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page of a desktop browser in English; addresses may be given without the server: `page.goto("/")`."""
    return open_context(locale="en-GB", viewport={"width": 1440, "height": 900}).new_page()


@pytest.fixture
def take_picture() -> Callable[[Page, str], None]:
    """Write `NAME.png` of what a page shows into the folder SCREENSHOT_DIR; without the variable, nothing."""
    folder = os.environ.get("SCREENSHOT_DIR")

    def take(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")

    return take
