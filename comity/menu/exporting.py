"""Writing the menu as CSV, XLSX and iCalendar: exactly what is filtered, in the format that is read back.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it; reading takes it off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import Manager, QuerySet

from comity.kernel.sheets import harmless
from comity.menu import rules
from comity.menu.models import Activity, Course, ExternalCode, SeatShare
from comity.menu.queries.single import UNREAD

COLUMNS = (
    "record", "code", "state", "course", "type", "title_en", "title_fr", "aim_en", "aim_fr", "note", "areas",
    "objectives", "topic", "discipline", "level", "certification", "provider", "provider_name", "party", "place_city",
    "place_nation", "delivery", "languages", "start", "end", "duration_days", "nominate_by", "seats", "seats_minimum",
    "seats_reserved", "seats_note", "tool", "open_to", "open_to_note", "rank_from", "rank_to", "language_profile",
    "clearance", "marking", "prerequisites", "prerequisites_note", "fee", "fee_currency", "fee_basis", "who_pays",
    "contact_name", "contact_email", "contact_phone", "codes", "release", "decision", "reason", "replaced_by", "source",
    "as_of",
)  # fmt: skip
# Columns whose cells are the field of the same or another name, as it stands.
PLAIN = {
    "code": "code", "type": "kind", "title_en": "title_en", "title_fr": "title_fr", "aim_en": "aim_en",
    "aim_fr": "aim_fr", "note": "note", "topic": "topic", "discipline": "discipline", "level": "level",
    "certification": "certification", "provider_name": "provider_name", "place_city": "place_city",
    "place_nation": "place_nation", "delivery": "delivery", "tool": "tool", "open_to_note": "open_to_note",
    "rank_from": "rank_from", "rank_to": "rank_to", "language_profile": "language_profile", "clearance": "clearance",
    "marking": "marking", "prerequisites_note": "prerequisites_note", "fee_currency": "fee_currency",
    "fee_basis": "fee_basis", "who_pays": "payer", "contact_name": "contact_name", "contact_email": "contact_email",
    "contact_phone": "contact_phone", "reason": "reason", "source": "source", "as_of": "as_of",
}  # fmt: skip
LISTS = {
    "areas": "areas",
    "objectives": "objectives",
    "languages": "languages",
    "open_to": "open_to",
    "prerequisites": "prerequisites",
}
# What a calendar says of activities that do not simply take place.
CONFIRMED = "CONFIRMED"
STATUSES = {
    rules.State.CANCELLED: "CANCELLED",
    rules.State.RETIRED: "CANCELLED",
    rules.State.POSTPONED: "TENTATIVE",
}
_FOLD = 73
AT_ONCE = 200


def written_code(code: ExternalCode) -> str:
    """This will write an outside code in a cell: scheme, issuer if any, code, and the days of validity if any."""
    issuer = f"/{code.issuer}" if code.issuer else ""
    valid = ""
    if code.valid_from or code.valid_until:
        valid = f"@{_day(code.valid_from)}..{_day(code.valid_until)}"
    return f"{code.scheme}{issuer}:{code.code}{valid}"


def written_share(share: SeatShare) -> str:
    """This will write reserved seats in a cell: for whom, how many, and until which day if there is one."""
    return f"{share.holder}={share.seats}{f'@{_day(share.until_on)}' if share.until_on else ''}"


def cells(row: Activity | Course, codes: Sequence[ExternalCode], shares: Sequence[SeatShare] = ()) -> list[str]:
    """This will write one course or activity as the cells of a line."""
    found = {column: str(getattr(row, field)) for column, field in PLAIN.items()}
    found |= {column: ";".join(getattr(row, field)) for column, field in LISTS.items()}
    found |= {
        "record": "course" if isinstance(row, Course) else "activity",
        "provider": row.provider_id or "",
        "party": row.party_id or "",
        "duration_days": "" if row.duration_days is None else str(row.duration_days),
        "fee": "" if row.fee_minor is None else f"{Decimal(row.fee_minor) / 100:.2f}",
        "codes": ";".join(sorted(written_code(code) for code in codes)),
        "replaced_by": row.replaced_by.code if row.replaced_by else "",
    }
    if isinstance(row, Activity):
        found |= {
            "state": row.state,
            "course": row.course.code if row.course else "",
            "start": row.starts,
            "end": row.ends,
            "nominate_by": _day(row.nominate_by) if row.nominate_by_chosen else "",
            "seats": "" if row.seats_total is None else str(row.seats_total),
            "seats_minimum": str(row.seats_minimum or ""),
            "seats_reserved": ";".join(sorted(written_share(share) for share in shares)),
            "seats_note": row.seats_note,
            "release": ";".join(row.release),
            "decision": row.decision,
        }
    else:
        found["state"] = "retired" if row.retired_at else ""
    return [found.get(column, "") for column in COLUMNS]


def lines(ids: Sequence[int]) -> Iterator[list[str]]:
    """This will write activities in the order given, after the courses of which they are.

    Rows are read some hundreds at a time, so that an export of everything needs no more memory than a part of it.
    """
    wanted = Activity.objects.filter(pk__in=list(ids), course__isnull=False).values_list("course_id", flat=True)
    courses = _without_index(Course.objects).in_bulk(sorted(set(wanted)))
    of_course = _grouped(ExternalCode.objects.filter(course_id__in=list(courses)), "course_id")
    for course in sorted(courses.values(), key=lambda one: one.code):
        yield cells(course, of_course.get(course.pk, []))
    for part in batched(ids, AT_ONCE, strict=False):
        found = _without_index(Activity.objects).in_bulk(part)
        of_activity = _grouped(ExternalCode.objects.filter(activity_id__in=list(found)), "activity_id")
        kept = _grouped(SeatShare.objects.filter(activity_id__in=list(found)), "activity_id")
        for pk in part:
            if row := found.get(pk):
                # One course has many activities: it is read and kept once.
                row._state.fields_cache["course"] = courses.get(row.course_id)  # noqa: SLF001
                yield cells(row, of_activity.get(pk, []), kept.get(pk, []))


def _without_index[M: (Activity, Course)](rows: Manager[M]) -> QuerySet[M]:
    """This will read rows without what is kept of them for searching, which is as large as all the rest."""
    return rows.select_related("replaced_by").defer(*UNREAD, *(f"replaced_by__{name}" for name in UNREAD))


def everything() -> Iterator[list[str]]:
    """This will write all courses and activities that the reader may see, by their codes."""
    for course in Course.objects.select_related("replaced_by").order_by("code"):
        yield cells(course, list(course.external_codes.all()))
    ids = list(Activity.objects.order_by("code").values_list("pk", flat=True))
    yield from (line for line in lines(ids) if line[0] == "activity")


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """This will write lines as CSV in UTF-8 with its mark, which spreadsheets need to see accents."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """This will write lines as a spreadsheet in which every cell is text, never a formula or a link."""
    import xlsxwriter  # noqa: PLC0415 - 15 MB of the web worker, for those who ask for a workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        sheet = book.add_worksheet("menu")
        head = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, head)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(COLUMNS) - 1, 18)
    return data.getvalue()


def as_calendar(ids: Sequence[int], now: datetime, *, site: str, locale: str, name: str) -> bytes:
    """This will write activities as an iCalendar of whole days (RFC 5545). One query."""
    title = "coalesce(nullif(title_fr, ''), title_en)" if locale == "fr" else "coalesce(nullif(title_en, ''), title_fr)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT a.code, {title}, a.start_on, a.end_on, a.place_city, a.place_nation, a.state, a.version,
              coalesce(a.changed_at, a.published_at, a.offered_at)
            FROM unnest(%s::bigint[]) WITH ORDINALITY AS wanted(id, place) JOIN menu_activity a USING (id)
            WHERE a.start_on IS NOT NULL ORDER BY wanted.place""",  # noqa: S608 - only the column's name is chosen here
            [list(ids)],
        )
        rows = cursor.fetchall()
    dated = (
        Dated(
            ref=code,
            title=f"{code} {title}",
            start=start,
            after=(end or start) + timedelta(days=1),
            url=f"{site}/{locale}/menu/{code}/",
            place=", ".join(part for part in (city, nation) if part),
            status=STATUSES.get(state, CONFIRMED),
            version=version,
            changed_at=changed,
        )
        for code, title, start, end, city, nation, state, version, changed in rows
    )
    return calendar(dated, now, site=site, name=name)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a calendar shows: on whole days, or from one moment to another; `after` is the first that is free again."""

    ref: str
    title: str
    start: date
    after: date
    url: str
    place: str = ""
    status: str = CONFIRMED
    version: int = 0
    changed_at: datetime | None = None


def calendar(events: Iterable[Dated], now: datetime, *, site: str, name: str) -> bytes:
    """This will write what is dated as an iCalendar (RFC 5545)."""
    host = site.partition("://")[2] or site
    out = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Comity//Menu//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    out += list(_folded(f"X-WR-CALNAME:{_escaped(name)}"))
    for one in events:
        out += _event(one, now, host)
    out.append("END:VCALENDAR")
    return ("\r\n".join(out) + "\r\n").encode()


def _event(one: Dated, now: datetime, host: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{one.ref}@{host}",
        f"DTSTAMP:{_instant(now)}",
        f"LAST-MODIFIED:{_instant(one.changed_at or now)}",
        f"SEQUENCE:{one.version}",
        f"DTSTART{_moment(one.start)}",
        f"DTEND{_moment(one.after)}",
        f"SUMMARY:{_escaped(one.title)}",
        f"URL:{one.url}",
        f"STATUS:{one.status}",
        "TRANSP:TRANSPARENT",
    ]
    if one.place:
        lines.append(f"LOCATION:{_escaped(one.place)}")
    lines.append("END:VEVENT")
    return [part for line in lines for part in _folded(line)]


def _moment(value: date) -> str:
    return f":{_instant(value)}" if isinstance(value, datetime) else f";VALUE=DATE:{value:%Y%m%d}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    flat = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return flat.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """This will break a line so that no part has more than 75 octets, and no character is cut."""
    if len(line) <= _FOLD and line.isascii():
        yield line
        return
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _FOLD:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
