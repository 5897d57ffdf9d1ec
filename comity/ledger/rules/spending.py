"""Spending: money is set aside for a subject, then owed, then paid (W-121, W-123, W-124, W-126, W-129)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.money import CURRENCIES, Money
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.core.workflow import Workflow, edge
from comity.ledger.rules.books import converted, share
from comity.ledger.rules.lines import LineFacts, officer, open_, sum_
from comity.policy import number


class Stage(StrEnum):
    """How far a commitment has come."""

    COMMITTED = "committed"
    OBLIGATED = "obligated"
    PAID = "paid"
    RELEASED = "released"


COMMITMENT = Workflow(
    "commitment",
    Stage,
    Stage.COMMITTED,
    (
        edge("release", Stage.COMMITTED, Stage.RELEASED),
        edge("release/in part", Stage.COMMITTED, Stage.COMMITTED),
        edge("release/the rest", Stage.OBLIGATED, Stage.OBLIGATED),
        edge("oblige", {Stage.COMMITTED, Stage.OBLIGATED}, Stage.OBLIGATED),
        edge("pay", Stage.OBLIGATED, Stage.PAID),
        edge("pay/in part", Stage.OBLIGATED, Stage.OBLIGATED),
    ),
)


def stage(*, left: int, obligated: int, paid: int) -> Stage:
    """This will tell how far a commitment has come from what is set aside, owed and paid."""
    if obligated:
        return Stage.OBLIGATED
    if left:
        return Stage.OBLIGATED if paid else Stage.COMMITTED
    return Stage.PAID if paid else Stage.RELEASED


@dataclass(frozen=True, slots=True)
class RateFacts:
    """A rate that applies: how much of a currency one unit of the line's currency is worth, since which day."""

    rate: Decimal
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class CommitFacts:
    """What is to be set aside. `original` is in `currency`; `rate` is None if none is known for that currency.

    `done_at` is when the same act was entered before.
    """

    line: LineFacts
    currency: str
    original: int | None
    rate: RateFacts | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SpendFacts:
    """A commitment of a line and what is now wanted of it. Units: minor units; `original` in the commitment's currency.

    `left` and `obligated` are pairs: in the commitment's currency, and in the line's.
    """

    line: LineFacts
    number: int
    is_known: bool = False
    currency: str = "EUR"
    left: tuple[int, int] = (0, 0)
    obligated: tuple[int, int] = (0, 0)
    original: int | None = None
    rate: RateFacts | None = None
    supplier: str = ""
    invoice: str | None = None
    paid_before_at: datetime | None = None
    done_at: datetime | None = None


def in_line(facts: CommitFacts | SpendFacts) -> int:
    """This will give what is wanted in the line's currency, at the rate of the day."""
    base = facts.line.position.currency
    if facts.currency == base or facts.rate is None:
        return facts.original or 0
    return converted(facts.original or 0, facts.currency, base, facts.rate.rate)


def may_commit(actor: Actor, facts: CommitFacts, now: datetime) -> Verdict:
    """This will allow money to be set aside up to what is free on an open line (W-121)."""
    return first_of(
        officer(actor),
        not_done(facts.done_at),
        open_(facts.line),
        sum_(facts.original),
        rated(facts.currency, facts.line.position.currency, facts.rate, now),
        sum_(None if facts.original is None else in_line(facts)),
        _within_free(facts.line, in_line(facts)),
    )


def may_release(actor: Actor, facts: SpendFacts, now: datetime) -> Verdict:
    """This will allow money that is set aside, and not yet owed, to become free again (W-123)."""
    return first_of(officer(actor), not_done(facts.done_at), _known(facts), sum_(facts.original), _within_left(facts))


def may_oblige(actor: Actor, facts: SpendFacts, now: datetime) -> Verdict:
    """This will allow money that is set aside to become owed (W-123)."""
    return first_of(officer(actor), not_done(facts.done_at), _known(facts), sum_(facts.original), _within_left(facts))


