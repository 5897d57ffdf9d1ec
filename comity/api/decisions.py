"""Decisions for programs: items, their operative paragraphs, and the period of silence that runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import NOT_FOUND, Listed, answers, missing, pages_of
from comity.decisions import queries, rules

router = Router(tags=["decisions"])
MOST_ROWS = 200
RUNNING = (rules.Result.RUNNING, rules.Result.HELD)


class Wanted(Schema):
    """How the list is narrowed; the words are those of the address of the page."""

    q: str = Field("", max_length=100)
    state: list[rules.State] = []
    body: str = Field("", max_length=40)
    page: int = Field(1, ge=1, le=5_000)
    rows: int = Field(30, ge=1, le=MOST_ROWS)


class ItemLine(Schema):
    """An item in a list."""

    symbol: str
    slug: str
    title_en: str
    title_fr: str
    state: str
    body: str
    format: str
    silence_ends_at: datetime | None
    decided_at: datetime | None


class Items(Listed):
    """One page of the list."""

    rows: list[ItemLine]


class OperativeLine(Schema):
    """A numbered operative paragraph with where it stands."""

    number: int
    verb: str
    text_en: str
    text_fr: str
    state: str
    effect: str
    effect_about: str
    decided_at: datetime | None


class Silence(Schema):
    """A period of silence, as far as the reader may see it."""

    number: int
    opened_at: datetime
    ends_at: datetime
    lines: list[int]
    entitled: list[str]
    result: str


class Item(ItemLine):
    """An item with its operative paragraphs and its periods of silence."""

    ground: str
    about: str
    revision: int
    note_en: str
    note_fr: str
    lines: list[OperativeLine]
    silences: list[Silence]


@router.get("/decisions", response=answers(Items), summary="List decisions")
def decisions(request: HttpRequest, wanted: Query[Wanted]) -> Items:
    """This will list items as the page does: under silence by expiry, then the newest first."""
    narrowed = queries.Wanted(states=tuple(wanted.state), body=wanted.body, words=wanted.q)
    total = queries.count(narrowed)
    found = queries.items(narrowed, limit=wanted.rows, offset=(wanted.page - 1) * wanted.rows)
    rows = [ItemLine(**_line(one.item, one.ends_at)) for one in found]
    return Items(total=total, page=wanted.page, pages=pages_of(total, wanted.rows), rows=rows)


@router.get("/decisions/{slug}", response=answers(Item, NOT_FOUND), summary="Read one decision")
def decision(request: HttpRequest, slug: Annotated[str, Field(max_length=60)]) -> Item | HttpResponse:
    """This will give an item by its symbol as it stands in addresses (PO-2026-0188)."""
    row = queries.item_of_slug(slug)
    if row is None:
        return missing(request)
    periods = list(row.silences.all())
    running = next((one.ends_at for one in periods if one.result in RUNNING), None)
    return Item(
        **_line(row, running),
        ground=row.ground,
        about=row.about,
        revision=row.revision,
        note_en=row.note_en,
        note_fr=row.note_fr,
        lines=[OperativeLine.from_orm(one) for one in row.lines.all()],
        silences=[Silence.from_orm(one) for one in periods],
    )


def _line(row: Any, ends_at: datetime | None) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "slug": row.slug,
        "title_en": row.title_en,
        "title_fr": row.title_fr,
        "state": row.state,
        "body": row.format.body.code,
        "format": row.format.code,
        "silence_ends_at": ends_at,
        "decided_at": row.decided_at,
    }
