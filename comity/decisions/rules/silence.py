"""The silence period: what it comes to at a moment, and when one may end.

`outcome` is pure and total. It is asked by the gate, by the page and by the clock, and they get the same answer: an
objection counts by the moment of its receipt, nothing is agreed before the end and nothing is broken after it (W-31).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from comity.core.calendar import add_working_days, at_brussels, brussels, is_working_day, working_day_on_or_after
from comity.core.verdict import Verdict, all_of, refuse
from comity.decisions.rules.states import Result

ALL = frozenset[int]()
REMINDER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Objection:
    """A letter that breaks silence: on which lines (none named: on all), and when it was received."""

    party: str
    received_at: datetime
    lines: frozenset[int] = ALL

    def holds(self, lines: frozenset[int]) -> frozenset[int]:
        """This will tell which of the lines it holds."""
        return self.lines & lines if self.lines else lines


@dataclass(frozen=True, slots=True)
class SilenceFacts:
    """A silence period as it is recorded. `lines` are those put under it.

    `was_reachable` is False if the service was out of reach within the last hour of the period (W-37).
    """

    number: int
    opened_at: datetime
    ends_at: datetime
    lines: frozenset[int]
    entitled: frozenset[str] = frozenset()
    objections: tuple[Objection, ...] = ()
    was_reachable: bool = True
    result: Result = Result.RUNNING


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a period comes to: since when, which lines are agreed and which are held by an objection."""

    result: Result
    effective_at: datetime | None
    agreed: frozenset[int]
    held: frozenset[int]


def counting(facts: SilenceFacts, now: datetime) -> tuple[Objection, ...]:
    """This will list the objections that count at a moment, in the order of receipt: those before the end (W-31)."""
    received = (one for one in facts.objections if one.received_at < facts.ends_at and one.received_at <= now)
    return tuple(sorted(received, key=lambda one: (one.received_at, one.party)))


def outcome(facts: SilenceFacts, now: datetime) -> Outcome:
    """This will tell what a silence period comes to at a moment.

    Broken at once when objections hold every line; else at its end agreed, except for the lines that are held. Whoever
    asks later gets the same answer. Source: W-31, W-33, W-36, W-37.
    """
    held = frozenset[int]()
    for objection in counting(facts, now):
        held |= objection.holds(facts.lines)
        if held == facts.lines:
            return Outcome(Result.BROKEN, objection.received_at, frozenset(), held)
    if now < facts.ends_at:
        return Outcome(Result.RUNNING, None, frozenset(), held)
    if not facts.was_reachable:
        return Outcome(Result.HELD, facts.ends_at, frozenset(), held)
    result = Result.AGREED_IN_PART if held else Result.AGREED
    return Outcome(result, facts.ends_at, facts.lines - held, held)


# -- when a period may end ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hours:
    """The limits of W-30: the least length in working days, the first and last hour at which a period may end."""

    min_working_days: int
    first_hour: int
    last_hour: int


def shortest_end(now: datetime, hours: Hours) -> datetime:
    """This will give the moment before which a period opened now may not end, whether or not the seat works then."""
    local = brussels(now)
    day = add_working_days(local.date(), hours.min_working_days)
    rounded = at_brussels(day, local.hour, local.minute)
    return rounded + timedelta(minutes=1) if local.second or local.microsecond else rounded


def first_end(now: datetime, hours: Hours) -> datetime:
    """This will give the first moment at which a period opened now may end."""
    least = shortest_end(now, hours)
    local = brussels(least)
    day = working_day_on_or_after(local.date())
    opens = at_brussels(day, hours.first_hour)
    if day > local.date() or least <= opens:
        return opens
    if least <= at_brussels(day, hours.last_hour):
        return least
    return at_brussels(working_day_on_or_after(day + timedelta(days=1)), hours.first_hour)


def fits_the_seat(ends_at: datetime, hours: Hours) -> Verdict:
    """This will refuse an end that is not to the minute, or falls outside the seat's working time (W-3, W-30)."""
    local = brussels(ends_at)
    verdicts: list[Verdict] = []
    if local.second or local.microsecond:
        verdicts.append(refuse("decisions.end_not_to_the_minute", ends_at=ends_at))
    if not is_working_day(local.date()):
        verdicts.append(refuse("decisions.ends_on_free_day", on=local.date(), next_on=_next_day(local.date())))
    minutes = local.hour * 60 + local.minute
    if not hours.first_hour * 60 <= minutes <= hours.last_hour * 60:
        verdicts.append(
            refuse("decisions.ends_out_of_hours", ends_at=ends_at, first=hours.first_hour, last=hours.last_hour)
        )
    return all_of(verdicts)


def _next_day(day: date) -> date:
    return working_day_on_or_after(day)


def reminder_at(opened_at: datetime, ends_at: datetime) -> datetime | None:
    """This will give the moment of the reminder, a day before the end; a period that short gets none."""
    at = ends_at - REMINDER
    return at if at > opened_at else None


def held_by(objections: Iterable[Objection], lines: frozenset[int]) -> dict[int, tuple[str, ...]]:
    """This will tell for each line which parties hold it."""
    found: dict[int, list[str]] = {line: [] for line in sorted(lines)}
    for objection in objections:
        for line in objection.holds(lines):
            if objection.party not in found[line]:
                found[line].append(objection.party)
    return {line: tuple(parties) for line, parties in found.items() if parties}
