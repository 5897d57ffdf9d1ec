"""What may be asked of the clearing house."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from comity.core.actor import Actor, Side
from comity.core.calendar import brussels_day
from comity.core.tasks import Task
from comity.education import rules
from comity.education.models import Match, Need, Offer, SchoolContribution
from comity.education.queries import schools
from comity.kernel.rows import Row
from comity.parties import queries as parties

_DONE = Q(matches__state=rules.MatchState.DONE)
_HOLDING = Q(matches__state__in=rules.HOLDING)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one party has given: the same columns for an Ally and for a partner. People, matches and parties counted.

    `events` and `teachers` were given to schools of partners; `helped` counts the partners helped either way.
    """

    party: str
    side: Side
    offers: int
    places: int
    matches: int
    trained: int
    regional: int
    helped: int
    events: int
    teachers: int


# -- needs and offers --------------------------------------------------------------------------------------------------


def needs() -> list[Any]:
    """This will list the needs, the most urgent first; `met` counts the people already trained. One query."""
    return list(Need.objects.annotate(met=Coalesce(Sum("matches__trained", filter=_DONE), 0)).order_by("by_on", "pk"))


def offers() -> list[Any]:
    """This will list the offers, the latest first; `held` counts the people that were promised. One query."""
    return list(
        Offer.objects.annotate(held=Coalesce(Sum("matches__people", filter=_HOLDING), 0)).order_by("-offered_at", "-pk")
    )


def need(pk: int) -> Need | None:
    """This will find a need with its matches and their offers, the latest first. Two queries."""
    found = Prefetch("matches", Match.objects.select_related("offer").order_by("-proposed_at", "-pk"))
    return Need.objects.filter(pk=pk).prefetch_related(found).first()


def offer(pk: int) -> Offer | None:
    """This will find an offer with its matches and their needs, the latest first. Two queries."""
    found = Prefetch("matches", Match.objects.select_related("need").order_by("-proposed_at", "-pk"))
    return Offer.objects.filter(pk=pk).prefetch_related(found).first()


def match(pk: int) -> Match | None:
    """This will find a match with both its ends."""
    return Match.objects.filter(pk=pk).select_related("need", "offer").first()


def fitting(row: Need, regions: frozenset[str], day: date) -> list[Any]:
    """This will list open offers of others in the field of a need that reach its partner and are not used up."""
    found = (
        Offer.objects.filter(field=row.field, state=rules.OfferState.OPEN, until_on__gt=day)
        .exclude(party_id=row.party_id)
        .annotate(held=Coalesce(Sum("matches__people", filter=_HOLDING), 0))
        .order_by("-offered_at", "-pk")
    )
    return [one for one in found if one.held < one.people and rules.reaches(frozenset(one.frameworks), regions)]


def contributions(day: date) -> list[Contribution]:
    """This will count what each Ally and partner has offered and given, Allies and partners alike. Four queries."""
    done = Match.objects.filter(state=rules.MatchState.DONE).select_related("need", "offer")
    given: dict[str, list[Match]] = defaultdict(list)
    for one in done:
        given[one.offer.party_id].append(one)
    standing: dict[str, list[Offer]] = defaultdict(list)
    for two in Offer.objects.filter(state=rules.OfferState.OPEN, until_on__gt=day):
        standing[two.party_id].append(two)
    sent = schools.given()
    codes = sorted({*given, *standing, *sent})
    stands = parties.standings(codes, day) if codes else {}
    found = [_contribution(code, stands[code].side, given[code], standing[code], sent[code]) for code in codes]
    return sorted(found, key=lambda line: (-line.trained, -line.teachers, -line.places, line.party))


def _contribution(
    code: str, side: Side, given: list[Match], standing: list[Offer], sent: list[SchoolContribution]
) -> Contribution:
    return Contribution(
        party=code,
        side=side,
        offers=len(standing),
        places=sum(one.people for one in standing),
        matches=len(given),
        trained=sum(one.trained for one in given),
        regional=sum(one.trained for one in given if one.is_regional),
        helped=len({one.need.party_id for one in given} | {one.event.objective.support.party_id for one in sent}),
        events=len(sent),
        teachers=sum(one.teachers for one in sent),
    )


# -- facts -------------------------------------------------------------------------------------------------------------


def facts_of_need(row: Row, actor: Actor, now: datetime, *, people: int, by_on: date, **_: object) -> rules.EntryFacts:
    """This will show the rules a need that is to be stated. The row is the party's."""
    return _entry(row, now, people, by_on)


