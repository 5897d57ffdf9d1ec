"""Needs and offers in the clearing house at full size: some open, some agreed, most met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from comity.core import audience
from comity.core.calendar import brussels_day
from comity.education.models import Match, Need, Offer
from comity.education.rules import Field, MatchState, NeedState
from comity.kernel.progress import Progress
from comity.parties import queries as parties
from generate.parties import Partner

TITLES = ("Staff officers", "Teachers of law", "Planning of exercises", "Rescue at sea", "Logistics", "Languages")
_SHARES = (45, 25, 30)
_EVERYBODY = [audience.SIGNED_IN]


def write(count: int, partners: Sequence[Partner], random: Random, now: datetime, progress: Progress) -> None:
    """This will write so many needs, and as many offers of Allies and partners that meet most of them."""
    day = brussels_day(now)
    givers = [*parties.members(audience.ALLIES, day), *(one.code for one in partners)]
    needs = [_need(random.choice(partners).code, random, now) for _ in range(count)]
    Need.objects.bulk_create(needs)
    offers = [_offer(one, random.choice([code for code in givers if code != one.party_id]), now) for one in needs]
    Offer.objects.bulk_create(offers)
    frameworks = {code: parties.standing(code, day).frameworks for code in {*givers}}
    Match.objects.bulk_create(
        _match(need, offer, random, now, is_regional=_neighbours(need, offer, frameworks))
        for need, offer in zip(needs, offers, strict=True)
        if need.state != NeedState.OPEN or random.choice((True, False))
    )
    progress("needs", count, count)


def _need(party: str, random: Random, now: datetime) -> Need:
    return Need(
        party_id=party,
        field=random.choice(list(Field)),
        title=random.choice(TITLES),
        people=random.randint(4, 60),
        by_on=brussels_day(now + timedelta(days=random.randint(20, 500))),
        state=random.choices((NeedState.MET, NeedState.DROPPED, NeedState.OPEN), _SHARES)[0],
        stated_at=now - timedelta(days=random.randint(60, 700)),
        audience=_EVERYBODY,
    )


def _offer(need: Need, party: str, now: datetime) -> Offer:
    return Offer(
        party_id=party,
        field=need.field,
        title=need.title,
        people=need.people + 10,
        until_on=brussels_day(now + timedelta(days=400)),
        offered_at=need.stated_at,
        audience=_EVERYBODY,
    )


def _match(need: Need, offer: Offer, random: Random, now: datetime, *, is_regional: bool) -> Match:
    met = need.state == NeedState.MET
    state = MatchState.DONE if met else MatchState.DECLINED if need.state == NeedState.DROPPED else MatchState.ACCEPTED
    return Match(
        need=need,
        offer=offer,
        people=need.people,
        is_regional=is_regional,
        accepted=[need.party_id, offer.party_id],
        state=state,
        trained=need.people if met else 0,
        done_on=brussels_day(now - timedelta(days=random.randint(1, 50))) if met else None,
        proposed_at=need.stated_at + timedelta(days=5),
        audience=_EVERYBODY,
    )


def _neighbours(need: Need, offer: Offer, frameworks: dict[str, frozenset[str]]) -> bool:
    return not frameworks[need.party_id].isdisjoint(frameworks[offer.party_id])
