"""What has happened to names and seats. Activity and number name a nomination; no personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PeopleNominated:
    """A party has put names forward for an activity."""

    activity: str
    party: str
    numbers: tuple[int, ...]
    together: bool


@dataclass(frozen=True, slots=True)
class NominationReceived:
    """The host has received a name and found nothing missing; it stands in the list."""

    activity: str
    number: int
    party: str


@dataclass(frozen=True, slots=True)
class NominationDeclined:
    """The host does not take a name, and has said why."""

    activity: str
    number: int
    party: str
    reason: str
    freed_seat: bool


@dataclass(frozen=True, slots=True)
class SeatOffered:
    """A seat is kept for a name until an instant."""

    activity: str
    number: int
    party: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SeatsGranted:
    """A round of allocation has given seats of an activity to names."""

    activity: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeatsFilled:
    """The waiting list was gone through in its order: who was offered a seat, and how many still wait."""

    activity: str
    offered: tuple[int, ...]
    waiting: int
    given: int


@dataclass(frozen=True, slots=True)
class NominationsRescheduled:
    """An activity has other dates: offers are kept anew, and personal data as long as the new dates need them."""

    activity: str
    renewed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeatConfirmed:
    """The party has taken the seat that was offered."""

    activity: str
    number: int
    party: str


@dataclass(frozen=True, slots=True)
class OfferExpired:
    """A seat offered was not taken in time."""

    activity: str
    number: int
    party: str


@dataclass(frozen=True, slots=True)
class NominationWithdrawn:
    """The party has taken a name back."""

    activity: str
    number: int
    party: str
    freed_seat: bool


@dataclass(frozen=True, slots=True)
class PersonExchanged:
    """The party sends somebody else in the same place; what was kept of the first person is erased."""

    activity: str
    number: int
    party: str


@dataclass(frozen=True, slots=True)
class NominationRejoined:
    """A party that let an offer run out waits again, at the end of the list."""

    activity: str
    number: int
    party: str


@dataclass(frozen=True, slots=True)
class NominationEnded:
    """A name has come to its end with its activity, which was called off or is over."""

    activity: str
    number: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class NominationsCalledOff:
    """An activity does not take place, and all its nominations have ended with it."""

    activity: str
    numbers: tuple[int, ...]
    parties: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class NominationsClosed:
    """An activity is over, and whoever still waited for a seat waits no longer."""

    activity: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NomineeAttended:
    """The host has recorded that somebody came."""

    activity: str
    number: int
    party: str


@dataclass(frozen=True, slots=True)
class NomineeStayedAway:
    """The host has recorded that somebody who held a seat did not come."""

    activity: str
    number: int
    party: str


@dataclass(frozen=True, slots=True)
class PersonalDataErased:
    """The personal data behind a name are gone; party, day and result remain."""

    activity: str
    number: int
    party: str
    kept_until_on: date
