"""What all pages about resources share: who asks, who may read scores, and how an act is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from comity.core.actor import Actor
from comity.kernel.action import Refused
from comity.web import page
from comity.web.addresses import reverse
from comity.web.numbers import whole
from comity.web.refusals.panels import Place

CONFLICT, UNPROCESSABLE = 409, 422
PAGE_ROWS = 50


def sees_scores(actor: Actor) -> bool:
    """This will tell whether somebody belongs to those who weigh and assess: staff and Allies."""
    return actor.is_staff or actor.is_ally


def attempt(
    request: HttpRequest, act: Callable[[], object], to: str, said: str, *args: object
) -> HttpResponse | dict[str, Any]:
    """This will do something: the answer that leads on, or the panel that says why it was refused."""
    try:
        act()
    except Refused as refused:
        return page.panel_of(refused, Place(form=request.path))
    messages.success(request, said)
    return page.done(request, to, *args)


def page_number(request: HttpRequest) -> int:
    """This will read which page of a list is wanted."""
    return max(1, whole(request.GET.get("page", "")) or 1)


def paged[T](rows: Sequence[T], number: int, address: str, query: str = "") -> tuple[Sequence[T], dict[str, Any]]:
    """This will cut a page out of a list, with what its foot needs."""
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    number = min(number, pages)
    first = (number - 1) * PAGE_ROWS
    return rows[first : first + PAGE_ROWS], paging(number, len(rows), address, query)


def paging(number: int, total: int, address: str, query: str = "") -> dict[str, Any]:
    """This will give what the foot of a list needs."""
    pages = max(1, -(-total // PAGE_ROWS))

    def to(which: int) -> str:
        return f"{address}?{query}{'&' if query else ''}page={which}"

    near = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    links: list[dict[str, Any] | None] = []
    for before, which in zip((0, *near), near, strict=False):
        if which - before > 1:
            links.append(None)
        links.append({"number": which, "url": to(which), "current": which == number})
    first = (number - 1) * PAGE_ROWS
    return {
        "number": number,
        "pages": pages,
        "previous_url": to(number - 1) if number > 1 else "",
        "next_url": to(number + 1) if number < pages else "",
        "links": links,
        "first": first + 1 if total else 0,
        "last": min(first + PAGE_ROWS, total),
        "total": total,
    }


def crumb(label: str, view: str, *args: object) -> dict[str, str]:
    """This will make one step of the way to a page."""
    return {"label": label, "url": reverse(view, args=args)}
