"""The engine from the command line: files, exit codes, nothing half-written."""

import csv
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from counterpart import engine
from counterpart.cli import COMMANDS, main
from tests.engine.making import crowd

PEOPLE = (
    "id,name,offers,seeks,stage\n"
    "ada,Ada,Python:4,Leading:5,early\n"
    "grace,Grace,Leading:5,Python:4,senior\n"
    "bo,Bo,=cmd:3,Python:2,mid\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "policy.toml").write_text("rings = 0\n", encoding="utf-8")
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


MATCH = [
    "match",
    "people.csv",
    "--policy",
    "policy.toml",
    "--seed",
    "1",
    "--out",
    "matches.csv",
    "--json",
    "report.json",
]


def test_a_file_is_matched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(MATCH) == 0

    with (folder / "matches.csv").open(encoding="utf-8", newline="") as lines:
        seats = list(csv.DictReader(lines))
    assert [
        (seat["partnership"], seat["kind"], seat["person"], seat["learns_from"], seat["topics"])
        for seat in seats
    ] == [
        ("1", "pair", "ada", "grace", "Leading"),
        ("1", "pair", "grace", "ada", "Python"),
    ]
    assert seats[1]["why"] == (
        "Ada can show Grace Python (4 of 5; Grace is at 0; wanted 4 of 5). "
        "They stand apart in stage (early and senior)."
    )
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [report[name] for name in ("people", "served", "seed", "stopped_early", "notes")] == [
        3,
        2,
        1,
        False,
        [],
    ]
    assert report["partnerships"] == [
        {"id": "1", "kind": "pair", "people": ["ada", "grace"], "value": pytest.approx(0.548)}
    ]
    assert [(each["person"], each["reason"]) for each in report["unmatched"]] == [("bo", "nobody_seeks")]
    assert float(seats[0]["benefit"]) == 1.0
    out = capsys.readouterr()
    assert out.out.splitlines() == [
        "2 of 3 people in 1 pair",
        "value 1.596000",
        f"bound {engine_up(report['bound']):.6f}",
        "gap   0.0001 %",
    ]
    assert out.err.endswith("] 100%\n")


def engine_up(bound: float) -> float:
    return -(-bound * 1e6 // 1) / 1e6


def test_the_report_is_written_beside_the_matches(folder: Path) -> None:
    assert main([*MATCH, "--report", "report.html"]) == 0

    page = (folder / "report.html").read_text(encoding="utf-8")
    people = engine.read_people(folder / "people.csv")
    result = engine.solve(people, engine.Policy.from_file(folder / "policy.toml"))
    told, mine = (text.split("Worked out in ")[0] for text in (page, engine.report_html(result, 1.0)))
    assert told == mine


def test_without_a_file_to_write_the_matches_go_to_stdout(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)

    assert main(["match", "people.csv"]) == 0

    people = engine.read_people(folder / "people.csv")
    assert capsys.readouterr().out == engine.matches_csv(engine.solve(people, engine.Policy()))
    assert files(folder) == before


def test_twice_the_same_bytes(folder: Path) -> None:
    main(MATCH)
    once = (folder / "matches.csv").read_bytes()
    lines = PEOPLE.splitlines()
    (folder / "people.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    main(MATCH)

    assert (folder / "matches.csv").read_bytes() == once


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["match", "none.csv"], "cannot read none.csv: No such file or directory"),
        (
            ["match", "people.csv", "--policy", "none.toml"],
            "cannot read none.toml: No such file or directory",
        ),
        (["match", "people.csv", "--out", "no/such/m.csv"], "cannot write "),
        (["match", "people.csv", "--report", "no/such/r.html"], "cannot write "),
        (
            ["match", "people.csv", "--out", "m.csv", "--report", "m.csv"],
            "every file that is read or written needs a name of its own",
        ),
        (["match", "people.csv", "--gap", "-1"], "--gap: must be a number from 0 up"),
        (["match", "people.csv", "--max-seconds", "nan"], "--max-seconds: must be a number from 0 up"),
        (
            ["match", "people.csv", "--out", "people.csv"],
            "every file that is read or written needs a name of its own",
        ),
        (["match", "bad.csv", "--out", "m.csv"], "row 2, column offers: 'Python:9' has level 9;"),
        (["explain", "people.csv", "ada", "Grace"], "nobody here has the id 'Grace'; did you mean 'grace'?"),
        (["verify", "people.csv", "none.csv"], "cannot read none.csv"),
        (["verify", "people.csv", "people.csv"], "row 1, column kind: is missing from the matches"),
        (["verify", "people.csv", "half.csv"], "partnership 1 needs one value"),
        (["verify", "people.csv", "quotes.csv"], "the matches are not CSV"),
        (["verify", "people.csv", "bytes.csv"], "cannot read bytes.csv: it is not UTF-8 text"),
        (["verify", "people.csv", "empty.csv", "--json", "people.csv"], "people.csv is no report of"),
    ],
)
def test_bad_input_ends_with_2_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    (folder / "bad.csv").write_text("id,offers,seeks\na,Python:9,\n", encoding="utf-8")
    (folder / "half.csv").write_text(
        "partnership,kind,person,value\n1,pair,ada,1\n1,pair,grace,2\n", encoding="utf-8"
    )
    (folder / "empty.csv").write_text("partnership,kind,person,value\n", encoding="utf-8")
    (folder / "quotes.csv").write_text('partnership,kind,person,value\n"1"x,,,\n', encoding="utf-8")
    (folder / "bytes.csv").write_bytes(b"\xff\xfe\xfa")
    before = {name: (folder / name).read_bytes() for name in files(folder)}

    assert main(words) == 2

    assert said in capsys.readouterr().err
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before


