"""The people of the tests about presence: the desk, two Allies, a partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from comity.core.actor import FLOW, Actor, Role
from comity.kernel.action import Refused
from comity.presence import actions
from comity.presence.models import Bid, Bidding
from tests import factories

NOW, TODAY = factories.NOW, factories.NOW.date()
BEGINS = date(2028, 1, 1)
CLOSES = NOW + timedelta(days=20)
AFTER = CLOSES + timedelta(hours=1)
DECISION = "PO(2026)0001"


@dataclass(slots=True)
class Cast:
    """Who acts, and the staff's own row on which a round is opened."""

    staff: Any
    desk: Actor
    france: Actor
    belgium: Actor
    partner: Actor


def act_as(code: str, *roles: Role) -> Actor:
    """Somebody who acts for a party."""
    return factories.actor_of(factories.account(code, *roles))


def cast() -> Cast:
    """This will bring in two Allies, two partners and the desk."""
    factories.party("XB")
    factories.party("BE", belongs=("allies",))
    desk = act_as("IS", Role.DESK_OFFICER)
    return Cast(
        factories.party("IS"),
        desk,
        act_as("FR", Role.DELEGATE),
        act_as("BE", Role.DELEGATE),
        act_as("XA", Role.HEAD_OF_MISSION),
    )


def opened(people: Cast, *hosts: str, since_on: date = BEGINS) -> Bidding:
    """This will open a round for some nations, for Arcadia if none is named."""
    made = actions.open_bidding(
        people.staff, people.desk, NOW, hosts=hosts or ("XA",), since_on=since_on, closes_at=CLOSES, note="Please bid."
    )
    return Bidding.objects.get(pk=made.bidding_id)


def placed(people: Cast, row: Bidding, *, host: str = "XA", joint: bool = False) -> Bid:
    """This will let France bid, alone or together with Belgium, which agrees."""
    others = ("BE",) if joint else ()
    made = actions.bid(row, people.france, NOW, host=host, offer=f"A desk in {host}.", others=others)
    found = Bid.objects.get(pk=made.bid_id)
    if joint:
        actions.join(found, people.belgium, NOW)
        found.refresh_from_db()
    return found


def given_by_council(people: Cast, *, joint: bool = True) -> Bid:
    """This will let a bid become a mandate, as the flow of a decision does it."""
    row = opened(people)
    found = placed(people, row, joint=joint)
    actions.choose(found, people.desk, AFTER)
    actions.submit(row, people.desk, AFTER)
    actions.confer(found, FLOW, AFTER, decision=DECISION)
    found.refresh_from_db()
    return found


def refused(verb: Any, row: Any, actor: Actor, now: Any = NOW, **said: Any) -> tuple[str, ...]:
    """This will ask for something that is refused, and give the codes."""
    with pytest.raises(Refused) as refusal:
        verb(row, actor, now, **said)
    return refusal.value.verdict.codes
