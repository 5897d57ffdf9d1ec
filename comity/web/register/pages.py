"""Pages by key: the list continues after a number, so that a long register costs the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from comity.web.numbers import whole


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a long list, the newest first, and the addresses of the pages beside it."""

    rows: list[Any]
    newer_url: str = ""
    older_url: str = ""


def keyed(request: HttpRequest, rows: QuerySet[Any], *, size: int) -> Found:
    """This will take the page that begins below `before`, or ends above `after`, as the address says. One query."""
    before, after = _number(request, "before"), _number(request, "after")
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        more_newer, page = len(found) > size, list(reversed(found[:size]))
        more_older = bool(page)
    else:
        below = rows.filter(pk__lt=before) if before is not None else rows
        found = list(below.order_by("-pk")[: size + 1])
        more_older, page = len(found) > size, found[:size]
        more_newer = before is not None and bool(page)
    return Found(
        rows=page,
        newer_url=_address(request, after=page[0].pk) if more_newer else "",
        older_url=_address(request, before=page[-1].pk) if more_older else "",
    )


def _number(request: HttpRequest, name: str) -> int | None:
    """This will read a key from the address; what is no number that fits the column counts as none."""
    return whole(request.GET.get(name, ""), digits=18)


def _address(request: HttpRequest, **key: int) -> str:
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query.update({name: str(value) for name, value in key.items()})
    return f"{request.path}?{query.urlencode()}"
