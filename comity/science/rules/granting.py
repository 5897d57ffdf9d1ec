"""Grants: who awards, what is due in their course, what is paid, and when they are closed (P§14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number, pack
from comity.science.rules.applying import LODGERS, State, desk

LATEST_DAY = 28  # the last day that every month has


class GrantState(StrEnum):
    """Where a grant stands."""

    RUNNING = "running"
    CLOSED = "closed"


class PaymentState(StrEnum):
    """Where a request for payment stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"


GRANT = Workflow(
    "grant",
    GrantState,
    GrantState.RUNNING,
    (
        edge("add_milestone", GrantState.RUNNING, GrantState.RUNNING),
        edge("ask_payment", GrantState.RUNNING, GrantState.RUNNING),
        edge("enter_property", GrantState.RUNNING, GrantState.RUNNING),
        edge("close", GrantState.RUNNING, GrantState.CLOSED),
    ),
)
PAYMENT = Workflow(
    "payment",
    PaymentState,
    PaymentState.ASKED,
    (
        edge("approve_payment", PaymentState.ASKED, PaymentState.APPROVED),
        edge("refuse_payment", PaymentState.ASKED, PaymentState.REFUSED),
        edge("enter_paid", PaymentState.APPROVED, PaymentState.PAID),
    ),
)


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """An application before the nations: whether the panel has ranked and recommended it."""

    state: State
    is_ranked: bool
    is_recommended: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A grant as its rules see it, with what is now wanted of it. Sums in whole euros by heading of the budget."""

    party: str
    state: GrantState
    starts_on: date
    ends_on: date
    budget: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    heading: str | None = None
    euros: int = 0
    on: date | None = None
    late_reports: int = 0
    open_: int = 0


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A milestone, a request for payment or a report of a grant: is it still open, and may its money be spent?"""

    party: str
    is_open: bool
    is_covered: bool = True
    due_on: date | None = None
    reminded: int = 0


def may_award(actor: Actor, facts: AwardFacts, now: datetime) -> Verdict:
    """This will let nothing but the Council's decision award what the panel has recommended (W-198)."""
    return first_of(
        ALLOWED if actor.is_system else refuse("science.nations_decide"),
        ALLOWED if facts.state is State.ELIGIBLE else refuse("science.not_in_state"),
        ALLOWED if facts.is_recommended else refuse("science.not_recommended"),
    )


def may_decline(actor: Actor, facts: AwardFacts, now: datetime) -> Verdict:
    """This will end what the nations did not agree, or the panel did not recommend, in writing (W-199)."""
    silent = facts.reason is not None and not facts.reason.strip()
    by_desk = refuse("science.nations_decide") if facts.is_recommended else ALLOWED
    return first_of(
        ALLOWED if actor.is_system else desk(actor),
        ALLOWED if facts.state is State.ELIGIBLE else refuse("science.not_in_state"),
        ALLOWED if actor.is_system else by_desk,
        ALLOWED if facts.is_ranked else refuse("science.not_ranked"),
        refuse("science.reason_missing") if silent else ALLOWED,
    )


def may_add_milestone(actor: Actor, facts: GrantFacts, now: datetime) -> Verdict:
    """This will allow the desk or the mission to set a milestone inside the time of the grant (W-200)."""
    inside = facts.on is None or facts.starts_on <= facts.on <= facts.ends_on
    return first_of(
        ALLOWED if desk(actor).allowed else _mission(actor, facts.party),
        _running(facts),
        ALLOWED if inside else refuse("science.outside_grant", first=facts.starts_on, last=facts.ends_on),
    )


def may_meet(actor: Actor, facts: PartFacts, now: datetime) -> Verdict:
    """This will allow the mission to say once, with its evidence, that a milestone is met (W-200)."""
    return first_of(_mission(actor, facts.party), ALLOWED if facts.is_open else refuse("science.done_before"))


def may_ask_payment(actor: Actor, facts: GrantFacts, now: datetime) -> Verdict:
    """This will take a request inside the budget of its heading, while no report is late (W-201)."""
    left = facts.budget.get(facts.heading or "", 0) - facts.asked.get(facts.heading or "", 0)
    beyond = facts.heading is not None and facts.euros > left
    return first_of(
        _mission(actor, facts.party),
        _running(facts),
        refuse("science.report_late", count=facts.late_reports) if facts.late_reports else ALLOWED,
        refuse("science.beyond_heading", left=left, wanted=facts.euros) if beyond else ALLOWED,
    )


