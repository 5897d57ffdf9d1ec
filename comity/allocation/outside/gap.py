"""Generalized assignment (OR-Library): each job to exactly one agent, within the agent's capacity.

A file holds the number of problems, or goes straight to the first one; each is agents m, jobs n, m rows of n costs or
profits, m rows of n amounts that a job takes, m capacities. Files gap1 to gap12 count profit; those of types a to f
count cost.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from comity.allocation.outside.case import Case, Numbers, numbers_in, places, wrong
from comity.allocation.plan import Plan
from comity.allocation.problem import (
    Activities,
    Frameworks,
    Lines,
    Nominations,
    Partners,
    Problem,
    Settings,
    WrongProblem,
)

LINEAR = Settings(slopes=(1,), widths=(100,))
COSTS = re.compile(r"^(gap)?[a-f]\d*", re.IGNORECASE)  # gapa to gapf, and c05100, d201600, e10400 ...


@dataclass(frozen=True, slots=True)
class Instance:
    """One problem as it stands in the file."""

    name: str
    gains: list[list[Decimal]]
    takes: list[list[Decimal]]
    capacities: list[Decimal]
    sense: str


def read(path: Path, sense: str | None = None) -> list[Case]:
    """This will read all problems of a file; sense is told by the file's name unless it is given.

    Raises: WrongProblem.
    """
    values = numbers_in(path.read_text(encoding="utf-8", errors="replace"))
    sense = sense or ("min" if COSTS.match(path.stem) else "max")
    found = _with_count(values, path.stem, sense) or _without_count(values, path.stem, sense)
    return [_case(instance, None) for instance in found]


def _with_count(values: list[Decimal], name: str, sense: str) -> list[Instance] | None:
    numbers = Numbers(values)
    try:
        count = numbers.whole("number of problems")
        found = [_instance(numbers, f"{name}-{number}", sense) for number in range(1, count + 1)]
    except WrongProblem:
        return None
    return found if not numbers.left else None


def _without_count(values: list[Decimal], name: str, sense: str) -> list[Instance]:
    numbers = Numbers(values)
    found: list[Instance] = []
    while numbers.left or not found:
        found.append(_instance(numbers, f"{name}-{len(found) + 1}", sense))
    return found


def _instance(numbers: Numbers, name: str, sense: str) -> Instance:
    agents, jobs = numbers.whole("agents", 10**5), numbers.whole("jobs")
    if not agents or not jobs:
        raise wrong(f"number {numbers.at}", "size", "there must be agents and jobs")
    gains = [numbers.take(jobs, f"{name}: costs of agent {row + 1}") for row in range(agents)]
    takes = [numbers.take(jobs, f"{name}: amounts of agent {row + 1}") for row in range(agents)]
    return Instance(name, gains, takes, numbers.take(agents, f"{name}: capacities"), sense)


def _case(instance: Instance, reward: int | None) -> Case:
    """This will make the problem in which doing a job is worth `reward` besides its gain.

    Where the best plan does every job it is the best of those that do; otherwise doing must be worth more.
    """
    agents, jobs = len(instance.gains), len(instance.gains[0])
    scale = places([gain for row in instance.gains for gain in row])
    unit = places([*(amount for row in instance.takes for amount in row), *instance.capacities])
    gains = [[int(gain * scale) for gain in row] for row in instance.gains]
    highest, lowest = max(map(max, gains)), min(map(min, gains))
    sign = -1 if instance.sense == "min" else 1
    least = highest + 1 if sign < 0 else max(0, 1 - lowest)
    reward = max(least, reward if reward is not None else highest - lowest + least)
    pairs = [(agent, job) for job in range(jobs) for agent in range(agents)]
    agent_names = [f"agent {row + 1}" for row in range(agents)]
    problem = Problem(
        LINEAR,
        Frameworks.of([]),
        Lines.of(agent_names, budget=[int(each * unit) for each in instance.capacities]),
        Partners.of(["all"]),
        Activities.of(
            agent_names,
            seats=[jobs] * agents,
            times=[(row, 0, 1) for row in range(agents)],
        ),
        Nominations.of(
            [f"job {job + 1} to agent {agent + 1}" for agent, job in pairs],
            activity=[agent for agent, _ in pairs],
            partner=[0] * len(pairs),
            person=[job for _, job in pairs],
            points=[reward + sign * gains[agent][job] for agent, job in pairs],
            cost=[int(instance.takes[agent][job] * unit) for agent, job in pairs],
            line=[agent for agent, _ in pairs],
        ),
    )

    def own(value: Fraction) -> Fraction:
        return sign * (value - jobs * reward) / scale

    return Case(
        name=instance.name,
        problem=problem,
        objective="total cost" if sign < 0 else "total profit",
        sense=instance.sense,
        own=own,
        figures=lambda plan: [("jobs assigned", f"{int((plan.grants > 0).sum())} of {jobs}")],
        harder=_harder(instance, reward, jobs),
    )


def _harder(instance: Instance, reward: int, jobs: int) -> Callable[[Plan], Case | None]:
    def harder(plan: Plan) -> Case | None:
        if (plan.grants > 0).sum() == jobs or reward > 10**5:
            return None
        return replace(_case(instance, reward * 8), name=instance.name)

    return harder
