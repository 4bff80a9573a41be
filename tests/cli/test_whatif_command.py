"""What-if from the command line."""

from pathlib import Path

import pytest

from counterpart import engine
from counterpart.cli import main

PEOPLE = (
    "id,name,offers,seeks,manager\n"
    "ada,Ada,Python:4,Leading:5,\n"
    "grace,Grace,Leading:5,Python:4,\n"
    "bo,Bo,Leading:4,Python:2,\n"
    "cy,Cy,Cooking:3,Python:5,ada\n"
)


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return str(path)


def test_a_pair_that_is_asked_for_has_a_price(people: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", people, "--with", "ada", "bo"]) == 0

    result = engine.solve(engine.read_people(people), engine.Policy())
    changed = result.with_pair("ada", "bo")
    lines = capsys.readouterr().out.splitlines()
    low, high = changed.bracket
    assert lines[0] == f"price {changed.price:.6f} (certified: from {low:.6f} to {high:.6f})"
    assert lines[1] == f"value {changed.value:.6f}"
    assert lines[4:] == ["- Ada and Grace", "+ Ada and Bo"]
    assert changed.price > 0


def test_two_who_are_to_part_have_a_price(people: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", people, "--without", "ada", "grace"]) == 0

    assert capsys.readouterr().out.splitlines()[4:] == ["- Ada and Grace", "+ Ada and Bo"]


def test_whom_to_look_for(people: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", people, "--recruit", "--level", "5"]) == 0

    first = engine.solve(engine.read_people(people), engine.Policy()).recruit(5)[0]
    line = capsys.readouterr().out.splitlines()[0]
    assert first.offers == "Python"
    assert line == (
        f"{first.raises_at_most:9.6f} at most by Python:5, best for {first.best_for.title()}, "
        f"better for {first.serves}"
    )


def test_nobody_to_look_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,offers,seeks\nada,Python,\n", encoding="utf-8")

    assert main(["whatif", str(path), "--recruit"]) == 0

    assert capsys.readouterr().out == "No offer of one more person would raise the total of these pairs.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--with", "ada", "cy"], "'ada' and 'cy' cannot be together: one of them stands above the other"),
        (["--without", "ada", "bos"], "nobody here has the id 'bos'; did you mean 'bo'?"),
        (["--recruit", "--level", "9"], "a level is a whole number from 1 to 5, not 9"),
    ],
)
def test_what_cannot_be_is_refused(
    people: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["whatif", people, *words]) == 2

    assert said in capsys.readouterr().err
