"""Missions: who is notified by letter, accepted, arrives and departs; access follows the same minute (P§14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge


class Posting(StrEnum):
    """Where the accreditation of somebody stands."""

    NOTIFIED = "notified"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ARRIVED = "arrived"
    DEPARTED = "departed"


POSTINGS = Workflow(
    "accreditation",
    Posting,
    Posting.NOTIFIED,
    (
        edge("accept", Posting.NOTIFIED, Posting.ACCEPTED),
        edge("decline", Posting.NOTIFIED, Posting.DECLINED),
        edge("arrive", Posting.ACCEPTED, Posting.ARRIVED),
        edge("depart", Posting.ARRIVED, Posting.DEPARTED),
    ),
)
UNDER_WAY = (Posting.NOTIFIED, Posting.ACCEPTED, Posting.ARRIVED)


@dataclass(frozen=True, slots=True)
class NotifyFacts:
    """Somebody whom a mission notifies: by which letter, and whether the same is under way already."""

    party: str
    is_partner: bool
    letter: str = "-"
    letter_on: date | None = None
    person_id: int | None = None
    exists: bool = False


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """An accreditation as its rules see it, with the letter or the reason now given."""

    party: str
    state: Posting
    person_id: int | None = None
    text: str | None = None


def may_notify(actor: Actor, facts: NotifyFacts, now: datetime) -> Verdict:
    """This will let the head of a mission notify its people by letter, and the desk enter such a letter (W-262)."""
    late = facts.letter_on is not None and facts.letter_on > brussels_day(now)
    same = facts.person_id is not None and facts.person_id == actor.person_id
    return first_of(
        _authority(actor, facts.party),
        ALLOWED if facts.is_partner else refuse("presence.no_mission_of", party=facts.party),
        refuse("presence.not_oneself") if same else ALLOWED,
        all_of(
            [
                ALLOWED if facts.letter.strip() else refuse("presence.letter_missing"),
                refuse("presence.letter_to_come", on=facts.letter_on) if late else ALLOWED,
                refuse("presence.already_notified") if facts.exists else ALLOWED,
            ]
        ),
    )


def may_accept(actor: Actor, facts: PostingFacts, now: datetime) -> Verdict:
    """This will let the desk answer a letter by accepting whom it names (W-262)."""
    return first_of(
        _desk(actor), _in(facts, "accept"), refuse("presence.letter_missing") if _silent(facts) else ALLOWED
    )


def may_decline(actor: Actor, facts: PostingFacts, now: datetime) -> Verdict:
    """This will let the desk decline somebody, in writing (W-262)."""
    return first_of(_desk(actor), _in(facts, "decline"), refuse("presence.why_declined") if _silent(facts) else ALLOWED)


def may_arrive(actor: Actor, facts: PostingFacts, now: datetime) -> Verdict:
    """This will let the mission or the desk enter an arrival; the access opens the same minute (W-263)."""
    same = facts.person_id is not None and facts.person_id == actor.person_id
    return first_of(
        _authority(actor, facts.party), refuse("presence.not_oneself") if same else ALLOWED, _in(facts, "arrive")
    )


def may_depart(actor: Actor, facts: PostingFacts, now: datetime) -> Verdict:
    """This will let the mission, the desk or whoever leaves enter a departure; the access closes at once (W-263)."""
    own = facts.person_id is not None and facts.person_id == actor.person_id
    return first_of(ALLOWED if own else _authority(actor, facts.party), _in(facts, "depart"))


def notifies(actor: Actor, party: str) -> bool:
    """This will tell whether somebody speaks for a mission about its people."""
    return _authority(actor, party).allowed


def _authority(actor: Actor, party: str) -> Verdict:
    speaks = actor.has(Role.DESK_OFFICER) or (actor.acts_for(party) and actor.has(Role.HEAD_OF_MISSION))
    return ALLOWED if speaks else refuse("presence.not_head_of_mission", party=party)


def _desk(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(Role.DESK_OFFICER) else refuse("presence.desk_accepts")


def _in(facts: PostingFacts, verb: str) -> Verdict:
    return ALLOWED if POSTINGS.may(verb, facts.state) else refuse("presence.posting_moved_on")


def _silent(facts: PostingFacts) -> bool:
    return facts.text is not None and not facts.text.strip()
