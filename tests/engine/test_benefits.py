"""People whose benefits are given as numbers, without any topics."""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from benchmarks.kidney import convert
from counterpart import engine
from counterpart.cli import main
from counterpart.engine import searching

IDS = ["bo", "ada", "cleo", "dan"]
MATRIX = np.zeros((4, 4))
MATRIX[0, 1], MATRIX[1, 0], MATRIX[2, 0] = 0.8, 0.6, 0.5
FILE = "learner,teacher,benefit\nbo,ada,0.8\nada,bo,0.6\ncleo,bo,0.5\ndan,ada,0\n"


def refused(matrix: object, ids: list[str] = IDS) -> list[str]:
    with pytest.raises(engine.BadInput) as caught:
        engine.People.from_benefits(ids, matrix)
    return [str(each) for each in caught.value.problems]


@pytest.mark.parametrize("made", [np.array, sparse.csr_array, sparse.coo_matrix])
def test_ada_and_bo_who_give_each_other_most_are_together(made: type) -> None:
    people = engine.People.from_benefits(IDS, made(MATRIX))
    result = engine.solve(people, engine.Policy(rings=0))

    assert [each.people for each in result.partnerships] == [("ada", "bo")]
    assert [way.benefit for way in result.partnerships[0].directions] == [0.6, 0.8]
    assert sum(term.amount for term in result.partnerships[0].terms) == pytest.approx(
        result.partnerships[0].value, abs=1e-12
    )
    assert engine.verify(people, result.policy, result).problems == ()
    assert result.explain("bo", "ada").sentences[:2] == (
        "bo would get a benefit of 0.80 (of 1) from ada.",
        "ada would get a benefit of 0.60 (of 1) from bo.",
    )


def test_those_left_hear_what_is_true_of_benefits() -> None:
    result = engine.solve(engine.People.from_benefits(IDS, MATRIX), engine.Policy(rings=0))

    assert [(each.person, str(each.reason), each.sentence) for each in result.unmatched] == [
        ("cleo", "nobody_seeks", "There is nobody here to whom cleo could give anything."),
        ("dan", "nobody_offers", "Nobody here could give dan anything."),
    ]


def test_somebody_may_give_and_another_take_but_nobody_both() -> None:
    matrix = np.zeros((3, 3))
    matrix[0, 1] = matrix[1, 2] = matrix[2, 0] = 1

    result = engine.solve(engine.People.from_benefits(["a", "b", "c"], matrix), engine.Policy(rings=0))

    assert {str(each.reason) for each in result.unmatched} == {"no_way_back"}


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -0.1, 1.5, 1e300])
def test_a_number_that_is_no_benefit_is_refused_with_its_place(wrong: float) -> None:
    matrix = MATRIX.copy()
    matrix[2, 1] = wrong

    assert refused(matrix) == [
        f"row 3, column 2: what 'cleo' gets from 'ada' ({wrong:g}) is no benefit; write a number from 0 to 1"
    ]


def test_what_is_no_matrix_of_these_people_is_refused() -> None:
    assert refused(np.zeros((3, 4))) == ["the matrix is of shape (3, 4); 4 ids need (4, 4)"]
    assert refused([["a"]], ["x"]) == ["the matrix does not hold numbers only"]
    assert refused(np.eye(1), ["x"]) == [
        "row 1, column 1: what 'x' gets from 'x' (1) is on the diagonal; nobody learns from themselves"
    ]
    assert refused(np.zeros((2, 2)), ["x", "x"]) == ["id: the id 'x' is here twice"]
    twice = sparse.coo_array(([0.5, 0.5], ([0, 0], [1, 1])), shape=(2, 2))
    assert refused(twice, ["x", "y"]) == ["row 1, column 2: what 'x' gets from 'y' (0.5) is there twice"]


