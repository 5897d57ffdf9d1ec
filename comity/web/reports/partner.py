"""One partner on a day: its goals with their progress, and its plan over time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from comity.feedback.queries import state
from comity.feedback.queries.state import State
from comity.parties.queries import PartyLine
from comity.policy import pack
from comity.programmes.queries import GoalOn, PlannedOn
from comity.web import page
from comity.web.addresses import reverse
from comity.web.drawings import Bar, Goal, Mark, gantt
from comity.web.nations import labels as nations
from comity.web.page import asked, locale
from comity.web.reports import views


@require_safe
def partner(request: HttpRequest, code: str) -> HttpResponse:
    """This will show one partner as it stood on a day; who may not read its part of the report finds nothing."""
    form, on, today = views.day_of(request)
    actor, _now = asked(request)
    of = state.state(actor, on, today, only=code)
    if not of.lines:
        raise Http404
    (line,) = of.lines
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
            "goals": [
                {
                    "title": one.goal.title,
                    "areas": [_area(area) for area in one.goal.areas],
                    "percent": one.percent,
                    "is_reached": one.is_reached,
                }
                for one in of.goals
            ],
            "drawing": _drawing(of, line, today),
            "planned": [_row(one, of) for one in of.planned],
            "programmes": [
                {"code": one.programme.code, "version": one.version, "url": _programme(one.programme.code)}
                for one in of.running
            ],
            "marking": of.marking(locale()),
        },
        status=200 if form.is_valid() else views.WRONG_INPUT,
    )


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
