"""Calls for scientific cooperation for programs, and the applications that the reader may see. No names, no scores."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import NOT_FOUND, Listed, Page, answers, missing, paged, part
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
