"""Pages for everybody, signed in or not: what this is about, who the partners are, how accessible the pages are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.menu import queries as menu
from comity.parties import queries as parties
from comity.parties import rules
from comity.policy import pack
from comity.web import page
from comity.web.nations import maps
from comity.web.numbers import whole
from comity.web.reports import figures, yearly

# Further pages for everybody, shown once their subject has them.
PLACES = (
    ("policy:policy", _("The policy in our own words, paragraph by paragraph")),
    ("nations:nations", _("Nations on any day since 1949")),
    ("public:news", _("What is newly published")),
    ("public:calendar", _("Calendar of activities and meetings that are public")),
    ("public:decisions", _("Decisions of the Council that are public")),
    ("public:reports", _("Yearly reports for everybody")),
    ("nations:organisations", _("International organisations")),
    ("nations:providers", _("Training centres and other providers")),
    ("trust_funds:funds", _("Trust funds: who leads, who gives, what was achieved")),
    ("help:help", _("Help")),
)


@page.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This will say what the policy is, show the partners by framework and the menu in numbers, and lead to sign-in."""
    now: datetime = request.now  # type: ignore[attr-defined]
    locale = get_language() or "en"
    day = brussels_day(now)
    lines = parties.parties(on=day, kind=rules.Kind.NATION)
    return page.render(
        request,
        "public/home.html",
        {
            "pack": pack(),
            "day": day,
            "allies": sum(line.standing.is_ally for line in lines),
            "partners": sum(line.standing.is_partner for line in lines),
            "map": {"markers": maps.markers(lines, locale), "groups": maps.groups(lines, locale)},
            "numbers": menu_in_numbers(request.actor, now),  # type: ignore[attr-defined]
            "places": [{"label": label, "url": address} for name, label in PLACES if (address := _address(name))],
        },
    )


@page.public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """This will state how accessible the pages are, what is known not to be, and whom to tell."""
    return page.render(request, "public/accessibility.html", {"contact": settings.DEFAULT_FROM_EMAIL})


@page.public
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """This will show what everybody may read of the report of a year (ux 7.9)."""
    _actor, now = page.asked(request)
    today = brussels_day(now)
    wanted = whole(request.GET.get("year", ""))
    years = yearly.years(today)
    found = yearly.public_of(years[0] if wanted is None else yearly.year_of(wanted, today))
    return page.render(
        request,
        "public/reports.html",
        {
            "found": found,
            "options": [{"value": str(one.number), "label": str(one.number)} for one in years],
            "files": yearly.files("public:report_file", found.year.number),
            "bars": figures.held(found.areas),
        },
    )


@page.public
@require_safe
def report_file(request: HttpRequest, year: str, form: str) -> HttpResponse:
    """This will set what everybody may read of a year as a document."""
    _actor, now = page.asked(request)
    return yearly.public_document(yearly.year_of(int(year), brussels_day(now)), form)


def menu_in_numbers(actor: Actor, now: datetime) -> dict[str, Any] | None:
    """This will count what the reader may see of the menu: in all, and by priority area; nothing if that is nothing."""
    reader = menu.Reader(menu.standing_of(actor, now), now, get_language() or "en")
    found = menu.activities(menu.Filters(everything=True), reader, rows=0)
    if not found.total:
        return None
    counted = found.facets.get("area", {})
    areas = [
        {"label": area.name.in_(reader.locale), "value": counted[code]}
        for code, area in {**pack().areas, **pack().further_areas}.items()
        if counted.get(code)
    ]
    return {"total": found.total, "areas": areas}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
