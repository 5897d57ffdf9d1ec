"""The menu, one activity, one course."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from comity.menu import queries
from comity.menu.queries import Listing, Reader
from comity.web import page
from comity.web.menu import facts, labels, lists
from comity.web.menu.forms import read_filters
from comity.web.middleware import Asked
from comity.web.page import locale

EMPTY = Listing(rows=[], total=0, hidden=0, facets={}, seen=0)


def reader_of(request: Asked) -> Reader:
    """This will say for whom the list is made."""
    return Reader(queries.standing_of(request.actor, request.now), request.now, locale())


@require_safe
def menu(request: Asked) -> HttpResponse:
    """This will list the activities that are filtered, with facets, or say what keeps the list empty."""
    filters, wrong = read_filters(request.GET)
    reader = reader_of(request)
    listing = EMPTY if wrong else queries.activities(filters, reader)
    drops = queries.drops(filters, reader) if not wrong and not listing.total else []
    context = lists.context(request, filters, reader, listing, wrong, drops)
    context["views"] = [] if page.wants_fragment(request) else queries.views(request.actor)
    return page.render(request, "menu/menu.html", context, block="list")


@require_safe
def activity(request: Asked, code: str, tab: str = "overview") -> HttpResponse:
    """This will show one activity: what it is, to whom it is open, and why one can or cannot nominate."""
    row = queries.activity(code)
    if row is None:
        raise Http404
    return page.render(request, "menu/activity.html", facts.of_activity(request, row, tab))


@require_safe
def why_not(request: Asked, code: str) -> HttpResponse:
    """This will answer "Why can't I nominate?" with every reason."""
    row = queries.activity(code)
    if row is None:
        raise Http404
    return page.render(request, "menu/why_not.html", facts.why_not(request, row), block="reasons")


@require_safe
def course(request: Asked, code: str) -> HttpResponse:
    """This will show one course of the catalogue, and the activities that are offered from it."""
    row = queries.course(code)
    if row is None:
        raise Http404
    return page.render(request, "menu/course.html", facts.of_course(request, row))


@require_safe
def courses(request: Asked) -> HttpResponse:
    """This will list the courses of the catalogue."""
    return page.render(request, "menu/courses.html", {"courses": queries.courses(), "words": labels})


@require_safe
def own(request: Asked) -> HttpResponse:
    """This will list what the providers of one's party have on the menu."""
    party = request.actor.party or ""
    rows = queries.activities_of_party(party) if party else []
    return page.render(
        request,
        "menu/own.html",
        {
            "rows": [facts.own_row(row, locale()) for row in rows],
            "courses": queries.courses(party=party) if party else [],
            "drafts": queries.drafts(party),
        },
    )
