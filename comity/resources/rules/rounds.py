"""Who prepares a round, who speaks in it, and when its inputs are frozen (W-93, W-97 to W-99)."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.resources.rules.facts import PlanFacts, RoundFacts
from comity.resources.rules.settings import officer
from comity.resources.rules.states import ROUND_WORKFLOW, SettingsState

WISHING = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR)
OWN_MOST = 100  # points of the name that a partner wants most, before area and goal
OWN_LEAST = 20
FIT_AREA, FIT_FURTHER, FIT_OTHER = 100, 85, 40
PLAIN, FOR_A_GOAL = 100, 125


def own_points(rank: int, names: int) -> int:
    """This will give the points of a place among a partner's own names: 100 for the first, 20 for the last (W-97).

    Ranks, not free points: putting more people forward cannot raise the points of the others.
    """
    if names <= 1:
        return OWN_MOST
    return OWN_MOST - (OWN_MOST - OWN_LEAST) * (rank - 1) // (names - 1)


def fit(area: str, *, listed: frozenset[str], further: frozenset[str]) -> int:
    """This will tell how well an activity fits the priority areas (P§5, P§6). Units: per cent."""
    if area in listed:
        return FIT_AREA
    return FIT_FURTHER if area in further else FIT_OTHER


def points(rank: int, names: int, area_fit: int, *, serves_a_goal: bool) -> int:
    """This will give the points of a nomination: own place, by fit of the area, by a goal of the programme."""
    goal = FOR_A_GOAL if serves_a_goal else PLAIN
    return own_points(rank, names) * area_fit * goal // (100 * 100)


def may_plan(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to plan a round under settings in force (W-93)."""
    in_force = ALLOWED
    if facts.settings is not SettingsState.IN_FORCE:
        in_force = refuse("resources.settings_not_in_force", period=facts.period, state=facts.settings)
    taken = refuse("resources.round_exists", code=facts.code) if facts.is_taken else ALLOWED
    days = ALLOWED
    if facts.since_on and facts.until_on and facts.wishes_until:
        orderly = brussels_day(now) <= facts.wishes_until < facts.since_on <= facts.until_on
        days = ALLOWED if orderly else refuse("resources.days_out_of_order")
    return first_of(officer(actor), in_force, taken, days)


def may_cover(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to let a draft cover activities, paid from a budget line (W-98)."""
    return first_of(officer(actor), step("cover", facts), _line(facts))


def may_uncover(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to leave an activity out of a draft again."""
    return first_of(officer(actor), step("uncover", facts))


def may_endow(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to put free money of a line at a round's disposal (P§7c)."""
    return first_of(officer(actor), step("endow", facts), _line(facts), _within(facts))


def may_limit(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to set and lift quotas until the inputs are frozen (W-99)."""
    known = ALLOWED if facts.about_known else refuse("resources.nothing_to_limit", code=facts.code)
    return first_of(officer(actor), step("limit", facts), known)


def may_open_round(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to open a round that covers something and pays for it (W-93)."""
    found = []
    if not facts.covers:
        found.append(refuse("resources.covers_nothing", code=facts.code))
    if facts.unfunded:
        found.append(refuse("resources.line_without_money", code=facts.code, lines=facts.unfunded))
    return first_of(officer(actor), step("open_round", facts), all_of(found))


def may_declare(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow a partner to declare which share it pays itself, while wishes are taken (W-97)."""
    return first_of(_speaks(actor, facts), _wishing("declare", facts, now))


def may_wish(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow a partner to put its own names in its own order, while wishes are taken (W-97).

    Where two put it in order at the same time, the second is told instead of undoing what the first has kept.
    """
    own = refuse("resources.not_own_name", code=facts.code) if facts.foreign else ALLOWED
    same = ALLOWED if facts.seen in {None, facts.kept} else refuse("resources.order_changed", code=facts.code)
    return first_of(_speaks(actor, facts), _wishing("wish", facts, now), own, same)


def may_freeze(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to freeze the inputs once every partner in it is assessed (W-93)."""
    found = [refuse("resources.facts_missing", party=party, considerations=codes) for party, codes in facts.unassessed]
    if not facts.names:
        found.append(refuse("resources.no_requests", code=facts.code, on=facts.wishes_until))
    return first_of(officer(actor), step("freeze", facts), all_of(found))


def may_thaw(actor: Actor, facts: RoundFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to take inputs up again; trials on the frozen ones stay readable."""
    return first_of(officer(actor), step("thaw", facts))


def step(verb: str, facts: RoundFacts) -> Verdict:
    """This will allow what the workflow of a round has in the state in which it is."""
    if ROUND_WORKFLOW.may(verb, facts.state):
        return ALLOWED
    return refuse("resources.round_state", code=facts.code, state=facts.state)


def _speaks(actor: Actor, facts: RoundFacts) -> Verdict:
    if facts.is_partner and actor.party is not None and actor.has(*WISHING):
        return ALLOWED
    return refuse("resources.not_own_authority")


def _wishing(verb: str, facts: RoundFacts, now: datetime) -> Verdict:
    late = brussels_day(now) > facts.wishes_until
    return first_of(
        step(verb, facts),
        refuse("resources.wishes_closed", code=facts.code, on=facts.wishes_until) if late else ALLOWED,
    )


def _line(facts: RoundFacts) -> Verdict:
    if facts.line is None:
        return ALLOWED
    if not facts.line_known:
        return refuse("resources.line_unknown", line=facts.line)
    return ALLOWED if facts.currency_fits else refuse("resources.line_currency", line=facts.line)


def _within(facts: RoundFacts) -> Verdict:
    if facts.minor is not None and facts.minor > facts.free_minor:
        return refuse("resources.beyond_free", line=facts.line or "", free=facts.free_minor // 100)
    return ALLOWED
