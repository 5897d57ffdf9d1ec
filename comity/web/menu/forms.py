"""Reading what people send: filters from an address, offers, reasons, files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from comity.menu import rules
from comity.menu.queries import Cost, Filters, Seats, Sort, Status, When
from comity.policy import pack

# Names in the address, and the filter that each sets.
PARAMS = {
    "q": "q",
    "area": "area",
    "type": "kind",
    "open_to": "open_to",
    "place": "place",
    "lang": "language",
    "seats": "seats",
    "cost": "cost",
    "status": "status",
    "from": "date_from",
    "to": "date_to",
    "when": "when",
    "provider": "provider",
    "course": "course",
    "objective": "objective",
    "topic": "topic",
    "all": "everything",
    "sort": "sort",
    "page": "page",
}
NAMES = {filter_name: param for param, filter_name in PARAMS.items()}
LONGEST = 120
MOST_VALUES = 40
_PLACE = re.compile(r"^(?:-|[A-Z]{2,16})$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")
_WORD = re.compile(r"^[\w./ -]{1,32}$")
_PAGE = re.compile(r"^[1-9]\d{0,3}$")


def read_filters(sent: QueryDict) -> tuple[Filters, list[tuple[str, str]]]:
    """This will read the filters of an address, and tell which values make no sense.

    A value that makes no sense is never passed over: the list is then empty, with the value named.
    """
    found: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for param, name in PARAMS.items():
        values = [value.strip() for value in sent.getlist(param) if value.strip()]
        if not values:
            continue
        try:
            found[name] = _READ[name](values)
        except ValueError:
            wrong.append((name, values[0][:40]))
    sort = found.get("sort")
    if isinstance(sort, tuple):
        found["sort"], found["descending"] = sort
    return replace(Filters(), **found), wrong


def _several(known: Iterable[str]) -> Any:
    words = frozenset(known)

    def read(values: list[str]) -> tuple[str, ...]:
        if len(values) > MOST_VALUES or not words.issuperset(values):
            raise ValueError
        return tuple(dict.fromkeys(values))

    return read


def _matching(pattern: re.Pattern[str]) -> Any:
    def read(values: list[str]) -> tuple[str, ...]:
        if len(values) > MOST_VALUES or not all(pattern.match(value) for value in values):
            raise ValueError
        return tuple(dict.fromkeys(values))

    return read


def _one(known: Iterable[str]) -> Any:
    words = frozenset(known)

    def read(values: list[str]) -> str:
        if values[-1] not in words:
            raise ValueError
        return values[-1]

    return read


def _word(values: list[str]) -> str:
    if not _WORD.match(values[-1]):
        raise ValueError
    return values[-1]


def _sort(values: list[str]) -> tuple[Sort, bool]:
    word = values[-1]
    return Sort(word.removeprefix("-")), word.startswith("-")


def _page(values: list[str]) -> int:
    if not _PAGE.match(values[-1]):
        raise ValueError
    return int(values[-1])


_READ: dict[str, Any] = {
    "q": lambda values: values[-1][:LONGEST],
    "area": _several({**pack().areas, **pack().further_areas}),
    "kind": _several(rules.Kind),
    "open_to": _several(rules.ALL_OF_THEM),
    "place": _matching(_PLACE),
    "language": _matching(_LANGUAGE),
    "seats": _several(Seats),
    "cost": _several(Cost),
    "status": _several(Status),
    "date_from": lambda values: date.fromisoformat(values[-1]),
    "date_to": lambda values: date.fromisoformat(values[-1]),
    "when": lambda values: When(values[-1]),
    "provider": _word,
    "course": _word,
    "objective": _one(pack().objectives),
    "topic": _one(pack().topics),
    "everything": lambda values: values[-1] == "1",
    "sort": _sort,
    "page": _page,
}


_UNSET = Filters()


def query_of(filters: Filters, **changes: Any) -> str:
    """This will write filters as they stand in an address, in one order, without what is not set."""
    wanted = replace(filters, **changes) if changes else filters
    sent: list[tuple[str, str]] = []
    for param, name in PARAMS.items():
        value = getattr(wanted, name)
        if value == getattr(_UNSET, name):
            continue
        if name == "sort":
            sent.append((param, f"{'-' if wanted.descending else ''}{value}"))
        elif isinstance(value, tuple):
            sent += [(param, one) for one in value]
        else:
            sent.append((param, value.isoformat() if isinstance(value, date) else "1" if value is True else str(value)))
    return urlencode(sent)
