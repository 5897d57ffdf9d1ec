"""Embassies at work: hand-over files, and the log of what they did."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core import audience
from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.presence import actions, queries, rules
from comity.web import page, spreadsheet
from comity.web.page import asked, locale
from comity.web.presence import asking, forms, labels

STAFF = "IS"
MOST = 500


# -- hand-over files ---------------------------------------------------------------------------------------------------


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """This will list the hand-over files, and to the desk the changes for which there is none."""
    actor, now = asked(request)
    asking.in_circle(actor)
    names, found = parties.names(locale()), queries.files()
    may = actor.has(Role.DESK_OFFICER)
    return page.render(
        request,
        "presence/files.html",
        {
            "rows": [_file(one, names) for one in found],
            "changes": [_change(one, names) for one in queries.changes(brussels_day(now))] if may else [],
            "marking": documents.marking_of(found, locale()),
            "tabs": asking.tabs(actor),
        },
    )


@require_http_methods(["GET", "POST"])
def open_file(request: HttpRequest) -> HttpResponse:
    """This will open the file for a change of embassies."""
    actor, now = asked(request)
    asking.in_circle(actor)
    names = parties.names(locale())
    changes = {f"{one.host}:{one.on.isoformat()}": one for one in queries.changes(brussels_day(now))}
    choices = [(key, _change(one, names)["label"]) for key, one in changes.items()]

    def act(sent: dict[str, Any]) -> None:
        one = changes[sent["change"]]
        party = parties.party(one.host)
        if party is None:
            raise Http404
        actions.open_file(party, actor, now, outgoing=one.outgoing, incoming=one.incoming, on=one.on)

    return page.act_page(
        request,
        forms.OpenFile(page.sent(request), initial={"change": request.GET.get("change", "")}, changes=choices),
        act,
        may=rules.may_open_file(actor, rules.FileOpeningFacts("-", ("-",), ()), now),
        said=_("The file is open; the embassies that leave see it on Today."),
        context={
            "title": _("Open a hand-over file"),
            "label": _("Open the file"),
            "back": page.address("presence:files"),
            "trail": [asking.trail(_("Hand-over files"), "presence:files")],
        },
    )


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show a hand-over file to those who leave, those who come and the staff."""
    actor, now = asked(request)
    row = _found(pk)
    names = parties.names(locale())
    facts = queries.facts_of_file(row, actor, now)
    entries = list(row.entries.all())
    parts = [
        {"label": label, "entries": [_entry(one, names) for one in entries if one.part == part]}
        for part, label in labels.PARTS.items()
    ]
    return page.render(
        request,
        "presence/file.html",
        {
            "file": row,
            **_file(row, names),
            "parts": [one for one in parts if one["entries"]],
            "may_add": rules.may_add(actor, facts, now).allowed,
            "may_hand_over": rules.may_hand_over(actor, facts, now).allowed,
            "may_take_over": rules.may_take_over(actor, facts, now).allowed,
            "taken_by": names.get(row.taken_by, row.taken_by),
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """This will write something into the file."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.FileEntry(page.sent(request)),
        lambda sent: actions.add(row, actor, now, **sent),
        may=rules.may_add(actor, queries.facts_of_file(row, actor, now), now),
        said=_("It is in the file."),
        context=_context(row, _("Write into the file"), _("Keep it in the file")),
    )


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """This will hand the file over."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.hand_over(row, actor, now),
        may=rules.may_hand_over(actor, queries.facts_of_file(row, actor, now), now),
        said=_("The file is handed over."),
        context=_context(row, _("Hand the file over"), _("Hand the file over")),
    )


@require_http_methods(["GET", "POST"])
def ask_more(request: HttpRequest, pk: int) -> HttpResponse:
    """This will give the file back with what is missing."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.AskMore(page.sent(request)),
        lambda sent: actions.ask_more(row, actor, now, **sent),
        may=rules.may_ask_more(actor, queries.facts_of_file(row, actor, now), now),
        said=_("Those who leave are asked for it."),
        context=_context(row, _("Ask for what is missing"), _("Ask those who leave")),
    )


@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """This will take the file over."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.take_over(row, actor, now),
        may=rules.may_take_over(actor, queries.facts_of_file(row, actor, now), now),
        said=_("The file is yours."),
        context=_context(row, _("Take the file over"), _("Take the file over")),
    )


