"""The plan of an integrity review: measures that both sides agree, and how far each of them is (W-234)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.education.rules.clearing import DESK
from comity.education.rules.integrity import IntegrityFacts, IntegrityState, at_stage, own, written


class MeasureState(StrEnum):
    """How far a measure of the plan is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


SIDES = (Side.PARTNER, Side.STAFF)
OPEN_MEASURES = (MeasureState.PLANNED, MeasureState.UNDER_WAY)
MEASURES = Workflow(
    "measure of an integrity plan",
    MeasureState,
    MeasureState.PLANNED,
    (
        edge("report_measure/under_way", OPEN_MEASURES, MeasureState.UNDER_WAY),
        edge("report_measure/done", OPEN_MEASURES, MeasureState.DONE),
        edge("drop_measure", OPEN_MEASURES, MeasureState.DROPPED),
    ),
)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure of the plan: how far it is, and what it would say. `to` is the state that is now reported."""

    review: IntegrityFacts
    state: MeasureState = MeasureState.PLANNED
    due_on: date | None = None
    to: MeasureState | None = None


def may_add_measure(actor: Actor, facts: MeasureFacts, now: datetime) -> Verdict:
    """This will let either side put a measure into the plan, with who answers for it and by when (W-234)."""
    return first_of(_side(actor, facts.review), at_stage(facts.review, "add_measure"), _ahead(facts, now))


def may_change_measure(actor: Actor, facts: MeasureFacts, now: datetime) -> Verdict:
    """This will let either side change a measure that is not over, while the plan is not agreed (W-234)."""
    return first_of(
        _side(actor, facts.review),
        at_stage(facts.review, "change_measure"),
        ALLOWED if facts.state in OPEN_MEASURES else refuse("education.measure_over"),
        _ahead(facts, now),
    )


def may_drop_measure(actor: Actor, facts: MeasureFacts, now: datetime) -> Verdict:
    """This will let either side drop a measure with its reason, while the plan is not agreed (W-234)."""
    return first_of(
        _side(actor, facts.review),
        at_stage(facts.review, "change_measure"),
        ALLOWED if MEASURES.may("drop_measure", facts.state) else refuse("education.measure_over"),
        written(facts.review),
    )


def may_agree_plan(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let each side agree the plan for itself; it binds once both have (W-234)."""
    return first_of(
        _side(actor, facts),
        at_stage(facts, "agree_plan"),
        refuse("education.plan_agreed_before") if actor.side in facts.agreed else ALLOWED,
        ALLOWED if facts.measures else refuse("education.plan_empty"),
    )


def may_reopen_plan(actor: Actor, facts: IntegrityFacts, now: datetime) -> Verdict:
    """This will let either side open an agreed plan again with its reason; both then agree anew (W-234)."""
    return first_of(
        _side(actor, facts),
        at_stage(facts, "reopen_plan"),
        refuse("education.integrity_running") if facts.has_next else ALLOWED,
        written(facts),
    )


def may_report_measure(actor: Actor, facts: MeasureFacts, now: datetime) -> Verdict:
    """This will let the partner say how far a measure is, in words (W-234)."""
    follows = facts.to is None or MEASURES.may(f"report_measure/{facts.to}", facts.state)
    return first_of(
        own(actor, facts.review.party),
        ALLOWED if facts.review.state is IntegrityState.AGREED else refuse("education.integrity_stage"),
        _current(facts.review),
        ALLOWED if follows and facts.state in OPEN_MEASURES else refuse("education.measure_over"),
        written(facts.review),
    )


def binds(agreed: Iterable[str]) -> bool:
    """This will tell whether both sides have agreed."""
    return set(SIDES) <= set(agreed)


def _side(actor: Actor, facts: IntegrityFacts) -> Verdict:
    return ALLOWED if actor.has(DESK) or own(actor, facts.party).allowed else refuse("education.plan_sides")


def _current(facts: IntegrityFacts) -> Verdict:
    return refuse("education.plan_followed") if facts.is_followed else ALLOWED


def _ahead(facts: MeasureFacts, now: datetime) -> Verdict:
    past = facts.due_on is not None and facts.due_on <= brussels_day(now)
    return first_of(refuse("education.measure_day", on=facts.due_on) if past else ALLOWED, written(facts.review))
