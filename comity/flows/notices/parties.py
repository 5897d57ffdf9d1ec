"""Who is told about the standing of a party: its own mission and capital, each in their language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.parties import queries as parties
from comity.parties.events import PartyJoined, PartyLeft, PartyResumed, PartySuspended, ToolOpened
from comity.people import queries as people
from comity.policy import pack

OPERATION = "operation:"
ROLES = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.DELEGATE)


def joined(event: PartyJoined, now: datetime) -> None:
    """This will tell a party to what it belongs from when on; an operation has a letter of its own."""
    if event.community.startswith(OPERATION):
        return
    _tell(event.party, f"joined:{event.community}:{event.since_on}", "joined", now, _facts(event))


def left(event: PartyLeft, now: datetime) -> None:
    """This will tell a party to what it no longer belongs; who leaves an operation has said so itself."""
    if event.community.startswith(OPERATION):
        return
    _tell(event.party, f"left:{event.community}:{event.until_on}", "left", now, _facts(event))


def suspended(event: PartySuspended, now: datetime) -> None:
    """This will tell a party that its standing is suspended, and what that means."""
    _tell(event.party, f"suspended:{event.since_on}", "suspended", now, _facts(event))


def resumed(event: PartyResumed, now: datetime) -> None:
    """This will tell a party that its standing is no longer suspended."""
    _tell(event.party, f"resumed:{event.until_on}", "resumed", now, _facts(event))


def opened(event: ToolOpened, now: datetime) -> None:
    """This will tell a party that the Council has opened a tool to it (P§13)."""
    tool = pack().tool(event.tool).name

    def facts(locale: str) -> Mapping[str, object]:
        return {"tool": tool.in_(locale), "on": event.opened_on, "decision": event.decision}

    _tell(event.party, f"opened:{event.tool}", "opened", now, facts)


def _facts(
    event: PartyJoined | PartyLeft | PartySuspended | PartyResumed,
) -> Callable[[str], Mapping[str, object]]:
    """This will write what the message says, once for each language."""
    on = event.since_on if isinstance(event, PartyJoined | PartySuspended) else event.until_on
    community = event.community if isinstance(event, PartyJoined | PartyLeft) else ""

    def facts(locale: str) -> Mapping[str, object]:
        name = pack().term("community", community).in_(locale) if community else ""
        return {"on": on, "decision": event.decision, "community": name}

    return facts


def _tell(party: str, key: str, template: str, now: datetime, facts: Callable[[str], Mapping[str, object]]) -> None:
    """This will write one message to each who acts for the party, however many roles they hold."""

    def said(locale: str) -> Mapping[str, object]:
        name = parties.names(locale).get(party, party)
        return {**facts(locale), "party": party, "party_name": name, "locale": locale}

    found = people.holders_of([party], *ROLES, on=brussels_day(now))
    letters.post(f"nations/{template}", f"parties:{party}:{key}", now, found, said)