def test_a_report_that_cannot_be_written_leaves_no_matches(folder: Path) -> None:
    before = files(folder)

    assert main(["match", "people.csv", "--out", "matches.csv", "--json", "no/such/r.json"]) == 2

    assert files(folder) == before


def test_stopping_early_ends_with_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*MATCH, "--max-seconds", "0"]) == 3
    assert "Stopped early" in capsys.readouterr().out
    assert main(["verify", "people.csv", "matches.csv", "--json", "report.json"]) == 0
    assert main([*MATCH, "--gap", "1"]) == 3


def test_verify_agrees_with_what_match_wrote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(MATCH)
    capsys.readouterr()

    assert main(["verify", "people.csv", "matches.csv"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "feasible"
    assert main(["verify", "people.csv", "matches.csv", "--json", "report.json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[-1]) == ("value 1.596000", "feasible")


@pytest.mark.parametrize(
    ("find", "put"), [("grace", "bo"), (",0.548", ",0.9"), ("ada", "adam"), (",pair,", ",ring,")]
)
def test_verify_finds_what_was_changed(folder: Path, find: str, put: str) -> None:
    main(MATCH)
    matches = folder / "matches.csv"
    matches.write_text(matches.read_text(encoding="utf-8").replace(find, put), encoding="utf-8")

    assert main(["verify", "people.csv", "matches.csv"]) == 1


def test_verify_says_that_a_price_is_no_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["match", "people.csv", "--out", "matches.csv", "--json", "report.json"])
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    told["certificate"]["prices"] = dict.fromkeys(told["certificate"]["prices"], math.nan)
    (folder / "report.json").write_text(json.dumps(told), encoding="utf-8")
    capsys.readouterr()

    assert main(["verify", "people.csv", "matches.csv", "--json", "report.json"]) == 1
    assert "is below 0 or no number that a price can be" in capsys.readouterr().err


def test_two_people_are_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "people.csv", "ada", "bo"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "Bo can show Ada nothing new yet.",
        "Ada can show Bo Python (4 of 5; Bo is at 0; wanted 2 of 5).",
        "They stand apart in stage (early and mid).",
        "Ada and Bo cannot be together: what they could learn is less than the policy's minimum.",
    ]
    assert lines[-1].strip() == "0.029333 value of the pair"


def test_what_looks_odd_is_noted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "people.csv").write_text("id,offers,seeks,manager\na,,,zoe\n", encoding="utf-8")

    assert main(["match", "people.csv"]) == 0
    assert (
        "note: people.csv: row 2, column manager: the manager 'zoe' is not among" in capsys.readouterr().err
    )


def test_a_file_with_much_that_looks_odd_does_not_flood_the_screen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"p{at},,,boss{at}\n" for at in range(50))
    (folder / "people.csv").write_text(f"id,offers,seeks,manager\n{rows}", encoding="utf-8")

    assert main(["match", "people.csv"]) == 0
    notes = [line for line in capsys.readouterr().err.splitlines() if line.startswith("note:")]
    assert len(notes) == 21
    assert notes[-1] == "note: people.csv: and 30 more like these"


def test_a_text_that_a_spreadsheet_would_run_is_quoted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "people.csv").write_text("id,offers,seeks\na,=cmd:5,x\nb,x:5,=cmd\n", encoding="utf-8")
    main(["match", "people.csv"])

    seats = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [seat["topics"] for seat in seats] == ["x", "'=cmd"]


def test_the_same_bytes_in_another_process(folder: Path) -> None:
    people = crowd(60, 5, 2)
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "offers", "seeks", "languages", "capacity"])
        for person in people:
            skills = [
                ";".join(f"{name}:{level}" for name, level in of.items())
                for of in (person.offers, person.seeks)
            ]
            rows.writerow([person.id, *skills, ";".join(person.languages), person.capacity])

    made = []
    for seed in ("0", "1"):
        script = f"from counterpart.cli import main; assert main({MATCH!r}) == 0"
        subprocess.run(
            [sys.executable, "-c", script], cwd=folder, env={**os.environ, "PYTHONHASHSEED": seed}, check=True
        )
        made.append((folder / "matches.csv").read_bytes())

    assert made[0] == made[1]


def test_it_works_where_django_is_not_installed(folder: Path) -> None:
    script = (
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'django', 'allauth', 'numba'}:\n"
        "            raise ImportError(name + ' is not installed')\n"
        "sys.meta_path.insert(0, No())\n"
        "from counterpart.cli import main\n"
        f"assert main({MATCH!r}) == 0\n"
        "assert main(['verify', 'people.csv', 'matches.csv', '--json', 'report.json']) == 0\n"
        "assert main(['explain', 'people.csv', 'ada', 'grace']) == 0\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in {'django', 'numba'}]\n"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=plain, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (".", "cannot write .: it is a folder; name a file\n"),
        ("no/where.csv", "cannot write no/where.csv: there is no folder no\n"),
    ],
)
def test_where_nothing_can_be_written_is_said_before_the_search(
    folder: Path, capsys: pytest.CaptureFixture[str], place: str, said: str
) -> None:
    assert (main(["match", "people.csv", "--out", place]), capsys.readouterr().err) == (2, said)


def test_a_command_that_there_is_not_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["mach"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert (lines[0], [line.split()[0] for line in lines if line.startswith("  ")]) == (
        "There is no 'mach'.",
        list(COMMANDS),
    )


def test_where_only_the_engine_is_a_command_of_the_website_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["demo"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "'demo' is of the website, which is not installed here: "
        "pip install '.[server]' in the checkout adds it."
    ]
