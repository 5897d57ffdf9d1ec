"""A problem of allocation: partners, budget lines, activities and nominations as frozen arrays of integers.

Money is in any one whole unit (100 EUR, cents), the same everywhere. Points are whole numbers. Whatever is optional is
NONE (-1) when it is not set: every quota is null by default, since the policy gives no framework and no objective a
weight.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import IntEnum
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]

NONE = -1
TIES = 1000  # a point is worth a thousand tie numbers, so that ties decide only between equals
LARGEST = 2**40  # of any amount or number of points: sums stay exact in 64 bits
PERCENT = 100


class Standing(IntEnum):
    """Whether a nomination is open, a commitment that must be kept, or one that may not be granted."""

    OPEN = 0
    FIXED = 1
    INELIGIBLE = 2


class Mode(IntEnum):
    """How a nomination is granted: not at all, from the common budget, or a seat at the partner's own cost."""

    NO = 0
    FUNDED = 1
    OWN_COST = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of one row."""

    table: str
    row: str
    field: str
    message: str

    def __str__(self) -> str:
        """This will read as a sentence."""
        return f"{self.table}, row {self.row}, {self.field}: {self.message}"


class WrongProblem(Exception):
    """A problem that contradicts itself; it names every field and row (the first twenty of each kind)."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the Council decides before data are seen.

    slopes and widths: satisfaction of a partner is concave; the first `widths[0]` percent of its reference count
    `slopes[0]` times, and so on. One slope alone makes the objective linear.
    floor: percent of its reference that every partner gets, 0 for none; capped by nine tenths of what is possible for
    all. keeping: hundredths of a typical seat by which a confirmed seat weighs more than a new one.
    unit: the name of the unit of money. decision: the decision that froze these settings and the scores.
    """

    slopes: tuple[int, ...] = (4, 3, 2, 1)
    widths: tuple[int, ...] = (15, 20, 25, 40)
    floor: int = 0
    keeping: int = 100
    unit: str = "EUR"
    decision: str = ""


def _empty() -> Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Columns of one length; `names` identify the rows."""

    names: tuple[str, ...]

    def __len__(self) -> int:
        """This will count the rows."""
        return len(self.names)

    @classmethod
    def of(cls, names: Iterable[object], **columns: object) -> Self:
        """This will make a table from columns, with None for what is not set and defaults for columns left out."""
        rows = tuple(str(name) for name in names)
        made = {}
        for each in fields(cls)[1:]:
            given = columns.pop(each.name, None)
            if each.name in SEQUENCES:
                made[each.name] = SEQUENCES[each.name](given)
            elif given is None:
                made[each.name] = np.full(len(rows), DEFAULTS.get(each.name, NONE), np.int64)
            else:
                made[each.name] = column(given, len(rows), f"{cls.__name__.lower()}.{each.name}")
        if columns:
            message = f"{cls.__name__} has no column {', '.join(columns)}"
            raise TypeError(message)
        for value in made.values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
        return cls(rows, **made)


def column(given: Any, length: int, name: str) -> Ints:
    """This will make a column of whole numbers, with NONE for None.

    Raises: WrongProblem when a value is no whole number or the length differs.
    """
    if not isinstance(given, np.ndarray):
        given = list(given)
        for row, value in enumerate(given):
            if value is not None and not (isinstance(value, int | np.integer | np.bool_)):
                table, _, what = name.partition(".")
                raise WrongProblem([Fault(table, str(row + 1), what, f"{value!r} is no whole number")])
        given = [NONE if value is None else int(value) for value in given]
    made: Ints = np.array(given, np.int64)
    if made.shape != (length,):
        table, _, what = name.partition(".")
        raise WrongProblem([Fault(table, "-", what, f"has {made.size} values for {length} rows")])
    return made


def _triples(given: Any) -> Ints:
    made: Ints = np.array(_empty() if given is None else given, np.int64).reshape(-1, 3)
    return made[np.lexsort((made[:, 2], made[:, 1], made[:, 0]))]


def _words(given: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in given or ())


SEQUENCES = {"times": _triples, "charges": _triples, "kept": _triples, "kept_for": _triples, "grounds": _words}
LATER = {"kept", "kept_for", "group"}
DEFAULTS = {"minimum": 1, "fixed": 0, "score": 1, "tie": 0, "cost": 0, "own_cost": 0, "holds": 0}
DEFAULTS |= {"standing": 0, "confirmed": 0, "budget": 0, "points": 0}


