"""Money for programs: lines with where they stand, their statements, rates. Sums are whole minor units."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import NOT_FOUND, Listed, Page, answers, missing, paged, part
from comity.ledger import queries, rules

router = Router(tags=["money"])


class Wanted(Page):
    """How the list is narrowed; the words are those of the address of the page."""

    period: str = Field("", max_length=7)
    kind: rules.Kind | None = None
    state: rules.State | None = None


class BudgetLine(Schema):
    """A line with where it stands. Units: minor units of `currency`."""

    code: str
    kind: str
    title_en: str
    title_fr: str
    office: str
    period: str
    currency: str
    state: str
    amount: int
    committed: int
    obligated: int
    paid: int
    free: int
    pledged: int
    signed: int


class BudgetLines(Listed):
    """One page of the list."""

    rows: list[BudgetLine]


class Commitment(Schema):
    """What was set aside for a subject. Units: minor units of the line's currency, `original` of its own."""

    number: int
    purpose: str
    subject_ref: str
    label: str
    stage: str
    currency: str
    original: int
    minor: int
    left: int
    obligated: int
    paid: int
    made_at: datetime


class Statement(Schema):
    """A transaction on the statement, what moved by account, and what was free after it. Units: minor units."""

    number: int
    at: datetime
    verb: str
    about: str
    text: str
    reason: str
    commitment: int | None
    contribution: int | None
    currency: str
    original: int
    rate: Decimal | None
    rate_on: date | None
    rate_source: str
    reverses: int | None
    reversed_by: int | None
    postings: dict[str, int]
    free_after: int


class LineInFull(BudgetLine):
    """A line with its commitments and one page of its statement, in the order of entry."""

    commitments: list[Commitment]
    total: int
    page: int
    pages: int
    statement: list[Statement]


class Rate(Schema):
    """How much of a currency one unit of another was worth on a day."""

    currency: str
    base: str
    rate: Decimal
    on: date
    source: str


class Rates(Listed):
    """One page of the list."""

    rows: list[Rate]


@router.get("/money/lines", response=answers(BudgetLines), summary="List budget lines and funds")
def lines(request: HttpRequest, wanted: Query[Wanted]) -> BudgetLines:
    """This will list the lines that the reader may see, by period and code."""
    found = [
        row
        for row in queries.lines(wanted.period, kind=wanted.kind)
        if wanted.state is None or row.state == wanted.state
    ]
    rows = [BudgetLine(**_standing(row)) for row in part(wanted, found)]
    return BudgetLines(**paged(wanted, len(found)), rows=rows)


@router.get("/money/lines/{code}", response=answers(LineInFull, NOT_FOUND), summary="Read one line")
def line(request: HttpRequest, code: str, wanted: Query[Page]) -> LineInFull | HttpResponse:
    """This will give a line with its commitments and its statement."""
    row = queries.line(code)
    if row is None:
        return missing(request)
    stated = queries.statement(row)
    head: dict[str, Any] = {**_standing(row), **paged(wanted, len(stated))}
    return LineInFull(
        **head,
        commitments=[_commitment(one) for one in queries.commitments(row)],
        statement=[_entry(one) for one in part(wanted, stated)],
    )


@router.get("/money/rates", response=answers(Rates), summary="List recorded rates")
def rates(request: HttpRequest, wanted: Query[Page]) -> Rates:
    """This will list the rates that were recorded, the latest first."""
    found = queries.rates()
    return Rates(**paged(wanted, len(found)), rows=[Rate.from_orm(one) for one in part(wanted, found)])


def _standing(row: Any) -> dict[str, Any]:
    place = queries.position(row)
    told = {name: getattr(row, name) for name in ("code", "kind", "title_en", "title_fr", "office", "period")}
    sums = ("amount", "committed", "obligated", "paid", "free", "pledged", "signed")
    return {**told, "currency": row.currency, "state": row.state, **{name: getattr(place, name) for name in sums}}


def _commitment(row: Any) -> Commitment:
    told = {name: getattr(row, name) for name in Commitment.model_fields if name != "stage"}
    return Commitment(**told, stage=row.stage.value)


def _entry(one: queries.Stated) -> Statement:
    told = {
        name: getattr(one, name) for name in Statement.model_fields if name not in {"verb", "postings", "free_after"}
    }
    return Statement(
        **told,
        verb=one.verb.value,
        postings={account.value: minor for account, minor in one.postings.items()},
        free_after=one.after.free,
    )
