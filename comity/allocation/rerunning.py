"""A second run after things changed: what was granted becomes confirmed, and what moved is told with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from comity.allocation.plan import Plan
from comity.allocation.problem import Mode, Problem, Standing
from comity.allocation.sheet import Reason, Sheet
from comity.allocation.sheets import Explainer


class Moved(StrEnum):
    """What happened to a nomination from one plan to the next."""

    WITHDRAWN = "withdrawn"  # held a seat, and has none
    NEW = "new"  # has a seat, and held none
    FUNDING = "funding"  # has a seat, but is paid for in another way
    GONE = "gone"  # held a seat, and is no longer nominated


@dataclass(frozen=True, slots=True)
class Move:
    """One nomination that moved. forced: no plan could keep it. sheet: why, in the new plan; None if it is gone."""

    nomination: str
    moved: Moved
    was: Mode
    now: Mode
    forced: bool
    sheet: Sheet | None


def confirmed(problem: Problem, earlier: Problem, plan: Plan) -> Problem:
    """This will mark in a problem what an earlier plan granted, by the names of nominations."""
    held = {earlier.nominations.names[row]: int(plan.grants[row]) for row in np.flatnonzero(plan.grants)}
    marks = np.array([held.get(name, 0) for name in problem.nominations.names], np.int64)
    marks.setflags(write=False)
    return replace(problem, nominations=replace(problem.nominations, confirmed=marks))


def moves(earlier: Problem, before: Plan, problem: Problem, after: Plan) -> list[Move]:
    """This will list what moved: first the withdrawn, then changes of funding, then the new, each in order of rows."""
    explainer = Explainer(problem, after)
    was = {earlier.nominations.names[row]: Mode(int(before.grants[row])) for row in np.flatnonzero(before.grants)}
    found = [*_gone(was, problem), *_moved(was, explainer)]
    return sorted(found, key=lambda move: list(Moved).index(move.moved))


def _gone(was: dict[str, Mode], problem: Problem) -> Iterator[Move]:
    for name in sorted(was.keys() - set(problem.nominations.names)):
        yield Move(name, Moved.GONE, was[name], Mode.NO, forced=True, sheet=None)


def _moved(was: dict[str, Mode], explainer: Explainer) -> Iterator[Move]:
    problem, plan = explainer.problem, explainer.plan
    for row, name in enumerate(problem.nominations.names):
        before, now = was.get(name, Mode.NO), Mode(int(plan.grants[row]))
        if before is now:
            continue
        sheet = explainer.sheet(row)
        forced = not now and (
            problem.nominations.standing[row] == Standing.INELIGIBLE
            or sheet.reason in {Reason.INELIGIBLE, Reason.NO_ROOM}
        )
        kind = Moved.NEW if not before else Moved.FUNDING if now else Moved.WITHDRAWN
        yield Move(name, kind, before, now, forced=bool(forced), sheet=sheet)


def disturbed(found: list[Move]) -> tuple[int, int]:
    """This will count the seats that were withdrawn without being forced, and the partners that lost them."""
    lost = [move for move in found if move.moved is Moved.WITHDRAWN and not move.forced]
    return len(lost), len({move.sheet.partner for move in lost if move.sheet})
