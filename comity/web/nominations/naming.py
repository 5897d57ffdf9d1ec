"""Putting people forward: for one activity, for several at once, and in somebody's place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comity.core.actor import Actor
from comity.core.verdict import Verdict
from comity.kernel.action import Refused
from comity.menu import queries as menu
from comity.nominations import actions, queries, rules
from comity.policy import number as number_of
from comity.programmes import queries as programmes
from comity.web import page
from comity.web.nominations import forms, shown
from comity.web.nominations.views import CONFLICT, one
from comity.web.page import asked
from comity.web.refusals import panels

WRONG_INPUT = 422
MOST_ACTIVITIES = 20
MOST_OF_GOAL = 40


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, code: str) -> HttpResponse:
    """This will take people for one activity, or say why nobody can be put forward."""
    actor, now = asked(request)
    row = shown.activity(code)
    people = _form(request, [row], now, wanted=menu.requirements(row))
    context: dict[str, Any] = {
        "activity": shown.header(row),
        "people": people,
        "together": _together(request),
        "goal": _goal(request, actor),
        "retention_days": number_of("nominations.retention_days"),
    }
    if request.method != "POST" or people.asks_for_rows:
        verdict = _may(row, actor, now)
        context["panels"] = page.panels(verdict, about=row.subject)
        return page.render(request, "nominations/nominate.html", context)
    if not people.is_valid():
        return page.render(request, "nominations/nominate.html", context, status=WRONG_INPUT)
    try:
        event = actions.nominate(
            row,
            actor,
            now,
            party=actor.party or "",
            people=people.people(),
            together=_together(request),
            goal=_sent_goal(request),
        )
    except Refused as refused:
        return page.render(
            request,
            "nominations/nominate.html",
            {**context, **_refused(request, refused.verdict, refused)},
            status=CONFLICT,
        )
    messages.success(request, _put_forward(len(event.numbers), code))
    return page.done(request, "nominations:nominees", code)


@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """This will take the same people for several activities that were selected in the menu, each by itself.

    What one activity refuses stays on the page with its reasons; what the others took is done.
    """
    actor, now = asked(request)
    chosen = _chosen(request)
    found = menu.activities_of(chosen)
    listed = [found[code] for code in chosen if code in found]
    people = _form(request, listed, now, wanted=None)
    is_form = request.method != "POST" or people.asks_for_rows
    ticked = set(request.POST.getlist("activity")) if request.method == "POST" else set(found)
    context: dict[str, Any] = {
        "retention_days": number_of("nominations.retention_days"),
        "people": people,
        "together": _together(request),
        "goal": _goal(request, actor),
        "missing": [c for c in chosen if c not in found],
    }

    def answer(
        status: int = 200, refusals: Mapping[str, Any] | None = None, *, checked: set[str] = ticked
    ) -> HttpResponse:
        lines = [_line(row, actor, now, checked, (refusals or {}).get(row.code)) for row in listed]
        return page.render(request, "nominations/several.html", {**context, "lines": lines}, status=status)

    if is_form:
        return answer()
    wanted = [row for row in listed if row.code in ticked]
    if not wanted or not people.is_valid():
        context["nothing_chosen"] = not wanted
        return answer(WRONG_INPUT)
    done, refusals = _each(request, wanted, people.people(), actor, now)
    for code in done:
        messages.success(request, _put_forward(len(people.forms), code))
    if refusals:
        context["some_done"] = bool(done)
        return answer(CONFLICT, refusals, checked=set(refusals))
    return page.done(request, "nominations:nominations")


def _each(
    request: HttpRequest, wanted: Iterable[Any], people: list[queries.PersonInput], actor: Actor, now: datetime
) -> tuple[list[str], dict[str, Any]]:
    done: list[str] = []
    refusals: dict[str, Any] = {}
    for row in wanted:
        try:
            actions.nominate(
                row,
                actor,
                now,
                party=actor.party or "",
                people=people,
                together=_together(request),
                goal=_sent_goal(request),
            )
        except Refused as refused:
            refusals[row.code] = page.panels(refused.verdict, number=refused.refusal.number, about=row.subject)
        else:
            done.append(row.code)
    return done, refusals


def _line(row: Any, actor: Actor, now: datetime, checked: set[str], refusals: Any) -> dict[str, Any]:
    """This will write one of the activities that were selected, with every reason why not."""
    reasons = refusals or page.panels(_may(row, actor, now), about=row.subject)
    return {**shown.header(row), "panels": reasons, "refused": bool(refusals), "checked": row.code in checked}


def _chosen(request: HttpRequest) -> list[str]:
    sent = request.POST if request.method == "POST" else request.GET
    codes = [code.strip() for value in sent.getlist("selected") for code in value.split(",")]
    codes += request.GET.getlist("row") if request.method != "POST" else []
    return list(dict.fromkeys(code for code in codes if code))[:MOST_ACTIVITIES]


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will take another person for the same place."""
    actor, now = asked(request)
    found = one(code, int(number))
    row = shown.activity(code)
    people = _form(request, [row], now, wanted=menu.requirements(row))
    context: dict[str, Any] = {
        "activity": shown.header(row),
        "people": people,
        "found": found,
        "name": shown.name(found),
        "back_url": reverse("nominations:nomination", args=[code, int(number)]),
        "retention_days": number_of("nominations.retention_days"),
    }
    template = "nominations/exchange.html"
    if request.method != "POST":
        known = queries.facts_of_nomination(row, actor, now, number=int(number))
        verdict = rules.may_exchange(actor, _without_candidate(known), now)
        return page.render(request, template, {**context, "panels": page.panels(verdict, about=row.subject)})
    if not people.is_valid():
        return page.render(request, template, context, status=WRONG_INPUT)
    try:
        actions.exchange(row, actor, now, number=int(number), person=people.people()[0])
    except Refused as refused:
        return page.render(
            request, template, {**context, **_refused(request, refused.verdict, refused)}, status=CONFLICT
        )
    messages.success(
        request, _("Somebody else is sent in the same place. What was kept of the first person is erased.")
    )
    return page.done(request, "nominations:nomination", code, int(number))


