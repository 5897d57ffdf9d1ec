"""What the pages of this subject have in common: the tabs, and a form with its refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from comity.core.actor import Actor
from comity.core.verdict import Verdict
from comity.policy import pack
from comity.web import page


def signed_in(actor: Actor) -> None:
    """This will answer those who have not come as a party with nothing."""
    if not actor.party:
        raise Http404


def tabs() -> list[dict[str, str]]:
    """This will list the pages of the subject."""
    shown = [
        ("needs", _("Needs"), "education:needs"),
        ("offers", _("Offers"), "education:offers"),
        ("centres", _("Training centres"), "education:centres"),
        ("contributions", _("Contributions"), "education:contributions"),
    ]
    return [{"key": key, "label": label, "url": page.address(name)} for key, label, name in shown]


def trail(label: str, name: str, *args: object) -> dict[str, str]:
    """This will lead back to a list or a page."""
    return {"label": label, "url": page.address(name, *args)}


def regions() -> list[dict[str, str]]:
    """This will list the frameworks to choose from."""
    return [{"value": one.code, "label": str(one.name.in_(page.locale()))} for one in pack().frameworks.values()]


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
        return page.render(request, "education/form.html", {**context, "form": None, "panel": refusal})

    def act_and_say(sent: dict[str, Any]) -> None:
        act(sent)
        messages.success(request, said)

    return page.form_page(request, "education/form.html", form, act_and_say, context, back=context["back"])
