"""Assessments: planned, drafted from the status of goals, shared, discussed with the partner, before the Council."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.policy import pack
from comity.policy.programme_types import AssessmentStep
from comity.programmes import actions, queries
from comity.programmes.rules import GoalState
from comity.programmes.rules import assessment as rules
from comity.programmes.rules.assessment import Stage
from comity.web import page
from comity.web.page import locale
from comity.web.programmes import frame, labels, planning
from comity.web.register import subjects

CONFLICT, UNPROCESSABLE = 409, 422


@require_safe
def assessments(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show the assessments of a programme, the latest first, or say how one comes about."""
    one = frame.seen(request, party, period)
    steps = _steps(one)
    known = queries.facts_of_new_assessment(one.row, one.actor, one.now)
    return page.render(
        request,
        "programmes/assessments.html",
        {
            **frame.context(one, "assessments"),
            "rows": [_row(found) for found in queries.assessments(one.row)],
            "steps_of_type": [labels.ASSESSMENT_STEPS[step] for step in steps],
            "may_plan": rules.assesses(one.actor, known.programme).allowed,
        },
    )


def _steps(one: frame.Seen) -> tuple[AssessmentStep, ...]:
    return pack(one.row.pack).programme_type(one.row.type).assessment


def _row(found: Any) -> dict[str, Any]:
    word, tone = labels.STAGES[Stage(found.stage)]
    return {"row": found, "word": word, "tone": tone, "council_by": _council_by(found)}


def _council_by(found: Any) -> Any:
    """This will give the day by which the Council should have it, while it does not have it."""
    if found.until_on is None or found.stage in (Stage.WITH_COUNCIL, Stage.AGREED):
        return None
    return rules.council_by(found.until_on)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will plan an assessment."""
    one = frame.seen(request, party, period)
    with_mission = AssessmentStep.MISSION in _steps(one)
    form = (planning.Mission if with_mission else planning.NoMission)(page.sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.plan_assessment(one.row, one.actor, one.now, **form.cleaned_data)
        except Refused as refusal:
            return _form(request, one, form, _("Plan an assessment"), page.panel_of(refusal), CONFLICT)
        messages.success(request, _("Planned. The partner and the Allies are told."))
        return page.done(request, one.url("assessment", int(event.assessment.rpartition("/")[2])))
    panel = None
    if request.method != "POST":
        today = brussels_day(one.now)
        known = queries.facts_of_new_assessment(
            one.row, one.actor, one.now, from_on=today, until_on=today + timedelta(days=1)
        )
        panel = frame.why_not(rules.may_plan_assessment(one.actor, known, one.now), one.row.subject)
    return _form(request, one, form, _("Plan an assessment"), panel, UNPROCESSABLE if form.is_bound else 200)


def _form(
    request: HttpRequest, one: frame.Seen, form: Any, title: str, panel: Any, status: int, back: str = ""
) -> HttpResponse:
    return page.render(
        request,
        "programmes/plan.html",
        {
            **frame.context(one),
            "form": form,
            "form_title": title,
            "panel": panel,
            "back": back or one.url("assessments"),
        },
        status=status,
    )


@require_safe
def assessment(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will show one assessment as far as the reader may see it."""
    one, row = _seen(request, party, period, number)
    finding = getattr(row, "finding", None)
    facts = queries.facts_of_assessment(row, one.actor, one.now)
    steps = _steps(one)
    word, tone = labels.STAGES[Stage(row.stage)]
    today = brussels_day(one.now)
    due = _council_by(row)
    return page.render(
        request,
        "programmes/assessment.html",
        {
            **frame.context(one),
            "assessment": row,
            "assessment_word": word,
            "assessment_tone": tone,
            "assessment_marking": documents.marking_of([finding] if finding else [row], locale()),
            "finding": finding,
            "marks": _marks(row) if finding else [],
            "stages": [{"label": labels.ASSESSMENT_STEPS[step], "day": _day_of(row, step)} for step in steps],
            "read_from": rules.read_from(row.shared_on) if row.shared_on and row.stage == Stage.SHARED else None,
            "council_by": due,
            "is_late": due is not None and due < today,
            "decision_url": subjects.address(f"decision:{row.decision}") if row.decision else "",
            "may_draft": rules.may_draft_assessment(one.actor, facts, one.now).allowed,
            "may_share": rules.may_share_assessment(one.actor, facts, one.now).allowed,
            "may_discuss": rules.may_discuss_assessment(one.actor, facts, one.now).allowed,
            "why_not_draft": row.stage == Stage.PLANNED
            and rules.assesses(one.actor, one.facts).allowed
            and not rules.may_draft_assessment(one.actor, facts, one.now).allowed,
        },
    )


