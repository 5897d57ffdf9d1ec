"""The survey, with what changed since the one before; the talks on goals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.policy.programme_types import Talks
from comity.programmes import actions, queries
from comity.programmes.rules import survey as rules
from comity.web import page, spreadsheet
from comity.web.page import locale
from comity.web.programmes import frame, labels
from comity.web.programmes.surveying import Answers, TalksHeld
from comity.web.programmes.words import printed, runs

CONFLICT, UNPROCESSABLE = 409, 422


@require_safe
def surveys(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will list the surveys of a programme, one for each year."""
    one = frame.seen(request, party, period)
    known = queries.facts_of_new_survey(one.row, one.actor, one.now)
    return page.render(
        request,
        "programmes/surveys.html",
        {
            **frame.context(one, "surveys"),
            "rows": _listed(one),
            "year": known.year,
            "may_open": rules.may_open_survey(one.actor, known, one.now).allowed,
        },
    )


@require_POST
def open_survey(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will open the survey of this year."""
    one = frame.seen(request, party, period)
    event = actions.open_survey(one.row, one.actor, one.now)
    said = ngettext(
        "Opened. One answer was carried over.", "Opened. %(count)s answers were carried over.", event.carried
    )
    messages.success(request, said % {"count": event.carried})
    return page.done(request, one.url("survey", event.year))


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, party: str, period: str, year: int) -> HttpResponse:
    """This will show a survey with its marks, and to the partner as a form while it is open."""
    one, row = _seen(request, party, period, year)
    found = queries.answered(row)
    facts = queries.facts_of_survey(row, one.actor, one.now)
    may = rules.may_answer(one.actor, facts, one.now)
    form = Answers(page.sent(request), answered=found) if may.allowed or request.method == "POST" else None
    panel, status = None, 200
    if request.method == "POST" and form is not None:
        if form.is_valid():
            try:
                actions.answer_survey(row, one.actor, one.now, answers=form.kept())
            except Refused as refusal:
                panel, status = page.panel_of(refusal), CONFLICT
            else:
                messages.success(request, _("Kept. Only your side sees it until you hand it in."))
                return page.done(request, one.url("survey", year))
        else:
            status = UNPROCESSABLE
    return page.render(
        request,
        "programmes/survey.html",
        {
            **frame.context(one),
            "survey": row,
            "survey_marking": documents.marking_of([row], locale()),
            "rows": [_row(each, form) for each in found],
            "form": form if may.allowed or (form is not None and form.is_bound) else None,
            "panel": panel,
            "reads": _reads(one, row),
            "missing": len(facts.missing),
            "unconfirmed": len(facts.unconfirmed),
            "may_hand_in": may.allowed,
            "changed": sum(each.is_different for each in found),
            "span": _span(row, queries.handed_in(one.row)),
        },
        status=status,
    )


@require_safe
def changes(request: HttpRequest, party: str, period: str, span: tuple[int, int]) -> HttpResponse:
    """This will show the answers of a survey that differ from those of an earlier year, word by word."""
    old, new = span
    one, row = _seen(request, party, period, new)
    earlier = [each for each in queries.handed_in(one.row) if each.year < new]
    since = next((each for each in earlier if each.year == old), None)
    if since is None:
        raise Http404
    return page.render(
        request,
        "programmes/survey_changes.html",
        {
            **frame.context(one),
            "survey": row,
            "survey_marking": documents.marking_of([row], locale()),
            "old": old,
            "new": new,
            "spans": [(each.year, new) for each in earlier],
            "span": span,
            "rows": [difference(each) for each in queries.answered(row, since=since) if each.is_different],
            "reads": _reads(one, row),
        },
    )


def difference(each: queries.Answered) -> dict[str, Any]:
    """This will put an answer that differs into words."""
    word, tone = labels.ANSWER_MARKS[each.mark]
    return {
        "group": each.question.group.in_(locale()),
        "title": each.question.title.in_(locale()),
        "unit": labels.UNITS[each.question.unit],
        "word": word,
        "tone": tone,
        "runs": runs(each.runs),
        "printed": printed(each.runs),
    }


def _reads(one: frame.Seen, row: Any) -> bool:
    """This will tell whether the reader sees the answers: until they are handed in, they are the partner's alone."""
    return one.actor.acts_for(one.row.party_code) or row.handed_in_at is not None


def _listed(one: frame.Seen) -> list[dict[str, Any]]:
    known = queries.handed_in(one.row)
    return [{"survey": row, "span": _span(row, known)} for row in queries.surveys(one.row)]


def _span(row: Any, known: list[Any]) -> tuple[int, int] | None:
    """This will name the years between which a survey is compared, if there was one before."""
    return next(((each.year, row.year) for each in known if each.year < row.year), None)


def _seen(request: HttpRequest, party: str, period: str, year: int) -> tuple[frame.Seen, Any]:
    one = frame.seen(request, party, period)
    row = queries.survey(one.row, year)
    if row is None:
        raise Http404
    return one, row


def _row(each: queries.Answered, form: Answers | None) -> dict[str, Any]:
    word, tone = labels.ANSWER_MARKS[each.mark]
    code = each.question.code
    return {
        "code": code,
        "group": each.question.group.in_(locale()),
        "title": each.question.title.in_(locale()),
        "unit": labels.UNITS[each.question.unit],
        "is_required": each.question.required,
        "text": each.text,
        "before": each.before,
        "word": word,
        "tone": tone,
        "is_confirmed": each.is_confirmed,
        "field": form[code] if form is not None else None,
        "ok": form[f"ok_{code}"] if form is not None else None,
    }


@require_POST
def hand_in(request: HttpRequest, party: str, period: str, year: int) -> HttpResponse:
    """This will hand the survey in."""
    one, row = _seen(request, party, period, year)
    actions.hand_in_survey(row, one.actor, one.now)
    messages.success(request, _("Handed in. The staff and the Allies can read it now."))
    return page.done(request, one.url("survey", year))


@require_safe
def export(request: HttpRequest, party: str, period: str, year: str, form: str) -> HttpResponse:
    """This will give a survey as a file, with what was answered before."""
    _one, row = _seen(request, party, period, int(year))
    found = queries.answered(row)
    return spreadsheet.answer(
        f"{row.code.replace('/', '-')}-survey",
        form,
        documents.marking_of([row, *row.answers.all()], locale()),
        ["question", "group", "title", "unit", "answer", "before", "mark"],
        (
            [
                each.question.code,
                each.question.group.in_(locale()),
                each.question.title.in_(locale()),
                each.question.unit,
                each.text,
                each.before or "",
                each.mark.value,
            ]
            for each in found
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def talks(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show which talks were held, and let the desk record others."""
    one = frame.seen(request, party, period)
    form = TalksHeld(page.sent(request), initial={"held_on": brussels_day(one.now)})
    panel, status = None, 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.record_talks(
                one.row, one.actor, one.now, kind=data["kind"], held_on=data["held_on"], summary=data["summary"]
            )
        except Refused as refusal:
            panel, status = page.panel_of(refusal), CONFLICT
        else:
            messages.success(request, _("Recorded."))
            return page.done(request, one.url("talks"))
    elif request.method == "POST":
        status = UNPROCESSABLE
    known = queries.facts_of_talks(one.row, one.actor, one.now)
    records = rules.may_record_talks(one.actor, known, one.now).allowed
    held = queries.talks(one.row)
    return page.render(
        request,
        "programmes/talks.html",
        {
            **frame.context(one, "talks"),
            "rows": [{"row": each, "word": labels.TALKS[Talks(each.kind)]} for each in held],
            "left": [labels.TALKS[kind] for kind in known.wanted if kind not in known.held],
            "are_shown": known.are_shown,
            "shows": Talks.MULTILATERAL in known.wanted
            and not known.are_shown
            and rules.may_show_to_allies(one.actor, known, one.now).allowed,
            "form": form if records or form.is_bound else None,
            "panel": panel,
        },
        status=status,
    )


@require_POST
def show(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show the goals to the Allies."""
    one = frame.seen(request, party, period)
    actions.show_to_allies(one.row, one.actor, one.now)
    messages.success(request, _("The Allies can read the goals now."))
    return page.done(request, one.url("talks"))
