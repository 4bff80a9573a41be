"""Each row becomes a person, or a sentence that names row and column and says what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.people.models import Stage
from counterpart.people.newcomers import Newcomer
from counterpart.programmes.importing import reading
from counterpart.programmes.importing.rows import Line, Problem, Understood, understand
from counterpart.programmes.importing.shapes import Field
from counterpart.programmes.importing.table import Table

COLUMNS = ["Name", "Email", "Title", "Team", "Town", "Languages", "Zone", "No", "Boss"]
MAPPED = {
    Field.NAME: 0,
    Field.EMAIL: 1,
    Field.STAGE: 2,
    Field.FUNCTION: 3,
    Field.PLACE: 4,
    Field.LANGUAGES: 5,
    Field.TIME_ZONE: 6,
    Field.STAFF_NUMBER: 7,
    Field.MANAGER: 8,
}


def person(name: str, **cells: str) -> list[str]:
    given = {"Name": name, "Email": f"{name.split()[0].lower()}@example.org"} | cells
    return [given.get(column, "") for column in COLUMNS]


def of(*people: list[str], stages: dict[str, int | None] | None = None) -> Understood:
    table = Table(COLUMNS, [(at, cells) for at, cells in enumerate(people, 2)])
    return understand(table, MAPPED, stages or {})


def test_a_full_row_becomes_a_person_with_all_that_was_mapped() -> None:
    row = person(
        "Ada Example",
        Email=" Mailto:ADA@Example.org ",
        Title="Head of Sales",
        Team="Sales",
        Town="Leeds",
        Languages="English; français / DE",
        Zone="Europe/London",
        No="0002",
        Boss="Grace <grace@example.org>",
    )
    assert of(row, stages={"head of sales": Stage.SENIOR}).lines == [
        Line(
            2,
            Newcomer(
                email="ada@example.org",
                name="Ada Example",
                stage=Stage.SENIOR,
                function="Sales",
                place="Leeds",
                languages=("en", "fr", "de"),
                time_zone="Europe/London",
            ),
            staff_number="0002",
            manager="grace@example.org",
        )
    ]


def test_first_and_family_name_make_one_name() -> None:
    table = Table(["First", "Last", "Email"], [(2, ["José", "O'Neil-Øst", "jose@example.org"])])
    columns = {Field.FIRST_NAME: 0, Field.LAST_NAME: 1, Field.EMAIL: 2}
    assert [line.who.name for line in understand(table, columns, {}).lines] == ["José O'Neil-Øst"]


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"Email": ""}, "Email", "There is no e-mail address. Add it, or leave the row out."),
        ({"Email": "ada"}, "Email", "'ada' is not an e-mail address. Write it like ada@example.org."),
        ({"Email": "a@b"}, "Email", "'a@b' is not an e-mail address. Write it like ada@example.org."),
        (
            {"Email": "a b@c.org"},
            "Email",
            "'a b@c.org' is not an e-mail address. Write it like ada@example.org.",
        ),
        ({"Name": ""}, "Name", "There is no name. Add it, or leave the row out."),
        ({"Name": "x" * 121}, "Name", "This is longer than 120 letters. Shorten it."),
        ({"Team": "x" * 121}, "Team", "This is longer than 120 letters. Shorten it."),
        ({"No": "x" * 65}, "No", "This is longer than 64 letters. Shorten it."),
        ({"Boss": "x" * 255}, "Boss", "This is longer than 254 letters. Shorten it."),
        (
            {"Zone": "Berlin"},
            "Zone",
            "'Berlin' is not a time zone. Write it like Europe/Paris, or leave the column out.",
        ),
        (
            {"Languages": "English, Klingonese"},
            "Languages",
            "'English, Klingonese' holds a language we do not know. Write it like English, French, "
            "or leave the column out.",
        ),
        (
            {"Languages": "en,de,fr,es,it,pt,nl,sv,da,fi,pl"},
            "Languages",
            "These are more than ten languages. Keep the ones used at work.",
        ),
    ],
)
def test_a_cell_to_mend_is_named_by_row_and_column(cells: dict[str, str], column: str, says: str) -> None:
    row = person("Ada Example") if "Name" in cells else person("Ada Example", **cells)
    if "Name" in cells:
        row[0] = cells["Name"]
    found = of(person("Bo Example"), row)
    assert found.problems == [Problem(3, column, says)]
    assert [line.who.name for line in found.lines] == ["Bo Example"]


def test_everything_wrong_in_a_file_is_said_at_once_and_in_order() -> None:
    found = of(person("Ada"), person("Bo", Email="no", Zone="Mars"), person("Ada"), person("Cy", Email=""))
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (3, "Email"),
        (3, "Zone"),
        (4, "Email"),
        (5, "Email"),
    ]


def test_the_same_person_twice_names_both_rows() -> None:
    found = of(person("Ada"), person("Bo"), person("Ada", Email="ADA@example.org"))
    assert found.problems == [
        Problem(4, "Email", "'ada@example.org' stands in row 2 too. Keep one of the two rows.")
    ]


def test_the_same_staff_number_twice_names_both_rows() -> None:
    found = of(person("Ada", No="A7"), person("Bo", No="a7"))
    assert found.problems == [Problem(3, "No", "'a7' stands in row 2 too. Keep one of the two rows.")]


@pytest.mark.parametrize("boss", ["bo@example.org", "BO@example.org", "0007", "Bo Example", "Example, Bo"])
def test_a_manager_is_found_by_address_number_or_name(boss: str) -> None:
    found = of(person("Ada Example", Boss=boss), person("Bo Example", No="0007"))
    assert [line.manager for line in found.lines] == ["bo@example.org", ""]
    assert found.unplaced_managers == 0


def test_a_manager_who_is_not_in_the_file_stays_as_named() -> None:
    found = of(person("Ada", Boss="Grace Hopper"))
    assert [line.manager for line in found.lines] == ["Grace Hopper"]
    assert found.unplaced_managers == 1


def test_of_two_managers_called_alike_neither_is_guessed() -> None:
    found = of(
        person("Ada", Boss="Bo Example"),
        person("Bo Example"),
        person("Bo Example", Email="other@example.org"),
    )
    assert [line.manager for line in found.lines] == ["", "", ""]


def test_whoever_answers_to_nobody_may_name_themselves() -> None:
    assert [line.manager for line in of(person("Ada", Boss="ada@example.org")).lines] == [""]


def test_reporting_lines_in_a_circle_are_named_by_their_rows() -> None:
    found = of(
        person("Ada", Boss="bo@example.org"),
        person("Bo", Boss="cy@example.org"),
        person("Cy", Boss="ada@example.org"),
        person("Di", Boss="ada@example.org"),
    )
    assert found.problems == [
        Problem(
            2, "Boss", "The reporting lines of rows 2, 3, 4 run in a circle. Mend the manager in one of them."
        )
    ]


def test_two_circles_are_two_problems() -> None:
    found = of(
        person("Ada", Boss="bo@example.org"),
        person("Bo", Boss="ada@example.org"),
        person("Cy", Boss="di@example.org"),
        person("Di", Boss="cy@example.org"),
    )
    assert [problem.row for problem in found.problems] == [2, 4]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), min_size=9, max_size=9), max_size=6))
def test_any_text_is_a_person_or_a_problem(rows: list[list[str]]) -> None:
    tidied = [[reading.tidy(cell) for cell in cells] for cells in rows]
    found = of(*tidied)
    assert {line.row for line in found.lines} | {problem.row for problem in found.problems} == set(
        range(2, len(rows) + 2)
    )
