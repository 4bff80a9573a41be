"""Whatever is put in, the answer is clear or the refusal is, and no NaN comes out."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from counterpart import engine
from counterpart.cli import main
from tests.engine.making import AMINA, BENGT, pairs, solved

ODD_NUMBERS = [float("nan"), float("inf"), -1, 1e300]
COPIES = 1000


def numbers(told: Any) -> list[float]:
    """Every number of a report, however deep."""
    if isinstance(told, dict):
        return [each for value in told.values() for each in numbers(value)]
    if isinstance(told, list):
        return [each for value in told for each in numbers(value)]
    return [told] if isinstance(told, int | float) else []


def is_sound(result: engine.Result) -> bool:
    """Every number is one, and the plan holds before `verify`."""
    finite = all(map(math.isfinite, numbers(engine.report(result, 0.0))))
    return finite and engine.verify(result.people, result.policy, result).ok


def refused(work: Callable[[], object]) -> list[str]:
    with pytest.raises(engine.BadInput) as caught:
        work()
    return [str(each) for each in caught.value.problems]


@pytest.mark.parametrize("odd", ODD_NUMBERS)
@pytest.mark.parametrize("column", ["offers", "seeks"])
def test_a_level_that_is_none_is_refused(column: str, odd: Any) -> None:
    facts: dict[str, Any] = {column: {"X": odd}}
    person = engine.Person(id="a", **facts)

    assert refused(lambda: engine.People.from_rows([person])) == [
        f"row 1, column {column}: 'X' has level {odd}; write a whole number from 1 to 5"
    ]


@pytest.mark.parametrize("odd", ODD_NUMBERS)
def test_a_capacity_that_is_none_is_refused(odd: Any) -> None:
    assert refused(lambda: engine.People.from_rows([engine.Person(id="a", capacity=odd)])) == [
        f"row 1, column capacity: {odd} is not a whole number from 0 to 1000"
    ]


@pytest.mark.parametrize("odd", ODD_NUMBERS)
@pytest.mark.parametrize(
    "name", ["reciprocity", "perspective", "inclusion", "minimum_benefit", "common_hours"]
)
def test_a_weight_that_is_none_is_refused(name: str, odd: Any) -> None:
    (said,) = refused(lambda: engine.Policy(**{name: odd}))

    assert said.startswith(f"{name}: must be a number from 0 to ")


@pytest.mark.parametrize("written", ["nan", "inf", "-1", "1e300"])
def test_a_file_with_no_number_is_refused_at_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    (tmp_path / "people.csv").write_text(f"id,offers,seeks,capacity\na,x,y,{written}\n", encoding="utf-8")

    assert main(["match", str(tmp_path / "people.csv"), "--out", str(tmp_path / "out.csv")]) == 2
    assert capsys.readouterr().err == (
        f"row 2, column capacity: '{written}' is not a whole number from 0 to 1000\n"
    )
    assert not (tmp_path / "out.csv").exists()


def test_one_person_hears_that_nobody_else_is_here() -> None:
    result = solved(AMINA)

    assert is_sound(result)
    assert [str(each.reason) for each in result.unmatched] == ["alone"]
    assert (result.value, result.bound, result.gap) == (0, 0, 0)


def test_nobody_at_all_is_an_empty_plan() -> None:
    result = solved()

    assert is_sound(result)
    assert (result.partnerships, result.unmatched, result.gap) == ((), (), 0)


def test_where_everyone_is_blocked_each_hears_of_the_rule() -> None:
    people = [
        engine.Person(id=name, offers={name: 4}, seeks=dict.fromkeys("abc", 4), avoid=tuple("abc"))
        for name in "abc"
    ]

    result = solved(*people)

    assert is_sound(result)
    assert result.partnerships == ()
    assert {each.facts.stopped for each in result.unmatched} == {((engine.Rule.AVOIDED, 2),)}


@pytest.mark.parametrize("n", [40, 41])
def test_people_who_are_all_alike_teach_nobody_and_hear_why(n: int) -> None:
    result = solved(*(engine.Person(id=f"p{at}", offers={"X": 3}, seeks={"X": 3}) for at in range(n)))

    assert is_sound(result)
    assert {str(each.reason) for each in result.unmatched} == {"nobody_further"}
    assert len(result.unmatched) == n


def test_equal_benefits_of_everybody_fill_every_place() -> None:
    n = 41
    matrix = np.full((n, n), 0.5)
    np.fill_diagonal(matrix, 0)

    result = engine.solve(
        engine.People.from_benefits([f"p{at}" for at in range(n)], matrix), engine.Policy(rings=0)
    )

    assert is_sound(result)
    assert result.served == 40


def test_a_thousand_copies_of_one_person_are_a_clear_answer() -> None:
    """Nobody is further along than their own copy."""
    result = solved(*(engine.Person(id=f"p{at}", offers={"X": 3}, seeks={"X": 5}) for at in range(COPIES)))

    assert is_sound(result)
    assert {each.sentence for each in result.unmatched if each.person == "p7"} == {
        "999 people offer X; nobody here is further along than p7 yet."
    }
    assert result.served == 0


def test_in_a_star_one_is_served_as_often_as_there_is_room() -> None:
    rays = [engine.Person(id=f"ray{at}", offers={"B": 4}, seeks={"A": 4}) for at in range(30)]

    one, three = (
        solved(engine.Person(id="sun", offers={"A": 5}, seeks={"B": 5}, capacity=room), *rays)
        for room in (1, 3)
    )

    assert is_sound(one)
    assert is_sound(three)
    assert (one.served, three.served) == (2, 4)
    assert {str(each.reason) for each in one.unmatched} == {"everyone_taken"}


def test_whoever_has_a_capacity_of_nought_takes_no_part() -> None:
    result = solved(AMINA, BENGT, engine.Person(id="zoe", offers={"AI": 5}, seeks={"AI": 1}, capacity=0))

    assert is_sound(result)
    assert pairs(result) == [("amina", "bengt")]
    assert [str(each.reason) for each in result.unmatched] == ["not_taking_part"]


def test_managers_in_a_circle_are_refused_with_the_way_round(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,offers,seeks,manager\na,,,b\nb,,,c\nc,,,a\n", encoding="utf-8")

    assert refused(lambda: engine.read_people(path)) == [
        "row 2, column manager: these managers go round in a circle: a -> b -> c -> a; take one of them out"
    ]


def test_an_unknown_stage_is_refused_in_a_file_and_from_python(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps([{"id": "a", "offers": "", "seeks": "", "stage": "boss"}]), encoding="utf-8")

    assert refused(lambda: engine.read_people(path)) == [
        "row 1, column stage: 'boss' is not a stage; write student, early, mid, senior, executive, "
        "retired or leave it empty"
    ]
    assert refused(lambda: engine.People.from_rows([engine.Person(id="a", stage=9)])) == [
        "row 1, column stage: no stage 9; it is one of 0 to 5, or unknown"
    ]


def test_a_stage_not_told_goes_neither_way_and_the_reason_says_so() -> None:
    result = solved(
        AMINA, engine.Person(id="bo", offers={"Leading": 5}, seeks={"AI": 4}), direction="reverse"
    )

    assert is_sound(result)
    assert {each.remedy for each in result.unmatched} == {
        "A told stage, or the policy direction = any, would help."
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"avoid": "bo"}, "row 1, column avoid: 'bo' cannot stand here; write a tuple of texts"),
        ({"languages": (1,)}, "row 1, column languages: (1,) cannot stand here; write a tuple of texts"),
        (
            {"hours": "Mon 09:00-12:00"},
            "'Mon 09:00-12:00' cannot stand here; `read_hours` makes it",
        ),
        (
            {"offers": ["AI"]},
            "column offers: ['AI'] is no mapping of skill to level, like {'Python': 4}",
        ),
        ({"place": None}, "row 1, column place: None is no text; write one, or leave it out"),
        ({"id": 7}, "row 1, column id: 7 is no text; write one, or leave it out"),
        ({"hosting": -1}, "row 1, column hosting: -1 is not a whole number from 0 to 1000"),
    ],
)
def test_a_person_made_of_other_types_is_refused(told: dict[str, Any], said: str) -> None:
    (refusal,) = refused(lambda: engine.People.from_rows([engine.Person(**{"id": "a", **told})]))

    assert said in refusal


def test_a_person_made_of_numpys_numbers_and_lists_is_read_like_any_other() -> None:
    told: dict[str, Any] = {"offers": {"AI": np.int64(4)}, "stage": np.int8(1), "avoid": ["b"]}
    (person,) = engine.People.from_rows([engine.Person(id="a", **told)])

    assert person == engine.Person(id="a", offers={"AI": 4}, stage=1, avoid=("b",))
    assert [type(each) for each in (person.offers["AI"], person.stage)] == [int, int]


@pytest.mark.parametrize("odd", [float("nan"), -1])
def test_a_limit_that_is_none_is_refused(odd: float) -> None:
    assert refused(lambda: engine.Gap(odd)) == [f"most: must be a number from 0 up, not {odd}"]
    assert refused(lambda: engine.MaxSeconds(odd)) == [f"seconds: must be a number from 0 up, not {odd}"]


def test_somebody_who_looks_at_a_result_sees_one_line() -> None:
    result = solved(AMINA, BENGT)

    assert repr(result).startswith("<Result: 2 of 2 people in 1 partnerships, value ")
    assert repr(result.without("amina", "bengt")).startswith("<Changed: 0 of 2 people in 0 partnerships, ")
    assert repr(result.people) == "<People: 2>"


@pytest.mark.parametrize("column", ["offers", "seeks", "stage", "capacity"])
def test_a_number_of_thousands_of_digits_is_refused_by_its_place(tmp_path: Path, column: str) -> None:
    cell = f"X:{'1' * 5000}" if column in ("offers", "seeks") else "1" * 5000
    cells = {"id": "a", "offers": "", "seeks": "", column: cell}
    (tmp_path / "people.csv").write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")

    (said,) = refused(lambda: engine.read_people(tmp_path / "people.csv"))

    assert said.startswith(f"row 2, column {column}: '")


def test_of_very_many_unknown_columns_the_first_are_named(tmp_path: Path) -> None:
    names = ",".join(f"c{at}" for at in range(100_000))
    (tmp_path / "people.csv").write_text(f"id,offers,seeks,{names}\n", encoding="utf-8")

    said = refused(lambda: engine.read_people(tmp_path / "people.csv"))

    assert len(said) == 21
    assert "row 1: and 99980 more columns are not known" in said


def test_somebody_who_tells_thousands_of_topics_is_explained_at_once() -> None:
    many = {f"topic {at}": 1 + at % 5 for at in range(3_000)}
    one, other = engine.Person(id="a", offers={"X": 5}, seeks=many), engine.Person(id="b", offers=many)

    result = solved(one, other, two_way=False)

    topics = result.partnerships[0].directions[0].topics
    assert sum(topic.term for topic in topics) == pytest.approx(1.0)
    assert topics[0].term > topics[-1].term > 0


@pytest.mark.parametrize("written", ["pins = " + "[" * 50_000, "rings = " + "1" * 5000, "start = 0001-01-01"])
def test_a_policy_that_breaks_its_reader_is_refused(tmp_path: Path, written: str) -> None:
    (tmp_path / "policy.toml").write_text(written, encoding="utf-8")

    assert refused(lambda: engine.Policy.from_file(tmp_path / "policy.toml"))


def test_half_of_a_character_in_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text(r'[{"id": "\ud800", "offers": "", "seeks": ""}]', encoding="utf-8")

    (said,) = refused(lambda: engine.read_people(tmp_path / "people.json"))

    assert said.startswith("people.json is no JSON that can be read")
