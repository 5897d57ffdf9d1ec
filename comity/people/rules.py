"""Who may act for whom: appointments, deputies and hand-over (W-4, W-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from comity.core.actor import Actor, Role, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, refuse

PARTNER_ROLES = frozenset(
    {Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.COURSE_DIRECTOR}
)
ALLY_ROLES = frozenset({Role.HEAD_OF_MISSION, Role.DELEGATE, Role.TRAINING_COORDINATOR, Role.COURSE_DIRECTOR})
STAFF_ROLES = frozenset(
    {Role.DESK_OFFICER, Role.MENU_MANAGER, Role.COUNCIL_SECRETARY, Role.AUDITOR, Role.ADMINISTRATOR}
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


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """What the rules on appointments are shown.

    `party` is the party appointed for; `appointer_of` who may appoint there; `until_on` the end now entered, if any.
    """

    party: str
    side: Side
    role: Role | None = None
    since_on: date | None = None
    until_on: date | None = None
    person_id: int | None = None
    has_ended: bool = False


def may_appoint(actor: Actor, facts: AppointmentFacts, now: datetime) -> Verdict:
    """This will allow the head of a mission for its own party, and an administrator for all (W-4)."""
    if not _appoints_for(actor, facts.party):
        return refuse("people.not_appointing_authority", party=facts.party)
    if facts.role is not None and facts.role not in ROLES_OF[facts.side]:
        return refuse("people.role_not_of_party", party=facts.party, role=facts.role)
    if facts.since_on is not None and facts.until_on is not None and facts.until_on <= facts.since_on:
        return refuse("people.ends_before_start", since_on=facts.since_on, until_on=facts.until_on)
    return ALLOWED


def may_end(actor: Actor, facts: AppointmentFacts, now: datetime) -> Verdict:
    """This will allow the same authority to end an appointment that runs, and everybody to lay down their own (W-4)."""
    own = facts.person_id is not None and facts.person_id == actor.person_id
    if not own and not _appoints_for(actor, facts.party):
        return refuse("people.not_appointing_authority", party=facts.party)
    if facts.until_on is not None and facts.until_on <= brussels_day(now):
        return refuse("people.already_ended", until_on=facts.until_on)
    return ALLOWED


def may_deputise(actor: Actor, facts: AppointmentFacts, now: datetime) -> Verdict:
    """This will allow holders to name a deputy for their own appointment, and the appointing authority too (W-5)."""
    ended = may_end(actor, facts, now)
    if not ended.allowed:
        return ended
    if facts.since_on is not None and facts.until_on is None:
        return refuse("people.deputy_needs_end", since_on=facts.since_on)
    return ALLOWED


def _appoints_for(actor: Actor, party: str) -> bool:
    return actor.is_system or actor.has(Role.ADMINISTRATOR) or (
        actor.acts_for(party) and actor.has(Role.HEAD_OF_MISSION)
    )
