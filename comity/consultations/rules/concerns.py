"""Early warning: concerns that a partner raises, and public alerts from elsewhere (P§4; W-138 to W-141)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.consultations.rules.formats import SPEAKERS, by_staff, written
from comity.core.actor import Actor
from comity.core.calendar import add_working_days
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number


class ConcernState(StrEnum):
    """Where a concern stands."""

    RAISED = "raised"
    TAKEN_UP = "taken_up"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class AlertKind(StrEnum):
    """What an alert does to those before it, in the words of the protocol."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class AlertState(StrEnum):
    """Whether an alert still stands."""

    CURRENT = "current"
    UPDATED = "updated"
    CANCELLED = "cancelled"


WAITING = (ConcernState.RAISED, ConcernState.TAKEN_UP)
CONCERN = Workflow(
    "concern",
    ConcernState,
    ConcernState.RAISED,
    (
        edge("take_up", ConcernState.RAISED, ConcernState.TAKEN_UP),
        edge("remind", ConcernState.RAISED, ConcernState.RAISED),
        edge("remind", ConcernState.TAKEN_UP, ConcernState.TAKEN_UP),
        edge("answer", WAITING, ConcernState.ANSWERED),
        edge("withdraw_concern", WAITING, ConcernState.WITHDRAWN),
    ),
)
ALERTS = {AlertKind.UPDATE: AlertState.UPDATED, AlertKind.CANCEL: AlertState.CANCELLED}


@dataclass(frozen=True, slots=True)
class ConcernFacts:
    """A concern as its rules see it."""

    party: str
    code: str = ""
    state: ConcernState = ConcernState.RAISED
    texts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """An alert that somebody brings in, and whether it is known already."""

    identifier: str
    is_known: bool = False


def answer_due_on(raised_on: date) -> date:
    """This will tell by when a concern is to be answered (W-139)."""
    return add_working_days(raised_on, number("consultations.concern_days"))


def reminder_on(due_on: date) -> date:
    """This will tell on which day the desk is reminded (W-139)."""
    return add_working_days(due_on, -number("consultations.concern_reminder_days"))


def days_late(due_on: date, day: date) -> int:
    """This will count the days by which something is late; none before and on the day itself."""
    return max(0, (day - due_on).days)


def may_raise_concern(actor: Actor, facts: ConcernFacts, now: datetime) -> Verdict:
    """This will allow those who speak for a partner to raise a concern (P§4; W-138)."""
    if not (actor.is_partner and actor.acts_for(facts.party) and actor.has(*SPEAKERS)):
        return refuse("consultations.concern_not_partner")
    return written(facts.texts)


def may_take_up(actor: Actor, facts: ConcernFacts, now: datetime) -> Verdict:
    """This will allow a desk officer to take a concern in hand (W-139)."""
    return first_of(by_staff(actor), _may_go("take_up", facts))


def may_answer(actor: Actor, facts: ConcernFacts, now: datetime) -> Verdict:
    """This will allow the staff to answer a concern, once and in writing (W-139)."""
    return first_of(by_staff(actor), _may_go("answer", facts), written(facts.texts))


def may_withdraw_concern(actor: Actor, facts: ConcernFacts, now: datetime) -> Verdict:
    """This will allow the partner that raised a concern to withdraw it."""
    if not (actor.acts_for(facts.party) and actor.has(*SPEAKERS)):
        return refuse("consultations.concern_not_partner")
    return _may_go("withdraw_concern", facts)


def may_remind(actor: Actor, facts: ConcernFacts, now: datetime) -> Verdict:
    """This will allow the clock to remind the desk of what waits for an answer (W-139)."""
    return first_of(ALLOWED if actor.is_system else by_staff(actor), _may_go("remind", facts))


def may_import_alert(actor: Actor, facts: AlertFacts, now: datetime) -> Verdict:
    """This will allow the staff, and the command line, to bring in a public alert once (W-141)."""
    verdict = ALLOWED if actor.is_system else by_staff(actor)
    return first_of(verdict, refuse("consultations.alert_known") if facts.is_known else ALLOWED)


def _may_go(verb: str, facts: ConcernFacts) -> Verdict:
    if CONCERN.may(verb, facts.state):
        return ALLOWED
    return refuse("consultations.concern_over", code=facts.code, state=facts.state.value)
