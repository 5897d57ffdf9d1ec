"""The linear program with links x <= y, solved on the columns that matter.

1. Where there are many nominations, one in k of the activities of each line, with one k-th of the money, gives first
prices. 2. At these prices every nomination has a net value; the best of each activity that can pay its cost are the
working set. 3. The solver solves the working set; all other columns are priced by one sparse product; those that pay
are added, and the
   links that are broken; again, until the bound (certificate.py) and the working set agree well enough and no broken
   link carries enough to matter: with links broken the working set is worth more than the program with links.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from comity.allocation.certificate import Bound, bound_of
from comity.allocation.linear import Program
from comity.allocation.model import COUPLING, Model
from comity.allocation.problem import NONE, Flags, Floats, Ints

WHOLE = 40_000  # up to so many grant columns all are in the working set
ROUNDS = 40
BROKEN = 1e-3  # a link that is broken by less does not matter yet
PAYS = 1e-6
ENOUGH = {False: 1e-7, True: 2e-5}  # relative distance at which to stop: small problems, and those that are sampled


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
    parts = max(1, model.grants // WHOLE)
    if start is None and parts > 1:
        start = sampled_prices(model, parts, seed)
    if parts > 1 and start is not None:
        inside, open_runs = working_set(model, start)
    else:
        inside, open_runs = model.upper[: model.grants] > 0, np.zeros(len(model.runs), bool)
    work = Working(model, seed, inside)
    work.link(np.flatnonzero(inside[: len(model.own_column)] & open_runs[model.problem.nominations.activity]))
    best: Bound | None = None
    limit = enough if enough is not None else ENOUGH[parts > 1]
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


def link_rows(model: Model, nominations: Ints, position: Ints, width: int) -> sparse.csr_matrix:
    """This will build the rows x <= y of nominations, for a program that holds columns at `position`."""
    count = len(nominations)
    at = np.arange(count)
    run = model.runs[model.problem.nominations.activity[nominations]]
    own = model.own_column[nominations]
    too = np.flatnonzero((own != NONE) & (position[own] != NONE))
    row = np.r_[at, at, too]
    column = np.r_[position[nominations], position[run], position[own[too]]]
    value = np.r_[np.ones(count), -np.ones(count), np.ones(len(too))]
    there = column != NONE
    return sparse.csr_matrix((value[there], (row[there], column[there])), shape=(count, width))


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


def sampled_prices(model: Model, parts: int, seed: int) -> Floats | None:
    """This will estimate prices of what joins activities, from one in `parts` of the activities of each line."""
    draw = np.random.default_rng(seed)
    activities = model.problem.activities
    picked = np.zeros(len(activities), bool)
    for line in np.unique(activities.line):
        rows = draw.permutation(np.flatnonzero(activities.line == line))
        picked[rows[: max(1, len(rows) // parts)]] = True
    columns = np.r_[
        np.flatnonzero(picked[model.activity]),
        model.runs[model.running[picked[model.running]]],
        np.arange(model.first_segment, model.columns),
    ]
    position = np.full(model.columns, NONE)
    position[columns] = np.arange(len(columns))
    limits = model.limits.copy()
    for block in COUPLING:
        if block in model.rows:
            limits[model.rows[block]] /= parts
    upper = model.upper[columns].copy()
    upper[columns >= model.first_segment] /= parts
    nominations = columns[columns < len(model.own_column)]
    nominations = nominations[model.runs[model.problem.nominations.activity[nominations]] != NONE]
    links = link_rows(model, nominations, position, len(columns))
    program = Program(seed, presolve="off")
    program.load(
        sparse.vstack([model.matrix.tocsc()[:, columns], links]),
        model.objective[columns],
        np.zeros(len(columns)),
        upper,
        np.r_[limits, np.zeros(len(nominations))],
    )
    if not program.run():
        return None
    made = np.zeros(len(model.limits))
    for block in COUPLING:
        if block in model.rows:
            made[model.rows[block]] = np.maximum(program.duals[model.rows[block]], 0)
    return made


def working_set(model: Model, prices: Floats, margin: float = 1.35) -> tuple[Flags, Flags]:
    """This will choose columns by their net value at these prices, and the activities whose running is open."""
    activities = model.problem.activities
    can = model.upper[: model.grants] > 0
    net = (model.objective - model.matrix.T @ np.maximum(prices, 0))[: model.grants]
    order = np.lexsort((-np.where(can, net, -np.inf), model.activity))
    starts = np.searchsorted(model.activity[order], np.arange(len(activities)))
    place = np.empty(model.grants, np.int64)
    place[order] = np.arange(model.grants) - starts[model.activity[order]]
    tolerance = 0.25 * float(np.median(net[net > 0])) if (net > 0).any() else 1.0
    seats = activities.seats[model.activity]
    chosen = (net > -tolerance) & (place < np.ceil(margin * seats) + 1)
    chosen |= place < activities.minimum[model.activity]
    fixed = np.zeros(len(activities))
    paid = np.flatnonzero(activities.fixed > 0)
    fixed[paid] = prices[model.rows["lines"]][activities.line[paid]] * activities.fixed[paid] / model.divisor
    count = len(activities)
    first = place < seats
    profit = np.bincount(model.activity, np.where(first & (net > 0), net, 0), count) - fixed
    hopeful = np.bincount(model.activity, np.where(first & (net > -tolerance), net + tolerance, 0), count) - 0.7 * fixed
    has = model.runs != NONE
    chosen &= ~(has & (hopeful <= 0))[model.activity]
    paying = np.bincount(model.activity, net > 0, count)
    half_full = paying < np.minimum(activities.seats, np.bincount(model.activity, can, count))
    open_runs = has & (hopeful > 0) & (half_full | (profit < 0.8 * np.maximum(fixed, 1) + 6 * tolerance))
    chosen |= model.lower[: model.grants] > 0
    chosen &= can
    table = model.problem.nominations
    for _ in range(3):  # what is required is required by what requires it
        needing = np.flatnonzero(chosen[: len(table)] & (table.requires != NONE) & (table.holds == 0))
        chosen[table.requires[needing]] |= can[table.requires[needing]]
    return chosen, open_runs
