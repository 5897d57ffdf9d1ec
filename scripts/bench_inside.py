#!/usr/bin/env python3
"""What of the measuring runs inside the application: `bench_inside.py VERB ARGUMENT...`, called by bench.py."""

from __future__ import annotations

import html
import json
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

django.setup()

from django.db import connection  # noqa: E402 - only after the lines above
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import Resolver404, resolve  # noqa: E402

from comity.api.service import api  # noqa: E402
from comity.clock import table, tick  # noqa: E402
from comity.core import audience  # noqa: E402
from comity.core.actor import Actor, Role, Side  # noqa: E402
from comity.core.calendar import add_working_days, at_brussels, brussels_day  # noqa: E402
from comity.decisions import actions as decisions  # noqa: E402
from comity.decisions import queries as decision_queries  # noqa: E402
from comity.decisions.rules import LineText, Verb  # noqa: E402
from comity.kernel import clock, heartbeat  # noqa: E402
from comity.kernel.scope import as_system  # noqa: E402
from comity.menu.models import Activity  # noqa: E402
from comity.parties import queries as parties  # noqa: E402
from comity.parties.models import Party  # noqa: E402
from comity.people.models import Account, Appointment, Person  # noqa: E402
from tests import visits  # noqa: E402

LINK = re.compile(r'(?:href|action|hx-get)="(/(?:en|api)/[^"#]*)"')
GAP = re.compile(r"<(?:\w+:)?(\w+)>")
TRIES = 4  # addresses of one route that are tried before it counts as not reached
ACTIVITIES = 24
LINES = 3
OK, METHOD_NOT_ALLOWED = 200, 405
SECRETARY = Actor(
    name="Measuring Secretary",
    account_id=1,
    person_id=1,
    party="IS",
    side=Side.STAFF,
    roles=frozenset({Role.COUNCIL_SECRETARY, Role.DESK_OFFICER}),
)


def appoint(name: str, party: str, roles: tuple[Role, ...], *, order: int | None = None) -> None:
    """Invent a person with an account who acts for a party."""
    labels = [audience.STAFF, audience.party(party)]
    email = f"{name.lower().replace(' ', '.')}@bench.invalid"
    person = Person.objects.create(name=name, email=email, is_fictional=True, audience=labels)
    Account.objects.create(person=person, email=email, password="!", demo_order=order)  # noqa: S106 - no password
    for role in roles:
        row = Party.objects.get(code=party)
        Appointment.objects.create(
            person=person, party=row, role=role.value, since_on=date(2020, 1, 1), audience=labels
        )


def appoint_officer(name: str) -> None:
    """Appoint who asks for all pages: somebody of the staff, who sees most and on whom most waits."""
    with as_system():
        appoint(name, "IS", (Role.DESK_OFFICER, Role.MENU_MANAGER), order=1)


def prepare_nominations(name: str) -> None:
    """Appoint an officer of a mission, and print activities for which that mission may put people forward."""
    now = clock.now()
    day = brussels_day(now)
    with as_system():
        code = (
            Party.objects.filter(code__startswith="X", code__regex="^...$").order_by("code").values_list("code")[0][0]
        )
        appoint(name, code, (Role.MISSION_OFFICER,), order=2)
        frameworks = parties.standing(code, day).frameworks
        found = Activity.objects.filter(
            state="published", nominate_by__gt=day + timedelta(days=2), open_to__overlap=sorted(frameworks)
        )
        print(json.dumps(list(found.order_by("-start_on", "code").values_list("code", flat=True)[:ACTIVITIES])))


def count_queries(cookie: str, pages: str) -> None:
    """Print how often each page asks the database."""
    client = Client(SERVER_NAME="127.0.0.1")
    for name, value in (pair.split("=", 1) for pair in cookie.split("; ")):
        client.cookies[name] = value
    for name, path in json.loads(pages).items():
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        print(f"{name:<24}{len(seen):>4} statements")


def list_pages(cookie: str) -> None:
    """Print, for every route of ours that answers a look, an address of it in these data, and what it is.

    Follows links from page to page; what no link leads to is tried with the names of things that other addresses bore.
    """
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    for name, value in (pair.split("=", 1) for pair in cookie.split("; ")):
        client.cookies[name] = value
    table, told = visits.routes(), Told(client)
    told.follow([f"/en/{route}" for route in sorted(table) if not re.search(r"[<(]", route)])
    told.follow([path for path in sorted(api.get_openapi_schema()["paths"]) if "{" not in path])
    for route in sorted(table):
        told.follow(list(islice(told.guesses(route), TRIES)))
    rows = {
        route: {"path": path, "kind": kind, "statements": count}
        for route, (path, kind, count) in sorted(told.pages.items())
    }
    print(json.dumps({"pages": rows, "not_reached": sorted(table - set(told.pages) - told.takes_only)}))


