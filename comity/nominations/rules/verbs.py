"""Who may put names forward, take seats and give them (W-40 to W-49)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day, end_of_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.menu import rules as menu
from comity.nominations.rules.states import ALIVE, WORKFLOW, State
from comity.policy import pack

NOMINATING = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.DELEGATE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as the rules see one: how they are called in sentences, what they bring, what stands against them.

    `nominated_on` is the day on which the same person was already put forward; `overlaps` what they hold a seat in on
    the same days, as (code, first day, last day).
    """

    name: str
    person: menu.Person
    nominated_on: date | None = None
    overlaps: tuple[str, date, date] | None = None


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity as nominations see it: its own rules' facts, who hosts it, what it asks of people."""

    menu: menu.ActivityFacts
    wanted: menu.Requirements
    host_party: str
    host: str


@dataclass(frozen=True, slots=True)
class NominateFacts:
    """What is asked: whom a party would put forward, and where it stands."""

    activity: ActivityFacts
    standing: menu.Standing
    people: tuple[Candidate, ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """A nomination and what is asked of it."""

    activity: ActivityFacts
    party: str
    state: State
    expires_at: datetime | None = None
    reason: str = ""
    candidate: Candidate | None = None
    held_on: date | None = None


def may_nominate(actor: Actor, facts: NominateFacts, now: datetime) -> Verdict:
    """This will allow the party's own authority to put forward people who fit, for an activity open to it.

    Without people it answers whether the party may nominate at all. Every reason is given, the weightiest first.
    """
    party = facts.standing.party
    if not (actor.acts_for(party) and actor.has(*NOMINATING)):
        return refuse("nominations.not_own_authority", party=party)
    open_to = menu.eligibility(facts.activity.menu, facts.standing, now)
    total = facts.activity.menu.seats_total
    if facts.together and total is not None and len(facts.people) > total:
        return refuse(
            "nominations.group_too_large", members=len(facts.people), code=facts.activity.menu.code, seats=total
        )
    return all_of((open_to, *(_fits(facts.activity, one) for one in facts.people)))


def may_receive(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to take a name into the list of those who wait for a seat."""
    return first_of(_host(actor, facts.activity), _step("receive", facts), _not_over(facts.activity, now))


def may_decline(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to turn a name down, with a reason that the party reads."""
    if not facts.reason.strip():
        return first_of(
            _host(actor, facts.activity), _step("decline", facts), refuse("nominations.reason_missing")
        )
    return first_of(_host(actor, facts.activity), _step("decline", facts))


def may_confirm(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to take the seat that is kept for it, until the offer runs out (W-44)."""
    verdict = first_of(_own(actor, facts.party), _step("confirm", facts))
    if verdict.allowed and facts.expires_at is not None and now >= facts.expires_at:
        return refuse("nominations.offer_expired", expired_at=facts.expires_at)
    return verdict


def may_withdraw(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to take a name back until the activity begins; a seat held is free at once (W-42)."""
    start = facts.activity.menu.start_on
    verdict = first_of(_own(actor, facts.party), _step("withdraw", facts))
    if verdict.allowed and start is not None and brussels_day(now) >= start:
        return refuse("nominations.begun", code=facts.activity.menu.code, starts_on=start)
    return verdict


def may_exchange(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to send somebody else in the same place until nominations close (W-41)."""
    verdict = first_of(_own(actor, facts.party), _alive(facts))
    if not verdict.allowed:
        return verdict
    closes = facts.activity.menu.nominate_by
    if closes is not None and now >= menu.closes_at(closes):
        start = facts.activity.menu.start_on or closes
        return refuse("nominations.closed", code=facts.activity.menu.code, closed_on=closes, starts_on=start)
    return _fits(facts.activity, facts.candidate) if facts.candidate else ALLOWED


def may_rejoin(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the party to wait again, at the end of the list, after it let an offer run out (W-44)."""
    return first_of(_own(actor, facts.party), _step("rejoin", facts), _not_over(facts.activity, now))


def may_expire(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the clock alone to end an offer, and never before its time (W-44)."""
    if not actor.is_system or facts.expires_at is None or now < facts.expires_at:
        return refuse("nominations.wrong_state", state=facts.state)
    return _step("expire", facts)


def may_seat_waiting(actor: Actor, facts: ActivityFacts, now: datetime) -> Verdict:
    """This will allow the host and the system to fill free seats from the list, in its order (W-43)."""
    return ALLOWED if actor.is_system else _host(actor, facts)


def may_attend(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to record who came, from the first day on and for a time after the last (W-49)."""
    return first_of(_host(actor, facts.activity), _step("attend", facts), _recording(facts, now))


def may_miss(actor: Actor, facts: NominationFacts, now: datetime) -> Verdict:
    """This will allow the host to record who did not come, in the same time (W-49)."""
    return first_of(_host(actor, facts.activity), _step("miss", facts), _recording(facts, now))


def may_erase(actor: Actor, facts: ErasureFacts, now: datetime) -> Verdict:
    """This will allow the clock to erase personal data once their time is over, and never before (W-47)."""
    if actor.is_system and brussels_day(now) >= facts.erase_on:
        return ALLOWED
    return refuse("nominations.kept_until", until_on=facts.erase_on)


@dataclass(frozen=True, slots=True)
class ErasureFacts:
    """Until when personal data are kept."""

    erase_on: date


def expiry(now: datetime, start_on: date | None) -> datetime:
    """This will tell until when a seat offered now is kept: some days, and not beyond the start (W-44)."""
    until = now + timedelta(days=_number("W-44", "offer_days"))
    return min(until, end_of_day(start_on - timedelta(days=1))) if start_on else until


def kept_until(end_on: date) -> date:
    """This will tell on which day personal data for an activity are erased (W-47)."""
    return end_on + timedelta(days=_number("W-47", "retention_days"))


def is_confirmed_at_once(now: datetime, start_on: date | None) -> bool:
    """This will tell whether there is no time left to ask the party, so that no seat could be kept open."""
    return start_on is not None and expiry(now, start_on) <= now


def _number(rule: str, name: str) -> int:
    return int(pack().rule(rule).numbers[name])


def _own(actor: Actor, party: str) -> Verdict:
    if actor.acts_for(party) and actor.has(*NOMINATING):
        return ALLOWED
    return refuse("nominations.not_own_authority", party=party)


def _host(actor: Actor, facts: ActivityFacts) -> Verdict:
    if actor.has(Role.COURSE_DIRECTOR) and actor.acts_for(facts.host_party):
        return ALLOWED
    if actor.is_staff and actor.has(Role.MENU_MANAGER):
        return ALLOWED
    return refuse("nominations.not_host", code=facts.menu.code, provider=facts.host)


def _step(verb: str, facts: NominationFacts) -> Verdict:
    return ALLOWED if WORKFLOW.may(verb, facts.state) else refuse("nominations.wrong_state", state=facts.state)


def _alive(facts: NominationFacts) -> Verdict:
    return ALLOWED if facts.state in ALIVE else refuse("nominations.wrong_state", state=facts.state)


def _not_over(activity: ActivityFacts, now: datetime) -> Verdict:
    """Seats are filled until the activity begins (W-41)."""
    start = activity.menu.start_on
    if activity.menu.state not in menu.RUNNING:
        return refuse("nominations.not_published", code=activity.menu.code, state=activity.menu.state)
    if start is not None and brussels_day(now) >= start:
        return refuse("nominations.begun", code=activity.menu.code, starts_on=start)
    return ALLOWED


def _recording(facts: NominationFacts, now: datetime) -> Verdict:
    start, end = facts.activity.menu.start_on, facts.activity.menu.end_on
    day = brussels_day(now)
    if start is not None and day < start:
        return refuse("nominations.not_started", starts_on=start)
    until = end + timedelta(days=_number("W-49", "attendance_days")) if end else None
    return refuse("nominations.attendance_closed", until_on=until) if until and day > until else ALLOWED


def _fits(activity: ActivityFacts, candidate: Candidate) -> Verdict:
    """This will name everything that stands against one person."""
    code = activity.menu.code
    found: list[Verdict] = [menu.fitness(activity.wanted, candidate.person)]
    if candidate.nominated_on is not None:
        found.insert(
            0, refuse("nominations.already_nominated", name=candidate.name, code=code, on=candidate.nominated_on)
        )
    if candidate.overlaps is not None:
        other, starts_on, ends_on = candidate.overlaps
        found.append(
            refuse(
                "nominations.dates_overlap", name=candidate.name, other=other, starts_on=starts_on, ends_on=ends_on
            )
        )
    return all_of(found)


def reasons_for(people: Iterable[Candidate], activity: ActivityFacts) -> dict[str, Verdict]:
    """This will answer for each person alone why they could not go."""
    return {one.name: _fits(activity, one) for one in people}