# -- the log -----------------------------------------------------------------------------------------------------------


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """This will list what embassies did as contact points, with sums by kind."""
    actor, now = asked(request)
    names = parties.names(locale())
    found = _filtered(request, limit=MOST)
    kinds = Counter(one.kind for one in found)
    hosts = sorted(queries.hosts_logged(), key=lambda code: plain(names.get(code, "")))
    return page.render(
        request,
        "presence/log.html",
        {
            "rows": [_line(one, names) for one in found],
            "sums": [{"label": label, "value": kinds[kind]} for kind, label in labels.DEEDS.items() if kinds[kind]],
            "reached": sum(one.reached or 0 for one in found),
            "host": request.GET.get("host", ""),
            "kind": request.GET.get("kind", ""),
            "hosts": [{"value": code, "label": names.get(code, code)} for code in hosts],
            "kinds": [{"value": kind.value, "label": label} for kind, label in labels.DEEDS.items()],
            "query": request.GET.urlencode(),
            "may": _may_log(actor, now),
            "marking": documents.marking_of(found, locale()),
            "tabs": asking.tabs(actor),
        },
    )


@require_safe
def export_log(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    now = asked(request)[1]
    names, found = parties.names(locale()), _filtered(request)
    return spreadsheet.answer(
        f"contact-points-log-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of(found, locale()) or documents.marking([audience.PUBLIC], locale()),
        ["nation", "name", "embassy", "held_on", "kind", "subject", "summary", "reached"],
        (
            [
                one.host_id,
                names.get(one.host_id, ""),
                one.by,
                one.held_on,
                one.kind,
                one.subject_line,
                one.summary,
                one.reached,
            ]
            for one in found
        ),
    )


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """This will log something that was done."""
    actor, now = asked(request)
    asking.in_circle(actor)
    names = parties.names(locale())
    hosts = [(code, names.get(code, code)) for code in queries.places_of(actor, now)]
    form = forms.Log(page.sent(request), initial={"held_on": brussels_day(now)}, hosts=hosts)

    def act(sent: dict[str, Any]) -> None:
        party = parties.party(sent.pop("host"))
        if party is None:
            raise Http404
        actions.log(party, actor, now, **sent)

    facts = rules.LogFacts(hosts[0][0] if hosts else "-", brussels_day(now), serves=bool(hosts))
    return page.act_page(
        request,
        form,
        act,
        may=rules.may_log(actor, facts, now),
        said=_("It is logged."),
        context={
            "title": _("Log what was done"),
            "label": _("Log it"),
            "back": page.address("presence:log"),
            "trail": [asking.trail(_("Log"), "presence:log")],
        },
    )


def _filtered(request: HttpRequest, *, limit: int | None = None) -> list[Any]:
    return queries.log_lines(host=request.GET.get("host", ""), kind=request.GET.get("kind", ""), limit=limit)


def _may_log(actor: Actor, now: datetime) -> bool:
    return asking.is_inside(actor) and bool(queries.places_of(actor, now))


def _found(pk: int) -> Any:
    row = queries.file(pk)
    if row is None:
        raise Http404
    return row


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    back = page.address("presence:file", row.pk)
    name = parties.names(locale()).get(row.host_id, row.host_id)
    trail = [asking.trail(_("Hand-over files"), "presence:files"), {"label": name, "url": back}]
    return {"title": title, "label": label, "back": back, "trail": trail}


def _file(row: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.FILE_STATES[rules.FileState(row.state)]
    return {
        "row": row,
        "name": names.get(row.host_id, row.host_id),
        "outgoing": ", ".join(names.get(code, code) for code in row.outgoing),
        "incoming": ", ".join(names.get(code, code) for code in row.incoming) or names.get(STAFF, STAFF),
        "word": word,
        "tone": tone,
    }


def _change(one: queries.Change, names: dict[str, str]) -> dict[str, Any]:
    leave = ", ".join(names.get(code, code) for code in one.outgoing)
    come = ", ".join(names.get(code, code) for code in one.incoming)
    name = names.get(one.host, one.host)
    return {
        "key": f"{one.host}:{one.on.isoformat()}",
        "label": _("%(nation)s, %(day)s: %(leave)s → %(come)s")
        % {"nation": name, "day": one.on.isoformat(), "leave": leave, "come": come},
    }


def _entry(one: Any, names: dict[str, str]) -> dict[str, Any]:
    return {"title": one.title, "details": one.details, "by": names.get(one.by, one.by), "at": one.at}


def _line(one: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        "row": one,
        "name": names.get(one.host_id, one.host_id),
        "by": names.get(one.by, one.by),
        "kind": labels.DEEDS[rules.Deed(one.kind)],
    }
