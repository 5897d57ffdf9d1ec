"""A plan in hand at once: grants one after the other in an order of preference, keeping every rule at every step.

Activities that stay below their minimum are closed half by half, the emptiest first, and the places that this frees are
given again. Plain whole numbers, so it cannot break a rule by rounding; it can only be less good than another plan.
"""

from collections import defaultdict

import numpy as np

from comity.allocation.keeping import apart, shares_of
from comity.allocation.model import MILLION, Model
from comity.allocation.problem import NONE, Floats, Ints, Mode, Standing

CLOSINGS = 8
AT_ONCE = 16_384  # columns, after which it is seen again what has no hope
EVERYTHING = 2**62


class Desk:
    """Grants and what is left of everything."""

    def __init__(self, model: Model, floor: int = 0) -> None:
        problem = model.problem
        table, partners, activities = problem.nominations, problem.partners, problem.activities
        self.model, self.problem = model, problem
        self.activity, self.partner, self.person = (
            each.tolist() for each in (table.activity, table.partner, table.person)
        )
        self.worth: list[int] = model.scale.worth.tolist()
        self.requires: list[int] = np.where(table.holds > 0, NONE, table.requires).tolist()
        self.takes: list[tuple[tuple[int, int], ...]] = [
            ((line, cost),) if cost else () for line, cost in zip(table.line.tolist(), table.cost.tolist(), strict=True)
        ]
        for row, line, amount in table.charges.tolist():
            self.takes[row] += ((line, amount),)
        self.totals = table.cost.copy()
        np.add.at(self.totals, table.charges[:, 0], table.charges[:, 2])
        self.total: list[int] = self.totals.tolist()
        self.seats: list[int] = activities.seats.tolist()
        self.minimum: list[int] = activities.minimum.tolist()
        self.delegation: list[int] = np.where(activities.delegation == NONE, EVERYTHING, activities.delegation).tolist()
        self.fixed, self.fixed_line = activities.fixed.tolist(), activities.line.tolist()
        self.times: list[list[tuple[int, int]]] = [[] for _ in self.seats]
        for row, start, end in activities.times.tolist():
            self.times[row].append((start, end))
        self.framework: list[int] = partners.framework.tolist()
        self.line_left: list[int] = problem.lines.budget.tolist()
        self.seats_left: list[int] = np.where(partners.seats == NONE, EVERYTHING, partners.seats).tolist()
        self.spend_left: list[int] = np.where(partners.spend == NONE, EVERYTHING, partners.spend).tolist()
        spend = problem.frameworks.spend
        self.framework_left: list[int] = [*np.where(spend == NONE, EVERYTHING, spend).tolist(), EVERYTHING]
        self.lacks: list[int] = (model.scale.reference * floor // MILLION).tolist()
        self.count = [0] * len(self.seats)
        self.sent: dict[tuple[int, int], int] = defaultdict(int)
        self.calendar: dict[int, list[int]] = defaultdict(list)
        self.mode = [0] * len(table)
        self.closed = (np.bincount(table.activity, minlength=len(self.seats)) < activities.minimum).tolist()
        self.committed = set(np.flatnonzero(table.standing == Standing.FIXED).tolist())
        self._apart(model)
        self._together(model)
        self.dependants: dict[int, list[int]] = defaultdict(list)
        for row, needed in enumerate(self.requires):
            if needed != NONE:
                self.dependants[needed].append(row)

    def _apart(self, model: Model) -> None:
        """This will note, for each set of kept shares, how many may still sit there who belong to none of them."""
        self.apart: dict[int, list[list[int]]] = {}
        self.barred: dict[
            tuple[int, int], list[int]
        ] = {}  # by activity and partner: which of these rooms it takes from
        for activity, shares in shares_of(self.problem).items():
            rooms = list(apart(self.problem, activity, shares))
            self.apart[activity] = [[seats] for seats, _ in rooms]
            for partner in range(len(self.problem.partners)):
                self.barred[activity, partner] = [
                    room for room, (_, members) in enumerate(rooms) if partner not in members
                ]

    def _together(self, model: Model) -> None:
        """This will note who goes only with whom, and in which ways each of them may be granted."""
        group = self.problem.nominations.group
        inside = np.flatnonzero(group != NONE).tolist()
        members: dict[int, list[int]] = defaultdict(list)
        for row in inside:
            members[int(group[row])].append(row)
        self.together: dict[int, list[int]] = {
            row: [other for other in members[int(group[row])] if other != row] for row in inside
        }
        self.ways: dict[int, list[int]] = {}
        for row in inside:
            own = int(model.own_column[row])
            funded = [int(Mode.FUNDED)] if model.upper[row] > 0 else []
            self.ways[row] = [*funded, *([int(Mode.OWN_COST)] if own != NONE and model.upper[own] > 0 else [])]

    def grant(self, row: int, mode: int) -> bool:
        """This will grant if that breaks no rule but the minimum, with all who go only together."""
        if not self.fits(row, mode):
            return False
        self.take(row, mode)
        for other in self.together.get(row, ()):
            if self.mode[other]:
                continue
            way = next((each for each in self.ways[other] if self.fits(other, each)), 0)
            if not way:
                self.drop(row)
                return False
            self.take(other, way)
        return True

    def fits(self, row: int, mode: int) -> bool:
        """This will tell whether a grant breaks no rule but the minimum."""
        activity, partner, fixed = self.activity[row], self.partner[row], 0
        if self.closed[activity] or self.count[activity] >= self.seats[activity] or self.seats_left[partner] < 1:
            return False
        needed = self.requires[row]
        if needed != NONE and not self.mode[needed]:
            return False
        if activity in self.apart and any(self.apart[activity][room][0] < 1 for room in self.barred[activity, partner]):
            return False
        if self.sent[activity, partner] >= self.delegation[activity]:
            return False
        if not self.count[activity]:
            fixed = self.fixed[activity]
            if fixed and self.line_left[self.fixed_line[activity]] < fixed:
                return False
        if mode == Mode.FUNDED and self.total[row] and not self._affords(row, partner, activity, fixed):
            return False
        person = self.person[row]
        return person == NONE or not self.calendar.get(person) or self.clashing(row) == NONE

    def _affords(self, row: int, partner: int, activity: int, fixed: int) -> bool:
        total = self.total[row]
        if self.spend_left[partner] < total or self.framework_left[self.framework[partner]] < total:
            return False
        for line, amount in self.takes[row]:
            also = fixed if fixed and self.fixed_line[activity] == line else 0
            if self.line_left[line] < amount + also:
                return False
        if len(self.takes[row]) > 1:
            sums: dict[int, int] = defaultdict(int)
            for line, amount in self.takes[row]:
                sums[line] += amount
            sums[self.fixed_line[activity]] += fixed
            return all(self.line_left[line] >= amount for line, amount in sums.items() if line != NONE)
        return True

    def clashing(self, row: int) -> int:
        """This will find a granted nomination of the same person at the same time."""
        mine = self.times[self.activity[row]]
        for other in self.calendar.get(self.person[row], ()):
            for start, end in self.times[self.activity[other]]:
                if any(start < until and since < end for since, until in mine):
                    return other
        return NONE

    def take(self, row: int, mode: int) -> None:
        """This will grant."""
        self._move(row, 1, mode)
        self.mode[row] = mode
        if self.person[row] != NONE:
            self.calendar[self.person[row]].append(row)

    def drop(self, row: int) -> None:
        """This will take a grant back, and what depends on it."""
        if not self.mode[row]:
            return
        for dependant in self.dependants.get(row, ()):
            self.drop(dependant)
        self._move(row, -1, self.mode[row])
        self.mode[row] = 0
        if self.person[row] != NONE:
            self.calendar[self.person[row]].remove(row)
        for other in self.together.get(row, ()):
            self.drop(other)

    def _move(self, row: int, sign: int, mode: int) -> None:
        activity, partner = self.activity[row], self.partner[row]
        if self.count[activity] == (0 if sign > 0 else 1) and self.fixed[activity]:
            self.line_left[self.fixed_line[activity]] -= sign * self.fixed[activity]
        self.count[activity] += sign
        self.sent[activity, partner] += sign
        self.seats_left[partner] -= sign
        self.lacks[partner] -= sign * self.worth[row]
        if activity in self.apart:
            for room in self.barred[activity, partner]:
                self.apart[activity][room][0] -= sign
        if mode == Mode.FUNDED:
            for line, amount in self.takes[row]:
                self.line_left[line] -= sign * amount
            self.spend_left[partner] -= sign * self.total[row]
            if self.framework[partner] != NONE:
                self.framework_left[self.framework[partner]] -= sign * self.total[row]

    def commit(self, columns: Ints) -> None:
        """This will grant the commitments, whether or not they fit, what they require, and what they need to run."""
        confirmed = self.problem.nominations.confirmed
        for row in sorted(self.committed):
            self.take(row, int(confirmed[row]) or int(Mode.FUNDED))
        todo = sorted(self.committed)
        while todo:
            row = todo.pop()
            needed = [self.requires[row]] if self.requires[row] != NONE else []
            for other in (*needed, *self.together.get(row, ())):
                if not self.mode[other]:
                    self.committed.add(other)
                    self.take(other, next(iter(self.ways.get(other, ())), int(Mode.FUNDED)))
                    todo.append(other)
        needy = np.zeros(len(self.seats), bool)
        needy[[self.activity[row] for row in self.committed]] = True
        needy &= np.array(self.count) < self.problem.activities.minimum
        for column in columns[needy[self.model.activity[columns]]].tolist():
            row = int(self.model.of[column])
            at = self.activity[row]
            mode = int(Mode.OWN_COST if self.model.own[column] else Mode.FUNDED)
            if self.count[at] < self.minimum[at] and not self.mode[row]:
                self.grant(row, mode)

    def fill(self, columns: Ints) -> None:
        """This will grant what fits, in this order of columns.

        Little fits once the best is granted. So what certainly does not fit is left out now and again.
        """
        columns = columns[np.array(self.mode)[self.model.of[columns]] == 0]
        while columns.size:
            columns = self._hopeful(columns)
            self._fill(columns[:AT_ONCE])
            columns = columns[AT_ONCE:]

    def _fill(self, columns: Ints) -> None:
        rows, modes = self.model.of[columns].tolist(), np.where(self.model.own[columns], 2, 1).tolist()
        mode, closed, activity, count, seats = self.mode, self.closed, self.activity, self.count, self.seats
        for row, wanted in zip(rows, modes, strict=True):
            at = activity[row]
            if not mode[row] and count[at] < seats[at] and not closed[at]:
                self.grant(row, wanted)

    def _hopeful(self, columns: Ints) -> Ints:
        """This will leave out what has no seat or money left: granting others only ever leaves less."""
        table, rows = self.problem.nominations, self.model.of[columns]
        partner = table.partner[rows]
        seat = np.array(self.seats) > np.array(self.count)
        able = (seat & ~np.array(self.closed))[table.activity[rows]] & (np.array(self.seats_left) > 0)[partner]
        framework = np.array(self.framework_left)[np.array(self.framework)[partner]]
        line = np.array([*self.line_left, EVERYTHING])[table.line[rows]]
        total = self.totals[rows]
        paid = (total <= np.array(self.spend_left)[partner]) & (total <= framework) & (table.cost[rows] <= line)
        hopeful: Ints = columns[able & (paid | (total == 0) | self.model.own[columns])]
        return hopeful

    def too_empty(self) -> list[int]:
        """This will list the activities that run below their minimum, the emptiest first."""
        found = [row for row, count in enumerate(self.count) if 0 < count < self.minimum[row]]
        return sorted(found, key=lambda row: (self.count[row] / self.minimum[row], row))

    def close(self, activities: list[int], *, for_good: bool) -> None:
        """This will close activities, except those that hold a commitment."""
        kept = {self.activity[row] for row in self.committed}
        gone = {row for row in activities if row not in kept}
        for row in np.flatnonzero(np.array(self.mode, np.int8)).tolist():
            if self.activity[row] in gone:
                self.drop(row)
        if for_good:
            for row in gone:
                self.closed[row] = True

    def grants(self) -> Ints:
        """This will give a mode for each nomination."""
        return np.array(self.mode, np.int64)


def rounded(model: Model, keys: Floats, floor: int = 0) -> Ints:
    """This will make a plan by granting columns in the order of their keys, the largest first.

    With a floor, the partners that lack points come first. The result may break the floor or, where commitments do not
    fit, other rules: the checker tells.
    """
    order = ordered(model, keys)
    desk = Desk(model, floor)
    desk.commit(order)
    if floor:
        for column in order.tolist():
            row = int(model.of[column])
            if desk.lacks[desk.partner[row]] > 0 and not desk.mode[row]:
                mode = int(Mode.OWN_COST if model.own[column] else Mode.FUNDED)
                desk.grant(row, mode)
    for closing in range(CLOSINGS):
        desk.fill(order)
        low = desk.too_empty()
        if not low:
            break
        last = closing == CLOSINGS - 1
        desk.close(low if last else low[: (len(low) + 1) // 2], for_good=True)
    while low := desk.too_empty():  # what depended on what was dropped
        before = sum(desk.count)
        desk.close(low, for_good=False)
        if sum(desk.count) == before:
            break
    return desk.grants()


def ordered(model: Model, keys: Floats) -> Ints:
    """This will order the columns that may be granted; what is required comes before what requires it."""
    keys = keys.copy()
    table = model.problem.nominations
    needing = np.flatnonzero((table.requires != NONE) & (table.holds == 0))
    for _ in range(4):
        best = keys[needing]
        own = model.own_column[needing]
        best = np.where(own != NONE, np.maximum(best, keys[own]), best) + 1e-9
        np.maximum.at(keys, table.requires[needing], best)
    can = np.flatnonzero(model.upper[: model.grants] > 0)
    return can[np.argsort(-keys[can], kind="stable")]
