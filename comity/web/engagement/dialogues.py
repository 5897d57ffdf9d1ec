"""Dialogues with nations outside the frameworks: the list, one dialogue, and what is written into it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.documents import queries as documents
from comity.engagement import actions, queries, rules
from comity.parties import queries as parties
from comity.policy import pack
from comity.web import page, spreadsheet
from comity.web.decisions import items
from comity.web.engagement import forms, labels
from comity.web.page import asked, locale


def _in_circle(actor: Actor) -> None:
    """This will answer those who are neither staff nor Allies as if there were no dialogues."""
    if not (actor.is_staff or actor.is_ally):
        raise Http404


@require_safe
def dialogues(request: HttpRequest) -> HttpResponse:
    """This will list the dialogues, those that run first."""
    actor, now = asked(request)
    _in_circle(actor)
    names, day, found = parties.names(locale()), brussels_day(now), queries.dialogues()
    return page.render(
        request,
        "engagement/dialogues.html",
        {
            "rows": [_row(one, names, day) for one in found],
            "may": _may_propose(actor, now).allowed,
            "marking": documents.marking_of(found, locale()),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    actor, now = asked(request)
    _in_circle(actor)
    names, found = parties.names(locale()), queries.dialogues()
    return spreadsheet.answer(
        f"dialogues-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of(found, locale()),
        ["nation", "name", "state", "areas", "decision", "begun_on", "last_contact_on", "towards", "outcome"],
        (
            [
                one.party_id,
                names.get(one.party_id, ""),
                one.state,
                " ".join(one.areas),
                one.decision,
                one.begun_on,
                one.last_on,
                one.towards,
                one.outcome,
            ]
            for one in found
        ),
    )


@require_safe
def dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one dialogue: what it is for, who decided, its contacts, where it may lead."""
    actor, now = asked(request)
    row = _found(pk)
    names = parties.names(locale())
    facts = queries.facts_of(row, actor, now)
    contacts = [_contact(one, names) for one in row.contacts.all()]
    last = contacts[0]["held_on"] if contacts else None
    open_ = rules.may_log(
        actor,
        rules.ContactFacts(row.party_id, facts.state, facts.areas, row.areas[0], brussels_day(now)),
        now,
    )
    word, tone = labels.STATES[facts.state]
    return page.render(
        request,
        "engagement/dialogue.html",
        {
            "dialogue": row,
            "marking": documents.marking_of([row], locale()),
            "name": names.get(row.party_id, row.party_id),
            "by": names.get(row.proposed_by, row.proposed_by),
            "word": word,
            "tone": tone,
            "areas": [_area(code) for code in row.areas],
            "contacts": contacts,
            "is_quiet": bool(row.begun_on) and facts.state is rules.State.OPEN
            and rules.is_quiet(row.begun_on, last, brussels_day(now)),
            "towards": _path(row.towards),
            "outcome": labels.OUTCOMES[rules.Outcome(row.outcome)] if row.outcome else "",
            "items": items.about(row.subject),
            "may_log": open_.allowed,
            "may_close": rules.may_close(actor, facts, now).allowed,
            "panel": None if open_.allowed or facts.state is not rules.State.PROPOSED else page.panels(open_)[0],
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """This will propose a dialogue; the item by which the Council decides is drafted at once."""
    actor, now = asked(request)
    _in_circle(actor)
    names = parties.names(locale())
    nations = [(code, names.get(code, code)) for code in queries.beyond_frameworks(brussels_day(now))]
    form = forms.Propose(page.sent(request), nations=sorted(nations, key=lambda pair: pair[1]))

    def act(sent: dict[str, Any]) -> None:
        party = parties.party(sent["party"])
        if party is None:
            raise Http404
        actions.propose(party, actor, now, areas=sent["areas"], purpose=sent["purpose"])

    return page.act_page(
        request,
        form,
        act,
        may=_may_propose(actor, now),
        said=_("The dialogue is proposed; the Council’s item is drafted."),
        context={
            "title": _("Propose a dialogue"),
            "label": _("Propose"),
            "back": page.address("engagement:dialogues"),
            "trail": [_trail()],
        },
    )


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter a contact that was held."""
    actor, now = asked(request)
    row = _found(pk)
    day = brussels_day(now)
    facts = queries.facts_of_contact(row, actor, now, area=row.areas[0], held_on=day)
    return page.act_page(
        request,
        forms.Contact(page.sent(request), initial={"held_on": day}, areas=row.areas),
        lambda sent: actions.log(row, actor, now, **sent),
        may=rules.may_log(actor, facts, now),
        said=_("The contact is entered."),
        context=_context(row, _("Enter a contact"), _("Enter it")),
    )


@require_http_methods(["GET", "POST"])
def note_path(request: HttpRequest, pk: int) -> HttpResponse:
    """This will note where the dialogue may lead."""
    actor, now = asked(request)
    row = _found(pk)
    facts = queries.facts_of_path(row, actor, now, towards=next(iter(pack().frameworks)))
    return page.act_page(
        request,
        forms.Path(page.sent(request), initial={"towards": row.towards, "path": row.path}),
        lambda sent: actions.note_path(row, actor, now, **sent),
        may=rules.may_note_path(actor, facts, now),
        said=_("It is noted."),
        context=_context(row, _("Where it may lead"), _("Note it")),
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """This will close the dialogue."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Close(page.sent(request)),
        lambda sent: actions.close(row, actor, now, **sent),
        may=rules.may_close(actor, queries.facts_of(row, actor, now), now),
        said=_("The dialogue is closed."),
        context=_context(row, _("Close the dialogue"), _("Close it")),
    )


def _found(pk: int) -> Any:
    row = queries.dialogue(pk)
    if row is None:
        raise Http404
    return row


def _may_propose(actor: Actor, now: Any) -> Any:
    """This will tell whether the reader could propose a dialogue at all, whatever the nation."""
    area = next(iter(pack().areas))
    facts = rules.ProposalFacts("", is_nation=True, is_arranged=False, areas=(area,), purpose="-")
    return rules.may_propose(actor, facts, now)


def _trail() -> dict[str, Any]:
    return {"label": _("Wider engagement"), "url": page.address("engagement:dialogues")}


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    back = page.address("engagement:dialogue", row.pk)
    name = parties.names(locale()).get(row.party_id, row.party_id)
    return {"title": title, "label": label, "back": back, "trail": [_trail(), {"label": name, "url": back}]}


def _row(one: Any, names: dict[str, str], day: date) -> dict[str, Any]:
    word, tone = labels.STATES[rules.State(one.state)]
    quiet = one.state == rules.State.OPEN and rules.is_quiet(one.begun_on, one.last_on, day)
    return {
        "dialogue": one,
        "name": names.get(one.party_id, one.party_id),
        "areas": [_area(code) for code in one.areas],
        "word": word,
        "tone": tone,
        "is_quiet": quiet,
    }


def _contact(one: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        "held_on": one.held_on,
        "by": names.get(one.by, one.by),
        "subject": one.subject,
        "place": one.place,
        "area": _area(one.area),
        "summary": one.summary,
        "is_warning": one.is_warning,
    }


def _area(code: str) -> str:
    return str(pack().areas[code].name.in_(locale())) if code in pack().areas else code


def _path(code: str) -> str:
    """This will name a framework or a type of programme."""
    if code in pack().frameworks:
        return str(pack().frameworks[code].name.in_(locale()))
    return str(pack().programme_types[code].name.in_(locale())) if code in pack().programme_types else ""
