"""Reading around the text: the plan over time, what changed between versions, history, documents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.core.actor import Side
from comity.core.calendar import brussels_day
from comity.people import queries as people
from comity.programmes import actions, queries
from comity.programmes.rules import Choice
from comity.web import once, page
from comity.web.drawings.gantt import Bar, Goal, Mark, gantt
from comity.web.numbers import whole
from comity.web.programmes import frame, labels
from comity.web.programmes.views.survey import difference
from comity.web.programmes.words import runs

DRAWN = {Choice.PROPOSED: "proposed", Choice.AGREED: "agreed", Choice.REFUSED: "refused"}


# -- timeline ----------------------------------------------------------------------------------------------------------


@require_safe
def timeline(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will draw the plan, and put the same rows in a table below."""
    one = frame.seen(request, party, period)
    locale = get_language() or "en"
    carried = queries.goals(one.row, version=one.version)
    planned = queries.planned(one.row, version=one.version)
    dated = [each for each in planned if each.start_on and each.end_on]
    groups = [
        Goal(
            f"{place} · {found.goal.title}",
            tuple(_bar(one, each, locale) for each in dated if each.chosen.goal_id == found.goal_id),
        )
        for place, found in enumerate(carried, start=1)
    ]
    titles = {found.goal_id: found.goal.title for found in carried}
    return page.render(
        request,
        "programmes/timeline.html",
        {
            **frame.context(one, "timeline"),
            "drawing": _drawing(one, groups) if carried else None,
            "rows": [
                {
                    "code": each.code,
                    "title": each.title_in(locale),
                    "goal": titles.get(each.chosen.goal_id, ""),
                    "start_on": each.start_on,
                    "end_on": each.end_on,
                    "word": labels.CHOICES[Choice(each.chosen.choice)][0],
                    "tone": labels.CHOICES[Choice(each.chosen.choice)][1],
                }
                for each in planned
            ],
            "undated": len(planned) - len(dated),
        },
    )


def _bar(one: frame.Seen, each: queries.Planned, locale: str) -> Bar:
    choice = Choice(each.chosen.choice)
    return Bar(
        label=f"{each.title_in(locale)} ({each.code})",
        start_on=each.start_on or one.row.period_start,
        end_on=each.end_on or one.row.period_end,
        state=DRAWN[choice],
        word="" if choice is Choice.AGREED else str(labels.CHOICES[choice][0]).lower(),
    )


def _drawing(one: frame.Seen, groups: list[Goal]) -> Any:
    row = one.row
    marks = []
    today = brussels_day(one.now)
    if row.period_start <= today <= row.period_end:
        marks.append(Mark(today, _("today"), "today"))
    if row.review_due_on and row.period_start <= row.review_due_on <= row.period_end:
        marks.append(Mark(row.review_due_on, _("review (P§15)")))
    count = sum(len(group.bars) for group in groups)
    return gantt(
        groups,
        start_on=row.period_start,
        end_on=row.period_end,
        marks=marks,
        title=_("Plan %(period)s") % {"period": row.period},
        description=_("Goals with their activities over time: %(goals)s goals, %(count)s dated activities.")
        % {"goals": len(groups), "count": count},
    )


# -- changes -----------------------------------------------------------------------------------------------------------


@require_safe
def changes(request: HttpRequest, party: str, period: str, span: tuple[int, int] | None = None) -> HttpResponse:
    """This will show what differs between two versions, section by section, with ticks for what has been reviewed."""
    one = frame.seen(request, party, period)
    versions = queries.versions(one.row)
    numbers = [version.number for version in versions]
    old, new = span or _last_two(numbers)
    if span and not (new in numbers and (old in numbers or old == 0) and old < new):
        raise Http404
    found = queries.changes(one.row, old, new) if numbers else ()
    ticked = queries.reviewed(one.row, one.actor.person_id, new) if one.side else frozenset()
    locale = get_language() or "en"
    return page.render(
        request,
        "programmes/changes.html",
        {
            **frame.context(one, "changes"),
            "old": old,
            "new": new,
            "span": (old, new),
            "numbers": numbers,
            "spans": [(number - 1, number) for number in numbers if number - 1 in numbers],
            "note": next((version.note for version in versions if version.number == new), ""),
            "sections": [
                {
                    "number": part.section.number,
                    "title": part.section.title_in(locale),
                    "is_reviewed": part.section.number in ticked,
                    "changes": [
                        {"number": change.paragraph.number, "runs": runs(change.runs), "change": change}
                        for change in part.changes
                    ],
                }
                for part in found
            ],
            "plan": plan_shown(planned_otherwise(one.row, old, new) if numbers else (), locale),
            "surveys": [
                {
                    "year": each.survey.year,
                    "handed_in_at": each.survey.handed_in_at,
                    "rows": [difference(one) for one in each.changes],
                }
                for each in (queries.survey_changes(one.row, old, new) if numbers else ())
            ],
            "reviewed": sum(part.section.number in ticked for part in found),
        },
    )


