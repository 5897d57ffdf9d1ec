"""Pages about concerns, and about public alerts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comity.consultations import actions, queries, rules
from comity.consultations.importing import AlertProblems, read, take_in
from comity.consultations.rules import concerns as concern_rules
from comity.core import audience
from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.menu import queries as menu
from comity.parties import queries as parties
from comity.web import page
from comity.web.consultations import forms, labels
from comity.web.page import asked, locale
from comity.web.refusals.panels import Place

CONFLICT, UNPROCESSABLE = 409, 422
WAITING = concern_rules.WAITING


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a concern."""

    path: str
    title: Any
    done: Any
    may: Callable[..., Any]
    verb: Callable[..., object]
    form: Callable[[Any], Any] = forms.Nothing
    consequence: Any = ""
    variant: str = "secondary"
    tone: str = ""


ACTS = (
    Act(
        "answer",
        gettext_lazy("Answer the concern"),
        gettext_lazy("The concern is answered."),
        concern_rules.may_answer,
        actions.answer,
        forms.Answer,
        gettext_lazy("The partner reads the answer at once. It is not changed afterwards."),
        variant="primary",
    ),
    Act(
        "take-up",
        gettext_lazy("Take it in hand"),
        gettext_lazy("The concern is in hand."),
        concern_rules.may_take_up,
        actions.take_up,
        consequence=gettext_lazy("The partner sees that somebody works on it."),
    ),
    Act(
        "withdraw",
        gettext_lazy("Withdraw the concern"),
        gettext_lazy("The concern is withdrawn."),
        concern_rules.may_withdraw_concern,
        actions.withdraw_concern,
        consequence=gettext_lazy("It stays on record, and nobody has to answer it any more."),
        variant="tertiary",
        tone="danger",
    ),
)
BY_PATH = {act.path: act for act in ACTS}


@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """This will list the concerns that the reader may see: those that wait first, by the day on which they are due."""
    actor, now = asked(request)
    names, day = parties.names(locale()), brussels_day(now)
    context = {"rows": [_row(one, names, day) for one in queries.concerns()], "may_raise": _may_raise(actor, now)}
    return page.render(request, "consultations/concerns.html", context)


def _may_raise(actor: Any, now: Any) -> bool:
    own = parties.party(actor.party or "")
    if own is None:
        return False
    return concern_rules.may_raise_concern(actor, queries.facts_of_raising(own, actor, now), now).allowed


def _row(one: Any, names: dict[str, str], day: Any) -> dict[str, Any]:
    word, tone = labels.CONCERNS[rules.ConcernState(one.state)]
    waits = one.state in WAITING
    return {
        "row": one,
        "party": names.get(one.party, one.party),
        "word": word,
        "tone": tone,
        "waits": waits,
        "late": concern_rules.days_late(one.due_on, day if waits else _answered_on(one)),
    }


def _answered_on(one: Any) -> Any:
    return brussels_day(one.answered_at) if one.answered_at else one.due_on


@require_http_methods(["GET", "HEAD", "POST"])
def raise_(request: HttpRequest) -> HttpResponse:
    """This will let a partner raise a concern."""
    actor, now = asked(request)
    own = parties.party(actor.party or "")
    if own is None:
        raise Http404
    areas = [(code, area.name.in_(locale())) for code, area in menu.all_areas().items()]
    form = forms.Concern(page.sent(request), areas=areas)
    context: dict[str, Any] = {
        "form": form,
        "panel": None,
        "due_on": rules.answer_due_on(brussels_day(now)),
    }
    status = 200
    if request.method != "POST":
        facts = queries.facts_of_raising(own, actor, now)
        verdict = concern_rules.may_raise_concern(actor, facts, now)
        if not verdict.allowed:
            context |= {"form": None, "panel": page.panels(verdict)[0]}
    elif not form.is_valid():
        status = UNPROCESSABLE
    else:
        try:
            event = actions.raise_concern(own, actor, now, **form.cleaned_data)
        except Refused as refused:
            context["panel"], status = page.panel_of(refused, Place(form=request.path)), CONFLICT
        else:
            messages.success(request, _("Your concern is with the desk."))
            return page.done(request, "consultations:concern", event.concern)
    return page.render(request, "consultations/raise.html", context, status=status)


