"""Who is told about missions and mandates: the mission of its letters, Allies of rounds of bids and of joint bids."""

from __future__ import annotations

from datetime import datetime

from comity.core import audience
from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.parties import queries as parties
from comity.people import queries as people
from comity.presence import events, queries

BIDDERS = (Role.DELEGATE, Role.HEAD_OF_MISSION)


def accepted(event: events.OfficerAccepted, now: datetime) -> None:
    """This will tell the head of a mission that somebody may come, by which letter, and that the arrival is awaited."""
    _answered("accepted", event.accreditation_id, now, event.reply)


def declined(event: events.OfficerDeclined, now: datetime) -> None:
    """This will tell the head of a mission that somebody is not accepted, and why."""
    _answered("declined", event.accreditation_id, now, event.reason)


def opened(event: events.BiddingOpened, now: datetime) -> None:
    """This will tell the Allies until when they may bid for mandates."""
    day = brussels_day(now)
    letters.post(
        "presence/bidding",
        f"presence:bidding:{event.bidding_id}",
        now,
        people.holders_of(parties.members(audience.ALLIES, day), *BIDDERS, on=day),
        lambda locale: {
            "due": event.closes_at,
            "since": event.since_on,
            "path": f"/{locale}/presence/bidding/{event.bidding_id}/",
        },
    )


def placed(event: events.BidPlaced, now: datetime) -> None:
    """This will ask the Allies that a bid names, and that have not agreed to it yet, to join until bidding is over."""
    row = queries.bid(event.bid_id)
    if row is None:
        return
    asked = sorted(set(row.allies) - set(row.joined))

    def said(locale: str) -> dict[str, object]:
        names = parties.names(locale)
        return {
            "host": names.get(row.host_id, row.host_id),
            "lead": names.get(row.lead_id, row.lead_id),
            "due": row.bidding.closes_at,
            "path": f"/{locale}/presence/bidding/{row.bidding_id}/",
        }

    found = people.holders_of(asked, *BIDDERS, on=brussels_day(now))
    letters.post("presence/join", f"presence:join:{row.pk}", now, found, said)


def _answered(template: str, pk: int, now: datetime, answer: str) -> None:
    """This will tell a mission how the letter about one of its people was answered."""
    row = queries.accreditation(pk)
    if row is None:
        return
    letters.post(
        f"presence/{template}",
        f"presence:{template}:{pk}",
        now,
        people.holders_of([row.party_id], Role.HEAD_OF_MISSION, on=brussels_day(now)),
        lambda locale: {"letter": row.letter, "answer": answer, "path": f"/{locale}/presence/missions/{pk}/"},
    )
