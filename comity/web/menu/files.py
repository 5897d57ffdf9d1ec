"""Files: what is filtered as CSV, XLSX and iCalendar, feeds for calendars, and imports in two steps."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core.actor import Role
from comity.core.verdict import Verdict, refuse
from comity.kernel import held
from comity.kernel.action import Refused, ask
from comity.kernel.scope import at_the_door, reading
from comity.menu import actions, exporting, queries, rules
from comity.menu.importing import Checked, check
from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import number
from comity.web import page
from comity.web.menu import labels
from comity.web.menu.forms import query_of, read_filters
from comity.web.menu.views import reader_of
from comity.web.middleware import Asked

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}
SALT = "comity.menu.feed"
STAFF = "IS"
SHOWN_PROBLEMS = 500
SHOWN_ROWS = 50
UNPROCESSABLE = 422
BAD_REQUEST = 400
MEGABYTE = 1_000_000


@require_safe
def export(request: Asked, suffix: str) -> HttpResponse:
    """This will write exactly what is filtered, in the order of the list."""
    filters, wrong = read_filters(request.GET)
    if wrong:
        return page.render(request, "menu/wrong.html", {"wrong": _named(wrong)}, status=BAD_REQUEST)
    ids = queries.all_ids(filters, reader_of(request))
    return _file(_written(ids, suffix, request), suffix, f"menu.{suffix}")


@require_safe
def one(request: Asked, code: str) -> HttpResponse:
    """This will write one activity as iCalendar."""
    row = queries.activity(code)
    if row is None:
        raise Http404
    return _file(_written([row.pk], "ics", request), "ics", f"{row.code}.ics")


def _written(ids: list[int], suffix: str, request: Asked) -> bytes:
    if suffix == "ics":
        name = _("Partnership Cooperation Menu")
        return exporting.as_calendar(ids, request.now, site=settings.SITE_URL, locale=_locale(), name=name)
    rows = exporting.lines(ids)
    return exporting.as_csv(rows) if suffix == "csv" else exporting.as_xlsx(rows)


def _file(data: bytes, suffix: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _locale() -> str:
    return get_language() or "en"


# -- feeds -------------------------------------------------------------------------------------------------------------


@require_POST
def subscribe(request: Asked) -> HttpResponse:
    """This will make an address from which a calendar program reads what is filtered, while the password holds.

    The address is the reader's own: what it gives is what they may read at that moment, and no more.
    """
    filters, wrong = read_filters(QueryDict(request.POST.get("query", "").removeprefix("?")))
    if wrong or request.visitor is None:
        raise Http404
    account = request.visitor.account
    actions.subscribe(account.person, request.actor, request.now)
    said = {"a": account.pk, "q": query_of(filters, page=1), "h": _stamp(account), "f": request.actor.party or ""}
    address = f"{settings.SITE_URL}{reverse('menu:feed', args=[signing.dumps(said, salt=SALT, compress=True)])}"
    return page.render(request, "menu/subscribe.html", {"address": address, "query": said["q"]})


@page.public
@require_safe
def feed(request: Asked, token: str) -> HttpResponse:
    """This will write the feed of somebody's filtered list, as that person may read it now."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    with at_the_door():
        visitor = people.visitor(int(said["a"]), request.now)
    hat = next((hat for hat in visitor.hats if hat.party == said["f"]), None) if visitor else None
    if visitor is None or hat is None or said["h"] != _stamp(visitor.account):
        raise Http404
    filters, wrong = read_filters(QueryDict(said["q"]))
    with reading(hat.actor.communities):
        reader = queries.Reader(queries.standing_of(hat.actor, request.now), request.now, _locale())
        ids = [] if wrong else queries.all_ids(filters, reader)
        data = _written(ids, "ics", request)
    return _file(data, "ics", "menu.ics")


def _stamp(account: Any) -> str:
    """This will tie a feed to the password: a new one ends all feeds."""
    return hashlib.sha256(account.get_session_auth_hash().encode()).hexdigest()[:16]


