"""Who takes part in tests of resources, and settings at any step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from comity.core.actor import FLOW, Actor, Role
from comity.decisions.loading import load_bodies
from comity.parties import queries as parties
from comity.people.models import Account
from comity.resources import actions, queries
from comity.resources.models import Settings
from tests import factories as make

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
