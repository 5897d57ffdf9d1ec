"""Who is told about grants: the mission that applied, and holds the grant."""

from __future__ import annotations

from datetime import datetime

from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.people import queries as people
from comity.science import events, queries
from comity.science.rules import LODGERS


def awarded(event: events.GrantAwarded, now: datetime) -> None:
    """This will tell the mission that its application has got a grant, and where the letter is."""
    row = queries.grant(event.grant_id)
    if row is None:
        return
    title = row.application.title
    found = people.holders_of([event.party], *LODGERS, on=brussels_day(now))
    letters.post(
        "science/awarded",
        f"science/awarded:{row.pk}",
        now,
        found,
        lambda locale: {"title": title, "letter": event.letter, "path": f"/{locale}/science/grants/{row.pk}/"},
    )


def declined(event: events.ApplicationDeclined, now: datetime) -> None:
    """This will tell the mission that its application gets no grant, and why."""
    row = queries.application(event.application_id)
    if row is None:
        return
    found = people.holders_of([event.party], *LODGERS, on=brussels_day(now))
    letters.post(
        "science/declined",
        f"science/declined:{row.pk}",
        now,
        found,
        lambda locale: {
            "title": row.title,
            "reason": event.reason,
            "path": f"/{locale}/science/applications/{row.pk}/",
        },
    )


def reminded(event: events.ProgressReminded, now: datetime) -> None:
    """This will remind the mission of a report on progress."""
    row = queries.report(event.report_id)
    if row is None:
        return
    found = people.holders_of([row.grant.application.party_id], *LODGERS, on=brussels_day(now))
    letters.post(
        "science/reminder",
        f"science/reminder:{row.pk}:{event.round}",
        now,
        found,
        lambda locale: {
            "title": row.grant.application.title,
            "number": row.number,
            "due": row.due_on,
            "path": f"/{locale}/science/grants/{row.grant_id}/",
        },
    )
