"""How a plan compares: with what a spreadsheet would do, between partners, and seat by seat."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from comity.allocation.checker import check
from comity.allocation.model import Model, build
from comity.allocation.plan import Plan
from comity.allocation.problem import TIES, Floats, Ints, Mode, Problem, Standing
from comity.allocation.rounding import Desk, rounded
from comity.allocation.valuing import Scale, scale_of, value_of

HANDLING = 3  # added to each cost, so that what is free is not infinitely good


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one way of granting comes to. Shares are of each partner's reference."""

    name: str
    value: int
    granted: int
    activities: int
    spent: int
    worst: float
    mean: float
    gini: float
    violations: int


@dataclass(frozen=True, slots=True)
class Envy:
    """A nomination outside that could take a seat of its activity for no more money, and counts more."""

    outside: str
    inside: str
    activity: str
    more: int


def by_score(problem: Problem) -> Ints:
    """This will grant in the order of score times points, as a spreadsheet does."""
    model = build(problem)
    return rounded(model, _weighted(model))


def by_value_for_money(problem: Problem) -> Ints:
    """This will grant in the order of score times points for each unit of money."""
    model = build(problem)
    cost = np.where(model.own, 0, _totals(problem)[model.of])
    return rounded(model, _weighted(model) / (cost + HANDLING))


def _weighted(model: Model) -> Floats:
    made: Floats = model.problem.partners.score[model.partner] * model.worth
    return made


def _totals(problem: Problem) -> Ints:
    made = problem.nominations.cost.copy()
    np.add.at(made, problem.nominations.charges[:, 0], problem.nominations.charges[:, 2])
    return made


def compared(problem: Problem, name: str, grants: Ints) -> Comparison:
    """This will measure grants: value, and how evenly satisfaction is spread."""
    scale = scale_of(problem)
    table, count = problem.nominations, len(problem.partners)
    chosen = grants > 0
    had = np.zeros(count, np.int64)
    np.add.at(had, table.partner[chosen], scale.worth[chosen])
    asked = scale.reference > 0
    shares = np.sort(had[asked] / scale.reference[asked])
    running = np.unique(table.activity[chosen])
    spent = _totals(problem)[grants == Mode.FUNDED].sum() + problem.activities.fixed[running].sum()
    weights = 2 * np.arange(1, len(shares) + 1) - len(shares) - 1
    total = float(shares.sum())
    return Comparison(
        name=name,
        value=value_of(problem, grants, scale)[0],
        granted=int(chosen.sum()),
        activities=len(running),
        spent=int(spent),
        worst=float(shares[0]) if len(shares) else 0.0,
        mean=float(shares.mean()) if len(shares) else 0.0,
        gini=float(weights @ shares / (len(shares) * total)) if total else 0.0,
        violations=len(check(problem, grants.tolist()).violations),
    )


def comparisons(problem: Problem, plan: Plan) -> list[Comparison]:
    """This will set the plan beside both orders of a spreadsheet."""
    return [
        compared(problem, "plan", plan.grants),
        compared(problem, "by score", by_score(problem)),
        compared(problem, "by value for money", by_value_for_money(problem)),
    ]


def justified_envy(problem: Problem, plan: Plan) -> list[Envy]:
    """This will list nominations outside that could take another's seat in the same activity and count more.

    What a nomination counts is its points times the weight of its partner where that now stands. It must need no more
    money, and with the other's seat free it must fit every rule. Where partners stand elsewhere than prices assume, or
    several moves hang together, such cases can remain in a best plan; each is a question to answer, not a mistake.
    """
    model = build(problem)
    desk = Desk(model)
    for row in np.flatnonzero(plan.grants).tolist():
        desk.take(row, int(plan.grants[row]))
    scale, table = model.scale, problem.nominations
    counts = _marginal(problem, scale, plan.grants)[table.partner] * scale.worth
    found: list[Envy] = []
    order = np.argsort(table.activity, kind="stable")
    bounds = np.searchsorted(table.activity[order], np.arange(len(problem.activities) + 1))
    for activity in range(len(problem.activities)):
        rows = order[bounds[activity] : bounds[activity + 1]]
        found += _envied(problem, desk, counts, rows, plan.grants)
    return sorted(found, key=lambda envy: (-envy.more, envy.outside))


def _envied(problem: Problem, desk: Desk, counts: Ints, rows: Ints, grants: Ints) -> Iterator[Envy]:
    table = problem.nominations
    inside = rows[(grants[rows] == Mode.FUNDED) & (table.standing[rows] == Standing.OPEN)]
    alone = np.array([not desk.dependants.get(row) and not desk.together.get(row) for row in inside.tolist()], bool)
    inside = inside[alone]
    outside = rows[(grants[rows] == Mode.NO) & (table.standing[rows] == Standing.OPEN)]
    outside = outside[np.array([not desk.together.get(row) for row in outside.tolist()], bool)]
    if not inside.size or not outside.size:
        return
    least = inside[np.argsort(counts[inside], kind="stable")]
    for row in outside[counts[outside] > counts[least[0]]].tolist():
        for other in least.tolist():
            if counts[row] <= counts[other]:
                break
            if table.partner[row] == table.partner[other] or desk.total[row] > desk.total[other]:
                continue
            desk.drop(other)
            fits = desk.fits(row, int(Mode.FUNDED))
            desk.take(other, int(Mode.FUNDED))
            if fits:
                names, where = table.names, problem.activities.names[int(table.activity[row])]
                yield Envy(names[row], names[other], where, int(counts[row] - counts[other]))
                break


def _marginal(problem: Problem, scale: Scale, grants: Ints) -> Ints:
    """This will give what the next thousandth of a point of each partner counts."""
    table, chosen = problem.nominations, grants > 0
    had = np.zeros(len(problem.partners), np.int64)
    np.add.at(had, table.partner[chosen], scale.worth[chosen])
    slopes = np.array(problem.settings.slopes, np.int64)
    made: Ints = problem.partners.score * slopes[(had[:, None] >= np.cumsum(scale.widths[:, :-1], axis=1)).sum(axis=1)]
    return made


def mismatches(problem: Problem, plan: Plan) -> list[tuple[str, int, int]]:
    """This will give each partner's place by score and by money for each point asked for, where the two are far apart.

    A view for those who judge the scores: it changes nothing.
    """
    table = problem.nominations
    spent = np.zeros(len(problem.partners), np.int64)
    funded = plan.grants == Mode.FUNDED
    np.add.at(spent, table.partner[funded], _totals(problem)[funded])
    asked = np.maximum(scale_of(problem).reference / TIES, 1)
    by_score_ = np.argsort(np.argsort(-problem.partners.score, kind="stable"), kind="stable") + 1
    by_money = np.argsort(np.argsort(-spent / asked, kind="stable"), kind="stable") + 1
    far = np.flatnonzero(np.abs(by_score_ - by_money) > len(problem.partners) / 3)
    return [(problem.partners.names[row], int(by_score_[row]), int(by_money[row])) for row in far.tolist()]
