"""The clearing house: what partners need, what Allies and partners offer, and which offer meets which need (P§7c)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge

SPEAKERS = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR, Role.DELEGATE)
DESK = Role.DESK_OFFICER


class Field(StrEnum):
    """In which field help is needed or offered."""

    COURSES = "courses"
    FACULTY = "faculty"
    CURRICULUM = "curriculum"
    EXERCISES = "exercises"
    REFORM = "reform"


class NeedState(StrEnum):
    """Where a need stands."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class OfferState(StrEnum):
    """Whether an offer still stands."""

    OPEN = "open"
    DROPPED = "dropped"


class MatchState(StrEnum):
    """Where a match stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


LIVING = (MatchState.PROPOSED, MatchState.ACCEPTED)
HOLDING = (MatchState.ACCEPTED, MatchState.DONE)
NEEDS = Workflow(
    "need",
    NeedState,
    NeedState.OPEN,
    (edge("confirm", NeedState.OPEN, NeedState.MET), edge("drop_need", NeedState.OPEN, NeedState.DROPPED)),
)
MATCHES = Workflow(
    "match",
    MatchState,
    MatchState.PROPOSED,
    (
        edge("accept", MatchState.PROPOSED, MatchState.ACCEPTED),
        edge("decline", MatchState.PROPOSED, MatchState.DECLINED),
        edge("decline", MatchState.ACCEPTED, MatchState.DECLINED),
        edge("confirm", MatchState.ACCEPTED, MatchState.DONE),
    ),
)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A need or an offer that a party wants to enter: how many people, and until which day."""

    party: str
    is_suspended: bool
    people: int
    on: date


