"""Whom one asks to lift an obstacle: the people who hold the office where the reader may know them, or the office."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from comity.core.calendar import brussels_day
from comity.kernel import clock, scope
from comity.menu import queries as menu
from comity.people import queries as people
from comity.policy import pack
from comity.policy.model import Contact
from comity.web.people import labels

STAFF = "IS"
MOST = 2


@dataclass(slots=True)
class Book:
    """What was looked up for one verdict: holders of offices, and the contact of the activity."""

    held: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    hosts: dict[str, Any] = field(default_factory=dict)


def book(wanted: Iterable[tuple[str, Mapping[str, object]]]) -> Book:
    """This will look up the contacts of several obstacles at once, as far as the reader may know them.

    Two queries, or none: one for those who hold offices, one for the activity.
    """
    found = Book()
    asked: dict[str, set[str]] = {}
    codes: set[str] = set()
    for contact, facts in wanted:
        if (office := pack().contacts.get(contact)) is None:
            continue
        if office.of == "host":
            codes |= {code} if (code := _code(facts)) else set()
        elif party := _party(office, facts):
            asked.setdefault(party, set()).update(office.roles)
    if asked:
        for one in people.contacts(asked, on=brussels_day(clock.now())):
            found.held.setdefault((one.party.code, one.role), []).append(one)
    for code in codes:
        found.hosts[code] = menu.bare(code)
    return found


def of(contact: str, facts: Mapping[str, object], found: Book) -> dict[str, Any] | None:
    """This will name whom to ask: people with their function and address, or the office alone; nobody if unknown."""
    office = pack().contacts.get(contact)
    if office is None:
        return None
    locale = get_language() or "en"
    if office.of == "host":
        row = found.hosts.get(_code(facts))
        if row is None or not (row.contact_name or row.contact_email):
            return None
        who = {"name": row.contact_name or row.contact_email, "title": row.provider_name, "mail": row.contact_email}
        return {"office": "", "mail": "", "people": [who]}
    party = _party(office, facts)
    held = next((rows for role in office.roles if (rows := found.held.get((party, role)))), [])
    named = [_person(one, locale) for one in held[:MOST]]
    if not named and office.of != "staff":
        return None
    return {"office": "" if named else office.name.in_(locale), "mail": office.mail, "people": named}


def _person(one: Any, locale: str) -> dict[str, str]:
    title = (one.title_fr or one.title_en) if locale == "fr" else (one.title_en or one.title_fr)
    return {"name": one.name, "title": title or labels.role(one.role), "mail": one.email}


def _party(office: Contact, facts: Mapping[str, object]) -> str:
    """This will tell whose roles fill the office: the staff's, the reader's own party's, or the one of the case."""
    if office.of == "staff":
        return STAFF
    if office.of == "party":
        return str(facts.get("party", ""))
    own = [name.removeprefix("party:") for name in sorted(_communities()) if name.startswith("party:")]
    return own[0] if own else ""


def _communities() -> Collection[str]:
    return scope.current().communities


def _code(facts: Mapping[str, object]) -> str:
    return str(facts.get("activity") or facts.get("code") or "")
