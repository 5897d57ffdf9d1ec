"""From a problem to a plan, in this process: prices, a plan in hand, then a search while there is time.

A web process calls `child.solve` instead, which does this in a process of its own with limits that hold.
"""

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import scipy

from comity.allocation import checker, linear
from comity.allocation.conflicts import Conflict, conflict_in, searched
from comity.allocation.floors import possible_for_all
from comity.allocation.model import MILLION, Model, build
from comity.allocation.plan import BOUNDED, PROVEN, Certificate, Floor, Plan
from comity.allocation.pricing import prices_of
from comity.allocation.problem import PERCENT, TIES, Floats, Ints, Problem
from comity.allocation.rounding import rounded
from comity.allocation.searching import Found, search
from comity.allocation.sifting import Sifted, sift
from comity.allocation.valuing import value_of

FULL = 5_000  # up to so many nominations the whole program is searched
CORE = 100_000  # up to so many its core
SHARE_OF_CORE = 0.02
NINE_TENTHS = 0.9
RARELY = 0.35  # share of an activity in the linear program, below which it is filled last
TINY = 1e-7  # of the objective: how exactly the solver's search can tell two plans apart


class NothingPossible(Exception):
    """Commitments that cannot all be kept; it carries the smallest set that conflicts."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        super().__init__(str(conflict))


class WrongPlan(Exception):
    """A plan that the independent checker does not accept: a fault of this program, never shown as a result."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a solve is. step: "prices", "plan", "search". value, bound: thousandths of a weighted point, if known."""

    step: str
    seconds: float
    value: int | None = None
    bound: int | None = None


@dataclass(slots=True)
class Run:
    """What a solve carries along."""

    problem: Problem
    seed: int
    began: float
    seconds: float
    told: Callable[[Progress], None]
    keep: Callable[[Plan], None]
    floor: Floor
    notes: list[str]
    bound: int | None = None
    looked_at: tuple[bytes, int] | None = None
    checked: checker.Checked | None = None

    def tell(self, step: str, value: int | None = None, bound: int | None = None) -> None:
        """This will tell where the solve is."""
        self.told(Progress(step, time.monotonic() - self.began, value, bound))

    @property
    def left(self) -> float:
        """This will give the seconds that are left."""
        return self.seconds - (time.monotonic() - self.began)

    def check(self, modes: Ints) -> checker.Checked:
        """This will have the independent checker look at grants, once at the same grants under the same floor."""
        asked = (modes.tobytes(), self.floor.kept)
        if self.checked is None or asked != self.looked_at:
            self.looked_at, self.checked = asked, checker.check(self.problem, modes.tolist(), self.floor.kept)
        return self.checked


def solve(
    problem: Problem,
    *,
    seed: int = 1,
    seconds: float = 60.0,
    told: Callable[[Progress], None] = lambda _progress: None,
    keep: Callable[[Plan], None] = lambda _plan: None,
    start: Plan | None = None,
    quick: bool = False,
) -> Plan:
    """This will make the best plan it can in the time, keeping each better one with `keep` as soon as there is one.

    start: a plan of an earlier, similar problem, whose prices save time. quick: no search after the plan in hand.

    Raises: NothingPossible when commitments conflict.
    """
    conflict = conflict_in(problem)
    if conflict:
        raise NothingPossible(conflict)
    run = Run(problem, seed, time.monotonic(), seconds, told, keep, Floor(), [])
    model, sifted = _priced(run, start)
    modes = _in_hand(run, model, sifted)
    while modes is None or run.check(modes).violations:
        found = _rescue(run, model, sifted)
        if found is not None:
            modes = found
            break
        model, sifted, modes = _lowered(run, modes)
    plan = _plan(run, model, sifted, modes, None, "prices")
    keep(plan)
    run.tell("plan", plan.objective, plan.bound)
    if quick or plan.bound <= plan.objective or run.left <= 0:
        return plan
    return _searched(run, model, sifted, plan)


