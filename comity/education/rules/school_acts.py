"""School support: who may ask, assess, plan, agree, contribute, report, review and close (P§7c; W-228 to W-231)."""

from __future__ import annotations

from datetime import date, datetime

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.education.rules.clearing import DESK, SPEAKERS
from comity.education.rules.schools import (
    EVENTS,
    SUPPORTS,
    ClosingFacts,
    EventFacts,
    EventState,
    ObjectiveFacts,
    PlanFacts,
    Responsible,
    SupportFacts,
    SupportRequest,
    SupportReviewFacts,
    SupportState,
    YearsFacts,
    side_of,
    span,
)
from comity.policy import number

# -- from the request to the needs assessment --------------------------------------------------------------------------


def may_ask_support(actor: Actor, facts: SupportRequest, now: datetime) -> Verdict:
    """This will let a partner that is interested ask for support for a school of its own (P§7c(i); W-228)."""
    own = actor.is_partner and actor.acts_for(facts.party) and actor.has(*SPEAKERS)
    return first_of(
        ALLOWED if own else refuse("education.not_own_school"),
        refuse("education.suspended", party=facts.party) if facts.is_suspended else ALLOWED,
        refuse("education.support_runs") if facts.is_running else ALLOWED,
        _years(facts.years),
    )


def may_assess_school(actor: Actor, facts: SupportFacts, now: datetime) -> Verdict:
    """This will let the desk enter what a visit to the school has found (W-228)."""
    return first_of(_desk(actor), _at(facts, "assess_school"), all_of([_past(facts.on, now), _worded(facts)]))


def may_turn_support_down(actor: Actor, facts: SupportFacts, now: datetime) -> Verdict:
    """This will let the desk turn a request down with a reason (W-228)."""
    return first_of(_desk(actor), _at(facts, "turn_support_down"), _worded(facts))


def may_end_support(actor: Actor, facts: SupportFacts, now: datetime) -> Verdict:
    """This will let the partner end the support of its school at any time, with a reason (W-228)."""
    own = actor.acts_for(facts.party) and actor.has(*SPEAKERS)
    return first_of(ALLOWED if own else refuse("education.not_own_school"), _at(facts, "end_support"), _worded(facts))


# -- the plan ----------------------------------------------------------------------------------------------------------


def may_set_years(actor: Actor, facts: YearsFacts, now: datetime) -> Verdict:
    """This will let both sides choose the academic years of the plan, as long as its events lie in them (W-229)."""
    outside = _outside(facts.from_year, facts.years) if facts.outside else ALLOWED
    return first_of(_drafts(actor, facts.support), _years(facts.years), outside)


def may_add_objective(actor: Actor, facts: SupportFacts, now: datetime) -> Verdict:
    """This will let both sides write objectives while the plan is in work (W-229)."""
    return first_of(_drafts(actor, facts), _worded(facts))


def may_drop_objective(actor: Actor, facts: ObjectiveFacts, now: datetime) -> Verdict:
    """This will let both sides take out an objective for which no event was ever planned (W-229)."""
    return first_of(
        _drafts(actor, facts.support),
        ALLOWED if facts.is_known else refuse("education.objective_missing"),
        refuse("education.objective_in_use") if facts.events else ALLOWED,
    )


def may_plan_event(actor: Actor, facts: EventFacts, now: datetime) -> Verdict:
    """This will let both sides plan an event for an objective, inside the years of the plan (W-229)."""
    from_on, until_on = span(*facts.years)
    inside = facts.due_on is None or from_on <= facts.due_on < until_on
    return first_of(
        _drafts(actor, facts.support),
        ALLOWED if facts.has_objective else refuse("education.objective_missing"),
        ALLOWED if inside else _outside(*facts.years),
    )


def may_drop_event(actor: Actor, facts: EventFacts, now: datetime) -> Verdict:
    """This will let both sides drop an event that was not held, with a reason (W-229)."""
    lives = facts.support.state in {SupportState.PLANNING, SupportState.RUNNING}
    return first_of(
        _both(actor, facts.support),
        ALLOWED if lives and EVENTS.may("drop_event", facts.state) else refuse("education.support_stage"),
        _worded(facts.support),
    )


