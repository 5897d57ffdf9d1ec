"""Prices of a plan, taken from the linear program and completed so that every nomination's sheet adds up."""

import numpy as np

from comity.allocation.model import Model
from comity.allocation.plan import Prices
from comity.allocation.problem import NONE, TIES, Floats, Ints
from comity.allocation.searching import SURE, reduced_costs
from comity.allocation.sifting import Sifted


def prices_of(model: Model, sifted: Sifted) -> Prices:
    """This will give what one more of each scarce thing would add, in value units (thousandths of a weighted point).

    worth x points + keeping - (prices of what it takes) = reduced, for each nomination as funded.
    """
    problem, duals = model.problem, sifted.prices
    tables = (problem.partners, problem.activities, problem.nominations)
    partners, activities, count = (len(table) for table in tables)

    def spread(block: str, length: int, scale: float = 1.0) -> Floats:
        made = np.zeros(length)
        if block in model.rows:
            made[model.keys[block]] = duals[model.rows[block]] * TIES / scale
        return made

    if "points" in model.rows:
        points: Floats = duals[model.rows["points"]].copy()
    else:
        points = (problem.partners.score * problem.settings.slopes[0]).astype(np.float64)
    if "floor" in model.rows:
        points = points + duals[model.rows["floor"]]
    funded = slice(0, count)
    clash = _block_cost(model, duals, ("clash", "once"))
    required = _block_cost(model, duals, ("required",))
    minimum = spread("minimum", activities)
    reduced = reduced_costs(model, sifted)[: model.grants] * TIES
    # Of what was priced out no link is in the program: where its activity does not run, a link takes the rest.
    outside = (sifted.position[: model.grants] == NONE) & (model.runs[model.activity] != NONE)
    lacking = np.zeros(count)
    np.maximum.at(lacking, model.of[outside], np.maximum(reduced[outside], 0))
    links = sifted.links * TIES + lacking
    reduced = reduced - lacking[model.of]
    seats = spread("seats", activities)
    better = _between(model, sifted, seats, reduced, links)
    reduced = reduced - (better - seats)[model.activity]
    running = links - minimum[problem.nominations.activity]
    has = model.own_column != NONE
    own, clash_own = np.zeros(count), np.zeros(count)
    own[has] = reduced[model.own_column[has]]
    clash_own[has] = clash[model.own_column[has]] * TIES
    pairs = model.keys["delegation"]
    return Prices(
        points=points,
        lines=spread("lines", len(problem.lines), model.divisor),
        frameworks=spread("frameworks", len(problem.frameworks), model.divisor),
        partner_spend=spread("partner_spend", partners, model.divisor),
        partner_seats=spread("partner_seats", partners),
        seats=better,
        delegation=duals[model.rows["delegation"]] * TIES,
        delegation_of=_pairs(pairs, partners),
        clash=clash[funded] * TIES,
        clash_own=clash_own,
        required=required[funded] * TIES,
        kept=_block_cost(model, duals, ("kept",))[funded] * TIES,
        together=_block_cost(model, duals, ("together",))[funded] * TIES,
        running=running,
        reduced=reduced[funded],
        own=own,
    )


def _block_cost(model: Model, duals: Floats, blocks: tuple[str, ...]) -> Floats:
    masked = np.zeros(len(duals))
    for block in blocks:
        masked[model.rows[block]] = duals[model.rows[block]]
    made: Floats = (model.matrix.T @ masked)[: model.grants]
    return made


def _pairs(keys: Ints, partners: int) -> Ints:
    return np.stack([keys // partners, keys % partners], axis=1) if keys.size else np.zeros((0, 2), np.int64)


def _between(model: Model, sifted: Sifted, seats: Floats, reduced: Floats, links: Floats) -> Floats:
    """This will put the price of a seat midway between the first left out and the last let in, where it may lie so.

    Any price between them is right; the solver gives one of the ends, where one of the two would look like a tie.
    """
    count, activity = len(seats), model.activity
    values = sifted.values[: model.grants]
    can = model.upper[: model.grants] > model.lower[: model.grants]
    net = reduced + seats[activity]
    out, into = np.zeros(count), np.full(count, np.inf)
    np.maximum.at(out, activity[can & (values < SURE)], net[can & (values < SURE)])
    np.minimum.at(into, activity[can & (values > 1 - SURE)], net[can & (values > 1 - SURE)])
    split = np.bincount(activity, (values >= SURE) & (values <= 1 - SURE), count) > 0
    linked = np.bincount(model.problem.nominations.activity, links > 0, count) > 0
    full = np.bincount(activity, values, count) >= model.problem.activities.seats - SURE
    runs = np.ones(count, bool)
    runs[model.running] = sifted.values[model.runs[model.running]] > 1 - SURE
    there = np.zeros(count, bool)
    there[model.keys["seats"]] = True
    free = there & full & runs & ~split & ~linked & np.isfinite(into) & (into >= out)
    return np.where(free, (out + np.where(free, into, 0)) / 2, seats)