def _priced(run: Run, start: Plan | None) -> tuple[Model, Sifted]:
    """This will solve the linear program, with the floor that the Council asked for as far as it is possible."""
    asked = run.problem.settings.floor * MILLION // PERCENT
    if asked:
        possible = possible_for_all(run.problem, asked / NINE_TENTHS / MILLION, run.seed)
        kept = min(asked, int(possible * NINE_TENTHS * MILLION))
        run.floor = Floor(asked, int(possible * MILLION), kept)
    model = build(run.problem, run.floor.kept)
    sifted = sift(
        model, run.seed, lambda bound: run.tell("prices", None, round(bound * TIES)), start=_warm(model, start)
    )
    if sifted is None and run.floor.kept:
        run.floor = replace(run.floor, kept=0)
        model = build(run.problem)
        sifted = sift(model, run.seed)
    if sifted is None:
        raise NothingPossible(searched(run.problem, run.seed))
    return model, sifted


def _warm(model: Model, start: Plan | None) -> Floats | None:
    """This will put the prices of an earlier plan where this problem has the same partners, lines and frameworks."""
    if start is None:
        return None
    made = np.zeros(len(model.limits))
    for block, prices in (
        ("lines", start.prices.lines),
        ("partner_seats", start.prices.partner_seats),
        ("partner_spend", start.prices.partner_spend),
        ("frameworks", start.prices.frameworks),
        ("points", start.prices.points),
    ):
        if block in model.rows:
            keys = model.keys[block]
            if keys.size and keys.max() >= len(prices):
                return None
            unit = TIES if block != "points" else 1
            scale = model.divisor if block in {"lines", "partner_spend", "frameworks"} else 1.0
            made[model.rows[block]] = prices[keys] / unit * scale
    return made


def _in_hand(run: Run, model: Model, sifted: Sifted) -> Ints | None:
    """This will round the linear program to a plan; where that is quick in two ways, of which the better is kept.

    Columns go in the order of their fractions, then of what they bring. The other way leaves for last what belongs to
    activities that the linear program runs for less than a third.
    """
    net = sifted.bound.net
    keys = sifted.values[: model.grants].round(6) * 1e3 + net / max(1.0, float(np.abs(net).max()))
    run.tell("plan", None, sifted.bound.thousandths)
    share = np.ones(len(model.runs))
    share[model.running] = sifted.values[model.runs[model.running]]
    ways = [np.where((share < RARELY)[model.activity], keys - 1e3, keys)]
    if len(run.problem.nominations) <= CORE:
        ways.append(keys)
    tried = [rounded(model, way, run.floor.kept) for way in ways]
    if len(tried) == 1 or run.floor.kept:
        return tried[-1]
    return max(tried, key=lambda modes: sum(value_of(run.problem, modes, model.scale)))


def _rescue(run: Run, model: Model, sifted: Sifted) -> Ints | None:
    """This will search for any plan that keeps every rule, where granting one after the other found none."""
    if run.left <= 0 or len(run.problem.nominations) > CORE:
        return None
    found = search(model, sifted, None, 0.0, min(run.left, max(10.0, run.left / 2)), run.seed)
    if found.modes is None:
        if found.infeasible and not run.floor.kept:
            raise NothingPossible(searched(run.problem, run.seed))
        return None
    return None if run.check(found.modes).violations else found.modes


def _lowered(run: Run, modes: Ints | None) -> tuple[Model, Sifted, Ints]:
    """This will lower the floor to what a plan in hand gives to all, since whole seats cannot give more to all.

    Raises: NothingPossible when nothing keeps all rules even without a floor; WrongPlan when nothing was found in time.
    """
    if not run.floor.kept:
        raise WrongPlan("no plan was found that keeps every rule")
    model = build(run.problem)
    sifted = sift(model, run.seed)
    if sifted is None:
        raise NothingPossible(searched(run.problem, run.seed))
    tried = [modes, _in_hand(replace_floor(run, 0), model, sifted)]
    best = max(
        (each for each in tried if each is not None and _holds(run, each)),
        key=lambda each: _least(model, each),
        default=None,
    )
    if best is None:
        best = _rescue(replace_floor(run, 0), model, sifted)
    if best is None:
        run.floor = replace(run.floor, kept=0)
        raise WrongPlan("no plan was found that keeps every rule")
    run.floor = replace(run.floor, kept=min(run.floor.kept, _least(model, best)))
    run.notes.append("whole seats cannot give every partner the floor that was asked for")
    model = build(run.problem, run.floor.kept)
    again = sift(model, run.seed)
    return model, again if again is not None else sifted, best


