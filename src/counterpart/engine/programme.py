"""Linear programmes and their whole solutions, by HiGHS (Huangfu and Hall 2018).

All programmes of the engine have one form: choose shares x of columns, 0 <= x <= `top`, so that
`table @ x <= most` and `gain @ x` is largest.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from counterpart.engine.shapes import Integers, Numbers

_INTERIOR = 20_000  # columns from which an interior point is faster than the simplex


@dataclass(frozen=True)
class Programme:
    """`gain` and `top`: one number a column. `table`: rows x columns. `most`: one number a row."""

    gain: Numbers
    table: sparse.sparray
    most: Numbers | Integers
    top: Numbers | float = np.inf


@dataclass(frozen=True)
class Optimum:
    """The share of each column, the price of each row (at least 0), and the sum of the gains."""

    share: Numbers
    prices: Numbers
    value: float


def best(asked: Programme) -> Optimum:
    """The optimum where shares may be parts. Raises ArithmeticError where HiGHS finds none."""
    ways = ("ipm", "simplex") if asked.gain.size > _INTERIOR else ("simplex", "ipm")
    for way in ways:  # one can end in numerical trouble where the other does not
        solver = _given(asked)
        solver.setOptionValue("solver", way)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            found = solver.getSolution()
            prices = np.maximum(0, -np.array(found.row_dual))
            return Optimum(np.array(found.col_value), prices, -solver.getObjectiveValue())
    raise ArithmeticError(f"the linear programme ended with: {solver.getModelStatus().name}")


def best_whole(asked: Programme, nodes: int) -> Numbers | None:
    """Whole shares, the best that so many nodes of branch and bound find; None where they find none."""
    solver = _given(asked, whole=True)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_max_nodes", nodes)
    solver.run()
    found = solver.getSolution()
    return np.round(found.col_value) if found.value_valid else None


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: nobody listens to them, and preparing them prints a banner."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name HiGHS calls
        pass


def _given(asked: Programme, *, whole: bool = False) -> highspy.Highs:
    columns = sparse.csc_array(asked.table)
    rows, width = columns.shape
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows, width
    model.col_cost_ = -asked.gain
    model.col_lower_, model.col_upper_ = np.zeros(width), np.broadcast_to(asked.top, width).astype(np.float64)
    model.row_lower_, model.row_upper_ = np.full(rows, -np.inf), asked.most.astype(np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
    model.a_matrix_.value_ = columns.data
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * width
    solver = _Quiet()  # type: ignore[no-untyped-call]  # HiGHS tells no types there
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    return solver
