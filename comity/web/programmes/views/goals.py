"""Goals and the activities chosen for them: the tab, adding from the menu, taking out, refusing, recording progress."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.kernel.action import Refused
from comity.menu import queries as menu
from comity.policy import pack
from comity.programmes import actions, queries
from comity.programmes.rules import Choice, GoalState, State
from comity.programmes.rules import goals as rules
from comity.web import page
from comity.web.programmes import forms, frame, labels
from comity.web.refusals.panels import Place

CONFLICT, UNPROCESSABLE = 409, 422
FOUND = 20


@require_safe
def activities(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show the goals, how far each has come, and the activities that serve it."""
    return page.render(request, "programmes/activities.html", _shown(frame.seen(request, party, period)))


def _shown(one: frame.Seen) -> dict[str, Any]:
    carried = queries.goals(one.row, version=one.version)
    planned = queries.planned(one.row, version=one.version)
    recorded = queries.progress(found.goal_id for found in carried)
    loaded, locale = pack(one.row.pack), get_language() or "en"
    here = {found.goal.number for found in carried}
    others = queries.goals_of(one.row.party_code, state=GoalState.OPEN) if one.holds_pen else []
    return {
        **frame.context(one, "activities"),
        "goals": [
            {
                "row": found.goal,
                "place": place,
                "areas": [loaded.area(code).name.in_(locale) for code in found.goal.areas],
                "state": labels.GOAL_STATES[GoalState(found.goal.state)],
                "progress": recorded.get(found.goal_id, [])[:3],
                "activities": [_activity(one, each) for each in planned if each.chosen.goal_id == found.goal_id],
            }
            for place, found in enumerate(carried, start=1)
        ],
        "count": len(planned),
        "others": [goal for goal in others if goal.number not in here],
        "may_change": one.holds_pen,
        "may_progress": one.side is not None and one.facts.state in (State.IN_FORCE, State.UNDER_REVIEW),
        "sides": {side.value: word for side, word in labels.SIDES.items()},
    }


