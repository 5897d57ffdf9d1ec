"""Nominations for programs: whom a party has put forward, and the verbs of that party.

Personal data come with a nomination only where the reader may read them: its own party and the host.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import (
    CONFLICT,
    NOT_FOUND,
    Allowed,
    Listed,
    actor_of,
    allowed,
    answers,
    missing,
    now_of,
    pages_of,
)
from comity.menu import queries as menu
from comity.menu.rules import Clearance
from comity.nominations import actions, queries, rules

router = Router(tags=["nominations"])
MOST_ROWS = 200
MOST_PEOPLE = 50
type Short = Annotated[str, Field(max_length=120)]


class Wanted(Schema):
    """How the list of one's party is narrowed; the words are those of the address of the page."""

    state: list[rules.State] = []
    code: str = Field("", max_length=16)
    page: int = Field(1, ge=1, le=5_000)
    rows: int = Field(queries.PAGE_ROWS, ge=1, le=MOST_ROWS)


class Named(Schema):
    """Who was put forward, for those who may know."""

    family_name: str
    given_names: str


class Nomination(Schema):
    """A place in the list of an activity."""

    code: str
    number: int
    party: str
    state: str
    person: Named | None
    rank: str
    language_profile: str
    clearance: str
    position: int | None
    submitted_at: datetime
    expires_at: datetime | None
    reason: str


class Nominations(Listed):
    """One page of what a party has put forward, with how many stand in each state."""

    states: dict[str, int]
    rows: list[Nomination]


class NominationInFull(Nomination):
    """A nomination with what its party may do now."""

    confirm: Allowed
    withdraw: Allowed


class NewPerson(Schema):
    """A person to put forward; only what the course needs."""

    family_name: Annotated[str, Field(min_length=1, max_length=80)]
    given_names: Annotated[str, Field(min_length=1, max_length=80)]
    born_on: date | None = None
    email: Short = ""
    phone: Short = ""
    position: Short = ""
    rank: Annotated[str, Field(max_length=5)] = ""
    language_profile: Annotated[str, Field(max_length=4, pattern=r"^(\d{4})?$")] = ""
    clearance: Clearance = Clearance.NONE
    courses: list[Annotated[str, Field(max_length=16)]] = []


class NewNominations(Schema):
    """People to put forward, together or each by themselves."""

    people: Annotated[list[NewPerson], Field(min_length=1, max_length=MOST_PEOPLE)]
    together: bool = False


class PutForward(Schema):
    """The numbers that those who were put forward bear in the list of the activity."""

    code: str
    numbers: list[int]


@router.get("/nominations", response=answers(Nominations), summary="List the nominations of one's party")
def nominations(request: HttpRequest, wanted: Query[Wanted]) -> Nominations:
    """This will list what the reader's party has put forward, what runs out first on top."""
    filters = queries.Filters(states=tuple(wanted.state), code=wanted.code, page=wanted.page)
    found = queries.nominations(actor_of(request).party or "-", filters, rows=wanted.rows)
    return Nominations(
        total=found.total,
        page=wanted.page,
        pages=pages_of(found.total, wanted.rows),
        states=found.states,
        rows=[Nomination(**_told(one)) for one in found.rows],
    )


@router.get("/activities/{code}/nominations", response=answers(list[Nomination], NOT_FOUND), summary="Read a list")
def nominees(request: HttpRequest, code: str) -> list[Nomination] | HttpResponse:
    """This will give the list of an activity in its order, as far as the reader may see it."""
    if menu.activity(code) is None:
        return missing(request)
    return [Nomination(**_told(one)) for one in queries.nominees(code)]


@router.get("/nominations/{code}/{number}", response=answers(NominationInFull, NOT_FOUND), summary="Read a nomination")
def nomination(request: HttpRequest, code: str, number: int) -> NominationInFull | HttpResponse:
    """This will give one nomination and what its party may do with it, with every reason why not."""
    found = _found(code, number)
    row = menu.activity(code)
    if found is None or row is None:
        return missing(request)
    actor, now = actor_of(request), now_of(request)
    facts = queries.facts_of_nomination(row, actor, now, number=number)
    return NominationInFull(
        **_told(found),
        confirm=allowed(rules.may_confirm(actor, facts, now)),
        withdraw=allowed(rules.may_withdraw(actor, facts, now)),
    )


@router.post(
    "/activities/{code}/nominations", response=answers(PutForward, NOT_FOUND, CONFLICT), summary="Put people forward"
)
def nominate(request: HttpRequest, code: str, sent: NewNominations) -> PutForward | HttpResponse:
    """This will put people forward in the name of the reader's party."""
    row = menu.activity(code)
    if row is None:
        return missing(request)
    actor = actor_of(request)
    people = [queries.PersonInput(**{**one.dict(), "courses": frozenset(one.courses)}) for one in sent.people]
    event = actions.nominate(
        row, actor, now_of(request), party=actor.party or "", people=people, together=sent.together
    )
    return PutForward(code=code, numbers=list(event.numbers))


@router.post(
    "/nominations/{code}/{number}/withdraw", response=answers(Nomination, NOT_FOUND, CONFLICT), summary="Withdraw"
)
def withdraw(request: HttpRequest, code: str, number: int) -> Nomination | HttpResponse:
    """This will take a name back; a seat that it held is free at once."""
    row = menu.activity(code)
    if row is None or _found(code, number) is None:
        return missing(request)
    actions.withdraw(row, actor_of(request), now_of(request), number=number)
    return _again(request, code, number)


@router.post(
    "/nominations/{code}/{number}/confirm", response=answers(Nomination, NOT_FOUND, CONFLICT), summary="Take the seat"
)
def confirm(request: HttpRequest, code: str, number: int) -> Nomination | HttpResponse:
    """This will take the seat that is kept for a name."""
    row = menu.activity(code)
    if row is None or _found(code, number) is None:
        return missing(request)
    actions.confirm(row, actor_of(request), now_of(request), number=number)
    return _again(request, code, number)


def _found(code: str, number: int) -> queries.Shown | None:
    return queries.nomination(code, number) if 0 < number < MOST_NUMBER else None


MOST_NUMBER = 1_000_000


def _again(request: HttpRequest, code: str, number: int) -> Nomination | HttpResponse:
    found = _found(code, number)
    return missing(request) if found is None else Nomination(**_told(found))


def _told(one: queries.Shown) -> dict[str, Any]:
    row = one.row
    person = one.person and Named(family_name=one.person.family_name, given_names=one.person.given_names)
    return {
        "code": row.code,
        "number": row.number,
        "party": row.party_id,
        "state": row.state,
        "person": person,
        "rank": row.rank,
        "language_profile": row.language_profile,
        "clearance": row.clearance,
        "position": row.position,
        "submitted_at": row.submitted_at,
        "expires_at": row.expires_at,
        "reason": row.reason,
    }
