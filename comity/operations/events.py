"""What has happened in operations, on the way of a contributor, and with drafts under comment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OperationPlanned:
    """An operation was entered, in planning."""

    code: str


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    """An operation went into its next phase, by a decision of the Council."""

    code: str
    phase: str
    decision: str


@dataclass(frozen=True, slots=True)
class InterestShown:
    """A nation is interested in contributing; the Council is to decide whether to recognise it."""

    contributor_id: int
    code: str
    party: str


@dataclass(frozen=True, slots=True)
class ContributorRecognised:
    """The Council recognised a nation as a potential contributor."""

    contributor_id: int
    code: str
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class ContributorDeclined:
    """The Council's item on a contributor ended without a decision for it."""

    contributor_id: int
    code: str
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class ContributionOffered:
    """A potential contributor said what it would bring."""

    contributor_id: int
    code: str
    party: str


@dataclass(frozen=True, slots=True)
class ContributionAssessed:
    """The staff entered what the military side found of an offer."""

    contributor_id: int
    code: str
    party: str
    is_suitable: bool


@dataclass(frozen=True, slots=True)
class ArrangementSigned:
    """One of the three arrangements with a contributor is in place."""

    contributor_id: int
    code: str
    party: str
    kind: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class ContributorPutForward:
    """A contribution with its arrangements was put forward; the Council is to decide whether to accept it."""

    contributor_id: int
    code: str
    party: str


@dataclass(frozen=True, slots=True)
class ContributorAccepted:
    """The Council accepted a contribution: the nation is an operational partner."""

    contributor_id: int
    code: str
    party: str
    decision: str


@dataclass(frozen=True, slots=True)
class ContributorWithdrawn:
    """A nation contributes no longer, or has given up its interest. `was_partner` says that it took part."""

    contributor_id: int
    code: str
    party: str
    reason: str
    was_partner: bool


@dataclass(frozen=True, slots=True)
class DraftCirculated:
    """A draft was given to the operational partners for comment until a moment; Allies decide after it."""

    draft_id: int
    code: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class CommentMade:
    """An operational partner commented on a draft."""

    draft_id: int
    comment_id: int
    code: str
    party: str


@dataclass(frozen=True, slots=True)
class CommentAnswered:
    """It was written how a comment was taken up."""

    draft_id: int
    comment_id: int
    code: str
    party: str
    uptake: str


@dataclass(frozen=True, slots=True)
class DraftSettled:
    """The window is closed and each comment is answered: the Allies' silence may open."""

    draft_id: int
    code: str


@dataclass(frozen=True, slots=True)
class ConsultationLinked:
    """A consultation was named as one before, during or after the operation."""

    code: str
    consultation: str
    moment: str


@dataclass(frozen=True, slots=True)
class UnitEntered:
    """A partner entered a unit for evaluation."""

    unit_id: int
    party: str


@dataclass(frozen=True, slots=True)
class UnitEvaluated:
    """A unit reached a level of evaluation, valid until a day."""

    unit_id: int
    party: str
    level: int
    valid_until: date
