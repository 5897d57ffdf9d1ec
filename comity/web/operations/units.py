"""Units of partners and how they were evaluated."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.operations import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page, spreadsheet
from comity.web.operations import forms, labels
from comity.web.operations.operations import trail
from comity.web.page import asked, locale


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """This will list the units that the reader may see, with their latest evaluation."""
    actor, now = asked(request)
    names, found = parties.names(locale()), queries.units()
    return page.render(
        request,
        "operations/units.html",
        {
            "rows": [_row(one, names, brussels_day(now)) for one in found],
            "marking": documents.marking_of(found, locale()),
            "may": bool(_nations(actor, names, now)),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    _actor, now = asked(request)
    names, found = parties.names(locale()), queries.units()
    lines = [_row(one, names, brussels_day(now)) for one in found]
    return spreadsheet.answer(
        f"units-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of(found, locale()),
        ["nation", "name", "unit", "kind", "level", "held_on", "valid_until"],
        (
            [
                line["unit"].party,
                line["name"],
                line["unit"].name,
                line["unit"].kind,
                line["latest"].level if line["latest"] else None,
                line["latest"].on if line["latest"] else None,
                line["latest"].valid_until if line["latest"] else None,
            ]
            for line in lines
        ),
    )


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one unit with all its evaluations."""
    actor, now = asked(request)
    row = _found(pk)
    facts = queries.facts_of_unit(row, actor, now)
    day = brussels_day(now)
    return page.render(
        request,
        "operations/unit.html",
        {
            "unit": row,
            "name": parties.names(locale()).get(row.party, row.party),
            "marking": documents.marking_of([row], locale()),
            "evaluations": [
                {
                    "evaluation": one,
                    "level": labels.LEVELS[rules.Level(one.level)],
                    "is_valid": rules.is_valid(one.valid_until, day),
                }
                for one in row.evaluations.all()
            ],
            "may_evaluate": rules.may_evaluate(actor, facts, now).allowed,
        },
    )


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """This will enter a unit."""
    actor, now = asked(request)
    names = parties.names(locale())
    nations = _nations(actor, names, now)
    own = nations[0][0] if nations else actor.party or ""

    def act(sent: dict[str, Any]) -> None:
        party = parties.party(sent.pop("party"))
        if party is None:
            raise Http404
        actions.enter_unit(party, actor, now, **sent)

    return page.act_page(
        request,
        forms.Unit(page.sent(request), nations=nations),
        act,
        may=rules.may_enter_unit(actor, rules.UnitFacts(own, is_partner=bool(nations)), now),
        said=_("The unit is entered."),
        context=_context(_("Enter a unit"), _("Enter it"), page.address("operations:units")),
    )


@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter an evaluation of a unit."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Evaluate(page.sent(request)),
        lambda sent: actions.evaluate(row, actor, now, **sent),
        may=rules.may_evaluate(actor, queries.facts_of_unit(row, actor, now), now),
        said=_("The evaluation is entered."),
        context=_context(_("Enter an evaluation"), _("Enter it"), page.address("operations:unit", pk)),
    )


def _nations(actor: Actor, names: dict[str, str], now: datetime) -> list[tuple[str, str]]:
    """This will list the nations whose units the reader may enter: its own, or to the desk all partners."""
    partners = parties.members(audience.PARTNERS, brussels_day(now))
    codes = [code for code in partners if rules.may_enter_unit(actor, rules.UnitFacts(code), now).allowed]
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])


def _found(pk: int) -> Any:
    row = queries.unit(pk)
    if row is None:
        raise Http404
    return row


def _context(title: str, label: str, back: str) -> dict[str, Any]:
    steps = [trail(), {"label": _("Units"), "url": page.address("operations:units")}]
    return {"title": title, "label": label, "back": back, "trail": steps}


def _row(one: Any, names: dict[str, str], day: date) -> dict[str, Any]:
    latest = next(iter(one.evaluations.all()), None)
    return {
        "unit": one,
        "name": names.get(one.party, one.party),
        "latest": latest,
        "level": labels.LEVELS[rules.Level(latest.level)] if latest else "",
        "is_valid": rules.is_valid(latest.valid_until, day) if latest else False,
    }
