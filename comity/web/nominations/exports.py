"""Nominations as files: participants of an activity, and one's own list. Each file bears its marking."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.documents import queries as documents
from comity.menu.exporting import as_calendar, harmless
from comity.nominations import queries, rules
from comity.nominations.queries import Shown
from comity.parties import queries as parties
from comity.web.nominations import forms, labels, lists, shown
from comity.web.nominations.views import asked

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


@require_safe
def participants(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """This will write who is nominated for an activity, as far as the reader may see it."""
    asked(request)
    row = shown.activity(code)
    listed = [one for one in queries.nominees(code) if one.state in {*rules.ALIVE, *rules.SEATED}]
    names = parties.names(shown.locale())
    named = {one.row.party_id for one in listed if one.person is not None}
    marking = (
        shown.marking({*named, row.party_id or ""}, names)
        if named
        else documents.marking(["staff", *(f"party:{one.row.party_id}" for one in listed)], shown.locale())
    )
    head = [
        _("Number"), _("Nation"), _("State"), _("Rank"), _("Language profile"), _("Security clearance"),
        *(str(word) for word in labels.PERSON.values()),
    ]  # fmt: skip
    lines = [[*_place(one, names), *_person(one)] for one in listed]
    return _file(f"{code}-nominees", form, marking, head, lines)


@require_safe
def own(request: HttpRequest, form: str) -> HttpResponse:
    """This will write one's own nominations, exactly those that are filtered, as a table or a calendar."""
    actor, now = asked(request)
    filters, wrong = forms.read_filters(request.GET)
    if not actor.party or wrong:
        raise Http404
    found = queries.nominations(actor.party, filters, rows=None).rows
    if form == "ics":
        ids = list(dict.fromkeys(one.row.activity_id for one in found if one.state in rules.ALIVE))
        name = _("Our nominations")
        body = as_calendar(ids, now, site=settings.SITE_URL, locale=shown.locale(), name=name)
        return _answer("nominations", form, body)
    rows = lists.with_activities(found, actor, now)
    names = parties.names(shown.locale())
    head = [
        _("Activity"),
        _("Title"),
        _("First day"),
        _("Last day"),
        _("Number"),
        _("Name"),
        _("State"),
        _("How it stands"),
    ]
    lines = [
        [
            row["code"], row["title"], _day(row["start_on"]), _day(row["end_on"]), str(row["number"]),
            row["name"], row["word"], " ".join(row["said"]),
        ]
        for row in rows
    ]  # fmt: skip
    return _file("nominations", form, shown.marking([actor.party], names), head, lines)


def _place(one: Shown, names: dict[str, str]) -> list[str]:
    kept = one.row
    return [
        str(kept.number),
        names.get(kept.party_id, kept.party_id),
        labels.state(kept.state)[0],
        kept.rank,
        kept.language_profile,
        labels.clearance(kept.clearance),
    ]


def _person(one: Shown) -> list[str]:
    if one.person is None:
        return [""] * len(labels.PERSON)
    values = [getattr(one.person, field) for field in labels.PERSON]
    return [value if isinstance(value, str) else _day(value) for value in values]


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _file(name: str, form: str, marking: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> HttpResponse:
    """This will write a table with its marking above and below; no cell is ever run by a spreadsheet."""
    if form == "csv":
        text = io.StringIO()
        writer = csv.writer(text)
        for line in ([marking], head, *lines, [marking]):
            writer.writerow([harmless(cell) for cell in line])
        return _answer(name, form, text.getvalue().encode("utf-8-sig"))
    import xlsxwriter  # noqa: PLC0415 - 15 MB of the web worker, for those who ask for a workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        sheet = book.add_worksheet("comity")
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.set_header(f"&C{marking.replace('&', '&&')}")
        sheet.set_footer(f"&C{marking.replace('&', '&&')}")
        sheet.write_string(0, 0, marking)
        for column, word in enumerate(head):
            sheet.write_string(1, column, word, bold)
        for number, line in enumerate(lines, start=2):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(2, 1)
        sheet.set_column(0, len(head) - 1, 18)
    return _answer(name, form, data.getvalue())


def _answer(name: str, form: str, body: bytes) -> HttpResponse:
    return HttpResponse(
        body,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"},
    )
