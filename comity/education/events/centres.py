"""What has happened to the recognition of training centres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CentreApplied:
    """A nation has applied for the recognition of a training centre, or for its renewal."""

    recognition_id: int
    provider: str
    party: str


@dataclass(frozen=True, slots=True)
class CentreAssessed:
    """The staff has assessed a centre and puts it before the Council."""

    recognition_id: int
    provider: str
    party: str


@dataclass(frozen=True, slots=True)
class CentreTurnedDown:
    """The staff has ended an application with what it found."""

    recognition_id: int
    provider: str
    party: str


@dataclass(frozen=True, slots=True)
class CentreWithdrawn:
    """A nation has taken its application back."""

    recognition_id: int
    provider: str
    party: str


@dataclass(frozen=True, slots=True)
class CentreRecognised:
    """The Council has recognised a centre until a day."""

    recognition_id: int
    provider: str
    party: str
    decision: str
    until_on: date


@dataclass(frozen=True, slots=True)
class CentreGivenBack:
    """The Council's item on a centre ended without a decision for it."""

    recognition_id: int
    provider: str
    decision: str
