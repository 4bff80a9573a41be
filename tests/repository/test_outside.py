"""Nothing a person opens asks another host for anything, and no lock names one."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

WEB = ROOT / "src" / "counterpart"
# Spelled like addresses and never fetched: names of XML vocabularies, and an address shown as words.
VOCABULARIES = (
    "https://example.org/join/",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/xhtml",
)
ADDRESS = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"')]*""", re.IGNORECASE)
SHOWN = [path for ending in ("html", "css", "js", "svg") for path in sorted(WEB.rglob(f"*.{ending}"))]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def addresses(text: str) -> list[str]:
    return [found for found in ADDRESS.findall(text) if not found.startswith(VOCABULARIES)]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: str(path.relative_to(WEB)))
def test_a_page_asks_no_other_host(path: Path) -> None:
    assert addresses(path.read_text()) == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host(path: Path) -> None:
    assert addresses(path.read_text()) == []


@pytest.mark.parametrize("planted", ['src="//cdn.example.com/a.js"', "url(https://fonts.example.org/a)"])
def test_a_planted_address_is_found(planted: str) -> None:
    assert len(addresses(planted)) == 1
