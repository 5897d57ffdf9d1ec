"""The people of the tests about education: the desk, an Ally, a partner and its neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from comity.core.actor import Actor, Role
from comity.education import actions
from comity.education.models import Match, Need, Offer
from comity.education.rules import Field
from comity.kernel.action import Refused
from tests import factories

NOW, TODAY = factories.NOW, factories.NOW.date()
LATER = TODAY + timedelta(days=90)


@dataclass(slots=True)
class Cast:
    """Arcadia and Estmark share a framework; Belmora is in another; France is an Ally."""

    desk: Actor
    france: Actor
    arcadia: Actor
    estmark: Actor
    belmora: Actor


def act_as(code: str, *roles: Role) -> Actor:
    """Somebody who acts for a party."""
    return factories.actor_of(factories.account(code, *roles))


def cast() -> Cast:
    """This will bring everybody in."""
    return Cast(
        act_as("IS", Role.DESK_OFFICER),
        act_as("FR", Role.DELEGATE),
        act_as("XA", Role.MISSION_OFFICER),
        act_as("XE", Role.HEAD_OF_MISSION),
        act_as("XB", Role.MISSION_OFFICER),
    )


def needed(actor: Actor, *, people: int = 10, field: Field = Field.COURSES, title: str = "Staff officers") -> Need:
    """This will let a partner state a need."""
    party = factories.party(actor.party or "")
    made = actions.state_need(party, actor, NOW, field=field, title=title, people=people, by_on=LATER)
    return Need.objects.get(pk=made.need_id)


def offered(
    actor: Actor,
    *,
    people: int = 10,
    field: Field = Field.COURSES,
    title: str = "A staff course",
    frameworks: tuple[str, ...] = (),
) -> Offer:
    """This will let a party offer help."""
    made = actions.offer(
        factories.party(actor.party or ""),
        actor,
        NOW,
        field=field,
        title=title,
        people=people,
        until_on=LATER,
        frameworks=frameworks,
    )
    return Offer.objects.get(pk=made.offer_id)


def matched(need: Need, offer: Offer, actor: Actor, *others: Actor, people: int = 5) -> Match:
    """This will match a need and an offer, agreed to by the others that are named."""
    made = actions.propose_match(need, actor, NOW, offer=offer.pk, people=people)
    row = Match.objects.get(pk=made.match_id)
    for other in others:
        actions.accept(row, other, NOW)
    row.refresh_from_db()
    return row


def refused(verb: Any, row: Any, actor: Actor, **said: Any) -> tuple[str, ...]:
    """This will ask for something that is refused, and give the codes."""
    with pytest.raises(Refused) as refusal:
        verb(row, actor, NOW, **said)
    return refusal.value.verdict.codes
