"""Erasing: personal data go when their time is over; party, day and result remain."""

from __future__ import annotations

from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.menu.rules import Clearance
from comity.nominations import events, queries, rules
from comity.nominations.actions import keeping
from comity.nominations.models import Nomination, Nominee


def _about(row: Nominee, event: events.PersonalDataErased) -> tuple[str, list[str]]:
    return f"nomination:{event.activity}/{event.number}", sorted({audience.STAFF, *row.audience})


@action(may=rules.may_erase, facts=queries.facts_of_erase, filed=_about)
def erase(nominee: Nominee, actor: Actor, now: datetime) -> events.PersonalDataErased:
    """This will destroy the key of a person's data and empty what was kept in clear of what they bring (W-47)."""
    keeping.destroy(nominee, now)
    row = Nomination.objects.get(nominee=nominee)
    row.fingerprint = None
    row.rank = row.language_profile = ""
    row.clearance = Clearance.NONE
    row.courses = []
    row.save(update_fields=["fingerprint", "rank", "language_profile", "clearance", "courses"])
    return events.PersonalDataErased(row.code, row.number, row.party_id, nominee.erase_on)
