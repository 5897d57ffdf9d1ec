"""Pages about people: who acts for a party, and what changes that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.kernel.action import ask
from comity.parties import queries as parties
from comity.people import actions, rules
from comity.people import queries as people
from comity.web import page
from comity.web.people import duties, forms, labels
from comity.web.register import words
from comity.web.today.sources import told

WRONG_INPUT = 422
CONFLICT = 409


@require_safe
def people_of_party(request: HttpRequest) -> HttpResponse:
    """This will list who acts for the reader's party, or for the one that staff have asked for."""
    actor, now = _asked(request)
    party = _party(request, actor)
    day = brussels_day(now)
    shown = [_line(one, day) for one in people.appointments(party.code)]
    context = {
        "party": party,
        "lines": [line for line in shown if line["state"] != labels.ENDED],
        "ended": [line for line in shown if line["state"] == labels.ENDED],
        "may_appoint": rules.may_appoint_for(actor, party.code),
    }
    return page.render(request, "people/people.html", context)


@require_safe
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one appointment with its deputies, what may be done about it, and its history."""
    actor, now = _asked(request)
    found = _appointment(pk)
    own = found.person_id == actor.person_id
    line = _line(found, brussels_day(now))
    may = line["state"] != labels.ENDED and (own or rules.may_appoint_for(actor, found.party.code))
    deputies = [
        _line(one, brussels_day(now)) for one in people.appointments(found.party.code) if one.deputy_for == found
    ]
    return page.render(request, "people/appointment.html", {"line": line, "may": may, "own": own, "deputies": deputies})


@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """This will let the head of a party, or an administrator, appoint somebody."""
    actor, now = _asked(request)
    party = _party(request, actor)
    day = brussels_day(now)
    side = parties.standing(party.code, day).side
    context = {"party": party, "title": _("Appoint somebody"), "label": _("Appoint")}
    if not rules.may_appoint_for(actor, party.code):
        if request.method == "POST":
            ask(actions.appoint, party, actor, now, role=Role.HEAD_OF_MISSION, since_on=day, email="")
        asked = rules.AppointFacts(party=party.code, side=side, role=Role.HEAD_OF_MISSION, since_on=day)
        context["panel"] = page.panels(rules.may_appoint(actor, asked, now), about=party.subject)[0]
        return page.render(request, "people/form.html", {**context, "form": None})
    form = forms.Appoint(page.sent(request), side=side, initial={**forms.today(day), "locale": actor.locale})

    def act(sent: dict[str, Any]) -> None:
        actions.appoint(party, actor, now, **{**sent, "role": Role(sent["role"])})
        messages.success(request, _("%(name)s is appointed.") % {"name": sent["name"]})

    return _form_page(request, form, act, context)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """This will let the head of a party end an appointment, and everybody lay down their own."""
    actor, now = _asked(request)
    found = _appointment(pk)
    form = forms.End(page.sent(request), initial=forms.today(brussels_day(now)))

    def act(sent: dict[str, Any]) -> None:
        actions.end(found, actor, now, ends_on=sent["ends_on"])
        messages.success(request, _("The appointment ends."))

    title = _("End the appointment of %(name)s") % {"name": found.name}
    return _form_page(request, form, act, {"party": found.party, "title": title, "label": _("End it"), "held": found})


@require_http_methods(["GET", "POST"])
def deputise(request: HttpRequest, pk: int) -> HttpResponse:
    """This will let somebody name a deputy for a time."""
    actor, now = _asked(request)
    found = _appointment(pk)
    day = brussels_day(now)
    others = forms.colleagues(people.appointments(found.party.code, on=day), but=found.person_id)
    form = forms.Deputise(page.sent(request), people=others, initial=forms.today(day))

    def act(sent: dict[str, Any]) -> None:
        actions.deputise(
            found, actor, now, person_id=sent["person"], since_on=sent["since_on"], until_on=sent["until_on"]
        )
        messages.success(request, _("The deputy is named."))

    title = _("Name a deputy for %(name)s") % {"name": found.name}
    return _form_page(
        request, form, act, {"party": found.party, "title": title, "label": _("Name the deputy"), "held": found}
    )


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """This will let somebody pass a post to the successor, with notes and a list of what is open."""
    actor, now = _asked(request)
    found = _appointment(pk)
    day = brussels_day(now)
    others = forms.colleagues(people.appointments(found.party.code), but=found.person_id)
    form = forms.HandOver(page.sent(request), people=others, initial=forms.today(day))
    tasks = [one.task for one in told(actor, now)] if found.person_id == actor.person_id else []

    def act(sent: dict[str, Any]) -> None:
        kept = [{"kind": task.kind, "ref": task.ref, "title": task.title} for task in tasks]
        actions.hand_over(found, actor, now, person_id=sent["person"], on=sent["on"], notes=sent["notes"], tasks=kept)
        messages.success(request, _("The post is handed over."))

    title = _("Hand over the post of %(name)s") % {"name": found.name}
    context = {"party": found.party, "title": title, "label": _("Hand over"), "held": found, "tasks": tasks}
    return _form_page(request, form, act, context)


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """This will say what each role may do, as the rules themselves have it."""
    known = [
        {
            "role": labels.role(role),
            "key": role.value,
            "verbs": [words.verb(verb) for verb in duties.verbs_of(role)],
            "own": role in request.actor.roles,  # type: ignore[attr-defined]
        }
        for role in Role
    ]
    return page.render(request, "people/roles.html", {"roles": sorted(known, key=lambda one: not one["own"])})


def _asked(request: HttpRequest) -> tuple[Actor, datetime]:
    return request.actor, request.now  # type: ignore[attr-defined]


def _party(request: HttpRequest, actor: Actor) -> Any:
    """This will find the party whose people are meant: one's own, or to staff any.

    Raises: Http404 for a party whose people the reader may not see.
    """
    code = request.GET.get("party", "") or actor.party or ""
    if code != actor.party and not actor.is_staff:
        raise Http404
    if (party := parties.party(code)) is None:
        raise Http404
    return party


def _appointment(pk: int) -> Any:
    """This will find an appointment.

    Raises: Http404 if there is none that the reader may see.
    """
    if (found := people.appointment(pk)) is None:
        raise Http404
    return found


def _line(held: Any, day: Any) -> dict[str, Any]:
    """This will write an appointment for a list."""
    state = labels.state_of(held, day)
    word, tone = labels.STATES[state]
    return {"held": held, "role": labels.role(held.role), "state": state, "word": word, "tone": tone}


def _form_page(
    request: HttpRequest, form: django_forms.Form, act: Callable[[dict[str, Any]], None], context: dict[str, Any]
) -> HttpResponse:
    """This will show a form about people of a party, and take it."""
    party = context["party"].code
    own = party == request.actor.party  # type: ignore[attr-defined]
    back = f"{page.address('people:people')}{'' if own else f'?party={party}'}"
    return page.form_page(request, "people/form.html", form, act, {"tasks": [], **context}, back=back)
