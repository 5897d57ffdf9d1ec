"""Who is told about appointments and requests. Mail names the party and the day; no password and no secret travels."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.kernel import outbox
from comity.parties import queries as parties
from comity.people import queries as people
from comity.people.events import AppointmentEnded, DeputyNamed, HelpAsked, PersonAppointed, RequestAnswered

STAFF = "IS"


def appointed(event: PersonAppointed, now: datetime) -> None:
    """This will tell somebody that a party has appointed them, and how to set a password if the account has none."""
    key = f"people:appointed:{event.appointment_id}"
    account = people.account_of(event.person_id)
    is_new = account is not None and not account.has_usable_password()
    _tell(event.person_id, key, "appointed", now, party=event.party, since_on=event.since_on, is_new=is_new)


def ended(event: AppointmentEnded, now: datetime) -> None:
    """This will tell somebody that they no longer act for a party, from when on."""
    key = f"people:ended:{event.appointment_id}:{event.until_on}"
    _tell(event.person_id, key, "ended", now, party=event.party, until_on=event.until_on)


def deputised(event: DeputyNamed, now: datetime) -> None:
    """This will tell the deputy from when to when they act in somebody's place."""
    key = f"people:deputised:{event.deputy_appointment_id}"
    _tell(event.deputy_id, key, "deputised", now, party=event.party, since_on=event.since_on, until_on=event.until_on)


def asked(event: HelpAsked, now: datetime) -> None:
    """This will tell the desk officers that a request waits; its words stay in the request."""
    for held in people.holders(STAFF, Role.DESK_OFFICER, on=brussels_day(now)):
        key = f"people:asked:{event.request_id}:{held.person_id}"
        _tell(held.person_id, key, "asked", now, party=event.party, number=event.request_id)


def answered(event: RequestAnswered, now: datetime) -> None:
    """This will tell who asked that the answer is there."""
    _tell(event.person_id, f"people:answered:{event.request_id}", "answered", now, number=event.request_id)


def _tell(person_id: int, key: str, template: str, now: datetime, **facts: object) -> None:
    """This will write one message to somebody who has an account, in the language of the account."""
    account = people.account_of(person_id)
    if account is None:
        return
    party = str(facts.get("party", ""))
    outbox.post(
        key=key,
        address=account.email,
        template=f"people/{template}",
        context={
            **letters.in_words(facts, account.locale),
            "party_name": parties.names(account.locale).get(party, party),
            "locale": account.locale,
        },
        due_at=now,
        locale=account.locale,
        person_id=person_id,
    )
