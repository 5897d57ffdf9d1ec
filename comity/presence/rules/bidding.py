"""Rounds in which Allies offer their embassies as contact points; the Council gives the mandates (P§14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import at_brussels
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number


class State(StrEnum):
    """Where a round stands."""

    OPEN = "open"
    WITH_COUNCIL = "with_council"
    DECIDED = "decided"
    CALLED_OFF = "called_off"


class BidState(StrEnum):
    """Where a bid stands."""

    PLACED = "placed"
    CHOSEN = "chosen"
    CONFERRED = "conferred"
    NOT_CHOSEN = "not_chosen"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


WORKFLOW = Workflow(
    "bidding",
    State,
    State.OPEN,
    (
        edge("submit", State.OPEN, State.WITH_COUNCIL),
        edge("give_back", State.WITH_COUNCIL, State.OPEN),
        edge("settle", State.WITH_COUNCIL, State.DECIDED),
        edge("call_off", State.OPEN, State.CALLED_OFF),
    ),
)
BIDS = Workflow(
    "bid",
    BidState,
    BidState.PLACED,
    (
        edge("join", BidState.PLACED, BidState.PLACED),
        edge("withdraw", (BidState.PLACED, BidState.CHOSEN), BidState.WITHDRAWN),
        edge("choose", BidState.PLACED, BidState.CHOSEN),
        edge("set_aside", BidState.CHOSEN, BidState.PLACED),
        edge("confer", BidState.CHOSEN, BidState.CONFERRED),
        edge("settle", (BidState.PLACED, BidState.CHOSEN), BidState.NOT_CHOSEN),
        edge("lapse", (BidState.PLACED, BidState.CHOSEN, BidState.CONFERRED), BidState.LAPSED),
    ),
)
LIVING = (BidState.PLACED, BidState.CHOSEN, BidState.CONFERRED)


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """A round that is to be opened; `unfit` are nations that are no partners on its first day, `taken` in another."""

    hosts: tuple[str, ...]
    since_on: date
    closes_at: datetime
    unfit: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BiddingFacts:
    """A round as its rules see it, with how many bids are chosen and what is now said of it."""

    state: State
    closes_at: datetime
    chosen: int = 0
    decision: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PlacingFacts:
    """A round and a bid that is to be placed; `others` are named beside the bidder, `busy` have bid there already."""

    state: State
    closes_at: datetime
    hosts: tuple[str, ...]
    host: str
    others: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    offer: str = "-"


@dataclass(frozen=True, slots=True)
class BidFacts:
    """A bid with its round, who has agreed to it, and what stands against a mandate.

    `rival` tells of another bid chosen for the same nation, `is_fit` that on the first day of the mandate the nation
    is a partner and those who bid are Allies, `overlaps` names an Ally that serves there at that time already.
    """

    state: BidState
    round: State
    closes_at: datetime
    host: str
    allies: tuple[str, ...]
    joined: tuple[str, ...]
    rival: bool = False
    is_fit: bool = True
    overlaps: str = ""
    decision: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """This will list the Allies that are named and have not agreed yet."""
        return tuple(one for one in self.allies if one not in self.joined)


def mandate(since_on: date) -> date:
    """This will give the first day on which a mandate from a day on no longer holds (W-63)."""
    return since_on.replace(year=since_on.year + number("parties.mandate_years"))


def may_open(actor: Actor, facts: OpeningFacts, now: datetime) -> Verdict:
    """This will allow the desk to ask Allies for bids, with time to answer, for nations that are partners (W-255)."""
    least = now + timedelta(days=number("presence.bidding_days"))
    late = facts.closes_at >= at_brussels(facts.since_on, 0)
    return first_of(
        _desk(actor),
        all_of(
            [
                ALLOWED if facts.hosts else refuse("presence.no_hosts"),
                refuse("presence.host_not_partner", party=facts.unfit[0]) if facts.unfit else ALLOWED,
                refuse("presence.host_in_round", party=facts.taken[0]) if facts.taken else ALLOWED,
                ALLOWED if facts.closes_at >= least else refuse("presence.closes_too_soon", at=least),
                refuse("presence.closes_late", since_on=facts.since_on) if late else ALLOWED,
            ]
        ),
    )


def may_bid(actor: Actor, facts: PlacingFacts, now: datetime) -> Verdict:
    """This will allow the delegation of an Ally to offer its embassy until the round closes (W-256)."""
    return first_of(
        _delegation(actor),
        _takes_bids(facts.state, facts.closes_at, now),
        ALLOWED if facts.host in facts.hosts else refuse("presence.not_in_round", party=facts.host),
        refuse("presence.not_an_ally", party=facts.strangers[0]) if facts.strangers else ALLOWED,
        refuse("presence.already_bid", party=facts.busy[0], host=facts.host) if facts.busy else ALLOWED,
        ALLOWED if facts.offer.strip() else refuse("presence.offer_missing"),
    )


def may_join(actor: Actor, facts: BidFacts, now: datetime) -> Verdict:
    """This will allow each Ally named in a joint bid to agree for itself (W-256)."""
    return first_of(
        _delegation(actor),
        ALLOWED if actor.party in facts.missing else refuse("presence.not_asked_to_join"),
        _bid_in(facts, "join"),
        _takes_bids(facts.round, facts.closes_at, now),
    )


def may_withdraw(actor: Actor, facts: BidFacts, now: datetime) -> Verdict:
    """This will allow each Ally of a bid to take it back until it goes to the Council (W-256)."""
    return first_of(
        _delegation(actor),
        ALLOWED if actor.party in facts.allies else refuse("presence.not_asked_to_join"),
        _bid_in(facts, "withdraw"),
        _with_desk(facts.round),
    )


def may_choose(actor: Actor, facts: BidFacts, now: datetime) -> Verdict:
    """This will allow the desk to choose, once bidding is over, one complete bid for each nation (W-257)."""
    return first_of(
        _desk(actor),
        _with_desk(facts.round),
        _over(facts.closes_at, now),
        _bid_in(facts, "choose"),
        all_of(
            [
                refuse("presence.not_all_joined", party=facts.missing[0]) if facts.missing else ALLOWED,
                refuse("presence.host_chosen", party=facts.host) if facts.rival else ALLOWED,
                _fit(facts),
            ]
        ),
    )


def may_set_aside(actor: Actor, facts: BidFacts, now: datetime) -> Verdict:
    """This will allow the desk to choose otherwise, until the round goes to the Council (W-257)."""
    return first_of(_desk(actor), _with_desk(facts.round), _bid_in(facts, "set_aside"))


def may_submit(actor: Actor, facts: BiddingFacts, now: datetime) -> Verdict:
    """This will allow the desk to put what it has chosen to the Council (W-257)."""
    return first_of(
        _desk(actor),
        _with_desk(facts.state),
        _over(facts.closes_at, now),
        ALLOWED if facts.chosen else refuse("presence.nothing_chosen"),
    )


def may_call_off(actor: Actor, facts: BiddingFacts, now: datetime) -> Verdict:
    """This will allow the desk to end a round without more mandates, in writing (W-257)."""
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(_desk(actor), _with_desk(facts.state), refuse("presence.reason_missing") if silent else ALLOWED)


def may_give_back(actor: Actor, facts: BiddingFacts, now: datetime) -> Verdict:
    """This will give a round back to the desk when the Council's item on it is over (W-258)."""
    return first_of(_by_council(actor, facts.decision), _round_in(facts.state, "give_back"))