def may_agree_school_plan(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will let each side agree to the very plan that it has read, once it is whole (W-229)."""
    return first_of(
        _drafts(actor, facts.support),
        refuse("education.plan_agreed") if side_of(actor, facts.support.party) in facts.agreed else ALLOWED,
        ALLOWED if facts.version == facts.read else refuse("education.plan_changed"),
        ALLOWED if facts.objectives else refuse("education.objective_missing"),
        refuse("education.objective_bare", count=facts.bare) if facts.bare else ALLOWED,
    )


def may_reopen_school_plan(actor: Actor, facts: SupportFacts, now: datetime) -> Verdict:
    """This will let both sides take an agreed plan into work again, with a reason (W-229)."""
    return first_of(_both(actor, facts), _at(facts, "reopen_school_plan"), _worded(facts))


# -- events ------------------------------------------------------------------------------------------------------------


def may_contribute(actor: Actor, facts: EventFacts, now: datetime) -> Verdict:
    """This will let Allies and partners contribute to an event, each in the same way (P§7c(v); W-230)."""
    party = actor.party or ""
    helps = (actor.is_partner or actor.is_ally) and actor.has(*SPEAKERS)
    return first_of(
        ALLOWED if helps else refuse("education.not_helper"),
        refuse("education.own_event") if actor.acts_for(facts.support.party) else ALLOWED,
        refuse("education.suspended", party=facts.suspended) if facts.suspended else ALLOWED,
        _open(facts),
        refuse("education.contributes_already") if party in facts.promised else ALLOWED,
        _counted(facts.people),
    )


def may_take_back(actor: Actor, facts: EventFacts, now: datetime) -> Verdict:
    """This will let a party take back what it has promised to an event that was not held (W-230)."""
    own = actor.party in facts.promised and actor.has(*SPEAKERS)
    return first_of(ALLOWED if own else refuse("education.not_contributed"), _open(facts))


def may_report_event(actor: Actor, facts: EventFacts, now: datetime) -> Verdict:
    """This will let the partner whose school it is say that an event was held, for how many, and who came (W-230)."""
    own = actor.acts_for(facts.support.party) and actor.has(*SPEAKERS)
    alone = facts.responsible is Responsible.CONTRIBUTORS and not facts.came & facts.promised
    return first_of(
        ALLOWED if own else refuse("education.not_own_school"),
        _open(facts),
        all_of(
            [
                _past(facts.support.on, now),
                _counted(facts.people),
                refuse("education.nobody_came") if alone and facts.people is not None else ALLOWED,
            ]
        ),
    )


# -- review and end ----------------------------------------------------------------------------------------------------


def may_review_year(actor: Actor, facts: SupportReviewFacts, now: datetime) -> Verdict:
    """This will let the desk review a year that is over, objective by objective, with its events reported (W-231)."""
    first, years = facts.years
    over_on = span(facts.year, 1)[1]
    return first_of(
        _desk(actor),
        ALLOWED if facts.support.state is SupportState.RUNNING else refuse("education.support_stage"),
        ALLOWED if first <= facts.year < first + years else _outside(first, years),
        refuse("education.year_reviewed") if facts.is_reviewed else ALLOWED,
        refuse("education.year_runs", on=over_on) if brussels_day(now) < over_on else ALLOWED,
        refuse("education.year_unreported", count=facts.unreported) if facts.unreported else ALLOWED,
        ALLOWED if facts.is_marked else refuse("education.marks_missing"),
        _worded(facts.support),
    )


def may_close_support(actor: Actor, facts: ClosingFacts, now: datetime) -> Verdict:
    """This will let the desk close the support with what lasts, once every year is reviewed (W-231)."""
    return first_of(
        _desk(actor),
        _at(facts.support, "close_support"),
        refuse("education.years_unreviewed", count=facts.unreviewed) if facts.unreviewed else ALLOWED,
        _worded(facts.support),
    )


def _desk(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(DESK) else refuse("education.not_support_desk")


def _both(actor: Actor, facts: SupportFacts) -> Verdict:
    return ALLOWED if side_of(actor, facts.party) else refuse("education.not_planner")


def _drafts(actor: Actor, facts: SupportFacts) -> Verdict:
    in_work = facts.state is SupportState.PLANNING
    return first_of(
        _both(actor, facts),
        ALLOWED if in_work else refuse("education.support_stage"),
        refuse("education.suspended", party=facts.party) if facts.is_suspended else ALLOWED,
    )


def _open(facts: EventFacts) -> Verdict:
    is_open = facts.support.state is SupportState.RUNNING and facts.state is EventState.PLANNED
    return ALLOWED if is_open else refuse("education.support_stage")


def _at(facts: SupportFacts, verb: str) -> Verdict:
    return ALLOWED if SUPPORTS.may(verb, facts.state) else refuse("education.support_stage")


def _worded(facts: SupportFacts) -> Verdict:
    silent = facts.said is not None and not facts.said.strip()
    return refuse("education.words_missing") if silent else ALLOWED


def _counted(people: int | None) -> Verdict:
    return refuse("education.count_missing") if people is not None and people < 1 else ALLOWED


def _past(on: date | None, now: datetime) -> Verdict:
    late = on is not None and on > brussels_day(now)
    return refuse("education.day_ahead", on=on) if late else ALLOWED


def _years(years: int) -> Verdict:
    least, most = number("education.least_years"), number("education.most_years")
    return ALLOWED if least <= years <= most else refuse("education.years_outside", least=least, most=most)


def _outside(from_year: int, years: int) -> Verdict:
    from_on, until_on = span(from_year, years)
    return refuse("education.outside_plan", from_on=from_on, last_on=date.fromordinal(until_on.toordinal() - 1))
