"""Who is told about seats: the host of names, the party of what becomes of them, and all who are nominated of changes.

A letter names activity and number, never a person: mail leaves the walls within which personal data are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.menu import queries as menu
from comity.menu.events import ActivityChanged, ActivityPostponed
from comity.nominations import events, queries
from comity.people import queries as people

STAFF = "IS"
HOSTING, MANAGING = (Role.COURSE_DIRECTOR,), (Role.MENU_MANAGER,)
NOMINATING = (Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.DELEGATE)


def nominated(event: events.PeopleNominated, now: datetime) -> None:
    """This will tell the host that names wait to be received."""
    _tell_host(event.activity, "nominated", str(event.numbers[0]), now, numbers=list(event.numbers))


def received(event: events.NominationReceived, now: datetime) -> None:
    """This will tell the party that the host has received a name."""
    _tell(event.activity, "received", str(event.number), now, [event.party], number=event.number)


def declined(event: events.NominationDeclined, now: datetime) -> None:
    """This will tell the party that the host does not take a name, and why."""
    words = {"number": event.number, "reason": event.reason}
    _tell(event.activity, "declined", str(event.number), now, [event.party], **words)


def offered(event: events.SeatOffered, now: datetime) -> None:
    """This will tell the party that a seat is kept for a name, and until when."""
    key = f"{event.number}:{event.expires_at.isoformat()}"
    _tell(event.activity, "offered", key, now, [event.party], number=event.number, expires_at=event.expires_at)


def confirmed(event: events.SeatConfirmed, now: datetime) -> None:
    """This will tell the host that a seat is taken."""
    _tell_host(event.activity, "confirmed", str(event.number), now, number=event.number)


def withdrawn(event: events.NominationWithdrawn, now: datetime) -> None:
    """This will tell the host that a name is taken back."""
    _tell_host(event.activity, "withdrawn", str(event.number), now, number=event.number, freed=event.freed_seat)


def exchanged(event: events.PersonExchanged, now: datetime) -> None:
    """This will tell the host that somebody else comes."""
    _tell_host(event.activity, "exchanged", f"{event.number}:{now.isoformat()}", now, number=event.number)


def expired(event: events.OfferExpired, now: datetime) -> None:
    """This will tell the party that an offer has run out."""
    _tell(event.activity, "expired", f"{event.number}:{now.isoformat()}", now, [event.party], number=event.number)


def called_off(event: events.NominationsCalledOff, now: datetime) -> None:
    """This will tell all who have nominated that the activity does not take place."""
    _tell(event.activity, "called_off", "", now, event.parties, reason=event.reason)


def changed(event: ActivityChanged, now: datetime) -> None:
    """This will tell all who are nominated what has changed and why."""
    if event.was_published:
        _tell_nominated(event.code, "changed", now, reason=event.reason)


def postponed(event: ActivityPostponed, now: datetime) -> None:
    """This will tell all who are nominated that the activity does not take place on its date; their places stay."""
    _tell_nominated(event.code, "postponed", now, reason=event.reason)


def _tell_nominated(code: str, what: str, now: datetime, **words: object) -> None:
    if concerned := queries.living(code):
        _tell(code, what, now.isoformat(), now, concerned, **words)


def _tell_host(code: str, what: str, key: str, now: datetime, **words: object) -> None:
    """This will tell the host's course directors, or the menu manager where the host has none."""
    row = menu.headline(code)
    if row is None:
        return
    day = brussels_day(now)
    found = people.holders_of([row.party_id], *HOSTING, on=day) if row.party_id else []
    _post(row, what, key, now, found or people.holders_of([STAFF], *MANAGING, on=day), words)


def _tell(code: str, what: str, key: str, now: datetime, to: Iterable[str], **words: object) -> None:
    """This will tell those who nominate for parties."""
    row = menu.headline(code)
    if row is not None:
        _post(row, what, key, now, people.holders_of(to, *NOMINATING, on=brussels_day(now)), words)


def _post(row: Any, what: str, key: str, now: datetime, found: Iterable[Any], words: dict[str, object]) -> None:
    letters.post(
        f"nominations/{what}",
        f"nominations.{what}:{row.code}:{key}",
        now,
        found,
        lambda locale: _said(row, locale, words),
    )


def _said(row: Any, locale: str, words: dict[str, object]) -> dict[str, object]:
    number = words.get("number")
    return {
        "code": row.code,
        "title": row.title_in(locale),
        "path": f"/{locale}/menu/{row.code}/nominees/" + (f"{number}/" if number else ""),
        **words,
    }
