"""Needs of partners: the list, one need with its matches, and what is entered about it."""

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
from comity.web import page, spreadsheet
from comity.web.education import asking, forms, labels
from comity.web.page import asked, locale


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """This will list the needs, the open ones unless others are asked for, by partner and by region."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows(now)
    state, region, words = request.GET.get("state", "open"), request.GET.get("region", ""), request.GET.get("q", "")
    return page.render(
        request,
        "education/needs.html",
        {
            "rows": [row for row in rows if _fits(row, state, region, words)],
            "total": len(rows),
            "state": state,
            "region": region,
            "words": words,
            "states": [{"value": one.value, "label": labels.NEEDS[one][0]} for one in rules.NeedState],
            "regions": asking.regions(),
            "query": request.GET.urlencode(),
            "may": may_state(actor, now).allowed,
            "tabs": asking.tabs(),
            "marking": documents.marking_of([row["need"] for row in rows], locale()),
        },
    )


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """This will give the same list as a file, with its marking."""
    actor, now = asked(request)
    asking.signed_in(actor)
    rows = _rows(now)
    state, region, words = request.GET.get("state", "open"), request.GET.get("region", ""), request.GET.get("q", "")
    return spreadsheet.answer(
        f"needs-{brussels_day(now).isoformat()}",
        form,
        documents.marking_of([row["need"] for row in rows], locale()),
        ["partner", "name", "frameworks", "field", "need", "people", "trained", "needed_by", "state"],
        (
            [
                row["need"].party_id,
                row["name"],
                " ".join(row["frameworks"]),
                row["need"].field,
                row["need"].title,
                row["need"].people,
                row["need"].met,
                row["need"].by_on,
                row["need"].state,
            ]
            for row in rows
            if _fits(row, state, region, words)
        ),
    )


@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show one need: what is asked for, what was proposed, agreed and done."""
    actor = asked(request)[0]
    row = found(pk)
    names = parties.names(locale())
    matches = [_match(one, names, actor) for one in row.matches.all()]
    done = sum(one["match"].trained for one in matches if one["match"].state == rules.MatchState.DONE)
    is_open = row.state == rules.NeedState.OPEN
    own = actor.acts_for(row.party_id) and actor.has(*rules.SPEAKERS)
    word, tone = labels.NEEDS[rules.NeedState(row.state)]
    return page.render(
        request,
        "education/need.html",
        {
            "need": row,
            "name": names.get(row.party_id, row.party_id),
            "field": labels.FIELDS[rules.Field(row.field)],
            "word": word,
            "tone": tone,
            "matches": matches,
            "done": done,
            "may_match": is_open and actor.has(*rules.SPEAKERS, rules.DESK),
            "may_drop": is_open and own,
            "marking": documents.marking_of([row, *row.matches.all()], locale()),
        },
    )


@require_http_methods(["GET", "POST"])
def state_need(request: HttpRequest) -> HttpResponse:
    """This will enter a need of one's own nation."""
    actor, now = asked(request)
    party = parties.party(actor.party or "")
    if party is None:
        raise Http404
    return page.act_page(
        request,
        forms.Need(page.sent(request)),
        lambda sent: actions.state_need(party, actor, now, **sent),
        may=may_state(actor, now),
        said=_("The need is stated; all who have signed in read it."),
        context={
            "title": _("State a need"),
            "label": _("State it"),
            "back": page.address("education:needs"),
            "trail": [asking.trail(_("Needs"), "education:needs")],
        },
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """This will drop a need of one's own."""
    actor, now = asked(request)
    row = found(pk)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.drop_need(row, actor, now, **sent),
        may=rules.may_drop_need(actor, queries.facts_of_drop(row, actor, now, reason="-"), now),
        said=_("The need is dropped."),
        context=context(row, _("Drop the need"), _("Drop it")),
    )


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """This will propose that an offer meet a need."""
    actor, now = asked(request)
    row, day = found(pk), brussels_day(now)
    names = parties.names(locale())
    offers = queries.fitting(row, parties.standing(row.party_id, day).frameworks, day)
    if not actor.has(rules.DESK) and not actor.acts_for(row.party_id):
        offers = [one for one in offers if actor.acts_for(one.party_id)]
    listed = [
        (
            one.pk,
            _("%(party)s: %(title)s (places left: %(left)s)")
            % {"party": names.get(one.party_id, one.party_id), "title": one.title, "left": one.people - one.held},
        )
        for one in offers
    ]
    may = _may_match(actor, row, offers, now)
    return page.act_page(
        request,
        forms.Match(page.sent(request), offers=listed),
        lambda sent: actions.propose_match(row, actor, now, **sent),
        may=may,
        said=_("The match is proposed; each of the two agrees for itself."),
        context=context(row, _("Propose a match"), _("Propose it")),
    )


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """This will agree to a match for one's own side."""
    actor, now = asked(request)
    row = _match_found(pk)
    return page.act_page(
        request,
        forms.Nothing(page.sent(request)),
        lambda _sent: actions.accept(row, actor, now),
        may=rules.may_accept(actor, queries.facts_of_match(row, actor, now), now),
        said=_("You have agreed to the match."),
        context=context(row.need, _("Agree to the match"), _("Agree")),
    )


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """This will end a match that has not taken place."""
    actor, now = asked(request)
    row = _match_found(pk)
    return page.act_page(
        request,
        forms.Reason(page.sent(request)),
        lambda sent: actions.decline(row, actor, now, **sent),
        may=rules.may_decline(actor, queries.facts_of_match(row, actor, now), now),
        said=_("The match is declined."),
        context=context(row.need, _("Decline the match"), _("Decline")),
    )


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """This will say that what was agreed has been done."""
    actor, now = asked(request)
    row = _match_found(pk)
    facts = queries.facts_of_match(row, actor, now, people=row.people)
    return page.act_page(
        request,
        forms.Confirm(page.sent(request), initial={"people": row.people, "done_on": brussels_day(now)}),
        lambda sent: actions.confirm(row, actor, now, **sent),
        may=rules.may_confirm(actor, facts, now),
        said=_("It is confirmed and counted."),
        context=context(row.need, _("Confirm that it was done"), _("Confirm")),
    )


