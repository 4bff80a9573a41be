"""`verify` finds every lie in the files of a plan."""

import json
from pathlib import Path
from typing import Any

import pytest

from counterpart import engine
from tests.engine.circle_people import ADA, BO, CY, DI
from tests.engine.making import AMINA, BENGT

ROUND = [
    engine.Person(id="eva", offers={"Law": 5}, seeks={"Sales": 5}),
    engine.Person(id="fay", offers={"Sales": 5}, seeks={"Tax": 5}),
    engine.Person(id="gil", offers={"Tax": 5}, seeks={"Law": 5}),
]
PEOPLE = engine.People.from_rows([AMINA, BENGT, *ROUND, ADA, BO, CY, DI])
PLAN = engine.solve(PEOPLE, engine.Policy())
MATCHES, REPORT = engine.matches_csv(PLAN), engine.report(PLAN, 0.0)
PRICED = next(who for who, price in PLAN.certificate.prices.items() if price > 0)


def said(folder: Path, matches: str = MATCHES, report: Any = REPORT, **policy: Any) -> str:
    """What verify, or the reading before it, has against these files."""
    written, told = folder / "matches.csv", folder / "report.json"
    written.write_text(matches, encoding="utf-8")
    told.write_text(report if isinstance(report, str) else json.dumps(report), encoding="utf-8")
    try:
        plan = engine.read_plan(written, told)
    except engine.BadInput as error:
        return str(error).replace(f"{folder}/", "")
    return " | ".join(engine.verify(PEOPLE, engine.Policy(**policy), plan).problems)


def with_certificate(**facts: Any) -> dict[str, Any]:
    return {**REPORT, "certificate": {**REPORT["certificate"], **facts}}


def with_set(**facts: Any) -> dict[str, Any]:
    return with_certificate(odd_sets=[{"people": ["amina"], "price": 0.1, **facts}])


def test_a_pair_a_ring_and_a_circle_are_read_back_true(tmp_path: Path) -> None:
    assert sorted(each.kind for each in PLAN.partnerships) == ["circle", "pair", "ring"]
    assert said(tmp_path) == ""


@pytest.mark.parametrize(
    ("find", "put", "found"),
    [
        (",eva,fay,", ",eva,gil,", "does not say of each person of it whom they learn from"),
        (",ring,eva,fay,", ",ring,,fay,", "does not say of each person of it whom they learn from"),
        (",amina,bengt,", ",amina,amina,", "does not say of each person of it whom they learn from"),
        (",bengt,amina,", ",amina,bengt,", "does not say of each person of it whom they learn from"),
        (
            ",bengt,Leading,1.0,",
            ",bengt,Leading,0.9,",
            "'amina' is said to learn 0.9 from 'bengt', it is 1.0",
        ),
        (",bengt,Leading,1.0,", ",bengt,Leading,much,", "'amina' is said to learn nan from 'bengt'"),
        (",bengt,Leading,", ",bengt,AI,", "'amina' is said to learn 'AI' from 'bengt', it is leading"),
        (",bengt,Leading,", ",bengt,Leading;AI,", "'amina' is said to learn 'Leading;AI' from 'bengt'"),
        (",ada,Python,0.64", ",ada,Python,0.9", "'bo' is said to learn 0.9"),
        (",pair,amina", ",ring,amina", "needs one kind, the same in each of its rows"),
        ("1,pair,amina,bengt", "1,pair,amina", "every row of the matches needs 8 cells"),
        ("1,pair,amina,bengt", "1,pair,amina,bengt,x", "every row of the matches needs 8 cells"),
    ],
)
def test_a_changed_seat_is_found(tmp_path: Path, find: str, put: str, found: str) -> None:
    assert find in MATCHES
    assert found in said(tmp_path, MATCHES.replace(find, put, 1))


@pytest.mark.parametrize(
    ("report", "found"),
    [
        ({**REPORT, "bound": float("nan")}, "the plan says that nothing exceeds nan"),
        ({**REPORT, "gap": 0.5}, "the plan says that its gap is 0.5"),
        ({**REPORT, "served": 9}, "the plan says that it serves 9, it serves 8"),
        ({**REPORT, "partnerships": REPORT["partnerships"][1:]}, "report.json tells of other partnerships"),
        (with_certificate(rings=0), "the certificate is not over rings of 3 people"),
        (with_certificate(rings=float("inf")), "report.json is no report of"),
        (
            with_certificate(prices=dict.fromkeys(PEOPLE._by_id, 1e308)),
            "a price in the certificate is below 0",
        ),
        (with_certificate(prices={PRICED: 10**400}), "report.json is no report of"),
        (with_set(price=float("-inf")), "a price in the certificate is below 0"),
        (with_set(people=5), "report.json is no report of"),
        ("[" * 100_000, "report.json is no report of"),
    ],
)
def test_a_changed_report_is_found(tmp_path: Path, report: Any, found: str) -> None:
    assert found in said(tmp_path, report=report)


def test_prices_over_endless_rings_are_checked_as_far_as_the_policy_goes(tmp_path: Path) -> None:
    assert said(tmp_path, report=with_certificate(rings=10**9)) == ""


def test_circles_are_no_part_of_a_plan_whose_policy_has_none(tmp_path: Path) -> None:
    assert said(tmp_path, circles=False) == "there are circles, and the policy has none"


@pytest.mark.parametrize("names", [("=cmd|' /C calc'!A0", "@b"), ("'=x", "''-y"), ("'plain", "+1")])
def test_an_id_that_a_spreadsheet_would_run_is_quoted_and_read_back(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    one = engine.Person(id=names[0], offers={"AI": 4}, seeks={"=x": 5})
    other = engine.Person(id=names[1], offers={"=x": 5}, seeks={"AI": 5})
    people = engine.People.from_rows([one, other])
    (tmp_path / "matches.csv").write_text(
        matches := engine.matches_csv(engine.solve(people, engine.Policy()))
    )

    assert not any(cell[:1] in "=+-@" for cell in matches.replace("\n", ",").split(",") if cell)
    plan = engine.read_plan(tmp_path / "matches.csv")
    assert sorted(plan.partnerships[0].people) == sorted(names)
    assert engine.verify(people, engine.Policy(), plan).problems == ()
