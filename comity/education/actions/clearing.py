"""What may be done in the clearing house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.education import events, queries, rules
from comity.education.models import Match, Need, Offer
from comity.kernel.action import action
from comity.kernel.rows import Row


def _about_need(_: Row, event: events.NeedStated) -> tuple[str, Iterable[str]]:
    row = Need.objects.get(pk=event.need_id)
    return row.subject, row.audience


def _about_offer(_: Row, event: events.HelpOffered) -> tuple[str, Iterable[str]]:
    row = Offer.objects.get(pk=event.offer_id)
    return row.subject, row.audience


def _about_match(row: Need, event: events.MatchProposed) -> tuple[str, Iterable[str]]:
    return row.subject, Match.objects.get(pk=event.match_id).audience


def _about_need_of(row: Match, _: object) -> tuple[str, Iterable[str]]:
    return row.need.subject, row.audience


@action(may=rules.may_state_need, facts=queries.facts_of_need, filed=_about_need)
def state_need(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    field: rules.Field,
    title: str,
    people: int,
    by_on: date,
    text: str = "",
) -> events.NeedStated:
    """This will say what a partner needs, for all who have signed in (W-220). The row is the party's."""
    row = Need.objects.create(
        party_id=party.subject.removeprefix("party:"),
        field=field,
        title=title.strip(),
        text=text.strip(),
        people=people,
        by_on=by_on,
        stated_at=now,
        audience=[audience.SIGNED_IN],
    )
    return events.NeedStated(row.pk, row.party_id, field, people, by_on)


@action(may=rules.may_drop_need, facts=queries.facts_of_drop)
def drop_need(need: Need, actor: Actor, now: datetime, *, reason: str) -> events.NeedDropped:
    """This will drop a need, with its reason (W-220)."""
    need.state = rules.NEEDS.target("drop_need", rules.NeedState(need.state))
    need.reason = reason.strip()
    need.save(update_fields=["state", "reason"])
    return events.NeedDropped(need.pk, need.party_id, need.reason)


@action(may=rules.may_offer, facts=queries.facts_of_offer, filed=_about_offer)
def offer(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    field: rules.Field,
    title: str,
    people: int,
    until_on: date,
    text: str = "",
    frameworks: Sequence[str] = (),
) -> events.HelpOffered:
    """This will offer help to the partners of some frameworks or to all (P§7c(v); W-221). The row is the party's."""
    row = Offer.objects.create(
        party_id=party.subject.removeprefix("party:"),
        field=field,
        title=title.strip(),
        text=text.strip(),
        people=people,
        frameworks=list(frameworks),
        until_on=until_on,
        offered_at=now,
        audience=[audience.SIGNED_IN],
    )
    return events.HelpOffered(row.pk, row.party_id, field, people, until_on)


@action(may=rules.may_drop_offer, facts=queries.facts_of_drop)
def drop_offer(offer: Offer, actor: Actor, now: datetime, *, reason: str) -> events.OfferDropped:
    """This will drop an offer, with its reason (W-221)."""
    offer.state, offer.reason = rules.OfferState.DROPPED, reason.strip()
    offer.save(update_fields=["state", "reason"])
    return events.OfferDropped(offer.pk, offer.party_id, offer.reason)


@action(
    may=rules.may_propose_match,
    facts=queries.facts_of_proposal,
    constraints={"education_match_living": "education.already_matched"},
    filed=_about_match,
)
def propose_match(
    need: Need, actor: Actor, now: datetime, *, offer: int, people: int, note: str = ""
) -> events.MatchProposed:
    """This will propose that an offer meet a need, for so many people; whoever proposes has agreed (W-222)."""
    found = Offer.objects.get(pk=offer)
    both = (need.party_id, found.party_id)
    row = Match.objects.create(
        need=need,
        offer=found,
        people=people,
        note=note.strip(),
        is_regional=queries.regional(*both, brussels_day(now)),
        accepted=[code for code in both if actor.acts_for(code)],
        proposed_at=now,
        audience=sorted({audience.STAFF, *(audience.party(code) for code in both)}),
    )
    return events.MatchProposed(row.pk, *both, people, row.is_regional)


@action(may=rules.may_accept, facts=queries.facts_of_match, filed=_about_need_of)
def accept(match: Match, actor: Actor, now: datetime) -> events.MatchAccepted:
    """This will agree to a match for one of the two; once both have, all who have signed in read it (W-222)."""
    party = actor.party or ""
    match.accepted = [*match.accepted, party]
    by_both = {match.need.party_id, match.offer.party_id} <= set(match.accepted)
    if by_both:
        match.state = rules.MATCHES.target("accept", rules.MatchState(match.state))
        match.audience = [audience.SIGNED_IN]
    match.save(update_fields=["accepted", "state", "audience"])
    return events.MatchAccepted(match.pk, party, by_both)


@action(may=rules.may_decline, facts=queries.facts_of_match, filed=_about_need_of)
def decline(match: Match, actor: Actor, now: datetime, *, reason: str) -> events.MatchDeclined:
    """This will end a match that has not taken place, with its reason (W-222)."""
    match.state = rules.MATCHES.target("decline", rules.MatchState(match.state))
    match.reason = reason.strip()
    match.save(update_fields=["state", "reason"])
    return events.MatchDeclined(match.pk, actor.party or "", match.reason)


@action(may=rules.may_confirm, facts=queries.facts_of_match, filed=_about_need_of)
def confirm(match: Match, actor: Actor, now: datetime, *, people: int, done_on: date) -> events.MatchConfirmed:
    """This will say that it was done and for how many people; the need may be met by that (W-224)."""
    match.state = rules.MATCHES.target("confirm", rules.MatchState(match.state))
    match.trained, match.done_on = people, done_on
    match.save(update_fields=["state", "trained", "done_on"])
    need = match.need
    is_met = need.state == rules.NeedState.OPEN and queries.is_met(need)
    if is_met:
        need.state = rules.NEEDS.target("confirm", rules.NeedState(need.state))
        need.save(update_fields=["state"])
    return events.MatchConfirmed(match.pk, need.party_id, match.offer.party_id, people, done_on, is_met)
