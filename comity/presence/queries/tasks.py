"""What waits on somebody, and how much of the house carries out the policy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from comity.core.actor import Actor, Role
from comity.core.calendar import at_brussels
from comity.core.tasks import Task
from comity.kernel.rows import Columns
from comity.presence import rules
from comity.presence.models import Accreditation, Bid, Bidding, LogLine, Succession

_GROUNDS = {
    "presence.bid": "W-256",
    "presence.choose": "W-257",
    "presence.take_over": "W-259",
    "presence.accept": "W-262",
}


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list rounds in which an Ally may bid or is asked to join, and rounds that wait on the desk.

    Three queries for an Ally, one for the desk.
    """
    if actor.has(Role.DESK_OFFICER):
        return _of_desk(now)
    if not (actor.is_ally and actor.has(Role.DELEGATE, Role.HEAD_OF_MISSION)):
        return []
    running = Bidding.objects.filter(state=rules.State.OPEN, closes_at__gt=now)
    found = list(running.order_by("closes_at", "pk"))
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


def _of_desk(now: datetime) -> list[Task]:
    """This will list rounds to choose from, files that nobody else takes over, and letters to answer. One query."""
    return [
        Task(
            kind=kind,
            ref=str(pk),
            title=name[:4] if kind == "presence.choose" else name,
            since_at=at,
            ground=_GROUNDS[kind],
            params={"years": _years(date.fromisoformat(name))} if kind == "presence.choose" else {"party": name},
        )
        for kind, pk, name, at in sorted(_ON_DESK.rows(now), key=lambda line: (line[3], line[1]))
    ]


def _on_desk(now: datetime) -> QuerySet[Any, Any]:
    rounds = Bidding.objects.filter(state=rules.State.OPEN, closes_at__lte=now)
    files = Succession.objects.filter(state=rules.FileState.HANDED, incoming=[])
    letters = Accreditation.objects.filter(state=rules.Posting.NOTIFIED)
    return _lines(rounds, "presence.choose", Cast("since_on", CharField()), "closes_at").union(
        _lines(files, "presence.take_over", Cast("host_id", CharField()), "handed_at"),
        _lines(letters, "presence.accept", Cast("party_id", CharField()), "notified_at"),
    )


_ON_DESK = Columns(_on_desk, datetime)


def _lines(rows: QuerySet[Any], kind: str, name: Cast, at: str) -> QuerySet[Any, Any]:
    """This will write rows of one table as kind, number, name and moment, so that several can be asked at once."""
    told: QuerySet[Any, Any] = rows.annotate(_kind=Value(kind, CharField()), _name=name, _at=F(at))
    return told.order_by().values_list("_kind", "pk", "_name", "_at")


def _years(since_on: date) -> str:
    return f"{since_on.year}-{rules.mandate(since_on).year - 1}"


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
        ground=_GROUNDS[kind],
        params={"years": _years(one.since_on)},
    )


def carried(now: datetime) -> dict[str, int]:
    """This will count what carries out P§14 here, as far as the reader may see it. Three queries."""
    return {
        "presence.accreditations": Accreditation.objects.count(),
        "presence.biddings": Bidding.objects.count(),
        "presence.log": LogLine.objects.count(),
    }
