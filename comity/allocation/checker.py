"""The independent checker: every rule once more, in plain whole numbers, straight from what a problem says.

It shares nothing with the rooms that build and solve the model, and loads neither numpy nor the solver. It runs before
any plan is given out, and again in the tests against every combination of grants of small problems.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

NOT, FUNDED, OWN_COST = 0, 1, 2
FIXED, INELIGIBLE = 1, 2
UNSET = -1
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks: which one, where, how much there would be at most, and how much there is."""

    rule: str
    of: str
    limit: int
    found: int

    def __str__(self) -> str:
        """This will read as a sentence."""
        return f"{self.rule} of {self.of}: {self.found} where {self.limit} is the limit"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker found. value and bonus are in thousandths of a weighted point."""

    violations: tuple[Violation, ...]
    value: int
    bonus: int


def check(problem: Any, grants: Sequence[int], floor: int = 0) -> Checked:
    """This will check grants (a mode for each nomination) against every rule and compute what they are worth.

    floor is the share of its reference that every partner must get, in millionths.
    """
    modes = [int(mode) for mode in grants]
    count = len(problem.nominations.names)
    if len(modes) != count:
        return Checked((Violation("length", "grants", count, len(modes)),), 0, 0)
    rows = Rows(problem, modes)
    found = [
        *_standing(rows),
        *_activities(rows),
        *_kept(rows),
        *_groups(rows),
        *_money(rows),
        *_people(rows),
        *_floor(rows, floor),
    ]
    return Checked(tuple(found), _value(rows), _bonus(rows))


class Rows:
    """The columns of a problem as plain lists, with a mode for each nomination."""

    def __init__(self, problem: Any, modes: list[int]) -> None:
        self.modes = modes
        self.granted = [row for row, mode in enumerate(modes) if mode]
        nominations, activities, partners = problem.nominations, problem.activities, problem.partners
        self.names = nominations.names
        self.activity: list[int] = nominations.activity.tolist()
        self.partner: list[int] = nominations.partner.tolist()
        self.person: list[int] = nominations.person.tolist()
        self.points: list[int] = nominations.points.tolist()
        self.tie: list[int] = nominations.tie.tolist()
        self.own_cost: list[int] = nominations.own_cost.tolist()
        self.requires: list[int] = nominations.requires.tolist()
        self.holds: list[int] = nominations.holds.tolist()
        self.standing: list[int] = nominations.standing.tolist()
        self.group: list[int] = nominations.group.tolist()
        self.confirmed: list[int] = nominations.confirmed.tolist()
        self.line: list[int] = nominations.line.tolist()
        self.cost: list[int] = nominations.cost.tolist()
        self.charges: dict[int, list[tuple[int, int]]] = defaultdict(list)  # (line, amount) beside its own
        for row, line, amount in nominations.charges.tolist():
            self.charges[row].append((line, amount))
        self.activities = activities.names
        self.seats: list[int] = activities.seats.tolist()
        self.minimum: list[int] = activities.minimum.tolist()
        self.delegation: list[int] = activities.delegation.tolist()
        self.fixed: list[int] = activities.fixed.tolist()
        self.fixed_line: list[int] = activities.line.tolist()
        self.times: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, start, end in activities.times.tolist():
            self.times[row].append((start, end))
        holders: dict[int, set[int]] = defaultdict(set)
        for share, partner, _ in activities.kept_for.tolist():
            holders[share].add(partner)
        self.kept: dict[int, list[tuple[int, set[int]]]] = defaultdict(list)  # (seats, for whom) of each activity
        for row, share, seats in activities.kept.tolist():
            self.kept[row].append((seats, holders[share]))
        self.partners = partners.names
        self.framework: list[int] = partners.framework.tolist()
        self.score: list[int] = partners.score.tolist()
        self.partner_seats: list[int] = partners.seats.tolist()
        self.partner_spend: list[int] = partners.spend.tolist()
        self.lines = problem.lines.names
        self.budget: list[int] = problem.lines.budget.tolist()
        self.frameworks = problem.frameworks.names
        self.framework_spend: list[int] = problem.frameworks.spend.tolist()
        self.slopes: tuple[int, ...] = problem.settings.slopes
        self.widths: tuple[int, ...] = problem.settings.widths
        self.keeping: int = problem.settings.keeping
        self.references = self._references()

    def worth(self, row: int, mode: int) -> int:
        """This will give the points of a grant in thousandths; a seat at own cost counts a thousandth less."""
        if not self.points[row]:
            return 0
        return self.points[row] * 1000 + self.tie[row] - (mode == OWN_COST)

    def takes(self, row: int) -> Iterator[tuple[int, int]]:
        """This will give what a funded grant takes, as (line, amount)."""
        if self.cost[row]:
            yield self.line[row], self.cost[row]
        yield from self.charges.get(row, ())

    def _references(self) -> list[int]:
        """This will give the points of each partner's best nominations, as many as its quota of seats."""
        best: list[list[int]] = [[] for _ in self.partners]
        for partner, standing, points, tie in zip(self.partner, self.standing, self.points, self.tie, strict=True):
            if points and standing != INELIGIBLE:
                best[partner].append(points * 1000 + tie)
        made = []
        for mine, quota in zip(best, self.partner_seats, strict=True):
            mine.sort(reverse=True)
            made.append(sum(mine if quota == UNSET else mine[:quota]))
        return made


