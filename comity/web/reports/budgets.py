"""The budgets on a day: each line whose period holds it, as a bar and as a row."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.core.money import Money
from comity.documents import queries as documents
from comity.ledger import queries as ledger
from comity.ledger.rules import Position
from comity.web import page, spreadsheet
from comity.web.money import showing
from comity.web.page import locale
from comity.web.reports import views

PARTS = ("amount", "committed", "obligated", "paid", "free")


@require_safe
def budgets(request: HttpRequest) -> HttpResponse:
    """This will show the lines of the books as they stood at the end of a day."""
    form, on, today = views.day_of(request)
    books = ledger.lines_on(on)
    return page.render(
        request,
        "reports/budgets.html",
        {
            **views.frame(form, on, today, "budgets"),
            "rows": [_row(line, position) for line, position in books],
            "totals": _totals([position for _line, position in books]),
            "marking": documents.marking_together((line.audience for line, _position in books), locale()),
        },
        status=200 if form.is_valid() else views.WRONG_INPUT,
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same lines as a file, with its marking."""
    _form, on, _today = views.day_of(request)
    books = ledger.lines_on(on)
    return spreadsheet.answer(
        f"budgets-{on.isoformat()}",
        form,
        documents.marking_together((line.audience for line, _position in books), locale()),
        ["as_of", "line", "title", "period", "currency", *PARTS],
        (
            [
                *(on, line.code, line.title_in(locale()), line.period, line.currency),
                *(position.money(part).amount for part in PARTS),
            ]
            for line, position in books
        ),
    )


def _row(line: Any, position: Position) -> dict[str, Any]:
    return {
        "line": line,
        "title": line.title_in(locale()),
        "bar": showing.bar(position),
        "used": round(100 * position.used / position.amount) if position.amount else 0,
        **{part: position.money(part) for part in PARTS},
    }


def _totals(positions: list[Position]) -> list[dict[str, Any]]:
    """This will add up the lines, currency by currency."""
    return [
        {
            "currency": currency,
            **{
                part: Money(sum(int(getattr(one, part)) for one in positions if one.currency == currency), currency)
                for part in PARTS
            },
        }
        for currency in sorted({one.currency for one in positions})
    ]
