"""Operations: the list, one operation, and what is entered for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.consultations import queries as consultations
from comity.core import audience
from comity.core.calendar import at_brussels, brussels_day
from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.operations import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page, spreadsheet
from comity.web.operations import forms, labels
from comity.web.page import asked, locale
from comity.web.register import subjects

END_OF_DAY = 18


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """This will list the operations that fit, those that run first."""
    actor, now = asked(request)
    form = forms.Wanted(request.GET or None)
    found = queries.operations(_wanted(form))
    return page.render(
        request,
        "operations/operations.html",
        {
            "rows": [_row(one) for one in found],
            "form": form,
            "is_narrowed": bool(request.GET),
            "query": request.GET.urlencode(),
            "may": rules.may_plan(actor, rules.PlanFacts(""), now).allowed,
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    _actor, now = asked(request)
    found = queries.operations(_wanted(forms.Wanted(request.GET or None)))
    return spreadsheet.answer(
        f"operations-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of(found, locale()),
        ["code", "name_en", "name_fr", "phase", "planned_on", "began_on", "ended_on", "partners", "decision"],
        (
            [
                one.code,
                one.name_en,
                one.name_fr,
                one.phase,
                one.planned_on,
                one.began_on,
                one.ended_on,
                one.partners,
                one.decision,
            ]
            for one in found
        ),
    )


@require_safe
def operation(request: HttpRequest, code: str) -> HttpResponse:
    """This will show one operation: who contributes, which drafts are open, which consultations were held."""
    actor, now = asked(request)
    row = _found(code)
    names = parties.names(locale())
    facts = queries.facts_of(row, actor, now)
    word, tone = labels.PHASES[facts.phase]
    interest = rules.may_show_interest(actor, facts, now)
    shown = list(row.contributors.all())
    return page.render(
        request,
        "operations/operation.html",
        {
            "operation": row,
            "name": row.name_in(locale()),
            "word": word,
            "tone": tone,
            "marking": _marking(row, shown),
            "partners": _partners(row, names, brussels_day(now)),
            "contributors": [_contributor(one, names) for one in shown],
            "drafts": [_draft(one, now) for one in row.drafts.all()],
            "consultations": [_linked(one) for one in row.consultations.all()],
            "may_show_interest": interest.allowed,
            "may_circulate": rules.may_circulate(actor, facts, now).allowed,
            "may_link": rules.may_link(actor, facts, now).allowed,
            "may_enter_phase": rules.may_enter_phase(actor, facts, now).allowed,
            "is_over": facts.phase is rules.Phase.ENDED,
        },
    )


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """This will enter an operation."""
    actor, now = asked(request)

    def act(sent: dict[str, Any]) -> None:
        staff = parties.party("IS")
        if staff is None:
            raise Http404
        actions.plan(staff, actor, now, **sent)

    return page.act_page(
        request,
        forms.Plan(page.sent(request)),
        act,
        may=rules.may_plan(actor, rules.PlanFacts(""), now),
        said=_("The operation is entered."),
        context={
            "title": _("Enter an operation"),
            "label": _("Enter it"),
            "back": page.address("operations:operations"),
            "trail": [trail()],
        },
    )


@require_http_methods(["GET", "POST"])
def enter_phase(request: HttpRequest, code: str) -> HttpResponse:
    """This will enter the next phase."""
    actor, now = asked(request)
    row = _found(code)
    return page.act_page(
        request,
        forms.EnterPhase(page.sent(request)),
        lambda sent: actions.enter_phase(row, actor, now, **sent),
        may=rules.may_enter_phase(actor, queries.facts_of(row, actor, now), now),
        said=_("The phase is entered."),
        context=context(row, _("Enter the next phase"), _("Enter it")),
    )


@require_POST
def show_interest(request: HttpRequest, code: str) -> HttpResponse:
    """This will enter that the reader's nation may contribute."""
    actor, now = asked(request)
    row = _found(code)
    try:
        actions.show_interest(row, actor, now)
    except Refused as refused:
        return page.refused(request, refused)
    messages.success(request, _("Your interest is entered; the Council’s item is drafted."))
    return page.done(request, page.address("operations:operation", row.code))


