"""Cooperation with international organisations: the list, one record, and what is written into it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor, Role
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.documents import queries as documents
from comity.engagement import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page, spreadsheet
from comity.web.engagement import forms, labels
from comity.web.page import asked, locale


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """This will list the records of cooperation, and how each of the three objectives is served."""
    actor, now = asked(request)
    names, day = parties.names(locale()), brussels_day(now)
    rows = [_row(line, names, day) for line in queries.cooperations(day)]
    return page.render(
        request,
        "engagement/organisations.html",
        {
            "rows": sorted(rows, key=lambda row: str(row["name"])),
            "objectives": list(labels.OBJECTIVES.values()),
            "may": _may_set_up(actor, now).allowed,
            "in_circle": actor.is_staff or actor.is_ally,
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    _actor, now = asked(request)
    names, lines = parties.names(locale()), queries.cooperations(brussels_day(now))
    return spreadsheet.answer(
        f"organisations-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of((line.cooperation for line in lines), locale()),
        ["organisation", "name", "agreements", *(f"{one.value}_last_on" for one in rules.Objective)],
        (
            [line.cooperation.organisation_id, names.get(line.cooperation.organisation_id, ""), line.agreements,
             *(line.latest.get(one) for one in rules.Objective)]
            for line in lines
        ),
    )  # fmt: skip


@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the record of one organisation."""
    actor, now = asked(request)
    row, day = _found(code), brussels_day(now)
    latest = queries.latest(row.talks.all(), row.joint.all(), day)
    return page.render(
        request,
        "engagement/organisation.html",
        {
            "cooperation": row,
            "marking": documents.marking_of([row, *row.talks.all()], locale()),
            "name": _name(code),
            "objectives": _objectives(latest, day),
            "talks": [_talks(one) for one in row.talks.all()],
            "reads_talks": actor.is_staff or actor.is_ally or actor.acts_for(code),
            "joint": [_joint(one, day) for one in row.joint.all()],
            "agreements": [_agreement(one, day) for one in row.agreements.all()],
            "may": actor.has(Role.DESK_OFFICER),
        },
    )


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """This will open the record of an organisation."""
    actor, now = asked(request)
    names = parties.names(locale())
    found = [(code, names.get(code, code)) for code in queries.without_record(brussels_day(now))]

    def act(sent: dict[str, Any]) -> None:
        party = parties.party(sent["party"])
        if party is None:
            raise Http404
        actions.set_up(party, actor, now, aims=sent["aims"])

    return page.act_page(
        request,
        forms.SetUp(page.sent(request), organisations=sorted(found, key=lambda pair: pair[1])),
        act,
        may=_may_set_up(actor, now),
        said=_("The record is set up."),
        context={
            "title": _("Set up a record"),
            "label": _("Set it up"),
            "back": page.address("engagement:organisations"),
            "trail": [_trail()],
        },
    )


@require_http_methods(["GET", "POST"])
def record_talks(request: HttpRequest, code: str) -> HttpResponse:
    """This will enter staff talks that were held."""
    actor, now = asked(request)
    row, day = _found(code), brussels_day(now)
    facts = rules.TalksFacts(code, day, tuple(rules.Objective))
    return page.act_page(
        request,
        forms.Talks(page.sent(request), initial={"held_on": day}),
        lambda sent: actions.record_talks(row, actor, now, **sent),
        may=rules.may_record_talks(actor, facts, now),
        said=_("The talks are entered."),
        context=_context(code, _("Enter staff talks"), _("Enter them")),
    )


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """This will plan something together with the organisation."""
    actor, now = asked(request)
    row, day = _found(code), brussels_day(now)
    return page.act_page(
        request,
        forms.Joint(page.sent(request)),
        lambda sent: actions.plan(row, actor, now, **sent),
        may=rules.may_plan(actor, rules.JointFacts(code, day, day), now),
        said=_("It is planned."),
        context=_context(code, _("Plan a joint activity"), _("Plan it")),
    )


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """This will enter an agreement that was signed."""
    actor, now = asked(request)
    row, day = _found(code), brussels_day(now)
    return page.act_page(
        request,
        forms.Agreement(page.sent(request), initial={"signed_on": day}),
        lambda sent: actions.sign(row, actor, now, **sent),
        may=rules.may_sign(actor, rules.AgreementFacts(code, day), now),
        said=_("The agreement is entered."),
        context=_context(code, _("Enter an agreement"), _("Enter it")),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will end an agreement."""
    actor, now = asked(request)
    row, day = queries.agreement(code, pk), brussels_day(now)
    if row is None:
        raise Http404
    facts = queries.facts_of_agreement(row, actor, now, ends_on=max(day, row.signed_on))
    return page.act_page(
        request,
        forms.End(page.sent(request), initial={"ends_on": day}),
        lambda sent: actions.end(row, actor, now, **sent),
        may=rules.may_end(actor, facts, now),
        said=_("The agreement is ended."),
        context=_context(code, _("End the agreement"), _("End it")),
    )


def _found(code: str) -> Any:
    row = queries.cooperation(code)
    if row is None:
        raise Http404
    return row


def _name(code: str) -> str:
    return parties.names(locale()).get(code, code)


def _may_set_up(actor: Actor, now: Any) -> Verdict:
    return rules.may_set_up(actor, rules.SetUpFacts("", is_organisation=True), now)


def _trail() -> dict[str, Any]:
    return {"label": _("Organisations"), "url": page.address("engagement:organisations")}


def _context(code: str, title: str, label: str) -> dict[str, Any]:
    back = page.address("engagement:organisation", code)
    return {"title": title, "label": label, "back": back, "trail": [_trail(), {"label": _name(code), "url": back}]}


def _row(line: queries.Line, names: dict[str, str], day: date) -> dict[str, Any]:
    code = line.cooperation.organisation_id
    return {
        "code": code,
        "name": names.get(code, code),
        "objectives": _objectives(line.latest, day),
        "agreements": line.agreements,
    }


def _objectives(latest: dict[rules.Objective, date], day: date) -> list[dict[str, Any]]:
    """This will tell of each objective when it was last served, and whether that is long ago (W-240)."""
    missing = rules.neglected(latest.items(), day)
    return [
        {"label": label, "last_on": latest.get(one), "is_neglected": one in missing}
        for one, label in labels.OBJECTIVES.items()
    ]


def _talks(one: Any) -> dict[str, Any]:
    return {
        "row": one,
        "level": labels.LEVELS[rules.Level(one.level)],
        "objectives": [labels.OBJECTIVES[rules.Objective(name)] for name in one.objectives],
    }


def _joint(one: Any, day: date) -> dict[str, Any]:
    return {
        "row": one,
        "title": one.title_in(locale()),
        "objective": labels.OBJECTIVES[rules.Objective(one.objective)],
        "is_coming": one.start_on > day,
        "url": page.address("menu:activity", one.activity) if one.activity else "",
    }


def _agreement(one: Any, day: date) -> dict[str, Any]:
    if one.ends_on and one.ends_on <= day:
        word, tone = _("Ended"), "neutral"
    elif one.in_force_on and one.in_force_on > day:
        word, tone = _("Not yet in force"), "warning"
    elif one.ends_on and one.ends_on - day < timedelta(days=180):
        word, tone = _("Ends soon"), "warning"
    else:
        word, tone = _("In force"), "success"
    return {"row": one, "title": one.title_in(locale()), "word": word, "tone": tone, "may_end": not one.ends_on}
