"""The actions of a programme, each for a goal and due on a day, how far they are, and the help of single Allies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.programmes.rules.life import RUNNING, Facts, at_table, may_change, speaks

ALLIED_SPEAKERS = frozenset({Role.DELEGATE})


class ActionState(StrEnum):
    """How far an action is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    GIVEN_UP = "given_up"


class HelpState(StrEnum):
    """Where an Ally's help with an action stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    ENDED = "ended"


OPEN_HELP = (HelpState.OFFERED, HelpState.ACCEPTED)
HELP = Workflow(
    name="help",
    states=HelpState,
    start=HelpState.OFFERED,
    edges=(
        edge("accept", HelpState.OFFERED, HelpState.ACCEPTED),
        edge("end", OPEN_HELP, HelpState.ENDED),
    ),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """An action as a version of a programme has it: for which goal, in which chapter, what, by when, who."""

    goal: int
    chapter: str
    title: str
    due_on: date
    lead: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the rule on planning actions is shown: the programme, whether its type has actions, and their days."""

    programme: Facts
    has_actions: bool
    period: tuple[int, int]
    due: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CarryFacts:
    """What the rule on carrying over is shown: whether the plan before has anything left, and what is named in vain."""

    plan: PlanFacts
    has_left: bool = False
    carried: tuple[int, ...] = ()
    finished: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """What the rules on help are shown. `ally` is who offers it, `has_open` whether that Ally helps there already."""

    programme: Facts
    action: int
    state: HelpState = HelpState.OFFERED
    ally: str = ""
    has_open: bool = False


def is_late(state: str, due_on: date, today: date) -> bool:
    """This will tell whether an action is past its day and neither done nor given up."""
    return due_on < today and is_unfinished(state)


def is_unfinished(state: str) -> bool:
    """This will tell whether something of an action is left to be done."""
    return state not in (ActionState.DONE, ActionState.GIVEN_UP)


def share_done(states: Iterable[str]) -> int | None:
    """This will tell how much is done, in whole per cent of what was not given up; nothing if there is nothing."""
    counted = [state for state in states if state != ActionState.GIVEN_UP]
    return round(100 * sum(state == ActionState.DONE for state in counted) / len(counted)) if counted else None


def may_plan(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow the side with the pen to plan actions that are due within the programme's years (W-147)."""
    found = may_change(actor, facts.programme, now)
    if not found.allowed:
        return found
    if not facts.has_actions:
        return refuse("programmes.type_without_actions", programme=facts.programme.programme)
    first, last = facts.period
    outside = [day for day in facts.due if not first <= day.year <= last]
    if outside:
        return refuse("programmes.due_outside_period", on=outside[0], first=str(first), last=str(last))
    return ALLOWED


def may_carry_actions(actor: Actor, facts: CarryFacts, now: datetime) -> Verdict:
    """This will allow the side with the pen to take over what is unfinished in the plan before, once each (W-147)."""
    programme = facts.plan.programme.programme
    return first_of(
        may_plan(actor, facts.plan, now),
        refuse("programmes.action_carried", programme=programme) if facts.carried else ALLOWED,
        refuse("programmes.action_finished", programme=programme, number=facts.finished[0])
        if facts.finished
        else ALLOWED,
        ALLOWED if facts.has_left else refuse("programmes.nothing_left_over", programme=programme),
    )


def may_drop_action(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow the side with the pen to take an action out of the next version."""
    return may_change(actor, facts, now)


def may_report(actor: Actor, facts: Facts, now: datetime) -> Verdict:
    """This will allow both sides to say how far actions are while the programme is in force (W-148)."""
    found = at_table(actor, facts)
    if found.allowed and facts.state not in RUNNING:
        return refuse("programmes.progress_not_now", state=facts.state)
    return found


def may_offer_help(actor: Actor, facts: HelpFacts, now: datetime) -> Verdict:
    """This will allow an Ally's delegation to offer help with an action of a programme in force (W-149)."""
    if not (actor.is_ally and actor.has(*ALLIED_SPEAKERS)):
        return refuse("programmes.allies_offer_help", programme=facts.programme.programme)
    if facts.programme.state not in RUNNING:
        return refuse("programmes.progress_not_now", state=facts.programme.state)
    if facts.has_open:
        return refuse("programmes.help_offered")
    return ALLOWED


def may_accept_help(actor: Actor, facts: HelpFacts, now: datetime) -> Verdict:
    """This will allow the partner, and nobody else, to accept what an Ally offers (W-149)."""
    found = speaks(actor, facts.programme)
    if found.allowed and not actor.is_partner:
        return refuse("programmes.partner_accepts_help", party=facts.programme.party)
    return first_of(found, _help_stands(facts, "accept"))


def may_end_help(actor: Actor, facts: HelpFacts, now: datetime) -> Verdict:
    """This will allow the Ally that helps, or the partner, to end the help (W-149)."""
    is_own = actor.acts_for(facts.ally) and actor.is_ally and actor.has(*ALLIED_SPEAKERS)
    if not is_own and not (actor.is_partner and speaks(actor, facts.programme).allowed):
        return refuse("programmes.not_your_help", ally=facts.ally, party=facts.programme.party)
    return _help_stands(facts, "end")


def _help_stands(facts: HelpFacts, verb: str) -> Verdict:
    if HELP.may(verb, facts.state):
        return ALLOWED
    return refuse("programmes.help_not_open", ally=facts.ally)
