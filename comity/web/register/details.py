"""What an entry says, in words: the names of its fields, days and instants as people write them, parties by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import pack
from comity.web import typography
from comity.web.register import subjects

NOTHING = "—"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SUBJECT = re.compile(r"[a-z]+:\S+")
LABELS = {
    "about": gettext_lazy("About"),
    "activity": gettext_lazy("Activity"),
    "ally": gettext_lazy("Embassy of"),
    "abbreviation": gettext_lazy("Abbreviation"),
    "address": gettext_lazy("Address"),
    "city": gettext_lazy("City"),
    "email": gettext_lazy("E-mail"),
    "mandate_number": gettext_lazy("Number of the mandate"),
    "mode": gettext_lazy("How"),
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Telephone"),
    "source": gettext_lazy("Source"),
    "also_began": gettext_lazy("Also began"),
    "also_ended": gettext_lazy("Also ended"),
    "answered_by_id": gettext_lazy("Answered by"),
    "areas": gettext_lazy("Priority areas"),
    "audience": gettext_lazy("Readers"),
    "before": gettext_lazy("Before"),
    "body": gettext_lazy("Body"),
    "broken_at": gettext_lazy("Broken at"),
    "by": gettext_lazy("By"),
    "by_both": gettext_lazy("By both sides"),
    "changed": gettext_lazy("Changed"),
    "code": gettext_lazy("Code"),
    "comments_due_on": gettext_lazy("Comments due on"),
    "community": gettext_lazy("Community"),
    "corrected": gettext_lazy("Corrected"),
    "count": gettext_lazy("How many"),
    "decided_at": gettext_lazy("Decided at"),
    "decision": gettext_lazy("Decision"),
    "deputy_id": gettext_lazy("Deputy"),
    "disposition": gettext_lazy("Answer given"),
    "draft": gettext_lazy("Draft"),
    "due_on": gettext_lazy("Due on"),
    "effect": gettext_lazy("Effect"),
    "effect_about": gettext_lazy("Effect on"),
    "end_on": gettext_lazy("Last day"),
    "ended_at": gettext_lazy("Ended at"),
    "ends_at": gettext_lazy("Ends at"),
    "entitled": gettext_lazy("Entitled"),
    "expires_at": gettext_lazy("Kept until"),
    "fields": gettext_lazy("Fields"),
    "file": gettext_lazy("File"),
    "format": gettext_lazy("Format"),
    "freed_seat": gettext_lazy("A seat became free"),
    "given": gettext_lazy("Seats given"),
    "goal": gettext_lazy("Goal"),
    "grounds": gettext_lazy("Grounds"),
    "host": gettext_lazy("Host"),
    "in_force_on": gettext_lazy("In force on"),
    "is_deleted": gettext_lazy("Taken out"),
    "is_new": gettext_lazy("New"),
    "kept_until_on": gettext_lazy("Kept until"),
    "kind": gettext_lazy("Kind"),
    "left": gettext_lazy("Left"),
    "line": gettext_lazy("Line"),
    "lines": gettext_lazy("Lines"),
    "name_en": gettext_lazy("Name in English"),
    "name_fr": gettext_lazy("Name in French"),
    "note": gettext_lazy("Note"),
    "number": gettext_lazy("Number"),
    "numbers": gettext_lazy("Numbers"),
    "offered": gettext_lazy("Seats offered to numbers"),
    "on": gettext_lazy("On"),
    "open_tasks": gettext_lazy("Open tasks"),
    "opened_at": gettext_lazy("Opened at"),
    "opened_on": gettext_lazy("Opened on"),
    "outcome": gettext_lazy("Outcome"),
    "paragraph": gettext_lazy("Paragraph"),
    "parties": gettext_lazy("Parties"),
    "party": gettext_lazy("Party"),
    "percent": gettext_lazy("Per cent"),
    "period": gettext_lazy("Period"),
    "person_id": gettext_lazy("Person"),
    "programme": gettext_lazy("Programme"),
    "provider": gettext_lazy("Provider"),
    "reason": gettext_lazy("Reason"),
    "received_at": gettext_lazy("Received at"),
    "refusal": gettext_lazy("Refusal"),
    "replacement": gettext_lazy("Replacement"),
    "respondent": gettext_lazy("Answers as"),
    "revision": gettext_lazy("Revision"),
    "role": gettext_lazy("Role"),
    "section": gettext_lazy("Section"),
    "side": gettext_lazy("Side"),
    "since_on": gettext_lazy("Since"),
    "size": gettext_lazy("Size"),
    "start_on": gettext_lazy("First day"),
    "state": gettext_lazy("State"),
    "summary": gettext_lazy("Summary"),
    "symbol": gettext_lazy("Symbol"),
    "to": gettext_lazy("Addressed to"),
    "together": gettext_lazy("Together or not at all"),
    "tool": gettext_lazy("Tool"),
    "type": gettext_lazy("Type"),
    "until_on": gettext_lazy("Until"),
    "verb": gettext_lazy("Act"),
    "version": gettext_lazy("Version"),
    "voided": gettext_lazy("Agreement voided"),
    "waiting": gettext_lazy("Still waiting"),
    "was_published": gettext_lazy("Had been published"),
}
SIDES = {
    "partner": gettext_lazy("Partner"),
    "staff": gettext_lazy("Staff"),
    "ally": gettext_lazy("Ally"),
    "organisation": gettext_lazy("Organisation"),
}
_PERSONS = ("person_id", "deputy_id", "answered_by_id")
_PARTIES = ("ally", "party", "parties", "before", "entitled", "host", "to", "also_began", "also_ended")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that an entry says."""

    label: str
    value: str


