"""What has happened to names and seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PeopleNominated:
    """A party has put names forward for an activity, as one group."""

    activity: str
    party: str
    group_id: int
    nomination_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NominationReceived:
    """The host has received a name and found nothing missing."""

    nomination_id: int
    activity: str
    party: str


@dataclass(frozen=True, slots=True)
class NominationDeclined:
    """The host does not take a name, and has said why."""

    nomination_id: int
    activity: str
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeatOffered:
    """A seat is kept for a name until an instant."""

    nomination_id: int
    activity: str
    party: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SeatConfirmed:
    """The party has taken the seat that was offered."""

    nomination_id: int
    activity: str
    party: str


@dataclass(frozen=True, slots=True)
class OfferExpired:
    """A seat offered was not taken in time."""

    nomination_id: int
    activity: str
    party: str


@dataclass(frozen=True, slots=True)
class NominationWithdrawn:
    """The party has taken a name back."""

    nomination_id: int
    activity: str
    party: str
    freed_seat: bool


@dataclass(frozen=True, slots=True)
class NomineeAttended:
    """The host has recorded that somebody came."""

    nomination_id: int
    activity: str
    party: str


@dataclass(frozen=True, slots=True)
class NomineeStayedAway:
    """The host has recorded that somebody who held a seat did not come."""

    nomination_id: int
    activity: str
    party: str


@dataclass(frozen=True, slots=True)
class PersonalDataErased:
    """The personal data behind a name are gone; party, activity and outcome remain."""

    nominee_id: int
    party: str
