"""The bound, recomputed from prices alone: it holds for any prices that are not negative, so nobody has to be believed.

At given prices of everything that joins activities (budget lines, quotas, points, delegations, days of persons,
required nominations) each activity can be decided by itself: it is left, or it runs with its best nominations, at
least its minimum and at most its seats. The sum over activities, plus the prices times what there is, is at least the
value of every plan. It is never worse than the linear program with all links x <= y, since what one activity can do
has no fractions.
"""

from dataclasses import dataclass

import numpy as np

from comity.allocation.model import Model
from comity.allocation.problem import NONE, TIES, Floats

LOCAL = ("seats", "minimum")  # rows within one activity: decided exactly, so they need no price
SLACK = 1e-12  # of all terms added up: far more than rounding in 64 bits can amount to


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A bound in weighted points, what each grant column brings at these prices, and what each activity brings."""

    value: float
    net: Floats
    activities: Floats

    @property
    def thousandths(self) -> int:
        """This will give the bound in the unit of plans."""
        return int(np.floor(self.value * TIES + 1e-6))


def bound_of(model: Model, prices: Floats) -> Bound:
    """This will compute the bound that belongs to prices of rows; prices below zero and local ones count as zero."""
    prices = np.maximum(prices, 0)
    for block in LOCAL:
        prices[model.rows[block]] = 0
    net = model.objective - model.matrix.T @ prices
    paid = model.limits * prices
    rest = np.arange(model.columns) >= model.first_segment
    segments = np.maximum(net[rest] * model.lower[rest], net[rest] * model.upper[rest])
    brought = _activities(model, net)
    total = paid.sum() + segments.sum() + brought.sum()
    slack = SLACK * (np.abs(paid).sum() + segments.sum() + np.abs(brought).sum())
    return Bound(float(total + slack), net[: model.grants], brought)


def _activities(model: Model, net: Floats) -> Floats:
    """This will decide each activity by itself, at its best."""
    activities = model.problem.activities
    count = len(activities)
    gain = net[: model.grants]
    forced = model.lower[: model.grants] > 0
    columns = np.flatnonzero(model.upper[: model.grants] > 0)
    rank = np.where(forced, np.inf, gain)[columns]
    columns = columns[np.lexsort((-rank, model.activity[columns]))]
    activity = model.activity[columns]
    starts = np.searchsorted(activity, np.arange(count))
    place = np.arange(len(columns)) - starts[activity]
    inside = forced[columns] | (place < activities.minimum[activity])
    inside |= (gain[columns] > 0) & (place < activities.seats[activity])
    made = np.bincount(activity[inside], gain[columns][inside], count).astype(np.float64)
    has = model.runs != NONE
    made[has] += net[model.runs[has]]
    must = np.bincount(activity, forced[columns], count) > 0
    cannot = np.zeros(count, bool)
    cannot[has] = model.upper[model.runs[has]] == 0
    return np.where(must, made, np.where(cannot, 0.0, np.maximum(made, 0.0)))
