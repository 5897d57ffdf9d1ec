"""School support: the life of a support and of its events, what rules are shown of them, academic years (P§7c(i))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comity.core.actor import Actor, Side
from comity.core.workflow import Workflow, edge
from comity.education.rules.clearing import DESK, SPEAKERS
from comity.policy import number


class SupportArea(StrEnum):
    """In which area of a school something was found, or is to become better."""

    CURRICULUM = "curriculum"
    FACULTY = "faculty"
    ADMINISTRATION = "administration"
    QUALITY = "quality"


class SupportState(StrEnum):
    """Where the support of a school stands."""

    REQUESTED = "requested"
    PLANNING = "planning"
    RUNNING = "running"
    CLOSED = "closed"
    ENDED = "ended"
    TURNED_DOWN = "turned_down"


class EventState(StrEnum):
    """Where an event of a plan stands."""

    PLANNED = "planned"
    HELD = "held"
    DROPPED = "dropped"


class Responsible(StrEnum):
    """Who carries an event out: the school itself, or Allies and partners that contribute to it."""

    SCHOOL = "school"
    CONTRIBUTORS = "contributors"


class SupportMark(StrEnum):
    """How far an objective has come in a year."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"


SUPPORTED = (SupportState.REQUESTED, SupportState.PLANNING, SupportState.RUNNING)
BOTH_SIDES = frozenset({Side.PARTNER, Side.STAFF})
SUPPORTS = Workflow(
    "school support",
    SupportState,
    SupportState.REQUESTED,
    (
        edge("assess_school", SupportState.REQUESTED, SupportState.PLANNING),
        edge("turn_support_down", SupportState.REQUESTED, SupportState.TURNED_DOWN),
        edge("agree_school_plan", SupportState.PLANNING, SupportState.RUNNING),
        edge("reopen_school_plan", SupportState.RUNNING, SupportState.PLANNING),
        edge("close_support", SupportState.RUNNING, SupportState.CLOSED),
        edge("end_support", SUPPORTED, SupportState.ENDED),
    ),
)
EVENTS = Workflow(
    "event of a school",
    EventState,
    EventState.PLANNED,
    (
        edge("report_event", EventState.PLANNED, EventState.HELD),
        edge("drop_event", EventState.PLANNED, EventState.DROPPED),
    ),
)


@dataclass(frozen=True, slots=True)
class SupportRequest:
    """A school for which a partner wants support: who answers for it, and for how many academic years."""

    party: str
    is_suspended: bool
    is_running: bool
    years: int


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """The support of a school as its rules see it, with the words and the day that are now given."""

    party: str
    state: SupportState
    is_suspended: bool = False
    said: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class YearsFacts:
    """The academic years that a plan is to cover; `outside` counts the events that would lie outside."""

    support: SupportFacts
    from_year: int
    years: int
    outside: int = 0


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """An objective that is to be taken out; `events` counts what was ever planned for it."""

    support: SupportFacts
    is_known: bool
    events: int


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan to which a side wants to agree; `bare` counts its objectives without an event, `read` what was read."""

    support: SupportFacts
    version: int
    read: int
    agreed: frozenset[Side]
    objectives: int
    bare: int


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event as its rules see it: who promised to contribute, and what is now said of it.

    An event that is nowhere is as one that was dropped. `suspended` is who of the two may do nothing new.
    """

    support: SupportFacts
    state: EventState = EventState.PLANNED
    responsible: Responsible = Responsible.SCHOOL
    years: tuple[int, int] = (0, 0)
    due_on: date | None = None
    has_objective: bool = True
    suspended: str = ""
    promised: frozenset[str] = frozenset()
    came: frozenset[str] = frozenset()
    people: int | None = None


@dataclass(frozen=True, slots=True)
class SupportReviewFacts:
    """A year that is to be reviewed; `unreported` counts its events that are neither reported nor dropped."""

    support: SupportFacts
    year: int
    years: tuple[int, int]
    is_reviewed: bool = False
    unreported: int = 0
    is_marked: bool = True


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """A support that is to be closed; `unreviewed` counts the years of its plan without a review."""

    support: SupportFacts
    unreviewed: int


def academic_year(day: date) -> int:
    """This will give the year in which the academic year of a day begins (W-229)."""
    return day.year if day.month >= number("education.begins_month") else day.year - 1


def span(from_year: int, years: int) -> tuple[date, date]:
    """This will give the first day of some academic years and the first day after them (W-229)."""
    month = number("education.begins_month")
    return date(from_year, month, 1), date(from_year + years, month, 1)


def years_over(from_year: int, years: int, day: date) -> range:
    """This will give the academic years of a plan that are over on a day."""
    return range(from_year, min(from_year + years, academic_year(day)))


def year_name(year: int) -> str:
    """This will write the academic year that begins in a year."""
    return f"{year}–{(year + 1) % 100:02}"


def side_of(actor: Actor, party: str) -> Side | None:
    """This will tell for which of the two sides of a plan somebody speaks."""
    if actor.has(DESK):
        return Side.STAFF
    return Side.PARTNER if actor.acts_for(party) and actor.has(*SPEAKERS) else None
