"""The integer search: the whole program where it is small, otherwise its undecided core.

Columns whose reduced cost is larger than what is still open between plan and bound cannot be in a better plan, so they
are left out and the search stays exact. The core leaves out more: what it finds is a plan, and what it proves is
nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from comity.allocation.linear import Program
from comity.allocation.model import Model
from comity.allocation.problem import NONE, TIES, Flags, Floats, Ints
from comity.allocation.sifting import Sifted
from comity.allocation.starting import link_rows

HALF_A_THOUSANDTH = 0.5 / TIES  # two plans that differ, differ by at least a thousandth of a point
SURE = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search found: modes (None if nothing), and in weighted points what it says no plan exceeds, if it may."""

    modes: Ints | None
    bound: float | None
    ended: bool
    infeasible: bool
    columns: int


def search(
    model: Model,
    sifted: Sifted,
    modes: Ints | None,
    best: float,
    seconds: float,
    seed: int,
    share: float = 1.0,
    told: Callable[[float, float], None] = lambda _value, _bound: None,
    found: Callable[[Ints], None] = lambda _modes: None,
) -> Found:
    """This will search for a better plan than `modes`, worth `best` weighted points, for at most so many seconds.

    share below 1 makes it the core: columns are left out whose reduced cost exceeds this share of what is open.
    """
    reduced = reduced_costs(model, sifted)
    full = model.complete(modes) if modes is not None else None
    out, into = _decided(model, sifted, reduced, full, best, share)
    columns = np.flatnonzero(~out)
    position = np.full(model.columns, NONE)
    position[columns] = np.arange(len(columns))
    linked = sifted.linked[~out[sifted.linked]]
    matrix = sparse.vstack([model.matrix.tocsc()[:, columns], link_rows(model, linked, position, len(columns))]).tocsr()
    limits = np.r_[model.limits, np.zeros(len(linked))]
    used = np.diff(matrix.indptr) > 0
    lower = np.where(into, model.upper, model.lower)[columns]

    def run(start: Floats | None) -> tuple[Program, bool]:
        program = Program(
            seed,
            time_limit=max(0.1, float(seconds)),
            mip_rel_gap=0.0,
            mip_abs_gap=(model.step - 0.5) / TIES,
            mip_feasibility_tolerance=SURE,
        )
        program.load(matrix[used], model.objective[columns], lower, model.upper[columns], limits[used])
        program.require_whole(np.flatnonzero(columns < model.first_segment))
        if start is not None:
            program.start_from(start)
        program.watch(told, lambda values: found(_modes(model, columns, values)))
        return program, program.run()

    program, ended = run(None if full is None else full[columns])
    if ended and _contradicts(program, model.objective[columns]):
        program, ended = run(None)  # the solver's presolve can lose its own solution to the one it was given
    values = program.values
    exact = share >= 1 and not into.any()
    return Found(
        modes=_modes(model, columns, values) if values.size and not program.infeasible else None,
        bound=program.bound if exact and (ended or program.stopped) and np.isfinite(program.bound) else None,
        ended=ended,
        infeasible=program.infeasible,
        columns=len(columns),
    )


def reduced_costs(model: Model, sifted: Sifted) -> Floats:
    """This will give what each column brings at the prices of all rows and links."""
    made: Floats = model.objective - model.matrix.T @ sifted.prices
    priced = np.flatnonzero(sifted.links)
    made[priced] -= sifted.links[priced]
    own = model.own_column[priced]
    made[own[own != NONE]] -= sifted.links[priced][own != NONE]
    run = model.runs[model.problem.nominations.activity[priced]]
    np.add.at(made, run, sifted.links[priced])
    return made


def dual_value(model: Model, sifted: Sifted, reduced: Floats) -> float:
    """This will give the bound that belongs to these reduced costs."""
    rest = np.maximum(reduced * model.lower, reduced * model.upper)
    return float(model.limits @ sifted.prices + rest.sum())


def _decided(
    model: Model, sifted: Sifted, reduced: Floats, full: Floats | None, best: float, share: float
) -> tuple[Flags, Flags]:
    """This will find the columns that are certainly out, and for a core those that are taken for certainly in."""
    grants = np.arange(model.columns) < model.grants
    out = grants & (model.upper == 0)
    into = np.zeros(model.columns, bool)
    if full is None:
        return out, into
    if share >= 1:
        out |= grants & (model.lower == 0) & (full == 0) & (dual_value(model, sifted, reduced) + reduced < best - 1)
        return out, into
    threshold = max((sifted.bound.value - best) * share, 1e-6)
    whole = np.arange(model.columns) < model.first_segment
    out |= whole & (model.lower == 0) & (full == 0) & (sifted.values < SURE) & (reduced < -threshold)
    sure: Flags = whole & (full == 1) & (sifted.values > 1 - SURE) & (reduced > threshold)
    return out, sure


def _contradicts(program: Program, objective: Floats) -> bool:
    """This will tell whether the solution handed back is not worth what the solver says."""
    values = program.values
    said = program.objective
    return not values.size or abs(float(objective @ values) - said) > SURE * max(1.0, abs(said)) + HALF_A_THOUSANDTH


def _modes(model: Model, columns: Ints, values: Floats) -> Ints:
    made = np.zeros(model.columns)
    made[columns] = values
    return model.modes(made[: model.grants] > 0.5)  # noqa: PLR2004 - the nearest whole number
