"""What the rules of the house are shown."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row
from comity.parties import queries as parties
from comity.people import rules
from comity.people.models import Appointment, Person, Request
from comity.people.queries.appointments import code_of, held_role, person_of_address, running


def appoint_facts(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    role: Role,
    since_on: date,
    email: str,
    until_on: date | None = None,
    **_: object,
) -> rules.AppointFacts:
    """This will gather what the rule on appointing is shown."""
    person = person_of_address(email)
    code = party.subject.removeprefix("party:")
    return rules.AppointFacts(
        party=code,
        side=parties.standing(code, max(since_on, brussels_day(now))).side,
        role=role,
        since_on=since_on,
        until_on=until_on,
        person_id=person.pk if person else None,
        is_held=person is not None and _is_held(person.pk, party.pk, role.value, since_on, until_on),
    )


def end_facts(held: Appointment, actor: Actor, now: datetime, *, ends_on: date) -> rules.EndFacts:
    """This will gather what the rule on ending is shown."""
    return rules.EndFacts(
        party=code_of(held),
        role=Role(held.role),
        person_id=held.person_id,
        since_on=held.since_on,
        until_on=held.until_on,
        ends_on=ends_on,
    )


def deputise_facts(
    held: Appointment, actor: Actor, now: datetime, *, person_id: int, since_on: date, until_on: date | None
) -> rules.DeputiseFacts:
    """This will gather what the rule on deputies is shown."""
    return rules.DeputiseFacts(
        party=code_of(held),
        role=Role(held.role),
        holder_id=held.person_id,
        deputy_id=person_id,
        appointed_since_on=held.since_on,
        appointed_until_on=held.until_on,
        is_deputy=held.deputy_for_id is not None,
        belongs=_belongs(person_id, held.party_id, since_on),
        is_held=_is_held(person_id, held.party_id, held.role, since_on, until_on),
        since_on=since_on,
        until_on=until_on,
    )


def hand_over_facts(
    held: Appointment, actor: Actor, now: datetime, *, person_id: int, on: date, **_: object
) -> rules.HandOverFacts:
    """This will gather what the rule on handing over is shown."""
    return rules.HandOverFacts(
        party=code_of(held),
        role=Role(held.role),
        holder_id=held.person_id,
        successor_id=person_id,
        since_on=held.since_on,
        until_on=held.until_on,
        on=on,
        belongs=_belongs(person_id, held.party_id, on),
        is_held=held_role(person_id, held.party_id, held.role, on) is not None,
    )


def own_facts(person: Person, actor: Actor, now: datetime, *, party: str = "", **_: object) -> rules.OwnFacts:
    """This will gather what the rules on one's own settings are shown."""
    held = Appointment.objects.filter(running(brussels_day(now)), person_id=person.pk)
    return rules.OwnFacts(
        person_id=person.pk, parties=frozenset(held.values_list("party__code", flat=True)), party=party
    )


def _belongs(person_id: int, party_id: int, day: date) -> bool:
    """This will tell whether a person acts for a party in some role of their own right on a day."""
    held = Appointment.objects.filter(running(day), person_id=person_id, party_id=party_id, deputy_for__isnull=True)
    return held.exists()


def _is_held(person_id: int, party_id: int, role: str, since_on: date, until_on: date | None) -> bool:
    """This will tell whether a person already holds the role at some time of a period."""
    overlap = Q(until_on__isnull=True) | Q(until_on__gt=since_on)
    if until_on is not None:
        overlap &= Q(since_on__lt=until_on)
    held = Appointment.objects.filter(overlap, person_id=person_id, party_id=party_id, role=role)
    return held.exists()


def request_facts(request: Request, actor: Actor, now: datetime, **_: object) -> rules.RequestFacts:
    """This will gather what the rule on answering is shown."""
    return rules.RequestFacts(answered_at=request.answered_at)
