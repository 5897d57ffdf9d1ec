"""A start for sifting: prices from a sample, the columns that matter at them, and a basis that fits these prices.

At given prices of what joins activities, each activity is decided by itself: who comes in the order of what they bring,
the seat price of a full one, whether it pays to run. A basis that says so lets the simplex method begin near the
end. It is a guess and nothing rests on it: the solver goes on from it to the optimum, mending what does not fit.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from comity.allocation.linear import Program
from comity.allocation.model import COUPLING, Model
from comity.allocation.problem import NONE, Flags, Floats, Ints

SAMPLE = 25_000  # grant columns that a sample of a large problem has
LEAST = 8  # a small one is sampled to one activity in so many
MARGIN = 1.35  # candidates a seat in the working set
NEAR = 0.25  # of the median gain: what is that close to paying may come to pay
CANDIDATES = 20  # columns that are tried for the basis of a coupling row
PIVOT = 1e-2


@dataclass(frozen=True, slots=True)
class Start:
    """Nominations to link, and what is basic: by column of the model; by row, whether its slack is not; by link too."""

    links: Ints
    columns: Flags
    tight: Flags
    tight_links: Flags


def sampled_prices(model: Model, seed: int) -> Floats | None:
    """This will estimate prices of what joins activities, from a few of the activities of each line.

    They are drawn evenly from the least to the most wanted. Each gets of every limit what the sample demands of it.
    """
    parts = max(LEAST, model.grants // SAMPLE)
    activities, grants = model.problem.activities, model.grants
    can = model.upper[:grants] > 0
    wanted = np.bincount(model.activity, can, len(activities))
    picked = np.zeros(len(activities), bool)
    for line in np.unique(activities.line):
        rows = np.flatnonzero(activities.line == line)
        rows = rows[np.lexsort((wanted[rows], model.runs[rows] != NONE))]
        picked[rows[len(rows) % parts // 2 :: parts]] = True
    inside = np.zeros(model.columns, bool)
    inside[:grants] = picked[model.activity]
    inside[model.runs[model.running]] = picked[model.running]
    inside[model.first_segment :] = True
    coupling = coupling_rows(model)
    weight = np.ones(model.columns)
    weight[:grants] = can * np.minimum(1, activities.seats / np.maximum(1, wanted))[model.activity]
    weight[model.first_segment :] = 0
    demand = abs(model.matrix[coupling])
    share = np.zeros(len(model.limits))
    share[coupling] = (demand @ (weight * inside)) / np.maximum(demand @ weight, PIVOT)
    limits, upper = model.limits.copy(), model.upper.copy()
    limits[coupling] *= share[coupling]
    if model.first_segment < model.columns:
        upper[model.first_segment :] *= np.repeat(share[model.rows["points"]], len(model.problem.settings.slopes))
    return _solved(model, inside, limits, upper, seed)


def _solved(model: Model, inside: Flags, limits: Floats, upper: Floats, seed: int) -> Floats | None:
    columns = np.flatnonzero(inside)
    position = np.full(model.columns, NONE)
    position[columns] = np.arange(len(columns))
    nominations = columns[columns < len(model.own_column)]
    nominations = nominations[model.runs[model.problem.nominations.activity[nominations]] != NONE]
    links = link_rows(model, nominations, position, len(columns))
    matrix = sparse.vstack([model.matrix.tocsc()[:, columns], links]).tocsr()
    used = np.diff(matrix.indptr) > 0
    program = Program(seed)
    program.load(
        matrix[used],
        model.objective[columns],
        np.zeros(len(columns)),
        upper[columns],
        np.r_[limits, np.zeros(len(nominations))][used],
    )
    if not program.run():
        return None
    duals = np.zeros(len(used))
    duals[used] = program.duals
    made = np.zeros(len(limits))
    coupling = coupling_rows(model)
    made[coupling] = np.maximum(duals[coupling], 0)
    return made


def coupling_rows(model: Model) -> Ints:
    """This will list the rows that join many activities."""
    return np.concatenate([np.r_[model.rows[block]] for block in COUPLING if block in model.rows])


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


class Decided:
    """Each activity by itself, at prices of what joins them.

    columns: the grant columns of the working set, by activity and then by what they bring; activity, gain and place are
    of these. seat, least: the price of a seat and of one more of the minimum, by activity. first: who comes if it runs.
    above: what they bring beyond these two prices. need: what is left of the cost of running after them.
    """

    def __init__(self, model: Model, net: Floats, inside: Flags) -> None:
        self.model, activities = model, model.problem.activities
        count = len(activities)
        columns = np.flatnonzero(inside)
        rank = np.where(model.lower[columns] > 0, np.inf, net[columns])
        self.columns = columns = columns[np.lexsort((-rank, model.activity[columns]))]
        self.activity, self.gain = activity, gain = model.activity[columns], net[columns]
        starts = np.searchsorted(activity, np.arange(count + 1))
        self.place = place = np.arange(len(columns)) - starts[activity]
        paying = np.bincount(activity, gain > 0, count).astype(np.int64)
        able = np.bincount(model.activity[model.upper[: model.grants] > 0], minlength=count)
        room = np.minimum(activities.seats, able)
        self.has = has = model.runs != NONE
        self.full = np.flatnonzero((paying > room) & np.isin(np.arange(count), model.keys["seats"]))
        self.next = starts[self.full] + room[self.full]
        short = (paying < activities.minimum) & (np.diff(starts) >= activities.minimum)
        self.short = np.flatnonzero(short & np.isin(np.arange(count), model.keys["minimum"]))
        self.last = starts[self.short] + activities.minimum[self.short] - 1
        seat, least, fixed = np.zeros(count), np.zeros(count), np.zeros(count)
        seat[self.full] = gain[self.next]
        least[self.short] = np.maximum(0, -gain[self.last])
        fixed[has] = -net[model.runs[has]]
        self.first = place < np.maximum(np.minimum(paying, room), np.where(has, activities.minimum, 0))[activity]
        self.profit = np.bincount(activity, np.where(self.first, gain, 0), count) - fixed
        self.need = fixed - room * seat + activities.minimum * least
        self.above = np.where(self.first, np.maximum(gain - seat[activity] + least[activity], 0), 0)
        total = np.cumsum(self.above) - self.above
        self.before = total - np.r_[total, 0][starts[:-1]][activity]
        self.unsure = has & (np.abs(self.profit) < NEAR * np.abs(fixed) + 4 * tolerance_of(net, model))


def tolerance_of(net: Floats, model: Model) -> float:
    """This will say what is near to nothing, among what grants bring."""
    gains = net[: model.grants][net[: model.grants] > 0]
    return NEAR * float(np.median(gains)) if gains.size else 1.0


def started(model: Model, prices: Floats, inside: Flags) -> Start:
    """This will choose links and a basis for a working set."""
    net = model.objective - model.matrix.T @ prices
    decided = Decided(model, net, inside)
    at = decided.activity
    runs = decided.profit > 0
    held = decided.has[at] & (decided.above > 0) & ((decided.before < decided.need[at]) | ~runs[at])
    unsure = decided.first & decided.unsure[at] & (decided.gain > -tolerance_of(net, model))
    linked = np.flatnonzero(held | unsure)
    nominations, one = np.unique(model.of[decided.columns[linked]], return_index=True)
    chosen = linked[one]
    columns, tight = np.zeros(model.columns, bool), np.zeros(len(model.limits), bool)
    columns[decided.columns[chosen[held[chosen]]]] = True
    for block, places, activities in (("seats", decided.next, decided.full), ("minimum", decided.last, decided.short)):
        columns[decided.columns[places]] = True
        tight[model.rows[block].start + np.searchsorted(model.keys[block], activities)] = True
    _join(model, prices, decided, columns, tight)
    return Start(nominations, columns, tight, held[chosen])


def _join(model: Model, prices: Floats, decided: Decided, columns: Flags, tight: Flags) -> None:
    """This will find a basic column for each coupling row that has a price: one that brings next to nothing."""
    rows = coupling_rows(model)
    rows = rows[prices[rows] > 0]
    if model.first_segment < model.columns:
        points = np.arange(model.rows["points"].start, model.rows["points"].stop)
        segments = np.arange(model.first_segment, model.columns).reshape(len(points), -1)
        apart = np.abs(model.objective[segments] - prices[points, None])
        nearest = apart.argmin(axis=1)
        same = apart.min(axis=1) <= 1e-6 * prices[points]
        columns[segments[same, nearest[same]]] = True
        tight[points[same]] = True
        rows = rows[~np.isin(rows, points[same])]
    open_ = np.ones(len(decided.has), bool)
    open_[decided.full] = open_[decided.short] = False
    open_ &= ~decided.has | (decided.profit > 0)
    free = open_[decided.activity] & ~columns[decided.columns]
    candidates = decided.columns[free][np.argsort(np.abs(decided.gain[free]), kind="stable")]
    matrix = model.matrix[rows].tocsc()[:, candidates].tocsr()
    near = np.unique(np.concatenate([np.sort(matrix[row].indices)[:CANDIDATES] for row in range(len(rows))] or [rows]))
    left = matrix[:, near].toarray()
    left /= np.maximum(np.abs(left).max(axis=1, initial=PIVOT, keepdims=True), PIVOT)
    for row in range(len(rows)):
        best = int(np.argmax(np.abs(left[row]))) if near.size else 0
        if near.size and abs(left[row, best]) > PIVOT:
            columns[candidates[near[best]]] = True
            tight[rows[row]] = True
            left -= np.outer(left[:, best] / left[row, best], left[row])


def working_set(model: Model, prices: Floats) -> Flags:
    """This will choose columns by what they bring at these prices."""
    activities = model.problem.activities
    can = model.upper[: model.grants] > 0
    net = model.objective - model.matrix.T @ prices
    tolerance = tolerance_of(net, model)
    net = net[: model.grants]
    order = np.lexsort((-np.where(can, net, -np.inf), model.activity))
    starts = np.searchsorted(model.activity[order], np.arange(len(activities)))
    place = np.empty(model.grants, np.int64)
    place[order] = np.arange(model.grants) - starts[model.activity[order]]
    seats = activities.seats[model.activity]
    chosen = (net > -tolerance) & (place < np.ceil(MARGIN * seats) + 1)
    chosen |= place < activities.minimum[model.activity]
    fixed = np.zeros(len(activities))
    paid = np.flatnonzero(activities.fixed > 0)
    fixed[paid] = prices[model.rows["lines"]][activities.line[paid]] * activities.fixed[paid] / model.divisor
    gained = np.where((place < seats) & (net > -tolerance), net + tolerance, 0)
    hopeful = np.bincount(model.activity, gained, len(activities)) > 0.7 * fixed
    chosen &= (hopeful | (model.runs == NONE))[model.activity]
    chosen |= model.lower[: model.grants] > 0
    chosen &= can
    table = model.problem.nominations
    for _ in range(3):  # what is required is required by what requires it
        needing = np.flatnonzero(chosen[: len(table)] & (table.requires != NONE) & (table.holds == 0))
        chosen[table.requires[needing]] |= can[table.requires[needing]]
    made: Flags = chosen
    return made
