"""The list as the page shows it: rows in words, facets, chips, sorts and pages as addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from comity.core.actor import Role, Side
from comity.menu import rules
from comity.menu.queries import FREE_PLACE, PAGE_ROWS, Cost, Filters, Line, Listing, Reader, Seats, Sort, Status, When
from comity.parties import queries as parties
from comity.policy import pack
from comity.web.addresses import reverse
from comity.web.menu import labels
from comity.web.menu.forms import NAMES, query_of
from comity.web.middleware import Asked
from comity.web.typography import short_day

NEIGHBOURS = 2


@cache
def _words(locale: str) -> dict[str, dict[str, str]]:
    """This will translate the words of rows and facets once for each language."""
    loaded = pack()
    return {
        "kind": {kind.value: str(word) for kind, word in labels.KINDS.items()},
        "area": {
            **{code: str(word) for code, word in labels.AREAS.items()},
            **{code: area.name.in_(locale) for code, area in pack().further_areas.items()},
        },
        "open_to": {word: labels.reach(word, locale) for word in rules.ALL_OF_THEM},
        "seats": {word.value: str(label) for word, label in labels.SEATS.items()},
        "cost": {word.value: str(label) for word, label in labels.COSTS.items()},
        "status": {word.value: str(label[0]) for word, label in labels.STATUSES.items()},
        "language": {code: str(word) for code, word in labels.LANGUAGES.items()},
        "objective": {code: one.name.in_(locale) for code, one in loaded.objectives.items()},
        "topic": {code: one.name.in_(locale) for code, one in loaded.topics.items()},
    }


def row(line: Line, reader: Reader) -> dict[str, Any]:
    """This will put one activity into the words of the list."""
    words = _words(reader.locale)
    status, tone = labels.status_of(line, reader.day)
    main = line.areas[0] if line.areas else ""
    where = labels.place(line.place_city, line.place_nation)
    return {
        "line": line,
        "title": line.title_in(reader.locale),
        "kind": words["kind"].get(line.kind, line.kind),
        "place": where,
        "languages": " / ".join(code.upper() for code in line.languages),
        "area": words["area"].get(main, ""),
        "tone": labels.TONES.get(main, "neutral"),
        "open_to": [words["open_to"].get(word) or labels.reach(word, reader.locale) for word in line.open_to],
        "status": status,
        "status_tone": tone,
    }


def facets(listing: Listing, filters: Filters, reader: Reader) -> list[dict[str, Any]]:
    """This will list the groups of boxes with their counts; what is ticked stays, even with no row left."""
    words = _words(reader.locale)
    groups = [
        ("area", _("Priority area (P§5)"), words["area"], list(words["area"])),
        ("kind", _("Type"), words["kind"], None),
        ("status", _("Status"), words["status"], [status.value for status in Status]),
        ("seats", _("Seats"), words["seats"], [one.value for one in Seats]),
        ("cost", _("Cost"), words["cost"], [one.value for one in Cost]),
        ("language", _("Working language"), words["language"], None),
        ("place", _("Place"), _places(listing, reader), None),
    ]
    if reader.standing.side is not Side.PARTNER:
        groups.insert(2, ("open_to", _("Open to"), words["open_to"], list(words["open_to"])))
    return [
        {"legend": legend, "name": NAMES[name], "options": _options(listing, filters, name, named, order)}
        for name, legend, named, order in groups
    ]


def _options(
    listing: Listing, filters: Filters, name: str, named: Mapping[str, str], order: Iterable[str] | None
) -> list[dict[str, Any]]:
    counted, ticked = listing.facets.get(name, {}), filters.facet(name)
    known = list(order) if order is not None else sorted(counted, key=lambda value: (-counted[value], value))
    values = [value for value in known if value in counted or value in ticked]
    values += [value for value in ticked if value not in values]
    return [
        {"value": value, "label": named.get(value, value), "count": counted.get(value, 0), "checked": value in ticked}
        for value in values
    ]


def _places(listing: Listing, reader: Reader) -> dict[str, str]:
    return {FREE_PLACE: _("No place stated"), **(parties.names(reader.locale) if listing.facets.get("place") else {})}


def chips(filters: Filters, reader: Reader) -> list[dict[str, str]]:
    """This will list the filters that are set, each with the address of the list without it."""
    words = _words(reader.locale)
    found: list[dict[str, str]] = []
    for name in filters.names_set:
        value = getattr(filters, name)
        if isinstance(value, tuple):
            named: Mapping[str, str] = words.get(name, {})
            for one in value:
                left: dict[str, Any] = {name: tuple(other for other in value if other != one)}
                rest = replace(filters, page=1, **left)
                word = _place_word(one) if name == "place" else named.get(one, one)
                found.append({"label": word, "url": to(rest)})
        else:
            found.append({"label": _chip(name, value, words, reader.locale), "url": to(filters.without(name))})
    return found


def _place_word(code: str) -> str:
    return _("No place stated") if code == FREE_PLACE else code


def _chip(name: str, value: Any, words: Mapping[str, Mapping[str, str]], locale: str) -> str:
    match name:
        case "q":
            return f"“{value}”" if locale != "fr" else f"« {value} »"
        case "date_from":
            return _("From %(day)s") % {"day": short_day(value, locale)}
        case "date_to":
            return _("Until %(day)s") % {"day": short_day(value, locale)}
        case "when":
            return str(labels.WHENS[When(value)])
        case _:
            return words.get(name, {}).get(value, str(value))


def to(filters: Filters, **changes: Any) -> str:
    """This will give the address of a filtered list."""
    query = query_of(filters, **changes)
    return f"{reverse('menu:menu')}?{query}" if query else reverse("menu:menu")


def sorts(filters: Filters) -> dict[str, dict[str, Any]]:
    """This will give, for each column, the address that sorts by it, and how it is sorted now."""
    found: dict[str, dict[str, Any]] = {}
    for sort in (Sort.TITLE, Sort.START, Sort.DEADLINE, Sort.SEATS):
        is_it = filters.order is sort
        state = ("descending" if filters.descending else "ascending") if is_it else None
        found[sort.value] = {
            "url": to(filters, sort=sort, descending=is_it and not filters.descending, page=1),
            "state": state,
        }
    return found


def paging(listing: Listing, filters: Filters) -> dict[str, Any]:
    """This will give the pages of the list as addresses."""
    return pages(listing.total, filters.page, lambda number: to(filters, page=number))


def pages(total: int, number: int, address: Callable[[int], str], *, rows: int = PAGE_ROWS) -> dict[str, Any]:
    """This will give the pages of any list: first, last, neighbours, and a gap where some are left out."""
    last = max(1, -(-total // rows))
    shown = [n for n in range(1, last + 1) if n in {1, last} or abs(n - number) <= NEIGHBOURS]
    links: list[dict[str, Any] | None] = []
    before = 0
    for n in shown:
        if n - before > 1:
            links.append(None)
        links.append({"number": n, "url": address(n), "current": n == number})
        before = n
    return {
        "number": number,
        "pages": last,
        "previous_url": address(number - 1) if 1 < number <= last else None,
        "next_url": address(number + 1) if number < last else None,
        "links": links,
        "first": min(total, (number - 1) * rows + 1),
        "last": min(total, number * rows),
        "total": total,
    }


def context(
    request: Asked,
    filters: Filters,
    reader: Reader,
    listing: Listing,
    wrong: list[tuple[str, str]],
    drops: Iterable[tuple[str, int]],
) -> dict[str, Any]:
    """This will gather what the list's template needs."""
    actor = request.actor
    query = query_of(filters, page=1)
    sent = request.GET
    return {
        "filters": filters,
        "base": reverse("menu:menu"),
        "query": f"?{query}" if query else "",
        "rows": [row(line, reader) for line in listing.rows],
        "listing": listing,
        "facets": facets(listing, filters, reader),
        "chips": chips(filters, reader),
        "sorts": sorts(filters),
        "sort_word": labels.SORTS[filters.order],
        "paging": paging(listing, filters),
        "wrong": [(str(labels.FILTERS.get(name, name)), value) for name, value in wrong],
        "drops": dropped(drops, filters),
        "everything_url": to(filters, everything=True, page=1),
        "mine_url": to(filters, everything=False, page=1),
        "keep": [(name, value) for name in sent for value in sent.getlist(name) if name not in {"q", "page"} and value],
        "whens": [
            {"value": "" if when is When.COMING else when.value, "label": word} for when, word in labels.WHENS.items()
        ],
        "is_partner": reader.standing.side is Side.PARTNER,
        "acts_for_party": reader.standing.side in {Side.PARTNER, Side.ALLY},
        "may_import": actor.has(Role.MENU_MANAGER, Role.DESK_OFFICER),
        "may_offer": actor.has(*rules.PROVIDING, Role.MENU_MANAGER),
    }


def dropped(drops: Iterable[tuple[str, int]], filters: Filters) -> list[dict[str, Any]]:
    """This will say which filter to drop, each with the number of activities that there would be."""
    return [
        {"label": str(labels.FILTERS[name]), "count": count, "url": to(filters.without(name))} for name, count in drops
    ]
