"""Lists as files: a table with its marking above and below, as CSV or as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from comity.kernel.sheets import harmless

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}

MOST_IN_A_HEAD = 255

type Cell = str | int | Decimal | date | None


def answer(name: str, form: str, marking: str, head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> HttpResponse:
    """This will write a table with its marking above and below; no cell is ever run by a spreadsheet.

    Numbers stay numbers in a workbook, so that it can add them up.
    """
    if form == "csv":
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([harmless(marking)])
        writer.writerow([harmless(word) for word in head])
        writer.writerows([_text(cell) for cell in line] for line in lines)
        writer.writerow([harmless(marking)])
        return sent(name, form, text.getvalue().encode("utf-8-sig"))
    import xlsxwriter  # noqa: PLC0415 - 15 MB of the web worker, for those who ask for a workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        sheet = book.add_worksheet("comity")
        bold = book.add_format({"bold": True, "bottom": 1})
        mark(sheet, marking)
        sheet.write_string(0, 0, marking)
        for column, word in enumerate(head):
            sheet.write_string(1, column, word, bold)
        for number, line in enumerate(lines, start=2):
            for column, cell in enumerate(line):
                if isinstance(cell, int | Decimal):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, _text(cell, harmless_only=False))
        sheet.freeze_panes(2, 1)
        sheet.set_column(0, len(head) - 1, 18)
    return sent(name, form, data.getvalue())


def mark(sheet: Any, marking: str) -> None:
    """This will print a marking at the head and foot of each sheet of paper.

    A head holds 255 signs in Excel; a marking with many names is cut there, and its end says so.
    """
    line = f"&C{marking.replace('&', '&&')}"
    if len(line) > MOST_IN_A_HEAD:
        line = f"{line[: MOST_IN_A_HEAD - 1].rstrip('&')}…"
    sheet.set_header(line)
    sheet.set_footer(line)


def _text(cell: Cell, *, harmless_only: bool = True) -> str:
    """This will write a cell as text; what a person wrote is made harmless where a spreadsheet would run it."""
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell) if harmless_only else cell
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def sent(name: str, form: str, body: bytes) -> HttpResponse:
    """This will send a file that no cache keeps."""
    return HttpResponse(
        body,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"},
    )
