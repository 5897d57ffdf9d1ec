"""Trials, overrides, and the way of a plan to the Council and to partners (W-94 to W-96, W-102, W-103)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.policy import number
from comity.resources.rules.facts import CoverFacts, RoundFacts, RunFacts
from comity.resources.rules.rounds import step
from comity.resources.rules.settings import officer
from comity.resources.rules.states import RUN_WORKFLOW, RunState
from comity.resources.rules.weights import WHOLE


class Outcome(StrEnum):
    """What a request has come to."""

    GRANTED = "granted"
    OWN_COST = "own_cost"
    WAITING = "waiting"
    DECLINED = "declined"


class Way(StrEnum):
    """Where a request has moved from one trial to another."""

    UP = "up"
    DOWN = "down"
    NEW = "new"
    GONE = "gone"


ASCENDING = (Outcome.DECLINED, Outcome.WAITING, Outcome.OWN_COST, Outcome.GRANTED)


def way_of(before: str, after: str) -> Way:
    """This will say where a request has moved that came to something else; empty where a trial does not have it."""
    if not before or not after:
        return Way.GONE if before else Way.NEW
    higher = ASCENDING.index(Outcome(after)) > ASCENDING.index(Outcome(before))
    return Way.UP if higher else Way.DOWN


# What no price can buy: a rule stands in the way, and waiting would change nothing.
BY_RULE = frozenset({"ineligible", "clash", "no_room", "not_run"})


def outcome_of(mode: int, reason: str) -> Outcome:
    """This will say in three words what a plan does with a request: granted, waiting or declined."""
    if mode:
        return Outcome.OWN_COST if mode > 1 else Outcome.GRANTED
    return Outcome.DECLINED if reason in BY_RULE else Outcome.WAITING


def may_queue(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to ask for a trial on frozen inputs, a few at a time (W-94)."""
    full = ALLOWED
    if facts.queued >= number("resources.most_queued"):
        full = refuse("resources.too_many_trials", queued=facts.queued)
    whole = ALLOWED
    if facts.weights is not None and sum(facts.weights.values()) != WHOLE:
        whole = refuse("resources.weights_not_whole", given=sum(facts.weights.values()) / 10)
    return first_of(officer(actor), step("queue", facts), whole, full)


def may_override(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to give or deny a seat against the plan, with a reason (W-95)."""
    known = ALLOWED if facts.ref_known else refuse("resources.no_such_request", code=facts.code)
    written = ALLOWED
    if facts.reason is not None and not facts.reason.strip():
        written = refuse("resources.override_without_reason")
    return first_of(officer(actor), step("override", facts), known, written)


def may_lift(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to take an override back."""
    known = ALLOWED if facts.ref_known else refuse("resources.no_such_request", code=facts.code)
    return first_of(officer(actor), step("lift", facts), known)


def may_submit(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to put a solved trial on the newest inputs to the Council (W-94)."""
    solved = ALLOWED if facts.run in {None, RunState.SOLVED} else refuse("resources.not_solved", code=facts.code)
    newest = ALLOWED if facts.is_newest else refuse("resources.not_newest", code=facts.code)
    return first_of(officer(actor), step("submit", facts), solved, newest)


def may_adopt_scenario(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow what the Council has decided to take effect, if it names exactly what was submitted (W-94)."""
    decided = ALLOWED if actor.is_system else refuse("resources.council_adopts", code=facts.code)
    same = ALLOWED if facts.asked == facts.submitted else refuse("resources.other_scenario", code=facts.code)
    return first_of(decided, step("adopt_scenario", facts), same)


def may_give_back_scenario(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the end of an item without a decision to open a round for further trials."""
    decided = ALLOWED if actor.is_system else refuse("resources.council_adopts", code=facts.code)
    return first_of(decided, step("give_back_scenario", facts))


def may_publish(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to publish what the Council has adopted, and nothing before (W-96)."""
    adopted = step("publish", facts)
    if not adopted.allowed:
        adopted = refuse("resources.not_adopted", code=facts.code, state=facts.state)
    return first_of(officer(actor), adopted)


def may_rerun(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to review a published allocation after changes (P§17)."""
    return first_of(officer(actor), step("rerun", facts))


def may_close_round(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to close a round; lists then run in their own order again (W-98)."""
    return first_of(officer(actor), step("close_round", facts))


# -- runs ------------------------------------------------------------------------------------------------------------


def may_start(actor: Actor, facts: RunFacts, now: datetime) -> Verdict:
    """This will allow a solver alone to take up a trial."""
    return first_of(_solver(actor, facts), _run_step("start", facts))


def may_finish(actor: Actor, facts: RunFacts, now: datetime) -> Verdict:
    """This will allow a solver to keep a plan that the independent checker accepts, within its own bound (W-94)."""
    proven = facts.violations == 0 and facts.value <= facts.bound
    certified = ALLOWED if proven else refuse("resources.not_certified", code=facts.round, number=facts.number)
    return first_of(_solver(actor, facts), _run_step("finish", facts), certified)


def may_fail(actor: Actor, facts: RunFacts, now: datetime) -> Verdict:
    """This will allow a solver to say why a trial came to nothing; the round stays as it was."""
    return first_of(_solver(actor, facts), _run_step("fail", facts))


def may_cancel(actor: Actor, facts: RunFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to call a trial off that has not ended."""
    return first_of(officer(actor), _run_step("cancel", facts))


def may_carry_out(actor: Actor, facts: CoverFacts, now: datetime) -> Verdict:
    """This will allow the clock alone to let granted seats of an activity be offered (W-98)."""
    if actor.is_system and facts.is_due:
        return ALLOWED
    return refuse("resources.carried_out_by_clock", code=facts.code)


def _solver(actor: Actor, facts: RunFacts) -> Verdict:
    return ALLOWED if actor.is_system else refuse("resources.solver_alone", code=facts.round, number=facts.number)


def _run_step(verb: str, facts: RunFacts) -> Verdict:
    if RUN_WORKFLOW.may(verb, facts.state):
        return ALLOWED
    return refuse("resources.run_state", code=facts.round, number=facts.number, state=facts.state)
