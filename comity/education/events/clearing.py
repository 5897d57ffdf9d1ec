"""What has happened in the clearing house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NeedStated:
    """A partner has said what it needs."""

    need_id: int
    party: str
    field: str
    people: int
    by_on: date


@dataclass(frozen=True, slots=True)
class NeedDropped:
    """A partner needs it no longer."""

    need_id: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class HelpOffered:
    """An Ally or a partner has said what it offers."""

    offer_id: int
    party: str
    field: str
    people: int
    until_on: date


@dataclass(frozen=True, slots=True)
class OfferDropped:
    """An offer is open no longer."""

    offer_id: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class MatchProposed:
    """Somebody thinks that an offer meets a need; `is_regional` says that a partner would help its own region."""

    match_id: int
    need_party: str
    offer_party: str
    people: int
    is_regional: bool


@dataclass(frozen=True, slots=True)
class MatchAccepted:
    """One of the two has agreed; `by_both` says that nobody is left to agree."""

    match_id: int
    party: str
    by_both: bool


@dataclass(frozen=True, slots=True)
class MatchDeclined:
    """A match will not take place."""

    match_id: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class MatchConfirmed:
    """What was agreed has been done, as the partner says that received it; `is_met` says that its need is met."""

    match_id: int
    need_party: str
    offer_party: str
    people: int
    done_on: date
    is_met: bool
