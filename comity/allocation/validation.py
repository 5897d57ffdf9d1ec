"""What a problem must satisfy to be one: references that exist, and amounts that can be."""

from collections.abc import Iterator

import numpy as np

from comity.allocation.problem import LARGEST, NONE, PERCENT, TIES, Fault, Flags, Ints, Mode, Problem, Standing, Table

SHOWN = 20  # rows named of each kind of fault
TALLEST = 1000  # slopes and percentages
MOST_KEPT = 10  # holders for whom seats of one activity are kept: the program has a row for each set of them


def faults_of(problem: Problem) -> list[Fault]:
    """This will find what is wrong, each with table, row and field."""
    return [*_settings(problem), *_tables(problem), *_activities(problem), *_nominations(problem)]


def _settings(problem: Problem) -> Iterator[Fault]:
    settings = problem.settings
    slopes, widths = settings.slopes, settings.widths
    if not slopes or any(not 0 < slope <= TALLEST for slope in slopes) or list(slopes) != sorted(slopes, reverse=True):
        yield Fault("settings", "-", "slopes", "must be whole numbers from 1 to 1000 that never rise")
    if len(widths) != len(slopes) or any(width <= 0 for width in widths) or sum(widths) != PERCENT:
        yield Fault("settings", "-", "widths", "must be one for each slope, each above 0, 100 together")
    if not 0 <= settings.floor <= PERCENT:
        yield Fault("settings", "-", "floor", "must be from 0 to 100 percent")
    if not 0 <= settings.keeping <= PERCENT * PERCENT:
        yield Fault("settings", "-", "keeping", "must be from 0 to 10000 hundredths of a typical seat")


def _tables(problem: Problem) -> Iterator[Fault]:
    for table in (problem.frameworks, problem.lines, problem.partners, problem.activities, problem.nominations):
        if len(set(table.names)) < len(table):
            seen: set[str] = set()
            twice = [row for row, name in enumerate(table.names) if name in seen or seen.add(name)]  # type: ignore[func-returns-value]
            yield from _named(table, np.array(twice), "id", "stands there twice")
    limits: list[tuple[Table, str, int, int]] = [
        (problem.frameworks, "spend", NONE, LARGEST),
        (problem.lines, "budget", 0, LARGEST),
        (problem.partners, "framework", NONE, len(problem.frameworks) - 1),
        (problem.partners, "score", 0, TALLEST * TALLEST),
        (problem.partners, "seats", NONE, LARGEST),
        (problem.partners, "spend", NONE, LARGEST),
        (problem.activities, "seats", 0, LARGEST),
        (problem.activities, "minimum", 0, LARGEST),
        (problem.activities, "delegation", NONE, LARGEST),
        (problem.activities, "fixed", 0, LARGEST),
        (problem.activities, "line", NONE, len(problem.lines) - 1),
        (problem.nominations, "activity", 0, len(problem.activities) - 1),
        (problem.nominations, "partner", 0, len(problem.partners) - 1),
        (problem.nominations, "person", NONE, 2**62),
        (problem.nominations, "points", 0, TALLEST * TALLEST),
        (problem.nominations, "tie", 0, TIES - 1),
        (problem.nominations, "cost", 0, LARGEST),
        (problem.nominations, "line", NONE, len(problem.lines) - 1),
        (problem.nominations, "gross", NONE, LARGEST),
        (problem.nominations, "own_cost", 0, 1),
        (problem.nominations, "requires", NONE, len(problem.nominations) - 1),
        (problem.nominations, "holds", 0, 1),
        (problem.nominations, "standing", 0, max(Standing)),
        (problem.nominations, "ground", NONE, len(problem.nominations.grounds) - 1),
        (problem.nominations, "confirmed", 0, max(Mode)),
        (problem.nominations, "group", NONE, 2**62),
        (problem.nominations, "rank", NONE, LARGEST),
        (problem.nominations, "fit", NONE, TALLEST * TALLEST),
        (problem.nominations, "goal", NONE, 2**62),
    ]
    for limited, field, low, high in limits:
        values: Ints = getattr(limited, field)
        bad = np.flatnonzero((values < low) | (values > high))
        if bad.size:
            message = (
                f"must be from {max(low, 0)} to {high}" if high >= max(low, 0) else "refers to a row that is not there"
            )
            yield from _named(limited, bad, field, message + (" or nothing" if low == NONE else ""), values)


def _named(table: Table, rows: Ints, field: str, message: str, values: Ints | None = None) -> Iterator[Fault]:
    name = type(table).__name__.lower()
    for row in rows[:SHOWN].tolist():
        found = "" if values is None else f", not {values[row]}"
        yield Fault(name, f"{row + 1} ({table.names[row]})", field, message + found)
    if len(rows) > SHOWN:
        yield Fault(name, "-", field, f"{len(rows) - SHOWN} further rows: {message}")


