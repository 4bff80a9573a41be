"""The first 500 people of a real survey, by the recipe of docs/how-to/match-stackoverflow-2016.md."""

from pathlib import Path

import pytest

from benchmarks.so500 import convert
from counterpart import engine


@pytest.mark.data
def test_five_hundred_real_people_are_matched_as_well_as_can_be(data_folder: Path, tmp_path: Path) -> None:
    convert(data_folder / "stackoverflow2016" / "people_500.csv", tmp_path / "people.csv")
    people = engine.read_people(tmp_path / "people.csv")

    result = engine.solve(people, engine.Policy(rings=0))

    assert len(result.partnerships) == 187
    assert result.value >= 0.999 * result.bound
    assert engine.verify(people, result.policy, result).problems == ()
    for each in result.partnerships:
        for way in each.directions:
            shown, wanted = people.person(way.teacher).offers, people.person(way.learner).seeks
            assert way.topics
            assert {topic.skill for topic in way.topics} <= shown.keys() & wanted.keys()
