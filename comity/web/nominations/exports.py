"""Nominations as files: participants of an activity, and one's own list. Each file bears its marking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.documents import queries as documents
from comity.menu.exporting import as_calendar
from comity.nominations import queries, rules
from comity.nominations.queries import Shown
from comity.parties import queries as parties
from comity.web import page, spreadsheet
from comity.web.nominations import forms, labels, lists, shown
from comity.web.page import asked


@require_safe
def participants(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """This will write who is nominated for an activity, as far as the reader may see it."""
    asked(request)
    row = shown.activity(code)
    listed = [one for one in queries.nominees(code) if one.state in {*rules.ALIVE, *rules.SEATED}]
    names = parties.names(page.locale())
    named = {one.row.party_id for one in listed if one.person is not None}
    marking = (
        shown.marking({*named, row.party_id or ""}, names)
        if named
        else documents.marking(["staff", *(f"party:{one.row.party_id}" for one in listed)], page.locale())
    )
    head = [
        _("Number"), _("Nation"), _("State"), _("Rank"), _("Language profile"), _("Security clearance"),
        *(str(word) for word in labels.PERSON.values()),
    ]  # fmt: skip
    lines = [[*_place(one, names), *_person(one)] for one in listed]
    return spreadsheet.answer(f"{code}-nominees", form, marking, head, lines)


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
        body = as_calendar(ids, now, site=settings.SITE_URL, locale=page.locale(), name=name)
        return spreadsheet.sent("nominations", form, body)
    rows = lists.with_activities(found, actor, now)
    names = parties.names(page.locale())
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
    return spreadsheet.answer("nominations", form, shown.marking([actor.party], names), head, lines)


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
