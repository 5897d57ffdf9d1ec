"""Who may act for whom: appointments, deputies and hand-over (W-6, W-5, W-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from comity import policy
from comity.core.actor import Actor, Role, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse

PARTNER_ROLES = frozenset({Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.COURSE_DIRECTOR})
ALLY_ROLES = frozenset({Role.HEAD_OF_MISSION, Role.DELEGATE, Role.TRAINING_COORDINATOR, Role.COURSE_DIRECTOR})
STAFF_ROLES = frozenset(
    {
        Role.DESK_OFFICER,
        Role.MENU_MANAGER,
        Role.RESOURCES_OFFICER,
        Role.COUNCIL_SECRETARY,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)
ORGANISATION_ROLES = frozenset({Role.HEAD_OF_MISSION, Role.COURSE_DIRECTOR})

ROLES_OF = {
    Side.PARTNER: PARTNER_ROLES,
    Side.ALLY: ALLY_ROLES,
    Side.STAFF: STAFF_ROLES,
    Side.ORGANISATION: ORGANISATION_ROLES,
    Side.NONE: frozenset[Role](),
}


def holds(day: date, *, since_on: date, until_on: date | None) -> bool:
    """This will tell whether something dated holds on a day; the day of its end no longer counts."""
    return since_on <= day and (until_on is None or day < until_on)


def deputy_days() -> int:
    """This will give for how many days at most somebody may be a deputy (W-5). Units: days."""
    return policy.number("people.deputy_days")


def may_appoint_for(actor: Actor, party: str) -> bool:
    """This will tell whether the actor is the appointing authority of a party: its head, or an administrator (W-4)."""
    return (
        actor.is_system or actor.has(Role.ADMINISTRATOR) or (actor.acts_for(party) and actor.has(Role.HEAD_OF_MISSION))
    )


@dataclass(frozen=True, slots=True)
class AppointFacts:
    """What is known when a party appoints somebody. `person_id` is None for a person not yet known."""

    party: str
    side: Side
    role: Role
    since_on: date
    until_on: date | None = None
    person_id: int | None = None
    is_held: bool = False


def may_appoint(actor: Actor, facts: AppointFacts, now: datetime) -> Verdict:
    """This will allow the head of a party for its own people, an administrator for all, nobody for oneself (W-4)."""
    return first_of(
        _authority(actor, facts.party),
        _not_oneself(actor, facts.person_id, facts.role),
        ALLOWED
        if facts.role in ROLES_OF[facts.side]
        else refuse("people.role_not_of_party", party=facts.party, role=facts.role),
        _in_order(facts.since_on, facts.until_on),
        refuse("people.already_appointed") if facts.is_held else ALLOWED,
    )


@dataclass(frozen=True, slots=True)
class EndFacts:
    """What is known when an appointment is to end. `until_on` is the end entered so far, `ends_on` the one wanted."""

    party: str
    role: Role
    person_id: int
    since_on: date
    until_on: date | None
    ends_on: date


def may_end(actor: Actor, facts: EndFacts, now: datetime) -> Verdict:
    """This will allow the same authority to end an appointment, and everybody to lay down their own (W-4)."""
    own = facts.person_id == actor.person_id
    return first_of(
        ALLOWED if own else _authority(actor, facts.party),
        _still_runs(facts.until_on, now),
        _not_in_the_past(facts.ends_on, now),
        ALLOWED
        if facts.ends_on >= facts.since_on
        else refuse("people.ends_before_start", since_on=facts.since_on, until_on=facts.ends_on),
    )


@dataclass(frozen=True, slots=True)
class DeputiseFacts:
    """What is known when a deputy is to be named for an appointment."""

    party: str
    role: Role
    holder_id: int
    deputy_id: int
    appointed_since_on: date
    appointed_until_on: date | None
    is_deputy: bool
    belongs: bool
    is_held: bool
    since_on: date
    until_on: date | None


def may_deputise(actor: Actor, facts: DeputiseFacts, now: datetime) -> Verdict:
    """This will allow holders to name a deputy of their own party for a time, and the authority too (W-5)."""
    own = facts.holder_id == actor.person_id
    if facts.until_on is None:
        dated = refuse("people.deputy_needs_end", days=deputy_days())
    elif (facts.until_on - facts.since_on).days > deputy_days():
        dated = refuse("people.deputy_too_long", days=(facts.until_on - facts.since_on).days, most=deputy_days())
    else:
        dated = _in_order(facts.since_on, facts.until_on)
    return first_of(
        ALLOWED if own else _authority(actor, facts.party),
        refuse("people.deputy_is_holder") if facts.deputy_id == facts.holder_id else ALLOWED,
        ALLOWED if own else _not_oneself(actor, facts.deputy_id, facts.role),
        _still_runs(facts.appointed_until_on, now),
        refuse("people.deputy_of_deputy") if facts.is_deputy else ALLOWED,
        ALLOWED if facts.belongs else refuse("people.not_of_party", party=facts.party),
        dated,
        _not_in_the_past(facts.since_on, now),
        _within(facts),
        refuse("people.already_appointed") if facts.is_held else ALLOWED,
    )


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """What is known when a post is to pass to a successor on a day."""

    party: str
    role: Role
    holder_id: int
    successor_id: int
    since_on: date
    until_on: date | None
    on: date
    belongs: bool
    is_held: bool


def may_hand_over(actor: Actor, facts: HandOverFacts, now: datetime) -> Verdict:
    """This will allow holders to hand over to a successor whom the head has appointed, and the head to any of its own.

    Source: W-4.
    """
    own = facts.holder_id == actor.person_id
    authority = _authority(actor, facts.party)
    return first_of(
        ALLOWED if own else authority,
        refuse("people.successor_is_holder") if facts.successor_id == facts.holder_id else ALLOWED,
        _still_runs(facts.until_on, now),
        _not_in_the_past(facts.on, now),
        ALLOWED
        if facts.on >= facts.since_on
        else refuse("people.ends_before_start", since_on=facts.since_on, until_on=facts.on),
        ALLOWED if facts.belongs else refuse("people.not_of_party", party=facts.party),
        ALLOWED if facts.is_held else _not_oneself(actor, facts.successor_id, facts.role),
        ALLOWED
        if facts.is_held or authority.allowed
        else refuse("people.successor_not_appointed", party=facts.party, role=facts.role),
    )


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """Whose settings are to change, and which parties the person may act for on that day."""

    person_id: int
    parties: frozenset[str] = frozenset()
    party: str = ""


def may_choose(actor: Actor, facts: OwnFacts, now: datetime) -> Verdict:
    """This will allow everybody to change their own settings and nobody else's."""
    own = actor.is_system or facts.person_id == actor.person_id
    return ALLOWED if own else refuse("people.not_own_settings")


