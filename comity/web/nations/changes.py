"""What may be changed about a nation: its standing, the tools open to it, its name, the staff's file on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.core.words import plain
from comity.parties import actions, rules
from comity.parties import queries as parties
from comity.web import page
from comity.web.nations import forms, views

WRONG_INPUT = 422
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Change:
    """One change of standing: what it is called, what is asked for, and the act."""

    title: Any
    label: Any
    form: Callable[..., django_forms.Form]
    act: Callable[..., object]
    day: str = ""


CHANGES = {
    "join": Change(gettext_lazy("Enter a joining"), gettext_lazy("Enter it"), forms.Join, actions.join, "since_on"),
    "leave": Change(gettext_lazy("Enter a leaving"), gettext_lazy("Enter it"), forms.Leave, actions.leave, "until_on"),
    "suspend": Change(
        gettext_lazy("Enter a suspension"), gettext_lazy("Suspend"), forms.Suspend, actions.suspend, "since_on"
    ),
    "resume": Change(
        gettext_lazy("End the suspension"), gettext_lazy("End it"), forms.Resume, actions.resume, "until_on"
    ),
    "open-tool": Change(gettext_lazy("Open a tool"), gettext_lazy("Open it"), forms.OpenTool, actions.open_tool),
}


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """This will let the Council secretary enter a change of standing on the reference of a decision."""
    actor, now = _asked(request)
    asked = CHANGES.get(verb)
    if asked is None:
        raise Http404
    party = views.found(code)
    back = reverse("nations:nation", args=[code, "programmes" if verb == "open-tool" else "standing"])
    context = {"party": party, "title": asked.title, "label": asked.label, "back": back}
    if not (may := rules.executing(actor)).allowed and request.method == "GET":
        return why_not(request, party, may, context)
    held = [one.community for one in parties.standing(code, brussels_day(now)).memberships]
    more = {"held": held} if verb == "leave" else {}
    form = asked.form(request.POST or None, initial={asked.day: brussels_day(now)}, **more)

    def act(sent: dict[str, Any]) -> None:
        asked.act(party, actor, now, **sent)
        messages.success(request, _("It is entered."))

    return form_page(request, form, act, context)


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """This will list how the organisation names nations and organisations, for an administrator to settle."""
    actor, now = _asked(request)
    may = rules.may_name(actor, rules.PartyFacts(record=rules.NOWHERE), now)
    locale = get_language() or "en"
    asked = plain(request.GET.get("q", "").strip()[:100])
    day = brussels_day(now)
    rows = [
        line.party
        for line in parties.parties(on=day)
        if asked in plain(f"{line.code} {line.party.name_in('en')} {line.party.name_in('fr')}")
    ]
    rows.sort(key=lambda party: (not (party.given_name_en or party.given_name_fr), plain(party.name_in(locale))))
    context = {"rows": rows, "q": request.GET.get("q", "").strip()[:100], "may": may.allowed}
    panel = None if may.allowed else page.panels(may)[0]
    return page.render(request, "nations/names.html", {**context, "panel": panel})


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, code: str) -> HttpResponse:
    """This will let an administrator settle how the organisation names a party (W-62)."""
    actor, now = _asked(request)
    party = views.found(code)
    context = {
        "party": party,
        "title": _("Name %(party)s") % {"party": party.name_in(get_language() or "en")},
        "label": _("Use these names"),
        "back": reverse("nations:names"),
        "public_names": {"en": party.name_en, "fr": party.name_fr},
    }
    may = rules.may_name(actor, rules.PartyFacts(record=rules.NOWHERE), now)
    if not may.allowed and request.method == "GET":
        return why_not(request, party, may, context)
    initial = {"name_en": party.given_name_en, "name_fr": party.given_name_fr}
    form = forms.Name(request.POST or None, initial=initial)

    def act(sent: dict[str, Any]) -> None:
        actions.name(party, actor, now, **sent)
        messages.success(request, _("The names are settled."))

    return form_page(request, form, act, context)


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """This will write a note into the staff's file; for readers outside the staff there is no such file."""
    actor, now = _asked(request)
    file = parties.staff_file(code)
    if file is None:
        raise Http404
    form = forms.Note(request.POST)
    context = {
        "party": file.party,
        "title": _("Write a note"),
        "label": _("Write it"),
        "back": reverse("nations:nation", args=[code]),
    }

    def act(sent: dict[str, Any]) -> None:
        actions.note(file, actor, now, **sent)
        messages.success(request, _("The note is in the file."))

    return form_page(request, form, act, context)


def why_not(request: HttpRequest, party: Any, may: Verdict, context: dict[str, Any]) -> HttpResponse:
    """This will answer the question why something cannot be done, with the same panel as a refusal."""
    panel = page.panels(may, about=party.subject)[0]
    return page.render(request, "nations/form.html", {**context, "form": None, "panel": panel})


def form_page(
    request: HttpRequest, form: django_forms.Form, act: Callable[[dict[str, Any]], None], context: dict[str, Any]
) -> HttpResponse:
    """This will show a form about a nation, and take it."""
    return page.form_page(request, "nations/form.html", form, act, context, back=context["back"])


def _asked(request: HttpRequest) -> tuple[Actor, datetime]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now: datetime = request.now  # type: ignore[attr-defined]
    return actor, now