def found(pk: int) -> Any:
    """This will find a need or answer that there is none."""
    row = queries.need(pk)
    if row is None:
        raise Http404
    return row


def may_state(actor: Actor, now: datetime) -> Verdict:
    """This will tell whether the reader could state a need at all."""
    facts = rules.EntryFacts(actor.party or "", is_suspended=False, people=1, on=date.max)
    return rules.may_state_need(actor, facts, now)


def context(row: Any, title: str, label: str) -> dict[str, Any]:
    """This will name a form about a need and lead back to it."""
    back = page.address("education:need", row.pk)
    trail = [asking.trail(_("Needs"), "education:needs"), {"label": row.title, "url": back}]
    return {"title": title, "label": label, "back": back, "trail": trail}


def _match_found(pk: int) -> Any:
    row = queries.match(pk)
    if row is None:
        raise Http404
    return row


def _may_match(actor: Actor, row: Any, offers: list[Any], now: datetime) -> Verdict:
    """This will tell whether the reader could propose one of the offers that fit."""
    if offers:
        return rules.may_propose_match(
            actor, queries.facts_of_proposal(row, actor, now, offer=offers[0].pk, people=1), now
        )
    facts = queries.facts_of_proposal(row, actor, now, offer=0, people=1)
    return rules.may_propose_match(actor, facts, now)


def _rows(now: datetime) -> list[dict[str, Any]]:
    names, rows = parties.names(locale()), queries.needs()
    stands = parties.standings({one.party_id for one in rows}, brussels_day(now))
    return [
        {
            "need": one,
            "name": names.get(one.party_id, one.party_id),
            "frameworks": sorted(stands[one.party_id].frameworks),
            "field": labels.FIELDS[rules.Field(one.field)],
            "word": labels.NEEDS[rules.NeedState(one.state)][0],
            "tone": labels.NEEDS[rules.NeedState(one.state)][1],
        }
        for one in rows
    ]


def _fits(row: dict[str, Any], state: str, region: str, words: str) -> bool:
    known = state in set(rules.NeedState)
    return (
        (not known or row["need"].state == state)
        and (not region or region in row["frameworks"])
        and plain(words.strip()) in plain(f"{row['name']} {row['need'].title}")
    )


def _match(one: Any, names: dict[str, str], actor: Actor) -> dict[str, Any]:
    state = rules.MatchState(one.state)
    word, tone = labels.MATCHES[state]
    speaks = actor.has(*rules.SPEAKERS)
    needs_it = speaks and actor.acts_for(one.need.party_id)
    concerned = needs_it or (speaks and actor.acts_for(one.offer.party_id))
    both = (one.need.party_id, one.offer.party_id)
    return {
        "match": one,
        "name": names.get(one.offer.party_id, one.offer.party_id),
        "word": word,
        "tone": tone,
        "waits_on": [names.get(code, code) for code in both if code not in one.accepted]
        if state is rules.MatchState.PROPOSED
        else [],
        "may_accept": state is rules.MatchState.PROPOSED and concerned and actor.party not in one.accepted,
        "may_decline": state in rules.LIVING and (concerned or actor.has(rules.DESK)),
        "may_confirm": state is rules.MatchState.ACCEPTED and needs_it,
    }
