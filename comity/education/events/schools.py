"""What has happened in the support of schools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SupportAsked:
    """A partner has asked for support for one of its schools."""

    support_id: int
    provider: str
    party: str


@dataclass(frozen=True, slots=True)
class SchoolAssessed:
    """The staff has visited a school and written what it found, by area."""

    support_id: int
    party: str
    areas: tuple[str, ...]
    visited_on: date


@dataclass(frozen=True, slots=True)
class SupportTurnedDown:
    """The staff has turned a request for support down."""

    support_id: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class SupportEnded:
    """A partner has ended the support of its school before its time."""

    support_id: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class YearsSet:
    """The academic years of a plan are others now."""

    support_id: int
    from_year: int
    years: int


@dataclass(frozen=True, slots=True)
class ObjectiveAdded:
    """An objective stands in the plan."""

    support_id: int
    objective_id: int
    area: str


@dataclass(frozen=True, slots=True)
class ObjectiveDropped:
    """An objective was taken out of the plan."""

    support_id: int
    title: str


@dataclass(frozen=True, slots=True)
class EventPlanned:
    """An event stands in the plan."""

    support_id: int
    event_id: int
    responsible: str
    due_on: date


@dataclass(frozen=True, slots=True)
class EventDropped:
    """An event will not be held."""

    support_id: int
    event_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class SchoolPlanAgreed:
    """A side has agreed to the plan; `by_both` says that nobody is left to agree."""

    support_id: int
    party: str
    version: int
    by_both: bool


@dataclass(frozen=True, slots=True)
class SchoolPlanReopened:
    """An agreed plan is in work again."""

    support_id: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class ContributionPromised:
    """An Ally or a partner will contribute to an event of a school, with so many teachers."""

    support_id: int
    event_id: int
    party: str
    teachers: int


@dataclass(frozen=True, slots=True)
class ContributionTakenBack:
    """An Ally or a partner will not contribute to an event."""

    support_id: int
    event_id: int
    party: str


@dataclass(frozen=True, slots=True)
class EventHeld:
    """An event was held, as the partner says whose school it is, for so many people; `came` are who contributed."""

    support_id: int
    event_id: int
    party: str
    held_on: date
    people: int
    came: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearReviewed:
    """A year of a plan was reviewed against its objectives."""

    support_id: int
    party: str
    year: int


@dataclass(frozen=True, slots=True)
class SupportClosed:
    """The support of a school is over, and what lasts is written."""

    support_id: int
    provider: str
    party: str
