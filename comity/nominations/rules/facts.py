"""What the rules of nominations are shown. Nobody's name is among it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from comity.menu import rules
from comity.menu.rules import Person, Requirements, Standing
from comity.nominations.rules.states import State


@dataclass(frozen=True, slots=True)
class Overlap:
    """A seat that the same person already holds on some of the same days."""

    code: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as the rules see one: by number in the form, what they bring, what stands against them.

    `nominated_on` is the day on which the same person was already put forward; `overlap` the seat that they hold on the
    same days; `is_repeated` tells that the form names the same person above.
    """

    number: int
    person: Person
    nominated_on: date | None = None
    overlap: Overlap | None = None
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity as nominations see it: its own rules' facts, what it asks of people, who hosts it."""

    menu: rules.ActivityFacts
    wanted: Requirements
    host_party: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class NominateFacts:
    """What is asked: whom a party would put forward, where it stands, and which goal of its programmes that serves.

    `goals` are those that its programmes in force carry; they are looked up only where a goal is named.
    """

    activity: ActivityFacts
    standing: Standing
    people: tuple[Candidate, ...] = ()
    together: bool = False
    goal: str = ""
    goals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """A nomination and what is asked of it: the reason given, or who would come instead."""

    activity: ActivityFacts
    number: int
    standing: Standing
    state: State
    expires_at: datetime | None = None
    reason: str = ""
    candidate: Candidate | None = None
    overlap: Overlap | None = None

    @property
    def party(self) -> str:
        """This will name the party that put the person forward."""
        return self.standing.party


@dataclass(frozen=True, slots=True)
class ListFacts:
    """The list of an activity: how many wait, and the reason given where it is ended."""

    activity: ActivityFacts
    waiting: int = 0
    alive: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ErasureFacts:
    """Until when personal data are kept."""

    erase_on: date
