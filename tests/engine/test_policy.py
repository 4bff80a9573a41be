"""A policy is read whole or refused key by key."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterpart import engine


def test_a_file_gives_every_value(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(
        "reciprocity = 0.5\nperspective = 1\nrings = 0\ntwo_way = true\ndirection = 'reverse'\n"
        "common_hours = 1.5\nstart = 2026-09-01\ndifferent = ['function']\npins = [['b', 'a']]\n"
        "forbidden = [['a', 'c'], ['c', 'a']]\n[priority]\na = 0.5\n",
        encoding="utf-8",
    )

    policy = engine.Policy.from_file(path)

    assert policy == engine.Policy(
        reciprocity=0.5,
        perspective=1,
        rings=0,
        direction="reverse",
        common_hours=1.5,
        start=date(2026, 9, 1),
        different=("function",),
        pins=(("a", "b"),),
        forbidden=(("a", "c"),),
        priority={"a": 0.5},
    )


def test_the_weaker_direction_counts_only_where_both_must_help() -> None:
    assert engine.Policy().reciprocity == 0.75
    assert engine.Policy(two_way=False).reciprocity == 0
    assert engine.Policy(two_way=False, reciprocity=0.3).reciprocity == 0.3
    assert engine.Policy().one_way() == engine.Policy(two_way=False)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reciprocity": 1.5}, "reciprocity: must be a number from 0 to 1, not 1.5"),
        ({"reciprocity": float("nan")}, "reciprocity: must be a number from 0 to 1, not nan"),
        ({"perspective": "much"}, "perspective: must be a number from 0 to 10, not 'much'"),
        ({"inclusion": True}, "inclusion: must be a number from 0 to 10, not True"),
        ({"rings": 2}, "rings: must be 0 (none), 3, 4 or 5, not 2"),
        ({"rings": 3.0}, "rings: must be 0 (none), 3, 4 or 5, not 3.0"),
        ({"ring_discount": 1 / 3}, "ring_discount: must stay under 1/3"),
        ({"direction": "up"}, "direction: must be one of any, reverse, classic, not 'up'"),
        ({"two_way": 1}, "two_way: must be true or false, not 1"),
        ({"start": "soon"}, "start: must be a day like 2026-01-05, not 'soon'"),
        (
            {"different": ["mood"]},
            "different: must be a list of stage, function, place, background, not ('mood',)",
        ),
        (
            {"different": "stage"},
            "different: must be a list of stage, function, place, background, not 'stage'",
        ),
        ({"pins": [["a", "a"]]}, "pins: must be a list of pairs of two different ids"),
        ({"forbidden": [["a"]]}, "forbidden: must be a list of pairs of two different ids"),
        ({"pins": "ab"}, "pins: must be a list of pairs of two different ids"),
        ({"priority": {"a": -1}}, "priority: must give each id a number from 0 to 10"),
        ({"priority": 3}, "priority: must give each id a number from 0 to 10"),
        (
            {"near": "vocabulary"},
            "near: 'vocabulary' needs a table of similarities, which the caller passes",
        ),
        ({"recipocity": 1}, "recipocity: a policy has no 'recipocity'; did you mean 'reciprocity'?"),
        (
            {"similarities": {}},
            "similarities: a policy has no 'similarities'; it has reciprocity, perspective",
        ),
    ],
)
def test_a_bad_policy(values: dict[str, Any], said: str) -> None:
    with pytest.raises(engine.BadInput) as caught:
        engine.Policy.from_table(values)

    assert str(caught.value).startswith(said)
    assert len(caught.value.problems) == 1


def test_similarities_are_shares() -> None:
    with pytest.raises(engine.BadInput, match="must be numbers from 0 to 1"):
        engine.Policy(near="vocabulary", similarities={("a", "b"): 2})


def test_a_changed_policy_is_checked_again() -> None:
    with pytest.raises(engine.BadInput, match="must be a number from 0 to 10"):
        replace(engine.Policy(), inclusion=-1)


def test_files_that_are_no_policy(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("reciprocity is 1", encoding="utf-8")

    with pytest.raises(engine.BadInput, match=r"bad.toml is not TOML"):
        engine.Policy.from_file(tmp_path / "bad.toml")
    with pytest.raises(engine.BadInput, match=r"cannot read .*: No such file"):
        engine.Policy.from_file(tmp_path / "none.toml")
