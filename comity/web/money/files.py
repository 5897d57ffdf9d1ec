"""Money as files: every table as CSV or workbook, and a budget that is brought in, in two steps."""

from __future__ import annotations

import base64
import hashlib
import zlib
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.money import Money
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.kernel.sheets import MEGABYTE, Unfitness
from comity.ledger import actions, importing, queries, rules
from comity.ledger.importing import Checked, Problem, ProblemKind
from comity.parties import queries as parties
from comity.policy import number
from comity.web import page, spreadsheet
from comity.web.middleware import Asked
from comity.web.money import labels, showing, views
from comity.web.page import locale
from comity.web.spreadsheet import Cell

SALT = "comity.money.import"
SHOWN_PROBLEMS = 500
SHOWN_ROWS = 200
MOST_HELD = 3_000_000
HELD_SECONDS = 3_600


@require_safe
def lines(request: Asked, form: str) -> HttpResponse:
    """This will write the lines that are filtered, in columns that an import understands."""
    found = views.filtered(request.GET)[1]
    head = [*importing.COLUMNS[:-1], "kind", "state", "committed", "obligated", "paid", "free"]
    rows: list[list[Cell]] = []
    for row in found:
        place = queries.position(row)
        rows.append(
            [
                *(row.code, row.title_en, row.title_fr, row.office, row.period, row.currency, _of(place, "amount")),
                *(row.kind, row.state),
                *(_of(place, part) for part in ("committed", "obligated", "paid", "free")),
            ]
        )
    return spreadsheet.answer("lines", form, documents.marking_of(found, locale()), head, rows)


@require_safe
def rates(request: Asked, form: str) -> HttpResponse:
    """This will write the rates."""
    found = queries.rates()
    head = ["base", "currency", "rate", "on", "source"]
    rows: list[list[Cell]] = [[one.base, one.currency, one.rate, one.on, one.source] for one in found]
    return spreadsheet.answer("rates", form, documents.marking_of(found, locale()), head, rows)


@require_safe
def table(request: Asked, code: str, table: str, form: str) -> HttpResponse:
    """This will write one table of a line."""
    row = views.one(code)
    head, rows = TABLES[table](row)
    return spreadsheet.answer(f"{code}-{table}", form, documents.marking_of([row], locale()), head, rows)


def _statement(row: Any) -> tuple[list[str], list[list[Cell]]]:
    head = [
        *("number", "on", "verb", "about", "text", "reason", "currency", "original", "rate", "rate_on", "rate_source"),
        *("line_currency", *(account.value for account in rules.Account), "free_after", "reverses", "reversed_by"),
    ]
    rows: list[list[Cell]] = [
        [
            *(one.number, one.at.date(), one.verb.value, one.about, one.text, one.reason, one.currency),
            *(Money(one.original, one.currency).amount, one.rate, one.rate_on, one.rate_source, row.currency),
            *(Money(one.postings.get(account, 0), row.currency).amount for account in rules.Account),
            *(_of(one.after, "free"), one.reverses, one.reversed_by),
        ]
        for one in queries.statement(row)
    ]
    return head, rows


def _commitments(row: Any) -> tuple[list[str], list[list[Cell]]]:
    head = [
        *("number", "on", "purpose", "subject", "text", "stage", "currency", "original", "left", "obligated", "paid"),
        *("line_currency", "line_sum", "rate", "rate_on", "rate_source"),
    ]
    rows: list[list[Cell]] = [
        [
            *(one.number, one.made_at.date(), one.purpose, one.subject_ref, one.label, one.stage.value, one.currency),
            *_amounts(one.currency, one.original, one.original_left, one.original_obligated, one.original_paid),
            *(row.currency, Money(one.minor, row.currency).amount, one.rate, one.rate_on, one.rate_source),
        ]
        for one in queries.commitments(row)
    ]
    return head, rows


def _contributions(row: Any) -> tuple[list[str], list[list[Cell]]]:
    head = ["number", "on", "contributor", "earmark", "currency", "pledged", "signed", "paid"]
    rows: list[list[Cell]] = [
        [
            *(one.number, one.made_at.date(), one.contributor, one.earmark, one.currency),
            *(money.amount for money in one.totals),
        ]
        for one in queries.contributions(row)
    ]
    return head, rows


def _invoices(row: Any) -> tuple[list[str], list[list[Cell]]]:
    head = ["supplier", "invoice", "date", "commitment", "currency", "amount", "paid_on", "reversed"]
    rows: list[list[Cell]] = [
        [
            *(one.supplier, one.number, one.invoiced_on, one.commitment.number, one.commitment.currency),
            *(Money(one.original, one.commitment.currency).amount, one.paid_at.date()),
            "yes" if one.is_reversed else "",
        ]
        for one in queries.invoices(row)
    ]
    return head, rows


