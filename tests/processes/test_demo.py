"""The demo: one command, three sign-ins, nothing left behind."""

import re
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from counterpart.cli.ports import answers
from tests.processes.place import Place, alive, free_port, place, wait_for

pytestmark = pytest.mark.processes

LINK = re.compile(r"^(organiser|junior|senior):\s+(http\S+)$", re.MULTILINE)


def told(process: "subprocess.Popen[str]") -> dict[str, str]:
    """What the demo prints, up to the line that says how to stop it."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ctrl-C"):
            break
    return dict(LINK.findall("".join(lines)))


def opened(link: str) -> tuple[int, str]:
    """The status of the page a link ends on, and its address."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(link, timeout=20) as page:
        return page.status, page.url


def start(here: Place, port: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "counterpart", "demo"],
        env=here.environment | {"PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    here.started.append(process)
    return process


def test_three_people_sign_in_by_one_click_and_a_killed_demo_starts_again(tmp_path: Path) -> None:
    with place(tmp_path / "demo") as here:
        port = free_port()
        first = start(here, port)
        links = told(first)
        assert sorted(links) == ["junior", "organiser", "senior"]
        home = f"http://localhost:{port}/"
        assert [opened(link) for link in links.values()] == [(200, home)] * 3
        below = here.kill(first.pid)
        wait_for(lambda: not any(alive(pid) for pid in below) and not answers("127.0.0.1", port), seconds=3)
        again = told(start(here, port))
        assert [opened(link) for link in again.values()] == [(200, home)] * 3
