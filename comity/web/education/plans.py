"""The action plan of an integrity review: measures, agreement of both sides, progress, and the plan as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.education import actions, queries, rules
from comity.education.rules import MeasureState
from comity.web import page, spreadsheet
from comity.web.education import forms, labels, reviewing
from comity.web.page import asked, locale


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show the measures with who answers for each, by when, and how far it is."""
    one = reviewing.seen(request, pk)
    facts, actor, now = one.facts, one.actor, one.now
    rows = queries.measures_of(one.row)
    partner = one.names.get(one.row.party_id, one.row.party_id)
    return page.render(
        request,
        "education/integrity_plan.html",
        {
            **reviewing.frame(one, "plan", rows),
            "rows": [_row(one, each) for each in rows],
            "agreed": [partner if side == Side.PARTNER else _("International Staff") for side in one.row.agreed],
            "is_followed": facts.is_followed,
            "may_add": rules.may_add_measure(actor, rules.MeasureFacts(facts), now).allowed,
            "may_agree": rules.may_agree_plan(actor, facts, now).allowed,
            "may_reopen": rules.may_reopen_plan(actor, facts, now).allowed,
        },
    )


@require_safe
def export(request: HttpRequest, pk: str, form: str) -> HttpResponse:
    """This will give the plan as a file, with its marking."""
    one = reviewing.seen(request, int(pk))
    rows = queries.measures_of(one.row)
    return spreadsheet.answer(
        f"integrity-plan-{one.row.party_id}-{one.row.round}",
        form,
        documents.marking_of([one.row, *rows], locale()),
        ["area", "measure", "office", "deadline", "state", "carried_over", "note", "noted_on"],
        (
            [
                reviewing.area(each.area),
                each.text,
                each.office,
                each.due_on,
                each.state,
                "yes" if each.carried_from_id else "no",
                each.note,
                each.noted_on,
            ]
            for each in rows
        ),
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """This will put a measure into the plan."""
    one = reviewing.seen(request, pk)
    return page.act_page(
        request,
        reviewing.AddMeasure(page.sent(request)),
        lambda sent: actions.add_measure(one.row, one.actor, one.now, **sent),
        may=rules.may_add_measure(one.actor, rules.MeasureFacts(one.facts), one.now),
        said=_("The measure stands in the plan."),
        context=_context(one.row, _("Add a measure"), _("Add it")),
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """This will change what a measure says."""
    actor, now = asked(request)
    row = _found(pk)
    said = {"text": row.text, "office": row.office, "due_on": row.due_on}
    return page.act_page(
        request,
        reviewing.ChangeMeasure(page.sent(request), initial=said),
        lambda sent: actions.change_measure(row, actor, now, **sent),
        may=rules.may_change_measure(actor, queries.facts_of_measure(row, actor, now), now),
        said=_("The measure is changed; both sides agree anew."),
        context=_context(row.review, _("Change the measure"), _("Change the measure")),
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """This will drop a measure, with the reason."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.drop_measure(row, actor, now, **sent),
        may=rules.may_drop_measure(actor, queries.facts_of_measure(row, actor, now), now),
        said=_("The measure is dropped and stays in the plan as such."),
        context=_context(row.review, _("Drop the measure"), _("Drop it")),
    )


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """This will say how far a measure is."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        reviewing.ReportMeasure(page.sent(request), initial={"state": row.state}),
        lambda sent: actions.report_measure(row, actor, now, **sent),
        may=rules.may_report_measure(actor, queries.facts_of_measure(row, actor, now), now),
        said=_("It is entered how far the measure is."),
        context=_context(row.review, _("Report on the measure"), _("Enter it")),
    )


@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """This will agree the plan for one's own side."""
    one = reviewing.seen(request, pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.agree_plan(one.row, one.actor, one.now),
        may=rules.may_agree_plan(one.actor, one.facts, one.now),
        said=_("Your side has agreed the plan."),
        context=_context(one.row, _("Agree the plan"), _("Agree")),
    )


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """This will open an agreed plan again."""
    one = reviewing.seen(request, pk)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.reopen_plan(one.row, one.actor, one.now, **sent),
        may=rules.may_reopen_plan(one.actor, one.facts, one.now),
        said=_("The plan is open again; both sides agree anew."),
        context=_context(one.row, _("Open the plan again"), _("Open it")),
    )


def _found(pk: int) -> Any:
    row = queries.measure(pk)
    if row is None:
        raise Http404
    return row


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    return reviewing.context(row, "integrity_plan", title, label)


def _row(one: reviewing.Seen, row: Any) -> dict[str, Any]:
    state = MeasureState(row.state)
    facts = rules.MeasureFacts(one.facts, state)
    word, tone = labels.MEASURES[state]
    return {
        "row": row,
        "area": reviewing.area(row.area),
        "word": word,
        "tone": tone,
        "is_late": reviewing.is_late(row, brussels_day(one.now)),
        "may_change": rules.may_change_measure(one.actor, facts, one.now).allowed,
        "may_report": rules.may_report_measure(one.actor, facts, one.now).allowed,
    }
