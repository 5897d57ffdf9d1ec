"""Missions: an arrival opens the access and a departure closes it, in the transaction that enters it (W-263)."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import FLOW, Role
from comity.core.calendar import brussels_day
from comity.flows.missing import Missing
from comity.parties import queries as parties
from comity.people import actions as people_actions
from comity.people import queries as people
from comity.presence import queries
from comity.presence.events import OfficerArrived, OfficerDeparted


def open_access(event: OfficerArrived, now: datetime) -> None:
    """This will let somebody who has arrived act for the mission from this minute on, unless that is so already."""
    row, party = queries.accreditation(event.accreditation_id), parties.party(event.party)
    if row is None or party is None:
        raise Missing
    day = brussels_day(now)
    person = people.person_of_address(row.email)
    if person is not None and people.held_role(person.pk, party.pk, row.role, day) is not None:
        return
    people_actions.appoint(
        party,
        FLOW,
        now,
        role=Role(row.role),
        since_on=day,
        email=row.email,
        name=row.name,
        title_en=row.title_en,
        title_fr=row.title_fr,
        locale=row.locale,
        is_fictional=party.is_fictional,
    )


def close_access(event: OfficerDeparted, now: datetime) -> None:
    """This will end every role that somebody who has left holds for the mission, and with it every open session."""
    row = queries.accreditation(event.accreditation_id)
    person = people.person_of_address(row.email) if row else None
    if person is None:
        return
    day = brussels_day(now)
    for held in people.appointments(event.party, on=day):
        if held.person_id == person.pk:
            people_actions.end(held, FLOW, now, ends_on=day)
