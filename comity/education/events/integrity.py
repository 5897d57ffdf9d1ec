"""What has happened in integrity reviews. Events name nobody: an expert is a number of the review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IntegrityOpened:
    """A partner has opened a self-assessment; so many answers of the round before came along."""

    review_id: int
    party: str
    round: int
    carried: int


@dataclass(frozen=True, slots=True)
class IntegrityAnswered:
    """A partner has kept answers to some questions."""

    review_id: int
    party: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntegrityHandedIn:
    """A partner has handed its self-assessment in."""

    review_id: int
    party: str
    round: int


@dataclass(frozen=True, slots=True)
class IntegrityWithdrawn:
    """A partner has ended its review."""

    review_id: int
    party: str


@dataclass(frozen=True, slots=True)
class IntegrityShared:
    """A partner has said which Allies read its review."""

    review_id: int
    party: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpertNamed:
    """The desk has named an expert, whom the partner may accept."""

    review_id: int
    expert_id: int
    party: str


@dataclass(frozen=True, slots=True)
class ExpertAccepted:
    """The partner has accepted an expert, who reads the review from now on."""

    review_id: int
    expert_id: int
    party: str


@dataclass(frozen=True, slots=True)
class ExpertTurnedDown:
    """The partner has turned an expert down."""

    review_id: int
    expert_id: int
    party: str


@dataclass(frozen=True, slots=True)
class ExpertRecused:
    """An expert has declared a conflict and reads the review no longer."""

    review_id: int
    expert_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class VisitSet:
    """The days of the visit are set."""

    review_id: int
    party: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class FindingWritten:
    """An expert has written a finding."""

    review_id: int
    finding_id: int
    area: str


@dataclass(frozen=True, slots=True)
class FindingsHandedOver:
    """The findings are with the partner; so many measures of the round before came along."""

    review_id: int
    party: str
    findings: int
    carried: int


@dataclass(frozen=True, slots=True)
class FindingCommented:
    """The partner has written what it thinks of a finding."""

    review_id: int
    finding_id: int


@dataclass(frozen=True, slots=True)
class MeasureAdded:
    """A measure stands in the plan."""

    review_id: int
    measure_id: int
    due_on: date


@dataclass(frozen=True, slots=True)
class MeasureChanged:
    """A measure was changed; whoever had agreed the plan agrees anew."""

    review_id: int
    measure_id: int
    due_on: date


@dataclass(frozen=True, slots=True)
class MeasureDropped:
    """A measure was dropped; whoever had agreed the plan agrees anew."""

    review_id: int
    measure_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class PlanAgreed:
    """One side has agreed the plan; `by_both` says that nobody is left to agree."""

    review_id: int
    party: str
    side: str
    by_both: bool


@dataclass(frozen=True, slots=True)
class PlanReopened:
    """An agreed plan is open again."""

    review_id: int
    party: str
    side: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeasureReported:
    """The partner has said how far a measure is."""

    review_id: int
    measure_id: int
    state: str
