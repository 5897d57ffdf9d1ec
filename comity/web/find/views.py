"""The page on which one finds things by what they are called."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.web import page
from comity.web.find.finders import look

LONGEST = 100


@page.public
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """This will look through everything that the reader may see."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    groups = look(words, request.actor, request.now) if words else []  # type: ignore[attr-defined]
    return page.render(request, "find/find.html", {"q": words, "groups": groups}, block="found")
