"""One's own nominations, for all activities."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from comity.core.actor import Actor
from comity.menu import queries as menu
from comity.nominations import queries, rules
from comity.nominations.queries import PAGE_ROWS, Filters, Listing, Shown
from comity.web import page
from comity.web.nominations import forms, labels, shown
from comity.web.page import asked


@require_safe
def nominations(request: HttpRequest) -> HttpResponse:
    """This will list what the reader's party has put forward, what runs out first on top."""
    actor, now = asked(request)
    filters, wrong = forms.read_filters(request.GET)
    listing = Listing([], 0) if wrong or not actor.party else queries.nominations(actor.party, filters)
    query = _query(filters)
    context = {
        "rows": with_activities(listing.rows, actor, now),
        "listing": listing,
        "filters": filters,
        "wrong": wrong,
        "states": _states(listing, filters),
        "chips": _chips(filters),
        "paging": _paging(listing, filters),
        "query": f"?{query}" if query else "",
        "has_party": bool(actor.party),
        "keep": [("state", state.value) for state in filters.states],
    }
    return page.render(request, "nominations/nominations.html", context, block="list")


def with_activities(found: list[Shown], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """This will add title, dates and place of the activities to the rows. Two queries, whatever their number."""
    ids = list(dict.fromkeys(one.row.activity_id for one in found))
    reader = menu.Reader(menu.standing_of(actor, now), now, page.locale())
    known = {line.id: line for line in menu.lines(ids, reader)} if ids else {}
    lines = []
    for one, row in zip(found, shown.rows(found, actor, now, host=False), strict=True):
        line = known.get(one.row.activity_id)
        about = {
            "title": line.title_in(page.locale()) if line else "",
            "start_on": line.start_on if line else None,
            "end_on": line.end_on if line else None,
            "place": ", ".join(part for part in (line.place_city, line.place_nation) if part) if line else "",
            "activity_id": one.row.activity_id,
        }
        lines.append({**row, **about})
    return lines


def _states(listing: Listing, filters: Filters) -> list[dict[str, Any]]:
    """This will offer the states as filters, with how many stand there."""
    return [
        {
            "value": state.value,
            "label": labels.state(state.value)[0],
            "count": listing.states.get(state.value, 0),
            "checked": state in filters.states,
        }
        for state in rules.State
    ]


def _chips(filters: Filters) -> list[dict[str, str]]:
    chips = [
        {
            "label": labels.state(state.value)[0],
            "url": _to(Filters(tuple(one for one in filters.states if one is not state), filters.code)),
        }
        for state in filters.states
    ]
    return chips + ([{"label": filters.code, "url": _to(Filters(filters.states))}] if filters.code else [])


def _paging(listing: Listing, filters: Filters) -> dict[str, Any]:
    number, pages = min(filters.page, listing.pages), listing.pages
    first = (number - 1) * PAGE_ROWS + 1

    def to(page_number: int) -> str:
        return _to(Filters(filters.states, filters.code, page=page_number))

    near = [one for one in range(1, pages + 1) if one in {1, pages} or abs(one - number) < 3]  # noqa: PLR2004
    return {
        "number": number,
        "pages": pages,
        "first": first if listing.total else 0,
        "last": min(listing.total, number * PAGE_ROWS),
        "total": listing.total,
        "previous_url": to(number - 1) if number > 1 else "",
        "next_url": to(number + 1) if number < pages else "",
        "links": [{"number": one, "url": to(one), "current": one == number} for one in near],
    }


def _to(filters: Filters) -> str:
    query = _query(filters)
    address = reverse("nominations:nominations")
    return f"{address}?{query}" if query else address


def _query(filters: Filters) -> str:
    """This will write filters as they stand in an address."""
    sent = QueryDict(mutable=True)
    sent.setlist("state", [state.value for state in filters.states])
    if filters.code:
        sent["q"] = filters.code
    if filters.page > 1:
        sent["page"] = str(filters.page)
    return sent.urlencode()
