"""What is written, read and said about circles."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterpart import engine
from counterpart.cli import main
from tests.engine.circle_people import ADA, BO, CY, DI, learner
from tests.engine.making import solved


def test_a_written_circle_is_read_back(tmp_path: Path) -> None:
    ada = replace(ADA, offers={"=Python": 4})
    result = solved(ada, *(learner(name, seeks={"=python": 4}) for name in ("bo", "cy", "di")))
    (tmp_path / "matches.csv").write_text(engine.matches_csv(result), encoding="utf-8")

    plan = engine.read_plan(tmp_path / "matches.csv")

    (read,), (made,) = plan.partnerships, result.partnerships
    assert (read.id, read.kind, read.people, read.value, read.steps, read.topic, read.hosts) == (
        made.id, made.kind, made.people, made.value, made.steps, made.topic, made.hosts,
    )  # fmt: skip
    assert engine.verify(result.people, result.policy, plan).problems == ()


def test_a_circle_of_two_topics_cannot_be_read(tmp_path: Path) -> None:
    told = engine.matches_csv(solved(ADA, BO, CY, DI)).replace("cy,ada,Python", "cy,ada,Chess")
    (tmp_path / "matches.csv").write_text(told, encoding="utf-8")

    with pytest.raises(engine.BadInput, match="circle 1 needs one topic"):
        engine.read_plan(tmp_path / "matches.csv")


def test_a_circle_is_explained() -> None:
    result = solved(ADA, BO, CY, DI)

    assert (
        result.explain("bo", "ada").sentences[-1]
        == "Bo and Ada meet in the circle about Python that Ada hosts."
    )
    assert engine.matches_csv(result).splitlines()[1:3] == [
        '1,circle,ada,,Python,,0.0,"Hosts a circle about Python for Bo, Cy and Di."',
        "1,circle,bo,ada,Python,0.6400000000000001,0.0,In the circle about Python that Ada hosts. "
        "Ada can show Bo Python (4 of 5; Bo is at 0; wanted 4 of 5). "
        "They stand apart in stage (early and senior).",
    ]


def test_a_result_says_how_far_circles_reach() -> None:
    result = solved(ADA, *(learner(f"p{at}") for at in range(9)))

    assert result.notes[-1] == (
        "9 people whom no pair or ring serves have a host: circles serve 8 of them, "
        "no choice of circles serves more than 8."
    )


def test_whoever_is_still_left_hears_that_one_more_host_would_help() -> None:
    amy = replace(ADA, id="amy", hosting=0)
    left = {
        each.person: each.remedy
        for each in solved(ADA, amy, *(learner(f"p{at:02}") for at in range(11))).unmatched
        if each.person.startswith("p")
    }

    assert len(left) == 3
    assert set(left.values()) == {
        "One skill they can show, however small, would help. So would one more host of a circle about Python."
    }


def test_where_nobody_hosts_no_remedy_speaks_of_circles() -> None:
    left = solved(replace(ADA, hosting=0), BO, CY, DI).unmatched

    assert [each.remedy for each in left if each.person != "ada"] == [
        "One skill they can show, however small, would help."
    ] * 3


def test_the_command_says_how_many_learn_in_circles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, matches = tmp_path / "people.csv", tmp_path / "matches.csv"
    rows = ["id,offers,seeks,hosting", "ada,Python:4,,1", "bo,,Python,", "cy,,Python,", "di,,Python,"]
    people.write_text("\n".join(rows), encoding="utf-8")

    assert main(["match", str(people), "--out", str(matches)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "3 of 4 people in 0 pairs and 1 circle (3 learn there)"
    assert main(["verify", str(people), str(matches)]) == 0
