"""A file is read whole or refused with row, column and what to do."""

from pathlib import Path

import pytest

from counterpart import engine


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(engine.BadInput) as caught:
        engine.read_people(write(folder, text))
    return [str(each) for each in caught.value.problems]


def test_every_column_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "id,name,offers,seeks,stage,function,place,background,languages,timezone,hours,capacity,manager,avoid,met,hosting\n"
        " b ,Bo,Python:4;Cisco: CCNA,Excel,Senior,HR,Oslo,law,en;de,Europe/Oslo,"
        "Mon 09:00-12:00;wed 14:00-24:00,2,a,c,a;c,1\n"
        'a,"Ada, the first",,"Notes: 2024:5",5,,,,,,,,,,,\n'
        "\n"
        "c,,,,,,,,,,,0,,,,\n",
    )

    people = engine.read_people(path)

    assert [person.id for person in people] == ["a", "b", "c"]
    assert people.person("a") == engine.Person(
        id="a", name="Ada, the first", seeks={"Notes: 2024": 5}, stage=5
    )
    assert people.person("b") == engine.Person(
        id="b",
        name="Bo",
        offers={"Python": 4, "Cisco: CCNA": 3},
        seeks={"Excel": 3},
        stage=3,
        function="HR",
        place="Oslo",
        background="law",
        languages=("en", "de"),
        timezone="Europe/Oslo",
        hours=(engine.Span(0, 540, 720), engine.Span(2, 840, 1440)),
        capacity=2,
        manager="a",
        avoid=("c",),
        met=("a", "c"),
        hosting=1,
    )
    assert people.person("c").capacity == 0
    assert people.warnings == ()


@pytest.mark.parametrize(
    ("cell", "skills"),
    [
        ("Python", {"Python": 3}),
        ("Python:5", {"Python": 5}),
        (" Python :  2 ;; ", {"Python": 2}),
        ("C++ : templates", {"C++ : templates": 3}),
        ("a:b:4", {"a:b": 4}),
        ("Python\uff1a\uff14", {"Python": 4}),
        ("\ufb01nance", {"finance": 3}),
        ("Social   media", {"Social media": 3}),
        ("Python:3.5", {"Python:3.5": 3}),
        ("Python:", {"Python:": 3}),
    ],
)
def test_skills_of_a_cell(tmp_path: Path, cell: str, skills: dict[str, int]) -> None:
    people = engine.read_people(write(tmp_path, f'id,offers,seeks\na,"{cell}",\n'))

    assert people.person("a").offers == skills


def test_a_skill_twice_counts_at_its_highest_with_a_warning(tmp_path: Path) -> None:
    people = engine.read_people(write(tmp_path, "id,offers,seeks\na,Python:2;PYTHON:4;python:1,\n"))

    assert people.person("a").offers == {"Python": 4}
    assert [str(each) for each in people.warnings] == [
        "row 2, column offers: 'Python' stands here twice; the highest level counts"
    ] * 2


def test_skills_are_shown_as_first_written_in_the_order_of_ids(tmp_path: Path) -> None:
    people = engine.read_people(write(tmp_path, "id,offers,seeks\nb,EXCEL:5,word\na,Word:4,Excel\n"))

    result = engine.solve(people, engine.Policy())

    assert [topic.skill for way in result.partnerships[0].directions for topic in way.topics] == [
        "Excel",
        "Word",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    people = engine.read_people(write(tmp_path, "id,name,offers,seeks\na,J\u00fcrgen,,\n".encode(encoding)))

    assert people.person("a").name == "J\u00fcrgen"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,Python:9,", "row 2, column offers: 'Python:9' has level 9; write a whole number from 1 to 5"),
        ("a,,Python:0", "row 2, column seeks: 'Python:0' has level 0; write a whole number from 1 to 5"),
        ("a,Python:-1,", "row 2, column offers: 'Python:-1' has level -1; write a whole number from 1 to 5"),
        ("a,:4,", "row 2, column offers: ':4' has a level but no skill; write it as skill:level"),
        (",Python,", "row 2, column id: every person needs an id, without spaces around it"),
        ("a,Python", "row 2: has 2 cells where the header has 3"),
        ("a,Python,,", "row 2: has 4 cells where the header has 3"),
    ],
)
def test_a_bad_row(tmp_path: Path, row: str, said: str) -> None:
    assert problems(tmp_path, f"id,offers,seeks\n{row}\n") == [said]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        (
            "stage",
            "boss",
            "'boss' is not a stage; write student, early, mid, senior, executive, retired or leave it empty",
        ),
        (
            "stage",
            "6",
            "'6' is not a stage; write student, early, mid, senior, executive, retired or leave it empty",
        ),
        ("capacity", "-1", "'-1' is not a whole number from 0 to 1000"),
        ("capacity", "two", "'two' is not a whole number from 0 to 1000"),
        ("hosting", "1.5", "'1.5' is not a whole number from 0 to 1000"),
        ("timezone", "Mars/Base", "'Mars/Base' is no time zone; write a name like Europe/Berlin or UTC"),
        ("timezone", "../etc", "'../etc' is no time zone; write a name like Europe/Berlin or UTC"),
        (
            "hours",
            "Monday morning",
            "'Monday morning' is no time; write it like Mon 09:00-12:00;Wed 14:00-16:00",
        ),
        (
            "hours",
            "Xyz 09:00-12:00",
            "'Xyz 09:00-12:00' is no time; write it like Mon 09:00-12:00;Wed 14:00-16:00",
        ),
        (
            "hours",
            "Mon 12:00-09:00",
            "'Mon 12:00-09:00' must begin before it ends, on the same day, between 00:00 and 24:00",
        ),
        (
            "hours",
            "Mon 09:70-12:00",
            "'Mon 09:70-12:00' must begin before it ends, on the same day, between 00:00 and 24:00",
        ),
        ("manager", "a", "these managers go round in a circle: a -> a; take one of them out"),
    ],
)
def test_a_bad_cell(tmp_path: Path, column: str, cell: str, said: str) -> None:
    assert problems(tmp_path, f"id,offers,seeks,{column}\na,,,{cell}\n") == [
        f"row 2, column {column}: {said}"
    ]


