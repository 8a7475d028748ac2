"""Every page by keyboard and by ear: each control is reached and seen, the way past the header, the headings,
the language of each text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.every_page import forgive_problem_pages, make_visits
from tests.browser.signing_in import visit_as

# What a mouse could use, numbered; of radio buttons only the chosen one, or the first, is a stop.
NUMBER_STOPS = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const stops = [...document.querySelectorAll(kinds)].filter(
    one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}));
  const radios = new Map();
  for (const one of stops.filter(one => one.type === "radio")) {
    const group = `${[...document.forms].indexOf(one.form)} ${one.name}`;
    if (one.checked || !radios.has(group)) radios.set(group, one);
  }
  const isStop = one => one.type !== "radio" || [...radios.values()].includes(one);
  const numbered = stops.filter(isStop);
  numbered.forEach((one, at) => { one.dataset.stop = at; });
  return numbered.map(one => one.outerHTML.slice(0, 120));
}"""

# The stop that has the focus: whether a ring is drawn around it or its row, and whether it can be seen.
READ_STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const rings = [[one], [one, "::after"], [one.closest("li, .card") ?? one]].some(([part, pseudo]) => {
    const style = getComputedStyle(part, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  });
  const [box] = one.getClientRects();
  // Of a link at the edge of a wide table a part may do.
  const isSeen = [0.1, 0.5, 0.9].some(part => {
    const over = document.elementFromPoint(box.x + box.width * part, box.y + Math.min(box.height, 30) / 2);
    const control = over?.closest("label")?.control;
    return over && (one.contains(over) || control === one || over === one.parentElement);
  });
  return {number: one.dataset.stop, rings, isSeen};
}"""

READ_FRAME = """() => ({
  titles: document.querySelectorAll("h1").length,
  language: document.documentElement.lang,
  first: document.querySelector("a, button, input")?.getAttribute("href"),
})"""

# Arabic words that are not said to be Arabic, or do not run from the right.
FIND_STRAYS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), strays = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), around = walker.currentNode.parentElement;
    // A list to choose from is drawn by the browser.
    if (!/\\p{Script=Arabic}/u.test(text) || around.closest("textarea, option")) continue;
    const isArabic = around.closest("[lang]").lang.startsWith("ar");
    const isFromRight = around.closest("[dir]").matches(":dir(rtl)");
    if (!isArabic || !isFromRight) strays.push(text.slice(0, 60));
  }
  return strays;
}"""

WIDE = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


def walk(page: Page) -> list[str]:
    """Return what is wrong on the way through the page with the Tab key."""
    names: list[str] = page.evaluate(NUMBER_STOPS)
    ringed, seen = set(), set()
    # Some inputs have stops of their own inside, and after the last stop comes the browser itself.
    for _ in range(len(names) + 12):
        page.keyboard.press("Tab")
        if stop := page.evaluate(READ_STOP):
            ringed |= {stop["number"]} if stop["rings"] else set()
            seen |= {stop["number"]} if stop["isSeen"] else set()
    numbers = [str(number) for number in range(len(names))]
    return [
        *(f"no ring: {names[int(number)]}" for number in numbers if number not in ringed),
        *(f"covered or not reached: {names[int(number)]}" for number in numbers if number not in seen),
    ]


@pytest.fixture
def open_pages(
    transactional_db: None,
    open_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    browser_problems: list[str],
):
    """Open every page, one after another: `for visit, page in open_pages(): ...`."""

    def open_each(is_chosen: Callable[[str], bool] = lambda path: True, **options: object):
        visits = [visit for visit in make_visits() if is_chosen(visit.path)]
        yield from visit_as(visits, open_context, live_server, **options)
        forgive_problem_pages(browser_problems)

    return open_each


def test_tab_reaches_every_control_and_shows_where_it_is(open_pages):
    faults = [f"{visit}: {fault}" for visit, page in open_pages(**WIDE) for fault in walk(page)]
    assert faults == [], "\n".join(faults)


def test_every_page_has_one_title_a_language_and_a_way_past_the_header(open_pages):
    expected = {"titles": 1, "language": "zh-hans", "first": "#content-start"}
    faults = {
        str(visit): found
        for visit, page in open_pages(locale="zh-CN")
        if (found := page.evaluate(READ_FRAME)) != expected
    }
    assert faults == {}


def test_arabic_words_are_told_as_arabic_and_run_from_the_right(open_pages):
    pages = open_pages(lambda path: not path.startswith("/manage/"), **WIDE)
    faults = [f"{visit}: {text}" for visit, page in pages for text in page.evaluate(FIND_STRAYS)]
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize(("width", "script"), [(320, True), (720, True), (320, False)])
def test_nothing_is_cut_off_on_the_narrowest_window_and_at_twice_the_size(width, script, open_pages):
    """A window of 1440 pixels at 200 % shows as much as one of 720."""
    options = {"viewport": {"width": width, "height": 600}, "java_script_enabled": script}
    pages = open_pages(lambda path: not path.startswith("/manage/"), **options)
    assert [
        f"{visit}: {over} pixels too wide"
        for visit, page in pages
        if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0
    ] == []
