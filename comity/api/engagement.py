"""Wider engagement for programs: dialogues, and the record of cooperation with organisations."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from comity.api.service import NOT_FOUND, Listed, Page, answers, missing, now_of, numbered, paged, part
from comity.core.calendar import brussels_day
from comity.engagement import queries

router = Router(tags=["engagement"])


class DialogueLine(Schema):
    """A dialogue with a nation outside the frameworks."""

    id: int
    party_id: str
    areas: list[str]
    state: str
    decision: str
    begun_on: date | None
    over_on: date | None
    towards: str
    outcome: str


class Dialogues(Listed):
    """One page of the list."""

    rows: list[DialogueLine]


class DialogueContact(Schema):
    """A contact that was held."""

    held_on: date
    by: str
    place: str
    area: str
    subject: str
    summary: str
    is_warning: bool


class Dialogue(DialogueLine):
    """A dialogue with its purpose and contacts, the latest first."""

    purpose: str
    proposed_at: datetime
    proposed_by: str
    path: str
    reason: str
    contacts: list[DialogueContact]


class CooperationLine(Schema):
    """An organisation with which there is a record, and when each objective was last served."""

    organisation: str
    talks: int
    agreements: int
    latest: dict[str, date]


class Cooperations(Listed):
    """One page of the list."""

    rows: list[CooperationLine]


class StaffTalks(Schema):
    """Staff talks that were held."""

    held_on: date
    place: str
    level: str
    objectives: list[str]
    subjects: str
    summary: str
    next_on: date | None


class JointActivity(Schema):
    """Something done together."""

    title_en: str
    title_fr: str
    objective: str
    start_on: date
    end_on: date
    place: str
    activity: str


class Agreement(Schema):
    """An agreement with the organisation."""

    title_en: str
    title_fr: str
    reference: str
    signed_on: date
    in_force_on: date | None
    ends_on: date | None


class Cooperation(Schema):
    """The record of cooperation with one organisation."""

    organisation: str
    aims: str
    set_up_on: date
    talks: list[StaffTalks]
    joint: list[JointActivity]
    agreements: list[Agreement]


@router.get("/dialogues", response=answers(Dialogues), summary="List dialogues")
def dialogues(request: HttpRequest, wanted: Query[Page]) -> Dialogues:
    """This will list the dialogues that the reader may see, those that run first."""
    found = queries.dialogues()
    return Dialogues(**paged(wanted, len(found)), rows=[DialogueLine.from_orm(one) for one in part(wanted, found)])


@router.get("/dialogues/{pk}", response=answers(Dialogue, NOT_FOUND), summary="Read one dialogue")
def dialogue(request: HttpRequest, pk: int) -> Dialogue | HttpResponse:
    """This will give a dialogue with its contacts."""
    row = numbered(queries.dialogue, pk)
    if row is None:
        return missing(request)
    more = {name: getattr(row, name) for name in ("purpose", "proposed_at", "proposed_by", "path", "reason")}
    held = [DialogueContact.from_orm(one) for one in row.contacts.all()]
    return Dialogue(**DialogueLine.from_orm(row).dict(), **more, contacts=held)


@router.get("/cooperations", response=answers(Cooperations), summary="List records of cooperation")
def cooperations(request: HttpRequest, wanted: Query[Page]) -> Cooperations:
    """This will list the organisations with which there is a record."""
    found = queries.cooperations(brussels_day(now_of(request)))
    rows = [
        CooperationLine(
            organisation=one.cooperation.organisation_id,
            talks=one.talks,
            agreements=one.agreements,
            latest={objective.value: on for objective, on in one.latest.items()},
        )
        for one in part(wanted, found)
    ]
    return Cooperations(**paged(wanted, len(found)), rows=rows)


@router.get(
    "/cooperations/{organisation}", response=answers(Cooperation, NOT_FOUND), summary="Read one record of cooperation"
)
def cooperation(request: HttpRequest, organisation: str) -> Cooperation | HttpResponse:
    """This will give the record of an organisation, with the talks that the reader may read."""
    row = queries.cooperation(organisation)
    if row is None:
        return missing(request)
    return Cooperation(
        organisation=row.organisation_id,
        aims=row.aims,
        set_up_on=row.set_up_on,
        talks=[StaffTalks.from_orm(one) for one in row.talks.all()],
        joint=[JointActivity.from_orm(one) for one in row.joint.all()],
        agreements=[Agreement.from_orm(one) for one in row.agreements.all()],
    )
