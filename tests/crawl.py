"""Every page somebody can reach by clicking, starting where no parameter is needed; one of each route."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from playwright.sync_api import Error, Page

from tests.repository.matrix import ROUTES

# One sets a cookie, the other answers typing with a piece of a page.
NOT_PAGES = {"theme", "skill-suggestions"}
# The demo's letters are to everybody: their links lead where only their readers may go.
LETTERS_TO_OTHERS = {"outbox"}
MOST = 200


def routes(resolver: URLResolver | None = None) -> Iterator[str]:
    """The names of all routes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def beginnings() -> Iterator[str]:
    for name in routes():
        if name in ROUTES and ROUTES[name].get is None:  # it is only posted to
            continue
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def route_of(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def crawl(page: Page, base: str) -> Iterator[tuple[str, str]]:
    """Goes from page to page in this browser; yields route and address while the page is open.

    A link that leads nowhere, and a page that breaks, are failures; what may not be opened is passed by.
    """
    waiting = [(urljoin(base, address), "") for address in beginnings()]
    seen = set(NOT_PAGES)
    while waiting and len(seen) < MOST:
        address, source = waiting.pop(0)
        asked = route_of(address)
        if asked in seen or (asked is None and not source):
            continue
        seen.add(asked or address)
        try:
            answer = page.goto(address)
        except Error as error:
            if "Download is starting" in error.message:
                continue
            raise
        status = answer.status if answer else 0
        assert status < 500, f"{address} answered {status}"
        assert status != 404 or not source, f"{source} leads to {address}, where there is nothing"
        shown = route_of(page.url)
        if status >= 400 or shown is None or (shown != asked and shown in seen):
            continue
        if answer is None or "<html" not in answer.text():  # a fragment of a page
            continue
        seen.add(shown)
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        own = [link for link in links if urlsplit(link).netloc == urlsplit(base).netloc]
        yield shown, page.url
        waiting += [(link, shown) for link in own if shown not in LETTERS_TO_OTHERS]
