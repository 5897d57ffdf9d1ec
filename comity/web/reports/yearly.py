"""The yearly report as a document: plan, done, effect and money, the review of tools, and what was discarded.

It is set from the same tables as the pages, for whoever asks, as far as they may read; what is public of it is set for
everybody from what everybody may read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from comity import policy
from comity.core import audience, words
from comity.core.calendar import brussels_day
from comity.core.money import Money
from comity.documents import queries as documents
from comity.documents import rendering
from comity.documents.rendering import Block, DocumentSpec, Figure, Heading, Items, Paragraph, Table, plain
from comity.feedback import queries as feedback
from comity.feedback.queries import state
from comity.feedback.queries.state import Figures, State
from comity.feedback.rules import ToolState, ToolVerdict
from comity.kernel.scope import reading
from comity.menu import queries as menu
from comity.parties import queries as parties
from comity.parties.rules import Kind
from comity.policy import pack
from comity.web import page
from comity.web.addresses import reverse
from comity.web.drawings import Marker
from comity.web.nations import labels as nations
from comity.web.nations import maps
from comity.web.page import asked, locale
from comity.web.reports import figures, labels, plan, shares, showing, views
from comity.web.typography import percent, short_day

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Year:
    """A year on which is reported, and the day as of which: its last, or today while it runs."""

    number: int
    on: date
    is_over: bool

    @property
    def first(self) -> date:
        """This will give the first day of the year."""
        return date(self.number, 1, 1)


def years(today: date) -> list[Year]:
    """This will list the years on which is reported, the latest first: those of the policy in force."""
    first = pack().effective_on.year
    return [year_of(number, today) for number in range(today.year, first - 1, -1)]


def year_of(number: int, today: date) -> Year:
    """This will give a year on which is reported.

    Raises: Http404 for a year before the policy, or one that has not begun.
    """
    if not pack().effective_on.year <= number <= today.year:
        raise Http404
    last = date(number, 12, 31)
    return Year(number, min(last, today), is_over=last < today)


# -- what everybody may read -------------------------------------------------------------------------------------------


class Outcome(NamedTuple):
    """What was decided of a tool: its code and name, the outcome in a word, the day, and what it means."""

    tool: str
    name: str
    word: str
    on: date
    said: str


@dataclass(frozen=True, slots=True)
class Public:
    """What everybody may read of a year: who the partners were, what was held, what became of tools."""

    year: Year
    allies: int
    frameworks: list[tuple[str, list[str]]]
    held: int
    areas: list[tuple[str, int]]
    markers: list[Marker]
    outcomes: list[Outcome]


def public_of(year: Year) -> Public:
    """This will gather what everybody may read of a year, whoever asks. Five queries."""
    with reading({audience.PUBLIC}):
        lines = parties.parties(on=year.on, kind=Kind.NATION)
        held = menu.held_between(year.first, year.on)
        outcomes = [one for one in feedback.tool_outcomes() if year.first <= one.decided_on <= year.on]
        freed = [
            one
            for one in feedback.tool_outcomes(verdict=ToolVerdict.DISCARD)
            if one.accounted_on and year.first <= one.accounted_on <= year.on and one not in outcomes
        ]
    partners = [one for one in lines if one.standing.is_partner]
    members = {
        code: sorted(
            (one.party.name_in(locale()) for one in partners if code in one.standing.frameworks), key=words.plain
        )
        for code in pack().frameworks
    }
    return Public(
        year=year,
        allies=sum(one.standing.is_ally for one in lines),
        frameworks=[(nations.framework_name(code), names) for code, names in members.items()],
        held=len(held),
        areas=[
            (area.name.in_(locale()), sum(area.code in one.areas for one in held)) for area in pack().areas.values()
        ],
        markers=maps.markers(lines, locale()),
        outcomes=[_outcome(one) for one in (*outcomes, *freed)],
    )


def _outcome(one: Any) -> Outcome:
    word = labels.TOOL_STATES[ToolVerdict(one.verdict).state][0]
    name = pack().tool(one.tool).name.in_(locale())
    return Outcome(one.tool, str(name), str(word), one.decided_on, one.freed or one.change)


def public_blocks(one: Public) -> tuple[Block, ...]:
    """This will write what everybody may read."""
    day = short_day(one.year.on, locale())
    partners = len({name for _framework, names in one.frameworks for name in names})
    said = ngettext(
        "%(num)s activity that everybody may see was held.",
        "%(num)s activities that everybody may see were held.",
        one.held,
    )
    blocks: list[Block] = [
        Heading(_("Partners")),
        Paragraph(
            plain(
                _("On %(day)s there were %(allies)s Allies and %(partners)s partners.")
                % {"day": day, "allies": one.allies, "partners": partners}
            )
        ),
        *figures.partners(one.markers, _("Partners by framework on %(day)s") % {"day": day}),
        Table(
            (_("Framework"), _("Partners"), _("Number")),
            tuple((name, ", ".join(names), str(len(names))) for name, names in one.frameworks),
            numeric=frozenset({2}),
        ),
        Heading(_("Activities")),
        Paragraph(plain(said % {"num": one.held})),
        *figures.figure(figures.held(one.areas)),
        Table(
            (_("Priority area"), _("Held")),
            tuple((name, str(number)) for name, number in one.areas),
            numeric=frozenset({1}),
        ),
        Heading(_("Review of tools")),
    ]
    if one.outcomes:
        head = (_("Tool"), _("Outcome"), _("Decided"), _("What it means"))
        told = ((each.name, each.word, short_day(each.on, locale()), each.said) for each in one.outcomes)
        blocks.append(Table(head, tuple(told)))
    else:
        blocks.append(Paragraph(plain(_("The Council decided on no tool in that year."))))
    return tuple(blocks)


# -- what the reader may read ------------------------------------------------------------------------------------------


def _state_blocks(of: State, *, is_today: bool, narrow: bool) -> tuple[Block, ...]:
    """This will write the state of partnerships by each way of grouping, the plan over time, and the books."""
    blocks: list[Block] = []
    for by, label in labels.BY.items():
        found = views.rows(of, by)
        drawn = _map(of, found) if by == "partner" else figures.figure(views.bars(found, label))
        blocks += [Heading(f"{_('State of partnerships')}: {str(label).lower()}"), *drawn, _table(of, found)]
    blocks += _shares(of, narrow=narrow)
    if of.running:
        blocks += [Heading(_("Plan over time")), *figures.over_time(of, is_today=is_today), _plan(of)]
    if of.books:
        head = (_("Line"), _("Amount"), _("Set aside"), _("Owed"), _("Paid"), _("Free"))
        parts = ("amount", "committed", "obligated", "paid", "free")
        rows = tuple(
            (f"{line.title_in(locale())} ({line.code})", *(_money(position.money(part)) for part in parts))
            for line, position in of.books
        )
        blocks += [Heading(_("Budgets")), *figures.books(of.books), Table(head, rows, numeric=frozenset(range(1, 6)))]
    blocks += _evidence(of.on.year)
    notes = tuple(plain(str(note)) for note in labels.NOTES)
    return (*blocks, Heading(_("What is counted")), Items(notes))


def _shares(of: State, *, narrow: bool) -> list[Block]:
    """This will write the money of each partner by share, with the drawing of the same."""
    money = shares.of_rows(of, views.rows(of, "partner"), "partner", narrow=narrow)
    if money is None:
        return []
    head = (_("Partner"), *(str(one["label"]) for one in money["shares"]), _("Together"))
    drawn = [each for bars in money["bars"] for each in figures.figure(bars)]
    rows = tuple(
        (
            row["name"],
            *(_sums(row["shares"][one["share"]]) for one in money["shares"]),
            _sums(row["used"]),
        )
        for row in (*money["rows"], *([money["whole"]] if money["whole"] else []))
    )
    return [Heading(_("Money by share")), *drawn, Table(head, rows, numeric=frozenset(range(1, len(head))))]


def _evidence(year: int) -> list[Block]:
    """This will write the evidence on each tool as it was kept, and what was freed, as far as the reader may see it."""
    kept = [(one, feedback.read_evidence(one.evidence)) for one in feedback.tool_reviews(year=year)]
    head = (_("Tool"), _("Used by"), _("Used"), _("Still open"), _("Set aside"), _("Outcome"))
    rows = tuple(
        (
            _tool(one.tool),
            _("%(part)s of %(whole)s") % {"part": _known(found.users), "whole": found.open_to},
            _known(found.acts),
            _known(found.running),
            _said(showing.cost_of(one.tool, found.cost)),
            str(labels.TOOL_STATES[ToolState(one.state)][0]),
        )
        for one, found in kept
        if found is not None
    )
    blocks: list[Block] = []
    if rows:
        blocks += [Heading(_("Evidence on tools")), Table(head, rows, numeric=frozenset(range(1, 5)))]
    for one in feedback.reviews_accounted():
        if one.accounted_on is not None and one.accounted_on.year == year:
            blocks += _freed(one)
    return blocks


def _freed(one: Any) -> list[Block]:
    """This will write what was set aside for a discarded tool before and since, currency by currency."""
    sums = showing.freed(feedback.read_evidence(one.evidence), feedback.read_evidence(one.after))
    head = (_("Set aside in the year before"), _("In the year since"), _("Freed"))
    rows = tuple(tuple(_money(each[name]) for name in ("before", "after", "freed")) for each in sums)
    title = Heading(_("What it has freed: %(tool)s") % {"tool": _tool(one.tool)})
    if not rows:
        return [title, Paragraph(plain(_("The books hold no money of it, before or since.")))]
    return [title, Table(head, rows, numeric=frozenset(range(3)))]


def _tool(code: str) -> str:
    return str(pack().tool(code).name.in_(locale()))


def _known(value: int | None) -> str:
    return "–" if value is None else str(value)


def _said(one: showing.Said) -> str:
    return "; ".join(one.lines) if one.lines else f"– ({one.why})"


def _sums(found: Iterable[Money]) -> str:
    return "; ".join(_money(each) for each in found) or "–"


def _map(of: State, found: list[views.Listed]) -> list[Figure]:
    title = _("Partners: the larger the marker, the more of their plan was held")
    return figures.partners(views.markers(of, found), title)


def _plan(of: State) -> Table:
    head = (_("Programme"), _("From"), _("Until"), _("Planned"), _("Held"))
    rows = (
        (
            one["name"],
            *(short_day(one[name], locale()) for name in ("start_on", "end_on")),
            *(str(one[name]) for name in ("planned", "held")),
        )
        for one in plan.rows(of)
    )
    return Table(head, tuple(rows), numeric=frozenset({3, 4}))


def _table(of: State, found: Iterable[views.Listed]) -> Table:
    head = [_("Name"), _("Goals"), _("Goals reached"), _("Progress"), _("Planned"), _("Held"), _("People")]
    head += [_("Set aside"), _("Paid")] if of.knows_money else []
    rows = tuple((row.name, *_cells(row.figures, money=of.knows_money)) for row in found)
    return Table(tuple(head), rows, numeric=frozenset(range(1, len(head))))


def _cells(one: Figures, *, money: bool) -> tuple[str, ...]:
    numbers = (
        str(one.goals),
        str(one.reached),
        "–" if one.progress is None else str(percent(one.progress / 100, locale())),
        str(one.planned),
        str(one.held),
        "–" if one.people is None else str(one.people),
    )
    sums = tuple(_sums(one.sum_of(part)) for part in ("committed", "paid"))
    return (*numbers, *(sums if money else ()))


def _money(one: Money) -> str:
    return str(policy.money(one, locale()))


# -- documents ---------------------------------------------------------------------------------------------------------


def spec(year: Year, marking: str, blocks: tuple[Block, ...]) -> DocumentSpec:
    """This will describe the report of a year for printing; until the year is over it says so across the page."""
    return DocumentSpec(
        title=_("Partnerships in %(year)s") % {"year": year.number},
        subtitle=_("Yearly report under the partnership policy (P§15, P§17)"),
        reference=f"REPORT-{year.number}",
        marking=marking,
        language=locale(),
        on=year.on,
        watermark="" if year.is_over else _("The year is not over"),
        facts=((_("As of"), short_day(year.on, locale())),),
        blocks=blocks,
    )


def answer(found: DocumentSpec, form: str, *, name: str = "") -> HttpResponse:
    """This will send a document as PDF or as a Word file, kept by no cache; it is named by its reference."""
    content = rendering.pdf(found) if form == "pdf" else rendering.docx(found)
    name = f"{name or found.reference.lower()}-{found.language}.{form}"
    return HttpResponse(
        content,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def files(name: str, of: object) -> list[dict[str, str]]:
    """This will list the addresses of a document: each language in each format."""
    return [
        {
            "label": f"{form.upper() if form == 'pdf' else 'Word'}, {'English' if language == 'en' else 'Français'}",
            "language": language,
            "url": f"/{language}/{reverse(name, args=[of, form]).split('/', 2)[2]}",
        }
        for language in LANGUAGES
        for form in TYPES
    ]


@require_safe
def yearly(request: HttpRequest) -> HttpResponse:
    """This will list the yearly reports with their files."""
    _actor, now = asked(request)
    today = brussels_day(now)
    return page.render(
        request,
        "reports/yearly.html",
        {"rows": [{"year": one, "files": files("reports:yearly_file", one.number)} for one in years(today)]},
    )


@require_safe
def document(request: HttpRequest, year: str, form: str) -> HttpResponse:
    """This will set the report of a year as far as the reader may read it, with the marking that follows."""
    actor, now = asked(request)
    today = brussels_day(now)
    one = year_of(int(year), today)
    of = state.state(actor, one.on, today)
    narrow = not (actor.is_staff or actor.is_ally)
    blocks = (*public_blocks(public_of(one)), *_state_blocks(of, is_today=one.on == today, narrow=narrow))
    return answer(spec(one, of.marking(locale()), blocks), form)


def public_document(year: Year, form: str) -> HttpResponse:
    """This will set what everybody may read of a year."""
    marking = documents.marking([audience.PUBLIC], locale())
    return answer(spec(year, marking, public_blocks(public_of(year))), form)
