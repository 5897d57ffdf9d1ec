"""What has happened to nations and organisations and to where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartyJoined:
    """A nation joined the Allies, the partners, a framework or the invitees; what began and ended with it is named."""

    party: str
    community: str
    epoch: int
    since_on: date
    decision: str
    also_began: tuple[str, ...] = ()
    also_ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyLeft:
    """A nation left a community; `until_on` is the first day on which it no longer belonged."""

    party: str
    community: str
    until_on: date
    decision: str
    also_ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartySuspended:
    """A partner's standing was suspended."""

    party: str
    since_on: date
    decision: str


@dataclass(frozen=True, slots=True)
class PartyResumed:
    """A suspension ended; `until_on` is the first day on which it no longer held."""

    party: str
    until_on: date
    decision: str


@dataclass(frozen=True, slots=True)
class ToolOpened:
    """The Council opened a tool to a partner to which the policy alone does not open it."""

    party: str
    tool: str
    opened_on: date
    decision: str


@dataclass(frozen=True, slots=True)
class PartyNamed:
    """The deploying organisation settled how it names a party; empty names mean the public ones."""

    party: str
    name_en: str
    name_fr: str


@dataclass(frozen=True, slots=True)
class PresenceEntered:
    """The staff entered a mission, a contact point embassy or a provider in its list; `ally` serves in an embassy."""

    party: str
    kind: str
    name: str
    since_on: date | None
    until_on: date | None
    ally: str = ""


@dataclass(frozen=True, slots=True)
class PresenceCorrected:
    """The staff corrected a line of these lists and said why; `fields` are those that now say something else."""

    party: str
    kind: str
    name: str
    fields: tuple[str, ...]
    reason: str
    ally: str = ""


@dataclass(frozen=True, slots=True)
class PresenceEnded:
    """The staff entered from which day on a line of these lists no longer holds, and why."""

    party: str
    kind: str
    name: str
    until_on: date
    reason: str
    ally: str = ""


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """The staff wrote a note in its own file on a party. What it says stays in the file."""

    party: str
    note: int


@dataclass(frozen=True, slots=True)
class ReferenceLoaded:
    """Public facts were loaded; `changed` counts the rows that were added, altered or taken away, by kind."""

    digest: str
    changed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ToolClosed:
    """A tool that the Council has discarded is closed to new use by every partner."""

    tool: str
    closed_on: date
    decision: str
