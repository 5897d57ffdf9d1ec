"""Missions: who is accredited, by which letters; who arrives and who departs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core import audience
from comity.core.actor import Actor, Role, Side
from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.people import queries as people
from comity.people.rules import ROLES_OF
from comity.presence import actions, queries, rules
from comity.web import page, spreadsheet
from comity.web.page import asked, locale
from comity.web.people.labels import role as role_label
from comity.web.presence import asking, forms, labels


@require_safe
def missions(request: HttpRequest) -> HttpResponse:
    """This will list who is accredited with the missions that the reader sees."""
    actor, now = asked(request)
    _inside(actor)
    names, found = parties.names(locale()), _filtered(request)
    codes = sorted(queries.accredited_parties(), key=lambda code: plain(names.get(code, "")))
    return page.render(
        request,
        "presence/missions.html",
        {
            "rows": [_row(one, names) for one in found],
            "party": request.GET.get("party", ""),
            "state": request.GET.get("state", ""),
            "parties": [{"value": code, "label": names.get(code, code)} for code in codes],
            "states": [{"value": state.value, "label": word} for state, (word, _tone) in labels.POSTINGS.items()],
            "query": request.GET.urlencode(),
            "may": bool(_notifying(actor, now)),
            "marking": documents.marking_of(found, locale()),
            "tabs": asking.tabs(actor),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    actor, now = asked(request)
    _inside(actor)
    names, found = parties.names(locale()), _filtered(request)
    return spreadsheet.answer(
        f"accreditations-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of(found, locale()) or documents.marking([audience.STAFF], locale()),
        ["party", "mission", "name", "role", "state", "letter", "letter_on", "reply", "arrived_at", "departed_at"],
        (
            [
                one.party_id,
                names.get(one.party_id, ""),
                one.name,
                one.role,
                one.state,
                one.letter,
                one.letter_on,
                one.reply,
                one.arrived_at,
                one.departed_at,
            ]
            for one in found
        ),
    )


@require_http_methods(["GET", "POST"])
def notify(request: HttpRequest) -> HttpResponse:
    """This will enter the letter by which a mission notifies somebody."""
    actor, now = asked(request)
    _inside(actor)
    names, codes = parties.names(locale()), _notifying(actor, now)
    form = forms.Notify(
        page.sent(request),
        initial={"letter_on": brussels_day(now), "party": actor.party if actor.is_partner else ""},
        parties=sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: plain(pair[1])),
        roles=[(role.value, role_label(role)) for role in sorted(ROLES_OF[Side.PARTNER])],
    )

    def act(sent: dict[str, Any]) -> None:
        party = parties.party(sent.pop("party"))
        if party is None:
            raise Http404
        actions.notify(party, actor, now, **{**sent, "role": Role(sent["role"])})

    return page.act_page(
        request,
        form,
        act,
        may=rules.may_notify(actor, rules.NotifyFacts(codes[0] if codes else actor.party or "-", is_partner=True), now),
        said=_("The letter is entered; the staff answer it."),
        context={
            "title": _("Notify somebody"),
            "label": _("Enter the letter"),
            "back": page.address("presence:missions"),
            "trail": [asking.trail(_("Missions"), "presence:missions")],
        },
    )


@require_safe
def accreditation(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one accreditation: letters, days, access, and what may be done."""
    actor, now = asked(request)
    row = _found(pk)
    names = parties.names(locale())
    facts = _facts(request, row)
    held = [one for one in people.appointments(row.party_id, on=brussels_day(now)) if _is_of(one, row)]
    return page.render(
        request,
        "presence/accreditation.html",
        {
            **_row(row, names),
            "may": {
                "accept": rules.may_accept(actor, facts, now).allowed,
                "decline": rules.may_decline(actor, facts, now).allowed,
                "arrive": rules.may_arrive(actor, facts, now).allowed,
                "depart": rules.may_depart(actor, facts, now).allowed,
            },
            "held": [{"row": one, "role": role_label(Role(one.role))} for one in held],
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: str, verb: str) -> HttpResponse:
    """This will accept or decline somebody, or enter an arrival or a departure."""
    actor, now = asked(request)
    row = _found(int(pk))
    step = STEPS[verb]
    name = parties.names(locale()).get(row.party_id, row.party_id)
    back = page.address("presence:accreditation", row.pk)
    return page.act_page(
        request,
        step[0](page.sent(request)),
        lambda sent: step[1](row, actor, now, **sent),
        may=step[2](actor, _facts(request, row), now),
        said=labels.STEPS_DONE[verb],
        context={
            "title": labels.STEPS[verb],
            "label": labels.STEPS[verb],
            "back": back,
            "trail": [asking.trail(_("Missions"), "presence:missions"), {"label": f"{row.name} · {name}", "url": back}],
        },
    )


type Step = tuple[type[django_forms.Form], Callable[..., object], Callable[..., Any]]
STEPS: dict[str, Step] = {
    "accept": (forms.Accept, actions.accept, rules.may_accept),
    "decline": (forms.Decline, actions.decline, rules.may_decline),
    "arrive": (forms.Nothing, actions.arrive, rules.may_arrive),
    "depart": (forms.Nothing, actions.depart, rules.may_depart),
}


def _inside(actor: Actor) -> None:
    """This will answer those who are neither staff nor a partner as if there were no such lists."""
    if not (actor.is_staff or actor.is_partner):
        raise Http404


def _notifying(actor: Actor, now: datetime) -> list[str]:
    """This will list the parties for which the reader may enter a letter."""
    if actor.has(Role.DESK_OFFICER):
        return queries.possible_hosts(brussels_day(now))
    return [actor.party] if actor.party and rules.notifies(actor, actor.party) else []


def _filtered(request: HttpRequest) -> list[Any]:
    state = request.GET.get("state", "")
    found = queries.accreditations(party=request.GET.get("party", ""))
    return [one for one in found if state in {"", one.state}]


def _found(pk: int) -> Any:
    row = queries.accreditation(pk)
    if row is None:
        raise Http404
    return row


def _facts(request: HttpRequest, row: Any) -> rules.PostingFacts:
    """This will show the rules an accreditation as far as the reader knows whose it is."""
    visitor: Any = request.visitor  # type: ignore[attr-defined]
    own = visitor is not None and visitor.account.email.lower() == row.email
    return rules.PostingFacts(row.party_id, rules.Posting(row.state), asked(request)[0].person_id if own else None)


def _is_of(held: Any, row: Any) -> bool:
    return bool(held.email.lower() == row.email)


def _row(one: Any, names: dict[str, str]) -> dict[str, Any]:
    word, tone = labels.POSTINGS[rules.Posting(one.state)]
    return {
        "row": one,
        "mission": names.get(one.party_id, one.party_id),
        "role": role_label(Role(one.role)),
        "title": one.title_fr if locale() == "fr" else one.title_en,
        "word": word,
        "tone": tone,
    }
