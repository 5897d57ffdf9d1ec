"""Reports that write themselves, from the status of goals and actions; a goal with all documents that name it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core.calendar import brussels_day
from comity.documents import rendering
from comity.policy import pack
from comity.programmes import queries
from comity.programmes.rules import GoalState, State
from comity.web import page
from comity.web.page import asked, locale
from comity.web.programmes import frame, labels
from comity.web.programmes.views.outputs import PDF, answer, name, spec


@require_safe
def report(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show how each goal stands. Its queries do not grow with goals or actions."""
    one = frame.seen(request, party, period)
    found = queries.status(one.row, brussels_day(one.now), version=one.version)
    return page.render(
        request,
        "programmes/report.html",
        {
            **frame.context(one, "report"),
            "rows": [_row(each) for each in found],
            "has_actions": pack(one.row.pack).programme_type(one.row.type).has_actions,
            "total": sum(each.count.total for each in found),
            "done": sum(each.count.done for each in found),
            "late": sum(each.count.late for each in found),
        },
    )


def _row(each: queries.GoalStatus) -> dict[str, Any]:
    return {
        "goal": each.goal,
        "place": each.place,
        "state": labels.GOAL_STATES[GoalState(each.goal.state)],
        "count": each.count,
        "last": each.last,
        "side": labels.SIDES_BY[each.last.side] if each.last else "",
    }


@require_safe
def report_pdf(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will print the same report, with its marking."""
    one = frame.seen(request, party, period)
    found = queries.status(one.row, brussels_day(one.now), version=one.version)
    head = (_("No."), _("Goal"), _("State"), _("Reached"), _("Actions done"), _("Late"), _("Last report"))
    rows = tuple(
        (
            str(each.place),
            each.goal.title,
            str(labels.GOAL_STATES[GoalState(each.goal.state)][0]),
            f"{each.goal.percent} %",
            f"{each.count.done}/{each.count.total}",
            str(each.count.late),
            each.last.note if each.last else "",
        )
        for each in found
    )
    blocks: tuple[rendering.Block, ...] = (
        (rendering.Table(head, rows, caption=_("Goals")),)
        if rows
        else (rendering.Paragraph((rendering.Run(_("There is no goal yet."), rendering.Mark.QUIET),)),)
    )
    return answer(rendering.pdf(spec(one, blocks, subtitle=_("Report"))), PDF, name(one, "pdf", more="-report"))


@require_safe
def goal(request: HttpRequest, party: str, number: int) -> HttpResponse:
    """This will show one goal: every document that names it, what was recorded, what assessments found."""
    _actor, now = asked(request)
    row = queries.goal(party, number)
    if row is None:
        raise Http404
    documents = queries.documents_of(row)
    return page.render(
        request,
        "programmes/goal.html",
        {
            "goal": row,
            "state": labels.GOAL_STATES[GoalState(row.state)],
            "areas": [pack().area(code).name.in_(locale()) for code in row.areas if code in pack().areas],
            "documents": [
                {
                    "row": each,
                    "title": queries.title(each, locale()),
                    "word": labels.STATES[State(each.state)][0],
                    "tone": labels.STATES[State(each.state)][1],
                }
                for each in documents
            ],
            "progress": [
                {"row": each, "side": labels.SIDES_BY[each.side]} for each in queries.progress([row.pk]).get(row.pk, [])
            ],
            "marks": [
                {"row": each, "assessment": each.assessment, "programme": each.assessment.programme}
                for each in queries.marks_of(row)
            ],
            "today": brussels_day(now),
        },
    )
