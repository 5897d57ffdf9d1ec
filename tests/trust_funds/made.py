"""Funds to test with: who takes part, and a fund at any stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from comity.core.actor import FLOW, Actor, Role
from comity.ledger import actions as ledger
from comity.ledger.models import Line
from comity.trust_funds import actions
from comity.trust_funds.models import Counter, Fund, Milestone
from comity.trust_funds.rules import Paper, Part, Purpose
from tests import factories as make
from tests.decisions import council

NOW, TODAY = make.NOW, make.NOW.date()
DECISION = "PO(2026)0001"
IDEA: dict[str, Any] = {
    "title_en": "Safe storage of munitions",
    "title_fr": "Stockage sûr de munitions",
    "aim_en": "To clear two depots and train their guards.",
    "aim_fr": "Vider deux dépôts et former leurs gardes.",
    "purpose": Purpose.AMMUNITION,
    "area": "defence",
    "others": "The League of Coastal States was asked.",
}
PARTS = {part.value: f"About {part.value}." for part in Part}
MILLION = 100_000_000
"""A million of euros in cents."""


@dataclass
class Cast:
    """Who acts: the desk, the officer of resources, an Ally, the host, a lead, and a partner outside."""

    desk: Actor
    rosa: Actor
    ally: Actor
    host: Actor
    lead: Actor
    outsider: Actor


def act_as(code: str, *roles: Role) -> Actor:
    """Somebody who acts for a party."""
    return make.actor_of(make.account(code, *roles))


def cast() -> Cast:
    """The people, and the bodies that decide."""
    council.seat()
    make.party("XC")
    return Cast(
        desk=act_as("IS", Role.DESK_OFFICER),
        rosa=act_as("IS", Role.RESOURCES_OFFICER),
        ally=act_as("FR", Role.DELEGATE),
        host=act_as("XA", Role.HEAD_OF_MISSION),
        lead=act_as("XD", Role.MISSION_OFFICER),
        outsider=act_as("XB", Role.MISSION_OFFICER),
    )


def fresh(row: Fund) -> Fund:
    """The fund as it is now."""
    return Fund.objects.get(pk=row.pk)


def idea(people: Cast, **said: Any) -> Fund:
    """A fund of which nothing but the idea is there."""
    event = actions.suggest(make.party("XA"), people.host, NOW, **{**IDEA, **said})
    return Fund.objects.get(code=event.fund)


def led(people: Cast) -> Fund:
    """A fund with a lead."""
    row = idea(people)
    actions.take_lead(row, people.lead, NOW)
    return fresh(row)


def studied(people: Cast) -> Fund:
    """A fund with a study and two phases: 2.25 million over 18 months, and one million over six."""
    row = led(people)
    actions.study(row, people.lead, NOW, agent="Agency for Safe Stocks", studied_on=TODAY, study="It can be done.")
    for number, (cost, months) in enumerate(((225_000_000, 18), (MILLION, 6)), start=1):
        titles = {"title_en": f"Depot {number}", "title_fr": f"Dépôt {number}"}
        actions.plan_phase(row, people.lead, NOW, cost=cost, months=months, **titles)
    return fresh(row)


def proposed(people: Cast) -> Fund:
    """A fund whose proposal lies before the sides."""
    row = studied(people)
    actions.propose(row, people.lead, NOW, parts=PARTS, threshold=65)
    return fresh(row)


def agreed(people: Cast) -> Fund:
    """A fund on which all sides have agreed."""
    row = proposed(people)
    actions.agree(row, people.host, NOW)
    actions.agree(row, people.lead, NOW)
    actions.agree(row, people.lead, NOW, for_agent=True)
    return fresh(row)


def launched(people: Cast) -> Fund:
    """A fund that the Allies have set up."""
    row = agreed(people)
    actions.put_to_council(row, FLOW, NOW, decision=DECISION)
    actions.set_up(row, FLOW, NOW, decision=DECISION)
    return fresh(row)


def pledge(people: Cast, row: Fund, who: str, cents: int, **more: Any) -> int:
    """A pledge in the books, with its number."""
    line = Line.objects.get(code=row.code)
    return ledger.pledge(line, people.rosa, NOW, contributor=who, original=cents, **more).contribution


def signed(people: Cast, row: Fund) -> None:
    """The three agreements besides the financial ones."""
    for paper in (Paper.MEMORANDUM, Paper.IMPLEMENTING, Paper.EXECUTING):
        actions.sign_agreement(row, people.desk, NOW, paper=paper, signed_on=TODAY)


def running(people: Cast) -> Fund:
    """A fund whose first phase has started, with a milestone and a counter."""
    row = launched(people)
    pledge(people, row, "XC", 146_500_000)
    signed(people, row)
    actions.start(fresh(row), people.lead, NOW)
    actions.plan_milestone(
        row, people.lead, NOW, phase=1, title_en="Depot cleared", title_fr="Dépôt vidé", due_on=TODAY + timedelta(30)
    )
    actions.set_counter(row, people.lead, NOW, title_en="Cartridges", title_fr="Cartouches", target=1000)
    return fresh(row)


def milestone(row: Fund) -> Milestone:
    """Its first milestone."""
    return Milestone.objects.get(fund=row, number=1)


def counter(row: Fund) -> Counter:
    """Its first counter."""
    return Counter.objects.get(fund=row, number=1)
