"""A plan: what is granted, how good it is, how good anything could be, and what each scarce thing is worth.

A plan is only ever made by `solving.solve` and is checked before it is given out. Its hash covers all that it says
except how long it took, so that the same problem, versions and seed give the same bytes.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from comity.allocation.problem import Floats, Ints, Problem

PROVEN = "proven"  # no plan is better, and with ties broken none is as good
BOUNDED = "bounded"  # no plan is better by more than the gap


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What one more of each scarce thing would add to the value at the optimum of the linear program, in value units.

    points: of a thousandth of a point, by partner (its weight times the slope where it stands, and the floor's share).
    lines, frameworks, partner_spend: of one unit of money; partner_seats: of one seat under the partner's quota;
    seats: of one seat, by activity; delegation: rows of `delegation_of` (activity, partner). clash: what a nomination
    pays for the days of its person; required: what it pays for the nomination that it requires, less what others pay
    for it; kept: what it pays for seats that are not kept for others; together: for those who go only with it; running:
    what it pays so that its activity runs, or is paid where it helps it reach its minimum. The last five and `reduced`
    are by nomination, as funded; `clash_own` and `own` are those of a seat at own cost.
    """

    points: Floats
    lines: Floats
    frameworks: Floats
    partner_spend: Floats
    partner_seats: Floats
    seats: Floats
    delegation: Floats
    delegation_of: Ints
    clash: Floats
    clash_own: Floats
    required: Floats
    kept: Floats
    together: Floats
    running: Floats
    reduced: Floats
    own: Floats


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why the bound holds: recomputed from the clipped duals alone, without believing the solver.

    linear: bound from the linear program with links. tree: bound of the search tree of the solver, which is only said
    to be so by the solver (None if no search ended). checker: what the independent checker recomputed.
    """

    linear: int
    tree: int | None
    value: int
    violations: int


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor that was asked for and the one that was kept, in millionths of a partner's reference."""

    asked: int = 0
    possible: int = 0  # what the linear program can give to all at once
    kept: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is granted.

    problem: hash of the problem. grants: a Mode for each nomination. value: worth to all partners, in thousandths of a
    weighted point; bonus: what keeping confirmed seats adds; objective is their sum, and bound what no plan can exceed.
    gap: (bound - objective) / bound. claim: PROVEN or BOUNDED. road: "mip", "sift", "sift and core" or "greedy".
    versions: of Python, numpy, scipy and highspy. seconds is not covered by the hash.
    """

    problem: str
    grants: Ints
    value: int
    bonus: int
    bound: int
    claim: str
    road: str
    prices: Prices
    certificate: Certificate
    floor: Floor
    seed: int
    threads: int
    versions: dict[str, str]
    notes: tuple[str, ...] = ()
    seconds: float = field(default=0.0)

    @property
    def objective(self) -> int:
        """This will give value and bonus together: what was made as large as possible."""
        return self.value + self.bonus

    @property
    def gap(self) -> float:
        """This will give the share of the bound by which a better plan could at most be better."""
        return max(0, self.bound - self.objective) / self.bound if self.bound > 0 else 0.0

    @property
    def hash(self) -> str:
        """This will give the SHA-256 of all that the plan says."""
        document = as_document(self)
        del document["seconds"]
        return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def as_document(plan: Plan, problem: Problem | None = None) -> dict[str, Any]:
    """This will give the plan as plain data for JSON; with the problem, grants carry the names of their nominations."""
    granted = np.flatnonzero(plan.grants)
    names = problem.nominations.names if problem else None
    prices = {name: _plain(getattr(plan.prices, name)) for name in plan.prices.__slots__}
    certificate = {name: getattr(plan.certificate, name) for name in plan.certificate.__slots__}
    return {
        "format": "comity-plan/1",
        "problem": plan.problem,
        "grants": [[names[row] if names else row, int(plan.grants[row])] for row in granted.tolist()],
        "value": plan.value,
        "bonus": plan.bonus,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": round(plan.gap, 12),
        "claim": plan.claim,
        "road": plan.road,
        "certificate": certificate,
        "floor": {name: getattr(plan.floor, name) for name in plan.floor.__slots__},
        "prices": prices,
        "seed": plan.seed,
        "threads": plan.threads,
        "versions": plan.versions,
        "notes": list(plan.notes),
        "seconds": plan.seconds,
    }


def from_document(document: dict[str, Any], problem: Problem) -> Plan:
    """This will read a plan that was kept, for the problem it was made for.

    Raises: ValueError when it was made for another problem.
    """
    if document["problem"] != problem.hash:
        raise ValueError("this plan was made for another problem")
    row_of = {name: row for row, name in enumerate(problem.nominations.names)}
    grants = np.zeros(len(problem.nominations), np.int64)
    for name, mode in document["grants"]:
        grants[name if isinstance(name, int) else row_of[name]] = mode
    kinds: dict[str, type] = {"delegation_of": np.int64}
    prices: dict[str, Any] = {
        name: np.array(values, kinds.get(name, np.float64)) for name, values in document["prices"].items()
    }
    for name in ("kept", "together"):  # plans from before there were such prices
        prices.setdefault(name, np.zeros(len(problem.nominations)))
    prices["delegation_of"] = prices["delegation_of"].reshape(-1, 2)
    return Plan(
        problem=document["problem"],
        grants=grants,
        prices=Prices(**prices),
        certificate=Certificate(**document["certificate"]),
        floor=Floor(**document["floor"]),
        notes=tuple(document["notes"]),
        **{
            name: document[name]
            for name in ("value", "bonus", "bound", "claim", "road", "seed", "threads", "versions", "seconds")
        },
    )


def _plain(values: Floats | Ints) -> list[Any]:
    if values.dtype == np.int64:
        return list(values.tolist())
    return [round(value, 6) + 0.0 for value in values.tolist()]
