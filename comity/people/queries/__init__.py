"""What may be asked about persons, accounts and who acts for whom."""

from comity.people.queries.appointments import (
    account_of,
    appointment,
    appointments,
    code_of,
    digests_due,
    held_role,
    holders,
    holders_of,
    named,
    notes_for,
    person_of_address,
    persons,
    persons_called,
    running,
)
from comity.people.queries.door import DemoPerson, Hat, Visitor, demo_accounts, visitor
from comity.people.queries.facts import (
    appoint_facts,
    deputise_facts,
    end_facts,
    hand_over_facts,
    own_facts,
    request_facts,
)
from comity.people.queries.requests import request, requests, waiting

__all__ = [
    "DemoPerson",
    "Hat",
    "Visitor",
    "account_of",
    "appoint_facts",
    "appointment",
    "appointments",
    "code_of",
    "demo_accounts",
    "deputise_facts",
    "digests_due",
    "end_facts",
    "hand_over_facts",
    "held_role",
    "holders",
    "holders_of",
    "named",
    "notes_for",
    "own_facts",
    "person_of_address",
    "persons",
    "persons_called",
    "request",
    "request_facts",
    "requests",
    "running",
    "visitor",
    "waiting",
]
