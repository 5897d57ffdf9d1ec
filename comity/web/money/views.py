"""The lines of a period, one line with its statement, and the rates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.documents import queries as documents
from comity.kernel.action import Refused
from comity.ledger import actions, queries
from comity.ledger.rules import Kind, State
from comity.parties import queries as parties
from comity.web import page
from comity.web.addresses import reverse
from comity.web.middleware import Asked
from comity.web.money import forms, labels, showing
from comity.web.page import locale

STAFF = "IS"
UNPROCESSABLE = 422
MOST_LETTERS = 100


@require_safe
def lines(request: Asked) -> HttpResponse:
    """This will list the lines of a period that the reader may see, each with its meter."""
    wanted, found = filtered(request.GET)
    every = found or (queries.lines() if wanted["set"] else [])
    context = {
        **wanted,
        "rows": [showing.listed(row) for row in found],
        "any": bool(every),
        "totals": showing.totals(found),
        "officer": showing.writes(request.actor),
        "marking": documents.marking_of(found, locale()),
    }
    return page.render(request, "money/lines.html", context, block="results")


def filtered(asked: QueryDict) -> tuple[dict[str, Any], list[Any]]:
    """This will read the filters of the list and find what they let through. Two queries."""
    periods = queries.periods()
    period = asked.get("period", "")
    period = period if period in periods else ""
    kind = asked.get("kind", "")
    kind = kind if kind in list(Kind) else ""
    state = asked.get("state", "")
    state = state if state in list(State) else ""
    words = asked.get("q", "").strip().replace("\x00", "")[:MOST_LETTERS]
    found = queries.lines(period, kind=Kind(kind) if kind else None)
    if state:
        found = [row for row in found if row.state == state]
    if words:
        folded = words.casefold()
        found = [
            row
            for row in found
            if any(folded in text.casefold() for text in (row.code, row.title_en, row.title_fr, row.office))
        ]
    chosen = {"period": period, "kind": kind, "state": state, "q": words}
    kept = {name: value for name, value in chosen.items() if value}
    return {
        **chosen,
        "set": len(kept),
        "periods": [{"value": "", "label": _("All")}, *({"value": one, "label": one} for one in periods)],
        "kinds": [{"value": "", "label": _("All")}, *({"value": k.value, "label": labels.KINDS[k]} for k in Kind)],
        "states": [
            {"value": "", "label": _("All")},
            *({"value": s.value, "label": labels.STATES[s][0]} for s in State),
        ],
        "query": _query(kept),
        "chips": [
            {"label": _named(name, value), "url": f"{reverse('money:lines')}{_query(_without(kept, name))}"}
            for name, value in kept.items()
        ],
    }, found


def _query(kept: dict[str, str]) -> str:
    asked = QueryDict(mutable=True)
    asked.update(kept)
    return f"?{asked.urlencode()}" if kept else ""


def _without(kept: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in kept.items() if key != name}


def _named(name: str, value: str) -> str:
    match name:
        case "kind":
            return str(labels.KINDS[Kind(value)])
        case "state":
            return str(labels.STATES[State(value)][0])
        case _:
            return value


def one(code: str) -> Any:
    """This will find a line that the reader may see.

    Raises: Http404 if there is none.
    """
    if (found := queries.line(code)) is None:
        raise Http404
    return found


@require_safe
def line(request: Asked, code: str) -> HttpResponse:
    """This will show a line: where it stands, its commitments and contributions, its statement and its history."""
    row = one(code)
    officer = showing.writes(request.actor)
    place = queries.position(row)
    is_fund = row.kind == Kind.FUND
    names = parties.names(page.locale()) if is_fund else {}
    context = {
        **showing.listed(row),
        "is_fund": is_fund,
        "is_open": row.state == State.OPEN,
        "parts": showing.parts(place, is_fund=is_fund),
        "big_bar": showing.bar(place, title=_("Where the money is"), description=_("Paid, owed, set aside and free.")),
        "commitments": [showing.commitment(held, code, officer=officer) for held in queries.commitments(row)],
        "contributions": [
            showing.contribution(held, code, names, officer=officer)
            for held in (queries.contributions(row) if is_fund else [])
        ],
        "invoices": queries.invoices(row),
        "statement": showing.statement(row, officer=officer),
        "officer": officer,
        "marking": documents.marking_of([row], locale()),
    }
    return page.render(request, "money/line.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: Asked) -> HttpResponse:
    """This will list the rates that were recorded, and take a new one from the resources officer."""
    officer = showing.writes(request.actor)
    form = forms.RateForm(page.sent(request))
    status, panel = 200, None
    if request.method == "POST" and not form.is_valid():
        status = UNPROCESSABLE
    elif request.method == "POST":
        given = form.cleaned_data
        owner = parties.party(STAFF)
        if owner is None:
            raise Http404
        try:
            actions.record_rate(
                *(owner, request.actor, request.now),
                currency=given["currency"],
                base=given["base"],
                rate=given["rate"],
                on=given["on"],
                source=given["source"],
            )
        except Refused as no:
            status, panel = page.CONFLICT, page.panel_of(no)
        else:
            messages.success(request, _("The rate is recorded."))
            return page.done(request, "money:rates")
    found = queries.rates()
    context = {
        "rows": [{"rate": one, "figure": showing.figure(one.rate)} for one in found],
        "form": form,
        "officer": officer,
        "panel": panel,
        "marking": documents.marking_of(found, locale()),
    }
    return page.render(request, "money/rates.html", context, status=status)
