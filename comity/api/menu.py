"""The menu for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from comity.api.service import NOT_FOUND, Allowed, actor_of, allowed, answers, missing, now_of, pages_of
from comity.menu import queries, rules

router = Router(tags=["menu"])
MOST_ROWS = 200
MOST_VALUES = 40


class Wanted(Schema):
    """How the list is narrowed; the words are those of the address of the page."""

    q: str = Field("", max_length=120)
    area: list[str] = Field([], max_length=MOST_VALUES)
    kind: list[str] = Field([], max_length=MOST_VALUES, alias="type")
    open_to: list[str] = Field([], max_length=MOST_VALUES)
    place: list[str] = Field([], max_length=MOST_VALUES)
    language: list[str] = Field([], max_length=MOST_VALUES, alias="lang")
    seats: list[queries.Seats] = Field([], max_length=MOST_VALUES)
    cost: list[queries.Cost] = Field([], max_length=MOST_VALUES)
    status: list[queries.Status] = Field([], max_length=MOST_VALUES)
    date_from: date | None = Field(None, alias="from")
    date_to: date | None = Field(None, alias="to")
    when: queries.When = queries.When.COMING
    provider: str = Field("", max_length=32)
    course: str = Field("", max_length=32)
    objective: str = Field("", max_length=32)
    topic: str = Field("", max_length=32)
    everything: bool = Field(default=False, alias="all")
    page: int = Field(1, ge=1, le=5_000)
    rows: int = Field(queries.PAGE_ROWS, ge=1, le=MOST_ROWS)


class ActivityLine(BaseModel):
    """An activity in a list. A model of pydantic's own: read from rows as they are, hundreds of them at a time."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    kind: str
    title_en: str
    title_fr: str
    areas: list[str]
    open_to: list[str]
    state: str
    status: str
    open_to_me: bool
    start_on: date | None
    end_on: date | None
    nominate_by: date | None
    seats_total: int | None
    seats_given: int
    waiting: int
    place_city: str
    place_nation: str
    languages: list[str]
    provider_name: str


_LINES = TypeAdapter(list[ActivityLine])


class Activities(Schema):
    """One page of the list, with what the facets count."""

    total: int
    hidden: int
    page: int
    pages: int
    facets: dict[str, dict[str, int]]
    rows: list[ActivityLine]


class Activity(Schema):
    """An activity with all that its page tells."""

    code: str
    kind: str
    state: str
    title_en: str
    title_fr: str
    aim_en: str
    aim_fr: str
    note: str
    areas: list[str]
    objectives: list[str]
    topic: str
    tool: str
    open_to: list[str]
    start_on: date | None
    end_on: date | None
    nominate_by: date | None
    seats_total: int | None
    seats_minimum: int
    seats_given: int
    waiting: int
    place_city: str
    place_nation: str
    delivery: str
    languages: list[str]
    level: str
    rank_from: str
    rank_to: str
    language_profile: str
    clearance: str
    prerequisites: list[str]
    fee_minor: int | None
    fee_currency: str
    provider_name: str
    version: int
    nominate: Allowed


@router.get("/activities", response=answers(Activities), summary="List activities")
def activities(request: HttpRequest, wanted: Query[Wanted]) -> Activities:
    """This will list activities as the menu shows them to the reader, filtered and paged."""
    narrowed: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in wanted.dict(exclude={"rows"}).items()
    }
    filters = queries.Filters(**narrowed)
    reader = queries.Reader(queries.standing_of(actor_of(request), now_of(request)), now_of(request))
    found = queries.activities(filters, reader, rows=wanted.rows)
    return Activities(
        total=found.total,
        hidden=found.hidden,
        page=wanted.page,
        pages=pages_of(found.total, wanted.rows),
        facets=found.facets,
        rows=_LINES.validate_python(found.rows),
    )


@router.get("/activities/{code}", response=answers(Activity, NOT_FOUND), summary="Read one activity")
def activity(request: HttpRequest, code: str) -> Activity | HttpResponse:
    """This will give an activity, and whether the reader's party may nominate for it, with every reason why not."""
    row = queries.activity(code)
    if row is None:
        return missing(request)
    actor, now = actor_of(request), now_of(request)
    verdict = rules.nomination(queries.facts_of(row, actor, now), queries.standing_of(actor, now), now)
    told = {name: getattr(row, name) for name in Activity.model_fields if name != "nominate"}
    return Activity(**told, nominate=allowed(verdict))
