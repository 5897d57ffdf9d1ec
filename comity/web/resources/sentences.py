"""A request in sentences: what became of it, on which ground, and the smallest thing that would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comity.resources.rules import Outcome
from comity.web import typography

GIVEN = (Outcome.GRANTED, Outcome.OWN_COST)
THINGS = {
    "seat": gettext_lazy("a seat of %(of)s"),
    "line": gettext_lazy("money of %(of)s"),
    "partner_seats": gettext_lazy("the seats that the partner may hold"),
    "partner_spend": gettext_lazy("the money that the partner may use"),
    "framework": gettext_lazy("the money of the framework"),
    "delegation": gettext_lazy("the seats of one partner in the activity"),
    "clash": gettext_lazy("the days of the person"),
    "required": gettext_lazy("what it requires"),
    "kept": gettext_lazy("the seats that are not kept for others"),
    "together": gettext_lazy("those who go only together"),
    "running": gettext_lazy("the minimum that the activity needs"),
}
REASONS = {
    "committed": gettext_lazy("It is confirmed and close to its start, so it is kept."),
    "ineligible": gettext_lazy("It may not be granted: %(about)s."),
    "prerequisite": gettext_lazy("It requires %(about)s, which was not granted."),
    "clash": gettext_lazy("The same person has a seat on the same days: %(about)s."),
    "no_room": gettext_lazy("A limit is too small for it even if it were alone: %(about)s."),
    "not_run": gettext_lazy("Too few requests could be granted for %(about)s to take place."),
    "margin": gettext_lazy("It stood at the margin: the earlier submission or the published lot decided."),
}
CHANGES = {
    "points": gettext_lazy("if it had %(needed)s points instead of %(now)s"),
    "rank": gettext_lazy("if it stood at place %(needed)s of the partner’s own order instead of %(now)s"),
    "cofunding": gettext_lazy("if the partner paid %(needed)s %% of its cost itself instead of %(now)s %%"),
    "seats": gettext_lazy("if %(of)s had %(needed)s seats instead of %(now)s"),
    "budget": gettext_lazy("if %(of)s had %(needed)s for the round instead of %(now)s"),
    "partner_seats": gettext_lazy("if the partner might hold %(needed)s seats instead of %(now)s"),
    "partner_spend": gettext_lazy("if the partner might use %(needed)s instead of %(now)s"),
    "framework": gettext_lazy("if the framework might use %(needed)s instead of %(now)s"),
    "other": gettext_lazy("in %(of)s, which serves the same goal and has free seats"),
}
MONEY = frozenset({"budget", "partner_spend", "framework"})


def why(outcome: str, reason: str, about: str, prices: Iterable[Mapping[str, Any]]) -> str:
    """This will say in one sentence on which ground a request has come to what it has."""
    if reason == "ineligible" and about == "override":
        return _("It was decided otherwise by hand, with a reason on record.")
    if reason in REASONS:
        return str(REASONS[reason]) % {"about": about or "—"}
    named = [str(THINGS[one["thing"]]) % {"of": one["of"]} for one in prices if one["thing"] in THINGS]
    if Outcome(outcome) in GIVEN:
        return _("It is worth more than what it needs.") if named else _("It took nothing that others needed.")
    if not named:
        return _("Others were worth more.")
    return _("What it needs is worth more elsewhere: %(things)s.") % {"things": ", ".join(dict.fromkeys(named))}


def short(reason: str, about: str) -> str:
    """This will say the ground of a request without its prices."""
    if reason in REASONS:
        return why(Outcome.WAITING, reason, about, ())
    return _("Its worth and the prices of what it needs decided.")


def smallest(outcome: str, changes: Iterable[Mapping[str, Any]]) -> str:
    """This will say the smallest thing that was tried and would change it, or that nothing alone would."""
    tried = [one for one in changes if one["verified"]]
    if not tried:
        return _("No single change that was tried would turn it.")
    # Points are a number of ours; a place or a share is something that a partner can change.
    said = change(next((one for one in tried if one["what"] != "points"), tried[0]))
    if Outcome(outcome) in GIVEN:
        return _("It would be withdrawn %(condition)s.") % {"condition": said}
    return _("It would be granted %(condition)s.") % {"condition": said}


def change(one: Mapping[str, Any]) -> str:
    """This will write one change as a condition."""
    needed, now = (_number(one["what"], one[key]) for key in ("needed", "now"))
    return str(CHANGES[one["what"]]) % {"of": one["of"], "needed": needed, "now": now}


def _number(what: str, value: int) -> str:
    return typography.number(value // 100 if what in MONEY else value, get_language() or "en")