TABLES = {
    "statement": _statement,
    "commitments": _commitments,
    "contributions": _contributions,
    "invoices": _invoices,
}


def _of(place: rules.Position, part: str) -> Decimal:
    return place.money(part).amount


def _amounts(currency: str, *minors: int) -> list[Decimal]:
    return [Money(minor, currency).amount for minor in minors]


# -- a budget that is brought in ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Asked) -> HttpResponse:
    """This will look at a file, show every problem, and import it whole once that is confirmed (W-16).

    Between the two steps the file travels in the page itself, signed, so that nothing of it is kept here.
    """
    if not showing.writes(request.actor):
        verdict = rules.may_import_lines(request.actor, rules.ImportFacts("", "", 0, 0), request.now)
        context = {**_offer(), "panel": page.panels(verdict)[0]}
        return page.render(request, "money/import.html", context, status=page.CONFLICT)
    if request.method != "POST":
        return page.render(request, "money/import.html", _offer())
    name, data, problem = _sent(request)
    if problem:
        context = {**_offer(), "problem": problem}
        return page.render(request, "money/import.html", context, status=views.UNPROCESSABLE)
    checked = importing.check(name, data)
    if "held" in request.POST or "sha256" in request.POST:
        return _import(request, checked)
    context = {**_offer(), **_preview(checked, data)}
    return page.render(request, "money/import.html", context, status=views.UNPROCESSABLE if checked.problems else 200)


def _sent(request: Asked) -> tuple[str, bytes, str]:
    """This will take the file that was sent, or the one that the page holds, or say why there is none."""
    if "held" in request.POST:
        try:
            held = signing.loads(request.POST["held"], salt=SALT, max_age=HELD_SECONDS)
            return held["name"], zlib.decompress(base64.b85decode(held["data"])), ""
        except (signing.BadSignature, KeyError, ValueError, zlib.error):
            return "", b"", _("The page was open too long. Send the file again.")
    sent = request.FILES.get("file")
    if sent is None:
        return "", b"", _("Choose a file.")
    if (sent.size or 0) > number("menu.import_megabytes") * MEGABYTE:
        return "", b"", _("The file is larger than the limit.")
    data = sent.read()
    if request.POST.get("sha256", "") not in {"", hashlib.sha256(data).hexdigest()}:
        return "", b"", _("This is not the file that was looked at. Look at it first.")
    return (sent.name or "budget")[:120], data, ""


def _import(request: Asked, checked: Checked) -> HttpResponse:
    owner = parties.party(views.STAFF)
    if owner is None:
        raise Http404
    try:
        event = actions.import_lines(owner, request.actor, request.now, plan=checked.plan)
    except Refused as no:
        context = {**_offer(), "panel": page.panel_of(no)}
        return page.render(request, "money/import.html", context, status=page.CONFLICT)
    count = event.made + event.changed
    messages.success(
        request, ngettext("%(num)s line was imported.", "%(num)s lines were imported.", count) % {"num": count}
    )
    return page.done(request, "money:lines")


def _offer() -> dict[str, Any]:
    return {
        "columns": importing.COLUMNS,
        "most_rows": number("menu.import_rows"),
        "most_megabytes": number("menu.import_megabytes"),
        "checked": None,
        "panel": None,
        "problem": "",
        "problems": [],
        "records": [],
        "held": "",
        "more": 0,
    }


def _preview(checked: Checked, data: bytes) -> dict[str, Any]:
    held = ""
    if not checked.problems:
        packed = base64.b85encode(zlib.compress(data, 6)).decode()
        if len(packed) <= MOST_HELD:
            held = signing.dumps({"name": checked.plan.file, "data": packed}, salt=SALT)
    return {
        "checked": checked,
        "held": held,
        "problems": [
            {"row": one.row, "column": one.column, "text": _said(one), "value": one.value}
            for one in checked.problems[:SHOWN_PROBLEMS]
        ],
        "more": max(0, len(checked.problems) - SHOWN_PROBLEMS),
        "records": [
            {
                "record": record,
                "is_new": record.before is None,
                "money": Money(record.minor, record.currency),
                "before": None if record.before is None else Money(record.before, record.currency),
                "title": record.title_fr if page.locale() == "fr" else record.title_en,
            }
            for record in [*checked.plan.make, *checked.plan.change][:SHOWN_ROWS]
        ],
    }


def _said(one: Problem) -> Any:
    return labels.UNFIT[Unfitness(one.unfit)] if one.kind is ProblemKind.UNFIT else labels.PROBLEMS[one.kind]
