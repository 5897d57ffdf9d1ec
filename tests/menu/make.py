"""Courses and activities for the tests of the menu, one line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.core.actor import CLOCK, Actor, Role
from comity.menu import actions, queries
from comity.menu.models import Activity, Course
from comity.parties.models import Provider
from tests import factories as make

NOW = make.NOW
WHOLE: dict[str, Any] = {
    "kind": "course",
    "title_en": "Staff Officers’ Orientation Course",
    "title_fr": "Cours d’orientation pour officiers d’état-major",
    "aim_en": "To prepare officers for work in a multinational headquarters.",
    "areas": ["interoperability"],
    "place_city": "Tallinn",
    "place_nation": "EE",
    "delivery": "resident",
    "languages": ["en"],
    "start_on": date(2027, 3, 1),
    "end_on": date(2027, 3, 12),
    "seats_total": 20,
    "payer": "sender",
    "contact_name": "Course office",
    "contact_email": "office@example.test",
}


def provider(code: str = "XTC", party: str = "XA") -> Provider:
    """A training centre of a party."""
    if found := Provider.objects.filter(code=code).first():
        return found
    return Provider.objects.create(
        code=code,
        party=make.party(party),
        kind="ptec",
        abbreviation=code,
        name_en=f"Training centre {code}",
        city="Tallinn",
        audience=["public"],
    )


def director(party: str = "XA") -> Actor:
    """The director of courses of a party's provider."""
    return make.actor_of(make.account(party, Role.COURSE_DIRECTOR))


def manager() -> Actor:
    """The menu manager."""
    return make.actor_of(make.staff(Role.MENU_MANAGER))


def desk() -> Actor:
    """A desk officer of the staff."""
    return make.actor_of(make.staff(Role.DESK_OFFICER))


def offered(
    *, party: str = "XA", shares: tuple[queries.ShareInput, ...] = (), codes: Any = (), **values: Any
) -> Activity:
    """An activity that has been offered."""
    made = provider(f"T{party}", party)
    event = actions.offer(
        make.party(party),
        CLOCK,
        NOW,
        provider=made.code,
        values={**WHOLE, **values},
        seat_shares=shares,
        outside_codes=codes,
    )
    return Activity.objects.get(pk=event.activity_id)


def published(**more: Any) -> Activity:
    """An activity that stands on the menu."""
    make.party("IS")
    row = offered(**more)
    actions.screen(row, CLOCK, NOW)
    actions.agree(row, CLOCK, NOW, decision="PO(2026)0188")
    actions.publish(row, CLOCK, NOW)
    row.refresh_from_db()
    return row


def course(party: str = "XA", **values: Any) -> Course:
    """A course of the catalogue."""
    dated = {"start_on", "end_on", "seats_total"}
    made = provider(f"T{party}", party)
    given = {name: value for name, value in {**WHOLE, **values}.items() if name not in dated}
    event = actions.offer_course(make.party(party), CLOCK, NOW, provider=made.code, values=given)
    return Course.objects.get(pk=event.course_id)
