"""The assessment of a programme: mission, draft, discussion with the partner, Council; the steps are the type's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number
from comity.policy.programme_types import AssessmentStep, Parity
from comity.programmes.rules.life import RUNNING, STAFF_WRITERS, TO_COUNCIL, Facts


class Stage(StrEnum):
    """Where an assessment stands."""

    PLANNED = "planned"
    DRAFTED = "drafted"
    SHARED = "shared"
    DISCUSSED = "discussed"
    WITH_COUNCIL = "with_council"
    AGREED = "agreed"


G = Stage
WORKFLOW = Workflow(
    name="assessment",
    states=Stage,
    start=G.PLANNED,
    edges=(
        edge("draft", G.PLANNED, G.DRAFTED),
        edge("draft", G.DRAFTED, G.DRAFTED),
        edge("share", G.DRAFTED, G.SHARED),
        edge("discuss", G.SHARED, G.DISCUSSED),
        edge("redraft", G.DISCUSSED, G.DISCUSSED),
        edge("put", G.DISCUSSED, G.WITH_COUNCIL),
        edge("conclude", G.WITH_COUNCIL, G.AGREED),
        edge("decline", G.WITH_COUNCIL, G.DISCUSSED),
    ),
)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the rule on planning an assessment is shown. `has_open` says that another has not reached its end."""

    programme: Facts
    steps: tuple[AssessmentStep, ...]
    assessed_in: Parity
    from_on: date | None = None
    until_on: date | None = None
    has_open: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What the rules on an assessment are shown: where it stands, when the mission ends, when the draft was shared."""

    programme: Facts
    stage: Stage
    until_on: date | None = None
    shared_on: date | None = None
    held_on: date | None = None


def read_from(shared_on: date) -> date:
    """This will give the first day on which a draft may be discussed: partner and Allies have had days to read it."""
    return shared_on + timedelta(days=number("programmes.read_days"))


def council_by(until_on: date) -> date:
    """This will give the day by which the Council should have the assessment, counted from the mission's end."""
    return until_on + timedelta(days=number("programmes.council_days"))


def assesses(actor: Actor, facts: Facts) -> Verdict:
    """This will allow the desk officer of the staff, who leads assessments (W-150)."""
    if actor.is_staff and actor.has(*STAFF_WRITERS):
        return ALLOWED
    return refuse("programmes.staff_assesses", programme=facts.programme)


def may_plan_assessment(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow one assessment at a time, in a year of the type, of a programme that is in force (W-150)."""
    found = assesses(actor, facts.programme)
    if not found.allowed:
        return found
    if not facts.steps:
        return refuse("programmes.type_not_assessed", programme=facts.programme.programme)
    if facts.programme.state not in RUNNING:
        return refuse("programmes.progress_not_now", state=facts.programme.state)
    if facts.has_open:
        return refuse("programmes.assessment_open", programme=facts.programme.programme)
    year = (facts.from_on or brussels_day(now)).year
    if not facts.assessed_in.holds(year):
        return refuse("programmes.not_assessed_this_year", year=str(year), parity=facts.assessed_in.value)
    return _in_order(facts)


def _in_order(facts: PlanFacts) -> Verdict:
    """This will ask for a first and a last day of the mission, in that order, where the type sends one."""
    if AssessmentStep.MISSION not in facts.steps:
        return ALLOWED
    if facts.from_on is None or facts.until_on is None or facts.until_on < facts.from_on:
        return refuse("programmes.mission_days", programme=facts.programme.programme)
    return ALLOWED


def stands(facts: AssessmentFacts, verb: str) -> Verdict:
    """This will allow a verb that leads somewhere from where the assessment stands (W-150)."""
    if WORKFLOW.may(verb, facts.stage):
        return ALLOWED
    return refuse("programmes.assessment_not_now", stage=facts.stage)


def may_draft_assessment(actor: Actor, facts: AssessmentFacts, now: datetime) -> Verdict:
    """This will allow the staff to write the draft once the mission is back, and to mend it after the discussion."""
    verb = "redraft" if facts.stage is G.DISCUSSED else "draft"
    found = first_of(assesses(actor, facts.programme), stands(facts, verb))
    if found.allowed and facts.until_on is not None and brussels_day(now) < facts.until_on:
        return refuse("programmes.mission_not_back", on=facts.until_on)
    return found


def may_share_assessment(actor: Actor, facts: AssessmentFacts, now: datetime) -> Verdict:
    """This will allow the staff to show the draft to the partner and to the Allies."""
    return first_of(assesses(actor, facts.programme), stands(facts, "share"))


def may_discuss_assessment(actor: Actor, facts: AssessmentFacts, now: datetime) -> Verdict:
    """This will allow a discussion of the draft that was held, days after the draft was shared (W-151)."""
    found = first_of(assesses(actor, facts.programme), stands(facts, "discuss"))
    if not found.allowed or facts.shared_on is None or facts.held_on is None:
        return found
    if facts.held_on < read_from(facts.shared_on):
        return refuse("programmes.discussed_too_soon", on=read_from(facts.shared_on), shared_on=facts.shared_on)
    if facts.held_on > brussels_day(now):
        return refuse("programmes.not_held_yet", on=facts.held_on)
    return ALLOWED


def may_put_assessment(actor: Actor, facts: AssessmentFacts, now: datetime) -> Verdict:
    """This will let what follows from an item of the Council, or the staff, put the assessment before it (W-150)."""
    if not actor.is_system and not (actor.is_staff and actor.has(*TO_COUNCIL)):
        return refuse("programmes.staff_assesses", programme=facts.programme.programme)
    return stands(facts, "put")


def may_conclude_assessment(actor: Actor, facts: AssessmentFacts, now: datetime) -> Verdict:
    """This will let a decision of the Council, and nobody, conclude the assessment (W-150)."""
    if not actor.is_system:
        return refuse("programmes.council_concludes", programme=facts.programme.programme)
    return stands(facts, "conclude")


def may_decline_assessment(actor: Actor, facts: AssessmentFacts, now: datetime) -> Verdict:
    """This will let a decision of the Council, and nobody, give the assessment back (W-150)."""
    if not actor.is_system:
        return refuse("programmes.council_concludes", programme=facts.programme.programme)
    return stands(facts, "decline")
