"""The plan of all partners over time: their programmes in force on a day, by framework."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.feedback.queries import state
from comity.feedback.queries.state import State
from comity.menu import exporting
from comity.policy import pack
from comity.programmes.queries import InForce
from comity.web import page, spreadsheet
from comity.web.addresses import reverse
from comity.web.drawings import Bar, Goal, Mark, gantt
from comity.web.nations import labels as nations
from comity.web.page import asked, locale
from comity.web.reports import views


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """This will draw the programmes in force as bars, and put the same rows in a table below."""
    form, on, today = views.day_of(request)
    actor, _now = asked(request)
    of = state.state(actor, on, today)
    return page.render(
        request,
        "reports/plan.html",
        {
            **views.frame(form, on, today, "plan"),
            "drawing": drawing(of, of.running, is_today=on == today),
            "rows": rows(of),
            "marking": of.marking(locale()),
        },
        status=200 if form.is_valid() else views.WRONG_INPUT,
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the programmes in force as a file with its marking, or as a calendar of their years."""
    _form, on, today = views.day_of(request)
    actor, now = asked(request)
    of = state.state(actor, on, today)
    name = f"plan-{on.isoformat()}"
    if form == "ics":
        calendar = exporting.calendar(map(_event, rows(of)), now, site=settings.SITE_URL, name=_("Programmes in force"))
        return spreadsheet.sent(name, form, calendar)
    head = ["as_of", "programme", "name", "version", "start_on", "end_on", "planned", "held"]
    columns = ("code", "name", "version", "start_on", "end_on", "planned", "held")
    return spreadsheet.answer(
        name, form, of.marking(locale()), head, ([on, *(row[column] for column in columns)] for row in rows(of))
    )


def _event(row: dict[str, Any]) -> exporting.Dated:
    """This will make a programme an event over all its years."""
    return exporting.Dated(
        ref=row["code"],
        title=row["name"],
        start=row["start_on"],
        after=row["end_on"] + timedelta(days=1),
        url=settings.SITE_URL + row["url"],
        version=row["version"],
    )


def _name(one: InForce) -> str:
    kind = pack(one.programme.pack).programme_type(one.programme.type).abbreviation.in_(locale())
    return f"{one.programme.party.name_in(locale())}, {kind} {one.programme.period}"


def rows(of: State) -> list[dict[str, Any]]:
    """This will list the programmes in force with what is planned in them and was held."""
    return [_row(one, of) for one in of.running]


def _row(one: InForce, of: State) -> dict[str, Any]:
    planned = [each for each in of.by_party[one.programme.party_code].planned if each.programme.pk == one.programme.pk]
    party, _kind, period = one.programme.code.split("/")
    return {
        "name": _name(one),
        "code": one.programme.code,
        "url": reverse("programmes:programme", args=[party, period]),
        "partner_url": reverse("reports:partner", args=[party]),
        "version": one.version,
        "start_on": one.programme.period_start,
        "end_on": one.programme.period_end,
        "planned": len(planned),
        "held": sum(each.is_held(of.on) for each in planned),
    }


def drawing(of: State, running: Sequence[InForce], *, is_today: bool) -> Any:
    """This will draw some of the programmes in force over the years of all of them."""
    if not running:
        return None
    start = min(one.programme.period_start for one in of.running)
    end = max(one.programme.period_end for one in of.running)
    stands = {line.code: line.standing.frameworks for line in of.lines}
    groups = []
    for code in pack().frameworks:
        bars = [_bar(one) for one in running if code in stands[one.programme.party_code]]
        if bars:
            groups.append(Goal(nations.framework_name(code), tuple(bars)))
    marks = [Mark(of.on, _("today") if is_today else _("this report"), "today")] if start <= of.on <= end else []
    return gantt(
        groups,
        start_on=start,
        end_on=end,
        marks=marks,
        title=_("Programmes in force"),
        description=_("The programmes of partners by framework, over their years. The table below says the same."),
    )


def _bar(one: InForce) -> Bar:
    return Bar(_name(one), one.programme.period_start, one.programme.period_end)
