"""JSON and Parquet are read as CSV is: whole, or refused with row and column."""

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from counterpart import engine

BO = {
    "id": "bo", "offers": {"Python": 4, "C;D": 2}, "seeks": ["Leading:5", "Law"], "stage": "mid",
    "languages": ["en", "de"], "capacity": 2, "hours": ["Mon 09:00-12:00"], "timezone": "Europe/Oslo",
}  # fmt: skip
ADA = {"id": 7, "offers": "Leading:5", "seeks": "Python:3", "capacity": None, "manager": ""}


def refused(folder: Path, text: str) -> list[str]:
    (folder / "people.json").write_text(text, encoding="utf-8")
    with pytest.raises(engine.BadInput) as caught:
        engine.read_people(folder / "people.json")
    return [str(each) for each in caught.value.problems]


def person(**facts: Any) -> str:
    return json.dumps([{"id": "a", "offers": "", "seeks": "", **facts}])


def test_bo_and_ada_are_read_from_json(tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text(json.dumps([BO, ADA]), encoding="utf-8")

    people = engine.read_people(tmp_path / "people.json")

    assert people.person("7") == engine.Person(id="7", offers={"Leading": 5}, seeks={"Python": 3})
    assert people.person("bo") == engine.Person(
        id="bo",
        offers={"Python": 4, "C;D": 2},
        seeks={"Leading": 5, "Law": 3},
        stage=2,
        languages=("en", "de"),
        capacity=2,
        hours=(engine.Span(0, 540, 720),),
        timezone="Europe/Oslo",
    )


def test_the_same_people_are_read_from_parquet(tmp_path: Path) -> None:
    rows = [
        {"id": "bo", "offers": [("Python", 4)], "seeks": ["Leading:5"], "capacity": 2.0},
        {"id": "ada", "offers": [("Leading", 5)], "seeks": ["Python:3"], "capacity": None},
    ]
    kinds = {
        "id": pyarrow.string(),
        "offers": pyarrow.map_(pyarrow.string(), pyarrow.int64()),
        "seeks": pyarrow.list_(pyarrow.string()),
        "capacity": pyarrow.float64(),
    }
    parquet.write_table(
        pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(kinds.items())), tmp_path / "p.parquet"
    )

    people = engine.read_people(tmp_path / "p.parquet")

    assert people.everyone == (
        engine.Person(id="ada", offers={"Leading": 5}, seeks={"Python": 3}),
        engine.Person(id="bo", offers={"Python": 4}, seeks={"Leading": 5}, capacity=2),
    )


def test_a_capacity_that_is_no_number_is_refused_from_parquet_too(tmp_path: Path) -> None:
    table = pyarrow.table({"id": ["a"], "offers": [""], "seeks": [""], "capacity": [float("nan")]})
    parquet.write_table(table, tmp_path / "p.parquet")

    with pytest.raises(engine.BadInput, match=r"^row 1, column capacity: nan is no number; leave the cell"):
        engine.read_people(tmp_path / "p.parquet")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"offers": {"X": 6}}, "row 1, column offers: 'X' has level 6; write a whole number from 1 to 5"),
        (
            {"offers": {"X": [1]}},
            "row 1, column offers: 'X' has level a list; write a whole number from 1 to 5",
        ),
        ({"offers": {"X": 1, "x ": 2}}, "row 1, column offers: 'x' is here twice"),
        ({"offers": {" ": 1}}, "row 1, column offers: a skill needs a name"),
        ({"seeks": [["X", 1]]}, "row 1, column seeks: a list cannot stand in this list; write texts"),
        ({"seeks": ["a;b"]}, "row 1, column seeks: 'a;b' holds a ';'; make it two entries"),
        (
            {"seeks": 5},
            "row 1, column seeks: a value of type int cannot stand here; "
            "write skills as a text, a list of texts, or an object skill -> level",
        ),
        ({"name": {}}, "row 1, column name: an object cannot stand here; write a text or a number"),
        (
            {"capacity": True},
            "row 1, column capacity: true or false cannot stand here; write a text or a number",
        ),
        ({"capacity": 1e300}, f"row 1, column capacity: '{int(1e300)}' is not a whole number from 0 to 1000"),
        ({"capacity": 1.5}, "row 1, column capacity: '1.5' is not a whole number from 0 to 1000"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, facts: dict[str, Any], said: str) -> None:
    assert refused(tmp_path, person(**facts)) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "people.json is nested too deeply; write a list of objects"),
        ("{}", "people.json must hold a list with one object for each person"),
        ("[1]", "row 1: is no object; write one for each person"),
        ("[]", "there is nobody in this file; add one row for each person"),
        (
            '[{"id": NaN}]',
            "people.json is no JSON that can be read: NaN is no number; write null where nothing is known",
        ),
        ('[{"id": 1, "id": 2}]', "people.json is no JSON that can be read: 'id' stands twice in one object"),
        ('[{"id": "a", "offers": ""}]', "row 1, column seeks: is missing; the header must name it"),
    ],
)
def test_what_is_no_list_of_people_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert refused(tmp_path, text) == [said]


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.parquet").write_bytes(b"PAR1 no")

    with pytest.raises(engine.BadInput, match=r"^p\.parquet is no Parquet file that can be read"):
        engine.read_people(tmp_path / "p.parquet")


def test_without_pyarrow_a_parquet_file_is_answered_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(engine.BadInput, match="reading Parquet needs pyarrow"):
        engine.read_people(tmp_path / "p.parquet")
