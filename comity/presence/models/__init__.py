"""What is kept of bids, of the work of contact point embassies, and of missions."""

from comity.presence.models.bidding import Bid, Bidding

__all__ = ["Bid", "Bidding"]
