"""The page on which one finds things by what they are called."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.web import page


@page.public
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """This will look through everything that the reader may see."""
    return page.render(request, "find/find.html", {"q": request.GET.get("q", "").strip(), "groups": []})
