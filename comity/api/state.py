"""The state of partnerships for programs: the report of a day in four views, and the yearly review of tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.errors import ValidationError
from pydantic import Field

from comity.api.service import NOT_FOUND, Listed, Page, actor_of, answers, missing, now_of, numbered, paged, part, told
from comity.core.calendar import brussels_day
from comity.core.money import Money
from comity.feedback import queries, rules
from comity.feedback.queries import state
from comity.feedback.queries.state import Figures, State
from comity.policy import pack

router = Router(tags=["reports"])
FIRST_DAY = date(1949, 1, 1)
type View = Literal["partner", "framework", "area", "objective"]


class Wanted(Schema):
    """Of which day the report is wanted, today unless one is named, and by what it is grouped."""

    on: date | None = Field(None, ge=FIRST_DAY)
    by: View = "partner"


class ReviewsWanted(Page):
    """Of which year and which tool the reviews are wanted."""

    year: int | None = Field(None, ge=1949, le=2200)
    tool: str = Field("", max_length=24)


class Sum(Schema):
    """Money in one currency: set aside, owed, paid. Units: minor units."""

    currency: str
    committed: int
    obligated: int
    paid: int


class ShareSum(Sum):
    """Money of one share in one currency: seats, trust_funds, science, schools or other. Units: minor units."""

    share: str


class StateLine(Schema):
    """What one row says: goals and how far they are, activities planned and held, people, money. Null is not known.

    The sums of `shares` add up to those of `money`.
    """

    key: str
    goals: int
    reached: int
    progress: int | None
    planned: int
    held: int
    people: int | None
    money: list[Sum]
    shares: list[ShareSum]


class StateOfPartnerships(Schema):
    """The report as the reader may read it: its rows, and the whole, which counts once what stands in several rows."""

    on: date
    by: str
    rows: list[StateLine]
    whole: StateLine


class Cost(Schema):
    """What a tool cost. Units: minor units."""

    currency: str
    minor: int


class Evidence(Schema):
    """What the tables say of a tool over a year. Null is not known. Units: partners, acts, seats, reports."""

    since: date
    until: date
    open_to: int
    users: int | None
    acts: int | None
    running: int | None
    seats_taken: int
    seats_total: int
    asked: int
    sent: int
    mark: Decimal | None
    cost: list[Cost]
    signs: list[str]


class ToolReview(Schema):
    """The review of a tool in a year: the evidence of its day, what was proposed and decided."""

    id: int
    tool: str
    year: int
    state: str
    verdict: str
    reason: str
    change: str
    opened_at: datetime
    proposed_at: datetime | None
    decision: str
    decided_on: date | None
    accounted_on: date | None
    evidence: Evidence | None


class ToolReviews(Listed):
    """One page of the list."""

    rows: list[ToolReview]


class ToolOutcome(Schema):
    """What everybody may know of a decided review."""

    tool: str
    year: int
    verdict: str
    decided_on: date
    change: str
    freed: str
    accounted_on: date | None


class ToolOutcomes(Listed):
    """One page of the list."""

    rows: list[ToolOutcome]


@router.get("/state", response=answers(StateOfPartnerships), summary="Read the state of partnerships")
def state_on(request: HttpRequest, wanted: Query[Wanted]) -> StateOfPartnerships:
    """This will give the report of a day, but of none to come (W-254): to a partner on itself, to the others on all."""
    actor, today = actor_of(request), brussels_day(now_of(request))
    on = wanted.on or today
    if on > today:
        raise ValidationError([{"loc": ("query", "on"), "msg": "A report is of a day that has begun (W-254)."}])
    of = state.state(actor, on, today)
    count, keys = _views(of)[wanted.by]
    rows = [_line(key, count(of, key)) for key in keys]
    return StateOfPartnerships(on=on, by=wanted.by, rows=rows, whole=_line("", state.of_all(of)))


@router.get("/tool-reviews", response=answers(ToolReviews), summary="List reviews of tools")
def tool_reviews(request: HttpRequest, wanted: Query[ReviewsWanted]) -> ToolReviews:
    """This will list the reviews that the reader may see, the latest year first, with their evidence."""
    found = queries.tool_reviews(year=wanted.year, tool=wanted.tool)
    return ToolReviews(**paged(wanted, len(found)), rows=_reviews(request, part(wanted, found)))


@router.get("/tool-reviews/{pk}", response=answers(ToolReview, NOT_FOUND), summary="Read one review of a tool")
def tool_review(request: HttpRequest, pk: int) -> ToolReview | HttpResponse:
    """This will give a review with its evidence."""
    row = numbered(queries.tool_review, pk)
    return missing(request) if row is None else _reviews(request, [row])[0]


@router.get("/tool-outcomes", response=answers(ToolOutcomes), summary="List what was decided of tools")
def tool_outcomes(request: HttpRequest, wanted: Query[Page]) -> ToolOutcomes:
    """This will list what was decided of tools, the latest first, and what those that were discarded have freed."""
    found = queries.tool_outcomes()
    return ToolOutcomes(**paged(wanted, len(found)), rows=[ToolOutcome.from_orm(one) for one in part(wanted, found)])


def _views(of: State) -> dict[View, tuple[Callable[[State, str], Figures], Iterable[str]]]:
    """This will give for each view how a row is counted, and the keys of its rows in the order of the policy."""
    frameworks = {code for line in of.lines for code in line.standing.frameworks}
    return {
        "partner": (state.of_partner, sorted(line.code for line in of.lines)),
        "framework": (state.of_framework, [code for code in pack().frameworks if code in frameworks]),
        "area": (state.of_area, pack().areas),
        "objective": (state.of_objective, pack().objectives),
    }


def _line(key: str, figures: Figures) -> StateLine:
    return told(
        StateLine,
        figures,
        key=key,
        money=[Sum(currency=code, **found) for code, found in _by_currency(figures.money)],
        shares=[
            ShareSum(share=share.value, currency=code, **found)
            for share, money in figures.shares
            for code, found in _by_currency(money)
        ],
    )


def _by_currency(parts: Iterable[tuple[str, Money]]) -> list[tuple[str, dict[str, int]]]:
    """This will put set aside, owed and paid together, currency by currency."""
    sums: dict[str, dict[str, int]] = {}
    for name, money in parts:
        sums.setdefault(money.currency, {})[name] = money.minor
    return sorted(sums.items())


def _reviews(request: HttpRequest, rows: Any) -> list[ToolReview]:
    with_evidence = queries.with_evidence(rows, actor_of(request), brussels_day(now_of(request)))
    return [told(ToolReview, one, evidence=_evidence(found)) for one, found in with_evidence]


def _evidence(found: rules.ToolEvidence | None) -> Evidence | None:
    if found is None:
        return None
    cost = [Cost(currency=currency, minor=minor) for currency, minor in found.cost]
    return told(Evidence, found, cost=cost, signs=[sign.value for sign in rules.signs(found)])