def _activity(one: frame.Seen, each: queries.Planned) -> dict[str, Any]:
    word, tone = labels.CHOICES[Choice(each.chosen.choice)]
    mine = one.side is not None and each.chosen.proposed_by == one.side.value
    return {
        "code": each.code,
        "title": each.title_in(get_language() or "en"),
        "start_on": each.start_on,
        "end_on": each.end_on,
        "place": each.place,
        "word": word,
        "tone": tone,
        "reason": each.chosen.reason,
        "menu_state": each.state,
        "may_drop": one.holds_pen,
        "may_turn_down": one.holds_pen and not mine and each.chosen.choice == Choice.PROPOSED,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will find an activity on the menu and add it for a goal, or say why it cannot be added."""
    one = frame.seen(request, party, period)
    goals = [(str(found.goal.number), found.goal.title) for found in queries.goals(one.row, version=one.version)]
    panel, status = None, 200
    if request.method == "POST":
        form = forms.Choose(request.POST, goals=[("", ""), *goals])
        if not form.is_valid():
            status = UNPROCESSABLE
        else:
            data = form.cleaned_data
            try:
                actions.choose_activity(one.row, one.actor, one.now, activity=data["activity"], goal=data["goal"])
            except Refused as refusal:
                panel, status = page.panel_of(refusal), CONFLICT
            else:
                messages.success(request, _("%(code)s was added.") % {"code": data["activity"]})
                return page.done(request, f"{one.url('activities')}#{data['activity']}")
    elif code := request.GET.get("why", ""):
        panel = _why_not(one, code)
    elif not one.holds_pen:
        verdict = rules.may_choose(one.actor, rules.ChoiceFacts(one.facts, "", goal=True), one.now)
        panel = frame.why_not(verdict, one.row.subject)
    query = request.GET.get("q", "") or request.POST.get("q", "")
    return page.render(
        request,
        "programmes/choose.html",
        {
            **frame.context(one),
            "q": query,
            "goal": request.GET.get("goal", "") or request.POST.get("goal", ""),
            "goals": goals,
            "panel": panel,
            **_found(one, query),
        },
        block="found",
        status=status,
    )


def _why_not(one: frame.Seen, code: str) -> dict[str, Any] | None:
    verdict = queries.eligibility(one.row.party_code, code, one.actor, one.now)
    return frame.why_not(verdict, f"activity:{code}")


def _found(one: frame.Seen, query: str) -> dict[str, Any]:
    """This will search the menu as the partner sees it; what is not open to it is listed too, with the reason."""
    locale = get_language() or "en"
    reader = menu.Reader(menu.standing(one.row.party_code, one.now), one.now, locale)
    listing = menu.activities(menu.Filters(q=query, everything=True), reader, rows=FOUND)
    chosen = {each.activity_code for each in queries.choices(one.row, version=one.version) if each.choice != "refused"}
    found = [
        {
            "code": line.code,
            "title": line.title_in(locale),
            "start_on": line.start_on,
            "end_on": line.end_on,
            "place": line.place_city,
            "is_open": line.open_to_me and line.status in ("open", "closing", "full"),
            "is_chosen": line.code in chosen,
        }
        for line in listing.rows
    ]
    return {"found": found, "more": max(0, listing.total - len(found))}


@require_POST
def drop_activity(request: HttpRequest, party: str, period: str, code: str) -> HttpResponse:
    """This will take an activity out of the programme."""
    one = frame.seen(request, party, period)
    actions.drop_activity(one.row, one.actor, one.now, activity=code)
    messages.success(request, _("%(code)s was taken out.") % {"code": code})
    return page.done(request, one.url("activities"))


@require_http_methods(["GET", "HEAD", "POST"])
def turn_down(request: HttpRequest, party: str, period: str, code: str) -> HttpResponse:
    """This will refuse an activity that the other side proposed, for a reason that stays on view."""
    one = frame.seen(request, party, period)
    if all(each.activity_code != code for each in queries.choices(one.row, version=one.version)):
        raise Http404
    form: Any = forms.Reason(page.sent(request))
    panel, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.turn_down_activity(one.row, one.actor, one.now, activity=code, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            panel, status = page.panel_of(refusal), CONFLICT
        else:
            messages.success(request, _("%(code)s was refused.") % {"code": code})
            return page.done(request, one.url("activities"))
    elif request.method == "POST":
        status = UNPROCESSABLE
    else:
        known = queries.facts_of_choice(one.row, one.actor, one.now, activity=code)
        verdict = rules.may_turn_down(one.actor, known, one.now)
        panel = frame.why_not(verdict, one.row.subject)
        form = form if verdict.allowed else None
    title = _("Refuse %(code)s") % {"code": code}
    return _goal_page(request, one, form, title, _("Refuse"), panel=panel, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will give the partner a new goal."""
    one = frame.seen(request, party, period)
    loaded = pack(one.row.pack)
    areas = {**loaded.areas, **{area.code: area for area in menu.opened_areas()}}
    form: Any = forms.Goal(request.POST if request.method == "POST" else None, loaded=loaded, areas=areas)
    panel, status = None, 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_goal(
                one.row,
                one.actor,
                one.now,
                **{**data, "areas": tuple(data["areas"]), "objectives": tuple(data["objectives"])},
            )
        except Refused as refusal:
            panel, status = page.panel_of(refusal, Place(form=request.path)), CONFLICT
        else:
            messages.success(request, _("Added."))
            return page.done(request, one.url("activities"))
    elif request.method == "POST":
        status = UNPROCESSABLE
    elif not one.holds_pen:
        verdict = rules.may_add_goal(one.actor, rules.GoalFacts(one.facts, areas=("defence",)), one.now)
        panel, form = frame.why_not(verdict, one.row.subject), None
    return _goal_page(request, one, form, _("A new goal"), _("Add the goal"), panel=panel, status=status)


@require_POST
def carry(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will let the programme carry a goal that the partner already has."""
    one = _with_goal(request, party, period, number)
    actions.carry_goal(one.row, one.actor, one.now, goal=number)
    messages.success(request, _("Added."))
    return page.done(request, one.url("activities"))


@require_POST
def drop(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will leave a goal out of the programme."""
    one = _with_goal(request, party, period, number)
    actions.drop_goal(one.row, one.actor, one.now, goal=number)
    messages.success(request, _("Left out. The goal stays with the partner."))
    return page.done(request, one.url("activities"))


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will record how far a goal has come."""
    one = frame.seen(request, party, period)
    goal = queries.goal(one.row.party_code, number)
    if goal is None:
        raise Http404
    initial = {"percent": goal.percent, "state": goal.state}
    form = forms.Progress(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.record_progress(goal, one.actor, one.now, **form.cleaned_data)
        messages.success(request, _("Recorded."))
        return page.done(request, one.url("activities"))
    known = rules.ProgressFacts(one.facts, is_carried=True)
    verdict = rules.may_record_progress(one.actor, known, one.now)
    return _goal_page(
        request,
        one,
        form if verdict.allowed else None,
        goal.title,
        _("Record"),
        panel=frame.why_not(verdict, one.row.subject),
        status=UNPROCESSABLE if request.method == "POST" else 200,
    )


def _with_goal(request: HttpRequest, party: str, period: str, number: int) -> frame.Seen:
    one = frame.seen(request, party, period)
    if queries.goal(one.row.party_code, number) is None:
        raise Http404
    return one


def _goal_page(
    request: HttpRequest, one: frame.Seen, form: Any, title: str, label: str, *, panel: Any = None, status: int = 200
) -> HttpResponse:
    context = {**frame.context(one), "form": form, "form_title": title, "label": label, "panel": panel}
    return page.render(request, "programmes/form.html", context, status=status)


__all__ = ["activities", "add", "carry", "choose", "drop", "drop_activity", "progress", "turn_down"]
