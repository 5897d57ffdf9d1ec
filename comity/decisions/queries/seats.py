"""Bodies, formats and who sits in them on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.decisions import rules
from comity.decisions.models import Body, Format
from comity.parties import queries as parties
from comity.policy.loader import pack

COUNCIL, AT_ALLIES = "council", "at-allies"


def body(code: str) -> Body | None:
    """This will find a body by its code."""
    return Body.objects.filter(code=code).first()


def formats(on: date) -> list[Format]:
    """This will list the formats that hold on a day, those of the Council first."""
    running = Q(since_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))
    found = list(Format.objects.filter(running).select_related("body").order_by("body_id", "pk"))
    return sorted(found, key=lambda row: (row.body.code != COUNCIL, row.body.code, row.pk))


def format_(code: str, *, body: str = COUNCIL, participants: Iterable[str] = ()) -> Format | None:
    """This will find a format of a body, the latest if several bear the name."""
    named = sorted(participants)
    found = Format.objects.filter(body__code=body, code=code, participants=named).select_related("body")
    return found.order_by("-since_on", "-pk").first()


def holds(row: Format, day: date) -> bool:
    """This will tell whether a format holds on a day."""
    return row.since_on <= day and (row.until_on is None or day < row.until_on)


def seated(row: Format, day: date) -> frozenset[str]:
    """This will list who sits in a format on a day: members of its communities and named partners, none suspended."""
    found: set[str] = set()
    for community in pack().formats[row.code].communities:
        found.update(parties.active_members(community, day))
    if row.participants:
        standing = parties.standings(row.participants, day)
        found.update(code for code in row.participants if code in standing and not standing[code].is_suspended)
    return frozenset(found)


def audience_of(row: Format, now: datetime) -> list[str]:
    """This will resolve who reads a text that circulates in a format: those who sit there, and the staff."""
    names = {*pack().formats[row.code].communities, audience.STAFF}
    names |= {audience.party(code) for code in row.participants}
    return parties.resolve_audience(names, now)


def audience_of_letters(found: Iterable[str], party: str) -> list[str]:
    """This will narrow the readers of an item to those of a letter on it: Allies, the staff and the writer (W-39)."""
    kept = {name for name in found if name == audience.STAFF or name.startswith(f"{audience.ALLIES}.")}
    return sorted(kept | {audience.STAFF, audience.party(party)})


def body_name(row: Format, day: date, locale: str, *, brief: bool = False) -> str:
    """This will name a body as it was called on a day."""
    name = pack().bodies[row.body.code].name_on(day)
    return (name.abbreviation if brief else name.name).in_(locale)


def format_name(row: Format, locale: str, *, allies: int) -> str:
    """This will name a format, as in "at 32"."""
    label = pack().formats[row.code].label.in_(locale).replace("{count}", str(allies))
    return f"{label}: {', '.join(row.participants)}" if row.participants else label


def allies_on(day: date) -> int:
    """This will count the Allies on a day."""
    return len(parties.members(audience.ALLIES, day))


def counted(row: Format, day: date) -> str:
    """This will write a format so that refusals can name it: with the number of Allies where its label counts them."""
    return f"{row.code}/{allies_on(day)}" if "{count}" in pack().formats[row.code].label.en else row.code


def hours() -> rules.Hours:
    """This will give the limits that W-30 sets to silence periods."""
    loaded = pack()
    return rules.Hours(
        min_working_days=loaded.number("decisions.min_working_days"),
        first_hour=loaded.number("decisions.first_hour"),
        last_hour=loaded.number("decisions.last_hour"),
    )


def today(now: datetime) -> date:
    """This will give the day at the seat."""
    return brussels_day(now)