def _marks(row: Any) -> list[dict[str, Any]]:
    """This will say how each goal stood when the draft was written. One query."""
    found = row.marks.select_related("goal")
    return [{"row": mark, "state": labels.GOAL_STATES[GoalState(mark.state)]} for mark in found]


def _seen(request: HttpRequest, party: str, period: str, number: int) -> tuple[frame.Seen, Any]:
    one = frame.seen(request, party, period)
    row = queries.assessment(one.row, number)
    if row is None:
        raise Http404
    return one, row


def _day_of(row: Any, step: AssessmentStep) -> Any:
    """This will give the day on which a step was done, or the last of the days that it takes."""
    match step:
        case AssessmentStep.MISSION:
            return row.until_on
        case AssessmentStep.DRAFT:
            return row.shared_on
        case AssessmentStep.DISCUSSION:
            return row.discussed_on
    return row.agreed_on


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will write the draft; how each goal stands is taken from its status, and not typed again."""
    one, row = _seen(request, party, period, number)
    version = one.row.approved_version or one.row.shared_version
    goals = [found.goal for found in queries.goals(one.row, version=version)]
    finding = getattr(row, "finding", None)
    initial: dict[str, Any] = {f"goal_{mark.goal.number}": mark.text for mark in row.marks.select_related("goal")}
    form = planning.Draft(page.sent(request), goals=goals, initial={**initial, "text": finding.text if finding else ""})
    title, back = _("Write the assessment"), one.url("assessment", number)
    if request.method == "POST" and form.is_valid():
        try:
            actions.draft_assessment(row, one.actor, one.now, text=form.cleaned_data["text"], words=form.words())
        except Refused as refusal:
            return _form(request, one, form, title, page.panel_of(refusal), CONFLICT, back)
        messages.success(request, _("Kept. How each goal stands was taken from its status."))
        return page.done(request, back)
    panel = None
    if request.method != "POST":
        facts = queries.facts_of_assessment(row, one.actor, one.now)
        panel = frame.why_not(rules.may_draft_assessment(one.actor, facts, one.now), one.row.subject)
        form = None if panel else form  # type: ignore[assignment]
    return _form(request, one, form, title, panel, UNPROCESSABLE if request.method == "POST" else 200, back)


@require_POST
def share(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will show the draft to the partner and the Allies."""
    one, row = _seen(request, party, period, number)
    actions.share_assessment(row, one.actor, one.now)
    messages.success(request, _("Shared. The partner and the Allies can read it now."))
    return page.done(request, one.url("assessment", number))


@require_http_methods(["GET", "HEAD", "POST"])
def discuss(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will record the discussion; the item for the Council is drafted with it."""
    one, row = _seen(request, party, period, number)
    form = planning.Discussion(page.sent(request), initial={"held_on": brussels_day(one.now)})
    title, back = _("Record the discussion"), one.url("assessment", number)
    if request.method == "POST" and form.is_valid():
        try:
            actions.discuss_assessment(row, one.actor, one.now, **form.cleaned_data)
        except Refused as refusal:
            return _form(request, one, form, title, page.panel_of(refusal), CONFLICT, back)
        messages.success(request, _("Recorded. The item for the Council is drafted."))
        return page.done(request, back)
    panel = None
    if request.method != "POST":
        facts = queries.facts_of_assessment(row, one.actor, one.now)
        panel = frame.why_not(rules.may_discuss_assessment(one.actor, facts, one.now), one.row.subject)
    return _form(request, one, form, title, panel, UNPROCESSABLE if form.is_bound else 200, back)