def _standing(rows: Rows) -> list[Violation]:
    found = []
    for row, standing in enumerate(rows.standing):
        if standing == FIXED and rows.modes[row] != (rows.confirmed[row] or FUNDED):
            found.append(Violation("commitment", rows.names[row], rows.confirmed[row] or FUNDED, rows.modes[row]))
    for row in rows.granted:
        name, mode = rows.names[row], rows.modes[row]
        if mode not in {FUNDED, OWN_COST}:
            found.append(Violation("mode", name, OWN_COST, mode))
        if rows.standing[row] == INELIGIBLE:
            found.append(Violation("ineligible", name, NOT, mode))
        if mode == OWN_COST and not rows.own_cost[row]:
            found.append(Violation("own cost not declared", name, FUNDED, mode))
        needed = rows.requires[row]
        if needed != UNSET and not rows.holds[row] and not rows.modes[needed]:
            found.append(Violation("prerequisite", name, 1, 0))
    return found


def _activities(rows: Rows) -> list[Violation]:
    inside: dict[int, int] = defaultdict(int)
    delegations: dict[tuple[int, int], int] = defaultdict(int)
    seats: dict[int, int] = defaultdict(int)
    for row in rows.granted:
        inside[rows.activity[row]] += 1
        delegations[rows.activity[row], rows.partner[row]] += 1
        seats[rows.partner[row]] += 1
    found = []
    for activity, count in sorted(inside.items()):
        if count > rows.seats[activity]:
            found.append(Violation("seats", rows.activities[activity], rows.seats[activity], count))
        if count < rows.minimum[activity]:
            found.append(Violation("minimum", rows.activities[activity], rows.minimum[activity], count))
    for (activity, partner), count in sorted(delegations.items()):
        if UNSET != rows.delegation[activity] < count:
            of = f"{rows.partners[partner]} in {rows.activities[activity]}"
            found.append(Violation("delegation", of, rows.delegation[activity], count))
    for partner, count in sorted(seats.items()):
        if UNSET != rows.partner_seats[partner] < count:
            found.append(Violation("seats", rows.partners[partner], rows.partner_seats[partner], count))
    return found


def _kept(rows: Rows) -> list[Violation]:
    """This will seat everybody in an open seat or one kept for their partner, moving others where that helps."""
    found = []
    granted: dict[int, list[int]] = defaultdict(list)
    for row in rows.granted:
        granted[rows.activity[row]].append(row)
    for activity, shares in sorted(rows.kept.items()):
        rooms = [(rows.seats[activity] - sum(seats for seats, _ in shares), None), *shares]
        inside: list[list[int]] = [[] for _ in rooms]
        standing = [row for row in granted[activity] if not _seat(rows, rooms, inside, row, set())]
        if standing:
            seated = sum(len(room) for room in inside)
            found.append(Violation("kept seats", rows.activities[activity], seated, seated + len(standing)))
    return found


def _seat(rows: Rows, rooms: list[Any], inside: list[list[int]], row: int, tried: set[int]) -> bool:
    for number, (seats, holders) in enumerate(rooms):
        if number in tried or not (holders is None or rows.partner[row] in holders):
            continue
        tried.add(number)
        if len(inside[number]) < seats:
            inside[number].append(row)
            return True
        for other in list(inside[number]):
            if _seat(rows, rooms, inside, other, tried):
                inside[number].remove(other)
                inside[number].append(row)
                return True
    return False


