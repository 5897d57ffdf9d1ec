"""What has happened to persons and their appointments. Persons are numbers here; names stay in their own table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonAppointed:
    """Somebody acts for a party from a day on."""

    appointment_id: int
    person_id: int
    party: str
    role: str
    since_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class AppointmentEnded:
    """Somebody no longer acts for a party from a day on."""

    appointment_id: int
    person_id: int
    party: str
    role: str
    until_on: date


@dataclass(frozen=True, slots=True)
class DeputyNamed:
    """Somebody acts in the place of another for a time."""

    appointment_id: int
    deputy_appointment_id: int
    person_id: int
    deputy_id: int
    party: str
    role: str
    since_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class PostHandedOver:
    """A post has passed from one person to the next, with notes and what was open."""

    appointment_id: int
    successor_appointment_id: int
    person_id: int
    successor_id: int
    party: str
    role: str
    on: date
    open_tasks: int


@dataclass(frozen=True, slots=True)
class SettingsChosen:
    """Somebody has chosen how the system shows itself to them."""

    person_id: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HatChanged:
    """Somebody now acts for another of their parties."""

    person_id: int
    before: str
    party: str


@dataclass(frozen=True, slots=True)
class FactorsChanged:
    """A second factor was added or removed, and every other session has ended."""

    person_id: int


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """Somebody has asked the staff for something; the words stay in the request."""

    request_id: int
    person_id: int
    party: str
    about: str
    refusal: str


@dataclass(frozen=True, slots=True)
class RequestAnswered:
    """The staff have answered a request; the words stay in it."""

    request_id: int
    person_id: int
    answered_by_id: int | None


@dataclass(frozen=True, slots=True)
class KeyMade:
    """Somebody has made a key with which a program acts as them."""

    key_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class KeyEnded:
    """A key no longer opens anything."""

    key_id: int
    person_id: int
