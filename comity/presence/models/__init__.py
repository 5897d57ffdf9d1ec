"""What is kept of bids, of the work of contact point embassies, and of missions."""

from comity.presence.models.bidding import Bid, Bidding
from comity.presence.models.missions import (
    Accreditation,
)
from comity.presence.models.serving import (
    FileEntry,
    LogLine,
    Succession,
)

__all__ = ["Accreditation", "Bid", "Bidding", "FileEntry", "LogLine", "Succession"]
