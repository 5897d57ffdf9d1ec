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


@dataclass(frozen=True, slots=True)
class GrantAwarded:
    """The nations have awarded a grant; the letter says its terms."""

    grant_id: int
    application_id: int
    party: str
    decision: str
    letter: str


@dataclass(frozen=True, slots=True)
class ApplicationDeclined:
    """An application gets no grant, and why."""

    application_id: int
    party: str
    reason: str
    decision: str


@dataclass(frozen=True, slots=True)
class MilestoneAdded:
    """A grant has a further milestone."""

    grant_id: int
    milestone_id: int
    due_on: date


@dataclass(frozen=True, slots=True)
class MilestoneMet:
    """A milestone was met."""

    grant_id: int
    milestone_id: int


@dataclass(frozen=True, slots=True)
class PaymentAsked:
    """A payment was asked for. Units: whole euros."""

    grant_id: int
    payment_id: int
    party: str
    heading: str
    euros: int


@dataclass(frozen=True, slots=True)
class PaymentApproved:
    """A request for payment was approved. Units: whole euros."""

    grant_id: int
    payment_id: int
    euros: int


@dataclass(frozen=True, slots=True)
class PaymentRefused:
    """A request for payment was refused, and why."""

    grant_id: int
    payment_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class PaymentMade:
    """The books have paid a request. Units: whole euros."""

    grant_id: int
    payment_id: int
    euros: int


@dataclass(frozen=True, slots=True)
class ProgressReported:
    """A report on progress has come in."""

    grant_id: int
    report_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ProgressReminded:
    """A report on progress is still awaited; how many reminders there were."""

    grant_id: int
    report_id: int
    round: int


@dataclass(frozen=True, slots=True)
class PropertyEntered:
    """Something that was bought stands in the inventory. Units: whole euros."""

    grant_id: int
    property_id: int
    euros: int


@dataclass(frozen=True, slots=True)
class GrantClosed:
    """A grant is over: all that was due has come."""

    grant_id: int
    party: str
