"""Calls for scientific cooperation for programs, and the applications that the reader may see. No names, no scores."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import (
    NOT_FOUND,
    Listed,
    Page,
    actor_of,
    answers,
    missing,
    now_of,
    numbered,
    paged,
    part,
    told,
)
from comity.core.calendar import brussels_day
from comity.science import queries, rules

router = Router(tags=["science"])


class Wanted(Page):
    """How the applications are narrowed."""

    call: str = Field("", max_length=16)
    state: rules.State | None = None


class Call(Schema):
    """A call: for which kinds of grant, on which subjects, between which days."""

    code: str
    title_en: str
    title_fr: str
    kinds: list[str]
    priorities: list[str]
    opens_on: date
    closes_on: date


class Calls(Listed):
    """One page of the list."""

    rows: list[Call]


class Application(Schema):
    """An application, without its co-directors."""

    id: int
    call: str
    party: str
    kind: str
    title: str
    priority: str
    state: str
    reason: str
    begun_at: datetime
    submitted_at: datetime | None


class Applications(Listed):
    """One page of the list."""

    rows: list[Application]


class GrantsWanted(Page):
    """How the grants are narrowed; the words are those of the address of the page."""

    state: rules.GrantState | None = None


class GrantLine(Schema):
    """A grant that the nations have awarded. `awaited` reports are still to come, `late` of them past their day."""

    id: int
    letter: str
    title: str
    party: str
    call: str
    kind: str
    euros: int
    state: str
    starts_on: date
    ends_on: date
    closed_on: date | None
    awaited: int
    late: int


class Grants(Listed):
    """One page of the list."""

    rows: list[GrantLine]


class Heading(Schema):
    """A heading of the budget: its sum, and what was asked for under it. Units: whole euros."""

    heading: str
    euros: int
    asked: int


class GrantMilestone(Schema):
    """What is to be reached by a day, and what shows that it was."""

    title: str
    due_on: date
    met_on: date | None
    evidence: str


class Payment(Schema):
    """A request for payment under a heading of the budget. Units: whole euros."""

    number: int
    heading: str
    euros: int
    purpose: str
    state: str
    reason: str
    asked_on: date
    paid_on: date | None


class ProgressReport(Schema):
    """A report on progress: due on a day, sent on a day. Units: whole euros spent so far."""

    number: int
    due_on: date
    sent_on: date | None
    summary: str
    spent: int


class Property(Schema):
    """Something that was bought with a grant."""

    name: str
    mark: str
    place: str
    euros: int
    bought_on: date


class Grant(GrantLine):
    """A grant from its letter to its closing. The decision is told to the staff and the Allies."""

    decision: str
    summary: str
    budget: list[Heading]
    milestones: list[GrantMilestone]
    payments: list[Payment]
    reports: list[ProgressReport]
    properties: list[Property]


@router.get("/calls", response=answers(Calls), summary="List calls for scientific cooperation")
def calls(request: HttpRequest, wanted: Query[Page]) -> Calls:
    """This will list the calls that the reader may see, those that close last first."""
    found = queries.calls()
    return Calls(**paged(wanted, len(found)), rows=[Call.from_orm(one) for one in part(wanted, found)])


@router.get("/calls/{code}", response=answers(Call, NOT_FOUND), summary="Read one call")
def call(request: HttpRequest, code: str) -> Call | HttpResponse:
    """This will give a call by its code."""
    row = queries.call(code)
    return missing(request) if row is None else Call.from_orm(row)


@router.get("/applications", response=answers(Applications), summary="List applications")
def applications(request: HttpRequest, wanted: Query[Wanted]) -> Applications:
    """This will list the applications that the reader may see, the latest first."""
    found = [
        one
        for one in queries.applications()
        if wanted.call in {"", one.call.code} and wanted.state in {None, rules.State(one.state)}
    ]
    rows = [
        Application(
            id=one.pk,
            call=one.call.code,
            party=one.party_id,
            kind=one.kind,
            title=one.title,
            priority=one.priority,
            state=one.state,
            reason=one.reason,
            begun_at=one.begun_at,
            submitted_at=one.submitted_at,
        )
        for one in part(wanted, found)
    ]
    return Applications(**paged(wanted, len(found)), rows=rows)


@router.get("/grants", response=answers(Grants), summary="List grants")
def grants(request: HttpRequest, wanted: Query[GrantsWanted]) -> Grants:
    """This will list the grants that the reader may see, the latest first."""
    found = [one for one in queries.grants() if wanted.state in {None, one.state}]
    late = queries.late(brussels_day(now_of(request)))
    rows = [told(GrantLine, one, **_of_grant(one, one.awaited, late[one.pk])) for one in part(wanted, found)]
    return Grants(**paged(wanted, len(found)), rows=rows)


@router.get("/grants/{pk}", response=answers(Grant, NOT_FOUND), summary="Read one grant")
def grant(request: HttpRequest, pk: int) -> Grant | HttpResponse:
    """This will give a grant with its budget, milestones, payments, reports and inventory."""
    row = numbered(queries.grant, pk)
    if row is None:
        return missing(request)
    actor, now = actor_of(request), now_of(request)
    facts = queries.facts_of_grant(row, actor, now)
    reports = list(row.reports.order_by("number"))
    awaited = sum(one.sent_on is None for one in reports)
    budget = row.application.budget.items()
    return told(
        Grant,
        row,
        **_of_grant(row, awaited, facts.late_reports),
        decision=row.decision if actor.is_staff or actor.is_ally else "",
        budget=[Heading(heading=code, euros=euros, asked=facts.asked.get(code, 0)) for code, euros in budget],
        milestones=[GrantMilestone.from_orm(one) for one in row.milestones.order_by("due_on", "pk")],
        payments=[Payment.from_orm(one) for one in row.payments.order_by("number")],
        reports=[ProgressReport.from_orm(one) for one in reports],
        properties=[Property.from_orm(one) for one in row.properties.order_by("bought_on", "pk")],
    )


def _of_grant(row: Any, awaited: int, late: int) -> dict[str, Any]:
    one = row.application
    return {
        "title": one.title,
        "party": one.party_id,
        "call": one.call.code,
        "kind": one.kind,
        "euros": sum(one.budget.values()),
        "awaited": awaited,
        "late": late,
    }
