"""Lines: who keeps them, how their amount changes, when they close (W-120, W-122, W-125, W-127)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor, Role
from comity.core.money import CURRENCIES, Money
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.ledger.rules.books import Position

CODE = re.compile(r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$")
MOST_LETTERS = 24
LARGEST = 10**15
_PERIOD = re.compile(r"^(\d{4})(?:-(\d{2}))?$")


class Kind(StrEnum):
    """Whether a line holds money of the budget, or a fund that contributions fill."""

    BUDGET = "budget"
    FUND = "fund"


class State(StrEnum):
    """Whether a line takes commitments."""

    OPEN = "open"
    CLOSED = "closed"


WORKFLOW = Workflow(
    "line",
    State,
    State.OPEN,
    (
        edge("revise_line", State.OPEN, State.OPEN),
        edge("close_line", State.OPEN, State.CLOSED),
        edge("reopen_line", State.CLOSED, State.OPEN),
    ),
)


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """A line that is to be opened. `is_known` is set if its code is taken."""

    code: str
    title_en: str
    title_fr: str
    period: str
    currency: str
    minor: int
    kind: Kind = Kind.BUDGET
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as its rules see it, and what is now wanted of it."""

    code: str
    kind: Kind
    state: State
    position: Position
    minor: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReverseFacts:
    """A transaction that is to be undone. `later` numbers what was built upon it, `free_after` what would be left."""

    line: str
    number: int
    reason: str | None
    is_known: bool = False
    is_reversal: bool = False
    reversed_by: int | None = None
    later: tuple[int, ...] = ()
    free_after: int = 0
    free: Money | None = None


def days_of(period: str) -> tuple[date, date] | None:
    """This will give the first and last day of a period of years, as 2027 or 2027-28; nothing if it is none."""
    if (found := _PERIOD.match(period)) is None:
        return None
    first = int(found[1])
    if found[2] is None:
        last = first
    else:
        last = first + (int(found[2]) - first) % 100
        if last == first:
            return None
    return date(first, 1, 1), date(last, 12, 31)


def is_code(text: str) -> bool:
    """This will tell whether a text may be the code of a line, as TRAVEL-2027."""
    return len(text) <= MOST_LETTERS and CODE.match(text) is not None


def may_open_line(actor: Actor, facts: OpenFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to open a complete line under a new code (W-120)."""
    incomplete = not (
        is_code(facts.code)
        and facts.title_en.strip()
        and facts.title_fr.strip()
        and days_of(facts.period)
        and facts.currency in CURRENCIES
        and 0 <= facts.minor < LARGEST
        and (facts.kind is Kind.BUDGET or not facts.minor)
    )
    return first_of(
        officer(actor),
        refuse("ledger.line_incomplete") if incomplete else ALLOWED,
        refuse("ledger.line_known", code=facts.code) if facts.is_known else ALLOWED,
    )


def may_revise_line(actor: Actor, facts: LineFacts, now: datetime) -> Verdict:
    """This will allow a new amount with a reason, never below what is used; a fund changes by contributions (W-122)."""
    return first_of(
        officer(actor),
        open_(facts),
        refuse("ledger.fund_revised", line=facts.code) if facts.kind is Kind.FUND else ALLOWED,
        _reasoned(facts.reason),
        sum_(facts.minor, least=0),
        refuse("ledger.amount_same", line=facts.code, amount=facts.position.money("amount"))
        if facts.minor == facts.position.amount
        else ALLOWED,
        refuse(
            "ledger.below_used",
            line=facts.code,
            used=facts.position.money("used"),
            wanted=Money(facts.minor, facts.position.currency),
        )
        if facts.minor is not None and facts.minor < facts.position.used
        else ALLOWED,
    )


def may_close_line(actor: Actor, facts: LineFacts, now: datetime) -> Verdict:
    """This will allow a line to close once nothing is set aside or owed on it (W-127)."""
    waiting = facts.position.committed + facts.position.obligated
    return first_of(
        officer(actor),
        open_(facts),
        _reasoned(facts.reason),
        refuse("ledger.line_in_use", line=facts.code, waiting=Money(waiting, facts.position.currency))
        if waiting
        else ALLOWED,
    )


def may_reopen_line(actor: Actor, facts: LineFacts, now: datetime) -> Verdict:
    """This will allow a closed line to take commitments again (W-127)."""
    return first_of(
        officer(actor),
        refuse("ledger.line_open", line=facts.code) if facts.state is State.OPEN else ALLOWED,
        _reasoned(facts.reason),
    )


def may_reverse(actor: Actor, facts: ReverseFacts, now: datetime) -> Verdict:
    """This will allow the opposite of a transaction, once, with a reason, if nothing was built upon it (W-125)."""
    if not (allowed := officer(actor)).allowed:
        return allowed
    if not facts.is_known:
        return refuse("ledger.transaction_unknown", line=facts.line, number=facts.number)
    if facts.reversed_by is not None:
        return refuse("ledger.reversed_before", line=facts.line, number=facts.number, by=facts.reversed_by)
    if facts.is_reversal:
        return refuse("ledger.is_reversal", line=facts.line, number=facts.number)
    if facts.later:
        return refuse("ledger.built_upon", line=facts.line, number=facts.number, later=list(facts.later))
    if facts.free_after < 0:
        return refuse("ledger.spent_since", line=facts.line, number=facts.number, free=facts.free)
    return _reasoned(facts.reason)


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """A file that was looked at: what importing it would write, and whether the books have changed since."""

    file: str
    sha256: str
    rows: int
    problems: int
    is_outdated: bool = False


def may_import_lines(actor: Actor, facts: ImportFacts, now: datetime) -> Verdict:
    """This will allow a file without a problem to be imported whole (W-16)."""
    return first_of(
        officer(actor),
        refuse("ledger.file_unfit", problems=facts.problems) if facts.problems or not facts.rows else ALLOWED,
        refuse("ledger.file_outdated") if facts.is_outdated else ALLOWED,
    )


def officer(actor: Actor) -> Verdict:
    """This will let the resources officer write, and what follows from other acts; nobody else (W-120)."""
    return ALLOWED if actor.is_system or actor.has(Role.RESOURCES_OFFICER) else refuse("ledger.not_officer")


def open_(facts: LineFacts) -> Verdict:
    """This will refuse what a closed line does not take (W-127)."""
    return refuse("ledger.line_closed", line=facts.code) if facts.state is State.CLOSED else ALLOWED


def sum_(minor: int | None, *, least: int = 1) -> Verdict:
    """This will refuse a sum that is none, or larger than the books can hold (W-123). Nothing is asked of None."""
    wrong = minor is not None and not least <= minor < LARGEST
    return refuse("ledger.sum_wrong") if wrong else ALLOWED


def _reasoned(reason: str | None) -> Verdict:
    return refuse("ledger.reason_missing") if reason is not None and not reason.strip() else ALLOWED
