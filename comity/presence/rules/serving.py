"""Embassies at work: the file that one leaves to the next, and the log of what they do (P§14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number


class FileState(StrEnum):
    """Where a hand-over file stands."""

    OPEN = "open"
    HANDED = "handed"
    TAKEN = "taken"


class Part(StrEnum):
    """What an entry of a hand-over file is about."""

    CONTACT = "contact"
    MATTER = "matter"
    EVENT = "event"
    PAPER = "paper"


class Deed(StrEnum):
    """What an embassy did as a contact point."""

    EVENT = "event"
    VISIT = "visit"
    BRIEFING = "briefing"
    ADVICE = "advice"
    APPLICATION = "application"


FILES = Workflow(
    "hand-over file",
    FileState,
    FileState.OPEN,
    (
        edge("add", FileState.OPEN, FileState.OPEN),
        edge("hand_over", FileState.OPEN, FileState.HANDED),
        edge("ask_more", FileState.HANDED, FileState.OPEN),
        edge("take_over", FileState.HANDED, FileState.TAKEN),
        edge("redirect", FileState.OPEN, FileState.OPEN),
        edge("redirect", FileState.HANDED, FileState.OPEN),
    ),
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A hand-over file: who leaves, who comes (nobody: the staff), how much is in it, and what is now said."""

    state: FileState
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...]
    entries: int = 0
    text: str | None = None


@dataclass(frozen=True, slots=True)
class FileOpeningFacts:
    """A change of embassies for which a file is to be opened."""

    host: str
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...]
    exists: bool = False


@dataclass(frozen=True, slots=True)
class LogFacts:
    """Something that was done as a contact point: where, when, and whether the embassy served there on that day."""

    host: str
    held_on: date
    serves: bool
    subject: str = "-"


def may_open_file(actor: Actor, facts: FileOpeningFacts, now: datetime) -> Verdict:
    """This will open a file when embassies change: what follows from a decision does, or the desk (W-259)."""
    return first_of(
        ALLOWED if actor.is_system or actor.has(Role.DESK_OFFICER) else refuse("presence.not_desk"),
        ALLOWED if facts.outgoing else refuse("presence.nobody_leaves", party=facts.host),
        refuse("presence.file_exists") if facts.exists else ALLOWED,
    )


def may_add(actor: Actor, facts: FileFacts, now: datetime) -> Verdict:
    """This will let the embassies that leave, and the desk, write into the file until it is handed over (W-259)."""
    silent = facts.text is not None and not facts.text.strip()
    desk = actor.has(Role.DESK_OFFICER)
    return first_of(
        ALLOWED if desk or _speaks_for(actor, facts.outgoing) else refuse("presence.not_outgoing"),
        _file_in(facts, "add"),
        refuse("presence.entry_empty") if silent else ALLOWED,
    )


def may_hand_over(actor: Actor, facts: FileFacts, now: datetime) -> Verdict:
    """This will let an embassy that leaves hand its file over, once there is something in it (W-259)."""
    return first_of(
        ALLOWED if _speaks_for(actor, facts.outgoing) else refuse("presence.not_outgoing"),
        _file_in(facts, "hand_over"),
        ALLOWED if facts.entries else refuse("presence.file_empty"),
    )


def may_ask_more(actor: Actor, facts: FileFacts, now: datetime) -> Verdict:
    """This will let whoever takes over ask for what is missing (W-259)."""
    silent = facts.text is not None and not facts.text.strip()
    return first_of(
        _takes_over(actor, facts), _file_in(facts, "ask_more"), refuse("presence.entry_empty") if silent else ALLOWED
    )


def may_take_over(actor: Actor, facts: FileFacts, now: datetime) -> Verdict:
    """This will let the embassies that come take the file over; where none comes, the desk does (W-259)."""
    return first_of(_takes_over(actor, facts), _file_in(facts, "take_over"))


def may_redirect(actor: Actor, facts: FileFacts, now: datetime) -> Verdict:
    """This will give a file to the staff when no embassy follows, since the nation joins (W-261)."""
    return first_of(ALLOWED if actor.is_system else refuse("presence.council_decides"), _file_in(facts, "redirect"))


def may_log(actor: Actor, facts: LogFacts, now: datetime) -> Verdict:
    """This will let an embassy log what it did as a contact point while it served there, and the desk too (W-260)."""
    desk = actor.has(Role.DESK_OFFICER)
    ally = actor.is_ally and actor.has(Role.DELEGATE, Role.HEAD_OF_MISSION)
    return first_of(
        ALLOWED if desk or ally else refuse("presence.not_serving", party=facts.host),
        all_of(
            [
                ALLOWED if facts.serves else refuse("presence.not_serving", party=facts.host),
                refuse("presence.in_future", on=facts.held_on) if facts.held_on > brussels_day(now) else ALLOWED,
                ALLOWED if facts.subject.strip() else refuse("presence.entry_empty"),
            ]
        ),
    )


def is_quiet(since_on: date | None, last_on: date | None, day: date) -> bool:
    """This will tell whether nothing was logged under a mandate for longer than W-260 finds good."""
    begun = max((one for one in (since_on, last_on) if one is not None), default=None)
    return begun is None or day - begun > timedelta(days=number("presence.quiet_days"))


def _speaks_for(actor: Actor, allies: tuple[str, ...]) -> bool:
    return actor.is_ally and actor.party in allies and actor.has(Role.DELEGATE, Role.HEAD_OF_MISSION)


def _takes_over(actor: Actor, facts: FileFacts) -> Verdict:
    takes = _speaks_for(actor, facts.incoming) if facts.incoming else actor.has(Role.DESK_OFFICER)
    return ALLOWED if takes else refuse("presence.not_incoming")


def _file_in(facts: FileFacts, verb: str) -> Verdict:
    return ALLOWED if FILES.may(verb, facts.state) else refuse("presence.file_moved_on")
