"""Words for people: verbs, roles, and how an appointment stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity import policy
from comity.people import rules
from comity.web.addresses import reverse
from comity.web.today.tasks import TaskLabel

VERBS = {
    "people.appoint": _("Appointed somebody"),
    "people.end": _("Ended an appointment"),
    "people.deputise": _("Named a deputy"),
    "people.hand_over": _("Handed over a post"),
    "people.choose": _("Chose own settings"),
    "people.change_hat": _("Changed the party acted for"),
    "people.change_factors": _("Changed a second factor"),
    "people.make_key": _("Made a key for a program"),
    "people.end_key": _("Ended a key of a program"),
    "people.ask": _("Asked the staff"),
    "people.answer": _("Answered a request"),
}
TASKS = {
    "people.answer": TaskLabel(
        kind=_("Request"),
        verb=_("Answer"),
        address=lambda task: reverse("help:request", args=[task.ref]),
        why=_("Somebody cannot go on without you"),
        line=_("asked by %(party)s"),
    ),
    "people.asked": TaskLabel(
        kind=_("Request"), verb=_("Read"), address=lambda task: reverse("help:request", args=[task.ref])
    ),
}
RUNNING, COMING, ENDED = "running", "coming", "ended"
STATES = {
    RUNNING: (_("Acts today"), "success"),
    COMING: (_("Begins later"), "info"),
    ENDED: (_("Ended"), "neutral"),
}


def state_of(appointment: Any, day: date) -> str:
    """This will tell how an appointment stands on a day."""
    if rules.holds(day, since_on=appointment.since_on, until_on=appointment.until_on):
        return RUNNING
    return COMING if appointment.since_on > day else ENDED


def role(code: str) -> str:
    """This will name a role in the reader's language."""
    name = policy.pack().term("role", code).in_(get_language() or "en")
    return name[:1].upper() + name[1:]