def test_a_file_of_benefits_is_matched_verified_and_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("benefits.csv").write_text(FILE, encoding="utf-8")

    assert main(["match", "benefits.csv", "--benefits", "--out", "out.csv", "--json", "out.json"]) == 0
    assert main(["verify", "benefits.csv", "out.csv", "--benefits", "--json", "out.json"]) == 0
    assert main(["explain", "benefits.csv", "ada", "dan", "--benefits"]) == 0

    with Path("out.csv").open(encoding="utf-8", newline="") as lines:
        seats = [(row["person"], row["learns_from"], row["benefit"]) for row in csv.DictReader(lines)]
    assert seats == [("ada", "bo", "0.6"), ("bo", "ada", "0.8")]
    assert "ada would get nothing from dan." in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,b,nan", "row 2, column benefit: 'nan' is no benefit; write a number from 0 to 1"),
        ("a,b,inf", "row 2, column benefit: 'inf' is no benefit; write a number from 0 to 1"),
        ("a,b,-1", "row 2, column benefit: '-1' is no benefit; write a number from 0 to 1"),
        ("a,b,1e300", "row 2, column benefit: '1e300' is no benefit; write a number from 0 to 1"),
        ("a,b,", "row 2, column benefit: '' is no benefit; write a number from 0 to 1"),
        ("a,a,1", "row 2, column teacher: 'a' is the learner too; nobody learns from themselves"),
        (",b,1", "row 2, column learner: is empty; write an id"),
        ("a,b", "row 2: has 2 cells where the header has 3"),
        ("a,b,1\na,b,1", "row 3, column teacher: what 'a' gets from 'b' is already in row 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "benefits.csv").write_text(f"learner,teacher,benefit\n{row}\n", encoding="utf-8")

    with pytest.raises(engine.BadInput) as caught:
        engine.read_benefits(tmp_path / "benefits.csv")
    assert [str(each) for each in caught.value.problems] == [said]


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "benefits.csv").write_text("learner,teacher,benefits\n", encoding="utf-8")

    with pytest.raises(engine.BadInput, match="did you mean 'benefit'"):
        engine.read_benefits(tmp_path / "benefits.csv")


def test_a_crowd_of_tandems_is_matched_as_a_few_are() -> None:
    n = 1_500
    draw = np.random.default_rng(5)
    rows, columns = (draw.integers(0, n, 6 * n) for _ in range(2))
    matrix = sparse.lil_array((n, n))
    matrix[rows, columns], matrix[columns, rows] = draw.uniform(0.1, 1, (2, 6 * n))
    matrix.setdiag(0)
    people = engine.People.from_benefits([f"p{at}" for at in range(n)], matrix)

    result = engine.solve(people, engine.Policy(rings=0))

    assert result.served >= 0.98 * n
    assert result.gap < 1e-6
    assert engine.verify(people, result.policy, result).problems == ()


@pytest.mark.data
def test_every_kidney_exchange_has_as_many_pairs_as_a_maximum_matching(
    data_folder: Path, tmp_path: Path
) -> None:
    folder = data_folder / "kidney_exchange"
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as lines:
        expected = {row["instance"]: int(row["maximum_matching"]) for row in csv.DictReader(lines)}
    found = {}
    for name in expected:
        convert(folder / name, tmp_path / "benefits.csv")
        people = engine.read_benefits(tmp_path / "benefits.csv")
        found[name] = len(engine.solve(people, engine.Policy(rings=0, minimum_benefit=0.001)).partnerships)

    assert len(expected) == 50
    assert found == expected


def test_many_people_with_given_benefits_and_rings_have_a_true_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_FEW", 0)
    draw = np.random.default_rng(3)
    matrix = np.where(draw.random((14, 14)) < 0.4, draw.random((14, 14)), 0)
    np.fill_diagonal(matrix, 0)
    people = engine.People.from_benefits([f"p{at:02}" for at in range(14)], matrix)

    result = engine.solve(people, engine.Policy())

    assert {str(each.kind) for each in result.partnerships} >= {"pair"}
    assert engine.verify(people, result.policy, result).problems == ()
