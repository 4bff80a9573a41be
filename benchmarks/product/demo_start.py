"""How long a newcomer waits for `make demo`, and whether its links lead home."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.spine_product import Measured

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 600.0  # seconds after which a start has come to nothing
LINK = re.compile(r"^(organiser|junior|senior):\s+(\S+)$")


def demo_first_start() -> Measured:
    """Seconds from `make demo` in a fresh clone, with an empty package cache, to a page that answers 200."""
    with _clone() as folder, _demo(folder) as (seconds, _):
        return Measured(round(seconds, 1), 1)


def demo_second_start() -> Measured:
    """The same in the same clone, once more."""
    with _clone() as folder:
        with _demo(folder):
            pass
        with _demo(folder) as (seconds, _):
            return Measured(round(seconds, 1), 1)


def demo_homes() -> Measured:
    """One-click sign-ins that show their person's home: a page with their name, at the address of home."""
    with _clone() as folder, _demo(folder) as (_, links):
        homes = [_is_home(link) for link in links.values()]
        return Measured(sum(homes), len(homes))


def _is_home(link: str) -> bool:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(link, timeout=30) as page:
        text = page.read().decode()
        print(page.status, page.url)
        signed_in = 'href="/profile/"' in text
        return page.status == 200 and urlsplit(page.url).path == "/" and signed_in


@contextmanager
def _clone() -> Iterator[Path]:
    """What is committed, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="counterpart-clone-") as folder:
        there = Path(folder) / "counterpart"
        subprocess.run(["git", "clone", "-q", ROOT, there], check=True)
        yield there


@contextmanager
def _demo(folder: Path) -> Iterator[tuple[float, dict[str, str]]]:
    """Start it, wait for its first page; gives the seconds that took, and its links."""
    port = _free_port()
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "COUNTERPART"))
    }
    environment = kept | {
        "PORT": str(port),
        "PYTHON": getattr(sys, "_base_executable", sys.executable),
        "PIP_CACHE_DIR": str(folder.parent / "pip"),
    }
    began = time.monotonic()
    log = (folder.parent / "log").open("w+")
    demo = subprocess.Popen(
        ["make", "demo"], cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    try:
        seconds = _until_it_answers(demo, port, began, Path(log.name))
        yield seconds, _links(Path(log.name), began)
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait(timeout=60)
        log.close()


def _until_it_answers(demo: subprocess.Popen[bytes], port: int, began: float, log: Path) -> float:
    while time.monotonic() - began < LONGEST:
        if demo.poll() is not None:
            raise RuntimeError(f"the demo ended: {log.read_text()[-3000:]}")
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/", timeout=30) as page:
                if page.status == 200:
                    return time.monotonic() - began
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no page came: {log.read_text()[-3000:]}")


def _links(log: Path, began: float) -> dict[str, str]:
    """Printed just after the first page came."""
    while time.monotonic() - began < LONGEST:
        lines = map(LINK.match, log.read_text().splitlines())
        found: dict[str, str] = {line[1]: line[2] for line in lines if line}
        if len(found) == 3:
            return found
        time.sleep(0.1)
    raise RuntimeError(f"no links were printed: {log.read_text()[-3000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
