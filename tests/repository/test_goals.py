"""The evidence judges: what cannot be measured, or is measured as something else, falls short."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import evidence
from benchmarks.engine.rows import ROWS
from benchmarks.evidence import Row


def row(goal: str = "<= 8", words: str = "at most 8 pages", said: object = None) -> Row:
    """A row whose command prints what it is told to print."""
    return Row("pages", words, goal, ("tests.repository.echo", json.dumps(said)))


def said(**changed: object) -> dict[str, object]:
    return {"id": "pages", "measured": 7, "n": 1, "seed": None} | changed


AREAS = ("spine", "engine", "journey", "beyond")
# What was promised of the engine, number by number.
PROMISED = {
    "exactness": ["small", "small-lowest", "large", "large-lowest"],
    "certified": ["80-120"],
    "bound": ["rational"],
    "solve": ["10k-pymatching", "10k-rustworkx", "10k-value"],
    "whole": [
        "10k-gap",
        "10k-seconds",
        "100k-gap",
        "100k-seconds",
        "1m-gap",
        "1m-seconds",
        "1m-gib",
        "1m-served",
    ],
    "so2016-all": ["gap-pairs", "gap-rings", "seconds-pairs", "seconds-rings"],
    "kidney": ["rings"],
    "rings": ["highs", "10k-gap", "10k-seconds"],
    "value-beside": ["split", "mentor-match"],
    "overrides": ["p95", "right", "bracket"],
    "everybody": ["hosting-1", "hosting-0", "reasons"],
    "ols-first": ["five", "five-semantic"],
    "coding": ["joined", "right"],
    "same-bytes": ["threads", "rows", "pythons", "jit"],
    "start": ["cold", "warm"],
}


@pytest.mark.parametrize("area", AREAS)
def test_every_goal_stands_in_its_own_words(area: str) -> None:
    unlike = [row.id for row in evidence.read(area) if not row.is_in_its_words()]
    assert unlike == []


def test_every_number_promised_of_the_engine_has_its_row() -> None:
    promised = [f"{about}-{what}" for about, each in PROMISED.items() for what in each]
    assert [row.id for row in evidence.read("engine")] == promised


def test_every_row_of_the_engine_is_one_that_its_module_measures() -> None:
    here = {row.id for row in evidence.read("engine") if row.command[0] == "benchmarks.engine.rows"}
    assert here == set(ROWS)


@pytest.mark.parametrize("area", AREAS)
def test_every_command_is_a_module_that_is_there(area: str) -> None:
    modules = {row.command[0] for row in evidence.read(area)}
    missing = [name for name in sorted(modules) if not Path(*name.split(".")).with_suffix(".py").exists()]
    assert missing == []


def test_a_measured_number_is_compared_with_its_goal() -> None:
    assert (row().holds(8), row().holds(9)) == (True, False)


def test_a_row_says_what_its_command_found() -> None:
    assert evidence.measure(row(said=said())) == said()


@pytest.mark.parametrize(
    "wrong",
    [
        said(id="taps"),
        said(measured=None),
        said(measured="7"),
        said(n=0),
        {"id": "pages", "measured": 7, "n": 1},
    ],
)
def test_a_row_that_measured_nothing_falls_short(wrong: dict[str, object]) -> None:
    with pytest.raises(evidence.FellShort):
        evidence.measure(row(said=wrong))


def test_a_goal_unlike_its_words_falls_short() -> None:
    with pytest.raises(evidence.FellShort):
        evidence.measure(row(goal="<= 9", said=said()))


def test_a_command_that_ends_badly_falls_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(evidence.FellShort):
        evidence.measure(row(said=said()))


def test_an_area_nobody_promised_anything_for_falls_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert evidence.main(["nowhere"]) == 1
    assert "no such row" in capsys.readouterr().out