def may_approve_payment(actor: Actor, facts: PartFacts, now: datetime) -> Verdict:
    """This will allow the desk to approve a request for which money is set aside (W-201)."""
    return first_of(
        desk(actor),
        ALLOWED if facts.is_open else refuse("science.done_before"),
        ALLOWED if facts.is_covered else refuse("science.not_covered"),
    )


def may_refuse_payment(actor: Actor, facts: PartFacts, now: datetime) -> Verdict:
    """This will allow the desk to refuse a request, in writing (W-201)."""
    return first_of(desk(actor), ALLOWED if facts.is_open else refuse("science.done_before"))


def may_enter_paid(actor: Actor, facts: PartFacts, now: datetime) -> Verdict:
    """This will let the books alone say that a request was paid (W-201)."""
    return first_of(
        ALLOWED if actor.is_system else refuse("science.books_pay"),
        ALLOWED if facts.is_open else refuse("science.done_before"),
    )


def may_send_report(actor: Actor, facts: PartFacts, now: datetime) -> Verdict:
    """This will take each report once from the mission (W-202)."""
    return first_of(_mission(actor, facts.party), ALLOWED if facts.is_open else refuse("science.done_before"))


def may_remind(actor: Actor, facts: PartFacts, now: datetime) -> Verdict:
    """This will let the clock remind once before a report is due and once after (W-202)."""
    day, due = brussels_day(now), facts.due_on
    is_time = due is not None and day >= (reminders(due)[facts.reminded] if facts.reminded < 2 else date.max)  # noqa: PLR2004
    return first_of(
        ALLOWED if actor.is_system else refuse("science.clock_reminds"),
        ALLOWED if facts.is_open and is_time else refuse("science.done_before"),
    )


def may_enter_property(actor: Actor, facts: GrantFacts, now: datetime) -> Verdict:
    """This will allow the mission to list what was bought in the time of the grant (W-203)."""
    day = brussels_day(now)
    inside = facts.on is None or facts.starts_on <= facts.on <= day
    return first_of(
        _mission(actor, facts.party),
        _running(facts),
        ALLOWED if inside else refuse("science.outside_grant", first=facts.starts_on, last=day),
    )


def may_close(actor: Actor, facts: GrantFacts, now: datetime) -> Verdict:
    """This will allow the desk to close a grant of which nothing is open: milestones, payments, reports (W-204)."""
    return first_of(
        desk(actor),
        _running(facts),
        refuse("science.still_open", count=facts.open_) if facts.open_ else ALLOWED,
    )


def ends_on(kind: str, length: int, starts_on: date) -> date:
    """This will give the last day of a grant: its months, or the time in which an event is held (W-200)."""
    months = length if pack().science.kinds[kind].unit == "months" else number("science.event_months")
    return after_months(starts_on, months) - timedelta(days=1)


def reports_due(starts_on: date, last: date) -> tuple[date, ...]:
    """This will list the days on which reports are due: every so many months, and the last day (W-202)."""
    step = number("science.report_months")
    found, due = [], after_months(starts_on, step)
    while due < last:
        found.append(due)
        due = after_months(starts_on, step * (len(found) + 1))
    return (*found, last)


def reminders(due_on: date) -> tuple[date, date]:
    """This will give the days of the two reminders of a report (W-202)."""
    days = timedelta(days=number("science.remind_days"))
    return due_on - days, due_on + days


def after_months(day: date, months: int) -> date:
    """This will give the same day some months later, or the 28th where the month may be too short."""
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, min(day.day, LATEST_DAY))


def _mission(actor: Actor, party: str) -> Verdict:
    own = actor.acts_for(party) and actor.has(*LODGERS)
    return ALLOWED if own else refuse("science.not_holder")


def _running(facts: GrantFacts) -> Verdict:
    return ALLOWED if facts.state is GrantState.RUNNING else refuse("science.grant_closed")
