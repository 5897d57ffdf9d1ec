"""Rounds of allocation: planned, covered, paid for, opened and frozen by the resources officer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core import refs
from comity.core.verdict import Verdict
from comity.ledger import queries as ledger
from comity.parties import queries as parties
from comity.policy import pack
from comity.resources import actions, queries, rules
from comity.web import page, typography
from comity.web.addresses import reverse
from comity.web.refusals import panels
from comity.web.resources import forms, frame, labels, settings

# Word on the button, the question, what follows, what is said when it is done.
ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "open": (
        gettext_lazy("Open the round…"),
        gettext_lazy("Open the round?"),
        gettext_lazy(
            "Partners see it and put their names in order. From now on the round gives the seats of what it covers."
        ),
        gettext_lazy("The round is open."),
    ),
    "freeze": (
        gettext_lazy("Freeze the inputs…"),
        gettext_lazy("Freeze the inputs?"),
        gettext_lazy(
            "Wishes, scores, money and quotas are kept as they are, under a fingerprint. Trials rest on them."
        ),
        gettext_lazy("The inputs are frozen."),
    ),
    "thaw": (
        gettext_lazy("Take the inputs up again…"),
        gettext_lazy("Take the inputs up again?"),
        gettext_lazy("Wishes, money and quotas can be changed again. Trials on the frozen inputs can still be read."),
        gettext_lazy("The inputs are open again."),
    ),
    "publish": (
        gettext_lazy("Publish to partners…"),
        gettext_lazy("Publish the results to partners?"),
        gettext_lazy("Each partner reads its own results, and granted seats are offered through the lists."),
        gettext_lazy("The results are published."),
    ),
    "rerun": (
        gettext_lazy("Review the allocation…"),
        gettext_lazy("Review the allocation?"),
        gettext_lazy("Inputs are open again. What is published holds until the Council has adopted something else."),
        gettext_lazy("The allocation is under review."),
    ),
    "close": (
        gettext_lazy("Close the round…"),
        gettext_lazy("Close the round?"),
        gettext_lazy("The lists of its activities run in their own order again."),
        gettext_lazy("The round is closed."),
    ),
}
VERBS: dict[str, Any] = {
    "open": actions.open_round,
    "freeze": actions.freeze,
    "thaw": actions.thaw,
    "publish": actions.publish,
    "rerun": actions.rerun,
    "close": actions.close_round,
}
RULES: dict[str, tuple[Any, Callable[..., Any]]] = {
    "open": (rules.may_open_round, queries.facts_of_opening),
    "freeze": (rules.may_freeze, queries.facts_of_freezing),
    "thaw": (rules.may_thaw, queries.facts_of_round),
    "publish": (rules.may_publish, queries.facts_of_round),
    "rerun": (rules.may_rerun, queries.facts_of_round),
    "close": (rules.may_close_round, queries.facts_of_round),
}
STARTS = {"open": "open_round", "close": "close_round"}


def found(code: str) -> Any:
    """This will find a round that the reader may see.

    Raises: Http404 if there is none.
    """
    row = queries.round_(code)
    if row is None:
        raise Http404
    return row


def council(request: HttpRequest, code: str) -> Any:
    """This will find a round for somebody of the staff or of an Ally.

    Raises: Http404 for anybody else, and if there is none.
    """
    actor, _now = page.asked(request)
    if not frame.sees_scores(actor):
        raise Http404
    return found(code)


def line(row: Any) -> dict[str, Any]:
    """This will write a round as a row of a list, and as the head of its pages."""
    word, tone = labels.ROUNDS[rules.RoundState(row.state)]
    return {"round": row, "word": word, "tone": tone, "address": reverse("resources:round", args=[row.code])}


def tabs(row: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """This will list the parts of a round that the reader may open."""
    actor, _now = page.asked(request)
    shown = [("round", _("Overview"))]
    if frame.sees_scores(actor):
        shown += [("cover", _("Activities")), ("endow", _("Money")), ("limits", _("Quotas"))]
        shown += [("trials", _("Trials")), ("overrides", _("Overrides"))]
        if row.turn > 1:
            shown.append(("changes", _("What moved")))
    if actor.is_partner:
        shown += [("wishes", _("Our names")), ("results", _("Our results"))]
        if queries.covers_of_party(row, actor.party or ""):
            shown.append(("hosting", _("What we host")))
    return [{"key": key, "label": label, "url": reverse(f"resources:{key}", args=[row.code])} for key, label in shown]


def head(row: Any, request: HttpRequest, current: str) -> dict[str, Any]:
    """This will give what stands at the head of each page of a round."""
    return {**line(row), "tabs": tabs(row, request), "current": current}


@require_safe
def round_(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a round: where it stands, what it covers, with which money, and what may be done."""
    actor, _now = page.asked(request)
    row = found(code)
    sees = frame.sees_scores(actor)
    envelopes = queries.envelopes(row)
    context = {
        **head(row, request, "round"),
        "steps": [{"key": state.value, "label": word} for state, (word, _tone) in labels.ROUNDS.items()],
        "covered": queries.cover_counts([row]).get(row.pk, 0),
        "frozen": queries.frozen(row) if sees else None,
        "money": sum(one.minor for one in envelopes) // 100,
        "quotas": len(queries.quotas(row)) if sees else 0,
        "submitted": _submitted(row) if sees else None,
        "sees_scores": sees,
        "acts": _acts(row, request),
        "settings_url": reverse("resources:settings", args=[row.settings.period]) if sees else "",
        "period": row.settings.period if sees else "",
        "is_partner": actor.is_partner,
        "own": len(queries.own_names(row, actor.party or "")) if actor.is_partner else 0,
    }
    return page.render(request, "resources/round.html", context)


