"""The register for programs: entries as far as one may see them, and the file that anybody can verify."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import NOT_FOUND, actor_of, answers, missing
from comity.core.calendar import at_brussels
from comity.kernel import exports, register
from comity.kernel.models import Entry as Kept
from comity.people import queries as people

router = Router(tags=["register"])
MOST_ROWS = 500
MOST_ID = 2**63 - 1


class Wanted(Schema):
    """How the list is narrowed; the words are those of the address of the page."""

    party: str = Field("", max_length=16)
    verb: str = Field("", max_length=64)
    about: str = Field("", max_length=160, description="how the subject begins: activity:PCM-04")
    who: str = Field("", max_length=120)
    since: date | None = None
    until: date | None = None
    before: int = Field(MOST_ID, ge=1, le=MOST_ID, description="id of the last entry of the page before")
    rows: int = Field(50, ge=1, le=MOST_ROWS)


class Entry(Schema):
    """Something that was done."""

    id: int
    seq: int | None
    at: datetime
    party: str
    role: str
    deputy_for: str
    verb: str
    about: str
    ground: str
    event: str
    details: dict[str, Any]


@router.get("/register", response=answers(list[Entry]), summary="List entries of the register")
def entries(request: HttpRequest, wanted: Query[Wanted]) -> list[Entry]:
    """This will list entries that the reader may see, the newest first."""
    found = register.entered(
        party=wanted.party,
        verb=wanted.verb,
        about=wanted.about,
        persons=people.persons_called(wanted.who) if wanted.who else None,
        since=at_brussels(wanted.since, 0) if wanted.since else None,
        until=at_brussels(wanted.until + timedelta(days=1), 0) if wanted.until else None,
    )
    return [_told(one) for one in found.filter(pk__lt=wanted.before).order_by("-pk")[: wanted.rows]]


@router.get("/register/{int:pk}", response=answers(Entry, NOT_FOUND), summary="Read one entry")
def entry(request: HttpRequest, pk: int) -> Entry | HttpResponse:
    """This will give one entry."""
    found = register.entered().filter(pk=pk).first() if pk <= MOST_ID else None
    return missing(request) if found is None else _told(found)


@router.get("/register.jsonl", response={200: None}, summary="Take the register away")
def export(request: HttpRequest) -> HttpResponse:
    """This will write the sealed register, one JSON object a line, as scripts/verify_register.py reads it."""
    response = HttpResponse(_lines(actor_of(request).communities), content_type="application/jsonl")
    response.headers["Content-Disposition"] = 'attachment; filename="register.jsonl"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _lines(communities: frozenset[str]) -> Iterator[str]:
    for line in exports.lines(communities):
        yield json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"


def _told(kept: Kept) -> Entry:
    seal = getattr(kept, "seal", None)
    told = {name: getattr(kept, name) for name in Entry.model_fields if name not in {"id", "seq"}}
    return Entry(id=kept.pk, seq=seal.seq if seal else None, **told)
