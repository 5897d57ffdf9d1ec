"""Mandates of contact point embassies: which serve where, from when to when, by which decision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.presence import queries, rules
from comity.web import page, spreadsheet
from comity.web.page import asked, locale
from comity.web.presence import asking, labels


@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    """This will list the mandates by nation, those in force unless others are asked for."""
    actor, now = asked(request)
    names, day = parties.names(locale()), brussels_day(now)
    when, words = _when(request), request.GET.get("q", "").strip()
    last = queries.last_logged() if asking.is_inside(actor) else None
    rows = [_row(one, names, day, last) for one in queries.mandates()]
    shown = [row for row in rows if when in {row["when"], "all"} and _fits(row, words)]
    return page.render(
        request,
        "presence/mandates.html",
        {
            "rows": sorted(shown, key=lambda row: (plain(row["host_name"]), row["mandate"].since_on or date.min)),
            "words": words,
            "when": when,
            "choices": [{"value": key, "label": label} for key, label in labels.WHEN.items()],
            "total": len(rows),
            "query": request.GET.urlencode(),
            "tabs": asking.tabs(actor),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file; it is public."""
    now = asked(request)[1]
    names, day = parties.names(locale()), brussels_day(now)
    when, words = _when(request), request.GET.get("q", "").strip()
    rows = [_row(one, names, day) for one in queries.mandates()]
    return spreadsheet.answer(
        f"mandates-{day.isoformat()}",
        form,
        documents.marking([audience.PUBLIC], locale()),
        ["nation", "name", "allies", "first_day", "last_day", "state", "decision"],
        (
            [
                row["mandate"].host,
                row["host_name"],
                " ".join(row["mandate"].allies),
                row["mandate"].since_on,
                row["last_on"],
                row["when"],
                row["mandate"].decision,
            ]
            for row in rows
            if when in {row["when"], "all"} and _fits(row, words)
        ),
    )


def _when(request: HttpRequest) -> str:
    asked_for = request.GET.get("when", "now")
    return asked_for if asked_for in {*labels.WHEN, "all"} else "now"


def _fits(row: dict[str, Any], words: str) -> bool:
    return plain(words) in plain(" ".join([row["host_name"], *row["allies"]]))


def _row(
    one: queries.Mandate, names: dict[str, str], day: date, last: dict[tuple[str, str], date] | None = None
) -> dict[str, Any]:
    """This will write a mandate; whether it is quiet is told to those who read the whole log.

    What is known of a mandate from public facts alone is not judged: nobody was asked to log it here.
    """
    when = "over" if one.is_over(day) else "coming" if one.is_coming(day) else "now"
    logged = max(((last or {}).get((one.host, ally), date.min) for ally in one.allies), default=date.min)
    last_on = logged if logged > date.min else None
    return {
        "mandate": one,
        "logged_on": last_on,
        "is_quiet": last is not None
        and bool(one.decision)
        and when == "now"
        and rules.is_quiet(one.since_on, last_on, day),
        "host_name": names.get(one.host, one.host),
        "allies": [names.get(code, code) for code in one.allies],
        "last_on": one.until_on - timedelta(days=1) if one.until_on else None,
        "when": when,
        "word": labels.WHEN[when],
        "tone": labels.TONES[when],
    }
