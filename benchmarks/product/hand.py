"""Somebody at a browser, whose every tap, letter, page and decision is counted."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        sys.exit("no chromium found (Debian: apt-get install chromium)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Hand:
    page: Page
    taps: int = 0
    typed: int = 0
    decisions: int = 0  # every control that was set, and every button that was pressed
    addresses: list[str] = field(default_factory=list)  # every page that came

    @property
    def pages(self) -> int:
        return len(self.addresses)

    def start_counting(self) -> None:
        """From the page that is open, which is the first."""
        self.taps = self.typed = self.decisions = 0
        self.addresses = [self.page.url]
        self.page.on("domcontentloaded", lambda page: self.addresses.append(page.url))

    def fill(self, name: str, text: str) -> None:
        """Tap into a field and type."""
        self.page.locator(f"[name={name}]").first.fill(text)
        self.taps += 1
        self.decisions += 1
        self.typed += len(text)

    def choose_file(self, name: str, filename: str, content: bytes) -> None:
        given: Any = {"name": filename, "mimeType": "text/csv", "buffer": content}
        self.page.locator(f"[name={name}]").set_input_files(given)
        self.taps += 1
        self.decisions += 1

    def press(self, selector: str) -> None:
        """A button or a link, and wait for what comes of it."""
        self.page.locator(selector).first.click()
        self.taps += 1
        self.decisions += 1
        self.page.wait_for_load_state("load")

    def tick(self, name: str) -> None:
        self.page.locator(f"[name={name}]").first.check()
        self.taps += 1
        self.decisions += 1


def at_desk(browser: Browser, url: str) -> Hand:
    return Hand(
        browser.new_context(base_url=url, viewport={"width": 1280, "height": 800}, locale="en").new_page()
    )


def on_phone(browser: Browser, url: str) -> Hand:
    return Hand(
        browser.new_context(
            base_url=url, viewport={"width": 390, "height": 844}, has_touch=True, locale="en"
        ).new_page()
    )
