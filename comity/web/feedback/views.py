"""Reports: what one owes, one report, the personal link, and what the reports on an activity add up to."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import ANONYMOUS, Actor
from comity.feedback import actions, queries, rules
from comity.kernel.action import Refused
from comity.kernel.scope import reading
from comity.menu import queries as menu
from comity.parties import queries as parties
from comity.policy import pack
from comity.web import page
from comity.web.feedback import labels
from comity.web.feedback.forms import ReportForm
from comity.web.page import asked, locale
from comity.web.refusals import panels

CONFLICT, UNPROCESSABLE = 409, 422


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """This will list the reports that the reader's party owes or has sent."""
    actor, now = asked(request)
    rows = [_row(one, now) for one in queries.reports_of(actor.party or "")] if actor.party else []
    asked_for, came = queries.response_rates(since=now.date().replace(month=1, day=1))
    return page.render(request, "feedback/reports.html", {"rows": rows, "asked_for": asked_for, "came": came})


def _row(one: Any, now: datetime) -> dict[str, Any]:
    state, tone = labels.STATES[rules.State(one.state)]
    return {
        "code": one.activity_id,
        "title": one.title_in(locale()),
        "respondent": labels.RESPONDENTS[rules.Respondent(one.respondent)],
        "ends_on": one.ends_on,
        "due_on": one.due_on,
        "is_late": one.state == rules.State.ASKED and one.due_on < now.date(),
        "state": state,
        "tone": tone,
        "url": reverse("feedback:report", args=[one.activity_id]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the report that the reader's party owes on an activity, and take it."""
    actor, _now = asked(request)
    found = queries.own_report(code, actor)
    if found is None:
        raise Http404
    return _report(request, found, actor, reverse("feedback:reports"), by_link=False)


@page.public
@require_http_methods(["GET", "HEAD", "POST"])
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """This will show a participant's report to whoever holds its personal link, and take it."""
    pk = queries.linked(token)
    if pk is None:
        raise Http404
    with reading({f"report:{pk}"}):
        found = queries.report(pk)
        if found is None:
            raise Http404
        return _report(request, found, ANONYMOUS, request.path, by_link=True)


def _report(request: HttpRequest, found: Any, actor: Actor, back: str, *, by_link: bool) -> HttpResponse:
    """This will show the form with what was written before; a refusal keeps what was typed."""
    _actor, now = asked(request)
    before = getattr(found, "answer", None)
    initial = {**before.marks, "text": before.text} if before else {}
    form = ReportForm(found.respondent, request.POST or None, initial=initial)
    status, refusal = 200, None
    may = rules.may_correct if found.state == rules.State.SENT else rules.may_send
    verdict = may(actor, queries.facts_of(found, actor, now, by_link=by_link), now)
    if request.method == "POST" and not form.is_valid():
        status = UNPROCESSABLE
    elif request.method == "POST":
        verb = actions.correct if found.state == rules.State.SENT else actions.send
        try:
            verb(found, actor, now, marks=form.marks, text=form.cleaned_data["text"], by_link=by_link)
        except Refused as no:
            status, refusal = CONFLICT, no
        else:
            messages.success(request, _("Thank you. The report is entered."))
            return page.done(request, back)
    return page.render(
        request,
        "feedback/report.html",
        {
            "report": found,
            "title": found.title_in(locale()),
            "form": form,
            "form_title": pack().form(found.respondent).title.in_(locale()),
            "is_sent": found.state == rules.State.SENT,
            "until": rules.accepted_until(found.due_on),
            "by_link": by_link,
            "panels": panels.panels(verdict, about=found.subject) if not verdict.allowed else [],
            "panel": panels.one_of(page.panels(refusal.verdict, number=refusal.refusal.number)) if refusal else None,
        },
        status=status,
    )


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """This will show what the reports on an activity add up to, with the trend of its course."""
    row = menu.activity(code)
    if row is None:
        raise Http404
    actor, now = asked(request)
    names = parties.names(locale())
    summary = queries.summary(code)
    course = row.course.code if row.course else ""
    own = queries.own_report(code, actor)
    return page.render(
        request,
        "feedback/results.html",
        {
            "row": row,
            "title": row.title_in(locale()),
            "summary": summary,
            "questions": _questions(summary),
            "trend": queries.trend(course),
            "course": course,
            "own": own,
            "texts": [
                {
                    "who": labels.RESPONDENTS[rules.Respondent(one.report.respondent)],
                    "party": names.get(one.report.party, one.report.party),
                    "text": one.text,
                    "at": one.at,
                }
                for one in queries.answers_on(code)
                if one.text
            ],
            "awaited": [_row(one, now) for one in queries.reports_on(code)] if actor.is_staff else [],
            "proposal": queries.proposal_on(code),
        },
    )


def _questions(summary: Any) -> list[dict[str, Any]]:
    """This will put the averages into the words and the order of the forms."""
    if summary is None:
        return []
    return [
        {
            "text": question.text.in_(locale()),
            "mark": Decimal(summary.averages[question.code]),
            "who": form.title.in_(locale()),
        }
        for form in pack().forms.values()
        for question in form.questions
        if question.code in summary.averages
    ]
