"""Who may put names forward, take seats and give them (W-40 to W-49)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.core.verdict import ALLOWED, Reason, Verdict, all_of, first_of, refuse
from comity.menu import rules as menu
from comity.nominations.rules.facts import (
    ActivityFacts,
    Candidate,
    ErasureFacts,
    ListFacts,
    NominateFacts,
    NominationFacts,
    Overlap,
)
from comity.nominations.rules.states import ALIVE, WORKFLOW
from comity.policy import number

NOMINATING = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.DELEGATE)


def may_nominate(actor: Actor, facts: NominateFacts, now: datetime) -> Verdict:
    """This will allow the party's own authority to put forward people who fit, for an activity open to it.

    Without people it answers whether the party may nominate at all. Every reason is given, the weightiest first.
    """
    party = facts.standing.party
    if not (own := _own(actor, party)).allowed:
        return own
    found = [menu.eligibility(facts.activity.menu, facts.standing, now), _started(facts.activity, now)]
    total = facts.activity.menu.seats_total
    if facts.together and total is not None and len(facts.people) > total:
        code = facts.activity.menu.code
        found.append(refuse("nominations.group_too_large", members=len(facts.people), code=code, seats=total))
    if facts.goal and facts.goal not in facts.goals:
        found.append(refuse("nominations.goal_not_in_force", goal=facts.goal, party=party))
    return all_of((*found, *(fits(facts.activity, one, now) for one in facts.people)))


def may_receive(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to take a name into the list of those who wait for a seat, until the start (W-41)."""
    return first_of(_host(actor, facts.activity), _step("receive", facts), _running(facts.activity, now))


