"""What the register says in words: verbs, who acted, and lines of a history."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.kernel import register
from comity.kernel.models import Entry, Refusal
from comity.parties import queries as parties
from comity.people import queries as people
from comity.web.register import subjects

# Houses whose subject on the web bears another name.
SUBJECT_OF = {"parties": "nations", "ledger": "money"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as people read it."""

    at: datetime
    who: str
    what: str
    about: str
    url: str = ""
    ground: str = ""
    note: str = ""
    number: int | None = None
    is_refusal: bool = False


@cache
def _verbs(house: str) -> Mapping[str, Any]:
    """This will find the words of a house's verbs, in the labels.py of its subject."""
    name = f"comity.web.{SUBJECT_OF.get(house, house)}.labels"
    if importlib.util.find_spec(f"comity.web.{SUBJECT_OF.get(house, house)}") and importlib.util.find_spec(name):
        found: Mapping[str, Any] = getattr(importlib.import_module(name), "VERBS", {})
        return found
    return {}


def verb(code: str) -> str:
    """This will say a verb in words, or repeat its code if its subject has none for it."""
    return str(_verbs(code.partition(".")[0]).get(code, code))


def verbs() -> dict[str, str]:
    """This will list every verb that has words, for a filter."""
    houses = (
        "parties",
        "people",
        "documents",
        "decisions",
        "menu",
        "programmes",
        "nominations",
        "engagement",
        "presence",
        "science",
        "education",
        "trust_funds",
        "operations",
        "feedback",
        "resources",
        "consultations",
        "ledger",
    )
    found = {code: str(label) for house in houses for code, label in _verbs(house).items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def lines(entries: Iterable[Entry]) -> list[Line]:
    """This will write entries as lines. Two queries, whatever their number."""
    found = list(entries)
    names = parties.names(get_language() or "en")
    persons = people.persons({entry.person_id for entry in found if entry.person_id})
    return [
        Line(
            at=entry.at,
            who=_who(entry, names, persons),
            what=verb(entry.verb),
            about=entry.about,
            url=subjects.address(entry.about),
            ground=entry.ground,
            note=_("in the place of %(name)s") % {"name": entry.deputy_for} if entry.deputy_for else "",
            number=entry.seal.seq if hasattr(entry, "seal") else None,
        )
        for entry in found
    ]


def history(about: str) -> list[Line]:
    """This will give the history of a thing, refusals included, as far as the reader may see it; the latest first."""
    entries = register.history(about)
    refused = register.refusals(about)
    told = [replace(line, url="") for line in lines(entries)]
    names = parties.names(get_language() or "en") if refused else {}
    persons = people.persons({one.person_id for one in refused if one.person_id})
    told += [
        Line(
            at=one.at,
            who=_who(one, names, persons),
            what=_("Refused: %(verb)s") % {"verb": verb(one.verb)},
            about=one.about,
            url=f"/{get_language() or 'en'}/refusals/{one.number}/",
            note=one.number,
            is_refusal=True,
        )
        for one in refused
    ]
    return sorted(told, key=lambda line: line.at, reverse=True)


def who(entry: Entry | Refusal) -> str:
    """This will say who acted in one entry or was refused. Two queries."""
    persons = people.persons({entry.person_id} if entry.person_id else ())
    return _who(entry, parties.names(get_language() or "en"), persons)


def _who(entry: Entry | Refusal, names: Mapping[str, str], persons: Mapping[int, Any]) -> str:
    """This will say who acted: the person where the reader may know it, and the party; or the system itself."""
    party = names.get(entry.party, entry.party)
    person = persons.get(entry.person_id or 0)
    if person:
        return f"{person.name}, {party}" if party else str(person.name)
    return party or _("Comity, by itself")
