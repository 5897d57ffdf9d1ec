"""Calls and applications: when they are open, what makes one complete, which alike ones the staff looks at (P§14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, all_of, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number, pack

LODGERS = (Role.HEAD_OF_MISSION, Role.MISSION_OFFICER, Role.TRAINING_COORDINATOR)


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    AWARDED = "awarded"
    DECLINED = "declined"


class Ground(StrEnum):
    """In what two applications are alike."""

    TITLE = "title"
    DIRECTORS = "directors"
    INSTITUTION = "institution"


WORKFLOW = Workflow(
    "application",
    State,
    State.DRAFT,
    (
        edge("write", State.DRAFT, State.DRAFT),
        edge("submit", State.DRAFT, State.SUBMITTED),
        edge("check", State.SUBMITTED, State.ELIGIBLE),
        edge("turn_away", State.SUBMITTED, State.INELIGIBLE),
        edge("award", State.ELIGIBLE, State.AWARDED),
        edge("decline", State.ELIGIBLE, State.DECLINED),
    ),
)


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call that is to be published."""

    closes_on: date
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Director:
    """A co-director as the rules see one: on which side their nation sits."""

    name: str
    institution: str
    nation: str
    is_ally: bool = False
    is_partner: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """An application as its rules see it, with what is now said of it. Sums in whole euros."""

    party: str
    state: State
    opens_on: date
    closes_on: date
    kind: str
    kinds: tuple[str, ...] = ()
    length: int = 0
    budget: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    directors: tuple[Director, ...] = ()
    twins_open: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TwinFacts:
    """A pair of applications that are alike, and what the staff now says of it."""

    reason: str


def may_publish(actor: Actor, facts: CallFacts, now: datetime) -> Verdict:
    """This will allow the desk to publish a call that leaves time enough to apply (P§14; W-190)."""
    first = brussels_day(now) + timedelta(days=number("science.lead_days"))
    return first_of(desk(actor), ALLOWED if facts.closes_on >= first else refuse("science.closes_too_soon", on=first))


def may_begin(actor: Actor, facts: ApplicationFacts, now: datetime) -> Verdict:
    """This will allow a partner's mission to begin an application while the call is open (P§14; W-191)."""
    return first_of(_lodges(actor, facts), _open(facts, now))


def may_write(actor: Actor, facts: ApplicationFacts, now: datetime) -> Verdict:
    """This will allow the draft to be written, in parts and in any order, while the call is open (W-191)."""
    return first_of(_lodges(actor, facts), _is(facts, State.DRAFT), _open(facts, now))


def may_submit(actor: Actor, facts: ApplicationFacts, now: datetime) -> Verdict:
    """This will take an application that is complete, keeps to its kind, and splits its budget rightly (W-191)."""
    return first_of(
        _lodges(actor, facts),
        _is(facts, State.DRAFT),
        _open(facts, now),
        refuse("science.incomplete", count=len(facts.missing)) if facts.missing else ALLOWED,
        all_of([_pair(facts.directors), _limits(facts), _split(facts)]),
    )


def may_check(actor: Actor, facts: ApplicationFacts, now: datetime) -> Verdict:
    """This will allow the desk to say that an application is eligible or not, once twins are settled (W-194)."""
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(
        desk(actor),
        _is(facts, State.SUBMITTED),
        refuse("science.twins_open", count=facts.twins_open) if facts.twins_open else ALLOWED,
        refuse("science.reason_missing") if silent else ALLOWED,
    )


def may_turn_away(actor: Actor, facts: ApplicationFacts, now: datetime) -> Verdict:
    """This will allow the desk to turn away an application that is not eligible, with its reason (W-194)."""
    return may_check(actor, facts, now)


def may_settle(actor: Actor, facts: TwinFacts, now: datetime) -> Verdict:
    """This will allow the desk to say whether two applications are the same, with its reason (W-194)."""
    return first_of(desk(actor), ALLOWED if facts.reason.strip() else refuse("science.reason_missing"))


def alike(
    title: str, directors: Iterable[Director], other_title: str, others: Iterable[Director]
) -> tuple[Ground, ...]:
    """This will tell in what two applications are alike (W-194)."""
    mine, theirs = list(directors), list(others)
    likeness = SequenceMatcher(None, title.casefold(), other_title.casefold(), autojunk=False).ratio() * 100
    found = [Ground.TITLE] if likeness >= number("science.similar_percent") else []
    if mine and {_key(one.name) for one in mine} & {_key(one.name) for one in theirs}:
        found.append(Ground.DIRECTORS)
    if {_key(one.institution) for one in mine} & {_key(one.institution) for one in theirs}:
        found.append(Ground.INSTITUTION)
    return tuple(found)


def shares(budget: Mapping[str, int]) -> dict[str, int]:
    """This will give the share of each heading in the sum, in percent, rounded up."""
    total = sum(budget.values())
    return {code: -(-100 * sum_ // total) for code, sum_ in budget.items()} if total else {}


def desk(actor: Actor) -> Verdict:
    """This will let the desk act alone."""
    return ALLOWED if actor.has(Role.DESK_OFFICER) else refuse("science.not_desk")


def _lodges(actor: Actor, facts: ApplicationFacts) -> Verdict:
    own = actor.is_partner and actor.acts_for(facts.party) and actor.has(*LODGERS)
    return ALLOWED if own else refuse("science.not_lodger")


def _open(facts: ApplicationFacts, now: datetime) -> Verdict:
    known = facts.kind in facts.kinds
    return (
        ALLOWED if known and facts.opens_on <= brussels_day(now) <= facts.closes_on else refuse("science.call_closed")
    )


def _is(facts: ApplicationFacts, state: State) -> Verdict:
    return ALLOWED if facts.state is state else refuse("science.not_in_state")


def _pair(directors: tuple[Director, ...]) -> Verdict:
    whole = any(one.is_ally for one in directors) and any(one.is_partner for one in directors)
    return ALLOWED if whole else refuse("science.not_a_pair")


def _limits(facts: ApplicationFacts) -> Verdict:
    kind = pack().science.kinds[facts.kind]
    total = sum(facts.budget.values())
    inside = kind.shortest <= facts.length <= kind.longest and kind.least <= total <= kind.most
    return ALLOWED if inside else refuse("science.outside_limits", kind=facts.kind, sum=total, length=facts.length)


def _split(facts: ApplicationFacts) -> Verdict:
    most = {one.code: one.most_percent for one in pack().science.headings_of(facts.kind)}
    over = [(share, most.get(code, 0)) for code, share in shares(facts.budget).items() if share > most.get(code, 0)]
    return refuse("science.split_broken", share=over[0][0], limit=over[0][1]) if over else ALLOWED


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
