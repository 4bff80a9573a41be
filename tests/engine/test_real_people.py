"""The first 500 people of a real survey, by the recipe of docs/how-to/match-stackoverflow-2016.md."""

import os
from pathlib import Path

import pytest

from benchmarks.so500 import convert
from counterpart import engine

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
SURVEY = Path(os.environ.get("COUNTERPART_DATA", BESIDE)) / "stackoverflow2016" / "people_500.csv"


@pytest.mark.data
@pytest.mark.skipif(not SURVEY.exists(), reason="the data folder is not there (COUNTERPART_DATA names it)")
def test_five_hundred_real_people_are_matched_as_well_as_can_be(tmp_path: Path) -> None:
    convert(SURVEY, tmp_path / "people.csv")
    people = engine.read_people(tmp_path / "people.csv")

    result = engine.solve(people, engine.Policy())

    assert len(result.partnerships) == 187
    assert result.value >= 0.999 * result.bound
    assert engine.verify(people, result.policy, result).problems == ()
    for each in result.partnerships:
        for way in each.directions:
            shown, wanted = people.person(way.teacher).offers, people.person(way.learner).seeks
            assert way.topics
            assert {topic.skill for topic in way.topics} <= shown.keys() & wanted.keys()
