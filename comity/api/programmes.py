"""Programmes for programs: the list, and one with its text, goals and chosen activities as the reader may see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import NOT_FOUND, Listed, actor_of, answers, missing, pages_of
from comity.programmes import queries, rules

router = Router(tags=["programmes"])
MOST_ROWS = 200


class Wanted(Schema):
    """How the list is narrowed; the words are those of the address of the page."""

    party: str = Field("", max_length=16)
    state: list[rules.State] = []
    year: int | None = Field(None, ge=1994, le=2100)
    page: int = Field(1, ge=1, le=5_000)
    rows: int = Field(30, ge=1, le=MOST_ROWS)


class ProgrammeLine(Schema):
    """A programme in a list. `place` stands for it in addresses, after its party: 2027-28, or ipap-2027-28."""

    code: str
    party: str
    period: str
    place: str
    type: str
    state: str
    turn: str
    unanswered: int
    first_year: int
    last_year: int
    in_force_on: date | None
    review_due_on: date | None


class Programmes(Listed):
    """One page of the list."""

    rows: list[ProgrammeLine]


class Said(Schema):
    """A paragraph as it stands in the version that the reader may see."""

    number: str
    text: str
    has_brackets: bool


class SectionText(Schema):
    """A section with its paragraphs."""

    number: int
    title_en: str
    title_fr: str
    paragraphs: list[Said]


class Goal(Schema):
    """A goal of the partner that the programme carries."""

    number: int
    title: str
    areas: list[str]
    objectives: list[str]
    state: str
    percent: int


class Chosen(Schema):
    """An activity of the menu that the programme uses."""

    code: str
    title_en: str
    title_fr: str
    state: str
    start_on: date | None
    end_on: date | None


class Programme(ProgrammeLine):
    """A programme with its text, goals and activities."""

    version: int
    pen: str
    pen_since: datetime
    comments_due_on: date | None
    sections: list[SectionText]
    goals: list[Goal]
    activities: list[Chosen]


@router.get("/programmes", response=answers(Programmes), summary="List programmes")
def programmes(request: HttpRequest, wanted: Query[Wanted]) -> Programmes:
    """This will list programmes that the reader may see, those that move first."""
    found = queries.programmes(party=wanted.party, states=tuple(wanted.state), year=wanted.year)
    start = (wanted.page - 1) * wanted.rows
    return Programmes(
        total=len(found),
        page=wanted.page,
        pages=pages_of(len(found), wanted.rows),
        rows=[ProgrammeLine(**_line(one)) for one in found[start : start + wanted.rows]],
    )


@router.get("/programmes/{party}/{period}", response=answers(Programme, NOT_FOUND), summary="Read one programme")
def programme(request: HttpRequest, party: str, period: str) -> Programme | HttpResponse:
    """This will give a programme with its text in the version that the reader may see, its goals and activities."""
    row = queries.programme_at(party, period)
    if row is None:
        return missing(request)
    version = queries.seen_version(row, actor_of(request))
    comments = sum(1 for one in queries.comments(row) if not one.disposition)
    return Programme(
        **_line(queries.Line(row, queries.turn_of(row), comments)),
        version=version,
        pen=row.pen,
        pen_since=row.pen_since,
        comments_due_on=row.comments_due_on,
        sections=[
            SectionText(
                number=one.section.number,
                title_en=one.section.title_en,
                title_fr=one.section.title_fr,
                paragraphs=[
                    Said(number=said.paragraph.number, text=said.text, has_brackets=said.has_brackets)
                    for said in one.paragraphs
                ],
            )
            for one in queries.text(row, version=version)
        ],
        goals=[Goal.from_orm(one.goal) for one in queries.goals(row, version=version)],
        activities=[Chosen.from_orm(one) for one in queries.planned(row, version=version)],
    )


def _line(line: queries.Line) -> dict[str, Any]:
    row = line.programme
    return {
        "code": row.code,
        "party": row.party_code,
        "period": row.period,
        "place": row.place,
        "type": row.type,
        "state": row.state,
        "turn": line.turn.value if line.turn else "",
        "unanswered": line.unanswered,
        "first_year": row.first_year,
        "last_year": row.last_year,
        "in_force_on": row.in_force_on,
        "review_due_on": row.review_due_on,
    }