def may_settle(actor: Actor, facts: BiddingFacts, now: datetime) -> Verdict:
    """This will end a round once the Council has decided on all that was put to it (W-258)."""
    return first_of(_by_council(actor, facts.decision), _round_in(facts.state, "settle"))


def may_confer(actor: Actor, facts: BidFacts, now: datetime) -> Verdict:
    """This will give a mandate only as what follows from a decision of the Council (W-258)."""
    return first_of(_by_council(actor, facts.decision), _bid_in(facts, "confer"), _fit(facts))


def may_lapse(actor: Actor, facts: BidFacts, now: datetime) -> Verdict:
    """This will end a bid, or what came of it, when the nation joins the Alliance (W-261)."""
    return first_of(_by_council(actor, facts.decision), _bid_in(facts, "lapse"))


def _desk(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(Role.DESK_OFFICER) else refuse("presence.not_desk")


def _delegation(actor: Actor) -> Verdict:
    speaks = actor.is_ally and actor.has(Role.DELEGATE, Role.HEAD_OF_MISSION)
    return ALLOWED if speaks else refuse("presence.not_delegation")


def _by_council(actor: Actor, decision: str) -> Verdict:
    return ALLOWED if actor.is_system and decision else refuse("presence.council_decides")


def _takes_bids(state: State, closes_at: datetime, now: datetime) -> Verdict:
    closed = state is not State.OPEN or now >= closes_at
    return refuse("presence.bidding_over", at=closes_at) if closed else ALLOWED


def _over(closes_at: datetime, now: datetime) -> Verdict:
    return ALLOWED if now >= closes_at else refuse("presence.bidding_runs", at=closes_at)


def _with_desk(state: State) -> Verdict:
    return ALLOWED if state is State.OPEN else refuse("presence.not_with_desk")


def _round_in(state: State, verb: str) -> Verdict:
    return ALLOWED if WORKFLOW.may(verb, state) else refuse("presence.not_before_council")


def _bid_in(facts: BidFacts, verb: str) -> Verdict:
    return ALLOWED if BIDS.may(verb, facts.state) else refuse("presence.bid_moved_on")


def _fit(facts: BidFacts) -> Verdict:
    return first_of(
        ALLOWED if facts.is_fit else refuse("presence.host_not_partner", party=facts.host),
        refuse("presence.serves_already", party=facts.overlaps, host=facts.host) if facts.overlaps else ALLOWED,
    )
