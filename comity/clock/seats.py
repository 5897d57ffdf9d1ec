"""What time does to seats: offers run out, reserved seats are released, personal data are erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.core.actor import Actor
from comity.menu import queries as menu
from comity.nominations import actions, queries


def take_offer(offer: queries.OfferDue) -> queries.OfferDue | None:
    """This will see whether an offer still stands open. The gate locks the activity, as every act on it does."""
    return offer if queries.is_due(offer) else None


def end_offer(offer: queries.OfferDue, actor: Actor, now: datetime) -> object:
    """This will end an offer that has run out."""
    return actions.expire(menu.activity_by_id(offer.activity_id), actor, now, number=offer.number)


def take_list(due: queries.ListDue) -> Any | None:
    """This will read the activity whose list has to be put in order."""
    return menu.activity_by_id(due.pk)