def may_change_hat(actor: Actor, facts: OwnFacts, now: datetime) -> Verdict:
    """This will allow acting for a party that has appointed the person, from the first day to the last (W-6)."""
    held = ALLOWED if facts.party in facts.parties else refuse("people.hat_not_held", party=facts.party)
    return first_of(may_choose(actor, facts, now), held)


@dataclass(frozen=True, slots=True)
class KeyFacts(OwnFacts):
    """Whose key is to be made, and how many of the person's keys still open something."""

    keys: int = 0


def may_make_key(actor: Actor, facts: KeyFacts, now: datetime) -> Verdict:
    """This will allow everybody keys of their own, so many at a time (W-79)."""
    most = policy.number("people.most_keys")
    room = ALLOWED if facts.keys < most else refuse("people.too_many_keys", count=facts.keys, most=most)
    return first_of(may_choose(actor, facts, now), room)


ANSWERING = frozenset({Role.DESK_OFFICER, Role.MENU_MANAGER, Role.COUNCIL_SECRETARY, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """When a request was answered, if it was."""

    answered_at: datetime | None


def may_answer(actor: Actor, facts: RequestFacts, now: datetime) -> Verdict:
    """This will allow the staff who keep files to answer a request, once (W-6, W-9)."""
    return first_of(
        ALLOWED if actor.has(*ANSWERING) else refuse("people.not_answering"),
        ALLOWED if facts.answered_at is None else refuse("people.already_answered", at=facts.answered_at),
    )


def _authority(actor: Actor, party: str) -> Verdict:
    return ALLOWED if may_appoint_for(actor, party) else refuse("people.not_appointing_authority", party=party)


def _not_oneself(actor: Actor, person_id: int | None, role: Role) -> Verdict:
    same = person_id is not None and person_id == actor.person_id
    return refuse("people.not_oneself", role=role) if same else ALLOWED


def _in_order(since_on: date, until_on: date | None) -> Verdict:
    if until_on is None or until_on > since_on:
        return ALLOWED
    return refuse("people.ends_before_start", since_on=since_on, until_on=until_on)


def _still_runs(until_on: date | None, now: datetime) -> Verdict:
    if until_on is None or until_on > brussels_day(now):
        return ALLOWED
    return refuse("people.already_ended", until_on=until_on)


def _not_in_the_past(day: date, now: datetime) -> Verdict:
    today = brussels_day(now)
    return ALLOWED if day >= today else refuse("people.in_the_past", day=day, today=today)


def _within(facts: DeputiseFacts) -> Verdict:
    last = facts.appointed_until_on
    inside = facts.since_on >= facts.appointed_since_on and (
        last is None or (facts.until_on is not None and facts.until_on <= last)
    )
    return ALLOWED if inside else refuse("people.deputy_beyond_appointment")
