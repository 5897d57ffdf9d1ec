"""Rounds of bids as acts: opened by the desk, answered by Allies, decided by the Council."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from comity.core.actor import Actor
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.presence import events, queries, rules
from comity.presence.models import Bid, Bidding


def _about_round(_: Row, event: events.BiddingOpened) -> tuple[str, Iterable[str]]:
    row = Bidding.objects.get(pk=event.bidding_id)
    return row.subject, row.audience


_ONE_CHOSEN = {"presence_bid_chosen": "presence.host_chosen"}


@action(may=rules.may_open, facts=queries.facts_of_opening, filed=_about_round)
def open_bidding(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    hosts: Sequence[str],
    since_on: date,
    closes_at: datetime,
    note: str = "",
) -> events.BiddingOpened:
    """This will ask Allies for bids, for some nations and from a day on (W-255). The row is the party that asks."""
    row = Bidding.objects.create(
        hosts=sorted(set(hosts)),
        since_on=since_on,
        until_on=rules.mandate(since_on),
        closes_at=closes_at,
        note=note.strip(),
        opened_at=now,
        audience=queries.inner_circle(now),
    )
    return events.BiddingOpened(row.pk, tuple(row.hosts), row.since_on, row.until_on, row.closes_at)


@action(
    may=rules.may_bid, facts=queries.facts_of_placing, constraints={"presence_bid_once": "presence.already_bid_there"}
)
def bid(
    bidding: Bidding, actor: Actor, now: datetime, *, host: str, offer: str, others: Sequence[str] = ()
) -> events.BidPlaced:
    """This will offer an embassy in a nation, alone or with others, which then agree for themselves (W-256)."""
    lead = actor.party or ""
    allies = [lead, *sorted({one for one in others if one != lead})]
    row = Bid.objects.create(
        bidding=bidding,
        host_id=host,
        lead_id=lead,
        allies=allies,
        joined=[lead],
        offer=offer.strip(),
        placed_at=now,
        audience=bidding.audience,
    )
    return events.BidPlaced(bidding.pk, row.pk, host, tuple(allies))


@action(may=rules.may_join, facts=queries.facts_of_bid)
def join(bid: Bid, actor: Actor, now: datetime) -> events.BidJoined:
    """This will let an Ally agree to the joint bid in which it is named (W-256)."""
    bid.joined = [*bid.joined, actor.party or ""]
    bid.save(update_fields=["joined"])
    return events.BidJoined(bid.pk, bid.host_id, actor.party or "", set(bid.joined) == set(bid.allies))


@action(may=rules.may_withdraw, facts=queries.facts_of_bid)
def withdraw(bid: Bid, actor: Actor, now: datetime) -> events.BidWithdrawn:
    """This will take a bid back; a joint bid falls when one of its Allies leaves it (W-256)."""
    _move_bid(bid, "withdraw")
    return events.BidWithdrawn(bid.pk, bid.host_id, actor.party or "")


@action(may=rules.may_choose, facts=queries.facts_of_bid, constraints=_ONE_CHOSEN)
def choose(bid: Bid, actor: Actor, now: datetime) -> events.BidChosen:
    """This will choose the bid that is put to the Council for its nation (W-257)."""
    _move_bid(bid, "choose")
    return events.BidChosen(bid.pk, bid.host_id, tuple(bid.allies))


@action(may=rules.may_set_aside, facts=queries.facts_of_bid)
def set_aside(bid: Bid, actor: Actor, now: datetime) -> events.BidSetAside:
    """This will undo the choice of a bid (W-257)."""
    _move_bid(bid, "set_aside")
    return events.BidSetAside(bid.pk, bid.host_id)


@action(may=rules.may_submit, facts=queries.facts_of_bidding)
def submit(bidding: Bidding, actor: Actor, now: datetime) -> events.BiddingSubmitted:
    """This will put what is chosen to the Council; its item is drafted with one line for each nation (W-257)."""
    _move(bidding, "submit")
    chosen = bidding.bids.filter(state=rules.BidState.CHOSEN).order_by("host_id")
    return events.BiddingSubmitted(bidding.pk, tuple(chosen.values_list("pk", flat=True)))


@action(may=rules.may_call_off, facts=queries.facts_of_bidding)
def call_off(bidding: Bidding, actor: Actor, now: datetime, *, reason: str) -> events.BiddingCalledOff:
    """This will end a round without more mandates (W-257)."""
    bidding.reason = reason.strip()
    _move(bidding, "call_off", "reason")
    _settle_bids(bidding)
    return events.BiddingCalledOff(bidding.pk, bidding.reason)


@action(may=rules.may_confer, facts=queries.facts_of_bid, constraints=_ONE_CHOSEN)
def confer(bid: Bid, actor: Actor, now: datetime, *, decision: str) -> events.MandateConferred:
    """This will note that the Council has given the mandate (W-258)."""
    bid.decision = decision
    _move_bid(bid, "confer", "decision")
    span = bid.bidding
    return events.MandateConferred(bid.pk, bid.host_id, tuple(bid.allies), span.since_on, span.until_on, decision)


@action(may=rules.may_give_back, facts=queries.facts_of_bidding)
def give_back(bidding: Bidding, actor: Actor, now: datetime, *, decision: str) -> events.BiddingGivenBack:
    """This will give a round back to the desk, since the Council's item on it is over (W-258)."""
    _move(bidding, "give_back")
    return events.BiddingGivenBack(bidding.pk, decision)


@action(may=rules.may_settle, facts=queries.facts_of_bidding)
def settle(bidding: Bidding, actor: Actor, now: datetime, *, decision: str) -> events.BiddingSettled:
    """This will end a round on which the Council has decided (W-258)."""
    bidding.decision = decision
    _move(bidding, "settle", "decision")
    return events.BiddingSettled(bidding.pk, decision, _settle_bids(bidding))


@action(may=rules.may_lapse, facts=queries.facts_of_bid)
def lapse(bid: Bid, actor: Actor, now: datetime, *, decision: str, on: date) -> events.BidLapsed:
    """This will end a bid, or the mandate that came of it, since the nation joins the Alliance (W-261)."""
    bid.lapsed_on = on
    _move_bid(bid, "lapse", "lapsed_on")
    return events.BidLapsed(bid.pk, bid.host_id, on, decision)


def _settle_bids(bidding: Bidding) -> int:
    """This will mark the bids of which nothing came, and give how many."""
    open_ = (rules.BidState.PLACED, rules.BidState.CHOSEN)
    return bidding.bids.filter(state__in=open_).update(state=rules.BidState.NOT_CHOSEN)


def _move(row: Bidding, verb: str, *fields: str) -> None:
    row.state = rules.WORKFLOW.target(verb, rules.State(row.state))
    row.save(update_fields=["state", *fields])


def _move_bid(row: Bid, verb: str, *fields: str) -> None:
    row.state = rules.BIDS.target(verb, rules.BidState(row.state))
    row.save(update_fields=["state", *fields])
