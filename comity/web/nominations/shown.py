"""Nominations as rows and headers of pages: names where the reader may read them, words, and what may be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.core.actor import Actor
from comity.menu import queries as menu
from comity.menu.rules import Clearance
from comity.nominations import rules
from comity.nominations.queries import Shown
from comity.parties import queries as parties
from comity.web.addresses import reverse
from comity.web.nominations import labels, sentences
from comity.web.page import locale
from comity.web.register import subjects

# What may be done on a page, by whom: verb, word on the button, how it looks.
OWN = (
    ("confirm", gettext_lazy("Confirm the seat"), "primary"),
    ("rejoin", gettext_lazy("Wait again"), "primary"),
    ("exchange", gettext_lazy("Send somebody else…"), "secondary"),
    ("withdraw", gettext_lazy("Withdraw…"), "secondary"),
)
HOST = (("receive", gettext_lazy("Receive"), "primary"), ("decline", gettext_lazy("Decline…"), "secondary"))


def activity(code: str) -> Any:
    """This will find an activity that the reader may see.

    Raises: Http404 if there is none.
    """
    row = menu.bare(code)
    if row is None:
        raise Http404
    return row


def header(row: Any) -> dict[str, Any]:
    """This will give what stands at the head of each page about one activity."""
    return {
        "code": row.code,
        "title": row.title_in(locale()),
        "start_on": row.start_on,
        "end_on": row.end_on,
        "place": ", ".join(part for part in (row.place_city, row.place_nation) if part),
        "seats_total": row.seats_total,
        "seats_given": row.seats_given,
        "waiting": row.waiting,
        "nominate_by": row.nominate_by,
        "url": subjects.address(row.subject),
        "subject": row.subject,
    }


def rows(found: Iterable[Shown], actor: Actor, now: datetime, *, host: bool) -> list[dict[str, Any]]:
    """This will write nominations as rows. One query for the names of parties, none if there are no rows."""
    listed = list(found)
    names = parties.names(locale()) if listed else {}
    return [row(one, actor, now, names, host=host) for one in listed]


def row(one: Shown, actor: Actor, now: datetime, names: Mapping[str, str], *, host: bool) -> dict[str, Any]:
    """This will write one nomination as a row."""
    kept = one.row
    word, tone = labels.state(kept.state)
    own = actor.acts_for(kept.party_id)
    return {
        "number": kept.number,
        "code": kept.code,
        "name": name(one),
        "is_named": one.person is not None,
        "party": names.get(kept.party_id, kept.party_id),
        "party_code": kept.party_id,
        "brings": brings(one),
        "state": kept.state,
        "word": word,
        "tone": tone,
        "said": sentences.place(kept, now),
        "expires_at": kept.expires_at if kept.state == rules.State.SEAT_OFFERED else None,
        "submitted_at": kept.submitted_at,
        "group": kept.group_id if kept.group.together else None,
        "url": reverse("nominations:nomination", args=[kept.code, kept.number]),
        "act": _first(one, own=own and actor.has(*rules.NOMINATING), host=host),
        "may_receive": host and kept.state == rules.State.SUBMITTED,
    }


def name(one: Shown) -> str:
    """This will name a person, or their number where the reader may not know who it is or nobody does any more."""
    if one.person is not None:
        return one.person.name
    return _("Nominee %(number)s") % {"number": one.row.number}


def brings(one: Shown) -> str:
    """This will say in short what a person brings: rank, language profile, clearance."""
    kept = one.row
    level = Clearance(kept.clearance)
    parts = [kept.rank, kept.language_profile, str(labels.CLEARANCES[level]) if level is not Clearance.NONE else ""]
    return " · ".join(part for part in parts if part)


def may(verb: str, state: rules.State) -> bool:
    """This will tell whether a verb starts from a state at all; the rule says the rest when it is asked."""
    return state in rules.ALIVE if verb == "exchange" else rules.WORKFLOW.may(verb, state)


def address(verb: str, code: str, number: int) -> str:
    """This will give the address of an act on a nomination."""
    if verb == "exchange":
        return reverse("nominations:exchange", args=[code, number])
    return reverse("nominations:act", args=[code, number, verb])


def _first(one: Shown, *, own: bool, host: bool) -> dict[str, str] | None:
    """This will give the one act that a row offers: to take a seat, or to receive a name."""
    wanted = "confirm" if own else ("receive" if host else "")
    if not wanted or not may(wanted, one.state):
        return None
    label = _("Confirm the seat") if wanted == "confirm" else _("Receive")
    return {"label": label, "url": address(wanted, one.row.code, one.row.number), "verb": wanted}


def marking(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """This will write the marking of pages and files with personal data: for two parties and nobody else."""
    listed = sorted({names.get(code, code) for code in codes if code})
    return _("UNCLASSIFIED – personal data, for %(parties)s only") % {"parties": _(" and ").join(listed)}
