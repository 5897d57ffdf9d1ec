"""The mixed integer program of a problem, as sparse arrays (docs/allocation.md gives it in words).

Columns: one for each nomination as funded; one for each that would come at own cost; one for each activity that has to
reach a minimum or has a fixed cost ("runs"); segments of satisfaction for each partner. All rows are "at most". Points
are in whole points (thousandths in the fraction), so the objective is in weighted points; money keeps its unit,
divided by a power of two where numbers would be large.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from comity.allocation.keeping import apart, shares_of
from comity.allocation.problem import NONE, TIES, Flags, Floats, Ints, Mode, Problem, Standing
from comity.allocation.valuing import Scale, scale_of

COUPLING = (
    "lines",
    "partner_seats",
    "partner_spend",
    "frameworks",
    "points",
    "floor",
)  # rows that join many activities
MILLION = 1_000_000
LARGE = 4096.0  # money rows are divided until no amount of one nomination is larger


@dataclass(slots=True, eq=False)
class Model:
    """The program. `rows` names the slice of each block; `of`, `activity` and `partner` are by grant column.

    runs: column that says that an activity runs, by activity, or NONE. first_segment: first column of satisfaction.
    keys: what each row of a block stands for. linked: grants whose activity has a column `runs`, as nominations.
    """

    problem: Problem
    scale: Scale
    of: Ints
    own: Flags
    activity: Ints
    partner: Ints
    worth: Floats
    runs: Ints
    running: Ints
    first_segment: int
    objective: Floats
    lower: Floats
    upper: Floats
    divisor: float
    own_column: Ints
    columns: int = 0
    matrix: sparse.csr_matrix = None
    limits: Floats = field(default_factory=lambda: np.zeros(0))
    rows: dict[str, slice] = field(default_factory=dict)
    keys: dict[str, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = len(self.objective)

    @property
    def step(self) -> int:
        """This will give the smallest difference between two plans, in thousandths of a weighted point."""
        if self.first_segment < self.columns:
            return 1
        values = np.round(self.objective[: self.grants] * TIES).astype(np.int64)
        return max(1, int(np.gcd.reduce(values))) if len(values) else 1

    @property
    def grants(self) -> int:
        """This will count the columns that grant something."""
        return len(self.of)

    def modes(self, chosen: Flags) -> Ints:
        """This will turn chosen grant columns into a mode for each nomination."""
        made = np.zeros(len(self.problem.nominations), np.int64)
        made[self.of[chosen & ~self.own]] = Mode.FUNDED
        made[self.of[chosen & self.own]] = Mode.OWN_COST
        return made

    def chosen(self, modes: Ints) -> Flags:
        """This will turn a mode for each nomination into chosen grant columns."""
        made: Flags = modes[self.of] == np.where(self.own, int(Mode.OWN_COST), int(Mode.FUNDED))
        return made

    def complete(self, modes: Ints) -> Floats:
        """This will give all columns that follow from a mode for each nomination."""
        made = np.zeros(self.columns)
        chosen = self.chosen(modes)
        made[: self.grants][chosen] = 1
        made[self.runs[self.running]] = np.bincount(self.activity[chosen], minlength=len(self.runs))[self.running] > 0
        if self.first_segment < self.columns:
            left = np.bincount(self.partner[chosen], self.worth[chosen], len(self.problem.partners))
            for segment in range(len(self.problem.settings.slopes)):
                columns = slice(self.first_segment + segment, self.columns, len(self.problem.settings.slopes))
                made[columns] = np.minimum(left, self.upper[columns])
                left = left - made[columns]
        return made


class Builder:
    """Collects blocks of rows."""

    def __init__(self) -> None:
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self.limits: list[Floats] = []
        self.rows: dict[str, slice] = {}
        self.keys: dict[str, Ints] = {}
        self.count = 0

    def add(self, name: str, key: Ints, limit: Floats, *parts: tuple[Ints, Ints, Floats | float]) -> None:
        """This will add a block: key of each row, its limit, and parts of (row, column, coefficient)."""
        for row, column, coefficient in parts:
            values = np.broadcast_to(np.asarray(coefficient, np.float64), row.shape)
            self.entries.append(((row + self.count).astype(np.int32), column.astype(np.int32), values))
        self.limits.append(np.asarray(limit, np.float64))
        self.keys[name] = key
        self.rows[name] = slice(self.count, self.count + len(key))
        self.count += len(key)

    def matrix(self, columns: int) -> sparse.csr_matrix:
        """This will put the blocks together."""
        row, column, value = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        return sparse.csr_matrix((value, (row, column)), shape=(self.count, columns))


def build(problem: Problem, floor: int = 0) -> Model:
    """This will build the program. floor is what every partner must get, in millionths of its reference."""
    table, partners, activities = problem.nominations, problem.partners, problem.activities
    scale = scale_of(problem)
    own_rows = np.flatnonzero(table.own_cost)
    of = np.r_[np.arange(len(table)), own_rows]
    own = np.arange(len(of)) >= len(table)
    activity, partner = table.activity[of], table.partner[of]
    worth = (scale.worth[of] - (own & (scale.worth[of] > 0))) / TIES
    eligible = table.standing != Standing.INELIGIBLE
    wanted = np.bincount(table.activity[eligible], minlength=len(activities))
    running = np.flatnonzero((activities.minimum > 1) | (activities.fixed > 0))
    runs = np.full(len(activities), NONE)
    runs[running] = len(of) + np.arange(len(running))
    slopes = np.array(problem.settings.slopes, np.float64)
    first_segment = len(of) + len(running)
    segments = 0 if len(slopes) == 1 else len(partners) * len(slopes)
    objective, lower, upper = (np.zeros(first_segment + segments) for _ in range(3))
    upper[:first_segment] = 1
    _grants(problem, scale, of, own, objective, lower, upper)
    if segments:
        objective[first_segment:] = (partners.score[:, None] * slopes).ravel()
        upper[first_segment:] = (scale.widths / TIES).ravel()
    else:
        objective[: len(of)] += partners.score[partner] * slopes[0] * worth
    dead = wanted < activities.minimum
    upper[: len(of)][dead[activity]] = 0
    upper[len(of) : first_segment][dead[running]] = 0
    largest = max([1, *(int(each.max()) for each in (table.cost, activities.fixed) if each.size)])
    largest = max([largest, *table.charges[:, 2].tolist()])
    model = Model(
        problem=problem,
        scale=scale,
        of=of,
        own=own,
        activity=activity,
        partner=partner,
        worth=worth,
        runs=runs,
        running=running,
        first_segment=first_segment,
        objective=objective,
        lower=lower,
        upper=upper,
        divisor=2.0 ** max(0, np.ceil(np.log2(largest / LARGE))),
        own_column=_at(own_rows, len(table), len(table)),
    )
    made = Builder()
    _seats(made, model, wanted)
    _money(made, model)
    _delegations(made, model)
    _kept(made, model)
    _together(made, model)
    _people(made, model)
    _requirements(made, model)
    _points(made, model, floor)
    model.matrix = made.matrix(model.columns)
    model.limits = np.concatenate(made.limits)
    model.rows, model.keys = made.rows, made.keys
    return model


def _at(rows: Ints, first: int, length: int) -> Ints:
    made = np.full(length, NONE)
    made[rows] = first + np.arange(len(rows))
    return made


def _grants(
    problem: Problem, scale: Scale, of: Ints, own: Flags, objective: Floats, lower: Floats, upper: Floats
) -> None:
    table = problem.nominations
    mode = np.where(own, int(Mode.OWN_COST), int(Mode.FUNDED))
    standing, confirmed = table.standing[of], table.confirmed[of]
    upper[: len(of)][standing == Standing.INELIGIBLE] = 0
    fixed = standing == Standing.FIXED
    kept = np.where(confirmed == Mode.NO, int(Mode.FUNDED), confirmed) == mode
    lower[: len(of)][fixed & kept] = 1
    upper[: len(of)][fixed & ~kept] = 0
    objective[: len(of)][(confirmed == mode) & (standing != Standing.INELIGIBLE)] += scale.keep / TIES


def _seats(made: Builder, model: Model, wanted: Ints) -> None:
    activities = model.problem.activities
    columns = np.arange(model.grants)
    bounded = np.flatnonzero((wanted > activities.seats) | (model.runs != NONE))
    row_of = _at(bounded, 0, len(activities))
    inside = row_of[model.activity] != NONE
    has = model.runs[bounded] != NONE
    room = np.minimum(activities.seats, wanted)[bounded].astype(np.float64)
    made.add(
        "seats",
        bounded,
        np.where(has, 0, room),
        (row_of[model.activity[inside]], columns[inside], 1.0),
        (np.flatnonzero(has), model.runs[bounded[has]], -room[has]),
    )
    least = np.flatnonzero(activities.minimum > 1)
    row_of = _at(least, 0, len(activities))
    inside = row_of[model.activity] != NONE
    made.add(
        "minimum",
        least,
        np.zeros(len(least)),
        (row_of[model.activity[inside]], columns[inside], -1.0),
        (np.arange(len(least)), model.runs[least], activities.minimum[least].astype(np.float64)),
    )


def _money(made: Builder, model: Model) -> None:
    problem, divisor = model.problem, model.divisor
    table, partners, activities = problem.nominations, problem.partners, problem.activities
    paid = np.flatnonzero((table.cost > 0) & (table.standing != Standing.INELIGIBLE))
    nomination = np.r_[paid, table.charges[:, 0]]
    line = np.r_[table.line[paid], table.charges[:, 1]]
    amount = np.r_[table.cost[paid], table.charges[:, 2]] / divisor
    fixed = np.flatnonzero(activities.fixed > 0)
    made.add(
        "lines",
        np.arange(len(problem.lines)),
        problem.lines.budget / divisor,
        (line, nomination, amount),
        (activities.line[fixed], model.runs[fixed], activities.fixed[fixed] / divisor),
    )
    columns = np.arange(model.grants)
    _quota(made, "partner_seats", partners.seats, (model.partner, columns, np.ones(model.grants)), 1.0)
    _quota(made, "partner_spend", partners.spend, (table.partner[nomination], nomination, amount), divisor)
    framework = partners.framework[table.partner[nomination]]
    inside = framework != NONE
    part = (framework[inside], nomination[inside], amount[inside])
    _quota(made, "frameworks", problem.frameworks.spend, part, divisor)


def _quota(made: Builder, name: str, quotas: Ints, part: tuple[Ints, Ints, Floats], divisor: float) -> None:
    limited = np.flatnonzero(quotas != NONE)
    row_of = _at(limited, 0, len(quotas))
    inside = row_of[part[0]] != NONE
    made.add(name, limited, quotas[limited] / divisor, (row_of[part[0][inside]], part[1][inside], part[2][inside]))


def _delegations(made: Builder, model: Model) -> None:
    activities, partners = model.problem.activities, len(model.problem.partners)
    key = model.activity * partners + model.partner
    pairs, at, counts = np.unique(key, return_inverse=True, return_counts=True)
    limit = activities.delegation[pairs // partners]
    large = np.flatnonzero((limit != NONE) & (counts > limit))
    row_of = _at(large, 0, len(pairs))
    inside = row_of[at] != NONE
    columns = np.flatnonzero(inside)
    made.add("delegation", pairs[large], limit[large].astype(np.float64), (row_of[at[inside]], columns, 1.0))


def _kept(made: Builder, model: Model) -> None:
    order = np.argsort(model.activity, kind="stable")
    bounds = np.searchsorted(model.activity[order], np.arange(len(model.problem.activities) + 1))
    keys: list[int] = []
    limits: list[int] = []
    rows: list[Ints] = []
    columns: list[Ints] = []
    for activity, shares in sorted(shares_of(model.problem).items()):
        here = order[bounds[activity] : bounds[activity + 1]]
        here = here[model.upper[here] > 0]
        for seats, members in apart(model.problem, activity, shares):
            outside = here[~np.isin(model.partner[here], sorted(members))]
            if len(outside) > seats:
                rows.append(np.full(len(outside), len(keys)))
                columns.append(outside)
                keys.append(activity)
                limits.append(seats)
    part = (_joined(rows), _joined(columns), 1.0)
    made.add("kept", np.array(keys, np.int64), np.array(limits, np.float64), part)


def _together(made: Builder, model: Model) -> None:
    """This will add a row for each of a group and the next of it, in a ring: none is granted unless the next is."""
    group = model.problem.nominations.group
    inside = np.flatnonzero(group != NONE)
    order = inside[np.argsort(group[inside], kind="stable")]
    _, first, counts = np.unique(group[order], return_index=True, return_counts=True)
    at = np.arange(len(order))
    following = at + 1
    following[first + counts - 1] = first
    several = np.repeat(counts > 1, counts)
    this, after = order[several], order[following[several]]
    row = np.arange(len(this))
    own, own_after = model.own_column[this], model.own_column[after]
    made.add(
        "together",
        this,
        np.zeros(len(this)),
        (row, this, 1.0),
        (row[own != NONE], own[own != NONE], 1.0),
        (row, after, -1.0),
        (row[own_after != NONE], own_after[own_after != NONE], -1.0),
    )


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _people(made: Builder, model: Model) -> None:
    """This will add a row for each start of a nomination's days: it and those of its person that then still run.

    Of one person these are the cliques of an interval graph, so the rows are as tight as rows can be.
    """
    table, times = model.problem.nominations, model.problem.activities.times
    columns = np.flatnonzero((table.person[model.of] != NONE) & (table.standing[model.of] != Standing.INELIGIBLE))
    order = columns[np.argsort(model.activity[columns], kind="stable")]
    first = np.searchsorted(times[:, 0], model.activity[order], "left")
    counts = np.searchsorted(times[:, 0], model.activity[order], "right") - first
    column = np.repeat(order, counts)
    at = np.repeat(first - np.r_[0, np.cumsum(counts)[:-1]], counts) + np.arange(counts.sum()) if len(order) else order
    start, end, person = times[at, 1], times[at, 2], table.person[model.of[column]]
    order = np.lexsort((column, start, person))
    column, start, end, person = column[order], start[order], end[order], person[order]
    row, member = [], []
    for step in range(1, len(column)):
        same = np.flatnonzero(person[step:] == person[:-step])
        if not len(same):
            break
        running = same[(end[same] > start[same + step]) & (column[same] != column[same + step])]
        row.append(running + step)
        member.append(column[running])
    rows = np.concatenate(row) if row else np.zeros(0, np.int64)
    used, at = np.unique(rows, return_inverse=True)
    pairs = np.c_[np.r_[at, np.arange(len(used))], np.r_[np.concatenate(member) if row else rows, column[used]]]
    pairs = np.unique(pairs, axis=0)  # a column with several running days stands in a row once
    made.add("clash", used, np.ones(len(used)), (pairs[:, 0], pairs[:, 1], 1.0))
    twice = np.flatnonzero(model.own_column != NONE)
    at = np.arange(len(twice))
    made.add("once", twice, np.ones(len(twice)), (at, twice, 1.0), (at, model.own_column[twice], 1.0))


def _requirements(made: Builder, model: Model) -> None:
    table = model.problem.nominations
    needing = np.flatnonzero((table.requires != NONE) & (table.holds == 0) & (table.standing != Standing.INELIGIBLE))
    required = table.requires[needing]
    at = np.arange(len(needing))
    needing_own, required_own = model.own_column[needing], model.own_column[required]
    made.add(
        "required",
        needing,
        np.zeros(len(needing)),
        (at, needing, 1.0),
        (at[needing_own != NONE], needing_own[needing_own != NONE], 1.0),
        (at, required, -1.0),
        (at[required_own != NONE], required_own[required_own != NONE], -1.0),
    )


def _points(made: Builder, model: Model, floor: int) -> None:
    problem, reference = model.problem, model.scale.reference
    everybody = np.arange(len(problem.partners))
    columns = np.flatnonzero(model.worth > 0)
    weighed = (model.partner[columns], columns, -model.worth[columns])
    if model.first_segment < model.columns:
        segments = np.arange(model.first_segment, model.columns)
        sums = (np.repeat(everybody, len(problem.settings.slopes)), segments, 1.0)
        made.add("points", everybody, np.zeros(len(everybody)), weighed, sums)
    if floor:
        made.add("floor", everybody, -(reference * floor // MILLION) / TIES, weighed)
