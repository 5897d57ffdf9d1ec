"""Multidimensional knapsack (OR-Library): items with profits that take from several capacities at once.

A file holds the number of problems, then for each: items n, constraints m, the best known value (0 if none), n
profits, m rows of n amounts, m capacities. The other published layout is understood too: m, n, profits, capacities,
rows, best value.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from comity.allocation.outside.case import Case, Numbers, numbers_in, places, wrong
from comity.allocation.outside.gap import LINEAR
from comity.allocation.problem import Activities, Frameworks, Lines, Nominations, Partners, Problem, WrongProblem


@dataclass(frozen=True, slots=True)
class Instance:
    """One problem as it stands in the file."""

    name: str
    profits: list[Decimal]
    takes: list[list[Decimal]]
    capacities: list[Decimal]
    known: Decimal


def read(path: Path) -> list[Case]:
    """This will read all problems of a file.

    Raises: WrongProblem.
    """
    values = numbers_in(_without_words(path.read_text(encoding="utf-8", errors="replace")))
    found = _with_count(values, path.stem) or _one(values, path.stem) or _other_layout(values, path.stem)
    return [_case(instance) for instance in found]


def _without_words(text: str) -> str:
    """This will leave out lines of prose, which some copies carry between problems, and what follows a comment sign."""
    kept = []
    for line in text.splitlines():
        before = line.split("//")[0].split("#")[0]
        words = before.split()
        prose = any(word.strip(".,:;()=-+").isalpha() for word in words)
        kept.append("" if prose else before)
    return "\n".join(kept)


def _with_count(values: list[Decimal], name: str) -> list[Instance] | None:
    numbers = Numbers(values)
    try:
        count = numbers.whole("number of problems")
        found = [_instance(numbers, f"{name}-{number}") for number in range(1, count + 1)]
    except WrongProblem:
        return None
    return found if not numbers.left and found else None


def _one(values: list[Decimal], name: str) -> list[Instance] | None:
    numbers = Numbers(values)
    found: list[Instance] = []
    try:
        while numbers.left or not found:
            found.append(_instance(numbers, f"{name}-{len(found) + 1}"))
    except WrongProblem:
        return None
    return found if all(_plausible(instance) for instance in found) else None


def _plausible(instance: Instance) -> bool:
    """This will tell whether capacities limit anything: both layouts have as many numbers, sense tells them apart."""
    rows = zip(instance.takes, instance.capacities, strict=True)
    sensible = [max(row) / 2 <= limit <= sum(row) for row, limit in rows]
    return sum(sensible) * 2 > len(sensible)


def _instance(numbers: Numbers, name: str) -> Instance:
    items, rows = numbers.whole("items"), numbers.whole("constraints", 10**5)
    if not items or not rows:
        raise wrong(f"number {numbers.at}", "size", "there must be items and constraints")
    (known,) = numbers.take(1, f"{name}: best known value")
    profits = numbers.take(items, f"{name}: profits")
    takes = [numbers.take(items, f"{name}: row {row + 1}") for row in range(rows)]
    return Instance(name, profits, takes, numbers.take(rows, f"{name}: capacities"), known)


def _other_layout(values: list[Decimal], name: str) -> list[Instance]:
    numbers = Numbers(values)
    found: list[Instance] = []
    while numbers.left or not found:
        rows, items = numbers.whole("constraints", 10**5), numbers.whole("items")
        title = f"{name}-{len(found) + 1}"
        profits = numbers.take(items, f"{title}: profits")
        capacities = numbers.take(rows, f"{title}: capacities")
        takes = [numbers.take(items, f"{title}: row {row + 1}") for row in range(rows)]
        known = numbers.take(1, f"{title}: best known value")[0] if numbers.left else Decimal(0)
        found.append(Instance(title, profits, takes, capacities, known))
    return found


def _case(instance: Instance) -> Case:
    scale = places(instance.profits)
    units = [places([*row, limit]) for row, limit in zip(instance.takes, instance.capacities, strict=True)]
    amounts = [[int(each * unit) for each in row] for row, unit in zip(instance.takes, units, strict=True)]
    items, rows = len(instance.profits), len(instance.takes)
    profits = [int(profit * scale) for profit in instance.profits]
    problem = Problem(
        LINEAR,
        Frameworks.of([]),
        Lines.of(
            [f"constraint {row + 1}" for row in range(rows)],
            budget=[int(limit * unit) for limit, unit in zip(instance.capacities, units, strict=True)],
        ),
        Partners.of(["all"]),
        Activities.of(["the knapsack"], seats=[items]),
        Nominations.of(
            [f"item {item + 1}" for item in range(items)],
            activity=[0] * items,
            partner=[0] * items,
            points=profits,
            cost=amounts[0],
            line=[0] * items,
            charges=[
                (item, row, amount) for row in range(1, rows) for item, amount in enumerate(amounts[row]) if amount
            ],
        ),
    )
    return Case(
        name=instance.name,
        problem=problem,
        objective="total profit",
        sense="max",
        own=lambda value: value / scale,
        known=Fraction(instance.known) if instance.known else None,
        figures=lambda plan: [("items", f"{int((plan.grants > 0).sum())} of {items}")],
    )
