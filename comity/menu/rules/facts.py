"""What the rules of the menu are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.menu.rules.eligibility import Share
from comity.menu.rules.states import State


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity as its rules see it, and what is asked of it.

    `provider_party` may offer and change it. `missing` names what keeps it from being complete (W-18), `changed_on` and
    `last_reason` when and why it was last changed, postponed, cancelled or retired. What follows `shares` are the
    inputs of the verb: fields it would change, the reason given, the decision named, seats as they would be, and what
    would replace it (its state empty if there is no such activity).
    """

    code: str
    state: State
    provider: str = ""
    provider_party: str = ""
    tool: str = "PCM"
    areas: tuple[str, ...] = ()
    open_to: frozenset[str] = frozenset()
    start_on: date | None = None
    end_on: date | None = None
    nominate_by: date | None = None
    seats_total: int | None = None
    seats_given: int = 0
    waiting: int = 0
    replaced_by: str = ""
    changed_on: date | None = None
    last_reason: str = ""
    missing: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    fields: tuple[str, ...] = ()
    reason: str = ""
    decision: str = ""
    new_total: int | None = None
    new_reserved: int = 0
    new_minimum: int = 0
    replacement: str = ""
    replacement_state: str = ""


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """An area that is to be opened: whether the pack lists it, whether it is open, and which decision says so."""

    code: str
    is_listed: bool = True
    is_open: bool = False
    decision: str = ""


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course as its rules see it: who provides it, whether it still runs, and what is asked of it."""

    code: str
    provider: str = ""
    provider_party: str = ""
    is_retired: bool = False
    reason: str = ""
    replacement: str = ""
    replacement_exists: bool = True


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """Who would offer something: the party in whose name, and the provider with the party to which it belongs."""

    party: str
    provider: str
    provider_party: str
    suspended: bool = False
    listed: bool = True
    reserved: int = 0
    total: int | None = None
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """What a file holds: its rows, and how many of them have problems."""

    sha256: str
    rows: int
    problems: int = 0
