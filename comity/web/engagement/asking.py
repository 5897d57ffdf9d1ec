"""What the pages of this subject have in common: who asks, a form with its refusal, a list as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from comity.core.verdict import Verdict
from comity.web import page


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
        return page.render(request, "engagement/form.html", {**context, "form": None, "panel": refusal})

    def act_and_say(sent: dict[str, Any]) -> None:
        act(sent)
        messages.success(request, said)

    return page.form_page(request, "engagement/form.html", form, act_and_say, context, back=context["back"])
