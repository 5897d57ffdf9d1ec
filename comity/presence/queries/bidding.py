"""Rounds of bids: what there is, and the facts that the rules are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.rows import Row
from comity.parties import queries as parties
from comity.parties.rules import Kind
from comity.presence import rules
from comity.presence.models import Bid, Bidding


def biddings() -> list[Bidding]:
    """This will list the rounds that the reader may see, the latest first, with `living` bids and those `given`."""
    living = Count("bids", filter=Q(bids__state__in=[one.value for one in rules.LIVING]))
    given = Count("bids", filter=Q(bids__state=rules.BidState.CONFERRED))
    return list(Bidding.objects.annotate(living=living, given=given).order_by("-since_on", "-pk"))


def bidding(pk: int) -> Bidding | None:
    """This will find a round with its bids, by nation and then as they came. Two queries."""
    bids = Prefetch("bids", Bid.objects.order_by("host_id", "placed_at", "pk"))
    return Bidding.objects.filter(pk=pk).prefetch_related(bids).first()


def bid(pk: int) -> Bid | None:
    """This will find a bid with its round."""
    return Bid.objects.filter(pk=pk).select_related("bidding").first()


def living_in(host: str) -> list[Bid]:
    """This will list the bids for a nation that have not come to nothing. Runs as the system, too."""
    found = Bid.objects.filter(host__code=host, state__in=rules.LIVING).select_related("bidding")
    return list(found.order_by("pk"))


def possible_hosts(day: date) -> list[str]:
    """This will list the nations that are partners on a day: where an embassy may serve."""
    return [one.code for one in parties.parties(on=day, kind=Kind.NATION) if one.standing.is_partner]


def inner_circle(now: datetime) -> list[str]:
    """This will name who reads of bids: the staff and the Allies of the day."""
    return parties.resolve_audience([audience.STAFF, audience.ALLIES], now)


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_opening(
    row: Row, actor: Actor, now: datetime, *, hosts: Sequence[str], since_on: date, closes_at: datetime, **_: object
) -> rules.OpeningFacts:
    """This will show the rules a round that is to be opened. The row is the party that asks."""
    until_on = rules.mandate(since_on)
    partners = set(possible_hosts(since_on))
    running = Bidding.objects.filter(
        state__in=(rules.State.OPEN, rules.State.WITH_COUNCIL), since_on__lt=until_on, until_on__gt=since_on
    )
    taken = {code for one in running for code in one.hosts}
    return rules.OpeningFacts(
        hosts=tuple(hosts),
        since_on=since_on,
        closes_at=closes_at,
        unfit=tuple(code for code in hosts if code not in partners),
        taken=tuple(code for code in hosts if code in taken),
    )


def facts_of_bidding(
    row: Bidding, actor: Actor, now: datetime, *, decision: str = "", reason: str | None = None, **_: object
) -> rules.BiddingFacts:
    """This will show the rules a round, with the decision or the reason now given."""
    chosen = row.bids.filter(state=rules.BidState.CHOSEN).count()
    return rules.BiddingFacts(rules.State(row.state), row.closes_at, chosen, decision, reason)


def facts_of_placing(
    row: Bidding,
    actor: Actor,
    now: datetime,
    *,
    host: str,
    others: Sequence[str] = (),
    offer: str = "-",
    **_: object,
) -> rules.PlacingFacts:
    """This will show the rules a round and a bid that is to be placed."""
    named = [actor.party or "", *others]
    allies = parties.members(audience.ALLIES, row.since_on)
    living = row.bids.filter(host__code=host, state__in=rules.LIVING)
    there = {one for each in living for one in each.allies}
    return rules.PlacingFacts(
        state=rules.State(row.state),
        closes_at=row.closes_at,
        hosts=tuple(row.hosts),
        host=host,
        others=tuple(others),
        strangers=tuple(one for one in named if one not in allies),
        busy=tuple(one for one in named if one in there),
        offer=offer,
    )


def facts_of_bid(row: Bid, actor: Actor, now: datetime, *, decision: str = "", **_: object) -> rules.BidFacts:
    """This will show the rules a bid, its round, and what stands against a mandate."""
    span = row.bidding
    rival = span.bids.filter(host__code=row.host_id, state__in=(rules.BidState.CHOSEN, rules.BidState.CONFERRED))
    allies = parties.members(audience.ALLIES, span.since_on)
    is_partner = parties.standing(row.host_id, max(span.since_on, brussels_day(now))).is_partner
    return rules.BidFacts(
        state=rules.BidState(row.state),
        round=rules.State(span.state),
        closes_at=span.closes_at,
        host=row.host_id,
        allies=tuple(row.allies),
        joined=tuple(row.joined),
        rival=rival.exclude(pk=row.pk).exists(),
        is_fit=is_partner and all(one in allies for one in row.allies),
        overlaps=_serving(row),
        decision=decision,
    )


def _serving(row: Bid) -> str:
    """This will name an Ally of a bid whose embassy serves in the nation within the time of the round already."""
    span = row.bidding
    for one in parties.embassies_in(row.host_id):
        begins = one.since_on is None or one.since_on < span.until_on
        ends = one.until_on is None or one.until_on > span.since_on
        if begins and ends and one.ally.code in row.allies:
            return one.ally.code
    return ""
