"""The page of what needs the reader, and the way home by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.web import page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """This will lead to where the reader's work begins, by role (ux 5)."""
    return page.done(request, "today:today")


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """This will list what needs the reader, by the moment at which it becomes irreversible."""
    return page.render(request, "today/today.html", {"groups": []})
