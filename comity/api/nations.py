"""Nations and organisations for programs."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from comity.api.service import NOT_FOUND, answers, missing, now_of
from comity.core.calendar import brussels_day
from comity.parties import queries

router = Router(tags=["nations"])


class Nation(Schema):
    """A party and where it stands on a day."""

    code: str
    kind: str
    name_en: str
    name_fr: str
    side: str
    frameworks: list[str]
    is_suspended: bool
    tools_open: list[str]
    is_fictional: bool


@router.get("/nations", response=answers(list[Nation]), summary="List nations and organisations on a day")
def nations(request: HttpRequest, on: date | None = None) -> list[Nation]:
    """This will list the parties with their standing on a day (today if none is given)."""
    return [_told(line) for line in queries.parties(on=on or brussels_day(now_of(request)))]


@router.get("/nations/{code}", response=answers(Nation, NOT_FOUND), summary="Read one nation on a day")
def nation(request: HttpRequest, code: str, on: date | None = None) -> Nation | HttpResponse:
    """This will give one party with its standing on a day."""
    row = queries.party(code)
    if row is None:
        return missing(request)
    day = on or brussels_day(now_of(request))
    return _told(queries.PartyLine(row, queries.standing(code, day)))


def _told(line: queries.PartyLine) -> Nation:
    party, standing = line.party, line.standing
    return Nation(
        code=party.code,
        kind=party.kind,
        name_en=party.name_in("en"),
        name_fr=party.name_in("fr"),
        side=standing.side.value,
        frameworks=sorted(standing.frameworks),
        is_suspended=standing.is_suspended,
        tools_open=sorted(standing.tools_open),
        is_fictional=party.is_fictional,
    )
