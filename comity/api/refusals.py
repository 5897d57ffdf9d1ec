"""Refusals for programs: what did not happen and why, by number."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import NOT_FOUND, Obstacle, actor_of, answers, missing, obstacles
from comity.core.verdict import Reason, Verdict
from comity.kernel import register
from comity.kernel.models import Refusal as Kept

router = Router(tags=["refusals"])
MOST_ROWS = 200
MOST_ID = 2**63 - 1


class Wanted(Schema):
    """Which part of the list is wanted: `before` is the id of the last one of the page before."""

    before: int = Field(MOST_ID, ge=1, le=MOST_ID)
    rows: int = Field(30, ge=1, le=MOST_ROWS)


class Refusal(Schema):
    """An act that was refused, with every reason."""

    id: int
    number: str
    at: datetime
    party: str
    verb: str
    about: str
    reasons: list[Obstacle]


@router.get("/refusals", response=answers(list[Refusal]), summary="List refusals of one's party")
def refusals(request: HttpRequest, wanted: Query[Wanted]) -> list[Refusal]:
    """This will list the refusals of the reader's party, or all of them to the staff, the newest first."""
    actor = actor_of(request)
    found = register.refused(party="" if actor.is_staff else actor.party or "-")
    return [_told(one) for one in found.filter(pk__lt=wanted.before).order_by("-pk")[: wanted.rows]]


@router.get("/refusals/R-{int:year}-{int:pk}", response=answers(Refusal, NOT_FOUND), summary="Read one refusal")
def refusal(request: HttpRequest, year: int, pk: int) -> Refusal | HttpResponse:
    """This will give one refusal by its number (R-2026-1) to those who may see it."""
    found = register.refusal(pk) if pk <= MOST_ID else None
    if found is None or found.at.year != year:
        return missing(request)
    return _told(found)


def _told(kept: Kept) -> Refusal:
    reasons = Verdict(tuple(Reason(one["code"], one["params"]) for one in kept.reasons))
    return Refusal(
        id=kept.pk,
        number=kept.number,
        at=kept.at,
        party=kept.party,
        verb=kept.verb,
        about=kept.about,
        reasons=obstacles(reasons),
    )
