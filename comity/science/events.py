"""What has happened to calls and applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CallPublished:
    """Partners may apply until a day."""

    call_id: int
    code: str
    closes_on: date


@dataclass(frozen=True, slots=True)
class ApplicationBegun:
    """A partner's mission has begun a draft."""

    application_id: int
    call: str
    party: str


@dataclass(frozen=True, slots=True)
class ApplicationWritten:
    """A part of a draft was written; which parts, and not what they say."""

    application_id: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted:
    """An application has come in."""

    application_id: int
    call: str
    party: str


@dataclass(frozen=True, slots=True)
class TwinSettled:
    """The desk has said whether two applications that are alike are the same."""

    twin_id: int
    is_same: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ApplicationChecked:
    """An application was found eligible, or not, and why."""

    application_id: int
    party: str
    state: str
    reason: str
