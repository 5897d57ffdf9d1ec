"""What leaves the screen: the programme as PDF and Word, the differences in print, the activities as files."""

from __future__ import annotations

import io

from defusedcsv import csv
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.documents import rendering
from comity.menu import exporting
from comity.policy import pack
from comity.programmes import queries
from comity.programmes.rules import Choice, State
from comity.web import spreadsheet, typography
from comity.web.programmes import frame, labels
from comity.web.programmes.views.reading import plan_shown, planned_otherwise
from comity.web.programmes.views.survey import difference
from comity.web.programmes.words import printed

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(content: bytes, kind: str, filename: str) -> HttpResponse:
    """This will send a file under a name."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def name(one: frame.Seen, ending: str, *, more: str = "") -> str:
    """This will name a file after the programme and its version."""
    return f"{one.row.code.replace('/', '-')}-v{one.version}{more}.{ending}"


# -- the programme -----------------------------------------------------------------------------------------------------


@require_safe
def document_pdf(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will write the programme as a PDF, with its marking, version and a watermark until it is agreed."""
    one = frame.seen(request, party, period)
    return answer(rendering.pdf(_document(one)), PDF, name(one, "pdf"))


@require_safe
def document_docx(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will write the programme as a Word file, with the same marking, version and watermark."""
    one = frame.seen(request, party, period)
    return answer(rendering.docx(_document(one)), DOCX, name(one, "docx"))


def spec(one: frame.Seen, blocks: tuple[rendering.Block, ...], *, subtitle: str = "") -> rendering.DocumentSpec:
    """This will give what stands round every printed paper of a programme: title, marking, version, watermark."""
    row, locale = one.row, get_language() or "en"
    kind = pack(row.pack).programme_type(row.type)
    audience = row.audience if one.version <= row.shared_version else row.working
    word = str(labels.STATES[State(row.state)][0])
    return rendering.DocumentSpec(
        title=typography.labelled(kind.name.in_(locale), f"{row.party.name_in(locale)}, {row.period}", locale),
        subtitle=subtitle,
        reference=row.code,
        marking=documents.marking(audience, locale),
        language=locale,
        on=brussels_day(one.now),
        version=f"v{one.version}",
        status=word,
        watermark=_watermark(one),
        facts=((_("State"), word), (_("Version"), f"v{one.version}"), *_agreed(one)),
        blocks=blocks,
    )


def _watermark(one: frame.Seen) -> str:
    """This will say across the page that a text binds nobody yet."""
    agreed = one.facts.partner_agreed == one.facts.staff_agreed == one.version
    if one.row.approved_version == one.version and one.facts.state in (
        State.IN_FORCE,
        State.UNDER_REVIEW,
        State.CLOSED,
    ):
        return ""
    if agreed:
        return _("v%(number)s, agreed, not yet approved") % {"number": one.version}
    return _("DRAFT v%(number)s, not agreed") % {"number": one.version}


def _agreed(one: frame.Seen) -> tuple[tuple[str, str], ...]:
    return tuple((seal["party"], seal["word"]) for seal in frame.context(one)["seals"])


def _document(one: frame.Seen) -> rendering.DocumentSpec:
    locale = get_language() or "en"
    blocks: list[rendering.Block] = []
    for section in queries.text(one.row, version=one.version):
        blocks.append(rendering.Heading(f"{section.section.number}. {section.section.title_in(locale)}"))
        if not section.paragraphs:
            blocks.append(rendering.Paragraph((rendering.Run(_("Nothing written yet."), rendering.Mark.QUIET),)))
        blocks.extend(
            rendering.Paragraph(rendering.plain(said.text), number=said.paragraph.number) for said in section.paragraphs
        )
    return spec(one, (*blocks, *_annex(one)))


def _annex(one: frame.Seen) -> tuple[rendering.Block, ...]:
    """This will write goals and activities as the annex of the programme."""
    carried = queries.goals(one.row, version=one.version)
    if not carried:
        return ()
    goals = tuple(
        (str(place), found.goal.title, found.goal.ways, found.goal.measure)
        for place, found in enumerate(carried, start=1)
    )
    blocks: list[rendering.Block] = [
        rendering.Heading(_("Annex: goals and activities")),
        rendering.Table((_("No."), _("Goal"), _("Ways"), _("Measure")), goals, caption=_("Goals")),
    ]
    rows = tuple(tuple(cell for cell in line) for line in _lines(one))
    if rows:
        blocks.append(rendering.Table(_head(), rows, caption=_("Activities")))
    return tuple(blocks)


# -- differences -------------------------------------------------------------------------------------------------------


@require_safe
def changes_pdf(request: HttpRequest, party: str, period: str, span: tuple[int, int]) -> HttpResponse:
    """This will print what changed between two versions: what came in underlined, what went out struck."""
    one = frame.seen(request, party, period)
    old, new = span
    known = {version.number for version in queries.versions(one.row)}
    if new not in known or not (old == 0 or old in known) or old >= new:
        raise Http404
    locale = get_language() or "en"
    blocks: list[rendering.Block] = []
    for part in queries.changes(one.row, old, new):
        blocks.append(rendering.Heading(f"{part.section.number}. {part.section.title_in(locale)}"))
        blocks.extend(
            rendering.Paragraph(printed(change.runs), number=change.paragraph.number) for change in part.changes
        )
    if plan := plan_shown(planned_otherwise(one.row, old, new), locale):
        blocks.append(rendering.Heading(_("Goals and activities")))
        blocks.extend(
            rendering.Paragraph(rendering.plain(f"{each['kind']}: {each['code']} {each['title']} ({each['word']})"))
            for each in plan
        )
    for found in queries.survey_changes(one.row, old, new):
        blocks.append(rendering.Heading(_("Survey %(year)s") % {"year": found.survey.year}))
        for each in map(difference, found.changes):
            blocks.append(rendering.Paragraph(rendering.plain(f"{each['title']} ({each['word']})")))
            blocks.append(rendering.Paragraph(each["printed"]))
    if not blocks:
        blocks.append(rendering.Paragraph(rendering.plain(_("The text is the same in both versions."))))
    printed_spec = spec(one, tuple(blocks), subtitle=_("Changes from v%(old)s to v%(new)s") % {"old": old, "new": new})
    return answer(rendering.pdf(printed_spec), PDF, name(one, "pdf", more=f"-from-v{old}"))


# -- activities --------------------------------------------------------------------------------------------------------


def _head() -> tuple[str, ...]:
    return (_("Code"), _("Activity"), _("Goal"), _("From"), _("To"), _("Place"), _("State"))


def _lines(one: frame.Seen) -> list[tuple[str, ...]]:
    locale = get_language() or "en"
    return [
        (
            each.code,
            each.title_in(locale),
            each.chosen.goal.title,
            each.start_on.isoformat() if each.start_on else "",
            each.end_on.isoformat() if each.end_on else "",
            each.place,
            str(labels.CHOICES[Choice(each.chosen.choice)][0]),
        )
        for each in queries.planned(one.row, version=one.version)
    ]


@require_safe
def activities_csv(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will write the activities as CSV; no cell of it can act as a formula."""
    one = frame.seen(request, party, period)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_head())
    writer.writerows(_lines(one))
    return answer(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", name(one, "csv"))


@require_safe
def activities_xlsx(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will write the activities as a spreadsheet with the marking at its head and foot."""
    one = frame.seen(request, party, period)
    marking = documents.marking(one.row.audience, get_language() or "en")
    import xlsxwriter  # noqa: PLC0415 - 15 MB of the web worker, for those who ask for a workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        sheet = book.add_worksheet(one.row.period)
        spreadsheet.mark(sheet, marking)
        head = book.add_format({"bold": True, "bottom": 1})
        for column, word in enumerate(_head()):
            sheet.write_string(0, column, word, head)
        for number, line in enumerate(_lines(one), start=1):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 2, 44)
        sheet.set_column(3, 6, 14)
    return answer(data.getvalue(), XLSX, name(one, "xlsx"))


@require_safe
def activities_ics(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will write the dated activities as a calendar; those that were refused are left out."""
    one = frame.seen(request, party, period)
    locale = get_language() or "en"
    chosen = queries.choices(one.row, version=one.version)
    ids = [each.activity_id for each in chosen if each.choice != Choice.REFUSED]
    titled = queries.title(one.row, locale)
    data = exporting.as_calendar(ids, one.now, site=settings.SITE_URL, locale=locale, name=titled)
    return answer(data, "text/calendar; charset=utf-8", name(one, "ics"))
