"""Dialogue with a nation outside every framework: who proposes, who decides, what it may be about (P§10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number, pack


class State(StrEnum):
    """Where a dialogue stands."""

    PROPOSED = "proposed"
    OPEN = "open"
    DECLINED = "declined"
    CLOSED = "closed"


class Outcome(StrEnum):
    """With what a dialogue ends."""

    FRAMEWORK = "framework"
    PROGRAMME = "programme"
    DORMANT = "dormant"
    ENDED = "ended"


WORKFLOW = Workflow(
    "dialogue",
    State,
    State.PROPOSED,
    (
        edge("begin", State.PROPOSED, State.OPEN),
        edge("decline", State.PROPOSED, State.DECLINED),
        edge("log", State.OPEN, State.OPEN),
        edge("note_path", State.OPEN, State.OPEN),
        edge("close", State.OPEN, State.CLOSED),
    ),
)


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A nation with which somebody wants to engage, and what about. `running` tells of a dialogue not yet over."""

    party: str
    is_nation: bool
    is_arranged: bool
    areas: tuple[str, ...] = ()
    purpose: str = ""
    running: bool = False


@dataclass(frozen=True, slots=True)
class DialogueFacts:
    """A dialogue as its rules see it, with what is now said of it."""

    party: str
    state: State
    areas: tuple[str, ...] = ()
    decision: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A dialogue and a contact that is to be entered."""

    party: str
    state: State
    areas: tuple[str, ...]
    area: str
    held_on: date


@dataclass(frozen=True, slots=True)
class PathFacts:
    """A dialogue and where it may lead: a framework of the policy, or a tool that is a programme."""

    party: str
    state: State
    towards: str


def may_propose(actor: Actor, facts: ProposalFacts, now: datetime) -> Verdict:
    """This will allow desk officers and Allies to propose a dialogue within the priority areas (P§10; W-235)."""
    return first_of(
        ALLOWED if _proposes(actor) else refuse("engagement.not_proposer"),
        ALLOWED if facts.is_nation else refuse("engagement.not_a_nation", party=facts.party),
        refuse("engagement.is_arranged", party=facts.party) if facts.is_arranged else ALLOWED,
        refuse("engagement.already_running") if facts.running else ALLOWED,
        all_of([_areas(facts.areas), ALLOWED if facts.purpose.strip() else refuse("engagement.purpose_missing")]),
    )


def may_begin(actor: Actor, facts: DialogueFacts, now: datetime) -> Verdict:
    """This will let a dialogue begin only as what follows from a decision of the Council (P§10)."""
    return first_of(_by_council(actor, facts), _in(facts, "begin"))


def may_decline(actor: Actor, facts: DialogueFacts, now: datetime) -> Verdict:
    """This will end a proposal that the Council has not agreed to (P§10)."""
    return first_of(_by_council(actor, facts), _in(facts, "decline"))


def may_log(actor: Actor, facts: ContactFacts, now: datetime) -> Verdict:
    """This will allow contacts to be entered once the Council has decided, inside the areas of the dialogue (P§10)."""
    if not _proposes(actor):
        return refuse("engagement.not_proposer")
    if facts.state is not State.OPEN:
        return refuse("engagement.not_open", party=facts.party)
    late = facts.held_on > brussels_day(now)
    return all_of(
        [
            ALLOWED if facts.area in facts.areas else refuse("engagement.outside_areas", party=facts.party),
            refuse("engagement.in_future", on=facts.held_on) if late else ALLOWED,
        ]
    )


def may_note_path(actor: Actor, facts: PathFacts, now: datetime) -> Verdict:
    """This will allow the desk to write down where a dialogue may lead (W-237)."""
    if not actor.has(Role.DESK_OFFICER):
        return refuse("engagement.not_desk")
    if facts.state is not State.OPEN:
        return refuse("engagement.not_open", party=facts.party)
    known = facts.towards in pack().frameworks or facts.towards in pack().programme_types
    return ALLOWED if known else refuse("engagement.no_such_path")


def may_close(actor: Actor, facts: DialogueFacts, now: datetime) -> Verdict:
    """This will allow the desk to close a dialogue, in writing (W-238)."""
    if not actor.has(Role.DESK_OFFICER):
        return refuse("engagement.not_desk")
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(_in(facts, "close"), refuse("engagement.reason_missing") if silent else ALLOWED)


def is_quiet(begun_on: date, last_on: date | None, day: date) -> bool:
    """This will tell whether an open dialogue has gone without a contact for longer than W-236 finds good."""
    return day - (last_on or begun_on) > timedelta(days=number("engagement.quiet_days"))


def _proposes(actor: Actor) -> bool:
    return actor.has(Role.DESK_OFFICER) or (actor.is_ally and actor.has(Role.DELEGATE, Role.HEAD_OF_MISSION))


def _areas(areas: tuple[str, ...]) -> Verdict:
    inside = bool(areas) and all(area in pack().areas for area in areas)
    return ALLOWED if inside else refuse("engagement.area_missing")


def _by_council(actor: Actor, facts: DialogueFacts) -> Verdict:
    return ALLOWED if actor.is_system and facts.decision else refuse("engagement.council_decides", party=facts.party)


def _in(facts: DialogueFacts, verb: str) -> Verdict:
    if WORKFLOW.may(verb, facts.state):
        return ALLOWED
    if facts.state is State.PROPOSED:
        return refuse("engagement.not_open", party=facts.party)
    return refuse("engagement.is_over", party=facts.party)
