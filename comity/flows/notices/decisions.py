"""Who is told about decisions. Only those who sit in the format hear of a text, and nobody hears who wrote a letter.

That one delegation objected is told to the other delegations of Allies and to the secretariat, which may read the
letter itself (W-39); the mail names the paragraphs, not the writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from comity.core import audience
from comity.core.actor import Role
from comity.core.calendar import brussels_day
from comity.decisions import queries as decisions
from comity.decisions.events import (
    DecisionAdopted,
    DecisionHeld,
    DecisionWithdrawn,
    LetterReceived,
    QuestionAnswered,
    QuestionAsked,
    SilenceBroken,
    SilenceExtended,
    SilenceOpened,
    SilenceReminded,
)
from comity.decisions.rules import DRAFTERS, SPEAKERS, LetterKind
from comity.flows.notices import letters
from comity.parties import queries as parties
from comity.people import queries as people

STAFF = "IS"
SECRETARIES = (Role.COUNCIL_SECRETARY,)


def opened(event: SilenceOpened, now: datetime) -> None:
    """This will tell those who sit in the format that a text is under silence, and until when."""
    _tell(event.symbol, "opened", f"{event.number}", now, event.entitled, ends_at=event.ends_at)


def extended(event: SilenceExtended, now: datetime) -> None:
    """This will tell them that the period ends later, and why."""
    key = f"{event.number}:{event.ends_at.isoformat()}"
    _tell(event.symbol, "extended", key, now, event.entitled, ends_at=event.ends_at, reason=event.reason)


def reminded(event: SilenceReminded, now: datetime) -> None:
    """This will remind them a day before the end."""
    key = f"{event.number}:{event.ends_at.isoformat()}"
    _tell(event.symbol, "reminder", key, now, event.entitled, ends_at=event.ends_at)


def broken(event: SilenceBroken, now: datetime) -> None:
    """This will tell them that silence was broken and nothing is agreed."""
    _tell(event.symbol, "broken", f"{event.number}", now, event.entitled, at=event.broken_at)


def adopted(event: DecisionAdopted, now: datetime) -> None:
    """This will tell them what is agreed, and what is not."""
    context = {"lines": [line.line for line in event.lines], "held": list(event.held), "sheet": event.sheet}
    _tell(event.symbol, "agreed", event.sheet, now, event.entitled, at=event.decided_at, **context)


def withdrawn(event: DecisionWithdrawn, now: datetime) -> None:
    """This will tell those who were asked that a text is no longer before them."""
    item = decisions.bare(event.symbol)
    if item is not None and event.silence:
        silence = item.silences.get(number=event.silence)
        _tell(event.symbol, "withdrawn", f"{event.silence}", now, silence.entitled, reason=event.reason)


def held(event: DecisionHeld, now: datetime) -> None:
    """This will tell the secretariat that an outcome waits for it (W-37)."""
    _tell_staff(event.symbol, "held", f"{event.number}", now, SECRETARIES, at=event.ended_at)


def letter(event: LetterReceived, now: datetime) -> None:
    """This will tell the secretariat of each letter, and the other Allies of an objection to a part of the text."""
    key = f"{event.letter_id}"
    context = {"kind": event.kind, "lines": list(event.lines)}
    _tell_staff(event.symbol, "letter", key, now, SECRETARIES, at=event.received_at, **context)
    item = decisions.bare(event.symbol)
    if item is not None and event.kind == LetterKind.OBJECTION:
        allies = set(parties.active_members(audience.ALLIES, brussels_day(now)))
        entitled = item.silences.get(number=event.number).entitled
        _tell(event.symbol, "objection", key, now, allies.intersection(entitled), at=event.received_at, **context)


def asked(event: QuestionAsked, now: datetime) -> None:
    """This will tell the staff of a question."""
    _tell_staff(event.symbol, "question", f"{event.question_id}", now, tuple(DRAFTERS))


def answered(event: QuestionAnswered, now: datetime) -> None:
    """This will tell the delegation that asked of the answer."""
    item = decisions.bare(event.symbol)
    if item is not None:
        party = item.questions.get(pk=event.question_id).party
        _tell(event.symbol, "answer", f"{event.question_id}", now, [party])


def follow_up_refused(symbol: str, line: int, refusal: str, now: datetime) -> None:
    """This will tell the staff that what a line decided could not be carried out."""
    _tell_staff(symbol, "undone", f"{line}", now, tuple(DRAFTERS), line=line, refusal=refusal)


def _tell_staff(symbol: str, what: str, key: str, now: datetime, roles: Iterable[Role], **context: object) -> None:
    item = decisions.bare(symbol)
    if item is not None:
        _post(item, what, key, now, [STAFF], tuple(roles), context)


def _tell(symbol: str, what: str, key: str, now: datetime, to: Iterable[str], **context: object) -> None:
    """This will tell those who speak for parties, as far as these still sit in the format today."""
    item = decisions.bare(symbol)
    if item is not None:
        seated = decisions.seated(item.format, brussels_day(now))
        _post(item, what, key, now, seated.intersection(to), tuple(SPEAKERS), context)


def _post(
    item: Any,
    what: str,
    key: str,
    now: datetime,
    to: Iterable[str],
    roles: tuple[Role, ...],
    context: Mapping[str, object],
) -> None:
    found = people.holders_of(to, *roles, on=brussels_day(now))

    def said(locale: str) -> Mapping[str, object]:
        path = f"/{locale}/decisions/{item.slug}/"
        return {"symbol": item.symbol, "title": item.title_in(locale), "path": path, **context}

    letters.post(f"decisions/{what}", f"decisions.{what}:{item.symbol}:{key}", now, found, said)
