"""The yearly review of tools: what the tables say of each, what is proposed, and what the Council decides (P§15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.policy import number

_LAST_MONTH = 12


class ToolState(StrEnum):
    """Where the review of a tool stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    KEPT = "kept"
    CHANGED = "changed"
    DISCARDED = "discarded"


class ToolVerdict(StrEnum):
    """What may be proposed, and decided, for a tool."""

    KEEP = "keep"
    CHANGE = "change"
    DISCARD = "discard"

    @property
    def state(self) -> ToolState:
        """This will give where the review stands once the Council has decided so."""
        return _DECIDED[self]


_DECIDED = {
    ToolVerdict.KEEP: ToolState.KEPT,
    ToolVerdict.CHANGE: ToolState.CHANGED,
    ToolVerdict.DISCARD: ToolState.DISCARDED,
}
DECIDED = frozenset(_DECIDED.values())

REVIEW = Workflow(
    "tool review",
    ToolState,
    ToolState.OPEN,
    (
        edge("propose_verdict", ToolState.OPEN, ToolState.PROPOSED),
        edge("give_back_tool", ToolState.PROPOSED, ToolState.OPEN),
        edge("decide_tool/keep", ToolState.PROPOSED, ToolState.KEPT),
        edge("decide_tool/change", ToolState.PROPOSED, ToolState.CHANGED),
        edge("decide_tool/discard", ToolState.PROPOSED, ToolState.DISCARDED),
        edge("account_for", ToolState.DISCARDED, ToolState.DISCARDED),
    ),
)


class Sign(StrEnum):
    """What in the evidence speaks against a tool (W-247)."""

    NO_USER = "no_user"
    FEW_SEATS = "few_seats"
    POOR_MARKS = "poor_marks"
    FEW_ANSWERS = "few_answers"


class Mechanism(StrEnum):
    """A mechanism that the policy asks for and does not name as a tool: its use is told, no more (W-252)."""

    CENTRES = "centres"
    SCHOOLS = "schools"
    CLEARING = "clearing-house"
    INTEGRITY = "integrity"
    DIALOGUES = "dialogues"
    ORGANISATIONS = "organisations"

    @property
    def ground(self) -> str:
        """This will give the paragraph that asks for it."""
        return _GROUNDS[self]


_GROUNDS = {
    Mechanism.CENTRES: "P§7",
    Mechanism.SCHOOLS: "P§7",
    Mechanism.CLEARING: "P§7",
    Mechanism.INTEGRITY: "P§7",
    Mechanism.DIALOGUES: "P§10",
    Mechanism.ORGANISATIONS: "P§9",
}


@dataclass(frozen=True, slots=True)
class MechanismEvidence:
    """What the tables say of a mechanism over some months. None is not known to the reader.

    Units: nations and organisations, things used, of them and others open on the last day; money in minor units.
    """

    mechanism: Mechanism
    users: int | None = None
    acts: int | None = None
    running: int | None = None
    cost: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ToolEvidence:
    """What the tables say of a tool over some months (W-246). None is not known.

    Units: partners, acts (activities, programmes, sessions, mandates, funds, grants), of them and others open on the
    last day, seats, reports; money in minor units of the currency named beside it. `until` itself counts.
    """

    tool: str
    since: date
    until: date
    open_to: int
    users: int | None = None
    acts: int | None = None
    running: int | None = None
    seats_taken: int = 0
    seats_total: int = 0
    asked: int = 0
    sent: int = 0
    mark: Decimal | None = None
    cost: tuple[tuple[str, int], ...] = ()

    @property
    def percent_sent(self) -> int | None:
        """This will give the response rate in per cent; nothing if no report was asked for."""
        return round(100 * self.sent / self.asked) if self.asked else None

    @property
    def percent_taken(self) -> int | None:
        """This will give the share of seats that were taken, in per cent."""
        return round(100 * self.seats_taken / self.seats_total) if self.seats_total else None


def signs(evidence: ToolEvidence) -> tuple[Sign, ...]:
    """This will list what in the evidence speaks against a tool; it proposes nothing by itself (W-247)."""
    found = []
    if evidence.users == 0:
        found.append(Sign.NO_USER)
    if evidence.percent_taken is not None and evidence.percent_taken < number("feedback.min_seats_percent"):
        found.append(Sign.FEW_SEATS)
    if evidence.mark is not None and evidence.mark < number("feedback.tool_least_mark"):
        found.append(Sign.POOR_MARKS)
    if evidence.percent_sent is not None and evidence.percent_sent < number("feedback.tool_least_answers_percent"):
        found.append(Sign.FEW_ANSWERS)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OpenToolFacts:
    """A tool whose review of a year is to be opened. `is_known` is set if the policy names it and it still runs."""

    tool: str
    year: int
    is_known: bool
    is_opened: bool = False


