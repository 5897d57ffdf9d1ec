"""What the pages of this subject have in common: the tabs, the circle of those who bid, a form with its refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from comity.core.actor import Actor
from comity.core.verdict import Verdict
from comity.web import page


def in_circle(actor: Actor) -> None:
    """This will answer those who are neither staff nor Allies as if there were no bids."""
    if not is_inside(actor):
        raise Http404


def is_inside(actor: Actor) -> bool:
    """This will tell whether somebody reads of bids."""
    return actor.is_staff or actor.is_ally


def tabs(actor: Actor) -> list[dict[str, str]]:
    """This will list the pages of the subject that are there for the reader."""
    shown = [("mandates", _("Mandates"), "presence:mandates", True)]
    shown += [("biddings", _("Rounds of bids"), "presence:biddings", is_inside(actor))]
    shown += [("files", _("Hand-over files"), "presence:files", is_inside(actor))]
    shown += [("missions", _("Missions"), "presence:missions", actor.is_staff or actor.is_partner)]
    shown += [("log", _("Log"), "presence:log", True)]
    return [{"key": key, "label": label, "url": page.address(name)} for key, label, name, is_shown in shown if is_shown]


def trail(label: str, name: str) -> dict[str, str]:
    """This will lead back to a list."""
    return {"label": label, "url": page.address(name)}


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    may: Verdict,
    said: Any,
    context: Mapping[str, Any],
) -> HttpResponse:
    """This will show a form, or why there is none, and say so once it is done.

    `context` names the title, the label of the button, the trail and the page to which one goes back.
    """
    if request.method == "GET" and not may.allowed:
        refusal = page.panels(may)[0]
        return page.render(request, "presence/form.html", {**context, "form": None, "panel": refusal})

    def act_and_say(sent: dict[str, Any]) -> None:
        act(sent)
        messages.success(request, said)

    return page.form_page(request, "presence/form.html", form, act_and_say, context, back=context["back"])
