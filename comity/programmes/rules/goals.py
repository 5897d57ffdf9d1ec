"""Goals, which outlive the programmes that carry them, and the activities chosen for them (P§5, P§6, W-25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.programmes.rules.life import RUNNING, Facts, at_table, may_change, side_of


class GoalState(StrEnum):
    """What became of a goal over all its programmes."""

    OPEN = "open"
    REACHED = "reached"
    GIVEN_UP = "given_up"


class Choice(StrEnum):
    """Where an activity stands in a programme."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What the rule on adding a goal is shown: the priority areas that it serves, as far as the policy knows them."""

    programme: Facts
    areas: tuple[str, ...] = ()
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """What the rules on an activity of a programme are shown.

    `eligibility` is the menu's own answer for this partner; `goal` whether a goal of this programme is named.
    """

    programme: Facts
    activity: str
    goal: bool = False
    eligibility: Verdict = ALLOWED
    first_on: date | None = None
    last_on: date | None = None
    period: tuple[int, int] = (0, 9999)
    choice: Choice | None = None
    proposed_by: str = ""


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """What the rule on recording a goal's progress is shown: the programme that carries the goal now."""

    programme: Facts
    is_carried: bool
    percent: int = 0
    last_percent: int = 0
    state: GoalState = GoalState.OPEN


def within(areas: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """This will keep the areas that the policy names, in its order and once each."""
    wanted = frozenset(areas)
    return tuple(area for area in known if area in wanted)


def may_add_goal(actor: Actor, facts: GoalFacts, now: datetime) -> Verdict:
    """This will allow a goal that serves at least one priority area (P§5, P§6)."""
    found = may_change(actor, facts.programme, now)
    if found.allowed and not facts.areas:
        return refuse("programmes.goal_outside_areas", party=facts.programme.party)
    return found


def may_carry_goal(actor: Actor, facts: GoalFacts, now: datetime) -> Verdict:
    """This will allow a goal of the partner that the programme does not carry yet."""
    found = may_change(actor, facts.programme, now)
    if found.allowed and facts.is_carried:
        return refuse("programmes.goal_carried", programme=facts.programme.programme)
    return found


def may_drop_goal(actor: Actor, facts: GoalFacts, now: datetime) -> Verdict:
    """This will allow the side with the pen to leave a goal out of the programme; the goal itself stays."""
    return may_change(actor, facts.programme, now)


def may_choose(actor: Actor, facts: ChoiceFacts, now: datetime) -> Verdict:
    """This will allow an activity that is open to the partner, for a goal of the programme and within its period."""
    found = first_of(may_change(actor, facts.programme, now), facts.eligibility)
    if not found.allowed:
        return found
    if not facts.goal:
        return refuse("programmes.goal_needed", activity=facts.activity)
    if facts.choice in (Choice.PROPOSED, Choice.AGREED):
        return refuse("programmes.activity_chosen", activity=facts.activity)
    first, last = facts.period
    outside = (facts.last_on is not None and facts.last_on.year < first) or (
        facts.first_on is not None and facts.first_on.year > last
    )
    if outside:
        return refuse("programmes.activity_outside_period", activity=facts.activity, first=str(first), last=str(last))
    return ALLOWED


def may_drop(actor: Actor, facts: ChoiceFacts, now: datetime) -> Verdict:
    """This will allow the side with the pen to take an activity out again."""
    found = may_change(actor, facts.programme, now)
    if found.allowed and facts.choice in (None, Choice.DROPPED):
        return refuse("programmes.activity_not_chosen", activity=facts.activity)
    return found


def may_turn_down(actor: Actor, facts: ChoiceFacts, now: datetime) -> Verdict:
    """This will allow the side that did not propose an activity to refuse it, visibly, instead of taking it out."""
    found = may_drop(actor, facts, now)
    side = side_of(actor, facts.programme.party)
    if found.allowed and side is not None and facts.proposed_by == side.value:
        return refuse("programmes.own_proposal", activity=facts.activity)
    return found


def may_record_progress(actor: Actor, facts: ProgressFacts, now: datetime) -> Verdict:
    """This will allow both sides to say how far a goal has come while a programme that carries it is in force."""
    found = at_table(actor, facts.programme)
    if found.allowed and (facts.programme.state not in RUNNING or not facts.is_carried):
        return refuse("programmes.progress_not_now", state=facts.programme.state)
    return found
