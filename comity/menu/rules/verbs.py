"""Who may offer, screen, agree, publish, change, postpone, cancel, hold, report, retire (W-11 to W-19; P§6, P§15)."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.menu.rules.facts import ActivityFacts, AreaFacts, CourseFacts, ImportFacts, OfferFacts
from comity.menu.rules.states import BEFORE, RUNNING, WORKFLOW, State
from comity.policy import number

PROVIDING = (
    Role.HEAD_OF_MISSION,
    Role.MISSION_OFFICER,
    Role.TRAINING_COORDINATOR,
    Role.DELEGATE,
    Role.COURSE_DIRECTOR,
    Role.DESK_OFFICER,
)
MOVING = frozenset({"start_on", "end_on", "place_city", "place_nation"})
GONE = frozenset({State.CANCELLED, State.RETIRED})


def may_offer(actor: Actor, facts: OfferFacts, now: datetime) -> Verdict:
    """This will allow whoever acts for the provider's party, and the menu manager (W-12); seats must agree (W-15)."""
    if facts.suspended and not actor.has(Role.MENU_MANAGER):
        return refuse("menu.suspended", party=facts.party)
    if not facts.listed:
        return refuse("menu.provider_not_listed", provider=facts.provider, on=brussels_day(now))
    return first_of(
        _for_provider(actor, facts.provider_party, facts.provider),
        _seats_agree(facts.total, facts.reserved, facts.minimum),
    )


