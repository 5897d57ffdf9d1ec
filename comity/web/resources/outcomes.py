"""Results: each partner's own with its letter, the host's view, and the sheet that the Council reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.documents import rendering
from comity.kernel.sheets import harmless
from comity.menu import queries as menu
from comity.nominations import queries as nominations
from comity.parties import queries as parties
from comity.resources import queries, rules
from comity.web import page, typography
from comity.web.nominations import shown
from comity.web.resources import labels, rounds, sentences, trials

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a partner what became of its own requests, and to nobody else's eyes what became of others'."""
    row, rows = _own(request, code)
    context = {
        **rounds.head(row, request, "results"),
        "rows": rows,
        "is_published": row.published_at is not None,
        "granted": sum(one["given"] for one in rows),
        "marking": _marking(request),
    }
    return page.render(request, "resources/results.html", context)


def _own(request: HttpRequest, code: str) -> tuple[Any, list[dict[str, Any]]]:
    """This will read one's own results.

    Raises: Http404 for whoever does not act for a partner.
    """
    actor, _now = page.asked(request)
    if not actor.is_partner:
        raise Http404
    row, party = rounds.found(code), actor.party or ""
    listed = queries.results(row, party)
    names = {f"{one.row.code}/{one.row.number}": shown.name(one) for one in _nominations(party)} if listed else {}
    titles = menu.activities_of({one.code for one in listed}) if listed else {}
    return row, [
        {
            "ref": one.ref,
            "name": names.get(one.ref, one.ref),
            "title": titles[one.code].title_in(page.locale()) if one.code in titles else "",
            "code": one.code,
            "number": one.ref.rpartition("/")[2],
            "rank": one.rank,
            "outcome": labels.OUTCOMES[rules.Outcome(one.outcome)],
            "given": one.outcome in queries.GIVEN,
            "was": labels.OUTCOMES[rules.Outcome(one.was)][0] if one.was and one.was != one.outcome else "",
            "why": sentences.why(one.outcome, one.reason, one.about, one.shown["prices"]),
            "smallest": sentences.smallest(one.outcome, one.shown["changes"]),
        }
        for one in listed
    ]


def _nominations(party: str) -> list[nominations.Shown]:
    return nominations.nominations(party, nominations.Filters(), rows=None).rows


def _marking(request: HttpRequest) -> str:
    actor, _now = page.asked(request)
    return documents.marking([f"party:{actor.party}", "staff"], page.locale())


