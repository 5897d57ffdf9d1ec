"""Who is told about trust funds: the host and those who lead, of what they must do and of what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.people import queries as people
from comity.trust_funds import events, queries
from comity.trust_funds.rules import SPEAKERS


def proposed(event: events.FundProposed, now: datetime) -> None:
    """This will ask the sides to read the proposal and to agree to it."""
    _tell("proposed", event.fund, now, {})


def sent_back(event: events.ProposalSentBack, now: datetime) -> None:
    """This will tell the sides that the proposal is to be written anew, and why."""
    _tell("sent_back", event.fund, now, {"reason": event.reason})


def launched(event: events.FundLaunched, now: datetime) -> None:
    """This will tell the sides that the Allies have set the fund up. A partner does not learn by which decision."""
    _tell("launched", event.fund, now, {})


def given_back(event: events.FundGivenBack, now: datetime) -> None:
    """This will tell the sides that the item ended without a decision; it does not say who objected."""
    _tell("given_back", event.fund, now, {})


def dropped(event: events.FundDropped, now: datetime) -> None:
    """This will tell the sides that the fund was given up, and why."""
    _tell("dropped", event.fund, now, {"reason": event.reason})


def _tell(template: str, code: str, now: datetime, facts: Mapping[str, object]) -> None:
    """This will write to each who speaks for the host or for a nation that leads."""
    row = queries.bare(code)
    if row is None:
        return
    sides = {row.host_id, *(one.party for one in row.leads.all())}
    letters.post(
        f"trust_funds/{template}",
        f"trust_funds:{template}:{code}:{now.isoformat()}",
        now,
        people.holders_of(sides, *SPEAKERS, on=brussels_day(now)),
        lambda locale: {**facts, "code": code, "title": row.title_in(locale), "path": f"/{locale}/trust-funds/{code}/"},
    )