def _without_candidate(known: rules.NominationFacts) -> rules.NominationFacts:
    """This will ask whether anybody at all could be sent instead."""
    return replace(known, candidate=None)


def _may(row: Any, actor: Actor, now: datetime) -> Verdict:
    facts = queries.facts_of_nominate(row, actor, now, party=actor.party or "")
    return rules.may_nominate(actor, facts, now)


def _form(request: HttpRequest, listed: Iterable[Any], now: datetime, *, wanted: Any) -> forms.People:
    asked_for = sorted({code for row in listed for code in row.prerequisites})
    courses = [(code, _course(code)) for code in asked_for]
    sent = request.POST if request.method == "POST" else None
    return forms.People(sent, now=now, courses=courses, wanted=wanted)


def _course(code: str) -> str:
    found = menu.course(code)
    return f"{code} {found.title_in(page.locale())}" if found else code


def _together(request: HttpRequest) -> bool:
    return request.POST.get("together") == "1"


def _sent_goal(request: HttpRequest) -> str:
    return request.POST.get("goal", "").replace("\0", "").strip()[:MOST_OF_GOAL]


def _goal(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """This will offer the goals of one's own programmes in force, with the one that was chosen. One query."""
    chosen = _sent_goal(request)
    found = programmes.goals_in_force(actor.party) if actor.party else []
    return {
        "chosen": chosen,
        "options": [{"code": one.code, "title": one.title, "language": one.language} for one in found],
        "is_gone": bool(chosen) and chosen not in {one.code for one in found},
    }


def _refused(request: HttpRequest, verdict: Verdict, refused: Refused) -> dict[str, Any]:
    """This will explain a refusal as a whole, and at each person what stands against them."""
    number, about = refused.refusal.number, refused.refusal.about
    told = page.panels(verdict, number=number, about=about)
    people: dict[int, list[dict[str, Any]]] = {}
    for reason, panel in zip(verdict.reasons, told, strict=True):
        if isinstance(person := reason.params.get("person"), int):
            people.setdefault(person, []).append(panel)
    return {"panel": panels.kept_below(panels.one_of(told), request.path), "against": people}


def _put_forward(count: int, code: str) -> str:
    said = ngettext(
        "%(num)s person is put forward for %(code)s.", "%(num)s people are put forward for %(code)s.", count
    )
    return said % {"num": count, "code": code}
