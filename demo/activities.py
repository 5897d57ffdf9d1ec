"""What is on the menu of the demonstration: offered by the invented school, some held, some to come, some proposed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from comity.core.actor import FLOW, Actor
from comity.core.calendar import brussels_day
from comity.menu import actions, queries, rules
from comity.menu.models import Activity
from demo.people import SCHOOL, party

CODES: dict[str, str] = {}
type Row = tuple[str, int, int, str, str, str, str, int, dict[str, Any]]
OPEN = list(rules.ALL_OF_THEM)
DECIDED = "PO(2025)0311"

# key, days from today to the start, length in days, kind, titles, main area, seats, more fields
COURSES: tuple[Row, ...] = (
    ("crisis", -70, 5, "course", "Crisis Staff Planning", "Planification d'état-major de crise", "operations", 16, {}),
    (
        "media",
        -45,
        3,
        "seminar",
        "Working with the Media in Operations",
        "Relations avec les médias en opération",
        "operations",
        20,
        {},
    ),
    (
        "cyber",
        66,
        4,
        "course",
        "Cyber Defence: Incident Handling for Ministries",
        "Cyberdéfense : traitement des incidents pour les ministères",
        "emerging",
        3,
        {"language_profile": "2222"},
    ),
    (
        "logistics",
        80,
        5,
        "course",
        "Multinational Logistics",
        "Logistique multinationale",
        "interoperability",
        24,
        {"rank_from": "OF-2", "rank_to": "OF-4"},
    ),
    (
        "flood",
        92,
        3,
        "exercise",
        "Flood Response, Table-Top",
        "Inondations : exercice sur table",
        "civil-emergency",
        40,
        {"languages": ["fr"]},
    ),
    (
        "eod",
        105,
        10,
        "course",
        "Explosive Ordnance Disposal, Level 3",
        "Neutralisation des explosifs, niveau 3",
        "interoperability",
        12,
        {"tool": "PARP", "language_profile": "3332"},
    ),
    (
        "gender",
        120,
        5,
        "course",
        "Gender Adviser Training",
        "Formation des conseillers pour l'égalité des sexes",
        "defence",
        30,
        {"languages": ["en", "fr"]},
    ),
    (
        "maritime",
        150,
        8,
        "exercise",
        "Maritime Interdiction, Boarding Phase",
        "Interdiction maritime, phase d'arraisonnement",
        "emerging",
        60,
        {"open_to": ["allies", "eapc-pfp", "md"]},
    ),
    (
        "integrity",
        165,
        5,
        "course",
        "Building Integrity in Defence Procurement",
        "Intégrité des marchés de défense",
        "defence",
        22,
        {},
    ),
    (
        "curriculum",
        190,
        4,
        "expert-visit",
        "Defence Education: Curriculum Design",
        "Enseignement militaire : conception de programmes",
        "defence",
        6,
        {},
    ),
    (
        "energy",
        210,
        2,
        "seminar",
        "Energy Security and Critical Infrastructure",
        "Sécurité énergétique et infrastructures critiques",
        "emerging",
        45,
        {},
    ),
    ("cbrn", 230, 3, "exercise", "CBRN First Responders", "Primo-intervenants CBRN", "non-proliferation", 16, {}),
    (
        "law",
        250,
        5,
        "course",
        "Law of Armed Conflict for Senior Leaders",
        "Droit des conflits armés pour hauts responsables",
        "operations",
        35,
        {},
    ),
    ("protocol", 75, 5, "course", "Protocol for Attachés", "Protocole pour attachés", "consultation", 25, {}),
)
PROPOSED: tuple[Row, ...] = (
    ("drones", 280, 5, "course", "Countering Small Drones", "Lutte contre les petits drones", "emerging", 18, {}),
    (
        "archive",
        300,
        3,
        "workshop",
        "Opening Defence Archives",
        "Ouverture des archives de la défense",
        "defence",
        20,
        {},
    ),
)


def put_on_menu(people: dict[str, Actor], now: datetime) -> None:
    """This will offer, screen, agree and publish what is on the menu, and leave two offers waiting."""
    long_ago = now - timedelta(days=150)
    for row in (*COURSES, *_runs()):
        code = _offer(row, people["lars"], long_ago, now)
        for verb, actor, at, more in (
            (actions.screen, people["mira"], long_ago + timedelta(days=7), {}),
            (actions.agree, FLOW, long_ago + timedelta(days=20), {"decision": DECIDED}),
            (actions.publish, people["mira"], long_ago + timedelta(days=22), {}),
        ):
            verb(found(code), actor, at, **more)
    for row in PROPOSED:
        _offer(row, people["lars"], now - timedelta(days=6), now)


def _runs() -> Iterator[Row]:
    """This will give every course that is to come two further runs, later in the year."""
    for number, later in ((2, 77), (3, 147)):
        for key, ahead, days, kind, title_en, title_fr, area, seats, more in COURSES:
            if ahead > 0:
                titles = f"{title_en} ({number})", f"{title_fr} ({number})"
                yield f"{key}-{number}", ahead + later, days, kind, *titles, area, seats, more


def _offer(row: Row, actor: Actor, at: datetime, now: datetime) -> str:
    key, ahead, days, kind, title_en, title_fr, area, seats, more = row
    start_on = _monday_near(brussels_day(now) + timedelta(days=ahead))
    values: dict[str, Any] = {
        "kind": kind,
        "title_en": title_en,
        "title_fr": title_fr,
        "aim_en": "Participants can plan, lead and report on the subject in a multinational staff.",
        "aim_fr": "Les participants savent planifier, conduire et rendre compte au sein d'un état-major multinational.",
        "areas": [area],
        "place_city": "Kestrel Bay",
        "delivery": "resident",
        "languages": ["en"],
        "start_on": start_on,
        "end_on": start_on + timedelta(days=days - 1),
        "seats_total": seats,
        "seats_minimum": min(4, seats),
        "payer": "sender",
        "fee_minor": 45_000,
        "contact_name": "Course office",
        "contact_email": "office@dcsc.demo.invalid",
        "open_to": OPEN,
        **more,
    }
    event = actions.offer(party("XD"), actor, at, provider=SCHOOL, values=values)
    CODES[key] = event.code
    return event.code


def _monday_near(day: date) -> date:
    return day - timedelta(days=day.weekday())


def found(key: str) -> Activity:
    """This will find an activity of the demonstration by its key or code."""
    row = queries.activity(CODES.get(key, key))
    if row is None:
        raise LookupError(key)
    return row
