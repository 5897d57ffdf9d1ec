"""Resources for programs: rounds, and to a partner what became of its own requests. Nobody reads a score here."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from comity.api.service import NOT_FOUND, Listed, Page, actor_of, answers, missing, paged, part
from comity.resources import queries

router = Router(tags=["resources"])


class Round(Schema):
    """A round of allocation."""

    code: str
    state: str
    since_on: date
    until_on: date
    wishes_until: date
    currency: str
    covers: int
    opened_at: datetime | None
    frozen_at: datetime | None
    adopted_at: datetime | None
    published_at: datetime | None
    closed_at: datetime | None


class Rounds(Listed):
    """One page of the list."""

    rows: list[Round]


class Result(Schema):
    """What became of one request: outcome, its ground, and what it costs the common budget. Units: minor units."""

    ref: str
    code: str
    rank: int
    outcome: str
    was: str
    reason: str
    about: str
    line: str
    cost_minor: int
    at: datetime


class Results(Listed):
    """One page of the reader's own results, in its own order."""

    rows: list[Result]


@router.get("/rounds", response=answers(Rounds), summary="List rounds of allocation")
def rounds(request: HttpRequest, wanted: Query[Page]) -> Rounds:
    """This will list the rounds that the reader may see, the latest first."""
    found = queries.rounds()
    shown = part(wanted, found)
    counts = queries.cover_counts(shown)
    fields = [name for name in Round.model_fields if name != "covers"]
    rows = [Round(**{name: getattr(one, name) for name in fields}, covers=counts.get(one.pk, 0)) for one in shown]
    return Rounds(**paged(wanted, len(found)), rows=rows)


@router.get("/rounds/{code}/results", response=answers(Results, NOT_FOUND), summary="Read one's own results")
def results(request: HttpRequest, code: str, wanted: Query[Page]) -> Results | HttpResponse:
    """This will give a partner what became of its own requests in a round; there is no such list for anybody else."""
    actor = actor_of(request)
    row = queries.round_(code) if actor.is_partner else None
    if row is None:
        return missing(request)
    found = queries.results(row, actor.party or "")
    return Results(**paged(wanted, len(found)), rows=[Result.from_orm(one) for one in part(wanted, found)])
