"""Half of `make screenshots`: the demo's pages that each part can reach, with plenty on them.

They go to screenshots/<part>/<route>-<light|dark|phone>.png, to be looked at. Exit 1 where a page is wider
than its window. The other half pictures every route of the matrix: tests/journeys/test_axe.py.
"""

import socket
import sys
import tempfile
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from counterpart.cli import demo, starting
from counterpart.cli.migrate import migrate

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path("screenshots")


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what matters is in the pictures."""


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        demo.furnish(Path(home), port := free_port())
        starting.start()
        return picture_all(port)


def picture_all(port: int) -> int:
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.utils import timezone
    from playwright.sync_api import sync_playwright

    from counterpart.cli import demo_data
    from tests.browser import ARGUMENTS, CHROMIUM, session_of

    migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    people = demo_data.seed(at=timezone.now())
    server = make_server("localhost", port, get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://localhost:{port}"
    parts = {"organiser": people.organiser, "junior": people.junior, "senior": people.senior}
    sessions: dict[str, list[Any]] = {"nobody": []} | {
        part: [session_of(person, url)] for part, person in parts.items()
    }
    reached: set[str] = set()
    too_wide: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for part, cookies in sessions.items():
            reached |= picture(browser, url, part, cookies, too_wide)
        browser.close()
    server.shutdown()
    print(f"{len(reached)} pages in {FOLDER}/")
    print("too wide:", ", ".join(too_wide) or "none")
    return 1 if too_wide else 0


def picture(browser: "Browser", url: str, part: str, cookies: list[Any], too_wide: list[str]) -> set[str]:
    """One part's pages; the addresses are found once and shown in every kind of window."""
    from tests.browser import KINDS, sideways
    from tests.crawl import crawl

    addresses: dict[str, str] = {}
    for kind in ("light", "dark", "phone"):
        context = browser.new_context(reduced_motion="reduce", **KINDS[kind])
        context.add_cookies(cookies)
        page = context.new_page()
        if not addresses:
            addresses = dict(crawl(page, url))
        for route, address in addresses.items():
            page.goto(address)
            target = FOLDER / part / f"{route}-{kind}.png"
            page.screenshot(path=target, full_page=True)
            if sideways(page):
                too_wide.append(str(target))
        context.close()
    return set(addresses)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
