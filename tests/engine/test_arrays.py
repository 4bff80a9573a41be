"""People who come as arrays are the same people."""

from typing import Any

import numpy as np
import pytest

from counterpart import engine

TWO: dict[str, Any] = {
    "skills": ["Leading", "AI"],  # in no order
    "offers": ([0, 1, 2, 3], [1, 0, 1], [4, 5, 2]),
    "seeks": ([0, 1, 2, 2], [0, 1], [5, 4]),
}


def test_amina_and_bengt_are_matched_from_arrays_as_from_rows() -> None:
    people = engine.People.from_arrays(
        **TWO, stage=np.array([1, 3, -1]), languages=np.array([1, 3, 0]), manager=np.array([-1, -1, 1])
    )
    rows = engine.People.from_rows(
        [
            engine.Person(id="0", offers={"AI": 4}, seeks={"Leading": 5}, stage=1, languages=("a",)),
            engine.Person(id="1", offers={"Leading": 5}, seeks={"AI": 4}, stage=3, languages=("a", "b")),
            engine.Person(id="2", offers={"AI": 2}, manager="1"),
        ]
    )
    told, expected = (engine.solve(each, engine.Policy(rings=0)) for each in (people, rows))
    assert [(each.people, each.value) for each in told.partnerships] == [
        (each.people, each.value) for each in expected.partnerships
    ]
    assert [each.sentence for each in told.unmatched] == [each.sentence for each in expected.unmatched]
    assert engine.verify(people, told.policy, told).problems == ()


def test_a_person_of_an_array_reads_like_one_of_a_file() -> None:
    people = engine.People.from_arrays(
        **TWO, function=np.array([0, -1, 2]), capacity=np.array([2, 1, 0]), languages=np.array([2, 0, 0])
    )
    assert people.person("0") == engine.Person(
        id="0",
        offers={"AI": 4},
        seeks={"Leading": 5},
        function="function 0",
        languages=("language 1",),
        capacity=2,
    )
    assert people.call("2") == "2"
    with pytest.raises(KeyError):
        people.person("3")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"skills": ["AI", "ai"]}, "skills"),
        ({"skills": [" ", "AI"]}, "skills"),
        ({"offers": ([0, 1, 2, 3], [1, 0, 2], [4, 5, 2])}, "offers"),
        ({"offers": ([0, 1, 2, 3], [1, 0, 1], [4, 5, 9])}, "offers"),
        ({"offers": ([0, 1, 2, 3], [1, 0, 1], [4, np.nan, 1])}, "offers"),
        ({"offers": ([0, 2, 1, 3], [1, 0, 1], [4, 5, 2])}, "offers"),
        ({"offers": ([0, 2, 2, 3], [1, 1, 1], [4, 5, 2])}, "offers"),
        ({"seeks": ([0, 1, 2], [0, 1], [5, 4])}, "seeks"),
        ({"stage": np.array([0, 6, 1])}, "stage"),
        ({"stage": np.array([0.5, 1, 1])}, "stage"),
        ({"capacity": np.array([1, -1, 1])}, "capacity"),
        ({"manager": np.array([3, -1, -1])}, "manager"),
        ({"place": np.array([1, 1])}, "place"),
    ],
)
def test_arrays_that_cannot_be_are_refused_by_name(change: dict[str, Any], column: str) -> None:
    with pytest.raises(engine.BadInput) as error:
        engine.People.from_arrays(**{**TWO, **change})
    assert {problem.column for problem in error.value.problems} == {column}
