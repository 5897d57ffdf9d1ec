"""Who takes part in tests of resources, and settings at any step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from comity.core.actor import FLOW, Actor, Role
from comity.core.calendar import brussels_day
from comity.decisions.loading import load_bodies
from comity.ledger import actions as ledger
from comity.menu.models import Activity
from comity.nominations import actions as nominations
from comity.parties import queries as parties
from comity.people.models import Account
from comity.resources import actions, queries
from comity.resources.models import Round, Settings
from tests import factories as make
from tests.nominations import world

NOW = make.NOW
PERIOD = "2027"
REVIEW = date(2027, 11, 24)


@dataclass(frozen=True)
class Cast:
    """Accounts that can sign in and actors that can act, by key."""

    accounts: dict[str, Account]
    actors: dict[str, Actor]

    def __getitem__(self, key: str) -> Actor:
        """The actor of a key."""
        return self.actors[key]


def cast(now: datetime = NOW) -> Cast:
    """The people of the play: officer, desk, secretary, two delegations, a partner's officer."""
    for code in ("XA", "XB", "XC", "IS", "FR"):
        make.party(code)
    make.party("NL", belongs=("allies",))
    load_bodies()
    accounts = {
        "rosa": make.staff(Role.RESOURCES_OFFICER, name="Rosa Imhof"),
        "jana": make.staff(Role.DESK_OFFICER, name="Jana Novák"),
        "henrik": make.staff(Role.COUNCIL_SECRETARY, name="Henrik Voss"),
        "claire": make.account("FR", Role.DELEGATE, name="Claire Morel"),
        "greta": make.account("NL", Role.DELEGATE, name="Greta Haan"),
        "aissata": make.account("XA", Role.MISSION_OFFICER, name="Aïssata Diallo"),
        "basma": make.account("XB", Role.MISSION_OFFICER, name="Basma Trell"),
        "cora": make.account("XC", Role.TRAINING_COORDINATOR, name="Cora Venn"),
        "lars": make.account("XD", Role.COURSE_DIRECTOR, name="Lars Bergqvist"),
    }
    return Cast(accounts, {key: make.actor_of(one, now) for key, one in accounts.items()})


def drafted(people: Cast, now: datetime = NOW) -> Settings:
    """Settings that have been begun."""
    actions.draft_settings(parties.party("IS"), people["rosa"], now, period=PERIOD)
    return Settings.objects.get(period=PERIOD)


def in_force(people: Cast, now: datetime = NOW) -> Settings:
    """Settings that the Council has adopted, with equal weights."""
    row = drafted(people, now)
    actions.propose(row, people["rosa"], now)
    row.refresh_from_db()
    actions.adopt(row, FLOW, now, sha256=row.sha256, decision="PO(2026)0001")
    row.refresh_from_db()
    return row


def assess(people: Cast, row: Settings, party: str, value: int = 50, now: datetime = NOW) -> None:
    """A partner assessed on everything."""
    for code in queries.considerations():
        actions.score(
            row,
            people["jana"],
            now,
            party=party,
            consideration=code,
            value=value,
            evidence="A paper.",
            review_on=REVIEW,
        )


LINE = "EDUCATION-2027"


def money(people: Cast, now: datetime = NOW, *, amount: int = 1_000_000_00) -> None:
    """A budget line with money on it."""
    owner = parties.party("IS")
    assert owner is not None
    ledger.open_line(
        owner, people["rosa"], now, code=LINE, title_en="Education", title_fr="Formation", period="2027",
        currency="EUR", minor=amount,
    )  # fmt: skip


def planned(people: Cast, now: datetime = NOW) -> Round:
    """A round that is planned under settings in force, with partners assessed and money on a line."""
    row = Settings.objects.filter(state="in_force").first() or in_force(people, now)
    for number, party in enumerate(("XA", "XB", "XC")):
        assess(people, row, party, 40 + 10 * number, now)
    money(people, now)
    days = brussels_day(now)
    actions.plan(
        row,
        people["rosa"],
        now,
        code="2027-1",
        since_on=days + timedelta(days=60),
        until_on=days + timedelta(days=400),
        wishes_until=days + timedelta(days=20),
    )
    return Round.objects.get(code="2027-1")


def opened(people: Cast, codes: Sequence[str], now: datetime = NOW, *, amount: int = 20_000_00) -> Round:
    """A round that covers activities and is open for wishes."""
    row = planned(people, now)
    actions.cover(row, people["rosa"], now, line=LINE, codes=list(codes))
    actions.endow(row, people["rosa"], now, line=LINE, minor=amount)
    actions.open_round(row, people["rosa"], now)
    row.refresh_from_db()
    return row


def put_forward(people: Cast, row: Activity, key: str, count: int = 1, now: datetime = NOW) -> list[int]:
    """Names put forward and received."""
    actor = people[key]
    names = [world.person() for _ in range(count)]
    event = nominations.nominate(row, actor, now, party=str(actor.party), people=names)
    for number in event.numbers:
        nominations.receive(row, people["lars"], now, number=number)
    return list(event.numbers)
