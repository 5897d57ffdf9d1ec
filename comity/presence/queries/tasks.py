"""What waits on somebody, and how much of the house carries out the policy."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from comity.core.actor import Actor, Role
from comity.core.calendar import at_brussels
from comity.core.tasks import Task
from comity.presence import rules
from comity.presence.models import Accreditation, Bid, Bidding, LogLine, Succession


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list rounds in which an Ally may bid or is asked to join, and rounds that wait on the desk.

    Three queries for an Ally, three for the desk.
    """
    running = Bidding.objects.filter(state=rules.State.OPEN).order_by("closes_at", "pk")
    if actor.has(Role.DESK_OFFICER):
        taking = Succession.objects.filter(state=rules.FileState.HANDED, incoming=[])
        files = [_file("presence.take_over", one) for one in taking.order_by("pk")]
        over = running.filter(closes_at__lte=now)
        noticed = Accreditation.objects.filter(state=rules.Posting.NOTIFIED).order_by("pk")
        choosing = [_task("presence.choose", one, since_at=one.closes_at) for one in over]
        return [*files, *map(_notice, noticed), *choosing]
    if not (actor.is_ally and actor.has(Role.DELEGATE, Role.HEAD_OF_MISSION)):
        return []
    found = list(running.filter(closes_at__gt=now))
    asked = Bid.objects.filter(bidding__in=found, state=rules.BidState.PLACED, allies__contains=[actor.party or ""])
    mine = list(asked.order_by("pk"))
    joining = [_joining(one, found) for one in mine if actor.party not in one.joined]
    have_bid = {one.bidding_id for one in mine}
    bidding = [
        _task("presence.bid", one, since_at=one.opened_at, due_at=one.closes_at)
        for one in found
        if one.pk not in have_bid
    ]
    return [*joining, *bidding, *_files(actor)]


def _files(actor: Actor) -> list[Task]:
    """This will list the files that an Ally is to write or to take over. One query."""
    mine = Q(outgoing__contains=[actor.party], state=rules.FileState.OPEN)
    mine |= Q(incoming__contains=[actor.party], state=rules.FileState.HANDED)
    return [
        _file("presence.hand_over" if one.state == rules.FileState.OPEN else "presence.take_over", one)
        for one in Succession.objects.filter(mine).order_by("on", "pk")
    ]


def _notice(one: Accreditation) -> Task:
    return Task(
        kind="presence.accept",
        ref=str(one.pk),
        title=one.party_id,
        since_at=one.notified_at,
        ground="W-262",
        params={"party": one.party_id},
    )


def _file(kind: str, one: Succession) -> Task:
    return Task(
        kind=kind,
        ref=str(one.pk),
        title=one.host_id,
        since_at=one.handed_at or one.opened_at,
        due_at=at_brussels(one.on, 0) if kind == "presence.hand_over" else None,
        ground="W-259",
        params={"party": one.host_id},
    )


def _joining(bid: Bid, found: list[Bidding]) -> Task:
    span = next(one for one in found if one.pk == bid.bidding_id)
    return Task(
        kind="presence.join",
        ref=str(span.pk),
        title=bid.host_id,
        since_at=bid.placed_at,
        due_at=span.closes_at,
        ground="W-256",
        params={"party": bid.host_id, "lead": bid.lead_id},
    )


def _task(kind: str, one: Bidding, *, since_at: datetime, due_at: datetime | None = None) -> Task:
    return Task(
        kind=kind,
        ref=str(one.pk),
        title=f"{one.since_on.year}",
        since_at=since_at,
        due_at=due_at,
        ground="W-256" if kind == "presence.bid" else "W-257",
        params={"years": f"{one.since_on.year}-{one.until_on.year - 1}"},
    )


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§14 here, as far as the reader may see it. Three queries."""
    return {
        "presence.accreditations": Accreditation.objects.count(),
        "presence.biddings": Bidding.objects.count(),
        "presence.log": LogLine.objects.count(),
    }
