"""Support of schools: the list, one support with its plan, and the acts on it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.core.words import plain
from comity.documents import queries as documents
from comity.education import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page, spreadsheet
from comity.web.education import asking, forms, labels, school_forms
from comity.web.page import asked, locale


@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """This will list the supports of schools that the reader may see."""
    actor, _now = asked(request)
    asking.signed_in(actor)
    rows = _rows()
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    return page.render(
        request,
        "education/schools.html",
        {
            "rows": [row for row in rows if _fits(row, state, words)],
            "total": len(rows),
            "state": state,
            "words": words,
            "states": [{"value": one.value, "label": label} for one, (label, _tone) in labels.SUPPORTS.items()],
            "query": request.GET.urlencode(),
            "may": actor.is_partner and actor.has(*rules.SPEAKERS),
            "tabs": asking.tabs(),
            "marking": documents.marking_of([row["support"] for row in rows], locale()),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows()
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    return spreadsheet.answer(
        f"schools-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of([row["support"] for row in rows], locale()),
        ["school", "name", "party", "party_name", "state", "years", "events", "held"],
        (
            [
                row["support"].provider_id,
                row["name"],
                row["support"].party_id,
                row["party"],
                row["support"].state,
                row["years"],
                row["support"].events,
                row["support"].held,
            ]
            for row in rows
            if _fits(row, state, words)
        ),
    )


@require_safe
def school(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show the support of one school: what was asked and found, the plan by year, reviews, what lasts."""
    actor, now = asked(request)
    row = found(pk)
    names = parties.names(locale())
    objectives = list(row.objectives.all())
    events = [event for one in objectives for event in one.events.all()]
    return page.render(
        request,
        "education/school.html",
        {
            **_row(row, names),
            "findings": [(labels.SUPPORT_AREAS[rules.SupportArea(one.area)], one.text) for one in row.findings.all()],
            "objectives": [_objective(one) for one in objectives],
            "plan": [
                _year(year, row, events, names, actor) for year in range(row.from_year, row.from_year + row.years)
            ],
            "sides": [(label, key in row.agreed or row.agreed_on is not None) for key, label in _sides(row, names)],
            "reviews": [(rules.year_name(one.year), one, _marks(one, objectives)) for one in row.reviews.all()],
            **_may(row, actor, now),
            "marking": documents.marking_of([row, *row.findings.all(), *row.reviews.all()], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """This will ask for support for a school of one's own nation."""
    actor, now = asked(request)
    asking.signed_in(actor)
    day = brussels_day(now)
    own = parties.providers(party=actor.party, on=day)
    form = school_forms.AskSupport(
        page.sent(request),
        schools=[(one.code, one.name_in(locale())) for one in own],
        first=rules.academic_year(day),
        initial={"from_year": rules.academic_year(day) + 1, "years": 3},
    )

    def act(sent: dict[str, Any]) -> None:
        provider = parties.provider(sent.pop("school"))
        if provider is None:
            raise Http404
        actions.ask_support(provider, actor, now, **sent)

    facts = rules.SupportRequest(actor.party or "", is_suspended=False, is_running=False, years=3)
    return page.act_page(
        request,
        form,
        act,
        may=rules.may_ask_support(actor, facts, now),
        said=_("The request is with the desk."),
        context={
            "title": _("Ask for support for a school"),
            "label": _("Send the request"),
            "back": page.address("education:schools"),
            "trail": [asking.trail(_("Schools"), "education:schools")],
        },
    )


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter what a visit to the school has found."""
    actor, now = asked(request)
    row = found(pk)
    return act_on(
        request,
        row,
        school_forms.Visit(page.sent(request), initial={"visited_on": brussels_day(now)}),
        lambda sent: actions.assess_school(row, actor, now, **sent),
        rules.may_assess_school(actor, queries.facts_of_visit(row, actor, now), now),
        (_("Enter what the visit found"), _("Enter it")),
        _("The findings are entered; the plan may be written."),
    )


@require_http_methods(["GET", "POST"])
def turn_down(request: HttpRequest, pk: int) -> HttpResponse:
    """This will turn a request down with a reason."""
    actor, now = asked(request)
    row = found(pk)
    return act_on(
        request,
        row,
        forms.Reason(page.sent(request)),
        lambda sent: actions.turn_support_down(row, actor, now, **sent),
        rules.may_turn_support_down(actor, queries.facts_of_support(row, actor, now), now),
        (_("Turn the request down"), _("Turn it down")),
        _("The request is turned down."),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end the support before its time."""
    actor, now = asked(request)
    row = found(pk)
    return act_on(
        request,
        row,
        forms.Reason(page.sent(request)),
        lambda sent: actions.end_support(row, actor, now, **sent),
        rules.may_end_support(actor, queries.facts_of_support(row, actor, now), now),
        (_("End the support"), _("End it")),
        _("The support is ended."),
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """This will review a year of the plan against its objectives."""
    actor, now = asked(request)
    row = found(pk)
    if year not in _years(row):
        raise Http404
    return act_on(
        request,
        row,
        school_forms.Review(page.sent(request), objectives=objectives_of(row)),
        lambda sent: actions.review_year(row, actor, now, year=year, **sent),
        rules.may_review_year(actor, queries.facts_of_review(row, actor, now, year=year), now),
        (_("Review the year %(year)s") % {"year": rules.year_name(year)}, _("Enter the review")),
        _("The review is entered."),
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """This will close the support with what lasts."""
    actor, now = asked(request)
    row = found(pk)
    return act_on(
        request,
        row,
        school_forms.Lasting(page.sent(request)),
        lambda sent: actions.close_support(row, actor, now, **sent),
        rules.may_close_support(actor, queries.facts_of_closing(row, actor, now), now),
        (_("Close the support"), _("Close it")),
        _("The support is closed."),
    )


def found(pk: int) -> Any:
    """This will find the support of a school or answer that there is none."""
    row = queries.support(pk)
    if row is None:
        raise Http404
    return row


def objectives_of(row: Any) -> list[tuple[int, str]]:
    """This will list the objectives of a plan to choose from."""
    return [(one.pk, one.title) for one in row.objectives.all()]


def act_on(
    request: HttpRequest,
    row: Any,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
    may: Verdict,
    called: tuple[str, str],
    said: str,
) -> HttpResponse:
    """This will show the form of an act on a support and lead back to its page; `called` are its title and button."""
    back = page.address("education:school", row.pk)
    trail = [asking.trail(_("Schools"), "education:schools"), {"label": row.provider.name_in(locale()), "url": back}]
    context = {"title": called[0], "label": called[1], "back": back, "trail": trail}
    return page.act_page(request, form, act, may=may, said=said, context=context)


def _rows() -> list[dict[str, Any]]:
    names = parties.names(locale())
    return [_row(one, names) for one in queries.supports()]


def _row(row: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.SUPPORTS[rules.SupportState(row.state)]
    first, last = rules.year_name(row.from_year), rules.year_name(row.from_year + row.years - 1)
    return {
        "support": row,
        "name": row.provider.name_in(locale()),
        "party": names.get(row.party_id, row.party_id),
        "word": word,
        "tone": tone,
        "years": _("%(first)s to %(last)s") % {"first": first, "last": last},
    }


def _fits(row: dict[str, Any], state: str, words: str) -> bool:
    return (state not in set(rules.SupportState) or row["support"].state == state) and plain(words.strip()) in plain(
        f"{row['name']} {row['party']}"
    )


def _years(row: Any) -> range:
    return range(row.from_year, row.from_year + row.years)


def _sides(row: Any, names: dict[str, str]) -> list[tuple[str, str]]:
    return [(Side.PARTNER, names.get(row.party_id, row.party_id)), (Side.STAFF, _("The staff"))]


def _objective(one: Any) -> dict[str, Any]:
    events = [event for event in one.events.all() if event.state != rules.EventState.DROPPED]
    return {
        "objective": one,
        "area": labels.SUPPORT_AREAS[rules.SupportArea(one.area)],
        "events": len(events),
        "held": sum(event.state == rules.EventState.HELD for event in events),
        "is_bare": not one.events.all(),
    }


def _year(year: int, row: Any, events: list[Any], names: dict[str, str], actor: Actor) -> dict[str, Any]:
    mine = sorted(
        (one for one in events if rules.academic_year(one.due_on) == year), key=lambda one: (one.due_on, one.pk)
    )
    return {"label": rules.year_name(year), "events": [_event(one, row, names, actor) for one in mine]}


def _event(one: Any, row: Any, names: dict[str, str], actor: Actor) -> dict[str, Any]:
    state = rules.EventState(one.state)
    word, tone = labels.SCHOOL_EVENTS[state]
    open_now = state is rules.EventState.PLANNED and row.state == rules.SupportState.RUNNING
    speaks, own = actor.has(*rules.SPEAKERS), actor.acts_for(row.party_id)
    promised = {given.party_id for given in one.contributions.all()}
    helps = open_now and speaks and (actor.is_ally or actor.is_partner) and not own
    live = state is rules.EventState.PLANNED and row.state in {rules.SupportState.PLANNING, rules.SupportState.RUNNING}
    return {
        "event": one,
        "responsible": labels.RESPONSIBLE[rules.Responsible(one.responsible)],
        "word": word,
        "tone": tone,
        "given": [(names.get(given.party_id, given.party_id), given) for given in one.contributions.all()],
        "may_contribute": helps and actor.party not in promised,
        "may_take_back": helps and actor.party in promised,
        "may_report": open_now and own and speaks,
        "may_drop": live and rules.side_of(actor, row.party_id) is not None,
    }


def _marks(review: Any, objectives: list[Any]) -> list[tuple[str, Any, str]]:
    marks = {one.objective_id: labels.SUPPORT_MARKS[rules.SupportMark(one.mark)] for one in review.marks.all()}
    return [(one.title, *marks[one.pk]) for one in objectives if one.pk in marks]


def _may(row: Any, actor: Actor, now: Any) -> dict[str, Any]:
    """This will tell which acts the page offers; the gate asks again."""
    facts = queries.facts_of_support(row, actor, now)
    day, side = brussels_day(now), rules.side_of(actor, row.party_id)
    drafts = rules.may_add_objective(actor, facts, now).allowed
    runs = facts.state is rules.SupportState.RUNNING and actor.has(rules.DESK)
    year = queries.to_review(row, day) if runs else None
    all_over = len(rules.years_over(row.from_year, row.years, day)) == row.years
    return {
        "may_assess": rules.may_assess_school(actor, facts, now).allowed,
        "may_end": rules.may_end_support(actor, facts, now).allowed,
        "may_draft": drafts,
        "may_agree": drafts and bool(row.objectives.all()) and side not in row.agreed,
        "may_reopen": rules.may_reopen_school_plan(actor, facts, now).allowed,
        "review_year": year,
        "review_label": rules.year_name(year) if year else "",
        "may_close": runs and year is None and all_over,
    }
