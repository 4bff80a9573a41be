"""What can be set is explained, and nothing else is."""

import re

from tests.conftest import ROOT

# The lifeline between a parent and its children is not for anybody to set.
READING = re.compile(r"""(?:env\.\w+|environ\.get)\(\s*"([A-Z_]+)\"""")
EXPLAINED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
SUGGESTED = re.compile(r"^(?:# )?([A-Z_]+)=", re.MULTILINE)


def read_anywhere() -> set[str]:
    sources = (ROOT / "src").rglob("*.py")
    return {name for path in sources for name in READING.findall(path.read_text())}


def explained() -> set[str]:
    return set(EXPLAINED.findall((ROOT / "docs/reference/settings.md").read_text()))


def test_every_setting_is_explained_and_every_explained_one_is_read() -> None:
    assert explained() == read_anywhere()


def test_the_example_suggests_only_what_is_explained() -> None:
    assert set(SUGGESTED.findall((ROOT / ".env.example").read_text())) - explained() == set()