class Told:
    """What the addresses of a site told: one address for each route, and what it answered."""

    def __init__(self, client: Client) -> None:
        """Begin with nothing seen."""
        self.client = client
        self.pages: dict[str, tuple[str, str, int]] = {}
        self.takes_only: set[str] = set()  # routes that only take forms
        self.tried: dict[str, int] = {}
        self.names: dict[tuple[str, str], list[str]] = {}

    def follow(self, paths: list[str]) -> None:
        """Open addresses, and what they link to, until each route has one that answers."""
        waiting = deque(paths)
        while waiting:
            path = waiting.popleft()
            try:
                match = resolve(path.partition("?")[0])
            except Resolver404:
                continue
            route = match.route.removeprefix("en/")
            for name, value in match.kwargs.items():
                known = self.names.setdefault((route.partition("/")[0], name), [])
                if str(value) not in known and len(known) < TRIES:
                    known.append(str(value))
            if route in self.pages or route in self.takes_only or self.tried.get(route, 0) >= TRIES:
                continue
            self.tried[route] = self.tried.get(route, 0) + 1
            waiting.extend(self._open(route, path))

    def _open(self, route: str, path: str) -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            response = self.client.get(path)
        if response.status_code == METHOD_NOT_ALLOWED:
            self.takes_only.add(route)
        if response.status_code != OK:
            return [response.headers["Location"]] if response.headers.get("Location", "").startswith("/") else []
        kind = response.headers.get("Content-Type", "").partition(";")[0].partition("/")[2]
        self.pages[route] = (path, kind, len(seen))
        if kind != "html" or response.streaming:
            return []
        return [html.unescape(link) for link in dict.fromkeys(LINK.findall(response.content.decode()))]

    def guesses(self, route: str) -> Iterator[str]:
        """Fill the gaps of a route with what stood in the gaps of others of its subject."""
        if route in self.pages:
            return
        subject, plain = route.partition("/")[0], _plain(route)
        gaps = GAP.findall(plain)
        held = [self.names.get((subject, gap), []) for gap in gaps]
        for values in product(*held):
            path = plain
            for value in values:
                path = GAP.sub(value.replace("\\", ""), path, count=1)
            yield f"/en/{path}"


def _plain(route: str) -> str:
    """Write (?P<name>...) as <name>."""
    out, rest = "", route
    while (start := rest.find("(?P<")) >= 0:
        depth, end = 1, start + 1
        while depth:
            depth += {"(": 1, ")": -1}.get(rest[end], 0)
            end += 1
        out += rest[:start] + "<" + rest[start + 4 : rest.index(">", start)] + ">"
        rest = rest[end:]
    return (out + rest).removesuffix("$").replace("\\", "")


def close_silences(count: str) -> None:
    """Put texts under silence, with a delegate for each Ally, let all end at once, and print how fast they close."""
    now = clock.now()
    ends_at = at_brussels(add_working_days(brussels_day(now), 5), 17)
    later = ends_at + timedelta(minutes=1)
    heartbeat.record(now - timedelta(days=1), later)  # after an outage they would be held for the secretariat
    with as_system():
        for ally in parties.members(audience.ALLIES, brussels_day(now)):
            appoint(f"Delegate {ally}", ally, (Role.DELEGATE,))
        for number in range(int(count)):
            _open(number, now, ends_at)
    entries = [entry for entry in table.TABLE if entry.name == "silences"]
    started = time.perf_counter()
    ticked = tick.run_once(later, table=entries)
    spent = time.perf_counter() - started
    done = ticked.done.get("silences", 0)
    print(
        f"silences closed: {done} in {spent:.1f} s, {done / spent:.0f} per second (goal: 500 in 10 s), "
        f"failed: {ticked.failed}"
    )


def _open(number: int, now: datetime, ends_at: datetime) -> None:
    """Draft a text and put it under silence, as the secretariat does."""
    format_ = decision_queries.format_(decision_queries.AT_ALLIES)
    if format_ is None:
        raise LookupError(decision_queries.AT_ALLIES)
    drafted = decisions.draft(
        format_,
        SECRETARY,
        now,
        title_en=f"Measured text {number}",
        title_fr=f"Texte mesuré {number}",
        lines=[LineText(Verb.AGREED, f"matter {n}", f"la question {n}") for n in range(1, LINES + 1)],
    )
    item = decision_queries.bare(drafted.symbol)
    if item is None:
        raise LookupError(drafted.symbol)
    decisions.open_silence(item, SECRETARY, now, ends_at=ends_at)


VERBS: dict[str, Callable[..., None]] = {
    verb.__name__: verb for verb in (appoint_officer, prepare_nominations, count_queries, list_pages, close_silences)
}

if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
