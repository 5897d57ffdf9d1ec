"""Rounds of bids: the list, one round with its bids, and what is done in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.words import plain
from comity.documents import queries as documents
from comity.parties import queries as parties
from comity.presence import actions, queries, rules
from comity.web import page, spreadsheet
from comity.web.decisions import items
from comity.web.page import asked, locale
from comity.web.presence import asking, forms, labels

VERBS: dict[str, tuple[Callable[..., object], Callable[..., Any]]] = {
    "join": (actions.join, rules.may_join),
    "withdraw": (actions.withdraw, rules.may_withdraw),
    "choose": (actions.choose, rules.may_choose),
    "set-aside": (actions.set_aside, rules.may_set_aside),
}


@require_safe
def biddings(request: HttpRequest) -> HttpResponse:
    """This will list the rounds, the latest first."""
    actor, now = asked(request)
    asking.in_circle(actor)
    found = queries.biddings()
    return page.render(
        request,
        "presence/biddings.html",
        {
            "rows": [{"row": one, "years": _years(one), "state": _state(one, now)} for one in found],
            "may": _may_open(actor, now).allowed,
            "marking": documents.marking_of(found, locale()),
            "tabs": asking.tabs(actor),
        },
    )


@require_http_methods(["GET", "POST"])
def open_bidding(request: HttpRequest) -> HttpResponse:
    """This will open a round."""
    actor, now = asked(request)
    asking.in_circle(actor)
    day, names = brussels_day(now), parties.names(locale())
    year = day.year + 1
    hosts = _choices(queries.possible_hosts(day), names)
    initial = {"first_year": year, "on": day + timedelta(days=30), "at": "18:00", "hosts": []}
    form = forms.Open(page.sent(request), initial=initial, hosts=hosts)

    def act(sent: dict[str, Any]) -> None:
        party = parties.party(actor.party or "")
        if party is None:
            raise Http404
        actions.open_bidding(party, actor, now, **sent)

    return page.act_page(
        request,
        form,
        act,
        may=_may_open(actor, now),
        said=_("The round is open; Allies see it on Today."),
        context={
            "title": _("Open a round of bids"),
            "label": _("Open the round"),
            "back": page.address("presence:biddings"),
            "trail": [asking.trail(_("Rounds of bids"), "presence:biddings")],
        },
    )


@require_safe
def bidding(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show a round: each nation with the bids for it."""
    actor, now = asked(request)
    row = _found(pk)
    names = parties.names(locale())
    bids = list(row.bids.all())
    facts = queries.facts_of_bidding(row, actor, now)
    placing = rules.PlacingFacts(facts.state, row.closes_at, tuple(row.hosts), row.hosts[0])
    submit = rules.may_submit(actor, facts, now)
    word, tone = _state(row, now)
    return page.render(
        request,
        "presence/bidding.html",
        {
            "bidding": row,
            "years": _years(row),
            "last_on": row.until_on - timedelta(days=1),
            "word": word,
            "tone": tone,
            "hosts": [
                {
                    "code": code,
                    "name": names.get(code, code),
                    "bids": [_bid(one, row, bids, actor, now, names) for one in bids if one.host_id == code],
                }
                for code, _name in _choices(row.hosts, names)
            ],
            "may_bid": rules.may_bid(actor, placing, now).allowed,
            "may_submit": submit.allowed,
            "may_call_off": rules.may_call_off(actor, facts, now).allowed,
            "chosen": facts.chosen,
            "items": items.about(row.subject),
            "marking": documents.marking_of([row], locale()),
        },
    )


@require_safe
def export(request: HttpRequest, pk: str, form: str) -> HttpResponse:
    """This will give the bids of a round as a file, with its marking."""
    row = _found(int(pk))
    names = parties.names(locale())
    return spreadsheet.answer(
        f"bids-{row.since_on.year}-{row.pk}",
        form,
        documents.marking_of([row], locale()),
        ["nation", "name", "lead", "allies", "agreed", "state", "offer", "placed_at", "decision"],
        (
            [
                one.host_id,
                names.get(one.host_id, ""),
                one.lead_id,
                " ".join(one.allies),
                " ".join(one.joined),
                one.state,
                one.offer,
                one.placed_at,
                one.decision,
            ]
            for one in row.bids.all()
        ),
    )


