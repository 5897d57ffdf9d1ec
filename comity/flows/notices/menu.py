"""Who is told about the menu: the staff of offers, providers of what becomes of theirs, and all whom a change concerns.

A change, a postponement, a cancellation and a retirement concern the provider, the partners whose programmes use the
activity, and those who have nominated for it; the last are told with their nominations (flows/notices/nominations.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.menu import events, queries
from comity.people import queries as people
from comity.programmes import queries as programmes

STAFF = "IS"
SCREENING = (Role.MENU_MANAGER, Role.DESK_OFFICER)
PROVIDING = (Role.COURSE_DIRECTOR, Role.TRAINING_COORDINATOR)
PLANNING = (Role.MISSION_OFFICER, Role.HEAD_OF_MISSION, Role.TRAINING_COORDINATOR)


def offered(event: events.ActivityOffered, now: datetime) -> None:
    """This will tell the staff of an offer that waits to be screened."""
    _tell(event.code, "offered", "", now, [(STAFF, SCREENING)], provider=event.provider)


def published(event: events.ActivityPublished, now: datetime) -> None:
    """This will tell the provider that its activity stands on the menu."""
    _tell(event.code, "published", "", now, _provider(event.code))


def changed(event: events.ActivityChanged, now: datetime) -> None:
    """This will tell those concerned what has changed and why; a change before publication concerns the staff alone."""
    if event.was_published:
        _tell_concerned(event.code, "changed", now, reason=event.reason)


def postponed(event: events.ActivityPostponed, now: datetime) -> None:
    """This will tell those concerned that the activity does not take place on its date."""
    _tell_concerned(event.code, "postponed", now, reason=event.reason, start=event.start_on)


def cancelled(event: events.ActivityCancelled, now: datetime) -> None:
    """This will tell those concerned that the activity does not take place."""
    if event.was_published:
        _tell_concerned(event.code, "cancelled", now, reason=event.reason)


def retired(event: events.ActivityRetired, now: datetime) -> None:
    """This will tell those concerned that the activity is dropped, and what replaces it."""
    _tell_concerned(event.code, "retired", now, reason=event.reason, replacement=event.replacement)


def _tell_concerned(code: str, what: str, now: datetime, **context: object) -> None:
    row = queries.activity(code)
    if row is not None:
        using = [(use.programme.party.code, PLANNING) for use in programmes.programmes_using(code)]
        _tell(code, what, f":{row.version}", now, [*_provider(code), *using], **context)


def _provider(code: str) -> list[tuple[str, tuple[Role, ...]]]:
    row = queries.activity(code)
    return [(row.party_id, PROVIDING)] if row is not None and row.party_id else []


def _tell(
    code: str, what: str, key: str, now: datetime, to: Iterable[tuple[str, tuple[Role, ...]]], **context: object
) -> None:
    """This will write a letter to each person once, in their language, however many reasons there are to tell them."""
    row = queries.activity(code)
    if row is None:
        return
    day = brussels_day(now)
    found = [held for party, roles in dict.fromkeys(to) for held in people.holders_of([party], *roles, on=day)]
    letters.post(f"menu/{what}", f"menu.{what}:{row.code}{key}", now, found, lambda locale: _said(row, locale, context))


def _said(row: Any, locale: str, context: dict[str, object]) -> dict[str, object]:
    return {
        "code": row.code,
        "title": row.title_in(locale),
        "start": row.start_on,
        "end": row.end_on,
        "place": row.place_city,
        "fields": list(row.changed_fields),
        "path": f"/{locale}/menu/{row.code}/",
        **context,
    }
