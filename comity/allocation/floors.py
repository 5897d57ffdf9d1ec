"""The floor: the largest share of its reference that every partner can get at once, by linear programming."""

import numpy as np
from scipy import sparse

from comity.allocation.linear import Program
from comity.allocation.model import Model, build
from comity.allocation.problem import NONE, TIES, Flags, Problem
from comity.allocation.sifting import BROKEN, WHOLE
from comity.allocation.starting import link_rows

ROUNDS = 12


def possible_for_all(problem: Problem, enough: float, seed: int) -> float:
    """This will give that share, or `enough` when that much is possible.

    Partners without anything to ask for are left out. For very large problems it takes `enough` on trust: whether that
    is possible shows when the linear program is solved.
    """
    model = build(problem, 1)
    if model.grants > WHOLE:
        return enough
    asked = model.scale.reference > 0
    if not asked.any():
        return 0.0
    rows = model.rows["floor"]
    limits = model.limits.copy()
    limits[rows] = 0
    share = np.zeros(len(limits))
    share[rows] = model.scale.reference / TIES
    matrix = sparse.hstack([model.matrix, sparse.csr_matrix(share[:, None])]).tocsr()
    objective = np.r_[np.zeros(model.columns), 1.0]
    program = Program(seed)
    program.load(matrix, objective, np.r_[model.lower, 0.0], np.r_[model.upper, enough], limits)
    linked = np.zeros(len(model.own_column), bool)
    for _ in range(ROUNDS):  # with links lazily, as for the value
        if not program.run():
            return 0.0
        broken = _broken(model, program, linked)
        if not broken.any():
            break
        new = np.flatnonzero(broken)
        rows_of = link_rows(model, new, np.arange(model.columns), model.columns + 1)
        program.add_rows(rows_of, np.zeros(len(new)))
        linked |= broken
    return float(np.clip(program.objective, 0.0, enough))


def _broken(model: Model, program: Program, linked: Flags) -> Flags:
    values = program.values
    share = values[: len(model.own_column)].copy()
    has = model.own_column != NONE
    share[has] += values[model.own_column[has]]
    run = model.runs[model.problem.nominations.activity]
    broken: Flags = (run != NONE) & (share > np.where(run == NONE, 1, values[run]) + BROKEN) & ~linked
    return broken