@require_http_methods(["GET", "POST"])
def bid(request: HttpRequest, pk: int) -> HttpResponse:
    """This will place a bid."""
    actor, now = asked(request)
    row = _found(pk)
    names = parties.names(locale())
    allies = [code for code in parties.members(audience.ALLIES, row.since_on) if code != actor.party]
    form = forms.Bid(
        page.sent(request),
        initial={"host": request.GET.get("host", ""), "others": []},
        hosts=_choices(row.hosts, names),
        allies=_choices(allies, names),
    )
    facts = rules.PlacingFacts(rules.State(row.state), row.closes_at, tuple(row.hosts), row.hosts[0])
    return page.act_page(
        request,
        form,
        lambda sent: actions.bid(row, actor, now, **sent),
        may=rules.may_bid(actor, facts, now),
        said=_("The bid is placed."),
        context=_context(row, _("Place a bid"), _("Place it")),
    )


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """This will put what is chosen to the Council."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.submit(row, actor, now),
        may=rules.may_submit(actor, queries.facts_of_bidding(row, actor, now), now),
        said=_("The Council’s item is drafted, with one line for each nation."),
        context=_context(row, _("Ask the Council"), _("Ask the Council")),
    )


@require_http_methods(["GET", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end a round without more mandates."""
    actor, now = asked(request)
    row = _found(pk)
    return page.act_page(
        request,
        forms.CallOff(page.sent(request)),
        lambda sent: actions.call_off(row, actor, now, **sent),
        may=rules.may_call_off(actor, queries.facts_of_bidding(row, actor, now), now),
        said=_("The round is called off."),
        context=_context(row, _("Call the round off"), _("Call it off")),
    )


@require_POST
def act_on_bid(request: HttpRequest, pk: str, verb: str) -> HttpResponse:
    """This will join, take back, choose or set aside a bid."""
    actor, now = asked(request)
    row = queries.bid(int(pk))
    if row is None:
        raise Http404
    VERBS[verb][0](row, actor, now)
    messages.success(request, _("It is noted."))
    return page.done(request, "presence:bidding", row.bidding_id)


def _found(pk: int) -> Any:
    row = queries.bidding(pk)
    if row is None:
        raise Http404
    return row


def _may_open(actor: Actor, now: datetime) -> Any:
    """This will tell whether the reader could open a round at all, whatever the nations."""
    facts = rules.OpeningFacts(("-",), brussels_day(now) + timedelta(days=900), now + timedelta(days=600))
    return rules.may_open(actor, facts, now)


def _context(row: Any, title: str, label: str) -> dict[str, Any]:
    back = page.address("presence:bidding", row.pk)
    trail = [asking.trail(_("Rounds of bids"), "presence:biddings"), {"label": _years(row), "url": back}]
    return {"title": title, "label": label, "back": back, "trail": trail}


def _choices(codes: Any, names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: plain(pair[1]))


def _years(row: Any) -> str:
    return f"{row.since_on.year}–{row.until_on.year - 1}"


def _state(row: Any, now: datetime) -> tuple[Any, str]:
    """This will say how a round stands; once bidding is over an open one is negotiated."""
    if row.state == rules.State.OPEN and row.closes_at <= now:
        return labels.NEGOTIATED
    return labels.STATES[rules.State(row.state)]


def _bid(one: Any, row: Any, bids: list[Any], actor: Actor, now: datetime, names: dict[str, str]) -> dict[str, Any]:
    """This will write a bid, with what the reader may do about it; whether it fits is asked once it is chosen."""
    chosen = (rules.BidState.CHOSEN, rules.BidState.CONFERRED)
    facts = rules.BidFacts(
        state=rules.BidState(one.state),
        round=rules.State(row.state),
        closes_at=row.closes_at,
        host=one.host_id,
        allies=tuple(one.allies),
        joined=tuple(one.joined),
        rival=any(other.host_id == one.host_id and other.state in chosen and other is not one for other in bids),
    )
    word, tone = labels.BID_STATES[facts.state]
    waits = ", ".join(names.get(code, code) for code in facts.missing)
    return {
        "row": one,
        "allies": [names.get(code, code) for code in one.allies],
        "word": word,
        "tone": tone,
        "waits": labels.WAITS % {"allies": waits} if waits and facts.state in rules.LIVING else "",
        "may": {verb.replace("-", "_"): may(actor, facts, now).allowed for verb, (_act, may) in VERBS.items()},
    }
