"""Who is told about the support of schools: the partner whose school it is, and those who promised teachers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from comity.core.calendar import brussels_day
from comity.education import events, queries
from comity.education.rules import SPEAKERS, EventState, year_name
from comity.flows.notices import letters
from comity.people import queries as people


def assessed(event: events.SchoolAssessed, now: datetime) -> None:
    """This will tell the partner that the findings are there and the plan may be written."""
    _to_partner("assessed", event, now)


def turned_down(event: events.SupportTurnedDown, now: datetime) -> None:
    """This will tell the partner that its request is turned down, and why."""
    _to_partner("turned_down", event, now, reason=event.reason)


def agreed(event: events.SchoolPlanAgreed, now: datetime) -> None:
    """This will tell the partner that both sides have agreed; a plan that was changed is agreed once more."""
    if event.by_both:
        _to_partner("agreed", event, now, key=str(event.version))


def reviewed(event: events.YearReviewed, now: datetime) -> None:
    """This will tell the partner that a year is reviewed."""
    _to_partner("reviewed", event, now, key=str(event.year), year=year_name(event.year))


def held(event: events.EventHeld, now: datetime) -> None:
    """This will tell those who came that the event was reported and is counted."""
    _to_contributors("held", event.support_id, event.event_id, now, event.came, count=event.people)


def dropped(event: events.EventDropped, now: datetime) -> None:
    """This will tell those who promised teachers that the event will not be held, and why."""
    promised = queries.promised(event.support_id)
    parties = [one.party_id for one in promised if one.event_id == event.event_id]
    _to_contributors("dropped", event.support_id, event.event_id, now, parties, reason=event.reason)


def ended(event: events.SupportEnded, now: datetime) -> None:
    """This will tell those who promised teachers for events to come that the partner has ended the support."""
    parties = {one.party_id for one in queries.promised(event.support_id) if one.event.state == EventState.PLANNED}
    _post("ended", event.support_id, str(event.support_id), now, sorted(parties), reason=event.reason)


def _to_partner(template: str, event: Any, now: datetime, *, key: str = "", **said: object) -> None:
    _post(template, event.support_id, f"{event.support_id}:{key}", now, [event.party], **said)


def _to_contributors(
    template: str, support: int, event: int, now: datetime, parties: Iterable[str], **said: object
) -> None:
    row = queries.school_event(event)
    if row is not None:
        _post(template, support, str(event), now, parties, title=row.title, **said)


def _post(template: str, pk: int, key: str, now: datetime, to: Iterable[str], **said: object) -> None:
    row = queries.support(pk)
    codes = list(to)
    if row is None or not codes:
        return
    letters.post(
        f"education/{template}",
        f"education:{template}:{key}",
        now,
        people.holders_of(codes, *SPEAKERS, on=brussels_day(now)),
        lambda locale: {
            "school": row.provider.name_in(locale),
            "path": f"/{locale}/education/schools/{row.pk}/",
            **said,
        },
    )