# -- imports -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Asked) -> HttpResponse:
    """This will look at a file, show every problem, and import it whole once it is confirmed (W-16).

    Between the two steps the file waits here for its sender (kernel/held.py): it is sent once, however large it is.
    """
    if not request.actor.has(Role.MENU_MANAGER, Role.DESK_OFFICER):
        staff = parties.party(STAFF)
        if request.method == "POST" and staff is not None:
            ask(actions.import_rows, staff, request.actor, request.now, plan=actions.NOTHING)
        verdict: Verdict = refuse("menu.not_menu_manager")
        return page.render(request, "menu/closed.html", {"panels": page.panels(verdict)}, status=page.CONFLICT)
    if request.method != "POST":
        return page.render(request, "menu/import.html", _offer_to_import())
    name, data, problem = _sent(request)
    if problem:
        return page.render(
            request, "menu/import.html", {**_offer_to_import(), "problem": problem}, status=UNPROCESSABLE
        )
    checked = check(name, data, request.now)
    panel, status = None, UNPROCESSABLE if checked.problems else 200
    if "held" in request.POST:
        try:
            return _import(request, checked)
        except Refused as refused:  # what was without a fault when it was looked at has one now
            panel, status = page.panel_of(refused), page.CONFLICT
    context = {**_offer_to_import(), **_preview(request, checked, data), "panel": panel}
    return page.render(request, "menu/import.html", context, status=status)


def _sent(request: Asked) -> tuple[str, bytes, str]:
    """This will take the file that was sent, or the one that the page holds, or say why there is none."""
    if "held" in request.POST:
        found = held.held(request.POST["held"], request.actor.person_id or 0, request.now)
        return (*found, "") if found else ("", b"", _("The page was open too long. Send the file again."))
    sent = request.FILES.get("file")
    if sent is None:
        return "", b"", _("Choose a file.")
    if (sent.size or 0) > number("menu.import_megabytes") * MEGABYTE:
        return "", b"", _("The file is larger than the limit.")
    data = sent.read()
    return sent.name or "menu", data, ""


def _import(request: Asked, checked: Checked) -> HttpResponse:
    staff = parties.party(STAFF)
    if staff is None:
        raise Http404
    event = actions.import_rows(staff, request.actor, request.now, plan=checked.plan)
    said = ngettext("%(num)s row was imported.", "%(num)s rows were imported.", event.made + event.changed)
    messages.success(request, said % {"num": event.made + event.changed})
    return page.done(request, "menu:menu")


def _offer_to_import() -> dict[str, Any]:
    return {
        "columns": exporting.COLUMNS,
        "most_rows": number("menu.import_rows"),
        "most_megabytes": number("menu.import_megabytes"),
        "checked": None,
        "panel": None,
        "problem": "",
    }


def _preview(request: Asked, checked: Checked, data: bytes) -> dict[str, Any]:
    word = ""
    if not checked.problems:
        word = held.hold(checked.plan.file, data, request.actor.person_id or 0, request.now)
    return {
        "checked": checked,
        "held": word,
        "problems": [
            {"row": one.row, "column": one.column, "text": labels.problem(one.kind), "value": one.value}
            for one in checked.problems[:SHOWN_PROBLEMS]
        ],
        "more": max(0, len(checked.problems) - SHOWN_PROBLEMS),
        "records": [
            {
                "line": record.line,
                "is_new": record.row is None,
                "is_course": record.is_course,
                "code": record.code or (record.row.code if record.row is not None else ""),
                "title": record.values.get("title_en") or record.values.get("title_fr"),
                "start": record.values.get("start_on"),
                "end": record.values.get("end_on"),
                "state": labels.STATES[rules.State(record.state)][0] if record.state and not record.is_course else "",
            }
            for record in [*checked.plan.make, *checked.plan.change][:SHOWN_ROWS]
        ],
    }


def _named(wrong: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(str(labels.FILTERS.get(name, name)), value) for name, value in wrong]
