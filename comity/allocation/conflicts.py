"""Commitments that cannot all be kept: a smallest set of them, with the limits that they meet, in sentences.

Limits that commitments alone exceed are found by counting, and the set is the fewest that exceed one of them. Where
what commitments need besides (others to reach a minimum, required nominations) is in the way, the set is found by the
solver: everything conflicts together, and nothing in it could be left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from comity.allocation.linear import Program
from comity.allocation.model import Model, build
from comity.allocation.problem import NONE, Ints, Mode, Problem, Standing

SENTENCES = {
    "seats": "{of} has {limit} seats, and {count} are committed.",
    "partner_seats": "{of} may have {limit} seats, and {count} are committed.",
    "delegation": "{of} are the most seats that one partner may hold there ({limit}), and {count} are committed.",
    "lines": "Budget line {of} holds {limit}, and commitments take {count} of it.",
    "partner_spend": "{of} may spend {limit}, and its commitments take {count}.",
    "frameworks": "Framework {of} may spend {limit}, and its commitments take {count}.",
    "clash": "{of} are committed for the same person at the same time.",
    "required": "{of} is committed, and what it requires may not be granted.",
    "minimum": "{of} needs {limit} to run, and has {count} who may be granted.",
    "together": "{of} ({limit}) cannot be kept together with these commitments and what they need.",
}
LIMITS = ("lines", "partner_seats", "partner_spend", "frameworks", "seats", "minimum")
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that commitments meet: which rule, whose, how much there is, and how much they need."""

    rule: str
    of: str
    limit: int
    count: int

    def __str__(self) -> str:
        """This will read as a sentence."""
        return SENTENCES[self.rule].format(of=self.of, limit=self.limit, count=self.count)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of commitments (names of nominations) that conflict, and the limits they meet."""

    commitments: tuple[str, ...]
    limits: tuple[Limit, ...]

    @classmethod
    def unknown(cls) -> "Conflict":
        """This will stand for a conflict that could not be narrowed down in time."""
        return cls((), ())

    def __str__(self) -> str:
        """This will read as sentences."""
        if not self.limits and not self.commitments:
            return "Nothing keeps all rules, and no smaller set that conflicts was found in time."
        names = ", ".join(self.commitments)
        return " ".join([f"These commitments conflict: {names}.", *(str(limit) for limit in self.limits)])


def conflict_in(problem: Problem) -> Conflict | None:
    """This will find the smallest set of commitments that exceed a limit by themselves, if any do."""
    held = committed(problem)
    if not held:
        return None
    found = [*_counted(problem, held), *_paid(problem, held), *_clashing(problem, held), *_impossible(problem, held)]
    return min(found, key=lambda each: (len(each.commitments), each.commitments), default=None)


def committed(problem: Problem) -> list[int]:
    """This will list the nominations that are committed, and those that these require."""
    table = problem.nominations
    held = dict.fromkeys(np.flatnonzero(table.standing == Standing.FIXED).tolist())
    todo = list(held)
    while todo:
        row = todo.pop()
        needed = int(table.requires[row])
        also = [needed] if needed != NONE and not table.holds[row] else []
        if table.group[row] != NONE:
            also += np.flatnonzero(table.group == table.group[row]).tolist()
        for other in also:
            if other not in held:
                held[other] = None
                todo.append(other)
    return sorted(held)


def _counted(problem: Problem, held: list[int]) -> Iterable[Conflict]:
    table, activities, partners = problem.nominations, problem.activities, problem.partners
    groups: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for row in held:
        activity, partner = int(table.activity[row]), int(table.partner[row])
        groups["seats", activities.names[activity], int(activities.seats[activity])].append(row)
        if partners.seats[partner] != NONE:
            groups["partner_seats", partners.names[partner], int(partners.seats[partner])].append(row)
        if activities.delegation[activity] != NONE:
            of = f"{partners.names[partner]} in {activities.names[activity]}"
            groups["delegation", of, int(activities.delegation[activity])].append(row)
    for (rule, of, limit), rows in groups.items():
        if len(rows) > limit:
            yield Conflict(_names(problem, rows[: limit + 1]), (Limit(rule, of, limit, len(rows)),))


def _paid(problem: Problem, held: list[int]) -> Iterable[Conflict]:
    partners = problem.partners
    tables = {
        "lines": (problem.lines.names, problem.lines.budget),
        "partner_spend": (partners.names, partners.spend),
        "frameworks": (problem.frameworks.names, problem.frameworks.spend),
    }
    takes, fixed = _taken(problem, held)
    for (rule, number), amounts in takes.items():
        names, limits = tables[rule]
        if number == NONE or limits[number] == NONE:
            continue
        limit, sums = int(limits[number]), Sums(problem.nominations.activity, amounts, fixed[rule, number])
        if sums.total(amounts) > limit:
            said = Limit(rule, names[number], limit, sums.total(amounts))
            yield Conflict(_names(problem, sums.fewest(limit)), (said,))


type Amounts = dict[tuple[str, int], dict[int, int]]


def _taken(problem: Problem, held: list[int]) -> tuple[Amounts, Amounts]:
    """This will give what each commitment takes of each limit of money, and the fixed costs of activities."""
    table, activities, partners = problem.nominations, problem.activities, problem.partners
    takes: Amounts = defaultdict(lambda: defaultdict(int))
    fixed: Amounts = defaultdict(dict)
    charges: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, line, amount in table.charges.tolist():
        charges[row].append((line, amount))
    for row in held:
        activity, partner = int(table.activity[row]), int(table.partner[row])
        if activities.fixed[activity]:
            fixed["lines", int(activities.line[activity])][activity] = int(activities.fixed[activity])
            takes["lines", int(activities.line[activity])][row] += 0
        if table.confirmed[row] == Mode.OWN_COST:
            continue
        for line, amount in [(int(table.line[row]), int(table.cost[row])), *charges[row]]:
            if amount:
                takes["lines", line][row] += amount
                takes["partner_spend", partner][row] += amount
                takes["frameworks", int(partners.framework[partner])][row] += amount
    return takes, fixed


@dataclass(frozen=True, slots=True)
class Sums:
    """What commitments take of one limit, with what their activities cost once."""

    activity: Ints
    amounts: dict[int, int]
    fixed: dict[int, int]

    def total(self, rows: Iterable[int]) -> int:
        """This will sum up."""
        rows = list(rows)
        running = {int(self.activity[row]) for row in rows}
        return sum(self.amounts[row] for row in rows) + sum(self.fixed.get(activity, 0) for activity in running)

    def fewest(self, limit: int) -> list[int]:
        """This will take the largest first until they exceed the limit, then leave out what is not needed."""
        chosen: list[int] = []
        left = set(self.amounts)
        while self.total(chosen) <= limit:
            best = max(left, key=lambda row: (self.total([*chosen, row]), -row))
            chosen.append(best)
            left.remove(best)
        for row in sorted(chosen, key=lambda row: self.amounts[row]):
            rest = [each for each in chosen if each != row]
            if self.total(rest) > limit:
                chosen = rest
        return sorted(chosen)


def _clashing(problem: Problem, held: list[int]) -> Iterable[Conflict]:
    table = problem.nominations
    times: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for activity, start, end in problem.activities.times.tolist():
        times[activity].append((start, end))
    calendar: dict[int, list[int]] = defaultdict(list)
    for row in held:
        person = int(table.person[row])
        if person == NONE:
            continue
        for other in calendar[person]:
            if any(
                start < until and since < end
                for start, end in times[int(table.activity[row])]
                for since, until in times[int(table.activity[other])]
            ):
                names = _names(problem, [other, row])
                yield Conflict(names, (Limit("clash", " and ".join(names), 1, 2),))
        calendar[person].append(row)


def _impossible(problem: Problem, held: list[int]) -> Iterable[Conflict]:
    table, activities = problem.nominations, problem.activities
    can = np.bincount(table.activity[table.standing != Standing.INELIGIBLE], minlength=len(activities))
    for row in held:
        activity = int(table.activity[row])
        name = table.names[row]
        if table.standing[row] == Standing.INELIGIBLE:
            yield Conflict((name,), (Limit("required", name, 0, 1),))
        if can[activity] < activities.minimum[activity]:
            least = int(activities.minimum[activity])
            yield Conflict((name,), (Limit("minimum", activities.names[activity], least, int(can[activity])),))


def _names(problem: Problem, rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(problem.nominations.names[row] for row in rows)


def searched(problem: Problem, seed: int = 1) -> Conflict:
    """This will find, by the solver, commitments and limits that conflict, none of which can be left out."""
    model = build(problem)
    rows = [(block, at) for block in LIMITS for at in range(model.rows[block].start, model.rows[block].stop)]
    held = np.flatnonzero(model.lower[: model.grants] > 0).tolist()
    elements: list[tuple[str, int]] = [*(("commitment", at) for at in held), *rows]
    if _possible(model, elements, seed):
        return Conflict.unknown()
    core = _explain(elements, lambda kept: _possible(model, kept, seed))
    limits = []
    for block, at in core:
        if block != "commitment":
            key = int(model.keys[block][at - model.rows[block].start])
            limits.append(_limit(problem, block, key))
    kept = sorted(int(model.of[at]) for block, at in core if block == "commitment")
    return Conflict(_names(problem, kept), tuple(limits))


def _limit(problem: Problem, block: str, key: int) -> Limit:
    names, values = {
        "lines": (problem.lines.names, problem.lines.budget),
        "partner_seats": (problem.partners.names, problem.partners.seats),
        "partner_spend": (problem.partners.names, problem.partners.spend),
        "frameworks": (problem.frameworks.names, problem.frameworks.spend),
        "seats": (problem.activities.names, problem.activities.seats),
        "minimum": (problem.activities.names, problem.activities.minimum),
    }[block]
    what = {"seats": "the seats of ", "minimum": "the minimum of "}.get(block, "what is set for ")
    return Limit("together", what + names[key], int(values[key]), 0)


def _possible(model: Model, kept: Sequence[tuple[str, int]], seed: int) -> bool:
    """This will tell whether something keeps these commitments and limits, and all rules that are no limits."""
    lower = np.zeros(model.columns)
    limits = model.limits.copy()
    counted = np.zeros(len(limits), bool)
    for block, at in kept:
        if block == "commitment":
            lower[at] = 1
        else:
            counted[at] = True
    for block in LIMITS:
        rows = np.arange(model.rows[block].start, model.rows[block].stop)
        limits[rows[~counted[rows]]] = np.inf
    program = Program(seed, time_limit=SECONDS)
    program.load(model.matrix, np.zeros(model.columns), lower, np.maximum(model.upper, lower), limits)
    program.require_whole(np.arange(model.first_segment))
    program.run()
    return not program.infeasible


def _explain[T](elements: Sequence[T], possible: Callable[[Sequence[T]], bool]) -> list[T]:
    """This will find a set that is impossible and of which nothing can be left out, by halving (QuickXplain)."""

    def narrow(background: list[T], new: bool, open_: list[T]) -> list[T]:  # noqa: FBT001
        if new and not possible(background):
            return []
        if len(open_) == 1:
            return open_
        half = len(open_) // 2
        first, second = open_[:half], open_[half:]
        later = narrow([*background, *first], bool(first), second)
        earlier = narrow([*background, *later], bool(later), first)
        return [*earlier, *later]

    return narrow([], False, list(elements)) if elements else []  # noqa: FBT003