@require_safe
def concern(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a concern, its answer, and the consultation to which it led."""
    actor, now = asked(request)
    row = queries.concern(code)
    if row is None:
        raise Http404
    facts = queries.facts_of_concern(row, actor, now)
    known = menu.all_areas()
    linked = queries.consultation(row.consultation) if row.consultation else None
    context = {
        **_row(row, parties.names(locale()), brussels_day(now)),
        "areas": [known[code].name.in_(locale()) for code in row.areas if code in known],
        "acts": [act for act in ACTS if act.may(actor, facts, now).allowed],
        "linked": linked,
        "linked_title": linked.title_in(locale()) if linked else "",
        "may_consult": actor.acts_for(row.party) and not row.consultation and row.state != rules.ConcernState.WITHDRAWN,
        "marking": documents.marking(row.audience, locale()),
        "alerts": queries.alerts(party=row.party, limit=5),
        "locale": locale(),
    }
    return page.render(request, "consultations/concern.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def concern_act(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """This will show what an act on a concern means, and on sending it do it."""
    actor, now = asked(request)
    row, known = queries.concern(code), BY_PATH.get(path)
    if row is None or known is None:
        raise Http404
    back = reverse("consultations:concern", args=[code])
    form = known.form(page.sent(request))
    context: dict[str, Any] = {"row": row, "act": known, "form": form, "panel": None, "back": back}
    status = 200
    if request.method != "POST":
        verdict = known.may(actor, queries.facts_of_concern(row, actor, now), now)
        if not verdict.allowed:
            context |= {"form": None, "panel": page.panels(verdict, about=row.subject)[0]}
    elif not form.is_valid():
        status = UNPROCESSABLE
    else:
        try:
            known.verb(row, actor, now, **form.cleaned_data)
        except Refused as refused:
            context["panel"], status = page.panel_of(refused, Place(form=request.path)), CONFLICT
        else:
            messages.success(request, str(known.done))
            return page.done(request, back)
    return page.render(request, "consultations/concern_act.html", context, status=status)


# -- alerts ------------------------------------------------------------------------------------------------------------


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """This will list public alerts, the latest first, in the words of their senders."""
    actor, now = asked(request)
    wanted = forms.Alerts(request.GET).narrowed()
    names = parties.names(locale())
    partners = parties.members(audience.PARTNERS, brussels_day(now))
    context = {
        "rows": [_alert(one, names) for one in queries.alerts(**wanted)],
        "wanted": wanted,
        "partners": sorted(((code, names.get(code, code)) for code in partners), key=lambda pair: pair[1]),
        "may_import": concern_rules.may_import_alert(actor, concern_rules.AlertFacts(""), now).allowed,
    }
    return page.render(request, "consultations/alerts.html", context)


def _alert(one: Any, names: dict[str, str]) -> dict[str, Any]:
    infos = list(one.infos.all())
    spoken = [info for info in infos if info.language.lower().startswith(locale())] or infos
    word, tone = labels.ALERTS[rules.AlertState(one.state)]
    first = spoken[0] if spoken else None
    return {
        "row": one,
        "title": (first.headline or first.event) if first else _("An alert is cancelled"),
        "language": first.language if first else "",
        "areas": list(dict.fromkeys(area for info in spoken for area in info.areas)),
        "parties": [names.get(code, code) for code in one.parties],
        "word": word,
        "tone": tone,
        "infos": [_info(info) for info in spoken],
        "others": len(infos) - len(spoken),
    }


def _info(info: Any) -> dict[str, Any]:
    def word(value: str) -> Any:
        return labels.CAP_WORDS.get(value, value)

    return {
        "row": info,
        "categories": [word(one) for one in info.categories],
        "facts": [
            {"label": _("Urgency"), "value": word(info.urgency)},
            {"label": _("Severity"), "value": word(info.severity)},
            {"label": _("Certainty"), "value": word(info.certainty)},
        ],
    }


@require_safe
def alert(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one alert as its sender wrote it."""
    row = queries.alert(pk)
    if row is None:
        raise Http404
    return page.render(request, "consultations/alert.html", _alert(row, parties.names(locale())))


@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: HttpRequest) -> HttpResponse:
    """This will let the staff bring in a public alert; what is wrong with a file is told by element and line."""
    actor, now = asked(request)
    names = parties.names(locale())
    partners = sorted(
        ((code, names.get(code, code)) for code in parties.members(audience.PARTNERS, brussels_day(now))),
        key=lambda pair: pair[1],
    )
    form = forms.Upload(page.sent(request), request.FILES or None, partners=partners)
    context: dict[str, Any] = {"form": form, "panel": None, "problems": []}
    verdict = concern_rules.may_import_alert(actor, concern_rules.AlertFacts(""), now)
    status = 200
    if not verdict.allowed:
        context |= {"form": None, "panel": page.panels(verdict)[0]}
        status = CONFLICT if request.method == "POST" else 200
    elif request.method == "POST" and not form.is_valid():
        status = UNPROCESSABLE
    elif request.method == "POST":
        try:
            done = take_in(read(form.cleaned_data["file"].read()), actor, now, about=form.cleaned_data["parties"])
        except AlertProblems as wrong:
            context["problems"], status = [_problem(one) for one in wrong.problems], UNPROCESSABLE
        except Refused as refused:
            context["panel"], status = page.panel_of(refused, Place(form=request.path)), CONFLICT
        else:
            messages.success(request, _("The alert %(name)s stands among the notices.") % {"name": done.identifier})
            return page.done(request, "consultations:alerts")
    return page.render(request, "consultations/import.html", context, status=status)


def _problem(one: Any) -> dict[str, Any]:
    said = str(labels.PROBLEMS[one.code])
    return {
        "line": one.line,
        "element": one.element,
        "text": said % {"value": one.value} if "%(value)s" in said else said,
    }