def planned_otherwise(row: Any, old: int, new: int) -> tuple[queries.PlanChange, ...]:
    """This will list what one version plans otherwise than another: goals, activities, then actions."""
    return (*queries.plan_changes(row, old, new), *queries.action_changes(row, old, new))


def plan_shown(found: tuple[queries.PlanChange, ...], locale: str) -> list[dict[str, Any]]:
    """This will put what is planned otherwise into words."""
    words = {
        ("", "in"): (_("new"), "success"),
        ("in", ""): (_("taken out"), "clay"),
        ("refused", ""): (_("taken out"), "clay"),
        ("in", "refused"): (_("turned down"), "clay"),
        ("", "refused"): (_("turned down"), "clay"),
        ("refused", "in"): (_("proposed again"), "success"),
        ("in", "in"): (_("for another goal"), "info"),
        ("refused", "refused"): (_("for another goal"), "info"),
    }
    return [
        {
            "code": one.code,
            "title": one.title_in(locale) if one.code else one.goal,
            "goal": one.goal if one.code else "",
            "kind": _("Action") if one.is_action else _("Activity") if one.code else _("Goal"),
            "word": _("written anew") if one.is_action and one.was == one.now else words[one.was, one.now][0],
            "tone": words[one.was, one.now][1],
        }
        for one in found
    ]


def _last_two(numbers: list[int]) -> tuple[int, int]:
    if not numbers:
        return 0, 0
    return (numbers[1] if len(numbers) > 1 else 0), numbers[0]


@once.repeatable
@require_POST
def reviewed(request: HttpRequest, party: str, period: str, section: int) -> HttpResponse:
    """This will tick a section as reviewed in a version, or take the tick back."""
    one = frame.seen(request, party, period)
    version = whole(request.POST.get("version", ""))
    known = {found.number for found in queries.versions(one.row)}
    if version is None or version not in known:
        raise Http404
    if all(row.number != section for row in queries.sections(one.row)):
        raise Http404
    verb = actions.unmark_reviewed if request.POST.get("undo") else actions.mark_reviewed
    verb(one.row, one.actor, one.now, section=section, version=version)
    old = whole(request.POST.get("old", ""))
    where = one.url("changes_between", (old, version)) if old == 0 or old in known else one.url("changes")
    messages.success(request, _("Noted."))
    return page.done(request, where)


# -- history and documents ---------------------------------------------------------------------------------------------


@require_safe
def history(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will show what was done with the programme, and what was refused."""
    one = frame.seen(request, party, period)
    return page.render(request, "programmes/history.html", frame.context(one, "history"))


@require_safe
def documents(request: HttpRequest, party: str, period: str) -> HttpResponse:
    """This will list the versions with their seals, and offer them as PDF and Word files."""
    one = frame.seen(request, party, period)
    versions = queries.versions(one.row)
    given = queries.agreements_all(one.row)
    names = people.persons({found.person_id for found in given})
    party_name = one.row.party.name_in(get_language() or "en")
    numbers = [version.number for version in versions]
    return page.render(
        request,
        "programmes/documents.html",
        {
            **frame.context(one, "documents"),
            "versions": [
                {
                    "row": version,
                    "by": party_name if version.side == Side.PARTNER else labels.SIDES[Side.STAFF],
                    "before": version.number - 1 if version.number - 1 in numbers else None,
                    "agreements": [
                        {
                            "side": party_name if found.side == Side.PARTNER else labels.SIDES[Side.STAFF],
                            "who": names[found.person_id].name if found.person_id in names else "",
                            "at": found.agreed_at,
                            "lapse": labels.LAPSES.get(found.lapse, ""),
                        }
                        for found in given
                        if found.version == version.number
                    ],
                }
                for version in versions
            ],
        },
    )
