"""Pruning: what is proposed for discarding, on which evidence, and who decides (P§15; W-54, W-55)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.feedback.rules.reports import LEAST, MOST
from comity.policy import number

YEAR = timedelta(days=365)


class Outcome(StrEnum):
    """Where a pruning proposal stands."""

    PROPOSED = "proposed"
    KEPT = "kept"
    PRUNED = "pruned"


PRUNING = Workflow(
    "pruning",
    Outcome,
    Outcome.PROPOSED,
    (edge("keep", Outcome.PROPOSED, Outcome.KEPT), edge("prune", Outcome.PROPOSED, Outcome.PRUNED)),
)


class Ground(StrEnum):
    """Why an activity is proposed for pruning."""

    NO_TAKER = "no_taker"
    FEW_SEATS = "few_seats"
    POOR_MARKS = "poor_marks"
    NO_REPORT = "no_report"
    OUTSIDE_AREAS = "outside_areas"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of an activity, and of the course from which it comes, at one moment.

    `seats_taken` and `seats_total` are of activities held in the time looked at; `mark` is the average of all reports.
    """

    code: str
    areas: tuple[str, ...]
    first_on: date | None
    last_taken_on: date | None
    seats_taken: int = 0
    seats_total: int = 0
    mark: Decimal | None = None
    reports_asked: int = 0
    provider_report_due_on: date | None = None
    provider_reported: bool = True

    @property
    def percent_taken(self) -> int:
        """This will give the share of seats that were taken, in per cent."""
        return round(100 * self.seats_taken / self.seats_total) if self.seats_total else 0


def grounds(evidence: Evidence, now: datetime) -> tuple[Ground, ...]:
    """This will give every ground on which an activity is proposed for pruning; none means that it stays (W-54)."""
    day = brussels_day(now)
    found = []
    since = evidence.last_taken_on or evidence.first_on
    if since is not None and day - since >= number("feedback.no_taker_years") * YEAR:
        found.append(Ground.NO_TAKER)
    if evidence.seats_total and evidence.percent_taken < number("feedback.min_seats_percent"):
        found.append(Ground.FEW_SEATS)
    if evidence.mark is not None and evidence.mark < _worst_mark():
        found.append(Ground.POOR_MARKS)
    due = evidence.provider_report_due_on
    if not evidence.provider_reported and due is not None and day > due:
        found.append(Ground.NO_REPORT)
    if not evidence.areas:
        found.append(Ground.OUTSIDE_AREAS)
    return tuple(found)


def _worst_mark() -> Decimal:
    """This will give the mark below which an activity is proposed: a share of the way from the least to the most."""
    return LEAST + Decimal(number("feedback.min_mark_percent")) / 100 * (MOST - LEAST)


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A proposal and what is decided on it."""

    code: str
    outcome: Outcome
    decided_at: datetime | None = None
    reason: str | None = None


def may_judge(actor: Actor, evidence: Evidence, now: datetime) -> Verdict:
    """This will allow the clock alone to weigh an activity, so that nobody picks whose worth is looked at (W-54)."""
    return ALLOWED if actor.is_system else refuse("feedback.not_menu_manager")


def may_keep(actor: Actor, facts: ProposalFacts, now: datetime) -> Verdict:
    """This will allow the menu manager to keep what was proposed for pruning, in writing (W-55)."""
    return _decides(actor, facts)


def may_prune(actor: Actor, facts: ProposalFacts, now: datetime) -> Verdict:
    """This will allow the menu manager to retire what was proposed for pruning, in writing (P§15; W-55)."""
    return _decides(actor, facts)


def _decides(actor: Actor, facts: ProposalFacts) -> Verdict:
    manager = ALLOWED if actor.has(Role.MENU_MANAGER) else refuse("feedback.not_menu_manager")
    decided = (
        refuse("feedback.already_decided", at=facts.decided_at)
        if facts.outcome is not Outcome.PROPOSED and facts.decided_at is not None
        else ALLOWED
    )
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(manager, decided, refuse("feedback.reason_missing") if silent else ALLOWED)
