"""The linear program with links x <= y, solved on the columns that matter.

1. Where there are many nominations, a sample of the activities, or an earlier plan, gives first prices (starting.py).
2. At these prices every nomination has a net value; the best of each activity that can pay its cost are the working
set, and who would come at them is where the solver begins. 3. The solver solves the working set; all other columns are
priced by one sparse product; those that pay are added, and the links that are broken; again, until the bound
(certificate.py) and the working set agree well enough and no broken link carries enough to matter: with links broken
the working set is worth more than the program with links.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from comity.allocation.certificate import Bound, bound_of
from comity.allocation.linear import Program
from comity.allocation.model import Model
from comity.allocation.problem import NONE, Flags, Floats, Ints
from comity.allocation.starting import Start, link_rows, sampled_prices, started, working_set

SMALL = 5_000  # up to so many grant columns all are in the working set
WHOLE = 40_000  # up to so many the linear program is solved to its optimum
ROUNDS = 40
BROKEN = 1e-3  # a link that is broken by less does not matter yet
PAYS = 1e-6
ENOUGH = {False: 1e-7, True: 5e-5}  # relative distance at which to stop: at the optimum, and for large problems


class Stopped(Exception):
    """The search was cancelled from outside."""


@dataclass(slots=True)
class Sifted:
    """The optimum of the linear program: fractions of all columns, prices of rows, prices of links by nomination.

    working is what is in the solver and can be solved again with one thing changed; position is where each column is
    in it, or NONE; linked are the nominations whose links are in it.
    """

    values: Floats
    prices: Floats
    links: Floats
    bound: Bound
    value: float
    working: "Working"
    position: Ints
    linked: Ints
    rounds: int


def sift(
    model: Model,
    seed: int,
    told: Callable[[float], None] = lambda _bound: None,
    stop: Callable[[], bool] = lambda: False,
    start: Floats | None = None,
    enough: float | None = None,
) -> Sifted | None:
    """This will solve the linear program; `start` are prices to begin with. None when nothing satisfies all rows.

    Raises: Stopped.
    """
    prices = first_prices(model, seed, start) if model.grants > SMALL else None
    if prices is None:
        work = Working(model, seed, model.upper[: model.grants] > 0)
    else:
        work = Working(model, seed, working_set(model, prices))
        work.begin(started(model, prices, work.inside))
    best: Bound | None = None
    limit = enough if enough is not None else ENOUGH[model.grants > WHOLE]
    rounds = 0
    while rounds < ROUNDS:
        rounds += 1
        if stop():
            raise Stopped
        if not work.program.run() and work.program.infeasible:
            if not work.add_all():
                return None
            continue
        values, duals = work.solution()
        bound = bound_of(model, duals)
        if best is None or bound.value < best.value:
            best = bound
        told(best.value)
        columns, links = work.paying(bound, duals), work.broken(values)
        close = best.value - work.program.objective <= limit * abs(best.value)
        if (close and work.carried(values, links) <= limit * abs(best.value)) or not (columns.size or links.size):
            break
        work.add(columns)
        work.link(links)
    assert best is not None  # noqa: S101 - the first round sets it or returns
    return Sifted(
        values=values,
        prices=duals,
        links=work.link_prices(),
        bound=best,
        value=work.program.objective,
        working=work,
        position=work.position,
        linked=np.array(work.linked, np.int64),
        rounds=rounds,
    )


def first_prices(model: Model, seed: int, start: Floats | None) -> Floats | None:
    """This will take the prices of a sample or those given, whichever bound is nearer to the optimum.

    Prices of an earlier plan are far off where seats that it granted now count for more because they are confirmed.
    """
    found = [prices for prices in (sampled_prices(model, seed), start) if prices is not None]
    return min(found, key=lambda prices: bound_of(model, prices).value) if len(found) > 1 else next(iter(found), None)


class Working:
    """The columns and links that are in the solver."""

    def __init__(self, model: Model, seed: int, inside: Flags) -> None:
        self.model, self.inside = model, inside.copy()
        self.by_column = model.matrix.tocsc()
        self.columns = np.r_[np.flatnonzero(inside), np.arange(model.grants, model.columns)]
        self.position = np.full(model.columns, NONE)
        self.position[self.columns] = np.arange(len(self.columns))
        self.linked: list[int] = []
        self.is_linked = np.zeros(len(model.own_column), bool)
        self.program = Program(seed, presolve="off")
        self.program.load(
            self.by_column[:, self.columns],
            model.objective[self.columns],
            model.lower[self.columns],
            model.upper[self.columns],
            model.limits,
        )

    def begin(self, start: Start) -> None:
        """This will let the solver begin from a guess, with its links."""
        self.link(start.links)
        self.program.begin_from(start.columns[self.columns], np.r_[start.tight, start.tight_links])

    def solution(self) -> tuple[Floats, Floats]:
        """This will give values of all columns, and duals of the rows of the model."""
        values = np.zeros(self.model.columns)
        values[self.columns] = self.program.values
        return values, np.maximum(self.program.duals[: len(self.model.limits)], 0)

    def link_prices(self) -> Floats:
        """This will give the price of each nomination's link."""
        made = np.zeros(len(self.is_linked))
        made[self.linked] = np.maximum(self.program.duals[len(self.model.limits) :], 0)
        return made

    def paying(self, bound: Bound, duals: Floats) -> Ints:
        """This will find the columns outside that would raise the value, if their activity runs or could."""
        model = self.model
        net = bound.net.copy()
        rows = model.rows["seats"]
        of_seat = np.zeros(len(model.runs))
        of_seat[model.keys["seats"]] = duals[rows]
        rows = model.rows["minimum"]
        of_seat[model.keys["minimum"]] -= duals[rows]
        used = np.bincount(model.activity, self.inside, len(model.runs)) > 0
        can = used | (model.runs == NONE) | (bound.activities > PAYS)
        net -= np.where(used, of_seat, 0)[model.activity]
        return np.flatnonzero(~self.inside & (net > PAYS) & (model.upper[: model.grants] > 0) & can[model.activity])

    def broken(self, values: Floats) -> Ints:
        """This will find the nominations that are granted more than their activity runs."""
        model = self.model
        run = model.runs[model.problem.nominations.activity]
        return np.flatnonzero((run != NONE) & (self.excess(values) > BROKEN) & ~self.is_linked)

    def excess(self, values: Floats) -> Floats:
        """This will give by how much each nomination is granted more than its activity runs."""
        model = self.model
        share = values[: len(model.own_column)].copy()
        has = model.own_column != NONE
        share[has] += values[model.own_column[has]]
        run = model.runs[model.problem.nominations.activity]
        return share - np.where(run == NONE, 1, values[run])

    def carried(self, values: Floats, nominations: Ints) -> float:
        """This will give the most that the value can owe to what these nominations are granted beyond their links."""
        model = self.model
        score = model.problem.partners.score[model.partner[nominations]] * model.problem.settings.slopes[0]
        brought = model.objective[nominations] + score * model.worth[nominations]
        return float(self.excess(values)[nominations] @ brought)

    def add(self, columns: Ints) -> None:
        """This will bring columns in, with the own-cost twin of a nomination that is linked."""
        if not columns.size:
            return
        model = self.model
        self.inside[columns] = True
        self.position[columns] = len(self.columns) + np.arange(len(columns))
        self.columns = np.r_[self.columns, columns]
        matrix = self.by_column[:, columns]
        if self.linked:
            row_of = np.full(len(self.is_linked), NONE)
            row_of[self.linked] = np.arange(len(self.linked))
            row = row_of[model.of[columns]]
            there = np.flatnonzero(row != NONE)
            shape = (len(self.linked), len(columns))
            links = sparse.csc_matrix((np.ones(len(there)), (row[there], there)), shape=shape)
            matrix = sparse.vstack([matrix, links]).tocsc()
        self.program.add_columns(matrix, model.objective[columns], model.upper[columns])

    def link(self, nominations: Ints) -> None:
        """This will add links, where the activity has a column that says that it runs."""
        nominations = nominations[self.model.runs[self.model.problem.nominations.activity[nominations]] != NONE]
        nominations = nominations[~self.is_linked[nominations]]
        if nominations.size:
            rows = link_rows(self.model, nominations, self.position, len(self.columns))
            self.program.add_rows(rows, np.zeros(len(nominations)))
            self.is_linked[nominations] = True
            self.linked += nominations.tolist()

    def add_all(self) -> bool:
        """This will bring every column in, and tell whether there were any."""
        outside = np.flatnonzero(~self.inside & (self.model.upper[: self.model.grants] > 0))
        self.add(outside)
        return bool(outside.size)