def replace_floor(run: Run, kept: int) -> Run:
    """This will give the same run with another floor."""
    return replace(run, floor=replace(run.floor, kept=kept))


def _holds(run: Run, modes: Ints) -> bool:
    return not checker.check(run.problem, modes.tolist()).violations


def _least(model: Model, modes: Ints) -> int:
    """This will give the smallest share of its reference that a partner has, in millionths."""
    chosen = model.chosen(modes)
    worth = np.round(model.worth * TIES).astype(np.int64)
    had = np.zeros(len(model.problem.partners), np.int64)
    np.add.at(had, model.partner[chosen], worth[chosen])
    asked = model.scale.reference > 0
    return int((had[asked] * MILLION // model.scale.reference[asked]).min()) if asked.any() else 0


def _searched(run: Run, model: Model, sifted: Sifted, plan: Plan) -> Plan:
    """This will search as the size allows, and return the better plan."""
    count = len(run.problem.nominations)
    if count > CORE:
        run.notes.append("too large for a search after the plan in hand")
        return replace(plan, notes=tuple(run.notes))
    full = count <= FULL
    best = plan

    def found(modes: Ints) -> None:
        nonlocal best
        if sum(value_of(run.problem, modes, model.scale)) <= best.objective:
            return
        if not run.check(modes).violations:
            best = _plan(run, model, sifted, modes, None, "search" if full else "core")
            run.keep(best)

    def told(_value: float, bound: float) -> None:
        known = full and abs(bound) * TIES < plan.bound
        run.tell("search", best.objective, round(bound * TIES) if known else plan.bound)

    result: Found = search(
        model,
        sifted,
        plan.grants,
        plan.objective / TIES,
        run.left,
        run.seed,
        1.0 if full else SHARE_OF_CORE,
        told,
        found,
    )
    if result.modes is not None:
        found(result.modes)
    if not result.ended:
        late = run.left < 1
        run.notes.append("the search ended at its limit of time" if late else "the search could not be completed")
    return _plan(run, model, sifted, best.grants, result, "search" if full else "core")


def _plan(run: Run, model: Model, sifted: Sifted, modes: Ints, found: Found | None, road: str) -> Plan:
    """This will make a plan of grants, after the checker has accepted them."""
    checked = run.check(modes)
    value, bonus = value_of(run.problem, modes, model.scale)
    if checked.violations or (checked.value, checked.bonus) != (value, bonus):
        said = "; ".join(str(each) for each in checked.violations[:5])
        raise WrongPlan(said or f"the checker finds {checked.value} + {checked.bonus}, not {value} + {bonus}")
    objective = value + bonus
    linear_bound = max(sifted.bound.thousandths, objective)
    tree = None if found is None or found.bound is None else int(np.floor(found.bound * TIES + 1e-3))
    if tree is not None and tree < objective - max(1, TINY * objective):
        tree = None  # what is exceeded is no bound
    bound = linear_bound if tree is None else min(linear_bound, max(tree, objective))
    bound = max(objective, bound // model.step * model.step)  # no plan lies between two steps
    close = max(1, TINY * objective)
    if bound - objective <= (close if model.step == 1 else 0) and (tree is None or found is None or found.ended):
        bound = objective
    return Plan(
        problem=run.problem.hash,
        grants=modes,
        value=value,
        bonus=bonus,
        bound=bound,
        claim=PROVEN if bound == objective else BOUNDED,
        road=road,
        prices=prices_of(model, sifted),
        certificate=Certificate(linear_bound, tree, checked.value, len(checked.violations)),
        floor=run.floor,
        seed=run.seed,
        threads=linear.THREADS,
        versions=versions(),
        notes=tuple(run.notes),
        seconds=round(time.monotonic() - run.began, 3),
    )


def versions() -> dict[str, str]:
    """This will name what a plan can be made again with."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "highspy": linear.version(),
    }
