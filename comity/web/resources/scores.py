"""Scores: how partners stand on each consideration. For staff and Allies; thirds, never an order of nations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.calendar import brussels_day
from comity.parties import queries as parties
from comity.people import queries as people
from comity.policy import pack
from comity.resources import actions, queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.drawings import Line, Part, stacked_bars
from comity.web.refusals import panels
from comity.web.resources import forms, frame, labels, settings

REVIEW_DAYS = 365


@require_safe
def scores(request: HttpRequest, period: str) -> HttpResponse:
    """This will show all partners by name: how far each is assessed, and in which third each stands."""
    actor, now = page.asked(request)
    row = settings.found(period)
    sheet = queries.sheet(row, now)
    names = parties.names(page.locale())
    rows = [
        {
            "name": names.get(code, code),
            "code": code,
            "url": reverse("resources:scores_of", args=[row.period, code]),
            "marks": [
                sheet.scores.get(code, {})[one].value if one in sheet.scores.get(code, {}) else None
                for one in queries.considerations()
            ],
            "band": labels.BANDS[sheet.bands[code]] if code in sheet.bands else None,
            "missing": len(sheet.missing(code)),
        }
        for code in sheet.parties
    ]
    context = {
        **settings.line(row),
        "bars": _bars(sheet, names) if actor.is_staff and sheet.values else None,
        "rows": sorted(rows, key=lambda one: str(one["name"]).casefold()),
        "codes": [pack().considerations[code].name.in_(page.locale()) for code in queries.considerations()],
        "in_force": row.state == rules.SettingsState.IN_FORCE,
        "whole": len(sheet.values),
        "marking": _marking(),
    }
    return page.render(request, "resources/scores.html", context)


@require_safe
def scores_of(request: HttpRequest, period: str, party: str) -> HttpResponse:
    """This will show how one partner stands, with evidence, author, day and review."""
    _actor, now = page.asked(request)
    row, name = settings.found(period), _partner(party)
    sheet = queries.sheet(row, now)
    known = sheet.scores.get(party, {})
    authors = people.persons({one.person_id for one in known.values() if one.person_id})
    effect = rules.in_effect(row.weights, sheet.capacity)
    lines = [
        {
            "code": code,
            "name": pack().considerations[code].name.in_(page.locale()),
            "question": pack().considerations[code].question.in_(page.locale()),
            "score": known.get(code),
            "author": authors[known[code].person_id or 0].name
            if code in known and known[code].person_id in authors
            else "",
            "is_late": code in known and known[code].review_on <= brussels_day(now),
            "weight": effect[code] / 10 if code in effect else None,
            "url": reverse("resources:score", args=[row.period, party, code]),
        }
        for code in queries.considerations()
    ]
    context = {
        **settings.line(row),
        "name": name,
        "code": party,
        "lines": lines,
        "band": labels.BANDS[sheet.bands[party]] if party in sheet.bands else None,
        "missing": [pack().considerations[code].name.in_(page.locale()) for code in sheet.missing(party)],
        "marking": _marking(),
    }
    return page.render(request, "resources/scores_of.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, period: str, party: str, consideration: str) -> HttpResponse:
    """This will take how a partner stands on one consideration."""
    actor, now = page.asked(request)
    row, name = settings.found(period), _partner(party)
    if consideration not in queries.considerations():
        raise Http404
    before = queries.score(row, party, consideration)
    locale = page.locale()
    anchors = {
        level: words[locale] or words["en"]
        for level, words in zip(forms.LEVELS, row.anchors.get(consideration, ()), strict=False)
    }
    initial = {
        "value": before.value if before else None,
        "evidence": before.evidence if before else "",
        "review_on": before.review_on if before else brussels_day(now) + timedelta(days=REVIEW_DAYS),
    }
    form = forms.Score(page.sent(request), initial=initial, anchors=anchors)
    asked: dict[str, Any] = {"party": party, "consideration": consideration}
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        answer = frame.attempt(
            request,
            lambda: actions.score(row, actor, now, **asked, **form.cleaned_data),
            "resources:scores_of",
            _("The score is entered."),
            row.period,
            party,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    else:
        verdict = rules.may_score(actor, queries.facts_of_settings(row, actor, now, **asked), now)
        panel = None if verdict.allowed else panels.one_of(page.panels(verdict, about=row.subject))
    context = {
        "title": _("%(consideration)s: %(party)s")
        % {"consideration": pack().considerations[consideration].name.in_(locale), "party": name},
        "text": pack().considerations[consideration].question.in_(locale),
        "form": form,
        "label": _("Enter the score"),
        "panel": panel,
        "back": reverse("resources:scores_of", args=[row.period, party]),
        "crumbs": [
            frame.crumb(row.period, "resources:settings", row.period),
            frame.crumb(name, "resources:scores_of", row.period, party),
        ],
        "marking": _marking(),
    }
    return page.render(request, "resources/act.html", context, status=status)


def _bars(sheet: queries.Sheet, names: dict[str, str]) -> Any:
    """This will draw how each consideration adds to a partner's score: by name, in the order of P§16's list."""
    effect = rules.in_effect(sheet.row.weights, sheet.capacity)
    words = {code: pack().considerations[code].name.in_(page.locale()) for code in effect}
    lines = [
        Line(
            names.get(party, party),
            tuple(
                Part(str(number), effect[code] * values[code] / rules.WHOLE, words[code])
                for number, code in enumerate(effect, 1)
            ),
        )
        for party, values in sorted(sheet.values.items(), key=lambda pair: names.get(pair[0], pair[0]).casefold())
    ]
    return stacked_bars(
        lines,
        whole=100,
        title=_("What each consideration adds"),
        description=_("Partners by name, considerations in the order of P§16, weights as the Council decided."),
    )


def _partner(code: str) -> str:
    """This will name a partner.

    Raises: Http404 if there is no such party.
    """
    name = parties.names(page.locale()).get(code)
    if name is None:
        raise Http404
    return name


def _marking() -> str:
    return _("UNCLASSIFIED – for the staff and Allies only")