def may_screen(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow the menu manager and desk officers to screen an offer (W-11)."""
    return first_of(_for_staff(actor, facts), _in_order("screen", facts))


def may_agree(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow what follows from a decision, and staff who name the decision (W-11; P§6 outside the areas)."""
    if not facts.decision:
        if not facts.areas:
            return first_of(_for_secretariat(actor, facts), refuse("menu.outside_priority_areas", code=facts.code))
        return first_of(_for_secretariat(actor, facts), refuse("menu.decision_missing", code=facts.code))
    return first_of(_for_secretariat(actor, facts), _in_order("agree", facts))


def may_open_area(actor: Actor, facts: AreaFacts, now: datetime) -> Verdict:
    """This will allow what follows from a decision of the Council to open an area outside the eight (P§6, W-85)."""
    if not actor.is_system or not facts.decision.strip():
        return refuse("menu.area_not_decided")
    if facts.is_open:
        return refuse("menu.area_already_open")
    return ALLOWED if facts.is_listed else refuse("menu.area_not_listed", area=facts.code)


def may_publish(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow staff to publish what is agreed and complete (W-11, W-18)."""
    verdict = first_of(_for_staff(actor, facts), _in_order("publish", facts))
    if not verdict.allowed:
        return verdict
    if facts.missing:
        return refuse("menu.incomplete", missing=facts.missing)
    if facts.start_on is not None and facts.start_on <= brussels_day(now):
        return refuse("menu.starts_too_soon", code=facts.code, starts_on=facts.start_on)
    return ALLOWED


def may_change(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow the provider to change its activity, with a reason once it is published (W-12, W-13, W-15)."""
    moves = not MOVING.isdisjoint(facts.fields)
    published = facts.state not in BEFORE
    return first_of(
        _for_provider(actor, facts.provider_party, facts.provider),
        _in_order("change", facts),
        _in_time(actor, facts, now) if moves else ALLOWED,
        _with_reason(facts) if published else ALLOWED,
        _seats_agree(facts.new_total, facts.new_reserved, facts.new_minimum),
        _seats_kept(facts),
    )


def may_postpone(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow the provider, in time and with a reason (W-12, W-13, W-19)."""
    return first_of(
        _for_provider(actor, facts.provider_party, facts.provider),
        _in_order("postpone", facts),
        _in_time(actor, facts, now),
        _with_reason(facts),
    )


def may_cancel(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow the provider, in time once it is published, and with a reason (W-12, W-13, W-19)."""
    return first_of(
        _for_provider(actor, facts.provider_party, facts.provider),
        _in_order("cancel", facts),
        _in_time(actor, facts, now),
        _with_reason(facts),
    )


def may_hold(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow the provider and the clock to say that it took place, once it is over (W-11, W-12)."""
    verdict = first_of(_for_provider(actor, facts.provider_party, facts.provider), _in_order("hold", facts))
    if not verdict.allowed:
        return verdict
    last = facts.end_on or facts.start_on
    if last is None or last >= brussels_day(now) + timedelta(days=1):
        return refuse("menu.not_over", code=facts.code)
    return ALLOWED


def may_report(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow the provider to report on what took place (W-11, W-12)."""
    return first_of(_for_provider(actor, facts.provider_party, facts.provider), _in_order("report", facts))


def may_retire(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow staff to drop what has lost its relevance, with a reason (P§15, W-19).

    What people still have seats in is cancelled first, so that they are told (W-13).
    """
    verdict = first_of(_for_staff(actor, facts), _in_order("retire", facts), _with_reason(facts))
    if not verdict.allowed:
        return verdict
    if facts.state in RUNNING | {State.POSTPONED} and facts.seats_given + facts.waiting > 0:
        return refuse("menu.has_nominees", code=facts.code, people=facts.seats_given + facts.waiting)
    if facts.replacement and (facts.replacement == facts.code or facts.replacement_state in GONE | {""}):
        return refuse("menu.replacement_unfit", code=facts.code, replacement=facts.replacement)
    return ALLOWED


def may_count_seats(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will leave the counters to what follows from nominations; nobody writes them by hand (W-15)."""
    return ALLOWED if actor.is_system else refuse("menu.counters_by_system", code=facts.code)


def may_release(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow staff, and what follows from a joining, to show a published activity to more people (W-11)."""
    if facts.state in BEFORE:
        return refuse("menu.unpublished", code=facts.code)
    return _for_staff(actor, facts)


def may_change_course(actor: Actor, facts: CourseFacts, now: datetime) -> Verdict:
    """This will allow the provider to change a course that still runs (W-12)."""
    if facts.is_retired:
        return refuse("menu.course_retired", code=facts.code)
    return _for_provider(actor, facts.provider_party, facts.provider)


def may_retire_course(actor: Actor, facts: CourseFacts, now: datetime) -> Verdict:
    """This will allow staff to drop a course that has lost its relevance, with a reason (P§15, W-19)."""
    if not (actor.is_system or actor.has(Role.MENU_MANAGER, Role.DESK_OFFICER)):
        return refuse("menu.not_menu_manager")
    if facts.is_retired:
        return refuse("menu.course_retired", code=facts.code)
    if not facts.reason.strip():
        return refuse("menu.reason_missing")
    if facts.replacement and (facts.replacement == facts.code or not facts.replacement_exists):
        return refuse("menu.replacement_unfit", code=facts.code, replacement=facts.replacement)
    return ALLOWED


def may_import(actor: Actor, facts: ImportFacts, now: datetime) -> Verdict:
    """This will allow the menu manager and desk officers to import a file, as a whole (W-16)."""
    if not (actor.is_system or actor.has(Role.MENU_MANAGER, Role.DESK_OFFICER)):
        return refuse("menu.not_menu_manager")
    if facts.problems:
        return refuse("menu.import_has_problems", problems=facts.problems, rows=facts.rows)
    return ALLOWED


def may_draft(actor: Actor, facts: str, now: datetime) -> Verdict:
    """This will allow who may offer for a party to keep drafts of its offers; `facts` is the party (W-12)."""
    own = bool(facts) and actor.acts_for(facts) and actor.has(*PROVIDING, Role.MENU_MANAGER)
    return ALLOWED if own else refuse("menu.not_provider", provider=facts or "—")


def may_save_view(actor: Actor, facts: int, now: datetime) -> Verdict:
    """This will allow everybody to keep filtered lists of their own; `facts` is the person's number (W-1)."""
    return ALLOWED if actor.person_id == facts else refuse("menu.view_not_yours")


def may_forget_view(actor: Actor, facts: int, now: datetime) -> Verdict:
    """This will allow everybody to drop filtered lists of their own; `facts` is the owner's number (W-1)."""
    return may_save_view(actor, facts, now)


def _for_provider(actor: Actor, party: str, provider: str) -> Verdict:
    own = bool(party) and actor.acts_for(party) and actor.has(*PROVIDING)
    if actor.is_system or actor.has(Role.MENU_MANAGER) or own:
        return ALLOWED
    return refuse("menu.not_provider", provider=provider or party or "—")


def _for_staff(actor: Actor, facts: ActivityFacts) -> Verdict:
    if actor.is_system or actor.has(Role.MENU_MANAGER, Role.DESK_OFFICER):
        return ALLOWED
    return refuse("menu.not_menu_manager")


def _for_secretariat(actor: Actor, facts: ActivityFacts) -> Verdict:
    if actor.has(Role.COUNCIL_SECRETARY):
        return ALLOWED
    return _for_staff(actor, facts)


def _in_order(verb: str, facts: ActivityFacts) -> Verdict:
    if WORKFLOW.may(verb, facts.state):
        return ALLOWED
    return refuse("menu.wrong_state", code=facts.code, state=facts.state)


def _in_time(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will ask whether a provider still may move or cancel; the menu manager always may (W-13)."""
    if facts.state not in RUNNING or facts.start_on is None or actor.is_system or actor.has(Role.MENU_MANAGER):
        return ALLOWED
    weeks = number("menu.late_change_weeks")
    until_on = facts.start_on - timedelta(weeks=weeks)
    if brussels_day(now) <= until_on:
        return ALLOWED
    return refuse("menu.too_late_to_change", starts_on=facts.start_on, until_on=until_on)


def _with_reason(facts: ActivityFacts) -> Verdict:
    return ALLOWED if facts.reason.strip() else refuse("menu.reason_missing")


def _seats_agree(total: int | None, reserved: int, minimum: int) -> Verdict:
    if total is not None and (reserved > total or minimum > total):
        return refuse("menu.seats_do_not_add_up", seats=total, reserved=reserved, minimum=minimum)
    return ALLOWED


def _seats_kept(facts: ActivityFacts) -> Verdict:
    if facts.new_total is not None and facts.new_total < facts.seats_given:
        return refuse("menu.seats_below_given", given=facts.seats_given, seats=facts.new_total)
    return ALLOWED