def may_pay(actor: Actor, facts: SpendFacts, now: datetime) -> Verdict:
    """This will allow each invoice to be paid once, out of what is owed (W-123, W-124)."""
    if not (early := first_of(officer(actor), not_done(facts.done_at), _known(facts))).allowed:
        return early
    owed = facts.obligated[0]
    beyond = facts.original is not None and facts.original > owed
    extra = in_line(facts) - share(min(facts.original or 0, owed), owed, facts.obligated[1]) if owed else 0
    return first_of(
        refuse("ledger.invoice_unnamed")
        if facts.invoice is not None and not (facts.invoice.strip() and facts.supplier.strip())
        else ALLOWED,
        refuse("ledger.invoice_paid", supplier=facts.supplier, invoice=facts.invoice, at=facts.paid_before_at)
        if facts.paid_before_at is not None
        else ALLOWED,
        sum_(facts.original),
        refuse(
            "ledger.beyond_obligated",
            line=facts.line.code,
            number=facts.number,
            owed=Money(owed, facts.currency),
            wanted=Money(facts.original or 0, facts.currency),
        )
        if beyond
        else ALLOWED,
        rated(facts.currency, facts.line.position.currency, facts.rate, now),
        _within_free(facts.line, extra),
    )


@dataclass(frozen=True, slots=True)
class NewRateFacts:
    """A rate that is to be recorded. `is_known` is set if the same figure stands for that day already."""

    currency: str
    base: str
    rate: Decimal
    on: date
    source: str
    is_known: bool = False


def may_record_rate(actor: Actor, facts: NewRateFacts, now: datetime) -> Verdict:
    """This will allow the resources officer to record a rate with its day and source (W-126)."""
    wrong = (
        facts.currency == facts.base
        or not {facts.currency, facts.base} <= CURRENCIES
        or not facts.rate.is_finite()
        or not Decimal("0.00000001") <= facts.rate < Decimal(10) ** 9
        or facts.on > brussels_day(now)
        or not facts.source.strip()
    )
    return first_of(
        officer(actor),
        refuse("ledger.rate_wrong") if wrong else ALLOWED,
        refuse("ledger.rate_known", currency=facts.currency, base=facts.base, on=facts.on)
        if facts.is_known
        else ALLOWED,
    )


def oldest_rate(now: datetime) -> date:
    """This will tell how old a rate may be that is used today (W-126)."""
    return brussels_day(now) - timedelta(days=number("ledger.rate_days"))


def rated(currency: str, base: str, rate: RateFacts | None, now: datetime) -> Verdict:
    """This will ask for a rate that is not too old, where money is not in the line's currency (W-126)."""
    if currency == base:
        return ALLOWED
    if rate is None or rate.on < oldest_rate(now):
        return refuse("ledger.rate_missing", currency=currency, base=base)
    return ALLOWED


def _within_free(line: LineFacts, wanted: int) -> Verdict:
    free = line.position.free
    if wanted <= free or wanted <= 0:
        return ALLOWED
    currency = line.position.currency
    return refuse(
        "ledger.beyond_free",
        line=line.code,
        free=Money(free, currency),
        wanted=Money(wanted, currency),
        missing=Money(wanted - free, currency),
    )


def _within_left(facts: SpendFacts) -> Verdict:
    left = facts.left[0]
    if facts.original is None or (left and facts.original <= left):
        return ALLOWED if left else _nothing_left(facts)
    return _nothing_left(facts)


def _nothing_left(facts: SpendFacts) -> Verdict:
    return refuse(
        "ledger.beyond_committed", line=facts.line.code, number=facts.number, left=Money(facts.left[0], facts.currency)
    )


def _known(facts: SpendFacts) -> Verdict:
    if facts.is_known:
        return ALLOWED
    return refuse("ledger.commitment_unknown", line=facts.line.code, number=facts.number)


def not_done(done_at: datetime | None) -> Verdict:
    """This will refuse an act whose key was used before (W-129)."""
    return ALLOWED if done_at is None else refuse("ledger.done_before", at=done_at)
