"""Pages about consultations: the list, one of them, its sessions, what was told of others, each act."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from defusedcsv import csv
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.consultations import actions, queries, rules
from comity.consultations.rules import formats, sessions
from comity.core import refs
from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.parties import queries as parties
from comity.web import page
from comity.web.consultations import acts, forms, labels
from comity.web.consultations.showing import Shown, found
from comity.web.numbers import whole
from comity.web.page import asked, locale
from comity.web.refusals.panels import Place

CONFLICT, UNPROCESSABLE, PAGE = 409, 422, 30


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """This will list the consultations that the reader may see, the latest first."""
    actor, now = asked(request)
    wanted = queries.Wanted(**forms.Listed(request.GET).narrowed())
    number = whole(request.GET.get("page", "")) or 1
    total = queries.count(wanted)
    pages = max(1, -(-total // PAGE))
    number = min(number, pages)
    names = parties.names(locale())
    rows = queries.consultations(wanted, limit=PAGE, offset=(number - 1) * PAGE)
    counts = queries.states(wanted)
    kept = [("q", wanted.words)] if wanted.words else []
    kept += [("state", state) for state in wanted.states]
    own = parties.party(actor.party or "")
    may = own is not None and formats.may_request(actor, queries.facts_of_request(own, actor, now), now).allowed
    context = {
        "rows": [_row(row, names) for row in rows],
        "words": wanted.words,
        "states": [
            {
                "value": state.value,
                "label": word,
                "count": counts.get(state.value, 0),
                "checked": state.value in wanted.states,
            }
            for state, (word, _tone) in labels.STATES.items()
        ],
        "chips": _chips(kept),
        "pages": _pages(number, pages, total, kept),
        "query": urlencode(kept),
        "may_request": may,
        "notices": len(queries.notices()) if actor.is_partner else 0,
    }
    return page.render(request, "consultations/consultations.html", context, block="results")


def _row(row: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.STATES[rules.State(row.state)]
    coming = [one.starts_at for one in row.sessions.all() if one.state != rules.SessionState.CANCELLED]
    return {
        "row": row,
        "title": row.title_in(locale()),
        "requester": names.get(row.requester, row.requester),
        "participants": [names.get(one.party, one.party) for one in row.participants.all()],
        "word": word,
        "tone": tone,
        "at": max(coming, default=None),
        "url": reverse("consultations:consultation", args=[row.code]),
    }


def _chips(kept: list[tuple[str, str]]) -> list[dict[str, Any]]:
    base = reverse("consultations:consultations")
    return [
        {
            "label": labels.STATES[rules.State(value)][0] if key == "state" else value,
            "url": f"{base}?{urlencode([one for one in kept if one != (key, value)])}",
        }
        for key, value in kept
    ]


def _pages(number: int, pages: int, total: int, kept: list[tuple[str, str]]) -> dict[str, Any]:
    def address(one: int) -> str:
        return f"{reverse('consultations:consultations')}?{urlencode([*kept, ('page', str(one))])}"

    return {
        "number": number,
        "pages": pages,
        "total": total,
        "first": (number - 1) * PAGE + 1 if total else 0,
        "last": min(number * PAGE, total),
        "links": [{"number": one, "url": address(one), "current": one == number} for one in range(1, pages + 1)],
        "previous_url": address(number - 1) if number > 1 else "",
        "next_url": address(number + 1) if number < pages else "",
    }


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """This will give exactly the consultations that are filtered as CSV; nothing in it can be taken for a formula."""
    rows = queries.consultations(queries.Wanted(**forms.Listed(request.GET).narrowed()))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="consultations.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["code", "subject", "requester", "participants", "state", "mandate", "session_at", "marking"])
    for row in rows:
        held = max((one.starts_at for one in row.sessions.all()), default=None)
        seen = " ".join(one.party for one in row.participants.all())
        cells = [row.code, row.title_in(locale()), row.requester, seen, row.state, row.mandate]
        writer.writerow([*cells, held.isoformat() if held else "", documents.marking(row.audience, locale())])
    return response


@require_safe
def consultation(request: HttpRequest, code: str, tab: str = "overview") -> HttpResponse:
    """This will show one consultation: where it stands, what is still needed, who takes part, what came of it."""
    shown = found(request, code)
    context = {**_frame(shown, tab), "papers": [_paper(one) for one in documents.papers(shown.row.subject)]}
    return page.render(request, f"consultations/{'history' if tab == 'history' else 'consultation'}.html", context)


def _paper(row: Any) -> dict[str, Any]:
    slug = refs.slug_of_paper(row.symbol)
    return {
        "symbol": row.symbol,
        "title": row.title_in(locale()),
        "url": reverse("documents:paper", args=[slug]),
        "files": [
            {
                "label": f"{language.upper()} {'PDF' if sort == 'pdf' else 'Word'}",
                "url": reverse("documents:rendering", args=[slug, language, sort]),
            }
            for language in ("en", "fr")
            for sort in ("pdf", "docx")
        ],
    }


def _frame(shown: Shown, tab: str) -> dict[str, Any]:
    word, tone = labels.STATES[shown.state]
    steps, step = shown.steps
    offered = [act for act in acts.ACTS if act.may(shown).allowed]
    may_revise = formats.may_revise(
        shown.actor, queries.facts_of_revision(shown.row, shown.actor, shown.now), shown.now
    ).allowed
    return {
        "shown": shown,
        "row": shown.row,
        "title": shown.title,
        "word": word,
        "tone": tone,
        "steps": steps,
        "step": step,
        "acts": offered,
        "may_revise": may_revise,
        "marking": shown.marking,
        "tabs": [
            {"key": "overview", "label": _("Overview"), "url": _url(shown)},
            {
                "key": "history",
                "label": _("History"),
                "url": reverse("consultations:tab", args=[shown.row.code, "history"]),
            },
        ],
        "tab": tab,
    }


def _url(shown: Shown) -> str:
    return reverse("consultations:consultation", args=[shown.row.code])


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """This will show what an act means and ask for what it needs, and on sending it do it."""
    shown = found(request, code)
    known = acts.BY_PATH.get(path)
    if known is None:
        raise Http404
    context = {
        **_frame(shown, ""),
        "act": known,
        "form": None,
        "panel": None,
        "back": _url(shown),
        "over": code,
        "missing": shown.missing if path == "inform" else [],
    }
    if request.method != "POST":
        verdict = known.may(shown)
        if verdict.allowed:
            context["form"] = known.form(None, shown)
        else:
            context["panel"] = _panel(verdict, shown.row.subject)
        return page.render(request, "consultations/act.html", context)
    form = known.form(request.POST, shown)
    context["form"] = form
    if not form.is_valid():
        return page.render(request, "consultations/act.html", context, status=UNPROCESSABLE)
    if known.path in {"accept", "decline"} and shown.invitation is None:
        context |= {"panel": _panel(known.may(shown), shown.row.subject), "form": None}
        return page.render(request, "consultations/act.html", context, status=CONFLICT)
    try:
        known.do(shown, form)
    except Refused as refused:
        context["panel"] = page.panel_of(refused, Place(form=request.path))
        return page.render(request, "consultations/act.html", context, status=CONFLICT)
    messages.success(request, str(known.done))
    return page.done(request, _url(shown))


def _panel(verdict: Any, about: str) -> dict[str, Any]:
    first, *others = page.panels(verdict, about=about)
    return {**first, "also": [other["title"] for other in others]}


# -- sessions ----------------------------------------------------------------------------------------------------------


def _session(shown: Shown, number: str) -> Any:
    row = next((one for one in shown.row.sessions.all() if str(one.number) == number), None)
    if row is None:
        raise Http404
    row.consultation = shown.row
    return row


@require_safe
def session(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show a session: when, where, on what, who comes, its record."""
    shown = found(request, code)
    row = _session(shown, number)
    facts = queries.facts_of_session(row, shown.actor, shown.now)
    offered = [(act, act.may(shown.actor, facts, shown.now)) for act in acts.SESSION_ACTS]
    word, tone = labels.SESSIONS[rules.SessionState(row.state)]
    paper = documents.paper(row.paper) if row.paper else None
    context = {
        **_frame(shown, ""),
        "session": row,
        "word": word,
        "tone": tone,
        "acts": [one for one, verdict in offered if verdict.allowed],
        "blocked": [
            one
            for one, verdict in offered
            if set(verdict.codes) & {"consultations.not_informed", "consultations.nobody_comes"}
        ],
        "clearance": getattr(row, "clearance", None),
        "paper": _paper(paper) if paper else None,
        "coming": [one for one in shown.participants if one["code"] in shown.facts.accepted],
    }
    return page.render(request, "consultations/session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_act(request: HttpRequest, code: str, number: str, path: str) -> HttpResponse:
    """This will show what an act on a session means, and on sending it do it."""
    shown = found(request, code)
    row = _session(shown, number)
    known = acts.SESSIONS_BY_PATH.get(path)
    if known is None:
        raise Http404
    back = reverse("consultations:session", args=[code, number])
    over = f"{code} · {_('Session %(number)s') % {'number': number}}"
    context = {
        **_frame(shown, ""),
        "act": known,
        "form": None,
        "panel": None,
        "back": back,
        "over": over,
        "missing": shown.missing if path == "convene" else [],
    }
    if request.method != "POST":
        verdict = known.may(shown.actor, queries.facts_of_session(row, shown.actor, shown.now), shown.now)
        if verdict.allowed:
            context["form"] = known.form(None)
        else:
            context["panel"] = _panel(verdict, shown.row.subject)
        return page.render(request, "consultations/act.html", context)
    form = known.form(request.POST)
    context["form"] = form
    if not form.is_valid():
        return page.render(request, "consultations/act.html", context, status=UNPROCESSABLE)
    try:
        known.verb(row, shown.actor, shown.now, **form.cleaned_data)
    except Refused as refused:
        context["panel"] = page.panel_of(refused, Place(form=request.path))
        return page.render(request, "consultations/act.html", context, status=CONFLICT)
    messages.success(request, str(known.done))
    return page.done(request, back)


@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will let the owner of a follow-up, or the staff, say that it is done."""
    shown = found(request, code)
    row = next((one for one in shown.row.follow_ups.all() if str(one.number) == number), None)
    if row is None:
        raise Http404
    row.consultation = shown.row
    form = forms.Done(page.sent(request))
    act_ = {"title": _("Say that it is done"), "label": "", "consequence": row.text, "tone": "", "path": "done"}
    context = {**_frame(shown, ""), "act": act_, "form": form, "panel": None, "back": _url(shown), "over": code}
    context["missing"] = []
    status = 200
    if request.method != "POST":
        verdict = sessions.may_complete(shown.actor, queries.facts_of_task(row, shown.actor, shown.now), shown.now)
        if not verdict.allowed:
            context |= {"form": None, "panel": _panel(verdict, shown.row.subject)}
    elif not form.is_valid():
        status = UNPROCESSABLE
    else:
        try:
            actions.complete(row, shown.actor, shown.now, note=form.cleaned_data["note"])
        except Refused as refused:
            context["panel"], status = page.panel_of(refused, Place(form=request.path)), CONFLICT
        else:
            messages.success(request, _("The follow-up is done."))
            return page.done(request, _url(shown))
    return page.render(request, "consultations/act.html", context, status=status)


# -- what was told -----------------------------------------------------------------------------------------------------


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """This will list what the reader was told of consultations to which it is not invited."""
    rows = [{"row": one, "title": one.title_in(locale())} for one in queries.notices()]
    return page.render(request, "consultations/notices.html", {"rows": rows})


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """This will show what partners that are not invited were told of one consultation."""
    row = queries.notice(code)
    if row is None:
        raise Http404
    actor, now = asked(request)
    context = {
        "row": row,
        "title": row.title_in(locale()),
        "text": row.text_in(locale()),
        "is_inside": actor.is_staff or actor.is_ally,
        "today": brussels_day(now),
    }
    return page.render(request, "consultations/notice.html", context)