@dataclass(frozen=True, slots=True, eq=False)
class Frameworks(Table):
    """Partnership frameworks. spend: the most that may be spent on their partners together, or NONE."""

    spend: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Lines(Table):
    """Budget lines. budget: what is free for this round."""

    budget: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Partners(Table):
    """Partners. framework: its row or NONE. score: weight of its satisfaction. seats, spend: quotas or NONE."""

    framework: Ints
    score: Ints
    seats: Ints
    spend: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Activities(Table):
    """Activities and requests of partners.

    seats: how many there are. minimum: how many it needs to run. delegation: seats one partner may hold, or NONE.
    fixed: what it costs once if it runs, from line `line`. times: rows (activity, start, end), end exclusive, in any
    one unit of time; an activity without times never clashes. kept: rows (activity, share, seats) of seats that are
    kept for some partners alone; kept_for: rows (share, partner, 1), which partners those are.
    """

    seats: Ints
    minimum: Ints
    delegation: Ints
    fixed: Ints
    line: Ints
    times: Ints
    kept: Ints
    kept_for: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Nominations(Table):
    """Nominations of a person, or of a partner's request, for an activity.

    person: any number that identifies who may not be at two places at once, or NONE. points: the partner's own voice.
    tie: 0 to 999, higher is earlier. cost: to the common budget, from line `line`; charges: rows (nomination, line,
    amount) for what it takes from further lines. gross: cost before co-funding, or NONE. own_cost: 1 if the partner
    would come at its own cost. requires: the nomination that must also be granted, or NONE; holds: 1 if what it
    requires is already held. standing: a Standing; ground: why it is ineligible, a row of `grounds`. confirmed: the
    Mode in which it holds a seat from an earlier plan. group: any number that is the same for those of whom none goes
    without the others, or NONE. rank, fit: its place among the nominations of its partner and
    the factor of its points in percent, or NONE (comity.allocation.scores); goal: a number of the goal it serves, or
    NONE. These three only explain.
    """

    activity: Ints
    partner: Ints
    person: Ints
    points: Ints
    tie: Ints
    cost: Ints
    line: Ints
    gross: Ints
    own_cost: Ints
    requires: Ints
    holds: Ints
    standing: Ints
    ground: Ints
    confirmed: Ints
    group: Ints
    rank: Ints
    fit: Ints
    goal: Ints
    charges: Ints
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What is asked: settings and five tables that refer to each other by row number. It is checked when it is made.

    Raises: WrongProblem, which names every field and row that is wrong.
    """

    settings: Settings
    frameworks: Frameworks
    lines: Lines
    partners: Partners
    activities: Activities
    nominations: Nominations
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        from comity.allocation.validation import faults_of  # noqa: PLC0415 - it reads these tables

        found = faults_of(self)
        if found:
            raise WrongProblem(found)
        object.__setattr__(self, "hash", content_hash(self))

    @property
    def worth(self) -> Ints:
        """This will give the points of each nomination in thousandths with its tie number; 0 where there are none."""
        rows = self.nominations
        return np.where(rows.points > 0, rows.points * TIES + rows.tie, 0)


def content_hash(problem: Problem) -> str:
    """This will give the SHA-256 of everything that the problem says, the same on every machine."""
    digest = hashlib.sha256(b"comity-allocation/1\n")
    digest.update(json.dumps(asdict(problem.settings), sort_keys=True).encode())
    for table in (problem.frameworks, problem.lines, problem.partners, problem.activities, problem.nominations):
        for each in fields(table):
            value = getattr(table, each.name)
            if each.name in LATER and not (value >= 0).any():
                continue  # what came later changes the hash of no problem that says nothing there
            digest.update(
                f"\n{type(table).__name__}.{each.name} {0 if each.name == 'grounds' else len(value)}\n".encode()
            )
            if each.name == "grounds":  # the numbers of grounds mean nothing, their words do
                digest.update("\0".join(value[row] for row in problem.nominations.ground.tolist() if row >= 0).encode())
            elif each.name == "ground":
                digest.update(np.packbits(value >= 0).tobytes())
            elif isinstance(value, np.ndarray):
                digest.update(np.ascontiguousarray(value, "<i8").tobytes())
            else:
                digest.update("\0".join(value).encode())
    return digest.hexdigest()
