"""Grants: the list, one grant from its letter to its closing, and what is written into it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.science import actions, queries, rules
from comity.web import page, spreadsheet
from comity.web.page import asked, locale
from comity.web.register import subjects
from comity.web.science import asking, calls, forms, granting, labels


@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """This will list the grants that the reader may see; `?state=running` keeps those that run."""
    _actor, now = asked(request)
    day, only_running = brussels_day(now), request.GET.get("state") == "running"
    found = [one for one in queries.grants() if not only_running or one.state == rules.GrantState.RUNNING]
    names, late = parties.names(locale()), queries.late(day)
    return page.render(
        request,
        "science/grants.html",
        {
            "rows": [_row(one, names, late[one.pk]) for one in found],
            "only_running": only_running,
            "total": sum(sum(one.application.budget.values()) for one in found),
            "marking": documents.marking_of(found, locale()),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the grants as a file, with its marking."""
    _actor, now = asked(request)
    day, found = brussels_day(now), queries.grants()
    late = queries.late(day)
    return spreadsheet.answer(
        f"grants-{day.isoformat()}",
        form,
        documents.marking_of(found, locale()),
        [
            *("letter", "title", "party", "call", "kind", "euros", "state", "starts_on", "ends_on"),
            *("decision", "reports_awaited", "reports_late"),
        ],
        (
            [
                one.letter,
                one.application.title,
                one.application.party_id,
                one.application.call.code,
                one.application.kind,
                sum(one.application.budget.values()),
                one.state,
                one.starts_on,
                one.ends_on,
                one.decision,
                one.awaited,
                late[one.pk],
            ]
            for one in found
        ),
    )


@require_safe
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show a grant: its letter, milestones, payments by heading, reports, inventory, closing."""
    actor, now = asked(request)
    row = _found(queries.grant(pk))
    day = brussels_day(now)
    facts = queries.facts_of_grant(row, actor, now)
    names = parties.names(locale())
    application = row.application
    word, tone = labels.GRANTS[facts.state]
    milestones = list(row.milestones.order_by("due_on", "pk"))
    payments = list(row.payments.order_by("number"))
    reports = list(row.reports.order_by("number"))
    is_desk = rules.desk(actor).allowed
    is_mission = rules.may_send_report(actor, rules.PartFacts(facts.party, is_open=True), now).allowed
    return page.render(
        request,
        "science/grant.html",
        {
            "grant": row,
            "application": application,
            "name": names.get(facts.party, facts.party),
            "kind": asking.kind(application.kind),
            "word": word,
            "tone": tone,
            "total": sum(application.budget.values()),
            "letter_url": subjects.address(f"paper:{row.letter}"),
            "decision_url": subjects.address(f"decision:{row.decision}") if actor.is_staff or actor.is_ally else "",
            "headings": [
                {
                    "name": asking.heading(code),
                    "sum": sum_,
                    "asked": facts.asked.get(code, 0),
                    "left": sum_ - facts.asked.get(code, 0),
                }
                for code, sum_ in application.budget.items()
            ],
            "milestones": [_milestone(one, day) for one in milestones],
            "payments": [_payment(one) for one in payments],
            "reports": [_report(one, day) for one in reports],
            "properties": list(row.properties.order_by("bought_on", "pk")),
            "runs": facts.state is rules.GrantState.RUNNING,
            "is_desk": is_desk,
            "is_mission": is_mission,
            "may_close": is_desk and facts.state is rules.GrantState.RUNNING,
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end, in writing, an application that gets no grant."""
    actor, now = asked(request)
    row = asking.found_application(pk)
    back = page.address("science:application", row.pk)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.decline(row, actor, now, **sent),
        may=rules.may_decline(actor, queries.facts_of_award(row, actor, now), now),
        said=_("The application gets no grant; the mission reads why."),
        context={
            "title": _("No grant"),
            "label": _("Say so"),
            "back": back,
            "trail": [calls.trail(), {"label": row.title, "url": back}],
        },
    )


@require_http_methods(["GET", "POST"])
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """This will set a milestone."""
    actor, now = asked(request)
    row = _found(queries.grant(pk))
    return page.act_page(
        request,
        granting.Milestone(page.sent(request)),
        lambda sent: actions.add_milestone(row, actor, now, **sent),
        may=rules.may_add_milestone(actor, queries.facts_of_grant(row, actor, now), now),
        said=_("The milestone is set."),
        context=_context(row, _("Set a milestone"), _("Set it")),
    )


@require_http_methods(["GET", "POST"])
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    """This will say that a milestone is met."""
    actor, now = asked(request)
    row = _found(queries.milestone(pk))
    return page.act_page(
        request,
        granting.Evidence(page.sent(request)),
        lambda sent: actions.meet(row, actor, now, **sent),
        may=rules.may_meet(actor, queries.facts_of_milestone(row, actor, now), now),
        said=_("The milestone is met."),
        context=_context(row.grant, row.title, _("It is met")),
    )


