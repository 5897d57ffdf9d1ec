"""Help: first steps by role, keys, and requests to the staff with their answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.kernel.action import Refused
from comity.people import actions, rules
from comity.people import queries as people
from comity.web import page
from comity.web.help import forms
from comity.web.help.steps import steps_of
from comity.web.register import subjects

WRONG_INPUT, CONFLICT = 422, 409


@page.public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """This will give the first steps for the reader's roles, the keys, and where to ask."""
    return page.render(request, "help/help.html", {"steps": steps_of(request.actor)})  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """This will put a request to the staff, filled in with the refusal that led to it."""
    given = {name: request.GET.get(name, "") for name in ("about", "refusal")}
    opening = _("About refusal %(number)s:") % {"number": given["refusal"]} + "\n" if given["refusal"] else ""
    form = forms.Ask(page.sent(request), initial={**given, "text": opening})
    if request.method == "POST" and form.is_valid():
        visitor: Any = request.visitor  # type: ignore[attr-defined]
        event = actions.ask(visitor.account.person, request.actor, request.now, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Your request is with the staff."))
        return page.done(request, "help:request", event.request_id)
    about = str(form["about"].value() or "")
    context = {"form": form, "about": subjects.name(about) if about else "", "about_url": subjects.address(about)}
    return page.render(request, "help/ask.html", context, status=WRONG_INPUT if form.is_bound else 200)


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """This will list the requests of the reader's party, or to the staff those of all."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = people.requests(party="" if actor.is_staff else actor.party or "-")
    return page.render(request, "help/requests.html", {"requests": found})


@require_http_methods(["GET", "POST"])
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show a request with its answer, and let the staff answer it."""
    found = people.request(pk)
    if found is None:
        raise Http404
    actor, now = request.actor, request.now  # type: ignore[attr-defined]
    form, status, panel = forms.Answer(page.sent(request)), 200, None
    if request.method == "POST":
        status = WRONG_INPUT
        if form.is_valid():
            try:
                actions.answer(found, actor, now, text=form.cleaned_data["text"])
            except Refused as refused:
                status, panel = CONFLICT, page.panel_of(refused)
            else:
                messages.success(request, _("The answer is sent."))
                return page.done(request, "help:request", pk)
    may = rules.may_answer(actor, rules.RequestFacts(answered_at=found.answered_at), now)
    context = {
        "found": found,
        "form": form if may.allowed or form.is_bound else None,
        "panel": panel,
        "about": subjects.name(found.about) if found.about else "",
        "about_url": subjects.address(found.about),
    }
    return page.render(request, "help/request.html", context, status=status)
