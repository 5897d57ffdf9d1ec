"""What may be asked of mandates of contact point embassies and of missions."""

from comity.presence.queries.bidding import (
    bid,
    bidding,
    biddings,
    facts_of_bid,
    facts_of_bidding,
    facts_of_opening,
    facts_of_placing,
    inner_circle,
    living_in,
    possible_hosts,
)
from comity.presence.queries.mandates import Mandate, mandates
from comity.presence.queries.tasks import carried, waiting

__all__ = [
    "Mandate",
    "bid",
    "bidding",
    "biddings",
    "carried",
    "facts_of_bid",
    "facts_of_bidding",
    "facts_of_opening",
    "facts_of_placing",
    "inner_circle",
    "living_in",
    "mandates",
    "possible_hosts",
    "waiting",
]
