"""Refusals of contact point embassies that only a chosen bid meets: through the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comity.core.actor import Role
from comity.kernel import clock
from comity.parties.models import ContactPointEmbassy, Standing
from comity.presence import actions
from comity.presence.models import Bid, Bidding
from tests import factories
from tests.presence.cast import AFTER, BEGINS, NOW, TODAY, Cast, cast, opened, placed
from tests.web.refused import Case, Scene, each_refuses

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class World:
    """A round for two nations whose bidding is over: France bids in Arcadia, alone."""

    people: Cast
    row: Bidding
    bid: Bid


def bids(world: World, who: Any, *others: str) -> dict[str, Any]:
    """Another bid, as if it had come in time."""
    made = actions.bid(world.row, who, NOW, host="XB", offer="A desk.", others=others)
    return {"other": made.bid_id}


def waits_on_belgium(world: World) -> dict[str, object]:
    return bids(world, world.people.france, "BE")


def another_is_chosen(world: World) -> dict[str, object]:
    first = bids(world, world.people.france)["other"]
    actions.choose(Bid.objects.get(pk=first), world.people.desk, AFTER)
    return bids(world, world.people.belgium)


def no_partner_any_more(_world: World) -> None:
    Standing.objects.filter(party__code="XA").update(until_on=TODAY + timedelta(days=1))


def serves_on(_world: World) -> None:
    ContactPointEmbassy.objects.create(
        host=factories.party("XA"), ally=factories.party("FR"), since_on=BEGINS, audience=["public"]
    )


CASES = (
    Case("presence.not_all_joined", "desk", "bids/{other}/choose/", {}, waits_on_belgium),
    Case("presence.host_chosen", "desk", "bids/{other}/choose/", {}, another_is_chosen),
    Case("presence.host_not_partner", "desk", "bids/{bid}/choose/", {}, no_partner_any_more),
    Case("presence.serves_already", "desk", "bids/{bid}/choose/", {}, serves_on),
    Case("presence.nothing_chosen", "desk", "bidding/{row}/submit/", {}),
    Case("presence.not_desk", "france", "bids/{bid}/choose/", {}),
    Case("presence.bidding_over", "france", "bidding/{row}/bid/", {"host": "XB", "offer": "A desk."}),
)


def test_refusals_about_bids(
    sign_in: Callable[[Client, Any], Client], subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast()
    row = opened(people, "XA", "XB")
    bid = placed(people, row)
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    clients = {
        "desk": sign_in(Client(), factories.staff()),
        "france": sign_in(Client(), factories.account("FR", Role.DELEGATE)),
    }
    each_refuses(CASES, Scene("presence/", clients, {"row": row.pk, "bid": bid.pk}, World(people, row, bid)), subtests)
