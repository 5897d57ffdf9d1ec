"""Sheets: why each nomination was granted or not, from the prices of a plan, without any solver.

Rules come first; then worth and prices. Every sheet is checked to add up: worth - prices = reduced cost.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from comity.allocation.plan import Plan
from comity.allocation.problem import NONE, TIES, Flags, Ints, Mode, Problem, Standing
from comity.allocation.sheet import Price, Reason, Sheet, Thing
from comity.allocation.valuing import scale_of

ENOUGH_BIDDERS = 3
EXACT = 1e-6  # of what is added up
NARROW = 0.01  # of the worth: a difference within the gap and smaller than this is at the margin
RULES = {Reason.COMMITTED, Reason.INELIGIBLE, Reason.NO_ROOM}
STEPS = (1, 2, 5, 10)


class WrongSheet(Exception):
    """A sheet that does not add up: a fault of this program."""


class Explainer:
    """Explains a plan. Everything that does not need a solver is computed once for all nominations.

    Where fewer than `enough` partners compete for a thing, its price is also given as a band.
    """

    def __init__(self, problem: Problem, plan: Plan, *, enough: int = ENOUGH_BIDDERS) -> None:
        if plan.problem != problem.hash:
            raise ValueError("this plan was made for another problem")
        self.problem, self.plan, self.scale = problem, plan, scale_of(problem)
        self.enough = enough
        self.granted = plan.grants > 0
        table = problem.nominations
        self.charges: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, line, amount in table.charges.tolist():
            self.charges[row].append((line, amount))
        self.total = table.cost.copy()
        np.add.at(self.total, table.charges[:, 0], table.charges[:, 2])
        self.delegation = {
            (int(activity), int(partner)): float(price)
            for (activity, partner), price in zip(plan.prices.delegation_of, plan.prices.delegation, strict=True)
        }
        eligible = table.standing != Standing.INELIGIBLE
        self.seat_bidders = _bidders(table.activity, table.partner, eligible, len(problem.activities))
        paying = eligible & (table.cost > 0)
        self.line_bidders = _bidders(table.line, table.partner, paying, len(problem.lines))
        framework = problem.partners.framework[table.partner]
        self.framework_bidders = _bidders(
            framework, table.partner, eligible & (self.total > 0), len(problem.frameworks)
        )
        self.running = np.bincount(table.activity[self.granted], minlength=len(problem.activities)) > 0
        self.open = plan.bound - plan.objective
        self.held: dict[int, list[int]] = defaultdict(list)
        for row in np.flatnonzero(self.granted & (table.person != NONE)).tolist():
            self.held[int(table.person[row])].append(row)
        self.times: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for activity, start, end in problem.activities.times.tolist():
            self.times[activity].append((start, end))

    def sheets(self, rows: Iterable[int] | None = None) -> list[Sheet]:
        """This will make the sheets of nominations, of all if none are named."""
        return [self.sheet(row) for row in (range(len(self.problem.nominations)) if rows is None else rows)]

    def sheet(self, row: int) -> Sheet:
        """This will make the sheet of one nomination.

        Raises: WrongSheet when it does not add up.
        """
        problem, plan, table = self.problem, self.plan, self.problem.nominations
        mode = Mode(int(plan.grants[row]))
        as_own = mode is Mode.OWN_COST
        partner = int(table.partner[row])
        points = int(self.scale.worth[row]) - (as_own and self.scale.worth[row] > 0)
        worth = float(plan.prices.points[partner]) * points
        if table.confirmed[row] == (mode or Mode.FUNDED) and table.standing[row] != Standing.INELIGIBLE:
            worth += self.scale.keep
        eligible = table.standing[row] != Standing.INELIGIBLE  # otherwise it is in no row, and has no prices
        prices = tuple(self._prices(row, paid=not as_own)) if eligible else ()
        difference = worth - sum(price.amount for price in prices)
        expected = float(plan.prices.own[row] if as_own else plan.prices.reduced[row])
        if eligible and abs(difference - expected) > EXACT * (
            1 + abs(worth) + sum(abs(price.amount) for price in prices)
        ):
            raise WrongSheet(f"{table.names[row]}: worth less prices is {difference}, not {expected}")
        reason, about = self._reason(row, mode, difference, worth)
        return Sheet(
            nomination=table.names[row],
            partner=problem.partners.names[partner],
            activity=problem.activities.names[int(table.activity[row])],
            outcome=mode,
            reason=reason,
            about=about,
            worth=worth,
            prices=prices,
            difference=difference,
            certain=reason in RULES or (difference > self.open if mode else -difference > self.open),
        )

    def _prices(self, row: int, *, paid: bool) -> Iterable[Price]:
        problem, prices, table = self.problem, self.plan.prices, self.problem.nominations
        activity, partner = int(table.activity[row]), int(table.partner[row])
        where, who = problem.activities.names[activity], problem.partners.names[partner]
        enough = enough_seats = self.seat_bidders[activity] >= self.enough
        yield from _price(Thing.SEAT, where, float(prices.seats[activity]), enough=enough)
        if paid:
            takes = [(int(table.line[row]), int(table.cost[row])), *self.charges.get(row, ())]
            for line, amount in takes:
                if amount:
                    cost = float(prices.lines[line]) * amount
                    enough = self.line_bidders[line] >= self.enough
                    yield from _price(Thing.LINE, problem.lines.names[line], cost, enough=enough)
            total = int(self.total[row])
            yield from _price(Thing.PARTNER_SPEND, who, float(prices.partner_spend[partner]) * total)
            framework = int(problem.partners.framework[partner])
            if framework != NONE:
                cost = float(prices.frameworks[framework]) * total
                enough = self.framework_bidders[framework] >= self.enough
                yield from _price(Thing.FRAMEWORK, problem.frameworks.names[framework], cost, enough=enough)
        yield from _price(Thing.PARTNER_SEATS, who, float(prices.partner_seats[partner]))
        yield from _price(Thing.DELEGATION, who, self.delegation.get((activity, partner), 0.0))
        clash = prices.clash if paid else prices.clash_own
        yield from _price(Thing.CLASH, table.names[row], float(clash[row]))
        needed = int(table.requires[row])
        of = table.names[needed] if needed != NONE else table.names[row]
        yield from _price(Thing.REQUIRED, of, float(prices.required[row]))
        yield from _price(Thing.KEPT, where, float(prices.kept[row]), enough=enough_seats)
        yield from _price(Thing.TOGETHER, table.names[row], float(prices.together[row]))
        yield from _price(
            Thing.RUNNING, where, float(prices.running[row]), enough=self.seat_bidders[activity] >= self.enough
        )

    def _reason(self, row: int, mode: Mode, difference: float, worth: float) -> tuple[Reason, str]:
        table = self.problem.nominations
        price = float(self.plan.prices.points[int(table.partner[row])])
        if mode:
            if table.standing[row] == Standing.FIXED:
                return Reason.COMMITTED, ""
            return (Reason.MARGIN if self._at_margin(difference, worth, price) else Reason.PRICES), ""
        if table.standing[row] == Standing.INELIGIBLE:
            ground = int(table.ground[row])
            return Reason.INELIGIBLE, table.grounds[ground] if ground != NONE else ""
        needed = int(table.requires[row])
        if needed != NONE and not table.holds[row] and not self.granted[needed]:
            return Reason.PREREQUISITE, table.names[needed]
        clashing = self.clashing(row)
        if clashing != NONE:
            return Reason.CLASH, table.names[clashing]
        if what := self._too_large(row):
            return Reason.NO_ROOM, what
        activity = int(table.activity[row])
        if not self.running[activity] and (
            self.problem.activities.minimum[activity] > 1 or self.problem.activities.fixed[activity] > 0
        ):
            return Reason.NOT_RUN, self.problem.activities.names[activity]
        return (Reason.MARGIN if self._at_margin(-difference, worth, price) else Reason.PRICES), ""

    def _at_margin(self, margin: float, worth: float, price: float) -> bool:
        """This will tell whether prices decided by so little that the tie number or the search did."""
        exact = EXACT * (1 + worth)  # prices that leave nothing over either way have not decided by ties
        return exact < abs(margin) < TIES * price or (self.open > 0 and margin <= min(self.open, NARROW * worth))

    def clashing(self, row: int) -> int:
        """This will find what the person holds at the same time, or NONE."""
        table = self.problem.nominations
        mine = self.times.get(int(table.activity[row]), [])
        for other in self.held.get(int(table.person[row]), ()):
            for start, end in self.times.get(int(table.activity[other]), ()):
                if other != row and any(start < until and since < end for since, until in mine):
                    return other
        return NONE

    def _too_large(self, row: int) -> str:
        """This will name the limit that is too small for this nomination even alone."""
        problem, table = self.problem, self.problem.nominations
        partner, activity = int(table.partner[row]), int(table.activity[row])
        framework = int(problem.partners.framework[partner])
        if problem.activities.seats[activity] == 0 or problem.activities.delegation[activity] == 0:
            return problem.activities.names[activity]
        if problem.partners.seats[partner] == 0 or NONE != problem.partners.spend[partner] < self.total[row]:
            return problem.partners.names[partner]
        if framework != NONE and NONE != problem.frameworks.spend[framework] < self.total[row]:
            return problem.frameworks.names[framework]
        line = int(table.line[row])
        if line != NONE and problem.lines.budget[line] < table.cost[row]:
            return problem.lines.names[line]
        return ""


def guarded(sheet: Sheet) -> Sheet:
    """This will make the sheet that its partner may see.

    Where too few compete, the upper end of a band stands for the price, in the difference too, so that no
    single other partner's worth can be worked out from it.
    """
    prices = tuple(replace(price, amount=price.high) for price in sheet.prices)
    return replace(sheet, prices=prices, difference=sheet.worth - sum(price.amount for price in prices))


def _price(thing: Thing, of: str, amount: float, *, enough: bool = True) -> Iterable[Price]:
    if abs(amount) < EXACT:
        return
    if enough:
        yield Price(thing, of, amount, amount, amount)
    else:
        low, high = band(abs(amount))
        yield Price(thing, of, amount, *((low, high) if amount > 0 else (-high, -low)))


def band(amount: float) -> tuple[float, float]:
    """This will give the band from 1, 2, 5, 10, ... in which an amount above zero lies."""
    unit = 10.0 ** np.floor(np.log10(amount))
    for low, high in pairwise(STEPS):
        if amount < high * unit:
            return float(low * unit), float(high * unit)
    return float(STEPS[-1] * unit), float(2 * STEPS[-1] * unit)


def _bidders(thing: Ints, partner: Ints, counted: Flags, length: int) -> Ints:
    """This will count the partners that compete for each thing."""
    counted = counted & (thing != NONE)
    if not counted.any():
        return np.zeros(length, np.int64)
    pairs = np.unique(np.stack([thing[counted], partner[counted]], axis=1), axis=0)
    return np.bincount(pairs[:, 0], minlength=length)
