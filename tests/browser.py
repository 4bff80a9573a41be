"""Real browsers for tests: Debian's chromium, wide or a phone, light or dark, with or without JavaScript."""

import os
import shutil
from collections.abc import Callable, Generator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from counterpart.people.models import Person

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
Kind = Literal["light", "dark", "phone", "narrow", "plain"]
KINDS: dict[Kind, dict[str, Any]] = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True},
    "narrow": {"viewport": NARROW, "has_touch": True},
    "plain": {"viewport": PHONE, "java_script_enabled": False},
}
LOOKS: tuple[tuple[str, ViewportSize, tuple[str, ...], str], ...] = (
    ("light", WIDE, (), ""),
    ("dark", WIDE, ("color-contrast",), ""),
    ("phone", PHONE, (), "color-contrast"),
)
PICTURES = os.environ.get("SCREENSHOTS", "")
Visit = Callable[..., Page]
PATIENCE = 30_000  # milliseconds until what does not come counts as missing, however busy the machine
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium found (Debian: apt-get install chromium)")
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Generator[Visit, None, None]:
    """Opens the site for somebody in a browser of their own: visit(cast.amina, "phone").goto("/").

    When the test ends, no page may have broken its own policy, thrown an error, or asked another host.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_for(who: Person | None = None, kind: Kind = "light") -> Page:
        context = browser.new_context(
            base_url=live_server.url, reduced_motion="reduce", locale="en", **KINDS[kind]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if who is not None:
            context.add_cookies([session_of(who, live_server.url)])
        page = context.new_page()
        watch(page, live_server.url, faults)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert faults == []


def session_of(who: Person, url: str) -> Any:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(who)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def watch(page: Page, url: str, faults: list[str]) -> None:
    """Note what no page of ours may do."""
    host = urlsplit(url).netloc
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.on(
        "request",
        lambda asked: (
            faults.append(f"asked another host: {asked.url}")
            if urlsplit(asked.url).scheme.startswith("http") and urlsplit(asked.url).netloc != host
            else None
        ),
    )


def axe(page: Page, *rules: str) -> None:
    """Nothing on this page keeps anybody out, as far as axe can tell (WCAG 2.2 AA and good practice)."""
    assert violations(page, *rules) == []


def violations(page: Page, *rules: str, without: str = "") -> list[str]:
    """By these rules, or by all but one."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    if without:
        options["rules"] = {without: {"enabled": False}}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)  # half a megabyte: once a page, not once a question
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [
        f"{page.url}: {each['id']}: {node['target']} {node['html'][:160]}"
        for each in found
        for node in each["nodes"]
    ]


def keeps_nobody_out(page: Page, name: str = "") -> None:
    assert faults_of(page, name) == []


def faults_of(page: Page, name: str = "") -> list[str]:
    """What keeps somebody out of this page: light, dark and on a phone, from one visit.

    Dark differs by its colours, the phone by everything else, and the narrowest one must not scroll sideways.
    Where SCREENSHOTS names a folder, a page with a name is pictured there (`make screenshots`).
    """
    before, found = page.viewport_size or WIDE, []
    for kind, size, rules, without in LOOKS:
        page.emulate_media(color_scheme="dark" if kind == "dark" else "light")
        page.set_viewport_size(size)
        if name and PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{kind}.png", full_page=True)
        found += [f"{kind}: {each}" for each in violations(page, *rules, without=without)]
        found += _too_wide(page)
    page.set_viewport_size(NARROW)
    found += _too_wide(page)
    if page.locator("h1").count() != 1:
        found.append(f"{page.url} has {page.locator('h1').count()} headings of the first order")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
    return found


def _too_wide(page: Page) -> list[str]:
    return [f"{page.url} is {sideways(page)} px wider than {page.viewport_size}"] if sideways(page) else []


def sideways(page: Page) -> int:
    """By how many pixels a page is wider than its window; 0 is right."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