@require_http_methods(["GET", "POST"])
def ask_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """This will ask for a payment."""
    actor, now = asked(request)
    row = _found(queries.grant(pk))
    return page.act_page(
        request,
        granting.AskPayment(page.sent(request), headings=row.application.budget),
        lambda sent: actions.ask_payment(row, actor, now, **sent),
        may=rules.may_ask_payment(actor, queries.facts_of_grant(row, actor, now), now),
        said=_("The payment is asked for."),
        context=_context(row, _("Ask for a payment"), _("Ask")),
    )


@require_http_methods(["GET", "POST"])
def approve_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """This will approve a request for payment."""
    actor, now = asked(request)
    row = _found(queries.payment(pk))
    facts = queries.facts_of_payment(row, actor, now) if actor.is_staff else rules.PartFacts("", is_open=True)
    return page.act_page(
        request,
        forms.Confirm(page.sent(request)),
        lambda _sent: actions.approve_payment(row, actor, now),
        may=rules.may_approve_payment(actor, facts, now),
        said=_("The request is approved; the money is owed."),
        context=_context(row.grant, _("Approve request %(number)s") % {"number": row.number}, _("Approve it")),
    )


@require_http_methods(["GET", "POST"])
def refuse_payment(request: HttpRequest, pk: int) -> HttpResponse:
    """This will refuse a request for payment."""
    actor, now = asked(request)
    row = _found(queries.payment(pk))
    facts = rules.PartFacts("", is_open=row.state == rules.PaymentState.ASKED)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.refuse_payment(row, actor, now, **sent),
        may=rules.may_refuse_payment(actor, facts, now),
        said=_("The request is refused; the mission reads why."),
        context=_context(row.grant, _("Refuse request %(number)s") % {"number": row.number}, _("Refuse it")),
    )


@require_http_methods(["GET", "POST"])
def send_report(request: HttpRequest, pk: int) -> HttpResponse:
    """This will send a report on progress."""
    actor, now = asked(request)
    row = _found(queries.report(pk))
    return page.act_page(
        request,
        granting.Report(page.sent(request)),
        lambda sent: actions.send_report(row, actor, now, **sent),
        may=rules.may_send_report(actor, queries.facts_of_report(row, actor, now), now),
        said=_("The report is sent."),
        context=_context(row.grant, _("Report %(number)s") % {"number": row.number}, _("Hand it in")),
    )


@require_http_methods(["GET", "POST"])
def enter_property(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter in the inventory what was bought."""
    actor, now = asked(request)
    row = _found(queries.grant(pk))
    return page.act_page(
        request,
        granting.Property(page.sent(request), initial={"on": brussels_day(now)}),
        lambda sent: actions.enter_property(row, actor, now, **sent),
        may=rules.may_enter_property(actor, queries.facts_of_grant(row, actor, now), now),
        said=_("It stands in the inventory."),
        context=_context(row, _("Enter what was bought"), _("Enter it")),
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """This will close a grant."""
    actor, now = asked(request)
    row = _found(queries.grant(pk))
    return page.act_page(
        request,
        granting.Close(page.sent(request)),
        lambda sent: actions.close(row, actor, now, **sent),
        may=rules.may_close(actor, queries.facts_of_grant(row, actor, now), now),
        said=_("The grant is closed."),
        context=_context(row, _("Close the grant"), _("Close it")),
    )


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    back = page.address("science:grant", row.pk)
    above = {"label": _("Grants"), "url": page.address("science:grants")}
    return {
        "title": title,
        "label": label,
        "back": back,
        "trail": [calls.trail(), above, {"label": row.letter, "url": back}],
    }


def _row(one: Any, names: dict[str, str], late: int) -> dict[str, Any]:
    word, tone = labels.GRANTS[rules.GrantState(one.state)]
    party = one.application.party_id
    return {
        "grant": one,
        "title": one.application.title,
        "name": names.get(party, party),
        "kind": asking.kind(one.application.kind),
        "sum": sum(one.application.budget.values()),
        "late": late,
        "word": word,
        "tone": tone,
    }


def _milestone(one: Any, day: date) -> dict[str, Any]:
    if one.met_on:
        word, tone = _("Met"), "success"
    else:
        word, tone = (_("Overdue"), "clay") if one.due_on < day else (_("To come"), "info")
    return {"row": one, "word": word, "tone": tone}


def _payment(one: Any) -> dict[str, Any]:
    word, tone = labels.PAYMENTS[rules.PaymentState(one.state)]
    is_open = one.state == rules.PaymentState.ASKED
    return {"row": one, "heading": asking.heading(one.heading), "word": word, "tone": tone, "is_open": is_open}


def _report(one: Any, day: date) -> dict[str, Any]:
    if one.sent_on:
        word, tone = _("Handed in"), "success"
    else:
        word, tone = (_("Overdue"), "clay") if one.due_on < day else (_("To come"), "info")
    return {"row": one, "word": word, "tone": tone}
