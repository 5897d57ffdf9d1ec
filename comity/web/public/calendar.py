"""The calendar for everybody: activities, meetings and sessions that are public, by month and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.consultations import queries as consultations
from comity.core import audience
from comity.core.calendar import at_brussels, brussels_day
from comity.kernel.scope import reading
from comity.menu import exporting, rules
from comity.menu import queries as menu
from comity.parties import queries as parties
from comity.web import months, page
from comity.web.addresses import reverse
from comity.web.consultations import labels as formats
from comity.web.menu import labels
from comity.web.page import asked, locale
from comity.web.public import kept

BEHIND, AHEAD = 60, 400  # days


@dataclass(frozen=True, slots=True)
class Shown:
    """What everybody may know of something that takes place."""

    ref: str
    title: str
    on: date
    until: date
    word: str
    tone: str
    place: str = ""
    starts_at: datetime | None = None
    minutes: int = 0
    status: str = exporting.CONFIRMED
    version: int = 0
    changed_at: datetime | None = None


@page.public
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """This will list a month of what is public, whoever asks."""
    _actor, now = asked(request)
    month = months.month(request.GET.get("month", ""), now)
    context = {
        "rows": taking_place(month.first, month.last),
        **months.ways(month, reverse("public:calendar")),
    }
    return kept.for_a_while(request, page.render(request, "public/calendar.html", context))


@page.public
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """This will give the same as iCalendar, for programs that read it again and again."""
    _actor, now = asked(request)
    day = brussels_day(now)
    shown = taking_place(day - timedelta(days=BEHIND), day + timedelta(days=AHEAD))
    today = at_brussels(day, 0)  # the file stays the same as long as nothing in it changes, for a day at least
    name = _("Partnerships of the Alliance")
    content = exporting.calendar(map(_dated, shown), today, site=settings.SITE_URL, name=name)
    return kept.for_everybody(request, content, "text/calendar; charset=utf-8", name="partnerships.ics")


def taking_place(first: date, last: date) -> list[Shown]:
    """This will list what everybody may know of between two days, by day. Five queries, whatever the number of rows."""
    with reading({audience.PUBLIC}):
        names = parties.names(locale())
        activities = menu.taking_place(first, last)
        entries = consultations.entries(first, last)
    shown = [_activity(one, names) for one in activities] + [_entry(one) for one in entries]
    return sorted(shown, key=lambda one: (one.on, one.until, one.ref))


def address(day: date, ref: str) -> str:
    """This will give the place in the calendar where something stands."""
    return f"{months.named(day, reverse('public:calendar'))['url']}#{ref}"


def _activity(row: Any, names: Any) -> Shown:
    state = rules.State(row.state)
    word, tone = labels.STATES[state]
    place = ", ".join(part for part in (row.place_city, names.get(row.place_nation, row.place_nation)) if part)
    return Shown(
        ref=row.code,
        title=row.title_in(locale()),
        on=row.start_on,
        until=row.end_on or row.start_on,
        word=str(word),
        tone=tone,
        place=place,
        status=exporting.STATUSES.get(state, exporting.CONFIRMED),
        version=row.version,
        changed_at=row.changed_at or row.published_at or row.offered_at,
    )


def _entry(one: consultations.Entry) -> Shown:
    word, tone = formats.ENTRIES[one.kind]
    return Shown(
        ref=f"{one.ref}-{one.number}" if one.number else f"{one.ref}-{one.on:%Y%m%d}",
        title=one.title_in(locale()),
        on=one.on,
        until=one.on,
        word=str(word),
        tone=tone,
        place=one.place,
        starts_at=one.starts_at,
        minutes=one.minutes,
    )


def _dated(one: Shown) -> exporting.Dated:
    start: date = one.starts_at or one.on
    after = one.starts_at + timedelta(minutes=one.minutes) if one.starts_at else one.until + timedelta(days=1)
    return exporting.Dated(
        ref=one.ref,
        title=one.title,
        start=start,
        after=after,
        url=settings.SITE_URL + address(one.on, one.ref),
        place=one.place,
        status=one.status,
        version=one.version,
        changed_at=one.changed_at,
    )
