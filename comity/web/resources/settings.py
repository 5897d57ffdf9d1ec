"""Settings of a cycle: how resources are weighed, what Allies spent, and what goes to the Council."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comity.core import refs
from comity.core.verdict import Verdict
from comity.parties import queries as parties
from comity.policy import number, pack
from comity.resources import actions, queries, rules
from comity.web import page
from comity.web.addresses import reverse
from comity.web.refusals import panels
from comity.web.resources import forms, frame, labels

STAFF = "IS"
# Word on the button, the question, what follows, what is said when it is done.
ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "open": (
        gettext_lazy("Ask Allies for their points…"),
        gettext_lazy("Ask each Ally to spend its points?"),
        gettext_lazy("Allies read the settings from now on. What one spends, the others do not see until you close."),
        gettext_lazy("Allies may spend their points."),
    ),
    "close": (
        gettext_lazy("Count the points…"),
        gettext_lazy("Close and count the points?"),
        gettext_lazy("The medians become the weights. Staff and Allies then read who spent what."),
        gettext_lazy("The points are counted."),
    ),
    "propose": (
        gettext_lazy("Put to the Council…"),
        gettext_lazy("Put these settings to the Council?"),
        gettext_lazy(
            "Their fingerprint is fixed, and an item for the Council is drafted. They can no longer be changed."
        ),
        gettext_lazy("The settings are before the Council; the item is drafted."),
    ),
}
VERBS: dict[str, Any] = {"open": actions.open_points, "close": actions.close_points, "propose": actions.propose}
RULES: dict[str, Any] = {"open": rules.may_open_points, "close": rules.may_close_points, "propose": rules.may_propose}
STARTS = {"open": "open_points", "close": "close_points", "propose": "propose"}


def found(period: str) -> Any:
    """This will find the settings of a cycle that the reader may see.

    Raises: Http404 if there are none.
    """
    row = queries.settings(period)
    if row is None:
        raise Http404
    return row


def line(row: Any) -> dict[str, Any]:
    """This will write settings as a row of a list."""
    word, tone = labels.SETTINGS[rules.SettingsState(row.state)]
    return {"row": row, "word": word, "tone": tone, "address": reverse("resources:settings", args=[row.period])}


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """This will ask for a cycle and begin its settings."""
    actor, now = page.asked(request)
    if not frame.sees_scores(actor):
        raise Http404
    form = forms.Begin(page.sent(request))
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        period = form.cleaned_data["period"]
        answer = frame.attempt(
            request,
            lambda: actions.draft_settings(parties.party(STAFF), actor, now, period=period),
            "resources:settings",
            _("The settings are begun: equal weights, and the anchors that the policy pack proposes."),
            period,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    context = {
        "title": _("Begin the settings of a cycle"),
        "text": _("Everything can be changed until it goes to the Council."),
        "form": form,
        "label": _("Begin"),
        "panel": panel,
        "back": reverse("resources:home"),
        "crumbs": [],
    }
    return page.render(request, "resources/act.html", context, status=status)


@require_safe
def settings(request: HttpRequest, period: str) -> HttpResponse:
    """This will show the settings of a cycle: weights with their stability, anchors, numbers, and what may be done."""
    actor, now = page.asked(request)
    row = found(period)
    sheet = queries.sheet(row, now)
    facts = queries.facts_of_settings(row, actor, now)
    spent = {one.party_id: one for one in queries.points(row)}
    names = parties.names(page.locale())
    context = {
        **line(row),
        "steps": [{"key": state.value, "label": word} for state, (word, _tone) in labels.SETTINGS.items()],
        "considerations": _considerations(row, sheet),
        "capacity": labels.CAPACITY[rules.Capacity(row.capacity)],
        "keeping": row.keeping_hundredths / 100,
        "decision_url": reverse("decisions:decision", args=[refs.slug_of_paper(row.decision)]) if row.decision else "",
        "points": [{"party": names.get(code, code), "spent": one.spent} for code, one in sorted(spent.items())],
        "own": spent.get(actor.party or ""),
        "own_facts": _own(spent.get(actor.party or "")),
        "codes": [(code, pack().considerations[code].name.in_(page.locale())) for code in queries.considerations()],
        "acts": _acts(row, facts, request),
        "may_edit": rules.is_officer(actor) and rules.SETTINGS_WORKFLOW.may("write", facts.state),
        "may_spend": rules.may_spend(actor, facts, now).allowed,
        "assessed": len(sheet.values),
        "unweighted": pack().unweighted.in_(page.locale()),
    }
    return page.render(request, "resources/settings.html", context)


def _considerations(row: Any, sheet: queries.Sheet) -> list[dict[str, Any]]:
    locale = page.locale()
    effect = rules.in_effect(row.weights, sheet.capacity)
    steady = sheet.stability if sheet.values else {}
    return [
        {
            "name": one.name.in_(locale),
            "question": one.question.in_(locale),
            "of_activity": one.of != "partner",
            "weight": effect[one.code] / 10 if one.code in effect else None,
            "given": row.weights.get(one.code, 0) / 10,
            "steady": (steady[one.code].lowest / 10, steady[one.code].highest / 10) if one.code in steady else None,
            "anchors": [words[locale] or words["en"] for words in row.anchors.get(one.code, ())],
        }
        for one in pack().considerations.values()
    ]


def _own(one: Any) -> list[dict[str, Any]]:
    spent = one.spent if one is not None else {}
    names = pack().considerations
    return [{"label": names[code].name.in_(page.locale()), "value": value} for code, value in spent.items()]


def _acts(row: Any, facts: rules.SettingsFacts, request: HttpRequest) -> list[dict[str, Any]]:
    actor, now = page.asked(request)
    if not rules.is_officer(actor):
        return []
    return [
        {
            "label": ACTS[verb][0],
            "url": reverse("resources:act", args=[row.period, verb]),
            "allowed": RULES[verb](actor, facts, now).allowed,
        }
        for verb in ACTS
        if rules.SETTINGS_WORKFLOW.may(STARTS[verb], facts.state)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, period: str, verb: str) -> HttpResponse:
    """This will ask before a step of settings, and take it."""
    actor, now = page.asked(request)
    row = found(period)
    label, question, follows, said = ACTS[verb]
    panel, status = None, 200
    if request.method == "POST":
        answer = frame.attempt(
            request, lambda: VERBS[verb](row, actor, now), "resources:settings", str(said), row.period
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    else:
        panel = _foreseen(RULES[verb](actor, queries.facts_of_settings(row, actor, now), now), row)
    context = {
        "title": str(question),
        "text": str(follows),
        "form": None,
        "label": str(label).rstrip("…"),
        "panel": panel,
        "back": reverse("resources:settings", args=[row.period]),
        "crumbs": [frame.crumb(row.period, "resources:settings", row.period)],
    }
    return page.render(request, "resources/act.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, period: str) -> HttpResponse:
    """This will show the form of the settings and take it."""
    actor, now = page.asked(request)
    row = found(period)
    form = forms.Write(page.sent(request), initial=forms.Write.starting(row))
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        answer = frame.attempt(
            request,
            lambda: actions.write(row, actor, now, **form.given()),
            "resources:settings",
            _("The settings are changed."),
            row.period,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    else:
        panel = _foreseen(rules.may_write(actor, queries.facts_of_settings(row, actor, now), now), row)
    return page.render(request, "resources/edit.html", {**line(row), "form": form, "panel": panel}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def spend(request: HttpRequest, period: str) -> HttpResponse:
    """This will take an Ally's points."""
    actor, now = page.asked(request)
    row = found(period)
    before = queries.points_of(row, actor.party or "")
    form = forms.Points(page.sent(request), initial=before.spent if before else None)
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        answer = frame.attempt(
            request,
            lambda: actions.spend(row, actor, now, points=form.given()),
            "resources:settings",
            _("Your points are spent. Until they are closed you can change them, and nobody else sees them."),
            row.period,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    else:
        panel = _foreseen(rules.may_spend(actor, queries.facts_of_settings(row, actor, now), now), row)
    whole = number("resources.swing_points")
    context = {
        "title": _("Spend your points"),
        "text": _(
            "Suppose every partner stood at the lowest anchor of each consideration. Which would you raise to its"
            " highest first, and by how much more does it matter than the others? Spend %(points)s points in all."
        )
        % {"points": whole},
        "form": form,
        "label": _("Spend"),
        "panel": panel,
        "back": reverse("resources:settings", args=[row.period]),
        "crumbs": [frame.crumb(row.period, "resources:settings", row.period)],
    }
    return page.render(request, "resources/act.html", context, status=status)


def _foreseen(verdict: Verdict, row: Any) -> dict[str, Any] | None:
    """This will explain beforehand why something would be refused."""
    return None if verdict.allowed else panels.one_of(page.panels(verdict, about=row.subject))
