"""axe finds nothing on any page: wide and on a phone, light and dark, in both languages, by all its rules."""

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from annotations.web.urls import urlpatterns
from tests.browser.every_page import NO_PAGES, PAGES, forgive_problem_pages, make_visits
from tests.browser.signing_in import visit_as

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Rules that axe leaves out unless they are asked for: small targets, and headings that only look like some.
FURTHER_RULES = ["target-size", "p-as-heading"]

LOOKS = {
    "en-GB": [("light", 1440), ("dark", 390)],
    "zh-CN": [("dark", 1440), ("light", 390)],
}
"""The colours and widths that each language is looked at in: all four together, both languages in each."""


def find_faults(page: Page) -> list[str]:
    """Return what axe holds against the page: a rule with a place that breaks it."""
    found = page.evaluate(
        # It would read the style sheets anew for a rule about turned phones, which our pages forbid.
        "rules => axe.run({resultTypes: ['violations'], preload: false, rules: rules})",
        {rule: {"enabled": True} for rule in FURTHER_RULES},
    )
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def test_every_address_is_known_as_a_page_or_as_none() -> None:
    assert sorted([*PAGES, *NO_PAGES]) == sorted(str(pattern.name) for pattern in urlpatterns)


@pytest.mark.parametrize("locale", LOOKS)
def test_axe_finds_nothing_on_any_page(
    locale: str,
    transactional_db: None,
    open_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    browser_problems: list[str],
) -> None:
    visits, faults = make_visits(), []
    for visit, page in visit_as(visits, open_context, live_server, locale=locale, reduced_motion="reduce"):
        page.evaluate(AXE)
        for scheme, width in LOOKS[locale]:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{visit}, {scheme}, {width} px: {fault}" for fault in find_faults(page)]
    forgive_problem_pages(browser_problems)
    assert faults == [], "\n".join(faults)
