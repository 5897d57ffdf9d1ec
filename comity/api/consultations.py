"""Consultations for programs: formats, what was told of others, concerns and public alerts, as one may see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import NOT_FOUND, Listed, Page, answers, missing, paged, part
from comity.consultations import queries, rules

router = Router(tags=["consultations"])


class Wanted(Page):
    """How the list is narrowed; the words are those of the address of the page."""

    q: str = Field("", max_length=100)
    state: list[rules.State] = []
    party: str = Field("", max_length=16)


class Concerns(Page):
    """Which concerns are wanted: all, or those that wait for an answer."""

    waiting: bool = False


class Alerts(Page):
    """Which alerts are wanted: those that stand, or all; of one nation."""

    all: bool = False
    party: str = Field("", max_length=16)


class ConsultationLine(Schema):
    """A consultation in a list, with the partners of whom the reader may know."""

    code: str
    title_en: str
    title_fr: str
    requester: str
    state: str
    occasion: str
    body: str
    framework: str
    area: str
    participants: list[str]
    requested_at: datetime
    agreed_at: datetime | None
    closed_at: datetime | None


class ConsultationList(Listed):
    """One page of the list."""

    rows: list[ConsultationLine]


class SessionLine(Schema):
    """A session."""

    number: int
    state: str
    starts_at: datetime
    minutes: int
    place: str
    agenda: list[str]
    paper: str


class FollowUp(Schema):
    """Something that is to be done after a session."""

    number: int
    text: str
    owner: str
    due_on: date
    state: str
    done_at: datetime | None


class ConsultationInFull(ConsultationLine):
    """A consultation with its sessions and what is to be done after them."""

    mandate: str
    sessions: list[SessionLine]
    follow_ups: list[FollowUp]


class Notice(Schema):
    """What was told of a consultation to partners that are not invited."""

    code: str
    subject_en: str
    subject_fr: str
    text_en: str
    text_fr: str
    planned_on: date | None
    sent_at: datetime


class Notices(Listed):
    """One page of the list."""

    rows: list[Notice]


class Concern(Schema):
    """A concern of a partner, and the answer."""

    code: str
    party: str
    title: str
    text: str
    areas: list[str]
    state: str
    raised_at: datetime
    due_on: date
    answer: str
    answered_at: datetime | None
    consultation: str


class ConcernList(Listed):
    """One page of the list."""

    rows: list[Concern]


class AlertInfo(Schema):
    """What an alert says in one language."""

    language: str
    event: str
    urgency: str
    severity: str
    certainty: str
    headline: str
    areas: list[str]


class Alert(Schema):
    """A public alert as its sender wrote it."""

    identifier: str
    sender: str
    sent: datetime
    kind: str
    state: str
    source: str
    parties: list[str]
    ends_at: datetime | None
    infos: list[AlertInfo]


class AlertList(Listed):
    """One page of the list."""

    rows: list[Alert]


@router.get("/consultations", response=answers(ConsultationList), summary="List consultations")
def consultations(request: HttpRequest, wanted: Query[Wanted]) -> ConsultationList:
    """This will list the consultations that the reader may see, the latest first."""
    narrowed = queries.Wanted(tuple(wanted.state), wanted.q, wanted.party)
    found = queries.consultations(narrowed, limit=wanted.rows, offset=wanted.start)
    return ConsultationList(**paged(wanted, queries.count(narrowed)), rows=[_line(row) for row in found])


@router.get("/consultations/{code}", response=answers(ConsultationInFull, NOT_FOUND), summary="Read one consultation")
def consultation(request: HttpRequest, code: str) -> ConsultationInFull | HttpResponse:
    """This will give a consultation with its sessions and follow-ups, as far as the reader may see them."""
    row = queries.whole(code)
    if row is None:
        return missing(request)
    return ConsultationInFull(
        **_line(row).dict(),
        mandate=row.mandate,
        sessions=[SessionLine.from_orm(one) for one in row.sessions.all()],
        follow_ups=[FollowUp.from_orm(one) for one in row.follow_ups.all()],
    )


@router.get("/notices", response=answers(Notices), summary="List what was told of consultations with others")
def notices(request: HttpRequest, wanted: Query[Page]) -> Notices:
    """This will list what the reader was told of consultations to which it is not invited, the latest first."""
    found = queries.notices()
    return Notices(**paged(wanted, len(found)), rows=[Notice.from_orm(one) for one in part(wanted, found)])


@router.get("/concerns", response=answers(ConcernList), summary="List concerns")
def concerns(request: HttpRequest, wanted: Query[Concerns]) -> ConcernList:
    """This will list concerns: one's own, or all to the staff and Allies; those that are due first."""
    found = queries.concerns(open_only=wanted.waiting)
    return ConcernList(**paged(wanted, len(found)), rows=[Concern.from_orm(one) for one in part(wanted, found)])


@router.get("/alerts", response=answers(AlertList), summary="List public alerts")
def alerts(request: HttpRequest, wanted: Query[Alerts]) -> AlertList:
    """This will list public alerts, the latest first."""
    found = queries.alerts(everything=wanted.all, party=wanted.party)
    rows = [
        Alert(
            identifier=one.identifier,
            sender=one.sender,
            sent=one.sent,
            kind=one.kind,
            state=one.state,
            source=one.source,
            parties=one.parties,
            ends_at=one.ends_at,
            infos=[AlertInfo.from_orm(info) for info in one.infos.all()],
        )
        for one in part(wanted, found)
    ]
    return AlertList(**paged(wanted, len(found)), rows=rows)


def _line(row: Any) -> ConsultationLine:
    return ConsultationLine(
        code=row.code,
        title_en=row.title_in("en"),
        title_fr=row.title_in("fr"),
        requester=row.requester,
        state=row.state,
        occasion=row.occasion,
        body=row.body,
        framework=row.framework,
        area=row.area,
        participants=[one.party for one in row.participants.all()],
        requested_at=row.requested_at,
        agreed_at=row.agreed_at,
        closed_at=row.closed_at,
    )