def test_a_cycle_of_managers_is_named_once(tmp_path: Path) -> None:
    text = "id,offers,seeks,manager\nd,,,c\nc,,,b\nb,,,a\na,,,c\n"

    assert problems(tmp_path, text) == [
        "row 5, column manager: these managers go round in a circle: a -> c -> b -> a; take one of them out"
    ]


def test_a_double_id_names_both_rows(tmp_path: Path) -> None:
    text = "id,offers,seeks\na,,\n\nA,,\na ,,\n"

    assert problems(tmp_path, text) == ["row 5, column id: 'a' is already in row 2; give each person one row"]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = "id,offers,seeks,stage\na,Python:9,x:7,boss\na,,,\n"

    assert [said.split(":")[0] for said in problems(tmp_path, text)] == [
        "row 2, column offers",
        "row 2, column seeks",
        "row 2, column stage",
        "row 3, column id",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty; its first row must name the columns"),
        ("id,offers,seeks\n", "there is nobody in this file; add one row for each person"),
        (
            "id;offers;seeks\na;b;c\n",
            "row 1: the columns are not parted by commas; save the table as CSV with commas",
        ),
        ("id,offers\n", "row 1, column seeks: is missing; the header must name it"),
        ("id,offers,seeks,id\n", "row 1, column id: stands twice in the header"),
        ("id,offers,seeks,\n", "row 1: a column has no name; name it or take it out"),
        (
            "id,offers,seeks,langauges\n",
            "row 1, column langauges: 'langauges' is not a known column; did you mean 'languages'?",
        ),
        (b"id,offers\0,seeks\n", "people.csv is not a text file; save the table as CSV (UTF-8)"),
    ],
)
def test_a_bad_file(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert problems(tmp_path, text) == [said]


def test_an_unknown_column_without_a_likeness_lists_what_there_is(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, "id,offers,seeks,salary\n")

    assert said.startswith(
        "row 1, column salary: 'salary' is not a known column; take it out; the columns are id, name,"
    )


def test_broken_quotes_name_the_row(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, 'id,offers,seeks\na,,\nb,"x"y,\n')

    assert said.startswith("row 3: this is not CSV as a spreadsheet writes it")


def test_other_files_are_refused(tmp_path: Path) -> None:
    book = tmp_path / "people.xlsx"
    book.write_bytes(b"PK")

    with pytest.raises(engine.BadInput, match=r"people.xlsx is not CSV"):
        engine.read_people(book)
    with pytest.raises(engine.BadInput, match=r"cannot read .*: No such file"):
        engine.read_people(tmp_path / "nothing.csv")


def test_strangers_are_warned_of(tmp_path: Path) -> None:
    text = "id,offers,seeks,manager,avoid,met,hours\na,,,zoe,yan,xi,Mon 09:00-10:00\n"

    assert [str(each) for each in engine.read_people(write(tmp_path, text)).warnings] == [
        "row 2, column avoid: 'yan' is not among these people",
        "row 2, column hours: hours count only with a time zone",
        "row 2, column manager: the manager 'zoe' is not among these people, so lines above are unknown",
        "row 2, column met: 'xi' is not among these people",
    ]


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (engine.Person(id=" a"), "every person needs an id, without spaces around it"),
        (engine.Person(id="a", offers={"x": 6}), "'x' has level 6; write a whole number from 1 to 5"),
        (engine.Person(id="a", seeks={"x": True}), "'x' has level True; write a whole number from 1 to 5"),
        (engine.Person(id="a", offers={" ": 2}), "a skill needs a name"),
        (engine.Person(id="a", offers={"X": 2, "x ": 3}), "'x' is here twice"),
        (engine.Person(id="a", stage=6), "no stage 6; it is one of 0 to 5, or unknown"),
        (engine.Person(id="a", capacity=-1), "-1 is not a whole number from 0 to 1000"),
        (
            engine.Person(id="a", timezone="Nowhere"),
            "'Nowhere' is no time zone; write a name like Europe/Berlin or UTC",
        ),
    ],
)
def test_people_from_values_are_checked_too(person: engine.Person, said: str) -> None:
    with pytest.raises(engine.BadInput) as caught:
        engine.People.from_rows([person])

    assert [each.text for each in caught.value.problems] == [said]


def test_a_shared_name_is_told_with_its_id() -> None:
    people = engine.People.from_rows(
        [
            engine.Person(id="a", name="Ann"),
            engine.Person(id="b", name="Ann"),
            engine.Person(id="c", name="Cy"),
        ]
    )

    assert [people.call(each) for each in "abc"] == ["Ann (a)", "Ann (b)", "Cy"]
    assert len(people) == 3