def told(details: Mapping[str, Any]) -> list[Said]:
    """This will write what was entered, by the name of the field. Two queries."""
    names = parties.names(get_language() or "en")
    wanted = {value for key in _PERSONS if isinstance(value := details.get(key), int)}
    persons = {pk: one.name for pk, one in people.persons(wanted).items()} if wanted else {}
    said = [Said(_label(key), _value(key, value, names, persons)) for key, value in details.items()]
    return sorted(said, key=lambda one: one.label.casefold())


def _label(key: str) -> str:
    known = LABELS.get(key)
    return str(known) if known else typography.opening(key.removesuffix("_id").replace("_", " "))


def _value(key: str, value: Any, names: Mapping[str, str], persons: Mapping[int, str]) -> str:
    if value in (None, "", [], {}):
        return NOTHING
    match value:
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(_value(key, one, names, persons) for one in value)
        case dict():
            return " · ".join(f"{_label(name)}: {_value(name, one, names, persons)}" for name, one in value.items())
        case int():
            return persons.get(value, str(value)) if key in _PERSONS else str(value)
        case _:
            return _word(key, str(value), names)


def _word(key: str, value: str, names: Mapping[str, str]) -> str:
    """This will write one word of an entry: an instant in Brussels time, a day, a party by name, or as it stands."""
    language = get_language() or "en"
    if _INSTANT.fullmatch(value):
        at = datetime.fromisoformat(value)
        written = {"day": typography.weekday(at, language), "hour": typography.hour(at, language)}
        return _("%(day)s, %(hour)s Brussels time") % written
    if _DAY.fullmatch(value):
        return typography.weekday(date.fromisoformat(value), language)
    if key in _PARTIES or value.startswith("party:"):
        code = value.removeprefix("party:")
        return names.get(code, code)
    if key == "fields":
        return _label(value)
    if key == "side":
        return str(SIDES.get(value, value))
    if key == "areas":
        return next((one.name.in_(language) for one in pack().areas.values() if one.code == value), value)
    return subjects.name(value) if _SUBJECT.fullmatch(value) else value