@require_http_methods(["GET", "POST"])
def circulate(request: HttpRequest, code: str) -> HttpResponse:
    """This will give a draft to the operational partners for comment."""
    actor, now = asked(request)
    row = _found(code)

    def act(sent: dict[str, Any]) -> None:
        closes_at = at_brussels(sent.pop("closes_on"), END_OF_DAY)
        actions.circulate(row, actor, now, closes_at=closes_at, **sent)

    return page.act_page(
        request,
        forms.Circulate(page.sent(request)),
        act,
        may=rules.may_circulate(actor, queries.facts_of(row, actor, now), now),
        said=_("The draft is with the operational partners; the Allies’ item is drafted and waits."),
        context=context(row, _("Circulate a draft for comment"), _("Circulate it")),
    )


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """This will name a consultation before, during or after the operation."""
    actor, now = asked(request)
    row = _found(code)

    def act(sent: dict[str, Any]) -> None:
        known = consultations.consultation(sent["consultation"])
        actions.link(row, actor, now, code=sent["consultation"], consultation=known)

    return page.act_page(
        request,
        forms.Link(page.sent(request)),
        act,
        may=rules.may_link(actor, queries.facts_of(row, actor, now), now),
        said=_("The consultation is named."),
        context=context(row, _("Name a consultation"), _("Name it")),
    )


def trail() -> dict[str, Any]:
    """This will lead back to the list."""
    return {"label": _("Operations"), "url": page.address("operations:operations")}


def context(row: Any, title: str, label: str, *, back: str = "") -> dict[str, Any]:
    """This will gather what a form about an operation needs around it."""
    home = page.address("operations:operation", row.code)
    steps = [trail(), {"label": row.code, "url": home}]
    return {"title": title, "label": label, "back": back or home, "trail": steps}


def steps(stage: rules.Stage) -> dict[str, Any]:
    """This will draw how far a nation has come."""
    items = [{"key": one.value, "label": labels.STAGES[one][0]} for one in labels.PATH]
    return {"items": items, "current": stage.value, "shown": stage in labels.PATH}


def _found(code: str) -> Any:
    row = queries.operation(code)
    if row is None:
        raise Http404
    return row


def _marking(row: Any, shown: list[Any]) -> str:
    """This will mark the page by who may read all of it: an operational partner reads the drafts and its own way."""
    partners = {audience.party(one.party) for one in shown if one.stage == rules.Stage.PARTNER}
    narrow = [{*one.audience, *partners} for one in row.drafts.all()] + [{*one.audience} for one in shown]
    return documents.marking_together(narrow, locale()) if narrow else documents.marking_of([row], locale())


def _wanted(form: forms.Wanted) -> queries.Wanted:
    if not form.is_bound or not form.is_valid():
        return queries.Wanted()
    return queries.Wanted(form.cleaned_data["phase"], form.cleaned_data["q"].strip())


def _row(one: Any) -> dict[str, Any]:
    word, tone = labels.PHASES[rules.Phase(one.phase)]
    return {"operation": one, "name": one.name_in(locale()), "word": word, "tone": tone}


def _partners(row: Any, names: dict[str, str], day: date) -> list[str]:
    """This will name the operational partners of a day, as their standing is for all to read."""
    return sorted(names.get(code, code) for code in parties.members(queries.community(row.code), day))


def _contributor(one: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.STAGES[rules.Stage(one.stage)]
    arranged = {arrangement.kind for arrangement in one.arrangements.all()}
    return {
        "contributor": one,
        "name": names.get(one.party, one.party),
        "word": word,
        "tone": tone,
        "arranged": len(arranged),
        "of": len(rules.Arranged),
    }


def _draft(one: Any, now: datetime) -> dict[str, Any]:
    word, tone = (
        (_("Settled"), "success")
        if one.settled_at
        else (_("Open for comments"), "warning")
        if now < one.closes_at
        else (_("Comments are being answered"), "info")
    )
    return {"draft": one, "title": one.title_in(locale()), "word": word, "tone": tone}


def _linked(one: Any) -> dict[str, Any]:
    return {
        "code": one.consultation,
        "url": subjects.address(f"consultation:{one.consultation}"),
        "moment": labels.MOMENTS[rules.Moment(one.moment)],
    }
