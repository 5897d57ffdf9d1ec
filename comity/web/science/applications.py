"""Applications: the page of one, its draft, its check, what is like it, who is asked to judge it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.policy import pack
from comity.science import actions, queries, rules
from comity.web import page
from comity.web.page import asked, locale
from comity.web.science import asking, calls, forms, labels


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show an application; to the staff also what is like it and who judges it, to the Allies its marks."""
    actor, now = asked(request)
    row = asking.found_application(pk)
    facts = queries.facts_of(row, actor, now)
    names = parties.names(locale())
    word, tone = labels.STATES[facts.state]
    is_desk = rules.desk(actor).allowed
    result = queries.result(row)
    kind = pack().science.kinds[row.kind]
    return page.render(
        request,
        "science/application.html",
        {
            "application": row,
            "call": row.call,
            "title": title_of(row),
            "name": names.get(row.party_id, row.party_id),
            "kind": asking.kind(row.kind),
            "unit": labels.UNITS[kind.unit],
            "priority": asking.priority(row.priority),
            "directors": [{"row": one, "nation": names.get(one.nation, one.nation)} for one in row.directors.all()],
            "budget": _budget(row),
            "total": sum(row.budget.values()),
            "missing": [labels.PARTS[name] for name in facts.missing] if facts.state is rules.State.DRAFT else [],
            "word": word,
            "tone": tone,
            "result": {"row": result, "marks": calls.mark(result.total)} if result else None,
            "twins": [_twin(one) for one in queries.twins(row)] if is_desk else [],
            "reviews": [_review(one, names) for one in queries.reviews(of=row)] if is_desk else [],
            "grant": queries.grant_of(row),
            "may_decline": rules.may_decline(actor, queries.facts_of_award(row, actor, now), now).allowed,
            "may_write": rules.may_write(actor, facts, now).allowed,
            "may_check": is_desk and facts.state is rules.State.SUBMITTED,
            "may_assign": is_desk and facts.state is rules.State.ELIGIBLE,
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """This will keep what is written of a draft."""
    actor, now = asked(request)
    row = asking.found_application(pk)
    nations = sides(brussels_day(now))
    form = forms.Write(
        page.sent(request),
        kind=row.kind,
        priorities=row.call.priorities,
        nations=nations,
        initial=forms.as_kept(row, [code for code, _name in nations["partner"]]),
    )
    return page.act_page(
        request,
        form,
        lambda _sent: actions.write(row, actor, now, **form.parts()),
        may=rules.may_write(actor, queries.facts_of(row, actor, now), now),
        said=_("The draft is kept."),
        context=context(row, _("Write the application"), _("Keep the draft")),
    )


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """This will lodge an application."""
    actor, now = asked(request)
    row = asking.found_application(pk)
    return page.act_page(
        request,
        forms.Confirm(page.sent(request)),
        lambda _sent: actions.submit(row, actor, now),
        may=rules.may_submit(actor, queries.facts_of(row, actor, now), now),
        said=_("The application is lodged."),
        context=context(row, _("Lodge the application"), _("Lodge it")),
    )


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """This will find an application eligible."""
    return _judge(request, pk, actions.check, rules.may_check, _("Find it eligible"), _("The application is eligible."))


@require_http_methods(["GET", "POST"])
def turn_away(request: HttpRequest, pk: int) -> HttpResponse:
    """This will find an application not eligible."""
    said = _("The application is not eligible; the mission reads why.")
    return _judge(request, pk, actions.turn_away, rules.may_turn_away, _("Turn it away"), said)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """This will say whether two alike applications are the same."""
    actor, now = asked(request)
    row = queries.twin(pk)
    if row is None:
        raise Http404
    return page.act_page(
        request,
        forms.Settle(page.sent(request)),
        lambda sent: actions.settle(row, actor, now, **sent),
        may=rules.desk(actor),
        said=_("It is noted."),
        context=context(row.application, _("Are they the same?"), _("Note it")),
    )


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """This will ask a reviewer to judge an application."""
    actor, now = asked(request)
    row = asking.found_application(pk)
    listed = [(one.pk, f"{one.name}, {one.institution}") for one in queries.reviewers()]
    facts = rules.AssignFacts(rules.State(row.state), is_listed=True)
    return page.act_page(
        request,
        forms.Assign(page.sent(request), reviewers=listed),
        lambda sent: actions.assign(row, actor, now, **sent),
        may=rules.may_assign(actor, facts, now),
        said=_("The reviewer is asked."),
        context=context(row, _("Ask a reviewer"), _("Ask")),
    )


def sides(day: date) -> dict[str, list[tuple[str, str]]]:
    """This will list the nations of both sides by name, as they stand on a day."""
    names = parties.names(locale())
    found: dict[str, list[tuple[str, str]]] = {"ally": [], "partner": []}
    for code, standing in parties.standings(None, day).items():
        if standing.side in {Side.ALLY, Side.PARTNER}:
            found[standing.side.value].append((code, names.get(code, code)))
    return {side: sorted(listed, key=lambda pair: pair[1]) for side, listed in found.items()}


def title_of(row: Any) -> str:
    """This will give the title of an application, or say that it has none yet."""
    return row.title or _("Draft without a title")


def context(row: Any, title: str, label: str) -> dict[str, Any]:
    """This will give a form about an application its frame."""
    back = page.address("science:application", row.pk)
    above = {"label": row.call.code, "url": page.address("science:call", row.call.code)}
    return {
        "title": title,
        "label": label,
        "back": back,
        "trail": [calls.trail(), above, {"label": title_of(row), "url": back}],
    }


def _judge(request: HttpRequest, pk: int, act: Any, may: Any, title: str, said: str) -> HttpResponse:
    actor, now = asked(request)
    row = asking.found_application(pk)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: act(row, actor, now, **sent),
        may=_first(may, row, actor, now),
        said=said,
        context=context(row, title, title),
    )


def _first(may: Any, row: Any, actor: Actor, now: datetime) -> Verdict:
    verdict: Verdict = may(actor, queries.facts_of(row, actor, now), now)
    return verdict


def _budget(row: Any) -> list[dict[str, Any]]:
    shares = rules.shares(row.budget)
    return [{"name": asking.heading(code), "sum": sum_, "share": shares[code]} for code, sum_ in row.budget.items()]


def _twin(one: Any) -> dict[str, Any]:
    if one.is_same is None:
        word, tone = _("To settle"), "warning"
    else:
        word, tone = (_("The same work"), "clay") if one.is_same else (_("Other work"), "success")
    return {
        "row": one,
        "title": one.other.title,
        "grounds": [labels.GROUNDS[rules.Ground(ground)] for ground in one.grounds],
        "word": word,
        "tone": tone,
    }


def _review(one: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.REVIEWS[rules.Task(one.task)]
    return {
        "row": one,
        "nation": names.get(one.reviewer.nation, one.reviewer.nation),
        "marks": calls.mark(rules.weighted(one.scores)) if one.task == rules.Task.SCORED else "",
        "word": word,
        "tone": tone,
    }
