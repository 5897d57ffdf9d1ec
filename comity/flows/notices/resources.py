"""Who is told about rounds: partners that a round is open and that results are there, first those who lose a seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.flows.notices import letters
from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import number
from comity.resources import events, queries

ASKED = (Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR)


def opened(event: events.RoundOpened, now: datetime) -> None:
    """This will tell partners that they may put their names in order."""
    row = queries.round_(event.round)
    if row is None:
        return
    partners = parties.active_members("partners", brussels_day(now))
    _tell("opened", event.round, "", now, partners, on=row.wishes_until)


def published(event: events.ResultsPublished, now: datetime) -> None:
    """This will tell each partner that it can read its own results."""
    _tell("published", event.round, f"{event.turn}", now, event.parties)


def losing(event: events.ResultsPublished, now: datetime) -> None:
    """This will tell those who held a seat and lose it, before it goes to others (W-103)."""
    for ref, party in event.losing:
        key = f"{event.turn}:{ref}"
        _tell("losing", event.round, key, now, [party], ref=ref, days=number("resources.tell_days"))


def _tell(what: str, code: str, key: str, now: datetime, to: Iterable[str], **words: object) -> None:
    found = people.holders_of(to, *ASKED, on=brussels_day(now))

    def said(locale: str) -> dict[str, object]:
        path = f"/{locale}/resources/rounds/{code}/" + ("names/" if what == "opened" else "results/")
        return {"code": code, "path": path, **words}

    letters.post(f"resources/{what}", f"resources.{what}:{code}:{key}", now, found, said)
