"""What whoever installs it types, and what they read when something is missing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes.place import Place

pytestmark = pytest.mark.processes

MAKE_SOME = "Run `counterpart newkeys` once, and keep what it prints in the environment or in .env."


def typed(here: Place, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "counterpart", *words],
        env=here.environment | more,
        cwd=here.home,
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize("command", ["migrate", "serve", "worker", "run"])
def test_nothing_starts_without_keys_and_says_what_to_do(here: Place, command: str) -> None:
    ended = typed(here, command, SECRET_KEY="", SEALING_KEYS="", PORT="0")
    said = [
        f"SECRET_KEY is missing or too short. {MAKE_SOME}",
        f"SEALING_KEYS is missing. {MAKE_SOME}",
    ]
    assert (ended.returncode, ended.stderr.splitlines()) == (1, said)


def test_new_keys_are_enough_to_begin_with(here: Place) -> None:
    fresh = dict(line.split("=", 1) for line in typed(here, "newkeys").stdout.splitlines())
    assert typed(here, "migrate", **fresh).returncode == 0


def test_olu_becomes_the_owner_and_may_ask_for_another_link(here: Place) -> None:
    links = []
    for _ in range(2):
        ended = typed(here, "createowner", "Olu@example.org", "--name", "Olu")
        first, link = ended.stdout.splitlines()
        assert first == "Sign in as olu@example.org (works once, for a day):"
        assert re.fullmatch(r"http://localhost:8000/in/[\w-]{43}/", link)
        links.append(link)
    assert links[0] != links[1]


def test_what_is_no_address_makes_no_owner(here: Place) -> None:
    ended = typed(here, "createowner", "olu")
    assert (ended.returncode, ended.stderr) == (1, "'olu' is not an e-mail address.\n")


def test_olu_may_ask_for_his_link_before_anything_has_run(here: Place, tmp_path: Path) -> None:
    home = tmp_path / "new"
    more = {"COUNTERPART_HOME": str(home), "DATABASE_URL": f"sqlite:///{home}/new.sqlite3"}
    ended = typed(here, "createowner", "olu@example.org", **more)
    assert ended.stdout.splitlines()[0] == "Sign in as olu@example.org (works once, for a day):"


@pytest.mark.parametrize("port", ["http", "-1", "70000"])
def test_what_is_no_port_is_named(here: Place, port: str) -> None:
    ended = typed(here, "run", PORT=port)
    assert (ended.returncode, ended.stderr) == (1, f"PORT has to be a number up to 65535, not '{port}'.\n")
