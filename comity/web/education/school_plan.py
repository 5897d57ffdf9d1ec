"""The plan for a school: its years, objectives and events, the agreement of both sides, contributions and reports."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.documents import queries as documents
from comity.education import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page, spreadsheet
from comity.web.education import asking, forms, labels, school_forms
from comity.web.education.schools import act_on, found, objectives_of
from comity.web.page import asked, locale


@require_safe
def school_events(request: HttpRequest) -> HttpResponse:
    """This will list the events of schools to which Allies and partners may contribute."""
    actor, _now = asked(request)
    asking.signed_in(actor)
    rows = _rows(request)
    area, words = request.GET.get("area", ""), request.GET.get("q", "")
    return page.render(
        request,
        "education/school_events.html",
        {
            "rows": [row for row in rows if _fits(row, area, words)],
            "total": len(rows),
            "area": area,
            "words": words,
            "areas": [{"value": one.value, "label": label} for one, label in labels.SUPPORT_AREAS.items()],
            "query": request.GET.urlencode(),
            "tabs": asking.tabs(),
            "marking": documents.marking_of([row["event"] for row in rows], locale()),
        },
    )


@require_safe
def export_events(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows(request)
    area, words = request.GET.get("area", ""), request.GET.get("q", "")
    return spreadsheet.answer(
        f"school-events-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of([row["event"] for row in rows], locale()),
        ["event", "title", "party", "school", "area", "due_on", "teachers", "contributors"],
        (
            [
                row["event"].pk,
                row["event"].title,
                row["support"].party_id,
                row["school"],
                row["event"].objective.area,
                row["event"].due_on,
                row["teachers"],
                " ".join(row["codes"]),
            ]
            for row in rows
            if _fits(row, area, words)
        ),
    )


@require_http_methods(["GET", "POST"])
def years(request: HttpRequest, pk: int) -> HttpResponse:
    """This will choose the academic years of the plan."""
    actor, now = asked(request)
    row = found(pk)
    first = min(row.from_year, rules.academic_year(brussels_day(now)))
    return act_on(
        request,
        row,
        school_forms.Years(page.sent(request), first=first, initial={"from_year": row.from_year, "years": row.years}),
        lambda sent: actions.set_years(row, actor, now, **sent),
        rules.may_set_years(actor, queries.facts_of_years(row, actor, now), now),
        (_("Choose the years of the plan"), _("Choose them")),
        _("The years are chosen."),
    )


@require_http_methods(["GET", "POST"])
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    """This will write an objective into the plan."""
    actor, now = asked(request)
    row = found(pk)
    return act_on(
        request,
        row,
        school_forms.Objective(page.sent(request)),
        lambda sent: actions.add_objective(row, actor, now, **sent),
        rules.may_add_objective(actor, queries.facts_of_support(row, actor, now), now),
        (_("Write an objective"), _("Write it into the plan")),
        _("The objective stands in the plan."),
    )


@require_http_methods(["GET", "POST"])
def drop_objective(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """This will take an objective out of the plan."""
    actor, now = asked(request)
    row = found(pk)
    if objective not in dict(objectives_of(row)):
        raise Http404
    return act_on(
        request,
        row,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.drop_objective(row, actor, now, objective=objective),
        rules.may_drop_objective(actor, queries.facts_of_objective(row, actor, now, objective=objective), now),
        (_("Take the objective out"), _("Take it out")),
        _("The objective is taken out."),
    )


@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """This will plan an event."""
    actor, now = asked(request)
    row = found(pk)
    return act_on(
        request,
        row,
        school_forms.Event(page.sent(request), objectives=objectives_of(row)),
        lambda sent: actions.plan_event(row, actor, now, **sent),
        rules.may_plan_event(actor, queries.facts_of_new_event(row, actor, now), now),
        (_("Plan an event"), _("Plan it")),
        _("The event stands in the plan."),
    )


@require_http_methods(["GET", "POST"])
def drop_event(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """This will drop an event with a reason."""
    actor, now, row, one = _asked_about(request, pk, event)
    return act_on(
        request,
        row,
        forms.Reason(page.sent(request)),
        lambda sent: actions.drop_event(row, actor, now, event=event, **sent),
        rules.may_drop_event(actor, queries.facts_of_event(row, actor, now, event=event), now),
        (_("Drop the event: %(title)s") % {"title": one.title}, _("Drop it")),
        _("The event is dropped."),
    )


@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """This will agree to the version of the plan that was read."""
    actor, now = asked(request)
    row = found(pk)
    read = request.GET.get("version", "")
    version = int(read) if read.isdecimal() and len(read) < 9 else row.version  # noqa: PLR2004 - what a column holds
    return act_on(
        request,
        row,
        school_forms.Agree(page.sent(request), initial={"version": version}),
        lambda sent: actions.agree_school_plan(row, actor, now, **sent),
        rules.may_agree_school_plan(actor, queries.facts_of_plan(row, actor, now, version=version), now),
        (_("Agree to the plan"), _("Agree")),
        _("Your side has agreed to the plan."),
    )


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """This will take an agreed plan into work again."""
    actor, now = asked(request)
    row = found(pk)
    return act_on(
        request,
        row,
        forms.Reason(page.sent(request)),
        lambda sent: actions.reopen_school_plan(row, actor, now, **sent),
        rules.may_reopen_school_plan(actor, queries.facts_of_support(row, actor, now), now),
        (_("Take the plan into work again"), _("Take it into work")),
        _("The plan is in work; both sides agree to it anew."),
    )


@require_http_methods(["GET", "POST"])
def contribute(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """This will promise teachers for an event, Ally or partner alike."""
    actor, now, row, one = _asked_about(request, pk, event)
    return act_on(
        request,
        row,
        school_forms.Contribute(page.sent(request)),
        lambda sent: actions.contribute(row, actor, now, event=event, **sent),
        rules.may_contribute(actor, queries.facts_of_promise(row, actor, now, event=event), now),
        (_("Promise teachers: %(title)s") % {"title": one.title}, _("Promise them")),
        _("It is promised; all who have signed in read it."),
    )


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """This will take back what one's own nation has promised."""
    actor, now, row, one = _asked_about(request, pk, event)
    return act_on(
        request,
        row,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.take_back(row, actor, now, event=event),
        rules.may_take_back(actor, queries.facts_of_event(row, actor, now, event=event), now),
        (_("Take the promise back: %(title)s") % {"title": one.title}, _("Take it back")),
        _("The promise is taken back."),
    )


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """This will say that an event was held, for how many people, and who came."""
    actor, now, row, one = _asked_about(request, pk, event)
    names = parties.names(locale())
    promised = [(given.party_id, names.get(given.party_id, given.party_id)) for given in one.contributions.all()]
    return act_on(
        request,
        row,
        school_forms.Report(
            page.sent(request),
            promised=promised,
            initial={"held_on": min(one.due_on, brussels_day(now)), "came": [code for code, _name in promised]},
        ),
        lambda sent: actions.report_event(row, actor, now, event=event, **sent),
        rules.may_report_event(actor, queries.facts_of_event(row, actor, now, event=event), now),
        (_("Report the event: %(title)s") % {"title": one.title}, _("Enter the report")),
        _("The event is reported and counted."),
    )


