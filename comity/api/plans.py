"""Programmes in force for programs: their actions and goals, help of Allies, assessments, surveys; how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from comity.api.service import (
    CONFLICT,
    NOT_FOUND,
    Allowed,
    Listed,
    Page,
    actor_of,
    allowed,
    answers,
    missing,
    now_of,
    paged,
    part,
    told,
)
from comity.core.calendar import brussels_day
from comity.programmes import actions, queries
from comity.programmes.rules import plans as rules

router = Router(tags=["programmes"])
MOST_NUMBER, MOST_AT_ONCE = 100_000, 500
HERE = "/programmes/{party}/{period}"


class ActionsWanted(Page):
    """How the actions are narrowed; the words are those of the address of the page."""

    q: str = Field("", max_length=80)
    chapter: str = Field("", max_length=32)
    goal: int | None = Field(None, ge=1, le=MOST_NUMBER)
    status: rules.ActionState | Literal["late"] | None = None


class Help(Schema):
    """What a single Ally does for an action."""

    ally: str
    state: str
    text: str
    offered_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None


class ActionLine(Schema):
    """An action as it stands: `state` and `note` are those of the latest report."""

    number: int
    goal: int
    chapter: str
    title: str
    due_on: date
    lead: str
    state: str
    note: str
    reported_at: datetime | None
    side: str
    is_late: bool
    help: list[Help]


class Actions(Listed):
    """One page of the actions, and whether the reader may report on them."""

    rows: list[ActionLine]
    report: Allowed


class ActionReport(Schema):
    """How far an action was, as one side saw it."""

    state: str
    note: str
    side: str
    at: datetime


class Action(ActionLine):
    """An action with all that was reported of it, the latest first."""

    reports: list[ActionReport]


class NewReport(Schema):
    """How far actions are, all of them alike."""

    numbers: Annotated[list[Annotated[int, Field(ge=1, le=MOST_NUMBER)]], Field(min_length=1, max_length=MOST_AT_ONCE)]
    state: rules.ActionState
    note: Annotated[str, Field(max_length=2_000)] = ""


class GoalStatus(Schema):
    """How a goal stands: its own progress as last recorded, and how many of its actions are done or late."""

    number: int
    title: str
    areas: list[str]
    objectives: list[str]
    state: str
    percent: int | None
    note: str
    recorded_at: datetime | None
    actions: int
    done: int
    late: int
    given_up: int


class AssessmentLine(Schema):
    """An assessment in a list."""

    number: int
    stage: str
    from_on: date | None
    until_on: date | None
    team: str
    planned_at: datetime
    shared_on: date | None
    discussed_on: date | None
    agreed_on: date | None
    decision: str


class Mark(Schema):
    """How a goal stood when the draft was written."""

    goal: int
    title: str
    state: str
    percent: int
    actions: int
    done: int
    late: int
    text: str


class Assessment(AssessmentLine):
    """An assessment with what it says, once the reader may read it."""

    text: str
    discussion: str
    marks: list[Mark]


class SurveyLine(Schema):
    """A survey of one year."""

    year: int
    opened_at: datetime
    handed_in_at: datetime | None


class Answer(Schema):
    """An answer, that of the survey before, and how the two stand to each other."""

    question: str
    text: str
    before: str | None
    mark: str
    is_confirmed: bool


class Survey(SurveyLine):
    """A survey with its answers; before it is handed in they are its partner's alone."""

    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Seen:
    """A programme as the reader sees it on the day."""

    row: Any
    version: int
    today: date


def _seen(request: HttpRequest, party: str, period: str) -> Seen | None:
    row = queries.programme_at(party, period)
    if row is None:
        return None
    return Seen(row, queries.seen_version(row, actor_of(request)), brussels_day(now_of(request)))


# -- to read -----------------------------------------------------------------------------------------------------------


@router.get(f"{HERE}/actions", response=answers(Actions, NOT_FOUND), summary="List the actions of a programme")
def list_actions(request: HttpRequest, party: str, period: str, wanted: Query[ActionsWanted]) -> Actions | HttpResponse:
    """This will list the actions with how far they are and who helps, by number."""
    one = _seen(request, party, period)
    if one is None:
        return missing(request)
    lines = [line for line in queries.action_lines(one.row, one.today, version=one.version) if _fits(line, wanted)]
    actor, now = actor_of(request), now_of(request)
    may = rules.may_report(actor, queries.facts_of(one.row, actor, now), now)
    rows = [_action(line) for line in part(wanted, lines)]
    return Actions(**paged(wanted, len(lines)), rows=rows, report=allowed(may))


@router.get(f"{HERE}/actions/{{int:number}}", response=answers(Action, NOT_FOUND), summary="Read one action")
def read_action(request: HttpRequest, party: str, period: str, number: int) -> Action | HttpResponse:
    """This will give an action with its reports and all help with it."""
    one = _seen(request, party, period)
    if one is None or not 0 < number <= MOST_NUMBER:
        return missing(request)
    line = queries.action(one.row, number, one.today, version=one.version)
    if line is None:
        return missing(request)
    reports = [ActionReport.from_orm(said) for said in queries.action_reports(one.row, number)]
    return Action(**dict(_action(line)), reports=reports)


