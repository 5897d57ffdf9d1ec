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


@dataclass(frozen=True, slots=True)
class ReviewerListed:
    """Somebody may be asked to judge applications."""

    reviewer_id: int


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """A reviewer was given an application."""

    review_id: int


@dataclass(frozen=True, slots=True)
class ReviewDeclined:
    """A reviewer has declared a conflict of interest."""

    review_id: int


@dataclass(frozen=True, slots=True)
class ReviewGiven:
    """A reviewer has given marks."""

    review_id: int


@dataclass(frozen=True, slots=True)
class RankingRecorded:
    """The panel has ranked the applications of a call; those recommended are named."""

    call: str
    recommended: tuple[int, ...]
