"""The calendar of formats: a month as a list, as a file, and the meetings of frameworks beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.consultations import actions, queries
from comity.consultations.rules import sessions
from comity.core.calendar import brussels_day
from comity.kernel.action import Refused
from comity.parties import queries as parties
from comity.policy import pack
from comity.web import months, page
from comity.web.consultations import forms, labels
from comity.web.page import asked, locale

CONFLICT, UNPROCESSABLE = 409, 422
BEHIND, AHEAD = 60, 400  # days


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """This will list a month: sessions, what was told of others, and the meetings of frameworks."""
    actor, now = asked(request)
    month = months.month(request.GET.get("month", ""), now)
    found = queries.entries(month.first, month.last)
    met: dict[date, list[str]] = {}
    for one in found:
        if one.kind == "meeting":
            met.setdefault(one.on, []).append(one.title_in(locale()))
    facts = queries.facts_of_meeting(_staff(), actor, now)
    context = {
        "rows": [_row(one, met) for one in found],
        **months.ways(month, reverse("consultations:calendar")),
        "may_enter": sessions.may_enter_meeting(actor, facts, now).allowed,
        "today": brussels_day(now),
    }
    return page.render(request, "consultations/calendar.html", context)


def _row(one: queries.Entry, met: dict[date, list[str]]) -> dict[str, Any]:
    word, tone = labels.ENTRIES[one.kind]
    url = ""
    if one.kind == "session":
        url = reverse("consultations:session", args=[one.ref, one.number])
    elif one.kind == "notice":
        url = reverse("consultations:notice", args=[one.ref])
    return {
        "entry": one,
        "title": one.title_in(locale()),
        "word": word,
        "tone": tone,
        "url": url,
        "ref": pack().framework(one.ref).abbreviation.in_(locale()) if one.kind == "meeting" else one.ref,
        "clashes": met.get(one.on, []) if one.kind == "session" else [],
    }


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """This will give the calendar as iCalendar: exactly what its reader sees on the page."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - loaded when somebody asks for one

    _actor, now = asked(request)
    day = brussels_day(now)
    made = Calendar()
    made.add("prodid", "-//Comity//consultations//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Consultations"))
    for one in queries.entries(day - timedelta(days=BEHIND), day + timedelta(days=AHEAD)):
        event = Event()
        event.add("uid", f"{one.kind}-{one.ref}-{one.number}-{one.on:%Y%m%d}@comity")
        event.add("dtstamp", now)
        event.add("dtstart", one.starts_at or one.on)
        ends_at = one.starts_at + timedelta(minutes=one.minutes) if one.starts_at else one.on + timedelta(days=1)
        event.add("dtend", ends_at)
        event.add("summary", one.title_in(locale()))
        if one.place:
            event.add("location", one.place)
        if one.kind == "session":
            event.add("url", settings.SITE_URL + reverse("consultations:session", args=[one.ref, one.number]))
        made.add_component(event)
    response = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="consultations.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest) -> HttpResponse:
    """This will let the staff enter a meeting of a framework, over which no session is laid unseen."""
    actor, now = asked(request)
    row = _staff()
    named = [(one.code, one.abbreviation.in_(locale())) for one in pack().frameworks.values()]
    form = forms.Meeting(page.sent(request), frameworks=named)
    context: dict[str, Any] = {"form": form, "panel": None}
    status = 200
    if request.method != "POST":
        verdict = sessions.may_enter_meeting(actor, queries.facts_of_meeting(row, actor, now), now)
        if not verdict.allowed:
            context |= {"form": None, "panel": page.panels(verdict)[0]}
    elif not form.is_valid():
        status = UNPROCESSABLE
    else:
        try:
            actions.enter_meeting(row, actor, now, **form.cleaned_data)
        except Refused as refused:
            context["panel"], status = page.panel_of(refused), CONFLICT
        else:
            messages.success(request, _("The meeting stands in the calendar."))
            return page.done(request, months.named(form.cleaned_data["on"], reverse("consultations:calendar"))["url"])
    return page.render(request, "consultations/meeting.html", context, status=status)


def _staff() -> Any:
    row = parties.party("IS")
    if row is None:
        raise Http404
    return row
