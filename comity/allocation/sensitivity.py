"""How far weights may move before anything changes: in closed form for scores, by solving again for seats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from comity.allocation.plan import Plan
from comity.allocation.problem import PERCENT, Floats, Ints, Problem
from comity.allocation.scores import score_of
from comity.allocation.solving import solve

THIRDS = 3
DRAWS = 20_000
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """Where one weight may lie, the others scaled in proportion, before the order, or a band of thirds, changes.

    All are shares from 0 to 1.
    """

    weight: float
    order: tuple[float, float]
    bands: tuple[float, float]


def intervals(marks: Sequence[Sequence[int]], weights: Sequence[int]) -> list[Interval]:
    """This will give the stability interval of each weight; marks are rows of partners, weights 100 together.

    With weight t of one consideration and the others in proportion, each score is a straight line in t, so order
    changes only where two lines cross.
    """
    table, shares = np.array(marks, np.float64), np.array(weights, np.float64) / PERCENT
    return [_interval(table, shares, row) for row in range(len(weights))]


def bands_of(scores: Sequence[int] | Floats) -> Ints:
    """This will put partners into thirds by score, 0 the first; equals are kept together in the better band."""
    values = np.array(scores, np.float64)
    better = (values[None, :] > values[:, None] + 1e-9).sum(axis=1)
    made: Ints = (better * THIRDS // max(1, len(values))).astype(np.int64)
    return made


def _interval(table: Floats, shares: Floats, row: int) -> Interval:
    now = float(shares[row])
    if now >= 1:
        return Interval(now, (now, now), (now, now))
    own = table[:, row]
    rest = (table @ shares - now * own) / (1 - now)
    first, second = np.triu_indices(len(own), 1)
    rise, start = (own - rest)[first] - (own - rest)[second], rest[second] - rest[first]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = start / rise
    there = np.isfinite(crossing) & (crossing >= 0) & (crossing <= 1)
    band = bands_of(now * own + (1 - now) * rest)
    apart = band[first] != band[second]
    return Interval(now, _around(crossing[there], now), _around(crossing[there & apart], now))


def _around(crossings: Floats, now: float) -> tuple[float, float]:
    below, above = crossings[crossings < now - 1e-12], crossings[crossings > now + 1e-12]
    return float(below.max()) if below.size else 0.0, float(above.min()) if above.size else 1.0


@dataclass(frozen=True, slots=True)
class Acceptability:
    """How often each partner is in the first third when weights vary; shift: mean change of place."""

    first_third: tuple[float, ...]
    shift: float

    @property
    def sure(self) -> int:
        """This will count the partners that are almost always in the first third, or almost never."""
        return sum(1 for share in self.first_third if share > SURE or share < 1 - SURE)


def acceptability(
    marks: Sequence[Sequence[int]], weights: Sequence[int], spread: float | None = 0.3, seed: int = 1
) -> Acceptability:
    """This will draw weights up to `spread` around these (None: any weights) and see where partners come out."""
    draw = np.random.default_rng(seed)
    table, shares = np.array(marks, np.float64), np.array(weights, np.float64) / PERCENT
    if spread is None:
        drawn = draw.dirichlet(np.ones(len(shares)), DRAWS)
    else:
        drawn = shares * draw.uniform(1 - spread, 1 + spread, (DRAWS, len(shares)))
        drawn /= drawn.sum(axis=1, keepdims=True)
    places = _places(drawn @ table.T)
    base = _places((table @ shares)[None, :])[0]
    first = (places < len(table) // THIRDS).mean(axis=0)
    return Acceptability(tuple(first.tolist()), float(np.abs(places - base).mean()))


def _places(scores: Floats) -> NDArray[np.int64]:
    made: NDArray[np.int64] = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")
    return made


@dataclass(frozen=True, slots=True)
class Shift:
    """What would move if one weight were so: nominations that would gain a seat, and that would lose theirs."""

    weights: tuple[int, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    value: int


def shifted(weights: Sequence[int], row: int, weight: int) -> tuple[int, ...]:
    """This will set one weight and scale the others in proportion, in whole numbers, 100 together."""
    others = sum(weights) - weights[row]
    left = PERCENT - weight
    parts = [left * each if others else left for each in weights]
    made = [part // max(1, others) for part in parts]
    made[row] = weight
    by_rest = sorted(
        (at for at in range(len(weights)) if at != row), key=lambda at: (-(parts[at] % max(1, others)), at)
    )
    for at in by_rest[: PERCENT - sum(made)]:
        made[at] += 1
    return tuple(made)


def what_moves(
    problem: Problem, plan: Plan, marks: Sequence[Sequence[int]], weights: Sequence[int], *, seconds: float = 60.0
) -> Shift:
    """This will solve again with scores by other weights, and list the seats that change."""
    scores = np.array([score_of(row, weights) for row in marks], np.int64)
    scores.setflags(write=False)
    other = replace(problem, partners=replace(problem.partners, score=scores))
    again = solve(other, seed=plan.seed, seconds=seconds, quick=plan.road == "prices", start=plan)
    names = problem.nominations.names
    gained = np.flatnonzero((again.grants > 0) & (plan.grants == 0)).tolist()
    lost = np.flatnonzero((again.grants == 0) & (plan.grants > 0)).tolist()
    return Shift(tuple(weights), tuple(names[at] for at in gained), tuple(names[at] for at in lost), again.value)