@dataclass(frozen=True, slots=True)
class DropFacts:
    """A need or an offer that is to be dropped; `busy` says that a match about it is not over."""

    party: str
    is_open: bool
    busy: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A need and an offer that somebody wants to bring together. `unmet` and `left` count people.

    `regions` are the frameworks of the partner in need; `reaches` are those to which the offer goes, none meaning all.
    """

    need_party: str
    offer_party: str
    is_need_open: bool
    is_offer_open: bool
    same_field: bool
    regions: frozenset[str]
    reaches: frozenset[str]
    people: int
    unmet: int
    left: int
    is_matched: bool = False
    is_suspended: bool = False


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """A match as its rules see it, with what is now said of it. `left` counts the people the offer can still take."""

    need_party: str
    offer_party: str
    state: MatchState
    accepted: tuple[str, ...] = ()
    agreed: int = 0
    left: int = 0
    people: int = 0
    done_on: date | None = None
    reason: str | None = None


def may_state_need(actor: Actor, facts: EntryFacts, now: datetime) -> Verdict:
    """This will let a partner say what it needs (P§7c(i); W-220)."""
    own = actor.is_partner and actor.acts_for(facts.party) and actor.has(*SPEAKERS)
    return first_of(ALLOWED if own else refuse("education.not_in_need"), _entry(facts, now))


def may_offer(actor: Actor, facts: EntryFacts, now: datetime) -> Verdict:
    """This will let Allies and partners offer help, each in the same way (P§7c(v); W-221)."""
    own = (actor.is_partner or actor.is_ally) and actor.acts_for(facts.party) and actor.has(*SPEAKERS)
    return first_of(ALLOWED if own else refuse("education.not_contributor"), _entry(facts, now))


def may_drop_need(actor: Actor, facts: DropFacts, now: datetime) -> Verdict:
    """This will let a partner drop a need with its reason while nothing is being matched (W-220)."""
    return _drop(actor, facts)


def may_drop_offer(actor: Actor, facts: DropFacts, now: datetime) -> Verdict:
    """This will let whoever offered drop the offer with its reason while nothing is being matched (W-221)."""
    return _drop(actor, facts)


def may_propose_match(actor: Actor, facts: ProposalFacts, now: datetime) -> Verdict:
    """This will let the desk or one of the two match an offer to a need, inside what it holds (P§7c; W-222)."""
    return first_of(
        ALLOWED if _brings_together(actor, facts.need_party, facts.offer_party) else refuse("education.not_matcher"),
        refuse("education.suspended", party=facts.need_party) if facts.is_suspended else ALLOWED,
        ALLOWED if facts.is_need_open and facts.is_offer_open else refuse("education.not_open"),
        refuse("education.own_need") if facts.need_party == facts.offer_party else ALLOWED,
        refuse("education.already_matched") if facts.is_matched else ALLOWED,
        all_of(
            [
                ALLOWED if facts.same_field else refuse("education.other_field"),
                ALLOWED if reaches(facts.reaches, facts.regions) else refuse("education.other_region"),
                _within(facts.people, facts.unmet, facts.left),
            ]
        ),
    )


def may_accept(actor: Actor, facts: MatchFacts, now: datetime) -> Verdict:
    """This will let each of the two agree for itself, as long as the offer holds enough (P§7c; W-222)."""
    if not (_speaks_for(actor, facts.need_party) or _speaks_for(actor, facts.offer_party)):
        return refuse("education.not_yours")
    return first_of(
        ALLOWED if MATCHES.may("accept", facts.state) else refuse("education.moved_on"),
        refuse("education.already_accepted") if actor.party in facts.accepted else ALLOWED,
        refuse("education.beyond_offer", left=facts.left) if facts.agreed > facts.left else ALLOWED,
    )


def may_decline(actor: Actor, facts: MatchFacts, now: datetime) -> Verdict:
    """This will let the desk or one of the two end a match that has not taken place, with its reason (W-222)."""
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(
        ALLOWED if _brings_together(actor, facts.need_party, facts.offer_party) else refuse("education.not_yours"),
        ALLOWED if MATCHES.may("decline", facts.state) else refuse("education.moved_on"),
        refuse("education.reason_missing") if silent else ALLOWED,
    )


def may_confirm(actor: Actor, facts: MatchFacts, now: datetime) -> Verdict:
    """This will let the partner that was helped say that it was done, and for how many people (W-224)."""
    if not _speaks_for(actor, facts.need_party):
        return refuse("education.not_receiver")
    late = facts.done_on is not None and facts.done_on > brussels_day(now)
    return first_of(
        ALLOWED if MATCHES.may("confirm", facts.state) else refuse("education.moved_on"),
        all_of(
            [
                refuse("education.in_future", on=facts.done_on) if late else ALLOWED,
                ALLOWED if facts.people >= 1 else refuse("education.people_missing"),
                refuse("education.beyond_match", agreed=facts.agreed) if facts.people > facts.agreed else ALLOWED,
            ]
        ),
    )


def reaches(to: frozenset[str], regions: frozenset[str]) -> bool:
    """This will tell whether an offer goes to the region of a partner; one that names no framework goes to all."""
    return not to or not to.isdisjoint(regions)


def is_regional(*, by_partner: bool, gives: Iterable[str], needs: Iterable[str]) -> bool:
    """This will tell whether a partner builds capacity in a framework of both (P§7c(iv); W-223)."""
    return by_partner and not frozenset(gives).isdisjoint(needs)


def _entry(facts: EntryFacts, now: datetime) -> Verdict:
    return first_of(
        refuse("education.suspended", party=facts.party) if facts.is_suspended else ALLOWED,
        all_of(
            [
                ALLOWED if facts.people >= 1 else refuse("education.people_missing"),
                ALLOWED if facts.on > brussels_day(now) else refuse("education.day_past", on=facts.on),
            ]
        ),
    )


def _drop(actor: Actor, facts: DropFacts) -> Verdict:
    return first_of(
        ALLOWED if _speaks_for(actor, facts.party) else refuse("education.not_yours"),
        ALLOWED if facts.is_open else refuse("education.not_open"),
        refuse("education.is_busy") if facts.busy else ALLOWED,
        ALLOWED if facts.reason.strip() else refuse("education.reason_missing"),
    )


def _within(people: int, unmet: int, left: int) -> Verdict:
    return all_of(
        [
            ALLOWED if people >= 1 else refuse("education.people_missing"),
            refuse("education.beyond_need", unmet=unmet) if people > unmet else ALLOWED,
            refuse("education.beyond_offer", left=left) if people > left else ALLOWED,
        ]
    )


def _speaks_for(actor: Actor, party: str) -> bool:
    return actor.acts_for(party) and actor.has(*SPEAKERS)


def _brings_together(actor: Actor, need_party: str, offer_party: str) -> bool:
    return actor.has(DESK) or _speaks_for(actor, need_party) or _speaks_for(actor, offer_party)
