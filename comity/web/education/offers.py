"""Offers of Allies and of partners, and what each of them has given: one list, one table, the same columns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.core.verdict import Verdict
from comity.core.words import plain
from comity.documents import queries as documents
from comity.education import actions, queries, rules
from comity.parties import queries as parties
from comity.policy import pack
from comity.web import page, spreadsheet
from comity.web.education import asking, forms, labels
from comity.web.page import asked, locale


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """This will list the offers, those that are open unless others are asked for."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows(now)
    field, words, show = request.GET.get("field", ""), request.GET.get("q", ""), request.GET.get("show", "open")
    return page.render(
        request,
        "education/offers.html",
        {
            "rows": [row for row in rows if _fits(row, field, words, show)],
            "total": len(rows),
            "field": field,
            "words": words,
            "show": show,
            "fields": [{"value": one.value, "label": label} for one, label in labels.FIELDS.items()],
            "query": request.GET.urlencode(),
            "may": _may_offer(actor, now).allowed,
            "tabs": asking.tabs(),
            "marking": documents.marking_of([row["offer"] for row in rows], locale()),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows(now)
    field, words, show = request.GET.get("field", ""), request.GET.get("q", ""), request.GET.get("show", "open")
    return spreadsheet.answer(
        f"offers-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of([row["offer"] for row in rows], locale()),
        ["party", "name", "side", "field", "offer", "people", "left", "frameworks", "open_until", "open"],
        (
            [
                row["offer"].party_id,
                row["name"],
                row["side_code"],
                row["offer"].field,
                row["offer"].title,
                row["offer"].people,
                row["left"],
                " ".join(row["offer"].frameworks),
                row["offer"].until_on,
                "yes" if row["is_open"] else "no",
            ]
            for row in rows
            if _fits(row, field, words, show)
        ),
    )


@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one offer and the needs that it meets."""
    actor = asked(request)[0]
    row = _found(pk)
    names = parties.names(locale())
    matches = list(row.matches.all())
    held = sum(one.people for one in matches if one.state in rules.HOLDING)
    is_open = row.state == rules.OfferState.OPEN
    word, tone = labels.OFFERS[rules.OfferState(row.state)]
    return page.render(
        request,
        "education/offer.html",
        {
            "offer": row,
            "name": names.get(row.party_id, row.party_id),
            "field": labels.FIELDS[rules.Field(row.field)],
            "frameworks": _frameworks(row),
            "left": row.people - held,
            "word": word,
            "tone": tone,
            "matches": [
                {
                    "match": one,
                    "name": names.get(one.need.party_id, one.need.party_id),
                    "word": labels.MATCHES[rules.MatchState(one.state)][0],
                    "tone": labels.MATCHES[rules.MatchState(one.state)][1],
                }
                for one in matches
            ],
            "may_drop": is_open and actor.acts_for(row.party_id) and actor.has(*rules.SPEAKERS),
            "marking": documents.marking_of([row, *matches], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """This will enter an offer of one's own nation, Ally or partner alike."""
    actor, now = asked(request)
    party = parties.party(actor.party or "")
    if party is None:
        raise Http404
    return page.act_page(
        request,
        forms.Offer(page.sent(request)),
        lambda sent: actions.offer(party, actor, now, **sent),
        may=_may_offer(actor, now),
        said=_("The offer is made; all who have signed in read it."),
        context={
            "title": _("Offer help"),
            "label": _("Offer it"),
            "back": page.address("education:offers"),
            "trail": [asking.trail(_("Offers"), "education:offers")],
        },
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """This will drop an offer of one's own."""
    actor, now = asked(request)
    row = _found(pk)
    back = page.address("education:offer", row.pk)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.drop_offer(row, actor, now, **sent),
        may=rules.may_drop_offer(actor, queries.facts_of_drop(row, actor, now, reason="-"), now),
        said=_("The offer is dropped."),
        context={
            "title": _("Drop the offer"),
            "label": _("Drop it"),
            "back": back,
            "trail": [asking.trail(_("Offers"), "education:offers"), {"label": row.title, "url": back}],
        },
    )


@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """This will show what Allies and partners have given, in one table and the same columns."""
    actor, now = asked(request)
    asking.signed_in(actor)
    names = parties.names(locale())
    lines = queries.contributions(brussels_day(now))
    return page.render(
        request,
        "education/contributions.html",
        {
            "rows": [
                {"line": one, "name": names.get(one.party, one.party), "side": labels.SIDES.get(one.side, "")}
                for one in lines
            ],
            "trained": sum(one.trained for one in lines),
            "regional": sum(one.regional for one in lines),
            "tabs": asking.tabs(),
        },
    )


@require_safe
def export_contributions(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same table as a file, with its marking."""
    actor, now = asked(request)
    asking.signed_in(actor)
    names = parties.names(locale())
    return spreadsheet.answer(
        f"contributions-{brussels_day(now).isoformat()}",
        form,
        documents.marking(["signed-in"], locale()),
        [
            "party",
            "name",
            "side",
            "open_offers",
            "places",
            "needs_helped",
            "people",
            "in_own_region",
            "school_events",
            "teachers_sent",
            "partners_helped",
        ],
        (
            [
                one.party,
                names.get(one.party, one.party),
                one.side,
                one.offers,
                one.places,
                one.matches,
                one.trained,
                one.regional,
                one.events,
                one.teachers,
                one.helped,
            ]
            for one in queries.contributions(brussels_day(now))
        ),
    )


def _found(pk: int) -> Any:
    row = queries.offer(pk)
    if row is None:
        raise Http404
    return row


def _may_offer(actor: Actor, now: datetime) -> Verdict:
    """This will tell whether the reader could offer help at all."""
    facts = rules.EntryFacts(actor.party or "", is_suspended=False, people=1, on=date.max)
    return rules.may_offer(actor, facts, now)


def _rows(now: datetime) -> list[dict[str, Any]]:
    names, day, rows = parties.names(locale()), brussels_day(now), queries.offers()
    stands = parties.standings({one.party_id for one in rows}, day)
    return [
        {
            "offer": one,
            "name": names.get(one.party_id, one.party_id),
            "side": labels.SIDES.get(stands[one.party_id].side, ""),
            "side_code": stands[one.party_id].side,
            "field": labels.FIELDS[rules.Field(one.field)],
            "frameworks": _frameworks(one),
            "left": one.people - one.held,
            "is_open": one.state == rules.OfferState.OPEN and one.until_on > day,
        }
        for one in rows
    ]


def _frameworks(row: Any) -> list[str]:
    known = pack().frameworks
    return [str(known[code].name.in_(locale())) for code in row.frameworks if code in known]


def _fits(row: dict[str, Any], field: str, words: str, show: str) -> bool:
    return (
        (show == "all" or row["is_open"])
        and (not field or row["offer"].field == field)
        and plain(words.strip()) in plain(f"{row['name']} {row['offer'].title}")
    )
