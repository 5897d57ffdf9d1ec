"""The work of a fund: milestones with evidence, verified by another hand; results that are counted; the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from comity.core.actor import Actor
from comity.core.money import Money
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.trust_funds.rules.life import FundFacts, at_stage, keeper, leads, not_ahead, speaks


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A fund and a milestone or counter that is to be added. `phases` are the numbers of its phases."""

    fund: FundFacts
    phases: tuple[int, ...] = ()
    phase: int | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A milestone and what is now said of it. `reached_by` is the party that said it was reached."""

    fund: FundFacts
    is_started: bool
    reached_on: date | None = None
    reached_by: str = ""
    verified_on: date | None = None
    on: date | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class CountFacts:
    """A counter of results and an amount that is to be added; negative amounts correct earlier ones."""

    fund: FundFacts
    total: int
    amount: int | None = None
    source: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """A fund that is to close. `waiting` is set aside or owed, in minor units of the fund's currency."""

    fund: FundFacts
    unverified: int
    waiting: int = 0
    currency: str = "EUR"
    audited_on: date | None = None
    report: str | None = None


def may_plan_milestone(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow a milestone of a phase of the fund (W-185)."""
    unknown = facts.phase is not None and facts.phase not in facts.phases
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "plan_milestone"),
        refuse("trust_funds.phase_unknown") if unknown else ALLOWED,
    )


def may_reach(actor: Actor, facts: MilestoneFacts, now: datetime) -> Verdict:
    """This will allow a milestone of a started phase to be entered as reached, with its evidence (W-185)."""
    silent = facts.evidence is not None and not facts.evidence.strip()
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "reach"),
        ALLOWED if facts.is_started else refuse("trust_funds.phase_not_started"),
        refuse("trust_funds.reached_already") if facts.reached_on else ALLOWED,
        not_ahead(facts.on, now),
        refuse("trust_funds.evidence_missing") if silent else ALLOWED,
    )


def may_verify(actor: Actor, facts: MilestoneFacts, now: datetime) -> Verdict:
    """This will allow the staff, a lead or any Ally to verify what another hand has entered (W-186)."""
    verifies = actor.is_staff or leads(actor, facts.fund) or (actor.is_ally and speaks(actor))
    return first_of(
        ALLOWED if verifies else refuse("trust_funds.not_verifier"),
        at_stage(facts.fund, "verify"),
        ALLOWED if facts.reached_on else refuse("trust_funds.not_reached"),
        refuse("trust_funds.verified_already") if facts.verified_on else ALLOWED,
        refuse("trust_funds.same_hand") if actor.party == facts.reached_by else ALLOWED,
        not_ahead(facts.on, now),
    )


def may_set_counter(actor: Actor, facts: PlanFacts, now: datetime) -> Verdict:
    """This will allow a counter of results with its target (W-187)."""
    wrong = facts.target is not None and facts.target <= 0
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "set_counter"),
        refuse("trust_funds.target_wrong") if wrong else ALLOWED,
    )


def may_count(actor: Actor, facts: CountFacts, now: datetime) -> Verdict:
    """This will allow results to be added with their source, and corrected by a negative amount (W-187)."""
    silent = facts.source is not None and not facts.source.strip()
    wrong = facts.amount is not None and (facts.amount == 0 or facts.total + facts.amount < 0)
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "count"),
        refuse("trust_funds.count_wrong", total=facts.total) if wrong else ALLOWED,
        refuse("trust_funds.source_missing") if silent else ALLOWED,
        not_ahead(facts.on, now),
    )


def may_close(actor: Actor, facts: CloseFacts, now: datetime) -> Verdict:
    """This will allow a fund to close when all is verified, paid, audited and reported (W-188)."""
    silent = facts.report is not None and not facts.report.strip()
    waiting = Money(facts.waiting, facts.currency)
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "close"),
        refuse("trust_funds.unverified", count=facts.unverified) if facts.unverified else ALLOWED,
        refuse("trust_funds.money_waits", waiting=waiting) if facts.waiting else ALLOWED,
        not_ahead(facts.audited_on, now),
        refuse("trust_funds.report_missing") if silent else ALLOWED,
    )


def is_late(due_on: date, reached_on: date | None, day: date) -> bool:
    """This will tell whether a milestone is past its day and not reached (W-185)."""
    return reached_on is None and due_on < day