def _activities(problem: Problem) -> Iterator[Fault]:
    table = problem.activities
    yield from _named(
        table, np.flatnonzero((table.fixed > 0) & (table.line == NONE)), "line", "a fixed cost needs a line"
    )
    yield from _kept(problem)
    times = table.times
    if times.size:
        if times[:, 0].min() < 0 or times[:, 0].max() >= len(table):
            yield Fault("activities", "-", "times", "name an activity that is not there")
            return
        bad = np.unique(times[times[:, 1] >= times[:, 2], 0])
        yield from _named(table, bad, "times", "each must end after it starts")


def _kept(problem: Problem) -> Iterator[Fault]:
    table, kept, members = problem.activities, problem.activities.kept, problem.activities.kept_for
    if not kept.size:
        if members.size:
            yield Fault("activities", "-", "kept", "partners are named for seats that are not there")
        return
    wrong = (kept[:, 0] < 0) | (kept[:, 0] >= len(table)) | (kept[:, 2] < 0)
    if wrong.any() or len(np.unique(kept[:, 1])) < len(kept):
        yield Fault("activities", "-", "kept", "names an activity that is not there, a share twice, or seats below 0")
        return
    if members.size and (
        not np.isin(members[:, 0], kept[:, 1]).all()
        or ((members[:, 1] < 0) | (members[:, 1] >= len(problem.partners))).any()
    ):
        yield Fault("activities", "-", "kept", "names a partner or a share that is not there")
    sums = np.bincount(kept[:, 0], kept[:, 2], len(table))
    yield from _named(table, np.flatnonzero(sums > table.seats), "kept", "more seats are kept than there are")
    shares = np.bincount(kept[:, 0], minlength=len(table))
    yield from _named(
        table, np.flatnonzero(shares > MOST_KEPT), "kept", f"at most {MOST_KEPT} holders can be told apart"
    )


def _nominations(problem: Problem) -> Iterator[Fault]:
    table = problem.nominations
    rows = np.arange(len(table))
    yield from _named(table, np.flatnonzero((table.cost > 0) & (table.line == NONE)), "line", "a cost needs a line")
    yield from _named(table, np.flatnonzero(table.requires == rows), "requires", "it cannot require itself")
    charges = table.charges
    if charges.size:
        wrong = (charges[:, 0] < 0) | (charges[:, 0] >= len(table)) | (charges[:, 1] < 0) | (charges[:, 2] < 0)
        wrong |= (charges[:, 1] >= len(problem.lines)) | (charges[:, 2] > LARGEST)
        if wrong.any():
            yield Fault("nominations", "-", "charges", "name a row or a line that is not there, or an amount below 0")
    held = (table.standing == Standing.FIXED) & (table.confirmed == Mode.OWN_COST) & (table.own_cost == 0)
    yield from _named(table, np.flatnonzero(held), "confirmed", "a commitment at own cost must declare own_cost")
    if not table.activity.size or table.activity.min() < 0 or table.activity.max() >= len(problem.activities):
        return
    yield from _twice(problem)
    yield from _groups(problem)
    if table.requires.max() < len(table):
        yield from _named(table, np.flatnonzero(_in_circles(table.requires)), "requires", "requires itself in a circle")


def _groups(problem: Problem) -> Iterator[Fault]:
    table = problem.nominations
    inside = np.flatnonzero(table.group != NONE)
    order = inside[np.argsort(table.group[inside], kind="stable")]
    same = table.group[order][1:] == table.group[order][:-1]
    apart = table.activity[order][1:] != table.activity[order][:-1]
    apart |= table.partner[order][1:] != table.partner[order][:-1]
    yield from _named(table, order[1:][same & apart], "group", "goes with those of another activity or partner")


def _twice(problem: Problem) -> Iterator[Fault]:
    table = problem.nominations
    people = np.flatnonzero(table.person != NONE)
    order = people[np.lexsort((people, table.activity[people], table.person[people]))]
    same = table.person[order][1:] == table.person[order][:-1]
    same &= table.activity[order][1:] == table.activity[order][:-1]
    yield from _named(table, order[1:][same], "person", "is nominated for this activity already")


def _in_circles(requires: Ints) -> Flags:
    """This will find the rows from which following `requires` never ends."""
    length = len(requires)
    at = requires.copy()
    for _ in range(length.bit_length() + 1):  # each step doubles how far one has gone
        if (at == NONE).all():
            break
        at = np.where(at == NONE, NONE, at[np.maximum(at, 0)])
    found: Flags = at != NONE
    return found