def _groups(rows: Rows) -> list[Violation]:
    sizes: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(rows.group):
        if group != UNSET:
            sizes[group].append(row)
    found = []
    for members in sizes.values():
        granted = sum(1 for row in members if rows.modes[row])
        if 0 < granted < len(members):
            found.append(Violation("together", rows.names[members[0]], len(members), granted))
    return found


def _money(rows: Rows) -> list[Violation]:
    by_line: dict[int, int] = defaultdict(int)
    by_partner: dict[int, int] = defaultdict(int)
    by_framework: dict[int, int] = defaultdict(int)
    for activity in sorted({rows.activity[row] for row in rows.granted}):
        if rows.fixed[activity]:
            by_line[rows.fixed_line[activity]] += rows.fixed[activity]
    for row in rows.granted:
        if rows.modes[row] == FUNDED:
            for line, amount in rows.takes(row):
                by_line[line] += amount
                by_partner[rows.partner[row]] += amount
                by_framework[rows.framework[rows.partner[row]]] += amount
    found = []
    for what, sums, limits, names in (
        ("budget", by_line, rows.budget, rows.lines),
        ("spend", by_partner, rows.partner_spend, rows.partners),
        ("spend", by_framework, rows.framework_spend, rows.frameworks),
    ):
        for number, total in sorted(sums.items()):
            if number != UNSET and UNSET != limits[number] < total:
                found.append(Violation(what, names[number], limits[number], total))
    return found


def _people(rows: Rows) -> list[Violation]:
    calendar: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for row in rows.granted:
        if rows.person[row] != UNSET:
            calendar[rows.person[row]] += [(start, end, row) for start, end in rows.times.get(rows.activity[row], ())]
    found = []
    for days in calendar.values():
        days.sort()
        latest, holder = -1, -1
        for start, end, row in days:
            if holder not in {-1, row} and start < latest:
                found.append(Violation("clash", f"{rows.names[holder]} and {rows.names[row]}", 1, 2))
            if holder == -1 or end > latest:
                latest, holder = end, row
    return found


def _floor(rows: Rows, floor: int) -> list[Violation]:
    if not floor:
        return []
    found = []
    for partner, (had, reference) in enumerate(zip(_points(rows), rows.references, strict=True)):
        least = reference * floor // MILLION
        if had < least:
            found.append(Violation("floor", rows.partners[partner], least, had))
    return found


def _points(rows: Rows) -> list[int]:
    had = [0] * len(rows.partners)
    for row in rows.granted:
        had[rows.partner[row]] += rows.worth(row, rows.modes[row])
    return had


def _value(rows: Rows) -> int:
    total = 0
    for partner, (had, reference) in enumerate(zip(_points(rows), rows.references, strict=True)):
        left = had
        for segment, (slope, width) in enumerate(zip(rows.slopes, rows.widths, strict=True)):
            last = segment == len(rows.slopes) - 1
            taken = left if last else min(left, reference * width // 100)
            total += rows.score[partner] * slope * taken
            left -= taken
    return total


def _bonus(rows: Rows) -> int:
    held = [row for row, mode in enumerate(rows.confirmed) if mode and rows.standing[row] != INELIGIBLE]
    if not held or not rows.keeping:
        return 0
    had = [0] * len(rows.partners)
    for row in held:
        had[rows.partner[row]] += rows.worth(row, FUNDED)
    references = rows.references
    worths = sorted(_marginal(rows, rows.partner[row], had, references) * rows.worth(row, FUNDED) for row in held)
    typical = worths[(len(worths) - 1) // 2]
    kept = sum(1 for row in held if rows.modes[row] == rows.confirmed[row])
    return kept * (typical * rows.keeping // 100)


def _marginal(rows: Rows, partner: int, had: list[int], references: list[int]) -> int:
    """This will give what the last thousandth of a point of a partner counts, with the seats it holds."""
    end = 0
    for slope, width in zip(rows.slopes[:-1], rows.widths[:-1], strict=True):
        end += references[partner] * width // 100
        if had[partner] <= end:
            return rows.score[partner] * slope
    return rows.score[partner] * int(rows.slopes[-1])
