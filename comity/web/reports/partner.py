"""One partner on a day: its goals with their progress, and its plan over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from comity.core.money import Money
from comity.feedback.queries import state
from comity.feedback.queries.state import State
from comity.menu import exporting
from comity.parties.queries import PartyLine
from comity.policy import pack
from comity.programmes.queries import GoalOn, PlannedOn
from comity.web import page, spreadsheet
from comity.web.addresses import reverse
from comity.web.drawings import Bar, Goal, Mark, gantt
from comity.web.nations import labels as nations
from comity.web.page import asked, locale
from comity.web.reports import shares, views

type Table = tuple[Sequence[str], Iterable[Sequence[spreadsheet.Cell]]]


@require_safe
def partner(request: HttpRequest, code: str) -> HttpResponse:
    """This will show one partner as it stood on a day; who may not read its part of the report finds nothing."""
    form, on, today = views.day_of(request)
    actor, _now = asked(request)
    of, line = _found(request, code, on, today)
    return page.render(
        request,
        "reports/partner.html",
        {
            **views.frame(form, on, today, ""),
            "name": line.party.name_in(locale()),
            "code": code,
            "frameworks": [nations.framework_name(one) for one in nations.in_order(line.standing.frameworks)],
            "row": state.of_partner(of, code),
            "of": of,
            "narrow": not (actor.is_staff or actor.is_ally),
            "money": shares.of_one(state.of_partner(of, code)),
            "goals": _goals(of),
            "drawing": _drawing(of, line, today),
            "planned": _planned(of),
            "programmes": [
                {"code": one.programme.code, "version": one.version, "url": _programme(one.programme.code)}
                for one in of.running
            ],
            "marking": of.marking(locale()),
        },
        status=200 if form.is_valid() else views.WRONG_INPUT,
    )


@require_safe
def export(request: HttpRequest, code: str, table: str, form: str) -> HttpResponse:
    """This will give one table of the page as a file, with its marking; the plan over time also as a calendar."""
    _form, on, today = views.day_of(request)
    of, line = _found(request, code, on, today)
    name = f"{code}-{table}-{on.isoformat()}"
    if form == "ics":
        return _calendar(request, of, line, name)
    head, cells = {"state": _state_table, "money": _money_table, "goals": _goals_table, "plan": _plan_table}[table](of)
    return spreadsheet.answer(name, form, of.marking(locale()), ["as_of", *head], ([on, *one] for one in cells))


def _calendar(request: HttpRequest, of: State, line: PartyLine, name: str) -> HttpResponse:
    """This will give the dated activities of the plan as iCalendar: those that the page shows with a day."""
    _actor, now = asked(request)
    events = (
        exporting.Dated(
            ref=one["code"],
            title=f"{one['code']} {one['title']}",
            start=one["start_on"],
            after=(one["end_on"] or one["start_on"]) + timedelta(days=1),
            url=settings.SITE_URL + reverse("menu:activity", args=[one["code"]]),
        )
        for one in _planned(of)
        if one["start_on"]
    )
    titled = _("Plan of %(party)s") % {"party": line.party.name_in(locale())}
    return spreadsheet.sent(name, "ics", exporting.calendar(events, now, site=settings.SITE_URL, name=titled))


def _found(request: HttpRequest, code: str, on: date, today: date) -> tuple[State, PartyLine]:
    """This will find the part of the report on one partner.

    Raises: Http404 where the reader may not read it.
    """
    actor, _now = asked(request)
    of = state.state(actor, on, today, only=code)
    if not of.lines:
        raise Http404
    (line,) = of.lines
    return of, line


def _goals(of: State) -> list[dict[str, Any]]:
    return [
        {
            "title": one.goal.title,
            "areas": [_area(area) for area in one.goal.areas],
            "percent": one.percent,
            "is_reached": one.is_reached,
        }
        for one in of.goals
    ]


def _planned(of: State) -> list[dict[str, Any]]:
    return [_row(one, of) for one in of.planned]


def _state_table(of: State) -> Table:
    return views.HEAD, views.cells(views.rows(of, "partner"))


def _money_table(of: State) -> Table:
    (line,) = of.lines
    rows = [
        [one["share"] or "all", str(one["label"]), money.currency, *(_in(one["parts"][p], money) for p in state.USED)]
        for one in shares.of_one(state.of_partner(of, line.code))
        for money in one["used"]
    ]
    return ["share", "name", "currency", "committed", "owed", "paid"], rows


def _in(found: Iterable[Money], like: Money) -> Decimal:
    return sum((one.amount for one in found if one.currency == like.currency), Decimal(0))


def _goals_table(of: State) -> Table:
    rows = [
        [one["title"], "; ".join(one["areas"]), one["percent"], "yes" if one["is_reached"] else "no"]
        for one in _goals(of)
    ]
    return ["goal", "areas", "progress_percent", "reached"], rows


def _plan_table(of: State) -> Table:
    rows = [
        [
            one["code"],
            one["title"],
            one["goal"],
            one["start_on"],
            one["end_on"],
            "held" if one["is_held"] else "to come",
        ]
        for one in _planned(of)
    ]
    return ["code", "activity", "goal", "start_on", "end_on", "state"], rows


def _programme(code: str) -> str:
    party, _kind, period = code.split("/")
    return reverse("programmes:programme", args=[party, period])


def _row(one: PlannedOn, of: State) -> dict[str, Any]:
    titles = {found.goal.pk: found.goal.title for found in of.goals}
    return {
        "code": one.code,
        "title": one.title_in(locale()),
        "goal": titles.get(one.chosen.goal_id, ""),
        "start_on": one.start_on,
        "end_on": one.end_on,
        "is_held": one.is_held(of.on),
    }


def _drawing(of: State, line: PartyLine, today: date) -> Any:
    """This will draw the plan over the years of the programmes in force, with the day of the report."""
    dated = [one for one in of.planned if one.start_on and one.end_on]
    if not dated:
        return None
    start = min(one.programme.period_start for one in of.running)
    end = max(one.programme.period_end for one in of.running)
    marks = [Mark(of.on, _("today") if of.on == today else _("this report"), "today")] if start <= of.on <= end else []
    return gantt(
        [Goal(one.goal.title, tuple(_bar(each, of) for each in dated if _serves(each, one))) for one in of.goals],
        start_on=start,
        end_on=end,
        marks=marks,
        title=_("Plan of %(party)s") % {"party": line.party.name_in(locale())},
        description=_("Goals with their activities over time. The table below says the same."),
    )


def _serves(one: PlannedOn, goal: GoalOn) -> bool:
    return bool(one.chosen.goal_id == goal.goal.pk and one.programme.pk == goal.programme.pk)


def _bar(one: PlannedOn, of: State) -> Bar:
    return Bar(
        label=f"{one.title_in(locale())} ({one.code})",
        start_on=one.start_on or of.on,
        end_on=one.end_on or of.on,
        state="agreed" if one.is_held(of.on) else "proposed",
        word=pgettext("activity", "held") if one.is_held(of.on) else "",
    )


def _area(code: str) -> str:
    known = {**pack().areas, **pack().further_areas}
    return str(known[code].name.in_(locale())) if code in known else code
