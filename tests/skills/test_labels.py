"""The words labelled by hand: what is measured on them, and that the measure can fall short."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import spine_words
from counterpart.skills.joining import Joined
from counterpart.skills.vocabulary import load

SOURCES = sorted(spine_words.COLUMNS)


@pytest.mark.parametrize("source", SOURCES)
def test_every_label_is_a_skill_or_none(source: str) -> None:
    given = [right for _, right in spine_words.labels(source)]
    assert len(given) == 300
    assert set().union(*given) - set(load()) == {"none"}


@pytest.mark.parametrize("source", SOURCES)
def test_of_a_hundred_joined_uses_at_least_95_are_right(source: str) -> None:
    row = spine_words.joined_right(source)
    assert row["n"] == 100
    assert int(row["measured"]) >= 95


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    "guess",
    [
        pytest.param(lambda text: (Joined(text, "ai"),), id="always the same"),
        pytest.param(lambda text: (Joined(text, sorted(load())[len(text)]),), id="by length"),
    ],
)
def test_a_joiner_that_guesses_falls_short(
    source: str, guess: Callable[[str], tuple[Joined, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spine_words, "join", guess)
    assert int(spine_words.joined_right(source)["measured"]) < 95


@pytest.mark.data
def test_most_words_of_real_people_are_joined(data_folder: Path) -> None:
    shares = {source: float(spine_words.joined_share(source)["measured"]) for source in SOURCES}
    assert {source: share for source, share in shares.items() if share < 0.75} == {}


@pytest.mark.data
def test_the_labelled_words_are_the_sample_they_say_they_are(data_folder: Path) -> None:
    for source in SOURCES:
        uses = list(spine_words.uses(source))
        drawn = spine_words.sample(uses)
        assert [word for word, _ in spine_words.labels(source)] == drawn


def test_without_the_data_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.spine_words", "ols-joined-share"]
    ended = subprocess.run(
        command, env={"COUNTERPART_DATA": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "COUNTERPART_DATA" in ended.stderr


def test_a_row_prints_itself() -> None:
    command = [sys.executable, "-m", "benchmarks.spine_words", "ols-joined-right"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout) == spine_words.joined_right("ols")
