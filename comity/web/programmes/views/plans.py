"""The actions of a programme: a table, filtered, paged and reported in bulk; one action; the help of Allies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.programmes import actions, queries
from comity.programmes.rules import plans as rules
from comity.programmes.rules.plans import ActionState, HelpState
from comity.web import page, spreadsheet
from comity.web.page import locale
from comity.web.programmes import frame, labels
from comity.web.programmes.planning import Action, Carry, ManyActions, OfferHelp, Report, chapters_of

ROWS = 50
CONFLICT, UNPROCESSABLE = 409, 422


@require_safe
def table(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show the actions, filtered and in pages. Its queries do not grow with the actions."""
    return _table(request, frame.seen(request, party, period))


def _table(
    request: HttpRequest, one: frame.Seen, *, form: Any = None, panel: Any = None, status: int = 200
) -> HttpResponse:
    every = queries.action_lines(one.row, brussels_day(one.now), version=one.version)
    wanted = _wanted(request)
    found = [line for line in every if _fits(line, wanted)]
    number = min(max(1, wanted["page"]), max(1, -(-len(found) // ROWS)))
    shown = found[(number - 1) * ROWS : number * ROWS]
    chapters = chapters_of(one.row)
    kept = "&".join(f"{key}={value}" for key, value in wanted.items() if value and key != "page")
    return page.render(
        request,
        "programmes/actions.html",
        {
            **frame.context(one, "actions"),
            "rows": [_row(line, chapters) for line in shown],
            "count": queries.counted(every),
            "found": len(found),
            "page": number,
            "pages": max(1, -(-len(found) // ROWS)),
            "wanted": wanted,
            "kept": kept,
            "chapters": [{"value": code, "label": name} for code, name in chapters.items()],
            "goals": sorted({(line.row.goal.number, line.row.goal.title) for line in every}),
            "states": [{"value": state.value, "label": word} for state, (word, _t) in labels.ACTION_STATES.items()],
            "form": form or (Report() if _reports(one) else None),
            "panel": panel,
            "may_change": one.holds_pen,
            "may_carry": one.holds_pen and bool(_former(one).left),
        },
        status=status,
    )


def _former(one: frame.Seen) -> queries.Former:
    return queries.former(one.row, brussels_day(one.now), version=one.version)


def _reports(one: frame.Seen) -> bool:
    return rules.may_report(one.actor, one.facts, one.now).allowed


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """This will read what is asked of the table; what cannot be read counts as not asked."""
    asked = request.GET if request.method != "POST" else request.POST
    page_number, goal = asked.get("page", "1"), asked.get("goal", "")
    return {
        "q": asked.get("q", "").strip()[:80],
        "chapter": asked.get("chapter", "")[:32],
        "goal": int(goal) if goal.isascii() and goal.isdigit() and len(goal) < 6 else 0,  # noqa: PLR2004
        "status": asked.get("status", ""),
        "page": int(page_number) if page_number.isascii() and page_number.isdigit() and len(page_number) < 5 else 1,  # noqa: PLR2004
    }


def _fits(line: queries.ActionLine, wanted: dict[str, Any]) -> bool:
    status = wanted["status"]
    return (
        (not wanted["q"] or wanted["q"].lower() in f"{line.row.title} {line.row.lead}".lower())
        and (not wanted["chapter"] or line.row.chapter == wanted["chapter"])
        and (not wanted["goal"] or line.row.goal.number == wanted["goal"])
        and (not status or (line.is_late if status == "late" else line.state == status))
    )


def _row(line: queries.ActionLine, chapters: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.ACTION_STATES[line.state]
    return {
        "number": line.number,
        "title": line.row.title,
        "lead": line.row.lead,
        "goal": line.row.goal,
        "chapter": chapters.get(line.row.chapter, line.row.chapter),
        "due_on": line.row.due_on,
        "word": word,
        "tone": tone,
        "note": line.note,
        "reported_at": line.reported_at,
        "is_late": line.is_late,
        "former": line.row.former,
        "went_on": line.went_on,
        "help": [
            {"ally": each.ally.name_in(locale()), "word": labels.HELP[HelpState(each.state)]} for each in line.help
        ],
    }


@require_POST
def report(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will say how far the chosen actions are, all at once."""
    one = frame.seen(request, party, period)
    known = {line.number for line in queries.planned_actions(one.row, version=one.version)}
    form = Report(request.POST, numbers=known)
    if not form.is_valid():
        return _table(request, one, form=form, status=UNPROCESSABLE)
    data = form.cleaned_data
    event = actions.report_actions(
        one.row, one.actor, one.now, numbers=data["number"], state=data["state"], note=data["note"]
    )
    said = ngettext("One action was reported.", "%(count)s actions were reported.", len(event.numbers))
    messages.success(request, said % {"count": len(event.numbers)})
    return page.done(request, f"{one.url('actions')}?{request.POST.get('kept', '')[:300]}")


@require_safe
def export(request: HttpRequest, party: str, period: str, form: str) -> HttpResponse:
    """This will give all actions as a file, with their marking."""
    one = frame.seen(request, party, period)
    lines = queries.action_lines(one.row, brussels_day(one.now), version=one.version)
    chapters = chapters_of(one.row)
    return spreadsheet.answer(
        f"{one.row.code.replace('/', '-')}-actions",
        form,
        documents.marking_of([one.row], locale()),
        ["number", "chapter", "goal", "action", "due_on", "lead", "state", "late", "reported_on", "note", "help"],
        (
            [
                line.number,
                chapters.get(line.row.chapter, ""),
                line.row.goal.code,
                line.row.title,
                line.row.due_on,
                line.row.lead,
                line.state.value,
                "yes" if line.is_late else "",
                brussels_day(line.reported_at) if line.reported_at else None,
                line.note,
                " ".join(f"{each.ally_id} ({each.state})" for each in line.help),
            ]
            for line in lines
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will plan actions: one by one, or many lines at once as they come from a spreadsheet."""
    one = frame.seen(request, party, period)
    form = ManyActions(page.sent(request), of=one)
    return _planned(request, one, form, _("Plan actions"), lambda sent: actions.plan_actions(
        one.row, one.actor, one.now, planned=sent["planned"]
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will carry unfinished actions of the plan before over into this one, those that are chosen."""
    one = frame.seen(request, party, period)
    former = _former(one)
    before = former.programme
    form = Carry(page.sent(request), former=former, initial={"due_on": date(one.row.last_year, 12, 31)})
    title = _("Carry actions over from %(plan)s") % {"plan": queries.title(before, locale()) if before else "–"}
    known = queries.facts_of_carrying(one.row, one.actor, one.now)
    return _planned(request, one, form, title, lambda sent: actions.carry_actions(
        one.row, one.actor, one.now, numbers=sent["numbers"], due_on=sent["due_on"]
    ), may=rules.may_carry_actions(one.actor, known, one.now))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will write an action anew."""
    one = frame.seen(request, party, period)
    line = _line(one, number)
    initial = {
        "goal": line.row.goal.number,
        "chapter": line.row.chapter,
        "title": line.row.title,
        "due_on": line.row.due_on,
        "lead": line.row.lead,
    }
    form = Action(page.sent(request), of=one, initial=initial)
    return _planned(request, one, form, _("Change action %(number)s") % {"number": number}, lambda sent: (
        actions.change_action(one.row, one.actor, one.now, number=number, planned=sent["planned"])
    ))  # fmt: skip


def _planned(
    request: HttpRequest, one: frame.Seen, form: Any, title: str, act: Any, *, may: Verdict | None = None
) -> HttpResponse:
    """This will show the form, or act and lead back to the table; what was typed stays where it is refused."""
    panel, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            panel, status = page.panel_of(refusal), CONFLICT
        else:
            messages.success(request, _("Written down. The other side sees it when you hand over the pen."))
            return page.done(request, one.url("actions"))
    elif request.method == "POST":
        status = UNPROCESSABLE
    else:
        known = queries.facts_of_planning(one.row, one.actor, one.now)
        panel = frame.why_not(may or rules.may_plan(one.actor, known, one.now), one.row.subject)
        form = None if panel else form
    return page.render(
        request,
        "programmes/plan.html",
        {**frame.context(one), "form": form, "form_title": title, "panel": panel, "back": one.url("actions")},
        status=status,
    )


def _line(one: frame.Seen, number: int) -> queries.ActionLine:
    found = queries.action(one.row, number, brussels_day(one.now), version=one.version)
    if found is None:
        raise Http404
    return found


@require_safe
def action(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will show one action: what was reported of it, and which Allies help."""
    return _action(request, frame.seen(request, party, period), number)


def _action(
    request: HttpRequest, one: frame.Seen, number: int, *, form: Any = None, panel: Any = None, status: int = 200
) -> HttpResponse:
    line = _line(one, number)
    offered = rules.may_offer_help(
        one.actor,
        rules.HelpFacts(one.facts, number, ally=one.actor.party or "", has_open=_helps(one, line)),
        one.now,
    )
    return page.render(
        request,
        "programmes/action.html",
        {
            **frame.context(one),
            "line": _row(line, chapters_of(one.row)),
            "reports": [
                {"word": labels.ACTION_STATES[ActionState(each.state)], "side": labels.SIDES_BY[each.side], "row": each}
                for each in queries.action_reports(one.row, number)
            ],
            "help": [_help(one, each) for each in queries.help_with(one.row, number)],
            "form": form or (OfferHelp() if offered.allowed else None),
            "panel": panel,
            "may_change": one.holds_pen,
        },
        status=status,
    )


def _helps(one: frame.Seen, line: queries.ActionLine) -> bool:
    return any(each.ally_id == one.actor.party for each in line.help)


def _help(one: frame.Seen, row: Any) -> dict[str, Any]:
    known = rules.HelpFacts(one.facts, row.number, state=HelpState(row.state), ally=row.ally_id)
    return {
        "pk": row.pk,
        "ally": row.ally.name_in(locale()),
        "text": row.text,
        "word": labels.HELP[HelpState(row.state)],
        "at": row.ended_at or row.accepted_at or row.offered_at,
        "may_accept": rules.may_accept_help(one.actor, known, one.now).allowed,
        "may_end": rules.may_end_help(one.actor, known, one.now).allowed,
    }


@require_POST
def drop(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will take an action out of the version at work."""
    one = frame.seen(request, party, period)
    _line(one, number)
    actions.drop_action(one.row, one.actor, one.now, number=number)
    messages.success(request, _("Action %(number)s was taken out.") % {"number": number})
    return page.done(request, one.url("actions"))


@require_POST
def offer_help(request: HttpRequest, party: str, period: str, number: int) -> HttpResponse:
    """This will offer an Ally's help with an action."""
    one = frame.seen(request, party, period)
    _line(one, number)
    form = OfferHelp(request.POST)
    if not form.is_valid():
        return _action(request, one, number, form=form, status=UNPROCESSABLE)
    try:
        actions.offer_help(one.row, one.actor, one.now, number=number, text=form.cleaned_data["text"])
    except Refused as refusal:
        return _action(request, one, number, form=form, panel=page.panel_of(refusal), status=CONFLICT)
    messages.success(request, _("Offered. The partner is told."))
    return page.done(request, one.url("action", number))


@require_POST
def accept_help(request: HttpRequest, party: str, period: str, number: int, pk: int) -> HttpResponse:
    """This will accept an Ally's help."""
    return _settle(request, party, period, pk, actions.accept_help, _("Accepted."))


@require_POST
def end_help(request: HttpRequest, party: str, period: str, number: int, pk: int) -> HttpResponse:
    """This will end an Ally's help."""
    return _settle(request, party, period, pk, actions.end_help, _("Ended."))


def _settle(request: HttpRequest, party: str, period: str, pk: int, verb: Any, said: str) -> HttpResponse:
    one = frame.seen(request, party, period)
    row = queries.help_of(one.row, pk)
    if row is None:
        raise Http404
    verb(one.row, one.actor, one.now, help=pk)
    messages.success(request, said)
    return page.done(request, one.url("action", row.number))
