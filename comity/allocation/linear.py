"""The solver, called directly with arrays: load, run, grow. What it says of its success is not believed elsewhere."""

from collections.abc import Callable
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from comity.allocation.problem import Flags, Floats, Ints

INFINITY = highspy.kHighsInf
THREADS = 1  # more than one is not faster here, and less sure to give the same again


class Quiet(highspy.Highs):
    """The solver without its greeting."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name of the solver
        """This will be called while it is made, before anything could tell it to be silent."""
        self.setOptionValue("output_flag", False)  # noqa: FBT003 - its own signature
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Program:
    """A linear or integer program inside the solver: maximise objective x, rows at most limits, lower <= x <= upper."""

    def __init__(self, seed: int, **options: Any) -> None:
        self.solver: Any = Quiet()  # type: ignore[no-untyped-call]
        for name, value in {
            "output_flag": False,
            "log_to_console": False,
            "threads": THREADS,
            "random_seed": seed,
            **options,
        }.items():
            self.solver.setOptionValue(name, value)

    def load(self, matrix: sparse.csr_matrix, objective: Floats, lower: Floats, upper: Floats, limits: Floats) -> None:
        """This will pass a program to the solver."""
        by_column = matrix.tocsc()
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_, program.col_lower_, program.col_upper_ = objective, lower, upper
        program.row_lower_ = np.full(matrix.shape[0], -INFINITY)
        program.row_upper_ = limits
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = by_column.indptr
        program.a_matrix_.index_ = by_column.indices
        program.a_matrix_.value_ = by_column.data
        self.solver.passModel(program)

    def add_rows(self, matrix: sparse.csr_matrix, limits: Floats) -> None:
        """This will add rows to what is loaded."""
        count = matrix.shape[0]
        lowest = np.full(count, -INFINITY)
        starts, index = matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
        self.solver.addRows(count, lowest, limits, matrix.nnz, starts, index, matrix.data)

    def add_columns(self, matrix: sparse.csc_matrix, objective: Floats, upper: Floats) -> None:
        """This will add columns from 0 to `upper` to what is loaded."""
        count = matrix.shape[1]
        starts, index = matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
        self.solver.addCols(count, objective, np.zeros(count), upper, matrix.nnz, starts, index, matrix.data)

    def require_whole(self, columns: Ints) -> None:
        """This will make columns integer."""
        kinds = np.full(len(columns), highspy.HighsVarType.kInteger)
        self.solver.changeColsIntegrality(len(columns), columns.astype(np.int32), kinds)

    def bound_column(self, column: int, lower: float, upper: float) -> None:
        """This will change the bounds of one column."""
        self.solver.changeColBounds(column, lower, upper)

    def start_from(self, values: Floats) -> None:
        """This will give the search a solution to begin with."""
        solution = highspy.HighsSolution()
        solution.col_value = values.tolist()
        self.solver.setSolution(solution)

    def begin_from(self, columns: Flags, tight: Flags) -> None:
        """This will have the simplex method begin where these columns, and the slacks of rows not tight, are basic."""
        kinds = highspy.HighsBasisStatus
        basis = highspy.HighsBasis()
        basis.valid = True
        basis.col_status = [kinds.kBasic if basic else kinds.kLower for basic in columns.tolist()]
        basis.row_status = [kinds.kUpper if full else kinds.kBasic for full in tight.tolist()]
        self.solver.setBasis(basis)

    def watch(self, told: Callable[[float, float], None], found: Callable[[Floats], None]) -> None:
        """This will tell best value and bound while an integer search runs, and hand over what it finds."""
        self.solver.cbMipInterrupt.subscribe(
            lambda event: told(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)
        )
        self.solver.cbMipImprovingSolution.subscribe(
            lambda event: found(np.array(event.data_out.mip_solution, np.float64))
        )

    def run(self) -> bool:
        """This will solve, and tell whether the solver says that it reached an optimum."""
        self.solver.run()
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    @property
    def infeasible(self) -> bool:
        """This will tell whether the solver says that nothing satisfies all rows."""
        kinds = {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}
        return self.solver.getModelStatus() in kinds

    @property
    def stopped(self) -> bool:
        """This will tell whether a limit ended the solver in good order, so that its bound means something."""
        kinds = {highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt}
        return self.solver.getModelStatus() in kinds

    @property
    def values(self) -> Floats:
        """This will give the columns of the last solution, empty if there is none."""
        return np.array(self.solver.getSolution().col_value, np.float64)

    @property
    def duals(self) -> Floats:
        """This will give the price of each row."""
        return np.array(self.solver.getSolution().row_dual, np.float64)

    @property
    def objective(self) -> float:
        """This will give the objective of the last solution."""
        return float(self.solver.getInfo().objective_function_value)

    @property
    def bound(self) -> float:
        """This will give what the integer search says no solution exceeds."""
        return float(self.solver.getInfo().mip_dual_bound)


def version() -> str:
    """This will name the version of the solver."""
    return str(Quiet().version())  # type: ignore[no-untyped-call]
