"""Words for people: where a nation stands, since when, what a provider is, and the verbs of the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from babel.dates import format_skeleton
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from comity.core.actor import Side
from comity.parties import rules
from comity.policy import pack
from comity.web import typography

VERBS = {
    "parties.join": gettext_lazy("Entered a joining"),
    "parties.leave": gettext_lazy("Entered a leaving"),
    "parties.suspend": gettext_lazy("Entered a suspension"),
    "parties.resume": gettext_lazy("Ended a suspension"),
    "parties.open_tool": gettext_lazy("Opened a tool"),
    "parties.close_tool": _("Closed a tool that the Council discarded"),
    "parties.name": gettext_lazy("Settled a name"),
    "parties.note": gettext_lazy("Wrote a note into the staff's file"),
    "parties.enter_mission": gettext_lazy("Entered a mission"),
    "parties.correct_mission": gettext_lazy("Corrected a mission"),
    "parties.end_mission": gettext_lazy("Entered the end of a mission"),
    "parties.enter_embassy": gettext_lazy("Entered a contact point embassy"),
    "parties.correct_embassy": gettext_lazy("Corrected a contact point embassy"),
    "parties.end_embassy": gettext_lazy("Entered the end of a contact point embassy"),
    "parties.drop_embassy": gettext_lazy("Took a mandate off the list that will not begin"),
    "parties.list_provider": gettext_lazy("Listed a provider"),
    "parties.correct_provider": gettext_lazy("Corrected a provider"),
    "parties.end_provider": gettext_lazy("Entered the end of a provider"),
    "parties.load_reference": gettext_lazy("Loaded public facts"),
}
SIDES = {
    Side.ALLY: (gettext_lazy("Ally"), "info"),
    Side.PARTNER: (gettext_lazy("Partner"), "success"),
    Side.NONE: (gettext_lazy("No standing"), "neutral"),
    Side.ORGANISATION: (gettext_lazy("Organisation"), "plum"),
    Side.STAFF: (gettext_lazy("Staff"), "neutral"),
}
SUSPENDED = (gettext_lazy("Partner, suspended"), "warning")
INVITEE = (gettext_lazy("Partner, invited to accede"), "accent")
PROVIDER_KINDS = {
    "nato-school": gettext_lazy("School of the Alliance"),
    "ptec": gettext_lazy("Partnership training and education centre"),
    "coe": gettext_lazy("Centre of excellence"),
    "headquarters": gettext_lazy("Headquarters"),
    "other": gettext_lazy("Other provider"),
}
MODES = {"sole": gettext_lazy("alone"), "joint": gettext_lazy("jointly"), "": gettext_lazy("not stated")}
# Tools that the reference data names and this policy does not.
TOOLS_BEFORE = {
    "ICP": gettext_lazy("Individual Cooperation Programme"),
    "IPP": gettext_lazy("Individual Partnership Programme"),
    "MAP": gettext_lazy("Membership Action Plan"),
    "ANP": gettext_lazy("Annual National Programme"),
    "EOP": gettext_lazy("Enhanced Opportunities Partner"),
    "DCB": gettext_lazy("Defence and Related Security Capacity Building package"),
    "BI": gettext_lazy("Building Integrity self-assessment and peer review"),
    "DEEP": gettext_lazy("Defence Education Enhancement Programme"),
}


def state(standing: rules.Standing) -> tuple[str, str]:
    """This will say where a party stands, as a word and its tone."""
    word, tone = SIDES[standing.side]
    if standing.is_partner and standing.is_suspended:
        word, tone = SUSPENDED
    elif standing.is_partner and standing.is_invitee:
        word, tone = INVITEE
    return str(word), tone


def when(on: date | None, precision: str) -> str:
    """This will write a beginning as exactly as it is known: 14 Dec 2006, Feb 1995, 2017, by Apr 2011."""
    if on is None:
        return _("not known")
    language = get_language() or "en"
    match precision:
        case rules.Precision.YEAR:
            return str(on.year)
        case rules.Precision.MONTH:
            return _month(on, language)
        case rules.Precision.BY:
            return pgettext("a day not later than", "by %(month)s") % {"month": _month(on, language)}
        case _:
            return typography.short_day(on, language)


def last(until_on: date | None, precision: str) -> str:
    """This will write the last day on which something held, as exactly as it is known; empty if no end is known."""
    return when(until_on - timedelta(days=1), precision) if until_on else ""


def framework(code: str) -> str:
    """This will write a framework's abbreviation."""
    return pack().framework(code).abbreviation.in_(get_language() or "en")


OPERATION = "operation:"


def framework_name(code: str) -> str:
    """This will write a framework's name."""
    return pack().framework(code).name.in_(get_language() or "en")


def in_order(codes: Iterable[str]) -> list[str]:
    """This will put frameworks into the order in which the policy names them; one that it does not know comes last."""
    known = list(pack().frameworks)
    return sorted(codes, key=lambda code: (known.index(code) if code in known else len(known), code))


def sign(code: str) -> str:
    """This will give the name of a framework's marker in drawings."""
    return code.partition("-")[0]


def community(code: str) -> str:
    """This will write what a standing is of: Allies, partners, invitees, or a framework by its name."""
    if code.startswith(rules.FRAMEWORK):
        return framework_name(code.removeprefix(rules.FRAMEWORK))
    if code.startswith(OPERATION):
        return _("Operational partner: %(code)s") % {"code": code.removeprefix(OPERATION)}
    name = pack().term("community", code).in_(get_language() or "en")
    return name[:1].upper() + name[1:]


def tool(code: str) -> str:
    """This will write a tool's name, or its code where the policy does not know it."""
    known = pack().tools.get(code)
    return known.name.in_(get_language() or "en") if known else str(TOOLS_BEFORE.get(code, code))


def _month(on: date, language: str) -> str:
    return str(format_skeleton("yMMM", on, locale=typography.locale_of(language)))
