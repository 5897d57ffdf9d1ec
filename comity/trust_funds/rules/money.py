"""Money of a fund: which agreements it needs, when a phase may start, what is published (W-181 to W-184)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.core.actor import Actor
from comity.core.money import Money
from comity.core.verdict import ALLOWED, Verdict, first_of, refuse
from comity.trust_funds.rules.life import FundFacts, at_stage, keeper, leads, not_ahead


class Paper(StrEnum):
    """One of the four agreements of a fund."""

    MEMORANDUM = "memorandum"
    IMPLEMENTING = "implementing"
    EXECUTING = "executing"
    FINANCIAL = "financial"


BEFORE_START = (Paper.MEMORANDUM, Paper.IMPLEMENTING, Paper.EXECUTING)
"""Which agreements are signed once; the financial one is signed with each contributor."""


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """A fund and an agreement that is to be entered. `given` names who pledged, `signed` what is signed with whom."""

    fund: FundFacts
    paper: Paper
    contributor: str = ""
    signed_on: date | None = None
    given: frozenset[str] = frozenset()
    signed: frozenset[tuple[Paper, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class StartFacts:
    """A fund whose next phase is to start. Units: minor units of the fund's currency; `threshold` in percent.

    `costs` are those of its phases in order, `started` how many of them have started.
    """

    fund: FundFacts
    currency: str
    costs: tuple[int, ...]
    started: int
    pledged: int
    threshold: int
    signed: frozenset[tuple[Paper, str]] = frozenset()


def needed(costs: Iterable[int], threshold: int) -> int:
    """This will give what has to be pledged before phases of these costs start, rounded up (W-183)."""
    return -(-sum(costs) * threshold // 100)


def missing(signed: frozenset[tuple[Paper, str]], contributors: Iterable[str] = ()) -> tuple[tuple[Paper, str], ...]:
    """This will list the agreements that are not signed yet: three, and one with each contributor (W-182)."""
    wanted = [(paper, "") for paper in BEFORE_START] + [(Paper.FINANCIAL, one) for one in contributors]
    return tuple(one for one in wanted if one not in signed)


def may_note_money(actor: Actor, facts: FundFacts, now: datetime) -> Verdict:
    """This will publish what the books hold, and nothing that was typed (W-181)."""
    return ALLOWED if actor.is_system else refuse("trust_funds.books_say_it", fund=facts.code)


def may_sign_agreement(actor: Actor, facts: SigningFacts, now: datetime) -> Verdict:
    """This will allow each agreement to be entered once it was signed, the financial one with each giver (W-182)."""
    alone = facts.paper is Paper.FINANCIAL and facts.contributor not in facts.given
    return first_of(
        keeper(actor, facts.fund),
        at_stage(facts.fund, "sign_agreement"),
        not_ahead(facts.signed_on, now),
        refuse("trust_funds.not_a_contributor") if alone else ALLOWED,
        refuse("trust_funds.signed_already") if (facts.paper, facts.contributor) in facts.signed else ALLOWED,
    )


def may_start(actor: Actor, facts: StartFacts, now: datetime) -> Verdict:
    """This will allow a lead to start the next phase once agreements and pledges are enough (W-183, W-184)."""
    want = needed(facts.costs[: facts.started + 1], facts.threshold)
    papers = missing(facts.signed)
    short = Money(want - facts.pledged, facts.currency)
    return first_of(
        ALLOWED if leads(actor, facts.fund) else refuse("trust_funds.not_lead"),
        at_stage(facts.fund, "start"),
        refuse("trust_funds.all_started") if facts.started >= len(facts.costs) else ALLOWED,
        refuse("trust_funds.agreements_missing", count=len(papers)) if papers else ALLOWED,
        refuse(
            "trust_funds.below_threshold",
            needed=Money(want, facts.currency),
            pledged=Money(facts.pledged, facts.currency),
            short=short,
            threshold=facts.threshold,
        )
        if facts.pledged < want
        else ALLOWED,
    )
