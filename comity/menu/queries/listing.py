"""The list of the menu: one statement counts, facets and pages; a second reads the rows of the page.

Facets are counted with all other filters on. Each row carries a number whose bits say which filters it misses: a row
is in the list if no bit is set, and counts for a facet if no other bit than that of the facet is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.menu import rules
from comity.menu.queries.filters import (
    FACETS,
    FREE_PLACE,
    MOST_PAGES,
    PAGE_ROWS,
    Cost,
    Filters,
    Seats,
    Sort,
    Status,
    When,
)

CLOSING_DAYS = 14
ALIKE = 0.42
MINE = 1 << len(FACETS)

_STATUS = """CASE
  WHEN state IN ('held', 'reported') THEN 'over'
  WHEN state NOT IN ('published', 'changed') THEN state
  WHEN NOT %(all_tools)s AND NOT tool = ANY(%(tools)s) THEN 'decision'
  WHEN nominate_by < %(day)s THEN 'closed'
  WHEN seats_given >= seats_total THEN 'full'
  WHEN nominate_by <= %(soon)s THEN 'closing'
  ELSE 'open' END"""
_SEATS = "CASE WHEN seats_total IS NULL THEN 'unknown' WHEN seats_given < seats_total THEN 'left' ELSE 'full' END"
_COST = "CASE WHEN fee_minor IS NULL THEN 'unknown' WHEN fee_minor = 0 THEN 'free' ELSE 'fee' END"
_PLACE = f"coalesce(nullif(place_nation, ''), '{FREE_PLACE}')"
# What one facet compares, and whether the column holds several values.
_COLUMNS: dict[str, tuple[str, bool]] = {
    "area": ("areas", True),
    "kind": ("kind", False),
    "open_to": ("open_to", True),
    "place": (_PLACE, False),
    "language": ("languages", True),
    "seats": (_SEATS, False),
    "cost": (_COST, False),
    "status": (_STATUS, False),
}
_FACET_COLUMNS = ", ".join(f"f_{name}" for name in FACETS)
# What grouping() says where only one facet is grouped by: every bit but that of the facet, the first one leftmost.
_GROUPED = {((1 << len(FACETS)) - 1) ^ (1 << (len(FACETS) - 1 - index)): index for index in range(len(FACETS))}
_OPEN_TO_ME = """(%(everybody)s OR ((open_to && %(reaches)s::varchar[] AND (%(all_tools)s OR tool = ANY(%(tools)s)))
  OR tool = ANY(%(by_council)s)))"""
_MATCH = "(search_en @@ {en} OR search_fr @@ {fr}{code})"
_KEYS = {
    Sort.START: "start_on",
    Sort.TITLE: "comity.plain(coalesce(nullif({mine}, ''), {other}))",
    Sort.DEADLINE: "nominate_by",
    Sort.SEATS: "(seats_total - seats_given)",
    Sort.CODE: "code",
}
_LINE = (
    "id, code, kind, title_en, title_fr, areas, open_to, tool, state, start_on, end_on, starts, ends, nominate_by,"
    " seats_total, seats_given, waiting, place_city, place_nation, languages, provider, provider_name, party,"
    " replaced_by_id"
)


class Line(NamedTuple):
    """An activity as a list shows it."""

    id: int
    code: str
    kind: str
    title_en: str
    title_fr: str
    areas: list[str]
    open_to: list[str]
    tool: str
    state: str
    start_on: date | None
    end_on: date | None
    starts: str
    ends: str
    nominate_by: date | None
    seats_total: int | None
    seats_given: int
    waiting: int
    place_city: str
    place_nation: str
    languages: list[str]
    provider: str | None
    provider_name: str
    party: str | None
    replaced_by: int | None
    status: str
    open_to_me: bool

    def title_in(self, locale: str) -> str:
        """This will give the title in a language, or in the other if it has only one."""
        return (self.title_fr or self.title_en) if locale == "fr" else (self.title_en or self.title_fr)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list: its rows, how many there are in all, what the facets count, and what is left out.

    `hidden` counts what fits the filters but is not open to the reader's party; `alike` says that nothing was written
    so, and that the rows are what comes nearest.
    """

    rows: list[Line]
    total: int
    hidden: int
    facets: dict[str, dict[str, int]]
    seen: int
    alike: bool = False

    @property
    def pages(self) -> int:
        """This will count the pages."""
        return max(1, -(-self.total // PAGE_ROWS))


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the list is made: where the party stands, the day at the seat, the language of titles."""

    standing: rules.Standing
    now: datetime
    locale: str = "en"

    @property
    def day(self) -> date:
        """This will give the day at the seat."""
        return brussels_day(self.now)


def activities(filters: Filters, reader: Reader, *, rows: int = PAGE_ROWS) -> Listing:
    """This will give one page of the list with its facets. Two queries; a third if only what is alike is found."""
    found = _count(filters, reader, rows, alike=False)
    if found.seen == 0 and filters.query.words:
        return _count(filters, reader, rows, alike=True)
    return found


def all_ids(filters: Filters, reader: Reader) -> list[int]:
    """This will list the numbers of all activities that are filtered, in order, for exports and feeds."""
    sql, params = _seen(filters, reader, alike=False)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH seen AS ({sql}) SELECT id FROM seen WHERE miss = 0 ORDER BY {_by(filters)}", params)  # noqa: S608
        return [pk for (pk,) in cursor.fetchall()]


def drops(filters: Filters, reader: Reader) -> list[tuple[str, int]]:
    """This will tell, for each filter that is set, how many activities there would be without it, the most first."""
    counted = [(name, _total(filters.without(name), reader)) for name in filters.names_set]
    return sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])


def _total(filters: Filters, reader: Reader) -> int:
    sql, params = _seen(filters, reader, alike=False)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH seen AS ({sql}) SELECT count(*) FROM seen WHERE miss = 0", params)  # noqa: S608
        return int(cursor.fetchone()[0])


def _count(filters: Filters, reader: Reader, rows: int, *, alike: bool) -> Listing:
    """This will run the statement of the list; every part of it is written here, values are parameters."""
    sql, params = _seen(filters, reader, alike=alike)
    page = min(max(1, filters.page), MOST_PAGES)
    params |= {"rows": rows, "skip": (page - 1) * rows}
    # One pass groups by each facet in turn, together with what the rows miss; the rows of the page follow.
    statement = f"""WITH seen AS MATERIALIZED ({sql})
      SELECT grouping({_FACET_COLUMNS}), {_FACET_COLUMNS}, miss, count(*) AS n FROM seen
      GROUP BY GROUPING SETS ({", ".join(f"(f_{name}, miss)" for name in FACETS)})
      UNION ALL (SELECT 0, {", ".join("NULL" for _ in FACETS)}, 0, id FROM seen WHERE miss = 0
      ORDER BY {_by(filters)} LIMIT %(rows)s OFFSET %(skip)s)"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        counted = cursor.fetchall()
    ids = [row[-1] for row in counted if row[0] == 0]
    tables, missed = _tables(counted)
    return Listing(
        rows=lines(ids, reader) if ids else [],
        total=missed.get(0, 0),
        hidden=missed.get(MINE, 0),
        seen=sum(missed.values()),
        facets=tables,
        alike=alike,
    )


def lines(ids: list[int], reader: Reader) -> list[Line]:
    """This will read activities as a list shows them, in the order given."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_LINE}, {_STATUS}, {_OPEN_TO_ME} FROM menu_activity WHERE id = ANY(%(ids)s)",  # noqa: S608
            {**_who(reader), "ids": ids},
        )
        found = {row[0]: Line._make(row) for row in cursor.fetchall()}
    return [found[pk] for pk in ids if pk in found]


def _seen(filters: Filters, reader: Reader, *, alike: bool) -> tuple[str, dict[str, Any]]:
    params = _who(reader)
    where = [*_words(filters.query, params, alike=alike), *_base(filters, params, reader.day)]
    bits = [_bit(index, name, filters.facet(name), params) for index, name in enumerate(FACETS)]
    if not filters.everything:
        bits.append(f"CASE WHEN {_OPEN_TO_ME} THEN 0 ELSE {MINE} END")
    columns = ", ".join(f"{column} AS f_{name}" for name, (column, _) in _COLUMNS.items())
    sql = f"""SELECT id, code, {columns}, ({" | ".join(bit for bit in bits if bit) or "0"}) AS miss,
      {_key(filters, reader, alike=alike)} AS sort_key, start_on
      FROM menu_activity WHERE {" AND ".join(where) or "true"}"""  # noqa: S608
    return sql, params


def _who(reader: Reader) -> dict[str, Any]:
    standing = reader.standing
    partner = standing.side is Side.PARTNER
    return {
        "day": reader.day,
        "soon": reader.day + timedelta(days=CLOSING_DAYS),
        "everybody": standing.side not in {Side.PARTNER, Side.ALLY},
        "reaches": sorted(standing.reaches),
        "tools": sorted(standing.tools_open | {rules.MENU_TOOL}),
        "by_council": sorted(standing.opened_by_council) if partner else [],
        "all_tools": not partner,
    }


def _words(query: rules.Query, params: dict[str, Any], *, alike: bool) -> Iterator[str]:
    if query.is_empty:
        return
    params["plain"] = query.plain
    if alike:
        params["alike"] = ALIKE
        yield "word_similarity(%(plain)s, plain) >= %(alike)s"
        return
    # The last word may still be being typed; each word may be stemmed in either language.
    params["code"] = f"%{query.code}%"
    en, fr = (_tsquery(query.words, language, params) for language in ("english", "french"))
    code = " OR codes_key LIKE %(code)s" if query.code else ""
    yield _MATCH.format(en=en, fr=fr, code=code)


def _tsquery(words: Iterable[str], language: str, params: dict[str, Any]) -> str:
    parts = []
    for index, word in enumerate(words):
        params[f"w{index}"], params[f"p{index}"] = word, f"'{word}':*"
        parts.append(
            f"(plainto_tsquery('comity.{language}', %(w{index})s) || to_tsquery('simple', %(p{index})s))"
            if len(word) >= rules.search.SHORTEST_PREFIX
            else f"to_tsquery('simple', %(p{index})s)"
        )
    return "(" + " && ".join(parts) + ")"


def _base(filters: Filters, params: dict[str, Any], day: date) -> Iterator[str]:
    """This will write the conditions that no facet counts: time, provider, course, objective, topic."""
    match filters.when:
        case When.COMING:
            yield "state NOT IN ('held', 'reported', 'retired', 'cancelled') AND (end_on IS NULL OR end_on >= %(day)s)"
        case When.PAST:
            yield "(state IN ('held', 'reported', 'retired', 'cancelled') OR end_on < %(day)s)"
    for name, clause in (
        ("date_from", "coalesce(end_on, start_on) >= %(date_from)s"),
        ("date_to", "start_on <= %(date_to)s"),
        ("provider", "provider = %(provider)s"),
        ("objective", "%(objective)s = ANY(objectives)"),
        ("topic", "topic = %(topic)s"),
        ("course", "course_id = (SELECT c.id FROM menu_course c WHERE c.code = %(course)s)"),
    ):
        if value := getattr(filters, name):
            params[name] = value
            yield clause


def _bit(index: int, name: str, values: tuple[str, ...], params: dict[str, Any]) -> str:
    if not values:
        return ""
    column, many = _COLUMNS[name]
    params[f"v_{name}"] = list(values)
    test = f"{column} && %(v_{name})s::varchar[]" if many else f"{column} = ANY(%(v_{name})s)"
    return f"CASE WHEN {test} THEN 0 ELSE {1 << index} END"


def _tables(counted: Iterable[tuple[Any, ...]]) -> tuple[dict[str, dict[str, int]], dict[int, int]]:
    """This will sum up each facet over the rows that miss nothing else, and count the rows by what they miss."""
    tables: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    missed: dict[int, int] = {}
    for grouped, *values, miss, n in counted:
        if grouped == 0:
            continue
        index = _GROUPED[grouped]
        if index == 0:  # each row stands once in each grouping
            missed[miss] = missed.get(miss, 0) + n
        if miss & ~(1 << index):
            continue
        held, table = values[index], tables[FACETS[index]]
        for one in held if isinstance(held, list) else (held,):
            table[one] = table.get(one, 0) + n
    return tables, missed


def _key(filters: Filters, reader: Reader, *, alike: bool) -> str:
    """This will write what the list is sorted by, before the start and the code."""
    if filters.order is Sort.RELEVANCE:
        if filters.query.is_empty:
            return "start_on"
        return "-word_similarity(%(plain)s, plain)" if alike else "(plain NOT LIKE '%%' || %(plain)s || '%%')::int"
    mine, other = ("title_fr", "title_en") if reader.locale == "fr" else ("title_en", "title_fr")
    return _KEYS[filters.order].format(mine=mine, other=other)


def _by(filters: Filters) -> str:
    way = "DESC" if filters.descending else "ASC"
    return f"sort_key {way} NULLS LAST, start_on NULLS LAST, code"


__all__ = ["Cost", "Line", "Listing", "Reader", "Seats", "Status", "activities", "all_ids", "drops", "lines"]
