"""What the pages of this subject have in common: a form with its refusal, and the words of the pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from comity.core.verdict import Verdict
from comity.policy import pack
from comity.science import queries
from comity.web import page
from comity.web.page import locale


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
        return page.render(request, "science/form.html", {**context, "form": None, "panel": refusal})

    def act_and_say(sent: dict[str, Any]) -> None:
        act(sent)
        messages.success(request, said)

    return page.form_page(request, "science/form.html", form, act_and_say, context, back=context["back"])


def found_call(code: str) -> Any:
    """This will find a call, or answer that there is none."""
    row = queries.call(code)
    if row is None:
        raise Http404
    return row


def found_application(pk: int) -> Any:
    """This will find an application that the reader may see, or answer that there is none."""
    row = queries.application(pk)
    if row is None:
        raise Http404
    return row


def title_of(call: Any) -> str:
    """This will give the title of a call in the reader's language."""
    return str(call.title_fr if locale() == "fr" else call.title_en)


def kind(code: str) -> str:
    """This will name a kind of grant."""
    known = pack().science.kinds
    return str(known[code].name.in_(locale())) if code in known else code


def priority(code: str) -> str:
    """This will name a key priority."""
    known = pack().science.priorities
    return str(known[code].name.in_(locale())) if code in known else code


def heading(code: str) -> str:
    """This will name a heading of a budget."""
    known = pack().science.headings
    return str(known[code].name.in_(locale())) if code in known else code


def criterion(code: str) -> str:
    """This will name what marks are given for."""
    known = pack().science.criteria
    return str(known[code].name.in_(locale())) if code in known else code
