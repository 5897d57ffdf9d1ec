"""What a sheet says: why one nomination was granted or not, with worth and prices, and what would change it."""

from dataclasses import dataclass
from enum import StrEnum

from comity.allocation.problem import Mode


class Reason(StrEnum):
    """What decided. The first that holds; those above PRICES are rules, which no price can buy."""

    COMMITTED = "committed"  # granted: it had started or was within the notice period
    INELIGIBLE = "ineligible"  # may not be granted; `about` is the ground
    PREREQUISITE = "prerequisite"  # what it requires was not granted; `about` names it
    CLASH = "clash"  # the person holds a seat at the same time; `about` names the nomination
    NO_ROOM = "no_room"  # the quota, budget or number of seats is too small for it even if it were alone
    NOT_RUN = "not_run"  # the activity does not run: too few could be granted to reach its minimum; `about` names it
    PRICES = "prices"  # worth and prices decided
    MARGIN = "margin"  # prices decided by next to nothing: the tie number, or the search within its gap, decided


class Thing(StrEnum):
    """What is scarce and so has a price."""

    SEAT = "seat"
    LINE = "line"
    PARTNER_SEATS = "partner_seats"
    PARTNER_SPEND = "partner_spend"
    FRAMEWORK = "framework"
    DELEGATION = "delegation"
    CLASH = "clash"
    REQUIRED = "required"
    KEPT = "kept"
    TOGETHER = "together"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Price:
    """What a nomination would pay for one thing. of: the name of the line, activity, framework or nomination.

    Where fewer than three partners compete for the thing, `low` and `high` are a band, and `amount` must not be shown
    to partners; otherwise all three are the same.
    """

    thing: Thing
    of: str
    amount: float
    low: float
    high: float


class What(StrEnum):
    """What could change, one thing at a time."""

    POINTS = "points"  # points of the nomination
    RANK = "rank"  # its rank among the nominations of its partner, with the same number of them
    COFUNDING = "cofunding"  # the share its partner pays, in percent
    SEATS = "seats"  # seats of the activity
    BUDGET = "budget"  # a budget line
    PARTNER_SEATS = "partner_seats"  # the seat quota of its partner
    PARTNER_SPEND = "partner_spend"  # the spending quota of its partner
    FRAMEWORK = "framework"  # the spending quota of its framework
    OTHER = "other"  # another nomination or activity for the same goal with free seats


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of one thing that would turn the outcome, all else being the same.

    verified: True when the linear program was solved again with this change and turned, False when it did not turn,
    None when it was not tried. For a granted nomination it is the change at which it would be withdrawn.
    """

    what: What
    of: str
    now: int
    needed: int
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Why one nomination was granted or not.

    worth - sum of prices = difference, checked for every sheet: below 0 it is short by that much, in value units.
    certain: it is short by (or exceeds) more than what is open between plan and bound, so every best plan decides the
    same. loss: what value would be lost if it were forced in (or, if granted, out), from a linear program really solved
    again; None if it was not. changes are ordered, the smallest share of what is now first.
    """

    nomination: str
    partner: str
    activity: str
    outcome: Mode
    reason: Reason
    about: str
    worth: float
    prices: tuple[Price, ...]
    difference: float
    certain: bool = False
    loss: float | None = None
    changes: tuple[Change, ...] = ()