def _asked_about(request: HttpRequest, pk: int, event: int) -> tuple[Actor, Any, Any, Any]:
    """This will give who asks, when, the support and the event of its plan."""
    actor, now = asked(request)
    row = found(pk)
    for one in row.objectives.all():
        for held in one.events.all():
            if held.pk == event:
                return actor, now, row, held
    raise Http404


def _rows(request: HttpRequest) -> list[dict[str, Any]]:
    actor, now = asked(request)
    names = parties.names(locale())
    speaks = (actor.is_ally or actor.is_partner) and actor.has(*rules.SPEAKERS)
    rows = []
    for one in queries.open_events(brussels_day(now)):
        support = one.objective.support
        given = list(one.contributions.all())
        codes = [two.party_id for two in given]
        rows.append(
            {
                "event": one,
                "support": support,
                "school": support.provider.name_in(locale()),
                "party": names.get(support.party_id, support.party_id),
                "area": labels.SUPPORT_AREAS[rules.SupportArea(one.objective.area)],
                "codes": codes,
                "contributors": [names.get(code, code) for code in codes],
                "teachers": sum(two.teachers for two in given),
                "may": speaks and not actor.acts_for(support.party_id) and actor.party not in codes,
            }
        )
    return rows


def _fits(row: dict[str, Any], area: str, words: str) -> bool:
    known = area in set(rules.SupportArea)
    return (not known or row["event"].objective.area == area) and plain(words.strip()) in plain(
        f"{row['event'].title} {row['school']} {row['party']}"
    )
