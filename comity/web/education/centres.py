"""Training centres: which are recognised and until when, one application, and what is entered about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.documents import queries as documents
from comity.education import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page, spreadsheet
from comity.web.decisions import items
from comity.web.education import asking, forms, labels
from comity.web.page import asked, locale


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """This will list recognised centres and the applications that the reader may see."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows(brussels_day(now))
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    return page.render(
        request,
        "education/centres.html",
        {
            "rows": [row for row in rows if _fits(row, state, words)],
            "total": len(rows),
            "state": state,
            "words": words,
            "states": [{"value": key, "label": label} for key, (label, _tone) in labels.CENTRES.items()],
            "query": request.GET.urlencode(),
            "may": (actor.is_ally or actor.is_partner) and actor.has(*rules.SPEAKERS),
            "tabs": asking.tabs(),
            "marking": documents.marking_of([row["row"] for row in rows], locale()),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows(brussels_day(now))
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    return spreadsheet.answer(
        f"centres-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of([row["row"] for row in rows], locale()),
        ["centre", "name", "party", "party_name", "state", "recognised_on", "last_day", "decision"],
        (
            [
                row["row"].provider.code,
                row["name"],
                row["row"].party_id,
                row["party"],
                row["key"],
                row["row"].since_on,
                row["last_on"],
                row["row"].decision,
            ]
            for row in rows
            if _fits(row, state, words)
        ),
    )


@require_safe
def centre(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one application: the case, the findings, the decision, until when it holds."""
    actor, now = asked(request)
    row = _found(pk)
    facts = queries.facts_of_recognition(row, actor, now)
    return page.render(
        request,
        "education/centre.html",
        {
            **_row(row, parties.names(locale()), brussels_day(now)),
            "items": items.about(row.subject),
            "may_assess": rules.may_assess(actor, facts, now).allowed,
            "may_withdraw": rules.may_withdraw(actor, facts, now).allowed,
            "renewal_on": rules.renewal_from(row.until_on) if row.until_on else None,
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """This will apply for the recognition of a centre for which one's own nation answers."""
    actor, now = asked(request)
    asking.signed_in(actor)
    own = parties.providers(party=actor.party, on=brussels_day(now))
    form = forms.Application(page.sent(request), centres=[(one.code, one.name_in(locale())) for one in own])

    def act(sent: dict[str, Any]) -> None:
        provider = parties.provider(sent["centre"])
        if provider is None:
            raise Http404
        actions.apply(provider, actor, now, case=sent["case"])

    facts = rules.ApplicationFacts(actor.party or "", is_suspended=False, is_running=False)
    return page.act_page(
        request,
        form,
        act,
        may=rules.may_apply(actor, facts, now),
        said=_("The application is with the desk."),
        context={
            "title": _("Apply for recognition"),
            "label": _("Apply"),
            "back": page.address("education:centres"),
            "trail": [asking.trail(_("Training centres"), "education:centres")],
        },
    )


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """This will enter the assessment; the item by which the Council decides is drafted at once."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Findings(page.sent(request)),
        lambda sent: actions.assess(row, actor, now, **sent),
        may=rules.may_assess(actor, queries.facts_of_recognition(row, actor, now), now),
        said=_("The assessment is entered; the Council’s item is drafted."),
        context=_context(row, _("Assess and put before the Council"), _("Put before the Council")),
    )


@require_http_methods(["GET", "POST"])
def turn_down(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end an application with what was found."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Findings(page.sent(request)),
        lambda sent: actions.turn_down(row, actor, now, **sent),
        may=rules.may_turn_down(actor, queries.facts_of_recognition(row, actor, now), now),
        said=_("The application is turned down."),
        context=_context(row, _("Turn the application down"), _("Turn it down")),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """This will take an application back."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.withdraw(row, actor, now),
        may=rules.may_withdraw(actor, queries.facts_of_recognition(row, actor, now), now),
        said=_("The application is withdrawn."),
        context=_context(row, _("Withdraw the application"), _("Withdraw it")),
    )


def _found(pk: int) -> Any:
    row = queries.recognition(pk)
    if row is None:
        raise Http404
    return row


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    back = page.address("education:centre", row.pk)
    name = row.provider.name_in(locale())
    trail = [asking.trail(_("Training centres"), "education:centres"), {"label": name, "url": back}]
    return {"title": title, "label": label, "back": back, "trail": trail}


def _rows(day: date) -> list[dict[str, Any]]:
    names = parties.names(locale())
    return [_row(one, names, day) for one in queries.recognitions()]


def _row(one: Any, names: dict[str, str], day: date) -> dict[str, Any]:
    key = "over" if one.until_on and one.until_on <= day else one.state
    word, tone = labels.CENTRES[key]
    return {
        "row": one,
        "name": one.provider.name_in(locale()),
        "party": names.get(one.party_id, one.party_id),
        "key": key,
        "word": word,
        "tone": tone,
        "last_on": date.fromordinal(one.until_on.toordinal() - 1) if one.until_on else None,
    }


def _fits(row: dict[str, Any], state: str, words: str) -> bool:
    return (state not in labels.CENTRES or row["key"] == state) and plain(words.strip()) in plain(
        f"{row['name']} {row['party']}"
    )
