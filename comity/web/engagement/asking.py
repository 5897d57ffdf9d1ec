"""What the pages of this subject have in common: who asks, a form with its refusal, a list as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from defusedcsv import csv
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from comity.core.actor import Actor
from comity.core.verdict import Verdict
from comity.kernel.action import Refused
from comity.web import page

WRONG_INPUT, CONFLICT = 422, 409


def asked(request: HttpRequest) -> tuple[Actor, datetime]:
    """This will give who asks, and when."""
    return request.actor, request.now  # type: ignore[attr-defined]


def locale() -> str:
    """This will give the language of the page."""
    return get_language() or "en"


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    may: Verdict,
    said: Any,
    context: Mapping[str, Any],
) -> HttpResponse:
    """This will show a form, or why there is none; on sending it act, or say what is wrong and keep what was typed.

    `context` names the title, the label of the button, the trail and the page to which one goes back.
    """
    if request.method == "GET" and not may.allowed:
        refusal = page.panels(may)[0]
        return page.render(request, "engagement/form.html", {**context, "form": None, "panel": refusal})
    panel: dict[str, Any] | None = None
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = WRONG_INPUT
        else:
            try:
                act(form.cleaned_data)
            except Refused as refused:
                panel, status = page.panel_of(refused), CONFLICT
            else:
                messages.success(request, said)
                return page.done(request, context["back"])
    return page.render(request, "engagement/form.html", {**context, "form": form, "panel": panel}, status=status)


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """This will give a list as a file in which nothing can be taken for a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows(rows)
    return response
