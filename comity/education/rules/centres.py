"""Recognition of training centres: a nation applies, the staff assesses, the Council decides (P§7c(iii))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.education.rules.clearing import DESK, SPEAKERS
from comity.policy import number


class CentreState(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    ASSESSED = "assessed"
    RECOGNISED = "recognised"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"


RUNNING = (CentreState.APPLIED, CentreState.ASSESSED)
CENTRES = Workflow(
    "recognition",
    CentreState,
    CentreState.APPLIED,
    (
        edge("assess", CentreState.APPLIED, CentreState.ASSESSED),
        edge("turn_down", CentreState.APPLIED, CentreState.TURNED_DOWN),
        edge("withdraw", CentreState.APPLIED, CentreState.WITHDRAWN),
        edge("recognise", CentreState.ASSESSED, CentreState.RECOGNISED),
        edge("give_back", CentreState.ASSESSED, CentreState.APPLIED),
    ),
)


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """A centre for which a nation wants to apply: who answers for it, and until when it is recognised already."""

    party: str
    is_suspended: bool
    is_running: bool
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecognitionFacts:
    """An application as its rules see it, with the decision, the findings or the reason that is now given."""

    party: str
    state: CentreState
    decision: str = ""
    said: str | None = None


def may_apply(actor: Actor, facts: ApplicationFacts, now: datetime) -> Verdict:
    """This will let the nation that answers for a centre apply for its recognition or renewal (P§7c(iii); W-225)."""
    own = actor.acts_for(facts.party) and (actor.is_partner or actor.is_ally) and actor.has(*SPEAKERS)
    from_on = renewal_from(facts.until_on) if facts.until_on else None
    early = from_on is not None and brussels_day(now) < from_on
    return first_of(
        ALLOWED if own else refuse("education.not_answering"),
        refuse("education.suspended", party=facts.party) if facts.is_suspended else ALLOWED,
        refuse("education.application_runs") if facts.is_running else ALLOWED,
        refuse("education.too_early", on=from_on) if early else ALLOWED,
    )


def may_assess(actor: Actor, facts: RecognitionFacts, now: datetime) -> Verdict:
    """This will let the desk write what it has found and put the centre before the Council (W-226)."""
    return _judge(actor, facts, "assess")


def may_turn_down(actor: Actor, facts: RecognitionFacts, now: datetime) -> Verdict:
    """This will let the desk end an application with what it has found; another may follow (W-226)."""
    return _judge(actor, facts, "turn_down")


def may_withdraw(actor: Actor, facts: RecognitionFacts, now: datetime) -> Verdict:
    """This will let the nation take its application back before it is assessed (W-225)."""
    own = actor.acts_for(facts.party) and actor.has(*SPEAKERS)
    return first_of(ALLOWED if own else refuse("education.not_answering"), _at(facts, "withdraw"))


def may_recognise(actor: Actor, facts: RecognitionFacts, now: datetime) -> Verdict:
    """This will let a centre be recognised only as what follows from a decision of the Council (P§7c(iii); W-227)."""
    return first_of(_by_council(actor, facts), _at(facts, "recognise"))


def may_give_back(actor: Actor, facts: RecognitionFacts, now: datetime) -> Verdict:
    """This will give an application back to the desk when the Council's item on it is over (W-227)."""
    return first_of(_by_council(actor, facts), _at(facts, "give_back"))


def valid_until(since_on: date) -> date:
    """This will give the first day on which a recognition no longer holds (W-227)."""
    years = number("education.valid_years")
    month, day = (3, 1) if (since_on.month, since_on.day) == (2, 29) else (since_on.month, since_on.day)
    return date(since_on.year + years, month, day)


def renewal_from(until_on: date) -> date:
    """This will give the day from which a nation may apply for renewal (W-227)."""
    return until_on - timedelta(days=number("education.renewal_days"))


def _judge(actor: Actor, facts: RecognitionFacts, verb: str) -> Verdict:
    silent = facts.said is not None and not facts.said.strip()
    return first_of(
        ALLOWED if actor.has(DESK) else refuse("education.not_assessor"),
        _at(facts, verb),
        refuse("education.findings_missing") if silent else ALLOWED,
    )


def _by_council(actor: Actor, facts: RecognitionFacts) -> Verdict:
    return ALLOWED if actor.is_system and facts.decision else refuse("education.council_recognises")


def _at(facts: RecognitionFacts, verb: str) -> Verdict:
    return ALLOWED if CENTRES.may(verb, facts.state) else refuse("education.other_stage")