def facts_of_offer(
    row: Row, actor: Actor, now: datetime, *, people: int, until_on: date, **_: object
) -> rules.EntryFacts:
    """This will show the rules an offer that is to be made. The row is the party's."""
    return _entry(row, now, people, until_on)


def facts_of_drop(row: Need | Offer, actor: Actor, now: datetime, *, reason: str, **_: object) -> rules.DropFacts:
    """This will show the rules a need or an offer that is to be dropped."""
    return rules.DropFacts(
        party=row.party_id,
        is_open=row.state in {rules.NeedState.OPEN, rules.OfferState.OPEN},
        busy=row.matches.filter(state__in=rules.LIVING).exists(),
        reason=reason,
    )


def facts_of_proposal(
    row: Need, actor: Actor, now: datetime, *, offer: int, people: int, **_: object
) -> rules.ProposalFacts:
    """This will show the rules a need and an offer that somebody wants to bring together.

    Offers are read by all who have signed in; one that is nowhere is as one that is open no longer.
    """
    day = brussels_day(now)
    found = Offer.objects.filter(pk=offer).first()
    codes = [row.party_id, *([found.party_id] if found else [])]
    stands = parties.standings(codes, day)
    return rules.ProposalFacts(
        need_party=row.party_id,
        offer_party=found.party_id if found else "",
        is_need_open=row.state == rules.NeedState.OPEN,
        is_offer_open=found is not None and found.state == rules.OfferState.OPEN and found.until_on > day,
        same_field=found is not None and found.field == row.field,
        regions=stands[row.party_id].frameworks,
        reaches=frozenset(found.frameworks) if found else frozenset(),
        people=people,
        unmet=row.people - _trained(row),
        left=left(found) if found else 0,
        is_matched=found is not None and row.matches.filter(offer=found, state__in=rules.LIVING).exists(),
        is_suspended=any(one.is_suspended for one in stands.values()),
    )


def facts_of_match(
    row: Match,
    actor: Actor,
    now: datetime,
    *,
    people: int = 0,
    done_on: date | None = None,
    reason: str | None = None,
    **_: object,
) -> rules.MatchFacts:
    """This will show the rules a match, with what is now said of it."""
    return rules.MatchFacts(
        need_party=row.need.party_id,
        offer_party=row.offer.party_id,
        state=rules.MatchState(row.state),
        accepted=tuple(row.accepted),
        agreed=row.people,
        left=left(row.offer),
        people=people,
        done_on=done_on,
        reason=reason,
    )


def left(row: Offer) -> int:
    """This will count the people whom an offer can still take: what is agreed or done is taken from it (P§7c)."""
    held = row.matches.filter(state__in=rules.HOLDING).aggregate(all=Sum("people"))["all"]
    return row.people - (held or 0)


def regional(need_party: str, offer_party: str, day: date) -> bool:
    """This will tell whether a partner would help a neighbour in a framework of both (W-223). One query."""
    stands = parties.standings([need_party, offer_party], day)
    gives, needs_it = stands[offer_party], stands[need_party]
    return rules.is_regional(by_partner=gives.is_partner, gives=gives.frameworks, needs=needs_it.frameworks)


def is_met(row: Need) -> bool:
    """This will tell whether as many people were trained as a partner needed."""
    return _trained(row) >= row.people


def _trained(row: Need) -> int:
    return row.matches.filter(state=rules.MatchState.DONE).aggregate(all=Sum("trained"))["all"] or 0


def _entry(row: Row, now: datetime, people: int, on: date) -> rules.EntryFacts:
    code = row.subject.removeprefix("party:")
    stands = parties.standing(code, brussels_day(now))
    return rules.EntryFacts(code, stands.is_suspended, people, on)


# -- what waits --------------------------------------------------------------------------------------------------------


def waiting_matches(actor: Actor, now: datetime) -> list[Task]:
    """This will list matches to which a party has not agreed yet. One query."""
    if not actor.party or not actor.has(*rules.SPEAKERS):
        return []
    mine = Q(need__party__code=actor.party) | Q(offer__party__code=actor.party)
    found = Match.objects.filter(mine, state=rules.MatchState.PROPOSED).exclude(accepted__contains=[actor.party])
    return [
        Task(
            kind="education.accept",
            ref=str(one.need_id),
            title=one.need.title,
            since_at=one.proposed_at,
            ground="W-222",
            params={"title": one.need.title},
        )
        for one in found.select_related("need").order_by("pk")
    ]
