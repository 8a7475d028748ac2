"""A person who has no mouse: goes to each field, button and link by Tab, and sees where they are."""

import re

from playwright.sync_api import Locator, Page, expect

FAR = 150
"""Presses of Tab after which somebody gives up."""


class Keyboard:
    """Hands that only know the keyboard, on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait(self) -> None:
        """Wait until the workspace listens to keys and is drawn: the browser drops what is pressed before."""
        expect(self.page.locator("#show-keys")).to_be_visible()
        self.page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    def reach(self, wanted: Locator) -> None:
        """Press Tab until the element has the focus, and shows it."""
        expect(wanted).to_be_visible()
        for _press in range(FAR):
            if wanted.evaluate("element => element === document.activeElement"):
                assert wanted.evaluate("element => element.matches(':focus-visible')")
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"No Tab leads to {wanted}")

    def write(self, label: str, words: str) -> None:
        """Write into the field of that label, over what it holds."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def choose(self, label: str, words: str) -> None:
        """Choose from the list of that label by typing how its entry begins."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(words)

    def tick(self, label: str) -> None:
        """Press Space in the box of that label."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Space")

    def push(self, name: str) -> None:
        """Press Enter on the button of that name."""
        self.reach(self.page.get_by_role("button", name=name, exact=True))
        self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Press Enter on the first link of that name, before which its key may stand."""
        named = re.compile(rf"^(\w )?{re.escape(name)}$")
        self.reach(self.page.get_by_role("link", name=named).first)
        self.page.keyboard.press("Enter")

    def press(self, *keys: str) -> None:
        """Press these keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
