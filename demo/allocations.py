"""Resources in the demonstration: settings that the Council has adopted on the points of Allies, and scores under them.

All partners that are assessed are invented.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import actions as decisions
from comity.decisions import queries as decision_queries
from comity.ledger import actions as ledger
from comity.resources import actions, queries
from comity.resources.models import Round, Settings
from demo.people import NATIONS, party

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
                evidence="Invented for the demonstration.",
                review_on=brussels_day(now + timedelta(days=300)),
            )


LINE = "EDUCATION-DEMO"


def allocate(people: dict[str, Actor], now: datetime) -> None:
    """This will open a round for what comes next year, and let a partner put its names in order."""
    rosa, day = people["rosa"], brussels_day(now)
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
    code = f"{settings.period}-1"
    days = {"since_on": day + timedelta(days=75), "until_on": day + timedelta(days=500)}
    actions.plan(settings, rosa, now - timedelta(days=30), code=code, wishes_until=day + timedelta(days=30), **days)
    row = Round.objects.get(code=code)
    actions.cover(row, rosa, now - timedelta(days=29), line=LINE, kinds=["course", "seminar"], delegation=4)
    actions.endow(row, rosa, now - timedelta(days=29), line=LINE, minor=60_000_00)
    actions.open_round(row, rosa, now - timedelta(days=28))
    names = [one.ref for one in queries.own_names(row, "XA")]
    if names:
        actions.wish(row, people["tomas"], now - timedelta(days=2), order=names)
    actions.declare(row, people["tomas"], now - timedelta(days=2), share_percent=20)
