"""Lists to take away: what is filtered as CSV, and the deadlines as a calendar."""

from __future__ import annotations

from datetime import timedelta

from defusedcsv import csv
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.decisions import queries
from comity.documents import queries as documents
from comity.web.decisions import forms, views


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """This will give exactly the items that are filtered as CSV; nothing in it can be taken for a formula."""
    _actor, _now, locale = views.asked(request)
    rows = queries.items(forms.Listed(request.GET).wanted())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    head = ["symbol", "title_en", "title_fr", "state", "body", "format", "silence_ends_at", "decided_at", "marking"]
    writer.writerow(head)
    for row in rows:
        item = row.item
        writer.writerow(
            [
                item.symbol,
                item.title_en,
                item.title_fr,
                item.state,
                item.format.body.code,
                item.format.code,
                row.ends_at.isoformat() if row.ends_at else "",
                item.decided_at.isoformat() if item.decided_at else "",
                documents.marking(item.audience, locale),
            ]
        )
    return response


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """This will give the ends of running periods as a calendar."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - 4 MB of the web worker, for those who ask for it

    _actor, now, locale = views.asked(request)
    calendar = Calendar()
    calendar.add("prodid", "-//Comity//decisions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Silence periods"))
    for row in queries.items(queries.Wanted(states=("under_silence",))):
        if row.ends_at is None:
            continue
        event = Event()
        event.add("uid", f"{row.item.slug}-{row.silence.number if row.silence else 0}@comity")
        event.add("dtstamp", now)
        event.add("dtstart", row.ends_at)
        event.add("dtend", row.ends_at)
        event.add("summary", _("Silence ends: %(symbol)s") % {"symbol": row.item.symbol})
        event.add("description", f"{row.item.title_in(locale)}\n{documents.marking(row.item.audience, locale)}")
        event.add("url", settings.SITE_URL + reverse("decisions:decision", args=[row.item.slug]))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", row.item.symbol)
        alarm.add("trigger", timedelta(hours=-24))
        event.add_component(alarm)
        calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="silence-periods.ics"'
    return response
