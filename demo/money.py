"""The books of the demonstration: two periods of lines, what is set aside, owed and paid, a fund, and a rate."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.ledger import actions, queries
from comity.ledger.models import Line
from comity.ledger.rules import Kind
from demo import people

OFFICE = "Partnerships section"
# Code without its period, both titles, and the amount in each of the two periods. Units: euros.
LINES = (
    ("TRAVEL", "Travel and stay of participants", "Déplacements et séjours des participants", 420_000, 460_000),
    ("EDUCATION", "Education and training", "Éducation et formation", 310_000, 325_000),
    ("EXERCISE", "Exercises with partners", "Exercices avec les partenaires", 280_000, 240_000),
    ("EXPERTS", "Visits of experts", "Visites d'experts", 95_000, 110_000),
    ("SCIENCE", "Science for Peace and Security", "Science au service de la paix et de la sécurité", 450_000, 150_000),
)


def keep(cast: dict[str, Actor], now: datetime) -> None:
    """This will open the lines of this year and the next, and enter on them what a year brings."""
    rosa, start = cast["rosa"], now - timedelta(days=60)
    year = brussels_day(now).year
    for code, title_en, title_fr, *amounts in LINES:
        for offset, amount in enumerate(amounts):
            _open(rosa, start, f"{code}-{year + offset}", title_en, title_fr, str(year + offset), amount)
    _spend(rosa, now, year)
    _fund(rosa, now, year)


def _open(rosa: Actor, at: datetime, code: str, title_en: str, title_fr: str, period: str, euros: int) -> None:
    actions.open_line(
        *(people.party("IS"), rosa, at),
        code=code,
        title_en=title_en,
        title_fr=title_fr,
        office=OFFICE,
        period=period,
        currency="EUR",
        minor=euros * 100,
    )


def _spend(rosa: Actor, now: datetime, year: int) -> None:
    """This will enter commitments in euros and dollars, an invoice, and what was undone."""
    actions.record_rate(
        *(people.party("IS"), rosa, now - timedelta(days=20)),
        currency="USD",
        base="EUR",
        rate=Decimal("1.0852"),
        on=brussels_day(now - timedelta(days=20)),
        source="Reference rate, invented for the demonstration",
    )
    travel, experts = _line(f"TRAVEL-{year}"), _line(f"EXPERTS-{year}")
    for days, label, ref, euros in (
        (50, "Crisis staff planning: twelve participants", "activity:PCM-0001", 38_400),
        (41, "Language course: group of Arcadia", "activity:PCM-0002", 21_750),
        (30, "Seminar on procurement", "activity:PCM-0003", 12_300),
    ):
        actions.commit(
            *(travel, rosa, now - timedelta(days=days)),
            purpose="activity",
            subject_ref=ref,
            label=label,
            original=euros * 100,
        )
    actions.oblige(travel, rosa, now - timedelta(days=28), commitment=1, reason="Hotel booked.")
    actions.pay(
        *(travel, rosa, now - timedelta(days=9)),
        commitment=1,
        original=2_964_050,
        supplier="Hotel Adria, Kestrel Bay",
        invoice="2026/1187",
        invoiced_on=brussels_day(now - timedelta(days=15)),
    )
    actions.release(travel, rosa, now - timedelta(days=6), commitment=3, original=430_000, reason="Two fewer came.")
    actions.commit(
        *(experts, rosa, now - timedelta(days=12)),
        purpose="project",
        subject_ref="project:EXPERTS-1",
        label="Advisers on cyber defence",
        original=1_850_000,
        currency="USD",
    )
    actions.commit(
        *(experts, rosa, now - timedelta(days=8)),
        purpose="other",
        subject_ref="project:EXPERTS-2",
        label="Visit to Belmora",
        original=640_000,
    )
    actions.reverse(experts, rosa, now - timedelta(days=7), number=3, reason="Entered on the wrong line.")
    actions.revise_line(
        *(_line(f"EXERCISE-{year}"), rosa, now - timedelta(days=25)),
        minor=26_500_000,
        reason="Transfer agreed at mid-year.",
    )


def _fund(rosa: Actor, now: datetime, year: int) -> None:
    """This will open a fund to which two give: one has paid, one has only pledged."""
    actions.open_line(
        *(people.party("IS"), rosa, now - timedelta(days=58)),
        code=f"FUND-XA-{year}",
        title_en="Trust fund: safe storage in Arcadia",
        title_fr="Fonds : stockage sûr en Arcadie",
        office=OFFICE,
        period=f"{year}-{(year + 2) % 100:02d}",
        currency="EUR",
        minor=0,
        kind=Kind.FUND,
        subject_ref="fund:XA",
    )
    fund = _line(f"FUND-XA-{year}")
    actions.pledge(
        fund, rosa, now - timedelta(days=40), contributor="XD", original=15_000_000, earmark="Feasibility study"
    )
    actions.sign(fund, rosa, now - timedelta(days=30), contribution=1, original=10_000_000)
    actions.receive(fund, rosa, now - timedelta(days=14), contribution=1, original=6_000_000)
    actions.pledge(
        fund, rosa, now - timedelta(days=11), contributor="XC", original=5_000_000, currency="USD", earmark="Phase 1"
    )


def _line(code: str) -> Line:
    found = queries.line(code)
    if found is None:
        raise LookupError(code)
    return found
