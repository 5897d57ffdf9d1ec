"""Feedback for programs: the reports that one's party owes or gave, what was said of an activity, what to retire."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from comity.api.service import NOT_FOUND, actor_of, answers, missing
from comity.feedback import queries, rules
from comity.menu import queries as menu

router = Router(tags=["feedback"])


class Wanted(Schema):
    """How the list is narrowed."""

    state: rules.State | None = None


class Report(Schema):
    """A report that was asked for."""

    activity_id: str
    title_en: str
    title_fr: str
    respondent: str
    party: str
    due_on: date
    state: str
    sent_at: datetime | None


class Summary(Schema):
    """What reports say of an activity; averages only from three answers on."""

    activity_id: str
    course: str
    asked: int
    sent: int
    averages: dict[str, str]
    overall: Decimal | None
    provider_reported: bool


class Proposal(Schema):
    """An activity that is proposed to be retired, with the grounds."""

    activity_id: str
    title_en: str
    title_fr: str
    grounds: list[str]
    proposed_at: datetime
    outcome: str
    decided_at: datetime | None
    reason: str
    replacement: str


@router.get("/reports", response=answers(list[Report]), summary="List the reports of one's party")
def reports(request: HttpRequest, wanted: Query[Wanted]) -> list[Report]:
    """This will list the reports that the reader's party owes or has sent."""
    found = queries.reports_of(actor_of(request).party or "-", state=wanted.state)
    return [Report.from_orm(one) for one in found]


@router.get("/activities/{code}/feedback", response=answers(Summary, NOT_FOUND), summary="Read what was reported")
def summary(request: HttpRequest, code: str) -> Summary | HttpResponse:
    """This will give what the reports on an activity say together."""
    found = queries.summary(code) if menu.activity(code) is not None else None
    return missing(request) if found is None else Summary.from_orm(found)


@router.get("/proposals", response=answers(list[Proposal]), summary="List proposals to retire activities")
def proposals(request: HttpRequest) -> list[Proposal]:
    """This will list the activities that are proposed to be retired, as far as the reader may see them."""
    return [Proposal.from_orm(one) for one in queries.proposals()]