@require_safe
def letter(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """This will write a partner's own results as a letter."""
    row, rows = _own(request, code)
    actor, now = page.asked(request)
    if row.published_at is None:
        raise Http404
    blocks: list[rendering.Block] = [
        _plain(_("Of your requests in round %(code)s, %(granted)s of %(all)s are granted.")
               % {"code": row.code, "granted": sum(one["given"] for one in rows), "all": len(rows)}),
        _plain(_("Each stands below in your own order, with its ground and the smallest change that was tried.")),
    ]  # fmt: skip
    for one in rows:
        blocks.append(rendering.Heading(f"{one['rank']}. {one['name']}, {one['ref']} – {one['outcome'][0]}", level=2))
        blocks.append(
            _plain(
                " ".join(part for part in (one["title"] and f"{one['title']}.", one["why"], one["smallest"]) if part)
            )
        )
    name = parties.names(page.locale()).get(actor.party or "", actor.party or "")
    spec = rendering.DocumentSpec(
        title=_("Results of round %(code)s: %(party)s") % {"code": row.code, "party": name},
        reference=row.code,
        marking=_marking(request),
        language=page.locale(),
        on=brussels_day(row.published_at or now),
        blocks=tuple(blocks),
    )
    return _document(spec, f"results-{row.code}", form)


@require_safe
def hosting(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a host which of its activities a round covers, how many come, and whether the minimum is met."""
    actor, _now = page.asked(request)
    row = rounds.found(code)
    listed = queries.covers_of_party(row, actor.party or "") if actor.party and not actor.is_staff else []
    if not listed:
        raise Http404
    known = menu.activities_of([one.code for one in listed])
    context = {
        **rounds.head(row, request, "hosting"),
        "rows": [
            {
                "cover": one,
                "title": known[one.code].title_in(page.locale()) if one.code in known else one.code,
                "seats": known[one.code].seats_total if one.code in known else None,
            }
            for one in listed
        ],
        "is_published": row.published_at is not None,
    }
    return page.render(request, "resources/hosting.html", context)


@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """This will list what a re-run has moved and why, for staff and Allies (P§17)."""
    row = rounds.council(request, code)
    names = parties.names(page.locale())
    rows = [
        {
            "ref": one.ref,
            "party": names.get(one.party, one.party),
            "before": labels.OUTCOMES[rules.Outcome(one.was)],
            "after": labels.OUTCOMES[rules.Outcome(one.outcome)],
            "why": sentences.why(one.outcome, one.reason, one.about, one.shown["prices"]),
        }
        for one in queries.moved(row)
    ]
    return page.render(request, "resources/changes.html", {**rounds.head(row, request, "changes"), "rows": rows})


# -- for the Council -------------------------------------------------------------------------------------------------


def _sheet(row: Any, run: Any) -> dict[str, Any]:
    """This will gather what the Council reads of a trial: no partner's score, and no order of nations."""
    names = parties.names(page.locale())
    spent = run.summary.get("spent", {})
    of = {"granted": run.summary.get("granted", 0), "all": run.summary.get("requests", 0)}
    return {
        "facts": [
            (_("Round"), row.code),
            (_("Trial"), str(run.number)),
            (_("Fingerprint"), run.sha256),
            (_("Frozen inputs"), run.frozen.sha256),
            (_("Requests granted"), _("%(granted)s of %(all)s") % of),
            (_("Activities that take place"), str(run.summary.get("running", 0))),
            (_("Overrides"), str(len(run.overrides))),
            (_("No plan can be better by more than"), f"{trials.line(run, row)['gap'] or 0} %"),
            (_("Floor kept"), f"{run.summary.get('floor', {}).get('kept', 0) / 10_000:.0f} %"),
        ],
        "money": [(one.line, spent.get(one.line, 0) // 100, one.minor // 100) for one in queries.envelopes(row)],
        "partners": [
            (names.get(one.party, one.party), one.asked, one.granted, one.cost_minor // 100)
            for one in queries.by_party(run)
        ],
        "overrides": [
            (one.ref, names.get(one.party, one.party), _("given") if one.gives else _("denied"), one.reason)
            for one in queries.overrides(row)
            if run.overrides.get(one.ref) == one.gives and one.lifted_at is None
        ],
    }  # fmt: skip


@require_safe
def sheet(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show the Council's sheet of a trial."""
    row = rounds.council(request, code)
    run = trials.found(row, int(number))
    if run.state != rules.RunState.SOLVED:
        raise Http404
    context = {
        **rounds.head(row, request, "trials"),
        **trials.line(run, row),
        **_sheet(row, run),
        "is_decided": _is_decided(row, run),
        "marking": _("UNCLASSIFIED – for the staff and Allies only"),
    }
    return page.render(request, "resources/sheet.html", context)


def _is_decided(row: Any, run: Any) -> bool:
    submitted = queries.submission(row)
    return submitted is not None and submitted.adopted_at is not None and submitted.sha256 == run.sha256


@require_safe
def sheet_file(request: HttpRequest, code: str, number: str, form: str) -> HttpResponse:
    """This will write the Council's sheet of a trial as PDF or Word; what is not decided says so on every page."""
    row = rounds.council(request, code)
    run = trials.found(row, int(number))
    if run.state != rules.RunState.SOLVED:
        raise Http404
    _actor, now = page.asked(request)
    told = _sheet(row, run)
    numeric = frozenset({1, 2, 3})
    blocks: list[rendering.Block] = [
        rendering.Heading(_("Money")),
        rendering.Table(
            (_("Budget line"), _("Spent"), _("For this round")),
            tuple((line, _money(spent, row), _money(whole, row)) for line, spent, whole in told["money"]),
            numeric=frozenset({1, 2}),
        ),
        rendering.Heading(_("Partners, by name")),
        rendering.Table(
            (_("Partner"), _("Requests"), _("Granted"), _("Cost")),
            tuple(
                (name, _number(asked), _number(granted), _money(cost, row))
                for name, asked, granted, cost in sorted(told["partners"])
            ),
            numeric=numeric,
        ),
    ]
    if told["overrides"]:
        blocks += [
            rendering.Heading(_("Overrides")),
            rendering.Table((_("Request"), _("Partner"), _("Seat"), _("Reason")), tuple(told["overrides"])),
        ]
    spec = rendering.DocumentSpec(
        title=_("Allocation of resources, round %(code)s") % {"code": row.code},
        reference=f"{row.code}/{run.number}",
        marking=_("UNCLASSIFIED – for the staff and Allies only"),
        language=page.locale(),
        on=brussels_day(now),
        blocks=tuple(blocks),
        watermark="" if _is_decided(row, run) else _("TRIAL, not a decision"),
        facts=tuple(told["facts"]),
    )
    return _document(spec, f"allocation-{row.code}-{run.number}", form)


@require_safe
def requests(request: HttpRequest, code: str, number: str, form: str) -> HttpResponse:
    """This will write the lines of a trial, exactly those that are filtered, as a table."""
    row = rounds.council(request, code)
    run = trials.found(row, int(number))
    names = parties.names(page.locale())
    head = [_("Request"), _("Partner"), _("Own place"), _("Outcome"), _("Ground"), _("Cost")]
    lines = [
        [
            one.ref,
            names.get(one.party, one.party),
            str(one.rank),
            str(labels.OUTCOMES[rules.Outcome(one.outcome)][0]),
            sentences.short(one.reason, one.about),
            str(one.cost_minor // 100),
        ]
        for one in queries.lines(run, trials.wanted(request), rows=None).rows
    ]
    marking = _("UNCLASSIFIED – for the staff and Allies only")
    return table(f"trial-{row.code}-{run.number}", form, marking, head, lines)


def table(name: str, form: str, marking: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> HttpResponse:
    """This will write a table with its marking as CSV or as a workbook."""
    if form == "csv":
        text = io.StringIO()
        writer = csv.writer(text)
        for line in ([marking], head, *lines, [marking]):
            writer.writerow([harmless(cell) for cell in line])
        return _answer(text.getvalue().encode("utf-8-sig"), name, form)
    import xlsxwriter  # noqa: PLC0415 - 15 MB of the web worker, for those who ask for a workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        page_ = book.add_worksheet("comity")
        for number, line in enumerate(([marking], head, *lines)):
            for column, cell in enumerate(line):
                page_.write_string(number, column, cell)
        page_.freeze_panes(2, 1)
    return _answer(data.getvalue(), name, form)


def _document(spec: rendering.DocumentSpec, name: str, form: str) -> HttpResponse:
    return _answer(rendering.pdf(spec) if form == "pdf" else rendering.docx(spec), name, form)


def _answer(content: bytes, name: str, form: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"},
    )


def _number(value: int) -> str:
    return typography.number(value, page.locale())


def _money(amount: int, row: Any) -> str:
    return f"{_number(amount)}{typography.WIDE}{row.currency}"


def _plain(text: str) -> rendering.Paragraph:
    return rendering.Paragraph((rendering.Run(text),))
