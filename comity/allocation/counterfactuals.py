"""What would have to change, one thing at a time, really tried: the linear program is solved again with each change.

A nomination is forced in (or, if it was granted, out); what that loses is at least what its sheet is short by. A
change is verified when, with it, forcing costs nothing any more. Each solve starts from the last one, so it takes a
moment.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from comity.allocation.linear import INFINITY
from comity.allocation.model import build
from comity.allocation.plan import Plan
from comity.allocation.problem import NONE, PERCENT, TIES, Mode, Problem
from comity.allocation.scores import points_of
from comity.allocation.sheet import Change, Reason, Sheet, What
from comity.allocation.sheets import ENOUGH_BIDDERS, Explainer
from comity.allocation.sifting import sift

TRIES = 4  # each with half as much again
NEXT = 1.5
FREE = 1e-7  # of the objective: a loss below it is none
BEYOND = {Reason.INELIGIBLE, Reason.COMMITTED, Reason.NO_ROOM}


@dataclass(frozen=True, slots=True)
class Edit:
    """One coefficient or limit of the program: row NONE is the objective, column NONE the limit."""

    row: int
    column: int
    value: float


class Counterfactuals:
    """Tries changes for the nominations of a plan."""

    def __init__(self, problem: Problem, plan: Plan, *, enough: int = ENOUGH_BIDDERS) -> None:
        self.problem, self.plan = problem, plan
        self.explainer = Explainer(problem, plan, enough=enough)
        self.model = build(problem, plan.floor.kept)
        sifted = sift(self.model, plan.seed)
        if sifted is None:
            raise ValueError("nothing satisfies all rules of this problem")
        self.sifted, self.program = sifted, sifted.working.program
        self.base = sifted.value
        self.counts = np.bincount(problem.nominations.partner, minlength=len(problem.partners))

    def sheet(self, row: int) -> Sheet:
        """This will make a sheet with its loss and its verified changes."""
        sheet = self.explainer.sheet(row)
        if sheet.reason in BEYOND:
            return sheet
        column = self._column(row, sheet.outcome)
        aim = 0.0 if sheet.outcome else 1.0
        loss = self._loss(column, aim, ())
        if loss is None:
            return sheet
        if self._is_free(loss):  # the linear program could as well decide otherwise
            return replace(sheet, loss=0.0)
        changes = [*self._changes(row, column, aim, loss, sheet)]
        changes.sort(key=lambda each: abs(each.needed - each.now) / max(1, abs(each.now)))
        return replace(sheet, loss=loss * TIES, changes=tuple(changes))

    def _column(self, row: int, mode: Mode) -> int:
        column = int(self.model.own_column[row]) if mode is Mode.OWN_COST else row
        if self.sifted.working.position[column] == NONE:
            self.sifted.working.add(np.array([column]))
        return column

    def _changes(self, row: int, column: int, aim: float, loss: float, sheet: Sheet) -> Iterator[Change]:
        yield from self._points(row, column, aim, loss)
        if sheet.outcome is not Mode.OWN_COST:
            yield from self._cofunding(row, column, aim, loss)
        if not sheet.outcome:
            yield from self._seats(row, column)
            yield from self._budgets(row, column)
            yield from self._other(row)

    def _points(self, row: int, column: int, aim: float, loss: float) -> Iterator[Change]:
        """This will look for the points, and the rank, at which the outcome turns."""
        table = self.problem.nominations
        partner, now = int(table.partner[row]), int(table.points[row])
        price = float(self.plan.prices.points[partner])
        if price <= 0:
            return
        step = int(np.ceil(loss / price))
        needed = self._until(
            now, -step if aim == 0 else step, lambda points: self._loss(column, aim, self._pointed(column, points))
        )
        if needed is None or needed <= 0:
            return
        yield Change(What.POINTS, table.names[row], now, needed, verified=True)
        rank, fit, count = int(table.rank[row]), int(table.fit[row]), int(self.counts[partner])
        if NONE in {rank, fit} or rank > count:
            return
        better = range(rank - 1, 0, -1) if aim else range(rank + 1, count + 1)
        for other in better:
            points = points_of(other, count, fit)
            if (points >= needed) if aim else (points <= needed):
                verified = self._loss(column, aim, self._pointed(column, points))
                yield Change(What.RANK, table.names[row], rank, other, self._is_free(verified))
                return

    def _pointed(self, column: int, points: int) -> tuple[Edit, ...]:
        worth = (points * TIES + int(self.problem.nominations.tie[self.model.of[column]])) / TIES
        partner = int(self.model.partner[column])
        edits = [
            Edit(self.model.rows[block].start + partner, column, -worth)
            for block in ("points", "floor")
            if block in self.model.rows
        ]
        if "points" not in self.model.rows:
            price = float(self.problem.partners.score[partner] * self.problem.settings.slopes[0])
            more = float(self.model.objective[column]) + price * (worth - float(self.model.worth[column]))
            edits.append(Edit(NONE, column, more))
        return tuple(edits)

    def _cofunding(self, row: int, column: int, aim: float, loss: float) -> Iterator[Change]:
        table, prices = self.problem.nominations, self.plan.prices
        gross, cost, partner = int(table.gross[row]), int(table.cost[row]), int(table.partner[row])
        framework = int(self.problem.partners.framework[partner])
        if gross <= 0 or cost <= 0:
            return
        price = float(prices.lines[table.line[row]] + prices.partner_spend[partner]) / TIES
        price += float(prices.frameworks[framework]) / TIES if framework != NONE else 0.0
        if price <= 0:
            return
        step = int(np.ceil(loss / price))
        needed = self._until(
            cost, step if aim == 0 else -step, lambda amount: self._loss(column, aim, self._costed(column, amount))
        )
        if needed is None or not 0 <= needed <= gross:
            return
        now = PERCENT - round(PERCENT * cost / gross)
        share = int(np.ceil(PERCENT - PERCENT * needed / gross)) if aim else int(PERCENT - PERCENT * needed / gross)
        if share != now:
            yield Change(What.COFUNDING, self.problem.partners.names[partner], now, share, verified=True)

    def _costed(self, column: int, amount: int) -> tuple[Edit, ...]:
        model, table = self.model, self.problem.nominations
        row = int(model.of[column])
        partner, value = int(table.partner[row]), amount / model.divisor
        framework = int(self.problem.partners.framework[partner])
        edits = [Edit(model.rows["lines"].start + int(table.line[row]), column, value)]
        for block, key in (("partner_spend", partner), ("frameworks", framework)):
            at = np.flatnonzero(model.keys[block] == key)
            if at.size:
                extra = float(self.explainer.total[row] - table.cost[row]) / model.divisor
                edits.append(Edit(model.rows[block].start + int(at[0]), column, value + extra))
        return tuple(edits)

    def _seats(self, row: int, column: int) -> Iterator[Change]:
        """This will try one seat more in the activity, and one more under the partner's quota."""
        model, problem = self.model, self.problem
        activity, partner = int(model.activity[column]), int(model.partner[column])
        at = np.flatnonzero(model.keys["seats"] == activity)
        if self.plan.prices.seats[activity] > 0 and at.size:
            line = model.rows["seats"].start + int(at[0])
            seats, run = int(problem.activities.seats[activity]), int(model.runs[activity])
            edit = Edit(line, NONE, seats + 1.0) if run == NONE else Edit(line, run, -(seats + 1.0))
            if self._is_free(self._loss(column, 1.0, (edit,))):
                yield Change(What.SEATS, problem.activities.names[activity], seats, seats + 1, verified=True)
        quota = int(problem.partners.seats[partner])
        if self.plan.prices.partner_seats[partner] > 0 and quota != NONE:
            place = int(np.flatnonzero(model.keys["partner_seats"] == partner)[0])
            edit = Edit(model.rows["partner_seats"].start + place, NONE, quota + 1.0)
            if self._is_free(self._loss(column, 1.0, (edit,))):
                yield Change(What.PARTNER_SEATS, problem.partners.names[partner], quota, quota + 1, verified=True)

    def _budgets(self, row: int, column: int) -> Iterator[Change]:
        """This will look for the money more, on one line or under one quota, at which it would be granted."""
        problem, table, prices = self.problem, self.problem.nominations, self.plan.prices
        line, partner = int(table.line[row]), int(table.partner[row])
        framework = int(problem.partners.framework[partner])
        total = int(self.explainer.total[row])
        for what, block, key, names, limits, price in (
            (What.BUDGET, "lines", line, problem.lines.names, problem.lines.budget, prices.lines),
            (
                What.PARTNER_SPEND,
                "partner_spend",
                partner,
                problem.partners.names,
                problem.partners.spend,
                prices.partner_spend,
            ),
            (
                What.FRAMEWORK,
                "frameworks",
                framework,
                problem.frameworks.names,
                problem.frameworks.spend,
                prices.frameworks,
            ),
        ):
            if key == NONE or limits[key] == NONE or price[key] <= 0 or not total:
                continue
            at = self.model.rows[block].start + int(np.flatnonzero(self.model.keys[block] == key)[0])
            now = int(limits[key])

            def tried(limit: int, at: int = at) -> float | None:
                return self._loss(column, 1.0, (Edit(at, NONE, limit / self.model.divisor),))

            needed = self._until(now, max(total, now // 200), tried, 2.0)
            if needed is not None:
                yield Change(what, names[key], now, needed, verified=True)

    def _other(self, row: int) -> Iterator[Change]:
        """This will find another activity for the same goal that runs and has free seats."""
        problem, table = self.problem, self.problem.nominations
        goal = int(table.goal[row])
        if goal == NONE:
            return
        granted = self.explainer.granted
        taken = np.bincount(table.activity[granted], minlength=len(problem.activities))
        free = (taken > 0) & (taken < problem.activities.seats)
        same = np.unique(table.activity[(table.goal == goal) & free[table.activity]])
        for activity in same.tolist():
            if activity != table.activity[row]:
                left = int(problem.activities.seats[activity] - taken[activity])
                yield Change(What.OTHER, problem.activities.names[activity], 0, left, None)
                return

    def _until(self, now: int, step: int, loss: Callable[[int], float | None], factor: float = NEXT) -> int | None:
        """This will take larger steps until the loss is gone."""
        step = step or 1
        for _ in range(TRIES):
            if now + step < 0:
                return None
            if self._is_free(loss(now + step)):
                return now + step
            step = int(np.ceil(abs(step) * factor)) * (1 if step > 0 else -1)
        return None

    def _is_free(self, loss: float | None) -> bool:
        return loss is not None and loss <= FREE * max(1.0, abs(self.base))

    def _loss(self, column: int, aim: float, edits: tuple[Edit, ...]) -> float | None:
        """This will give what is lost, with these edits, by forcing a column; None if it cannot be."""
        at = int(self.sifted.working.position[column])
        with self._edited(edits):
            free = self.base
            if edits:
                if not self.program.run():
                    return None
                free = self.program.objective
            self.program.bound_column(at, aim, aim)
            solved = self.program.run()
            forced = self.program.objective
            self.program.bound_column(at, float(self.model.lower[column]), float(self.model.upper[column]))
        return max(0.0, free - forced) if solved else None

    @contextmanager
    def _edited(self, edits: tuple[Edit, ...]) -> Iterator[None]:
        before = [Edit(edit.row, edit.column, self._value(edit)) for edit in edits]
        for edit in edits:
            self._set(edit)
        yield
        for edit in before:
            self._set(edit)

    def _value(self, edit: Edit) -> float:
        if edit.row == NONE:
            return float(self.model.objective[edit.column])
        if edit.column == NONE:
            return float(self.model.limits[edit.row])
        return float(self.model.matrix[edit.row, edit.column])

    def _set(self, edit: Edit) -> None:
        position = self.sifted.working.position
        if edit.row == NONE:
            self.program.solver.changeColCost(int(position[edit.column]), edit.value)
        elif edit.column == NONE:
            self.program.solver.changeRowBounds(edit.row, -INFINITY, edit.value)
        else:
            self.program.solver.changeCoeff(edit.row, int(position[edit.column]), edit.value)
