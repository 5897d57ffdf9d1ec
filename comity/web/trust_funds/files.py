"""Funds as files: the list, the report to those who give, and the IATI activity for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from comity import policy
from comity.core.calendar import brussels_day
from comity.core.money import Money
from comity.documents import queries as documents
from comity.documents import rendering
from comity.parties import queries as parties
from comity.trust_funds import exporting, queries
from comity.web import page, spreadsheet, typography
from comity.web.page import asked, locale
from comity.web.trust_funds import showing
from comity.web.trust_funds.showing import Shown, found, frame
from comity.web.trust_funds.views import asked_for

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the list as a file, with its marking. Units: whole units of the currency named beside the sums."""
    _actor, now = asked(request)
    wanted, _kept = asked_for(request)
    rows, names = queries.funds(wanted), parties.names(locale())
    sums = ("cost", "pledged", "signed", "paid", "spent")
    return spreadsheet.answer(
        f"trust-funds-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of(rows, locale()),
        ["code", "title", "host", "host_name", "leads", "agent", "purpose", "state", "launched_on", "currency", *sums],
        (
            [
                one.code,
                one.title_in(locale()),
                one.host_id,
                names.get(one.host_id, ""),
                " ".join(lead.party for lead in one.leads.all()),
                one.agent,
                one.purpose,
                one.state,
                one.launched_on,
                one.currency,
                *(Money(getattr(one, name), one.currency).amount for name in sums),
            ]
            for one in rows
        ),
    )


# -- IATI --------------------------------------------------------------------------------------------------------------


@page.public
@require_safe
def iati_of_all(request: HttpRequest) -> HttpResponse:
    """This will give every fund that is set up as one IATI file; where there is none, there is no file."""
    return _iati(request, queries.published(), "trust-funds")


@page.public
@require_safe
def iati(request: HttpRequest, code: str) -> HttpResponse:
    """This will give one fund as an IATI file."""
    return _iati(request, [row for row in queries.published() if row.code == code], code)


def _iati(request: HttpRequest, rows: list[Any], name: str) -> HttpResponse:
    _actor, now = asked(request)
    if not rows:
        raise Http404
    body = exporting.activities(
        rows,
        {language: parties.names(language) for language in ("en", "fr")},
        now,
        organisation=settings.IATI_ORGANISATION,
        page=lambda code, language: f"{settings.SITE_URL}/{language}/trust-funds/{code}/public/",
    )
    return HttpResponse(
        body,
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-iati.xml"'},
    )


# -- the report --------------------------------------------------------------------------------------------------------


@require_safe
def report(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """This will write the report to contributors, from the same facts as the published page."""
    shown = found(request, code)
    if shown.row.launched_on is None:
        raise Http404
    spec = _spec(shown)
    body = rendering.pdf(spec) if form == "pdf" else rendering.docx(spec)
    return HttpResponse(
        body,
        content_type=TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="report-{code}.{form}"',
            "Cache-Control": "no-store",
        },
    )


def _spec(shown: Shown) -> rendering.DocumentSpec:
    head = frame(shown, "report")
    blocks: list[rendering.Block] = [*rendering.prose(head["aim"]), *_money(shown), *_work(shown), *_results(shown)]
    if shown.row.report:
        blocks += [rendering.Heading(_("Final report")), *rendering.prose(shown.row.report)]
    return rendering.DocumentSpec(
        title=_("Trust fund %(code)s: report to contributors") % {"code": shown.row.code},
        subtitle=shown.title,
        reference=shown.row.code,
        marking=documents.marking_of([shown.row], locale()),
        language=locale(),
        on=shown.day,
        status=str(head["word"]),
        facts=(
            (_("Host"), head["host"]),
            (_("Led by"), ", ".join(head["leads"])),
            (_("Executing agent"), shown.row.agent),
            (_("Launched on"), _day(shown.row.launched_on)),
        ),
        blocks=tuple(blocks),
    )


def _money(shown: Shown) -> list[rendering.Block]:
    sums = showing.sums(shown)
    words = {
        "cost": _("Cost"),
        "pledged": _("Pledged"),
        "signed": pgettext("fund", "Signed"),
        "paid": _("Paid in"),
        "spent": _("Spent"),
        "missing": _("Not pledged yet"),
    }
    return [
        rendering.Heading(pgettext("fund", "Money")),
        rendering.Table(
            (_("Part"), _("Sum")), tuple((words[name], _sum(sums[name])) for name in words), numeric=frozenset({1})
        ),
        rendering.Heading(_("Contributions"), level=2),
        rendering.Table(
            (_("Contributor"), _("Earmarked for"), _("Pledged"), pgettext("fund", "Signed"), _("Paid in")),
            tuple(
                (
                    one["contributor"],
                    one["row"].earmark or "–",
                    _sum(one["pledged"]),
                    _sum(one["signed"]),
                    _sum(one["paid"]),
                )
                for one in showing.gifts(shown)
            ),
            numeric=frozenset({2, 3, 4}),
        ),
    ]


def _work(shown: Shown) -> list[rendering.Block]:
    blocks: list[rendering.Block] = [rendering.Heading(_("Phases and milestones"))]
    for phase in showing.phases(shown):
        started = phase["row"].started_on
        said = _("started on %(day)s") % {"day": _day(started)} if started else _("not started")
        title = f"{phase['row'].number}. {phase['title']}: {_sum(phase['cost'])}, {said}"
        blocks.append(rendering.Heading(title, level=2))
        if phase["milestones"]:
            rows = [
                (
                    one["title"],
                    _day(one["row"].due_on),
                    _day(one["row"].reached_on),
                    _day(one["row"].verified_on),
                    one["row"].evidence or "–",
                )
                for one in phase["milestones"]
            ]
            head = (_("Milestone"), _("Due"), _("Reached"), _("Verified"), _("Evidence"))
            blocks.append(rendering.Table(head, tuple(rows)))
    return blocks


def _results(shown: Shown) -> list[rendering.Block]:
    listed = showing.counters(shown)
    if not listed:
        return []
    number = typography.number
    rows = [(one["title"], number(one["row"].total, locale()), number(one["row"].target, locale())) for one in listed]
    head = (_("Result"), _("So far"), _("Target"))
    return [rendering.Heading(_("Results")), rendering.Table(head, tuple(rows), numeric=frozenset({1, 2}))]


def _sum(money: Money) -> str:
    return str(policy.money(money, locale()))


def _day(day: Any) -> str:
    return typography.long_day(day, locale()) if day else "–"
