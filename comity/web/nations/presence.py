"""Screens on which the staff keep who is present where: missions, contact point embassies, providers (W-82)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.core.words import plain
from comity.parties import actions, rules
from comity.parties import queries as parties
from comity.web import page
from comity.web.nations import forms, views
from comity.web.nations.changes import form_page, why_not


@dataclass(frozen=True, slots=True)
class Kind:
    """One list: its words, its form, how a row is found, and the three acts."""

    enter_title: Any
    correct_title: Any
    end_title: Any
    form: type[forms.Present]
    asked: type[Any]
    find: Callable[[str, int], Any]
    keeping: Callable[[Actor], Verdict]
    enter: Callable[..., object]
    correct: Callable[..., object]
    end: Callable[..., object]


KINDS = {
    "mission": Kind(
        gettext_lazy("Enter a mission"),
        gettext_lazy("Correct the mission"),
        gettext_lazy("End the mission"),
        forms.PresentMission,
        rules.MissionInput,
        parties.mission_by_id,
        rules.keeping,
        actions.enter_mission,
        actions.correct_mission,
        actions.end_mission,
    ),
    "embassy": Kind(
        gettext_lazy("Enter a mandate"),
        gettext_lazy("Correct the mandate"),
        gettext_lazy("End the mandate"),
        forms.PresentEmbassy,
        rules.MandateInput,
        parties.embassy_by_id,
        rules.keeping,
        actions.enter_embassy,
        actions.correct_embassy,
        actions.end_embassy,
    ),
    "provider": Kind(
        gettext_lazy("List a provider"),
        gettext_lazy("Correct the provider"),
        gettext_lazy("End the listing"),
        forms.PresentProvider,
        rules.ProviderInput,
        parties.provider_by_id,
        rules.listing,
        actions.list_provider,
        actions.correct_provider,
        actions.end_provider,
    ),
}


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """This will let the staff enter a mission, a mandate or a provider."""
    actor, now = _asked(request)
    what, party = KINDS[kind], views.found(code)
    context = _context(party, what.enter_title, gettext_lazy("Enter it"))
    if not (may := what.keeping(actor)).allowed and request.method == "GET":
        return why_not(request, party, may, context)
    more = _choices(kind, now)
    form = what.form(page.sent(request), initial={"since_on": brussels_day(now)}, **more)

    def act(sent: dict[str, Any]) -> None:
        named = {name: sent[name] for name in ("ally", "code") if name in sent}
        what.enter(party, actor, now, asked=_input(what.asked, sent), **named)
        messages.success(request, _("It is entered."))

    return form_page(request, form, act, context)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str, kind: str, pk: str) -> HttpResponse:
    """This will let the staff correct a line, with the reason."""
    actor, now = _asked(request)
    what, party, row = KINDS[kind], views.found(code), _row(kind, code, int(pk))
    context = _context(party, what.correct_title, gettext_lazy("Correct it"), named(kind, row))
    if not (may := what.keeping(actor)).allowed and request.method == "GET":
        return why_not(request, party, may, context)
    initial = {field.name: getattr(row, field.name) for field in fields(what.asked)}
    form = what.form(page.sent(request), initial=initial, correcting=True)

    def act(sent: dict[str, Any]) -> None:
        what.correct(row, actor, now, asked=_input(what.asked, sent), reason=sent["reason"])
        messages.success(request, _("It is corrected."))

    return form_page(request, form, act, context)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str, kind: str, pk: str) -> HttpResponse:
    """This will let the staff enter from which day on a line no longer holds, with the reason."""
    actor, now = _asked(request)
    what, party, row = KINDS[kind], views.found(code), _row(kind, code, int(pk))
    context = _context(party, what.end_title, gettext_lazy("End it"), named(kind, row))
    if not (may := what.keeping(actor)).allowed and request.method == "GET":
        return why_not(request, party, may, context)
    form = forms.EndPresence(page.sent(request), initial={"until_on": brussels_day(now)})

    def act(sent: dict[str, Any]) -> None:
        what.end(row, actor, now, until_on=sent["until_on"], reason=sent["reason"])
        messages.success(request, _("The end is entered."))

    return form_page(request, form, act, context)


def named(kind: str, row: Any) -> str:
    """This will name a line: the mission, the Ally whose embassy serves, the provider."""
    locale = get_language() or "en"
    name: str = row.ally.name_in(locale) if kind == "embassy" else row.name_in(locale)
    return name


def _context(party: Any, title: object, label: object, name: str = "") -> dict[str, Any]:
    said = f"{title} · {name}" if name else str(title)
    back = reverse("nations:nation", args=[party.code, "presence"])
    return {"party": party, "title": said, "label": str(label), "back": back}


def _input(asked: type[Any], sent: Mapping[str, Any]) -> Any:
    return asked(**{field.name: sent[field.name] for field in fields(asked)})


def _row(kind: str, code: str, pk: int) -> Any:
    row = KINDS[kind].find(code, pk)
    if row is None:
        raise Http404
    return row


def _choices(kind: str, now: datetime) -> dict[str, Any]:
    """This will offer the Allies of today, whose embassies may serve. One query."""
    if kind != "embassy":
        return {}
    locale = get_language() or "en"
    listed = [one.party for one in parties.parties(on=brussels_day(now)) if one.standing.is_ally]
    pairs = [(party.code, party.name_in(locale)) for party in listed]
    return {"allies": sorted(pairs, key=lambda pair: plain(pair[1]))}


def _asked(request: HttpRequest) -> tuple[Actor, datetime]:
    return request.actor, request.now  # type: ignore[attr-defined]
