"""What has happened to reports and proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReportsOpened:
    """An activity has ended, and reports on it are asked for."""

    activity: str
    host: str
    due_on: date
    reports: int


@dataclass(frozen=True, slots=True)
class ReportSent:
    """Somebody has reported on an activity."""

    activity: str
    report_id: int
    respondent: str
    party: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class ReportReminded:
    """Somebody was reminded of a report that is still awaited."""

    activity: str
    report_id: int
    party: str
    round: int


@dataclass(frozen=True, slots=True)
class ReportExcused:
    """A report is no longer asked for, since its author did not come."""

    activity: str
    report_id: int
    party: str


@dataclass(frozen=True, slots=True)
class ActivityJudged:
    """What is known of an activity was weighed; with grounds against it, it is proposed for pruning."""

    activity: str
    grounds: tuple[str, ...]
    proposal_id: int | None


@dataclass(frozen=True, slots=True)
class ActivityKept:
    """The menu manager has decided that a proposed activity stays."""

    activity: str
    proposal_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ActivityPruned:
    """The menu manager has decided that an activity leaves the menu; `replacement` names what takes its place."""

    activity: str
    proposal_id: int
    reason: str
    replacement: str


@dataclass(frozen=True, slots=True)
class ToolReviewOpened:
    """The review of a tool in a year was opened."""

    review_id: int
    tool: str
    year: int


@dataclass(frozen=True, slots=True)
class ToolVerdictProposed:
    """The menu manager has proposed to keep, change or discard a tool; the Council decides."""

    review_id: int
    tool: str
    year: int
    verdict: str


@dataclass(frozen=True, slots=True)
class ToolGivenBack:
    """The item before the Council is over without a decision; the review is open again."""

    review_id: int
    tool: str
    decision: str


@dataclass(frozen=True, slots=True)
class ToolDecided:
    """The Council has decided what becomes of a tool."""

    review_id: int
    tool: str
    year: int
    verdict: str
    decision: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class ToolAccountedFor:
    """It was said what a discarded tool has freed in the year since."""

    review_id: int
    tool: str
    accounted_on: date
