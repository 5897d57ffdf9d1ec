"""A host, three partners and an activity with few seats: what tests of nominations begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from comity.core.actor import CLOCK, Actor, Role
from comity.menu.models import Activity, SeatShare
from comity.menu.rules import Clearance
from comity.menu.rules import State as MenuState
from comity.nominations import actions, queries
from comity.nominations.models import Nomination
from comity.nominations.queries import PersonInput
from comity.people.models import Account
from tests import factories as make

NOW = make.NOW
START, END = date(2027, 4, 12), date(2027, 4, 16)
HOST = "XD"
_names = count(1)


@dataclass(frozen=True)
class Cast:
    """Who takes part, as accounts that can sign in and as actors that can act."""

    accounts: dict[str, Account]
    aissata: Actor
    tomas: Actor
    belmora: Actor
    cassovia: Actor
    lars: Actor
    manager: Actor
    desk: Actor
    guest: Actor

    def of(self, party: str) -> Actor:
        """The officer of a party."""
        return {"XA": self.aissata, "XB": self.belmora, "XC": self.cassovia}[party]


def cast(now: datetime = NOW) -> Cast:
    """The people of the play. The host's course director is Lars; a colleague of his party gives no seats."""
    for code in ("XA", "XB", "XC", HOST, "IS"):
        make.party(code)
    accounts = {
        "aissata": make.account("XA", Role.MISSION_OFFICER, name="Aïssata Diallo"),
        "tomas": make.account("XA", Role.TRAINING_COORDINATOR, name="Tomas Rell"),
        "belmora": make.account("XB", Role.TRAINING_COORDINATOR, name="Bea Moran"),
        "cassovia": make.account("XC", Role.TRAINING_COORDINATOR, name="Cas Sova"),
        "lars": make.account(HOST, Role.COURSE_DIRECTOR, name="Lars Bergqvist"),
        "manager": make.staff(Role.MENU_MANAGER, name="Mia Nager"),
        "desk": make.staff(Role.DESK_OFFICER, name="Jana Novák"),
        "guest": make.account("XA", Role.AUDITOR, name="Ines Calder"),
    }
    return Cast(accounts=accounts, **{name: make.actor_of(account, now) for name, account in accounts.items()})


def activity(number: int = 455, *, shares: tuple[tuple[str, int, date | None], ...] = (), **fields: Any) -> Activity:
    """A published course with two seats, hosted by Drevania, open to every framework."""
    values: dict[str, Any] = {
        "code": f"PCM-{number:04d}",
        "kind": "course",
        "title_en": f"Ordnance disposal {number}",
        "title_fr": f"Élimination des explosifs {number}",
        "areas": ["interoperability"],
        "open_to": ["eapc-pfp", "md", "ici", "global", "allies"],
        "state": MenuState.PUBLISHED,
        "start_on": START,
        "end_on": END,
        "nominate_by": date(2027, 2, 26),
        "seats_total": 2,
        "seats_reserved": sum(share[1] for share in shares),
        "languages": ["en"],
        "place_city": "Trenčín",
        "provider_name": "Drevania Training Centre",
        "party_id": HOST,
        "offered_at": NOW,
        "published_at": NOW,
        "audience": ["public"],
    }
    made = Activity.objects.create(**{**values, **fields})
    for holder, seats, until_on in shares:
        SeatShare.objects.create(activity=made, holder=holder, seats=seats, until_on=until_on, audience=["public"])
    return made


def person(name: str = "", **fields: Any) -> PersonInput:
    """Somebody who may be put forward; another one each time unless a name is given."""
    number = next(_names)
    values: dict[str, Any] = {
        "family_name": name or f"Nominee {number}",
        "given_names": "Karim",
        "born_on": date(1990, 1, 1),
        "email": f"nominee{number}@example.test",
        "passport_number": f"P{number:07d}",
        "rank": "OF-3",
        "language_profile": "3332",
        "clearance": Clearance.CONFIDENTIAL,
    }
    return PersonInput(**{**values, **fields})


def put_forward(
    people: Cast, row: Activity, party: str = "XA", *, count: int = 1, together: bool = False, now: datetime = NOW
) -> list[int]:
    """Names put forward and received, in one act; they wait or have been offered a seat."""
    event = actions.nominate(
        row, people.of(party), now, party=party, people=[person() for _ in range(count)], together=together
    )
    for number in event.numbers:
        actions.receive(row, people.lars, now, number=number)
    return list(event.numbers)


def found(row: Activity, number: int) -> Nomination:
    """A nomination as it now stands."""
    return Nomination.objects.get(code=row.code, number=number)


def states(row: Activity) -> dict[int, str]:
    """Where each name stands."""
    return dict(Nomination.objects.filter(code=row.code).order_by("number").values_list("number", "state"))


def lapse(row: Activity, now: datetime) -> list[int]:
    """What the clock does about offers that have run out."""
    due = [offer.number for offer in queries.offers_due(now) if offer.activity_id == row.pk]
    for number in due:
        actions.expire(row, CLOCK, now, number=number)
    return due