def may_decline(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to turn a name down, with a reason that the party reads."""
    written = ALLOWED if facts.reason.strip() else refuse("nominations.reason_missing")
    return first_of(_host(actor, facts.activity), _step("decline", facts), written)


def may_confirm(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to take the seat that is kept for it, until the offer runs out (W-44).

    It must still be one that could come, and the person must not hold another seat on these days (W-46).
    """
    return first_of(
        _own(actor, facts.party),
        _step("confirm", facts),
        _in_time(facts, now),
        _still_open(facts, now),
        _elsewhere(facts.number, facts.overlap),
    )


def may_withdraw(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to take a name back until the activity begins; a seat held is free at once (W-42)."""
    return first_of(_own(actor, facts.party), _step("withdraw", facts), _started(facts.activity, now))


def may_exchange(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to send somebody else in the same place until nominations close (W-41)."""
    alive = ALLOWED if facts.state in ALIVE else refuse("nominations.wrong_state", state=facts.state)
    verdict = first_of(_own(actor, facts.party), alive, _closed(facts.activity, now), _still_open(facts, now))
    if not verdict.allowed or facts.candidate is None:
        return verdict
    return fits(facts.activity, facts.candidate, now)


def may_rejoin(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to wait again, at the end of the list, after it let an offer run out (W-44)."""
    verdict = first_of(
        _own(actor, facts.party),
        _step("rejoin", facts),
        _running(facts.activity, now),
        _still_open(facts, now),
    )
    if not verdict.allowed or facts.candidate is None:
        return verdict
    return fits(facts.activity, facts.candidate, now)


def may_expire(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the clock alone to end an offer, and never before its time (W-44)."""
    if not actor.is_system or facts.expires_at is None or now < facts.expires_at:
        return refuse("nominations.wrong_state", state=facts.state)
    return _step("expire", facts)


def may_seat_waiting(actor: Actor, facts: ListFacts, now: datetime) -> Verdict:
    """This will allow the system at any time, and the host while a seat is free, to go through the list (W-43)."""
    if actor.is_system:
        return ALLOWED
    seats, taken = facts.activity.menu.seats_total, facts.activity.menu.seats_given
    full = seats is not None and taken >= seats
    return first_of(
        _host(actor, facts.activity),
        _running(facts.activity, now),
        refuse("nominations.seats_full", taken=taken, seats=seats) if full else ALLOWED,
    )


def may_grant(actor: Actor, facts: ListFacts, now: datetime) -> Verdict:
    """This will leave it to what follows from a published round to give its seats; nobody does it by hand (W-98)."""
    return ALLOWED if actor.is_system else refuse("nominations.not_host", code=_code(facts), provider=_host_name(facts))


def may_reschedule(actor: Actor, facts: ListFacts, now: datetime) -> Verdict:
    """This will leave it to what follows from new dates to bring offers and retention in line (W-44, W-47)."""
    return ALLOWED if actor.is_system else refuse("nominations.not_host", code=_code(facts), provider=_host_name(facts))


def may_call_off(actor: Actor, facts: ListFacts, now: datetime) -> Verdict:
    """This will end nominations where the activity itself has been cancelled or dropped; nobody does it by hand."""
    gone = facts.activity.menu.state in {menu.State.CANCELLED, menu.State.RETIRED}
    return ALLOWED if actor.is_system and gone else refuse("nominations.ends_with_activity", code=_code(facts))


def may_close(actor: Actor, facts: ListFacts, now: datetime) -> Verdict:
    """This will end the waiting where the activity has taken place; nobody does it by hand."""
    over = facts.activity.menu.state in {menu.State.HELD, menu.State.REPORTED, menu.State.RETIRED}
    return ALLOWED if actor.is_system and over else refuse("nominations.ends_with_activity", code=_code(facts))


def may_attend(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to record who came, from the first day on and for a time after the last (W-49)."""
    return first_of(_host(actor, facts.activity), _step("attend", facts), _recording(actor, facts, now))


def may_miss(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to record who did not come, in the same time (W-49)."""
    return first_of(_host(actor, facts.activity), _step("miss", facts), _recording(actor, facts, now))


def may_erase(actor: Actor, facts: ErasureFacts, now: datetime) -> Verdict:
    """This will allow the clock to erase personal data once their time is over, and never before (W-47)."""
    if actor.is_system and brussels_day(now) >= facts.erase_on:
        return ALLOWED
    return refuse("nominations.kept_until", until_on=facts.erase_on)


# -- days ------------------------------------------------------------------------------------------------------------


def expiry(now: datetime, start_on: date | None) -> datetime:
    """This will tell until when a seat offered now is kept: some days, and not beyond the start (W-44)."""
    until = now + timedelta(days=number("nominations.offer_days"))
    return min(until, end_of_day(start_on - timedelta(days=1))) if start_on else until


def kept_until(end_on: date) -> date:
    """This will tell on which day personal data for an activity are erased (W-47)."""
    return end_on + timedelta(days=number("nominations.retention_days"))


def recorded_until(end_on: date) -> date:
    """This will give the last day on which the host may record attendance (W-49)."""
    return end_on + timedelta(days=number("nominations.attendance_days"))


def is_filling(activity: ActivityFacts, now: datetime) -> bool:
    """This will tell whether seats are still given: the activity stands on the menu and has not begun (W-41)."""
    return _running(activity, now).allowed


# -- one person ------------------------------------------------------------------------------------------------------


def fits(activity: ActivityFacts, candidate: Candidate, now: datetime) -> Verdict:
    """This will name everything that stands against one person (W-45, W-46)."""
    return all_of(_against(activity, candidate, now))


def _against(activity: ActivityFacts, one: Candidate, now: datetime) -> Iterator[Verdict]:
    if one.is_repeated:
        yield refuse("nominations.person_twice", person=one.number)
    if one.nominated_on is not None:
        yield refuse("nominations.already_nominated", person=one.number, code=activity.menu.code, on=one.nominated_on)
    for reason in menu.fitness(activity.wanted, one.person).reasons:
        yield _unfit(reason, one, activity, now)
    yield _elsewhere(one.number, one.overlap)


def _unfit(reason: Reason, one: Candidate, activity: ActivityFacts, now: datetime) -> Verdict:
    """This will say of a person what the menu's rule found missing."""
    wanted, brings = activity.wanted, one.person
    match reason.code:
        case "menu.rank":
            lowest, highest = wanted.rank_from or "OR-1", wanted.rank_to or "OF-10"
            return refuse(
                "nominations.rank_outside",
                person=one.number,
                rank_from=lowest,
                rank_to=highest,
                rank=brings.rank or "—",
            )
        case "menu.language_profile":
            return refuse(
                "nominations.language_below",
                person=one.number,
                required=wanted.language_profile,
                profile=brings.language_profile or "—",
            )
        case "menu.clearance":
            return refuse(
                "nominations.clearance_missing", person=one.number, required=wanted.clearance, on=brussels_day(now)
            )
        case "menu.prerequisite":
            missing = tuple(sorted(wanted.prerequisites - brings.courses))
            return refuse("nominations.prerequisite_missing", person=one.number, prerequisite=missing)
        case _:
            return Verdict((reason,))


def _elsewhere(person: int, overlap: Overlap | None) -> Verdict:
    if overlap is None:
        return ALLOWED
    return refuse(
        "nominations.dates_overlap",
        person=person,
        other=overlap.code,
        starts_on=overlap.starts_on,
        ends_on=overlap.ends_on,
    )


# -- who, and when ---------------------------------------------------------------------------------------------------


def _code(facts: ListFacts) -> str:
    return facts.activity.menu.code


def _host_name(facts: ListFacts) -> str:
    return facts.activity.host or "—"


def _own(actor: Actor, party: str) -> Verdict:
    if actor.acts_for(party) and actor.has(*NOMINATING):
        return ALLOWED
    return refuse("nominations.not_own_authority", party=party)


def is_host(actor: Actor, host_party: str) -> bool:
    """This will tell whether somebody gives the seats: a course director of the host, or the menu manager (W-12)."""
    directs = bool(host_party) and actor.acts_for(host_party) and actor.has(Role.COURSE_DIRECTOR)
    return directs or (actor.is_staff and actor.has(Role.MENU_MANAGER))


def _host(actor: Actor, facts: ActivityFacts) -> Verdict:
    if is_host(actor, facts.host_party):
        return ALLOWED
    return refuse("nominations.not_host", code=facts.menu.code, provider=facts.host or "—")


def _step(verb: str, facts: NominationFacts) -> Verdict:
    return ALLOWED if WORKFLOW.may(verb, facts.state) else refuse("nominations.wrong_state", state=facts.state)


def _in_time(facts: NominationFacts, now: datetime) -> Verdict:
    if facts.expires_at is not None and now >= facts.expires_at:
        return refuse("nominations.offer_expired", expired_at=facts.expires_at)
    return ALLOWED


def _started(activity: ActivityFacts, now: datetime) -> Verdict:
    start = activity.menu.start_on
    if start is not None and brussels_day(now) >= start:
        return refuse("nominations.begun", code=activity.menu.code, starts_on=start)
    return ALLOWED


def _running(activity: ActivityFacts, now: datetime) -> Verdict:
    if activity.menu.state not in menu.RUNNING:
        return refuse("nominations.not_published", code=activity.menu.code, state=activity.menu.state)
    return _started(activity, now)


def _closed(activity: ActivityFacts, now: datetime) -> Verdict:
    closes = activity.menu.nominate_by
    if closes is None or now < menu.closes_at(closes):
        return ALLOWED
    starts_on = activity.menu.start_on or closes
    return refuse("nominations.closed", code=activity.menu.code, closed_on=closes, starts_on=starts_on)


def _still_open(facts: NominationFacts, now: datetime) -> Verdict:
    """This will ask again whether the party could come at all; that nominations have closed is another matter."""
    return menu.eligibility(replace(facts.activity.menu, nominate_by=None), facts.standing, now)


def _recording(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    start, end, day = facts.activity.menu.start_on, facts.activity.menu.end_on, brussels_day(now)
    if start is not None and day < start:
        return refuse("nominations.not_started", starts_on=start)
    if end is not None and day > recorded_until(end) and not actor.is_staff:
        return refuse("nominations.attendance_closed", until_on=recorded_until(end))
    return ALLOWED
