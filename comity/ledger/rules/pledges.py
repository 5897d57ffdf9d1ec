"""Contributions to funds: pledged is not signed is not paid (W-128)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from comity.core.actor import Actor
from comity.core.money import Money
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.ledger.rules.lines import Kind, LineFacts, officer, open_, sum_
from comity.ledger.rules.spending import RateFacts, not_done, rated


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """What somebody announces for a fund. `original` is in `currency`."""

    line: LineFacts
    contributor: str
    currency: str
    original: int | None
    rate: RateFacts | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """A contribution and what has now become of it. Units: minor units of the contribution's currency.

    `pledged` and `signed` are what has not gone further: pledged and not signed, signed and not paid.
    """

    line: LineFacts
    number: int
    is_known: bool = False
    contributor: str = ""
    currency: str = "EUR"
    pledged: int = 0
    signed: int = 0
    original: int | None = None
    reason: str | None = None
    rate: RateFacts | None = None
    done_at: datetime | None = None


def may_pledge(actor: Actor, facts: PledgeFacts, now: datetime) -> Verdict:
    """This will allow a pledge to an open fund to be entered (W-128)."""
    return first_of(
        officer(actor),
        not_done(facts.done_at),
        refuse("ledger.not_a_fund", line=facts.line.code) if facts.line.kind is not Kind.FUND else ALLOWED,
        open_(facts.line),
        sum_(facts.original),
        rated(facts.currency, facts.line.position.currency, facts.rate, now),
    )


def may_sign(actor: Actor, facts: ContributionFacts, now: datetime) -> Verdict:
    """This will allow up to what was pledged to be entered as signed (W-128)."""
    return first_of(_early(actor, facts), _within(facts, facts.pledged))


def may_lapse(actor: Actor, facts: ContributionFacts, now: datetime) -> Verdict:
    """This will allow up to what was pledged and never signed to be given up, with the reason (W-128)."""
    silent = facts.reason is not None and not facts.reason.strip()
    return first_of(
        _early(actor, facts),
        _within(facts, facts.pledged),
        refuse("ledger.reason_missing") if silent else ALLOWED,
    )


def may_receive(actor: Actor, facts: ContributionFacts, now: datetime) -> Verdict:
    """This will allow up to what was signed to be entered as paid in (W-128)."""
    return first_of(
        _early(actor, facts),
        _within(facts, facts.signed),
        rated(facts.currency, facts.line.position.currency, facts.rate, now),
    )


def _early(actor: Actor, facts: ContributionFacts) -> Verdict:
    return first_of(
        officer(actor),
        not_done(facts.done_at),
        ALLOWED if facts.is_known else refuse("ledger.contribution_unknown", line=facts.line.code, number=facts.number),
        sum_(facts.original),
    )


def _within(facts: ContributionFacts, most: int) -> Verdict:
    if most and (facts.original is None or facts.original <= most):
        return ALLOWED
    return refuse("ledger.beyond_promised", line=facts.line.code, number=facts.number, most=Money(most, facts.currency))
