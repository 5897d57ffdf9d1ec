"""The state of partnerships on a day, by partner, framework, area and objective."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.feedback.queries import state
from comity.feedback.queries.state import Figures, State
from comity.feedback.rules import Share
from comity.policy import pack
from comity.web import page, spreadsheet, typography
from comity.web.addresses import reverse
from comity.web.drawings import Line, Marker, Part, stacked_bars
from comity.web.nations import maps
from comity.web.page import asked, locale
from comity.web.reports import labels, shares
from comity.web.reports.forms import AsOf

WRONG_INPUT = 422
HEAD = (
    *("partner", "name", "goals", "goals_reached", "progress_percent", "planned", "held", "people"),
    *("currency", "committed", "owed", "paid", *(f"{share}_used" for share in Share)),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a table of the report."""

    key: str
    name: str
    figures: Figures
    url: str = ""


def day_of(request: HttpRequest) -> tuple[AsOf, date, date]:
    """This will read the day that is asked for: the form, the day, and today."""
    _actor, now = asked(request)
    today = brussels_day(now)
    form = AsOf(request.GET, today=today)
    return form, form.day, today


def rows(of: State, by: str) -> list[Listed]:
    """This will list what a report says by one way of grouping, in the order of the policy or by name."""
    match by:
        case "framework":
            own = {code for line in of.lines for code in line.standing.frameworks}
            return [
                Listed(one.code, one.name.in_(locale()), state.of_framework(of, one.code))
                for one in pack().frameworks.values()
                if one.code in own
            ]
        case "area":
            return [
                Listed(one.code, one.name.in_(locale()), state.of_area(of, one.code)) for one in pack().areas.values()
            ]
        case "objective":
            return [
                Listed(one.code, one.name.in_(locale()), state.of_objective(of, one.code))
                for one in pack().objectives.values()
            ]
        case _:
            lines = sorted(of.lines, key=lambda line: plain(line.party.name_in(locale())))
            return [
                Listed(
                    line.code,
                    line.party.name_in(locale()),
                    state.of_partner(of, line.code),
                    reverse("reports:partner", args=[line.code]),
                )
                for line in lines
            ]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """This will show the state of partnerships on a day, grouped as asked, with a drawing of the same numbers."""
    form, on, today = day_of(request)
    actor, _now = asked(request)
    by = by_of(request)
    of = state.state(actor, on, today)
    found = rows(of, by)
    narrow = not (actor.is_staff or actor.is_ally)
    return page.render(
        request,
        "reports/overview.html",
        {
            **frame(form, on, today, by),
            "rows": found,
            "whole": state.of_all(of),
            "of": of,
            "map": _map(of, found) if by == "partner" else None,
            "bars": bars(found, labels.BY[by]) if by != "partner" else None,
            "money": shares.of_rows(of, found, by, narrow=narrow),
            "marking": of.marking(locale()),
            "narrow": narrow,
        },
        status=200 if form.is_valid() else WRONG_INPUT,
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same table as a file, with its marking."""
    _form, on, today = day_of(request)
    actor, _now = asked(request)
    by = by_of(request)
    of = state.state(actor, on, today)
    return spreadsheet.answer(
        f"partnerships-{by}-{on.isoformat()}",
        form,
        of.marking(locale()),
        ["as_of", by, *HEAD[1:]],
        ([on, *one] for one in cells(rows(of, by))),
    )


def cells(found: list[Listed]) -> Iterator[list[spreadsheet.Cell]]:
    """This will write each row once for every currency in which money was used for it, under `HEAD`."""
    for row in found:
        one = row.figures
        own: list[spreadsheet.Cell] = [row.key, row.name, one.goals, one.reached, one.progress, one.planned, one.held]
        currencies = sorted({money.currency for _part, money in one.money})
        for currency in currencies or [""]:
            sums = {part: money.amount for part, money in one.money if money.currency == currency}
            by_share = [
                sum((money.amount for money in one.used(share) if money.currency == currency), Decimal(0))
                for share in Share
            ]
            yield [
                *(*own, one.people, currency),
                *(sums.get(part) for part in state.USED),
                *(by_share if currency else [None] * len(by_share)),
            ]


def frame(form: AsOf, on: date, today: date, tab: str) -> dict[str, Any]:
    """This will give what all pages of the report share: the day, the form for another, and the tabs."""
    kept = f"?{urlencode({'on': on.isoformat()})}" if on != today else ""
    home = reverse("reports:overview")
    ways = [
        {"key": key, "label": label, "url": f"{home}?{urlencode({'by': key, **({'on': on} if kept else {})})}"}
        for key, label in labels.BY.items()
    ]
    return {
        "form": form,
        "on": on,
        "is_today": on == today,
        "kept": kept,
        "tab": tab,
        "tabs": [
            *ways,
            {"key": "budgets", "label": _("Budgets"), "url": f"{reverse('reports:budgets')}{kept}"},
            {"key": "plan", "label": _("Plan over time"), "url": f"{reverse('reports:plan')}{kept}"},
            {"key": "tools", "label": _("Review of tools"), "url": reverse("reports:tools")},
            {"key": "yearly", "label": _("Yearly reports"), "url": reverse("reports:yearly")},
        ],
    }


def by_of(request: HttpRequest) -> str:
    """This will read by what the report is grouped; by partner unless another way is asked for."""
    by = request.GET.get("by", "")
    return by if by in labels.BY else "partner"


def _map(of: State, found: list[Listed]) -> dict[str, Any]:
    groups = [group for group in maps.groups(of.lines, locale()) if group.lines]
    return {"markers": markers(of, found), "groups": groups}


def markers(of: State, found: list[Listed]) -> list[Marker]:
    """This will put the partners on the map, the larger the more of their plan was held."""
    held = {row.key: row.figures.held for row in found}
    return [
        replace(
            one,
            name=typography.labelled(one.name, _held(held[one.code]), locale()),
            count=held[one.code],
            url=reverse("reports:partner", args=[one.code]),
        )
        for one in maps.markers(of.lines, locale())
    ]


def _held(count: int) -> str:
    return ngettext("%(num)s activity held", "%(num)s activities held", count) % {"num": count}


def bars(found: list[Listed], by: object) -> Any:
    """This will draw what is planned as bars: held, and to come."""
    most = max((row.figures.planned for row in found), default=0)
    if not most:
        return None
    return stacked_bars(
        [
            Line(
                labels.cut(row.name),
                (
                    Part("1", row.figures.held, _("Held")),
                    Part("3", row.figures.planned - row.figures.held, _("To come")),
                ),
                str(row.figures.planned),
            )
            for row in found
        ],
        whole=most,
        title=_("Planned activities"),
        description=_("How many of the planned activities were held and how many are to come: %(by)s.") % {"by": by},
    )
