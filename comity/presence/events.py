"""What has happened with mandates of contact point embassies, hand-over files, logs and missions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BiddingOpened:
    """Allies are asked which of their embassies would serve as contact points, and where."""

    bidding_id: int
    hosts: tuple[str, ...]
    since_on: date
    until_on: date
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class BidPlaced:
    """An Ally offers its embassy, alone or together with others."""

    bidding_id: int
    bid_id: int
    host: str
    allies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BidJoined:
    """An Ally that was named in a joint bid agrees to it."""

    bid_id: int
    host: str
    ally: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class BidWithdrawn:
    """An Ally has taken a bid back; a joint bid falls with it."""

    bid_id: int
    host: str
    ally: str


@dataclass(frozen=True, slots=True)
class BidChosen:
    """The desk would put this bid to the Council."""

    bid_id: int
    host: str
    allies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BidSetAside:
    """The desk would no longer put this bid to the Council."""

    bid_id: int
    host: str


@dataclass(frozen=True, slots=True)
class BiddingSubmitted:
    """What the desk has chosen goes to the Council, one line for each nation."""

    bidding_id: int
    bids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MandateConferred:
    """The Council has given a mandate to the embassies of a bid."""

    bid_id: int
    host: str
    allies: tuple[str, ...]
    since_on: date
    until_on: date
    decision: str


@dataclass(frozen=True, slots=True)
class BiddingGivenBack:
    """The Council's item on a round is over without a decision on all of it; the round is with the desk again."""

    bidding_id: int
    decision: str


@dataclass(frozen=True, slots=True)
class BiddingSettled:
    """The Council has decided on all that was put to it from a round."""

    bidding_id: int
    decision: str
    not_chosen: int


@dataclass(frozen=True, slots=True)
class BiddingCalledOff:
    """A round ends without more mandates."""

    bidding_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class BidLapsed:
    """A bid, or the mandate that came of it, has lost its object: the nation has joined the Alliance."""

    bid_id: int
    host: str
    on: date
    decision: str


@dataclass(frozen=True, slots=True)
class FileOpened:
    """Embassies change in a nation, and those who leave are asked for a hand-over file."""

    succession_id: int
    host: str
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class FileEntryAdded:
    """Something was written into a hand-over file; the words stay there."""

    succession_id: int
    entry_id: int
    part: str


@dataclass(frozen=True, slots=True)
class FileHandedOver:
    """An embassy that leaves has handed its file over."""

    succession_id: int
    host: str
    entries: int


@dataclass(frozen=True, slots=True)
class MoreAsked:
    """Whoever takes over has asked for what is missing; the file is open again."""

    succession_id: int
    host: str
    missing: str


@dataclass(frozen=True, slots=True)
class FileTakenOver:
    """Whoever comes has taken the file over."""

    succession_id: int
    host: str
    by: str


@dataclass(frozen=True, slots=True)
class FileRedirected:
    """No embassy follows: the file goes to the staff."""

    succession_id: int
    host: str


@dataclass(frozen=True, slots=True)
class DeedLogged:
    """An embassy has done something as a contact point."""

    line_id: int
    host: str
    by: str
    kind: str
    held_on: date


@dataclass(frozen=True, slots=True)
class OfficerNotified:
    """A mission has notified somebody by letter. Persons are numbers here; names stay in their own table."""

    accreditation_id: int
    party: str
    role: str
    letter: str
    letter_on: date


@dataclass(frozen=True, slots=True)
class OfficerAccepted:
    """The staff have accepted whom a mission notified."""

    accreditation_id: int
    party: str
    reply: str


@dataclass(frozen=True, slots=True)
class OfficerDeclined:
    """The staff have declined whom a mission notified."""

    accreditation_id: int
    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfficerArrived:
    """Somebody has taken up a post with a mission; the access opens the same minute."""

    accreditation_id: int
    party: str
    role: str


@dataclass(frozen=True, slots=True)
class OfficerDeparted:
    """Somebody has left a mission; every role held for it and every open session ends at once."""

    accreditation_id: int
    party: str
    roles: tuple[str, ...]
