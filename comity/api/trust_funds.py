"""Trust funds for programs: who leads, what is given, phases, milestones, results. Sums are whole minor units."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from comity.api.service import (
    CONFLICT,
    NOT_FOUND,
    Listed,
    Page,
    actor_of,
    answers,
    missing,
    now_of,
    paged,
    told,
)
from comity.core.money import CURRENCIES
from comity.ledger import actions as ledger_actions
from comity.ledger import queries as ledger
from comity.trust_funds import queries, rules

router = Router(tags=["trust funds"])
MOST_MINOR = 10**15


def _currency(code: str) -> str:
    """This will take a code of ISO 4217, or none.

    Raises: ValueError if no currency has it.
    """
    if code and code not in CURRENCIES:
        raise ValueError("no currency has this code")
    return code


class Wanted(Page):
    """How the list is narrowed; the words are those of the address of the page."""

    q: str = Field("", max_length=100)
    state: list[rules.State] = []
    purpose: list[rules.Purpose] = []


class FundLine(Schema):
    """A fund in a list. Units: minor units of its currency. `signed` is part of `pledged`, `paid` part of `signed`."""

    code: str
    title_en: str
    title_fr: str
    purpose: str
    area: str
    host: str
    leads: list[str]
    agent: str
    currency: str
    state: str
    suggested_at: datetime
    launched_on: date | None
    closed_on: date | None
    cost: int
    pledged: int
    signed: int
    paid: int
    spent: int


class Funds(Listed):
    """One page of the list."""

    rows: list[FundLine]


class Milestone(Schema):
    """Something that has to be reached, with its evidence, and verified by another hand."""

    number: int
    title_en: str
    title_fr: str
    due_on: date
    reached_on: date | None
    reached_by: str
    evidence: str
    verified_on: date | None
    verified_by: str
    finding: str


class Phase(Schema):
    """A part of the work that is paid and started by itself. `needed` has to be pledged before it starts."""

    number: int
    title_en: str
    title_fr: str
    cost: int
    needed: int
    months: int
    started_on: date | None
    milestones: list[Milestone]


class Gift(Schema):
    """A contribution that stands. Units: minor units, `original_...` in its own currency, the others in the fund's."""

    number: int
    contributor: str
    earmark: str
    currency: str
    original_pledged: int
    original_signed: int
    original_paid: int
    pledged: int
    signed: int
    paid: int
    pledged_on: date
    signed_on: date | None
    paid_on: date | None


class FundAgreement(Schema):
    """One of the four agreements; those that are still to be signed have no day."""

    paper: str
    contributor: str
    signed_on: date | None = None
    reference: str = ""


class Count(Schema):
    """Results that were added, or taken back as a correction."""

    on: date
    amount: int
    source: str


class Counter(Schema):
    """A kind of result that is counted."""

    number: int
    title_en: str
    title_fr: str
    target: int
    total: int
    counts: list[Count]


class FundProposal(Schema):
    """What the sides and the Allies read before a fund is set up; nobody else is told of it."""

    others: str
    study: str
    studied_on: date | None
    parts: dict[str, str]
    agreed: list[str]
    decision: str
    reason: str


class Fund(FundLine):
    """A fund with all that hangs on it and the reader may see. `threshold` in percent of what started phases cost."""

    aim_en: str
    aim_fr: str
    threshold: int
    months: int
    audited_on: date | None
    report: str
    phases: list[Phase]
    gifts: list[Gift]
    agreements: list[FundAgreement]
    counters: list[Counter]
    proposal: FundProposal | None


class NewPledge(Schema):
    """What somebody announces. Units: minor units of its currency, which is the fund's unless another is named."""

    contributor: Annotated[str, Field(min_length=1, max_length=32)]
    minor: Annotated[int, Field(ge=1, le=MOST_MINOR)]
    currency: Annotated[str, Field(max_length=3), AfterValidator(_currency)] = ""
    earmark: Annotated[str, Field(max_length=200)] = ""


@router.get("/trust-funds", response=answers(Funds), summary="List trust funds")
def funds(request: HttpRequest, wanted: Query[Wanted]) -> Funds:
    """This will list the funds that the reader may see, the latest first."""
    narrowed = queries.Wanted(wanted.q.strip(), tuple(wanted.state), tuple(wanted.purpose))
    found = queries.funds(narrowed, limit=wanted.rows, offset=wanted.start)
    rows = [told(FundLine, row, **_sides(row)) for row in found]
    return Funds(**paged(wanted, queries.count(narrowed)), rows=rows)


@router.get("/trust-funds/{code}", response=answers(Fund, NOT_FOUND), summary="Read one trust fund")
def fund(request: HttpRequest, code: str) -> Fund | HttpResponse:
    """This will give a fund with its money, phases and results; its proposal to those who read it."""
    row = queries.fund(code)
    return missing(request) if row is None else _in_full(row)


@router.post(
    "/trust-funds/{code}/pledges", response=answers(Fund, NOT_FOUND, CONFLICT), summary="Enter a pledge to a trust fund"
)
def pledge(request: HttpRequest, code: str, sent: NewPledge) -> Fund | HttpResponse:
    """This will enter in the books of a fund what somebody has announced; whoever keeps the books may."""
    row = queries.bare(code)
    line = ledger.line(code) if row is not None else None
    if line is None:
        return missing(request)
    ledger_actions.pledge(
        line,
        actor_of(request),
        now_of(request),
        contributor=sent.contributor,
        original=sent.minor,
        currency=sent.currency,
        earmark=sent.earmark,
    )
    return fund(request, code)


def _sides(row: Any) -> dict[str, Any]:
    return {"host": row.host_id, "leads": [one.party for one in row.leads.all()]}


def _in_full(row: Any) -> Fund:
    proposal = getattr(row, "proposal", None)
    signed = [FundAgreement.from_orm(one) for one in row.agreements.all()]
    to_sign = [
        FundAgreement(paper=paper, contributor=contributor) for paper, contributor in queries.missing_papers(row)
    ]
    return told(
        Fund,
        row,
        **_sides(row),
        months=queries.months(row),
        phases=_phases(row),
        gifts=[Gift.from_orm(one) for one in row.gifts.all() if one.pledged],
        agreements=[*signed, *to_sign],
        counters=[told(Counter, one, counts=[Count.from_orm(two) for two in one.counts.all()])
                  for one in row.counters.all()],
        proposal=None if proposal is None else FundProposal.from_orm(proposal),
    )  # fmt: skip


def _phases(row: Any) -> list[Phase]:
    listed, before = [], 0
    for one in row.phases.all():
        before += one.cost
        reached = [Milestone.from_orm(mile) for mile in row.milestones.all() if mile.phase_id == one.pk]
        listed.append(told(Phase, one, needed=rules.needed([before], row.threshold), milestones=reached))
    return listed
