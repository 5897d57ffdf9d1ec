"""Resources in the demonstration: settings that the Council has adopted on the points of Allies, and scores under them.

All partners that are assessed are invented.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.cli import solving
from comity.core.actor import CLOCK, Actor
from comity.core.calendar import brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.ledger import actions as ledger
from comity.nominations import actions as nominations
from comity.resources import actions, queries
from comity.resources.models import Round, Settings
from demo.activities import found
from demo.people import NATIONS, party
from demo.seats import put_forward
from demo.words import INVENTED

POINTS = {
    "claire": (15, 25, 20, 15, 10, 15),
    "greta": (20, 25, 20, 10, 10, 15),
    "joao": (20, 20, 25, 15, 5, 15),
}
SCORES = {
    "XA": (80, 65, 40, 50, 60, 70),
    "XB": (0, 50, 30, 75, 40, 90),
    "XC": (0, 35, 55, 60, 20, 10),
    "XD": (0, 90, 80, 40, 50, 5),
    "XE": (100, 80, 60, 45, 70, 40),
}


def decide(people: dict[str, Actor], now: datetime) -> None:
    """This will let Allies weigh, the Council adopt and the staff assess."""
    rosa, at = people["rosa"], now - timedelta(days=80)
    period = str(brussels_day(now).year + 1)
    actions.draft_settings(party("IS"), rosa, at, period=period)
    row = Settings.objects.get(period=period)
    actions.open_points(row, rosa, at + timedelta(days=1))
    for key, spent in POINTS.items():
        points = dict(zip(queries.considerations(), spent, strict=True))
        actions.spend(row, people[key], at + timedelta(days=5), points=points)
    actions.close_points(row, rosa, at + timedelta(days=12))
    actions.propose(row, rosa, at + timedelta(days=13))
    (listed,) = decision_queries.about(row.subject)
    decisions.put_on_agenda(listed.item, people["henrik"], at + timedelta(days=14))
    decisions.agree_in_meeting(listed.item, people["henrik"], at + timedelta(days=20), meeting="PO/D(2026)0031")
    row.refresh_from_db()
    for code in (nation.code for nation in NATIONS):
        for consideration, value in zip(queries.considerations(), SCORES[code], strict=True):
            actions.score(
                row,
                people["jana"],
                at + timedelta(days=30),
                party=code,
                consideration=consideration,
                value=value,
                evidence=INVENTED,
                review_on=brussels_day(now + timedelta(days=300)),
            )


LINE = "EDUCATION-DEMO"
PUBLISHED, COMING = ("integrity", "law"), ("integrity-2", "law-2", "energy-2")
NAMES = {"XA": ("tomas", 3, 1), "XB": ("badr", 2, 1), "XC": ("cora", 2, 1)}


def allocate(people: dict[str, Actor], now: datetime) -> None:
    """This will allocate what begins in some months, from wishes to published results, and open the next round."""
    rosa = people["rosa"]
    (settings,) = queries.settings_in_force()
    ledger.open_line(
        party("IS"),
        rosa,
        now - timedelta(days=40),
        code=LINE,
        title_en="Education and training of partners (invented)",
        title_fr="Éducation et formation des partenaires (fictif)",
        period=settings.period,
        currency="EUR",
        minor=250_000_00,
    )
    row = _opened(people, settings, 1, PUBLISHED, now - timedelta(days=30), money=9_500_00)
    _names(people, now - timedelta(days=29))
    order = [one.ref for one in queries.own_names(row, "XA")]
    actions.wish(row, people["tomas"], now - timedelta(days=20), order=order, own_cost=order[-1:])
    actions.declare(row, people["tomas"], now - timedelta(days=20), share_percent=20)
    actions.freeze(row, rosa, now - timedelta(days=12))
    actions.queue(row, rosa, now - timedelta(days=12))
    solving.solve_waiting(at=now - timedelta(days=12))
    actions.submit(row, rosa, now - timedelta(days=11), at=1)
    (listed,) = decision_queries.about(row.subject)
    decisions.put_on_agenda(listed.item, people["henrik"], now - timedelta(days=10))
    decisions.agree_in_meeting(listed.item, people["henrik"], now - timedelta(days=3), meeting="PO/D(2026)0046")
    row.refresh_from_db()
    actions.publish(row, rosa, now - timedelta(days=2))
    for cover in queries.covers_due(now):
        actions.carry_out(cover, CLOCK, now - timedelta(days=2))
    later = _opened(people, settings, 2, COMING, now - timedelta(days=1), money=40_000_00)
    put_forward(COMING[0], "XA", 2, people, now - timedelta(hours=20))
    actions.wish(
        later, people["tomas"], now - timedelta(hours=18), order=[one.ref for one in queries.own_names(later, "XA")]
    )


def _names(people: dict[str, Actor], at: datetime) -> None:
    """This will put names forward for what the first round covers, and have the host receive them."""
    for code, (_key, more, fewer) in NAMES.items():
        for key, count in zip(PUBLISHED, (more, fewer), strict=True):
            for number in put_forward(key, code, count, people, at):
                nominations.receive(found(key), people["lars"], at + timedelta(days=1), number=number)


def _opened(
    people: dict[str, Actor], settings: Settings, number: int, keys: tuple[str, ...], at: datetime, *, money: int
) -> Round:
    day, code, rosa = brussels_day(at), f"{settings.period}-{number}", people["rosa"]
    days: dict[str, Any] = {"since_on": day + timedelta(days=75), "until_on": day + timedelta(days=500)}
    actions.plan(settings, rosa, at, code=code, wishes_until=day + timedelta(days=28), **days)
    row = Round.objects.get(code=code)
    actions.cover(row, rosa, at, line=LINE, codes=[found(key).code for key in keys], delegation=3)
    actions.endow(row, rosa, at, line=LINE, minor=money)
    actions.open_round(row, rosa, at)
    row.refresh_from_db()
    return row