@dataclass(frozen=True, slots=True)
class ToolFacts:
    """A review as its rules see it, and what is now proposed, decided or accounted for."""

    tool: str
    year: int
    state: ToolState
    proposed: ToolVerdict | None = None
    verdict: ToolVerdict | None = None
    reason: str | None = None
    change: str | None = None
    decided_on: date | None = None
    accounted_on: date | None = None
    freed: str | None = None


def review_opens(day: date) -> bool:
    """This will tell whether the reviews of the year are open on a day (W-245)."""
    return day.month >= number("feedback.tool_month")


def accounts_from(decided_on: date) -> date:
    """This will give the first day on which it may be said what a discarded tool has freed (W-251)."""
    months = decided_on.month - 1 + number("feedback.tool_account_months")
    year, month = decided_on.year + months // _LAST_MONTH, months % _LAST_MONTH + 1
    return date(year, month, min(decided_on.day, 28))


def may_open_tool_review(actor: Actor, facts: OpenToolFacts, now: datetime) -> Verdict:
    """This will allow the clock alone to open the review of a tool that runs, once a year (W-245)."""
    if not actor.is_system:
        return refuse("feedback.tool_not_manager", tool=facts.tool)
    if not facts.is_known:
        return refuse("feedback.tool_unknown", tool=facts.tool)
    if facts.is_opened:
        return refuse("feedback.tool_opened", tool=facts.tool, year=str(facts.year))
    return ALLOWED


def may_propose_verdict(actor: Actor, facts: ToolFacts, now: datetime) -> Verdict:
    """This will allow the menu manager to propose keep, change or discard to the Council, in writing (W-247)."""
    change = facts.change or "" if facts.verdict is ToolVerdict.CHANGE else None
    return first_of(
        _manager(actor, facts),
        ALLOWED if facts.state is ToolState.OPEN else refuse("feedback.tool_not_open", tool=facts.tool),
        _said(facts.reason, refuse("feedback.tool_reason_missing")),
        _said(change, refuse("feedback.tool_change_missing")),
    )


def may_decide_tool(actor: Actor, facts: ToolFacts, now: datetime) -> Verdict:
    """This will allow a decision of the Council to carry out the verdict that was put to it (W-248)."""
    return first_of(_by_council(actor, facts), _is_proposed(facts))


def may_give_back_tool(actor: Actor, facts: ToolFacts, now: datetime) -> Verdict:
    """This will allow a proposal to come back when the item before the Council is over (W-248)."""
    return first_of(_by_council(actor, facts), _is_proposed(facts))


def may_account_for(actor: Actor, facts: ToolFacts, now: datetime) -> Verdict:
    """This will allow the menu manager to say once, a year later, what a discarded tool has freed (W-251)."""
    found = first_of(
        _manager(actor, facts),
        ALLOWED if facts.state is ToolState.DISCARDED else refuse("feedback.tool_not_discarded", tool=facts.tool),
    )
    if not found.allowed or facts.decided_on is None:
        return found
    if facts.accounted_on is not None:
        return refuse("feedback.tool_accounted", tool=facts.tool, on=facts.accounted_on)
    since = accounts_from(facts.decided_on)
    if brussels_day(now) < since:
        return refuse("feedback.tool_too_early", tool=facts.tool, on=since)
    return _said(facts.freed, refuse("feedback.tool_reason_missing"))


def _manager(actor: Actor, facts: ToolFacts) -> Verdict:
    return ALLOWED if actor.has(Role.MENU_MANAGER) else refuse("feedback.tool_not_manager", tool=facts.tool)


def _by_council(actor: Actor, facts: ToolFacts) -> Verdict:
    return ALLOWED if actor.is_system else refuse("feedback.tool_only_council", tool=facts.tool)


def _is_proposed(facts: ToolFacts) -> Verdict:
    fits = facts.state is ToolState.PROPOSED and facts.verdict in {None, facts.proposed}
    return ALLOWED if fits else refuse("feedback.tool_not_proposed", tool=facts.tool)


def _said(text: str | None, otherwise: Verdict) -> Verdict:
    """This will ask for words where some are due; None is not asked for."""
    return ALLOWED if text is None or text.strip() else otherwise