def _submitted(row: Any) -> dict[str, Any] | None:
    """This will tell what went to the Council last, and by which decision it was adopted."""
    sent = queries.submission(row)
    if sent is None:
        return None
    return {
        "sent": sent,
        "trial": reverse("resources:trial", args=[row.code, sent.run.number]),
        "sheet": reverse("resources:sheet", args=[row.code, sent.run.number]),
        "decision": reverse("decisions:decision", args=[refs.slug_of_paper(sent.decision)]) if sent.decision else "",
    }


def _acts(row: Any, request: HttpRequest) -> list[dict[str, Any]]:
    actor, now = page.asked(request)
    if not rules.is_officer(actor):
        return []
    state = rules.RoundState(row.state)
    offered = [verb for verb in ACTS if rules.ROUND_WORKFLOW.may(STARTS.get(verb, verb), state)]
    return [
        {
            "label": ACTS[verb][0],
            "url": reverse("resources:round_act", args=[row.code, verb]),
            "allowed": RULES[verb][0](actor, RULES[verb][1](row, actor, now), now).allowed,
        }
        for verb in offered
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """This will ask before a step of a round, and take it."""
    actor, now = page.asked(request)
    row = council(request, code)
    label, question, follows, said = ACTS[verb]
    rule, facts = RULES[verb]
    panel, status = None, 200
    if request.method == "POST":
        answer = frame.attempt(request, lambda: VERBS[verb](row, actor, now), "resources:round", str(said), row.code)
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    else:
        panel = foreseen(rule(actor, facts(row, actor, now), now), row)
    context = {
        "title": str(question),
        "text": str(follows),
        "form": None,
        "label": str(label).rstrip("…"),
        "panel": panel,
        "back": reverse("resources:round", args=[row.code]),
        "crumbs": [frame.crumb(row.code, "resources:round", row.code)],
    }
    return page.render(request, "resources/act.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, period: str) -> HttpResponse:
    """This will ask for the days of a round and plan it."""
    actor, now = page.asked(request)
    row = settings.found(period)
    form = forms.Plan(page.sent(request))
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        code = f"{row.period}-{len([one for one in queries.rounds() if one.code.startswith(f'{row.period}-')]) + 1}"
        answer = frame.attempt(
            request,
            lambda: actions.plan(row, actor, now, code=code, **form.cleaned_data),
            "resources:round",
            _("The round is planned. Now say what it covers and with which money."),
            code,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    else:
        panel = foreseen(rules.may_plan(actor, queries.facts_of_plan(row, actor, now), now), row)
    context = {
        "title": _("Plan a round"),
        "text": _("Seats and money for activities that begin in a run of days, under the settings of %(period)s.")
        % {"period": row.period},
        "form": form,
        "label": _("Plan"),
        "panel": panel,
        "back": reverse("resources:home"),
        "crumbs": [frame.crumb(row.period, "resources:settings", row.period)],
    }
    return page.render(request, "resources/act.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, code: str) -> HttpResponse:
    """This will show what a round covers, and take more into it."""
    row = council(request, code)
    actor, now = page.asked(request)
    open_to = queries.candidates(row) if row.state == rules.RoundState.DRAFT else []
    kinds = sorted({one.kind for one in open_to})
    lines = [one for one in ledger.lines() if one.currency == row.currency]
    title = "title_fr" if page.locale() == "fr" else "title_en"
    choices = {
        "kinds": [(kind, labels.kind(kind, sum(one.kind == kind for one in open_to))) for kind in kinds],
        "lines": [(one.code, typography.labelled(one.code, getattr(one, title), page.locale())) for one in lines],
    }
    form = forms.Cover(page.sent(request), **choices)
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        answer = frame.attempt(
            request,
            lambda: actions.cover(row, actor, now, **form.cleaned_data),
            "resources:cover",
            _("The activities are covered."),
            row.code,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    listed = queries.covers(row)
    number = frame.page_number(request)
    rows, paging = frame.paged(listed, number, reverse("resources:cover", args=[row.code]))
    context = {
        **head(row, request, "cover"),
        "rows": rows,
        "paging": paging,
        "form": form,
        "may_cover": rules.is_officer(actor) and row.state == rules.RoundState.DRAFT,
        "kinds": kinds,
        "panel": panel,
    }
    return page.render(request, "resources/cover.html", context, status=status)


@require_POST
def uncover(request: HttpRequest, code: str, activity: str) -> HttpResponse:
    """This will leave an activity out of a round."""
    actor, now = page.asked(request)
    row = council(request, code)
    actions.uncover(row, actor, now, code=activity)
    return page.done(request, "resources:cover", row.code)


@require_http_methods(["GET", "HEAD", "POST"])
def endow(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the money at a round's disposal, and put more there."""
    row = council(request, code)
    actor, now = page.asked(request)
    lines = {one.code: one for one in ledger.lines() if one.currency == row.currency}
    title = "title_fr" if page.locale() == "fr" else "title_en"
    named = [(key, typography.labelled(key, getattr(one, title), page.locale())) for key, one in lines.items()]
    form = forms.Money(page.sent(request), lines=named)
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        answer = frame.attempt(
            request,
            lambda: actions.endow(row, actor, now, **form.given()),
            "resources:endow",
            _("The money is at the round's disposal."),
            row.code,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    context = {
        **head(row, request, "endow"),
        "rows": [_envelope(one, lines, title) for one in queries.envelopes(row)],
        "form": form,
        "may_endow": rules.is_officer(actor) and rules.ROUND_WORKFLOW.may("endow", rules.RoundState(row.state)),
        "panel": panel,
    }
    return page.render(request, "resources/money.html", context, status=status)


def _envelope(one: Any, lines: dict[str, Any], title: str) -> dict[str, Any]:
    row = lines.get(one.line)
    position = ledger.position(row) if row is not None else None
    return {
        "line": one.line,
        "title": getattr(row, title) if row is not None else "",
        "amount": one.minor // 100,
        "free": position.free // 100 if position else None,
        "whole": row.amount // 100 if row is not None else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the quotas of a round, and set or lift one."""
    row = council(request, code)
    actor, now = page.asked(request)
    names = parties.names(page.locale())
    frameworks = {one.code: one.name.in_(page.locale()) for one in pack().frameworks.values()}
    partners = [(party, names.get(party, party)) for party in queries.assessed(now)]
    form = forms.Quota(page.sent(request), about=[*partners, *frameworks.items()])
    panel, status = None, 200
    if form.is_bound and not form.is_valid():
        status = frame.UNPROCESSABLE
    elif form.is_bound:
        answer = frame.attempt(
            request,
            lambda: actions.limit(row, actor, now, **form.given()),
            "resources:limits",
            _("The quota is set.") if form.cleaned_data["value"] is not None else _("The quota is lifted."),
            row.code,
        )
        if isinstance(answer, HttpResponse):
            return answer
        panel, status = answer, frame.CONFLICT
    context = {
        **head(row, request, "limits"),
        "rows": [
            {
                "limit": labels.LIMITS[rules.Limit(one.limit)],
                "about": names.get(one.about) or frameworks.get(one.about, one.about),
                "value": one.value if one.limit == rules.Limit.PARTNER_SEATS else one.value // 100,
                "is_money": one.limit != rules.Limit.PARTNER_SEATS,
            }
            for one in queries.quotas(row)
        ],
        "form": form,
        "may_limit": rules.is_officer(actor) and rules.ROUND_WORKFLOW.may("limit", rules.RoundState(row.state)),
        "panel": panel,
    }
    return page.render(request, "resources/limits.html", context, status=status)


def foreseen(verdict: Verdict, row: Any) -> dict[str, Any] | None:
    """This will explain beforehand why something would be refused."""
    return None if verdict.allowed else panels.one_of(page.panels(verdict, about=row.subject))
