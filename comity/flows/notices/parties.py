"""Who is told about the standing of a party: its own mission and capital, each in their language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.kernel import outbox
from comity.parties import queries as parties
from comity.parties.events import PartyJoined, PartyLeft, PartyResumed, PartySuspended, ToolOpened
from comity.people import queries as people
from comity.policy import pack
from comity.policy.explanation import named_by
from comity.policy.wording import fill

ROLES = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.DELEGATE)


def joined(event: PartyJoined, now: datetime) -> None:
    """This will tell a party to what it belongs from when on."""
    _tell(event.party, f"joined:{event.community}:{event.since_on}", "joined", now, _facts(event))


def left(event: PartyLeft, now: datetime) -> None:
    """This will tell a party to what it no longer belongs."""
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
        return {"tool": tool.in_(locale), "on": _day(event.opened_on, locale), "decision": event.decision}

    _tell(event.party, f"opened:{event.tool}", "opened", now, facts)


def _facts(
    event: PartyJoined | PartyLeft | PartySuspended | PartyResumed,
) -> Callable[[str], Mapping[str, object]]:
    """This will write what the message says, once for each language."""
    on = event.since_on if isinstance(event, PartyJoined | PartySuspended) else event.until_on
    community = event.community if isinstance(event, PartyJoined | PartyLeft) else ""

    def facts(locale: str) -> Mapping[str, object]:
        name = pack().term("community", community).in_(locale) if community else ""
        return {"on": _day(on, locale), "decision": event.decision, "community": name}

    return facts


def _day(day: date, locale: str) -> str:
    """This will write a day in words, as the sentences of the policy do."""
    return fill("{day:day}", {"day": day}, locale, named_by(pack()))


def _tell(party: str, key: str, template: str, now: datetime, facts: Callable[[str], Mapping[str, object]]) -> None:
    """This will write one message to each who acts for the party, however many roles they hold."""
    for held in people.holders(party, *ROLES, on=brussels_day(now)):
        account = people.account_of(held.person_id)
        if account is None:
            continue
        outbox.post(
            key=f"parties:{party}:{key}:{held.person_id}",
            address=account.email,
            template=f"nations/{template}",
            context={
                **facts(account.locale),
                "party": party,
                "party_name": parties.names(account.locale).get(party, party),
                "locale": account.locale,
            },
            due_at=now,
            locale=account.locale,
            person_id=held.person_id,
            audience=("staff", f"party:{party}"),
        )
