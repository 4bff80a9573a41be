"""Benefits that are given as numbers instead of told in skills: tandems, home swaps, kidney exchange."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from counterpart.engine.cells import tidy
from counterpart.engine.errors import BadInput, Problem

_TOLD = 20  # problems of one kind that are listed; a matrix of NaN would fill the screen


@dataclass(frozen=True)
class Directed:
    """What everybody (row) would get from everybody else (column), 0..1, in the order of ids.

    `by_learner` and `by_teacher` hold the same numbers by rows and by columns.
    """

    by_learner: sparse.csr_array
    by_teacher: sparse.csr_array

    def of(self, rows: slice) -> tuple[sparse.csr_array, sparse.csr_array]:
        """What these people would get from everybody, and everybody from them."""
        return self.by_learner[rows.start : rows.stop], self.by_teacher[rows.start : rows.stop]

    def between(self, learner: int, teacher: int) -> float:
        """What one would get from one other."""
        row = slice(*self.by_learner.indptr[learner : learner + 2].tolist())
        at = np.searchsorted(self.by_learner.indices[row], teacher)
        found = self.by_learner.indices[row][at : at + 1].tolist() == [teacher]
        return float(self.by_learner.data[row][at]) if found else 0.0


def directed(ids: Sequence[str], matrix: object) -> Directed:
    """A checked n x n matrix (SciPy sparse, or anything NumPy reads) in the order of sorted ids.

    Raises `BadInput` where it is not square of that size, or names a benefit by learner and teacher that is
    no number from 0 to 1, stands on the diagonal, or is there twice.
    """
    problems = list(_id_problems(ids))
    if problems:
        raise BadInput(problems)
    table = _coordinates(matrix, len(ids))
    problems = list(_cell_problems(ids, table))
    if problems:
        raise BadInput(problems)
    place = np.empty(len(ids), np.int64)
    place[sorted(range(len(ids)), key=lambda at: ids[at])] = np.arange(len(ids))
    return arranged(place[table.row], place[table.col], table.data, len(ids))


def arranged(learners: Sequence[int], teachers: Sequence[int], benefits: Sequence[float], n: int) -> Directed:
    """The same from positions that are checked already; zeros are dropped."""
    table = sparse.coo_array((np.asarray(benefits, np.float64), (learners, teachers)), shape=(n, n))
    made = sparse.csr_array(table), sparse.csr_array(table.T)
    for each in made:
        each.eliminate_zeros()
        each.sort_indices()
    return Directed(*made)


def is_share(number: float) -> bool:
    """A number from 0 to 1; NaN is none."""
    return 0 <= number <= 1


def _id_problems(ids: Sequence[str]) -> Iterator[Problem]:
    for row, each in enumerate(ids, start=1):
        if not isinstance(each, str) or not each or each != tidy(each):
            yield Problem(f"{each!r} is no id; write a text without spaces around it", row, "id")
    if all(isinstance(each, str) for each in ids):
        yield from (
            Problem(f"the id '{each}' is here twice", column="id")
            for each, n in Counter(ids).items()
            if n > 1
        )


def _coordinates(matrix: object, n: int) -> sparse.coo_array:
    try:
        table: Any = matrix if sparse.issparse(matrix) else np.asarray(matrix, np.float64)
        if table.shape != (n, n):
            raise BadInput([Problem(f"the matrix is of shape {table.shape}; {n} ids need {(n, n)}")])
        # not summed: a pair that stands there twice is refused, not added up
        made = sparse.coo_array(table)
        if made.dtype.kind not in "fiub":
            raise TypeError(made.dtype)
        return sparse.coo_array((made.data.astype(np.float64), (made.row, made.col)), shape=(n, n))
    except (TypeError, ValueError) as error:
        raise BadInput([Problem("the matrix does not hold numbers only")]) from error


def _cell_problems(ids: Sequence[str], table: sparse.coo_array) -> Iterator[Problem]:
    with np.errstate(invalid="ignore"):
        wrong = np.flatnonzero(~((table.data >= 0) & (table.data <= 1)))
    alone = np.flatnonzero((table.row == table.col) & (table.data != 0))
    codes = table.row.astype(np.int64) * len(ids) + table.col
    _, first = np.unique(codes, return_index=True)
    twice = np.setdiff1d(np.arange(codes.size), first)
    for found, text in (
        (wrong, "is no benefit; write a number from 0 to 1"),
        (alone, "is on the diagonal; nobody learns from themselves"),
        (twice, "is there twice"),
    ):
        for at in found[:_TOLD].tolist():
            learner, teacher = int(table.row[at]), int(table.col[at])
            pair = f"what '{ids[learner]}' gets from '{ids[teacher]}'"
            yield Problem(f"{pair} ({_written(float(table.data[at]))}) {text}", learner + 1, str(teacher + 1))
        if found.size > _TOLD:
            yield Problem(f"{found.size - _TOLD} more benefits are wrong in this way: {text}")


def _written(number: float) -> str:
    return f"{number:g}" if math.isfinite(number) else str(number)
