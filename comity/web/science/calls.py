"""Calls for grants: the list, one call with what came in and the ranking of its panel."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.policy import number, pack
from comity.science import actions, queries, rules
from comity.web import page, spreadsheet
from comity.web.page import asked, locale
from comity.web.science import asking, forms, labels

STAFF_PARTY = "IS"


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """This will list the calls, those that close last first; `?state=open` keeps those that are open."""
    actor, now = asked(request)
    day, only_open = brussels_day(now), request.GET.get("state") == "open"
    found = [one for one in queries.calls() if not only_open or one.closes_on >= day]
    return page.render(
        request,
        "science/calls.html",
        {
            "rows": [_row(one, day) for one in found],
            "only_open": only_open,
            "may": rules.desk(actor).allowed,
            "marking": documents.marking_of(found, locale()),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the list of calls as a file, with its marking."""
    _actor, now = asked(request)
    found = queries.calls()
    return spreadsheet.answer(
        f"calls-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of(found, locale()),
        ["code", "title", "kinds", "priorities", "opens_on", "closes_on", "applications"],
        (
            [
                one.code,
                asking.title_of(one),
                " ".join(one.kinds),
                " ".join(one.priorities),
                one.opens_on,
                one.closes_on,
                one.lodged,
            ]
            for one in found
        ),
    )


@require_safe
def call(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a call: what it is for, what came in as far as the reader sees it, how the panel ranked it."""
    actor, now = asked(request)
    row = asking.found_call(code)
    day, names = brussels_day(now), parties.names(locale())
    found, ranked = queries.applications(to=row), queries.results(row)
    draft = rules.ApplicationFacts(
        actor.party or "", rules.State.DRAFT, row.opens_on, row.closes_on, row.kinds[0], tuple(row.kinds)
    )
    word, tone = _state(row, day)
    return page.render(
        request,
        "science/call.html",
        {
            "call": row,
            "title": asking.title_of(row),
            "word": word,
            "tone": tone,
            "kinds": [_limits(code) for code in row.kinds],
            "priorities": [asking.priority(code) for code in row.priorities],
            "applications": [_line(one, names) for one in found],
            "results": [_result(one, names) for one in ranked],
            "may_begin": rules.may_begin(actor, draft, now).allowed,
            "may_rank": rules.desk(actor).allowed,
            "marking": documents.marking_of([row, *found, *ranked], locale()),
        },
    )


@require_safe
def export_applications(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """This will give the applications to a call as a file, as far as the reader sees them."""
    row = asking.found_call(code)
    found = queries.applications(to=row)
    totals = {one.application_id: one for one in queries.results(row)}
    return spreadsheet.answer(
        f"{row.code}-applications",
        form,
        documents.marking_of([row, *found, *totals.values()], locale()),
        ["number", "title", "party", "kind", "priority", "length", "euros", "state", "rank", "hundredths"],
        (
            [
                one.pk,
                one.title,
                one.party_id,
                one.kind,
                one.priority,
                one.length,
                sum(one.budget.values()),
                one.state,
                totals[one.pk].rank if one.pk in totals else None,
                totals[one.pk].total if one.pk in totals else None,
            ]
            for one in found
        ),
    )


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """This will publish a call."""
    actor, now = asked(request)
    first = brussels_day(now) + timedelta(days=number("science.lead_days"))
    party = parties.party(STAFF_PARTY)
    if party is None:
        raise Http404
    return page.act_page(
        request,
        forms.Publish(page.sent(request), initial={"closes_on": first}),
        lambda sent: actions.publish(party, actor, now, **sent),
        may=rules.desk(actor),
        said=_("The call is published."),
        context={
            "title": _("Publish a call"),
            "label": _("Publish"),
            "back": page.address("science:calls"),
            "trail": [trail()],
        },
    )


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """This will begin an application, which the mission alone reads until it is lodged."""
    actor, now = asked(request)
    row = asking.found_call(code)
    facts = queries.facts_of_beginning(row, actor, now, kind=row.kinds[0])
    return page.act_page(
        request,
        forms.Begin(page.sent(request), kinds=row.kinds),
        lambda sent: actions.begin(row, actor, now, **sent),
        may=rules.may_begin(actor, facts, now),
        said=_("The application is begun; your mission alone reads it until it is lodged."),
        context=context(row, _("Begin an application"), _("Begin it")),
    )


@require_http_methods(["GET", "POST"])
def rank(request: HttpRequest, code: str) -> HttpResponse:
    """This will record the ranking of the panel."""
    actor, now = asked(request)
    row = asking.found_call(code)
    return page.act_page(
        request,
        forms.Confirm(page.sent(request)),
        lambda _sent: actions.rank(row, actor, now),
        may=rules.desk(actor),
        said=_("The ranking is recorded, and read by the staff and the Allies."),
        context=context(row, _("Record the ranking of the panel"), _("Record it")),
    )


def trail() -> dict[str, Any]:
    """This will lead back to the list."""
    return {"label": _("Scientific cooperation"), "url": page.address("science:calls")}


def context(row: Any, title: str, label: str) -> dict[str, Any]:
    """This will give a form about a call its frame."""
    back = page.address("science:call", row.code)
    return {"title": title, "label": label, "back": back, "trail": [trail(), {"label": row.code, "url": back}]}


def _row(one: Any, day: date) -> dict[str, Any]:
    word, tone = _state(one, day)
    return {
        "call": one,
        "title": asking.title_of(one),
        "kinds": [asking.kind(code) for code in one.kinds],
        "word": word,
        "tone": tone,
    }


def _state(one: Any, day: date) -> tuple[str, str]:
    return (_("Open"), "success") if one.closes_on >= day else (_("Closed"), "neutral")


def _limits(code: str) -> dict[str, Any]:
    kind = pack().science.kinds[code]
    return {"name": asking.kind(code), "kind": kind, "unit": labels.UNITS[kind.unit]}


def _line(one: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.STATES[rules.State(one.state)]
    return {
        "row": one,
        "title": one.title or _("Draft without a title"),
        "name": names.get(one.party_id, one.party_id),
        "kind": asking.kind(one.kind),
        "sum": sum(one.budget.values()),
        "word": word,
        "tone": tone,
    }


def _result(one: Any, names: dict[str, str]) -> dict[str, Any]:
    party = one.application.party_id
    return {
        "row": one,
        "title": one.application.title,
        "name": names.get(party, party),
        "marks": mark(one.total),
        "sum": sum(one.application.budget.values()),
    }


def mark(hundredths: int) -> str:
    """This will write hundredths of a mark as a mark."""
    return f"{hundredths // 100}{',' if locale() == 'fr' else '.'}{hundredths % 100:02d}"