@router.get(f"{HERE}/goals", response=answers(list[GoalStatus], NOT_FOUND), summary="Read how the goals stand")
def goals(request: HttpRequest, party: str, period: str) -> list[GoalStatus] | HttpResponse:
    """This will tell how each goal stands, from what was recorded of it and of its actions."""
    one = _seen(request, party, period)
    if one is None:
        return missing(request)
    return [_goal(found) for found in queries.status(one.row, one.today, version=one.version)]


@router.get(
    f"{HERE}/assessments", response=answers(list[AssessmentLine], NOT_FOUND), summary="List assessments of a programme"
)
def assessments(request: HttpRequest, party: str, period: str) -> list[AssessmentLine] | HttpResponse:
    """This will list the assessments of a programme, the latest first."""
    one = _seen(request, party, period)
    return missing(request) if one is None else [AssessmentLine.from_orm(row) for row in queries.assessments(one.row)]


@router.get(f"{HERE}/assessments/{{number}}", response=answers(Assessment, NOT_FOUND), summary="Read one assessment")
def assessment(request: HttpRequest, party: str, period: str, number: int) -> Assessment | HttpResponse:
    """This will give an assessment; what it says is told to those who may read it by then."""
    one = _seen(request, party, period)
    row = None if one is None or not 0 < number <= MOST_NUMBER else queries.assessment(one.row, number)
    if row is None:
        return missing(request)
    finding = getattr(row, "finding", None)
    marks = row.marks.select_related("goal") if finding else ()
    return told(
        Assessment,
        row,
        text=finding.text if finding else "",
        discussion=finding.discussion if finding else "",
        marks=[told(Mark, mark, goal=mark.goal.number, title=mark.goal.title) for mark in marks],
    )


@router.get(f"{HERE}/surveys", response=answers(list[SurveyLine], NOT_FOUND), summary="List surveys of a programme")
def surveys(request: HttpRequest, party: str, period: str) -> list[SurveyLine] | HttpResponse:
    """This will list the surveys of a programme, one for each year, the latest first."""
    one = _seen(request, party, period)
    return missing(request) if one is None else [SurveyLine.from_orm(row) for row in queries.surveys(one.row)]


@router.get(f"{HERE}/surveys/{{year}}", response=answers(Survey, NOT_FOUND), summary="Read one survey")
def survey(request: HttpRequest, party: str, period: str, year: int) -> Survey | HttpResponse:
    """This will give a survey; its answers to its partner, and to the others once it is handed in."""
    one = _seen(request, party, period)
    row = None if one is None or not 0 < year <= date.max.year else queries.survey(one.row, year)
    if one is None or row is None:
        return missing(request)
    reads = row.handed_in_at is not None or actor_of(request).acts_for(one.row.party_code)
    found = [
        told(Answer, each, question=each.question.code, mark=each.mark.value)
        for each in (queries.answered(row) if reads else ())
    ]
    return told(Survey, row, answers=found)


# -- to do -------------------------------------------------------------------------------------------------------------


@router.post(
    f"{HERE}/actions/report",
    response=answers(list[ActionLine], NOT_FOUND, CONFLICT),
    summary="Report how far actions are",
)
def report(request: HttpRequest, party: str, period: str, sent: NewReport) -> list[ActionLine] | HttpResponse:
    """This will say how far actions are, one or many at once, and give them as they stand now."""
    one = _seen(request, party, period)
    if one is None:
        return missing(request)
    numbers = tuple(dict.fromkeys(sent.numbers))
    actions.report_actions(
        one.row, actor_of(request), now_of(request), numbers=numbers, state=sent.state, note=sent.note
    )
    lines = queries.action_lines(one.row, one.today, version=one.version)
    return [_action(line) for line in lines if line.number in numbers]


def _fits(line: queries.ActionLine, wanted: ActionsWanted) -> bool:
    row, status = line.row, wanted.status
    return (
        wanted.q.strip().lower() in f"{row.title} {row.lead}".lower()
        and wanted.chapter in {"", row.chapter}
        and wanted.goal in {None, row.goal.number}
        and (status is None or (line.is_late if status == "late" else line.state == status))
    )


def _action(line: queries.ActionLine) -> ActionLine:
    row = line.row
    own = {name: getattr(row, name) for name in ("chapter", "title", "due_on", "lead")}
    helping = [told(Help, each, ally=each.ally_id) for each in line.help]
    return told(ActionLine, line, **own, goal=row.goal.number, state=line.state.value, help=helping)


def _goal(found: queries.GoalStatus) -> GoalStatus:
    last = found.last
    return told(
        GoalStatus,
        found.goal,
        percent=last.percent if last else None,
        note=last.note if last else "",
        recorded_at=last.at if last else None,
        actions=found.count.total,
        done=found.count.done,
        late=found.count.late,
        given_up=found.count.given_up,
    )
